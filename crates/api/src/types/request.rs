//! Pending requests 待签请求.

use async_graphql::{Context, ID, Object, Result};
use workflow::id::CaseId;
use workflow::scalar::{Date, Instant};

use crate::id::GlobalId;
use crate::session::Desk;
use crate::types::effect;
use crate::types::named::Named;
use crate::types::people::{self, User};

/// 待签请求：由有权人签批后才办理的指令。
///
/// A command that waits for the signature of who may decide. It binds the plan as it was when it was submitted.
pub(crate) struct PendingRequest {
    case: CaseId,
    request: workflow::file::PendingRequest,
}

impl PendingRequest {
    /// A request of a case.
    pub(crate) fn of(case: CaseId, request: workflow::file::PendingRequest) -> Self {
        Self { case, request }
    }

    /// Its number within the case.
    pub(crate) fn number(&self) -> u32 {
        self.request.no
    }
}

/// 待签请求：由有权人签批后才办理的指令。
///
/// A command that waits for the signature of who may decide. It binds the plan as it was when it was submitted.
#[Object]
impl PendingRequest {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Request(self.case, self.request.no).into()
    }

    /// 在本案的序号，指令中填写。Number within the case, as commands take it.
    async fn no(&self) -> u32 {
        self.request.no
    }

    /// 提出人。Who proposes.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.request.by).await
    }

    /// 提出的时刻。When it was submitted.
    async fn at(&self) -> Instant {
        Instant::new(self.request.at)
    }

    /// 请求办理的指令。Command asked for.
    async fn command(&self, ctx: &Context<'_>) -> Result<Named> {
        let name = self.request.submission.command.name();
        Ok(effect::command_label(Desk::of(ctx)?, name.code()))
    }

    /// 请求的生效日；空为签批之日。Effective day asked for; null for the day of signature.
    async fn effective_on(&self) -> Option<Date> {
        self.request.submission.effective_on
    }

    /// 签批所约束的计划的摘要。Digest of the plan that the signature binds.
    async fn digest(&self) -> &str {
        &self.request.digest
    }
}
