//! What the outbox holds, for people.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, Order};
use uuid::Uuid;
use workflow::actor::{Actor, Role};
use workflow::id::{CaseId, OrganId, TermNo, UserId};

use super::PostState;
use crate::entity::alert::AlertState;
use crate::entity::{alert, delivery};
use crate::rows::count;
use crate::{Store, StoreError, sight};

/// A delivery 投递 as lists show it: never the text of the letter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OutboxRow {
    /// Organ of the case.
    pub organ: OrganId,
    /// The case.
    pub case: CaseId,
    /// The term.
    pub term: TermNo,
    /// Rung.
    pub rung: i32,
    /// Who must act, or is told.
    pub role: Role,
    /// To whom.
    pub user: UserId,
    /// Where.
    pub email: String,
    /// Subject.
    pub subject: String,
    /// State.
    pub state: PostState,
    /// Attempts so far.
    pub attempts: u32,
    /// When it is tried next, while it is queued or failed.
    pub next_at: DateTime<Utc>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
    /// Message-ID.
    pub message_id: String,
}

/// What was owed over some time and what became of it 投递对账: `owed` is counted apart from the others, and
/// always their sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Account {
    /// Letters owed, and alerts whose letters are still to be written.
    pub owed: u64,
    /// Left.
    pub delivered: u64,
    /// Waiting, being sent or to be tried again.
    pub pending: u64,
    /// Withdrawn, because the term moved on before they left.
    pub waived: u64,
    /// Given up: a person must reach the addressee.
    pub dead: u64,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    organ_id: Uuid,
    case_id: Uuid,
    term_no: i32,
    rung: i32,
    role: String,
    user_id: Uuid,
    email: String,
    subject: String,
    state: String,
    attempts: i32,
    next_at: DateTime<Utc>,
    last_error: Option<String>,
    sent_at: Option<DateTime<Utc>>,
    message_id: String,
}

#[derive(Debug, FromQueryResult)]
struct Tally {
    state: String,
    number: i64,
}

/// Roles that see every letter of their organ; everybody else sees the own ones, while the case may be seen.
const OVERSEERS: [Role; 4] = [
    Role::InstitutionHead,
    Role::OrganHead,
    Role::Supervisor,
    Role::Registrar,
];

