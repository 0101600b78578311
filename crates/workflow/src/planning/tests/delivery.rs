//! Papers after their issue: what was sent, what came back, what is corrected.

use super::commands::{accepted, awaiting_reply, copy, serve};
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    ConfirmAddress, CorrectSlip, ProofInput, ReconsiderationCommand as C, RecordDispatch,
    RecordReturnedMail, RecordService, ReturnCause, ServiceMethod as M, SlipInput, SlipKind,
};
use crate::delivery::next_ways;
use crate::effect::Effect;
use crate::refusal::RefusalCode as Code;

pub(super) fn proof() -> ProofInput {
    ProofInput {
        reference: "回证".to_owned(),
        confirmed_by: None,
        materials: None,
    }
}

pub(super) fn paper(life: &Life, kind: &str) -> u32 {
    let mut papers = life.file.papers.iter().rev();
    papers.find(|paper| paper.kind == kind).unwrap().no
}

pub(super) fn send(life: &Life, method: M) -> C {
    C::RecordDispatch(RecordDispatch {
        paper: paper(life, "reply_notice"),
        party: 2,
        method,
        slip: (method == M::Post).then(|| "EMS 1".to_owned()),
    })
}

fn back(life: &Life, cause: ReturnCause) -> C {
    C::RecordReturnedMail(RecordReturnedMail {
        paper: paper(life, "reply_notice"),
        party: 2,
        method: None,
        cause,
        note: "退回".to_owned(),
    })
}

pub(super) fn ways(life: &Life) -> Vec<M> {
    let notice = life.file.paper(paper(life, "reply_notice")).unwrap();
    let ways = next_ways(&life.file, notice, 2);
    ways.into_iter().map(|way| way.method).collect()
}

pub(super) fn sent_copy() -> Life {
    let mut life = accepted("2026-03-18");
    life.give(Role::Officer, copy());
    life
}

