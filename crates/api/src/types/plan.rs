//! A previewed plan 计划 and the answers to commands.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use casework::{Denied, Receipt};
use store::search::SoughtAct;
use workflow::effect::Effect as Change;
use workflow::id::CaseId;
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::loaders::RowOf;
use crate::session::Desk;
use crate::types::case::Case;
use crate::types::effect::{self, Effect};
use crate::types::entry::{self, Entry};
use crate::types::named::Named;
use crate::types::paper::Paper;
use crate::types::party::Parties;
use crate::types::refusal::Refusal;
use crate::types::request::PendingRequest;
use crate::types::search::{self, SameActCase};
use crate::types::term::Term;

/// 预览：办理该指令会改变什么。什么也没有写入。
///
/// Everything that a command would change. Nothing is written.
pub(crate) struct Plan(Box<workflow::plan::Plan>);

impl Plan {
    fn parties(&self) -> Parties {
        let after = &self.0.after;
        Parties::known(after.id, after.organ, after.parties.clone())
    }
}

/// 预览：办理该指令会改变什么。什么也没有写入。
///
/// Everything that a command would change. Nothing is written.
#[Object]
impl Plan {
    /// 指令。Command.
    async fn command(&self, ctx: &Context<'_>) -> Result<Named> {
        Ok(effect::command_label(Desk::of(ctx)?, &self.0.entry.command))
    }

    /// 所依据的版本号；收案为零。Revision that it was made from; 0 opens a case.
    async fn from_revision(&self) -> u32 {
        self.0.from_revision
    }

    /// 生效之日。Day it would have effect in law.
    async fn effective_on(&self) -> Date {
        self.0.entry.effective_on.into()
    }

    /// 办理后的阶段。Stage afterwards.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Named> {
        Ok(effect::stage_of(Desk::of(ctx)?, &self.0.after))
    }

    /// 效果。What would change, in order.
    async fn effects(&self, ctx: &Context<'_>) -> Result<Vec<Effect>> {
        let desk = Desk::of(ctx)?;
        let effects = self.0.entry.effects.iter();
        Ok(effects.map(|change| Effect::of(desk, change)).collect())
    }

    /// 新起算或变更的期限。Terms that it would start, pause, move or meet.
    async fn changed_terms(&self) -> Vec<Term> {
        let parties = self.parties();
        let of = |term: &workflow::file::Term| Term::of(self.0.case, term.clone(), parties.clone());
        self.0.changed_terms().map(of).collect()
    }

    /// 将制发的文书，尚未编号。Papers that it would issue; no number is drawn.
    async fn papers(&self) -> Vec<Paper> {
        let issued = self
            .0
            .entry
            .effects
            .iter()
            .filter_map(|change| match change {
                Change::PaperIssued { paper } => Some(paper),
                _ => None,
            });
        let of = |paper: &workflow::file::Paper| Paper {
            case: self.0.case,
            paper: paper.clone(),
            parties: self.parties(),
        };
        issued.map(of).collect()
    }

    /// 将安排的提醒条数。How many alerts it would plan.
    async fn alert_count(&self) -> usize {
        self.0.alerts.len()
    }

    /// 将撤销的日志条目序号。Numbers of the entries that it would reverse.
    async fn reverses(&self) -> &[u32] {
        &self.0.entry.reverses
    }

    /// 是否只是提出待签请求。Whether it would only open a request that somebody else must sign.
    async fn is_request(&self) -> bool {
        self.0.is_request
    }

    /// 法律依据。Article it rests on.
    async fn basis(&self) -> &str {
        &self.0.basis
    }
}

/// 预览的回答：计划或者拒绝。
///
/// Answer to a preview: the plan, or the refusal.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct PreviewPayload {
    /// The act that an opening is about.
    #[graphql(skip)]
    act: Option<SoughtAct>,
    /// 计划；被拒绝时为空。Plan; null when refused.
    plan: Option<Plan>,
    /// 拒绝；可以办理时为空。Refusal; null when it could be carried out.
    refusal: Option<Refusal>,
}

