//! Sign-ins that failed 登录失败: counted, and told of in the organ's log once an hour at most, so that whoever guesses
//! cannot fill it. What fails under logins that nobody has is counted all the same, so that it takes as long.

use std::net::IpAddr;

use store::StoreError;
use store::office::OfficeEffect;
use workflow::actor::Moment;
use workflow::id::{OrganId, UserId};

use crate::office::of_program;
use crate::{Denied, Desk};

impl Desk {
    /// Counts a sign-in that failed, for the user whose login it was.
    pub(crate) async fn count_failure(
        &self,
        of: Option<(OrganId, UserId)>,
        address: IpAddr,
        moment: Moment,
    ) -> Result<(), Denied> {
        let address = address.to_canonical().to_string();
        let tx = self.begin().await?;
        tx.count_failed_sign_in(of, &address, moment.now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Records what was counted for an organ's users.
    pub(crate) async fn tell_failures(
        &self,
        organ: OrganId,
        moment: Moment,
    ) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        let failed = tx.take_failed_sign_ins(organ).await?;
        if !failed.is_empty() {
            let effects = vec![OfficeEffect::SignInsFailed { failed }];
            let entry = of_program(organ, "sign_ins_failed", effects, moment);
            tx.record_office(&entry).await?;
        }
        tx.commit().await
    }

    /// Says how often signing in failed with logins that nobody has: no office's log is the place for it.
    pub(crate) async fn say_failures_of_nobody(&self) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        let failed = tx.take_sign_ins_of_nobody().await?;
        tx.commit().await?;
        if let Some(failed) = failed {
            tracing::warn!(
                failures = failed.failures,
                last_at = %failed.last_at,
                last_address = %failed.last_address,
                "signing in failed with logins that nobody has"
            );
        }
        Ok(())
    }
}
