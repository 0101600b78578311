//! Letters that carry seals, claimed and marked as deliveries are.

use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use workflow::id::OrganId;

use super::due::organs;
use super::{Carried, Claim, Claimed, Mark};
use crate::entity::delivery::DeliveryState;
use crate::entity::seal_letter::{Column, Entity};
use crate::{Store, StoreError, WriteTx, rows};

/// Letters that have not come to an end, as the index has it.
const UNDER_WAY: &str = "seal_letter.state IN ('queued', 'sending', 'failed')";

impl Store {
    /// Whether a letter with a seal waits to be claimed.
    pub(super) async fn seals_wait(
        &self,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<bool, StoreError> {
        let found = Entity::find()
            .select_only()
            .column(Column::Number)
            .filter(Column::OrganId.in_subquery(organs()))
            .filter(Expr::cust(UNDER_WAY))
            .filter(Column::NextAt.lte(now))
            .limit(1)
            .into_tuple::<i32>()
            .one(self.connection())
            .await?;
        Ok(found.is_some())
    }
}

impl WriteTx {
    /// Claims letters with seals whose time has come, and those whose claim ran out.
    pub(super) async fn claim_seals(
        &self,
        claim: &Claim<'_>,
        limit: u64,
    ) -> Result<Vec<Claimed>, StoreError> {
        let found = Entity::find()
            .filter(Column::OrganId.in_subquery(organs()))
            .filter(Expr::cust(UNDER_WAY))
            .filter(Column::NextAt.lte(claim.now))
            .order_by(Column::NextAt, Order::Asc)
            .order_by(Column::Number, Order::Asc)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.connection())
            .await?;
        let mut claimed = Vec::with_capacity(found.len());
        for row in found {
            Entity::update_many()
                .col_expr(Column::State, Expr::value(DeliveryState::Sending))
                .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
                .col_expr(Column::LeaseOwner, Expr::value(claim.owner))
                .col_expr(Column::NextAt, Expr::value(claim.until))
                .filter(Column::OrganId.eq(row.organ_id))
                .filter(Column::Number.eq(row.number))
                .exec(self.connection())
                .await?;
            claimed.push(Claimed {
                organ: OrganId(row.organ_id),
                of: Carried::Seal(rows::count("seal_letter", row.organ_id, row.number)?),
                email: row.email,
                message_id: row.message_id,
                message: row.message,
                attempt: u32::try_from(row.attempts).unwrap_or(0).saturating_add(1),
                owner: claim.owner.to_owned(),
            });
        }
        Ok(claimed)
    }

    /// Marks a letter with a seal; what has left is not kept twice.
    pub(super) async fn mark_seal(
        &self,
        claimed: &Claimed,
        number: u32,
        mark: &Mark,
    ) -> Result<bool, StoreError> {
        let none = Expr::value(Option::<String>::None);
        let update = Entity::update_many().col_expr(Column::LeaseOwner, none.clone());
        let update = match mark {
            Mark::Sent { at } => update
                .col_expr(Column::State, Expr::value(DeliveryState::Sent))
                .col_expr(Column::SentAt, Expr::value(*at))
                .col_expr(Column::Message, Expr::value(""))
                .col_expr(Column::LastError, none),
            Mark::Retry { next_at, error } => update
                .col_expr(Column::State, Expr::value(DeliveryState::Failed))
                .col_expr(Column::NextAt, Expr::value(*next_at))
                .col_expr(Column::LastError, Expr::value(error.as_str())),
            Mark::Dead { error } => update
                .col_expr(Column::State, Expr::value(DeliveryState::Dead))
                .col_expr(Column::LastError, Expr::value(error.as_str())),
        };
        let result = update
            .filter(Column::OrganId.eq(claimed.organ.0))
            .filter(Column::Number.eq(rows::int(number)))
            .filter(Column::State.eq(DeliveryState::Sending))
            .filter(Column::LeaseOwner.eq(claimed.owner.as_str()))
            .filter(Column::Attempts.eq(rows::int(claimed.attempt)))
            .exec(self.connection())
            .await?;
        Ok(result.rows_affected == 1)
    }
}
