//! `fuyi workflow table` and `fuyi workflow review`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

/// `fuyi workflow table`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi workflow table
  fuyi workflow table workflows --lang en
  fuyi workflow table --json")]
pub struct Table {
    /// Folder of definitions; without it, the embedded ones.
    pub dir: Option<PathBuf>,
    /// Language of the table.
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    pub lang: Language,
    /// As JSON, in both languages and with the digest of each row.
    #[arg(long, conflicts_with = "lang")]
    pub json: bool,
}

/// A language that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文。Chinese.
    Zh,
    /// English.
    En,
}

/// `fuyi workflow review`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi workflow review --by 王律师 --on 2026-10-05 --dir workflows period:accept_review move:accept
  fuyi workflow review --by 王律师 --on 2026-10-05 --note 已核对第三十条 --dir workflows period:accept_review
  fuyi workflow review --list
  fuyi workflow review --list workflows")]
pub struct Review {
    /// Rows to sign, as `fuyi workflow table` names them.
    #[arg(value_name = "ROW", required_unless_present = "list")]
    pub rows: Vec<String>,
    /// Who signs.
    #[arg(long, value_name = "NAME", required_unless_present = "list")]
    pub by: Option<String>,
    /// Day on which it was signed, not after today.
    #[arg(long, value_name = "DAY", required_unless_present = "list")]
    pub on: Option<NaiveDate>,
    /// What the signer notes.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Folder of definitions, such as `workflows`; the signatures go into `reviews.toml` beside the rows.
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// List how many rows stand where, and those that are unsigned or changed since; without DIR, the embedded ones.
    #[arg(long, value_name = "DIR", num_args = 0..=1, conflicts_with_all = ["rows", "by", "on", "note", "dir"])]
    pub list: Option<Option<PathBuf>>,
}
