//! Papers after their issue: sent, sent back, corrected, and still to be served.

use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use chrono::Days;
use store::{Page, Undelivered, UndeliveredRow};
use workflow::command::{ReturnCause, ServiceMethod, SlipKind};
use workflow::delivery::next_ways;
use workflow::file::{Dispatch as Sent, SlipCorrection as Corrected};
use workflow::scalar::Date;

use crate::error;
use crate::loaders::FileOf;
use crate::page::{self, Slice};
use crate::session::Desk;
use crate::types::case::Case;
use crate::types::paper::Paper;
use crate::types::party::{Parties, Party};

/// 交寄、送出。送出不是送达。
///
/// That a paper was sent to a party. It is no service.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Dispatch {
    /// 送出的方式。How it was sent.
    method: ServiceMethod,
    /// 送出、发布之日。Day on which it was sent or, by public notice, published.
    sent_on: Date,
    /// 邮件单号。Number of the mail slip.
    slip: Option<String>,
    /// 退回之日；未退回的为空。Day on which it came back; null where it did not.
    returned_on: Option<Date>,
    /// 退回的原因。Why it came back.
    return_cause: Option<ReturnCause>,
    /// 邮政企业注明的情况。What the post wrote on it.
    return_note: Option<String>,
    #[graphql(skip)]
    to: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Dispatch {
    /// 受送达人。Party it was sent to.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.to).await
    }
}

impl Dispatch {
    pub(crate) fn of(sent: &Sent, parties: &Parties) -> Self {
        let back = sent.returned.as_ref();
        Self {
            method: sent.method,
            sent_on: sent.sent_on.into(),
            slip: sent.slip.clone(),
            returned_on: back.map(|back| back.on.into()),
            return_cause: back.map(|back| back.cause),
            return_note: back.map(|back| back.note.clone()),
            to: sent.party,
            parties: parties.clone(),
        }
    }
}

/// 笔误补正。原文书不变，起诉期限不变。
///
/// A correction of slips of the pen. The paper stays as it was issued, and no window to sue moves.
#[derive(SimpleObject, Clone)]
pub(crate) struct SlipCorrection {
    /// 补正通知书在本案的序号。Number of the notice that corrects.
    notice: u32,
    /// 补正之日。Day.
    on: Date,
    /// 各处笔误。Slips of the pen.
    slips: Vec<Slip>,
}

/// 一处笔误。
///
/// One slip: what stood, and what shall stand.
#[derive(SimpleObject, Clone)]
pub(crate) struct Slip {
    /// 种类。What kind of thing was wrong.
    kind: SlipKind,
    /// 原文。What stood.
    stood: String,
    /// 补正为。What shall stand.
    reads: String,
}

impl SlipCorrection {
    pub(crate) fn of(correction: &Corrected) -> Self {
        let slips = correction.slips.iter();
        Self {
            notice: correction.notice,
            on: correction.on.into(),
            slips: slips
                .map(|slip| Slip {
                    kind: slip.kind,
                    stood: slip.stood.clone(),
                    reads: slip.reads.clone(),
                })
                .collect(),
        }
    }
}

/// 可以采用的送达方式。
///
/// A way in which a paper may be served next.
#[derive(SimpleObject, Clone)]
pub(crate) struct ServiceWay {
    /// 送达方式。How.
    method: ServiceMethod,
    /// 为何采用。Why this way.
    reason: String,
    /// 法条。Article.
    basis: String,
}

/// 尚待送达的一名受送达人。
///
/// One on whom a paper is still to be served.
#[derive(Clone)]
pub(crate) struct AwaitedService {
    paper: workflow::file::Paper,
    case: workflow::id::CaseId,
    to: u32,
    parties: Parties,
}

