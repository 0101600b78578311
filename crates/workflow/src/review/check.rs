//! What can be wrong with a signature: FY05.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::{FILE, Review, Reviews, RowId, RowKind};
use crate::fault::Fault;
use crate::raw::{RawReview, RawSet, Sourced, Word};
use crate::rulebook::Rulebook;
use crate::table;

/// Length of a SHA-256 digest in hexadecimal digits.
const DIGITS: usize = 64;

/// Reads the signatures into the rulebook, and says of each period where it stands.
pub(crate) fn settle(set: &RawSet, rulebook: &mut Rulebook, faults: &mut Vec<Fault>) {
    let mut register = Register {
        set,
        reviews: Reviews {
            homes: homes(set),
            records: BTreeMap::new(),
        },
        faults,
    };
    for raw in &set.reviews {
        register.enter(raw);
    }
    rulebook.reviews = register.reviews;
    let reviews = &rulebook.reviews;
    for period in rulebook.periods.values_mut() {
        let row = table::period_row(period);
        period.review = reviews.status(&row.id, &row.digest());
    }
}

/// Every row that the files define, with its folder; what is wrong with the row itself is reported elsewhere.
fn homes(set: &RawSet) -> BTreeMap<RowId, String> {
    let periods = set.periods.iter().map(|raw| (&raw.file, &raw.item.id));
    let tracks = set.tracks.iter().map(|raw| (&raw.file, &raw.item.id));
    let moves = set.moves.iter().map(|raw| (&raw.file, &raw.item.id));
    let grounds = set.grounds.iter().map(|raw| (&raw.file, &raw.item.id));
    let papers = set.papers.iter().map(|raw| (&raw.file, &raw.item.id));
    let named = |kind| {
        move |(file, id): (&String, &Word)| {
            let row = RowId::new(kind, id.get_ref());
            (row, folder(file).to_owned())
        }
    };
    periods
        .map(named(RowKind::Period))
        .chain(tracks.map(named(RowKind::Track)))
        .chain(moves.map(named(RowKind::Move)))
        .chain(grounds.map(named(RowKind::Ground)))
        .chain(papers.map(named(RowKind::Paper)))
        .collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The signatures read so far.
struct Register<'a> {
    set: &'a RawSet,
    reviews: Reviews,
    faults: &'a mut Vec<Fault>,
}

impl Register<'_> {
    fn fault(
        &mut self,
        code: &'static str,
        file: &str,
        span: Range<usize>,
        message: String,
        help: String,
    ) {
        self.faults.push(Fault {
            code,
            message,
            file: file.to_owned(),
            span,
            help: Some(help),
        });
    }

    fn enter(&mut self, raw: &Sourced<RawReview>) {
        let on = self.day(raw);
        self.name(raw);
        self.digest(raw);
        let row = self.row(raw);
        let (Some(row), Some(on)) = (row, on) else {
            return;
        };
        let item = &raw.item;
        let review = Review {
            by: item.by.get_ref().trim().to_owned(),
            on,
            digest: item.digest.get_ref().clone(),
            note: item.note.clone(),
        };
        let records = self.reviews.records.entry(row).or_default();
        let again = records.last().map(|last| &last.digest) == Some(&review.digest);
        records.push(review);
        if again {
            let name = item.row.get_ref();
            self.fault(
                "FY0503",
                &raw.file,
                item.row.span(),
                format!("`{name}`签署两次，内容相同 / `{name}` is signed twice as it stands"),
                "删去一处 / take one away".to_owned(),
            );
        }
    }

    /// The row that is signed, if it is defined in the folder of the file.
    fn row(&mut self, raw: &Sourced<RawReview>) -> Option<RowId> {
        let word = &raw.item.row;
        let name = word.get_ref();
        match self.reviews.find(name) {
            Ok(row) => {
                let home = self.reviews.file(&row).unwrap_or_default();
                if home != raw.file {
                    self.fault(
                        "FY0506",
                        &raw.file,
                        word.span(),
                        format!("`{name}`的签署不在规则旁 / the signature of `{name}` is not beside its row"),
                        format!("移到 {home} / move it to {home}"),
                    );
                }
                Some(row)
            }
            Err(_) if self.is_lost(name) => None,
            Err(help) => {
                self.fault(
                    "FY0501",
                    &raw.file,
                    word.span(),
                    format!("没有名为`{name}`的规则 / no row is named `{name}`"),
                    help,
                );
                None
            }
        }
    }

    /// Whether the row may be one of those that could not be read.
    fn is_lost(&self, name: &str) -> bool {
        let (kind, id) = name.split_once(':').unwrap_or(("", name));
        self.set
            .lost
            .iter()
            .any(|(section, lost)| *section == kind && (lost.is_empty() || lost == id))
    }

    fn day(&mut self, raw: &Sourced<RawReview>) -> Option<NaiveDate> {
        let word = &raw.item.on;
        let day = word.get_ref();
        let parsed = day.parse().ok();
        if parsed.is_none() {
            self.fault(
                "FY0502",
                &raw.file,
                word.span(),
                format!("`{day}`不是日期 / `{day}` is not a day"),
                "写如 2026-11-23 / write it like 2026-11-23".to_owned(),
            );
        }
        parsed
    }

    fn name(&mut self, raw: &Sourced<RawReview>) {
        let word = &raw.item.by;
        if word.get_ref().trim().is_empty() {
            self.fault(
                "FY0504",
                &raw.file,
                word.span(),
                "签署人为空 / the signature has no name".to_owned(),
                "写上审核人姓名 / write the name of the lawyer".to_owned(),
            );
        }
    }

    fn digest(&mut self, raw: &Sourced<RawReview>) {
        let word = &raw.item.digest;
        let digest = word.get_ref();
        let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if digest.len() != DIGITS || !digest.chars().all(is_digit) {
            self.fault(
                "FY0505",
                &raw.file,
                word.span(),
                "摘要须为 64 位小写十六进制 / a digest is 64 hexadecimal digits in lower case"
                    .to_owned(),
                format!(
                    "不要手写：用 `fuyi workflow review` 签署，由它写入 {FILE} / do not write it by hand: \
                     `fuyi workflow review` signs and writes {FILE}"
                ),
            );
        }
    }
}
