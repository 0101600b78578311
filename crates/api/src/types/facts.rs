//! What a proceeding has established 案件事实, one small type for each fact.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::{
    Channel, DecisionKind, ForwardedPenalty, ReceiptForm, SigningBasis, ViewsMode,
};
use workflow::file::{self, CaseFile};
use workflow::scalar::{Date, Instant};

use crate::session::Desk;
use crate::types::named::Named;
use crate::types::outside::given;
use crate::types::party::{Parties, Party};
use crate::types::people::{self, User};

/// 收件情况。
///
/// How and when an application came.
#[derive(SimpleObject)]
pub(crate) struct Receipt {
    /// 收到的时刻。When it came in.
    received_at: Instant,
    /// 收到之日。Day it came in, in Asia/Shanghai.
    received_on: Date,
    /// 提交或交邮之日。Day submitted or posted.
    filed_on: Date,
    /// 申请形式。Written, oral or online.
    form: ReceiptForm,
    /// 收件渠道。Way by which it came.
    channel: Channel,
    /// 由作出处罚的行政机关转送的情况。How the penalising agency passed it on.
    forwarded: Option<Forwarded>,
}

/// 由作出处罚的行政机关转送。
///
/// An application passed on by the agency that imposed the penalty.
#[derive(SimpleObject)]
pub(crate) struct Forwarded {
    /// 行政处罚的种类。What the penalty is.
    penalty: ForwardedPenalty,
    /// 该机关收到申请之日。Day the agency received it.
    agency_received_on: Date,
    /// 该机关转送的最后一日。Last day on which the agency was to pass it on.
    due_on: Date,
    /// 是否逾期转送；不影响申请日。Whether it came later than that; the day of the application is not affected.
    late: bool,
}

impl Receipt {
    pub(crate) fn of(receipt: &file::Receipt) -> Self {
        Self {
            received_at: receipt.received_at,
            received_on: receipt.received_on.into(),
            filed_on: receipt.filed_on.into(),
            form: receipt.form,
            channel: receipt.channel,
            forwarded: receipt.forwarded.as_ref().map(|known| Forwarded {
                penalty: known.penalty,
                agency_received_on: known.agency_received_on.into(),
                due_on: known.due.into(),
                late: receipt.received_on > known.due,
            }),
        }
    }
}

/// 被申请复议的行政行为。
///
/// Disputed act.
#[derive(SimpleObject)]
pub(crate) struct DisputedAct {
    /// 行为名称。What it is called.
    title: String,
    /// 文号。Number of its document.
    document_number: Option<String>,
    /// 作出之日。Day it was made.
    made_on: Option<Date>,
    /// 申请人知道该行为之日。Day the applicant came to know of it.
    known_on: Option<Date>,
}

impl DisputedAct {
    pub(crate) fn of(act: &file::DisputedAct) -> Self {
        Self {
            title: act.title.clone(),
            document_number: act.document_number.clone(),
            made_on: act.made_on.map(Into::into),
            known_on: act.known_on.map(Into::into),
        }
    }
}

/// 补正。
///
/// One correction of an application.
#[derive(SimpleObject)]
pub(crate) struct Correction {
    /// 需补正的全部事项，被申请人不可见。Everything that was missing; not shown to respondents.
    items: Vec<String>,
    /// 通知之日。Day of the notice.
    asked_on: Date,
    /// 收到补正材料之日。Day the corrected papers came.
    received_on: Option<Date>,
}

impl Correction {
    pub(crate) fn of(correction: &file::Correction) -> Self {
        Self {
            items: correction.items.clone(),
            asked_on: correction.asked_on.into(),
            received_on: correction.received_on.map(Into::into),
        }
    }
}

/// 受理。
///
/// Acceptance of the application.
#[derive(SimpleObject)]
pub(crate) struct Acceptance {
    /// 受理之日，审理期限由此起算。Day from which the term to decide runs.
    on: Date,
    /// 是否视为受理。Whether it came about by effect of law.
    deemed: bool,
    /// 记录该受理的日志条目序号。Number of the entry that recorded it.
    entry_no: u32,
}

