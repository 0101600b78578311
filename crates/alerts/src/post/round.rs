//! Sending: claimed under a lease, each letter a task of its own, marked when it is done.

use std::time::Duration;

use chrono::TimeDelta;
use store::StoreError;
use store::outbox::{Claim, Claimed, Mark};
use tokio::task::JoinSet;

use super::{Post, Watch};
use crate::retry;
use crate::tally::PostReport;
use crate::transport::{Failure, Parcel};

/// Times a mark is tried where others keep the database busy.
const MARK_TRIES: u32 = 5;

/// A letter and what the server said.
type Outcome = (Claimed, Result<(), Failure>);

impl Post {
    /// Sends what is ready. What fails now is not tried again in this round.
    pub(super) async fn deliver(
        &self,
        watch: &Watch,
        report: &mut PostReport,
    ) -> Result<(), StoreError> {
        let mut flying: JoinSet<Outcome> = JoinSet::new();
        let mut more = true;
        loop {
            let room = self.options.concurrency.max(1).saturating_sub(flying.len());
            if more && room > 0 {
                let claimed = self.claim(watch, room).await?;
                more = !claimed.is_empty();
                for claimed in claimed {
                    self.send_off(&mut flying, claimed);
                }
            }
            let Some(first) = flying.join_next().await else {
                return Ok(());
            };
            let mut done = vec![first];
            while let Some(next) = flying.try_join_next() {
                done.push(next);
            }
            let done: Vec<Outcome> = done.into_iter().filter_map(Result::ok).collect();
            let failed = done
                .iter()
                .any(|(_, result)| matches!(result, Err(Failure::Transient(_))));
            self.mark_all(watch, done, report).await?;
            if failed
                && more
                && let Err(failure) = self.transport.probe().await
            {
                tracing::error!(%failure, "mail stopped leaving: the other letters wait in the outbox");
                report.unreachable = Some(failure.to_string());
                more = false;
            }
        }
    }

    /// Claims letters that were ready when the round began.
    async fn claim(&self, watch: &Watch, room: usize) -> Result<Vec<Claimed>, StoreError> {
        let lease = TimeDelta::from_std(self.options.lease).unwrap_or(TimeDelta::minutes(5));
        let tx = self.begin().await?;
        let claimed = tx
            .claim(&Claim {
                owner: &self.options.owner,
                now: watch.moment.now,
                until: watch.now() + lease,
                limit: u64::try_from(room).unwrap_or(1),
            })
            .await?;
        tx.commit().await?;
        Ok(claimed)
    }

    fn send_off(&self, flying: &mut JoinSet<Outcome>, claimed: Claimed) {
        let transport = self.transport.clone();
        let from = self.sender.address().to_owned();
        flying.spawn(async move {
            let parcel = Parcel {
                from,
                to: claimed.email.clone(),
                message_id: claimed.message_id.clone(),
                message: claimed.message.clone(),
            };
            let result = transport.send(&parcel).await;
            (claimed, result)
        });
    }

    /// Marks letters in one transaction, trying again where the database is busy: what has left must be known to
    /// have left.
    async fn mark_all(
        &self,
        watch: &Watch,
        done: Vec<Outcome>,
        report: &mut PostReport,
    ) -> Result<(), StoreError> {
        let marks: Vec<(Claimed, Mark)> = done
            .into_iter()
            .map(|(claimed, result)| {
                let mark = self.mark_of(watch, &claimed, result);
                (claimed, mark)
            })
            .collect();
        let mut tries = 0;
        let kept = loop {
            tries += 1;
            match self.write_marks(&marks).await {
                Err(error) if error.is_transient() && tries < MARK_TRIES => {
                    tokio::time::sleep(Duration::from_millis(200) * tries).await;
                }
                result => break result?,
            }
        };
        for ((claimed, mark), kept) in marks.iter().zip(kept) {
            tally(claimed, mark, kept, report);
        }
        Ok(())
    }

    async fn write_marks(&self, marks: &[(Claimed, Mark)]) -> Result<Vec<bool>, StoreError> {
        let tx = self.begin().await?;
        let mut kept = Vec::with_capacity(marks.len());
        for (claimed, mark) in marks {
            kept.push(tx.mark(claimed, mark).await?);
        }
        tx.commit().await?;
        Ok(kept)
    }

    fn mark_of(&self, watch: &Watch, claimed: &Claimed, result: Result<(), Failure>) -> Mark {
        match result {
            Ok(()) => Mark::Sent { at: watch.now() },
            Err(Failure::Permanent(error)) => Mark::Dead { error },
            Err(Failure::Transient(error)) => {
                match retry::wait(claimed.attempt, &claimed.message_id, self.options.seed) {
                    Some(wait) => Mark::Retry {
                        next_at: watch.now() + wait,
                        error,
                    },
                    None => Mark::Dead {
                        error: format!("given up after {} attempts: {error}", claimed.attempt),
                    },
                }
            }
        }
    }
}

fn tally(claimed: &Claimed, mark: &Mark, kept: bool, report: &mut PostReport) {
    let id = &claimed.message_id;
    if !kept {
        report.fenced += 1;
        tracing::warn!(message_id = %id, "the lease ended on the way: another post has this letter now");
        return;
    }
    match mark {
        Mark::Sent { .. } => report.sent += 1,
        Mark::Retry { error, .. } => {
            report.retried += 1;
            tracing::warn!(message_id = %id, attempt = claimed.attempt, error, "a letter did not leave and is tried again");
        }
        Mark::Dead { error } => {
            report.dead += 1;
            tracing::error!(message_id = %id, error, "a letter is given up: reach its addressee otherwise");
        }
    }
}
