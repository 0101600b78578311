//! The table of contents by article.

use std::collections::BTreeMap;

use super::{Heading, Printed, escaped, heading, line, pick, table_head};
use crate::messages::Lang;
use crate::review::RowKind;
use crate::table::citation::rank;

/// Which rows rest on an article: every article cited, by instrument.
pub(super) fn index(rows: &[Printed], lang: Lang, text: &mut String) {
    let mut articles: BTreeMap<Heading<'_>, BTreeMap<u32, Vec<&Printed>>> = BTreeMap::new();
    for printed in rows {
        for one in printed.cited.iter().flatten() {
            let (rank, instrument) = rank(&one.instrument);
            let under = Heading::Instrument(rank, instrument);
            let found = articles.entry(under).or_default();
            let listed = found.entry(one.article).or_default();
            if !listed.iter().any(|other| other.row.id == printed.row.id) {
                listed.push(printed);
            }
        }
    }
    text.push_str(&format!(
        "\n## {}\n",
        lang.pick("条文索引 By article", "By article")
    ));
    for (under, numbers) in articles {
        text.push_str(&format!("\n### {}\n\n", heading(under, lang)));
        let mut head = vec![lang.pick("条文", "Article").to_owned()];
        head.extend(RowKind::ALL.map(|kind| pick(kind.label(), lang)));
        table_head(&head, text);
        for (number, listed) in numbers {
            let article = lang
                .pick(&format!("第{number}条"), &format!("Art. {number}"))
                .to_owned();
            let mut cells = vec![article];
            for kind in RowKind::ALL {
                let links: Vec<String> = listed
                    .iter()
                    .filter(|printed| printed.row.id.kind == kind)
                    .map(|printed| link(printed, lang))
                    .collect();
                cells.push(links.join("<br>"));
            }
            line(&cells, text);
        }
    }
}

fn link(printed: &Printed, lang: Lang) -> String {
    let label = &printed.row.label;
    format!(
        "[{}](#{})",
        escaped(lang.pick(&label.zh, &label.en)),
        printed.anchor()
    )
}
