//! What the program says: answers on standard output, complaints on standard error. Nothing else prints.
//!
//! A reader that has gone away (`fuyi deadline rules | head -1`) is no fault: the rest is not written.

use std::io::{self, Write};

use crate::failure::Failure;

/// Writes an answer and a line break.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    answer(&format!("{text}\n"))
}

/// Writes an answer as it is.
pub(crate) fn answer(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::unable(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Writes an answer and a line break, and says whether anybody still reads.
pub(crate) fn line_while_read(text: &str) -> Result<bool, Failure> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::unable(format!(
            "cannot write to standard output: {error}"
        ))),
    }
}

/// Writes a complaint and a line break.
pub(crate) fn complain(text: &str) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}
