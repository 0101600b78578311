//! Early intervention: a dispute reported before any application (law: none; ARL 20, 22 as ever).

use calendar::Calendar;

use super::life::{AGENCY, Life, ORGAN, around, day, moment, person, receive};
use crate::actor::Role;
use crate::command::{
    AgencyInput, Assign, CommandName, EndIntervention, InterventionActInput, InterventionReporter,
    InterventionResult, NoteIntervention, OpenIntervention, Opening, OpeningSubmission,
    PersonInput, ProofInput, ReconsiderationCommand as C, ViewsMode,
};
use crate::effect::Effect;
use crate::file::{CaseKind, DocumentNumber, Outcome, TermState};
use crate::id::CaseId;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;
use crate::scalar::Date;

const REPORTED: &str = "2026-03-02";

fn date(text: &str) -> Option<Date> {
    Some(Date(day(text)))
}

fn somebody(name: &str) -> PersonInput {
    PersonInput {
        name: name.to_owned(),
        address: None,
        phone: Some("13800000000".to_owned()),
    }
}

/// The report of a dispute about an act known of since 6 January.
pub(super) fn report() -> OpenIntervention {
    OpenIntervention {
        reported_on: None,
        reporter: InterventionReporter::Person,
        persons: vec![somebody("申请人甲")],
        agencies: vec![AgencyInput {
            organ: AGENCY.0,
            name: "某局".to_owned(),
            own_department: false,
        }],
        about: "对罚款不服".to_owned(),
        act: Some(InterventionActInput {
            title: "行政处罚决定".to_owned(),
            document_number: None,
            made_on: None,
            known_on: date("2026-01-06"),
            rights_known_on: None,
            real_property: false,
        }),
        note: None,
    }
}

fn begun(report: OpenIntervention) -> Life {
    Life::opened(REPORTED, Opening::Intervention(report))
}

fn assigned(life: &mut Life) -> &mut Life {
    let assign = Assign {
        officer: super::life::user(Role::Officer).0,
        co_officer: None,
        handover_note: None,
    };
    life.give(Role::InstitutionHead, C::Assign(assign))
}

fn note(parties: Vec<u32>) -> C {
    C::NoteIntervention(NoteIntervention {
        parties,
        mode: ViewsMode::InPerson,
        record: "双方到场沟通".to_owned(),
    })
}

fn end() -> C {
    C::EndIntervention(EndIntervention {
        result: InterventionResult::Resolved,
        reason: "某局当场更正".to_owned(),
    })
}

fn series(number: &DocumentNumber) -> &str {
    match number {
        DocumentNumber::Slot { series, .. } | DocumentNumber::Drawn { series, .. } => series,
    }
}

#[test]
fn arl_20_the_limit_to_apply_runs_and_is_told() {
    let life = begun(report());
    let file = &life.file;
    assert_eq!(file.kind, CaseKind::Intervention);
    assert_eq!(
        (file.stage.as_str(), series(&file.number)),
        ("intervention", "intervention")
    );
    // Sixty days from 6 January end on Saturday 7 March, which is no make-up day.
    assert_eq!(life.due("apply_60d"), "2026-03-09");
    assert_eq!(file.terms.len(), 1);
    assert_eq!(file.terms[0].party, Some(1));
    let notice = file
        .papers
        .iter()
        .find(|paper| paper.kind == "intervention_notice")
        .unwrap();
    assert_eq!(notice.addressees, [1]);
    let told = &notice.facts["applyBy"][0];
    assert_eq!(
        (told["party"].as_str(), told["dueOn"].as_str()),
        (Some("申请人甲"), Some("2026-03-09"))
    );
    assert_eq!(told["article"], "ARL 20(1)(2)");
    assert!(crate::later::later_suits(file).is_empty());
}

