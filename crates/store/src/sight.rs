//! Who may see what: the one place that turns an actor into a condition.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, QuerySelect, QueryTrait};
use sea_orm::{EntityTrait, QueryFilter};
use workflow::actor::{Actor, Person, Role};
use workflow::file::{CaseFile, Draft, Outcome, Paper, Party, PartyRole};
use workflow::id::OrganId;

use crate::entity::{case_file, party, seal, term, user};

/// Roles that see every case of their own organ.
const OFFICE: [Role; 6] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
    Role::OrganHead,
    Role::Supervisor,
];

/// Whether the actor sees the whole of every case it sees: the office does, a respondent's clerk does not.
pub(crate) fn whole(actor: &Actor) -> bool {
    match actor {
        Actor::System => true,
        Actor::Person(person) => office(person),
    }
}

fn office(person: &Person) -> bool {
    !administrator(person) && OFFICE.iter().any(|role| person.roles.contains(role))
}

/// Whether the person is one of the three administrators.
fn administrator(person: &Person) -> bool {
    person.roles.iter().any(|role| role.is_administrator())
}

/// The agency that a respondent's clerk speaks for.
pub(crate) fn agency(actor: &Actor) -> Option<OrganId> {
    let person = actor.person()?;
    person
        .agency
        .filter(|_| person.roles.contains(&Role::RespondentClerk) && !administrator(person))
}

/// Condition on `case_file`: the cases that the actor may see.
///
/// The office sees the cases of its organ; a respondent's clerk those of the organ in which the agency is a
/// respondent, has not left and has been [called on](called), so never an early intervention; an administrator none.
pub(crate) fn cases(actor: &Actor) -> Condition {
    let person = match actor {
        Actor::System => return Condition::all(),
        Actor::Person(person) => person,
    };
    let own = Condition::all().add(case_file::Column::OrganId.eq(person.organ.0));
    if office(person) {
        return own;
    }
    let Some(agency) = agency(actor) else {
        // No row is without its key.
        return Condition::all().add(case_file::Column::Id.is_null());
    };
    own.add(case_file::Column::Id.in_subquery(cases_of_agency(person.organ, agency)))
        .add(case_file::Column::Called.contains(agency.0.to_string()))
}

/// The agencies that see a case as respondents, one id after another: each from the first standing paper that was issued
/// to it and [calls on it](Paper::calls_on_respondents), the copy with the notice to reply as a rule. What went to
/// another respondent, or only tells of a suspension or the like, shows it nothing.
pub(crate) fn called(file: &CaseFile) -> String {
    let called = |party: &&Party| {
        file.standing_papers()
            .any(|paper| paper.calls_on_respondents() && paper.addressees.contains(&party.no))
    };
    let parties = file.parties_with(PartyRole::Respondent).filter(called);
    let agencies = parties.filter_map(|party| party.organ);
    let agencies: Vec<String> = agencies.map(|agency| agency.0.to_string()).collect();
    agencies.join(" ")
}

/// Ids of the organ's cases in which an agency is a respondent and has not left.
fn cases_of_agency(organ: OrganId, agency: OrganId) -> SelectStatement {
    party::Entity::find()
        .select_only()
        .column(party::Column::CaseId)
        .filter(party::Column::OrganId.eq(organ.0))
        .filter(party::Column::AgencyId.eq(agency.0))
        .filter(party::Column::Role.eq(crate::rows::party::role(PartyRole::Respondent)))
        .filter(party::Column::LeftOn.is_null())
        .into_query()
}

/// Condition on a table that hangs on cases: its rows belong to a case that the actor may see.
pub(crate) fn of_cases(
    actor: &Actor,
    organ: impl ColumnTrait,
    case: impl ColumnTrait,
) -> Condition {
    let person = match actor {
        Actor::System => return Condition::all(),
        Actor::Person(person) => person,
    };
    let own = Condition::all().add(organ.eq(person.organ.0));
    if office(person) {
        return own;
    }
    let seen = Query::select()
        .column(case_file::Column::Id)
        .from(case_file::Entity)
        .cond_where(cases(actor))
        .take();
    own.add(case.in_subquery(seen))
}

/// Condition on `user`: the users that the actor may see, those of the own organ; a respondent's clerk only itself
/// and the officers of the cases it sees.
pub(crate) fn users(actor: &Actor) -> Condition {
    let person = match actor {
        Actor::System => return Condition::all(),
        Actor::Person(person) => person,
    };
    let own = Condition::all().add(user::Column::OrganId.eq(person.organ.0));
    if office(person) || administrator(person) {
        return own;
    }
    let officers = |column: case_file::Column| {
        Query::select()
            .column(column)
            .from(case_file::Entity)
            .cond_where(cases(actor))
            .and_where(column.is_not_null())
            .take()
    };
    own.add(
        Condition::any()
            .add(user::Column::Id.eq(person.user.0))
            .add(user::Column::Id.in_subquery(officers(case_file::Column::OfficerId)))
            .add(user::Column::Id.in_subquery(officers(case_file::Column::CoOfficerId))),
    )
}

