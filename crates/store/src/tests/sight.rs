//! visible(search) ⊆ visible(case): what `case(id)` denies to somebody is in nothing else that somebody can read.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use workflow::actor::{Actor, Role};
use workflow::file::CaseFile;
use workflow::id::{CaseId, OrganId, UserId};

use super::bed::{Bed, on_each, on_sqlite};
use crate::office::User;
use graph::{Graph, case_at, graph};
use reader::Reader;
use readings::{Reading, Sight, may_see};

mod graph;
mod lists;
mod papers;
mod reader;
mod readings;

/// A database with a graph in it.
struct Ground<'a> {
    bed: &'a Bed,
    files: Vec<CaseFile>,
    users: BTreeMap<UserId, OrganId>,
    actors: Vec<(UserId, Actor)>,
}

impl<'a> Ground<'a> {
    async fn of(bed: &'a Bed, graph: &Graph) -> Self {
        let files = graph.written(&bed.store).await;
        let users = bed.store.users(&Actor::System).await.unwrap();
        let users = users.into_iter().map(|user: User| (user.id, user.organ));
        let nobody = UserId(uuid::Uuid::nil());
        let actors = graph.actors().chain([(nobody, Actor::System)]);
        Self {
            bed,
            files,
            users: users.collect(),
            actors: actors.collect(),
        }
    }

    /// What somebody reads, with the lists read as another where sight is to be broken.
    async fn sight(&self, who: &(UserId, Actor), lists: &Actor) -> Sight {
        let reader = Reader {
            store: &self.bed.store,
            files: &self.files,
            who: (who.0, &who.1),
            lists,
            users: &self.users,
        };
        reader.sight().await
    }

    /// What is wrong for anybody.
    async fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for who in &self.actors {
            let sight = self.sight(who, &who.1).await;
            let may = self.files.iter().filter(|file| may_see(&who.1, file));
            let may: BTreeSet<CaseId> = may.map(|file| file.id).collect();
            let mut wrong = sight.faults();
            let told = self.files.iter();
            let told = told.filter(|file| crate::sight::may_see(&who.1, file));
            let told: BTreeSet<CaseId> = told.map(|file| file.id).collect();
            if sight.by_id != told {
                wrong.push(format!(
                    "the file tells {told:?}, the database {:?}",
                    sight.by_id
                ));
            }
            if sight.by_id != may {
                wrong.push(format!("case(id) gives {:?}, not {may:?}", sight.by_id));
            }
            faults.extend(wrong.iter().map(|fault| format!("{:?}: {fault}", who.1)));
        }
        faults
    }
}

#[test]
fn a_role_that_works_on_cases_opens_the_office_and_no_other_does() {
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::System);
    for role in roles {
        let who = super::life::actor(
            OrganId(uuid::Uuid::nil()),
            UserId(uuid::Uuid::nil()),
            &[role],
            None,
        );
        assert_eq!(works(&who), role.works_on_cases(), "{role:?}");
    }
}

fn works(who: &Actor) -> bool {
    who.person().is_some_and(crate::works_on_cases)
}

