//! What makes a registration a duplicate 重复登记 of another one: the same application, which stands there and loses nothing.

use super::{Code, Refusal, Verdict, bad};
use crate::command::{VoidGround, VoidRegistration};
use crate::file::{DisputedAct, Outcome, PartyRole};
use crate::plan::{KnownAgency, KnownCase};
use crate::planning::Ask;
use crate::text::folded;

/// A duplicate names the number under which the same application stands. What is no duplicate names none.
///
/// # Law
///
/// ARL 30: an application is answered. A registration is voided only where the very same application, by the same
/// applicants against the same act and filed no later (ARL 20), is still to be answered under the other number; a new
/// application after an answer is a repeated one, which is looked at anew and refused with its reasons.
pub(super) fn stands_elsewhere(ask: &Ask<'_>, void: &VoidRegistration) -> Verdict {
    let named = void.stands_as.as_deref().map(str::trim);
    let named = named.filter(|number| !number.is_empty());
    let number = match (void.ground, named) {
        (VoidGround::Duplicate, Some(number)) => number,
        (VoidGround::Duplicate, None) => {
            return Err(Refusal::new(Code::MissingField).with("field", "standsAs"));
        }
        (_, None) => return Ok(()),
        (_, Some(number)) => {
            let refusal = Refusal::new(Code::BadField);
            let expected = "只有重复登记的填写 / of a duplicate only";
            return Err(bad(refusal, "standsAs", number, expected));
        }
    };
    let known = ask.around.cases.get(number);
    let standing = |known: &&KnownCase| {
        let voided = matches!(known.outcome, Some(Outcome::Voided { .. }));
        known.id != ask.file.id && !voided && known.filed_on.is_some()
    };
    let Some(known) = known.filter(standing) else {
        let refusal = Refusal::new(Code::BadField);
        let expected = "本机关另一件已收到申请、未撤销登记的案件的案号 / the number of another case of this office, in which an \
                        application was received and that is not voided";
        return Err(bad(refusal, "standsAs", number, expected));
    };
    match differs(ask, known) {
        None => Ok(()),
        Some(why) => Err(Refusal::new(Code::NotADuplicate)
            .with("number", number)
            .with("why", why)
            .because("ARL 30")),
    }
}

/// Why the other case is not where the same application stands.
fn differs(ask: &Ask<'_>, known: &KnownCase) -> Option<String> {
    let file = ask.file;
    let own = file.parties_with(PartyRole::Applicant);
    let own = names(own.map(|party| party.name.as_str()));
    if own != names(known.applicants.iter().map(String::as_str)) {
        let why = "两案的申请人不完全相同；请各自依法审查受理 / the applicants are not all the same; deal with each application \
                   on its own";
        return Some(why.to_owned());
    }
    if !same_agencies(&KnownAgency::of(file), &known.respondents)
        || !same_act(&file.facts.disputed_act, &known.disputed_act)
    {
        let why = "两案所针对的行政行为不同（文号、作出日、名称或者被申请人）；请各自依法审查受理 / the disputed acts differ in \
                   number, day, title or respondent; deal with each application on its own";
        return Some(why.to_owned());
    }
    if let Some(outcome) = &known.outcome {
        let (zh, en) = outcome.label();
        return Some(format!(
            "另案结果为「{zh}」，再次提出的是重复申请，不是重复登记；请依法审查，已经受理过的不予受理，未受理过的可以受理 / the \
             other case has its outcome, {en}: this is a repeated application; refuse it where the first was accepted"
        ));
    }
    let filed = file.facts.receipt.as_ref().map(|receipt| receipt.filed_on);
    let later = known.filed_on.filter(|day| Some(*day) > filed)?;
    let filed = filed.unwrap_or_default();
    Some(format!(
        "另案于 {later} 提出申请，晚于本案的 {filed}，保留另案会使申请人失去较早的申请日；请保留本案，撤销另案的登记；另案已经受理的，\
         本案以已经受理过同一申请不予受理 / the other application was filed on {later}, later than this one, on {filed}, which \
         would lose its day; void the other registration, or where it is accepted refuse this one as accepted already"
    ))
}

/// Names as they are compared, in order: each as often as it stands.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(folded).collect();
    names.sort_unstable();
    names
}

/// The same agency: by organ where both know it, else by name.
pub(super) fn same_agency(own: &KnownAgency, other: &KnownAgency) -> bool {
    match (own.organ, other.organ) {
        (Some(a), Some(b)) => a == b,
        _ => folded(&own.name) == folded(&other.name),
    }
}

/// The same agencies, all of them.
fn same_agencies(own: &[KnownAgency], other: &[KnownAgency]) -> bool {
    let within = |these: &[KnownAgency], those: &[KnownAgency]| {
        let mut these = these.iter();
        these.all(|one| those.iter().any(|two| same_agency(one, two)))
    };
    own.len() == other.len() && within(own, other) && within(other, own)
}

/// The same act: by the number of its document where both know it, else by its title; of the same day where both know it.
pub(super) fn same_act(own: &DisputedAct, other: &DisputedAct) -> bool {
    let number = |act: &DisputedAct| {
        let number = act.document_number.as_deref().map(folded);
        number.filter(|number| !number.is_empty())
    };
    let days = own.made_on.zip(other.made_on);
    let numbers = number(own).zip(number(other));
    days.is_none_or(|(a, b)| a == b)
        && match numbers {
            Some((a, b)) => a == b,
            None => folded(&own.title) == folded(&other.title),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(number: Option<&str>, made_on: Option<&str>, title: &str) -> DisputedAct {
        DisputedAct {
            title: title.to_owned(),
            document_number: number.map(str::to_owned),
            made_on: made_on.map(|day| day.parse().unwrap()),
            known_on: None,
        }
    }

    #[test]
    fn an_act_is_the_same_by_number_and_day_or_by_title_and_day() {
        let known = act(Some("深罚〔2026〕88号"), Some("2026-03-02"), "处罚决定");
        for (other, same) in [
            (known.clone(), true),
            (act(Some("深罚（２０２６）88号"), None, "行政处罚"), true),
            (act(Some("深罚〔2026〕89号"), None, "处罚决定"), false),
            (
                act(Some("深罚〔2026〕88号"), Some("2026-03-03"), "处罚决定"),
                false,
            ),
            (act(None, Some("2026-03-02"), "处罚决定"), true),
            (act(Some(" "), None, "处罚 决定"), true),
            (act(None, Some("2026-03-02"), "强制决定"), false),
        ] {
            assert_eq!(same_act(&known, &other), same, "{other:?}");
            assert_eq!(same_act(&other, &known), same, "{other:?}");
        }
    }

    #[test]
    fn agencies_are_the_same_by_organ_or_by_name() {
        let agency = |organ: Option<u128>, name: &str| KnownAgency {
            organ: organ.map(|organ| crate::id::OrganId(uuid::Uuid::from_u128(organ))),
            name: name.to_owned(),
        };
        let own = [agency(Some(1), "甲局"), agency(None, "乙局")];
        for (other, same) in [
            (
                vec![agency(None, "乙局"), agency(Some(1), "甲局（新）")],
                true,
            ),
            (vec![agency(None, "乙局"), agency(Some(2), "甲局")], false),
            (vec![agency(None, "乙局"), agency(None, "甲 局")], true),
            (vec![agency(None, "甲局")], false),
            (vec![agency(None, "甲局"), agency(None, "甲局")], false),
        ] {
            assert_eq!(same_agencies(&own, &other), same, "{other:?}");
        }
    }
}