/// Condition on `seal`: the auditor sees those of the own organ, nobody else any.
pub(crate) fn seals(actor: &Actor) -> Condition {
    match actor {
        Actor::System => Condition::all(),
        Actor::Person(person) if person.roles.contains(&Role::Auditor) => {
            Condition::all().add(seal::Column::OrganId.eq(person.organ.0))
        }
        // No row is without its key.
        Actor::Person(_) => Condition::all().add(seal::Column::OrganId.is_null()),
    }
}

/// Whether the actor may see the seals of an organ, and which entries its logs have.
pub(crate) fn sees_seals(actor: &Actor, organ: OrganId) -> bool {
    match actor {
        Actor::System => true,
        Actor::Person(person) => person.organ == organ && person.roles.contains(&Role::Auditor),
    }
}

/// The row of `party` that makes a term of the outer query one of the agency's.
pub(crate) fn party_of_term(actor: &Actor) -> SelectStatement {
    let of_party = |column: party::Column| Expr::col((party::Entity, column));
    Query::select()
        .expr(Expr::cust("1"))
        .from(party::Entity)
        .and_where(of_party(party::Column::OrganId).equals((term::Entity, term::Column::OrganId)))
        .and_where(of_party(party::Column::CaseId).equals((term::Entity, term::Column::CaseId)))
        .and_where(of_party(party::Column::No).equals((term::Entity, term::Column::PartyNo)))
        .and_where(of_party(party::Column::AgencyId).eq(agency(actor).map(|organ| organ.0)))
        .take()
}

/// Whether the actor sees a paper of a case it sees: a respondent's clerk only those addressed to the agency.
pub(crate) fn paper(actor: &Actor, parties: &[Party], paper: &Paper) -> bool {
    if whole(actor) {
        return true;
    }
    let Some(agency) = agency(actor) else {
        return false;
    };
    parties
        .iter()
        .any(|party| party.organ == Some(agency) && paper.addressees.contains(&party.no))
}

/// Leaves out of a paper what the actor may not see of it: a respondent's clerk sees what was sent to the agency only.
pub(crate) fn redact_paper(actor: &Actor, parties: &[Party], paper: &mut Paper) {
    if whole(actor) {
        return;
    }
    let agency = agency(actor);
    let own = |no| {
        let mut parties = parties.iter();
        agency.is_some() && parties.any(|party| party.no == no && party.organ == agency)
    };
    paper.dispatches.retain(|known| own(known.party));
}

/// Leaves out of a file what the actor may not see in it. Of the draft a respondent's clerk sees the items once the
/// case is decided, and nothing else ever: the decision that is served says the rest.
pub(crate) fn redact(actor: &Actor, mut file: CaseFile) -> CaseFile {
    if whole(actor) {
        return file;
    }
    // What was said before anybody applied stays with the office.
    file.facts.intervention = None;
    let matters = &mut file.facts.matters;
    matters.retain(|matter| !matter.details.is_closed_to_respondents());
    let own: Vec<u32> = file
        .parties
        .iter()
        .filter(|party| party.organ.is_some() && party.organ == agency(actor))
        .map(|party| party.no)
        .collect();
    file.facts
        .evidence
        .retain(|known| own.contains(&known.party));
    file.facts
        .materials
        .retain(|known| own.contains(&known.party));
    let parties = std::mem::take(&mut file.parties);
    file.papers.retain(|known| paper(actor, &parties, known));
    for known in &mut file.papers {
        redact_paper(actor, &parties, known);
    }
    file.parties = parties;
    let decided = match &file.facts.outcome {
        Some(Outcome::Decided { on, .. }) => Some(*on),
        _ => None,
    };
    file.facts.draft = file
        .facts
        .draft
        .zip(decided)
        .map(|(draft, submitted_on)| Draft {
            items: draft.items,
            findings: String::new(),
            reasons: String::new(),
            hearing_records: Vec::new(),
            submitted_on,
            from_stage: String::new(),
            digest: String::new(),
        });
    file.facts.signature = None;
    file.facts.pending.clear();
    file.facts.reports.clear();
    file.facts.reception = None;
    file.facts.joined = None;
    file.facts.members.clear();
    file.facts.classes.clear();
    let matters = std::mem::take(&mut file.facts.matters).into_iter();
    file.facts.matters = matters
        .filter_map(|matter| matter.for_outsiders(decided.is_some()))
        .collect();
    file
}
