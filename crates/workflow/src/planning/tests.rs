//! A case lived in memory: whole lives, and lives made of chance.

mod chance;
mod chance_beside;
mod chance_norm;
mod commands;
mod late;
mod life;
mod lives;
mod norm;
