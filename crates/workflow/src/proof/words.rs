//! A path in words that an officer can read.

use super::explore::{Explored, Step};
use crate::rulebook::Rulebook;

/// The shortest way to a state, one line a step, in Chinese and English, and then the last step where there is one.
pub(super) fn path(
    book: &Rulebook,
    done: &Explored,
    state: usize,
    last: Option<&Step>,
) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    let mut at = state;
    while let Some((from, step)) = done.states.get(at).and_then(|state| state.from.as_ref()) {
        steps.push(line(book, step));
        at = *from;
    }
    let opened = done.states.get(at).map(|state| state.day);
    if let Some(day) = opened {
        let (zh, en) = ("登记人员收件", "the registrar receives the application");
        steps.push((format!("{day} {zh}"), format!("{day} {en}")));
    }
    steps.reverse();
    steps.extend(last.map(|step| line(book, step)));
    steps
}

fn line(book: &Rulebook, step: &Step) -> (String, String) {
    match step {
        Step::Made { step, by, on } => {
            let (role, role_en) = by.label();
            let made = book.moves.get(*step);
            let (zh, en, id) = made.map_or(("", "", ""), |step| {
                (
                    step.label.zh.as_str(),
                    step.label.en.as_str(),
                    step.id.as_str(),
                )
            });
            (
                format!("{on} {role}：{zh}（`{id}`）"),
                format!("{on} {role_en}: {en} (`{id}`)"),
            )
        }
        Step::Passed { to, ended } => {
            let over: Vec<&str> = ended.iter().map(|(zh, _)| zh.as_str()).collect();
            let over_en: Vec<&str> = ended.iter().map(|(_, en)| en.as_str()).collect();
            (
                format!("{to} 时间推移；期满：{}", over.join("、")),
                format!("{to} time passes; over: {}", over_en.join(", ")),
            )
        }
    }
}
