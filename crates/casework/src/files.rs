//! Files on their way in 上传: a file is announced, comes once under a secret URL, and is filed by a command.
//!
//! Bytes never pass through here: who may send what is said before they come, and what became of them afterwards.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use store::files::{Discard, Upload};
use store::office::OrganKind;
use store::{CaseBy, StoreError};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::CaseId;
use workflow::media::{MediaType, check_name};

use crate::asked::Asked;
use crate::secret::token_digest;
use crate::{Denied, Desk, Secret};

/// How long the URL of an upload works, in minutes.
const UPLOAD_MINUTES: i64 = 15;

/// How long a file may lie unfiled, in hours.
const UNFILED_HOURS: i64 = 24;

/// Most files of one user that are announced or have come and are not filed.
const MOST_UNFILED: u64 = 100;

/// Roles that may send files in.
const SENDERS: [Role; 6] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
    Role::OrganHead,
    Role::RespondentClerk,
];

/// What files are taken 上传限制.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBounds {
    /// Longest file, in bytes.
    pub max_size: u64,
    /// Types that are taken.
    pub types: BTreeSet<MediaType>,
}

impl Default for FileBounds {
    fn default() -> Self {
        Self {
            max_size: 200 * 1024 * 1024,
            types: MediaType::ALL.iter().copied().collect(),
        }
    }
}

/// A file that is announced 拟上传的文件.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NewUpload {
    /// Its name.
    pub file_name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// The case it is for, where that is known.
    pub case: Option<CaseId>,
}

/// Leave to send a file 上传凭证.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadTicket {
    /// The upload.
    pub upload: Uuid,
    /// The secret of its URL; `None` where the file was announced under the same key before and has been sent since.
    pub secret: Option<Secret>,
    /// When the URL stops working.
    pub expires_at: DateTime<Utc>,
}

impl Desk {
    /// Announces a file. The same key announces it once: asked again, it gives another URL in the place of the first.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the actor may not see the case, [`Denied::Forbidden`], [`Denied::BadField`],
    /// [`Denied::Crowded`].
    pub async fn start_upload(
        &self,
        actor: &Actor,
        new: &NewUpload,
        bounds: &FileBounds,
        key: &str,
        moment: Moment,
    ) -> Result<UploadTicket, Denied> {
        let person = actor.person().ok_or(Denied::NotFound)?;
        if let Some(case) = new.case {
            let seen = self.store.case_row(actor, &CaseBy::Id(case)).await?;
            seen.ok_or(Denied::NotFound)?;
        }
        if !sends(actor) {
            let roles = SENDERS.map(|role| role.label().0);
            let roles = roles.join("、");
            return Err(Denied::Forbidden { roles });
        }
        let media_type = checked(new, bounds)?;
        let asked = Asked::new(new.case, new, Some(key));
        let secret = Secret::fresh("");
        let expires_at = moment.now + Duration::minutes(UPLOAD_MINUTES);
        let ticket = |upload, secret| UploadTicket {
            upload,
            secret,
            expires_at,
        };
        let tx = self.begin().await?;
        let digest = secret.digest();
        if let Some(known) = asked.known::<Uuid>(&tx, actor, moment).await? {
            let again = tx.announce_again(person.organ, known, &digest, moment.now, expires_at);
            let fresh = again.await?;
            tx.commit().await?;
            return Ok(ticket(known, fresh.then_some(secret)));
        }
        if tx.unfiled(person.organ, person.user).await? >= MOST_UNFILED {
            return Err(Denied::Crowded { most: MOST_UNFILED });
        }
        let upload = Upload {
            id: Uuid::new_v4(),
            organ: person.organ,
            user: person.user,
            case: new.case,
            file_name: new.file_name.clone(),
            media_type,
            size: new.size,
            sha256: new.sha256.clone(),
            started_at: moment.now,
        };
        tx.announce(&upload, &digest, expires_at).await?;
        if let Some(remember) = asked.remember(actor, &upload.id, moment) {
            tx.remember(&remember).await?;
        }
        tx.commit().await?;
        Ok(ticket(upload.id, Some(secret)))
    }

