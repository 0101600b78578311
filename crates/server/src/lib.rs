//! The program `fuyi`: configuration, wiring, subcommands.
//!
//! The only crate that reads the system's clock, prints and listens. [`run()`] takes a command line and gives an exit
//! code.

mod admin;
mod audit;
mod bench;
pub mod cli;
pub mod clock;
mod deadline;
mod definitions;
mod demo;
mod failure;
mod files;
mod mail;
mod open;
mod print;
mod run;
mod sealing;
mod serve;
pub mod settings;
mod simulate;
mod syslog;
mod trail;

pub use failure::Failure;
pub use files::sweep;
pub use run::run;
