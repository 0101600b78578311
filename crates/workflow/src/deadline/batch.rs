//! One line of JSON in, one line of JSON out.

use calendar::Calendar;
use serde::Serialize;
use serde_json::Value;

use super::ask::Ask;
use super::error::AskError;
use super::{Answer, reckon};
use crate::period::PeriodBook;

/// A line that could not be answered.
#[derive(Serialize)]
struct Failed<'a> {
    /// The id, if it could be read.
    id: Option<&'a str>,
    /// The line, if the id could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    error: Reason,
}

/// Why.
#[derive(Serialize)]
struct Reason {
    code: &'static str,
    message: String,
}

/// Answers one line of a batch 批量试算; nothing for a blank line.
///
/// The line is an object with `id`, `rule`, `trigger`, and optionally `tolls`, `extensions`, `params`, `readings`;
/// `expected_due` and `note` are not looked at. The answer is an [`Answer`] or
/// `{"id","error":{"code","message"}}`; where the id cannot be read it is `null`, and `line` says which line.
#[must_use]
pub fn batch_line(
    book: &PeriodBook,
    calendar: &Calendar,
    line_number: u64,
    text: &str,
    with_steps: bool,
) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return None;
    }
    let value = serde_json::from_str::<Value>(text);
    let id = value
        .as_ref()
        .ok()
        .and_then(|value| value.get("id"))
        .and_then(Value::as_str);
    let answer = match &value {
        Ok(Value::Object(object)) => {
            Ask::from_json(object).and_then(|ask| reckon::answer(book, calendar, &ask, with_steps))
        }
        Ok(_) => Err(AskError::Unreadable {
            reason: "not an object".to_owned(),
        }),
        Err(error) => Err(AskError::Unreadable {
            reason: error.to_string(),
        }),
    };
    Some(written(answer, id, line_number))
}

fn written(answer: Result<Answer, AskError>, id: Option<&str>, line_number: u64) -> String {
    let line = id.is_none().then_some(line_number);
    let text = match answer {
        Ok(answer) => serde_json::to_string(&answer),
        Err(error) => {
            let error = Reason {
                code: error.code(),
                message: error.to_string(),
            };
            serde_json::to_string(&Failed { id, line, error })
        }
    };
    // Days, numbers and text always have a form in JSON.
    text.unwrap_or_default()
}
