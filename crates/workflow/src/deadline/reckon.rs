//! Carries a rule out: what is given is checked against what the rule takes, then counted.

use calendar::{Calendar, Count, Deadline, Length, Pause, Step};
use chrono::NaiveDate;

use super::ask::Ask;
use super::chosen::Chosen;
use super::error::AskError;
use super::step::{AnswerStep, DayOrRule, RuleStep};
use super::{Answer, fixed_count, not_counted, refused};
use crate::file::Term;
use crate::period::{Param, ParamEffect, Period, PeriodBook};

/// Answers an ask.
pub(super) fn answer(
    book: &PeriodBook,
    calendar: &Calendar,
    ask: &Ask,
    with_steps: bool,
) -> Result<Answer, AskError> {
    let reckoned = reckoned(known(book, ask)?, calendar, ask, with_steps)?;
    let Reckoned {
        reckoning,
        deadline,
        ..
    } = reckoned;
    Ok(Answer {
        id: ask.id.clone(),
        due: deadline.due,
        safe_by: deadline.safe_by,
        provisional: deadline.provisional,
        basis: reckoning.basis(),
        readings: reckoning.chosen.readings,
        steps: reckoning.steps,
    })
}

/// The period that an ask names.
pub(super) fn known<'a>(book: &'a PeriodBook, ask: &Ask) -> Result<&'a Period, AskError> {
    book.get(&ask.rule).ok_or_else(|| AskError::UnknownRule {
        rule: ask.rule.clone(),
        near: book.nearest(&ask.rule).map(str::to_owned),
    })
}

/// A rule carried out, and what it was carried out on.
pub(super) struct Reckoned<'a> {
    pub(super) reckoning: Reckoning<'a>,
    /// Where the period itself starts: the trigger, or the end of the first stretch.
    pub(super) start: NaiveDate,
    pub(super) extension_days: u32,
    pub(super) pauses: Vec<Pause>,
    pub(super) deadline: Deadline,
    /// Whether the day on which the first stretch ends may still move.
    pub(super) rests: bool,
}

/// Carries out the rule of an ask, after checking what is given with it.
pub(super) fn reckoned<'a>(
    period: &'a Period,
    calendar: &'a Calendar,
    ask: &Ask,
    with_steps: bool,
) -> Result<Reckoned<'a>, AskError> {
    let trigger = ask.day()?;
    let chosen = Chosen::of(ask, period)?;
    let mut reckoning = Reckoning::new(period, calendar, chosen, with_steps)?;
    let pauses = reckoning.pauses(&ask.tolls)?;
    let extension_days = reckoning.extension(ask)?;
    reckoning.params(ask)?;
    reckoning.carried(trigger, extension_days, pauses)
}

/// Carries out the rule of a term. What the term holds was checked when it was recorded.
pub(super) fn reckoned_term<'a>(
    period: &'a Period,
    calendar: &'a Calendar,
    term: &Term,
    with_steps: bool,
) -> Result<Reckoned<'a>, AskError> {
    if let Some(day) = term.fixed_on {
        return Reckoning::of(
            period,
            calendar,
            Length::Days(0),
            Chosen::default(),
            with_steps,
        )
        .fixed(day);
    }
    let closed = term.pauses.iter().filter_map(|pause| {
        let to = pause.to.filter(|to| *to > pause.from)?;
        Some(Pause {
            from: pause.from,
            to,
        })
    });
    Reckoning::new(period, calendar, Chosen::default(), with_steps)?.carried(
        term.started_on,
        term.extension_days,
        closed.collect(),
    )
}

/// A rule being carried out.
pub(super) struct Reckoning<'a> {
    pub(super) period: &'a Period,
    pub(super) calendar: &'a Calendar,
    pub(super) chosen: Chosen,
    /// The length, which a param may replace.
    pub(super) length: Length,
    /// Another length and where it starts; the earlier end stands.
    pub(super) earlier_of: Option<(NaiveDate, Length)>,
    /// Where the first stretch ends, if that was given.
    pub(super) first_ends_on: Option<NaiveDate>,
    pub(super) converted_on: Option<(NaiveDate, &'a Param, u32)>,
    pub(super) steps: Option<Vec<AnswerStep>>,
}

impl<'a> Reckoning<'a> {
    fn new(
        period: &'a Period,
        calendar: &'a Calendar,
        chosen: Chosen,
        with_steps: bool,
    ) -> Result<Self, AskError> {
        let length = period.length.ok_or_else(|| not_counted(period))?;
        Ok(Self::of(period, calendar, length, chosen, with_steps))
    }

    fn of(
        period: &'a Period,
        calendar: &'a Calendar,
        length: Length,
        mut chosen: Chosen,
        with_steps: bool,
    ) -> Self {
        let said = std::mem::take(&mut chosen.steps);
        let steps = with_steps.then(|| said.into_iter().map(AnswerStep::from).collect());
        Self {
            period,
            calendar,
            chosen,
            length,
            earlier_of: None,
            first_ends_on: None,
            converted_on: None,
            steps,
        }
    }

