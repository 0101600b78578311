//! Tests that need a database: on SQLite in a temporary file, and on PostgreSQL where `FUYI_TEST_PG_URL` names one.

mod audit;
mod bed;
mod delivery;
mod file;
mod filter;
mod life;
mod log;
mod news;
mod office;
mod read;
mod record;
mod same_act;
mod saved;
mod schema;
mod seals;
mod search;
mod sight;
mod trail;
mod writers;
