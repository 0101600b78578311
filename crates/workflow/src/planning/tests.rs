//! A case lived in memory: whole lives, and lives made of chance.

mod chance;
mod chance_after;
mod chance_beside;
mod chance_facts;
mod chance_hearing;
mod chance_intervention;
mod chance_norm;
mod chance_people;
mod chance_settle;
mod commands;
mod evidence;
mod examination;
mod hearing;
mod intervention;
mod items;
mod late;
mod letters;
mod life;
mod lives;
mod norm;
mod people;
mod performance;
mod procedure;
mod reopen;
mod settle;
mod what_if;
