//! What is to happen in one case 案情: beats with their days, turned into commands as the file grows.

use std::collections::VecDeque;

use calendar::{Calendar, Reading};
use chrono::{Days, NaiveDate};
use workflow::actor::{Actor, Role};
use workflow::command::{
    Command, OpeningSubmission, Receive, ReconsiderationCommand as C, RecordService, ServiceMethod,
    ServiceParticulars, SettleRequest, Submission,
};
use workflow::file::{CaseFile, PartyRole, TermState};
use workflow::id::PartyNo;
use workflow::scalar::Date;

use crate::Office;
use crate::edges::EdgeMark;
use crate::resolve;

/// Something that somebody does on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The day it is recorded on.
    pub on: NaiveDate,
    /// Who does it.
    pub actor: Actor,
    /// What is submitted.
    pub submission: Submission,
}

/// What a story has next.
#[derive(Debug, Clone)]
pub(crate) enum Next {
    /// Something to do today.
    Act(Box<Act>),
    /// Nothing before this day.
    Wait(NaiveDate),
    /// Nothing more.
    End,
}

/// One case from its opening on.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    /// The day on which the application, or the dispute, is registered.
    pub(crate) opens_on: NaiveDate,
    pub(crate) opening: OpeningSubmission,
    /// What the case is to show, if anything.
    pub(crate) marks: Vec<EdgeMark>,
    beats: VecDeque<Beat>,
    /// Day of the last thing that happened.
    last: NaiveDate,
}

#[derive(Debug, Clone)]
pub(crate) struct Beat {
    pub(crate) when: When,
    pub(crate) what: What,
}

