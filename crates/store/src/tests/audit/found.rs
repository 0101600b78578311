//! What the search finds of a case must be what the log says.

use super::{after, finds, id, on_each, verify};
use crate::Backend;

#[tokio::test]
async fn a_case_that_the_search_finds_otherwise_is_named() {
    finds(
        "UPDATE search_text SET names = replace(names, '赵', '钱') WHERE case_id = THIS",
        None,
        "differs from the log in `names`",
    )
    .await;
    finds(
        "DELETE FROM search_text WHERE case_id = THIS AND numbers <> ''",
        None,
        "is missing",
    )
    .await;
    on_each(async |bed| {
        let sql = match bed.store.backend() {
            Backend::Sqlite => {
                "DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_text WHERE case_id = THIS)"
            }
            Backend::Postgres => "UPDATE search_text SET words = '' WHERE case_id = THIS",
        };
        let verdict = after(bed, sql).await;
        assert!(!verdict.faults.is_empty());
        for fault in &verdict.faults {
            assert_eq!(fault.case.map(|case| case.0), Some(id(100)));
            assert!(fault.what.contains("has 0 words"), "{fault:?}");
        }
        assert_eq!(bed.store.rebuild_search().await.unwrap(), 3);
        let verdict = verify(&bed.store).await.unwrap();
        assert!(verdict.faults.iter().all(|fault| fault.organ.0.is_nil()));
    })
    .await;
}
