//! What is asked, and how it is read from JSON and from the command line.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};
use serde_json::{Map, Value};

use super::error::AskError;
use crate::check::suggest::nearest;

/// A deadline to compute 试算.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// Name of the ask, given back with the answer.
    pub id: String,
    /// Id of the period.
    pub rule: String,
    /// What starts the period; its day in Asia/Shanghai is the start, or the day of the hearing counted back from.
    pub trigger: DateTime<FixedOffset>,
    /// What is not counted.
    pub tolls: Vec<Toll>,
    /// Extensions granted.
    pub extensions: Vec<Grant>,
    /// Further facts by name.
    pub params: BTreeMap<String, Value>,
    /// Readings chosen 解释: the option by the reading's id. One that does not touch the period changes nothing.
    pub readings: BTreeMap<String, String>,
}

/// An interval not counted 不计入的期间, `[from, to)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toll {
    /// First day not counted.
    pub from: NaiveDate,
    /// The day counting resumes.
    pub to: NaiveDate,
    /// What kind it is; without one, any that the period takes.
    pub kind: Option<String>,
}

/// An extension granted 延长.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// How many days, in the unit of the period.
    pub days: u32,
    /// What it rests on.
    pub basis: Option<String>,
}

/// Fields that an ask may have; the last two are of the golden file and not looked at.
const FIELDS: [&str; 9] = [
    "id",
    "rule",
    "trigger",
    "tolls",
    "extensions",
    "params",
    "readings",
    "expected_due",
    "note",
];

impl Ask {
    /// An ask with neither pauses, extensions, params nor readings.
    #[must_use]
    pub fn new(id: &str, rule: &str, trigger: DateTime<FixedOffset>) -> Self {
        Self {
            id: id.to_owned(),
            rule: rule.to_owned(),
            trigger,
            tolls: Vec::new(),
            extensions: Vec::new(),
            params: BTreeMap::new(),
            readings: BTreeMap::new(),
        }
    }

    /// The civil day of the trigger in Asia/Shanghai (C8).
    pub(super) fn day(&self) -> Result<NaiveDate, AskError> {
        let local = self
            .trigger
            .naive_utc()
            .checked_add_signed(TimeDelta::hours(8));
        local
            .map(|local| local.date())
            .ok_or_else(|| AskError::BadTrigger {
                text: self.trigger.naive_utc().to_string(),
            })
    }

    /// Reads an ask from an object.
    pub(super) fn from_json(object: &Map<String, Value>) -> Result<Self, AskError> {
        known(object, &FIELDS, "")?;
        let mut ask = Self::new(
            text(object, "id")?,
            text(object, "rule")?,
            parse_trigger(text(object, "trigger")?)?,
        );
        for toll in list(object, "tolls")? {
            ask.tolls.push(toll_of(toll)?);
        }
        for grant in list(object, "extensions")? {
            ask.extensions.push(grant_of(grant)?);
        }
        match object.get("params") {
            None => {}
            Some(Value::Object(params)) => ask.params.extend(params.clone()),
            Some(_) => return Err(wrong("params", "应为对象", "should be an object")),
        }
        match object.get("readings") {
            None => {}
            Some(Value::Object(readings)) => {
                for (reading, option) in readings {
                    let option = option
                        .as_str()
                        .ok_or_else(|| wrong("readings", "各项应为文本", "each should be text"))?;
                    ask.readings.insert(reading.clone(), option.to_owned());
                }
            }
            Some(_) => return Err(wrong("readings", "应为对象", "should be an object")),
        }
        Ok(ask)
    }
}

/// Reads an instant with its zone.
///
/// # Errors
///
/// [`AskError::NoZone`] for a day or a time without a zone, else [`AskError::BadTrigger`].
pub fn parse_trigger(text: &str) -> Result<DateTime<FixedOffset>, AskError> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant);
    }
    let forms = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    let no_zone = forms
        .iter()
        .any(|form| NaiveDateTime::parse_from_str(text, form).is_ok())
        || day(text).is_some();
    let text = text.to_owned();
    Err(if no_zone {
        AskError::NoZone { text }
    } else {
        AskError::BadTrigger { text }
    })
}

