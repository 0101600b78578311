//! Deliveries 送发: one alert to one person, with the rendered mail.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) case_id: Uuid,
    pub(crate) term_no: i32,
    pub(crate) term_version: i32,
    pub(crate) rung: i32,
    pub(crate) role: String,
    pub(crate) user_id: Uuid,
    pub(crate) email: String,
    pub(crate) message_id: String,
    pub(crate) state: DeliveryState,
    pub(crate) attempts: i32,
    pub(crate) next_at: DateTimeUtc,
    pub(crate) lease_until: Option<DateTimeUtc>,
    pub(crate) lease_owner: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) last_error: Option<String>,
    pub(crate) sent_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub(crate) subject: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) body: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// State of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum DeliveryState {
    /// To be sent at `next_at`.
    #[sea_orm(string_value = "queued")]
    Queued,
    /// Claimed by a post until `lease_until`.
    #[sea_orm(string_value = "sending")]
    Sending,
    /// Taken over by the mail server.
    #[sea_orm(string_value = "sent")]
    Sent,
    /// Failed, to be tried again at `next_at`.
    #[sea_orm(string_value = "failed")]
    Failed,
    /// Given up.
    #[sea_orm(string_value = "dead")]
    Dead,
    /// No longer true before it was sent.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
}
