//! More than five applicants (Regs 8; ARL 15).

use super::commands::{accept, assign, copy, draft, serve};
use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    Attendance, AttendanceInput, ChooseRepresentatives, DecisionKind, HearViews, HoldHearing,
    ReconsiderationCommand as C, RecordReply, SetHearing, ViewsMode, WaiveViews, Withdraw,
};
use crate::refusal::RefusalCode;
use crate::scalar::Date;

/// An accepted case of so many applicants; the respondent's number is the next.
fn accepted(applicants: usize) -> Life {
    let mut life = Life::with_applicants("2026-07-06", applicants);
    // Acceptance waits for no representative.
    life.give(Role::InstitutionHead, assign())
        .give(Role::Officer, accept());
    life
}

fn in_trial(applicants: u32) -> Life {
    let respondent = applicants + 1;
    let mut life = accepted(applicants as usize);
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", respondent);
    let reply = C::RecordReply(RecordReply {
        party: respondent,
        posted_on: None,
        evidence_count: 1,
    });
    life.give(Role::Registrar, served)
        .give(Role::RespondentClerk, reply);
    life
}

fn hear(parties: &[u32]) -> C {
    C::HearViews(HearViews {
        parties: parties.to_vec(),
        mode: ViewsMode::InPerson,
        record: "已听取".to_owned(),
        mediation_willing: None,
    })
}

fn choose(representatives: &[u32], unchosen: Option<&str>) -> C {
    C::ChooseRepresentatives(ChooseRepresentatives {
        representatives: representatives.to_vec(),
        unchosen: unchosen.map(str::to_owned),
    })
}

fn withdraw(party: u32) -> C {
    C::Withdraw(Withdraw {
        party,
        reason: "自愿".to_owned(),
    })
}

fn hold(parties: u32) -> C {
    let line = |party| AttendanceInput {
        party,
        kind: match party == parties {
            true => Attendance::ResponsiblePerson,
            false => Attendance::InPerson,
        },
        person: None,
        explanation: None,
    };
    C::HoldHearing(HoldHearing {
        host: user(Role::InstitutionHead).0,
        hearers: vec![user(Role::Officer).0, user(Role::CoOfficer).0],
        recorder: user(Role::Registrar).0,
        attendance: (1..=parties).map(line).collect(),
        record: "笔录".to_owned(),
        concluded: true,
    })
}

#[test]
fn regs_8_six_applicants_are_heard_once_they_have_chosen_who_speaks_for_them() {
    let mut five = accepted(5);
    five.give(Role::Officer, hear(&[1]));
    let mut life = accepted(6);
    let refusal = life.attempt(Role::Officer, hear(&[7, 1]), None, None);
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.code, RefusalCode::RepresentativesMissing);
    assert_eq!(refusal.basis.as_deref(), Some("Regs 8; ARL 15"));
    assert_eq!(refusal.args["count"], "6");
    // The respondent is heard meanwhile, and what an applicant may do waits for nobody.
    life.give(Role::Officer, hear(&[7]))
        .give(Role::Officer, choose(&[2], None))
        .give(Role::Officer, hear(&[2]));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn regs_8_a_hearing_waits_for_representatives_and_not_for_applicants_who_choose_nobody() {
    let mut life = in_trial(6);
    let set = C::SetHearing(SetHearing {
        on: Date(day("2026-07-20")),
        at: "九时".to_owned(),
        place: "听证室".to_owned(),
        matters: vec!["事实".to_owned()],
    });
    life.give(Role::Officer, set);
    let held = || hold(7);
    assert_eq!(
        life.refused(Role::Officer, held()),
        RefusalCode::RepresentativesMissing
    );
    assert_eq!(
        life.refused(Role::Officer, choose(&[], Some(" "))),
        RefusalCode::MissingField
    );
    assert_eq!(
        life.refused(Role::Officer, choose(&[], None)),
        RefusalCode::RepresentativesUnfit
    );
    let both = choose(&[1], Some("各执一词"));
    assert_eq!(
        life.refused(Role::Officer, both),
        RefusalCode::RepresentativesUnfit
    );
    life.give(
        Role::Officer,
        choose(&[], Some("七月八日告知，至十日未推选")),
    );
    // What is asked for next is the notice of the session.
    assert_eq!(
        life.refused(Role::Officer, held()),
        RefusalCode::HearingNoticeShort
    );
    // Nobody speaks for the others then: each is heard.
    life.give(Role::Officer, hear(&[1]));
    let early = life.refused(Role::Officer, draft(DecisionKind::Maintain));
    assert_eq!(early, RefusalCode::MatterOpen);
    life.give(Role::Officer, choose(&[1], None));
    assert_eq!(life.file.facts.people.unchosen, None);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_15_a_representative_who_withdrew_speaks_for_nobody() {
    let mut seven = accepted(7);
    seven
        .give(Role::Officer, choose(&[1], None))
        .give(Role::Officer, withdraw(1));
    assert_eq!(
        seven.refused(Role::Officer, hear(&[2])),
        RefusalCode::RepresentativesMissing
    );
    // With five left they take part themselves, and all of them are heard.
    let mut six = in_trial(6);
    six.give(Role::Officer, choose(&[1], None))
        .give(Role::Officer, hear(&[1]))
        .give(Role::Officer, withdraw(1))
        .give(Role::Officer, hear(&[2, 3, 4, 5]));
    assert_eq!(
        six.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::ViewsNotHeard
    );
    six.give(Role::Officer, hear(&[6]))
        .give(Role::Officer, draft(DecisionKind::Maintain));
}

#[test]
fn regs_8_views_that_cannot_be_heard_are_excused_without_representatives() {
    let mut life = in_trial(6);
    let waive = C::WaiveViews(WaiveViews {
        reason: "均无法联系".to_owned(),
    });
    life.give(Role::Officer, waive)
        .give(Role::Officer, draft(DecisionKind::Maintain));
}
