//! Why a command of the program ended otherwise than well, and the exit code that says so.

use std::fmt::Display;

/// Why a command did not do what it was asked.
///
/// Exit code 1 is an answer of "no" (faults found, a refusal); 2 means that the question could not be put at all
/// (input, configuration or database cannot be read).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Exit code.
    pub code: u8,
    /// What is said on standard error; nothing where it has been said already.
    pub message: String,
}

impl Failure {
    /// The answer is no.
    pub(crate) fn no(message: impl Into<String>) -> Self {
        Self {
            code: 1,
            message: message.into(),
        }
    }

    /// The question could not be put.
    pub(crate) fn unable(message: impl Into<String>) -> Self {
        Self {
            code: 2,
            message: message.into(),
        }
    }

    /// What was attempted and what came of it; the question could not be put.
    pub(crate) fn while_doing<E: Display>(attempt: &str) -> impl FnOnce(E) -> Self {
        move |error| Self::unable(format!("cannot {attempt}: {error}"))
    }
}
