//! Leave 请假 of users, with their deputies.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leave")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) from_on: Date,
    pub(crate) until_on: Date,
    pub(crate) deputy_id: Option<Uuid>,
    /// Number of the instrument by which a head delegates.
    pub(crate) instrument: Option<String>,
    /// Its day.
    pub(crate) instrument_on: Option<Date>,
    /// Day on which it was ended early, which is no day of it.
    pub(crate) ended_on: Option<Date>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
