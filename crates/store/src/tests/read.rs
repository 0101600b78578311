use workflow::actor::{Actor, Role};
use workflow::id::{CaseId, UserId};

use super::bed::{Bed, on_each};
use super::life::{
    Life, actor, agency, clerk, day, found_office, head, id, live, number, officer, organ,
    other_organ, record,
};
use crate::{Backend, CaseBy, CaseFilter, DocketOf, Page, StoreError};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Expr;

pub(super) fn page(first: u32) -> Page {
    Page { first, after: None }
}

/// Everything an actor gets to see of a case, by every read.
async fn seen(bed: &Bed, actor: &Actor, case: CaseId) -> Vec<bool> {
    let store = &bed.store;
    let some = |text: &str| CaseFilter {
        party_contains: Some(text.to_owned()),
        ..CaseFilter::default()
    };
    let list = store
        .cases(actor, &CaseFilter::default(), &page(9))
        .await
        .unwrap();
    let of_party = store.cases(actor, &some("赵"), &page(9)).await.unwrap();
    let of = DocketOf {
        user: officer(),
        without: vec![],
    };
    let docket = store.docket(actor, &of, &page(9)).await.unwrap();
    let tx = store.begin().await.unwrap();
    vec![
        store.case_file(actor, case).await.unwrap().is_some(),
        tx.load_case(actor, case).await.unwrap().is_some(),
        store
            .case_row(actor, &CaseBy::Id(case))
            .await
            .unwrap()
            .is_some(),
        store
            .case_row(actor, &CaseBy::Number("深坪府复〔2026〕100号".to_owned()))
            .await
            .unwrap()
            .is_some(),
        !store.case_rows(actor, &[case]).await.unwrap().is_empty(),
        !list.rows.is_empty(),
        list.total > 0,
        !of_party.rows.is_empty(),
        of_party.total > 0,
        !docket.rows.is_empty(),
        docket.total > 0,
        !store.terms_of(actor, &[case]).await.unwrap().is_empty(),
        !store.parties_of(actor, &[case]).await.unwrap().is_empty(),
        !store.papers_of(actor, &[case]).await.unwrap().is_empty(),
        !store.entries(actor, case, 0, 9).await.unwrap().is_empty(),
        !store.protected(actor, case).await.unwrap().is_empty(),
    ]
}

#[tokio::test]
async fn a_case_of_another_organ_does_not_exist() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let case = live(&bed.store, 100, organ()).await.id;
        let everything = seen(bed, &head(), case).await;
        assert!(everything.iter().all(|seen| *seen), "{everything:?}");
        for role in Role::ALL {
            let stranger = actor(other_organ(), officer(), &[role], Some(agency()));
            let nothing = seen(bed, &stranger, case).await;
            assert!(nothing.iter().all(|seen| !seen), "{role:?}: {nothing:?}");
        }
        // An administrator sees none, whatever else it were to hold; nor does who is let into no case.
        for role in Role::ADMINISTRATORS {
            let admin = actor(organ(), officer(), &[role, Role::Officer], None);
            let nothing = seen(bed, &admin, case).await;
            assert!(nothing.iter().all(|seen| !seen), "{role:?}: {nothing:?}");
        }
        for role in [
            Role::CommitteeMember,
            Role::CommitteeSecretary,
            Role::Mediator,
            Role::LegalAdviser,
            Role::StreetOffice,
        ] {
            let guest = actor(organ(), officer(), &[role], None);
            let nothing = seen(bed, &guest, case).await;
            assert!(nothing.iter().all(|seen| !seen), "{role:?}: {nothing:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_respondents_clerk_sees_the_agencys_cases_once_the_copy_is_sent() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        record(&bed.store, &life.open(organ(), number(100)))
            .await
            .unwrap();
        assert!(seen(bed, &clerk(), life.id).await.iter().all(|seen| !seen));
        record(&bed.store, &life.rich(3)).await.unwrap();

        let file = bed
            .store
            .case_file(&clerk(), life.id)
            .await
            .unwrap()
            .unwrap();
        let kinds: Vec<_> = file
            .papers
            .iter()
            .map(|paper| paper.kind.as_str())
            .collect();
        assert_eq!(kinds, ["reply_notice"]);
        let papers = bed.store.papers_of(&clerk(), &[life.id]).await.unwrap();
        assert_eq!(papers[&life.id].len(), 1);
        assert!(
            bed.store
                .entries(&clerk(), life.id, 0, 9)
                .await
                .unwrap()
                .is_empty()
        );
        let of = DocketOf {
            user: UserId(id(18)),
            without: vec![],
        };
        let docket = bed.store.docket(&clerk(), &of, &page(9)).await.unwrap();
        let periods: Vec<_> = docket
            .rows
            .iter()
            .map(|row| row.term.period.as_str())
            .collect();
        assert_eq!(periods, ["reply_ordinary"; 2]);
        assert_eq!((docket.total, docket.pending), (2, 0));

        let other = actor(
            organ(),
            UserId(id(17)),
            &[Role::RespondentClerk],
            Some(other_organ()),
        );
        assert!(seen(bed, &other, life.id).await.iter().all(|seen| !seen));
        let unnamed = actor(organ(), UserId(id(17)), &[Role::RespondentClerk], None);
        assert!(seen(bed, &unnamed, life.id).await.iter().all(|seen| !seen));
        let people = bed.store.users(&clerk()).await.unwrap();
        assert_eq!(
            people.iter().map(|user| user.id).collect::<Vec<_>>(),
            [officer()]
        );
    })
    .await;
}