    /// The last day was fixed 指定期限: nothing is counted, a day off still rolls.
    fn fixed(mut self, day: NaiveDate) -> Result<Reckoned<'a>, AskError> {
        self.step(|| RuleStep::LastDayFixed { day });
        let before = self.steps.as_ref().map_or(0, Vec::len);
        let deadline = self.count(fixed_count(self.period, day))?;
        if let Some(steps) = &mut self.steps {
            // Neither a start nor a length is spoken of.
            let count = steps.split_off(before.min(steps.len()));
            let spoken = |step: &AnswerStep| {
                !matches!(
                    step.step,
                    DayOrRule::Day(Step::StartNotCounted { .. } | Step::Length { .. })
                )
            };
            steps.extend(count.into_iter().filter(spoken));
        }
        Ok(Reckoned {
            reckoning: self,
            start: day,
            extension_days: 0,
            pauses: Vec::new(),
            deadline,
            rests: false,
        })
    }

    pub(super) fn step(&mut self, step: impl FnOnce() -> RuleStep) {
        if let Some(steps) = &mut self.steps {
            steps.push(step().into());
        }
    }

    /// The articles it rests on.
    pub(super) fn basis(&self) -> String {
        match self.converted_on {
            Some(_) => format!("{}; ARL 55", self.period.basis),
            None => self.period.basis.clone(),
        }
    }

    /// Counts, stretch by stretch.
    fn carried(
        mut self,
        trigger: NaiveDate,
        extension_days: u32,
        pauses: Vec<Pause>,
    ) -> Result<Reckoned<'a>, AskError> {
        self.convert(trigger, &pauses)?;
        let (start, rests) = self.first(trigger)?;
        let deadline = self.end(start, extension_days, &pauses)?;
        Ok(Reckoned {
            reckoning: self,
            start,
            extension_days,
            pauses,
            deadline: Deadline {
                provisional: deadline.provisional || rests,
                ..deadline
            },
            rests,
        })
    }

    /// Where the period ends that starts on a day.
    pub(super) fn end(
        &mut self,
        start: NaiveDate,
        extension_days: u32,
        pauses: &[Pause],
    ) -> Result<Deadline, AskError> {
        let Some((other_start, other_length)) = self.earlier_of else {
            return self.count(self.whole(start, extension_days, pauses));
        };
        // ARL 20(3): the cap is neither paused nor extended.
        let cap = self.count(self.whole(start, 0, &[]))?;
        let param = self
            .period
            .params
            .iter()
            .find(|param| matches!(param.effect, ParamEffect::EarlierOf(_)));
        let name = param.map(|param| param.name.clone()).unwrap_or_default();
        self.step(|| RuleStep::OtherLength {
            param: name,
            start: other_start,
            length: other_length,
        });
        let other = Count {
            length: other_length,
            roll: self.period.roll,
            ..self.whole(other_start, extension_days, pauses)
        };
        let other = self.count(other)?;
        let (earlier, later) = if (other.due, other.unrolled) <= (cap.due, cap.unrolled) {
            (other, cap)
        } else {
            (cap, other)
        };
        self.step(|| RuleStep::EarlierEnd {
            day: earlier.due,
            instead_of: later.due,
        });
        let open = later.provisional && later.unrolled <= earlier.due;
        Ok(Deadline {
            provisional: earlier.provisional || open,
            ..earlier
        })
    }

    /// The first stretch, if there is one: where the period starts, and whether that day may still move.
    fn first(&mut self, start: NaiveDate) -> Result<(NaiveDate, bool), AskError> {
        let Some(first) = &self.period.first else {
            return Ok((start, false));
        };
        if let Some(day) = self.first_ends_on {
            self.step(|| RuleStep::FirstEndsOn { day });
            return Ok((day, false));
        }
        self.step(|| RuleStep::FirstStretch {
            start,
            label: first.label.clone(),
            label_en: first.label_en.clone(),
        });
        let roll = self.chosen.first_rolls(first.roll);
        let count = Count {
            roll,
            ..Count::forward(start, first.length, self.period.reading())
        };
        let end = self.count(count)?;
        self.step(|| RuleStep::PeriodStarts { day: end.due });
        Ok((end.due, roll && end.provisional))
    }

    /// Checks a conversion 程序转换, which changes nothing.
    ///
    /// # Law
    ///
    /// ARL 55; XJ 105 by analogy: the limit runs from the original acceptance. Conversion comes before the limit
    /// of the simplified procedure has ended.
    fn convert(&mut self, start: NaiveDate, pauses: &[Pause]) -> Result<(), AskError> {
        let Some((on, param, within_days)) = self.converted_on else {
            return Ok(());
        };
        let count = Count {
            pauses,
            roll: false,
            ..Count::forward(start, Length::Days(within_days), self.period.reading())
        };
        let last = self
            .calendar
            .deadline(&count)
            .map_err(|error| refused(self.period, error))?
            .unrolled;
        if on < start || on > last {
            return Err(AskError::BadParam {
                name: param.name.clone(),
                value: on.to_string(),
                zh: format!("须在 {start} 至 {last} 之间"),
                en: format!("it lies between {start} and {last}"),
            });
        }
        self.step(|| RuleStep::Converted { on });
        Ok(())
    }

    pub(super) fn whole<'b>(
        &self,
        start: NaiveDate,
        extension_days: u32,
        pauses: &'b [Pause],
    ) -> Count<'b> {
        Count {
            start,
            length: self.length,
            backward: self.period.backward,
            reading: self.period.reading(),
            roll: self.chosen.roll(self.period),
            extension_days,
            pauses,
        }
    }

    pub(super) fn count(&mut self, count: Count<'_>) -> Result<Deadline, AskError> {
        let refused = |error| refused(self.period, error);
        let Some(steps) = &mut self.steps else {
            return self.calendar.deadline(&count).map_err(refused);
        };
        let explained = self.calendar.explain(&count).map_err(refused)?;
        steps.extend(explained.steps.into_iter().map(AnswerStep::from));
        Ok(explained.deadline)
    }
}
