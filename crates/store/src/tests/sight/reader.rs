//! Reads everything there is to read, as somebody.

use std::collections::{BTreeMap, BTreeSet};

use workflow::actor::{Actor, Role};
use workflow::command::Capacity;
use workflow::file::{CaseFile, Party, PartyRole};
use workflow::id::{CaseId, OrganId, UserId};

use super::readings::{
    Reading, Row, Sight, administrator, for_a_head, has, of_office, officers_away, speaks_for,
};
use crate::{CaseBy, Store};

/// Reads everything.
pub(super) struct Reader<'a> {
    pub(super) store: &'a Store,
    pub(super) files: &'a [CaseFile],
    /// Who asks `case(id)`, with the user's id.
    pub(super) who: (UserId, &'a Actor),
    /// As whom the lists are read: the same, unless sight is broken on purpose.
    pub(super) lists: &'a Actor,
    /// Users of the database, with their organs.
    pub(super) users: &'a BTreeMap<UserId, OrganId>,
}

impl Reader<'_> {
    /// Reads everything there is to read.
    pub(super) async fn sight(&self) -> Sight {
        let mut by_id = BTreeSet::new();
        for file in self.files {
            let row = self.store.case_row(self.who.1, &CaseBy::Id(file.id)).await;
            by_id.extend(row.unwrap().map(|row| row.id));
        }
        let mut readings = self.alone(&by_id).await;
        readings.extend(self.cases(&by_id).await);
        readings.extend(self.searches(&by_id).await);
        readings.extend(self.nested(&by_id).await);
        readings.extend(self.apart(&by_id).await);
        readings.extend(self.dockets(&by_id).await);
        readings.push(self.undelivered(&by_id).await);
        let pending = self.pending(&by_id).await;
        let people = (self.people().await, self.known(&by_id));
        Sight {
            by_id,
            readings,
            people,
            pending,
        }
    }

    pub(super) fn seen<'b>(
        &'b self,
        by_id: &'b BTreeSet<CaseId>,
    ) -> impl Iterator<Item = &'b CaseFile> {
        self.files.iter().filter(|file| by_id.contains(&file.id))
    }

    pub(super) fn office(&self) -> bool {
        self.who.1.person().is_none_or(of_office)
    }

    fn ids(&self) -> Vec<CaseId> {
        self.files.iter().map(|file| file.id).collect()
    }

    /// Cases by themselves, in every way in which one can be had.
    async fn alone(&self, by_id: &BTreeSet<CaseId>) -> Vec<Reading> {
        let (store, ids) = (self.store, self.ids());
        let whole: BTreeSet<Row> = by_id.iter().map(|case| (*case, 0)).collect();
        let reading = |what: &str, rows: Vec<CaseId>, whole| Reading {
            what: what.to_owned(),
            rows: rows.into_iter().map(|case| (case, 0)).collect(),
            total: None,
            whole,
        };
        let (mut doors, mut files, mut numbers) = (Vec::new(), Vec::new(), BTreeSet::new());
        let tx = store.begin().await.unwrap();
        for case in &ids {
            let loaded = tx.load_case(self.lists, *case).await.unwrap();
            doors.extend(loaded.map(|file| file.id));
        }
        drop(tx);
        for file in self.files {
            let one = store.case_file(self.lists, file.id).await.unwrap();
            files.extend(one.map(|file| file.id));
            let by = CaseBy::Number(file.number.text().unwrap().to_owned());
            let one = store.case_row(self.lists, &by).await.unwrap();
            numbers.extend(one.map(|row| row.id));
        }
        let rows = store.case_rows(self.lists, &ids).await.unwrap();
        let many = store.case_files(self.lists, &ids).await.unwrap();
        // For the program itself two offices may have a number.
        let by_number = self.who.1.person().map(|_| whole.clone());
        let whole = Some(whole);
        vec![
            reading("door", doors, whole.clone()),
            reading("case file", files, whole.clone()),
            reading("case by number", numbers.into_iter().collect(), by_number),
            reading("rows of cases", rows.into_keys().collect(), whole.clone()),
            reading("files of cases", many.into_keys().collect(), whole),
        ]
    }

    /// What hangs on cases, asked for every case there is.
    async fn nested(&self, by_id: &BTreeSet<CaseId>) -> Vec<Reading> {
        let (store, ids) = (self.store, self.ids());
        let numbers = |what: &str, rows: Vec<Row>, whole: Vec<Row>| Reading {
            what: what.to_owned(),
            rows,
            total: None,
            whole: Some(whole.into_iter().collect()),
        };
        let each = |of: &dyn Fn(&CaseFile) -> Vec<u32>| -> Vec<Row> {
            let files = self.seen(by_id);
            let rows = files.flat_map(|file| of(file).into_iter().map(|no| (file.id, no)));
            rows.collect()
        };
        let terms = store.terms_of(self.lists, &ids).await.unwrap();
        let parties = store.parties_of(self.lists, &ids).await.unwrap();
        let papers = store.papers_of(self.lists, &ids).await.unwrap();
        let agency = self.who.1.person().and_then(speaks_for);
        let addressed = |file: &CaseFile, to: &[u32]| {
            // Who was let in sees what went to any party; an agency what went to it.
            let own = |party: &Party| agency.is_some() && party.organ == agency;
            let as_agency = file.parties.iter().any(own);
            let addressee = |party: &Party| match as_agency {
                true => own(party),
                false => party.role != PartyRole::OtherOrgan,
            };
            let mut parties = file.parties.iter().filter(|party| to.contains(&party.no));
            self.office() || parties.any(addressee)
        };
        let shown = |file: &CaseFile| {
            let papers = file.papers.iter();
            let papers = papers.filter(|paper| addressed(file, &paper.addressees));
            papers.map(|paper| paper.no).collect()
        };
        vec![
            numbers(
                "terms",
                flat(terms, |term| term.no),
                each(&|file| shown_terms(self.who.1, file)),
            ),
            numbers(
                "parties",
                flat(parties, |party| party.no),
                each(&|file| {
                    let shown = crate::sight::redact(self.who.1, file.clone());
                    shown.parties.iter().map(|party| party.no).collect()
                }),
            ),
            numbers("papers", flat(papers, |paper| paper.no), each(&shown)),
        ]
    }

    /// The log, content kept apart, letters.
    async fn apart(&self, by_id: &BTreeSet<CaseId>) -> Vec<Reading> {
        let (mut logs, mut kept, mut all_kept) = (Vec::new(), Vec::new(), Vec::new());
        for file in self.files {
            let log = self.store.entries(self.lists, file.id, 0, 9).await.unwrap();
            logs.extend(log.iter().map(|line| (file.id, line.entry.no)));
            let content = self.store.protected(self.lists, file.id).await.unwrap();
            kept.extend(content.iter().map(|row| (file.id, row.entry)));
            let content = self.store.protected(&Actor::System, file.id).await.unwrap();
            all_kept.extend(content.iter().map(|row| (file, row.entry)));
        }
        let (user, actor) = self.who;
        let heads = [Role::InstitutionHead, Role::OrganHead];
        let head = actor.person().is_none() || heads.iter().any(|role| actor.holds(*role));
        let kept_whole = all_kept
            .into_iter()
            .filter(|(file, _)| {
                let own = head || has(file, user);
                let away = officers_away(actor, file).next().is_some();
                by_id.contains(&file.id)
                    && self.office()
                    && (own || away || for_a_head(actor, file))
            })
            .map(|(file, no)| (file.id, no));
        let files = self.seen(by_id).filter(|_| self.office());
        let log_whole = files.flat_map(|file| (1..=file.revision).map(|no| (file.id, no)));
        vec![
            Reading {
                what: "log".to_owned(),
                rows: logs,
                total: None,
                whole: Some(log_whole.collect()),
            },
            Reading {
                what: "content kept apart".to_owned(),
                rows: kept,
                total: None,
                whole: Some(kept_whole.collect()),
            },
            self.letters(by_id).await,
        ]
    }

    /// The outbox, a row for each reader of a case.
    async fn letters(&self, by_id: &BTreeSet<CaseId>) -> Reading {
        let row = |row: &crate::outbox::OutboxRow| (row.case, row.user.0.as_u128() as u32);
        let (user, actor) = self.who;
        let all = self.store.outbox(&Actor::System, None, 500).await.unwrap();
        let overseers = [
            Role::InstitutionHead,
            Role::OrganHead,
            Role::Supervisor,
            Role::Registrar,
        ];
        let every = actor.person().is_none() || overseers.iter().any(|role| actor.holds(*role));
        let whole = all
            .iter()
            .filter(|letter| by_id.contains(&letter.case) && (every || letter.user == user))
            .map(row);
        let listed = self.store.outbox(self.lists, None, 500).await.unwrap();
        Reading {
            what: "letters".to_owned(),
            rows: listed.iter().map(row).collect(),
            total: None,
            whole: Some(whole.collect()),
        }
    }

    /// Users, in every way in which they can be listed.
    async fn people(&self) -> Vec<(&'static str, BTreeSet<UserId>)> {
        let ids: Vec<UserId> = self.users.keys().copied().collect();
        let listed = self.store.users(self.lists).await.unwrap();
        let named = self.store.users_by_id(self.lists, &ids).await.unwrap();
        let mut alone = BTreeSet::new();
        for user in ids {
            let one = self.store.user(self.lists, user).await.unwrap();
            alone.extend(one.map(|user| user.id));
        }
        vec![
            ("people", listed.into_iter().map(|user| user.id).collect()),
            ("people by id", named.into_keys().collect()),
            ("person", alone),
        ]
    }

    /// Users who may be seen: those of the office, for a clerk itself and the officers of the cases it sees.
    fn known(&self, by_id: &BTreeSet<CaseId>) -> BTreeSet<UserId> {
        let (own, actor) = self.who;
        let Some(person) = actor.person() else {
            return self.users.keys().copied().collect();
        };
        let everybody = of_office(person) || administrator(person);
        let known = self.users.iter().filter(|(user, organ)| {
            let officer = self.seen(by_id).any(|file| has(file, **user));
            **organ == person.organ && (everybody || **user == own || officer)
        });
        known.map(|(user, _)| *user).collect()
    }
}

