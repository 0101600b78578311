//! The calendar 日历: kinds of day, and working-day arithmetic.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::embedded;
use crate::error::{CalendarError, TableError};
use crate::table::{DayTable, FIRST_YEAR, LAST_YEAR, Reading, YEARS};
use crate::year::{Notice, Statutory, YearTable, is_weekend};

/// What a day is 日的性质.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// 工作日。
    WorkingDay,
    /// 调休上班日：a Saturday or Sunday that is worked; a working day in every respect.
    MakeUpDay,
    /// 周末。
    Weekend,
    /// 法定休假日，含放假通知安排的其他放假日。
    Holiday,
}

/// A day and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayInfo {
    /// The day.
    pub date: NaiveDate,
    /// What it is. In a year without its notice, holidays fixed by regulation are [`DayKind::Holiday`].
    pub kind: DayKind,
    /// The notice it rests on 依据的通知, as cited.
    pub notice: Option<String>,
    /// 暂定：the year's notice is not loaded, the kind may change.
    pub provisional: bool,
}

/// What the calendar holds of one year.
#[derive(Debug, Default)]
struct Year {
    notice: Option<String>,
    holidays: Vec<NaiveDate>,
    working_weekends: Vec<NaiveDate>,
}

/// Days from 2004 to 2050, and how many of them are worked.
#[derive(Debug)]
pub struct Calendar {
    years: Vec<Year>,
    /// Whether each year of the horizon has its notice.
    noticed: [bool; YEARS],
    version: String,
    organ: DayTable,
    party: DayTable,
}

static EMBEDDED: LazyLock<Calendar> = LazyLock::new(|| {
    let tables: Result<Vec<_>, _> = embedded::YEARS
        .iter()
        .map(|text| YearTable::parse(text))
        .collect();
    #[expect(
        clippy::expect_used,
        reason = "the tables are part of the program and a test reads them all"
    )]
    tables
        .and_then(Calendar::with_years)
        .expect("the embedded calendar is sound")
});

impl Calendar {
    /// The calendar shipped with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The tables of the years shipped with the program, oldest first: what a later notice is added to.
    ///
    /// # Errors
    ///
    /// [`TableError::Unreadable`], which the tests exclude.
    pub fn embedded_years() -> Result<Vec<YearTable>, TableError> {
        embedded::YEARS
            .iter()
            .map(|text| YearTable::parse(text))
            .collect()
    }

    /// A calendar of the given years. Every other year has only the holidays fixed by regulation.
    ///
    /// # Errors
    ///
    /// [`TableError`] for a year given twice or outside 2004–2050, or a day that contradicts its table.
    pub fn with_years(tables: impl IntoIterator<Item = YearTable>) -> Result<Self, TableError> {
        let statutory = Statutory::parse(embedded::STATUTORY)?;
        let mut years: BTreeMap<i32, Year> = (FIRST_YEAR..=LAST_YEAR)
            .map(|year| (year, Year::default()))
            .collect();
        for table in statutory.year {
            if let Some(year) = years.get_mut(&table.year) {
                year.holidays = table.holidays;
            }
        }
        for table in tables {
            table.check()?;
            let outside = TableError::YearOutside {
                year: table.year,
                first: FIRST_YEAR,
                last: LAST_YEAR,
            };
            let year = years.get_mut(&table.year).ok_or(outside)?;
            if year.notice.is_some() {
                return Err(TableError::YearTwice { year: table.year });
            }
            *year = Year::noticed(table.notice, table.holidays, table.working_weekends);
        }
        Ok(Self::tabulate(years, &statutory.basis))
    }

    fn tabulate(years: BTreeMap<i32, Year>, basis: &str) -> Self {
        let version = version(&years, basis);
        let mut noticed = [false; YEARS];
        for (slot, year) in noticed.iter_mut().zip(years.values()) {
            *slot = year.notice.is_some();
        }
        let years: Vec<Year> = years.into_values().collect();
        let first = NaiveDate::from_yo_opt(FIRST_YEAR, 1).unwrap_or(NaiveDate::MIN);
        let last = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(NaiveDate::MIN);
        let working = |day: NaiveDate, reading| {
            let kind = slot(day)
                .and_then(|slot| years.get(slot))
                .map(|year| year.kind(day, reading));
            matches!(kind, Some(DayKind::WorkingDay | DayKind::MakeUpDay))
        };
        let organ = DayTable::new(first, last, |day| working(day, Reading::Organ));
        let party = DayTable::new(first, last, |day| working(day, Reading::Party));
        Self {
            years,
            noticed,
            version,
            organ,
            party,
        }
    }

    /// Version of the calendar 日历版本: the last year with a notice, and a short digest of all its days.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether the year has its notice.
    #[must_use]
    pub fn has_notice(&self, year: i32) -> bool {
        usize::try_from(year - FIRST_YEAR)
            .ok()
            .and_then(|slot| self.noticed.get(slot).copied())
            .unwrap_or(false)
    }

    /// What a day is.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutsideHorizon`] for a day outside 2004–2050.
    pub fn day(&self, date: NaiveDate) -> Result<DayInfo, CalendarError> {
        let year = self.year_of(date)?;
        let kind = year.kind(date, Reading::Party);
        Ok(DayInfo {
            date,
            kind,
            notice: year.notice.clone(),
            provisional: year.notice.is_none(),
        })
    }

