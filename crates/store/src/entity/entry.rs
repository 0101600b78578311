//! Logs of cases 日志, append-only. `body` is the text that was hashed.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) no: i32,
    pub(crate) command: String,
    pub(crate) effective_on: Date,
    pub(crate) recorded_at: DateTimeUtc,
    pub(crate) actor_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub(crate) body: String,
    pub(crate) previous: String,
    pub(crate) hash: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
