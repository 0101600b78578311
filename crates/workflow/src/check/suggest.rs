//! "Did you mean": the nearest known name.

/// The known name nearest to `name`, if any is near.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.cmp(one)))
        .map(|(_, candidate)| candidate)
}

/// Help for a name that is not known: the nearest one, or all there are.
pub(crate) fn suggest<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> String {
    let known = known.into_iter();
    if let Some(near) = nearest(name, known.clone()) {
        return format!("是否想写`{near}`？ / did you mean `{near}`?");
    }
    let all: Vec<String> = known.map(|candidate| format!("`{candidate}`")).collect();
    if all.is_empty() {
        return "此处还没有可用的名称 / no name is known here yet".to_owned();
    }
    format!("可用：{} / known: {}", all.join("、"), all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        assert_eq!(
            nearest("dicided", ["received", "decided", "closed"]),
            Some("decided")
        );
        assert_eq!(nearest("xyz", ["received", "decided", "closed"]), None);
    }

    #[test]
    fn without_a_near_name_all_are_listed() {
        assert_eq!(
            suggest("xyz", ["act", "fact"]),
            "可用：`act`、`fact` / known: `act`, `fact`"
        );
    }
}