/// 尚待送达的一名受送达人。
///
/// One on whom a paper is still to be served.
#[Object]
impl AwaitedService {
    /// 受送达人。Party on whom it is to be served.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.to).await
    }

    /// 最近一次送出；从未送出的为空。What was sent last; null where nothing was.
    async fn last_dispatch(&self) -> Option<Dispatch> {
        let last = self.paper.sent_to(self.to).next_back()?;
        Some(Dispatch::of(last, &self.parties))
    }

    /// 已送出而尚无回证。Whether it is on its way, with no proof of service yet.
    async fn on_its_way(&self) -> bool {
        let mut sent = self.paper.sent_to(self.to);
        sent.any(|known| known.returned.is_none())
    }

    /// 下一步可以采用的送达方式，最近便的在先；已送出而未退回的为空。Ways to serve it next, the nearest first; none while it is on its way.
    async fn next_ways(&self, ctx: &Context<'_>) -> Result<Vec<ServiceWay>> {
        let desk = Desk::of(ctx)?;
        let Some(file) = desk.loader.load_one(FileOf(self.case)).await? else {
            return Ok(Vec::new());
        };
        let ways = next_ways(&file, &self.paper, self.to).into_iter();
        Ok(ways
            .map(|way| ServiceWay {
                method: way.method,
                reason: desk.pick(way.zh, way.en),
                basis: way.basis.to_owned(),
            })
            .collect())
    }
}

/// 已制发而尚未全部送达的文书。
///
/// A paper that was issued and is still to be served on somebody.
#[derive(Clone)]
pub(crate) struct UndeliveredPaper {
    case: Case,
    paper: Paper,
    waiting: Vec<u32>,
    age: i64,
}

/// 已制发而尚未全部送达的文书。
///
/// A paper that was issued and is still to be served on somebody.
#[Object]
impl UndeliveredPaper {
    /// 案件。Case.
    async fn case(&self) -> &Case {
        &self.case
    }

    /// 文书。Paper.
    async fn paper(&self) -> &Paper {
        &self.paper
    }

    /// 制发至今的日数。Days since it was issued.
    async fn age_days(&self) -> i64 {
        self.age
    }

    /// 尚待送达的受送达人。On whom it is still to be served.
    async fn awaited(&self) -> Vec<AwaitedService> {
        let waiting = self.waiting.iter();
        waiting
            .map(|to| AwaitedService {
                paper: self.paper.paper.clone(),
                case: self.paper.case,
                to: *to,
                parties: self.paper.parties.clone(),
            })
            .collect()
    }
}

impl UndeliveredPaper {
    fn of(desk: Desk<'_>, row: UndeliveredRow) -> Self {
        let id = row.case.id;
        let present = row.parties.iter().filter(|party| party.left_on.is_none());
        let waiting = present
            .map(|party| party.no)
            .filter(|no| row.paper.addressees.contains(no) && row.paper.service_on(*no).is_none())
            .collect();
        let age = desk.session.moment.today - row.paper.issued_on;
        let case = Case::with_parties(row.case, row.parties);
        let paper = Paper {
            case: id,
            paper: row.paper,
            parties: case.known_parties(),
        };
        Self {
            case,
            paper,
            waiting,
            age: age.num_days(),
        }
    }
}

page::connection! {
    /// 一页尚未送达的文书，制发在先的在前。
    ///
    /// A page of papers still to be served, the one issued first in front.
    UndeliveredPaperConnection,
    /// 尚未送达文书页中的一行。
    ///
    /// One row of a page of papers still to be served.
    UndeliveredPaperEdge, UndeliveredPaper
}

/// A page of the papers whose service is awaited: those that must be served, and those whose service brings something about.
pub(crate) async fn undelivered(
    desk: Desk<'_>,
    first: i32,
    after: Option<&str>,
    older_than_days: Option<u32>,
) -> Result<UndeliveredPaperConnection> {
    let page = Page {
        first: page::size(first)?,
        after: page::after(after)?,
    };
    let kinds = desk.rooms.rulebook.papers.values().filter(|kind| {
        kind.must_be_served
            || !kind.starts_on_service.is_empty()
            || !kind.opens_on_service.is_empty()
    });
    let today = desk.session.moment.today;
    let of = Undelivered {
        kinds: kinds.map(|kind| kind.id.clone()).collect(),
        issued_until: older_than_days.map(|days| {
            let bounded = Days::new(u64::from(days.min(MOST_DAYS)).saturating_add(1));
            today.checked_sub_days(bounded).unwrap_or(today)
        }),
    };
    let read = desk.rooms.store.undelivered(desk.actor(), &of, &page);
    let found = read.await.map_err(|fault| error::of_store(&fault))?;
    let rows = found
        .rows
        .into_iter()
        .map(|row| (row.cursor(), UndeliveredPaper::of(desk, row)));
    Ok(UndeliveredPaperConnection(Slice::new(
        rows,
        found.total,
        found.has_next,
        page.after.is_some(),
    )))
}

/// Days beyond which every paper is older: some hundred years.
const MOST_DAYS: u32 = 36_500;
