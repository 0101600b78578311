//! Guards of the hearing (ARL 50, 51).

use std::collections::BTreeSet;

use calendar::Reading;
use chrono::{Days, NaiveDate};

use super::{Code, Refusal, Verdict, bad, ensure};
use crate::actor::Role;
use crate::command::{
    Attendance as A, AttendanceInput, CaseClass, HoldHearing, ReconsiderationCommand as C,
};
use crate::file::{Matter, Paper, Party, PartyRole, Session};
use crate::guard::Guard;
use crate::id::UserId;
use crate::planning::{Ask, terms};

/// Period of the notice of a hearing 听证通知期限.
pub(in crate::planning) const NOTICE: &str = "hearing_notice_5wd";
/// Track of the hearing.
pub(in crate::planning) const TRACK: &str = "hearing";

/// What a guard of the hearing says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::HearingDayAhead => Some(day_ahead(ask)),
        Guard::HearingNoticeInTime => Some(notice_in_time(ask)),
        Guard::HearingNotMandatory => Some(ensure(!mandatory(ask), Code::HearingMandatory)),
        Guard::HearingSettled => Some(settled(ask)),
        Guard::HearingPanel => Some(on_held(ask, panel)),
        Guard::RollCall => Some(on_held(ask, roll_call)),
        Guard::ApplicantsAbsent => Some(on_held(ask, |ask, held| {
            ensure(applicants_absent(ask, held), Code::WrongStage)
        })),
        Guard::HearingConcluded => Some(on_held(ask, |_, held| {
            ensure(held.concluded, Code::WrongStage)
        })),
        Guard::HearingAdjourns => Some(on_held(ask, |_, held| {
            ensure(!held.concluded, Code::WrongStage)
        })),
        _ => super::examination::check(ask, guard).or_else(|| super::evidence::check(ask, guard)),
    }
}

fn on_held(ask: &Ask<'_>, judge: impl Fn(&Ask<'_>, &HoldHearing) -> Verdict) -> Verdict {
    match ask.command() {
        Some(C::HoldHearing(held)) => judge(ask, held),
        _ => Ok(()),
    }
}

/// Whether a hearing must be held.
///
/// # Law
///
/// ARL 50(1): in major, difficult or complex cases.
fn mandatory(ask: &Ask<'_>) -> bool {
    let classes = &ask.file.facts.classes;
    classes.contains(&CaseClass::MajorDifficultComplex)
}

fn settled(ask: &Ask<'_>) -> Verdict {
    let done = |matter: &Matter| matches!(matter.stage.as_str(), "hearing_held" | "hearing_waived");
    let held = ask.file.matters_on(TRACK).any(done);
    match ensure(held || !mandatory(ask), Code::HearingNotHeld) {
        Err(refusal) => Err(refusal.because("ARL 50(1)")),
        fine => fine,
    }
}

/// The day for which the command sets a session.
pub(in crate::planning) fn day_set(ask: &Ask<'_>) -> Option<NaiveDate> {
    match ask.command() {
        Some(C::SetHearing(set)) => Some(set.on.0),
        Some(C::ChangeHearing(change)) => Some(change.on.0),
        _ => None,
    }
}

/// The day must leave room: even with service today five full working days lie between.
///
/// # Law
///
/// ARL 51(1), 88(2).
fn day_ahead(ask: &Ask<'_>) -> Verdict {
    let Some(day) = day_set(ask) else {
        return Ok(());
    };
    if terms::last_day(ask, NOTICE, day)? >= ask.on {
        return Ok(());
    }
    Err(Refusal::new(Code::HearingTooSoon)
        .with("day", day)
        .with("earliest", earliest(ask)?))
}

/// The first working day for which notice served today is in time.
fn earliest(ask: &Ask<'_>) -> Result<NaiveDate, Refusal> {
    let mut day = ask.on;
    while terms::last_day(ask, NOTICE, day)? < ask.on {
        // Past the last day of all the calendar refuses, so this ends.
        day = day.checked_add_days(Days::new(1)).unwrap_or(day);
    }
    let working = ask
        .calendar
        .next_working_day_on_or_after(day, Reading::Party);
    Ok(working.unwrap_or(day))
}

/// The matter of the hearing that waits for its session, and that session.
fn awaited<'a>(ask: &Ask<'a>) -> Option<(&'a Matter, &'a Session)> {
    let file: &'a crate::file::CaseFile = ask.file;
    file.matters_on(TRACK).rev().find_map(|matter| {
        let session = matter.details.hearing()?.awaited()?;
        (matter.stage == "hearing_noticed").then_some((matter, session))
    })
}

/// The notice that stands: the newest of the matter.
pub(in crate::planning) fn notice_of<'a>(
    file: &'a crate::file::CaseFile,
    matter: &Matter,
) -> Option<&'a Paper> {
    let mut papers = file.papers.iter().rev();
    papers.find(|paper| {
        matches!(
            paper.kind.as_str(),
            "hearing_notice" | "hearing_change_notice"
        ) && matter.papers.contains(&paper.no)
    })
}

/// Whether a party still takes part: one who has left does not, nor an applicant who has withdrawn.
pub(in crate::planning) fn takes_part(file: &crate::file::CaseFile, party: &Party) -> bool {
    let gone = file.facts.withdrawal.as_ref();
    party.left_on.is_none()
        && party.role != PartyRole::OtherOrgan
        && !gone.is_some_and(|withdrawal| withdrawal.parties.contains(&party.no))
}

