//! The readings chosen with an ask, and what they change in the count.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ask::{Ask, Toll};
use super::error::AskError;
use super::step::RuleStep;
use crate::period::{PauseKind, Period};
use crate::reading::{NamedReading, ReadingBook, ReadingBound, ReadingEffect, ReadingOption};

/// What the chosen readings change in one count.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The readings that change it, with the option chosen.
    pub(super) readings: BTreeMap<String, String>,
    pub(super) steps: Vec<RuleStep>,
    effects: Vec<ReadingEffect>,
}

impl Chosen {
    /// The readings of an ask that touch the period. An office's choice may be given with every ask: one that does not
    /// touch the period changes nothing.
    ///
    /// # Errors
    ///
    /// For a reading or an option that is not known, and for a fixed reading chosen otherwise than its default.
    pub(super) fn of(ask: &Ask, period: &Period) -> Result<Self, AskError> {
        let mut chosen = Self::default();
        if ask.readings.is_empty() {
            return Ok(chosen);
        }
        let book = ReadingBook::embedded();
        for (id, name) in &ask.readings {
            let (reading, option) = found(book, id, name)?;
            if option.id == reading.default || !reading.touches(&period.id) {
                continue;
            }
            chosen.effects.extend(option.does);
            chosen.readings.insert(id.clone(), name.clone());
            chosen.steps.push(RuleStep::ReadingChosen {
                reading: id.clone(),
                option: name.clone(),
                label: option.label.clone(),
                label_en: option.label_en.clone(),
                trial_only: reading.shortens_party,
            });
        }
        Ok(chosen)
    }

    fn has(&self, effect: ReadingEffect) -> bool {
        self.effects.contains(&effect)
    }

    /// Whether the period's own length rolls.
    pub(super) fn roll(&self, period: &Period) -> bool {
        let unrolled = self.has(ReadingEffect::CapUnrolled)
            || (self.has(ReadingEffect::NoticeUnrolled) && period.first.is_none());
        period.roll && !unrolled
    }

    /// Whether the end of the first stretch rolls.
    pub(super) fn first_rolls(&self, as_defined: bool) -> bool {
        as_defined && !self.has(ReadingEffect::NoticeUnrolled)
    }

    /// The first day of a pause that does not count; none where the whole pause counts.
    pub(super) fn paused_from(&self, toll: &Toll, kind: Option<PauseKind>) -> Option<NaiveDate> {
        let expert = matches!(kind, Some(PauseKind::Appraisal | PauseKind::Inspection));
        if expert && self.has(ReadingEffect::AppraisalAndInspectionCount) {
            return None;
        }
        let from = if self.has(ReadingEffect::PauseLessOne) {
            toll.from.succ_opt()?
        } else {
            toll.from
        };
        (from < toll.to).then_some(from)
    }
}

/// The reading and the option that the names stand for.
fn found<'a>(
    book: &'a ReadingBook,
    id: &str,
    name: &str,
) -> Result<(&'a NamedReading, &'a ReadingOption), AskError> {
    let reading = book.get(id).ok_or_else(|| AskError::UnknownReading {
        reading: id.to_owned(),
        near: book.nearest(id).map(str::to_owned),
    })?;
    let option = reading.option(name).ok_or_else(|| {
        let names: Vec<String> = reading
            .options
            .iter()
            .filter(|option| reading.bound == ReadingBound::Office || option.id == reading.default)
            .map(|option| format!("`{}`", option.id))
            .collect();
        AskError::UnknownOption {
            reading: id.to_owned(),
            option: name.to_owned(),
            taken: names.join(", "),
        }
    })?;
    if reading.bound == ReadingBound::Law && option.id != reading.default {
        return Err(AskError::ReadingFixed {
            reading: id.to_owned(),
            default: reading.default.clone(),
            why: reading.why.clone(),
            why_en: reading.why_en.clone(),
        });
    }
    Ok((reading, option))
}
