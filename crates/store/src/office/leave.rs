//! Leave 请假 of those who work on cases, and their deputies 代办人.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::deputy::Instrument;
use workflow::id::{OrganId, UserId};

use crate::entity::leave;
use crate::{StoreError, WriteTx, rows};

/// A leave 休假: from a day to a day, both counted, in Asia/Shanghai.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// The leave.
    pub id: Uuid,
    /// The organ of the user.
    pub organ: OrganId,
    /// Who is on leave.
    pub user: UserId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Who stands in 代办人; none where nobody does.
    pub deputy: Option<UserId>,
    /// The instrument by which a head delegates 授权签发.
    pub instrument: Option<Instrument>,
    /// The day on which it was ended early, or called off; it is no day of the leave.
    pub ended_on: Option<NaiveDate>,
}

impl Leave {
    /// The last day of it that counts, were it never ended on its first: what was called off has none.
    fn last_day(&self) -> Option<NaiveDate> {
        let last = match self.ended_on {
            Some(ended) => self.until.min(ended.pred_opt()?),
            None => self.until,
        };
        (last >= self.from).then_some(last)
    }

    /// Whether it stands on a day.
    #[must_use]
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.overlaps(day, day)
    }

    /// Whether a day of it lies within others, both counted.
    #[must_use]
    pub fn overlaps(&self, from: NaiveDate, until: NaiveDate) -> bool {
        self.last_day()
            .is_some_and(|last| self.from <= until && last >= from)
    }

    /// The roles in which a deputy stands in, by the roles of both: a head's only by an instrument.
    #[must_use]
    pub fn stood_in(&self, absent: &BTreeSet<Role>, deputy: &BTreeSet<Role>) -> BTreeSet<Role> {
        let signs = self.instrument.is_some();
        let roles = absent.iter().copied();
        roles
            .filter(|role| role.can_be_done_by(deputy) && (signs || !role.is_head()))
            .collect()
    }
}

/// Condition on `leave`: it stands on a day.
pub(crate) fn standing(day: NaiveDate) -> Condition {
    not_over(day).add(leave::Column::FromOn.lte(day))
}

/// Condition on `leave`: it stands on a day or is to come.
pub(crate) fn not_over(day: NaiveDate) -> Condition {
    let ended = Condition::any()
        .add(leave::Column::EndedOn.is_null())
        .add(leave::Column::EndedOn.gt(day));
    Condition::all()
        .add(leave::Column::UntilOn.gte(day))
        .add(ended)
}

impl WriteTx {
    /// The leaves of an organ that stand on a day or are to come, by their first day. The caller has locked the organ's
    /// log, as [`WriteTx::load_user`] does.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn leaves(&self, organ: OrganId, day: NaiveDate) -> Result<Vec<Leave>, StoreError> {
        let found = leave::Entity::find()
            .filter(leave::Column::OrganId.eq(organ.0))
            .filter(not_over(day))
            .order_by_asc(leave::Column::FromOn)
            .order_by_asc(leave::Column::Id)
            .all(self.connection())
            .await?;
        Ok(found.into_iter().map(rows::office::leave).collect())
    }

    /// A leave of an organ; on PostgreSQL the organ's log is locked first.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_leave(
        &self,
        organ: OrganId,
        leave: Uuid,
    ) -> Result<Option<Leave>, StoreError> {
        self.load_organ(organ).await?;
        let found = leave::Entity::find_by_id((organ.0, leave))
            .one(self.connection())
            .await?;
        Ok(found.map(rows::office::leave))
    }

    pub(super) async fn end_leave(
        &self,
        organ: OrganId,
        leave: Uuid,
        on: NaiveDate,
    ) -> Result<(), StoreError> {
        leave::Entity::update_many()
            .col_expr(leave::Column::EndedOn, Expr::value(Some(on)))
            .filter(leave::Column::OrganId.eq(organ.0))
            .filter(leave::Column::Id.eq(leave))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
    }

    fn leave(ended_on: Option<u32>) -> Leave {
        Leave {
            id: Uuid::nil(),
            organ: OrganId(Uuid::nil()),
            user: UserId(Uuid::nil()),
            from: day(10),
            until: day(12),
            deputy: None,
            instrument: None,
            ended_on: ended_on.map(day),
        }
    }

    #[test]
    fn both_days_count_and_the_day_of_return_does_not() {
        let stands = |leave: &Leave| -> Vec<u32> {
            (8..=14).filter(|no| leave.stands_on(day(*no))).collect()
        };
        assert_eq!(stands(&leave(None)), [10, 11, 12]);
        assert_eq!(stands(&leave(Some(12))), [10, 11]);
        assert!(stands(&leave(Some(10))).is_empty());
        assert!(stands(&leave(Some(9))).is_empty());
        assert_eq!(stands(&leave(Some(14))), [10, 11, 12]);
        assert!(leave(None).overlaps(day(12), day(20)) && !leave(None).overlaps(day(13), day(20)));
        assert!(leave(None).overlaps(day(1), day(10)) && !leave(None).overlaps(day(1), day(9)));
        assert!(!leave(Some(10)).overlaps(day(1), day(31)));
    }

    #[test]
    fn a_head_is_stood_in_for_by_an_instrument_only() {
        let head = BTreeSet::from([Role::InstitutionHead, Role::Registrar]);
        let deputy = BTreeSet::from([Role::OrganHead, Role::Registrar]);
        let mut leave = leave(None);
        assert_eq!(
            leave.stood_in(&head, &deputy),
            BTreeSet::from([Role::Registrar])
        );
        leave.instrument = Some(Instrument {
            number: "授〔2026〕1号".to_owned(),
            on: day(1),
        });
        assert_eq!(leave.stood_in(&head, &deputy), head);
        let clerk = BTreeSet::from([Role::RespondentClerk]);
        assert_eq!(leave.stood_in(&clerk, &clerk), BTreeSet::new());
    }
}
