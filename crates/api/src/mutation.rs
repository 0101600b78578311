//! Mutations 指令: few lines, because the nested input already is the command.

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{Denied, Precondition};
use workflow::command::{Command, Opening, OpeningSubmission, ProofInput, Submission};
use workflow::plan::Plan;
use workflow::scalar::Date;

use crate::limits;
use crate::query::case_id;
use crate::session::Desk;
use crate::types::plan::CommandPayload;
use crate::types::saved::{self, DeleteFilterPayload, SaveFilterInput, SaveFilterPayload};

/// 对案件办理一项指令。
///
/// One command to a case.
#[derive(InputObject)]
pub(crate) struct SubmitCommandInput {
    /// 案件的全局标识。Global id of the case.
    case_id: ID,
    /// 所见的版本号；案件已被他人更新时不予办理。The revision the client worked from; nothing is done if the case moved on.
    expected_revision: u32,
    /// 幂等键，如 UUID，至多 128 字节；已经办理的保留二十四小时，重复提交返回首次的回答；被拒绝的不保留。Key such as a UUID, at most 128 bytes. What was carried out is remembered for 24 hours and answered again; a refusal is not remembered. A preview uses none.
    idempotency_key: String,
    /// 生效之日；不填为今天。The day the law counts from; today if absent.
    effective_on: Option<Date>,
    /// 补录凭证，生效日早于今天时。Proof, where the effective day lies before today.
    proof: Option<ProofInput>,
    /// 指令。The command.
    command: Command,
}

impl SubmitCommandInput {
    /// The plan that the command would make.
    pub(crate) async fn preview(self, desk: Desk<'_>) -> Result<Plan, Denied> {
        let case = case_id(&self.case_id).ok_or(Denied::NotFound)?;
        let expected = self.expected_revision;
        let submission = self.submission();
        let moment = desk.session.moment;
        let plan = desk
            .rooms
            .desk
            .preview(desk.actor(), case, &submission, moment)
            .await?;
        match plan.from_revision {
            actual if actual == expected => Ok(plan),
            actual => Err(Denied::Stale { expected, actual }),
        }
    }

    fn submission(self) -> Submission {
        Submission {
            command: self.command,
            effective_on: self.effective_on,
            proof: self.proof,
        }
    }
}

/// 收案：登记一件申请，或者申请以前反映的一项争议。
///
/// Opens a case: registers what came, an application or a dispute reported before any.
#[derive(InputObject)]
pub(crate) struct OpenCaseInput {
    /// 幂等键，如 UUID，至多 128 字节；已经收案的保留二十四小时，重复提交返回首次的回答；被拒绝的不保留。Key such as a UUID, at most 128 bytes. What was carried out is remembered for 24 hours and answered again; a refusal is not remembered. A preview uses none.
    idempotency_key: String,
    /// 补录凭证，收到、反映之日早于今天时。Proof, where the day of receipt or report lies before today.
    proof: Option<ProofInput>,
    /// 收到的申请或者反映的争议。What came.
    opening: Opening,
}

impl OpenCaseInput {
    /// What came.
    pub(crate) fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The plan that the opening would make.
    pub(crate) fn preview(self, desk: Desk<'_>) -> Result<Plan, Denied> {
        let submission = self.submission();
        desk.rooms
            .desk
            .preview_opening(desk.actor(), &submission, desk.session.moment)
    }

    fn submission(self) -> OpeningSubmission {
        OpeningSubmission {
            opening: self.opening,
            proof: self.proof,
        }
    }
}

/// 指令。
///
/// What can be done. Everything that happens to a case is one command through one door.
pub(crate) struct Mutation;

/// 指令。
///
/// What can be done. Everything that happens to a case is one command through one door.
#[Object]
impl Mutation {
    /// 收案。Opens a case.
    async fn open_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "收到的申请。What came.")] mut input: OpenCaseInput,
    ) -> Result<CommandPayload> {
        let desk = Desk::of(ctx)?;
        let key = std::mem::take(&mut input.idempotency_key);
        limits::key(&key)?;
        let submission = input.submission();
        let moment = desk.session.moment;
        let answer = desk
            .rooms
            .desk
            .open(desk.actor(), &submission, Some(&key), moment)
            .await;
        CommandPayload::of(desk, None, answer)
    }

    /// 保存常用筛选，至多五十项，仅本人可见。Saves a filter for the viewer alone, at most fifty.
    async fn save_filter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "名称和筛选条件。Name and conditions.")] input: SaveFilterInput,
    ) -> Result<SaveFilterPayload> {
        input.save(Desk::of(ctx)?).await
    }

    /// 删除本人的一项常用筛选。Deletes a saved filter of the viewer.
    async fn delete_filter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "筛选的标识。Id of the filter.")] id: ID,
    ) -> Result<DeleteFilterPayload> {
        saved::delete(Desk::of(ctx)?, id).await
    }

    /// 对案件办理一项指令。Carries out one command to a case, or says why not.
    async fn submit_command(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "案件和指令。The case and the command.")] mut input: SubmitCommandInput,
    ) -> Result<CommandPayload> {
        let desk = Desk::of(ctx)?;
        limits::key(&input.idempotency_key)?;
        let Some(case) = case_id(&input.case_id) else {
            return CommandPayload::of(desk, None, Err(Denied::NotFound));
        };
        let precondition = Precondition {
            expected_revision: Some(input.expected_revision),
            idempotency_key: Some(std::mem::take(&mut input.idempotency_key)),
        };
        let submission = input.submission();
        let moment = desk.session.moment;
        let done = desk
            .rooms
            .desk
            .execute(desk.actor(), case, &submission, &precondition, moment);
        CommandPayload::of(desk, Some(case), done.await)
    }
}
