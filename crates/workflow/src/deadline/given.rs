//! What is given with an ask, checked against what the rule takes.

use calendar::{Length, Pause};
use chrono::NaiveDate;
use serde_json::Value;

use super::ask::{Ask, Toll, day};
use super::error::AskError;
use super::reckon::Reckoning;
use super::step::RuleStep;
use crate::period::{Param, ParamEffect, PauseKind, Period, Prevails};

impl<'a> Reckoning<'a> {
    /// The pauses, each of a kind that the rule takes.
    pub(super) fn pauses(&mut self, tolls: &[Toll]) -> Result<Vec<Pause>, AskError> {
        let mut pauses = Vec::with_capacity(tolls.len());
        for toll in tolls {
            let kind = self.pause_kind(toll)?;
            if toll.from >= toll.to {
                return Err(AskError::BadPause {
                    text: format!("{}..{}", toll.from, toll.to),
                });
            }
            self.step(|| RuleStep::PauseGiven {
                from: toll.from,
                to: toll.to,
                kind: kind.map(PauseKind::code),
            });
            if let Some(from) = self.chosen.paused_from(toll, kind) {
                pauses.push(Pause { from, to: toll.to });
            }
        }
        Ok(pauses)
    }

    fn pause_kind(&self, toll: &Toll) -> Result<Option<PauseKind>, AskError> {
        let taken = &self.period.pauses;
        let found = toll
            .kind
            .as_ref()
            .and_then(|kind| taken.iter().find(|taken| taken.code() == kind).copied());
        if taken.is_empty() || (toll.kind.is_some() && found.is_none()) {
            return Err(AskError::PauseNotTaken {
                rule: self.period.id.clone(),
                kind: toll.kind.clone(),
                taken: listed(taken.iter().map(|kind| kind.code())),
            });
        }
        Ok(found)
    }

    /// The days of extension, within what the rule allows.
    ///
    /// # Law
    ///
    /// ARL 62(1): once for all, thirty days at most.
    pub(super) fn extension(&mut self, ask: &Ask) -> Result<u32, AskError> {
        if ask.extensions.is_empty() {
            return Ok(0);
        }
        let rule = || self.period.id.clone();
        let Some(allowed) = self.period.extension else {
            return Err(AskError::ExtensionNotTaken { rule: rule() });
        };
        if let Some(grant) = ask.extensions.iter().find(|grant| grant.days == 0) {
            return Err(AskError::BadExtension {
                text: grant.days.to_string(),
            });
        }
        let days: u64 = ask
            .extensions
            .iter()
            .map(|grant| u64::from(grant.days))
            .sum();
        let max = allowed.max_days.unwrap_or(u32::MAX);
        let total = u32::try_from(days).ok().filter(|days| *days <= max);
        let total = total.ok_or_else(|| AskError::ExtensionTooLong {
            rule: rule(),
            max,
            days,
        })?;
        if allowed.once_only && ask.extensions.len() > 1 {
            return Err(AskError::ExtensionOnce { rule: rule(), max });
        }
        for grant in &ask.extensions {
            self.step(|| RuleStep::ExtensionGiven {
                days: grant.days,
                granted_under: grant.basis.clone(),
            });
        }
        Ok(total)
    }

    /// Takes the params, each one that the rule knows.
    pub(super) fn params(&mut self, ask: &Ask) -> Result<(), AskError> {
        let period = self.period;
        if let Some(name) = ask.params.keys().find(|name| period.param(name).is_none()) {
            return Err(AskError::ParamNotTaken {
                rule: period.id.clone(),
                name: name.clone(),
                taken: listed(period.params.iter().map(|param| param.name.as_str())),
            });
        }
        for param in &period.params {
            match ask.params.get(&param.name) {
                Some(value) => self.param(param, value)?,
                None if param.required => return Err(missing(period, param)),
                None => {}
            }
        }
        Ok(())
    }

    fn param(&mut self, param: &'a Param, value: &Value) -> Result<(), AskError> {
        match param.effect {
            ParamEffect::EarlierOf(length) => {
                self.earlier_of = Some((day_param(param, value)?, length));
            }
            ParamEffect::EndsFirst => self.first_ends_on = Some(day_param(param, value)?),
            ParamEffect::Converts { within_days } => {
                self.converted_on = Some((day_param(param, value)?, param, within_days));
            }
            ParamEffect::LengthIfTrue(length) => {
                if flag_param(param, value)? {
                    self.other_length(param, length);
                }
            }
            ParamEffect::OtherDays(prevails) => {
                let days = days_param(param, value)?;
                let stands = match (self.length, prevails) {
                    (_, Prevails::Given) => true,
                    (Length::Days(own), Prevails::Longer) => days > own,
                    (Length::Days(own), Prevails::Shorter) => days < own,
                    _ => false,
                };
                if stands {
                    self.other_length(param, Length::Days(days));
                }
            }
        }
        Ok(())
    }

    fn other_length(&mut self, param: &Param, length: Length) {
        self.length = length;
        self.step(|| RuleStep::OtherLengthBecause {
            param: param.name.clone(),
            length,
        });
    }
}

/// A number of days, at least one; the command line gives it as text.
fn days_param(param: &Param, value: &Value) -> Result<u32, AskError> {
    let days = match value {
        Value::String(text) => text.parse().ok(),
        _ => value.as_u64().and_then(|days| u32::try_from(days).ok()),
    };
    days.filter(|days| *days > 0).ok_or_else(|| {
        bad(
            param,
            value,
            "写 1 以上的整数（日）",
            "write a whole number of days from 1",
        )
    })
}

fn day_param(param: &Param, value: &Value) -> Result<NaiveDate, AskError> {
    value.as_str().and_then(day).ok_or_else(|| {
        bad(
            param,
            value,
            "写如 2026-03-25 的日期",
            "write a day like 2026-03-25",
        )
    })
}

/// True or false; the command line gives it as text.
fn flag_param(param: &Param, value: &Value) -> Result<bool, AskError> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::String(text) if text == "true" => Ok(true),
        Value::String(text) if text == "false" => Ok(false),
        _ => Err(bad(param, value, "写 true 或 false", "write true or false")),
    }
}

fn bad(param: &Param, value: &Value, zh: &str, en: &str) -> AskError {
    let value = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    AskError::BadParam {
        name: param.name.clone(),
        value,
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn missing(period: &Period, param: &Param) -> AskError {
    AskError::ParamMissing {
        rule: period.id.clone(),
        name: param.name.clone(),
        label: param.label.clone(),
        label_en: param.label_en.clone(),
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
