//! Definitions of procedures, the case file, commands and plans.
//!
//! Everything here is pure: [`Rulebook::plan`](rulebook::Rulebook) turns a case file, a command, an actor and a
//! moment into a [`Plan`](plan::Plan) or a [`Refusal`](refusal::Refusal). Nothing in planning reads a clock, a
//! database or a file; the definitions under `workflows/` are embedded when the crate is built, and only
//! [`check::load_dir`] reads others, for whoever drafts them.

pub mod actor;
pub mod alarm;
pub mod check;
pub mod command;
pub mod deadline;
pub mod delivery;
pub mod deputy;
pub mod diagram;
pub mod effect;
pub mod fault;
pub mod file;
pub mod guard;
pub mod id;
pub mod identity;
pub mod later;
pub mod media;
pub mod messages;
pub mod period;
pub mod plan;
mod planning;
pub mod proof;
mod raw;
pub mod reading;
pub mod refusal;
pub mod render;
pub mod review;
pub mod rulebook;
pub mod scalar;
pub mod sound;
pub mod table;
mod text;
pub mod trial;
