//! Who may see what: the one place that turns an actor into a condition.

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;
use workflow::actor::{Actor, Person, Role};
use workflow::command::{Capacity, Volume};
use workflow::deputy::Absent;
use workflow::effect::{Effect, Entry};
use workflow::file::{
    CaseFile, Draft, Facts, MATERIAL_FILE, MATERIAL_TITLE, Material, Outcome, Paper, Participation,
    Party, PartyRole, Views,
};
use workflow::id::{OrganId, PartyNo, UserId};

use crate::entity::{case_file, leave, party, term};

mod beside;
mod office;
mod policy;

pub(crate) use beside::{next_due, open_terms, summary};
pub use office::{RECEIVE, receives};
pub(crate) use office::{receptions, seals, sees_seals, users};
use policy::{Part, Relation, Share, recused, recused_user, relations};
pub(crate) use policy::{Standing, called as agencies_called, may_see};

/// Whether the actor sees the whole of every case it sees: the office does, nobody else.
pub(crate) fn whole(actor: &Actor) -> bool {
    actor.person().is_none_or(works_on_cases)
}

/// Whether somebody works on the cases of the office, or oversees them, and so sees how the office works on each.
#[must_use]
pub fn works_on_cases(person: &Person) -> bool {
    relations(person).contains(&Relation::Office)
}

/// Whether the person is one of the three administrators.
fn administrator(person: &Person) -> bool {
    person.roles.iter().any(|role| role.is_administrator())
}

/// The agency that a respondent's clerk speaks for.
pub(crate) fn agency(actor: &Actor) -> Option<OrganId> {
    let person = actor.person()?;
    person.own_agency().filter(|_| !administrator(person))
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
    (Uuid::from_u128(u128::MAX), &[]),
    (Uuid::from_u128(u128::MAX - 1), &[Capacity::CommitteeMember]),
    (Uuid::from_u128(u128::MAX - 2), &[Capacity::LegalAdviser]),
    (
        Uuid::from_u128(u128::MAX - 3),
        &[Capacity::CommitteeMember, Capacity::LegalAdviser],
    ),
];

/// The views in which the actor reads cases, each with the condition on `case_file` for those that it reads in it, where
/// there is more than one. None where it reads no case.
pub(crate) fn views(actor: &Actor) -> Vec<(Uuid, Condition)> {
    let person = match actor.person() {
        Some(person) if !works_on_cases(person) => person,
        _ => return vec![(OFFICE_VIEW, Condition::all())],
    };
    let relations = relations(person);
    let mut views: Vec<(Uuid, Condition)> = Vec::new();
    for relation in &relations {
        if let Relation::Respondent(agency) = relation {
            views.push((agency.0, relation.condition(person)));
        }
    }
    let guest = |relation: &&Relation| matches!(relation, Relation::Admitted(_));
    let conditions = relations.iter().filter(guest);
    let conditions: Vec<Condition> = conditions.map(|one| one.condition(person)).collect();
    if conditions.is_empty() {
        return views;
    }
    let any = conditions
        .into_iter()
        .fold(Condition::any(), Condition::add);
    // Of those that show more: whether the capacity is one of the view, and one in which the person was let in.
    let more = [Capacity::CommitteeMember, Capacity::LegalAdviser].map(Relation::Admitted);
    for (view, capacities) in GUEST_VIEWS {
        let of_view = |relation: Relation| {
            let mut capacities = capacities.iter();
            capacities.any(|capacity| Relation::Admitted(*capacity) == relation)
        };
        let mut reads = Condition::all().add(any.clone());
        let mut possible = true;
        for relation in more {
            match (of_view(relation), relations.contains(&relation)) {
                (true, true) => reads = reads.add(relation.condition(person)),
                (true, false) => possible = false,
                (false, true) => reads = reads.add(relation.condition(person).not()),
                (false, false) => {}
            }
        }
        if possible {
            views.push((view, reads));
        }
    }
    views
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
    if !works_on_cases(person) {
        // No row is without its key.
        return Condition::all().add(case_file::Column::Id.is_null());
    }
    if is_head(person) {
        return seen;
    }
    let absent = person.stands_for.iter();
    let for_another = absent.map(|absent| {
        let open = Condition::all().add(stood_in_for(person, absent));
        match (absent.is_head(), absent.is_officer()) {
            (true, _) => open,
            (false, true) => open.add(officer_is(absent.user)),
            (false, false) => Condition::all().add(case_file::Column::Id.is_null()),
        }
    });
    seen.add(for_another.fold(officer_is(person.user), Condition::add))
}

