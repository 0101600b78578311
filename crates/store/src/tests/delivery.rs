//! Columns drawn from the file for the lists of the weekly acts: derived for old rows as for new ones, compared by the audit.

use workflow::command::InterventionReporter;
use workflow::effect::Effect;
use workflow::file::{Details, Intervention, Matter, Party, PartyRole};

use super::bed::on_each;
use super::life::{day, found_office, live, organ, party, record};
use crate::audit::verify;
use crate::migration::m20261126_delivery::count;
use crate::migration::{m20261127_stayed_out, m20261127_weekly::derive};

#[tokio::test]
async fn whom_a_paper_is_still_to_be_served_on_is_counted_for_old_papers_as_for_new_ones() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        let open = "SELECT count(*) FROM paper WHERE unserved > 0";
        let before = bed.count(open).await;
        assert!(before > 0 && before < bed.count("SELECT count(*) FROM paper").await);
        bed.sql("UPDATE paper SET unserved = 7").await.unwrap();
        let faults = verify(&bed.store).await.unwrap().faults;
        assert!(
            faults.iter().any(|fault| fault.what.contains("paper")),
            "{faults:?}"
        );
        bed.sql("UPDATE paper SET unserved = 0").await.unwrap();
        bed.sql(&count(bed.store.dialect())).await.unwrap();
        assert_eq!(bed.count(open).await, before);
        assert_eq!(verify(&bed.store).await.unwrap().faults, vec![]);
    })
    .await;
}

#[tokio::test]
async fn what_is_to_be_reported_and_a_stay_that_waits_are_derived_for_old_cases_as_for_new_ones() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        let mut asked = live(&bed.store, 101, organ()).await;
        let matter = Matter {
            no: 1,
            track: "stay".to_owned(),
            stage: "stay_asked".to_owned(),
            since: day(4),
            opened_on: day(4),
            party: Some(1),
            about: "停止执行".to_owned(),
            result: None,
            suspended_on: None,
            terms: Vec::new(),
            papers: Vec::new(),
            details: Details::Plain,
        };
        let matter = Box::new(matter);
        let plan = asked.plan("request_stay", vec![Effect::MatterSet { matter }]);
        record(&bed.store, &plan).await.unwrap();
        let waits = "SELECT count(*) FROM case_file WHERE stay_asked_on IS NOT NULL";
        assert_eq!(bed.count(waits).await, 1);
        bed.sql("UPDATE case_file SET stay_asked_on = NULL, unreported = 7")
            .await
            .unwrap();
        let faults = verify(&bed.store).await.unwrap().faults;
        assert_eq!(faults.len(), 2, "{faults:?}");
        bed.sql(&derive(bed.store.dialect())).await.unwrap();
        assert_eq!(verify(&bed.store).await.unwrap().faults, vec![]);
    })
    .await;
}

#[tokio::test]
async fn who_stayed_out_of_an_application_is_marked_for_old_parties_as_for_new_ones() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut reported = live(&bed.store, 100, organ()).await;
        let mut other = live(&bed.store, 101, organ()).await;
        let intervention = Intervention {
            number: None,
            reported_on: day(1),
            reporter: InterventionReporter::Person,
            about: "罚款".to_owned(),
            note: None,
            records: Vec::new(),
            conclusion: None,
        };
        let intervention = Box::new(intervention);
        // Both left on the day of the receipt, one of them because it did not apply.
        let left = |no: u32, stayed_out| {
            let party = Party {
                left_on: Some(day(2)),
                stayed_out,
                ..party(no, PartyRole::ThirdParty, "第三人", None)
            };
            [
                Effect::PartyAdded {
                    party: party.clone(),
                },
                Effect::PartySet { party },
            ]
        };
        let mut effects = vec![Effect::InterventionSet { intervention }];
        effects.extend(left(9, true));
        let plan = reported.plan("receive", effects);
        record(&bed.store, &plan).await.unwrap();
        let plan = other.plan("succeed_party", left(9, false).to_vec());
        record(&bed.store, &plan).await.unwrap();
        let marked = "SELECT count(*) FROM party WHERE stayed_out";
        assert_eq!(bed.count(marked).await, 1);
        assert_eq!(verify(&bed.store).await.unwrap().faults, vec![]);
        bed.sql("UPDATE party SET stayed_out = false")
            .await
            .unwrap();
        assert!(!verify(&bed.store).await.unwrap().faults.is_empty());
        let derived = m20261127_stayed_out::derive(bed.store.dialect());
        bed.sql(&derived).await.unwrap();
        assert_eq!(bed.count(marked).await, 1);
        assert_eq!(verify(&bed.store).await.unwrap().faults, vec![]);
    })
    .await;
}
