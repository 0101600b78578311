use serde_json::to_value;
use workflow::actor::Actor;
use workflow::effect::Effect;
use workflow::file::DocumentNumber;
use workflow::id::UserId;

use super::bed::on_each;
use super::life::{Life, at, found_office, head, id, live, number, officer, organ, record, term};
use crate::entity::{alert, term_version};
use crate::{Remember, StoreError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

#[tokio::test]
async fn the_loaded_file_equals_the_folded_log() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        let opening = life.open(organ(), number(1));
        record(&bed.store, &opening).await.unwrap();
        for _ in 0..3 {
            let loaded = bed
                .store
                .case_file(&head(), life.id)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(to_value(&loaded).unwrap(), to_value(life.file()).unwrap());
            let plan = life.rich(2);
            record(&bed.store, &plan).await.unwrap();
        }
        let tx = bed.store.begin().await.unwrap();
        let loaded = tx
            .load_case(&Actor::System, life.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(to_value(&loaded).unwrap(), to_value(life.file()).unwrap());
        assert_eq!(loaded.papers[0].services.len(), 2);
        assert_eq!(loaded.papers[0].services[0].slip, "丙");
    })
    .await;
}

#[tokio::test]
async fn a_plan_from_an_older_revision_is_stale() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        record(&bed.store, &life.open(organ(), number(1)))
            .await
            .unwrap();
        let first = life.file().clone();
        record(&bed.store, &life.rich(1)).await.unwrap();
        life.file = Some(first);
        let late = life.plan("assign", vec![]);
        let expect_stale = |result: Result<(), StoreError>| match result {
            Err(StoreError::StaleRevision { expected, actual }) => {
                assert_eq!((expected, actual), (1, 2))
            }
            other => panic!("{other:?}"),
        };
        expect_stale(record(&bed.store, &late).await);
        let blind = bed.store.begin().await.unwrap();
        expect_stale(blind.record(&late, None).await);
        drop(blind);
        // The compare-and-set itself, without what the transaction knows of the case.
        let tx = bed.store.begin().await.unwrap();
        let ours = crate::write::Head {
            revision: 1,
            hash: String::new(),
        };
        tx.hold(life.id.0, ours);
        expect_stale(tx.record(&late, None).await);
        drop(tx);
        let again = Life::new(100).open(organ(), number(9));
        let opened = record(&bed.store, &again).await;
        assert!(
            matches!(
                opened,
                Err(StoreError::StaleRevision {
                    expected: 0,
                    actual: 2
                })
            ),
            "{opened:?}"
        );
        assert_eq!(bed.count("SELECT count(*) FROM entry").await, 2);
    })
    .await;
}

#[tokio::test]
async fn loading_takes_4_statements_and_recording_12_whatever_the_terms() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        let opening = life.open(organ(), number(1));
        for (plan, remember) in [
            (opening, true),
            (life.rich(1), true),
            (life.rich(60), false),
        ] {
            let tx = bed.store.begin().await.unwrap();
            let before = bed.store.statements();
            let loaded = tx.load_case(&head(), life.id).await.unwrap();
            let loading = bed.store.statements() - before;
            assert!(loading <= 4, "loading took {loading}");
            assert_eq!(loaded.is_some(), plan.from_revision > 0);
            let before = bed.store.statements();
            let remember = remember.then(|| remembered(&format!("key-{}", plan.entry.no)));
            tx.record(&plan, remember.as_ref()).await.unwrap();
            let recording = bed.store.statements() - before;
            assert!((3..=12).contains(&recording), "recording took {recording}");
            tx.commit().await.unwrap();
        }
    })
    .await;
}

fn remembered(key: &str) -> Remember {
    Remember {
        organ: organ(),
        user: officer(),
        key: key.to_owned(),
        digest: "d1".to_owned(),
        answer: serde_json::json!({"entry": 1, "terms": ["甲"]}),
        at: at(2),
    }
}

