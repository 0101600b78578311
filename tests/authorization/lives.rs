//! Cases that have lived a scenario through, for what the two cases of the scene do not have.

use serde_json::json;

use crate::support::ground::Ground;
use crate::support::{life, walk};

/// The scenarios, in the order of their first days.
const LIVES: [&str; 28] = [
    "61_hearing_mandatory",
    "68_evidence_of_the_applicant",
    "72_norms_transferred_beside_a_suspension",
    "90_dispute_resolved_before_application",
    "99_materials",
    "76_rejected_in_its_own_paper",
    "51_suspended_waiting_for_others",
    "52_suspended_by_consent_and_prolonged",
    "53_settled_and_withdrawn",
    "57_decision_annulled",
    "58_performance_and_superior_orders",
    "59_courts_superiors_and_clues",
    "07_suspended_twice_and_extended",
    "100_mail_comes_back_after_its_service",
    "12_terminated_on_sixty_days",
    "08_reply_missed",
    "103_numbers_and_names",
    "42_deemed_then_simplified",
    "43_simplified_missed",
    "47_people",
    "48_through_the_penalising_agency",
    "49_ways_of_service",
    "67_many_applicants",
    "95_registration_voided",
    "97_reported_to_the_platform",
    "16_public_notice",
    "80_performance_of_the_decision",
    "94_slip_in_the_decision",
];

/// The cases that came of them, two by two. The same officer is recused from each, and from what else was opened on the
/// way; nobody is let in who was not.
pub(super) async fn lived(ground: &Ground) -> Vec<[String; 2]> {
    ground.upload_waits().await;
    let all = life::all();
    let mut cases = Vec::new();
    for name in LIVES {
        // The first variant of it.
        let life = all
            .iter()
            .find(|life| life.name.split('/').next() == Some(name));
        let case = Box::pin(walk::lived(ground, life.expect(name))).await;
        cases.push(case);
    }
    // After the last of them.
    ground.set("2026-11-02".parse().unwrap(), 10, 0);
    let seen = "{ cases(first: 100) { nodes { id } } }";
    let seen = ground.ask("officer_b", seen, json!({})).await;
    for case in seen["data"]["cases"]["nodes"].as_array().unwrap() {
        super::ground::recuse(ground, case["id"].as_str().unwrap()).await;
    }
    let (pairs, []) = cases.as_chunks::<2>() else {
        panic!("lives come in pairs");
    };
    pairs.to_vec()
}