impl Acceptance {
    pub(crate) fn of(acceptance: &file::Acceptance) -> Self {
        Self {
            on: acceptance.on.into(),
            deemed: acceptance.deemed,
            entry_no: acceptance.entry,
        }
    }
}

/// 听取意见。
///
/// Views of the parties, heard or excused.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Views {
    /// 是否已经听取。Whether they were heard; else the reason says why not.
    heard: bool,
    /// 最近一次的日期。Day of the last hearing of views, or of the record that excuses it.
    on: Date,
    /// 方式。How they were heard.
    mode: Option<ViewsMode>,
    /// 不能听取的原因，仅办案机关工作人员可见。Why they could not be heard, for staff of the owning office.
    reason: Option<String>,
    #[graphql(skip)]
    heard_parties: Vec<u32>,
    #[graphql(skip)]
    by: Vec<workflow::id::UserId>,
    #[graphql(skip)]
    willing: Vec<u32>,
    #[graphql(skip)]
    unwilling: Vec<u32>,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Views {
    /// 已被听取意见的当事人。Parties heard so far.
    #[graphql(name = "parties")]
    async fn parties_heard(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.heard_parties).await
    }

    /// 听取意见的行政复议人员。Officers who heard them.
    async fn heard_by(&self, ctx: &Context<'_>) -> Result<Vec<User>> {
        let mut users = Vec::new();
        for user in &self.by {
            users.extend(people::user(ctx, *user).await?);
        }
        Ok(users)
    }

    /// 愿意调解的当事人。Parties who said that they are willing to mediate.
    async fn willing_to_mediate(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.willing).await
    }

    /// 不愿意调解的当事人。Parties who said that they are not.
    async fn unwilling_to_mediate(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.unwilling).await
    }
}

impl Views {
    pub(crate) fn of(views: &file::Views, parties: &Parties) -> Self {
        let parties = parties.clone();
        match views {
            file::Views::Heard {
                on,
                parties: heard,
                mode,
                by,
                willing,
            } => Self {
                heard: true,
                on: (*on).into(),
                mode: Some(*mode),
                reason: None,
                heard_parties: heard.clone(),
                by: by.clone(),
                willing: said(willing, true),
                unwilling: said(willing, false),
                parties,
            },
            file::Views::Waived { on, reason } => Self {
                heard: false,
                on: (*on).into(),
                mode: None,
                reason: given(reason),
                heard_parties: Vec::new(),
                by: Vec::new(),
                willing: Vec::new(),
                unwilling: Vec::new(),
                parties,
            },
        }
    }
}

fn said(willing: &[file::Willing], what: bool) -> Vec<u32> {
    let parties = willing.iter().filter(|said| said.willing == what);
    parties.map(|said| said.party).collect()
}

/// 中止。
///
/// A suspension in force.
#[derive(SimpleObject)]
pub(crate) struct Suspension {
    /// 事由。Ground.
    ground: Named,
    /// 不计入期限的首日。First day not counted.
    since: Date,
    /// 有权机关或者所依据的其他案件。Authority asked or the other case, where the ground waits for one.
    reference: Option<String>,
    /// 恢复审理的最后一日，仅限同意中止。Last day on which to resume, where it is by consent.
    until: Option<Date>,
    /// 是否已经续期。Whether it was prolonged.
    prolonged: bool,
    /// 法律依据。Article of the ground.
    basis: Option<String>,
}

impl Suspension {
    pub(crate) fn of(desk: Desk<'_>, file: &CaseFile) -> Option<Self> {
        let book = desk.rooms.rulebook;
        let decided = file.facts.suspension.as_ref();
        let (id, since) = match decided {
            Some(decided) => (decided.ground.as_str(), decided.since),
            None => file.facts.matters.iter().find_map(|matter| {
                let ground = book.ground_of(&matter.track)?;
                Some((ground.id.as_str(), matter.suspended_on?))
            })?,
        };
        Some(Self {
            ground: ground_of(desk, id),
            since: since.into(),
            reference: decided.and_then(|decided| decided.reference.clone()),
            until: decided.and_then(|decided| decided.until).map(Into::into),
            prolonged: decided.is_some_and(|decided| decided.prolonged),
            basis: book.grounds.get(id).map(|ground| ground.basis.clone()),
        })
    }
}

