//! The persons of the proof 人物: one for each role, of one office, a second head of the organ, and the clerks of two agencies.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::ways::Way;
use crate::actor::{Actor, Moment, Person, Role};
use crate::command::{Command, ProofInput, ReconsiderationCommand as C, Submission};
use crate::file::DisputedAct;
use crate::id::{CaseId, OrganId, UserId};
use crate::plan::{KnownAgency, KnownCase, Surroundings};
use crate::scalar::{Date, shanghai_instant};

/// The reconsideration organ whose office owns the cases.
pub(super) const ORGAN: OrganId = OrganId(Uuid::from_u128(1));
/// Agencies that are or become respondents; the first two have clerks.
pub(super) const AGENCIES: [OrganId; 3] = [
    OrganId(Uuid::from_u128(2)),
    OrganId(Uuid::from_u128(3)),
    OrganId(Uuid::from_u128(4)),
];

/// The number of another case of the office: the same application, of the one applicant against the one respondent that
/// most worlds have.
pub(super) const TWIN: &str = "另案";

/// An officer who has no case, and takes one over.
pub(super) const SPARE: UserId = UserId(Uuid::from_u128(201));

/// A second head of the organ, who signs where the first is recused.
const SECOND_HEAD: UserId = UserId(Uuid::from_u128(202));

/// The clerk of the second agency.
const SECOND_CLERK: UserId = UserId(Uuid::from_u128(200));

/// The user who holds a role.
pub(super) fn user(role: Role) -> UserId {
    UserId(Uuid::from_u128(100 + role as u128))
}

/// Who acts in a role; for a respondent's clerk, that of the first agency.
pub(super) fn actor(role: Role) -> Actor {
    if role == Role::System {
        return Actor::System;
    }
    let [first, ..] = AGENCIES;
    let agency = (role == Role::RespondentClerk).then_some(first);
    person(user(role), role, agency)
}

/// Who acts in a role where the first who holds it is recused.
pub(super) fn deputy(role: Role) -> Option<Actor> {
    (role == Role::OrganHead).then(|| person(SECOND_HEAD, role, None))
}

/// The clerk of the second agency.
#[cfg(test)]
pub(super) fn second_clerk() -> Actor {
    let [_, second, _] = AGENCIES;
    person(SECOND_CLERK, Role::RespondentClerk, Some(second))
}

fn person(user: UserId, role: Role, agency: Option<OrganId>) -> Actor {
    Actor::Person(Person {
        user,
        organ: ORGAN,
        name: role.label().0.to_owned(),
        roles: BTreeSet::from([role]),
        agency,
        on: NaiveDate::default(),
        stands_for: Vec::new(),
    })
}

/// Everybody who may ask, in the order of the roles; then the second clerk.
#[cfg(test)]
pub(super) fn actors() -> Vec<Actor> {
    let roles = Role::ALL.into_iter().map(actor);
    roles.chain([second_clerk()]).collect()
}

/// The users there are, each with what they are.
pub(super) fn surroundings() -> Surroundings {
    let roles = Role::ALL.into_iter();
    let people: BTreeMap<UserId, BTreeSet<Role>> = roles
        .filter(|role| *role != Role::System)
        .map(|role| (user(role), role))
        .chain([
            (SECOND_CLERK, Role::RespondentClerk),
            (SPARE, Role::Officer),
            (SECOND_HEAD, Role::OrganHead),
        ])
        .map(|(user, role)| (user, BTreeSet::from([role])))
        .collect();
    let twin = KnownCase {
        id: CaseId(Uuid::from_u128(2)),
        stage: "in_trial".to_owned(),
        stage_since: NaiveDate::MIN,
        applied: vec!["申请人1".to_owned()],
        applicants: vec!["申请人1".to_owned()],
        respondents: vec![KnownAgency {
            organ: Some(OrganId(Uuid::from_u128(2))),
            name: "被申请人1".to_owned(),
        }],
        disputed_act: DisputedAct {
            title: super::ways::word(),
            ..DisputedAct::default()
        },
        filed_on: Some(NaiveDate::MIN),
        outcome: None,
        separate_acts: Vec::new(),
        joined: false,
        members: Vec::new(),
        applicant_numbers: vec![1],
        officers: Vec::new(),
        recused: Vec::new(),
        sessions: Vec::new(),
    };
    let file = crate::file::MaterialFile {
        file: uuid::Uuid::nil(),
        file_name: "材料.pdf".to_owned(),
        media_type: crate::media::MediaType::Pdf,
        size: 1,
        sha256: "0".repeat(64),
    };
    Surroundings {
        people,
        cases: BTreeMap::from([(TWIN.to_owned(), twin)]),
        uploads: BTreeMap::from([(file.file, file)]),
    }
}

/// Ten o'clock on a day.
pub(super) fn moment(day: NaiveDate) -> Moment {
    Moment::at(shanghai_instant(day, 10, 0))
}

/// What is submitted for a way: with proof where a day before today counts, and of what came back.
///
/// The registrar confirms it, who proposes none of the acts that are dated back.
pub(super) fn submission(way: &Way, day: NaiveDate) -> Submission {
    let posted = match &way.command {
        C::RecordReply(reply) => reply.posted_on,
        C::ReceiveCorrection(received) => received.posted_on,
        _ => None,
    };
    let back = way.effective_on.or(posted.map(|posted| posted.0));
    let dated_back = back.is_some_and(|back| back < day);
    let returned = matches!(way.command, C::RecordReturnedMail(_));
    let proof = (dated_back || returned).then(|| ProofInput {
        reference: super::ways::word(),
        confirmed_by: dated_back.then(|| user(Role::Registrar).0),
        materials: None,
    });
    Submission {
        command: Command::Reconsideration(way.command.clone()),
        effective_on: way.effective_on.map(Date),
        proof,
    }
}