/// A day written YYYY-MM-DD and in no other way.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    text.parse().ok().filter(|_| shaped)
}

impl FromStr for Toll {
    type Err = AskError;

    /// Reads `FROM..TO` or `FROM..TO:KIND`.
    fn from_str(text: &str) -> Result<Self, AskError> {
        let (days, kind) = match text.split_once(':') {
            Some((days, kind)) => (days, Some(kind.to_owned())),
            None => (text, None),
        };
        let (from, to) = days.split_once("..").unwrap_or((days, ""));
        let (Some(from), Some(to)) = (day(from), day(to)) else {
            return Err(AskError::BadPause {
                text: text.to_owned(),
            });
        };
        Ok(Self { from, to, kind })
    }
}

fn toll_of(value: &Value) -> Result<Toll, AskError> {
    let Value::Object(toll) = value else {
        return Err(wrong("tolls", "各项应为对象", "each should be an object"));
    };
    known(toll, &["from", "to", "kind"], "tolls.")?;
    let kind = match toll.get("kind") {
        None => None,
        Some(Value::String(kind)) => Some(kind.clone()),
        Some(_) => return Err(wrong("tolls.kind", "应为文本", "should be text")),
    };
    let end = |name: &str| toll.get(name).and_then(Value::as_str).and_then(day);
    match (end("from"), end("to")) {
        (Some(from), Some(to)) => Ok(Toll { from, to, kind }),
        _ => Err(AskError::BadPause {
            text: value.to_string(),
        }),
    }
}

fn grant_of(value: &Value) -> Result<Grant, AskError> {
    let Value::Object(grant) = value else {
        return Err(wrong(
            "extensions",
            "各项应为对象",
            "each should be an object",
        ));
    };
    known(grant, &["days", "basis"], "extensions.")?;
    let basis = match grant.get("basis") {
        None => None,
        Some(Value::String(basis)) => Some(basis.clone()),
        Some(_) => return Err(wrong("extensions.basis", "应为文本", "should be text")),
    };
    let days = grant
        .get("days")
        .and_then(Value::as_u64)
        .and_then(|days| u32::try_from(days).ok());
    match days {
        Some(days @ 1..) => Ok(Grant { days, basis }),
        Some(0) | None => Err(AskError::BadExtension {
            text: value.to_string(),
        }),
    }
}

fn text<'a>(object: &'a Map<String, Value>, field: &str) -> Result<&'a str, AskError> {
    match object.get(field) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(wrong(field, "应为文本", "should be text")),
        None => Err(wrong(field, "缺少", "is missing")),
    }
}

fn list<'a>(object: &'a Map<String, Value>, field: &str) -> Result<&'a [Value], AskError> {
    match object.get(field) {
        None => Ok(&[]),
        Some(Value::Array(values)) => Ok(values),
        Some(_) => Err(wrong(field, "应为列表", "should be a list")),
    }
}

/// Refuses a field that is none of `fields`.
fn known(object: &Map<String, Value>, fields: &[&str], within: &str) -> Result<(), AskError> {
    let Some(field) = object
        .keys()
        .find(|field| !fields.contains(&field.as_str()))
    else {
        return Ok(());
    };
    let near = nearest(field, fields.iter().copied());
    let (zh, en) = match near {
        Some(near) => (
            format!("没有此字段，是否想写`{near}`？"),
            format!("there is no such field, did you mean `{near}`?"),
        ),
        None => {
            let all = fields.join(", ");
            (
                format!("没有此字段，可用：{all}"),
                format!("there is no such field, known: {all}"),
            )
        }
    };
    Err(AskError::BadField {
        field: format!("{within}{field}"),
        zh,
        en,
    })
}

fn wrong(field: &str, zh: &str, en: &str) -> AskError {
    AskError::BadField {
        field: field.to_owned(),
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}
