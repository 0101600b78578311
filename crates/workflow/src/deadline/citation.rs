//! Articles as papers cite them: `ARL 62(2); Regs 34` is 《行政复议法》第六十二条第二款；《行政复议法实施条例》第三十四条.

/// Short names of instruments in the definitions, and their titles.
const TITLES: [(&str, &str); 11] = [
    ("ARL", "行政复议法"),
    ("Regs", "行政复议法实施条例"),
    ("ALL", "行政诉讼法"),
    (
        "XJ",
        "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释",
    ),
    ("RP", "最高人民法院关于行政机关负责人出庭应诉若干问题的规定"),
    ("CPL", "民事诉讼法"),
    ("CC", "民法典"),
    ("SCL", "国家赔偿法"),
    ("APL", "行政处罚法"),
    ("AEL", "行政强制法"),
    ("CSL", "公务员法"),
];

/// Articles of one paragraph that lists items: the number in brackets is an item 项, not a paragraph 款.
const ITEMS: [(&str, &str); 1] = [("ARL", "41")];

/// The basis in Chinese; whatever is not a plain citation is given as it stands.
#[must_use]
pub fn chinese(basis: &str) -> String {
    let parts: Option<Vec<String>> = basis
        .split(';')
        .map(|part| instrument(part.trim()))
        .collect();
    parts.map_or_else(|| basis.to_owned(), |parts| parts.join("；"))
}

/// Articles of one instrument.
fn instrument(part: &str) -> Option<String> {
    let (short, articles) = part.split_once(' ')?;
    let (_, title) = TITLES.iter().find(|(known, _)| *known == short)?;
    let articles: Option<Vec<String>> = articles
        .split(',')
        .map(|one| article(short, one.trim()))
        .collect();
    Some(format!("《{title}》{}", articles?.join("、")))
}

/// One article with its paragraphs, such as `30(1)(3)`.
fn article(instrument: &str, text: &str) -> Option<String> {
    let (number, rest) = match text.split_once('(') {
        Some((number, rest)) => (number, Some(rest.strip_suffix(')')?)),
        None => (text, None),
    };
    let article = format!("第{}条", numeral(number.parse().ok()?)?);
    let Some(rest) = rest else {
        return Some(article);
    };
    let unit = if ITEMS.contains(&(instrument, number)) {
        "项"
    } else {
        "款"
    };
    let paragraphs: Option<Vec<String>> = rest
        .split(")(")
        .map(|paragraph| Some(format!("第{}{unit}", numeral(paragraph.parse().ok()?)?)))
        .collect();
    Some(article + &paragraphs?.join("、"))
}

/// A number from 1 to 999 in Chinese.
fn numeral(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| {
        usize::try_from(value)
            .ok()
            .and_then(|value| DIGITS.get(value).copied())
    };
    if !(1..=999).contains(&number) {
        return None;
    }
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text += digit(hundreds)?;
        text.push('百');
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => text.push('零'),
        0 => {}
        1 if hundreds == 0 => text.push('十'),
        _ => {
            text += digit(tens)?;
            text.push('十');
        }
    }
    text += digit(ones)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PeriodBook;

    #[test]
    fn articles_are_cited_as_the_law_numbers_them() {
        assert_eq!(chinese("ARL 62(2)"), "《行政复议法》第六十二条第二款");
        assert_eq!(
            chinese("ARL 30(1)(3), 88(2); Regs 30"),
            "《行政复议法》第三十条第一款、第三款、第八十八条第二款；《行政复议法实施条例》第三十条"
        );
        assert_eq!(
            chinese("ALL 101, 110, 10"),
            "《行政诉讼法》第一百零一条、第一百一十条、第十条"
        );
    }

    #[test]
    fn arl_41_lists_items_not_paragraphs() {
        assert_eq!(chinese("ARL 41(5)"), "《行政复议法》第四十一条第五项");
    }

    #[test]
    fn every_basis_of_the_definitions_is_cited_in_full() {
        for period in PeriodBook::embedded().iter() {
            let cited = chinese(&period.basis);
            assert!(
                period.basis == "policy" || cited.starts_with('《'),
                "{}: {cited}",
                period.id
            );
        }
    }

    #[test]
    fn what_is_not_a_citation_stands_as_it_is() {
        for basis in ["policy", "ARL", "ARL 62(a)", "ARL 0", "XYZ 3", ""] {
            assert_eq!(chinese(basis), basis);
        }
    }
}
