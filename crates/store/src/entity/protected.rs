//! Content kept apart from the log 副卷内容; the entry holds SHA-256 of salt and content.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protected")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) case_id: Uuid,
    pub(crate) entry_no: i32,
    pub(crate) place: i32,
    pub(crate) label: String,
    pub(crate) salt: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) content: String,
    pub(crate) visibility: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
