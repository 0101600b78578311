//! Seals 封签, as the organ's log records them. `text` is the file until it lies in the folder and a later one does too.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seal")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) digest: String,
    pub(crate) previous: String,
    pub(crate) made_at: DateTimeUtc,
    pub(crate) cases: i64,
    pub(crate) entries: i64,
    pub(crate) key: String,
    pub(crate) exported_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
