//! Deliveries: queued, claimed, marked, withdrawn.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{
    Condition, Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query, SelectStatement,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Order,
    QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use workflow::id::OrganId;

use super::due::organs;
use super::{Carried, Claim, Claimed, DueAlert, Mark, NewDelivery};
use crate::entity::alert::{self, AlertState};
use crate::entity::delivery::{self, DeliveryState};
use crate::entity::term;
use crate::rows::int;
use crate::{Store, StoreError, WriteTx};

/// Rows of one statement: well below what either database binds.
const CHUNK: usize = 200;

/// Letters that have not come to an end. Written out, not bound: a bound value cannot be matched with the partial
/// index.
const UNDER_WAY: &str = "delivery.state IN ('queued', 'sending', 'failed')";

impl Store {
    /// Whether a letter waits to be claimed.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn post_waits(&self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let query = Query::select()
            .column(delivery::Column::Id)
            .from(delivery::Entity)
            .and_where(delivery::Column::OrganId.in_subquery(organs()))
            .and_where(Expr::cust(UNDER_WAY))
            .and_where(delivery::Column::NextAt.lte(now))
            .limit(1)
            .take();
        if self.connection().query_one(&query).await?.is_some() {
            return Ok(true);
        }
        self.seals_wait(now).await
    }
}

impl WriteTx {
    /// Queues the letters of alerts and marks the alerts as turned into deliveries. A letter to a person that is
    /// there already stays as it is. Gives the number of letters queued.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn queue(
        &self,
        expanded: &[(DueAlert, Vec<NewDelivery>)],
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let rows: Vec<_> = expanded
            .iter()
            .flat_map(|(alert, letters)| letters.iter().map(|letter| row(alert, letter, now)))
            .map(IntoActiveModel::into_active_model)
            .map(reset)
            .collect();
        let key = [
            delivery::Column::OrganId,
            delivery::Column::CaseId,
            delivery::Column::TermNo,
            delivery::Column::Rung,
            delivery::Column::TermVersion,
            delivery::Column::Role,
            delivery::Column::UserId,
        ];
        let mut queued = 0;
        for chunk in rows.chunks(CHUNK) {
            let insert = delivery::Entity::insert_many(chunk.to_vec())
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned());
            queued += insert.exec_without_returning(self.connection()).await?;
        }
        for chunk in expanded.chunks(CHUNK) {
            let keys = chunk
                .iter()
                .fold(Condition::any(), |any, (alert, _)| any.add(is(alert)));
            alert::Entity::update_many()
                .col_expr(alert::Column::State, Expr::value(AlertState::Expanded))
                .filter(alert::Column::State.eq(AlertState::Planned))
                .filter(keys)
                .exec(self.connection())
                .await?;
        }
        Ok(queued)
    }

    /// Withdraws letters that have not left and whose term has moved on, or whose alert was withdrawn. Gives their
    /// number.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn withdraw_stale(&self) -> Result<u64, StoreError> {
        let result = delivery::Entity::update_many()
            .col_expr(
                delivery::Column::State,
                Expr::value(DeliveryState::Withdrawn),
            )
            .filter(Expr::cust(UNDER_WAY))
            .filter(delivery::Column::State.ne(DeliveryState::Sending))
            .filter(
                Condition::any()
                    .add(Expr::exists(moved_on()))
                    .add(Expr::exists(withdrawn())),
            )
            .exec(self.connection())
            .await?;
        Ok(result.rows_affected)
    }

    /// Claims letters whose time has come, and those whose claim ran out. On PostgreSQL, letters that another post
    /// is claiming are passed over.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn claim(&self, claim: &Claim<'_>) -> Result<Vec<Claimed>, StoreError> {
        // A claimed letter's `next_at` is the end of its lease, so that one condition finds both.
        let rows = delivery::Entity::find()
            .filter(delivery::Column::OrganId.in_subquery(organs()))
            .filter(Expr::cust(UNDER_WAY))
            .filter(delivery::Column::NextAt.lte(claim.now))
            .order_by(delivery::Column::NextAt, Order::Asc)
            .order_by(delivery::Column::Id, Order::Asc)
            .limit(claim.limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.connection())
            .await?;
        let room = claim
            .limit
            .saturating_sub(u64::try_from(rows.len()).unwrap_or(0));
        let seals = match room {
            0 => Vec::new(),
            room => self.claim_seals(claim, room).await?,
        };
        if rows.is_empty() {
            return Ok(seals);
        }
        delivery::Entity::update_many()
            .col_expr(delivery::Column::State, Expr::value(DeliveryState::Sending))
            .col_expr(
                delivery::Column::Attempts,
                Expr::col(delivery::Column::Attempts).add(1),
            )
            .col_expr(delivery::Column::LeaseOwner, Expr::value(claim.owner))
            .col_expr(delivery::Column::LeaseUntil, Expr::value(claim.until))
            .col_expr(delivery::Column::NextAt, Expr::value(claim.until))
            .filter(delivery::Column::OrganId.in_subquery(organs()))
            .filter(delivery::Column::Id.is_in(rows.iter().map(|row| row.id)))
            .exec(self.connection())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| Claimed {
                organ: OrganId(row.organ_id),
                of: Carried::Alert(row.id),
                email: row.email,
                message_id: row.message_id,
                message: row.body,
                attempt: u32::try_from(row.attempts).unwrap_or(0).saturating_add(1),
                owner: claim.owner.to_owned(),
            })
            .chain(seals)
            .collect())
    }

    /// Marks what became of a claimed letter. `false` where another post has taken it over since: nothing is
    /// changed then.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn mark(&self, claimed: &Claimed, mark: &Mark) -> Result<bool, StoreError> {
        use delivery::Column;
        let id = match claimed.of {
            Carried::Alert(id) => id,
            Carried::Seal(number) => return self.mark_seal(claimed, number, mark).await,
        };
        let none = Expr::value(Option::<String>::None);
        let update = delivery::Entity::update_many()
            .col_expr(Column::LeaseOwner, none.clone())
            .col_expr(
                Column::LeaseUntil,
                Expr::value(Option::<DateTime<Utc>>::None),
            );
        let update = match mark {
            Mark::Sent { at } => update
                .col_expr(Column::State, Expr::value(DeliveryState::Sent))
                .col_expr(Column::SentAt, Expr::value(*at))
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
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(DeliveryState::Sending))
            .filter(Column::LeaseOwner.eq(claimed.owner.as_str()))
            .filter(Column::Attempts.eq(int(claimed.attempt)))
            .exec(self.connection())
            .await?;
        Ok(result.rows_affected == 1)
    }
}

