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

mod weight;

#[cfg(test)]
mod properties;

use weight::{Use, Weighty, bare, weighty};

/// Notices that say once what an applicant must still bring (ARL 31): what a slip would change in them would be asked for a
/// second time.
const ONCE_ONLY: [&str; 2] = ["correction_notice", "correction_extension_notice"];

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

/// Whether a paper went to somebody who has not left, is no correction itself, and asks for none.
fn correctable(ask: &Ask<'_>, paper: &Paper) -> bool {
    let present = |no: &u32| ask.file.present().any(|party| party.no == *no);
    let kind = paper.kind.as_str();
    kind != super::SLIP_NOTICE && !ONCE_ONLY.contains(&kind) && paper.addressees.iter().any(present)
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
    if ONCE_ONLY.contains(&paper.kind.as_str()) {
        let expected = "补正通知以外的文书；补正通知一次性载明，不能再以笔误补正更改，请受理、不予受理或者电话询问 / any paper but \
                        a notice to correct, which says everything once: accept, refuse to accept, or ask by telephone";
        let refusal = bad(Refusal::new(Code::BadField), "paper", slip.paper, expected);
        return Err(refusal.because("ARL 31(1)"));
    }
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
    let agents = ask.file.facts.people.agents.iter();
    let agents = agents.map(|agent| agent.name.as_str());
    let parties = ask.file.parties.iter().map(|party| party.name.as_str());
    let names: Vec<&str> = parties.chain(agents).collect();
    let act = ask.file.facts.disputed_act.document_number.as_deref();
    match beyond(slip, &names, act) {
        None => Ok(()),
        Some(what) => Err(Refusal::new(Code::SlipTooFar)
            .with("what", what)
            .with("stood", &slip.stood)
            .with("reads", &slip.reads)),
    }
}

/// What a correction would change that it cannot: what it says itself, or what its words show whatever it says.
///
/// Numbers, names and decisive words stay as they are, in their order. Of a name that was misspelt the name of the party is
/// put in; of an article or a document that was cited wrongly the number, but never that of the disputed act where it was
/// right.
fn beyond(slip: &SlipInput, names: &[&str], act: Option<&str>) -> Option<String> {
    let label = |(zh, en): (&str, &str)| Some(format!("{zh} / {en}"));
    if !slip.kind.is_a_slip() {
        return label(slip.kind.label());
    }
    if slip.kind == SlipKind::Name && misspelt(slip, names) {
        return None;
    }
    let act = act.map(bare).filter(|act| !act.is_empty());
    let tells = |text: &str| {
        let text = bare(text);
        let mut windows = act
            .iter()
            .flat_map(|act| text.windows(act.len()).map(move |at| at == act));
        windows.any(|is| is)
    };
    if slip.kind == SlipKind::Number && tells(&slip.stood) && !tells(&slip.reads) {
        return label(("行政行为的文号", "the number of the disputed act"));
    }
    let cited = match slip.kind {
        SlipKind::Citation => Some(Use::Article),
        SlipKind::Number => Some(Use::Document),
        _ => None,
    };
    let kept = |text: &str| {
        let mut all = weighty(text, names);
        all.retain(|one| !matches!(one, Weighty::Number { used, .. } if Some(*used) == cited));
        all
    };
    let (stood, reads) = (kept(&slip.stood), kept(&slip.reads));
    if stood == reads {
        return None;
    }
    let parts = |pick: fn(&Weighty) -> bool| {
        let of = |all: &[Weighty]| {
            all.iter()
                .filter(|one| pick(one))
                .cloned()
                .collect::<Vec<_>>()
        };
        of(&stood) != of(&reads)
    };
    if parts(|one| matches!(one, Weighty::Number { .. })) {
        label((
            "数字、金额、日期或者期限",
            "a number, an amount, a day or a period",
        ))
    } else if parts(|one| matches!(one, Weighty::Name(_))) {
        label(("当事人的姓名、名称", "the name of a party"))
    } else {
        label(("决定内容的用语", "words that decide"))
    }
}

/// Whether the name of a party is put in the place of what is no party's name and reads like it, and nothing else changes.
fn misspelt(slip: &SlipInput, names: &[&str]) -> bool {
    let (stood, reads) = (bare(&slip.stood), bare(&slip.reads));
    let bared = names.iter().map(|name| bare(name));
    bared.filter(|name| name.len() > 1).any(|name| {
        let places = reads.windows(name.len()).enumerate();
        let mut places = places.filter(|(_, part)| *part == name.as_slice());
        places.any(|(at, _)| {
            let wrong = || {
                let (before, rest) = reads.split_at_checked(at)?;
                let (_, after) = rest.split_at_checked(name.len())?;
                stood.strip_prefix(before)?.strip_suffix(after)
            };
            wrong().is_some_and(|wrong| reads_like(wrong, &name, names))
        })
    })
}

/// Whether what stood is a name with wrong characters: no word that decides beside those of the name, no other name, and
/// figures where figures may be misspelt only.
fn reads_like(wrong: &[char], name: &[char], names: &[&str]) -> bool {
    let (near, alike) = ((name.len() / 3).max(1), wrong.len() == name.len());
    let (wrong, name): (String, String) = (wrong.iter().collect(), name.iter().collect());
    let parted = |text: &str| -> (Vec<Weighty>, Vec<Weighty>) {
        let all = weighty(text, &[]).into_iter();
        all.partition(|one| matches!(one, Weighty::Number { .. }))
    };
    let ((figures, words), (own_figures, own_words)) = (parted(&wrong), parted(&name));
    let same = figures == own_figures || (alike && !own_figures.is_empty());
    let mut within = weighty(&wrong, names).into_iter();
    wrong.chars().count() > 1
        && strsim::levenshtein(&wrong, &name) <= near
        && !within.any(|one| matches!(one, Weighty::Name(_)))
        && words == own_words
        && same
}

#[cfg(test)]
mod tests {
    use super::*;

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
