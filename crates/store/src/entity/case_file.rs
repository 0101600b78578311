//! Cases 案件. Columns from `received_on` on are drawn from the file, for lists; `called` names the agencies of respondents
//! that see the case.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_file")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) number: String,
    pub(crate) number_text: String,
    pub(crate) instrument: String,
    pub(crate) instrument_on: Date,
    pub(crate) instrument_revision: i32,
    pub(crate) revision: i32,
    pub(crate) head: String,
    pub(crate) stage: String,
    pub(crate) stage_since: Date,
    pub(crate) closed_on: Option<Date>,
    pub(crate) officer_id: Option<Uuid>,
    pub(crate) co_officer_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub(crate) facts: String,
    pub(crate) received_on: Date,
    pub(crate) outcome: Option<String>,
    pub(crate) suspended: bool,
    pub(crate) pending: i32,
    pub(crate) open_terms: i32,
    pub(crate) next_due: Option<Date>,
    pub(crate) called: String,
    /// How many things of the case are still to be reported to the national platform.
    pub(crate) unreported: i32,
    /// Since when a request to stay execution waits.
    pub(crate) stay_asked_on: Option<Date>,
    /// The case out of whose application it was made separately.
    pub(crate) split_from_id: Option<Uuid>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
