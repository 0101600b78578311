//! Guards about who takes part: a party that has left is not asked, heard or served any more (ARL 14–17; Regs 8, 22).

use super::hearing::takes_part;
use super::{Code, Refusal, Verdict, bad, ensure};
use crate::command::ReconsiderationCommand as C;
use crate::file::{CaseFile, Party, PartyRole};
use crate::guard::Guard;
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::planning::carry::protection;
use crate::planning::days::no_such;

/// Most agents of one party (ARL 17(1)).
const MOST_AGENTS: usize = 2;
/// Applicants above whom representatives are chosen, and most of these (Regs 8).
const MANY: usize = 5;

/// What a guard about the people says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match guard {
        Guard::NamesRespondent => names_respondent(ask),
        Guard::NewRespondent => new_respondent(ask),
        Guard::NamesPrivateParty => names_private_party(ask),
        Guard::NamesPresentParty => match ask.command() {
            Some(C::ConfirmAddress(confirm)) => present(ask, confirm.party).map(|_| ()),
            _ => Ok(()),
        },
        Guard::NameIsKept => match ask.command() {
            Some(C::EndProtection(end)) => protection::standing(ask, end.protection),
            Some(_) => Ok(()),
            None => {
                let masks = ask.file.facts.people.masks();
                ensure(!masks.is_empty(), Code::NoSuchThing)
                    .map_err(|refusal| refusal.with("what", "protection").with("number", 0))
            }
        },
        Guard::AgentsFit => agents_fit(ask),
        Guard::RepresentativesFit => representatives_fit(ask),
        Guard::RepresentativesSettled => representatives_settled(ask),
        _ => return None,
    })
}

/// The party with this number, who has not left.
pub(in crate::planning) fn present<'a>(ask: &Ask<'a>, no: PartyNo) -> Result<&'a Party, Refusal> {
    let file: &'a crate::file::CaseFile = ask.file;
    let party = file.party(no).ok_or_else(|| no_such("party", no))?;
    match party.left_on {
        None => Ok(party),
        Some(day) => Err(Refusal::new(Code::PartyLeft)
            .with("party", no)
            .with("day", day)),
    }
}

fn names(ask: &Ask<'_>, no: PartyNo, roles: &[PartyRole]) -> Verdict {
    let party = present(ask, no)?;
    if roles.contains(&party.role) {
        return Ok(());
    }
    let expected: Vec<&str> = roles.iter().map(|role| role.label().0).collect();
    let refusal = Refusal::new(Code::BadField);
    Err(bad(refusal, "party", no, &expected.join("、")))
}

/// # Law
///
/// Regs 22.
fn names_respondent(ask: &Ask<'_>) -> Verdict {
    match ask.command() {
        Some(C::AdviseRespondent(advise)) => names(ask, advise.party, &[PartyRole::Respondent]),
        Some(C::ChangeRespondent(change)) => names(ask, change.party, &[PartyRole::Respondent]),
        _ => Ok(()),
    }
}

/// The new respondent is none already.
fn new_respondent(ask: &Ask<'_>) -> Verdict {
    let Some(C::ChangeRespondent(change)) = ask.command() else {
        return Ok(());
    };
    let organ = Some(crate::id::OrganId(change.organ));
    let mut known = ask.file.parties_with(PartyRole::Respondent);
    if known.any(|party| party.organ == organ) {
        let refusal = Refusal::new(Code::BadField);
        let expected = "尚不是本案被申请人的机关 / an organ that is no respondent yet";
        return Err(bad(refusal, "organ", change.organ, expected));
    }
    Ok(())
}

/// # Law
///
/// ARL 14, 17(1): applicants and third parties are succeeded and appoint agents.
fn names_private_party(ask: &Ask<'_>) -> Verdict {
    let private = [PartyRole::Applicant, PartyRole::ThirdParty];
    match ask.command() {
        Some(C::SucceedParty(succeed)) => names(ask, succeed.party, &private),
        Some(C::AppointAgents(appoint)) => names(ask, appoint.party, &private),
        Some(C::RecordIdentity(record)) => names(ask, record.party, &private),
        _ => Ok(()),
    }
}