/// Condition on `case_file`: the user is its officer or co-officer.
fn officer_is(user: UserId) -> Condition {
    Condition::any()
        .add(case_file::Column::OfficerId.eq(user.0))
        .add(case_file::Column::CoOfficerId.eq(user.0))
}

/// Condition on `case_file`: the one on leave is not recused from it, and so can be stood in for.
fn stood_in_for(person: &Person, absent: &Absent) -> Expr {
    case_file::Column::Id.not_in_subquery(recused_user(person.organ, absent.user))
}

/// Condition on `case_file`: the cases in which the actor signs as a head, itself or for one on leave; none where it signs
/// in none.
pub(crate) fn signs(actor: &Actor) -> Option<Condition> {
    let person = actor.person()?;
    if is_head(person) {
        return Some(cases(actor));
    }
    let heads = person.stands_for.iter().filter(|absent| absent.is_head());
    let heads: Vec<Expr> = heads.map(|absent| stood_in_for(person, absent)).collect();
    if heads.is_empty() {
        return None;
    }
    Some(cases(actor).add(heads.into_iter().fold(Condition::any(), Condition::add)))
}

/// Condition on `leave`: the leave of the own organ's users; for those who work on its cases, for others there is none.
pub(crate) fn leaves(actor: &Actor) -> Option<Condition> {
    let person = actor.person()?;
    let own = Condition::all().add(leave::Column::OrganId.eq(person.organ.0));
    works_on_cases(person).then_some(own)
}

/// Whether the actor may read the secondary volume 副卷 of a file that it may see: the same as the condition, told from the
/// file.
#[must_use]
pub fn reads_secondary_volume(actor: &Actor, file: &CaseFile) -> bool {
    whole(actor) && file.opens_secondary_volume(actor)
}

fn is_head(person: &Person) -> bool {
    let heads = [Role::InstitutionHead, Role::OrganHead];
    heads.iter().any(|role| person.acts_as(*role))
}

/// Condition on `case_file`: the case keeps a name, or kept one, from whoever does not work on it in its office.
pub(crate) fn keeps_names() -> Condition {
    Condition::all().add(case_file::Column::Facts.contains("\"protections\":"))
}

/// Condition on `party`: a party of a case that the actor sees, which it may [look for](beside::open_parties) by its name.
pub(crate) fn parties(actor: &Actor) -> Condition {
    of_cases(actor, party::Column::OrganId, party::Column::CaseId).add(beside::open_parties(actor))
}

