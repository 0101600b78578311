//! Mutations of the reception log 接待登记.

use async_graphql::{Context, Object, Result};

use crate::session::Desk;
use crate::types::reception::{
    LinkReceptionInput, LinkReceptionPayload, RecordReceptionInput, RecordReceptionPayload,
};

/// What can be done about receptions.
#[derive(Default)]
pub(crate) struct ReceptionMutations;

/// What can be done about receptions.
#[Object]
impl ReceptionMutations {
    /// 接待登记：来访、来电、来信、网上咨询。由登记人员、承办人、协办人、复议机构负责人办理。
    ///
    /// Records who came, rang or wrote, about what, and what was said. For registrars, officers, co-officers and the head of the
    /// institution.
    async fn record_reception(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "接待的情况。What is recorded.")] input: RecordReceptionInput,
    ) -> Result<RecordReceptionPayload> {
        input.record(Desk::of(ctx)?).await
    }

    /// 登记某次接待所涉的案件；再次登记的，以后一次为准。Says which case a reception was about; said again, the last one stands.
    async fn link_reception(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "接待和案件。Reception and case.")] input: LinkReceptionInput,
    ) -> Result<LinkReceptionPayload> {
        input.link(Desk::of(ctx)?).await
    }
}
