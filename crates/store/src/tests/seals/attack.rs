//! An attacker who has the whole database in hand: whatever is changed is changed with its hashes, every table that
//! follows from it, the counters, and the triggers put back, so that the log and the tables fit each other.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend};
use workflow::actor::Moment;
use workflow::effect::Effect;
use workflow::plan::Plan;

use crate::audit::{AuditFault, Sealed, verify, verify_against};
use crate::migration::triggers;
use crate::office::OfficeEffect;
use crate::seal::{Seal, SealKey, Trust};
use crate::tests::audit::OF_CASES;
use crate::tests::bed::Bed;
use crate::tests::life::{Life, at, found_office, id, live, number, office_entry, organ, record};
use crate::{Store, chain};

/// Three cases of two entries each.
pub(super) async fn district(bed: &Bed) -> [Life; 3] {
    found_office(&bed.store).await;
    [
        live(&bed.store, 99, organ()).await,
        live(&bed.store, 100, organ()).await,
        live(&bed.store, 101, organ()).await,
    ]
}

pub(super) fn key() -> SealKey {
    SealKey::read(&SealKey::draw().unwrap()).unwrap()
}

/// Makes the organ's next seal and records it.
pub(super) async fn seal(store: &Store, key: &SealKey, made_at: DateTime<Utc>) -> Seal {
    let heads = store.heads(organ()).await.unwrap().unwrap();
    let seal = Seal::make(organ(), heads, key, Moment::at(made_at)).unwrap();
    let made = seal.made();
    let mut entry = office_entry(organ(), vec![OfficeEffect::SealMade(made.clone())]);
    entry.recorded_at = made_at;
    let tx = store.begin().await.unwrap();
    tx.record_office(&entry).await.unwrap();
    tx.keep_seal(organ(), made.number, &seal.text())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Seal::read(
        &seal.text(),
        &Trust::Fingerprint(key.public().fingerprint()),
    )
    .unwrap()
}

/// Records an entry of a case, on a day.
pub(super) async fn grow(store: &Store, life: &mut Life, day: u32) {
    let mut plan = life.rich(1);
    plan.entry.recorded_at = at(day);
    record(store, &plan).await.unwrap();
}

/// What is found with these seals at hand.
pub(super) async fn faults(store: &Store, seals: &[&Seal]) -> Vec<AuditFault> {
    let mut sealed = Sealed::default();
    for seal in seals {
        assert_eq!(sealed.add(seal), vec![]);
    }
    verify_against(store, sealed).await.unwrap().faults
}

/// The database shows nothing by itself, and with the seals what is expected, first.
pub(super) async fn shows(
    store: &Store,
    seals: &[&Seal],
    case: Option<u128>,
    entry: Option<u32>,
    what: &str,
) {
    let alone = verify(store).await.unwrap().faults;
    assert_eq!(alone, vec![], "the attacker was consistent");
    let found = faults(store, seals).await;
    let first = found.first().expect("the seal shows it");
    assert_eq!(first.organ, organ(), "{found:?}");
    assert_eq!(first.case.map(|case| case.0), case.map(id), "{found:?}");
    assert_eq!(first.entry, entry, "{found:?}");
    assert!(first.what.contains(what), "{found:?}");
}

impl Bed {
    /// Does something that the triggers refuse, and puts them back.
    pub(super) async fn unguarded(&self, sql: &str) {
        self.drop_triggers().await;
        self.behind(sql).await;
        for trigger in triggers::first(self.store.dialect()) {
            if trigger.starts_with("CREATE TRIGGER") {
                let done = self.store.connection().execute_unprepared(&trigger).await;
                done.unwrap();
            }
        }
    }

    /// Takes a case out without a trace, its numbers included.
    pub(super) async fn erase(&self, case: u128) {
        let mut sql = OF_CASES.map(|(table, column)| {
            format!(
                "DELETE FROM {table} WHERE {column} = {}",
                self.uuid(id(case))
            )
        });
        let words = match self.store.dialect() {
            DbBackend::Sqlite => format!(
                "DELETE FROM search_words WHERE rowid IN \
                 (SELECT id FROM search_text WHERE case_id = {});",
                self.uuid(id(case))
            ),
            _ => String::new(),
        };
        sql[0] = format!(
            "{words} DELETE FROM number_counter WHERE series IN ('case/{case}', 'reply_notice/{}'); {}",
            id(case),
            sql[0]
        );
        self.unguarded(&sql.join("; ")).await;
    }

    /// Writes a case anew: its opening, and more where wanted, each plan changed before it is recorded.
    pub(super) async fn rewrite(&self, case: u128, entries: usize, change: impl Fn(&mut Plan)) {
        self.erase(case).await;
        let mut life = Life::new(case);
        let opening = life.open(organ(), number(u32::try_from(case).unwrap()));
        for n in 0..entries {
            let before = life.file.clone().filter(|_| n > 0);
            let mut plan = if n == 0 {
                opening.clone()
            } else {
                life.rich(3)
            };
            change(&mut plan);
            plan.refold(before.as_ref());
            life.file = Some(plan.after.clone());
            record(&self.store, &plan).await.unwrap();
        }
    }

    /// Cuts the organ's own log after an entry, with the seals and users it recorded.
    pub(super) async fn cut_office_log(&self, last: i32) {
        let of = format!("organ_id = {}", self.uuid(organ().0));
        let head = if last == 0 {
            format!("'{}'", chain::organ_root(organ().0))
        } else {
            format!("(SELECT hash FROM office_entry WHERE {of} AND no = {last})")
        };
        let id = self.uuid(organ().0);
        self.unguarded(&format!(
            "UPDATE organ SET revision = {last}, head = {head} WHERE id = {id}; \
             DELETE FROM office_entry WHERE {of} AND no > {last}; DELETE FROM seal WHERE {of}"
        ))
        .await;
    }
}

/// Another name in the opening of a case.
pub(super) fn other_name(plan: &mut Plan) {
    for effect in &mut plan.entry.effects {
        if let Effect::PartyAdded { party } = effect
            && party.no == 1
        {
            "钱某".clone_into(&mut party.name);
        }
    }
}