fn flat<T>(map: BTreeMap<CaseId, Vec<T>>, no: impl Fn(&T) -> u32) -> Vec<Row> {
    let mut rows = Vec::new();
    for (case, things) in map {
        rows.extend(things.iter().map(|thing| (case, no(thing))));
    }
    rows
}

/// The terms of a file that somebody is shown, told in other words than the policy's: an outsider sees none of the office's own
/// copies, of the committee only as one of it, and what one party owes only as that party or as a guest of a party's case.
fn shown_terms(who: &Actor, file: &CaseFile) -> Vec<u32> {
    let Some(person) = who.person().filter(|person| !of_office(person)) else {
        return file.terms.iter().map(|term| term.no).collect();
    };
    let party_of = |agency: &OrganId| {
        file.parties
            .iter()
            .any(|party| party.organ == Some(*agency))
    };
    let agency = speaks_for(person).filter(party_of);
    let participation = &file.facts.participation;
    let let_in = participation.admission_of(person.user, Capacity::CommitteeMember, person.on);
    let advises =
        agency.is_none() && person.roles.contains(&Role::CommitteeMember) && let_in.is_some();
    let shown = file.terms.iter().filter(|term| {
        let party = term.party.and_then(|no| file.party(no));
        match term.period.as_str() {
            "copy_to_superior" => false,
            "consultation_cut_off" => advises,
            "opinion_feedback" | "perform_ordered" => match agency {
                Some(_) => party.is_some_and(|party| party.organ == agency),
                None => party.is_none_or(|party| party.role != PartyRole::OtherOrgan),
            },
            _ => true,
        }
    });
    shown.map(|term| term.no).collect()
}
