//! Signatures as they are written.

use super::{Review, RowId};

const HEADER: &str = "# 法制审核签署记录，由 `fuyi workflow review` 写入。规则一经变更，其摘要不再相符，签署即失效。\n\
     # Signatures of counsel, written by `fuyi workflow review`. A signature falls away when its row is changed.\n";

/// The text of a file of signatures with more of them at its end; an empty text gets its header.
///
/// What stands in the file is kept as it is.
#[must_use]
pub fn append<'a>(
    text: &str,
    reviews: impl IntoIterator<Item = (&'a RowId, &'a Review)>,
) -> String {
    let mut text = if text.trim().is_empty() {
        HEADER.to_owned()
    } else {
        text.to_owned()
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for (row, review) in reviews {
        text.push_str(&format!(
            "\n[[review]]\nrow = {}\nby = {}\non = {}\ndigest = {}\n",
            quoted(&row.to_string()),
            quoted(&review.by),
            quoted(&review.on.to_string()),
            quoted(&review.digest),
        ));
        if let Some(note) = &review.note {
            text.push_str(&format!("note = {}\n", quoted(note)));
        }
    }
    text
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
