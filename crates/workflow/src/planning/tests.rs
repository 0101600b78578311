//! A case lived in memory: whole lives, and lives made of chance.

mod chance;
mod chance_beside;
mod chance_facts;
mod chance_norm;
mod commands;
mod evidence;
mod examination;
mod hearing;
mod late;
mod life;
mod lives;
