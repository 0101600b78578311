//! Alerts 提醒 planned with their terms. A trigger of `term` withdraws those of older versions.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alert")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) term_no: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) term_version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) rung: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) role: String,
    pub(crate) at: DateTimeUtc,
    pub(crate) due: Date,
    pub(crate) late: bool,
    pub(crate) state: AlertState,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// State of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum AlertState {
    /// To go out when its time comes.
    #[sea_orm(string_value = "planned")]
    Planned,
    /// No longer true.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    /// Turned into deliveries.
    #[sea_orm(string_value = "expanded")]
    Expanded,
}
