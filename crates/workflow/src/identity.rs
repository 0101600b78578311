//! Identity numbers 公民身份号码, told from other digits, so that none gets into a log that is never rewritten.
//!
//! # Law
//!
//! 居民身份证法 19: who holds identity numbers keeps them to itself. GB 11643: six digits of the place, eight of the day of birth,
//! three of a sequence, and a check digit.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::refusal::{Refusal, RefusalCode};

/// Signs of an identity number.
const LENGTH: usize = 18;

/// Weights of the first seventeen digits (GB 11643, MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Check signs, by the remainder of the sum.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A sign of a number, whatever its width: a digit, or the X that may stand at the end.
fn sign(letter: char) -> Option<char> {
    let narrow = match letter {
        '０'..='９' | 'Ｘ' | 'ｘ' => {
            char::from_u32(u32::from(letter).saturating_sub(0xFEE0)).unwrap_or(letter)
        }
        letter => letter,
    };
    let narrow = narrow.to_ascii_uppercase();
    (narrow.is_ascii_digit() || narrow == 'X').then_some(narrow)
}

/// Whether a text is an identity number with its check digit, and nothing else.
#[must_use]
pub fn is_identity_number(text: &str) -> bool {
    let signs: Option<Vec<char>> = text.trim().chars().map(sign).collect();
    signs.is_some_and(|signs| fits(&signs))
}

/// An identity number as it is kept: narrow, with a capital X.
#[must_use]
pub(crate) fn narrow(text: &str) -> String {
    let letters = text.trim().chars();
    letters
        .map(|letter| sign(letter).unwrap_or(letter))
        .collect()
}

fn fits(signs: &[char]) -> bool {
    let Some((check, digits)) = signs.split_last() else {
        return false;
    };
    if signs.len() != LENGTH {
        return false;
    }
    let digits: Option<Vec<u32>> = digits.iter().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits else {
        return false;
    };
    let number = |from: usize, to: usize| {
        let part = digits.get(from..to).unwrap_or_default();
        part.iter().fold(0, |sum, digit| sum * 10 + digit)
    };
    let year = i32::try_from(number(6, 10)).unwrap_or_default();
    let born = NaiveDate::from_ymd_opt(year, number(10, 12), number(12, 14));
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let remainder = usize::try_from(sum % 11).unwrap_or_default();
    // Places begin with 11 to 91; nobody alive was born before 1850.
    (11..=91).contains(&number(0, 2))
        && (1850..=2200).contains(&year)
        && born.is_some()
        && CHECKS.get(remainder) == Some(check)
}

/// Whether a text holds an identity number, of whatever width, in one piece or in groups with a space or a hyphen between
/// them. More digits before or behind make it another number.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    let mut run = Run::default();
    for letter in text.chars() {
        match sign(letter) {
            Some(sign) => run.push(sign),
            None if run.signs.is_empty() => {}
            None if [' ', '-', '\u{3000}', '－'].contains(&letter) && !run.broken => {
                run.broken = true;
            }
            None if run.holds() => return true,
            None => run.clear(),
        }
    }
    run.holds()
}

/// Signs that follow one another, in groups.
#[derive(Default)]
struct Run {
    signs: Vec<char>,
    /// Where groups begin, after the first.
    groups: Vec<usize>,
    /// Whether a space or a hyphen came after the last sign.
    broken: bool,
}

impl Run {
    fn push(&mut self, sign: char) {
        if std::mem::take(&mut self.broken) {
            self.groups.push(self.signs.len());
        }
        self.signs.push(sign);
    }

    fn clear(&mut self) {
        self.signs.clear();
        self.groups.clear();
        self.broken = false;
    }

    /// Whether whole groups that follow one another make an identity number.
    fn holds(&self) -> bool {
        let whole = self.signs.len();
        if whole < LENGTH {
            return false;
        }
        let edges = || [0, whole].into_iter().chain(self.groups.iter().copied());
        edges().any(|from| {
            let to = from.saturating_add(LENGTH);
            let part = self.signs.get(from..to);
            edges().any(|edge| edge == to) && part.is_some_and(fits)
        })
    }
}

