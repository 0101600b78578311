//! Lists of things that have a number or name of their own.

/// Puts a thing in the place of the one that is the same, or at the end.
pub(super) fn replace<T: Clone>(list: &mut Vec<T>, value: &T, same: impl Fn(&T, &T) -> bool) {
    match list.iter_mut().find(|known| same(known, value)) {
        Some(known) => *known = value.clone(),
        None => list.push(value.clone()),
    }
}
