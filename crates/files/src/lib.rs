//! Bytes outside the database 材料原件: a folder, or an S3-compatible store. object_store lives here only.
//!
//! What is kept here has no name but the organ, its SHA-256 and an id, and is never written over: the name says what the
//! bytes must be, so that they can be checked without the database. Nothing is seen under its name before all of it
//! came, fitted what was promised, and lies safely on the disk.

mod check;
mod incoming;
mod kept;
mod key;
mod outgoing;
#[cfg(feature = "s3")]
mod s3;
#[cfg(test)]
mod tests;

pub use check::Whole;
pub use incoming::{Broken, Fits, Incoming, Promised};
pub use kept::{Bytes, Files, FilesError, Reading};
pub use key::{BadDigest, FileKey, Sha256Hex};
#[cfg(feature = "s3")]
pub use s3::S3;
