//! A fault at every statement of every command: it is whole or it left nothing, and tried again it is done once.

mod sown;

use std::collections::BTreeMap;

use calendar::Calendar;
use casework::{Denied, Desk, Precondition, Receipt};
use chrono::{Days, Duration};
use simulation::{Office, Stream, found};
use store::Store;
use store::audit::verify;
use workflow::actor::{Actor, Moment};
use workflow::file::CaseFile;
use workflow::id::CaseId;
use workflow::rulebook::Rulebook;
use workflow::scalar::shanghai_instant;

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::key;
use sown::Faults;

/// What the cases follow from; a failure names it.
const SEED: u64 = 20_260_105;

/// Commands of one case, beside its opening.
const COMMANDS: usize = 5;

/// How many cases: `FUYI_FAULTS`, or 20.
fn cases() -> u32 {
    let given = std::env::var("FUYI_FAULTS").ok();
    given.and_then(|given| given.parse().ok()).unwrap_or(20)
}

on_both!(
    a_command_whose_statement_fails_is_whole_or_left_nothing_and_is_done_once,
    async |database: Database| {
        let sown = Faults::default();
        let watch = sown.clone();
        #[expect(clippy::disallowed_methods, reason = "statements are to fail here")]
        let store = database.store().await.watched(move || watch.pass());
        let under = (&store, &sown);
        let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
        let desk = Desk::new(store.clone(), book, calendar);
        let first = "2026-01-05".parse().unwrap();
        let founded = Moment::at(shanghai_instant(first, 8, 0));
        let office = found(&desk, Office::invented(0, SEED), founded)
            .await
            .unwrap();
        let mut stream = Stream::new(book, calendar, &office, SEED);
        let mut written: BTreeMap<CaseId, u32> = BTreeMap::new();
        let mut faults = 0;
        for case in 0..cases() {
            let opens = first
                .checked_add_days(Days::new(u64::from(case % 60)))
                .unwrap();
            let (mut today, registrar, opening) = stream.opening(opens).unwrap();
            let at = |day, minutes| {
                Moment::at(shanghai_instant(day, 10, 0) + Duration::minutes(minutes))
            };
            let moment = at(today, 0);
            let said = format!("seed {SEED}, case {case}, the opening");
            let key = key();
            let opened = until_done(under, None, &said, &mut faults, async || {
                desk.open(&registrar, &opening, Some(&key), moment).await
            })
            .await;
            let id = opened.unwrap().case;
            written.insert(id, 1);
            for nth in 1..=COMMANDS {
                today = today.checked_add_days(Days::new(nth as u64 % 3)).unwrap();
                let moment = at(today, nth as i64);
                let before = file(&store, id).await;
                let Some(act) = stream.lawful_command(&before, moment) else {
                    break;
                };
                let name = act.submission.command.name().code();
                let said = format!("seed {SEED}, case {case}, `{name}`");
                give(under, &desk, &before, &act, moment, &said, &mut faults).await;
                written.entry(id).and_modify(|entries| *entries += 1);
            }
        }
        for (id, entries) in &written {
            assert_eq!(file(&store, *id).await.revision, *entries);
        }
        let verdict = verify(&store).await.unwrap();
        assert_eq!(verdict.faults, Vec::new(), "seed {SEED}");
        assert_eq!(
            verdict.cases,
            written.len() as u64,
            "no case is half opened"
        );
        let commands: u32 = written.values().sum();
        println!(
            "{commands} commands in {} cases, {faults} faults",
            written.len()
        );
        assert!(
            faults > commands * 8,
            "{faults} faults in {commands} commands"
        );
    }
);

async fn file(store: &Store, case: CaseId) -> CaseFile {
    let found = store.case_file(&Actor::System, case).await.unwrap();
    found.expect("the case is there")
}

async fn give(
    under: (&Store, &Faults),
    desk: &Desk,
    before: &CaseFile,
    act: &simulation::Act,
    moment: Moment,
    said: &str,
    faults: &mut u32,
) {
    let precondition = Precondition {
        expected_revision: Some(before.revision),
        idempotency_key: Some(key()),
    };
    let done = until_done(under, Some(before), said, faults, async || {
        let (actor, submission) = (&act.actor, &act.submission);
        desk.execute(actor, before.id, submission, &precondition, moment)
            .await
    })
    .await;
    // The program has no keys: it looks, and sees that it is done.
    if let Some(receipt) = done {
        assert_eq!(receipt.entry, before.revision + 1, "{said}");
    }
}

/// Tries with a fault at the first statement, then at the second, and so on until the command is done; the store is one
/// whose statements fail as `Faults` says. The last fault is after the commit, so that the answer is lost; the same key
/// then gives the first answer again.
async fn until_done(
    (store, faults): (&Store, &Faults),
    before: Option<&CaseFile>,
    said: &str,
    met: &mut u32,
    attempt: impl AsyncFn() -> Result<Receipt, Denied>,
) -> Option<Receipt> {
    for passing in 0..100 {
        faults.after(passing);
        let answer = attempt().await;
        let unmet = faults.none();
        let now = match before {
            Some(before) => Some(file(store, before.id).await),
            None => None,
        };
        match answer {
            // Of an opening only its key tells that it was kept.
            Ok(receipt) => {
                assert!(
                    unmet && receipt.replayed,
                    "{said}: fault {passing} was no fault"
                );
                return Some(receipt);
            }
            Err(Denied::Store(_)) => {
                assert!(!unmet, "{said}: failed without a fault");
                *met += 1;
            }
            Err(denied) => panic!("{said}: {denied}"),
        }
        let (Some(before), Some(now)) = (before, now) else {
            continue;
        };
        if now == *before {
            continue;
        }
        assert_eq!(
            now.revision,
            before.revision + 1,
            "{said}: half done at {passing}"
        );
        return match attempt().await {
            Ok(receipt) => {
                assert!(receipt.replayed, "{said}: done twice");
                Some(receipt)
            }
            Err(Denied::Stale { .. }) => None,
            Err(denied) => panic!("{said}: {denied}"),
        };
    }
    panic!("{said}: never done");
}
