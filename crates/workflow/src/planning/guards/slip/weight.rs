//! What of a text decides something 实质内容: numbers, names and decisive words, in their order, whatever their writing.
//!
//! Two texts that say the same of these differ in punctuation and in other words only. A number is the same in every
//! width and in Chinese numerals; what punctuation or space stands within a word does not hide it.

use crate::text::plain;

/// Something in a text that a correction cannot change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Weighty {
    /// A number, with the unit after it; the way it is [used](Use).
    Number {
        value: String,
        unit: &'static str,
        used: Use,
    },
    /// A name of a party or an agent, by its place in the list.
    Name(usize),
    /// A word that decides.
    Word(&'static str),
}

/// What a number is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Of days, money, things.
    Amount,
    /// Of an article, paragraph or item 第几条、款、项.
    Article,
    /// Of a document or exhibit 文号、证据编号.
    Document,
}

/// Words that say how a case comes out or what a decision does, who is who, and whether something is so. The longer of
/// two that begin alike stands first.
const WORDS: &[&str] = &[
    "被申请人",
    "申请人",
    "第三人",
    "代理人",
    "代表人",
    "复议机关",
    "复议机构",
    "停止执行",
    "简易程序",
    "普通程序",
    "行政拘留",
    "无效",
    "有效",
    "维持",
    "变更",
    "撤销",
    "撤回",
    "违法",
    "合法",
    "责令",
    "驳回",
    "终止",
    "中止",
    "恢复",
    "受理",
    "赔偿",
    "补偿",
    "准予",
    "准许",
    "许可",
    "同意",
    "履行",
    "返还",
    "支付",
    "缴纳",
    "罚款",
    "没收",
    "扣押",
    "查封",
    "冻结",
    "吊销",
    "延长",
    "支持",
    "采纳",
    "成立",
    "应当",
    "必须",
    "可以",
    "禁止",
    "以内",
    "以上",
    "以下",
    "之前",
    "之后",
    "届满",
    "全部",
    "部分",
    "或者",
    "并且",
    "任一",
    "元",
    "内",
    "前",
    "后",
    "不",
    "未",
    "无",
    "非",
    "否",
    "没",
    "勿",
    "免",
    "维",
    "持",
    "撤",
    "销",
    "驳",
    "变",
    "责",
    "赔",
    "终",
    "准",
    "仅",
    "除",
    "或",
    "均",
    "%",
    "‰",
    "¥",
    "$",
    "-",
    "+",
    "~",
    "/",
    ":",
];

/// Units that change what a number says, the longer first.
const UNITS: &[&str] = &[
    "个工作日",
    "个自然日",
    "工作日",
    "自然日",
    "个星期",
    "个月",
    "小时",
    "平方米",
    "公里",
    "千克",
    "公斤",
    "美元",
    "年",
    "月",
    "日",
    "号",
    "天",
    "周",
    "时",
    "分",
    "元",
    "角",
    "亩",
    "米",
    "吨",
    "倍",
    "条",
    "款",
    "项",
];

/// The weighty things of a text, in order.
pub(super) fn weighty(text: &str, names: &[&str]) -> Vec<Weighty> {
    let text = bare(text);
    let names: Vec<Vec<char>> = names.iter().map(|name| bare(name)).collect();
    let mut found: Vec<Weighty> = Vec::new();
    let mut at = 0_usize;
    while let Some((before, rest)) = text.split_at_checked(at)
        && let Some(first) = rest.first()
    {
        let (thing, length) = match (name_at(rest, &names), word_at(rest, WORDS)) {
            (Some((name, length)), _) => (Weighty::Name(name), length),
            (None, Some((word, length))) => (Weighty::Word(word), length),
            (None, None) if is_figure(*first) => number(before, rest),
            (None, None) => {
                at = at.saturating_add(1);
                continue;
            }
        };
        found.push(thing);
        at = at.saturating_add(length.max(1));
    }
    of_documents(&mut found);
    found
}

/// The longest of the names with which a text begins, and its length.
fn name_at(text: &[char], names: &[Vec<char>]) -> Option<(usize, usize)> {
    let known = names.iter().enumerate();
    let known = known.filter(|(_, name)| !name.is_empty() && text.starts_with(name));
    let known = known.max_by_key(|(_, name)| name.len());
    known.map(|(at, name)| (at, name.len()))
}

