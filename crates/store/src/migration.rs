//! Migrations, oldest first. One that has been released is never edited: a change is a new one.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m20260901_first;
mod m20261126_administrators;
mod m20261126_saved_filter;
mod m20261126_search;
pub(crate) mod triggers;

/// Every migration this program knows.
pub(crate) struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260901_first::Migration),
            Box::new(m20261126_administrators::Migration),
            Box::new(m20261126_search::Migration),
            Box::new(m20261126_saved_filter::Migration),
        ]
    }
}
