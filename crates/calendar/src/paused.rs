//! Pauses 中止: the union of half-open intervals.

use std::borrow::Cow;

use crate::count::Pause;
use crate::error::CalendarError;

/// The pauses in order, overlapping and touching ones made one.
///
/// # Law
///
/// Design default A5/C9: `[from, to)`, overlaps counted once.
pub(crate) fn union(pauses: &[Pause]) -> Result<Cow<'_, [Pause]>, CalendarError> {
    for &Pause { from, to } in pauses {
        if from >= to {
            return Err(CalendarError::EmptyPause { from, to });
        }
    }
    if pauses.len() < 2 {
        return Ok(Cow::Borrowed(pauses));
    }
    let mut sorted = pauses.to_vec();
    sorted.sort_unstable_by_key(|pause| (pause.from, pause.to));
    let mut union: Vec<Pause> = Vec::with_capacity(sorted.len());
    for pause in sorted {
        match union.last_mut() {
            Some(last) if pause.from <= last.to => last.to = last.to.max(pause.to),
            _ => union.push(pause),
        }
    }
    Ok(Cow::Owned(union))
}
