//! The table in Markdown: an index by article, then periods, tracks, moves, grounds and papers, each by instrument and
//! article.

use super::citation::{Citation, citations, in_chinese, rank, titles};
use super::{Column, Counts, Row};
use crate::messages::Lang;
use crate::review::{ReviewStatus, RowKind};
use crate::rulebook::Rulebook;

mod index;

/// Under which heading a row stands, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading<'a> {
    /// The instrument of the first article that it cites.
    Instrument(usize, &'a str),
    /// What it cites is no article.
    Other,
    /// It cites nothing: the office's own.
    Own,
}

/// A row with what the printing of it needs.
struct Printed {
    row: Row,
    status: ReviewStatus,
    cited: Option<Vec<Citation>>,
}

impl Printed {
    fn first(&self) -> Option<&Citation> {
        self.cited.as_ref().and_then(|cited| cited.first())
    }

    fn heading(&self) -> Heading<'_> {
        match self.first() {
            Some(first) => {
                let (rank, instrument) = rank(&first.instrument);
                Heading::Instrument(rank, instrument)
            }
            None if matches!(self.row.article.as_str(), "" | "policy") => Heading::Own,
            None => Heading::Other,
        }
    }

    fn anchor(&self) -> String {
        format!("{}-{}", self.row.id.kind.code(), self.row.id.id)
    }
}

/// The table 规则表 in Markdown, in Chinese or in English.
///
/// The same definitions always give the same text.
#[must_use]
pub fn markdown(rulebook: &Rulebook, lang: Lang) -> String {
    let mut rows: Vec<Printed> = rulebook
        .rows()
        .into_iter()
        .map(|row| Printed {
            status: rulebook.review_of(&row),
            cited: citations(&row.article),
            row,
        })
        .collect();
    rows.sort_by(|a, b| {
        let headings = a.heading().cmp(&b.heading());
        headings.then_with(|| a.first().cmp(&b.first()))
    });
    let mut text = preamble(rulebook, &rows, lang);
    index::index(&rows, lang, &mut text);
    for kind in RowKind::ALL {
        section(kind, &rows, lang, &mut text);
    }
    text
}

fn preamble(rulebook: &Rulebook, rows: &[Printed], lang: Lang) -> String {
    let version = &rulebook.version;
    let counts = Counts::of(rows.iter().map(|printed| &printed.status)).words();
    let title = lang.pick("规则表 Rule table", "Rule table 规则表");
    let made = lang.pick(
        "由 `fuyi workflow table` 生成，勿手改。Written by `fuyi workflow table`; not edited by hand.",
        "Written by `fuyi workflow table --lang en`; not edited by hand.",
    );
    let instrument = format!(
        "{} {} {}",
        version.instrument,
        version.effective_on,
        lang.pick(
            &format!("第 {} 次修订", version.revision),
            &format!("revision {}", version.revision),
        ),
    );
    let legend = lang.pick(LEGEND_ZH, LEGEND_EN);
    format!(
        "# {title}\n\n{made}\n\n{instrument}\n\n**{}**\n\n{legend}\n",
        lang.pick(&format!("{}。", counts.0), &format!("{}.", counts.1))
    )
}

const LEGEND_ZH: &str = "\
- 供法制审核人员对照法条使用。每一行是一条规则：依据、摘句、何人、何时、多久、后果。条号后括号内为款、项的序号，以条文为准。
- 「未经法制审核」的，尚无人签署；「已变更，原审核失效」的，签署之后内容有变，须重新审核。
- 〔内部要求〕、〔依据未核实〕的，签署之后仍带此标记。
- 签署：`fuyi workflow review --by 姓名 --on 日期 --dir workflows period:accept_review`，行的标识见名称之下。";

const LEGEND_EN: &str = "\
- For counsel, with the Act in hand. Each line is one rule: its article, a few words of it, who, when, how long, and \
what follows. Numbers in brackets count its paragraphs and items.
- \"Not yet reviewed by counsel\": nobody has signed it. \"Changed since signed\": it must be reviewed anew.
- 〔the office's own, not statutory〕 and 〔source not verified〕 stay when the row is signed.
- To sign: `fuyi workflow review --by NAME --on DAY --dir workflows period:accept_review`; the name of a row stands \
under its label.";

/// The columns of a kind of row beside its article and name, with their headings.
fn columns(kind: RowKind) -> &'static [(Column, (&'static str, &'static str))] {
    match kind {
        RowKind::Period => &[
            (Column::Who, ("何人", "Who")),
            (Column::Nature, ("种类", "Kind")),
            (Column::From, ("起算", "From")),
            (Column::Terms, ("长度", "Length")),
            (Column::Effect, ("届满", "At its end")),
        ],
        RowKind::Track => &[
            (Column::Nature, ("性质", "Nature")),
            (Column::From, ("何时", "When")),
            (Column::Terms, ("阶段", "Stages")),
            (Column::Effect, ("随程序而止", "Ends with the proceeding")),
        ],
        RowKind::Move => &[
            (Column::Who, ("何人", "Who")),
            (Column::Nature, ("性质", "Mark")),
            (Column::From, ("阶段", "Stages")),
            (Column::Terms, ("条件", "Conditions")),
            (Column::Effect, ("效果", "Effect")),
        ],
        RowKind::Ground => &[
            (Column::Nature, ("种类", "Kind")),
            (Column::Terms, ("要求", "Asks for")),
            (Column::Effect, ("效果", "Effect")),
        ],
        RowKind::Paper => &[
            (Column::Who, ("去向", "To")),
            (Column::Nature, ("性质", "Nature")),
            (Column::Effect, ("送达的效果", "Effect of service")),
        ],
    }
}

