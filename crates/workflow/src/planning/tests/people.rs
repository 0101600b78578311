//! Who takes part, each test named after the article.

use super::commands::{accepted, assign, awaiting_reply, draft, in_trial, reply, serve, views};
use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    AgentInput, AgentKind, AppointAgents, Attendance, AttendanceInput, ChangeRespondent,
    DecisionKind, HearViews, HoldHearing, JoinThirdParty, JoiningBasis, OpenMediation, PersonInput,
    ReconsiderationCommand as C, SetHearing, SucceedParty, ViewsMode,
};
use crate::file::{CaseFile, Receipt, TermState};
use crate::refusal::RefusalCode;
use crate::scalar::Date;

fn person(name: &str) -> PersonInput {
    PersonInput {
        name: name.to_owned(),
        address: None,
        phone: None,
    }
}

fn change(party: u32) -> C {
    C::ChangeRespondent(ChangeRespondent {
        party,
        organ: uuid::Uuid::from_u128(77),
        name: "另一局".to_owned(),
        own_department: true,
        reason: "错列".to_owned(),
        simplified_consent: None,
    })
}

fn succeed(party: u32) -> C {
    C::SucceedParty(SucceedParty {
        party,
        successor: person("申请人甲之子"),
        reason: "死亡证明".to_owned(),
    })
}

fn join() -> C {
    C::JoinThirdParty(JoinThirdParty {
        person: person("相邻权人"),
        basis: JoiningBasis::Applied,
        interest: "相邻".to_owned(),
        simplified_consent: None,
    })
}

fn sound(life: &Life) {
    assert_eq!(life.folded(), life.file);
}

#[test]
fn regs_22_a_respondent_who_leaves_owes_nothing_and_the_new_one_has_its_own_days() {
    let mut life = awaiting_reply("2026-07-06");
    life.give(Role::Officer, change(2));
    let old = life.file.terms.iter().find(|term| term.party == Some(2));
    assert_eq!(old.unwrap().state, TermState::Cancelled);
    assert_eq!(life.file.stage, "awaiting_reply");
    let notice = life.file.papers.last().unwrap();
    assert_eq!(
        (notice.kind.as_str(), &notice.addressees),
        ("reply_notice", &vec![3])
    );
    // The clerk of the agency that has left speaks for no party any more.
    assert_eq!(
        life.refused(Role::RespondentClerk, reply()),
        RefusalCode::WrongRole
    );
    assert_eq!(
        life.refused(Role::Registrar, reply()),
        RefusalCode::PartyLeft
    );
    life.go("2026-07-08");
    let served = serve(&life, "reply_notice", 3);
    life.give(Role::Registrar, served);
    // 9, 10, 13–17, 20–22 July.
    assert_eq!(life.due("reply_ordinary"), "2026-07-22");
    sound(&life);
}

#[test]
fn regs_22_a_respondent_changed_in_trial_brings_the_case_back_to_the_reply() {
    let mut life = in_trial("2026-07-06");
    life.give(Role::Officer, change(2));
    assert_eq!(life.file.stage, "awaiting_reply");
    sound(&life);
}

#[test]
fn arl_70_a_confirmed_miss_leaves_with_the_respondent_who_missed() {
    let mut life = awaiting_reply("2026-07-06");
    life.go("2026-07-21");
    let confirm = super::commands::confirm(&life);
    life.give(Role::Officer, confirm);
    assert_eq!(life.file.facts.no_reply, [2]);
    life.give(Role::Officer, change(2));
    assert!(life.file.facts.no_reply.is_empty());
}

#[test]
fn arl_14_a_successor_takes_the_terms_and_the_papers_that_were_not_served() {
    let mut life = in_trial("2026-07-06");
    life.go("2026-09-10");
    // Sixty days ended on 4 September; the window to sue is the applicant's, and then the successor's.
    let window = life.file.open_terms("sue_inaction_15d").next().unwrap();
    let (no, due) = (window.no, window.due);
    life.give(Role::Officer, succeed(1));
    let window = life.file.term(no).unwrap();
    assert_eq!((window.party, window.due), (Some(3), due));
    let notice = life
        .file
        .papers
        .iter()
        .find(|paper| paper.kind == "acceptance_notice");
    assert_eq!(notice.unwrap().addressees, [3]);
    assert_eq!(life.refused(Role::Officer, views()), RefusalCode::PartyLeft);
    // What the one who has left had said is not the successor's view.
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::ViewsNotHeard
    );
    assert_eq!(
        life.refused(Role::Officer, succeed(1)),
        RefusalCode::PartyLeft
    );
    sound(&life);
}

#[test]
fn a_party_who_leaves_on_the_day_of_the_application_did_not_stay_out_of_it() {
    let mut life = Life::begin("2026-07-06");
    life.give(Role::InstitutionHead, assign())
        .give(Role::Officer, succeed(1));
    let left = life.file.party(1).unwrap();
    let received = life.file.facts.receipt.as_ref().unwrap().received_on;
    assert_eq!(left.left_on, Some(received));
    assert!(!left.stayed_out);
}

#[test]
fn arl_16_a_third_party_that_joins_is_notified_alone_and_heard() {
    let mut life = accepted("2026-07-06");
    life.give(Role::Officer, join());
    let notice = life.file.papers.last().unwrap();
    assert_eq!(
        (notice.kind.as_str(), &notice.addressees),
        ("third_party_notice", &vec![3])
    );
    assert_eq!(life.refused(Role::Officer, join()), RefusalCode::BadField);
    let heard = C::HearViews(HearViews {
        parties: vec![1, 3],
        mode: ViewsMode::InPerson,
        record: "已听取".to_owned(),
        mediation_willing: None,
    });
    life.give(Role::Officer, heard);
    sound(&life);
}

