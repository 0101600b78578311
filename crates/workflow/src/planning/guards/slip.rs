//! Guards of the correction of slips of the pen 笔误补正.
//!
//! The Act says nothing of slips. By analogy with a judgment (CPL 157(1)(7)) the paper is corrected by a notice, which
//! cannot do what a decision or a notice of its own would have to do.

use super::{Code, Refusal, Verdict, bad, ensure};
use crate::actor::Role;
use crate::command::{CommandName, CorrectSlip, ReconsiderationCommand as C, SlipInput, SlipKind};
use crate::file::Paper;
use crate::guard::Guard;
use crate::planning::Ask;
use crate::planning::days::no_such;
use crate::rulebook::{Move, Rulebook};

/// Words that say how a case comes out, or what a decision does.
const OUTCOMES: [&str; 13] = [
    "维持", "变更", "撤销", "违法", "无效", "责令", "驳回", "终止", "中止", "受理", "赔偿", "准予",
    "不予",
];

/// What a guard of corrections says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    let asked = match ask.command() {
        Some(C::CorrectSlip(slip)) => Some(slip),
        _ => None,
    };
    let signed_by = |role| {
        let paper = match asked {
            Some(slip) => issued(ask, slip)?,
            None => newest(ask).ok_or_else(|| no_such("paper", 0))?,
        };
        ensure(signer(ask.book, &paper.kind) == role, Code::WrongStage)
    };
    Some(match guard {
        Guard::SlipOfOfficer => signed_by(Role::Officer),
        Guard::SlipOfInstitution => signed_by(Role::InstitutionHead),
        Guard::SlipOfOrgan => signed_by(Role::OrganHead),
        Guard::SlipOnly => asked.map_or(Ok(()), |slip| slip_only(ask, slip)),
        _ => return None,
    })
}

fn issued<'a>(ask: &Ask<'a>, slip: &CorrectSlip) -> Result<&'a Paper, Refusal> {
    let file: &'a crate::file::CaseFile = ask.file;
    let mut papers = file.standing_papers();
    papers
        .find(|paper| paper.no == slip.paper)
        .ok_or_else(|| no_such("paper", slip.paper))
}

/// Without a command: the newest paper that could be corrected stands for the one that is meant.
fn newest<'a>(ask: &Ask<'a>) -> Option<&'a Paper> {
    let file: &'a crate::file::CaseFile = ask.file;
    let papers = file.standing_papers();
    papers.filter(|paper| correctable(ask, paper)).last()
}

/// Whether a paper went to somebody who has not left, and is no correction itself.
fn correctable(ask: &Ask<'_>, paper: &Paper) -> bool {
    let present = |no: &u32| ask.file.present().any(|party| party.no == *no);
    paper.kind != super::SLIP_NOTICE && paper.addressees.iter().any(present)
}

/// Whose signature a kind of paper rests on: of those who decide the moves that issue it, the highest; where it is issued
/// once it is signed, of those who sign it.
///
/// # Law
///
/// ARL 61, 75: the decision is the organ's, and is issued once the head has agreed.
fn signer(book: &Rulebook, kind: &str) -> Role {
    let issuing = book.moves.iter();
    let issuing = issuing.filter(|step| step.issues.iter().any(|issued| issued == kind));
    let mut signers: Vec<Role> = Vec::new();
    let signing = [CommandName::SignDecision, CommandName::SignLetter];
    let leads = |stage: &String, other: &&Move| {
        signing.contains(&other.command) && other.to.as_ref() == Some(stage)
    };
    for step in issuing {
        let signed = |stage: &String| book.moves.iter().any(|other| leads(stage, &other));
        if step.from.iter().all(signed) {
            let stages = step.from.iter();
            let signatures =
                stages.flat_map(|stage| book.moves.iter().filter(move |other| leads(stage, other)));
            signers.extend(signatures.flat_map(|other| &other.decided_by));
        }
        signers.extend(&step.decided_by);
    }
    let heads = [Role::OrganHead, Role::InstitutionHead];
    let highest = heads.into_iter().find(|head| signers.contains(head));
    highest.unwrap_or(Role::Officer)
}

fn slip_only(ask: &Ask<'_>, slip: &CorrectSlip) -> Verdict {
    let paper = issued(ask, slip)?;
    if !correctable(ask, paper) {
        let expected = "发给在案当事人的原文书 / a paper that went to a party who has not left, \
                        and is no correction itself";
        return Err(bad(
            Refusal::new(Code::BadField),
            "paper",
            slip.paper,
            expected,
        ));
    }
    if slip.slips.is_empty() {
        return Err(Refusal::new(Code::MissingField).with("field", "slips"));
    }
    slip.slips.iter().try_for_each(|one| is_slip(ask, one))
}