impl Store {
    /// Deliveries that the actor may see, newest alert first; all states, or one.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn outbox(
        &self,
        actor: &Actor,
        state: Option<PostState>,
        limit: u64,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        use delivery::Column;
        let mut query = Query::select();
        query
            .columns([
                Column::OrganId,
                Column::CaseId,
                Column::TermNo,
                Column::Rung,
                Column::Role,
                Column::UserId,
                Column::Email,
                Column::Subject,
                Column::State,
                Column::Attempts,
                Column::NextAt,
                Column::LastError,
                Column::SentAt,
                Column::MessageId,
            ])
            .from(delivery::Entity)
            .cond_where(seen(actor))
            .order_by(Column::NextAt, Order::Desc)
            .order_by(Column::Id, Order::Asc)
            .limit(limit);
        if let Some(state) = state {
            query.and_where(Expr::col(Column::State).eq(state.code()));
        }
        let rows = self.connection().query_all(&query).await?;
        rows.iter()
            .map(|row| of(Row::from_query_result(row, "")?))
            .collect()
    }

    /// What an organ's alerts owed from `from` until before `to`, by the time they were to go out.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn post_account(
        &self,
        organ: OrganId,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Account, StoreError> {
        let within = Condition::all()
            .add(alert::Column::OrganId.eq(organ.0))
            .add(alert::Column::At.gte(from))
            .add(alert::Column::At.lt(to));
        let mut account = Account::default();
        for tally in self.tallies(within.clone()).await? {
            let number = u64::try_from(tally.number).unwrap_or(0);
            match PostState::from_code(&tally.state) {
                Some(PostState::Sent) => account.delivered += number,
                Some(PostState::Queued | PostState::Sending | PostState::Failed) => {
                    account.pending += number;
                }
                Some(PostState::Withdrawn) => account.waived += number,
                Some(PostState::Dead) => account.dead += number,
                None => {
                    let reason = format!("`{}` is not a state", tally.state);
                    return Err(StoreError::unreadable("delivery", organ, reason));
                }
            }
        }
        let unwritten = self.unwritten(within.clone()).await?;
        account.pending += unwritten;
        account.owed = self.letters(within).await? + unwritten;
        Ok(account)
    }

    /// Letters of the alerts, by state.
    async fn tallies(&self, within: Condition) -> Result<Vec<Tally>, StoreError> {
        let query = Query::select()
            .column((delivery::Entity, delivery::Column::State))
            .expr_as(
                Func::count(Expr::col((delivery::Entity, delivery::Column::Id))),
                "number",
            )
            .from(alert::Entity)
            .inner_join(delivery::Entity, of_alert())
            .cond_where(within)
            .group_by_col((delivery::Entity, delivery::Column::State))
            .take();
        let rows = self.connection().query_all(&query).await?;
        let tallies = rows.iter().map(|row| Tally::from_query_result(row, ""));
        Ok(tallies.collect::<Result<_, _>>()?)
    }

    /// Number of letters of the alerts, whatever their state.
    async fn letters(&self, within: Condition) -> Result<u64, StoreError> {
        let query = Query::select()
            .expr(Func::count(Expr::col((
                delivery::Entity,
                delivery::Column::Id,
            ))))
            .from(alert::Entity)
            .inner_join(delivery::Entity, of_alert())
            .cond_where(within)
            .take();
        self.number(query).await
    }

    /// Number of alerts whose letters are still to be written.
    async fn unwritten(&self, within: Condition) -> Result<u64, StoreError> {
        let query = Query::select()
            .expr(Func::count(Expr::col((
                alert::Entity,
                alert::Column::CaseId,
            ))))
            .from(alert::Entity)
            .cond_where(within)
            .and_where(alert::Column::State.eq(AlertState::Planned))
            .take();
        self.number(query).await
    }

    async fn number(&self, query: sea_orm::sea_query::SelectStatement) -> Result<u64, StoreError> {
        let row = self.connection().query_one(&query).await?;
        let number: i64 = match row {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        Ok(u64::try_from(number).unwrap_or(0))
    }
}

fn of_alert() -> Condition {
    use alert::Column as Alert;
    use delivery::Column;
    [
        (Alert::OrganId, Column::OrganId),
        (Alert::CaseId, Column::CaseId),
        (Alert::TermNo, Column::TermNo),
        (Alert::TermVersion, Column::TermVersion),
        (Alert::Rung, Column::Rung),
        (Alert::Role, Column::Role),
    ]
    .into_iter()
    .fold(Condition::all(), |all, (of_alert, of_delivery)| {
        all.add(Expr::col((alert::Entity, of_alert)).equals((delivery::Entity, of_delivery)))
    })
}

/// Letters about cases that the actor may see: all of them, or the own ones.
fn seen(actor: &Actor) -> Condition {
    let (organ, case) = (delivery::Column::OrganId, delivery::Column::CaseId);
    let of_cases = sight::of_cases(actor, organ, case);
    match actor {
        Actor::Person(person) if !OVERSEERS.iter().any(|role| person.acts_as(*role)) => {
            of_cases.add(delivery::Column::UserId.eq(person.user.0))
        }
        _ => of_cases,
    }
}

fn of(row: Row) -> Result<OutboxRow, StoreError> {
    let key = row.case_id;
    let unknown = |what: &str, value: &str| {
        StoreError::unreadable("delivery", key, format!("`{value}` is not a {what}"))
    };
    Ok(OutboxRow {
        organ: OrganId(row.organ_id),
        case: CaseId(row.case_id),
        term: count("delivery", key, row.term_no)?,
        rung: row.rung,
        role: Role::from_code(&row.role).ok_or_else(|| unknown("role", &row.role))?,
        user: UserId(row.user_id),
        email: row.email,
        subject: row.subject,
        state: PostState::from_code(&row.state).ok_or_else(|| unknown("state", &row.state))?,
        attempts: count("delivery", key, row.attempts)?,
        next_at: row.next_at,
        last_error: row.last_error,
        sent_at: row.sent_at,
        message_id: row.message_id,
    })
}
