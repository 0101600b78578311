//! Subscriptions 订阅: what clients are told as it happens.

use async_graphql::futures_util::Stream;
use async_graphql::futures_util::stream;
use async_graphql::{Context, ID, Result, Subscription as Root};

use crate::error;
use crate::live::{Happened, Turn, Wanted};
use crate::query::case_id;
use crate::types::change::{DeadlineChanged, DocketChanged};
use crate::types::entry::Entry;

/// Most cases that one subscription names.
const MOST_IDS: usize = 100;

/// 订阅。
///
/// What is told as it happens. What the viewer may not see does not happen; the right to see is looked up anew for
/// everything that is told, and once it is lost the subscription is complete.
pub(crate) struct Subscription;

/// What happened, where something did.
fn happened<'a>(ctx: &Context<'a>, wanted: Wanted) -> Result<Option<&'a Happened>> {
    let turn = ctx.data::<Turn>().map_err(|_| error::internal())?;
    Ok(turn.event(wanted))
}

fn not_found() -> async_graphql::Error {
    error::error(
        error::Code::NotFound,
        "没有该案件，或者无权查看。there is no such thing, or you may not see it",
    )
}

/// 订阅。
///
/// What is told as it happens. What the viewer may not see does not happen; the right to see is looked up anew for
/// everything that is told, and once it is lost the subscription is complete.
#[Root]
impl Subscription {
    /// 案件日志：自指定序号之后的每一条，依次送达，不缺不重；重新连接时以最后收到的序号为 `after`。仅办案机关工作人员可用。
    ///
    /// Log of a case: every entry after a number, in order, without a gap and none twice; after a break give the
    /// last number that came. For staff of the owning office.
    async fn case_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "案件。Case.")] case_id: ID,
        #[graphql(
            desc = "从此序号之后，不填为从头开始。After this number; absent for all from the first.",
            default
        )]
        after: u32,
    ) -> Result<impl Stream<Item = Entry>> {
        let case = self::case_id(&case_id).ok_or_else(not_found)?;
        let entry = match happened(ctx, Wanted::Entries(case, after))? {
            Some(Happened::Entry(case, logged)) => Some(Entry {
                case: *case,
                logged: logged.clone(),
            }),
            _ => None,
        };
        Ok(stream::iter(entry))
    }

    /// 我的待办有变：有期限列入、变动或者结束，或者待签请求增减。自订阅时起。
    ///
    /// Docket of the viewer is no longer what it was: a term came, changed or ended, or requests came to wait for
    /// a signature or wait no more. From now on.
    async fn docket_changed(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = DocketChanged>> {
        let change = happened(ctx, Wanted::Docket)?.and_then(DocketChanged::of);
        Ok(stream::iter(change))
    }

    /// 期限有变：新起算、变动或者结束。自订阅时起。
    ///
    /// A term began, changed or ended, in a case that the viewer may see. From now on.
    async fn deadline_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "案件，至多 100 件；不填为可以查看的全部。Cases, at most 100; absent for all that may be seen."
        )]
        case_ids: Option<Vec<ID>>,
    ) -> Result<impl Stream<Item = DeadlineChanged>> {
        if let Some(ids) = case_ids.as_ref().filter(|ids| ids.len() > MOST_IDS) {
            let count = ids.len();
            return Err(error::bad_input(format!(
                "`caseIds` 有 {count} 个，至多 {MOST_IDS} 个。`caseIds` holds {count}: give at most {MOST_IDS}"
            )));
        }
        let cases = case_ids.map(|ids| ids.iter().filter_map(case_id).collect());
        let change = happened(ctx, Wanted::Deadlines(cases))?.and_then(DeadlineChanged::of);
        Ok(stream::iter(change))
    }
}
