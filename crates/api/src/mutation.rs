//! Mutations 指令: few lines, because the nested input already is the command.

use async_graphql::{Context, ID, InputObject, MergedObject, Object, Result};
use casework::{Denied, NewUpload, Precondition};
use workflow::command::{Command, Opening, OpeningSubmission, ProofInput, Submission};
use workflow::plan::Plan;
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::limits;
use crate::query::case_id;
use crate::session::Desk;
use crate::types::file::{StartDownloadPayload, StartUploadPayload};
use crate::types::plan::CommandPayload;
use crate::types::protection::{RevealIdentityInput, RevealIdentityPayload};
use crate::types::saved::{
    self, DeleteFilterInput, DeleteFilterPayload, SaveFilterInput, SaveFilterPayload,
};

mod account;
mod leave;
mod office;
mod reception;

use account::AccountMutations;
use leave::LeaveMutations;
use office::OfficeMutations;
use reception::ReceptionMutations;

/// 对案件办理一项指令。
///
/// One command to a case.
#[derive(InputObject)]
pub(crate) struct SubmitCommandInput {
    /// 案件的全局标识。Global id of the case.
    case_id: ID,
    /// 所见的版本号；案件已被他人更新时不予办理。Revision the client worked from; nothing is done if the case moved on.
    expected_revision: u32,
    /// 幂等键，如 UUID，至多 128 字节；已经办理的保留二十四小时，重复提交返回首次的回答；被拒绝的不保留。Key such as a UUID, at most 128 bytes. What was carried out is remembered for 24 hours and answered again; a refusal is not remembered. A preview uses none.
    idempotency_key: String,
    /// 生效之日；不填为今天。Day the law counts from; today if absent.
    effective_on: Option<Date>,
    /// 补录凭证，生效日早于今天时。Proof, where the effective day lies before today.
    proof: Option<ProofInput>,
    /// 指令。Command.
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
    pub(crate) async fn preview(self, desk: Desk<'_>) -> Result<Plan, Denied> {
        let submission = self.submission();
        desk.rooms
            .desk
            .preview_opening(desk.actor(), &submission, desk.session.moment)
            .await
    }

    fn submission(self) -> OpeningSubmission {
        OpeningSubmission {
            opening: self.opening,
            proof: self.proof,
        }
    }
}

/// 申请上传一个文件。文件内容不经 GraphQL，而是以 PUT 发往所得的地址。
///
/// Announces a file. Its bytes do not go through GraphQL: they are sent with PUT to the address that is given.
#[derive(InputObject)]
pub(crate) struct StartUploadInput {
    /// 幂等键，如 UUID，至多 128 字节；同一键重复提交时，对尚未上传的文件另给一个地址。Key such as a UUID, at most 128 bytes. Asked again with the same key, a file that was not sent gets another address.
    idempotency_key: String,
    /// 文件名，如 `行政复议申请书.pdf`；不含路径，扩展名与类型相符。Name of the file, without a path, ending as its type does.
    file_name: String,
    /// 媒体类型，如 `application/pdf`。Media type.
    media_type: String,
    /// 字节数。Length in bytes.
    size: u32,
    /// 文件内容的 SHA-256，小写十六进制。SHA-256 of the bytes, in lower-case hex.
    sha256: String,
    /// 所属案件的全局标识；不填的，入卷时再定。Global id of the case it is for; if absent, said when it is filed.
    case_id: Option<ID>,
}

/// 申请下载一份案卷材料。
///
/// Asks to download a material of a file.
#[derive(InputObject)]
pub(crate) struct StartDownloadInput {
    /// 材料的全局标识。Global id of the material.
    material_id: ID,
}

/// 指令。
///
/// What can be done. Everything that happens to a case is one command through one door.
#[derive(MergedObject, Default)]
pub(crate) struct Mutation(
    CaseMutations,
    AccountMutations,
    OfficeMutations,
    LeaveMutations,
    ReceptionMutations,
);

/// What can be done to cases.
#[derive(Default)]
pub(crate) struct CaseMutations;

/// What can be done to cases.
#[Object]
impl CaseMutations {
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

    /// 申请上传文件：得到一个只能使用一次、十五分钟内有效的地址。Announces a file, and gives an address that works once, for fifteen minutes.
    async fn start_upload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "文件。File.")] input: StartUploadInput,
    ) -> Result<StartUploadPayload> {
        let desk = Desk::of(ctx)?;
        limits::key(&input.idempotency_key)?;
        let case = match input.case_id.as_ref().map(case_id) {
            Some(None) => return StartUploadPayload::of(desk, Err(Denied::NotFound)),
            given => given.flatten(),
        };
        let new = NewUpload {
            file_name: input.file_name,
            media_type: input.media_type,
            size: input.size.into(),
            sha256: input.sha256,
            case,
        };
        let (bounds, moment) = (&desk.rooms.file_bounds, desk.session.moment);
        let key = &input.idempotency_key;
        let door = &desk.rooms.desk;
        let started = door.start_upload(desk.actor(), &new, bounds, key, moment);
        StartUploadPayload::of(desk, started.await)
    }

    /// 申请下载案卷材料：得到一个只能使用一次、五分钟内有效的地址，以 GET 取得文件内容。使用该地址时再次核对权限，并记入机关日志。Asks to download a material, and gives an address that works once, for five minutes, with GET. When it is used it is asked again whether the material may be seen, and the organ's log says who took it.
    async fn start_download(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "材料。Material.")] input: StartDownloadInput,
    ) -> Result<StartDownloadPayload> {
        let desk = Desk::of(ctx)?;
        let Some(GlobalId::Material(case, no)) = GlobalId::parse(&input.material_id) else {
            return StartDownloadPayload::of(desk, Err(Denied::NotFound));
        };
        let moment = desk.session.moment;
        let door = &desk.rooms.desk;
        let started = door.start_download(desk.actor(), case, no, moment);
        StartDownloadPayload::of(desk, started.await)
    }

    /// 查看当事人的证件号码：仅由案件承办人、登记人员、负责人说明理由后查看，记入机关日志。Reads the number of the document that proves who a party is: by the officers of the case, a registrar or a head, for a reason, which the log of the organ keeps.
    async fn reveal_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "案件、当事人和理由。Case, party and reason.")] input: RevealIdentityInput,
    ) -> Result<RevealIdentityPayload> {
        let desk = Desk::of(ctx)?;
        let Some(case) = case_id(&input.case_id) else {
            return RevealIdentityPayload::of(desk, Err(Denied::NotFound));
        };
        let (door, moment) = (&desk.rooms.desk, desk.session.moment);
        let number = door.reveal_identity(desk.actor(), case, input.party, &input.reason, moment);
        RevealIdentityPayload::of(desk, number.await)
    }

    /// 保存常用筛选，至多五十项，仅本人可见；名称和条件均与已存的一项相同的，返回该项。Saves a filter for the viewer alone, at most fifty. One with the name and the conditions of a saved one is that one.
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
        #[graphql(desc = "哪一项。Which one.")] input: DeleteFilterInput,
    ) -> Result<DeleteFilterPayload> {
        saved::delete(Desk::of(ctx)?, input).await
    }

    /// 对案件办理一项指令。Carries out one command to a case, or says why not.
    async fn submit_command(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "案件和指令。Case and the command.")] mut input: SubmitCommandInput,
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
