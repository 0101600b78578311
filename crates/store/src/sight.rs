//! Who may see what: the one place that turns an actor into a condition.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;
use workflow::actor::{Actor, Person, Role};
use workflow::command::{Capacity, Volume};
use workflow::file::{
    CaseFile, Details, Draft, Material, Matter, Outcome, Paper, Participation, Party, PartyRole,
};
use workflow::id::{OrganId, UserId};

use crate::entity::{case_file, party, reception, seal, term, user};

mod policy;

use policy::{Part, Relation, Share, recused, relations, seen};
pub(crate) use policy::{called as agencies_called, may_see};

/// Whether the actor sees the whole of every case it sees: the office does, nobody else.
pub(crate) fn whole(actor: &Actor) -> bool {
    seen(actor, Part::Working) == Share::All
}

/// Whether somebody works on the cases of the office, or oversees them, and so sees how the office works on each.
#[must_use]
pub fn works_on_cases(person: &Person) -> bool {
    relations(person).contains(&Relation::Office)
}

/// Roles that receive people 接待.
pub const RECEIVE: [Role; 4] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
];

/// Whether somebody receives those who come, ring or write, and so reads the reception log of the office.
#[must_use]
pub fn receives(person: &Person) -> bool {
    works_on_cases(person) && RECEIVE.iter().any(|role| person.roles.contains(role))
}

/// Receptions that somebody may see: who receives sees those of its office. One that is about a case is seen by who may see
/// the case, so that it is closed to whoever is recused.
pub(crate) fn receptions(actor: &Actor) -> Condition {
    use reception::Column;
    let Some(person) = actor.person() else {
        return Condition::all();
    };
    if !receives(person) {
        // No row is without its key.
        return Condition::all().add(Column::Id.is_null());
    }
    let about = case_file::Entity::find()
        .select_only()
        .column(case_file::Column::Id)
        .filter(cases(actor));
    Condition::all()
        .add(Column::OrganId.eq(person.organ.0))
        .add(
            Condition::any()
                .add(Column::CaseId.is_null())
                .add(Column::CaseId.in_subquery(about.into_query())),
        )
}

/// Whether the person is one of the three administrators.
fn administrator(person: &Person) -> bool {
    person.roles.iter().any(|role| role.is_administrator())
}

/// The agency that a respondent's clerk speaks for.
pub(crate) fn agency(actor: &Actor) -> Option<OrganId> {
    let relations = relations(actor.person()?).into_iter();
    let mut agencies = relations.filter_map(|relation| match relation {
        Relation::Respondent(agency) => Some(agency),
        _ => None,
    });
    agencies.next()
}

/// The agencies to which a case is open as to respondents, one id after another.
pub(crate) fn called(file: &CaseFile) -> String {
    let agencies: Vec<String> = policy::called(file)
        .map(|agency| agency.0.to_string())
        .collect();
    agencies.join(" ")
}

/// Condition on `case_file`: the cases that the actor may see, those of the own organ to which it stands in one of its
/// [relations](Relation) and from which it is not recused.
pub(crate) fn cases(actor: &Actor) -> Condition {
    let person = match actor {
        Actor::System => return Condition::all(),
        Actor::Person(person) => person,
    };
    let relations = relations(person);
    if relations.is_empty() {
        // No row is without its key.
        return Condition::all().add(case_file::Column::Id.is_null());
    }
    let own = Condition::all()
        .add(case_file::Column::OrganId.eq(person.organ.0))
        .add(case_file::Column::Id.not_in_subquery(recused(person)));
    if relations.contains(&Relation::Office) {
        return own;
    }
    let conditions = relations
        .into_iter()
        .map(|relation| relation.condition(person));
    own.add(conditions.fold(Condition::any(), Condition::add))
}

/// What the office reads of a case, among the views that are kept of it for the search; an agency's is its id.
pub(crate) const OFFICE_VIEW: Uuid = Uuid::nil();

/// What people who were let into a case read of it, by the capacities that show them more than the main volume.
pub(crate) const GUEST_VIEWS: [(Uuid, &[Capacity]); 4] = [
    (Uuid::from_u128(u128::MAX), &[Capacity::Mediator]),
    (Uuid::from_u128(u128::MAX - 1), &[Capacity::CommitteeMember]),
    (Uuid::from_u128(u128::MAX - 2), &[Capacity::LegalAdviser]),
    (
        Uuid::from_u128(u128::MAX - 3),
        &[Capacity::CommitteeMember, Capacity::LegalAdviser],
    ),
];

