//! Queries 查询.

use std::sync::Arc;

use async_graphql::futures_util::future::join_all;
use async_graphql::{Context, ID, MergedObject, Object, OneofObject, Result};
use store::{CaseBy as StoreCaseBy, CaseFilter as StoreCaseFilter, Page};
use workflow::actor::Role;
use workflow::id::{CaseId, OrganId};
use workflow::period::PeriodBook;
use workflow::scalar::Date;

use crate::error;
use crate::id::GlobalId;
use crate::limits;
use crate::mutation::{OpenCaseInput, SubmitCommandInput};
use crate::node::{self, Node};
use crate::page::{self, Slice};
use crate::rate::Budget;
use crate::session::Desk;
use crate::types::case::{Case, CaseConnection};
use crate::types::deadline::{CalendarDay, DeadlineInput, DeadlinePayload};
use crate::types::delivery::{self, UndeliveredPaperConnection};
use crate::types::docket::{self, DocketConnection};
use crate::types::people::{Organ, User};
use crate::types::plan::PreviewPayload;
use crate::types::rate_limit::RateLimit;
use crate::types::rule::DeadlineRule;
use crate::types::saved;
use crate::types::search::{self, SameActCase, SameActInput, SearchConnection};
use crate::types::what_if::{WhatIfInput, WhatIfPayload};

mod account;
mod filter;
mod reception;

use account::AccountQueries;
pub(crate) use filter::{CaseFilter, staff};
use reception::ReceptionQueries;

/// Most ids that one `nodes` takes.
pub(crate) const MOST_IDS: usize = 100;

/// 案件的指称方式，择一。
///
/// How a case is named; exactly one.
#[derive(OneofObject)]
pub(crate) enum CaseBy {
    /// 全局标识。Global id.
    Id(ID),
    /// 案号。Number of the case.
    Number(String),
}

pub(crate) fn organ_id(field: &str, id: &ID) -> Result<OrganId> {
    match GlobalId::parse(id) {
        Some(GlobalId::Organ(organ)) => Ok(organ),
        _ => Err(not_of_kind(field, id, "organ")),
    }
}

pub(crate) fn not_of_kind(field: &str, id: &ID, kind: &str) -> async_graphql::Error {
    let id = id.as_str();
    error::bad_input(format!(
        "`{field}` 的 `{id}` 不是 {kind} 的标识。`{id}` in `{field}` is no id of kind {kind}: use the `id` that the API gave"
    ))
}

/// The case that a global id names; any other id names none.
pub(crate) fn case_id(id: &ID) -> Option<CaseId> {
    match GlobalId::parse(id)? {
        GlobalId::Case(case) => Some(case),
        _ => None,
    }
}

/// Who gives cases to officers.
const ASSIGNING: [Role; 3] = [Role::Registrar, Role::InstitutionHead, Role::OrganHead];

/// A page of cases.
async fn cases(
    desk: Desk<'_>,
    filter: &StoreCaseFilter,
    first: i32,
    after: Option<&str>,
) -> Result<CaseConnection> {
    let page = Page {
        first: page::size(first)?,
        after: page::after(after)?,
    };
    let read = desk.rooms.store.cases(desk.actor(), filter, &page);
    let found = read.await.map_err(|fault| error::of_store(&fault))?;
    let rows = found
        .rows
        .into_iter()
        .map(|row| (row.cursor(), Case::of(row)));
    let has_previous = page.after.is_some();
    Ok(CaseConnection(Slice::new(
        rows,
        found.total,
        found.has_next,
        has_previous,
    )))
}

/// 查询。
///
/// What can be asked. What the viewer may not see does not exist in any answer.
#[derive(MergedObject, Default)]
pub(crate) struct Query(CaseQueries, AccountQueries, ReceptionQueries);

/// What can be asked about cases, deadlines and offices.
#[derive(Default)]
pub(crate) struct CaseQueries;

