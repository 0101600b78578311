//! Papers out and in, the ends of terms, requests, and closing.

use chrono::{Days, NaiveDate};

use super::{Scene, Way, now, word};
use crate::command::{
    Close, ConfirmLapse, ReconsiderationCommand as C, RecordLapse, RecordReply, RecordService,
    ServiceMethod, ServiceParticulars, SetAsideLapse, SettleRequest,
};
use crate::file::{Paper, PartyRole, Term, TermState};
use crate::id::PartyNo;
use crate::period::OnEnd;
use crate::scalar::Date;

/// Days after which a notice counts as service.
const NOTICE_DAYS: u64 = 30;

/// The reply term of a respondent that counts.
fn reply_term<'a>(scene: &'a Scene<'_>, party: PartyNo) -> Option<&'a Term> {
    let mut terms = scene.file.terms.iter().rev();
    terms.find(|term| {
        ["reply_ordinary", "reply_simplified"].contains(&term.period.as_str())
            && term.party == Some(party)
            && term.state != TermState::Cancelled
    })
}

/// Of each respondent whose reply is not in: as it comes, and where the day is over also posted in time.
pub(super) fn record_reply(scene: &Scene<'_>) -> Vec<Way> {
    let respondents = scene.each(PartyRole::Respondent).into_iter();
    now(respondents.flat_map(|party| {
        let term = reply_term(scene, party);
        let state = term.map(|term| term.state);
        let came = matches!(state, Some(TermState::Met | TermState::MetLate));
        let held = state == Some(TermState::Lapsed);
        let comes = (!came && !held).then_some(None);
        let over = term.filter(|term| !came && term.due < scene.today);
        let posted = over.map(|term| Some(Date(term.due)));
        comes.into_iter().chain(posted).map(move |posted_on| {
            C::RecordReply(RecordReply {
                party,
                posted_on,
                evidence_count: 1,
            })
        })
    }))
}

/// On each addressee not yet served: by hand, by post, by notice that is over, and by hand on the day of issue.
///
/// Papers whose service brings nothing about are alike: the first of those that must be served, and of the others.
pub(super) fn record_service(scene: &Scene<'_>) -> Vec<Way> {
    let mut plain = [false, false];
    let mut ways = Vec::new();
    for paper in scene.file.standing_papers() {
        let parties = unserved(scene, paper);
        let kind = scene.book.papers.get(&paper.kind);
        let must = kind.is_some_and(|kind| kind.must_be_served);
        if tells(scene, paper) {
            ways.extend(parties.into_iter().flat_map(|no| telling(scene, paper, no)));
        } else if let [first, ..] = parties.as_slice() {
            let [owed, free] = &mut plain;
            let seen = if must { owed } else { free };
            if !std::mem::replace(seen, true) {
                ways.push(Way::from(served(paper, *first, None)));
            }
        }
    }
    ways
}

/// Addressees who have not left and are not served.
pub(super) fn unserved(scene: &Scene<'_>, paper: &Paper) -> Vec<PartyNo> {
    let present = scene.file.present().map(|party| party.no);
    present
        .filter(|no| paper.addressees.contains(no) && paper.service_on(*no).is_none())
        .collect()
}

/// Whether the service of a paper brings something about: a term, a matter, the notice of a hearing.
pub(super) fn tells(scene: &Scene<'_>, paper: &Paper) -> bool {
    let kind = scene.book.papers.get(&paper.kind);
    let starts = kind.is_some_and(|kind| {
        !kind.starts_on_service.is_empty() || !kind.opens_on_service.is_empty()
    });
    let mut hearings = scene.file.matters_on("hearing");
    starts || hearings.any(|matter| matter.papers.contains(&paper.no))
}

fn telling(scene: &Scene<'_>, paper: &Paper, party: PartyNo) -> Vec<Way> {
    // What was signed for by post may come back all the same.
    let posted = posted(paper, party);
    let mut ways = vec![Way::from(served(paper, party, None)), Way::from(posted)];
    if paper.issued_on < scene.today {
        ways.push(Way {
            command: served(paper, party, None),
            effective_on: Some(paper.issued_on),
        });
    }
    let over = paper.issued_on.checked_add_days(Days::new(NOTICE_DAYS));
    if over.is_some_and(|over| over <= scene.today) {
        ways.push(Way::from(served(paper, party, Some(paper.issued_on))));
    }
    ways
}

fn served(paper: &Paper, party: PartyNo, published: Option<NaiveDate>) -> C {
    let particulars = published.map(|_| ServiceParticulars {
        witnesses: None,
        recorded: None,
        reason: Some(word()),
        through: None,
    });
    C::RecordService(RecordService {
        paper: paper.no,
        party,
        method: match published {
            None => ServiceMethod::Direct,
            Some(_) => ServiceMethod::PublicNotice,
        },
        published_on: published.map(Date),
        slip: word(),
        particulars,
    })
}

fn posted(paper: &Paper, party: PartyNo) -> C {
    C::RecordService(RecordService {
        paper: paper.no,
        party,
        method: ServiceMethod::Post,
        published_on: None,
        slip: word(),
        particulars: None,
    })
}

/// Terms whose end waits to be verified, or was set aside and is owed again.
fn verifiable<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Term> {
    let terms = scene.file.terms.iter();
    terms.filter(move |term| match term.state {
        TermState::LapsedUnverified => true,
        TermState::Overdue => {
            let period = scene.book.period(&term.period);
            period.is_some_and(|period| period.on_end == OnEnd::Verify)
        }
        _ => false,
    })
}

pub(super) fn confirm_lapse(scene: &Scene<'_>) -> Vec<Way> {
    now(verifiable(scene).map(|term| {
        C::ConfirmLapse(ConfirmLapse {
            term: term.no,
            reason: word(),
        })
    }))
}

/// Owed again, and where the period may be extended with days given anew.
pub(super) fn set_aside_lapse(scene: &Scene<'_>) -> Vec<Way> {
    now(verifiable(scene).flat_map(|term| {
        let period = scene.book.period(&term.period);
        let extendable = period.is_some_and(|period| period.extension.is_some());
        let anew = extendable.then_some(Some(5));
        [None].into_iter().chain(anew).map(|extend_days| {
            C::SetAsideLapse(SetAsideLapse {
                term: term.no,
                reason: word(),
                extend_days,
            })
        })
    }))
}

/// Granted, and returned.
pub(super) fn settle_request(scene: &Scene<'_>) -> Vec<Way> {
    let pending = scene.file.facts.pending.iter();
    now(pending.flat_map(|request| {
        [true, false].map(|approve| {
            C::SettleRequest(SettleRequest {
                request: request.no,
                approve,
                opinion: (!approve).then(word),
            })
        })
    }))
}

pub(super) fn close(_: &Scene<'_>) -> Vec<Way> {
    now([C::Close(Close { note: word() })])
}

/// Each term that runs and is past its day.
pub(super) fn record_lapse(scene: &Scene<'_>) -> Vec<Way> {
    let terms = scene.file.terms.iter();
    let over = terms.filter(|term| term.state == TermState::Running && term.due < scene.today);
    now(over.map(|term| C::RecordLapse(RecordLapse { term: term.no })))
}
