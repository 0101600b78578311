//! Migrations, oldest first. One that has been released is never edited: a change is a new one.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m20260901_first;
mod m20261126_administrators;
pub(crate) mod m20261126_delivery;
mod m20261126_files;
mod m20261126_news;
mod m20261126_seals;
mod m20261126_search;
mod m20261127_access;
mod m20261127_downloads;
mod m20261127_leave;
mod m20261127_participation;
mod m20261127_saved_filter;
mod m20261127_shipped;
pub(crate) mod m20261127_stayed_out;
pub(crate) mod m20261127_weekly;
mod m20261128_closed;
mod m20261128_service_entry;
mod m20261129_reception;
mod m20261129_split;
pub(crate) mod triggers;

/// Every migration this program knows.
pub(crate) struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260901_first::Migration),
            Box::new(m20261126_administrators::Migration),
            Box::new(m20261126_seals::Migration),
            Box::new(m20261127_shipped::Migration),
            Box::new(m20261126_delivery::Migration),
            Box::new(m20261127_weekly::Migration),
            Box::new(m20261126_files::Migration),
            Box::new(m20261127_participation::Migration),
            Box::new(m20261126_search::Migration),
            Box::new(m20261126_news::Migration),
            Box::new(m20261127_access::Migration),
            Box::new(m20261127_downloads::Migration),
            Box::new(m20261127_saved_filter::Migration),
            Box::new(m20261128_service_entry::Migration),
            Box::new(m20261127_stayed_out::Migration),
            Box::new(m20261127_leave::Migration),
            Box::new(m20261128_closed::Migration),
            Box::new(m20261129_reception::Migration),
            Box::new(m20261129_split::Migration),
        ]
    }
}