/// The first field of a value whose text holds an identity number, as a path such as `person.name`; a name that holds one
/// counts as well.
#[must_use]
pub fn identity_number_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => holds_identity_number(text).then(String::new),
        Value::Array(items) => items.iter().find_map(identity_number_in),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            if holds_identity_number(name) {
                return Some(String::new());
            }
            let inner = identity_number_in(value)?;
            Some(match inner.is_empty() {
                true => name.clone(),
                false => format!("{name}.{inner}"),
            })
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Refuses what would write an identity number into a log. `kept` is what the log would keep of `said`; it is made where `said`
/// holds a number at all.
///
/// # Errors
///
/// A [`Refusal`] that names the field, and says where the number goes.
pub fn refuse(said: &impl Serialize, kept: impl FnOnce() -> Value) -> Result<(), Refusal> {
    let said = serde_json::to_string(said).unwrap_or_default();
    if !holds_identity_number(&said) {
        return Ok(());
    }
    match identity_number_in(&kept()) {
        None => Ok(()),
        Some(field) => Err(Refusal::new(RefusalCode::IdentityNumber)
            .with("field", field)
            .because("居民身份证法 19")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// The example of GB 11643 itself.
    const NUMBER: &str = "11010519491231002X";

    fn number(place: u32, born: NaiveDate, sequence: u32) -> String {
        let digits = format!("{place:06}{}{sequence:03}", born.format("%Y%m%d"));
        let with = |check: &char| format!("{digits}{check}");
        let mut checks = CHECKS.iter().map(with);
        checks.find(|text| is_identity_number(text)).unwrap()
    }

    #[test]
    fn the_example_of_the_standard_is_one_and_with_any_other_check_digit_it_is_none() {
        assert!(is_identity_number(NUMBER));
        assert!(is_identity_number(" 11010519491231002x "));
        for check in "0123456789".chars() {
            assert!(!is_identity_number(&format!("11010519491231002{check}")));
        }
    }

    #[test]
    fn it_is_found_in_any_width_in_groups_and_between_words() {
        for text in [
            "身份证11010519491231002X，陈某",
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105 19491231 002X",
            "110105-1949-1231-002X",
            "2026-11-26 110105 19491231 002X",
        ] {
            assert!(holds_identity_number(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "",
            "深坪府复〔2026〕318号",
            "914403001922038216",
            "13800138000 0755-28398218",
            "6222021001116245702",
            "1110105194912310020",
            "110105194913310029",
            "2026-11-26 17:25:00 2026-11-27",
        ] {
            assert!(!holds_identity_number(text), "{text}");
        }
    }

    #[test]
    fn the_field_is_named_and_not_the_number() {
        let value = json!({ "receive": { "applicants": [{ "name": "陈某", "address": format!("证号{NUMBER}") }] } });
        assert_eq!(
            identity_number_in(&value).as_deref(),
            Some("receive.applicants.address")
        );
        assert_eq!(identity_number_in(&json!({ "a": [1, null, "无"] })), None);
    }

    proptest! {
        #[test]
        fn every_number_is_found_in_whatever_stands_around_it(
            place in 110_000_u32..820_000,
            days in 0_i64..45_000,
            sequence in 0_u32..1_000,
            before in "[\\PN&&[^xX \u{3000}－-]]{0,12}",
            after in "[\\PN&&[^xX \u{3000}－-]]{0,12}",
        ) {
            let born = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Duration::days(days);
            let number = number(place, born, sequence);
            let text = format!("{before}{number}{after}");
            prop_assert!(holds_identity_number(&text));
            let wrong = format!("{before}{number}9{after}");
            prop_assert!(!holds_identity_number(&wrong));
        }
    }
}