#[test]
fn the_limit_that_is_started_is_the_one_that_ends_first() {
    // Known, right known, made, real property; the period and its last day, reckoned by hand.
    let table = [
        (
            Some("2026-01-06"),
            None,
            None,
            false,
            Some(("apply_60d", "2026-03-09")),
        ),
        // ARL 20(3): 26 + 31 + 3 days from 2 February; Friday, the day before Qingming.
        (
            Some("2026-01-06"),
            Some("2026-02-02"),
            None,
            false,
            Some(("apply_not_informed", "2026-04-03")),
        ),
        (
            Some("2025-03-10"),
            Some("2026-02-02"),
            None,
            false,
            Some(("apply_max_1y", "2026-03-10")),
        ),
        // ARL 21.
        (
            None,
            None,
            Some("2021-09-01"),
            false,
            Some(("apply_max_5y", "2026-09-01")),
        ),
        (
            None,
            None,
            Some("2021-09-01"),
            true,
            Some(("apply_max_20y", "2041-09-02")),
        ),
        (
            Some("2026-01-06"),
            None,
            Some("2021-02-01"),
            false,
            Some(("apply_max_5y", "2026-02-02")),
        ),
        (None, None, None, false, None),
    ];
    for (known, rights, made, real_property, expected) in table {
        let mut report = report();
        let act = report.act.as_mut().unwrap();
        act.known_on = known.and_then(date);
        act.rights_known_on = rights.and_then(date);
        act.made_on = made.and_then(date);
        act.real_property = real_property;
        let life = begun(report);
        let found: Vec<(&str, String)> = life
            .file
            .terms
            .iter()
            .map(|term| (term.period.as_str(), term.due.to_string()))
            .collect();
        let expected: Vec<(&str, String)> = expected
            .into_iter()
            .map(|(period, due)| (period, due.to_owned()))
            .collect();
        assert_eq!(
            found, expected,
            "{known:?} {rights:?} {made:?} {real_property}"
        );
    }
    // A dispute about no act has no limit to count.
    let mut report = report();
    report.act = None;
    assert!(begun(report).file.terms.is_empty());
}

#[test]
fn what_a_report_must_say_is_asked_for() {
    let refused = |change: &dyn Fn(&mut OpenIntervention)| -> Refusal {
        let mut report = report();
        change(&mut report);
        let submission = OpeningSubmission {
            opening: Opening::Intervention(report),
            proof: None,
        };
        Rulebook::embedded()
            .plan_opening(
                Calendar::embedded(),
                CaseId(uuid::Uuid::from_u128(9)),
                ORGAN,
                &submission,
                &person(Role::Registrar),
                &around(),
                moment(day(REPORTED)),
            )
            .unwrap_err()
    };
    let act = |change: &dyn Fn(&mut InterventionActInput)| {
        refused(&|report| change(report.act.as_mut().unwrap()))
    };
    let named = [
        (refused(&|report| report.persons.clear()), "persons"),
        (
            refused(&|report| report.agencies[0].name.clear()),
            "agencies",
        ),
        (refused(&|report| report.about = " ".to_owned()), "about"),
        (act(&|act| act.title.clear()), "act.title"),
        (
            act(&|act| {
                act.known_on = None;
                act.rights_known_on = date("2026-02-02");
            }),
            "act.knownOn",
        ),
    ];
    for (refusal, field) in named {
        assert_eq!(refusal.code, RefusalCode::MissingField, "{field}");
        assert_eq!(refusal.args["field"], field);
        assert_eq!(refusal.basis, None, "it rests on no article");
    }
    let wrong = [
        (act(&|act| act.known_on = date("2026-03-03")), "act.knownOn"),
        (act(&|act| act.made_on = date("2026-01-07")), "act.madeOn"),
        (
            act(&|act| act.rights_known_on = date("2026-01-05")),
            "act.knownOn",
        ),
    ];
    for (refusal, field) in wrong {
        assert_eq!(
            (refusal.code, refusal.args["field"].as_str()),
            (RefusalCode::BadField, field)
        );
    }
    let future = refused(&|report| report.reported_on = date("2026-03-03"));
    assert_eq!(future.code, RefusalCode::EffectiveInFuture);
    let past = refused(&|report| report.reported_on = date("2026-02-27"));
    assert_eq!(past.code, RefusalCode::ProofMissing);
}

