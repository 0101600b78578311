//! Citations of articles 条文, as far as the table must understand them: which instrument, which article.

use std::cmp::Ordering;

/// Instruments 法规 in the order of the table: short name in the definitions, Chinese title, English title.
const INSTRUMENTS: [(&str, &str, &str); 11] = [
    ("ARL", "行政复议法", "Administrative Reconsideration Law"),
    (
        "Regs",
        "行政复议法实施条例",
        "Regulations implementing the Administrative Reconsideration Law",
    ),
    ("ALL", "行政诉讼法", "Administrative Litigation Law"),
    (
        "XJ",
        "最高人民法院关于适用行政诉讼法的解释",
        "Supreme People's Court, interpretation on applying the Administrative Litigation Law",
    ),
    (
        "RP",
        "最高人民法院关于行政机关负责人出庭应诉若干问题的规定",
        "Supreme People's Court, provisions on responsible persons appearing in court",
    ),
    ("CPL", "民事诉讼法", "Civil Procedure Law"),
    ("CC", "民法典", "Civil Code"),
    ("AEL", "行政强制法", "Administrative Enforcement Law"),
    ("APL", "行政处罚法", "Administrative Penalties Law"),
    ("SCL", "国家赔偿法", "State Compensation Law"),
    ("CSL", "公务员法", "Civil Servants Law"),
];

/// One article cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citation {
    /// Short name of the instrument, such as `ARL`.
    pub(super) instrument: String,
    /// Number of the article.
    pub(super) article: u32,
    /// Paragraphs and items as cited, such as `(1)(3)`; the definitions do not say which of the two a number is.
    pub(super) within: String,
}

impl Citation {
    /// Numbers after the article's, for order.
    fn numbers(&self) -> Vec<u32> {
        self.within
            .split(['(', ')'])
            .filter_map(|part| part.parse().ok())
            .collect()
    }
}

impl PartialOrd for Citation {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Citation {
    fn cmp(&self, other: &Self) -> Ordering {
        rank(&self.instrument)
            .cmp(&rank(&other.instrument))
            .then_with(|| self.article.cmp(&other.article))
            .then_with(|| self.numbers().cmp(&other.numbers()))
            .then_with(|| self.within.cmp(&other.within))
    }
}

/// Where an instrument stands in the table; unknown ones come last, by name.
pub(super) fn rank(instrument: &str) -> (usize, &str) {
    let known = INSTRUMENTS
        .iter()
        .position(|(short, _, _)| *short == instrument);
    (known.unwrap_or(INSTRUMENTS.len()), instrument)
}

/// Titles of an instrument, Chinese and English; its short name where it is not known.
pub(super) fn titles(instrument: &str) -> (&str, &str) {
    INSTRUMENTS
        .iter()
        .find(|(short, _, _)| *short == instrument)
        .map_or((instrument, instrument), |(_, zh, en)| (*zh, *en))
}

/// The articles of a basis such as `ARL 30(1)(3), 88(2); Regs 30`; nothing where any of it cannot be read.
pub(super) fn citations(basis: &str) -> Option<Vec<Citation>> {
    let mut instrument = None;
    let mut found = Vec::new();
    for part in basis.split([';', ',']).map(str::trim) {
        let mut article = part;
        if let Some((short, rest)) = part.split_once(' ')
            && short.starts_with(|first: char| first.is_ascii_alphabetic())
        {
            instrument = Some(short);
            article = rest.trim();
        }
        found.push(cited(instrument?, article)?);
    }
    Some(found)
}

fn cited(instrument: &str, text: &str) -> Option<Citation> {
    let (number, within) = text
        .find('(')
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""));
    let inner = |part: &str| part.parse::<u32>().is_ok();
    let sound = within.is_empty()
        || within
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
            .is_some_and(|rest| rest.split(")(").all(inner));
    if !sound {
        return None;
    }
    Some(Citation {
        instrument: instrument.to_owned(),
        article: number.parse().ok()?,
        within: within.to_owned(),
    })
}

/// Articles in Chinese, those of `home` without its title: `第30条(1)(3)、第88条(2)；《行政复议法实施条例》第30条`.
pub(super) fn in_chinese(cited: &[Citation], home: &str) -> String {
    let mut text = String::new();
    let mut last = home;
    for one in cited {
        let known = last == one.instrument;
        if !text.is_empty() {
            text.push_str(if known { "、" } else { "；" });
        }
        if !known {
            text.push_str(&format!("《{}》", titles(&one.instrument).0));
        }
        text.push_str(&format!("第{}条{}", one.article, one.within));
        last = &one.instrument;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chinese(basis: &str, home: &str) -> String {
        in_chinese(&citations(basis).unwrap(), home)
    }

    #[test]
    fn a_basis_is_read_article_by_article() {
        assert_eq!(
            chinese("ARL 30(1)(3), 88(2); Regs 30", "ARL"),
            "第30条(1)(3)、第88条(2)；《行政复议法实施条例》第30条"
        );
        assert_eq!(
            chinese("CPL 85(4), ARL 31(3)", "CPL"),
            "第85条(4)；《行政复议法》第31条(3)"
        );
        assert_eq!(chinese("Toy 7", "ARL"), "《Toy》第7条");
    }

    #[test]
    fn what_is_no_citation_is_not_guessed_at() {
        for basis in [
            "",
            "policy",
            "ARL",
            "30",
            "ARL 62(a)",
            "ARL 62(1",
            "ARL 30, x",
        ] {
            assert_eq!(citations(basis), None, "{basis}");
        }
    }

    #[test]
    fn articles_follow_the_instrument_and_its_numbers() {
        let sorted = |bases: &[&str]| -> Vec<String> {
            let mut cited: Vec<Citation> = bases
                .iter()
                .flat_map(|basis| citations(basis).unwrap())
                .collect();
            cited.sort();
            cited
                .iter()
                .map(|one| format!("{} {}{}", one.instrument, one.article, one.within))
                .collect()
        };
        assert_eq!(
            sorted(&[
                "Toy 1",
                "ALL 45",
                "ARL 100",
                "ARL 30(1)(10)",
                "ARL 30(1)(2)",
                "Regs 3"
            ]),
            [
                "ARL 30(1)(2)",
                "ARL 30(1)(10)",
                "ARL 100",
                "Regs 3",
                "ALL 45",
                "Toy 1"
            ]
        );
    }
}
