//! Services 送达 of papers. `place` is the order in which they were recorded.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) paper_no: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) party_no: i32,
    pub(crate) place: i32,
    pub(crate) method: String,
    pub(crate) served_on: Date,
    pub(crate) published_on: Option<Date>,
    pub(crate) slip: String,
    pub(crate) particulars: Option<String>,
    pub(crate) entry_no: Option<i32>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::paper::Entity",
        from = "(Column::OrganId, Column::CaseId, Column::PaperNo)",
        to = "(super::paper::Column::OrganId, super::paper::Column::CaseId, super::paper::Column::No)"
    )]
    Paper,
}

impl Related<super::paper::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Paper.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
