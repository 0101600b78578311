//! Seals on their way to the auditor 封签寄送: a letter each, with the file and nothing else of any case.

use store::StoreError;
use store::seal::SealLetter;

use super::{Post, Watch};
use crate::tally::PostReport;

impl Post {
    /// Writes a letter for every seal that has none yet.
    pub(super) async fn write_seals(
        &self,
        watch: &Watch,
        report: &mut PostReport,
    ) -> Result<(), StoreError> {
        let Some(auditor) = &self.options.auditor else {
            return Ok(());
        };
        loop {
            let Some(seal) = self.store.unmailed_seal().await? else {
                return Ok(());
            };
            let message_id = self.sender.seal_id(&seal);
            let (message, refused) = match self.sender.seal(&seal, &message_id, auditor) {
                Ok(message) => (message, None),
                Err(reason) => {
                    tracing::error!(organ = %seal.organ, number = seal.number, reason, "this seal cannot be sent");
                    (String::new(), Some(reason))
                }
            };
            let letter = SealLetter {
                organ: seal.organ,
                number: seal.number,
                email: auditor.clone(),
                message_id,
                message,
                refused,
            };
            let tx = self.begin().await?;
            match tx.queue_seal(&letter, watch.moment.now).await {
                Ok(()) => {}
                // Another post was quicker.
                Err(StoreError::Conflict { .. }) => continue,
                Err(error) => return Err(error),
            }
            tx.commit().await?;
            report.queued += 1;
        }
    }
}
