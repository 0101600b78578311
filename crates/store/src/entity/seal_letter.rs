//! Letters that carry a seal to the auditor 封签寄送: as deliveries, of no case.

use sea_orm::entity::prelude::*;

use super::delivery::DeliveryState;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seal_letter")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) email: String,
    pub(crate) message_id: String,
    pub(crate) state: DeliveryState,
    pub(crate) attempts: i32,
    pub(crate) next_at: DateTimeUtc,
    pub(crate) lease_owner: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) last_error: Option<String>,
    pub(crate) sent_at: Option<DateTimeUtc>,
    /// The whole message; empty once it has left.
    #[sea_orm(column_type = "Text")]
    pub(crate) message: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