/// The same graph of so many people and cases every time, and in it those who see least.
fn fixed(people: usize, cases: usize) -> Graph {
    let graph = graph(people..=people, cases..=cases);
    let mut runner = TestRunner::deterministic();
    graph
        .new_tree(&mut runner)
        .unwrap()
        .current()
        .and_the_blind()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn what_the_case_itself_denies_is_in_no_list(graph in graph(6..=12, 3..=20)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let faults = runtime.block_on(async {
            let bed = on_sqlite().await;
            Ground::of(&bed, &graph).await.faults().await
        });
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[tokio::test]
async fn on_either_database_nothing_is_seen_that_the_case_itself_denies() {
    on_each(async |bed| {
        let ground = Ground::of(bed, &fixed(12, 40)).await;
        let faults = ground.faults().await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        // The graph has what the property is about: people who see some cases of their office and not others.
        let office = |who: &Actor, file: &CaseFile| {
            who.person()
                .is_some_and(|person| person.organ == file.organ)
        };
        let partly = ground.actors.iter().filter(|(_, who)| {
            who.holds(Role::RespondentClerk)
                && ground.files.iter().any(|file| may_see(who, file))
                && ground
                    .files
                    .iter()
                    .any(|file| office(who, file) && !may_see(who, file))
        });
        assert!(partly.count() > 0);
        let closed = ground.actors.iter().filter(|(user, who)| {
            works(who)
                && ground.files.iter().any(|file| {
                    let recused = file.facts.participation.recusal_of(*user).is_some();
                    office(who, file) && recused
                })
        });
        assert!(closed.count() > 0);
        let guests = ground.actors.iter().filter(|(_, who)| {
            let guest = [Role::Mediator, Role::CommitteeMember];
            guest.iter().any(|role| who.holds(*role))
                && !works(who)
                && ground.files.iter().any(|file| may_see(who, file))
        });
        assert!(guests.count() > 0);
        let blind = ground.actors.iter().filter(|(_, who)| {
            who.holds(Role::SystemAdmin) && !ground.files.iter().any(|file| may_see(who, file))
        });
        assert!(blind.count() > 0);
    })
    .await;
}

#[tokio::test]
async fn a_condition_of_sight_that_is_too_wide_is_found_in_every_list() {
    let bed = on_sqlite().await;
    let ground = Ground::of(&bed, &fixed(20, 40)).await;
    for who in ground
        .actors
        .iter()
        .filter(|(_, who)| *who != Actor::System)
    {
        // As though `sight` were to give `Condition::all()` everywhere but in `case(id)`.
        let broken = ground.sight(who, &Actor::System).await;
        let faults = broken.faults();
        for reading in &broken.readings {
            let hidden = reading
                .rows
                .iter()
                .any(|(case, _)| !broken.by_id.contains(case));
            let named = faults.iter().any(|fault| {
                fault.starts_with(&format!("{}: ", reading.what))
                    && fault.contains("does not exist")
            });
            assert_eq!(hidden, named, "{}: {faults:?}", reading.what);
        }
        for (what, _) in &broken.people.0 {
            let named = format!("{what}: ");
            assert!(
                faults.iter().any(|fault| fault.starts_with(&named)),
                "{what}"
            );
        }
        let kinds = broken.readings.iter().filter(|reading| {
            let mut rows = reading.rows.iter();
            rows.any(|(case, _)| !broken.by_id.contains(case))
        });
        let kinds: BTreeSet<&str> = kinds
            .filter_map(|reading| reading.what.split_whitespace().next())
            .collect();
        let every = [
            "case", "cases", "content", "docket", "door", "files", "letters", "log", "papers",
            "parties", "rows", "search", "terms",
        ];
        assert_eq!(kinds, BTreeSet::from(every), "{:?}", who.1);
    }
}

#[tokio::test]
async fn a_row_too_many_too_few_or_miscounted_is_found() {
    let bed = on_sqlite().await;
    let ground = Ground::of(&bed, &fixed(6, 12)).await;
    for who in &ground.actors {
        let sight = ground.sight(who, &who.1).await;
        assert_eq!(sight.faults(), Vec::<String>::new());
        let mut changed = sight.clone();
        changed.pending.0 += 1;
        changed.people.0[0].1.insert(UserId(uuid::Uuid::nil()));
        changed.people.0[1].1.pop_first();
        assert_eq!(changed.faults().len(), 3);
        for place in 0..sight.readings.len() {
            let what = &sight.readings[place].what;
            let found = |change: &dyn Fn(&mut Reading)| {
                let mut changed = sight.clone();
                change(&mut changed.readings[place]);
                let faults = changed.faults();
                assert!(!faults.is_empty(), "{what}");
                assert!(
                    faults.iter().all(|fault| fault.starts_with(what)),
                    "{faults:?}"
                );
            };
            found(&|reading| reading.rows.push((case_at(999), 0)));
            if sight.readings[place].total.is_some() {
                found(&|reading| reading.total = reading.total.map(|total| total + 1));
            }
            if let Some(row) = sight.readings[place].rows.first().copied() {
                found(&|reading| reading.rows.push(row));
                if sight.readings[place].whole.is_some() {
                    found(&|reading| reading.rows.truncate(reading.rows.len() - 1));
                }
            }
        }
    }
}