#[tokio::test]
async fn a_key_is_recalled_for_a_day_and_taken_once() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        let tx = bed.store.begin().await.unwrap();
        let key = remembered("k");
        assert_eq!(
            tx.recall(organ(), officer(), "k", at(2)).await.unwrap(),
            None
        );
        tx.record(&life.open(organ(), number(1)), Some(&key))
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let tx = bed.store.begin().await.unwrap();
        let found = tx
            .recall(organ(), officer(), "k", at(2))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.digest, found.answer),
            (key.digest.clone(), key.answer.clone())
        );
        assert_eq!(
            tx.recall(organ(), UserId(id(99)), "k", at(2))
                .await
                .unwrap(),
            None
        );
        assert_eq!(
            tx.recall(organ(), officer(), "k", at(4)).await.unwrap(),
            None
        );
        let taken = tx.record(&life.rich(1), Some(&key)).await;
        assert!(
            matches!(taken, Err(StoreError::Conflict { .. })),
            "{taken:?}"
        );
        drop(tx);

        let tx = bed.store.begin().await.unwrap();
        assert_eq!(tx.forget_keys(organ(), at(2)).await.unwrap(), 0);
        let later = Remember {
            at: at(4),
            digest: "d2".to_owned(),
            ..key
        };
        tx.remember(&later).await.unwrap();
        assert_eq!(
            tx.recall(organ(), officer(), "k", at(4))
                .await
                .unwrap()
                .unwrap()
                .digest,
            "d2"
        );
        assert_eq!(tx.forget_keys(organ(), at(9)).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn every_version_of_a_term_is_kept_and_alerts_of_older_ones_are_withdrawn() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = live(&bed.store, 100, organ()).await;
        let mut changed = term(2, 2, super::life::day(20));
        changed.pauses.clear();
        let mut plan = life.plan("extend", vec![Effect::TermSet { term: changed }]);
        plan.alerts = vec![super::life::alert(2, 2)];
        record(&bed.store, &plan).await.unwrap();
        let kept = term_version::Entity::find()
            .order_by_asc(term_version::Column::No)
            .order_by_asc(term_version::Column::Version)
            .all(bed.store.connection())
            .await
            .unwrap();
        let kept: Vec<_> = kept
            .iter()
            .map(|row| (row.no, row.version, row.entry_no))
            .collect();
        assert_eq!(
            kept,
            [
                (1, 1, 1),
                (1, 2, 2),
                (2, 1, 2),
                (2, 2, 3),
                (3, 1, 2),
                (4, 1, 2)
            ]
        );
        let planned = alert::Entity::find()
            .filter(alert::Column::State.eq(alert::AlertState::Planned))
            .all(bed.store.connection())
            .await
            .unwrap();
        let planned: Vec<_> = planned
            .iter()
            .map(|row| (row.term_no, row.term_version))
            .collect();
        assert_eq!(planned, [(2, 2)]);
        assert_eq!(
            bed.count("SELECT count(*) FROM alert WHERE state = 'withdrawn'")
                .await,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn an_alert_of_an_unchanged_term_can_be_silenced() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        record(&bed.store, &life.open(organ(), number(1)))
            .await
            .unwrap();
        let mut plan = life.plan("hear_views", vec![]);
        plan.silenced = vec![1];
        record(&bed.store, &plan).await.unwrap();
        assert_eq!(
            bed.count("SELECT count(*) FROM alert WHERE state = 'planned'")
                .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_number_that_is_not_drawn_is_not_recorded() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let slot = DocumentNumber::Slot {
            series: "case".to_owned(),
            year: 2026,
        };
        let plan = Life::new(100).open(organ(), slot);
        let refused = record(&bed.store, &plan).await;
        assert!(
            matches!(refused, Err(StoreError::Undrawn { .. })),
            "{refused:?}"
        );
        assert_eq!(bed.count("SELECT count(*) FROM case_file").await, 0);
    })
    .await;
}

#[tokio::test]
async fn many_plans_recorded_together_are_as_if_recorded_one_by_one() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut lives: Vec<Life> = (0..30).map(|n| Life::new(500 + n)).collect();
        let mut plans = Vec::new();
        for (n, life) in lives.iter_mut().enumerate() {
            plans.push(life.open(organ(), number(n as u32 + 1)));
            plans.extend((0..n % 3).map(|_| life.rich(2)));
        }
        let tx = bed.store.begin().await.unwrap();
        for plan in &plans {
            super::life::draw(&tx, plan).await;
        }
        let before = bed.store.statements();
        tx.record_many(&plans).await.unwrap();
        assert!(
            bed.store.statements() - before <= 36,
            "three rounds of at most 12"
        );
        tx.commit().await.unwrap();
        for life in &lives {
            let loaded = bed
                .store
                .case_file(&head(), life.id)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(to_value(&loaded).unwrap(), to_value(life.file()).unwrap());
        }
        let verdict = crate::audit::verify(&bed.store).await.unwrap();
        assert_eq!((verdict.cases, verdict.faults), (30, vec![]));
    })
    .await;
}
