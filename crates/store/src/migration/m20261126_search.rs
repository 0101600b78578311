//! What of a case can be found 检索: texts, and the index of their words.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261126_search"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DbBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        for statement in statements {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The long text stands last, so that what is read of every row found lies before it. The index is contentless: it keeps
/// the words and no copy of the text. `ascii` takes every character beyond ASCII for a letter; `unicode61` knows none that
/// was added to Unicode after its version 6.1, and names have such.
const SQLITE: &[&str] = &[
    "CREATE TABLE search_text (id INTEGER PRIMARY KEY, organ_id uuid_text NOT NULL, case_id uuid_text NOT NULL, \
     view_id uuid_text NOT NULL, numbers text NOT NULL, names text NOT NULL, subject text NOT NULL, whole text NOT NULL, \
     FOREIGN KEY (organ_id, case_id) REFERENCES case_file (organ_id, id))",
    "CREATE UNIQUE INDEX search_text_key ON search_text (organ_id, case_id, view_id)",
    "CREATE VIRTUAL TABLE search_words USING fts5 \
     (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')",
];

/// The organ leads the index in the words: each begins with what stands for organ and reader.
const POSTGRES: &[&str] = &[
    "CREATE TABLE search_text (organ_id uuid NOT NULL, case_id uuid NOT NULL, view_id uuid NOT NULL, \
     numbers text NOT NULL, names text NOT NULL, subject text NOT NULL, whole text NOT NULL, words tsvector NOT NULL, \
     PRIMARY KEY (organ_id, case_id, view_id), \
     FOREIGN KEY (organ_id, case_id) REFERENCES case_file (organ_id, id))",
    "CREATE INDEX search_text_words ON search_text USING gin (words)",
];
