//! Faults 缺陷 in definitions: what is wrong, where, and what would be right.

use std::ops::Range;

/// One fault in a definition file. All faults of a set of files are reported at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, such as `FY0102`.
    pub code: &'static str,
    /// What is wrong, Chinese first, English second.
    pub message: String,
    /// The file, by its path below the folder of definitions.
    pub file: String,
    /// The bytes of the file that are at fault.
    pub span: Range<usize>,
    /// What would work, "did you mean" included.
    pub help: Option<String>,
}
