//! A panel in words: a title, a sentence to read out, and lines.

use calendar::Length;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Panel, en, zh};
use crate::deadline::describe::length_in_words;
use crate::messages::Lang;

/// A panel 期限说明 in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// What it is, and the day it ends.
    pub title: String,
    /// One sentence that can be read out on the phone 一句话说明.
    pub sentence: String,
    /// The lines, in order. None is empty.
    pub lines: Vec<Line>,
}

/// One line of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it speaks of, the same in every language.
    pub id: LineId,
    /// Its label.
    pub label: &'static str,
    /// What it says.
    pub text: String,
}

/// Declares what the lines speak of, with their labels.
macro_rules! lines {
    ($($(#[$doc:meta])* $id:ident = $zh:literal, $en:literal;)+) => {
        /// What a line of a panel speaks of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum LineId { $($(#[$doc])* $id),+ }

        impl LineId {
            /// Every line, in order.
            pub const ALL: &'static [Self] = &[$(Self::$id),+];

            /// Chinese and English label.
            #[must_use]
            pub fn label(self) -> (&'static str, &'static str) {
                match self { $(Self::$id => ($zh, $en)),+ }
            }
        }
    };
}

lines! {
    /// The article and its words.
    Basis = "依据", "Basis";
    /// The day that starts it, and day 1.
    Start = "起算", "Starts";
    /// The stretch that runs first.
    First = "前段", "First";
    /// The length and where it leads.
    Count = "计算", "Count";
    /// The other length, of which the earlier end stands.
    Other = "另计", "Also";
    /// The extension given.
    Extended = "延长", "Extended";
    /// A stretch not counted.
    Paused = "暂停", "Paused";
    /// The last day and whether it rolls.
    LastDay = "末日", "Last day";
    /// The day to plan for, and what is left.
    SafeBy = "稳妥日", "Safe by";
    /// What an extension would do.
    IfExtended = "若延期", "If extended";
    /// What follows from the end.
    Consequence = "到期后果", "At its end";
    /// That it rests on a year whose notice is not loaded.
    Provisional = "暂定", "Provisional";
    /// That it would end on another day by the calendar of today.
    Recounted = "重算", "Recounted";
    /// The notices and versions.
    Calendar = "日历", "Calendar";
    /// That counsel has not signed the rule.
    Review = "审核", "Review";
}

impl Panel {
    /// The panel in a language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        let lines = match lang {
            Lang::Zh => zh::lines(self),
            Lang::En => en::lines(self),
        };
        let label = |id: LineId| {
            let (zh, en) = id.label();
            lang.pick(zh, en)
        };
        Words {
            title: match lang {
                Lang::Zh => zh::title(self),
                Lang::En => en::title(self),
            },
            sentence: self.sentence(lang),
            lines: lines
                .into_iter()
                .map(|(id, text)| Line {
                    id,
                    label: label(id),
                    text,
                })
                .collect(),
        }
    }

    /// The sentence 一句话说明: what ends when, what is left, from when it counts, under which article.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => zh::sentence(self),
            Lang::En => en::sentence(self),
        }
    }
}

impl Words {
    /// The panel as plain text, ended by a line break: the sentence first, labels padded by their width on screen.
    #[must_use]
    pub fn plain(&self) -> String {
        let width = |text: &str| -> usize {
            text.chars()
                .map(|one| if one.is_ascii() { 1 } else { 2 })
                .sum()
        };
        let widest = self.lines.iter().map(|line| width(line.label)).max();
        let mut text = format!("{}\n{}\n", self.sentence, self.title);
        for line in &self.lines {
            let gap = widest.unwrap_or_default() + 2 - width(line.label);
            text.push_str(&format!("{}{}{}\n", line.label, " ".repeat(gap), line.text));
        }
        text
    }
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "Monday"),
    ("周二", "Tuesday"),
    ("周三", "Wednesday"),
    ("周四", "Thursday"),
    ("周五", "Friday"),
    ("周六", "Saturday"),
    ("周日", "Sunday"),
];

/// Name of the day of the week.
pub(super) fn weekday(day: NaiveDate, lang: Lang) -> &'static str {
    let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    WEEKDAYS.get(index).map_or("", |(zh, en)| lang.pick(zh, en))
}

/// A length in words.
pub(super) fn length(length: Length, lang: Lang) -> String {
    let (zh, en) = length_in_words(length);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Whether the month in which a length of months or years ends has no corresponding day (CC 202).
pub(super) fn shortened(start: NaiveDate, length: Length, end: NaiveDate) -> bool {
    matches!(length, Length::Months(_) | Length::Years(_)) && start.day() != end.day()
}
