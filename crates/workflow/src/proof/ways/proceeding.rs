//! From assignment to the end of the hearing of the case.

use std::collections::BTreeSet;

use super::{Scene, Way, now, word};
use crate::actor::Role;
use crate::command::{
    Accept, AskToSplit, Assign, CommandName as N, Extend, ExtendCorrection, HearViews,
    ProlongSuspension, ReceiveCorrection, ReconsiderationCommand as C, RefusalGround,
    RefuseAcceptance, RequestCorrection, Resume, SendCopy, SimplifiedGround, SimplifiedInput,
    Suspend, Terminate, ViewsMode, WaiveViews,
};
use crate::file::{PartyRole, Views};
use crate::id::PartyNo;
use crate::proof::cast::{SPARE, user};
use crate::rulebook::{Ground, GroundCondition, GroundOf};
use crate::scalar::Date;

/// Days of a suspension by consent that is to end before the longest there may be.
const SHORT: u64 = 10;

/// With a second officer, and without; another one where the second is recused.
pub(super) fn assign(scene: &Scene<'_>) -> Vec<Way> {
    let participation = &scene.file.facts.participation;
    let second = match participation.recusal_of(user(Role::CoOfficer)) {
        None => user(Role::CoOfficer),
        Some(_) => SPARE,
    };
    let officer = user(Role::Officer);
    let co_officers = [Some(second), None].into_iter();
    let others = co_officers.filter(|co_officer| {
        scene.file.officer != Some(officer) || scene.file.co_officer != *co_officer
    });
    now(others.map(|co_officer| {
        C::Assign(Assign {
            officer: officer.0,
            co_officer: co_officer.map(|user| user.0),
            handover_note: Some(word()),
        })
    }))
}

pub(super) fn request_correction(scene: &Scene<'_>) -> Vec<Way> {
    let request = C::RequestCorrection(RequestCorrection {
        items: vec![word()],
    });
    let mut ways = now([request.clone()]);
    ways.extend(scene.within_review(N::RequestCorrection, vec![request]));
    ways
}

pub(super) fn ask_to_split(_: &Scene<'_>) -> Vec<Way> {
    now([C::AskToSplit(AskToSplit {
        acts: vec![word(), word()],
    })])
}

pub(super) fn extend_correction(_: &Scene<'_>) -> Vec<Way> {
    now([C::ExtendCorrection(ExtendCorrection {
        days: 5,
        reason: word(),
    })])
}

/// As it comes, and where the term is over also posted in time.
pub(super) fn receive_correction(scene: &Scene<'_>) -> Vec<Way> {
    let term = scene.newest("correction_response");
    let over = term.filter(|term| term.due < scene.today);
    let posted = over.map(|term| Some(Date(term.due)));
    now([None].into_iter().chain(posted).map(|posted_on| {
        C::ReceiveCorrection(ReceiveCorrection {
            posted_on,
            note: word(),
        })
    }))
}

/// By the ordinary procedure; by the simplified one for a clear case, for a small amount and by consent.
pub(super) fn accept(scene: &Scene<'_>) -> Vec<Way> {
    let parties = scene.file.present();
    let parties = parties.filter(|party| party.role != PartyRole::OtherOrgan);
    let consents: Vec<PartyNo> = parties.map(|party| party.no).collect();
    let input = |ground| SimplifiedInput {
        ground,
        clear: (ground != SimplifiedGround::Consent).then_some(true),
        amount: (ground == SimplifiedGround::SmallAmount).then_some(3000),
        consents: (ground == SimplifiedGround::Consent).then(|| consents.clone()),
    };
    let accept = |simplified| {
        C::Accept(Accept {
            note: word(),
            simplified,
        })
    };
    let grounds = [
        SimplifiedGround::OnTheSpot,
        SimplifiedGround::SmallAmount,
        SimplifiedGround::Consent,
    ];
    let mut ways = now(grounds.map(|ground| accept(Some(input(ground)))));
    ways.insert(0, Way::from(accept(None)));
    let clear = Some(input(SimplifiedGround::OnTheSpot));
    let proved = vec![accept(None), accept(clear)];
    ways.extend(scene.within_review(N::Accept, proved));
    ways
}