#[test]
fn arl_17_agents_are_one_or_two_with_matters_authority_and_term_and_go_with_the_party() {
    let mut life = accepted("2026-07-06");
    let agent = |authority: &str| AgentInput {
        name: "甲律师".to_owned(),
        kind: AgentKind::Lawyer,
        authority: authority.to_owned(),
        term: "至复议终结".to_owned(),
        phone: None,
    };
    let appoint = |agents: Vec<AgentInput>| C::AppointAgents(AppointAgents { party: 1, agents });
    let none = agent("");
    let one = agent("一般代理");
    assert_eq!(
        life.refused(Role::Officer, appoint(vec![none])),
        RefusalCode::MissingField
    );
    assert_eq!(
        life.refused(Role::Officer, appoint(vec![one.clone(); 3])),
        RefusalCode::TooManyAgents
    );
    life.give(Role::Officer, appoint(vec![one.clone(); 2]));
    assert_eq!(life.file.facts.people.agents.len(), 2);
    life.give(Role::Officer, succeed(1));
    assert!(life.file.facts.people.is_empty());
    sound(&life);
}

fn receipt(file: &CaseFile) -> &Receipt {
    file.facts.receipt.as_ref().unwrap()
}

#[test]
fn arl_32_the_day_of_the_application_is_the_agencys_receipt_and_the_review_runs_from_the_organs_own()
 {
    use super::life::{around, day, moment, person as actor, receive};
    use crate::command::{Channel, ForwardedInput, ForwardedPenalty, Opening, OpeningSubmission};
    use crate::scalar::Date;
    let opened = |filed_on: Option<&str>| {
        let mut application = receive(day("2026-07-09"));
        application.channel = Channel::PenalisingAgency;
        application.filed_on = filed_on.map(|text| Date(day(text)));
        application.forwarded = Some(ForwardedInput {
            penalty: ForwardedPenalty::ElectronicMonitoring,
            agency_received_on: Date(day("2026-07-01")),
        });
        let submission = OpeningSubmission {
            opening: Opening::Reconsideration(application),
            proof: None,
        };
        crate::rulebook::Rulebook::embedded().plan_opening(
            calendar::Calendar::embedded(),
            crate::id::CaseId(uuid::Uuid::from_u128(9)),
            super::life::ORGAN,
            &submission,
            &actor(Role::Registrar),
            &around(),
            moment(day("2026-07-09")),
        )
    };
    let file = opened(None).unwrap().after;
    assert_eq!(receipt(&file).filed_on, day("2026-07-01"));
    // 2, 3, 6, 7, 8 July: the agency passed it on a day late.
    let forwarded = receipt(&file).forwarded.clone().unwrap();
    assert_eq!(forwarded.due, day("2026-07-08"));
    // 10, 13–16 July.
    assert_eq!(file.terms[0].due, day("2026-07-16"));
    // The postmark goes before the agency's receipt, never after it.
    let posted = opened(Some("2026-06-29")).unwrap().after;
    assert_eq!(receipt(&posted).filed_on, day("2026-06-29"));
    let refused = opened(Some("2026-07-02")).unwrap_err();
    assert_eq!(
        (refused.code, refused.basis.as_deref()),
        (RefusalCode::BadField, Some("ARL 32"))
    );
}

#[test]
fn arl_14_51_the_hearing_is_held_without_the_party_that_was_succeeded() {
    let mut life = in_trial("2026-05-07");
    life.give(Role::Officer, succeed(1));
    let text = || "说明".to_owned();
    let set = C::SetHearing(SetHearing {
        on: Date(day("2026-05-18")),
        at: text(),
        place: text(),
        matters: vec![text()],
    });
    life.give(Role::Officer, set);
    for party in [2, 3] {
        let served = serve(&life, "hearing_notice", party);
        life.give(Role::Registrar, served);
    }
    life.go("2026-05-18");
    let line = |party, kind| AttendanceInput {
        party,
        kind,
        person: None,
        explanation: None,
    };
    let attendance = vec![
        line(2, Attendance::ResponsiblePerson),
        line(3, Attendance::InPerson),
    ];
    let hold = C::HoldHearing(HoldHearing {
        host: user(Role::InstitutionHead).0,
        hearers: vec![user(Role::Officer).0, user(Role::CoOfficer).0],
        recorder: user(Role::Registrar).0,
        attendance,
        record: text(),
        concluded: true,
    });
    life.give(Role::Officer, hold);
    assert_eq!(life.file.facts.matters[0].stage, "hearing_held");
}

#[test]
fn arl_5_regs_22_a_respondent_who_left_is_not_asked_for_its_consent_to_mediate() {
    let mut life = in_trial("2026-05-07");
    life.give(Role::Officer, change(2));
    let open = |consents| {
        C::OpenMediation(OpenMediation {
            consents,
            about: "补偿的数额".to_owned(),
        })
    };
    assert_eq!(
        life.refused(Role::Officer, open(vec![1, 2])),
        RefusalCode::ConsentMissing
    );
    life.give(Role::Officer, open(vec![1, 3]));
    sound(&life);
}