fn is_slip(ask: &Ask<'_>, slip: &SlipInput) -> Verdict {
    for (field, text) in [("slips.stood", &slip.stood), ("slips.reads", &slip.reads)] {
        if text.trim().is_empty() {
            return Err(Refusal::new(Code::MissingField).with("field", field));
        }
    }
    if slip.stood == slip.reads {
        let refusal = Refusal::new(Code::BadField);
        let expected = "与原文不同的文字 / words other than those that stood";
        return Err(bad(refusal, "slips.reads", &slip.reads, expected));
    }
    let Some(kind) = beyond(ask, slip) else {
        return Ok(());
    };
    let (zh, en) = kind.label();
    Err(Refusal::new(Code::SlipTooFar)
        .with("what", format!("{zh} / {en}"))
        .with("stood", &slip.stood)
        .with("reads", &slip.reads))
}

/// What a correction would change that it cannot: what it says itself, or what its words show whatever it says.
fn beyond(ask: &Ask<'_>, slip: &SlipInput) -> Option<SlipKind> {
    let (stood, reads) = (slip.stood.as_str(), slip.reads.as_str());
    let differ = |word: &&str| stood.matches(*word).count() != reads.matches(*word).count();
    let names = |text: &str, other: &str| {
        let mut parties = ask.file.parties.iter();
        parties.any(|party| text.contains(&party.name) && !other.contains(&party.name))
    };
    if !slip.kind.is_a_slip() {
        Some(slip.kind)
    } else if days(stood) != days(reads) {
        Some(SlipKind::Day)
    } else if OUTCOMES.iter().any(differ) {
        Some(SlipKind::Outcome)
    } else if names(stood, reads) && names(reads, stood) {
        Some(SlipKind::Addressee)
    } else {
        None
    }
}

/// What a text says of days and periods: every figure that a unit of time follows, and days written `2026-03-18`.
fn days(text: &str) -> Vec<String> {
    const UNITS: [&str; 9] = [
        "年",
        "月",
        "日",
        "天",
        "周",
        "时",
        "个月",
        "个工作日",
        "个星期",
    ];
    let figure = |one: char| one.is_ascii_digit() || "〇零一二三四五六七八九十百千两".contains(one);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(figure) {
        let (_, tail) = rest.split_at(start);
        let end = tail.find(|one| !figure(one) && !"-/.".contains(one));
        let (run, after) = tail.split_at(end.unwrap_or(tail.len()));
        let unit = UNITS.iter().rev().find(|unit| after.starts_with(**unit));
        if unit.is_some() || run.matches(['-', '/', '.']).count() == 2 {
            found.push(format!("{run}{}", unit.unwrap_or(&"")));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_periods_are_found_in_words_and_figures() {
        for (text, expected) in [
            ("", &[][..]),
            ("第三十二条第（二）项", &[]),
            ("深府复〔2026〕12号", &[]),
            ("2026年3月18日", &["2026年", "3月", "18日"]),
            ("自收到之日起十五日内", &["十五日"]),
            ("五个工作日，三个月，两份", &["五个工作日", "三个月"]),
            ("2026-03-18作出", &["2026-03-18"]),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }

    #[test]
    fn every_kind_of_paper_has_its_signer() {
        let book = Rulebook::embedded();
        let of = |role| {
            let kinds = book.papers.keys().map(String::as_str);
            let kinds = kinds.filter(|kind| *kind != crate::planning::guards::SLIP_NOTICE);
            kinds
                .filter(|kind| signer(book, kind) == role)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Role::OrganHead), ORGAN);
        assert_eq!(of(Role::InstitutionHead), INSTITUTION);
    }

    const ORGAN: &[&str] = &[
        "bulletin",
        "clue_letter",
        "decision",
        "interview_notice",
        "mediation_letter",
        "norm_correction_order",
        "opinion_letter",
        "performance_order",
        "rejection_decision",
        "resumption_notice",
        "termination_decision",
    ];
    const INSTITUTION: &[&str] = &[
        "access_refusal",
        "appraisal_commission",
        "appraisal_notice",
        "consultation_letter",
        "conversion_notice",
        "extension_notice",
        "hearing_cancel_notice",
        "hearing_change_notice",
        "hearing_notice",
        "hearing_refusal_notice",
        "inspection_notice",
        "joining_notice",
        "major_decision_report",
        "parting_notice",
        "recommendation_letter",
        "refusal_decision",
        "stay_lifted_notice",
        "stay_notice",
        "stay_refusal_notice",
        "suspension_notice",
        "take_over_notice",
        "urging_letter",
        "void_record",
        "withdrawal_refusal_notice",
    ];
}