/// Notice was served on every party in time, and the session is held on its day.
///
/// The law gives no waiver of the five days: who was served too late is served anew for another day.
///
/// # Law
///
/// ARL 51(1), 88(2).
fn notice_in_time(ask: &Ask<'_>) -> Verdict {
    let Some((matter, session)) = awaited(ask) else {
        return Ok(());
    };
    let by = terms::last_day(ask, NOTICE, session.on)?;
    let notice = notice_of(ask.file, matter);
    let parties = ask.file.parties.iter();
    let late: Vec<String> = parties
        .filter(|party| takes_part(ask.file, party))
        .filter_map(|party| {
            let served = notice.and_then(|notice| notice.service_on(party.no));
            match served.map(|service| service.served_on) {
                Some(day) if day <= by => None,
                Some(day) => Some(format!("{}（{day}）", party.no)),
                None => Some(format!("{}（—）", party.no)),
            }
        })
        .collect();
    if !late.is_empty() {
        return Err(Refusal::new(Code::HearingNoticeShort)
            .with("day", session.on)
            .with("by", by)
            .with("late", late.join("、"))
            .because("ARL 51(1), 88(2)"));
    }
    if ask.on != session.on {
        let refusal = Refusal::new(Code::BadField);
        return Err(bad(refusal, "effectiveOn", ask.on, &session.on.to_string()));
    }
    Ok(())
}

/// The panel: a host, two hearing officers at least, a recorder.
///
/// # Law
///
/// ARL 50(3).
fn panel(ask: &Ask<'_>, held: &HoldHearing) -> Verdict {
    const HEARERS: [Role; 3] = [Role::Officer, Role::CoOfficer, Role::InstitutionHead];
    const RECORDERS: [Role; 4] = [
        Role::Officer,
        Role::CoOfficer,
        Role::InstitutionHead,
        Role::Registrar,
    ];
    let wrong = |why: &str| Err(Refusal::new(Code::HearingPanel).with("why", why));
    if held.hearers.len() < 2 {
        return wrong("听证员须两名以上 / two hearing officers at least");
    }
    let all: Vec<uuid::Uuid> = [held.host, held.recorder]
        .into_iter()
        .chain(held.hearers.iter().copied())
        .collect();
    if all.iter().collect::<BTreeSet<_>>().len() < all.len() {
        return wrong("一人不得兼任 / nobody sits twice");
    }
    let holds = |user: uuid::Uuid, roles: &[Role]| {
        let known = ask.around.people.get(&UserId(user));
        known.is_some_and(|held| roles.iter().any(|role| held.contains(role)))
    };
    let hearers = std::iter::once(held.host).chain(held.hearers.iter().copied());
    if !hearers.into_iter().all(|user| holds(user, &HEARERS)) {
        return wrong(
            "主持人、听证员须为本机关行政复议人员 / host and hearing officers are officers of this office",
        );
    }
    if !holds(held.recorder, &RECORDERS) {
        return wrong("记录员须为本机关工作人员 / the recorder is of this office");
    }
    Ok(())
}

fn applicants_absent(ask: &Ask<'_>, held: &HoldHearing) -> bool {
    let mut applicants = ask.file.parties_with(PartyRole::Applicant);
    applicants.all(|party| {
        let said = held.attendance.iter().find(|line| line.party == party.no);
        said.map_or(!takes_part(ask.file, party), |line| line.kind == A::Absent)
    })
}

/// One line for each party, and none that its part in the case does not allow.
///
/// # Law
///
/// ARL 51(2): an applicant with a good reason has waived nothing, so the day is changed; ARL 51(3): the responsible
/// person of the respondent comes, or explains and sends staff. A respondent that stays away does not hold it up.
fn roll_call(ask: &Ask<'_>, held: &HoldHearing) -> Verdict {
    let wrong = |why: String, basis: &str| {
        let refusal = Refusal::new(Code::RollCall).with("why", why);
        Err(refusal.because(basis))
    };
    let takes_part = |party: &&Party| takes_part(ask.file, party);
    for party in ask.file.parties.iter().filter(takes_part) {
        let mut lines = held.attendance.iter().filter(|line| line.party == party.no);
        let (Some(line), None) = (lines.next(), lines.next()) else {
            let why = format!("当事人 {} 须登记且只登记一次 / party {0} once", party.no);
            return wrong(why, "ARL 51");
        };
        fits(line, party.role)
            .or_else(|(why, basis)| wrong(format!("当事人 {}：{why}", party.no), basis))?;
    }
    let known = |no: u32| ask.file.party(no).is_some_and(|party| takes_part(&party));
    match held.attendance.iter().find(|line| !known(line.party)) {
        Some(line) => wrong(
            format!(
                "{} 不是参加听证的当事人 / no party that takes part",
                line.party
            ),
            "ARL 51",
        ),
        None => Ok(()),
    }
}

fn fits(line: &AttendanceInput, role: PartyRole) -> Result<(), (&'static str, &'static str)> {
    let explained = line.explanation.as_deref();
    let explained = explained.is_some_and(|words| !words.trim().is_empty());
    match (role, line.kind) {
        (PartyRole::Applicant, A::Excused) => Err((
            "申请人有正当理由的，应当变更听证时间 / a good reason: change the day",
            "ARL 51(2)",
        )),
        (PartyRole::Respondent, A::Staff) if !explained => Err((
            "负责人不能参加的，应当说明理由 / say why the responsible person cannot come",
            "ARL 51(3)",
        )),
        (PartyRole::Respondent, A::ResponsiblePerson | A::Staff | A::Absent)
        | (PartyRole::Applicant | PartyRole::ThirdParty, A::InPerson | A::ByAgent | A::Absent)
        | (PartyRole::ThirdParty, A::Excused) => Ok(()),
        _ => Err(("到场方式与其地位不符 / does not fit its part", "ARL 51")),
    }
}
