//! Sessions 会话, without their secrets. `seen_at` is no part of the record.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) digest: String,
    pub(crate) started_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
    pub(crate) seen_at: DateTimeUtc,
    pub(crate) address: String,
    pub(crate) agent: String,
    pub(crate) initial: bool,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) ended_why: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
