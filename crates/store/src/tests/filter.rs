use chrono::NaiveDate;

use super::bed::on_each;
use super::life::{found_office, head, id, live, officer, organ};
use super::read::page;
use crate::{CaseFilter, DocketOf, Page, StoreError};

#[tokio::test]
async fn days_outside_four_digits_mean_the_same_on_either_database() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        let case = id(100);
        for day in [
            "1899-12-31",
            "2101-01-01",
            "+12026-01-01",
            "-0001-01-01",
            "0026-01-01",
        ] {
            let page = |cursor: String| Page {
                first: 1,
                after: Some(cursor),
            };
            let list = page(format!("{day}/{case}"));
            let bad = bed
                .store
                .cases(&head(), &CaseFilter::default(), &list)
                .await;
            assert!(matches!(bad, Err(StoreError::BadCursor { .. })), "{bad:?}");
            let of = DocketOf {
                user: officer(),
                without: vec![],
            };
            let docket = page(format!("0/{day}/{case}/1"));
            let bad = bed.store.docket(&head(), &of, &docket).await;
            assert!(matches!(bad, Err(StoreError::BadCursor { .. })), "{bad:?}");
        }
        let total = async |from: Option<NaiveDate>, until| {
            let filter = CaseFilter {
                received_from: from,
                received_until: until,
                ..CaseFilter::default()
            };
            let found = bed.store.cases(&head(), &filter, &page(1)).await;
            found.unwrap().total
        };
        let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
        assert_eq!(total(Some(first), Some(last)).await, 1);
        assert_eq!(total(Some(last), None).await, 0);
        assert_eq!(total(None, Some(first)).await, 0);
    })
    .await;
}

#[tokio::test]
async fn filters_by_part_fold_the_letters_a_to_z_and_no_others() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        bed.sql("UPDATE party SET name = 'Acme_É Ａ 公司' WHERE no = 3")
            .await
            .unwrap();
        bed.sql("UPDATE case_file SET number_text = 'SP复〔2026〕1号'")
            .await
            .unwrap();
        let total = async |number: Option<&str>, party: Option<&str>| {
            let filter = CaseFilter {
                number_contains: number.map(str::to_owned),
                party_contains: party.map(str::to_owned),
                ..CaseFilter::default()
            };
            let found = bed.store.cases(&head(), &filter, &page(1)).await;
            found.unwrap().total
        };
        for (part, wanted) in [
            ("acme", 1),
            ("ACME_", 1),
            ("cMe", 1),
            ("acme%", 0),
            ("É", 1),
            ("é", 0),
            ("Ａ", 1),
            ("ａ", 0),
        ] {
            assert_eq!(total(None, Some(part)).await, wanted, "{part}");
        }
        for (part, wanted) in [("sp复", 1), ("SP复", 1), ("sq", 0)] {
            assert_eq!(total(Some(part), None).await, wanted, "{part}");
        }
    })
    .await;
}
