//! The hearing (ARL 50, 51, 61(2)).

use super::commands::*;
use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    Attendance, AttendanceInput, CaseClass, Classify, DecisionKind, HoldHearing,
    ReconsiderationCommand as C, RequestHearing, SetHearing,
};
use crate::file::TermState;
use crate::refusal::RefusalCode;
use crate::scalar::Date;

fn set(on: &str) -> C {
    C::SetHearing(SetHearing {
        on: Date(day(on)),
        at: "上午九时".to_owned(),
        place: "听证室".to_owned(),
        matters: vec!["处罚的事实".to_owned()],
    })
}

fn hold(applicant: Attendance, record: &str) -> C {
    let line = |party, kind| AttendanceInput {
        party,
        kind,
        person: None,
        explanation: None,
    };
    C::HoldHearing(HoldHearing {
        host: user(Role::InstitutionHead).0,
        hearers: vec![user(Role::Officer).0, user(Role::CoOfficer).0],
        recorder: user(Role::Registrar).0,
        attendance: vec![line(1, applicant), line(2, Attendance::ResponsiblePerson)],
        record: record.to_owned(),
        concluded: true,
    })
}

fn noticed(on: &str, session: &str) -> Life {
    let mut life = in_trial(on);
    life.give(Role::Officer, set(session));
    for party in [1, 2] {
        let served = serve(&life, "hearing_notice", party);
        life.give(Role::Registrar, served);
    }
    life
}

fn grave(life: &mut Life) {
    let classify = C::Classify(Classify {
        grounds: vec![CaseClass::MajorDifficultComplex],
        reason: "人数众多".to_owned(),
    });
    life.give(Role::InstitutionHead, classify);
}

#[test]
fn arl_51_1_five_full_working_days_lie_between_service_and_session_over_a_make_up_saturday() {
    // 7 May 2026 is a Thursday after the holidays of 1–5 May; Saturday 9 May is a working day.
    let mut life = in_trial("2026-05-07");
    // 8, 9, 11–13 May lie between the 7th and Thursday the 14th.
    assert_eq!(
        life.refused(Role::Officer, set("2026-05-13")),
        RefusalCode::HearingTooSoon
    );
    life.give(Role::Officer, set("2026-05-14"));
    assert_eq!(life.due("hearing_notice_5wd"), "2026-05-07");
}

#[test]
fn arl_51_1_the_refusal_says_the_first_day_that_would_do() {
    let life = in_trial("2026-03-06");
    let refusal = life
        .attempt(Role::Officer, set("2026-03-13"), None, None)
        .unwrap_err();
    assert_eq!(refusal.args["earliest"], "2026-03-16");
}

#[test]
fn arl_51_1_one_party_served_a_day_late_is_enough_to_refuse_the_session() {
    let mut life = in_trial("2026-03-06");
    life.give(Role::Officer, set("2026-03-16"));
    let served = serve(&life, "hearing_notice", 2);
    life.give(Role::Registrar, served).go("2026-03-09");
    let served = serve(&life, "hearing_notice", 1);
    life.give(Role::Registrar, served).go("2026-03-16");
    let refusal = life
        .attempt(
            Role::Officer,
            hold(Attendance::InPerson, "笔录"),
            None,
            None,
        )
        .unwrap_err();
    assert_eq!(refusal.code, RefusalCode::HearingNoticeShort);
    assert_eq!(refusal.args["late"], "1（2026-03-09）");
    let notice = life.file.terms.last().unwrap();
    assert_eq!(notice.state, TermState::MetLate);
}

#[test]
fn arl_61_2_the_record_of_the_hearing_is_part_of_the_draft_and_of_what_is_signed() {
    let mut life = noticed("2026-03-06", "2026-03-16");
    life.go("2026-03-16")
        .give(Role::Officer, hold(Attendance::InPerson, "质证笔录"));
    let digest = |life: &Life| {
        let plan = life.attempt(Role::Officer, draft(DecisionKind::Revoke), None, None);
        plan.unwrap().after.facts.draft.unwrap()
    };
    let with = digest(&life);
    assert_eq!(with.hearing_records.len(), 1);
    assert_eq!(with.hearing_records[0].record, "质证笔录");
    let mut other = noticed("2026-03-06", "2026-03-16");
    other
        .go("2026-03-16")
        .give(Role::Officer, hold(Attendance::InPerson, "另一笔录"));
    assert_ne!(with.digest, digest(&other).digest);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_50_1_a_grave_case_is_not_drafted_before_its_hearing_is_held_or_waived() {
    let mut life = in_trial("2026-03-06");
    grave(&mut life);
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::HearingNotHeld
    );
    for (who, ends_in) in [
        (Attendance::Absent, "hearing_waived"),
        (Attendance::ByAgent, "hearing_held"),
    ] {
        let mut life = noticed("2026-03-06", "2026-03-16");
        grave(&mut life);
        life.go("2026-03-16").give(Role::Officer, hold(who, "笔录"));
        assert_eq!(life.file.facts.matters[0].stage, ends_in);
        // What is asked for next is the committee (ARL 52(2)).
        assert_eq!(
            life.refused(Role::Officer, draft(DecisionKind::Maintain)),
            RefusalCode::ConsultationMissing
        );
    }
}

#[test]
fn arl_50_2_only_an_applicant_asks_for_a_hearing() {
    let mut life = in_trial("2026-03-06");
    let ask = |party| {
        C::RequestHearing(RequestHearing {
            party,
            reason: "当面质证".to_owned(),
        })
    };
    assert_eq!(life.refused(Role::Officer, ask(2)), RefusalCode::BadField);
    life.give(Role::Officer, ask(1));
    assert_eq!(
        life.refused(Role::Officer, ask(1)),
        RefusalCode::WrongStage,
        "one is open"
    );
}
