//! The reception and call log 接待登记.

use async_graphql::{ComplexObject, Context, ID, InputObject, Result, SimpleObject};
use casework::{Denied, NewReception};
use store::Page;
use store::reception::{ReceptionContent, ReceptionRow, ReceptionsOf};
use workflow::command::{ReceptionResult, ReceptionWay};
use workflow::id::{CaseId, OrganId, UserId};
use workflow::scalar::Date;

use crate::error;
use crate::id::GlobalId;
use crate::loaders::RowOf;
use crate::page::{self, Slice};
use crate::query::case_id;
use crate::session::Desk;
use crate::types::case::Case;
use crate::types::people::{self, Organ, User};
use crate::types::refusal::Refusal;

/// 接待登记。
///
/// A reception to be recorded.
#[derive(InputObject)]
pub(crate) struct RecordReceptionInput {
    /// 幂等键，如 UUID，至多 128 字节。Key such as a UUID, at most 128 bytes.
    idempotency_key: String,
    /// 接待之日；不填为今天。Day; today if absent.
    on: Option<Date>,
    /// 方式。How they came.
    way: ReceptionWay,
    /// 来访、来电、来信人。Who came, rang or wrote.
    who: String,
    /// 电话。Telephone.
    phone: Option<String>,
    /// 所涉机关，已登记的。The agency it is about, where the office knows it.
    agency: Option<ID>,
    /// 所涉机关的名称，由来人所述。Name of the agency, as they gave it.
    agency_name: Option<String>,
    /// 反映的事项。What it is about.
    what: String,
    /// 答复的内容。What was said to them.
    said: String,
    /// 处理结果。What came of it.
    result: ReceptionResult,
    /// 所涉案件。The case it is about.
    case_id: Option<ID>,
}

impl RecordReceptionInput {
    /// Records it, for the office.
    pub(crate) async fn record(self, desk: Desk<'_>) -> Result<RecordReceptionPayload> {
        crate::limits::key(&self.idempotency_key)?;
        let denied = |denied: Denied| {
            Refusal::of_denied(&denied, desk.session.lang).map(|refusal| RecordReceptionPayload {
                reception: None,
                refusal: Some(refusal),
            })
        };
        let agency = match self.agency.as_ref().map(|id| GlobalId::parse(id)) {
            None => None,
            Some(Some(GlobalId::Organ(organ))) => Some(organ),
            Some(_) => return denied(Denied::NotFound),
        };
        let case = match self.case_id.as_ref().map(case_id) {
            None => None,
            Some(Some(case)) => Some(case),
            Some(None) => return denied(Denied::NotFound),
        };
        let moment = desk.session.moment;
        let new = NewReception {
            on: self.on.map_or(moment.today, |day| day.0),
            way: self.way,
            result: self.result,
            agency,
            case,
            content: ReceptionContent {
                who: self.who,
                phone: self.phone,
                agency: self.agency_name,
                what: self.what,
                said: self.said,
            },
        };
        let recorded = desk
            .rooms
            .desk
            .record_reception(desk.actor(), &new, &self.idempotency_key, moment)
            .await;
        let id = match recorded {
            Ok(id) => id,
            Err(why) => return denied(why),
        };
        let row = desk.rooms.store.reception(desk.actor(), id).await;
        let row = row.map_err(|fault| error::of_store(&fault))?;
        Ok(RecordReceptionPayload {
            reception: row.map(Reception::of),
            refusal: None,
        })
    }
}

/// 接待登记的结果。
///
/// The answer to `recordReception`.
#[derive(SimpleObject)]
pub(crate) struct RecordReceptionPayload {
    /// 登记的接待。What was recorded.
    reception: Option<Reception>,
    /// 没有登记的理由。Why nothing was recorded.
    refusal: Option<Refusal>,
}

