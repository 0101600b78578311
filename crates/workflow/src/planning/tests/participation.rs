//! Who is recused, and what waits for them.

use super::commands::{accepted, assign, draft, in_trial, issue, returned, serve, sign, slip};
use super::intervention::report;
use super::life::{Life, around, day, moment, person, user};
use crate::actor::{Actor, Role};
use crate::command::{
    Admit, AskRecusal, Assign, Capacity, CaseClass, Classify, Close, CloseConsultation, Command,
    CommandName, DecisionKind, DraftLetter, DropLetter, EndIntervention, InterventionResult,
    IssueLetter, LetterKind, Opening, ReconsiderationCommand as C, RecordConsultation,
    RecordFileAccess, RecusalGround, Recuse, RefusalGround, RefuseAcceptance, RefuseRecusal,
    RequestConsultation, SettleRequest, SignLetter, Submission, VoidGround, VoidRegistration,
    WeighConsultation,
};
use crate::id::UserId;
use crate::plan::{Plan, Surroundings};
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Rulebook;
use crate::scalar::Date;
use calendar::Calendar;

fn recuse(user: UserId) -> C {
    C::Recuse(Recuse {
        user: user.0,
        ground: RecusalGround::Other,
        recusal_note: "曾参与作出该行为".to_owned(),
        superior_order: None,
    })
}

/// The first head of the organ, recused by order of the superior organ.
fn recuse_head() -> C {
    C::Recuse(Recuse {
        user: user(Role::OrganHead).0,
        ground: RecusalGround::Other,
        recusal_note: "分管被申请人".to_owned(),
        superior_order: Some("市府复函〔2026〕1号".to_owned()),
    })
}

