//! Organs 机关. `revision` and `head` are the number and hash of the last line of its log.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organ")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) short_name: String,
    pub(crate) kind: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) number_forms: String,
    pub(crate) revision: i32,
    pub(crate) head: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
