//! `fuyi workflow review --list`: where the rows stand with counsel.

use workflow::review::ReviewStatus;
use workflow::rulebook::Rulebook;
use workflow::table::{Counts, Row};

/// How many rows stand where, those changed since they were signed, and those never signed.
pub(super) fn listed(rulebook: &Rulebook) -> String {
    let rows = rulebook.rows();
    let standing: Vec<(&Row, ReviewStatus)> = rows
        .iter()
        .map(|row| (row, rulebook.review_of(row)))
        .collect();
    let counts = Counts::of(standing.iter().map(|(_, status)| status));
    let (zh, en) = counts.words();
    let mut text = format!("{zh}\n{en}\n");
    for code in ["changed", "unsigned"] {
        let mut of_code = standing
            .iter()
            .filter(|(_, status)| status.code() == code)
            .peekable();
        if let Some((_, status)) = of_code.peek() {
            let (zh, en) = status.label();
            text.push_str(&format!("\n{zh} / {en}\n"));
        }
        for (row, status) in of_code {
            text.push_str(&line(row, status));
        }
    }
    text
}

fn line(row: &Row, status: &ReviewStatus) -> String {
    let source = row.source.map(|source| {
        let (zh, en) = source.label();
        format!("  〔{zh} / {en}〕")
    });
    let last = status
        .review()
        .map(|review| format!("  （{} {}）", review.by, review.on));
    format!(
        "  {}  {} / {}  [{}]{}{}\n",
        row.id,
        row.label.zh,
        row.label.en,
        row.article,
        source.unwrap_or_default(),
        last.unwrap_or_default(),
    )
}