/// The view in which the actor reads the cases it may see; of no view where it reads none.
pub(crate) fn view(actor: &Actor) -> Option<Uuid> {
    if whole(actor) {
        return Some(OFFICE_VIEW);
    }
    if let Some(agency) = agency(actor) {
        return Some(agency.0);
    }
    if relations(actor.person()?).is_empty() {
        return None;
    }
    let parts =
        |actor: &Actor| [Part::Consultations, Part::Inquiries].map(|part| seen(actor, part));
    let mut views = GUEST_VIEWS.into_iter();
    let same = views
        .find(|(_, capacities)| parts(&guest(OrganId(Uuid::nil()), capacities)) == parts(actor));
    same.map(|(view, _)| view)
}

/// Somebody who was let into cases of an organ in some capacities, to whom they may be shown.
pub(crate) fn guest(organ: OrganId, capacities: &[Capacity]) -> Actor {
    let roles = capacities.iter().map(|capacity| capacity.role());
    reader(organ, roles.collect(), None)
}

/// A clerk of an agency, to whom an organ's cases may be shown: whoever reads what the agency may read,
/// on whatever day.
pub(crate) fn clerk(organ: OrganId, agency: OrganId) -> Actor {
    reader(organ, BTreeSet::from([Role::RespondentClerk]), Some(agency))
}

fn reader(organ: OrganId, roles: BTreeSet<Role>, agency: Option<OrganId>) -> Actor {
    Actor::Person(Person {
        user: UserId(Uuid::nil()),
        organ,
        name: String::new(),
        roles,
        agency,
        on: NaiveDate::default(),
    })
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
    if works_on_cases(person) {
        return own.add(case.not_in_subquery(recused(person)));
    }
    let seen = Query::select()
        .column(case_file::Column::Id)
        .from(case_file::Entity)
        .cond_where(cases(actor))
        .take();
    own.add(case.in_subquery(seen))
}

/// Condition on `case_file`: the cases whose secondary volume 副卷 the actor may read, one of the heads or an officer of the
/// case.
pub(crate) fn secondary_volume(actor: &Actor) -> Condition {
    let seen = cases(actor);
    let Some(person) = actor.person() else {
        return seen;
    };
    if is_head(person) {
        return seen;
    }
    seen.add(
        Condition::any()
            .add(case_file::Column::OfficerId.eq(person.user.0))
            .add(case_file::Column::CoOfficerId.eq(person.user.0)),
    )
}

/// Whether the actor may read the secondary volume 副卷 of a file that it may see: the same as the condition, told from the
/// file.
#[must_use]
pub fn reads_secondary_volume(actor: &Actor, file: &CaseFile) -> bool {
    whole(actor) && file.opens_secondary_volume(actor)
}

fn is_head(person: &Person) -> bool {
    let heads = [Role::InstitutionHead, Role::OrganHead];
    heads.iter().any(|role| person.roles.contains(role))
}