#[tokio::test]
async fn lists_filter_count_and_page_without_gap_or_double() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        for n in 0..7 {
            live(&bed.store, 100 + n, organ()).await;
        }
        live(&bed.store, 200, other_organ()).await;
        let mut cursor = None;
        let mut all = Vec::new();
        loop {
            let page = Page {
                first: 3,
                after: cursor,
            };
            let got = bed
                .store
                .cases(&head(), &CaseFilter::default(), &page)
                .await
                .unwrap();
            assert_eq!(got.total, 7);
            cursor = got.rows.last().map(crate::CaseRow::cursor);
            let has_next = got.has_next;
            all.extend(got.rows.into_iter().map(|row| row.id));
            if !has_next {
                break;
            }
        }
        let wanted: Vec<_> = (0..7).rev().map(|n| CaseId(id(100 + n))).collect();
        assert_eq!(all, wanted);

        let total = async |filter: CaseFilter| {
            bed.store
                .cases(&head(), &filter, &page(1))
                .await
                .unwrap()
                .total
        };
        let none = CaseFilter::default;
        assert_eq!(
            total(CaseFilter {
                stage: Some("awaiting_reply".into()),
                ..none()
            })
            .await,
            7
        );
        assert_eq!(
            total(CaseFilter {
                stage: Some("received".into()),
                ..none()
            })
            .await,
            0
        );
        assert_eq!(
            total(CaseFilter {
                respondent: Some(agency()),
                ..none()
            })
            .await,
            7
        );
        assert_eq!(
            total(CaseFilter {
                respondent: Some(organ()),
                ..none()
            })
            .await,
            0
        );
        assert_eq!(
            total(CaseFilter {
                officer: Some(officer()),
                open: Some(true),
                ..none()
            })
            .await,
            7
        );
        assert_eq!(
            total(CaseFilter {
                open: Some(false),
                ..none()
            })
            .await,
            0
        );
        assert_eq!(
            total(CaseFilter {
                number_contains: Some("〕103".into()),
                ..none()
            })
            .await,
            1
        );
        assert_eq!(
            total(CaseFilter {
                number_contains: Some("%".into()),
                ..none()
            })
            .await,
            0
        );
        assert_eq!(
            total(CaseFilter {
                received_from: Some(day(3)),
                ..none()
            })
            .await,
            0
        );
        assert_eq!(
            total(CaseFilter {
                received_until: Some(day(2)),
                suspended: Some(false),
                ..none()
            })
            .await,
            7
        );
        assert_eq!(
            total(CaseFilter {
                due_until: Some(day(12)),
                ..none()
            })
            .await,
            7
        );
        assert_eq!(
            total(CaseFilter {
                due_until: Some(day(11)),
                outcome: None,
                ..none()
            })
            .await,
            0
        );
        let page = Page {
            first: 1,
            after: Some("nonsense".to_owned()),
        };
        let bad = bed.store.cases(&head(), &none(), &page).await;
        assert!(matches!(bad, Err(StoreError::BadCursor { .. })), "{bad:?}");
    })
    .await;
}

