//! Commands about the logs: checking, exporting, sealing.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::At;

/// `fuyi audit`.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// 核验日志链与状态。Checks every chain, and the tables against the log; changes nothing. Exit code 0 whole, 1 faults, 2 unreadable.
    Verify(AuditVerify),
    /// 日志导出。Prints the logs entry by entry: ids, numbers, commands, moments and hashes; never what an entry says.
    Export(AuditExport),
}

/// `fuyi audit export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi audit export --format jsonl
  fuyi audit export --from 2026-05-01 --until 2026-10-31 --format syslog --organ 深坪府")]
pub struct AuditExport {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// The first day of recording, in Shanghai.
    #[arg(long, value_name = "DAY")]
    pub from: Option<NaiveDate>,
    /// The last day of recording, in Shanghai.
    #[arg(long, value_name = "DAY")]
    pub until: Option<NaiveDate>,
    /// The form.
    #[arg(long, value_enum)]
    pub format: TrailForm,
    /// The organ (id or short name); without it, every organ that has a log.
    #[arg(long, value_name = "ORGAN")]
    pub organ: Option<String>,
}

/// Form of an exported log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrailForm {
    /// An object of JSON a line.
    Jsonl,
    /// A line of syslog (RFC 5424) with structured data.
    Syslog,
}

/// `fuyi audit verify`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi audit verify --database sqlite:fuyi.db
  fuyi audit verify --files --set files.dir=files
  fuyi audit verify --database sqlite:fuyi.db --seal seals/018f…-000012.json --key seal-public.pem")]
pub struct AuditVerify {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// A seal that was kept elsewhere: all it holds must still be there. Several may be given: earlier ones narrow down
    /// where a log was written anew.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub seal: Vec<PathBuf>,
    /// Reads the bytes of every material that was filed too, and holds them against their SHA-256: as long as reading all of
    /// them takes.
    #[arg(long)]
    pub files: bool,
    /// The key that the seals must be signed with: a PEM file, or its fingerprint of 64 hex digits.
    #[arg(long, value_name = "PUBLIC", requires = "seal")]
    pub key: Option<String>,
}

/// `fuyi seal`.
#[derive(Debug, Subcommand)]
pub enum Seal {
    /// 制钥。Makes a key to seal with, in a file that only its owner may read, and prints its public key and fingerprint.
    #[command(
        after_help = "Example, which prints the public key:\n  fuyi seal key /etc/fuyi/seal.pem"
    )]
    Key {
        /// The file; it must not be there yet.
        file: PathBuf,
    },
    /// 加封。Seals the logs now and lays the files into the folder `seal.dir`.
    Make(SealMake),
    /// 封签列表。Lists seals: organ, number, moment, cases, entries, digest, and what became of file and letter.
    #[command(after_help = "Example:\n  fuyi seal list --database sqlite:fuyi.db")]
    List(At),
}

/// `fuyi seal make`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  fuyi seal make --set seal.key_file=/etc/fuyi/seal.pem --set seal.dir=seals --database sqlite:fuyi.db")]
pub struct SealMake {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// The organ (id or short name); without it, every organ that has a log.
    #[arg(long, value_name = "ORGAN")]
    pub organ: Option<String>,
}