/// Condition on `user`: the users that the actor may see, those of the own organ; who does not work on its cases only itself
/// and the officers of the cases it sees.
pub(crate) fn users(actor: &Actor) -> Condition {
    let person = match actor {
        Actor::System => return Condition::all(),
        Actor::Person(person) => person,
    };
    let own = Condition::all().add(user::Column::OrganId.eq(person.organ.0));
    if works_on_cases(person) || administrator(person) {
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
/// Condition on `party`: a party of a case that the actor sees, unless it [stayed out](stayed_out) of it.
pub(crate) fn parties(actor: &Actor) -> Condition {
    let seen = of_cases(actor, party::Column::OrganId, party::Column::CaseId);
    match whole(actor) {
        true => seen,
        false => seen.add(Expr::not_exists(left_by_receipt())),
    }
}

/// Condition on `term`: a term of a case that the actor sees, unless it is one of a party that [stayed out](stayed_out) of it.
pub(crate) fn terms(actor: &Actor) -> Condition {
    let seen = of_cases(actor, term::Column::OrganId, term::Column::CaseId);
    if whole(actor) {
        return seen;
    }
    let of_party = |column: party::Column| Expr::col((party::Entity, column));
    let theirs = Query::select()
        .expr(Expr::cust("1"))
        .from(party::Entity)
        .and_where(of_party(party::Column::OrganId).equals((term::Entity, term::Column::OrganId)))
        .and_where(of_party(party::Column::CaseId).equals((term::Entity, term::Column::CaseId)))
        .and_where(of_party(party::Column::No).equals((term::Entity, term::Column::PartyNo)))
        .and_where(Expr::exists(left_by_receipt()))
        .take();
    seen.add(Expr::not_exists(theirs))
}

/// Of a party: its case, if the party had left it by the day on which the application came.
fn left_by_receipt() -> SelectStatement {
    let of_case = |column: case_file::Column| Expr::col((case_file::Entity, column));
    Query::select()
        .expr(Expr::cust("1"))
        .from(case_file::Entity)
        .and_where(
            of_case(case_file::Column::OrganId).equals((party::Entity, party::Column::OrganId)),
        )
        .and_where(of_case(case_file::Column::Id).equals((party::Entity, party::Column::CaseId)))
        .and_where(
            Expr::col((party::Entity, party::Column::LeftOn))
                .lte(of_case(case_file::Column::ReceivedOn)),
        )
        .take()
}

/// Whether a party had left by the day on which the application came: it was noted before anybody applied, and did not apply
/// itself. Who complained of an agency, and let it be, is known to the office alone.
fn stayed_out(file: &CaseFile, party: &Party) -> bool {
    party.left_on.is_some_and(|day| day <= file.facts.came_on())
}

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

/// Whether the actor sees a paper of a case it sees: a respondent's clerk only those addressed to the agency, who was let
/// in those addressed to a party.
pub(crate) fn paper(actor: &Actor, parties: &[Party], paper: &Paper) -> bool {
    let addressed = |party: &&Party| paper.addressees.contains(&party.no);
    let mut addressees = parties.iter().filter(addressed);
    match seen(actor, Part::Papers) {
        Share::All => true,
        Share::MainVolume => addressees.any(|party| party.role != PartyRole::OtherOrgan),
        Share::Own => {
            let agency = agency(actor);
            addressees.any(|party| party.organ.is_some() && party.organ == agency)
        }
        Share::Nothing => false,
    }
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

/// Leaves out of a file what the actor may not see in it. Of the draft nobody outside the office sees more than the items,
/// and these once the case is decided: the decision that is served says the rest.
pub(crate) fn redact(actor: &Actor, mut file: CaseFile) -> CaseFile {
    if whole(actor) {
        if !reads_secondary_volume(actor, &file) {
            let materials = &mut file.facts.materials;
            materials.retain(|known| known.volume == Volume::Main);
        }
        return file;
    }
    // What was said before anybody applied stays with the office, and who said it.
    let out = file.parties.iter().filter(|party| stayed_out(&file, party));
    let out: BTreeSet<u32> = out.map(|party| party.no).collect();
    file.parties.retain(|party| !out.contains(&party.no));
    file.terms
        .retain(|term| term.party.is_none_or(|no| !out.contains(&no)));
    file.facts.intervention = None;
    let agency = agency(actor);
    let own: Vec<u32> = file
        .parties
        .iter()
        .filter(|party| party.organ.is_some() && party.organ == agency)
        .map(|party| party.no)
        .collect();
    file.facts
        .evidence
        .retain(|known| handed_in(actor, &own, known.party));
    file.facts
        .supplements
        .retain(|known| handed_in(actor, &own, known.party));
    file.facts
        .materials
        .retain(|known| material(actor, &own, known));
    for known in &mut file.facts.materials {
        known.excision = None;
    }
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
    file.facts.joined = None;
    file.facts.members.clear();
    file.facts.classes.clear();
    file.facts.participation = Participation::default();
    let matters = std::mem::take(&mut file.facts.matters).into_iter();
    file.facts.matters = matters
        .filter_map(|known| matter(actor, known, decided.is_some()))
        .collect();
    file
}

/// Whether the actor sees what a party handed in.
fn handed_in(actor: &Actor, own: &[u32], party: u32) -> bool {
    match seen(actor, Part::Evidence) {
        Share::All | Share::MainVolume => true,
        Share::Own => own.contains(&party),
        Share::Nothing => false,
    }
}

/// Whether somebody who does not see the whole case sees a material: whose agency it is open to, and who was let in where
/// it is open to a party. What lies in the secondary volume is open to none of them.
fn material(actor: &Actor, own: &[u32], known: &Material) -> bool {
    match seen(actor, Part::Evidence) {
        Share::All | Share::MainVolume => {
            known.volume == Volume::Main && !known.visible_to.is_empty()
        }
        Share::Own => known.is_open_to(own),
        Share::Nothing => false,
    }
}

/// A matter as somebody sees it who does not see the whole case; none where it is closed to the actor.
fn matter(actor: &Actor, matter: Matter, decided: bool) -> Option<Matter> {
    let inquiry = matter.details.is_closed_to_respondents();
    if inquiry && seen(actor, Part::Inquiries) != Share::All {
        return None;
    }
    let consultation = matches!(matter.details, Details::Consultation(_));
    if consultation && seen(actor, Part::Consultations) == Share::All {
        return Some(matter);
    }
    matter.for_outsiders(decided)
}