/// The first of the words with which a text begins, and its length.
fn word_at(text: &[char], words: &[&'static str]) -> Option<(&'static str, usize)> {
    words.iter().find_map(|word| {
        let length = word.chars().count();
        let begins = text.len() >= length && word.chars().eq(text.iter().copied().take(length));
        begins.then_some((*word, length))
    })
}

/// The number with which a text begins, and its length without the unit: 元 decides by itself, and a name may begin there.
fn number(before: &[char], text: &[char]) -> (Weighty, usize) {
    let inside = |at: usize, one: char| {
        let next = text.get(at.saturating_add(1)).copied();
        is_figure(one) || (one == '.' && next.is_some_and(is_figure))
    };
    let run = text.iter().enumerate();
    let run = run.take_while(|(at, one)| inside(*at, **one)).count();
    let (run, tail) = text.split_at_checked(run).unwrap_or((text, &[]));
    let unit = word_at(tail, UNITS).map_or("", |(unit, _)| unit);
    let exhibit = before.ends_with(&['证', '据']) || before.ends_with(&['附', '件']);
    let used = match unit {
        "条" | "款" | "项" if before.ends_with(&['第']) => Use::Article,
        // The fifth of a month is no document.
        "号" if !before.ends_with(&['月']) => Use::Document,
        "" if exhibit => Use::Document,
        _ => Use::Amount,
    };
    let value = value(run);
    (Weighty::Number { value, unit, used }, run.len())
}

/// The year before the number of a document is part of that number.
fn of_documents(found: &mut [Weighty]) {
    for at in 1..found.len() {
        let (before, from) = found.split_at_mut(at);
        if let (
            Some(Weighty::Number {
                value,
                unit: "",
                used,
            }),
            Some(Weighty::Number {
                used: Use::Document,
                ..
            }),
        ) = (before.last_mut(), from.first())
            && value.len() == 4
        {
            *used = Use::Document;
        }
    }
}

/// The text without spaces and punctuation, wide letters as ordinary small ones. Between two figures something is left
/// that keeps them apart, and signs that are part of a number stay.
pub(super) fn bare(text: &str) -> Vec<char> {
    let text: Vec<char> = plain(text).chars().map(sign).collect();
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    // What stood between the last kept character and this one.
    let mut between: Vec<char> = Vec::new();
    for (at, one) in text.iter().copied().enumerate() {
        if !(one.is_alphanumeric() || "%‰¥$".contains(one)) {
            between.push(one);
            continue;
        }
        let apart = std::mem::take(&mut between);
        let after_figure = kept.last().is_some_and(|last| is_figure(*last));
        if is_figure(one) && !apart.is_empty() {
            let range = apart.iter().find(|one| "-~/:".contains(**one));
            match (apart.as_slice(), range) {
                (['.'], _) if after_figure => kept.push('.'),
                ([','], _) if after_figure && grouped(&text, at) => {}
                (_, Some(sign)) if after_figure => kept.push(*sign),
                ([.., sign @ ('-' | '+')], _) => kept.push(*sign),
                _ if after_figure => kept.push('|'),
                _ => {}
            }
        }
        kept.push(one);
    }
    kept
}

/// Signs that are written in several ways.
fn sign(one: char) -> char {
    match one {
        '−' | '–' | '—' | '―' | '‐' | '‑' => '-',
        '〜' | '∼' => '~',
        '·' => '.',
        '○' | '◯' => '〇',
        '⁄' | '÷' => '/',
        '∶' => ':',
        _ => one,
    }
}

/// Whether exactly three digits stand from a place on: thousands.
fn grouped(text: &[char], from: usize) -> bool {
    let digits = text
        .iter()
        .skip(from)
        .take_while(|one| one.is_ascii_digit());
    digits.count() == 3
}

/// Whether a character is part of a number or a code: digits and numerals of every kind, and Latin letters.
fn is_figure(one: char) -> bool {
    one.is_numeric() || one.is_ascii_alphabetic() || digit(one).is_some() || unit(one).is_some()
}

/// The digit that a character is, in whatever writing.
fn digit(one: char) -> Option<i128> {
    Some(match one {
        '0'..='9' => i128::from(one.to_digit(10)?),
        '〇' | '零' => 0,
        '一' | '壹' | '弌' | '幺' => 1,
        '二' | '贰' | '貳' | '弍' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a numeral is.
fn unit(one: char) -> Option<i128> {
    Some(match one {
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// The one way in which a number is written here; a run that is no number is written as it stands.
fn value(run: &[char]) -> String {
    match decimal(run) {
        Some(value) if value % ONE == 0 => (value / ONE).to_string(),
        Some(value) => format!("{}.{:06}", value / ONE, value % ONE),
        None => run.iter().collect(),
    }
}

/// One, in millionths.
const ONE: i128 = 1_000_000;

/// A number in millionths.
fn decimal(run: &[char]) -> Option<i128> {
    // What stands before 万 and 亿, what before 十, 百 and 千, and the digits since.
    let (mut total, mut section, mut current) = (0_i128, 0_i128, 0_i128);
    // The weight of the next digit after the point, and whether a digit stands since the last unit.
    let (mut fraction, mut digits) = (None::<i128>, false);
    for one in run {
        if *one == '.' {
            if fraction.is_some() {
                return None;
            }
            fraction = Some(ONE / 10);
        } else if let Some(digit) = digit(*one) {
            match &mut fraction {
                Some(0) => return None,
                Some(weight) => {
                    current = current.checked_add(digit.checked_mul(*weight)?)?;
                    *weight /= 10;
                }
                None => {
                    let digit = digit.checked_mul(ONE)?;
                    current = current.checked_mul(10)?.checked_add(digit)?;
                }
            }
            digits = true;
        } else {
            let unit = unit(*one)?;
            let times = if digits { current } else { ONE };
            if unit < 10_000 {
                section = section.checked_add(times.checked_mul(unit)?)?;
            } else {
                let before = section.checked_add(current)?;
                total = match (total, before) {
                    (0, 0) => ONE.checked_mul(unit)?,
                    (_, 0) => total.checked_mul(unit)?,
                    _ if unit == 10_000 => total.checked_add(before.checked_mul(unit)?)?,
                    _ => total.checked_add(before)?.checked_mul(unit)?,
                };
                section = 0;
            }
            (current, fraction, digits) = (0, None, false);
        }
    }
    total.checked_add(section)?.checked_add(current)
}