#[test]
fn an_intervention_is_noted_ended_and_then_nothing_more_but_the_limit_runs_on() {
    let mut life = begun(report());
    assert_eq!(life.refused(Role::Officer, end()), RefusalCode::WrongRole);
    assigned(&mut life);
    assert_eq!(
        life.refused(Role::Registrar, note(vec![])),
        RefusalCode::MissingField
    );
    assert_eq!(
        life.refused(Role::Registrar, note(vec![7])),
        RefusalCode::NoSuchThing
    );
    life.give(Role::Registrar, note(vec![2, 1, 2]));
    let records = &life.file.facts.intervention.as_ref().unwrap().records;
    assert_eq!(records[0].parties, [1, 2]);
    assert_eq!(life.refused(Role::Registrar, end()), RefusalCode::WrongRole);
    life.give(Role::Officer, end());
    let file = &life.file;
    assert_eq!(
        (file.stage.as_str(), file.closed_on),
        ("intervention_ended", Some(day(REPORTED)))
    );
    assert!(matches!(
        file.facts.outcome,
        Some(Outcome::InterventionEnded {
            result: InterventionResult::Resolved,
            ..
        })
    ));
    assert_eq!(file.terms[0].state, TermState::Running);
    assert_eq!(life.folded(), life.file);
    for role in [
        Role::Registrar,
        Role::Officer,
        Role::InstitutionHead,
        Role::OrganHead,
    ] {
        let possible: Vec<CommandName> = Rulebook::embedded()
            .available(
                Calendar::embedded(),
                &life.file,
                &person(role),
                &around(),
                moment(life.today),
            )
            .into_iter()
            .filter(|one| one.allowed)
            .map(|one| one.command)
            .collect();
        let serving = [
            CommandName::RecordService,
            CommandName::Recuse,
            CommandName::RecordDispatch,
            CommandName::FileMaterial,
        ];
        // Who sees it may still withdraw from it.
        let expected = match role {
            Role::Registrar | Role::Officer => &serving[..],
            _ => &[CommandName::Recuse],
        };
        assert_eq!(possible, expected, "{role:?}");
    }
    life.go("2026-03-10");
    assert_eq!(life.file.terms[0].state, TermState::Lapsed);
}

