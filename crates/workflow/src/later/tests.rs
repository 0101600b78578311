//! Every row of the table of decision kinds and of the table of defendants.

use super::*;
use crate::rulebook::Rulebook;

fn item(kind: K) -> DecisionItem {
    DecisionItem {
        kind,
        subject: "行政行为".to_owned(),
        perform_by: None,
        redo: false,
        procedural: false,
        result_changed: true,
        worse: false,
    }
}

fn decided(kinds: &[K]) -> Outcome {
    Outcome::Decided {
        on: chrono::NaiveDate::default(),
        kinds: kinds.to_vec(),
    }
}

const BOTH: &[Defendant] = &[Defendant::OriginalAgency, Defendant::ReconsiderationOrgan];
const ORGAN: &[Defendant] = &[Defendant::ReconsiderationOrgan];
const AGENCY: &[Defendant] = &[Defendant::OriginalAgency];

/// Defendants of each suit, and that the level of the court and the period go with them.
fn sued(items: &[DecisionItem], mandatory_first: bool) -> Vec<&'static [Defendant]> {
    let suits = after_decision(items, mandatory_first);
    let known = [BOTH, ORGAN, AGENCY];
    suits
        .iter()
        .map(|suit| {
            assert!(
                Rulebook::embedded().period(suit.period).is_some(),
                "{}",
                suit.period
            );
            let by_agency = suit.defendants.contains(&Defendant::OriginalAgency);
            assert_eq!(suit.court == CourtLevel::ByOriginalAgency, by_agency);
            *known
                .iter()
                .find(|known| **known == suit.defendants.as_slice())
                .unwrap()
        })
        .collect()
}

#[test]
fn each_kind_of_decision_has_its_group_and_its_defendants() {
    use OutcomeGroup::{Corrected, Maintained, Rejected};
    let table: [(K, OutcomeGroup, &[Defendant]); 10] = [
        (K::Change, Corrected, ORGAN),
        (K::Revoke, Corrected, ORGAN),
        (K::RevokePart, Corrected, ORGAN),
        (K::IllegalKeep, Corrected, ORGAN),
        (K::Illegal, Corrected, ORGAN),
        (K::Perform, Corrected, ORGAN),
        (K::Invalid, Corrected, ORGAN),
        (K::Maintain, Maintained, BOTH),
        (K::RejectRequest, Rejected, BOTH),
        (K::Agreement, Corrected, ORGAN),
    ];
    for (kind, group, defendants) in table {
        assert_eq!(outcome_group(&decided(&[kind])), Some(group), "{kind:?}");
        assert_eq!(sued(&[item(kind)], false), [defendants], "{kind:?}");
        // Compensation follows the item that it stands beside.
        for rider in [K::Compensate, K::CompensateReject] {
            assert_eq!(
                outcome_group(&decided(&[kind, rider])),
                Some(group),
                "{kind:?}"
            );
            let items = [item(kind), item(rider)];
            assert_eq!(sued(&items, false), [defendants], "{kind:?}");
        }
    }
}

#[test]
fn xj_133_an_application_rejected_is_not_maintained_and_a_request_rejected_is() {
    let application = [item(K::RejectApplication)];
    assert_eq!(
        outcome_group(&decided(&[K::RejectApplication])),
        Some(OutcomeGroup::Rejected)
    );
    assert_eq!(sued(&application, false), [ORGAN, AGENCY]);
    let suits = after_decision(&application, false);
    assert_eq!(suits[0].period, "sue_after_decision_15d");
    assert_eq!(suits[1].period, "sue_direct_6m");
    // Where reconsideration had to come first, the act itself cannot be sued over.
    assert_eq!(sued(&application, true), [ORGAN]);
    assert_eq!(
        after_decision(&application, true)[0].period,
        "sue_refusal_15d"
    );
}

