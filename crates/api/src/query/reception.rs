//! Queries of the reception log 接待登记.

use async_graphql::{Context, Object, Result};
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::reception::{self, ReceptionConnection, ReceptionCount};

/// What can be asked about receptions.
#[derive(Default)]
pub(crate) struct ReceptionQueries;

/// What can be asked about receptions.
#[Object]
impl ReceptionQueries {
    /// 接待登记，最近之日的在先；仅负责接待的工作人员可见，所涉案件须本人可以看见。
    ///
    /// Receptions of the office, the newest day first: for those of its staff who receive, and where one is about a case, for
    /// those who may see the case. Empty for anybody else.
    async fn receptions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "件数，1 至 100。How many, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
        #[graphql(desc = "此日或者其后。On this day or later.")] from: Option<Date>,
        #[graphql(desc = "此日或者其前。On this day or earlier.")] until: Option<Date>,
    ) -> Result<ReceptionConnection> {
        reception::listed(Desk::of(ctx)?, first, after.as_deref(), (from, until)).await
    }

    /// 接待次数，按方式和结果，只计可见的；如每周的统计。How many receptions there were, by way and result, such as of a week; of those that the viewer may see.
    async fn reception_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "此日或者其后。On this day or later.")] from: Option<Date>,
        #[graphql(desc = "此日或者其前。On this day or earlier.")] until: Option<Date>,
    ) -> Result<Vec<ReceptionCount>> {
        reception::counted(Desk::of(ctx)?, from, until).await
    }
}
