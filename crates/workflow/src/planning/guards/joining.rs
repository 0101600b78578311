//! Guards of cases heard together.
//!
//! The Act knows no joinder; the courts' is looked to by analogy (ALL 27). Nothing merges but the hearing: each case keeps
//! its number, its parties, its terms and its outcome.

use super::duplicate::{same_act, same_agency};
use super::{Code, Refusal, Verdict, bad};
use crate::command::{JoinCases, JoiningGround, ReconsiderationCommand as C};
use crate::file::PartyRole;
use crate::guard::Guard;
use crate::id::{PartyNo, UserId};
use crate::plan::{HeardAt, KnownAgency, KnownCase, sessions};
use crate::planning::Ask;

/// Stages at which a case is still to be heard: others have nothing to be heard together.
const HEARD: [&str; 3] = ["accepted", "awaiting_reply", "in_trial"];

/// What a guard of joining says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    let facts = &ask.file.facts;
    Some(match (guard, ask.command()) {
        (Guard::Joinable, _) if facts.joined.is_some() => {
            unfit("本案已与主案合并审理 / the case is joined already; part it first")
        }
        (Guard::Joinable, _) if !facts.members.is_empty() => {
            unfit("本案是其他案件的主案 / the case leads others")
        }
        (Guard::Joinable, Some(C::JoinCases(join))) => joinable(ask, join),
        (Guard::Joinable, _) => Ok(()),
        (Guard::NobodyRecusedBeside, _) => nobody_recused(ask),
        (Guard::OneHearing, _) => one_hearing(ask),
        (Guard::IsJoined, _) => match &facts.joined {
            Some(_) => Ok(()),
            None => Err(Refusal::new(Code::NotJoined)),
        },
        _ => return None,
    })
}

fn unfit(why: &str) -> Verdict {
    Err(Refusal::new(Code::NotJoinable).with("why", why))
}

fn joinable(ask: &Ask<'_>, join: &JoinCases) -> Verdict {
    let number = join.lead.trim();
    let known = ask.around.cases.get(number);
    let Some(lead) = known.filter(|known| known.id != ask.file.id) else {
        let refusal = Refusal::new(Code::BadField);
        let expected = "本机关另一案件的案号 / the number of another case of this office";
        return Err(bad(refusal, "lead", number, expected));
    };
    if !HEARD.contains(&lead.stage.as_str()) {
        return unfit("主案不在审理阶段 / the lead case is not at a stage in which it is heard");
    }
    if lead.joined {
        return unfit("主案本身已并入另一案件 / the lead case is itself joined to another");
    }
    if ask.on < lead.stage_since {
        return unfit(
            "在主案进入本阶段以前不能合并 / the lead case has been at its stage only since a later day",
        );
    }
    for other in std::iter::once(lead).chain(led_by(ask, lead)?) {
        kept_out(ask, other)?;
    }
    match join.basis {
        JoiningGround::SameAct if !one_act(ask, lead) => unfit(
            "两案的被申请人或者行政行为不同；只是同类行政行为的，请按同类行政行为合并 / respondent or act \
             differ; join acts that are only alike as `LIKE_ACTS`",
        ),
        JoiningGround::SameAct => Ok(()),
        JoiningGround::LikeActs if !lead.members.is_empty() => unfit(
            "主案已与其他案件合并，其申请人没有同意再与本案合并；同类行政行为的案件请另选主案 / the lead case leads others, whose \
             applicants were not asked; join acts that are only alike two cases at a time",
        ),
        JoiningGround::LikeActs => consented(ask, join, lead),
    }
}

/// Against the same act, of a respondent that is common to both.
fn one_act(ask: &Ask<'_>, lead: &KnownCase) -> bool {
    let own = KnownAgency::of(ask.file);
    let common = |agency: &KnownAgency| own.iter().any(|known| same_agency(known, agency));
    same_act(&ask.file.facts.disputed_act, &lead.disputed_act)
        && lead.respondents.iter().any(common)
}

/// # Law
///
/// ALL 27, by analogy: acts that are only alike are heard together with the consent of the parties.
fn consented(ask: &Ask<'_>, join: &JoinCases, lead: &KnownCase) -> Verdict {
    let silent = |all: &[PartyNo], given: Option<&Vec<PartyNo>>| -> Vec<PartyNo> {
        let given = given.map(Vec::as_slice).unwrap_or_default();
        let silent = all.iter().filter(|no| !given.contains(no));
        silent.copied().collect()
    };
    let own = ask.file.parties_with(PartyRole::Applicant);
    let own: Vec<PartyNo> = own.map(|party| party.no).collect();
    let own = silent(&own, join.consents.as_ref());
    let of_lead = silent(&lead.applicant_numbers, join.lead_consents.as_ref());
    if own.is_empty() && of_lead.is_empty() {
        return Ok(());
    }
    let said = |of_case: &str, of_that: &str| {
        let own = own.iter().map(|no| format!("{of_case}{no}"));
        let of_lead = of_lead.iter().map(|no| format!("{of_that}{no}"));
        own.chain(of_lead).collect::<Vec<_>>().join("、")
    };
    let missing = format!("{} / {}", said("本案", "主案"), said("", "lead case: "));
    Err(Refusal::new(Code::ConsentMissing).with("missing", missing))
}

