//! Papers 文书.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) no: i32,
    pub(crate) kind: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) number: Option<String>,
    pub(crate) number_text: Option<String>,
    pub(crate) issued_on: Date,
    #[sea_orm(column_type = "Text")]
    pub(crate) addressees: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) facts: String,
    pub(crate) withdrawn: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) dispatches: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) corrections: Option<String>,
    /// Addressees who have not left and on whom it is still to be served.
    pub(crate) unserved: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(has_many = "super::service::Entity")]
    Service,
}

impl Related<super::service::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Service.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
