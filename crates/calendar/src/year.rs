//! One year's table of days and the notice it comes from.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::error::TableError;

/// The State Council's notice 国务院办公厅通知 that arranges a year's days off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Title 标题.
    pub title: String,
    /// Document number 文号, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Day of publication 发布日期, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
}

impl Notice {
    /// The notice as it is cited: title, and number in brackets.
    #[must_use]
    pub fn cite(&self) -> String {
        match &self.number {
            Some(number) => format!("{}（{number}）", self.title),
            None => self.title.clone(),
        }
    }
}

/// Days off and make-up working days of one year 年度放假安排.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearTable {
    /// The year.
    pub year: i32,
    /// Days off 放假日, whatever day of the week they fall on.
    pub holidays: Vec<NaiveDate>,
    /// Saturdays and Sundays that are worked 调休上班日.
    pub working_weekends: Vec<NaiveDate>,
    /// The notice they come from.
    pub notice: Notice,
}

impl YearTable {
    /// Reads one year's table from TOML.
    ///
    /// # Errors
    ///
    /// [`TableError::Unreadable`] with the place of the fault.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        toml::from_str(text).map_err(|error| TableError::Unreadable {
            reason: error.to_string(),
        })
    }

    /// Checks that every day is of this year and of one kind.
    pub(crate) fn check(&self) -> Result<(), TableError> {
        for &day in self.holidays.iter().chain(&self.working_weekends) {
            if day.year() != self.year {
                return Err(TableError::DayOfOtherYear {
                    year: self.year,
                    day,
                });
            }
        }
        for &day in &self.working_weekends {
            if self.holidays.contains(&day) {
                return Err(TableError::DayBoth { day });
            }
            if !is_weekend(day) {
                return Err(TableError::MakeUpOnWeekday { day });
            }
        }
        Ok(())
    }
}

/// The holidays fixed by regulation, year by year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statutory {
    /// The article that fixes them.
    pub(crate) basis: String,
    /// The years.
    pub(crate) year: Vec<StatutoryYear>,
}

/// One year's holidays fixed by regulation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatutoryYear {
    /// The year.
    pub(crate) year: i32,
    /// The days.
    pub(crate) holidays: Vec<NaiveDate>,
}

impl Statutory {
    /// Reads the holidays fixed by regulation from TOML.
    pub(crate) fn parse(text: &str) -> Result<Self, TableError> {
        let statutory: Self = toml::from_str(text).map_err(|error| TableError::Unreadable {
            reason: error.to_string(),
        })?;
        for table in &statutory.year {
            if let Some(&day) = table.holidays.iter().find(|day| day.year() != table.year) {
                return Err(TableError::DayOfOtherYear {
                    year: table.year,
                    day,
                });
            }
        }
        Ok(statutory)
    }
}

/// Whether the day is a Saturday or a Sunday 周六、周日.
pub(crate) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<(), TableError> {
        YearTable::parse(text)?.check()
    }

    const NOTICE: &str = "[notice]\ntitle = \"x\"\n";

    #[test]
    fn a_day_of_another_year_is_refused() {
        let fault = table(&format!(
            "year = 2027\nholidays = [\"2028-01-01\"]\nworking_weekends = []\n{NOTICE}"
        ));
        assert!(
            matches!(fault, Err(TableError::DayOfOtherYear { year: 2027, .. })),
            "{fault:?}"
        );
    }

    #[test]
    fn a_make_up_day_is_a_saturday_or_a_sunday() {
        let fault = table(&format!(
            "year = 2027\nholidays = []\nworking_weekends = [\"2027-01-04\"]\n{NOTICE}"
        ));
        assert!(
            matches!(fault, Err(TableError::MakeUpOnWeekday { .. })),
            "{fault:?}"
        );
    }

    #[test]
    fn a_day_is_off_or_worked_not_both() {
        let fault = table(&format!(
            "year = 2027\nholidays = [\"2027-01-02\"]\nworking_weekends = [\"2027-01-02\"]\n{NOTICE}"
        ));
        assert!(
            matches!(fault, Err(TableError::DayBoth { .. })),
            "{fault:?}"
        );
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let fault = table(&format!(
            "year = 2027\nholiday = []\nholidays = []\nworking_weekends = []\n{NOTICE}"
        ));
        assert!(
            matches!(fault, Err(TableError::Unreadable { .. })),
            "{fault:?}"
        );
    }
}
