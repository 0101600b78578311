//! Lists that are paged: cases by every filter, dockets.

use std::collections::BTreeSet;

use workflow::actor::Role;
use workflow::file::{CaseFile, CaseKind, PartyRole, Term, TermState};
use workflow::id::{CaseId, UserId};

use super::graph::{NAMES, STAGES, agencies};
use super::reader::Reader;
use super::readings::{Reading, Row, for_a_head, has, officers_away, speaks_for};
use crate::search::{Found, Sought};
use crate::tests::life::day;
use crate::{CaseFilter, CaseRow, DocketOf, DocketRow, Page, sight};

/// A filter with its name and what it must mean.
struct Filtered(String, CaseFilter, Box<dyn Fn(&CaseFile) -> bool>);

fn filtered(
    what: impl ToString,
    filter: CaseFilter,
    meets: impl Fn(&CaseFile) -> bool + 'static,
) -> Filtered {
    Filtered(what.to_string(), filter, Box::new(meets))
}

/// Filters by what a case is about, and by who works on it.
fn by_whom(users: impl Iterator<Item = UserId>) -> Vec<Filtered> {
    let mut filters = vec![filtered("all", CaseFilter::default(), |_| true)];
    for user in users {
        let filter = CaseFilter {
            officer: Some(user),
            ..CaseFilter::default()
        };
        let what = format!("of officer {user}");
        filters.push(filtered(what, filter, move |file| has(file, user)));
    }
    for agency in agencies() {
        let filter = CaseFilter {
            respondent: Some(agency),
            ..CaseFilter::default()
        };
        let meets = move |file: &CaseFile| {
            let mut parties = file.parties.iter();
            parties.any(|party| party.role == PartyRole::Respondent && party.organ == Some(agency))
        };
        filters.push(filtered(format!("of respondent {agency}"), filter, meets));
    }
    for name in NAMES {
        let filter = CaseFilter {
            party_contains: Some(name.to_ascii_uppercase()),
            ..CaseFilter::default()
        };
        let meets = move |file: &CaseFile| {
            let mut parties = file.parties.iter();
            parties.any(|party| party.name == name)
        };
        filters.push(filtered(format!("of party {name}"), filter, meets));
    }
    filters
}

/// Filters by where a case stands.
fn by_state() -> Vec<Filtered> {
    let none = CaseFilter::default;
    let mut filters = Vec::new();
    for stage in STAGES {
        let filter = CaseFilter {
            stage: Some(stage.to_owned()),
            ..none()
        };
        filters.push(filtered(stage, filter, move |file| file.stage == stage));
    }
    for kind in [CaseKind::Reconsideration, CaseKind::Intervention] {
        let filter = CaseFilter {
            kind: Some(kind),
            ..none()
        };
        filters.push(filtered(format!("{kind:?}"), filter, move |file| {
            file.kind == kind
        }));
    }
    for yes in [true, false] {
        let filter = CaseFilter {
            open: Some(yes),
            ..none()
        };
        let meets = move |file: &CaseFile| file.closed_on.is_none() == yes;
        filters.push(filtered(format!("open {yes}"), filter, meets));
        let filter = CaseFilter {
            unassigned: Some(yes),
            ..none()
        };
        let meets = move |file: &CaseFile| file.officer.is_none() == yes;
        filters.push(filtered(format!("unassigned {yes}"), filter, meets));
        let filter = CaseFilter {
            suspended: Some(yes),
            ..none()
        };
        let meets = move |file: &CaseFile| file.facts.suspension.is_some() == yes;
        filters.push(filtered(format!("suspended {yes}"), filter, meets));
        let filter = CaseFilter {
            reported: Some(yes),
            ..none()
        };
        let meets = move |file: &CaseFile| file.to_report().is_empty() == yes;
        filters.push(filtered(format!("reported {yes}"), filter, meets));
        let filter = CaseFilter {
            stay_asked: Some(yes),
            ..none()
        };
        let meets = move |file: &CaseFile| file.stay_asked_on().is_some() == yes;
        filters.push(filtered(format!("stay asked {yes}"), filter, meets));
    }
    let filter = CaseFilter {
        outcome: Some("NOT_ACCEPTED".to_owned()),
        ..none()
    };
    let meets = |file: &CaseFile| file.facts.outcome.is_some();
    filters.push(filtered("not accepted", filter, meets));
    filters
}

