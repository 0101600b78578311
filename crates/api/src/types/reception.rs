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
use crate::limits;
use crate::loaders::RowOf;
use crate::page::{self, Slice};
use crate::query::{case_id, organ_id};
use crate::session::Desk;
use crate::types::case::Case;
use crate::types::people::{self, Organ, User};
use crate::types::refusal::Refusal;

/// 接待登记。
///
/// To record a reception.
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
    /// 所涉机关，已登记的。Agency it is about, where the office knows it.
    agency: Option<ID>,
    /// 所涉机关的名称，由来人所述。Name of the agency, as they gave it.
    agency_name: Option<String>,
    /// 反映的事项。What it is about.
    what: String,
    /// 答复的内容。What was said to them.
    said: String,
    /// 处理结果。What came of it.
    result: ReceptionResult,
    /// 所涉案件；以后再登记的，用 `linkReception`。Case it is about; said later by `linkReception`.
    case_id: Option<ID>,
}

/// 登记某次接待所涉的案件。
///
/// To say which case a reception was about.
#[derive(InputObject)]
pub(crate) struct LinkReceptionInput {
    /// 接待的标识。Id of the reception.
    reception: ID,
    /// 案件的全局标识。Global id of the case.
    case_id: ID,
}

impl RecordReceptionInput {
    /// Records it, for the office.
    pub(crate) async fn record(self, desk: Desk<'_>) -> Result<RecordReceptionPayload> {
        limits::key(&self.idempotency_key)?;
        let agency = match &self.agency {
            Some(id) => Some(organ_id("agency", id)?),
            None => None,
        };
        let case = match self.case_id.as_ref().map(case_id) {
            Some(None) => return RecordReceptionPayload::of(desk, Err(Denied::NotFound)).await,
            given => given.flatten(),
        };
        let moment = desk.session.moment;
        let new = NewReception {
            on: self.on.map(|day| day.0),
            way: self.way,
            result: self.result,
            agency,
            case,
            content: ReceptionContent {
                who: self.who,
                phone: self.phone,
                agency_name: self.agency_name,
                what: self.what,
                said: self.said,
            },
        };
        let door = &desk.rooms.desk;
        let key = &self.idempotency_key;
        let recorded = door.record_reception(desk.actor(), &new, key, moment).await;
        RecordReceptionPayload::of(desk, recorded).await
    }
}

impl LinkReceptionInput {
    /// Links it, for the office.
    pub(crate) async fn link(self, desk: Desk<'_>) -> Result<LinkReceptionPayload> {
        let linked = match (GlobalId::parse(&self.reception), case_id(&self.case_id)) {
            (Some(GlobalId::Reception(reception)), Some(case)) => {
                let (door, moment) = (&desk.rooms.desk, desk.session.moment);
                let linked = door.link_reception(desk.actor(), reception, case, moment);
                linked.await.map(|()| reception)
            }
            _ => Err(Denied::NotFound),
        };
        let (reception, refusal) = answer(desk, linked).await?;
        Ok(LinkReceptionPayload { reception, refusal })
    }
}

impl RecordReceptionPayload {
    async fn of(desk: Desk<'_>, recorded: Result<uuid::Uuid, Denied>) -> Result<Self> {
        let (reception, refusal) = answer(desk, recorded).await?;
        Ok(Self { reception, refusal })
    }
}

/// What stands in the log now, or why nothing was done.
async fn answer(
    desk: Desk<'_>,
    done: Result<uuid::Uuid, Denied>,
) -> Result<(Option<Reception>, Option<Refusal>)> {
    match done {
        // Who may only write is told that it is written.
        Ok(_) if !desk.session.by.reads_cases() => Ok((None, None)),
        Ok(id) => {
            let row = desk.rooms.store.reception(desk.actor(), id).await;
            let row = row.map_err(|fault| error::of_store(&fault))?;
            Ok((row.map(Reception::of), None))
        }
        Err(denied) => {
            let refusal = Refusal::of_denied(&denied, desk.session.lang)?;
            Ok((None, Some(refusal)))
        }
    }
}

/// 登记所涉案件的回答。
///
/// Reception as it is linked now, or why nothing was done.
#[derive(SimpleObject)]
pub(crate) struct LinkReceptionPayload {
    /// 该次接待；被拒绝时，或者令牌不能查阅案件时为空。Reception; null when refused, and for a token that may not read cases.
    reception: Option<Reception>,
    /// 拒绝；已经登记时为空。Why nothing was done; null when it was.
    refusal: Option<Refusal>,
}

/// 接待登记的结果。
///
/// Reception as it was recorded, or why nothing was.
#[derive(SimpleObject)]
pub(crate) struct RecordReceptionPayload {
    /// 登记的接待；被拒绝时，或者令牌不能查阅案件时为空。What was recorded; null when refused, and for a token that may not read cases.
    reception: Option<Reception>,
    /// 拒绝；已经登记时为空。Why nothing was recorded; null when it was.
    refusal: Option<Refusal>,
}

/// 接待：来访、来电、来信或者网上咨询。多数不会成为案件。
///
/// Who came, rang or wrote, about what, and what was said. Most of them never become a case.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Reception {
    /// 标识，用于 `linkReception`。Opaque id, for `linkReception`.
    id: ID,
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
    /// 所涉机关，已登记的。Agency it was about, where the office knows it.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Organ>> {
        match self.agency {
            Some(organ) => people::organ(ctx, organ).await,
            None => Ok(None),
        }
    }

    /// 所涉案件。Case it was about.
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
            id: GlobalId::Reception(reception.id).into(),
            on: reception.on.into(),
            way: reception.way,
            result: reception.result,
            who: content.who,
            phone: content.phone,
            agency_name: content.agency_name,
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

/// Receptions about a case, where the viewer receives.
pub(crate) async fn about(desk: Desk<'_>, case: CaseId) -> Result<Vec<Reception>> {
    let found = desk.rooms.store.receptions_about(desk.actor(), case).await;
    let found = found.map_err(|fault| error::of_store(&fault))?;
    Ok(found.into_iter().map(Reception::of).collect())
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