    /// Takes the URL of an upload, once: who has its secret may now send the bytes. `None` where there is no such URL,
    /// it was used, or it has expired, and where whoever it was given to may send no file any more.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read or written.
    pub async fn claim_upload(
        &self,
        secret: &str,
        moment: Moment,
    ) -> Result<Option<Upload>, StoreError> {
        let digest = token_digest(secret);
        // Whoever guesses, and nobody need be signed in for it, holds up nobody who writes.
        if !self.store.awaits_upload(&digest, moment.now).await? {
            return Ok(None);
        }
        let tx = self.begin().await?;
        let Some(upload) = tx.claim_upload(&digest, moment.now).await? else {
            return Ok(None);
        };
        // Asked after the wait for whoever wrote before, so that a right that was lost meanwhile is seen to be.
        let sender = self.store.acting(upload.organ, upload.user, moment.now);
        let Some(actor) = sender.await?.map(Actor::Person) else {
            return Ok(None);
        };
        let seen = match upload.case {
            Some(case) => self
                .store
                .case_row(&actor, &CaseBy::Id(case))
                .await?
                .is_some(),
            None => true,
        };
        if !seen || !sends(&actor) {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(upload))
    }

    /// Notes that the bytes of an upload are kept; `false` where it was given up meanwhile.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn keep_upload(&self, upload: &Upload) -> Result<bool, StoreError> {
        let tx = self.begin().await?;
        let kept = tx.keep_upload(upload.organ, upload.id).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// Gives up an upload, and marks its bytes for removal: whoever stored them may have kept them though it said otherwise.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn give_up_upload(&self, upload: &Upload) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        tx.give_up_upload(upload).await?;
        tx.commit().await
    }

    /// Marks for removal what was announced more than a day ago and never filed; gives how many files.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn discard_unfiled(&self, moment: Moment) -> Result<u64, StoreError> {
        let before = moment.now - Duration::hours(UNFILED_HOURS);
        let mut many = 0;
        let organs = self.store.organs(&Actor::System).await?;
        for organ in organs
            .into_iter()
            .filter(|organ| organ.kind == OrganKind::Reconsideration)
        {
            let tx = self.begin().await?;
            many += tx.discard_unfiled(organ.id, before).await?;
            tx.commit().await?;
        }
        Ok(many)
    }

    /// Notes that the bytes of a file are removed.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn discarded(&self, discard: &Discard) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        tx.discarded(discard.organ, discard.file).await?;
        tx.commit().await
    }
}

/// Whether somebody may send files in.
fn sends(actor: &Actor) -> bool {
    SENDERS.iter().any(|role| actor.holds(*role))
}

fn checked(new: &NewUpload, bounds: &FileBounds) -> Result<MediaType, Denied> {
    let bad = |field, value: &str, expected: String| Denied::BadField {
        field,
        value: value
            .chars()
            .take(80)
            .filter(|letter| !letter.is_control())
            .collect(),
        expected,
    };
    let known = MediaType::from_mime(&new.media_type);
    let media_type = known.filter(|known| bounds.types.contains(known));
    let media_type = media_type.ok_or_else(|| {
        let taken: Vec<&str> = bounds.types.iter().map(|known| known.mime()).collect();
        bad("mediaType", &new.media_type, taken.join(", "))
    })?;
    check_name(&new.file_name, media_type)
        .map_err(|expected| bad("fileName", &new.file_name, expected))?;
    if !(1..=bounds.max_size).contains(&new.size) {
        let expected = format!("1 – {} 字节 / bytes", bounds.max_size);
        return Err(bad("size", &new.size.to_string(), expected));
    }
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if new.sha256.len() != 64 || !new.sha256.bytes().all(digit) {
        let expected = "64 位小写十六进制 / 64 hex digits in lower case".to_owned();
        return Err(bad("sha256", &new.sha256, expected));
    }
    Ok(media_type)
}