/// For want of jurisdiction with the competent organ, and for another ground.
pub(super) fn refuse_acceptance(scene: &Scene<'_>) -> Vec<Way> {
    let refuse = |ground| {
        C::RefuseAcceptance(RefuseAcceptance {
            ground,
            reason: word(),
            competent_organ: (ground == RefusalGround::NoJurisdiction).then(word),
        })
    };
    let late = RefusalGround::OutOfTime;
    let mut ways = now([late, RefusalGround::NoJurisdiction].map(refuse));
    ways.extend(scene.within_review(N::RefuseAcceptance, vec![refuse(late)]));
    ways
}

pub(super) fn send_copy(_: &Scene<'_>) -> Vec<Way> {
    now([C::SendCopy(SendCopy { note: word() })])
}

/// Each applicant and third party not yet heard.
pub(super) fn hear_views(scene: &Scene<'_>) -> Vec<Way> {
    let heard: &[PartyNo] = match &scene.file.facts.views {
        Some(Views::Heard { parties, .. }) => parties,
        _ => &[],
    };
    let parties = scene.taking_part();
    let parties = parties.filter(|party| party.role != PartyRole::Respondent);
    let parties = parties.filter(|party| !heard.contains(&party.no));
    now(parties.map(|party| {
        C::HearViews(HearViews {
            parties: vec![party.no],
            mode: ViewsMode::Telephone,
            record: word(),
            mediation_willing: Some(true),
        })
    }))
}

pub(super) fn waive_views(_: &Scene<'_>) -> Vec<Way> {
    now([C::WaiveViews(WaiveViews { reason: word() })])
}

/// The applicants and respondents, whose consent is asked.
fn consenting(scene: &Scene<'_>) -> Vec<PartyNo> {
    let mut parties = scene.each(PartyRole::Applicant);
    parties.extend(scene.each(PartyRole::Respondent));
    parties
}

/// One ground for each effect; that by consent also until a day.
pub(super) fn suspend(scene: &Scene<'_>) -> Vec<Way> {
    let mut seen = BTreeSet::new();
    let grounds = scene.book.grounds.values();
    let grounds = grounds.filter(|ground| {
        ground.of == GroundOf::Suspension
            && ground.track.is_none()
            && seen.insert((&ground.starts, &ground.ends, ground.awaits.is_some()))
    });
    now(grounds.flat_map(|ground| {
        let until = ground.ends.as_ref().map(|_| Some(scene.ahead(SHORT)));
        let days = [None].into_iter().chain(until);
        days.map(|until| suspend_on(scene, ground, until))
    }))
}

fn suspend_on(scene: &Scene<'_>, ground: &Ground, until: Option<Date>) -> C {
    let consents = if ground.needs_consent {
        consenting(scene)
    } else {
        Vec::new()
    };
    C::Suspend(Suspend {
        ground: ground.id.clone(),
        reason: word(),
        consents,
        reference: ground.awaits.map(|_| word()),
        until,
    })
}

/// For another thirty days, and to a day before.
pub(super) fn prolong_suspension(scene: &Scene<'_>) -> Vec<Way> {
    let known = scene.file.facts.suspension.as_ref();
    let until = known.and_then(|known| known.until);
    let sooner = until.and_then(|day| day.checked_add_days(chrono::Days::new(SHORT)));
    let sooner = sooner.map(|day| Some(Date(day)));
    let days = until.map(|_| None).into_iter().chain(sooner);
    now(days.map(|until| {
        C::ProlongSuspension(ProlongSuspension {
            until,
            reason: word(),
            consents: consenting(scene),
        })
    }))
}

pub(super) fn resume(_: &Scene<'_>) -> Vec<Way> {
    now([C::Resume(Resume { reason: word() })])
}

pub(super) fn extend(_: &Scene<'_>) -> Vec<Way> {
    now([C::Extend(Extend {
        days: 30,
        reason: word(),
    })])
}

/// One ground for each condition; one that asks for a fact where there may be that fact.
pub(super) fn terminate(scene: &Scene<'_>) -> Vec<Way> {
    let facts = &scene.file.facts;
    let mut seen = BTreeSet::new();
    let grounds = scene.book.grounds.values();
    let grounds = grounds.filter(|ground| ground.of == GroundOf::Termination);
    let grounds = grounds.filter(|ground| match ground.condition {
        GroundCondition::None => seen.insert(0),
        GroundCondition::Withdrawal => facts.withdrawal.is_some() && seen.insert(1),
        GroundCondition::SixtyDays => facts.suspension.is_some() && seen.insert(2),
    });
    now(grounds.map(|ground| {
        C::Terminate(Terminate {
            ground: ground.id.clone(),
            reason: word(),
        })
    }))
}
