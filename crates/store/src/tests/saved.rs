use chrono::NaiveDate;
use uuid::Uuid;
use workflow::actor::{Actor, Person};
use workflow::file::CaseKind;

use super::bed::{Bed, on_each};
use super::life::{at, found_office, live, officer, organ, user};
use crate::CaseFilter;
use crate::saved::SavedFilter;

fn lin() -> Person {
    let known = user(officer(), "lin");
    Person {
        user: known.id,
        organ: known.organ,
        name: known.name,
        roles: known.roles,
        agency: None,
        on: super::life::day(20),
    }
}

async fn save(bed: &Bed, saved: &SavedFilter) {
    let tx = bed.store.begin().await.unwrap();
    tx.save_filter(&lin(), saved).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_filter_comes_back_as_it_was_saved_and_to_nobody_else() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        let all = CaseFilter {
            kind: Some(CaseKind::Reconsideration),
            stage: Some("awaiting_reply".to_owned()),
            officer: Some(officer()),
            respondent: Some(super::life::agency()),
            orphaned: Some(false),
            unassigned: Some(false),
            stay_asked: Some(false),
            reported: Some(false),
            outcome: None,
            open: Some(true),
            suspended: Some(false),
            number_contains: Some("复".to_owned()),
            party_contains: Some("赵".to_owned()),
            received_from: NaiveDate::from_ymd_opt(2026, 1, 1),
            received_until: NaiveDate::from_ymd_opt(2026, 12, 31),
            due_until: None,
        };
        let mut one = SavedFilter {
            id: Uuid::from_u128(7),
            name: "待答复".to_owned(),
            filter: all,
            saved_at: super::life::at(3),
        };
        save(bed, &one).await;
        one.saved_at = chrono::SubsecRound::trunc_subsecs(at(3), 6);
        let me = Actor::Person(lin());
        assert_eq!(bed.store.saved_filters(&me).await.unwrap(), [one.clone()]);
        assert_eq!(bed.store.count_cases(&me, &one.filter).await.unwrap(), 1);
        one.filter.stage = Some("closed".to_owned());
        save(bed, &one).await;
        let found = bed.store.saved_filter(&me, one.id).await.unwrap();
        assert_eq!(found, Some(one.clone()));
        assert_eq!(bed.store.count_cases(&me, &one.filter).await.unwrap(), 0);
        for other in [super::life::head(), super::life::clerk(), Actor::System] {
            assert_eq!(bed.store.saved_filters(&other).await.unwrap(), []);
            assert_eq!(bed.store.saved_filter(&other, one.id).await.unwrap(), None);
        }
        let tx = bed.store.begin().await.unwrap();
        let head = super::life::head();
        assert!(
            !tx.delete_filter(head.person().unwrap(), one.id)
                .await
                .unwrap()
        );
        assert!(tx.delete_filter(&lin(), one.id).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(bed.store.saved_filters(&me).await.unwrap(), []);
        assert_eq!(
            crate::audit::verify(&bed.store).await.unwrap().faults,
            vec![]
        );
    })
    .await;
}
