//! A second reckoning of every deadline, by other means: it reads the official days itself, counts day by day, and has
//! its own table of lengths, typed from the law and not from the definitions.

#![cfg(test)]

mod days;
mod properties;
mod table;
mod worked;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use workflow::deadline::{Answer, Ask, Grant, Toll, compute_embedded, parse_trigger, rules};
use workflow::period::PeriodBook;
use workflow::reading::{ReadingBook, ReadingBound};

use days::{Chance, Day, End, Interval, OfficialDays, each};
use table::{NOT_COUNTED, Otherwise, RULES, Rule, Shape, Stands, Unit};

/// First and last start day compared.
const FROM: &str = "2015-01-01";
const TO: &str = "2025-12-31";

/// What is given beside the rule and its start.
#[derive(Debug, Default)]
struct Given {
    pauses: Vec<(Interval, &'static str)>,
    extensions: Vec<u32>,
    params: BTreeMap<String, Value>,
    /// Start of the other length, for rules of which the earlier end stands.
    other_start: Option<Day>,
    /// Where the first stretch ends, if that is given.
    first_ends: Option<Day>,
    /// The longer length applies.
    longer: bool,
    /// A number of days that another law or a court gives.
    days: Option<u32>,
    /// A reading chosen otherwise than its default.
    reading: Option<(&'static str, &'static str, Otherwise)>,
}

#[test]
fn every_rule_of_fixed_length_agrees_with_a_count_by_hand_on_every_day() {
    let official = OfficialDays::read();
    let mut chance = Chance::new(0x5eed);
    let mut compared = 0_u64;
    let mut beyond = 0_u64;
    for rule in RULES {
        for start in each(Day::parse(FROM)..=Day::parse(TO)) {
            for given in [
                plain(rule, start, &mut chance),
                random(rule, start, &mut chance),
            ] {
                let hour = chance.below(24);
                let answer = asked(rule, start, hour, &given);
                let end = by_hand(&official, rule, start, &given);
                let context = || {
                    format!(
                        "{} from {start} {given:?}: {answer:?} against {end:?}",
                        rule.id
                    )
                };
                match end.due {
                    Some(due) => {
                        assert_eq!(answer.due.to_string(), due.to_string(), "{}", context());
                        let safe_by = official.on_or_before(end.last).map(|day| day.to_string());
                        assert_eq!(Some(answer.safe_by.to_string()), safe_by, "{}", context());
                        assert!(!answer.provisional, "{}", context());
                        compared += 1;
                    }
                    None => {
                        assert!(answer.provisional, "{}", context());
                        beyond += 1;
                    }
                }
            }
        }
    }
    assert!(
        compared > 400_000,
        "{compared} compared, {beyond} beyond the notices"
    );
}

#[test]
fn the_second_reckoning_knows_every_rule_that_has_a_length() {
    let here: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    let there: BTreeSet<String> = rules(PeriodBook::embedded())
        .into_iter()
        .filter(|row| row.length.is_some())
        .map(|row| row.id)
        .collect();
    assert_eq!(here, there);
    assert_eq!(RULES.len(), here.len(), "an id stands twice");
    let not_counted: BTreeSet<String> = NOT_COUNTED.iter().map(|id| (*id).to_owned()).collect();
    let without: BTreeSet<String> = rules(PeriodBook::embedded())
        .into_iter()
        .filter(|row| row.length.is_none())
        .map(|row| row.id)
        .collect();
    assert_eq!(not_counted, without);
}

#[test]
fn the_second_reckoning_takes_what_each_rule_takes() {
    let readings = ReadingBook::embedded();
    for row in rules(PeriodBook::embedded()) {
        let Some(rule) = RULES.iter().find(|rule| rule.id == row.id) else {
            continue;
        };
        let pauses: Vec<&str> = row.pauses.iter().map(|pause| pause.kind).collect();
        assert_eq!(rule.pauses, pauses, "{}", row.id);
        let extension = row
            .extension
            .map(|extension| (extension.max_days, extension.once_only));
        let here = rule
            .extension
            .map(|extension| (extension.max, extension.once));
        assert_eq!(here, extension, "{}", row.id);
        let shaped = match rule.shape {
            Shape::Plain | Shape::Backward => None,
            Shape::Then { ends_param, .. } => ends_param,
            Shape::EarlierOf { param, .. }
            | Shape::LongerIf { param, .. }
            | Shape::Converted { param, .. } => Some(param),
        };
        let here: BTreeSet<&str> = shaped
            .into_iter()
            .chain(rule.days.map(|days| days.0))
            .collect();
        let params: BTreeSet<&str> = row.params.iter().map(|param| param.name.as_str()).collect();
        assert_eq!(here, params, "{}", row.id);
        assert_eq!(row.roll, rule.rolls(), "{}", row.id);
        let read: Vec<(&str, &str)> = readings
            .iter()
            .filter(|reading| reading.bound == ReadingBound::Office && reading.touches(&row.id))
            .flat_map(|reading| {
                let others = reading
                    .options
                    .iter()
                    .filter(|option| option.id != reading.default);
                others.map(|option| (reading.id.as_str(), option.id.as_str()))
            })
            .collect();
        let here: Vec<(&str, &str)> = rule.readings.iter().map(|read| (read.0, read.1)).collect();
        assert_eq!(here, read, "{}", row.id);
    }
}

/// Nothing given but what the rule needs.
fn plain(rule: &Rule, start: Day, chance: &mut Chance) -> Given {
    let mut given = Given::default();
    if let Shape::EarlierOf {
        param,
        required: true,
        ..
    } = rule.shape
    {
        give_other(&mut given, param, start, chance);
    }
    given
}

/// Pauses, extensions and params by chance, where the rule takes them.
fn random(rule: &Rule, start: Day, chance: &mut Chance) -> Given {
    let mut given = plain(rule, start, chance);
    if !rule.pauses.is_empty() {
        for _ in 0..chance.below(4) {
            let from = start.plus(chance.below(i64::from(rule.reach()) + 60) - 20);
            let pause = Interval {
                from,
                to: from.plus(1 + chance.below(45)),
            };
            given
                .pauses
                .push((pause, rule.pauses[chance.index(rule.pauses.len())]));
        }
    }
    if let Some(extension) = &rule.extension
        && chance.below(2) == 0
    {
        let most = i64::from(extension.max.unwrap_or(40));
        given
            .extensions
            .push(u32::try_from(1 + chance.below(most)).unwrap());
        if !extension.once && chance.below(3) == 0 {
            given
                .extensions
                .push(u32::try_from(1 + chance.below(9)).unwrap());
        }
    }
    if let Some((param, _)) = rule.days
        && chance.below(3) == 0
    {
        let days = u32::try_from(1 + chance.below(120)).unwrap();
        given.days = Some(days);
        given.params.insert(param.to_owned(), json!(days));
    }
    if !rule.readings.is_empty() && chance.below(2) == 0 {
        given.reading = Some(rule.readings[chance.index(rule.readings.len())]);
    }
    match rule.shape {
        Shape::EarlierOf {
            param,
            required: false,
            ..
        } if chance.below(2) == 0 => {
            give_other(&mut given, param, start, chance);
        }
        Shape::Then {
            ends_param: Some(param),
            ..
        } if chance.below(2) == 0 => {
            let day = start.plus(chance.below(200));
            given.first_ends = Some(day);
            given
                .params
                .insert(param.to_owned(), json!(day.to_string()));
        }
        Shape::LongerIf { param, .. } if chance.below(2) == 0 => {
            given.longer = chance.below(2) == 0;
            given.params.insert(param.to_owned(), json!(given.longer));
        }
        Shape::Converted { param, within } if chance.below(2) == 0 => {
            let day = start.plus(chance.below(within + 1));
            given
                .params
                .insert(param.to_owned(), json!(day.to_string()));
        }
        _ => {}
    }
    given
}

fn give_other(given: &mut Given, param: &str, start: Day, chance: &mut Chance) {
    let day = start.plus(chance.below(420));
    given.other_start = Some(day);
    given
        .params
        .insert(param.to_owned(), json!(day.to_string()));
}

/// What the program answers.
fn asked(rule: &Rule, start: Day, hour: i64, given: &Given) -> Answer {
    let trigger = parse_trigger(&format!("{start}T{hour:02}:59:59+08:00")).unwrap();
    let trigger = if hour % 2 == 0 {
        trigger.to_utc().fixed_offset()
    } else {
        trigger
    };
    let mut ask = Ask::new("second", rule.id, trigger);
    for (pause, kind) in &given.pauses {
        ask.tolls.push(Toll {
            from: pause.from.to_string().parse().unwrap(),
            to: pause.to.to_string().parse().unwrap(),
            kind: Some((*kind).to_owned()),
        });
    }
    ask.extensions
        .extend(given.extensions.iter().map(|days| Grant {
            days: *days,
            basis: None,
        }));
    ask.params.clone_from(&given.params);
    if let Some((reading, option, _)) = given.reading {
        ask.readings.insert(reading.to_owned(), option.to_owned());
    }
    compute_embedded(&ask)
        .unwrap_or_else(|error| panic!("{} from {start} {given:?}: {error}", rule.id))
}

/// What a count by hand gives.
fn by_hand(official: &OfficialDays, rule: &Rule, start: Day, given: &Given) -> End {
    let otherwise = given.reading.map(|(_, _, otherwise)| otherwise);
    let pauses: Vec<Interval> = given
        .pauses
        .iter()
        .filter_map(|(pause, kind)| paused(*pause, kind, otherwise))
        .collect();
    let extension: u32 = given.extensions.iter().sum();
    let rolls = rule.rolls() && otherwise != Some(Otherwise::Unrolled);
    let count = |start, unit, number, extension, pauses: &[Interval]| {
        official.count(start, unit, number, extension, pauses, rolls)
    };
    let number = rule.number_with(given.days);
    match rule.shape {
        Shape::Backward => official.count_back(start, rule.unit, rule.number),
        Shape::Plain | Shape::Converted { .. } => {
            count(start, rule.unit, number, extension, &pauses)
        }
        Shape::LongerIf { number, .. } => {
            let number = if given.longer { number } else { rule.number };
            count(start, rule.unit, number, extension, &pauses)
        }
        Shape::EarlierOf { unit, number, .. } => {
            let cap = count(start, rule.unit, rule.number, 0, &[]);
            match given.other_start {
                // Only the cap is read otherwise: what runs from the other day rolls all the same.
                Some(other) => cap.earlier(official.count(
                    other,
                    unit,
                    number,
                    extension,
                    &pauses,
                    rule.rolls(),
                )),
                None => cap,
            }
        }
        Shape::Then {
            unit,
            number,
            rolled,
            ..
        } => {
            let rolled = rolled && otherwise != Some(Otherwise::FirstUnrolled);
            let first = match given.first_ends {
                Some(day) => Some(day),
                None => {
                    let first = official.count(start, unit, number, 0, &[], rolled);
                    if rolled { first.due } else { Some(first.last) }
                }
            };
            match first {
                Some(first) => count(first, rule.unit, rule.number, extension, &pauses),
                None => End {
                    last: Day::END,
                    due: None,
                },
            }
        }
    }
}

/// What of a pause does not count under a reading.
fn paused(mut pause: Interval, kind: &str, otherwise: Option<Otherwise>) -> Option<Interval> {
    match otherwise {
        Some(Otherwise::ExpertsCount) if ["appraisal", "inspection"].contains(&kind) => {
            return None;
        }
        Some(Otherwise::PauseLessOne) => pause.from = pause.from.plus(1),
        _ => {}
    }
    (pause.from < pause.to).then_some(pause)
}

impl Rule {
    /// Its number, or the one that another law or a court gives.
    fn number_with(&self, given: Option<u32>) -> u32 {
        match (given, self.days) {
            (Some(days), Some((_, Stands::Longer))) => days.max(self.number),
            (Some(days), Some((_, Stands::Shorter))) => days.min(self.number),
            (Some(days), Some((_, Stands::Given))) => days,
            _ => self.number,
        }
    }

    /// Periods in working days end on one, periods counted backwards stay where they fall.
    fn rolls(&self) -> bool {
        self.unit != Unit::WorkingDays && !matches!(self.shape, Shape::Backward)
    }

    /// About how many days the rule reaches.
    fn reach(&self) -> u32 {
        match self.unit {
            Unit::WorkingDays | Unit::Days => self.number * 2,
            Unit::Months => self.number * 31,
            Unit::Years => self.number * 366,
        }
    }
}
