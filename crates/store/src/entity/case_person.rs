//! People who were let into a case, or are recused from it 参与与回避.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_person")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    /// `recused`, or the capacity in which somebody was let in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) relation: String,
    pub(crate) since: Date,
    /// Last day of an admission.
    pub(crate) until: Option<Date>,
    /// Day on which an admission was ended before that.
    pub(crate) ended_on: Option<Date>,
    /// The place among the officers that whoever is recused gave up.
    pub(crate) seat: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
