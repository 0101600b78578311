//! `fuyi deadline`: deadlines without a case.

mod explain;

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use calendar::{Calendar, Length};
use serde_json::Value;
use workflow::deadline::{
    Answer, Ask, AskError, Grant, RuleRow, batch_line, compute as computed, compute_without_steps,
    parse_trigger, rules as listed,
};
use workflow::period::{ParamEffect, Period, PeriodBook};

use crate::cli::Compute;
use crate::failure::Failure;
use crate::print;

pub(crate) use explain::explain;

/// Computes one deadline, or a batch of them.
pub(crate) fn compute(given: &Compute) -> Result<(), Failure> {
    if let Some(path) = &given.batch {
        return batch(path, !given.no_steps);
    }
    let answer = one(given).map_err(|error| refused(&error))?;
    if given.json {
        let text =
            serde_json::to_string(&answer).map_err(Failure::while_doing("write the answer"))?;
        return print::line(&text);
    }
    let rule = given.rule.as_deref().unwrap_or_default();
    print::answer(&in_words(&answer, PeriodBook::embedded().get(rule)))
}

/// The answer is no: the code and what would work.
fn refused(error: &AskError) -> Failure {
    Failure::no(format!("{}: {error}", error.code()))
}

/// What is asked, as the command line gives it.
struct Given<'a> {
    rule: &'a str,
    from: &'a str,
    pause: &'a [String],
    extend: Option<u32>,
    param: &'a [(String, String)],
    reading: &'a [(String, String)],
}

fn ask(book: &PeriodBook, given: &Given<'_>) -> Result<Ask, AskError> {
    let rule = given.rule;
    let mut ask = Ask::new(rule, rule, parse_trigger(given.from)?);
    for pause in given.pause {
        ask.tolls.push(pause.parse()?);
    }
    ask.extensions
        .extend(given.extend.map(|days| Grant { days, basis: None }));
    for (name, value) in given.param {
        ask.params
            .insert(name.clone(), param(book, rule, name, value));
    }
    ask.readings.extend(given.reading.iter().cloned());
    Ok(ask)
}

fn one(given: &Compute) -> Result<Answer, AskError> {
    let book = PeriodBook::embedded();
    let asked = Given {
        rule: given.rule.as_deref().unwrap_or_default(),
        from: given.from.as_deref().unwrap_or_default(),
        pause: &given.pause,
        extend: given.extend,
        param: &given.param,
        reading: &given.reading,
    };
    let answered = if given.no_steps {
        compute_without_steps
    } else {
        computed
    };
    answered(book, Calendar::embedded(), &ask(book, &asked)?)
}

/// A param as the rule takes it: `true` and `false` where it is a flag, else a text.
fn param(book: &PeriodBook, rule: &str, name: &str, value: &str) -> Value {
    let flag = book
        .get(rule)
        .and_then(|period| period.param(name))
        .is_some_and(|param| matches!(param.effect, ParamEffect::LengthIfTrue(_)));
    match (flag, value.parse()) {
        (true, Ok(value)) => Value::Bool(value),
        _ => Value::String(value.to_owned()),
    }
}

fn in_words(answer: &Answer, period: Option<&Period>) -> String {
    let provisional = if answer.provisional {
        "（暂定 provisional）"
    } else {
        ""
    };
    let mut text = format!(
        "届满日 due      {}{provisional}\n稳妥日 safe by  {}\n依据   basis    {}\n",
        answer.due, answer.safe_by, answer.basis
    );
    if let Some((zh, en)) = period.and_then(Period::review_note) {
        text.push_str(&format!("审核   review   {zh} / {en}\n"));
    }
    for step in answer.steps.iter().flatten() {
        let basis = step
            .basis
            .map(|basis| format!(" [{basis}]"))
            .unwrap_or_default();
        text.push_str(&format!("  {}{basis}\n    {}\n", step.text, step.text_en));
    }
    text
}

fn batch(path: &Path, with_steps: bool) -> Result<(), Failure> {
    if path == Path::new("-") {
        return lines(io::stdin().lock(), "standard input", with_steps);
    }
    let name = format!("`{}`", path.display());
    let file = File::open(path).map_err(Failure::while_doing(&format!("read {name}")))?;
    lines(BufReader::new(file), &name, with_steps)
}

/// Answers line by line, each written out before the next is read.
fn lines(mut input: impl BufRead, name: &str, with_steps: bool) -> Result<(), Failure> {
    let (book, calendar) = (PeriodBook::embedded(), Calendar::embedded());
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read = input
            .read_until(b'\n', &mut bytes)
            .map_err(Failure::while_doing(&format!("read {name}")))?;
        if read == 0 {
            break;
        }
        // What is no UTF-8 is no JSON either: a sign that no object begins with makes it that line's own error.
        let text = std::str::from_utf8(&bytes).unwrap_or("\u{fffd}");
        if let Some(answer) = batch_line(book, calendar, number, text, with_steps)
            && !print::line_while_read(&answer)?
        {
            break;
        }
    }
    Ok(())
}

/// Lists the rules.
pub(crate) fn rules(json: bool) -> Result<(), Failure> {
    let rows = listed(PeriodBook::embedded());
    if json {
        let text =
            serde_json::to_string_pretty(&rows).map_err(Failure::while_doing("write the rules"))?;
        return print::line(&text);
    }
    let text: String = rows.iter().map(row).collect();
    print::answer(&text)
}

