//! What a correction may and may not change, in texts made of chance.

use proptest::prelude::*;

use super::beyond;
use crate::command::{SlipInput, SlipKind};

const NAMES: [&str; 3] = ["陈小明", "坪山区市场监督管理局", "三一重工公司"];

/// Words that decide nothing, and hold no figure.
const PLAIN: [&str; 10] = [
    "本机关认为",
    "依照",
    "的规定",
    "提出",
    "书面材料",
    "于是",
    "请求",
    "经审查",
    "事实清楚",
    "作出",
];

/// What decides.
const DECISIVE: [&str; 14] = [
    "不",
    "未",
    "无",
    "被申请人",
    "第三人",
    "申请人",
    "驳回",
    "维持",
    "撤销",
    "变更",
    "确认违法",
    "责令",
    "应当",
    "赔偿",
];

/// Characters that are taken for each other, and decide nothing.
const MISSPELT: [(&str, &str); 8] = [
    ("答覆", "答复"),
    ("既", "即"),
    ("做", "作"),
    ("帐", "账"),
    ("己", "已"),
    ("的", "地"),
    ("象", "像"),
    ("按装", "安装"),
];

const POINTS: [&str; 10] = [
    "，", "、", "。", "；", "：", "（", "）", " ", "\u{200B}", ",",
];

/// Pieces that weigh, with one way to write each.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&PLAIN[..]).prop_map(str::to_owned),
        prop::sample::select(&DECISIVE[..]).prop_map(str::to_owned),
        prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        (1_u32..100_000, 0_usize..4).prop_map(|(number, way)| written(number, way) + "日"),
        (1_u32..100_000, 0_usize..4).prop_map(|(number, way)| written(number, way) + "元"),
    ]
}

fn text() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(piece(), 1..8)
}

/// A number in ordinary or wide digits, in numerals or in those of accounts.
fn written(number: u32, way: usize) -> String {
    let ordinary = number.to_string();
    match way {
        0 => ordinary,
        1 => ordinary
            .chars()
            .map(|one| char::from_u32(u32::from(one) + 0xFEE0).unwrap())
            .collect(),
        2 => numerals(number, "零一二三四五六七八九", "十百千万"),
        _ => numerals(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟萬"),
    }
}

fn numerals(number: u32, digits: &str, units: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let units: Vec<char> = units.chars().collect();
    let text = number.to_string();
    let mut written = String::new();
    let mut gap = false;
    for (at, one) in text.chars().enumerate() {
        let digit = one.to_digit(10).unwrap() as usize;
        let place = text.len() - at - 1;
        if digit == 0 {
            gap = true;
            continue;
        }
        if gap {
            written.push(digits[0]);
            gap = false;
        }
        written.push(digits[digit]);
        if place > 0 {
            written.push(units[place - 1]);
        }
    }
    written
}

fn goes(kind: SlipKind, stood: &str, reads: &str) -> bool {
    let slip = SlipInput {
        kind,
        stood: stood.to_owned(),
        reads: reads.to_owned(),
    };
    beyond(&slip, &NAMES, None).is_none()
}

/// Words and names, whatever they call themselves.
fn kind() -> impl Strategy<Value = SlipKind> {
    prop::sample::select(vec![
        SlipKind::Wording,
        SlipKind::Name,
        SlipKind::Citation,
        SlipKind::Number,
    ])
}

/// The parts of a text with a word put in at a place.
fn with(parts: &[String], at: usize, word: &str) -> String {
    let mut parts = parts.to_vec();
    parts.insert(at.min(parts.len()), word.to_owned());
    parts.join("，")
}

proptest! {
    #[test]
    fn punctuation_may_be_changed(parts in text(), points in prop::collection::vec(prop::sample::select(&POINTS[..]), 8)) {
        let pairs = parts.iter().zip(&points);
        let pointed: String = pairs.map(|(part, point)| format!("{part}{point}")).collect();
        prop_assert!(goes(SlipKind::Wording, &parts.join("，"), &pointed));
    }

    #[test]
    fn a_misspelt_character_may_be_changed(parts in text(), at in 0_usize..8, wrong in prop::sample::select(&MISSPELT[..])) {
        let with = |word: &str| with(&parts, at, word);
        prop_assert!(goes(SlipKind::Wording, &with(wrong.0), &with(wrong.1)));
    }

    #[test]
    fn a_number_may_be_written_otherwise(number in 1_u32..100_000, one in 0_usize..4, two in 0_usize..4, parts in text()) {
        let with = |way| format!("{}，计{}元", parts.join("，"), written(number, way));
        prop_assert!(goes(SlipKind::Wording, &with(one), &with(two)));
    }

    #[test]
    fn no_number_is_changed_put_in_or_taken_out(
        (one, two) in (1_u32..100_000, 1_u32..100_000),
        (way, other) in (0_usize..4, 0_usize..4),
        unit in prop::sample::select(vec!["元", "万元", "日", "个月", "年", "%", "倍", ""]),
        parts in text(),
        kind in kind(),
    ) {
        let text = parts.join("，");
        let with = |number, way| format!("{text}，计{}{unit}。", written(number, way));
        prop_assert!(one == two || !goes(kind, &with(one, way), &with(two, other)));
        prop_assert!(!goes(kind, &with(one, way), &text));
        prop_assert!(!goes(kind, &text, &with(one, way)));
    }

    #[test]
    fn no_word_that_decides_is_changed_put_in_or_taken_out(
        parts in text(),
        at in 0_usize..8,
        one in prop::sample::select(&DECISIVE[..]),
        two in prop::sample::select(&DECISIVE[..]),
        kind in kind(),
    ) {
        let with = |word: &str| with(&parts, at, word);
        prop_assert!(one == two || !goes(kind, &with(one), &with(two)));
        prop_assert!(!goes(kind, &with(one), &parts.join("，")));
        prop_assert!(!goes(kind, &parts.join("，"), &with(one)));
    }

    #[test]
    fn no_name_is_changed_put_in_or_taken_out(
        parts in text(),
        at in 0_usize..8,
        one in prop::sample::select(&NAMES[..]),
        two in prop::sample::select(&NAMES[..]),
        kind in kind(),
    ) {
        let with = |word: &str| with(&parts, at, word);
        prop_assert!(one == two || !goes(kind, &with(one), &with(two)));
        prop_assert!(!goes(kind, &with(one), &parts.join("，")));
        prop_assert!(!goes(kind, &parts.join("，"), &with(one)));
    }

    #[test]
    fn a_misspelt_name_is_put_right_and_no_right_one_spoilt(parts in text(), one in prop::sample::select(&NAMES[..]), at in 0_usize..8) {
        let wrong: String = one.chars().enumerate().map(|(at, letter)| if at == 1 { '某' } else { letter }).collect();
        let with = |word: &str| with(&parts, at, word);
        prop_assert!(goes(SlipKind::Name, &with(&wrong), &with(one)));
        prop_assert!(!goes(SlipKind::Wording, &with(&wrong), &with(one)));
        prop_assert!(!goes(SlipKind::Name, &with(one), &with(&wrong)));
    }
}
