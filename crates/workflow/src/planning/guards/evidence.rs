//! Guards of evidence (ARL 44, 46).

use super::people::present;
use super::{Code, Refusal, Verdict, bad, ensure, replies};
use crate::command::{Burden, HandInEvidence, ReconsiderationCommand as C};
use crate::file::PartyRole;
use crate::guard::Guard;
use crate::id::PartyNo;
use crate::planning::Ask;

/// What a guard of evidence says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::UnderSupplement => Some(handed_in(ask, |_, handed| {
            ensure(handed.matter.is_some(), Code::WrongStage)
        })),
        Guard::OfOwnMotion => Some(handed_in(ask, |_, handed| {
            ensure(handed.matter.is_none(), Code::WrongStage)
        })),
        Guard::EvidenceOfParty => Some(handed_in(ask, of_party)),
        Guard::EvidenceOpen => Some(handed_in(ask, open)),
        Guard::NewlyRaised => Some(newly_raised(ask)),
        _ => None,
    }
}

fn handed_in(ask: &Ask<'_>, judge: impl Fn(&Ask<'_>, &HandInEvidence) -> Verdict) -> Verdict {
    match ask.command() {
        Some(C::HandInEvidence(handed)) => judge(ask, handed),
        _ => Ok(()),
    }
}

fn wrong_party(no: PartyNo, expected: &str) -> Verdict {
    let refusal = Refusal::new(Code::BadField);
    Err(bad(refusal, "party", no, expected))
}

/// A party to the case, for which who records it may speak; under a consent, the respondent that has it. Before the
/// acceptance a respondent is asked for nothing.
///
/// # Law
///
/// ARL 44, 48; Regs 21.
fn of_party(ask: &Ask<'_>, handed: &HandInEvidence) -> Verdict {
    let party = present(ask, handed.party)?;
    if party.role == PartyRole::OtherOrgan || !replies::speaks_for(ask.actor, party.organ) {
        return wrong_party(party.no, "本人代表的当事人 / the party one speaks for");
    }
    let matter = handed.matter.and_then(|no| ask.file.matter(no));
    if matter.is_some_and(|matter| matter.party != Some(party.no)) {
        return wrong_party(
            party.no,
            "获准补充证据的被申请人 / the respondent that may supplement",
        );
    }
    let respondent = party.role == PartyRole::Respondent;
    if respondent && ask.file.facts.acceptance.is_none() {
        return wrong_party(
            party.no,
            "受理以前为申请人、第三人 / before the acceptance an applicant or third party",
        );
    }
    burden(handed, party.role)?;
    if respondent && handed.newly_raised == Some(true) {
        let refusal = Refusal::new(Code::BadField);
        let expected = "申请人、第三人方可新提出 / only an applicant or third party raises anew";
        return Err(bad(refusal, "newlyRaised", true, expected));
    }
    Ok(())
}

/// What an applicant must provide is provided by an applicant, or excused where the law excuses it.
///
/// # Law
///
/// ARL 44(1): lawfulness and propriety of the act are the respondent's to prove. ARL 44(2)(1), (2): the two cases in
/// which the applicant provides evidence, each with its exceptions; (3) has none of its own.
fn burden(handed: &HandInEvidence, role: PartyRole) -> Verdict {
    let wrong = |field: &str, value: &str, expected: &str| {
        let refusal = bad(Refusal::new(Code::BadField), field, value, expected);
        Err(refusal.because("ARL 44(2)"))
    };
    let label = handed.burden.map_or("", |burden| burden.label().0);
    if handed.burden.is_some() && role != PartyRole::Applicant {
        return wrong(
            "burden",
            label,
            "仅由申请人填写 / given by an applicant alone",
        );
    }
    match (handed.burden, handed.excuse.as_deref()) {
        (_, None) => Ok(()),
        (_, Some(excuse)) if excuse.trim().is_empty() => {
            Err(Refusal::new(Code::MissingField).with("field", "excuse"))
        }
        (Some(Burden::AskedToPerform | Burden::Damage), Some(_)) => Ok(()),
        (None | Some(Burden::OtherByLaw), Some(excuse)) => wrong(
            "excuse",
            excuse,
            "仅就第四十四条第二款第一、二项填写 / only for ARL 44(2)(1) and (2)",
        ),
    }
}

/// A respondent's evidence comes within its term to reply; after that only with consent.
///
/// # Law
///
/// ARL 46(2), 48, 70. Applicants and third parties are under no such bar.
fn open(ask: &Ask<'_>, handed: &HandInEvidence) -> Verdict {
    let party = present(ask, handed.party)?;
    let term = replies::reply_term(ask, party.no);
    match term.filter(|_| party.role == PartyRole::Respondent) {
        Some(term) if ask.on > term.due => Err(Refusal::new(Code::EvidenceClosed)
            .with("party", party.no)
            .with("due", term.due)
            .because("ARL 46(2), 48, 70")),
        _ => Ok(()),
    }
}

/// A respondent may ask to supplement only where an applicant or third party raised something new.
///
/// # Law
///
/// ARL 46(2).
fn newly_raised(ask: &Ask<'_>) -> Verdict {
    if let Some(C::AskSupplement(asked)) = ask.command() {
        let party = present(ask, asked.party)?;
        if !replies::speaks_for(ask.actor, party.organ) {
            return wrong_party(party.no, "本人代表的当事人 / the party one speaks for");
        }
    }
    let raised = ask
        .file
        .facts
        .evidence
        .iter()
        .any(|known| known.newly_raised);
    match ensure(raised, Code::NothingNewlyRaised) {
        Err(refusal) => Err(refusal.because("ARL 46(2)")),
        fine => fine,
    }
}