#[tokio::test]
async fn a_docket_page_takes_3_statements_and_is_in_order() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        for n in 0..20 {
            live(&bed.store, 100 + n, organ()).await;
        }
        let of = DocketOf {
            user: officer(),
            without: vec![],
        };
        let whole = bed.store.docket(&head(), &of, &page(500)).await.unwrap();
        assert_eq!((whole.total, whole.rows.len()), (80, 80));
        let key = |row: &crate::DocketRow| row.cursor();
        let order: Vec<_> = whole
            .rows
            .iter()
            .map(|row| {
                let paused = row.term.state == workflow::file::TermState::Paused;
                (paused, row.term.due, row.case.id, row.term.no)
            })
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        assert!(whole.rows.iter().all(|row| row.parties.len() == 3));
        let mut cursor = None;
        let mut paged = Vec::new();
        for first in [1, 7, 50, 50] {
            let before = bed.store.statements();
            let page = Page {
                first,
                after: cursor,
            };
            let got = bed.store.docket(&head(), &of, &page).await.unwrap();
            let statements = bed.store.statements() - before;
            assert!(statements <= 3, "{first} rows took {statements}");
            cursor = got.rows.last().map(key);
            paged.extend(got.rows);
        }
        assert_eq!(paged, whole.rows);
        let of = DocketOf {
            user: officer(),
            without: vec!["accept_review".to_owned()],
        };
        assert_eq!(
            bed.store
                .docket(&head(), &of, &page(1))
                .await
                .unwrap()
                .total,
            40
        );
        let of = DocketOf {
            user: UserId(id(5)),
            without: vec![],
        };
        assert_eq!(
            bed.store
                .docket(&head(), &of, &page(1))
                .await
                .unwrap()
                .total,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn the_reconciler_finds_what_is_due_through_its_index() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        live(&bed.store, 101, organ()).await;
        let found = bed.store.lapsing(day(14), None, 100).await.unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|row| (row.case, row.term, row.due))
            .collect();
        let (a, b) = (CaseId(id(100)), CaseId(id(101)));
        // Term 1 is paused, term 4 is due on the day itself.
        assert_eq!(
            found,
            [
                (a, 2, day(12)),
                (a, 3, day(13)),
                (b, 2, day(12)),
                (b, 3, day(13))
            ]
        );
        let next = bed.store.lapsing(day(14), Some((a, 2)), 2).await.unwrap();
        let next: Vec<_> = next.iter().map(|row| (row.case, row.term)).collect();
        assert_eq!(next, [(a, 3), (b, 2)]);
        assert!(
            bed.store
                .lapsing(day(12), None, 9)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

/// How SQLite goes about a query once it has statistics.
pub(super) async fn plan_of(bed: &Bed, query: &impl sea_orm::StatementBuilder) -> String {
    bed.sql("ANALYZE").await.unwrap();
    let mut statement = bed.store.dialect().build(query);
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = bed
        .store
        .connection()
        .query_all_raw(statement)
        .await
        .unwrap();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect();
    lines.join("\n")
}

#[tokio::test]
async fn what_is_due_and_what_an_officer_has_open_are_found_by_index() {
    on_each(async |bed| {
        if bed.store.backend() == Backend::Postgres {
            return;
        }
        found_office(&bed.store).await;
        let mut plans = Vec::new();
        for n in 0..200 {
            let mut life = Life::new(1_000 + n);
            plans.push(life.open(organ(), number(u32::try_from(n).unwrap() + 1)));
            plans.push(life.rich(3));
        }
        let tx = bed.store.begin().await.unwrap();
        tx.record_many(&plans).await.unwrap();
        tx.commit().await.unwrap();
        // Most cases are other officers', as in any office.
        bed.sql("UPDATE case_file SET officer_id = id WHERE number_text NOT LIKE '%〕1_号'")
            .await
            .unwrap();
        let lapsing = plan_of(bed, &crate::lapse::query(day(9), None, 9)).await;
        assert!(
            lapsing.contains("term_running (organ_id=? AND due<?)"),
            "{lapsing}"
        );
        let of = DocketOf {
            user: officer(),
            without: vec![],
        };
        let mut docket = crate::read::docket::select(&head(), &of);
        docket.expr(Expr::cust("term.*"));
        let docket = plan_of(bed, &docket).await;
        for index in [
            "case_file_officer (organ_id=?",
            "case_file_co_officer (organ_id=?",
        ] {
            assert!(docket.contains(index), "{docket}");
        }
        for table in ["SCAN term", "SCAN case_file"] {
            assert!(!docket.contains(table), "{docket}");
        }
    })
    .await;
}