/// Every column of an inserted row is written.
fn reset(row: delivery::ActiveModel) -> delivery::ActiveModel {
    row.reset_all()
}

fn row(alert: &DueAlert, letter: &NewDelivery, now: DateTime<Utc>) -> delivery::Model {
    delivery::Model {
        organ_id: alert.organ.0,
        id: id(alert, letter),
        case_id: alert.case.0,
        term_no: int(alert.term),
        term_version: int(alert.term_version),
        rung: alert.rung,
        role: alert.role.code().to_owned(),
        user_id: letter.recipient.user.0,
        email: letter.recipient.email.clone(),
        message_id: letter.message_id.clone(),
        state: if letter.refused.is_some() {
            DeliveryState::Dead
        } else {
            DeliveryState::Queued
        },
        attempts: 0,
        next_at: now,
        lease_until: None,
        lease_owner: None,
        last_error: letter.refused.clone(),
        sent_at: None,
        subject: letter.subject.clone(),
        body: letter.message.clone(),
    }
}

/// Id of a delivery, drawn from its key: the same alert to the same person is the same delivery everywhere.
fn id(alert: &DueAlert, letter: &NewDelivery) -> Uuid {
    let key = format!(
        "{} {} {} {} {} {} {}",
        alert.organ,
        alert.case,
        alert.term,
        alert.term_version,
        alert.rung,
        alert.role.code(),
        letter.recipient.user
    );
    let digest: [u8; 32] = Sha256::digest(key).into();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The row of an alert.
fn is(alert: &DueAlert) -> Condition {
    Condition::all()
        .add(alert::Column::OrganId.eq(alert.organ.0))
        .add(alert::Column::CaseId.eq(alert.case.0))
        .add(alert::Column::TermNo.eq(int(alert.term)))
        .add(alert::Column::TermVersion.eq(int(alert.term_version)))
        .add(alert::Column::Rung.eq(alert.rung))
        .add(alert::Column::Role.eq(alert.role.code()))
}

/// The term of a delivery in a later version than the one the letter speaks of.
fn moved_on() -> SelectStatement {
    use term::Column;
    let of = |column: Column, outer: delivery::Column| {
        Expr::col((term::Entity, column)).equals((delivery::Entity, outer))
    };
    Query::select()
        .expr(Expr::cust("1"))
        .from(term::Entity)
        .and_where(of(Column::OrganId, delivery::Column::OrganId))
        .and_where(of(Column::CaseId, delivery::Column::CaseId))
        .and_where(of(Column::No, delivery::Column::TermNo))
        .and_where(
            Expr::col((term::Entity, Column::Version))
                .gt(Expr::col((delivery::Entity, delivery::Column::TermVersion))),
        )
        .take()
}

/// The alert of a delivery, withdrawn.
fn withdrawn() -> SelectStatement {
    use alert::Column;
    let of = |column: Column, outer: delivery::Column| {
        Expr::col((alert::Entity, column)).equals((delivery::Entity, outer))
    };
    Query::select()
        .expr(Expr::cust("1"))
        .from(alert::Entity)
        .and_where(of(Column::OrganId, delivery::Column::OrganId))
        .and_where(of(Column::CaseId, delivery::Column::CaseId))
        .and_where(of(Column::TermNo, delivery::Column::TermNo))
        .and_where(of(Column::TermVersion, delivery::Column::TermVersion))
        .and_where(of(Column::Rung, delivery::Column::Rung))
        .and_where(of(Column::Role, delivery::Column::Role))
        .and_where(Expr::col((alert::Entity, Column::State)).eq(AlertState::Withdrawn))
        .take()
}
