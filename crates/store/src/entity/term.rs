//! Terms 期限 as they stand; a trigger copies each version to `term_version`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "term")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) no: i32,
    pub(crate) version: i32,
    pub(crate) entry_no: i32,
    pub(crate) period: String,
    pub(crate) state: String,
    pub(crate) party_no: Option<i32>,
    pub(crate) paper_no: Option<i32>,
    pub(crate) started_on: Date,
    pub(crate) fixed_on: Option<Date>,
    pub(crate) extension_days: i32,
    #[sea_orm(column_type = "Text")]
    pub(crate) pauses: String,
    pub(crate) due: Date,
    pub(crate) safe_by: Date,
    pub(crate) provisional: bool,
    pub(crate) ended_on: Option<Date>,
    pub(crate) lapse_entry: Option<i32>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
