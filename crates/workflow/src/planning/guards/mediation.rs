//! Guards of mediation (ARL 5, 73).

use super::{Code, Refusal, Verdict, bad, ensure};
use crate::command::ReconsiderationCommand as C;
use crate::file::{Details, Matter, Mediation, PartyRole};
use crate::guard::Guard;
use crate::id::PartyNo;
use crate::planning::Ask;

/// The track of mediation 调解.
const TRACK: &str = "mediation";
/// Stage in which all parties have signed the letter.
const SIGNED: &str = "mediation_signed";

/// What a guard of mediation says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match guard {
        Guard::MediationConsents => consents(ask),
        Guard::SignsMediation => signs(ask),
        Guard::LastMediationSignature => last(ask, true),
        Guard::MoreMediationSignatures => last(ask, false),
        Guard::MediationResiled => resiled(ask),
        Guard::MediationSigned => signed(ask),
        Guard::NotSuspendedOtherwise => not_suspended_otherwise(ask),
        _ => return None,
    })
}

/// Mediation rests on the will of applicant and respondent.
///
/// # Law
///
/// ARL 5: lawful and voluntary.
fn consents(ask: &Ask<'_>) -> Verdict {
    let Some(C::OpenMediation(open)) = ask.command() else {
        return Ok(());
    };
    let missing: Vec<String> = signatories(ask)
        .filter(|(_, role)| *role != PartyRole::ThirdParty)
        .filter(|(no, _)| !open.consents.contains(no))
        .map(|(no, _)| no.to_string())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(Code::ConsentMissing).with("missing", missing.join("、")))
}

/// Who must sign: every party who has not left, third parties included; not an applicant who has withdrawn.
///
/// # Law
///
/// ARL 73: 各方当事人.
fn signatories<'a>(ask: &'a Ask<'_>) -> impl Iterator<Item = (PartyNo, PartyRole)> + 'a {
    let gone = ask.file.facts.withdrawal.as_ref();
    ask.file
        .present()
        .filter(|party| party.role != PartyRole::OtherOrgan)
        .filter(move |party| !gone.is_some_and(|gone| gone.parties.contains(&party.no)))
        .map(|party| (party.no, party.role))
}

/// The mediation that is open.
fn open_one<'a>(ask: &Ask<'a>) -> Option<&'a Matter> {
    let mut matters = ask.file.matters_on(TRACK).rev();
    matters.find(|matter| ask.book.is_open(matter))
}

fn of(matter: &Matter) -> Option<&Mediation> {
    match &matter.details {
        Details::Mediation(known) => Some(known),
        _ => None,
    }
}

fn signs(ask: &Ask<'_>) -> Verdict {
    let Some(C::SignMediation(sign)) = ask.command() else {
        return Ok(());
    };
    let known = open_one(ask).and_then(of);
    let has_signed = known.is_some_and(|known| {
        let mut signatures = known.signatures.iter();
        signatures.any(|signature| signature.party == sign.party)
    });
    let is_one = signatories(ask).any(|(no, _)| no == sign.party);
    if !is_one || has_signed {
        let refusal = Refusal::new(Code::BadField);
        let expected = "尚未签署的当事人 / a party who has not yet signed";
        return Err(bad(refusal, "party", sign.party, expected));
    }
    let agreed = known.and_then(|known| known.agreement.as_ref());
    match agreed {
        Some(agreed) if ask.on < agreed.on => Err(bad(
            Refusal::new(Code::BadField),
            "effectiveOn",
            ask.on,
            &format!(">= {}", agreed.on),
        )),
        _ => Ok(()),
    }
}

fn last(ask: &Ask<'_>, expected: bool) -> Verdict {
    let Some(C::SignMediation(sign)) = ask.command() else {
        return Ok(());
    };
    let known = open_one(ask).and_then(of);
    let signed =
        |no: PartyNo| known.is_some_and(|known| known.signatures.iter().any(|one| one.party == no));
    let last = signatories(ask).all(|(no, _)| no == sign.party || signed(no));
    ensure(last == expected, Code::WrongStage)
}

/// Once there is an agreement, a mediation ends only by a party that resiles.
///
/// # Law
///
/// ARL 73(2): before the letter takes effect a party may resile.
fn resiled(ask: &Ask<'_>) -> Verdict {
    let Some(C::EndMediation(end)) = ask.command() else {
        return Ok(());
    };
    let who = end.resiled;
    if who.is_some_and(|who| signatories(ask).any(|(no, _)| no == who)) {
        return Ok(());
    }
    let given = who.map_or_else(String::new, |who| who.to_string());
    Err(bad(
        Refusal::new(Code::BadField),
        "resiled",
        given,
        "反悔的当事人 / the party who resiles",
    ))
}

/// The mediation whose letter all parties have signed.
pub(in crate::planning) fn signed_matter<'a>(ask: &Ask<'a>) -> Option<&'a Matter> {
    open_one(ask).filter(|matter| matter.stage == SIGNED)
}

fn signed(ask: &Ask<'_>) -> Verdict {
    let Some(matter) = signed_matter(ask) else {
        return Err(Refusal::new(Code::MediationUnsigned));
    };
    match of(matter).and_then(Mediation::last_signed) {
        Some(day) if ask.on < day => Err(bad(
            Refusal::new(Code::BadField),
            "effectiveOn",
            ask.on,
            &format!(">= {day}"),
        )),
        _ => Ok(()),
    }
}

/// A suspension by consent does not stand in the way of the letter it was made for; any other does.
///
/// # Law
///
/// ARL 39(1)(6).
fn not_suspended_otherwise(ask: &Ask<'_>) -> Verdict {
    match &ask.file.facts.suspension {
        Some(known) if known.until.is_none() => {
            Err(Refusal::new(Code::Suspended).with("since", known.since))
        }
        _ => Ok(()),
    }
}