/// 接待：来访、来电、来信或者网上咨询。多数不会成为案件。
///
/// Who came, rang or wrote, about what, and what was said. Most of them never become a case.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Reception {
    /// 收案时填写的标识。The id as `openCase` takes it.
    key: uuid::Uuid,
    /// 接待之日。Day.
    on: Date,
    /// 方式。How they came.
    way: ReceptionWay,
    /// 处理结果。What came of it.
    result: ReceptionResult,
    /// 来访、来电、来信人。Who came, rang or wrote.
    who: String,
    /// 电话。Telephone.
    phone: Option<String>,
    /// 所涉机关的名称，由来人所述。Name of the agency, as they gave it.
    agency_name: Option<String>,
    /// 反映的事项。What it was about.
    what: String,
    /// 答复的内容。What was said to them.
    said: String,
    #[graphql(skip)]
    agency: Option<OrganId>,
    #[graphql(skip)]
    case: Option<CaseId>,
    #[graphql(skip)]
    by: UserId,
}

#[ComplexObject]
impl Reception {
    /// 所涉机关，已登记的。The agency it was about, where the office knows it.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Organ>> {
        match self.agency {
            Some(organ) => people::organ(ctx, organ).await,
            None => Ok(None),
        }
    }

    /// 所涉案件。The case it was about.
    async fn case(&self, ctx: &Context<'_>) -> Result<Option<Case>> {
        let Some(case) = self.case else {
            return Ok(None);
        };
        let row = Desk::of(ctx)?.loader.load_one(RowOf(case)).await?;
        Ok(row.map(Case::of))
    }

    /// 接待人。Who received them.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.by).await
    }
}

impl Reception {
    pub(crate) fn of(row: ReceptionRow) -> Self {
        let (reception, content) = (row.reception, row.content);
        Self {
            key: reception.id,
            on: reception.on.into(),
            way: reception.way,
            result: reception.result,
            who: content.who,
            phone: content.phone,
            agency_name: content.agency,
            what: content.what,
            said: content.said,
            agency: reception.agency,
            case: reception.case,
            by: reception.by,
        }
    }
}

page::connection! {
    /// 一页接待，最近的在先。
    ///
    /// A page of receptions, the newest day first.
    ReceptionConnection,
    /// 接待页中的一行。
    ///
    /// One row of a page of receptions.
    ReceptionEdge, Reception
}

/// 接待的次数。
///
/// How many receptions there were in one way with one result.
#[derive(SimpleObject)]
pub(crate) struct ReceptionCount {
    /// 方式。How they came.
    way: ReceptionWay,
    /// 处理结果。What came of it.
    result: ReceptionResult,
    /// 次数。How many.
    count: u64,
}

fn within(from: Option<Date>, until: Option<Date>) -> ReceptionsOf {
    ReceptionsOf {
        from: from.map(|day| day.0),
        until: until.map(|day| day.0),
    }
}

/// A page of receptions of the office.
pub(crate) async fn listed(
    desk: Desk<'_>,
    first: i32,
    after: Option<&str>,
    (from, until): (Option<Date>, Option<Date>),
) -> Result<ReceptionConnection> {
    let page = Page {
        first: page::size(first)?,
        after: page::after(after)?,
    };
    let of = within(from, until);
    let read = desk.rooms.store.receptions(desk.actor(), &of, &page);
    let found = read.await.map_err(|fault| error::of_store(&fault))?;
    let rows = found
        .rows
        .into_iter()
        .map(|row| (row.cursor(), Reception::of(row)));
    Ok(ReceptionConnection(Slice::new(
        rows,
        found.total,
        found.has_next,
        page.after.is_some(),
    )))
}

/// How many receptions of the office there were, by way and result.
pub(crate) async fn counted(
    desk: Desk<'_>,
    from: Option<Date>,
    until: Option<Date>,
) -> Result<Vec<ReceptionCount>> {
    let of = within(from, until);
    let read = desk.rooms.store.reception_counts(desk.actor(), &of);
    let found = read.await.map_err(|fault| error::of_store(&fault))?;
    let rows = found.into_iter();
    Ok(rows
        .map(|((way, result), count)| ReceptionCount { way, result, count })
        .collect())
}
