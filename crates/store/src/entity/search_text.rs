//! What of a case can be found 检索文本: one row for its office (`view_id` nil) and one for each agency that sees it. The
//! words of the index hang on it, in `search_words` on SQLite, in a column of their own on PostgreSQL.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_text")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) view_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub(crate) numbers: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) names: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) subject: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) whole: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