fn row(rule: &RuleRow) -> String {
    let mut text = format!("{}  {} / {}\n", rule.id, rule.label, rule.label_en);
    let length = match (rule.length, &rule.not_counted) {
        (Some(length), _) => in_unit(length),
        (None, reason) => format!(
            "不计算 not counted: {} / {}",
            reason.as_deref().unwrap_or_default(),
            rule.not_counted_en.as_deref().unwrap_or_default()
        ),
    };
    let policy = if rule.source == Some(workflow::review::Source::Policy) {
        "  内部时限，非法定 policy, not statutory"
    } else {
        ""
    };
    let first = rule
        .first
        .as_ref()
        .map(|first| format!("{} {} + ", first.label, in_unit(first.length)));
    let backward = if rule.backward {
        "，倒算 backwards"
    } else {
        ""
    };
    text.push_str(&format!(
        "    {}{length}{backward}  [{}]{policy}\n",
        first.unwrap_or_default(),
        rule.basis
    ));
    text.push_str(&format!(
        "    起算 from: {} / {}\n",
        rule.trigger, rule.trigger_en
    ));
    text.push_str(&format!(
        "    审核 review: {} / {}\n",
        rule.review.label, rule.review.label_en
    ));
    if !rule.pauses.is_empty() {
        let kinds: Vec<String> = rule
            .pauses
            .iter()
            .map(|pause| format!("{} {}", pause.kind, pause.label))
            .collect();
        text.push_str(&format!("    不计入 pauses: {}\n", kinds.join(", ")));
    }
    if let Some(extension) = &rule.extension {
        let most = extension
            .max_days
            .map_or_else(|| "无上限 no limit".to_owned(), |days| format!("≤ {days}"));
        let once = if extension.once_only {
            "，一次为限 once"
        } else {
            ""
        };
        let (by, by_en) = extension.by.label();
        text.push_str(&format!(
            "    延长 extension: {most} {}{once}，{by} {by_en}\n",
            extension.unit
        ));
    }
    for param in &rule.params {
        let required = if param.required {
            "，必填 required"
        } else {
            ""
        };
        text.push_str(&format!(
            "    参数 param: {} ({}{required}) {} / {}\n",
            param.name, param.kind, param.label, param.label_en
        ));
    }
    text
}

fn in_unit(length: Length) -> String {
    match length {
        Length::WorkingDays(days) => format!("{days}个工作日 working days"),
        Length::Days(days) => format!("{days}日 calendar days"),
        Length::Months(months) => format!("{months}个月 months"),
        Length::Years(years) => format!("{years}年 years"),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command, Deadline};

    fn asked(words: &str) -> Result<Answer, AskError> {
        let cli = Cli::parse_from(words.split_whitespace());
        let Command::Deadline(Deadline::Compute(given)) = cli.command else {
            panic!("another command")
        };
        one(&given)
    }

    #[test]
    fn arl_39_a_pause_and_arl_62_an_extension_from_the_command_line() {
        let answer = asked(
            "fuyi deadline compute --rule decide_ordinary --from 2025-11-10T10:00:00+08:00 \
             --pause 2025-12-20..2026-01-20:suspension --extend 30",
        );
        let answer = answer.unwrap();
        assert_eq!(answer.due.to_string(), "2026-03-11");
        let period = PeriodBook::embedded().get("decide_ordinary").unwrap();
        let text = in_words(&answer, Some(period));
        assert!(text.contains("届满日 due      2026-03-11"), "{text}");
        assert_eq!(text.contains("未经法制审核"), !period.review.is_signed());
    }

    #[test]
    fn arl_55_a_param_from_the_command_line() {
        let words = "fuyi deadline compute --rule decide_ordinary --from 2026-03-02T10:00:00+08:00 \
                     --param converted_on=2026-03-25 --no-steps";
        let answer = asked(words).unwrap();
        assert_eq!(answer.due.to_string(), "2026-05-06");
        assert_eq!(answer.steps, None);
    }

    #[test]
    fn a_reading_from_the_command_line() {
        let words = "fuyi deadline compute --rule decide_ordinary --from 2025-03-03T10:00:00+08:00 \
                     --pause 2025-04-20..2025-06-15:suspension --reading A5=conservative";
        let answer = asked(words).unwrap();
        assert_eq!(answer.due.to_string(), "2025-06-26");
        assert_eq!(answer.readings["A5"], "conservative");
        let fixed = words.replace("A5=conservative", "A6=stops");
        assert_eq!(asked(&fixed).unwrap_err().code(), "READING_FIXED");
    }

    #[test]
    fn what_a_rule_does_not_take_is_refused() {
        let start = "fuyi deadline compute --rule accept_review --from 2026-03-02T10:00:00+08:00";
        for more in [
            "--pause 2026-03-03..2026-03-05",
            "--extend 3",
            "--param converted_on=2026-03-25",
        ] {
            assert!(asked(&format!("{start} {more}")).is_err(), "{more}");
        }
        let zoneless = "fuyi deadline compute --rule accept_review --from 2026-03-02T10:00:00";
        assert_eq!(asked(zoneless).unwrap_err().code(), "NO_ZONE");
    }

    #[test]
    fn a_batch_whose_file_is_missing_cannot_be_read() {
        assert_eq!(batch(Path::new("no/such/file"), true).unwrap_err().code, 2);
    }

    #[test]
    fn every_rule_is_listed_in_words() {
        for rule in listed(PeriodBook::embedded()) {
            let text = row(&rule);
            assert!(text.starts_with(&rule.id), "{text}");
            assert!(text.contains(&rule.basis), "{text}");
            assert!(text.contains(&rule.review.label), "{text}");
        }
    }
}