    /// What a day is under a reading, and the notice that says so.
    pub(crate) fn kind(
        &self,
        day: NaiveDate,
        reading: Reading,
    ) -> Result<(DayKind, Option<&str>), CalendarError> {
        let year = self.year_of(day)?;
        Ok((year.kind(day, reading), year.notice.as_deref()))
    }

    fn year_of(&self, day: NaiveDate) -> Result<&Year, CalendarError> {
        slot(day)
            .and_then(|slot| self.years.get(slot))
            .ok_or_else(|| self.organ.outside(day))
    }

    /// The table of a reading.
    pub(crate) fn table(&self, reading: Reading) -> &DayTable {
        match reading {
            Reading::Organ => &self.organ,
            Reading::Party => &self.party,
        }
    }

    /// Whether any day from `from` to `to`, both included, lies in a year without a notice.
    pub(crate) fn unnoticed_between(&self, from: NaiveDate, to: NaiveDate) -> bool {
        match (slot(from), slot(to)) {
            (Some(from), Some(to)) => self
                .noticed
                .get(from..=to)
                .is_some_and(|years| years.contains(&false)),
            _ => true,
        }
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutsideHorizon`] for a day outside 2004–2050.
    pub fn is_working_day(&self, day: NaiveDate, reading: Reading) -> Result<bool, CalendarError> {
        self.table(reading).is_working(day)
    }

    /// How many working days 工作日 lie after `from_exclusive` and not after `to_inclusive`; none if these are reversed.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutsideHorizon`] for a day outside 2004–2050.
    pub fn working_days_between(
        &self,
        from_exclusive: NaiveDate,
        to_inclusive: NaiveDate,
        reading: Reading,
    ) -> Result<u32, CalendarError> {
        let table = self.table(reading);
        let after = |day: NaiveDate| match day.succ_opt() {
            Some(next) => table.working_before(next),
            None => Err(table.outside(day)),
        };
        Ok(after(to_inclusive)?.saturating_sub(after(from_exclusive)?))
    }

    /// The first working day on or after `day`.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutsideHorizon`] if it lies outside 2004–2050.
    pub fn next_working_day_on_or_after(
        &self,
        day: NaiveDate,
        reading: Reading,
    ) -> Result<NaiveDate, CalendarError> {
        self.table(reading).on_or_after(day)
    }

    /// The last working day on or before `day`.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutsideHorizon`] if it lies outside 2004–2050.
    pub fn last_working_day_on_or_before(
        &self,
        day: NaiveDate,
        reading: Reading,
    ) -> Result<NaiveDate, CalendarError> {
        self.table(reading).on_or_before(day)
    }

    /// The n-th working day after `from`, or before it if n is negative; `from` itself if n is 0.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutsideHorizon`] if it lies outside 2004–2050.
    pub fn add_working_days(
        &self,
        from: NaiveDate,
        n: i64,
        reading: Reading,
    ) -> Result<NaiveDate, CalendarError> {
        let table = self.table(reading);
        match n {
            0 => Ok(from),
            1.. => {
                let next = from.succ_opt().ok_or_else(|| table.outside(from))?;
                table.nth(
                    u64::from(table.working_before(next)?).saturating_add(n.unsigned_abs() - 1),
                )
            }
            _ => table.nth_before(from, n.unsigned_abs()),
        }
    }
}

impl Year {
    fn noticed(
        notice: Notice,
        mut holidays: Vec<NaiveDate>,
        mut working_weekends: Vec<NaiveDate>,
    ) -> Self {
        holidays.sort_unstable();
        working_weekends.sort_unstable();
        Self {
            notice: Some(notice.cite()),
            holidays,
            working_weekends,
        }
    }

    fn kind(&self, day: NaiveDate, reading: Reading) -> DayKind {
        let off = self.notice.is_some() || reading == Reading::Party;
        if off && self.holidays.contains(&day) {
            DayKind::Holiday
        } else if self.working_weekends.contains(&day) {
            DayKind::MakeUpDay
        } else if is_weekend(day) {
            DayKind::Weekend
        } else {
            DayKind::WorkingDay
        }
    }
}

/// Place of a day's year in the horizon.
fn slot(day: NaiveDate) -> Option<usize> {
    usize::try_from(day.year() - FIRST_YEAR)
        .ok()
        .filter(|slot| *slot < YEARS)
}

/// Last noticed year and the FNV-1a digest of every day listed.
fn version(years: &BTreeMap<i32, Year>, basis: &str) -> String {
    let mut digest: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([b'\n']) {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    take(basis);
    for (number, year) in years {
        take(&format!(
            "{number} {}",
            year.notice.as_deref().unwrap_or("-")
        ));
        year.holidays
            .iter()
            .for_each(|day| take(&format!("off {day}")));
        year.working_weekends
            .iter()
            .for_each(|day| take(&format!("on {day}")));
    }
    let last = years
        .iter()
        .rfind(|(_, year)| year.notice.is_some())
        .map_or(FIRST_YEAR - 1, |(number, _)| *number);
    format!("{last}-{:08x}", (digest >> 32) ^ (digest & 0xffff_ffff))
}
