//! The docket 待办 of who asks.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use async_graphql::{Object, Result, SimpleObject};
use store::{DocketOf, DocketRow, Page};
use workflow::id::UserId;
use workflow::period::PeriodKind;

use crate::error;
use crate::page::{self, PageInfo, Slice};
use crate::session::{Desk, Session};
use crate::state::Rooms;
use crate::types::case::Case;
use crate::types::people::User;
use crate::types::term::Term;

/// 待办事项。
///
/// One thing to do: a term of a case.
#[derive(SimpleObject)]
pub(crate) struct DocketItem {
    /// 案件。Case.
    case: Case,
    /// 期限。Term.
    term: Term,
    /// 休假的承办人或者协办人，由我代办；本人的案件为空。Officer on leave for whom the viewer stands in; null in the viewer's own cases.
    for_user: Option<User>,
}

impl DocketItem {
    fn of(row: DocketRow, absent: &HashMap<UserId, Arc<store::office::User>>) -> Self {
        let id = row.case.id;
        let for_user = row.for_user.and_then(|user| absent.get(&user));
        let for_user = for_user.map(|user| User(Arc::clone(user)));
        let case = Case::with_parties(row.case, row.parties);
        let term = Term::of(id, row.term, case.known_parties());
        Self {
            case,
            term,
            for_user,
        }
    }
}

/// 待办页中的一行。
///
/// One row of a docket.
pub(crate) struct DocketEdge<'a>(&'a (String, DocketItem));

/// 待办页中的一行。
///
/// One row of a docket.
#[Object]
impl DocketEdge<'_> {
    /// 游标。Cursor of the row, for `after`.
    async fn cursor(&self) -> &str {
        &self.0.0
    }

    /// 该行的内容。What the row holds.
    async fn node(&self) -> &DocketItem {
        &self.0.1
    }
}

/// 一页待办，按届满日排列，中止的在后。
///
/// A page of what the viewer has to do, by due day, paused ones last.
pub(crate) struct DocketConnection {
    slice: Slice<DocketItem>,
    pending: u64,
}

/// 一页待办，按届满日排列，中止的在后。
///
/// A page of what the viewer has to do, by due day, paused ones last.
#[Object]
impl DocketConnection {
    /// 各行及其游标。Rows with their cursors.
    async fn edges(&self) -> Vec<DocketEdge<'_>> {
        self.slice.rows.iter().map(DocketEdge).collect()
    }

    /// 各行，不带游标。Rows without their cursors.
    async fn nodes(&self) -> Vec<&DocketItem> {
        self.slice.rows.iter().map(|(_, item)| item).collect()
    }

    /// 分页信息。Where the page stands.
    async fn page_info(&self) -> PageInfo {
        self.slice.info()
    }

    /// 待办总数。How many there are on all pages.
    async fn total_count(&self) -> u64 {
        self.slice.total
    }

    /// 负责人及其代办人待签的请求数；其他人为零。For heads and their deputies, requests in the office that wait for a signature; else 0.
    async fn pending_request_count(&self) -> u64 {
        self.pending
    }
}

/// The docket of who asks.
pub(crate) fn of(rooms: &Rooms, session: &Session) -> DocketOf {
    let periods = rooms.rulebook.periods.values();
    let windows = periods.filter(|period| period.kind == PeriodKind::Window);
    DocketOf {
        user: session.user.id,
        without: windows.map(|period| period.id.clone()).collect(),
    }
}

/// A page of the docket of who asks.
pub(crate) async fn mine(
    desk: Desk<'_>,
    first: i32,
    after: Option<&str>,
) -> Result<DocketConnection> {
    let page = Page {
        first: page::size(first)?,
        after: page::after(after)?,
    };
    let of = of(desk.rooms, desk.session);
    let read = desk.rooms.store.docket(desk.actor(), &of, &page);
    let found = read.await.map_err(|fault| error::of_store(&fault))?;
    let others: BTreeSet<UserId> = found.rows.iter().filter_map(|row| row.for_user).collect();
    let absent = desk.loader.load_many(others).await?;
    let rows = found.rows.into_iter();
    let rows = rows.map(|row| (row.cursor(), DocketItem::of(row, &absent)));
    Ok(DocketConnection {
        slice: Slice::new(rows, found.total, found.has_next, page.after.is_some()),
        pending: found.pending,
    })
}
