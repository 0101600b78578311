//! `fuyi deadline explain`.

use chrono::NaiveDate;
use clap::Args;
use workflow::messages::Lang;

use super::{Language, pair};

/// `fuyi deadline explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi deadline explain --rule accept_review --from 2026-09-18T23:59:00+08:00
  fuyi deadline explain --rule decide_ordinary --from 2026-10-12T10:00:00+08:00 \
--pause 2026-10-30..2026-11-09:suspension --today 2026-11-23 --lang en
  fuyi deadline explain --rule correction_response --from 2024-04-26T10:00:00+08:00 --extend 900 --steps --page 2")]
pub struct Explain {
    /// The rule; `fuyi deadline rules` lists them.
    #[arg(long, value_name = "ID")]
    pub rule: String,
    /// What starts the period, RFC 3339 with its zone.
    #[arg(long, value_name = "INSTANT")]
    pub from: String,
    /// What is not counted, TO being the day on which counting resumes; may be repeated.
    #[arg(long, value_name = "FROM..TO[:KIND]")]
    pub pause: Vec<String>,
    /// An extension, in the unit of the rule.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    pub extend: Option<u32>,
    /// A further fact that the rule takes; may be repeated.
    #[arg(long, value_name = "k=v", value_parser = pair)]
    pub param: Vec<(String, String)>,
    /// A reading of what the law leaves open; `fuyi workflow readings` lists them; may be repeated.
    #[arg(long, value_name = "ID=OPTION", value_parser = pair)]
    pub reading: Vec<(String, String)>,
    /// The day it is read; without it, today in Shanghai.
    #[arg(long, value_name = "DAY")]
    pub today: Option<NaiveDate>,
    /// The language.
    #[arg(long, value_name = "LANG", default_value = "zh")]
    pub lang: Language,
    /// As JSON: the data, and the words in both languages.
    #[arg(long)]
    pub json: bool,
    /// The steps of the count too, 100 a page.
    #[arg(long)]
    pub steps: bool,
    /// Which page of the steps.
    #[arg(long, value_name = "N", requires = "steps", default_value = "1", value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}