/// Condition on `term`: a term of a case that the actor sees, which is [open](open_terms) to it.
pub(crate) fn terms(actor: &Actor) -> Condition {
    of_cases(actor, term::Column::OrganId, term::Column::CaseId).add(open_terms(actor))
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

/// Whether somebody sees a paper of a case: a respondent's clerk only those addressed to the agency, who was let in those
/// addressed to a party.
fn paper(standing: &Standing, parties: &[Party], paper: &Paper) -> bool {
    let addressed = |party: &&Party| paper.addressees.contains(&party.no);
    let mut addressees = parties.iter().filter(addressed);
    match standing.shows(Part::Papers) {
        Share::All => true,
        Share::MainVolume => addressees.any(|party| party.role != PartyRole::OtherOrgan),
        Share::Own => {
            let agency = standing.agency();
            addressees.any(|party| party.organ.is_some() && party.organ == agency)
        }
        Share::Nothing => false,
    }
}

/// Whether the actor may take away a copy of what it is shown of a whole file: who was let in to advise the committee reads
/// on the screen.
///
/// # Law
///
/// ARL 52: the committee gives an opinion on the case, and keeps nothing of it.
#[must_use]
pub fn takes_copies(actor: &Actor, file: &CaseFile) -> bool {
    let reads = Relation::Admitted(Capacity::CommitteeMember);
    actor.person().is_none_or(|person| {
        let mut others = relations(person).into_iter();
        others.any(|relation| relation != reads && relation.holds(person, file))
    })
}

/// Whether the actor may know how and when papers of a case that it sees are brought to a party: who works on the case, and
/// the party itself. A slip, a witness, a unit or a prison that passed it on tell of the party's life.
///
/// # Law
///
/// ARL 47: what touches privacy is kept from the other parties.
#[must_use]
pub fn sees_service_on(actor: &Actor, party: &Party) -> bool {
    whole(actor) || (party.organ.is_some() && party.organ == agency(actor))
}

/// Whether the actor reads the draft of a file that it may see: it lies in the secondary volume until it is issued, and is
/// issued by a registrar once it is signed.
///
/// # Law
///
/// ARL 61, 75(2): a draft is no decision; what is decided is made known by its service.
fn reads_draft(actor: &Actor, file: &CaseFile) -> bool {
    let issues = file.facts.signature.is_some() && actor.holds(Role::Registrar);
    decided_on(&file.facts).is_some() || issues || reads_secondary_volume(actor, file)
}

/// The day of the decision, once there is one.
fn decided_on(facts: &Facts) -> Option<NaiveDate> {
    match &facts.outcome {
        Some(Outcome::Decided { on, .. }) => Some(*on),
        _ => None,
    }
}

/// Leaves out of a file what the actor may not see in it.
pub(crate) fn redact(actor: &Actor, mut file: CaseFile) -> CaseFile {
    let standing = Standing::of(actor, &file);
    if standing == Standing::Office {
        if !reads_secondary_volume(actor, &file) {
            let materials = &mut file.facts.materials;
            materials.retain(|known| known.volume == Volume::Main);
        }
        if !reads_draft(actor, &file) {
            file.facts.draft = None;
        }
    }
    redact_for(&standing, file)
}

/// Leaves out of a file what somebody may not see in it who stands to the case in a way. Of the draft nobody outside the
/// office sees more than the items, and these once the case is decided: the decision that is served says the rest. Names that are
/// kept 姓名保密 are the office's alone; others read another word in their place, in every text.
pub(crate) fn redact_for(standing: &Standing, mut file: CaseFile) -> CaseFile {
    if *standing == Standing::Office {
        return file;
    }
    let agency = standing.agency();
    let spoken_for = |party: &&Party| party.organ.is_some() && party.organ == agency;
    let own = file.parties.iter().filter(spoken_for);
    let own: Vec<PartyNo> = own.map(|party| party.no).collect();
    let terms = std::mem::take(&mut file.terms).into_iter();
    file.terms = terms
        .filter(|term| beside::term(standing, &file, &own, term))
        .collect();
    file.papers
        .retain(|known| paper(standing, &file.parties, known));
    for known in &mut file.papers {
        known.services.retain(|one| own.contains(&one.party));
        known.dispatches.retain(|one| own.contains(&one.party));
    }
    redact_facts(standing, &mut file, &own);
    let matters = std::mem::take(&mut file.facts.matters).into_iter();
    let decided = decided_on(&file.facts).is_some();
    file.facts.matters = matters
        .filter_map(|known| beside::matter(standing, known, decided, &own, &file.papers))
        .collect();
    for known in &mut file.facts.matters {
        let shown = |no: &u32| file.terms.iter().any(|term| term.no == *no);
        known.terms.retain(shown);
    }
    file.parties.retain(|party| !party.stayed_out);
    redact_organs(&mut file, &own);
    file.masked()
}

/// Leaves out the other organs of which nothing that is shown to the actor speaks.
fn redact_organs(file: &mut CaseFile, own: &[PartyNo]) {
    let (papers, matters) = (&file.papers, &file.facts.matters);
    let named = |no: PartyNo| {
        own.contains(&no)
            || papers.iter().any(|paper| paper.addressees.contains(&no))
            || matters.iter().any(|matter| matter.party == Some(no))
    };
    file.parties
        .retain(|party| party.role != PartyRole::OtherOrgan || named(party.no));
}

/// Leaves out of what was established what the actor may not see of it.
fn redact_facts(standing: &Standing, file: &mut CaseFile, own: &[PartyNo]) {
    let decided = decided_on(&file.facts);
    let facts = &mut file.facts;
    // What was said before anybody applied stays with the office, and who said it.
    facts.intervention = None;
    facts
        .evidence
        .retain(|known| handed_in(standing, own, known.party));
    facts
        .supplements
        .retain(|known| handed_in(standing, own, known.party));
    facts
        .materials
        .retain(|known| material(standing, own, known));
    for known in &mut facts.materials {
        known.excision = None;
    }
    let draft = facts.draft.take().zip(decided);
    facts.draft = draft.map(|(draft, submitted_on)| Draft {
        items: draft.items,
        findings: String::new(),
        reasons: String::new(),
        hearing_records: Vec::new(),
        submitted_on,
        from_stage: String::new(),
        digest: String::new(),
        by: None,
    });
    facts.signature = None;
    facts.pending.clear();
    facts.reports.clear();
    facts.joined = None;
    facts.members.clear();
    facts.classes.clear();
    facts.participation = Participation::default();
    // Which organ said so, under which number, when, and whether it was asked to, is told; why, and what the office made of
    // it, is not.
    for known in &mut facts.orders {
        known.reason.clear();
    }
    for known in &mut facts.judgments {
        known.reason.clear();
    }
    facts.people.unchosen = None;
    // Why somebody could not be heard is a note of the officer.
    if let Some(Views::Waived { reason, .. }) = &mut facts.views {
        reason.clear();
    }
    // The applicants alone were asked to correct what they filed, and to apply separately.
    if standing.agency().is_some() {
        if let Some(known) = &mut facts.correction {
            known.items.clear();
        }
        facts.separate_acts.clear();
    }
}

/// Leaves out of an entry what it says of materials that are not in the file as the actor may see it.
pub(crate) fn redact_entry(seen: Option<&CaseFile>, entry: &mut Entry) {
    let open = |material: &Material| {
        let mut known = seen.into_iter().flat_map(|file| &file.facts.materials);
        known.any(|known| known.no == material.no)
    };
    let hidden = |effect: &Effect| match effect {
        Effect::MaterialSet { material } => !open(material),
        _ => false,
    };
    if !entry.effects.iter().any(hidden) {
        return;
    }
    entry.effects.retain(|effect| match effect {
        Effect::ContentProtected { label, .. } => {
            ![MATERIAL_FILE, MATERIAL_TITLE].contains(&label.as_str())
        }
        effect => !hidden(effect),
    });
}

/// Whether somebody sees what a party handed in.
fn handed_in(standing: &Standing, own: &[u32], party: u32) -> bool {
    match standing.shows(Part::Evidence) {
        Share::All | Share::MainVolume => true,
        Share::Own => own.contains(&party),
        Share::Nothing => false,
    }
}

/// Whether somebody who does not see the whole case sees a material: whose agency it is open to, and who was let in where
/// it is open to a party and nobody's secret. What lies in the secondary volume is open to none of them.
fn material(standing: &Standing, own: &[u32], known: &Material) -> bool {
    match standing.shows(Part::Evidence) {
        Share::All | Share::MainVolume => known.is_open_to_guests(),
        Share::Own => known.is_open_to(own),
        Share::Nothing => false,
    }
}