/// # Law
///
/// ARL 17(1), (2): one or two agents; the letter names matters, authority and term.
fn agents_fit(ask: &Ask<'_>) -> Verdict {
    let Some(C::AppointAgents(appoint)) = ask.command() else {
        return Ok(());
    };
    if appoint.agents.len() > MOST_AGENTS {
        return Err(Refusal::new(Code::TooManyAgents)
            .with("party", appoint.party)
            .with("count", appoint.agents.len()));
    }
    for agent in &appoint.agents {
        for (field, text) in [
            ("agents.name", &agent.name),
            ("agents.authority", &agent.authority),
            ("agents.term", &agent.term),
        ] {
            if text.trim().is_empty() {
                return Err(Refusal::new(Code::MissingField).with("field", field));
            }
        }
    }
    Ok(())
}

fn unfit(why: &str) -> Verdict {
    Err(Refusal::new(Code::RepresentativesUnfit).with("why", why))
}

/// One to five of the applicants are chosen, or it is said how they came to choose nobody.
///
/// # Law
///
/// Regs 8: more than five applicants choose one to five of them.
fn representatives_fit(ask: &Ask<'_>) -> Verdict {
    let applicants: Vec<PartyNo> = ask
        .file
        .parties_with(PartyRole::Applicant)
        .map(|party| party.no)
        .collect();
    if applicants.len() <= MANY {
        return unfit("申请人不超过五人 / there are not more than five applicants");
    }
    let Some(C::ChooseRepresentatives(choose)) = ask.command() else {
        return Ok(());
    };
    let mut chosen = choose.representatives.clone();
    chosen.sort_unstable();
    chosen.dedup();
    let said = choose.unchosen.as_deref();
    match (chosen.is_empty(), said.map(|said| !said.trim().is_empty())) {
        (true, Some(true)) => return Ok(()),
        (true, Some(false)) => {
            return Err(Refusal::new(Code::MissingField).with("field", "unchosen"));
        }
        (false, Some(_)) => {
            return unfit(
                "推选了代表人的，不填未能推选的经过 / with representatives chosen, no `unchosen`",
            );
        }
        (_, None) => {}
    }
    if chosen.is_empty() || chosen.len() > MANY {
        return unfit("应为一至五名 / one to five are chosen");
    }
    if chosen.iter().any(|no| !applicants.contains(no)) {
        return unfit("代表人应为申请人 / a representative is one of the applicants");
    }
    Ok(())
}

/// Representatives who still take part: one who has withdrawn speaks for nobody.
///
/// # Law
///
/// ARL 15.
pub(super) fn speaking(file: &CaseFile) -> Vec<PartyNo> {
    let chosen = file.facts.people.representatives.iter();
    let parties = chosen.filter_map(|no| file.party(*no));
    let speaking = parties.filter(|party| takes_part(file, party));
    speaking.map(|party| party.no).collect()
}

/// The office hears the applicants, or holds a hearing, once they have chosen who speaks for them. Nothing that an
/// applicant may do waits for that, nor does the acceptance; and who was told to choose and did not is not shut out.
///
/// # Law
///
/// Regs 8; ARL 15.
fn representatives_settled(ask: &Ask<'_>) -> Verdict {
    let of_applicants = match ask.command() {
        None => return Ok(()),
        Some(C::HearViews(heard)) => heard.parties.iter().any(|no| {
            let party = ask.file.party(*no);
            party.is_some_and(|party| party.role == PartyRole::Applicant)
        }),
        Some(_) => true,
    };
    let applicants = ask.file.parties_with(PartyRole::Applicant);
    let count = applicants
        .filter(|party| takes_part(ask.file, party))
        .count();
    let settled = ask.file.facts.people.unchosen.is_some() || !speaking(ask.file).is_empty();
    if count <= MANY || !of_applicants || settled {
        return Ok(());
    }
    Err(Refusal::new(Code::RepresentativesMissing)
        .with("count", count)
        .because("Regs 8; ARL 15"))
}
