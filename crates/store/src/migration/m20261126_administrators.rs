//! Three administrators in the place of one, each of whom holds its role alone.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261126_administrators"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for statement in STATEMENTS {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Statements that both databases read alike.
const STATEMENTS: [&str; 2] = [
    "UPDATE user_role SET role = 'system_admin' WHERE role = 'admin'",
    // Nobody is two of them, whoever writes.
    "CREATE UNIQUE INDEX user_role_one_administrator ON user_role (organ_id, user_id) \
     WHERE role IN ('auditor', 'system_admin', 'security_admin')",
];