/// All rows of a kind, by instrument.
fn section(kind: RowKind, rows: &[Printed], lang: Lang, text: &mut String) {
    let of_kind: Vec<&Printed> = rows
        .iter()
        .filter(|printed| printed.row.id.kind == kind)
        .collect();
    let (zh, en) = kind.label();
    let title = lang.pick(&format!("{zh} {en}"), en).to_owned();
    text.push_str(&format!("\n## {title} ({})\n", of_kind.len()));
    let mut last = None;
    for printed in of_kind {
        let under = printed.heading();
        if last != Some(under) {
            text.push_str(&format!("\n### {}\n\n", heading(under, lang)));
            let mut head = vec![
                lang.pick("条文", "Article").to_owned(),
                lang.pick("名称", "Name").to_owned(),
            ];
            head.extend(columns(kind).iter().map(|(_, label)| pick(*label, lang)));
            head.push(lang.pick("审核", "Review").to_owned());
            table_head(&head, text);
        }
        last = Some(under);
        let mut cells = vec![article(printed, lang), name(printed, lang)];
        cells.extend(
            columns(kind)
                .iter()
                .map(|(column, _)| said(&printed.row, *column, lang)),
        );
        cells.push(review(printed, lang));
        line(&cells, text);
    }
}

fn heading(heading: Heading<'_>, lang: Lang) -> String {
    match heading {
        Heading::Instrument(_, instrument) => {
            let (zh, en) = titles(instrument);
            let (zh, en) = (
                format!("《{zh}》 {instrument}"),
                format!("{en} ({instrument})"),
            );
            lang.pick(&zh, &en).to_owned()
        }
        Heading::Other => pick(("其他依据 Other sources", "Other sources"), lang),
        Heading::Own => pick(
            (
                "本机关自定，不引条文 The office's own",
                "The office's own, without an article",
            ),
            lang,
        ),
    }
}

fn article(printed: &Printed, lang: Lang) -> String {
    let row = &printed.row;
    let cited = match (&printed.cited, printed.first(), lang) {
        (Some(cited), Some(first), Lang::Zh) => in_chinese(cited, &first.instrument),
        _ if printed.heading() == Heading::Own => pick(("无", "none"), lang),
        _ => row.article.clone(),
    };
    let mut parts = vec![escaped(&cited)];
    if !row.words.is_empty() {
        parts.push(format!("「{}」", escaped(&row.words)));
    }
    parts.join("<br>")
}

fn name(printed: &Printed, lang: Lang) -> String {
    let row = &printed.row;
    let (first, second) = match lang {
        Lang::Zh => (&row.label.zh, &row.label.en),
        Lang::En => (&row.label.en, &row.label.zh),
    };
    let mut text = format!(
        "<a id=\"{}\"></a>**{}**<br>{}<br>`{}`",
        printed.anchor(),
        escaped(first),
        escaped(second),
        row.id
    );
    let more = said(row, Column::Name, lang);
    if !more.is_empty() {
        text.push_str("<br>");
        text.push_str(&more);
    }
    text
}

/// All that a row says in a column.
fn said(row: &Row, column: Column, lang: Lang) -> String {
    let fields = row.fields.iter().filter(|field| field.column == column);
    let texts: Vec<String> = fields
        .map(|field| escaped(lang.pick(&field.zh, &field.en)))
        .collect();
    texts.join("<br>")
}

/// Where the row stands with counsel, and its tag, which a signature does not take away.
fn review(printed: &Printed, lang: Lang) -> String {
    let status = &printed.status;
    let mut parts = vec![match status.note(None) {
        Some(note) => format!("**{}**", lang.pick(&note.0, &note.1)),
        None => pick(status.label(), lang),
    }];
    if let Some(review) = status.review() {
        parts.push(format!("{} {}", escaped(&review.by), review.on));
        parts.extend(review.note.as_deref().map(escaped));
    }
    if let Some(source) = printed.row.source {
        parts.push(format!("〔{}〕", pick(source.label(), lang)));
    }
    parts.join("<br>")
}

fn pick((zh, en): (&str, &str), lang: Lang) -> String {
    lang.pick(zh, en).to_owned()
}

fn table_head(cells: &[String], text: &mut String) {
    line(cells, text);
    text.push_str(&"|---".repeat(cells.len()));
    text.push_str("|\n");
}

fn line(cells: &[String], text: &mut String) {
    text.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// A text as it stands in a cell: on one line, its signs no marks of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.trim().chars() {
        match sign {
            '\\' | '|' | '*' | '[' | ']' | '`' | '<' | '>' => {
                out.push('\\');
                out.push(sign);
            }
            _ if sign.is_whitespace() => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}