#[test]
fn what_is_sent_or_comes_back_starts_no_term() {
    let mut life = sent_copy();
    let before = life.file.terms.clone();
    life.go("2026-03-19");
    let sent = send(&life, M::Post);
    life.give(Role::Registrar, sent);
    assert_eq!(ways(&life), []);
    life.go("2026-03-20");
    let returned = back(&life, ReturnCause::Refused);
    life.give(Role::Registrar, returned);
    assert_eq!(life.file.terms, before);
    // Nor before it was posted.
    let early = life.attempt(
        Role::Registrar,
        C::RecordService(RecordService {
            method: M::Post,
            ..match serve(&life, "reply_notice", 2) {
                C::RecordService(service) => service,
                _ => panic!(),
            }
        }),
        Some(day("2026-03-18")),
        Some(proof()),
    );
    assert_eq!(early.unwrap_err().code, Code::BadField);
    // By post under the slip that came back nothing is served; by hand it is.
    let C::RecordService(by_hand) = serve(&life, "reply_notice", 2) else {
        panic!()
    };
    let by_post = C::RecordService(RecordService {
        method: M::Post,
        ..by_hand.clone()
    });
    assert_eq!(life.refused(Role::Registrar, by_post), Code::MailReturned);
    life.give(Role::Registrar, C::RecordService(by_hand));
    assert_eq!(life.due("reply_ordinary"), "2026-04-03");
    assert_eq!(ways(&life), []);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn the_next_way_follows_from_what_was_tried() {
    let mut life = sent_copy();
    assert_eq!(ways(&life), [M::Direct, M::Post]);
    let sent = send(&life, M::Post);
    life.give(Role::Registrar, sent);
    let returned = back(&life, ReturnCause::Unknown);
    life.give(Role::Registrar, returned);
    // Nobody at one address is not yet somebody whom nobody can find.
    assert_eq!(ways(&life), [M::Direct, M::Entrusted, M::Post]);
    let sent = send(&life, M::Post);
    life.give(Role::Registrar, sent);
    let returned = back(&life, ReturnCause::Moved);
    life.give(Role::Registrar, returned);
    assert_eq!(ways(&life), [M::Direct, M::Entrusted, M::PublicNotice]);
    let confirm = C::ConfirmAddress(ConfirmAddress {
        party: 2,
        address: "某路1号".to_owned(),
        recipient: None,
        electronic: Some("a@example.org".to_owned()),
    });
    life.give(Role::Registrar, confirm);
    assert_eq!(ways(&life)[0], M::Electronic);
    let sent = send(&life, M::Post);
    life.give(Role::Registrar, sent);
    let returned = back(&life, ReturnCause::Refused);
    life.give(Role::Registrar, returned);
    assert_eq!(ways(&life), [M::Electronic, M::Leave, M::Direct]);
}

fn correct(paper: u32, kind: SlipKind, stood: &str, reads: &str) -> C {
    C::CorrectSlip(CorrectSlip {
        paper,
        slips: vec![SlipInput {
            kind,
            stood: stood.to_owned(),
            reads: reads.to_owned(),
        }],
        reason: "校对时发现".to_owned(),
    })
}

#[test]
fn a_slip_is_corrected_and_nothing_else() {
    let life = awaiting_reply("2026-03-18");
    let notice = paper(&life, "reply_notice");
    for (kind, stood, reads) in [
        (SlipKind::Outcome, "甲", "乙"),
        (SlipKind::Item, "甲", "乙"),
        (SlipKind::Addressee, "甲", "乙"),
        (SlipKind::Day, "甲", "乙"),
        // Whatever it calls itself.
        (SlipKind::Wording, "十日内", "五日内"),
        (SlipKind::Wording, "2026年3月1日", "2026年3月2日"),
        (SlipKind::Wording, "2026-03-01", "2026-03-02"),
        (SlipKind::Wording, "予以维持", "予以撤销"),
        (SlipKind::Name, "送达申请人甲", "送达某局"),
        // Whatever its digits and numerals are.
        (SlipKind::Wording, "１０日内", "５日内"),
        (SlipKind::Wording, "十日内", "十五日内"),
        (SlipKind::Wording, "壹万元", "贰万元"),
        (SlipKind::Wording, "3万元", "3元"),
        (SlipKind::Wording, "罚款二百元", "罚款"),
        (SlipKind::Calculation, "合计三百元", "合计五百元"),
        // A name or a word taken out or put in.
        (SlipKind::Wording, "责令某局重作", "责令重作"),
        (SlipKind::Wording, "申请人甲、某局", "某局、申请人甲"),
        (SlipKind::Wording, "予以准许", "不予准许"),
        (SlipKind::Wording, "由被申请人承担", "由第三人承担"),
        (SlipKind::Wording, "维 持", "撤 销"),
        (SlipKind::Wording, "维", "撤"),
        (
            SlipKind::Citation,
            "第四十七条，十日内",
            "第四十八条，五日内",
        ),
        (SlipKind::Number, "12号，五日内", "21号，十日内"),
        (SlipKind::Number, "5月3日", "5月4日"),
    ] {
        let refused = life.refused(Role::Officer, correct(notice, kind, stood, reads));
        assert_eq!(refused, Code::SlipTooFar, "{kind:?} {stood} → {reads}");
    }
    for (kind, stood, reads) in [
        (SlipKind::Wording, "提出书面答覆", "提出书面答复"),
        (SlipKind::Wording, "十日内书面答覆", "10日内书面答复"),
        (SlipKind::Name, "申请人申请人已", "申请人申请人甲"),
        (SlipKind::Citation, "第四十七条", "第四十八条第（二）项"),
        (SlipKind::Number, "〔2026〕12号", "〔2025〕21号"),
        (SlipKind::Number, "证据三", "证据四"),
    ] {
        let asked = correct(notice, kind, stood, reads);
        let plan = life.attempt(Role::Officer, asked, None, None);
        assert!(plan.is_ok(), "{kind:?} {stood} → {reads}: {plan:?}");
    }
    let twice = |plan: &crate::plan::Plan| {
        let issued = plan.entry.effects.iter().find_map(|effect| match effect {
            Effect::PaperIssued { paper } => Some((paper.kind.clone(), paper.addressees.clone())),
            _ => None,
        });
        issued.unwrap()
    };
    let asked = correct(notice, SlipKind::Wording, "答覆", "答复");
    let plan = life.attempt(Role::Officer, asked, None, None).unwrap();
    assert_eq!(twice(&plan), ("slip_notice".to_owned(), vec![2]));
    let known = plan.after.paper(notice).unwrap();
    assert_eq!(known.facts, life.file.paper(notice).unwrap().facts);
    assert_eq!(known.corrections.len(), 1);
    assert_eq!(plan.after.terms, life.file.terms);
}

#[test]
fn the_number_of_the_disputed_act_is_put_right_and_never_changed() {
    let mut life = awaiting_reply("2026-03-18");
    life.file.facts.disputed_act.document_number = Some("某罚〔2026〕12号".to_owned());
    let notice = paper(&life, "reply_notice");
    let right = "某罚〔2026〕12号处罚决定";
    let wrong = "某罚〔2026〕21号处罚决定";
    let away = correct(notice, SlipKind::Number, right, wrong);
    assert_eq!(life.refused(Role::Officer, away), Code::SlipTooFar);
    let back = correct(notice, SlipKind::Number, wrong, right);
    assert!(life.attempt(Role::Officer, back, None, None).is_ok());
}

#[test]
fn arl_31_a_notice_to_correct_is_not_corrected_for_that_would_be_a_second_one() {
    let mut life = Life::begin("2026-03-18");
    life.give(Role::InstitutionHead, super::commands::assign());
    let items = vec!["身份证明".to_owned()];
    life.give(
        Role::Officer,
        C::RequestCorrection(crate::command::RequestCorrection { items }),
    );
    let notice = paper(&life, "correction_notice");
    let asked = || correct(notice, SlipKind::Wording, "身份证明", "身份证明书");
    let refusal = life
        .attempt(Role::Officer, asked(), None, None)
        .unwrap_err();
    assert_eq!(refusal.code, Code::BadField);
    assert_eq!(refusal.basis.as_deref(), Some("ARL 31(1)"));
    let last = life.file.papers.len() - 1;
    life.file.papers[last].kind = "correction_extension_notice".to_owned();
    let refusal = life
        .attempt(Role::Officer, asked(), None, None)
        .unwrap_err();
    assert_eq!(refusal.code, Code::BadField);
}

#[test]
fn a_window_to_sue_is_not_moved_by_a_correction() {
    let mut life = super::commands::decided("2026-03-18");
    let served = serve(&life, "decision", 1);
    life.give(Role::Registrar, served);
    let due = life.due("sue_after_decision_15d");
    life.go("2026-03-25");
    let asked = correct(paper(&life, "decision"), SlipKind::Wording, "覆议", "复议");
    // What the head of the organ signed, the head of the organ corrects.
    assert_eq!(
        life.refused(Role::InstitutionHead, asked.clone()),
        Code::WrongRole
    );
    life.give(Role::OrganHead, asked);
    let served = serve(&life, "slip_notice", 1);
    life.give(Role::Registrar, served);
    assert_eq!(life.due("sue_after_decision_15d"), due);
    let notice = paper(&life, "slip_notice");
    let again = correct(notice, SlipKind::Wording, "覆议", "复议");
    assert_eq!(life.refused(Role::OrganHead, again), Code::BadField);
}