/// Filters by number and day.
fn by_number_and_day() -> [Filtered; 3] {
    let none = CaseFilter::default;
    let number = CaseFilter {
        number_contains: Some("〕1".to_owned()),
        ..none()
    };
    let received = CaseFilter {
        received_from: Some(day(3)),
        received_until: Some(day(6)),
        ..none()
    };
    let due = CaseFilter {
        due_until: Some(day(12)),
        ..none()
    };
    [
        filtered("of number", number, |file| {
            file.number.text().is_some_and(|text| text.contains("〕1"))
        }),
        filtered("received", received, |file| {
            (day(3)..=day(6)).contains(&file.facts.came_on())
        }),
        filtered("due", due, |file| {
            let mut open = file.terms.iter().filter(|term| term.state.is_open());
            open.any(|term| term.state != TermState::Paused && term.due <= day(12))
        }),
    ]
}

impl Reader<'_> {
    /// The list of cases, with each filter.
    pub(super) async fn cases(&self, by_id: &BTreeSet<CaseId>) -> Vec<Reading> {
        let mut readings = Vec::new();
        let filters = by_whom(self.users.keys().copied()).into_iter();
        let filters = filters.chain(by_state()).chain(by_number_and_day());
        for Filtered(what, filter, meets) in filters {
            let (mut rows, mut after, mut total) = (Vec::new(), None, 0);
            loop {
                let page = Page { first: 4, after };
                let got = self.store.cases(self.lists, &filter, &page).await.unwrap();
                after = got.rows.last().map(CaseRow::cursor);
                rows.extend(got.rows.iter().map(|row| (row.id, 0)));
                total = total.max(got.total);
                if !got.has_next {
                    break;
                }
            }
            let whole = self.seen(by_id).filter(|file| match &filter {
                // By these a case is found as far as its parties and terms are shown.
                filter if filter.party_contains.is_some() || filter.due_until.is_some() => {
                    meets(&self.looked_for(file))
                }
                _ => meets(file),
            });
            readings.push(Reading {
                what: format!("cases {what}"),
                rows,
                total: Some(total),
                whole: Some(whole.map(|file| (file.id, 0)).collect()),
            });
        }
        readings
    }

    /// A file as it is shown, without the other organs that only the office looks for by their names.
    fn looked_for(&self, file: &CaseFile) -> CaseFile {
        let mut shown = sight::redact(self.who.1, file.clone());
        let agency = self.who.1.person().and_then(speaks_for);
        let office = self.office();
        shown.parties.retain(|party| {
            let own = party.organ.is_some() && party.organ == agency;
            office || own || party.role != PartyRole::OtherOrgan
        });
        shown
    }

    /// The search for what is in many cases, in few, and for a part of the office only.
    pub(super) async fn searches(&self, by_id: &BTreeSet<CaseId>) -> Vec<Reading> {
        let mut readings = Vec::new();
        for text in ["罚款", "府复", "2026 撤销", "1号", "公司", "赵某", "合议"] {
            let (sought, filter) = (Sought::read(text).unwrap(), CaseFilter::default());
            let (mut rows, mut after, mut total) = (Vec::new(), None, 0);
            loop {
                let page = Page { first: 4, after };
                let read = self.store.search(self.lists, &sought, &filter, &page);
                let got = read.await.unwrap();
                after = got.rows.last().map(Found::cursor);
                rows.extend(got.rows.iter().map(|row| (row.case.id, 0)));
                total = total.max(got.total);
                if !got.has_next {
                    break;
                }
            }
            let found = |file: &&CaseFile| {
                let seen = sight::redact(self.who.1, (*file).clone());
                text.split(' ')
                    .all(|word| !Sought::read(word).unwrap().hits(&seen, 1).is_empty())
            };
            let whole = self.seen(by_id).filter(found).map(|file| (file.id, 0));
            readings.push(Reading {
                what: format!("search for {text}"),
                rows,
                total: Some(total),
                whole: Some(whole.collect()),
            });
        }
        readings
    }

    /// Dockets of who asks and of some others.
    pub(super) async fn dockets(&self, by_id: &BTreeSet<CaseId>) -> Vec<Reading> {
        let others = self.users.keys().copied().step_by(3);
        let whose: BTreeSet<UserId> = others.chain([self.who.0]).collect();
        let mut readings = Vec::new();
        for user in whose {
            for without in [vec![], vec!["accept_review".to_owned()]] {
                let of = DocketOf { user, without };
                readings.extend(self.docket(by_id, &of).await);
            }
        }
        readings
    }

    /// A docket, and the parties that it shows.
    async fn docket(&self, by_id: &BTreeSet<CaseId>, of: &DocketOf) -> [Reading; 2] {
        let (mut rows, mut after, mut total) = (Vec::new(), None, 0);
        let mut parties = BTreeSet::new();
        loop {
            let page = Page { first: 3, after };
            let got = self.store.docket(self.lists, of, &page).await.unwrap();
            after = got.rows.last().map(DocketRow::cursor);
            for row in &got.rows {
                rows.push((row.case.id, row.term.no));
                parties.extend(row.parties.iter().map(|party| (row.case.id, party.no)));
            }
            total = total.max(got.total);
            if !got.has_next {
                break;
            }
        }
        let owed = |file: &CaseFile| self.owed(file, of);
        let whole: BTreeSet<Row> = self.seen(by_id).flat_map(owed).collect();
        let their = self.seen(by_id).filter(|file| !owed(file).is_empty());
        let their = their.flat_map(|file| {
            let shown = sight::redact(self.who.1, file.clone());
            let parties = shown.parties.into_iter();
            parties
                .map(|party| (file.id, party.no))
                .collect::<Vec<Row>>()
        });
        let what = format!("docket of {} without {:?}", of.user, of.without);
        let parties = Reading {
            what: format!("{what} with its parties"),
            rows: parties.into_iter().collect(),
            total: None,
            whole: Some(their.collect()),
        };
        let docket = Reading {
            what,
            rows,
            total: Some(total),
            whole: Some(whole),
        };
        [docket, parties]
    }

    /// Terms of a case that a docket must hold: of an officer's cases, for a clerk those of the agency.
    fn owed(&self, file: &CaseFile, of: &DocketOf) -> Vec<Row> {
        let agency = self.who.1.person().and_then(speaks_for);
        let mine = |term: &&Term| {
            if self.office() {
                let asks = self.who.0 == of.user;
                let mut away = officers_away(self.who.1, file);
                return has(file, of.user) || (asks && away.next().is_some());
            }
            let party = term.party.and_then(|no| file.party(no));
            party.is_some_and(|party| party.organ.is_some() && party.organ == agency)
        };
        let shown = sight::redact(self.who.1, file.clone()).terms;
        let open = shown.iter().filter(|term| term.state.is_open());
        let open = open.filter(|term| !of.without.contains(&term.period));
        open.filter(mine).map(|term| (file.id, term.no)).collect()
    }

    /// Requests that wait for a signature: as a docket counts them, and as the cases have them.
    pub(super) async fn pending(&self, by_id: &BTreeSet<CaseId>) -> (u64, u64) {
        let of = DocketOf {
            user: self.who.0,
            without: Vec::new(),
        };
        let page = Page {
            first: 1,
            after: None,
        };
        let docket = self.store.docket(self.lists, &of, &page).await.unwrap();
        let heads = [Role::InstitutionHead, Role::OrganHead];
        let head = heads.iter().any(|role| self.who.1.holds(*role));
        let signs = |file: &&CaseFile| head || for_a_head(self.who.1, file);
        let seen = self.seen(by_id).filter(signs);
        let there = seen.map(|file| file.facts.pending.len() as u64).sum();
        (docket.pending, there)
    }
}
