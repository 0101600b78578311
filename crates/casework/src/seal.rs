//! Sealing 加封: the ends of all logs of an organ, signed, recorded in its own log, and laid where they are kept; and how
//! far the logs have been shipped.

use chrono::{DateTime, Duration, Utc};
use store::StoreError;
use store::office::OfficeEffect;
use store::read::trail::Unshipped;
use store::seal::{Seal, SealKey, SealMade};
use workflow::actor::{Actor, Moment, Role};
use workflow::id::OrganId;
use workflow::scalar::{shanghai_day, shanghai_instant};

use crate::office::{administrator, record};
use crate::{Denied, Desk};

/// When logs are sealed 加封时点: once a day, and sooner where much was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealSchedule {
    /// Hour of the day in Shanghai.
    pub hour: u32,
    /// Minute of that hour.
    pub minute: u32,
    /// Entries of an organ after which it is sealed at once.
    pub entries: u32,
}

impl SealSchedule {
    /// The last time of the day's hour that has come.
    fn last_time(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let today = shanghai_instant(shanghai_day(now), self.hour, self.minute);
        if today <= now {
            today
        } else {
            today - Duration::days(1)
        }
    }
}

impl Desk {
    /// Seals the logs of an organ.
    ///
    /// The logs are read and the seal is signed before the transaction that records it. Two that are made at once
    /// bear the same number: one of them is refused.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`] where there is no such organ, [`StoreError::Conflict`] where
    /// another seal was made meanwhile.
    pub async fn make_seal(
        &self,
        actor: &Actor,
        organ: OrganId,
        key: &SealKey,
        moment: Moment,
    ) -> Result<SealMade, Denied> {
        administrator(actor, organ, Role::Auditor)?;
        let heads = self.store.heads(organ).await?.ok_or(Denied::NotFound)?;
        let seal = Seal::make(organ, heads, key, moment)
            .map_err(|error| StoreError::unreadable("seal", organ, error))?;
        let (made, text) = (seal.made(), seal.text());
        let tx = self.begin().await?;
        let effect = OfficeEffect::SealMade(made.clone());
        record(&tx, actor, organ, "make_seal", vec![effect], moment).await?;
        tx.keep_seal(organ, made.number, &text).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Seals the logs of every organ whose time has come 到时加封. Gives what was made.
    ///
    /// # Errors
    ///
    /// Where the database could not; the rest is made the next time.
    pub async fn seal_due(
        &self,
        key: &SealKey,
        schedule: SealSchedule,
        moment: Moment,
    ) -> Result<Vec<(OrganId, SealMade)>, Denied> {
        let mut made = Vec::new();
        for organ in self.store.logged_organs().await? {
            let due = match self.store.last_seal(&Actor::System, organ).await? {
                None => true,
                Some(last) => {
                    last.made_at < schedule.last_time(moment.now)
                        || self
                            .store
                            .recorded_since(organ, last.made_at, schedule.entries)
                            .await?
                }
            };
            if !due {
                continue;
            }
            match self.make_seal(&Actor::System, organ, key, moment).await {
                Ok(seal) => made.push((organ, seal)),
                // Another process was quicker.
                Err(Denied::Store(StoreError::Conflict { .. })) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(made)
    }

    /// Notes how far logs have been shipped 日志外送进度.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn shipped(&self, places: &[Unshipped]) -> Result<(), Denied> {
        let tx = self.begin().await?;
        tx.shipped(places).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes that the file of a seal lies where it is kept 封签已存.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn seal_laid(
        &self,
        organ: OrganId,
        number: u32,
        moment: Moment,
    ) -> Result<(), Denied> {
        let tx = self.begin().await?;
        tx.seal_exported(organ, number, moment.now).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_of_the_day_is_that_of_shanghai_and_counts_once_it_has_come() {
        let schedule = SealSchedule {
            hour: 2,
            minute: 30,
            entries: 1000,
        };
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        for (now, last) in [
            ("2026-03-17T18:29:59Z", "2026-03-16T18:30:00Z"),
            ("2026-03-17T18:30:00Z", "2026-03-17T18:30:00Z"),
            ("2026-03-18T15:00:00Z", "2026-03-17T18:30:00Z"),
        ] {
            assert_eq!(schedule.last_time(at(now)), at(last), "{now}");
        }
    }
}