pub(crate) fn ground_of(desk: Desk<'_>, id: &str) -> Named {
    let ground = desk.rooms.rulebook.grounds.get(id);
    let label = ground.map(|ground| (ground.label.zh.as_str(), ground.label.en.as_str()));
    Named::of(desk, id, label)
}

/// 决定事项。
///
/// One item of a decision.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct DecisionItem {
    /// 种类。Kind.
    kind: DecisionKind,
    /// 针对的请求或行为。Request or act it answers.
    subject: String,
    /// 责令履行或重作的最后一日。Last day to perform or to act anew, where ordered.
    perform_by: Option<Date>,
    /// 是否责令重新作出行政行为。Whether a new act is ordered.
    redo: bool,
    /// 是否仅因违反法定程序而确认违法。Whether an act found unlawful was so for its procedure only.
    procedural: bool,
    /// 变更是否改变处理结果。Whether a change reaches the result, not the facts or the basis alone.
    result_changed: bool,
    /// 变更是否对申请人更为不利。Whether a change leaves the applicant worse off, as a third party asked.
    worse: bool,
}

#[ComplexObject]
impl DecisionItem {
    /// 种类的名目。Label of the kind.
    async fn kind_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }
}

pub(crate) fn items_of(draft: &file::Draft) -> Vec<DecisionItem> {
    let items = draft.items.iter();
    items
        .map(|item| DecisionItem {
            kind: item.kind,
            subject: item.subject.clone(),
            perform_by: item.perform_by.map(Into::into),
            redo: item.redo,
            procedural: item.procedural,
            result_changed: item.result_changed,
            worse: item.worse,
        })
        .collect()
}

/// 听证笔录。
///
/// Record of one session of a hearing.
#[derive(SimpleObject)]
pub(crate) struct HearingRecord {
    /// 听证之日。Day of the session.
    on: Date,
    /// 笔录。Record.
    record: String,
}

impl HearingRecord {
    fn of(record: &file::HearingRecord) -> Self {
        Self {
            on: record.on.into(),
            record: record.record.clone(),
        }
    }
}

/// 决定草案。
///
/// A draft decision with its signature.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Draft {
    /// 决定事项。Items of the decision.
    items: Vec<DecisionItem>,
    /// 查明的事实。Facts found.
    findings: String,
    /// 理由和依据。Reasons and basis.
    reasons: String,
    /// 所依据的听证笔录。Records of the hearing that it rests on.
    hearing_records: Vec<HearingRecord>,
    /// 报批之日。Day submitted.
    submitted_on: Date,
    /// 签批所约束文本的摘要。Digest of the exact text that a signature binds.
    digest: String,
    /// 签批依据；未签批为空。On what the signature rests; null while unsigned.
    signing_basis: Option<SigningBasis>,
    /// 签批之日。Day signed.
    signed_on: Option<Date>,
    #[graphql(skip)]
    signer: Option<workflow::id::UserId>,
}

#[ComplexObject]
impl Draft {
    /// 签批人。Who signed.
    async fn signed_by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.signer {
            Some(signer) => people::user(ctx, signer).await,
            None => Ok(None),
        }
    }
}

impl Draft {
    pub(crate) fn of(file: &CaseFile) -> Option<Self> {
        let draft = file.facts.draft.as_ref()?;
        let signature = file.facts.signature.as_ref();
        Some(Self {
            items: items_of(draft),
            findings: draft.findings.clone(),
            reasons: draft.reasons.clone(),
            hearing_records: draft
                .hearing_records
                .iter()
                .map(HearingRecord::of)
                .collect(),
            submitted_on: draft.submitted_on.into(),
            digest: draft.digest.clone(),
            signing_basis: signature.map(|signature| signature.basis),
            signed_on: signature.map(|signature| signature.on.into()),
            signer: signature.map(|signature| signature.by),
        })
    }
}