#[test]
fn a_request_for_what_cannot_be_done_on_a_closed_case_falls_away_with_the_closing() {
    let mut life = super::commands::decided("2026-03-02");
    for (kind, party) in [("acceptance_notice", 1), ("decision", 1), ("decision", 2)] {
        let service = serve(&life, kind, party);
        life.give(Role::Registrar, service);
    }
    asked(&mut life);
    life.give(
        Role::Officer,
        C::Close(Close {
            note: String::new(),
        }),
    );
    assert_eq!(life.file.stage, "closed");
    assert_eq!(life.file.facts.pending, []);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn csl_76_the_file_is_closed_to_a_person_at_every_stage_at_which_it_is_open() {
    let book = Rulebook::embedded();
    for stage in book.stages.values().filter(|stage| stage.track.is_none()) {
        for id in [
            "end_admission",
            "recuse_oneself",
            "recuse_by_institution",
            "recuse_by_organ",
        ] {
            let step = book.moves.iter().find(|step| step.id == id).unwrap();
            assert!(step.from.contains(&stage.id), "{id} at {}", stage.id);
        }
    }
    let mut ended = Life::opened("2026-03-02", Opening::Intervention(report()));
    ended.give(Role::InstitutionHead, assign()).give(
        Role::Officer,
        C::EndIntervention(EndIntervention {
            result: InterventionResult::Resolved,
            reason: "当场更正".to_owned(),
        }),
    );
    let mut voided = Life::begin("2026-03-02");
    voided.give(Role::InstitutionHead, assign()).give(
        Role::InstitutionHead,
        C::VoidRegistration(VoidRegistration {
            ground: VoidGround::Test,
            reason: "测试".to_owned(),
            stands_as: None,
        }),
    );
    for (stage, life) in [("intervention_ended", ended), ("voided", voided)] {
        let mut life = life;
        assert_eq!(life.file.stage, stage);
        let itself = life.attempt(Role::Officer, recuse(user(Role::Officer)), None, None);
        assert!(itself.is_ok(), "{stage}");
        life.give(Role::InstitutionHead, recuse(user(Role::Officer)))
            .give(Role::OrganHead, recuse(user(Role::InstitutionHead)));
        assert_eq!(life.file.officer, None);
        assert_eq!(life.folded(), life.file);
    }
}

/// What another head of the organ than the first does.
fn by_another_head(life: &Life, command: C) -> Result<Plan, Refusal> {
    let Actor::Person(mut head) = person(Role::OrganHead) else {
        panic!("a person")
    };
    head.user = UserId(uuid::Uuid::from_u128(900));
    let mut around = around();
    around
        .people
        .insert(head.user, [Role::OrganHead].into_iter().collect());
    let submission = Submission {
        command: Command::Reconsideration(command),
        effective_on: None,
        proof: None,
    };
    Rulebook::embedded().plan(
        Calendar::embedded(),
        &life.file,
        &submission,
        &Actor::Person(head),
        &around,
        moment(life.today),
    )
}

fn mediator() -> C {
    C::Admit(Admit {
        user: user(Role::Mediator).0,
        capacity: Capacity::Mediator,
        purpose: "主持调解".to_owned(),
        until: Date(day("2026-12-31")),
    })
}

fn asked(life: &mut Life) -> u32 {
    let plan = life.attempt(Role::Officer, mediator(), None, None).unwrap();
    assert!(plan.is_request);
    life.take(plan);
    life.file.facts.pending.last().unwrap().no
}

#[test]
fn csl_76_a_request_that_names_who_is_recused_falls_away() {
    let mut life = accepted("2026-03-18");
    asked(&mut life);
    life.give(Role::InstitutionHead, recuse(user(Role::Mediator)));
    assert_eq!(life.file.facts.pending, []);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn csl_76_a_request_that_names_who_is_recused_is_returned_and_never_granted() {
    let mut life = accepted("2026-03-18");
    let request = asked(&mut life);
    // As a log from before may hold it: the recusal came, and the request stayed.
    let other = life.attempt(
        Role::InstitutionHead,
        recuse(user(Role::Mediator)),
        None,
        None,
    );
    let recused = other.unwrap().after.facts.participation;
    life.file.facts.participation = recused;
    let settle = |approve| {
        C::SettleRequest(SettleRequest {
            request,
            approve,
            opinion: Some("另请他人".to_owned()),
        })
    };
    assert_eq!(
        life.refused(Role::InstitutionHead, settle(true)),
        Code::Recused
    );
    let returned = life.attempt(Role::InstitutionHead, settle(false), None, None);
    assert_eq!(returned.unwrap().after.facts.pending, []);
}

fn ask_recusal(of: Role) -> C {
    C::AskRecusal(AskRecusal {
        party: 1,
        user: user(of).0,
        ground: RecusalGround::Other,
        recusal_note: "曾参与作出该行为".to_owned(),
    })
}

fn refuse_recusal(application: u32) -> C {
    C::RefuseRecusal(RefuseRecusal {
        application,
        reason: "不影响公正".to_owned(),
        superior_order: Some("市府复函〔2026〕2号".to_owned()),
    })
}

#[test]
fn csl_77_the_head_of_the_organ_decides_on_staff_and_on_the_head_of_the_institution() {
    let mut life = accepted("2026-03-18");
    for (no, of) in [(1, Role::CoOfficer), (2, Role::InstitutionHead)] {
        life.give(Role::Officer, ask_recusal(of))
            .give(Role::OrganHead, refuse_recusal(no));
    }
    life.give(Role::OrganHead, recuse(user(Role::CoOfficer)));
    assert_eq!(life.file.co_officer, None);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn csl_77_nobody_decides_on_the_own_recusal() {
    let mut life = accepted("2026-03-18");
    life.give(Role::Officer, ask_recusal(Role::OrganHead));
    let refusal = life.attempt(Role::OrganHead, refuse_recusal(1), None, None);
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.code, Code::OwnRecusal);
    assert_eq!(refusal.args["roles"], "复议机构负责人、复议机关负责人");
    assert!(by_another_head(&life, refuse_recusal(1)).is_ok());
    life.give(Role::InstitutionHead, refuse_recusal(1));
    // Of a second application the head learns at once that another must decide it.
    life.give(Role::Officer, ask_recusal(Role::OrganHead));
    let head = Rulebook::embedded().available(
        Calendar::embedded(),
        &life.file,
        &person(Role::OrganHead),
        &around(),
        moment(life.today),
    );
    let mut head = head.into_iter();
    let told = head.find(|known| known.command == CommandName::RefuseRecusal);
    let told = told.unwrap().refusal.unwrap();
    assert_eq!(told.code, Code::OwnRecusal);
}

#[test]
fn csl_77_no_decision_is_signed_while_an_application_for_recusal_is_undecided() {
    let mut life = in_trial("2026-03-02");
    life.give(Role::Officer, draft(DecisionKind::Maintain))
        .give(Role::Officer, ask_recusal(Role::InstitutionHead));
    let refusal = life.attempt(Role::OrganHead, sign(), None, None);
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.code, Code::RecusalUndecided);
    assert_eq!(refusal.basis.as_deref(), Some("CSL 77"));
    let said = (&*refusal.args["application"], &*refusal.args["roles"]);
    assert_eq!(said, ("1", "复议机关负责人"));
    life.give(Role::OrganHead, refuse_recusal(1))
        .give(Role::OrganHead, sign());
    assert_eq!(life.file.stage, "signed");
}

#[test]
fn csl_77_an_outcome_that_was_asked_for_is_granted_once_the_application_is_decided() {
    let mut life = Life::begin("2026-03-18");
    life.give(Role::InstitutionHead, assign());
    let refuse = C::RefuseAcceptance(RefuseAcceptance {
        ground: RefusalGround::OutOfTime,
        reason: "逾期".to_owned(),
        competent_organ: None,
    });
    life.give(Role::Officer, refuse)
        .give(Role::Officer, ask_recusal(Role::CoOfficer));
    let settle = || {
        C::SettleRequest(SettleRequest {
            request: 1,
            approve: true,
            opinion: None,
        })
    };
    assert_eq!(
        life.refused(Role::InstitutionHead, settle()),
        Code::RecusalUndecided
    );
    life.give(Role::InstitutionHead, refuse_recusal(1))
        .give(Role::InstitutionHead, settle());
    assert_eq!(life.file.stage, "concluded");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn csl_77_an_application_that_came_after_the_day_of_a_refusal_recorded_late_holds_nothing_up() {
    let mut life = Life::begin("2026-09-18");
    life.give(Role::InstitutionHead, assign()).go("2026-09-28");
    life.give(Role::Officer, ask_recusal(Role::CoOfficer));
    let refuse = |on: &str| {
        let refuse = C::RefuseAcceptance(RefuseAcceptance {
            ground: RefusalGround::OutOfTime,
            reason: "逾期".to_owned(),
            competent_organ: None,
        });
        life.attempt(Role::InstitutionHead, refuse, Some(day(on)), Some(slip()))
    };
    assert!(refuse("2026-09-24").is_ok());
}

#[test]
fn csl_76_no_decision_is_issued_on_the_signature_of_one_who_is_recused_since() {
    for kind in [DecisionKind::Maintain, DecisionKind::RejectApplication] {
        let mut life = in_trial("2026-03-02");
        life.give(Role::Officer, draft(kind))
            .give(Role::OrganHead, sign());
        // While the signature stands, only a head takes it back.
        assert_eq!(life.refused(Role::Officer, returned()), Code::WrongRole);
        life.give(Role::InstitutionHead, recuse_head());
        let refusal = life.attempt(Role::Registrar, issue(), None, None);
        let refusal = refusal.unwrap_err();
        assert_eq!(refusal.code, Code::SignerRecused, "{kind:?}");
        assert_eq!(refusal.basis.as_deref(), Some("CSL 76"));
        // The way on: the draft goes back, and another head signs it.
        life.give(Role::Officer, returned())
            .give(Role::Officer, draft(kind));
        let signed = by_another_head(&life, sign()).unwrap();
        life.take(signed).give(Role::Registrar, issue());
        assert_eq!(life.file.stage, "concluded");
        assert_eq!(life.folded(), life.file);
    }
}

#[test]
fn csl_76_no_letter_is_issued_on_the_signature_of_one_who_is_recused_since() {
    let letter = || {
        C::DraftLetter(DraftLetter {
            kind: LetterKind::Opinion,
            party: Some(2),
            organ_name: None,
            organ: None,
            problem: "程序瑕疵".to_owned(),
            advice: "改进".to_owned(),
        })
    };
    let issue = |matter| {
        C::IssueLetter(IssueLetter {
            matter,
            seal_register: "印1".to_owned(),
        })
    };
    let mut life = in_trial("2026-03-02");
    life.give(Role::Officer, letter())
        .give(Role::OrganHead, C::SignLetter(SignLetter { matter: 1 }))
        .give(Role::InstitutionHead, recuse_head());
    assert_eq!(life.refused(Role::Registrar, issue(1)), Code::SignerRecused);
    let dropped = C::DropLetter(DropLetter {
        matter: 1,
        reason: "签批人回避".to_owned(),
    });
    life.give(Role::Officer, dropped)
        .give(Role::Officer, letter());
    let signed = by_another_head(&life, C::SignLetter(SignLetter { matter: 2 }));
    life.take(signed.unwrap()).give(Role::Registrar, issue(2));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn csl_76_an_officer_who_also_speaks_for_an_agency_is_recused() {
    let life = accepted("2026-03-18");
    let officer = user(Role::Officer);
    let with = |roles: &[Role]| {
        let mut around: Surroundings = around();
        around
            .people
            .insert(officer, roles.iter().copied().collect());
        let submission = Submission {
            command: Command::Reconsideration(recuse(officer)),
            effective_on: None,
            proof: None,
        };
        let head: Actor = person(Role::InstitutionHead);
        let plan = Rulebook::embedded().plan(
            Calendar::embedded(),
            &life.file,
            &submission,
            &head,
            &around,
            moment(life.today),
        );
        plan.map(|_| ()).map_err(|refusal| refusal.code)
    };
    assert_eq!(with(&[Role::Officer, Role::RespondentClerk]), Ok(()));
    assert_eq!(with(&[Role::RespondentClerk]), Err(Code::NotOfOffice));
}

#[test]
fn arl_52_a_member_of_the_committee_is_let_in_while_it_is_consulted() {
    let member = || {
        C::Admit(Admit {
            user: user(Role::CommitteeMember).0,
            capacity: Capacity::CommitteeMember,
            purpose: "提供咨询意见".to_owned(),
            until: Date(day("2026-12-31")),
        })
    };
    let mut life = accepted("2026-03-18");
    let head = Role::InstitutionHead;
    assert_eq!(life.refused(head, member()), Code::NotConsulted);
    life.give(
        head,
        C::Classify(Classify {
            grounds: vec![CaseClass::Professional],
            reason: "技术问题".to_owned(),
        }),
    );
    assert_eq!(life.refused(head, member()), Code::NotConsulted);
    life.give(
        head,
        C::RequestConsultation(RequestConsultation {
            question: "方法是否适用".to_owned(),
            cut_off: Date(day("2026-03-30")),
        }),
    );
    assert!(life.attempt(head, member(), None, None).is_ok());
    let opinion = C::RecordConsultation(RecordConsultation {
        committee_opinion: "意见".to_owned(),
    });
    life.give(Role::Officer, opinion);
    life.give(head, member());
    let weighed = C::WeighConsultation(WeighConsultation {
        followed: true,
        departure: None,
    });
    life.give(Role::Officer, weighed);
    assert_eq!(life.refused(head, member()), Code::NotConsulted);
}

#[test]
fn who_may_not_give_a_command_is_told_so_whatever_the_case_is_like() {
    let mut life = accepted("2026-03-18");
    life.give(Role::InstitutionHead, recuse(user(Role::Mediator)));
    let clerk = Role::RespondentClerk;
    for command in [
        // Who is recused, whether anybody asked for it, which matters there are: nothing of it shows.
        C::Assign(Assign {
            officer: user(Role::Mediator).0,
            co_officer: None,
            handover_note: None,
        }),
        C::RefuseRecusal(RefuseRecusal {
            application: 1,
            reason: "没有".to_owned(),
            superior_order: None,
        }),
        C::CloseConsultation(CloseConsultation {
            reason: "逾期".to_owned(),
        }),
        C::RecordFileAccess(RecordFileAccess {
            matter: 9,
            person: "某人".to_owned(),
            what: "材料".to_owned(),
        }),
        recuse(user(Role::Mediator)),
    ] {
        assert_eq!(
            life.refused(clerk, command.clone()),
            Code::WrongRole,
            "{command:?}"
        );
    }
    let known = Rulebook::embedded().available(
        Calendar::embedded(),
        &life.file,
        &person(clerk),
        &around(),
        moment(day("2026-03-18")),
    );
    let own = [
        CommandName::RecordReply,
        CommandName::AskSupplement,
        CommandName::HandInEvidence,
    ];
    for one in known.iter().filter(|one| !own.contains(&one.command)) {
        let code = one.refusal.as_ref().map(|refusal| refusal.code);
        assert_eq!(code, Some(Code::WrongRole), "{:?}", one.command);
    }
}
