//! A case lived in memory: whole lives, and lives made of chance.

mod chance;
mod chance_after;
mod chance_beside;
mod commands;
mod items;
mod late;
mod letters;
mod life;
mod lives;
mod performance;
