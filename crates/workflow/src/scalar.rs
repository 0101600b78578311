//! Civil days and instants as clients write them.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

/// Seconds that Asia/Shanghai is ahead of UTC; China keeps no daylight saving time.
const SHANGHAI_SECONDS: i32 = 8 * 3600;

/// The civil day in Asia/Shanghai on which an instant falls.
#[must_use]
pub fn shanghai_day(at: DateTime<Utc>) -> NaiveDate {
    (at.naive_utc() + chrono::Duration::seconds(SHANGHAI_SECONDS.into())).date()
}

/// The instant at which a wall clock in Asia/Shanghai shows `hour`:`minute` on `day`.
///
/// Hours and minutes outside a day's are read as the start of the day.
#[must_use]
pub fn shanghai_instant(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = day
        .and_hms_opt(hour, minute, 0)
        .unwrap_or_else(|| day.and_time(chrono::NaiveTime::MIN));
    (local - chrono::Duration::seconds(SHANGHAI_SECONDS.into())).and_utc()
}

/// A civil day 日 in Asia/Shanghai, `Date` in the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(pub NaiveDate);

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Self(day)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An instant 时刻, `DateTime` in the API: RFC 3339, written with `+08:00`, refused without a zone.
///
/// Kept to the microsecond, which both databases hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// The instant, cut to the microsecond.
    #[must_use]
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }

    /// The instant in UTC.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// The civil day in Asia/Shanghai on which it falls.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        shanghai_day(self.0)
    }

    /// Reads RFC 3339 with a zone.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the text and gives an example that would work.
    pub fn parse(text: &str) -> Result<Self, String> {
        DateTime::parse_from_rfc3339(text).map(|at| Self::new(at.to_utc())).map_err(|error| {
            format!("`{text}` is not an instant with a zone ({error}): write it like `2026-11-23T09:30:00+08:00`")
        })
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match FixedOffset::east_opt(SHANGHAI_SECONDS) {
            Some(zone) => f.write_str(
                &self
                    .0
                    .with_timezone(&zone)
                    .to_rfc3339_opts(SecondsFormat::AutoSi, false),
            ),
            None => self.0.fmt(f),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "graphql")]
mod graphql {
    use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

    use super::{Date, Instant};

    /// Years that a client may write; the databases agree on them.
    const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

    /// 日（北京时间的民用日，YYYY-MM-DD）。
    ///
    /// A civil day in Asia/Shanghai, written YYYY-MM-DD. No zone is ever applied to it.
    #[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-date")]
    impl ScalarType for Date {
        fn parse(value: Value) -> InputValueResult<Self> {
            let Value::String(text) = &value else {
                return Err(InputValueError::expected_type(value));
            };
            chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()
                .filter(|day| YEARS.contains(&chrono::Datelike::year(day)))
                .map(Self)
                .ok_or_else(|| {
                    InputValueError::custom(format!(
                        "`{text:.64}` is not a day between 1900 and 2100: write it like `2026-11-23`"
                    ))
                })
        }

        fn to_value(&self) -> Value {
            Value::String(self.0.format("%Y-%m-%d").to_string())
        }
    }

    /// 时刻（RFC 3339，须带时区）。
    ///
    /// An instant as RFC 3339, written with `+08:00`; refused without a zone.
    #[Scalar(
        name = "DateTime",
        specified_by_url = "https://scalars.graphql.org/andimarek/date-time"
    )]
    impl ScalarType for Instant {
        fn parse(value: Value) -> InputValueResult<Self> {
            let Value::String(text) = &value else {
                return Err(InputValueError::expected_type(value));
            };
            Self::parse(text)
                .ok()
                .filter(|at| YEARS.contains(&chrono::Datelike::year(&at.day())))
                .ok_or_else(|| {
                    InputValueError::custom(format!(
                        "`{text:.64}` is not an instant with a zone: write it like `2026-11-23T09:30:00+08:00`"
                    ))
                })
        }

        fn to_value(&self) -> Value {
            Value::String(self.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpl_85_the_day_is_shanghais_not_utcs() {
        let late = Instant::parse("2026-09-18T23:59:00+08:00").unwrap();
        assert_eq!(late.day().to_string(), "2026-09-18");
        let early = Instant::parse("2026-09-18T16:30:00Z").unwrap();
        assert_eq!(early.day().to_string(), "2026-09-19");
    }

    #[test]
    fn an_instant_without_a_zone_is_refused_with_an_example() {
        let error = Instant::parse("2026-09-18T23:59:00").unwrap_err();
        assert!(error.contains("+08:00"), "{error}");
    }

    #[test]
    fn an_instant_is_written_with_the_offset_of_shanghai() {
        assert_eq!(
            Instant::parse("2026-01-01T00:00:00Z").unwrap().to_string(),
            "2026-01-01T08:00:00+08:00"
        );
        assert_eq!(
            shanghai_instant(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(), 8, 0).to_rfc3339(),
            "2026-01-01T00:00:00+00:00"
        );
    }
}
