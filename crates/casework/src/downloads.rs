//! Files on their way out 下载: whoever sees a material is given an address that works once; when it is used, it is asked
//! again whether the material may be seen, and the organ's log says who took it.
//!
//! Bytes never pass through here.

use chrono::{DateTime, Duration, Utc};
use store::downloads::Download;
use store::office::OfficeEffect;
use store::{MaterialText, StoreError};
use workflow::actor::{Actor, Moment};
use workflow::file::MaterialFile;
use workflow::id::{CaseId, OrganId};

use crate::office::record;
use crate::secret::token_digest;
use crate::{Denied, Desk, Secret};

/// How long the address of a download works, in minutes.
const DOWNLOAD_MINUTES: i64 = 5;

/// Leave to download a material 下载凭证.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadTicket {
    /// The secret of its address.
    pub secret: Secret,
    /// When the address stops working.
    pub expires_at: DateTime<Utc>,
}

/// A file that is handed out, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOut {
    /// The organ whose file it is.
    pub organ: OrganId,
    /// Which file it is.
    pub file: MaterialFile,
}

impl Desk {
    /// Gives an address from which a material can be downloaded once. Asked again, the one before works no more.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the actor may not see the material, or it was taken out; [`Denied::Forbidden`] where it
    /// may only read it.
    pub async fn start_download(
        &self,
        actor: &Actor,
        case: CaseId,
        material: u32,
        moment: Moment,
    ) -> Result<DownloadTicket, Denied> {
        let person = actor.person().ok_or(Denied::NotFound)?;
        let seen = self.material(actor, case, material).await?;
        seen.ok_or(Denied::NotFound)?;
        if !self.takes_copies(actor, case).await? {
            return Err(Denied::Forbidden {
                roles: "办案人员、当事人和调解员等（委员在线阅看） / those who work on the case or take part in it (members of the \
                        committee read on the screen)"
                    .to_owned(),
            });
        }
        let download = Download {
            organ: person.organ,
            user: person.user,
            case,
            material,
        };
        let secret = Secret::fresh("");
        let expires_at = moment.now + Duration::minutes(DOWNLOAD_MINUTES);
        let digest = secret.digest();
        let tx = self.begin().await?;
        tx.grant_download(&download, &digest, moment.now, expires_at)
            .await?;
        tx.commit().await?;
        Ok(DownloadTicket { secret, expires_at })
    }

    /// Takes the address of a download, once, and notes in the organ's log who took which material. `None` where there is
    /// no such address, it was used, it has expired, or whoever it was given to may not see the material any more.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read or written.
    pub async fn claim_download(
        &self,
        secret: &str,
        moment: Moment,
    ) -> Result<Option<HandedOut>, Denied> {
        let digest = token_digest(secret);
        let Some(download) = self.store.download(&digest, moment.now).await? else {
            return Ok(None);
        };
        let (organ, case, material) = (download.organ, download.case, download.material);
        let tx = self.begin().await?;
        if !tx.claim_download(&digest, moment.now).await? {
            return Ok(None);
        }
        // Asked after the wait for whoever wrote before, so that a right that was lost meanwhile is seen to be.
        let person = self.store.acting(organ, download.user, moment.now).await?;
        let Some(actor) = person.map(Actor::Person) else {
            return Ok(None);
        };
        let Some(text) = self.material(&actor, case, material).await? else {
            return Ok(None);
        };
        if !self.takes_copies(&actor, case).await? {
            return Ok(None);
        }
        let effects = vec![OfficeEffect::MaterialDownloaded { case, material }];
        record(&tx, &actor, organ, "download_material", effects, moment).await?;
        tx.commit().await?;
        Ok(Some(HandedOut {
            organ,
            file: text.file,
        }))
    }

    /// Whether the actor may take away copies of what it sees of a case.
    async fn takes_copies(&self, actor: &Actor, case: CaseId) -> Result<bool, StoreError> {
        let file = self.store.case_file_for_planning(actor, case).await?;
        Ok(file.is_some_and(|file| store::takes_copies(actor, &file)))
    }

    /// What a material is, if the actor may see it and it was not taken out.
    async fn material(
        &self,
        actor: &Actor,
        case: CaseId,
        material: u32,
    ) -> Result<Option<MaterialText>, StoreError> {
        let mut texts = self.store.material_texts(actor, &[case]).await?;
        let of_case = texts.remove(&case);
        Ok(of_case.and_then(|mut texts| texts.remove(&material)))
    }
}
