//! Idempotency 幂等: what was asked under a key is done once and answered twice.

use sha2::{Digest, Sha256};
use store::{Remember, StoreError, WriteTx};
use workflow::actor::{Actor, Moment};
use workflow::id::CaseId;

use crate::{Denied, Receipt};

/// What was asked under which key.
pub(crate) struct Asked<'a> {
    key: Option<&'a str>,
    digest: String,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(
        case: Option<CaseId>,
        body: &impl serde::Serialize,
        key: Option<&'a str>,
    ) -> Self {
        let key = key.filter(|key| !key.is_empty());
        let digest = key.map_or_else(String::new, |_| {
            hex::encode(Sha256::digest(
                serde_json::to_vec(&(case, body)).unwrap_or_default(),
            ))
        });
        Self { key, digest }
    }

    /// The receipt of the command under the key, if it was given before; another body is refused.
    pub(crate) async fn recall(
        &self,
        tx: &WriteTx,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Option<Receipt>, Denied> {
        let known: Option<Receipt> = self.known(tx, actor, moment).await?;
        Ok(known.map(|receipt| Receipt {
            replayed: true,
            ..receipt
        }))
    }

    /// What was answered under the key, if it was asked before; another body is refused.
    pub(crate) async fn known<T: serde::de::DeserializeOwned>(
        &self,
        tx: &WriteTx,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Option<T>, Denied> {
        let (Some(key), Some(person)) = (self.key, actor.person()) else {
            return Ok(None);
        };
        let Some(known) = tx
            .recall(person.organ, person.user, key, moment.now)
            .await?
        else {
            return Ok(None);
        };
        if known.digest != self.digest {
            return Err(Denied::KeyReused);
        }
        serde_json::from_value(known.answer).map_err(|error| {
            Denied::Store(StoreError::Unreadable {
                table: "idempotency_key",
                row: key.to_owned(),
                reason: error.to_string(),
            })
        })
    }

    /// What is to be remembered under the key.
    pub(crate) fn remember(
        &self,
        actor: &Actor,
        answer: &impl serde::Serialize,
        moment: Moment,
    ) -> Option<Remember> {
        let person = actor.person()?;
        Some(Remember {
            organ: person.organ,
            user: person.user,
            key: self.key?.to_owned(),
            digest: self.digest.clone(),
            answer: serde_json::to_value(answer).unwrap_or_default(),
            at: moment.now,
        })
    }

    /// Remembers the answer of an office command.
    pub(crate) async fn keep(
        &self,
        tx: &WriteTx,
        actor: &Actor,
        answer: &impl serde::Serialize,
        moment: Moment,
    ) -> Result<(), Denied> {
        if let Some(remember) = self.remember(actor, answer, moment) {
            tx.remember(&remember).await?;
        }
        Ok(())
    }
}