/// Whoever is recused from one case does not come to it by another that is heard together with it: no officer of either is
/// recused from the other.
///
/// # Law
///
/// CSL 76: whoever is to withdraw takes no part in the matter.
fn kept_out(ask: &Ask<'_>, other: &KnownCase) -> Verdict {
    let recusals = &ask.file.facts.participation;
    let own = ask.file.officer.into_iter().chain(ask.file.co_officer);
    let mut own = own.filter(|user| other.recused.contains(user));
    let theirs = other.officers.iter();
    let mut theirs = theirs.filter(|user| recusals.recusal_of(**user).is_some());
    match own.next().is_some() || theirs.next().is_some() {
        true => Err(recused()),
        false => Ok(()),
    }
}

fn recused() -> Refusal {
    Refusal::new(Code::RecusedBeside).because("CSL 76")
}

/// The cases that a lead has beside this one and that are still heard.
fn led_by<'a>(ask: &Ask<'a>, lead: &'a KnownCase) -> Result<Vec<&'a KnownCase>, Refusal> {
    let own = ask.file.number.text();
    let others = lead
        .members
        .iter()
        .filter(|number| own != Some(number.as_str()));
    shown(ask, others.map(String::as_str))
}

/// The cases with these numbers that are still heard: of one that has its outcome nothing is heard any more. One that the
/// actor may not see is one that it is recused from.
fn shown<'a, 'b>(
    ask: &Ask<'a>,
    numbers: impl Iterator<Item = &'b str>,
) -> Result<Vec<&'a KnownCase>, Refusal> {
    let around = ask.around;
    let known = numbers.map(|number| around.cases.get(number).ok_or_else(recused));
    let known: Vec<&KnownCase> = known.collect::<Result<_, _>>()?;
    let heard = known.into_iter().filter(|known| known.outcome.is_none());
    Ok(heard.collect())
}

/// The cases that this one is heard together with: the lead, and all that it leads.
fn beside<'a>(ask: &Ask<'a>) -> Result<Vec<&'a KnownCase>, Refusal> {
    let file = ask.file;
    let mut known = shown(ask, file.facts.heard_with().map(|(_, number)| number))?;
    if let Some(lead) = lead(ask)? {
        known.extend(led_by(ask, lead)?);
    }
    Ok(known)
}

/// The lead of the case, where it has one that is still heard.
fn lead<'a>(ask: &Ask<'a>) -> Result<Option<&'a KnownCase>, Refusal> {
    let joined = ask.file.facts.joined.iter();
    let leads = shown(ask, joined.map(|joined| joined.number.as_str()))?;
    Ok(leads.first().copied())
}

/// Who is given the case, or sits in its hearing, is recused from none that is heard together with it.
fn nobody_recused(ask: &Ask<'_>) -> Verdict {
    let named: Vec<uuid::Uuid> = match ask.command() {
        Some(C::Assign(assign)) => [assign.officer]
            .into_iter()
            .chain(assign.co_officer)
            .collect(),
        Some(C::HoldHearing(held)) => [held.host, held.recorder]
            .into_iter()
            .chain(held.hearers.iter().copied())
            .collect(),
        _ => return Ok(()),
    };
    let mut named = named.into_iter().map(UserId);
    let others = beside(ask)?;
    let out = |user: UserId| others.iter().any(|known| known.recused.contains(&user));
    match named.any(out) {
        true => Err(recused()),
        false => Ok(()),
    }
}

/// There is one hearing: that of a joined case is set for the day, hour and place of a session of its lead, and held as it
/// was set there.
fn one_hearing(ask: &Ask<'_>) -> Verdict {
    let at: Vec<HeardAt> = match ask.command() {
        Some(C::SetHearing(set)) => vec![(set.on.0, set.at.clone(), set.place.clone())],
        Some(C::ChangeHearing(set)) => vec![(set.on.0, set.at.clone(), set.place.clone())],
        Some(C::HoldHearing(_)) => {
            let own = sessions(ask.file).into_iter();
            own.filter(|(day, ..)| *day == ask.on).collect()
        }
        _ => return Ok(()),
    };
    let Some(lead) = lead(ask)? else {
        return Ok(());
    };
    if at.iter().all(|session| lead.sessions.contains(session)) {
        return Ok(());
    }
    let set = lead.sessions.iter().filter(|(day, ..)| *day >= ask.on);
    let set: Vec<String> = set
        .map(|(day, at, place)| format!("{day} {at} {place}"))
        .collect();
    let sessions = match set.is_empty() {
        true => "尚未通知 / not set yet".to_owned(),
        false => set.join("；"),
    };
    Err(Refusal::new(Code::HeardElsewhere).with("sessions", sessions))
}
