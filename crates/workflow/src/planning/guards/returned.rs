//! What rests on a service that was none (CPL 90, 91): what the return takes back with it, and what it cannot.

use super::delivery::back;
use super::hearing::notice_of;
use super::{Code, Refusal, Verdict, ensure, replies};
use crate::command::{Attendance, RecordReturnedMail};
use crate::file::{Details, Matter, Paper, Service, TermState};
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::rulebook::{MatterOpening, OpensFor};

/// The notice to correct 补正通知书.
pub(in crate::planning) const CORRECTION_NOTICE: &str = "correction_notice";
/// The notice to reply 答复通知书.
pub(in crate::planning) const REPLY_NOTICE: &str = "reply_notice";

/// Where the case ended because nobody corrected, the notice that came back takes that end back.
///
/// # Law
///
/// ARL 31(2): only whoever was asked can have abandoned the application.
pub(super) fn undoes_abandonment(ask: &Ask<'_>, mail: &RecordReturnedMail) -> Verdict {
    let back = back(ask, mail)?;
    let notice = back.undone.is_some() && back.paper.kind == CORRECTION_NOTICE;
    ensure(notice, Code::WrongStage)?;
    replies::held_abandoned(ask)
}

/// Where a missed reply was confirmed and nothing drafted upon it, the notice that came back takes that back.
///
/// # Law
///
/// ARL 48, 70: the time to reply runs from the receipt of the notice.
pub(super) fn undoes_missed_reply(ask: &Ask<'_>, mail: &RecordReturnedMail) -> Verdict {
    let back = back(ask, mail)?;
    let missed = ask.file.facts.no_reply.contains(&mail.party);
    let notice = back.undone.is_some() && back.paper.kind == REPLY_NOTICE;
    ensure(missed && notice, Code::WrongStage)
}

/// Whether the return brings the case to another stage.
pub(super) fn moves_the_case(ask: &Ask<'_>, mail: &RecordReturnedMail) -> bool {
    let missed = undoes_missed_reply(ask, mail).is_ok() && ask.file.stage == "in_trial";
    missed || undoes_abandonment(ask, mail).is_ok()
}

/// Nothing rests on the service that the return could not take back with it.
///
/// What was drafted, decided, heard or ordered upon it is a person's act and stands until it is itself put right; until
/// then the envelope is filed as a material.
pub(super) fn unrelied(ask: &Ask<'_>, mail: &RecordReturnedMail) -> Verdict {
    let back = back(ask, mail)?;
    let Some(service) = back.undone else {
        return Ok(());
    };
    match relied_on(ask, back.paper, service) {
        None => Ok(()),
        Some(what) => Err(Refusal::new(Code::ServiceReliedOn)
            .with("party", mail.party)
            .with("day", service.served_on)
            .with("what", what)),
    }
}

fn relied_on(ask: &Ask<'_>, paper: &Paper, service: &Service) -> Option<String> {
    let facts = &ask.file.facts;
    let missed = paper.kind == REPLY_NOTICE && facts.no_reply.contains(&service.party);
    if missed && facts.outcome.is_some() {
        let what = "已按逾期未答复作出结果；请将退件作为材料入卷，报行政复议机关负责人处理 / the outcome rests on the missed reply; \
                    file the envelope as a material, and report it to the head of the organ";
        return Some(what.to_owned());
    }
    if missed && facts.draft.is_some() {
        let what = "已按逾期未答复起草决定；请先退回草案 / a draft rests on the missed reply; return the draft first";
        return Some(what.to_owned());
    }
    let matters = facts.matters.iter();
    let mut said = matters.filter_map(|matter| beside(ask, matter, paper, service));
    said.next()
}

/// What of a matter rests on the service.
fn beside(ask: &Ask<'_>, matter: &Matter, paper: &Paper, service: &Service) -> Option<String> {
    let own = matter.papers.contains(&paper.no);
    let lapsed = ask.file.terms.iter().any(|term| {
        term.paper == Some(paper.no)
            && term.party == Some(service.party)
            && term.state == TermState::Lapsed
    });
    let ended = own && lapsed && !ask.book.is_open(matter);
    let urged = matter.track == "enforcement" && matter.party == Some(service.party) && !own;
    let gone_on = opening_of(ask, matter, paper, service).is_some_and(|opening| {
        opening.each != OpensFor::Effective && matter.stage != opening.stage
    });
    if own && absent(ask, matter, paper, service.party) {
        let what = "该当事人没有到场的听证已经举行；请将退件作为材料入卷，再次组织听证 / a hearing was held without the party; file the \
                    envelope as a material, and hold another";
        return Some(what.to_owned());
    }
    if !(ended || urged || gone_on) {
        return None;
    }
    let label = ask.book.tracks.get(&matter.track).map(|track| &track.label);
    let (zh, en) = label.map_or(("", ""), |label| (label.zh.as_str(), label.en.as_str()));
    let no = matter.no;
    Some(format!(
        "第{no}号事项「{zh}」已据以办理；请将退件作为材料入卷，报行政复议机构负责人处理 / matter {no} ({en}) went on upon it; file the \
         envelope as a material, and report it to the head of the institution"
    ))
}

/// Whether the paper is the notice of a hearing that was held and from which a party stayed away.
fn absent(ask: &Ask<'_>, matter: &Matter, paper: &Paper, party: PartyNo) -> bool {
    let Details::Hearing(hearing) = &matter.details else {
        return false;
    };
    let notice = notice_of(ask.file, matter).is_some_and(|notice| notice.no == paper.no);
    let last = hearing
        .sessions
        .last()
        .and_then(|session| session.held.as_ref());
    let mut lines = last.iter().flat_map(|held| &held.attendance);
    notice
        && lines.any(|line| {
            let away = matches!(line.kind, Attendance::Absent | Attendance::Excused);
            line.party == party && away
        })
}

/// The opening by which the service of a paper on a party opened a matter.
pub(in crate::planning) fn opening_of<'a>(
    ask: &Ask<'a>,
    matter: &Matter,
    paper: &Paper,
    service: &Service,
) -> Option<&'a MatterOpening> {
    let kind = ask.book.papers.get(&paper.kind)?;
    let mut openings = kind.opens_on_service.iter();
    openings.find(|opening| {
        let party = match opening.each {
            OpensFor::Effective => None,
            _ => Some(service.party),
        };
        // Of another paper of the kind, or of another service, it is another matter.
        let of_paper = matter.terms.first().and_then(|no| ask.file.term(*no));
        let of_paper = of_paper.is_none_or(|term| term.paper == Some(paper.no));
        opening.track == matter.track
            && matter.party == party
            && of_paper
            && (party.is_none() || matter.opened_on == service.served_on)
    })
}
