//! `fuyi deadline explain`: the panel of a deadline, for the phone and for the file.

use calendar::Calendar;
use chrono::NaiveDate;
use serde::Serialize;
use workflow::deadline::panel::Words;
use workflow::deadline::{Against, AnswerStep, Ask, AskError, Panel, compute};
use workflow::messages::Lang;
use workflow::period::PeriodBook;
use workflow::rulebook::Rulebook;

use super::{Given, ask, refused};
use crate::cli::Explain;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::print;

/// Steps on a page.
const PAGE: usize = 100;

/// Explains one deadline.
pub(crate) fn explain(given: &Explain) -> Result<(), Failure> {
    let today = given.today.unwrap_or_else(|| Clock::System.moment().today);
    let (ask, panel) = asked(given, today).map_err(|error| refused(&error))?;
    let steps = match given.steps {
        true => Some(page(&ask, &panel, given.page)?),
        false => None,
    };
    if given.json {
        let printed = Printed {
            zh: panel.words(Lang::Zh),
            en: panel.words(Lang::En),
            panel,
            steps,
        };
        let text =
            serde_json::to_string(&printed).map_err(Failure::while_doing("write the panel"))?;
        return print::line(&text);
    }
    let lang = given.lang.into();
    let mut text = panel.words(lang).plain();
    if let Some(page) = &steps {
        text.push_str(&page.in_words(lang));
    }
    print::answer(&text)
}

/// A panel as JSON gives it.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    panel: Panel,
    zh: Words,
    en: Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Page>,
}

/// One page of the steps.
#[derive(Debug, Serialize)]
struct Page {
    page: usize,
    pages: usize,
    total: usize,
    steps: Vec<AnswerStep>,
}

fn asked(given: &Explain, today: NaiveDate) -> Result<(Ask, Panel), AskError> {
    let book = PeriodBook::embedded();
    let ask = ask(
        book,
        &Given {
            rule: &given.rule,
            from: &given.from,
            pause: &given.pause,
            extend: given.extend,
            param: &given.param,
            reading: &given.reading,
        },
    )?;
    let against = Against {
        calendar: Calendar::embedded(),
        rules: &Rulebook::embedded().version,
        today,
    };
    let panel = Panel::of_ask(book, &ask, against)?;
    Ok((ask, panel))
}

/// A page of the steps; a rule that counts nothing has one without any.
fn page(ask: &Ask, panel: &Panel, number: u32) -> Result<Page, Failure> {
    let steps = match panel.count {
        Some(_) => compute(PeriodBook::embedded(), Calendar::embedded(), ask)
            .map_err(|error| refused(&error))?
            .steps
            .unwrap_or_default(),
        None => Vec::new(),
    };
    let (total, pages) = (steps.len(), steps.len().div_ceil(PAGE).max(1));
    let page = usize::try_from(number).unwrap_or(usize::MAX);
    if page > pages {
        return Err(Failure::no(format!(
            "没有第 {page} 页，共 {pages} 页 / there is no page {page}, the last is page {pages}"
        )));
    }
    let before = page.saturating_sub(1).saturating_mul(PAGE);
    let steps = steps.into_iter().skip(before).take(PAGE).collect();
    Ok(Page {
        page,
        pages,
        total,
        steps,
    })
}

impl Page {
    fn in_words(&self, lang: Lang) -> String {
        let Self {
            page,
            pages,
            total,
            steps,
        } = self;
        let mut text = match lang {
            Lang::Zh => format!("步骤：共 {total} 步，第 {page} 页，共 {pages} 页\n"),
            Lang::En => format!("Steps: {total}, page {page} of {pages}\n"),
        };
        let before = page.saturating_sub(1).saturating_mul(PAGE);
        for (number, step) in (before + 1..).zip(steps) {
            let basis = step
                .basis
                .map(|basis| format!(" [{basis}]"))
                .unwrap_or_default();
            let words = lang.pick(&step.text, &step.text_en);
            text.push_str(&format!("{number:>5}  {words}{basis}\n"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command, Deadline};

    fn given(words: &str) -> Explain {
        let cli = Cli::parse_from(words.split_whitespace());
        let Command::Deadline(Deadline::Explain(given)) = cli.command else {
            panic!("another command")
        };
        given
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[test]
    fn arl_62_the_flags_of_a_computation_make_a_panel() {
        let given = given(
            "fuyi deadline explain --rule decide_ordinary --from 2026-10-12T10:00:00+08:00 \
             --pause 2026-10-30..2026-11-09:suspension --extend 30",
        );
        let (_, panel) = asked(&given, today()).unwrap();
        let text = panel.words(Lang::Zh).plain();
        assert!(
            text.starts_with("复议审理期限（普通程序）到2027年1月20日（周三）届满（暂定），"),
            "{text}"
        );
        assert!(text.contains("\n暂停      2026-10-30 中止，"), "{text}");
        let english = panel.words(Lang::En).plain();
        assert!(
            english.contains("\nExtended     by 30 days -> Sunday, 2027-01-10\n"),
            "{english}"
        );
    }

    #[test]
    fn json_holds_the_data_and_the_words_of_both_languages() {
        let given = given(
            "fuyi deadline explain --rule decide_ordinary --from 2026-10-12T10:00:00+08:00 --json --steps",
        );
        let (ask, panel) = asked(&given, today()).unwrap();
        let printed = Printed {
            zh: panel.words(Lang::Zh),
            en: panel.words(Lang::En),
            steps: Some(page(&ask, &panel, 1).unwrap()),
            panel,
        };
        let json = serde_json::to_value(&printed).unwrap();
        assert_eq!(json["rule"], "decide_ordinary");
        assert_eq!(json["count"]["due"], "2026-12-11");
        assert_eq!(json["zh"]["lines"][0]["label"], "依据");
        assert_eq!(json["en"]["lines"][0]["id"], "basis");
        assert_eq!(json["steps"]["steps"][0]["step"], "start_not_counted");
    }

    #[test]
    fn long_steps_come_in_pages_of_a_hundred_that_join() {
        let given = given(
            "fuyi deadline explain --rule correction_response --from 2005-04-26T10:00:00+08:00 --extend 4900 --steps",
        );
        let (ask, panel) = asked(&given, today()).unwrap();
        let first = page(&ask, &panel, 1).unwrap();
        assert!(first.pages > 15 && first.steps.len() == PAGE, "{first:?}");
        let all = compute(PeriodBook::embedded(), Calendar::embedded(), &ask).unwrap();
        let all = all.steps.unwrap();
        let mut joined = Vec::new();
        for number in 1..=u32::try_from(first.pages).unwrap() {
            joined.extend(page(&ask, &panel, number).unwrap().steps);
        }
        assert_eq!((joined.len(), &joined), (first.total, &all));
        let last = u32::try_from(first.pages).unwrap();
        let beyond = page(&ask, &panel, last + 1).unwrap_err();
        assert!(
            beyond.message.contains(&format!("共 {last} 页")),
            "{beyond:?}"
        );
        let words = page(&ask, &panel, 2).unwrap().in_words(Lang::En);
        assert!(
            words.starts_with("Steps: ") && words.contains("\n  101  "),
            "{words}"
        );
    }

    #[test]
    fn a_rule_that_counts_nothing_has_a_panel_and_no_steps() {
        let given =
            given("fuyi deadline explain --rule file_access --from 2026-10-12T10:00:00+08:00");
        let (ask, panel) = asked(&given, today()).unwrap();
        assert_eq!(page(&ask, &panel, 1).unwrap().total, 0);
        assert!(page(&ask, &panel, 2).is_err());
    }
}
