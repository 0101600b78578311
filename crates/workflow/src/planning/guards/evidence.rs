//! Guards of evidence (ARL 44, 46).

use super::{Code, Refusal, Verdict, bad, ensure, replies};
use crate::command::{HandInEvidence, ReconsiderationCommand as C};
use crate::file::{Party, PartyRole};
use crate::guard::Guard;
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::planning::days::no_such;

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

fn party<'a>(ask: &Ask<'a>, no: PartyNo) -> Result<&'a Party, Refusal> {
    let file: &'a crate::file::CaseFile = ask.file;
    file.party(no).ok_or_else(|| no_such("party", no))
}

fn wrong_party(no: PartyNo, expected: &str) -> Verdict {
    let refusal = Refusal::new(Code::BadField);
    Err(bad(refusal, "party", no, expected))
}

/// A party to the case, for which who records it may speak; under a consent, the respondent that has it.
fn of_party(ask: &Ask<'_>, handed: &HandInEvidence) -> Verdict {
    let party = party(ask, handed.party)?;
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
    if respondent && handed.newly_raised == Some(true) {
        let refusal = Refusal::new(Code::BadField);
        let expected = "申请人、第三人方可新提出 / only an applicant or third party raises anew";
        return Err(bad(refusal, "newlyRaised", true, expected));
    }
    Ok(())
}

/// A respondent's evidence comes within its term to reply; after that only with consent.
///
/// # Law
///
/// ARL 46(2), 48, 70. Applicants and third parties are under no such bar.
fn open(ask: &Ask<'_>, handed: &HandInEvidence) -> Verdict {
    let party = party(ask, handed.party)?;
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
        let party = party(ask, asked.party)?;
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