/// The day of a beat, never before the beat that precedes it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// So many working days after the last beat.
    After(u32),
    /// So many calendar days after the last beat, and on to a working day.
    Later(u32),
    /// On this day.
    On(NaiveDate),
    /// So many working days before the last day of the newest term of a period.
    Before(&'static str, u32),
    /// So many working days after the last day of the newest term of a period.
    Past(&'static str, u32),
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// A command.
    Give(Who, Box<C>),
    /// A refusal recorded late 补录: effective on the last day of the review, with proof and a second person.
    RecordLate(Box<C>),
    /// Service of the newest paper of a kind on everybody still to be served, of these parts if any are named.
    Serve(&'static str, Option<PartyRole>, ServiceMethod),
    /// Service by public notice on one party, published on the day of the last beat.
    Notice(&'static str, PartyRole),
    /// Replies of every respondent that owes one, sent by its clerk or posted.
    Reply { posted: bool },
    /// Performance of everything that the decision orders 履行.
    Perform,
    /// Copies to the superior departments that are owed 抄告.
    Copy,
    /// The application in a dispute that was reported before 收到申请; it comes in that morning.
    Apply(Box<Receive>),
    /// Assignment to these two.
    Assign(Box<C>),
    /// The draft, with these kinds of item.
    Draft(Box<crate::plots::DraftPlot>),
    /// Confirmation of the newest lapse that waits in a period.
    Confirm(&'static str, &'static str),
    /// Setting aside of the newest lapse that waits in a period.
    SetAside(&'static str, &'static str),
    /// The head signs, or returns with an opinion.
    Settle(Role, bool),
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// The officer of the case.
    Officer,
    /// Whoever first holds a role.
    Holder(Role),
}

impl Story {
    pub(crate) fn new(opens_on: NaiveDate, opening: OpeningSubmission) -> Self {
        Self {
            opens_on,
            opening,
            marks: Vec::new(),
            beats: VecDeque::new(),
            last: opens_on,
        }
    }

    pub(crate) fn then(mut self, when: When, what: What) -> Self {
        self.beats.push_back(Beat { when, what });
        self
    }

    pub(crate) fn with(mut self, beats: impl IntoIterator<Item = Beat>) -> Self {
        self.beats.extend(beats);
        self
    }

    pub(crate) fn mark(mut self, mark: EdgeMark) -> Self {
        self.marks.push(mark);
        self
    }

    /// What is next as of a day. Where a beat waits for something that has not come, such as the end of a provisional
    /// term, the story ends there.
    pub(crate) fn next(
        &mut self,
        file: &CaseFile,
        office: &Office,
        calendar: &Calendar,
        day: NaiveDate,
    ) -> Next {
        while let Some(beat) = self.beats.front() {
            let due = beat.when.day(file, calendar, self.last);
            if due > day {
                return Next::Wait(due);
            }
            let scene = Scene {
                file,
                office,
                on: day,
                last: self.last,
            };
            if let Some((actor, submission)) = resolve::submission(&beat.what, &scene) {
                return Next::Act(Box::new(Act {
                    on: day,
                    actor,
                    submission,
                }));
            }
            if !beat.what.repeats() {
                return Next::End;
            }
            self.beats.pop_front();
        }
        Next::End
    }

    /// Says that the act was carried out.
    pub(crate) fn done(&mut self, on: NaiveDate) {
        if let Some(beat) = self.beats.front_mut() {
            if beat.what.repeats() {
                beat.when = When::On(on);
            } else {
                self.beats.pop_front();
            }
        }
        self.last = self.last.max(on);
    }
}

/// What a beat may look at.
pub(crate) struct Scene<'a> {
    pub(crate) file: &'a CaseFile,
    pub(crate) office: &'a Office,
    pub(crate) on: NaiveDate,
    pub(crate) last: NaiveDate,
}

impl What {
    /// Whether it goes on until nobody is left.
    fn repeats(&self) -> bool {
        matches!(
            self,
            Self::Serve(..) | Self::Reply { .. } | Self::Perform | Self::Copy
        )
    }
}

impl When {
    fn day(self, file: &CaseFile, calendar: &Calendar, last: NaiveDate) -> NaiveDate {
        let shifted = |from: NaiveDate, days: i64| {
            calendar
                .last_working_day_on_or_before(from, Reading::Party)
                .and_then(|day| calendar.add_working_days(day, days, Reading::Party))
                .unwrap_or(from)
        };
        let due = |period: &str| {
            let newest = file.terms.iter().rev().find(|term| term.period == period);
            newest.map_or(last, |term| term.due)
        };
        let day = match self {
            Self::After(0) => last,
            Self::After(days) => calendar
                .add_working_days(last, days.into(), Reading::Party)
                .unwrap_or(last),
            Self::Later(days) => {
                let day = last
                    .checked_add_days(Days::new(days.into()))
                    .unwrap_or(last);
                calendar
                    .next_working_day_on_or_after(day, Reading::Party)
                    .unwrap_or(day)
            }
            Self::On(day) => day,
            Self::Before(period, days) => shifted(due(period), -i64::from(days)),
            Self::Past(period, days) => calendar
                .add_working_days(due(period), days.max(1).into(), Reading::Party)
                .unwrap_or(last),
        };
        day.max(last)
    }
}

/// A submission effective today.
pub(crate) fn today(command: C) -> Submission {
    Submission {
        command: Command::Reconsideration(command),
        effective_on: None,
        proof: None,
    }
}

/// Service of the newest standing paper of a kind on the next party that lacks it.
pub(crate) fn next_service(
    file: &CaseFile,
    kind: &str,
    to: Option<PartyRole>,
    method: ServiceMethod,
    published_on: Option<NaiveDate>,
) -> Option<C> {
    let paper = file
        .standing_papers()
        .filter(|paper| paper.kind == kind)
        .last()?;
    let party: PartyNo = paper.addressees.iter().copied().find(|no| {
        let part = file.party(*no).map(|party| party.role);
        paper.service_on(*no).is_none() && (to.is_none() || part == to)
    })?;
    let slip = format!("{}-{}-{party}", slip_word(method), paper.no);
    Some(C::RecordService(RecordService {
        paper: paper.no,
        party,
        method,
        published_on: published_on.map(Date),
        slip,
        particulars: particulars(method),
    }))
}

/// What a service of the method must show.
fn particulars(method: ServiceMethod) -> Option<ServiceParticulars> {
    let shown = ServiceParticulars {
        witnesses: None,
        recorded: None,
        reason: None,
        through: None,
    };
    match method {
        ServiceMethod::Leave => Some(ServiceParticulars {
            recorded: Some(true),
            ..shown
        }),
        ServiceMethod::PublicNotice => Some(ServiceParticulars {
            reason: Some("受送达人下落不明，邮寄退回。".to_owned()),
            ..shown
        }),
        _ => None,
    }
}

fn slip_word(method: ServiceMethod) -> &'static str {
    match method {
        ServiceMethod::Direct => "送达回证",
        ServiceMethod::Leave => "留置送达记录",
        ServiceMethod::Post => "EMS回执",
        ServiceMethod::Unit => "转交回证",
        ServiceMethod::Entrusted => "委托送达回证",
        ServiceMethod::Electronic => "电子送达回执",
        ServiceMethod::PublicNotice => "公告存根",
    }
}

/// The newest lapse of a period that waits for a person.
pub(crate) fn waiting_lapse(file: &CaseFile, period: &str) -> Option<u32> {
    file.terms
        .iter()
        .rev()
        .find(|term| term.period == period && term.state == TermState::LapsedUnverified)
        .map(|term| term.no)
}

/// Answer to the oldest pending request.
pub(crate) fn settle(file: &CaseFile, approve: bool) -> Option<C> {
    let request = file.facts.pending.first()?.no;
    let opinion = (!approve).then(|| "理由不充分，请补充说明后再报。".to_owned());
    Some(C::SettleRequest(SettleRequest {
        request,
        approve,
        opinion,
    }))
}
