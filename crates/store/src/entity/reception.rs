//! Receptions 接待. `content` is what is personal; the organ's log holds its salted digest.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reception")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) day: Date,
    pub(crate) way: String,
    pub(crate) result: String,
    pub(crate) agency_id: Option<Uuid>,
    pub(crate) case_id: Option<Uuid>,
    pub(crate) by_id: Uuid,
    pub(crate) salt: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) content: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
