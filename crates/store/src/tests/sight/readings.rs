//! What somebody has read, list by list, and what is wrong with it beside what `case(id)` gives.

use std::collections::BTreeSet;

use workflow::actor::{Actor, Person, Role};
use workflow::file::{CaseFile, Party, PartyRole};
use workflow::id::{CaseId, OrganId, UserId};

/// A row of a list: the case it belongs to, and its number within the case; 0 where it is the case itself.
pub(super) type Row = (CaseId, u32);

/// One list as it was read to its last page.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) what: String,
    pub(super) rows: Vec<Row>,
    /// How many rows it says there are.
    pub(super) total: Option<u64>,
    /// What it must hold, where that is known.
    pub(super) whole: Option<BTreeSet<Row>>,
}

/// Everything that somebody reads.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    /// What `case(id)` gives.
    pub(super) by_id: BTreeSet<CaseId>,
    pub(super) readings: Vec<Reading>,
    /// Lists of users, and those who may be in them.
    pub(super) people: (Vec<(&'static str, BTreeSet<UserId>)>, BTreeSet<UserId>),
    /// Requests that wait for a signature, counted and as the cases have them.
    pub(super) pending: (u64, u64),
}

impl Sight {
    /// Everything that is wrong: rows of a case that `case(id)` denies, rows twice, rows left out, wrong totals.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self
            .readings
            .iter()
            .flat_map(|reading| self.faults_of(reading))
            .collect();
        let (lists, known) = &self.people;
        for (what, listed) in lists.iter().filter(|(_, listed)| listed != known) {
            faults.push(format!("{what}: {listed:?}, not {known:?}"));
        }
        let (counted, there) = self.pending;
        if counted != there {
            faults.push(format!("pending requests: {counted}, not {there}"));
        }
        faults
    }

    fn faults_of(&self, reading: &Reading) -> Vec<String> {
        let (what, mut faults) = (&reading.what, Vec::new());
        let rows: BTreeSet<Row> = reading.rows.iter().copied().collect();
        for (case, no) in &rows {
            if !self.by_id.contains(case) {
                faults.push(format!("{what}: row {no} of {case}, which does not exist"));
            }
        }
        if rows.len() != reading.rows.len() {
            faults.push(format!("{what}: rows twice in {:?}", reading.rows));
        }
        if let Some(whole) = reading.whole.as_ref().filter(|whole| **whole != rows) {
            faults.push(format!("{what}: {rows:?}, not {whole:?}"));
        }
        let there = reading.rows.len() as u64;
        if let Some(total) = reading.total.filter(|total| *total != there) {
            faults.push(format!("{what}: counts {total} and gives {there}"));
        }
        faults
    }
}

/// Whether somebody is one of the three administrators.
pub(super) fn administrator(person: &Person) -> bool {
    use Role::{Auditor, SecurityAdmin, SystemAdmin};
    let three = [Auditor, SystemAdmin, SecurityAdmin];
    three.iter().any(|role| person.roles.contains(role))
}

/// Whether somebody works on the cases of the office: nobody does who speaks for an agency.
pub(super) fn of_office(person: &Person) -> bool {
    use Role::{CoOfficer, InstitutionHead, Officer, OrganHead, Registrar, Supervisor};
    let working = [
        Registrar,
        Officer,
        CoOfficer,
        InstitutionHead,
        OrganHead,
        Supervisor,
    ];
    let clerk = person.roles.contains(&Role::RespondentClerk);
    !clerk && !administrator(person) && working.iter().any(|role| person.roles.contains(role))
}

/// For whom a clerk speaks.
pub(super) fn speaks_for(person: &Person) -> Option<OrganId> {
    let clerk = person.roles.contains(&Role::RespondentClerk) && !administrator(person);
    person.agency.filter(|_| clerk)
}

/// Whether somebody may see a case, told from the file and not by the database.
pub(super) fn may_see(actor: &Actor, file: &CaseFile) -> bool {
    let Some(person) = actor.person() else {
        return true;
    };
    let participation = &file.facts.participation;
    let mut recusals = participation.recusals.iter();
    if person.organ != file.organ || recusals.any(|recusal| recusal.user == person.user) {
        return false;
    }
    // Where the own agency is a party, nothing is seen but as that agency.
    let own = |party: &Party| party.organ.is_some() && party.organ == speaks_for(person);
    let let_in = !file.parties.iter().any(own)
        && participation.admissions.iter().any(|known| {
            known.user == person.user
                && known.ended_on.is_none()
                && person.on <= known.until
                && person.roles.contains(&known.capacity.role())
                && !administrator(person)
        });
    // Of the kinds in the graph the copy and the notice of a hearing ask something of a respondent.
    let asked = |no| {
        let mut papers = file.standing_papers();
        papers.any(|paper| {
            let asks = ["reply_notice", "hearing_notice"].contains(&paper.kind.as_str());
            asks && paper.addressees.contains(&no)
        })
    };
    let mut respondents = file.parties_with(PartyRole::Respondent);
    let called = respondents
        .any(|party| party.organ.is_some() && party.organ == speaks_for(person) && asked(party.no));
    of_office(person) || called || let_in
}

/// Those on leave for whom somebody stands in as an officer of a case.
pub(super) fn officers_away<'a>(
    actor: &'a Actor,
    file: &'a CaseFile,
) -> impl Iterator<Item = UserId> + 'a {
    let officers = [Role::Officer, Role::CoOfficer];
    let absent = actor.stands_for();
    let absent = absent.filter(move |one| officers.iter().any(|role| one.roles.contains(role)));
    absent.map(|one| one.user).filter(|user| has(file, *user))
}

/// Whether somebody stands in for a head who is not recused from the case.
pub(super) fn for_a_head(actor: &Actor, file: &CaseFile) -> bool {
    let heads = [Role::InstitutionHead, Role::OrganHead];
    let recusals = &file.facts.participation.recusals;
    actor.stands_for().any(|one| {
        let head = heads.iter().any(|role| one.roles.contains(role));
        head && recusals.iter().all(|recusal| recusal.user != one.user)
    })
}

/// Whether a user is officer or co-officer of a case.
pub(super) fn has(file: &CaseFile, user: UserId) -> bool {
    file.officer == Some(user) || file.co_officer == Some(user)
}
