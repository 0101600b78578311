//! The reception and call log 接待登记: an office record, in the organ's own log.

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::office::OfficeEntry;
use store::reception::{Reception, ReceptionContent};
use store::{Remember, StoreError};
use uuid::{Timestamp, Uuid};
use workflow::actor::{Actor, Moment, Role};
use workflow::command::{ReceptionResult, ReceptionWay};
use workflow::id::{CaseId, OrganId};

use crate::{Denied, Desk};

/// Roles that receive people.
const RECEIVE: [Role; 4] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
];

/// A reception to be recorded 接待登记.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewReception {
    /// Day.
    pub on: NaiveDate,
    /// How they came.
    pub way: ReceptionWay,
    /// What came of it.
    pub result: ReceptionResult,
    /// The agency it was about, where the office knows it.
    pub agency: Option<OrganId>,
    /// The case it was about, where it was about one.
    pub case: Option<CaseId>,
    /// What is personal.
    pub content: ReceptionContent,
}

fn blank(field: &'static str, value: &str) -> Result<(), Denied> {
    if value.trim().is_empty() {
        return Err(Denied::BadField {
            field,
            value: value.to_owned(),
            expected: "非空的文字 / a text that is not blank".to_owned(),
        });
    }
    Ok(())
}

impl Desk {
    /// Records a reception and gives its id. With the same key it is recorded once.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::BadField`], [`Denied::NotFound`] where the actor may not see the case that it
    /// names, [`Denied::KeyReused`].
    pub async fn record_reception(
        &self,
        actor: &Actor,
        new: &NewReception,
        key: &str,
        moment: Moment,
    ) -> Result<Uuid, Denied> {
        let receives = RECEIVE.iter().any(|role| actor.holds(*role));
        let Some(person) = actor.person().filter(|_| receives) else {
            let roles: Vec<&str> = RECEIVE.iter().map(|role| role.label().0).collect();
            return Err(Denied::Forbidden {
                roles: roles.join("、"),
            });
        };
        check(new, moment)?;
        let body = serde_json::to_vec(&("reception", new)).unwrap_or_default();
        let digest = hex::encode(Sha256::digest(body));
        let tx = self.begin().await?;
        let known = tx
            .recall(person.organ, person.user, key, moment.now)
            .await?;
        if let Some(known) = known {
            if known.digest != digest {
                return Err(Denied::KeyReused);
            }
            return serde_json::from_value(known.answer).map_err(|error| {
                Denied::Store(StoreError::Unreadable {
                    table: "idempotency_key",
                    row: key.to_owned(),
                    reason: error.to_string(),
                })
            });
        }
        if let Some(case) = new.case {
            tx.load_case(actor, case).await?.ok_or(Denied::NotFound)?;
        }
        if let Some(agency) = new.agency
            && tx.load_organ(agency).await?.is_none()
        {
            return Err(Denied::BadField {
                field: "agency",
                value: agency.to_string(),
                expected: "已登记的机关 / an organ that the office knows".to_owned(),
            });
        }
        let id = by_moment(moment);
        let reception = Reception {
            id,
            organ: person.organ,
            on: new.on,
            way: new.way,
            result: new.result,
            agency: new.agency,
            case: new.case,
            by: person.user,
            digest: String::new(),
        };
        let entry = OfficeEntry {
            organ: person.organ,
            no: 0,
            command: "record_reception".to_owned(),
            payload: serde_json::Value::Null,
            effects: Vec::new(),
            recorded_at: moment.now,
            actor: Some(person.user),
            actor_name: person.name.clone(),
        };
        let remember = Remember {
            organ: person.organ,
            user: person.user,
            key: key.to_owned(),
            digest,
            answer: serde_json::to_value(id).unwrap_or_default(),
            at: moment.now,
        };
        tx.record_reception(reception, &new.content, entry, Some(&remember))
            .await?;
        tx.commit().await?;
        Ok(id)
    }
}

fn check(new: &NewReception, moment: Moment) -> Result<(), Denied> {
    blank("who", &new.content.who)?;
    blank("what", &new.content.what)?;
    blank("said", &new.content.said)?;
    if new.on > moment.today {
        return Err(Denied::BadField {
            field: "on",
            value: new.on.to_string(),
            expected: format!("<= {}", moment.today),
        });
    }
    Ok(())
}

/// An id that sorts by the moment.
fn by_moment(moment: Moment) -> Uuid {
    let seconds = u64::try_from(moment.now.timestamp()).unwrap_or(0);
    let stamp = Timestamp::from_unix(
        uuid::NoContext,
        seconds,
        moment.now.timestamp_subsec_nanos(),
    );
    Uuid::new_v7(stamp)
}