#[test]
fn arl_22_an_application_makes_a_case_of_it_and_says_who_takes_part() {
    let mut first = report();
    first.persons.push(somebody("申请人乙"));
    let mut life = begun(first);
    life.go("2026-03-05");
    let mut application = receive(day("2026-03-05"));
    application.applicants.push(somebody("申请人丙"));
    application.respondents[0].name = "某局（新名）".to_owned();
    application.respondents[0].own_department = true;
    life.give(Role::Registrar, C::Receive(application));
    let file = &life.file;
    assert_eq!(
        (file.stage.as_str(), file.kind),
        ("received", CaseKind::Reconsideration)
    );
    let intervention = file.facts.intervention.as_ref().unwrap();
    assert_eq!(series(&file.number), "case");
    assert_eq!(
        series(intervention.number.as_ref().unwrap()),
        "intervention"
    );
    assert_eq!(life.plans.last().unwrap().slots().len(), 1);
    let parties: Vec<(u32, &str, bool)> = file
        .parties
        .iter()
        .map(|party| (party.no, party.name.as_str(), party.left_on.is_some()))
        .collect();
    let expected = [
        (1, "申请人甲", false),
        (2, "申请人乙", true),
        (3, "某局（新名）", false),
        (4, "申请人丙", false),
    ];
    assert_eq!(parties, expected);
    assert_eq!(file.facts.own_departments, [3]);
    let out = file.parties.iter().filter(|party| party.stayed_out);
    assert_eq!(out.map(|party| party.no).collect::<Vec<_>>(), [2]);
    // Entries from before it was recorded fold to the same.
    let mut plans = life.plans.clone();
    for effect in &mut plans.last_mut().unwrap().entry.effects {
        if let Effect::PartySet { party } = effect {
            party.stayed_out = false;
        }
    }
    let old = Life {
        file: file.clone(),
        plans,
        today: life.today,
    };
    assert_eq!(old.folded(), life.file);
    // What the application leaves out is kept as it was noted.
    assert_eq!(file.parties[0].phone.as_deref(), Some("13800000000"));
    // Who applied has met the limit; for who did not it runs on.
    let states: Vec<_> = file
        .terms
        .iter()
        .map(|term| (term.period.as_str(), term.party, term.state))
        .collect();
    let expected = [
        ("apply_60d", Some(1), TermState::Met),
        ("apply_60d", Some(2), TermState::Running),
        ("accept_review", None, TermState::Running),
    ];
    assert_eq!(states, expected);
    // 6, 9–12 March.
    assert_eq!(life.due("accept_review"), "2026-03-12");
    let receipt = file
        .papers
        .iter()
        .find(|paper| paper.kind == "receipt")
        .unwrap();
    assert_eq!(receipt.addressees, [1, 4]);
    assert_eq!(life.folded(), life.file);
    assert_eq!(
        life.refused(Role::Registrar, C::Receive(receive(life.today))),
        RefusalCode::WrongStage
    );
}

#[test]
fn cpl_85_4_an_application_posted_before_the_end_of_the_limit_is_in_time() {
    for (filed, state, reverses) in [
        ("2026-03-09", TermState::Met, vec![2]),
        ("2026-03-10", TermState::Lapsed, vec![]),
    ] {
        let mut life = begun(report());
        life.go("2026-03-12");
        assert_eq!(life.file.terms[0].state, TermState::Lapsed);
        let mut application = receive(day("2026-03-12"));
        application.filed_on = date(filed);
        life.give(Role::Registrar, C::Receive(application));
        assert_eq!(life.file.terms[0].state, state, "{filed}");
        assert_eq!(
            life.plans.last().unwrap().entry.reverses,
            reverses,
            "{filed}"
        );
    }
    // Filed late while the end was not yet recorded: late all the same.
    let mut life = begun(report());
    life.today = day("2026-03-12");
    life.give(Role::Registrar, C::Receive(receive(day("2026-03-12"))));
    assert_eq!(life.file.terms[0].state, TermState::MetLate);
}

#[test]
fn nothing_hinders_an_application_and_its_day_is_that_of_receipt() {
    let mut life = begun(report());
    life.go("2026-03-05");
    let application = || C::Receive(receive(day("2026-03-04")));
    let proof = || ProofInput {
        reference: "收文登记".to_owned(),
        confirmed_by: None,
        materials: None,
    };
    let late = life.attempt(Role::Registrar, application(), None, None);
    assert_eq!(late.unwrap_err().code, RefusalCode::ProofMissing);
    let other = life.attempt(
        Role::Registrar,
        application(),
        Some(day("2026-03-05")),
        Some(proof()),
    );
    let refusal = other.unwrap_err();
    assert_eq!(
        (refusal.code, refusal.args["field"].as_str()),
        (RefusalCode::BadField, "effectiveOn")
    );
    let before = C::Receive(receive(day("2026-02-27")));
    let before = life.attempt(Role::Registrar, before, None, Some(proof()));
    assert_eq!(
        before.unwrap_err().code,
        RefusalCode::EffectiveBeforeReceipt
    );
    let plan = life
        .attempt(Role::Registrar, application(), None, Some(proof()))
        .unwrap();
    assert_eq!(plan.entry.effective_on, day("2026-03-04"));
    life.take(plan);
    // 5, 6, 9–11 March, from the day it came in.
    assert_eq!(life.due("accept_review"), "2026-03-11");
}
