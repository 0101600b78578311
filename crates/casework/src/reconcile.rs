//! What time alone brings about 期满: found by the day, recorded through the one door.

use std::sync::atomic::Ordering;

use store::StoreError;
use store::office::OrganKind;
use workflow::actor::{Actor, Moment};
use workflow::command::{Command, ReconsiderationCommand, RecordLapse, Submission};
use workflow::id::{CaseId, TermNo};

use crate::throttle::FORGOTTEN;
use crate::{Denied, Desk, Precondition};

/// Terms looked at in one read.
const PAGE: u64 = 200;

/// What a round of the reconciler did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Ends of terms recorded.
    pub lapsed: u64,
    /// Terms past a provisional day, which wait for the notice of their year or for a person.
    pub waiting: u64,
    /// Terms whose case could not be read or written for a reason of its own; the others went on.
    pub failed: u64,
}

impl Desk {
    /// Records the end of every term whose last day is over. Idempotent; takes only the day.
    ///
    /// An end is effective on its last day, whether or not the program was up then. It repeats until nothing more
    /// has ended: a deemed acceptance recorded late starts terms that may be over too.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read or written; what was recorded before stays recorded.
    pub async fn reconcile(&self, moment: Moment) -> Result<Reconciled, StoreError> {
        let mut done = Reconciled::default();
        loop {
            let round = self.round(moment).await?;
            done.lapsed += round.lapsed;
            done.waiting = round.waiting;
            done.failed = round.failed;
            if round.lapsed == 0 {
                self.forget_keys(moment).await?;
                return Ok(done);
            }
        }
    }

    /// Drops idempotency keys and counts of attempts older than a day, and tells of sign-ins that failed: once an hour.
    async fn forget_keys(&self, moment: Moment) -> Result<(), StoreError> {
        let hour = moment.now.timestamp().div_euclid(3600);
        if self.swept.swap(hour, Ordering::Relaxed) == hour {
            return Ok(());
        }
        let organs = self.store.organs(&Actor::System).await?;
        for organ in organs
            .into_iter()
            .filter(|organ| organ.kind == OrganKind::Reconsideration)
        {
            let tx = self.begin().await?;
            tx.forget_keys(organ.id, moment.now).await?;
            tx.commit().await?;
            self.tell_failures(organ.id, moment).await?;
        }
        self.say_failures_of_nobody().await?;
        let tx = self.begin().await?;
        tx.forget_attempts(moment.now - FORGOTTEN).await?;
        tx.commit().await
    }

    async fn round(&self, moment: Moment) -> Result<Reconciled, StoreError> {
        let mut done = Reconciled::default();
        let mut after: Option<(CaseId, TermNo)> = None;
        loop {
            let page = self.store.lapsing(moment.today, after, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(done);
            };
            after = Some((last.case, last.term));
            for due in &page {
                if due.provisional {
                    done.waiting += 1;
                    continue;
                }
                match self.lapse(due.case, due.term, moment).await {
                    Ok(recorded) => done.lapsed += u64::from(recorded),
                    Err(error) if error.is_transient() => return Err(error),
                    // One bad case holds up nobody else's deemed acceptance.
                    Err(error) => {
                        tracing::error!(case = %due.case, term = due.term, %error, "the end of a term could not be recorded");
                        done.failed += 1;
                    }
                }
            }
        }
    }

    /// Records one end; `false` where somebody was quicker or the rules say it is not over.
    async fn lapse(&self, case: CaseId, term: TermNo, moment: Moment) -> Result<bool, StoreError> {
        let command =
            Command::Reconsideration(ReconsiderationCommand::RecordLapse(RecordLapse { term }));
        let submission = Submission {
            command,
            effective_on: None,
            proof: None,
        };
        match self
            .execute(
                &Actor::System,
                case,
                &submission,
                &Precondition::default(),
                moment,
            )
            .await
        {
            Ok(_) => Ok(true),
            Err(Denied::Store(error)) => Err(error),
            Err(denied) => {
                tracing::debug!(%case, term, code = denied.code(), "the end of a term was not recorded");
                Ok(false)
            }
        }
    }
}
