//! The logs as they leave the house.

use workflow::actor::{Actor, Role};
use workflow::id::{CaseId, UserId};

use super::bed::{Bed, on_each};
use super::life::{actor, at, found_office, head, id, live, organ, other_organ, record};
use crate::read::trail::{Span, TrailLine, Unshipped};

async fn district(bed: &Bed) {
    found_office(&bed.store).await;
    for case in [100, 101] {
        let mut life = live(&bed.store, case, organ()).await;
        let mut plan = life.rich(1);
        plan.entry.recorded_at = at(9);
        record(&bed.store, &plan).await.unwrap();
    }
}

/// All lines of the cases, so many at once.
async fn paged(bed: &Bed, actor: &Actor, span: Span, limit: u64) -> Vec<TrailLine> {
    let mut all: Vec<TrailLine> = Vec::new();
    loop {
        let page = bed
            .store
            .case_trail(actor, organ(), span, all.last(), limit)
            .await
            .unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[tokio::test]
async fn every_entry_leaves_once_and_without_what_it_says() {
    on_each(async |bed| {
        district(bed).await;
        let all = paged(bed, &Actor::System, Span::default(), 100).await;
        assert_eq!(all.len(), 6);
        for limit in [1, 2, 5] {
            let pages = paged(bed, &Actor::System, Span::default(), limit).await;
            assert_eq!(pages, all, "{limit}");
        }
        let office = bed
            .store
            .office_trail(&Actor::System, organ(), Span::default(), 1, 100)
            .await
            .unwrap();
        assert_eq!(office.len(), 1, "after the first of two");
        let text = serde_json::to_string(&(&all, &office)).unwrap();
        for word in ["赵某", "罚款", "合议笔录", "林一", "深坪", "lin"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        let span = Span {
            from: Some(at(3)),
            until: Some(at(8)),
        };
        assert_eq!(paged(bed, &Actor::System, span, 2).await, []);
        let span = Span {
            until: None,
            ..span
        };
        let late = paged(bed, &Actor::System, span, 1).await;
        let numbers: Vec<u32> = late.iter().map(|line| line.no).collect();
        assert_eq!(numbers, [3, 3]);
    })
    .await;
}

#[tokio::test]
async fn the_trail_and_the_seals_are_the_auditors() {
    on_each(async |bed| {
        district(bed).await;
        let as_role = |organ, role| actor(organ, UserId(id(60)), &[role], None);
        let auditor = as_role(organ(), Role::Auditor);
        assert_eq!(paged(bed, &auditor, Span::default(), 100).await.len(), 6);
        for blind in [
            as_role(other_organ(), Role::Auditor),
            as_role(organ(), Role::SystemAdmin),
            as_role(organ(), Role::Officer),
            head(),
        ] {
            assert_eq!(paged(bed, &blind, Span::default(), 100).await, []);
            let office = bed
                .store
                .office_trail(&blind, organ(), Span::default(), 0, 100)
                .await;
            assert_eq!(office.unwrap(), []);
        }
    })
    .await;
}

#[tokio::test]
async fn each_log_is_shipped_from_its_own_place() {
    on_each(async |bed| {
        district(bed).await;
        let left = async |since| bed.store.unshipped(organ(), since, 100).await.unwrap();
        let place = |case: Option<u128>, after| Unshipped {
            organ: organ(),
            case: case.map(|case| CaseId(id(case))),
            after,
        };
        let mut all = left(None).await;
        all.sort_by_key(|log| log.case);
        assert_eq!(
            all,
            [place(None, 0), place(Some(100), 0), place(Some(101), 0)]
        );
        let tx = bed.store.begin().await.unwrap();
        tx.shipped(&[place(None, 2), place(Some(100), 3), place(Some(101), 1)])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for since in [None, Some(at(8))] {
            assert_eq!(left(since).await, [place(Some(101), 1)]);
        }
        assert_eq!(left(Some(at(10))).await, [], "nothing was recorded since");
        let rest = bed.store.to_ship(&place(Some(101), 1), 100).await.unwrap();
        let numbers: Vec<u32> = rest.iter().map(|line| line.no).collect();
        assert_eq!(numbers, [2, 3]);
        let tx = bed.store.begin().await.unwrap();
        tx.shipped(&[place(Some(101), 3)]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(left(None).await, []);
    })
    .await;
}
