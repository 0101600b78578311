//! How far each log has been shipped to the syslog server; the nil case is the organ's own log.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipped")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    pub(crate) no: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