impl PreviewPayload {
    /// What the door said.
    pub(crate) fn of(desk: Desk<'_>, answer: Result<workflow::plan::Plan, Denied>) -> Result<Self> {
        Ok(match answer {
            Ok(plan) => Self {
                act: None,
                plan: Some(Plan(Box::new(plan))),
                refusal: None,
            },
            Err(denied) => Self {
                act: None,
                plan: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }

    /// What the door said to an opening about an act.
    pub(crate) fn of_opening(
        desk: Desk<'_>,
        act: SoughtAct,
        answer: Result<workflow::plan::Plan, Denied>,
    ) -> Result<Self> {
        Ok(Self {
            act: Some(act),
            ..Self::of(desk, answer)?
        })
    }
}

#[ComplexObject]
impl PreviewPayload {
    /// 收案时，针对同一行政行为的其他案件：仅供提示，不影响收案。Of an opening, other cases against the same act: a hint, never a
    /// refusal.
    async fn same_act_cases(&self, ctx: &Context<'_>) -> Result<Vec<SameActCase>> {
        match &self.act {
            Some(act) => search::same_act(Desk::of(ctx)?, act).await,
            None => Ok(Vec::new()),
        }
    }
}

/// 指令的回答：回执或者拒绝。
///
/// Answer to a command: what was done, or the refusal.
pub(crate) struct CommandPayload {
    case: Option<CaseId>,
    receipt: Option<Receipt>,
    refusal: Option<Refusal>,
}

impl CommandPayload {
    /// What the door said.
    pub(crate) fn of(
        desk: Desk<'_>,
        case: Option<CaseId>,
        answer: Result<Receipt, Denied>,
    ) -> Result<Self> {
        Ok(match answer {
            Ok(receipt) => Self {
                case: Some(receipt.case),
                receipt: Some(receipt),
                refusal: None,
            },
            Err(denied) => Self {
                case,
                receipt: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }

    async fn parties(&self, ctx: &Context<'_>) -> Result<Option<Parties>> {
        let case = self.case(ctx).await?;
        Ok(case.map(|case| case.known_parties()))
    }

    async fn case(&self, ctx: &Context<'_>) -> Result<Option<Case>> {
        let desk = Desk::of(ctx)?;
        let Some(case) = self.case.filter(|_| desk.session.by.reads_cases()) else {
            return Ok(None);
        };
        let row = desk.loader.load_one(RowOf(case)).await?;
        Ok(row.map(Case::of))
    }
}

/// 指令的回答：回执或者拒绝。
///
/// Answer to a command: what was done, or the refusal.
#[Object]
impl CommandPayload {
    /// 已经办理的，案件的全局标识。Global id of the case to which it was done; null when refused.
    async fn case_id(&self) -> Option<ID> {
        let receipt = self.receipt.as_ref()?;
        Some(GlobalId::Case(receipt.case).into())
    }

    /// 已经办理的，案件当时的版本号，也是写入的日志条目的序号，作为下一项指令的 `expectedRevision`。Revision of the case by it, which is the number of the entry that was written: the `expectedRevision` of the next command. Null when refused.
    async fn revision(&self) -> Option<u32> {
        self.receipt.as_ref().map(|receipt| receipt.entry)
    }

    /// 案件的现状，被拒绝时亦同；令牌无权读取案件的为空，以下案件内容亦同。Case as it stands now, refused or not; null where the viewer may not see it. A token without the scope to read cases gets neither this nor entry, terms, papers and request.
    #[graphql(name = "case")]
    async fn case_now(&self, ctx: &Context<'_>) -> Result<Option<Case>> {
        self.case(ctx).await
    }

    /// 写入的日志条目。Line of the log that was written, for staff of the owning office.
    async fn entry(&self, ctx: &Context<'_>) -> Result<Option<Entry>> {
        let desk = Desk::of(ctx)?;
        let receipt = self.receipt.as_ref();
        match receipt.filter(|_| desk.session.by.reads_cases()) {
            Some(receipt) => entry::one(desk, receipt.case, receipt.entry).await,
            None => Ok(None),
        }
    }

    /// 新起算或变更的期限。Terms that it started, paused, moved or met.
    async fn changed_terms(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        let (Some(receipt), Some(parties)) = (&self.receipt, self.parties(ctx).await?) else {
            return Ok(Vec::new());
        };
        let of =
            |term: &workflow::file::Term| Term::of(receipt.case, term.clone(), parties.clone());
        Ok(receipt.changed_terms.iter().map(of).collect())
    }

    /// 制发的文书。Papers that it issued.
    async fn papers(&self, ctx: &Context<'_>) -> Result<Vec<Paper>> {
        let (Some(receipt), Some(parties)) = (&self.receipt, self.parties(ctx).await?) else {
            return Ok(Vec::new());
        };
        let of = |paper: &workflow::file::Paper| Paper {
            case: receipt.case,
            paper: paper.clone(),
            parties: parties.clone(),
        };
        Ok(receipt.papers.iter().map(of).collect())
    }

    /// 该指令提出的待签请求，须由他人签批时；已经签批的为空。Request that the command opened, where somebody else must sign; null once it is decided.
    async fn request(&self, ctx: &Context<'_>) -> Result<Option<PendingRequest>> {
        let opened = self.receipt.as_ref().and_then(|receipt| receipt.request);
        match (opened, self.case(ctx).await?) {
            (Some(no), Some(case)) => case.request(ctx, no).await,
            _ => Ok(None),
        }
    }

    /// 是否为同一幂等键首次回答的重复。Whether this is the first answer given again to the same idempotency key.
    async fn replayed(&self) -> bool {
        self.receipt
            .as_ref()
            .is_some_and(|receipt| receipt.replayed)
    }

    /// 拒绝；已经办理时为空。Refusal; null when it was carried out.
    async fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }
}
