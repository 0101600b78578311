//! What a request costs 请求的花费.

use async_graphql::SimpleObject;
use workflow::scalar::Instant;

use crate::rate::Budget;

/// 本次请求的花费，以及设有频次限额时的余额。
///
/// What the request costs, and what is left where a limit per hour is set.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct RateLimit {
    /// 本次请求的花费。Points that the request costs; a list costs its rows times what is asked of each.
    cost: u32,
    /// 本次请求至多取得的对象数。Objects that the request may give at most.
    node_count: u32,
    /// 每小时的限额；未设限额时为空。Points of an hour; null where no limit is set.
    limit: Option<u32>,
    /// 本小时的余额；未设限额时为空。Points not yet used; null where no limit is set.
    remaining: Option<u32>,
    /// 下一小时开始的时刻；未设限额时为空。When the next hour begins; null where no limit is set.
    reset_at: Option<Instant>,
}

impl From<Budget> for RateLimit {
    fn from(budget: Budget) -> Self {
        let Budget { cost, nodes, left } = budget;
        Self {
            cost,
            node_count: nodes,
            limit: left.map(|left| left.limit),
            remaining: left.map(|left| left.remaining),
            reset_at: left.map(|left| Instant::new(left.reset_at)),
        }
    }
}
