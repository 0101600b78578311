//! Which cases a list holds.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, LikeExpr, Query};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde::{Deserialize, Serialize};
use workflow::actor::Actor;
use workflow::file::CaseKind;
use workflow::id::{OrganId, UserId};

use crate::entity::{case_file, party, user};
use crate::{rows, sight};

/// Which cases. Every condition given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CaseFilter {
    /// Kind: cases of reconsideration, or early interventions.
    pub kind: Option<CaseKind>,
    /// Stage, by its id.
    pub stage: Option<String>,
    /// Officer or co-officer.
    pub officer: Option<UserId>,
    /// Led by an officer or co-officer who is out of service, or not.
    pub orphaned: Option<bool>,
    /// Without an officer, or with one.
    pub unassigned: Option<bool>,
    /// Respondent agency.
    pub respondent: Option<OrganId>,
    /// Outcome, by its code such as `NOT_ACCEPTED`.
    pub outcome: Option<String>,
    /// Not yet closed, or closed.
    pub open: Option<bool>,
    /// Suspended, or not.
    pub suspended: Option<bool>,
    /// A request to stay execution waits for an answer, or none does.
    pub stay_asked: Option<bool>,
    /// Everything that is to be reported to the national platform is reported, or something is not.
    pub reported: Option<bool>,
    /// Part of the number.
    pub number_contains: Option<String>,
    /// Part of a party's name.
    pub party_contains: Option<String>,
    /// Received on this day or later.
    pub received_from: Option<NaiveDate>,
    /// Received on this day or earlier.
    pub received_until: Option<NaiveDate>,
    /// Next due day on this day or earlier.
    pub due_until: Option<NaiveDate>,
}

impl CaseFilter {
    /// The condition on `case_file`, as the database writes it.
    pub(crate) fn condition(&self, actor: &Actor, dialect: DbBackend) -> Condition {
        use case_file::Column;
        let day = |column: Column, from: Option<NaiveDate>, until: Option<NaiveDate>| {
            Condition::all()
                .add_option(from.map(|day| column.gte(four_digits(day))))
                .add_option(until.map(|day| column.lte(four_digits(day))))
        };
        Condition::all()
            .add_option(self.kind.map(|kind| Column::Kind.eq(rows::code(&kind))))
            .add_option(self.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
            .add_option(self.officer.map(|user| {
                Condition::any()
                    .add(Column::OfficerId.eq(user.0))
                    .add(Column::CoOfficerId.eq(user.0))
            }))
            .add_option(self.orphaned.map(|orphaned| {
                let led = Condition::any()
                    .add(led_by_nobody(Column::OfficerId))
                    .add(led_by_nobody(Column::CoOfficerId));
                if orphaned { led } else { led.not() }
            }))
            .add_option(self.unassigned.map(|without| match without {
                true => Column::OfficerId.is_null(),
                false => Column::OfficerId.is_not_null(),
            }))
            .add_option(self.respondent.map(|agency| {
                Column::Id.in_subquery(
                    party_cases()
                        .filter(party::Column::AgencyId.eq(agency.0))
                        .filter(party::Column::LeftOn.is_null())
                        .into_query(),
                )
            }))
            .add_option(self.outcome.as_ref().map(|code| Column::Outcome.eq(code)))
            .add_option(self.open.map(|open| match open {
                true => Column::ClosedOn.is_null(),
                false => Column::ClosedOn.is_not_null(),
            }))
            .add_option(
                self.suspended
                    .map(|suspended| Column::Suspended.eq(suspended)),
            )
            // Written out, not bound: only so does the database see that the partial indexes serve.
            .add_option(self.stay_asked.map(|asked| match asked {
                true => Expr::cust("case_file.stay_asked_on IS NOT NULL"),
                false => Expr::cust("case_file.stay_asked_on IS NULL"),
            }))
            .add_option(self.reported.map(|reported| match reported {
                true => Expr::cust("case_file.unreported = 0"),
                false => Expr::cust("case_file.unreported > 0"),
            }))
            .add_option(
                self.number_contains
                    .as_deref()
                    .map(|text| folded(dialect, "case_file", "number_text").like(part(text))),
            )
            .add_option(self.party_contains.as_deref().map(|text| {
                Column::Id.in_subquery(
                    party_cases()
                        .filter(folded(dialect, "party", "name").like(part(text)))
                        .filter(sight::parties(actor))
                        .into_query(),
                )
            }))
            .add(day(
                Column::ReceivedOn,
                self.received_from,
                self.received_until,
            ))
            .add(day(Column::NextDue, None, self.due_until))
    }
}

/// Whether somebody out of service stands in a column of the case.
fn led_by_nobody(column: case_file::Column) -> Expr {
    let of_user = |column: user::Column| Expr::col((user::Entity, column));
    Expr::exists(
        Query::select()
            .expr(Expr::cust("1"))
            .from(user::Entity)
            .and_where(
                of_user(user::Column::OrganId)
                    .equals((case_file::Entity, case_file::Column::OrganId)),
            )
            .and_where(of_user(user::Column::Id).equals((case_file::Entity, column)))
            .and_where(of_user(user::Column::Active).eq(false))
            .take(),
    )
}

fn party_cases() -> sea_orm::Select<party::Entity> {
    party::Entity::find()
        .select_only()
        .column(party::Column::CaseId)
        .filter(
            Expr::col((party::Entity, party::Column::OrganId))
                .equals((case_file::Entity, case_file::Column::OrganId)),
        )
}

/// A column with the letters A to Z made small and no others, on either database.
fn folded(dialect: DbBackend, table: &'static str, column: &'static str) -> Expr {
    let letters = match dialect {
        DbBackend::Postgres => Expr::cust(format!(r#""{table}"."{column}" COLLATE "C""#)),
        _ => Expr::col((table, column)),
    };
    Func::lower(letters).into()
}

/// The day, or the nearest one whose year has four digits: beyond, the databases order days differently, and no
/// case has such a day.
fn four_digits(day: NaiveDate) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(NaiveDate::MIN);
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    day.clamp(first, last)
}

/// A pattern for folded text that contains this, whatever signs are in it.
fn part(text: &str) -> LikeExpr {
    let escaped = text
        .to_ascii_lowercase()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}
