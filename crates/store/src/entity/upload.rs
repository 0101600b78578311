//! Uploads 上传: files announced, on their way or come, and not yet filed. No part of the record.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) organ_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) case_id: Option<Uuid>,
    pub(crate) file_name: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    pub(crate) sha256: String,
    pub(crate) secret: String,
    pub(crate) state: UploadState,
    pub(crate) started_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum UploadState {
    /// Its URL was not used yet.
    #[sea_orm(string_value = "awaited")]
    Awaited,
    /// Its bytes come.
    #[sea_orm(string_value = "arriving")]
    Arriving,
    /// Its bytes are kept.
    #[sea_orm(string_value = "kept")]
    Kept,
}