/// What can be asked about cases, deadlines and offices.
#[Object]
impl CaseQueries {
    /// 按全局标识取一项。Thing with a global id; null for one that does not exist or may not be seen.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "全局标识。Global id.")] id: ID,
    ) -> Result<Option<Node>> {
        node::find(ctx, &id).await
    }

    /// 按全局标识取多项，次序相同。Things with global ids, in the same order, at most 100.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "全局标识，至多 100 个。Global ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST_IDS {
            return Err(error::bad_input(format!(
                "`ids` 有 {} 个，至多 100 个。`ids` holds {}: give at most 100",
                ids.len(),
                ids.len()
            )));
        }
        // Together, so that the loaders read them together.
        let found = join_all(ids.iter().map(|id| node::find(ctx, id))).await;
        found.into_iter().collect()
    }

    /// 一个案件。A case; null for one that does not exist or may not be seen.
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "全局标识或案号。By global id or by number.")] by: CaseBy,
    ) -> Result<Option<Case>> {
        let desk = Desk::of(ctx)?;
        let by = match by {
            CaseBy::Number(number) => {
                limits::search("number", &number)?;
                StoreCaseBy::Number(number)
            }
            CaseBy::Id(id) => match case_id(&id) {
                Some(case) => StoreCaseBy::Id(case),
                None => return Ok(None),
            },
        };
        let row = desk.rooms.store.case_row(desk.actor(), &by).await;
        Ok(row.map_err(|fault| error::of_store(&fault))?.map(Case::of))
    }

    /// 案件列表，最近收到的在先。Cases, newest received first.
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "件数，1 至 100。How many, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
        #[graphql(desc = "筛选条件。Which cases.")] filter: Option<CaseFilter>,
        #[graphql(
            desc = "以本人保存的筛选代替 `filter`。One of the viewer's saved filters, in the place of `filter`."
        )]
        saved_filter: Option<ID>,
    ) -> Result<CaseConnection> {
        let desk = Desk::of(ctx)?;
        let filter = match (filter, saved_filter) {
            (Some(_), Some(_)) => {
                return Err(error::bad_input(
                    "`filter` 和 `savedFilter` 只能填写其一。Give `filter` or `savedFilter`, not both",
                ));
            }
            (None, Some(saved)) => saved::conditions(desk, &saved).await?,
            (filter, None) => filter.unwrap_or_default().read(desk)?,
        };
        cases(desk, &filter, first, after.as_deref()).await
    }

    /// 承办人或者协办人离岗的未结案件，最近收到的在先；供负责人和登记人员改派。离岗：已停用，已无该角色，已回避，或者休假而无人代办；`leavers` 说明何人、何故。
    ///
    /// Open cases whose officer or co-officer has left, newest received first: for heads and registrars, to give them to
    /// others. Out of service, without the role, recused, or on leave with nobody in the place: `leavers` says who and why.
    /// Empty for anybody else.
    async fn orphaned_cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "件数，1 至 100。How many, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
    ) -> Result<CaseConnection> {
        let desk = Desk::of(ctx)?;
        let assigns = |role: &Role| desk.actor().holds_or_stands_in(*role);
        if !ASSIGNING.iter().any(assigns) {
            page::size(first)?;
            return Ok(CaseConnection(Slice::new(
                std::iter::empty(),
                0,
                false,
                false,
            )));
        }
        let filter = StoreCaseFilter {
            open: Some(true),
            orphaned: Some(true),
            ..StoreCaseFilter::default()
        };
        cases(desk, &filter, first, after.as_deref()).await
    }

    /// 检索案件：案号、文号、当事人、行政行为、请求和案件情况，空格隔开的各段须全部见于同一案件。相关的在先，其次为最近收到的。
    ///
    /// Searches cases by numbers, names, the act, the requests and what was established; all the parts of the text, apart by
    /// blanks, must stand in the case. Letters and digits are compared as whole words, whatever their width and size;
    /// brackets of years, 第…号 and leading zeros make no difference in numbers.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "件数，1 至 100。How many, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
        #[graphql(desc = "所查的文字，至多 100 字。What to find, at most 100 characters.")]
        text: String,
        #[graphql(desc = "筛选条件。Which cases.")] filter: Option<CaseFilter>,
    ) -> Result<SearchConnection> {
        limits::search("text", &text)?;
        let page = Page {
            first: page::size(first)?,
            after: page::after(after.as_deref())?,
        };
        let desk = Desk::of(ctx)?;
        let filter = filter.unwrap_or_default().read(desk)?;
        search::search(desk, &text, &filter, page).await
    }

    /// 针对同一行政行为的案件，收案时查重用；仅办案机关工作人员可用，其他人所得为空。至多 100 件。
    ///
    /// Cases of the office against the same act, to look for before one is opened; for its staff, others find none. At most
    /// 100.
    async fn same_act_cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "待查的行政行为。Act.")] input: SameActInput,
    ) -> Result<Vec<SameActCase>> {
        input.answer(Desk::of(ctx)?).await
    }

    /// 我的待办，按届满日排列，中止的在后。What the viewer has to do, by due day, paused ones last.
    async fn my_docket(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条数，1 至 100。How many, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
    ) -> Result<DocketConnection> {
        docket::mine(Desk::of(ctx)?, first, after.as_deref()).await
    }

    /// 已制发而尚未送达的文书，制发在先的在前，附下一步可以采用的送达方式；仅办案机关工作人员可见。
    ///
    /// Papers that were issued, sent or not, and are still to be served, the one issued first in front, each with the ways
    /// to serve it next. For staff of the owning office.
    async fn undelivered_papers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "件数，1 至 100。How many, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
        #[graphql(desc = "制发至今超过的日数。Issued more than so many days ago.")]
        older_than_days: Option<u32>,
    ) -> Result<UndeliveredPaperConnection> {
        delivery::undelivered(Desk::of(ctx)?, first, after.as_deref(), older_than_days).await
    }

    /// 机关，按名称排列。Organs, by name.
    async fn organs(&self, ctx: &Context<'_>) -> Result<Vec<Organ>> {
        let desk = Desk::of(ctx)?;
        let organs = desk.rooms.store.organs(desk.actor()).await;
        let organs = organs.map_err(|fault| error::of_store(&fault))?;
        Ok(organs
            .into_iter()
            .map(|organ| Organ(Arc::new(organ)))
            .collect())
    }

    /// 本机关的用户，按登录名排列。Users of the viewer's office, by login.
    async fn users(&self, ctx: &Context<'_>) -> Result<Vec<User>> {
        let desk = Desk::of(ctx)?;
        let users = desk.rooms.store.users(desk.actor()).await;
        let users = users.map_err(|fault| error::of_store(&fault))?;
        Ok(users.into_iter().map(|user| User(Arc::new(user))).collect())
    }

    /// 我。Who asks.
    async fn me(&self, ctx: &Context<'_>) -> Result<User> {
        Ok(User(Arc::new(Desk::of(ctx)?.session.user.clone())))
    }

    /// 本次请求的花费和余额。
    ///
    /// What the request costs and what is left of the hour.
    async fn rate_limit(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "只试算：请求中的其他内容不执行、不计费，超过限额时亦可回答。Only reckons: nothing else of the request is run or counted, and it is answered beyond the limit too.",
            name = "dryRun",
            default
        )]
        // Read before anything runs: see `limits::dry`.
        _dry_run: bool,
    ) -> Result<RateLimit> {
        let budget = ctx.data::<Budget>().map_err(|_| error::internal())?;
        Ok(RateLimit::from(*budget))
    }

    /// 期限试算，不涉及案件。Computes a deadline without a case.
    async fn deadline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "期间、起算时刻等。Period, trigger and the rest.")] input: DeadlineInput,
    ) -> Result<DeadlinePayload> {
        DeadlinePayload::of(Desk::of(ctx)?, input)
    }

    /// 可以试算的期间。Every rule by which deadlines can be computed.
    async fn deadline_rules(&self, ctx: &Context<'_>) -> Result<Vec<DeadlineRule>> {
        let desk = Desk::of(ctx)?;
        let periods = PeriodBook::embedded().iter();
        Ok(periods
            .map(|period| DeadlineRule::of(desk, period))
            .collect())
    }

    /// 某日是否为工作日及其依据。What a day is, and the notice that says so.
    async fn calendar_day(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "日期。Day.")] day: Date,
    ) -> Result<CalendarDay> {
        CalendarDay::of(Desk::of(ctx)?, day)
    }

    /// 试算：案件的某一日不同时，随之变动的每一个期限。什么也不写入；仅办案机关工作人员可用。
    ///
    /// What if one day of a case were another: every term that follows from it. Nothing is written. For staff of the owning
    /// office, who see the log.
    async fn what_if(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "案件和不同之处。Case, and what is otherwise.")] input: WhatIfInput,
    ) -> Result<WhatIfPayload> {
        input.answer(Desk::of(ctx)?).await
    }

    /// 预览指令：会改变什么，或者为何不能办理。什么也不写入。
    ///
    /// What a command would change, or why it could not be given. Nothing is written.
    async fn preview_command(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "与 `submitCommand` 相同。Same as of `submitCommand`.")]
        input: SubmitCommandInput,
    ) -> Result<PreviewPayload> {
        let desk = Desk::of(ctx)?;
        PreviewPayload::of(desk, input.preview(desk).await)
    }

    /// 预览收案。什么也不写入。What opening a case would do. Nothing is written.
    async fn preview_opening(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "与 `openCase` 相同。Same as of `openCase`.")] input: OpenCaseInput,
    ) -> Result<PreviewPayload> {
        let desk = Desk::of(ctx)?;
        let act = search::act_of(input.opening());
        PreviewPayload::of_opening(desk, act, input.preview(desk).await)
    }
}
