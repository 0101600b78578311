//! Tests of the calendar against the rules C1–C14 and against properties that hold for every count.

mod law;
mod properties;
mod tables;

use chrono::NaiveDate;

use crate::{Calendar, Count, Deadline, Length, Pause, Reading};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn forward(start: &str, length: Length) -> Count<'static> {
    Count::forward(d(start), length, Reading::Organ)
}

fn deadline(count: &Count<'_>) -> Deadline {
    Calendar::embedded().deadline(count).unwrap()
}

fn due(start: &str, length: Length) -> String {
    deadline(&forward(start, length)).due.to_string()
}

fn pause(from: &str, to: &str) -> Pause {
    Pause {
        from: d(from),
        to: d(to),
    }
}