#[test]
fn xj_22_what_changes_the_result_is_changed_and_procedure_alone_is_maintained() {
    let reasons_only = DecisionItem {
        result_changed: false,
        ..item(K::Change)
    };
    assert_eq!(sued(&[reasons_only], false), [BOTH]);
    for kind in [K::Illegal, K::IllegalKeep] {
        let procedural = DecisionItem {
            procedural: true,
            ..item(kind)
        };
        assert_eq!(sued(&[procedural], false), [BOTH], "{kind:?}");
        // For the figures it is a correction all the same.
        assert_eq!(
            outcome_group(&decided(&[kind])),
            Some(OutcomeGroup::Corrected)
        );
    }
}

#[test]
fn xj_134_2_some_maintained_and_some_changed_has_both() {
    let mixed = [item(K::RevokePart), item(K::Maintain)];
    assert_eq!(sued(&mixed, false), [BOTH]);
    assert_eq!(
        after_decision(&mixed, false)[0].basis,
        "ALL 26(2); XJ 134(2)(3)"
    );
    assert_eq!(
        outcome_group(&decided(&[K::Maintain, K::RevokePart])),
        Some(OutcomeGroup::Corrected)
    );
    assert_eq!(
        outcome_group(&decided(&[K::RejectRequest, K::Maintain])),
        Some(OutcomeGroup::Maintained)
    );
}

#[test]
fn all_26_3_no_decision_in_time_the_act_or_the_silence() {
    for (mandatory, period) in [(false, "sue_inaction_15d"), (true, "sue_refusal_15d")] {
        let suits = without_decision(mandatory);
        let rows: Vec<_> = suits
            .iter()
            .map(|suit| (suit.over, suit.defendants.as_slice(), suit.period))
            .collect();
        assert_eq!(
            rows,
            [
                (SuedOver::OriginalAct, AGENCY, period),
                (SuedOver::Inaction, ORGAN, period)
            ]
        );
    }
}

#[test]
fn the_other_outcomes_have_their_groups() {
    let on = chrono::NaiveDate::default();
    let terminated = |ground: &str, cause| Outcome::Terminated {
        on,
        ground: ground.to_owned(),
        cause,
    };
    let table = [
        (terminated("withdrawn", None), OutcomeGroup::Withdrawn),
        (
            terminated("withdrawn", Some(WithdrawalCause::Other)),
            OutcomeGroup::Withdrawn,
        ),
        // A settlement always ends in a withdrawal and is counted apart from a mediation (ARL 73, 74).
        (
            terminated("withdrawn", Some(WithdrawalCause::Settlement)),
            OutcomeGroup::Settled,
        ),
        (
            terminated("withdrawn", Some(WithdrawalCause::RespondentCorrected)),
            OutcomeGroup::WithdrawnAfterCorrection,
        ),
        (
            terminated("no_successor", None),
            OutcomeGroup::OtherTermination,
        ),
        (Outcome::Mediated { on, matter: 1 }, OutcomeGroup::Mediated),
        (Outcome::TakenOver { on }, OutcomeGroup::TakenOver),
        (Outcome::DeemedAbandoned { on }, OutcomeGroup::Abandoned),
        (
            Outcome::WithdrawnBeforeAcceptance { on },
            OutcomeGroup::WithdrawnBeforeAcceptance,
        ),
        (
            Outcome::NotAccepted {
                on,
                ground: crate::command::RefusalGround::OutOfTime,
            },
            OutcomeGroup::NotAccepted,
        ),
    ];
    for (outcome, group) in table {
        assert_eq!(outcome_group(&outcome), Some(group));
    }
}

#[test]
fn an_early_intervention_that_ended_counts_in_no_group() {
    for result in crate::command::InterventionResult::ALL {
        let outcome = Outcome::InterventionEnded {
            on: chrono::NaiveDate::default(),
            result: *result,
        };
        assert_eq!(outcome_group(&outcome), None);
        assert_eq!(outcome.note().unwrap().basis, "ARL 20");
    }
}
