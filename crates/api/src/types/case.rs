//! A case 案件.

use async_graphql::{Context, ID, Object, Result};
use store::CaseRow;
use workflow::command::{CaseClass, ReportedThing};
use workflow::file::{CaseFile, CaseKind};
use workflow::later::{self, OutcomeGroup};
use workflow::scalar::Date;

mod whole;

pub(crate) use whole::CaseConnection;

use crate::id::GlobalId;
use crate::session::Desk;
use crate::types::agent::{Agent, ServiceAddress};
use crate::types::entry::{self, EntryConnection};
use crate::types::evidence::Evidence;
use crate::types::facts::{Acceptance, Correction, DisputedAct, Draft, Receipt, Suspension, Views};
use crate::types::intervention::Intervention;
use crate::types::joining::Joining;
use crate::types::later::LaterSuit;
use crate::types::leave::Leaver;
use crate::types::material::CaseVolume;
use crate::types::matter::Matter;
use crate::types::named::Named;
use crate::types::outcome::OutcomeFacts;
use crate::types::outside::{CourtCase, Judgment, SuperiorOrder};
use crate::types::paper::Paper;
use crate::types::participation::Participation;
use crate::types::party::{Parties, Party};
use crate::types::people::{self, Organ, User};
use crate::types::procedure::Procedure;
use crate::types::protection::{Identity, Protection};
use crate::types::reception::{self, Reception};
use crate::types::refusal::Availability;
use crate::types::reporting::Report;
use crate::types::request::PendingRequest;
use crate::types::settle::{Settlement, Withdrawal};
use crate::types::supplement::Supplement;
use crate::types::term::Term;

/// 案件。
///
/// A case: the thing with a number, one revision, one log.
#[derive(Clone)]
pub(crate) struct Case {
    row: CaseRow,
    parties: Parties,
}

/// 案件。
///
/// A case: the thing with a number, one revision, one log.
#[Object]
impl Case {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Case(self.row.id).into()
    }

    /// 案号；案前介入的为其编号。Number of the case; of an early intervention, its own.
    async fn number(&self) -> &str {
        &self.row.number
    }

    /// 案件种类；案前介入在收到申请以前不是行政复议案件。Kind of case; an early intervention is none before somebody applies.
    async fn kind(&self) -> CaseKind {
        self.row.kind
    }

    /// 办案机关。Organ whose office owns the case.
    async fn organ(&self, ctx: &Context<'_>) -> Result<Option<Organ>> {
        people::organ(ctx, self.row.organ).await
    }

    /// 阶段。Stage of the proceeding.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let stage = desk.rooms.rulebook.stages.get(&self.row.stage);
        let label = stage.map(|stage| (stage.label.zh.as_str(), stage.label.en.as_str()));
        Ok(Named::of(desk, &self.row.stage, label))
    }

    /// 进入该阶段之日。Effective day on which the stage was entered.
    async fn stage_since(&self) -> Date {
        self.row.stage_since.into()
    }

    /// 版本号，提交指令时作为 `expectedRevision`。Number of entries in the log; give it as `expectedRevision`.
    async fn revision(&self) -> u32 {
        self.row.revision
    }

    /// 承办人。Officer in charge.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.row.officer {
            Some(officer) => people::user(ctx, officer).await,
            None => Ok(None),
        }
    }

    /// 协办人。Second officer.
    async fn co_officer(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.row.co_officer {
            Some(officer) => people::user(ctx, officer).await,
            None => Ok(None),
        }
    }

    /// 离岗的承办人和协办人，仅办案机关工作人员可见。Officers who have left the case, for staff of the owning office.
    async fn leavers(&self, ctx: &Context<'_>) -> Result<Vec<Leaver>> {
        self.known_leavers(ctx).await
    }

    /// 收到申请之日；案前介入的为反映之日。Day the application came in; of an early intervention, the day of the report.
    async fn received_on(&self) -> Date {
        self.row.received_on.into()
    }

    /// 结案之日。Day the case was closed.
    async fn closed_on(&self) -> Option<Date> {
        self.row.closed_on.map(Into::into)
    }

    /// 是否中止。Whether the case is suspended.
    async fn suspended(&self) -> bool {
        self.row.suspended
    }

    /// 最近的届满日（未暂停的期限），以查询人可见的期限为限。Earliest last day of an open term that is not paused, of those that who asks sees.
    async fn next_due_on(&self) -> Option<Date> {
        self.row.next_due.map(Into::into)
    }

    /// 停止执行的申请自何日起待定。Since when a request to stay execution waits for an answer.
    async fn stay_asked_on(&self) -> Option<Date> {
        self.row.stay_asked_on.map(Into::into)
    }

    /// 结果；不等于结案，文书须先送达。Outcome; it is not closure, papers are served first.
    async fn outcome(&self, ctx: &Context<'_>) -> Result<Option<OutcomeFacts>> {
        if self.row.outcome.is_none() {
            return Ok(None);
        }
        Ok(self
            .file(ctx)
            .await?
            .and_then(|file| OutcomeFacts::of(&file)))
    }

    /// 统计组别：一案只计一次，有一项纠错即为直接纠错；案前介入不计入。Group in which the outcome counts; none for an early
    /// intervention.
    async fn outcome_group(&self, ctx: &Context<'_>) -> Result<Option<OutcomeGroup>> {
        if self.row.outcome.is_none() {
            return Ok(None);
        }
        let file = self.file(ctx).await?;
        Ok(file.and_then(|file| later::outcome_group(file.facts.outcome.as_ref()?)))
    }

    /// 可能的行政诉讼及其被告，由决定事项推得。Ways in which the case may be sued over, with their defendants, derived from
    /// the items of the decision.
    async fn later_defendants(&self, ctx: &Context<'_>) -> Result<Vec<LaterSuit>> {
        let file = self.file(ctx).await?;
        let suits = file
            .map(|file| later::later_suits(&file))
            .unwrap_or_default();
        Ok(suits.into_iter().map(LaterSuit::of).collect())
    }

    /// 案前介入，仅办案机关工作人员可见。Early intervention, for staff of the owning office.
    async fn intervention(&self, ctx: &Context<'_>) -> Result<Option<Intervention>> {
        if !Desk::of(ctx)?.is_staff_of(self.row.organ) {
            return Ok(None);
        }
        self.read(ctx, |file| Intervention::of(file, &self.parties))
            .await
    }

    /// 收件情况；尚无申请的为空。How and when the application came; null while nobody has applied.
    async fn receipt(&self, ctx: &Context<'_>) -> Result<Option<Receipt>> {
        let of = |file: &CaseFile| file.facts.receipt.as_ref().map(Receipt::of);
        self.read(ctx, of).await
    }

    /// 案卷各卷及其目录；副卷仅本案承办人和负责人可见。Volumes of the file with their catalogues; the secondary one for the officers of the case and the heads only.
    async fn volumes(&self, ctx: &Context<'_>) -> Result<Vec<CaseVolume>> {
        self.volumes_of_file(ctx).await
    }

    /// 被申请复议的行政行为；案前介入未涉及具体行为的为空。Disputed act; null where a reported dispute is about none.
    async fn disputed_act(&self, ctx: &Context<'_>) -> Result<Option<DisputedAct>> {
        let of = |file: &CaseFile| {
            let act = Some(&file.facts.disputed_act);
            act.filter(|act| !act.title.is_empty()).map(DisputedAct::of)
        };
        self.read(ctx, of).await
    }

    /// 复议请求。Requests of the applicants.
    async fn requests(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        self.read(ctx, |file| file.facts.requests.clone()).await
    }

    /// 是否复议前置。Whether reconsideration must come before a suit.
    async fn mandatory_first(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        Ok(self.file(ctx).await?.map(|file| file.facts.mandatory_first))
    }

    /// 已告知分别申请的各行政行为，被申请人不可见。Acts against which the applicant was asked to apply separately; not shown to respondents.
    async fn separate_acts(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        self.read(ctx, |file| file.facts.separate_acts.clone())
            .await
    }

    /// 属于本级人民政府工作部门的被申请人，其决定书、意见书须抄告上一级主管部门。Respondents that are departments of the organ's own
    /// government: what is decided on them is copied to their superior departments.
    async fn own_departments(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        let of = |file: &CaseFile| file.facts.own_departments.clone();
        let known = self.read(ctx, of).await?;
        self.parties.some(ctx, &known).await
    }

    /// 补正。One correction, if it was asked for.
    async fn correction(&self, ctx: &Context<'_>) -> Result<Option<Correction>> {
        let of = |file: &CaseFile| file.facts.correction.as_ref().map(Correction::of);
        self.read(ctx, of).await
    }

    /// 受理，含视为受理。Acceptance, by decision or by effect of law.
    async fn acceptance(&self, ctx: &Context<'_>) -> Result<Option<Acceptance>> {
        let of = |file: &CaseFile| file.facts.acceptance.as_ref().map(Acceptance::of);
        self.read(ctx, of).await
    }

    /// 审理程序。Procedure by which the case is heard.
    async fn procedure(&self, ctx: &Context<'_>) -> Result<Option<Procedure>> {
        let file = self.file(ctx).await?;
        Ok(file.map(|file| Procedure::of(&file.facts.procedure, &self.parties)))
    }

    /// 委托代理人。Agents of the parties.
    async fn agents(&self, ctx: &Context<'_>) -> Result<Vec<Agent>> {
        let Some(file) = self.file(ctx).await? else {
            return Ok(Vec::new());
        };
        let agents = file.facts.people.agents.iter();
        let of = |agent: &workflow::file::Agent| Agent {
            agent: agent.clone(),
            owner: self.row.organ,
            parties: self.parties.clone(),
        };
        Ok(agents.map(of).collect())
    }

    /// 参与与回避，仅办案机关工作人员可见。Who was let in and who is recused, for staff of the owning office.
    async fn participation(&self, ctx: &Context<'_>) -> Result<Option<Participation>> {
        self.read_by_staff(ctx, |file| {
            let known = Some(&file.facts.participation).filter(|known| !known.is_empty());
            known.map(|known| Participation::of(known, &self.parties))
        })
        .await
    }

    /// 送达地址确认书，仅办案机关工作人员可见。Addresses that parties have confirmed, for staff of the owning office.
    async fn service_addresses(&self, ctx: &Context<'_>) -> Result<Vec<ServiceAddress>> {
        self.read_by_staff(ctx, |file| {
            let addresses = file.facts.people.addresses.iter();
            addresses
                .map(|known| ServiceAddress::of(known, &self.parties))
                .collect()
        })
        .await
    }

    /// 已登记的证件，仅办案机关工作人员可见；号码以 revealIdentity 查看。What proves who parties are, for staff of the owning office; revealIdentity reads the number.
    async fn identities(&self, ctx: &Context<'_>) -> Result<Vec<Identity>> {
        let of = |file: &CaseFile| Identity::all(file, &self.parties);
        self.read_by_staff(ctx, of).await
    }

    /// 姓名保密，仅办案机关工作人员可见。Names that are kept from others, by number, for staff of the owning office.
    async fn protections(&self, ctx: &Context<'_>) -> Result<Vec<Protection>> {
        let of = |file: &CaseFile| Protection::all(file, &self.parties);
        self.read_by_staff(ctx, of).await
    }

    /// 申请人推选的代表人。Applicants chosen as representatives.
    async fn representatives(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.named(ctx, |file| file.facts.people.representatives.clone())
            .await
    }

    /// 经告知没有推选出代表人的经过，仅办案机关工作人员可见。How applicants told to choose representatives chose nobody, for staff of the owning office.
    async fn representatives_unchosen(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.read(ctx, |file| file.facts.people.unchosen.clone())
            .await
    }

    /// 听取意见。Views heard, or why not.
    async fn views(&self, ctx: &Context<'_>) -> Result<Option<Views>> {
        self.read(ctx, |file| {
            let views = file.facts.views.as_ref();
            views.map(|views| Views::of(views, &self.parties))
        })
        .await
    }

    /// 案件类别，仅办案机关工作人员可见。What the case is classed as, for staff of the owning office.
    async fn classes(&self, ctx: &Context<'_>) -> Result<Vec<CaseClass>> {
        self.read_by_staff(ctx, |file| file.facts.classes.clone())
            .await
    }

    /// 中止，决定中止的在先，其次为附带审查。Suspension now in force: the one decided, else that of a collateral review.
    async fn suspension(&self, ctx: &Context<'_>) -> Result<Option<Suspension>> {
        if !self.row.suspended {
            return Ok(None);
        }
        let desk = Desk::of(ctx)?;
        let file = self.file(ctx).await?;
        Ok(file.and_then(|file| Suspension::of(desk, &file)))
    }

    /// 撤回。Withdrawal recorded and not yet acted on.
    async fn withdrawal(&self, ctx: &Context<'_>) -> Result<Option<Withdrawal>> {
        self.read(ctx, |file| {
            let withdrawal = file.facts.withdrawal.as_ref();
            withdrawal.map(|known| Withdrawal::of(known, &self.parties))
        })
        .await
    }

    /// 和解。Settlement recorded; it ends the case only through a withdrawal.
    async fn settlement(&self, ctx: &Context<'_>) -> Result<Option<Settlement>> {
        self.read(ctx, |file| {
            let settlement = file.facts.settlement.as_ref();
            settlement.map(|known| Settlement::of(known, &self.parties))
        })
        .await
    }

    /// 法院裁判，按登记先后。Judgments that reopened the case or order performance, oldest first.
    async fn judgments(&self, ctx: &Context<'_>) -> Result<Vec<Judgment>> {
        let of = |file: &CaseFile| file.facts.judgments.iter().map(Judgment::of).collect();
        self.read(ctx, of).await
    }

    /// 上级责令、决定，按登记先后。Orders of superior organs, oldest first.
    async fn superior_orders(&self, ctx: &Context<'_>) -> Result<Vec<SuperiorOrder>> {
        let of = |file: &CaseFile| file.facts.orders.iter().map(SuperiorOrder::of).collect();
        self.read(ctx, of).await
    }

    /// 人民法院受理的同一行政行为的诉讼。Suit over the same act that a court has accepted.
    async fn court_case(&self, ctx: &Context<'_>) -> Result<Option<CourtCase>> {
        let of = |file: &CaseFile| file.facts.court_case.as_ref().map(CourtCase::of);
        self.read(ctx, of).await
    }

    /// 已确认逾期未答复的被申请人。Respondents confirmed to have given no reply in time.
    async fn no_reply(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.named(ctx, |file| file.facts.no_reply.clone()).await
    }

    /// 证据；被申请人只见本机关提交的。Evidence handed in, by number; a respondent sees its own.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Evidence>> {
        self.read(ctx, |file| {
            let evidence = file.facts.evidence.iter();
            evidence
                .map(|known| Evidence::of(known, &self.parties))
                .collect()
        })
        .await
    }

    /// 登记之后收到的补充材料，按先后；被申请人只见本机关提交的。What parties handed in later, oldest first; a respondent sees its own.
    async fn supplements(&self, ctx: &Context<'_>) -> Result<Vec<Supplement>> {
        self.read(ctx, |file| Supplement::all(file, &self.parties))
            .await
    }

    /// 与本案有关的接待，最近的在先，仅负责接待的工作人员可见。Receptions about the case, newest first, for staff who receive.
    async fn receptions(&self, ctx: &Context<'_>) -> Result<Vec<Reception>> {
        reception::about(Desk::of(ctx)?, self.row.id).await
    }

    /// 合并审理的他案：主案，本案为主案的则为各从案，仅办案机关工作人员可见。Cases heard together with it, for staff of the owning office.
    async fn heard_with(&self, ctx: &Context<'_>) -> Result<Vec<Joining>> {
        self.read_by_staff(ctx, Joining::of).await
    }

    /// 分案来源：申请人在该案中一并申请、经告知分别申请的，仅办案机关工作人员可见。Case out of whose application this one was made, for staff of the owning office.
    async fn split_from(&self, ctx: &Context<'_>) -> Result<Option<Case>> {
        self.origin(ctx).await
    }

    /// 申请人经告知后分别申请而另行登记的案件，登记在先的在前，仅办案机关工作人员可见。Cases made separately out of this application, for staff of the owning office.
    async fn split_off(&self, ctx: &Context<'_>) -> Result<Vec<Case>> {
        self.separate(ctx).await
    }

    /// 上报全国平台的记录，仅办案机关工作人员可见。What was reported to the national platform, for staff of the owning office.
    async fn reports(&self, ctx: &Context<'_>) -> Result<Vec<Report>> {
        self.read_by_staff(ctx, Report::made).await
    }

    /// 尚待上报全国平台的事项，仅办案机关工作人员可见。What is still to be reported, for staff of the owning office.
    async fn to_report(&self, ctx: &Context<'_>) -> Result<Vec<ReportedThing>> {
        self.read_by_staff(ctx, CaseFile::to_report).await
    }

    /// 决定草案，制发前属于副卷，仅本案承办人、负责人可见，签批后登记人员可见；制发后办案机关工作人员可见。Draft decision: until it is issued
    /// for the officers of the case, the heads and, once it is signed, a registrar; then for staff of the owning office.
    async fn draft(&self, ctx: &Context<'_>) -> Result<Option<Draft>> {
        self.read_by_staff(ctx, Draft::of).await
    }

    /// 程序之外的事项：停止执行、听证、鉴定等；办案机关以外的人只见对其公开的。Matters beside the proceeding, by number; outside the office only those
    /// that are open to who asks.
    async fn matters(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "是为未了的，否为已办结的，不填为全部。True for open ones, false for those that are done, absent for all."
        )]
        open: Option<bool>,
    ) -> Result<Vec<Matter>> {
        let desk = Desk::of(ctx)?;
        let Some(file) = self.file(ctx).await? else {
            return Ok(Vec::new());
        };
        let chosen =
            file.facts.matters.iter().filter(|matter| {
                open.is_none_or(|open| open == desk.rooms.rulebook.is_open(matter))
            });
        Ok(chosen
            .map(|matter| Matter::of(matter.clone(), self.parties.clone()))
            .collect())
    }

    /// 当事人。Parties, by number.
    async fn parties(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.load(ctx).await
    }

    /// 期限。Terms, by number.
    async fn terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "是为未了的，否为已结束的，不填为全部。True for open ones, false for ended ones, absent for all."
        )]
        open: Option<bool>,
    ) -> Result<Vec<Term>> {
        let terms = self.all_terms(ctx).await?;
        let chosen = terms
            .iter()
            .filter(|term| open.is_none_or(|open| open == term.state.is_open()));
        Ok(chosen.map(|term| self.term(term)).collect())
    }

    /// 最近届满的未了期限（未暂停的在先）。Open term that ends first; paused ones come last.
    async fn next_term(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        self.next_open_term(ctx).await
    }

    /// 文书及其送达。Papers with their services, by number.
    async fn papers(&self, ctx: &Context<'_>) -> Result<Vec<Paper>> {
        self.all_papers(ctx).await
    }

    /// 日志，按序号排列，仅办案机关工作人员可见。Log in order, for staff of the owning office.
    async fn log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条数，1 至 100。How many entries, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
    ) -> Result<EntryConnection> {
        let desk = Desk::of(ctx)?;
        entry::log(desk, &self.row, first, after.as_deref()).await
    }

    /// 各指令现在是否可以办理。Each command, and whether the viewer could give it now.
    async fn available_commands(&self, ctx: &Context<'_>) -> Result<Vec<Availability>> {
        self.available(ctx).await
    }

    /// 待签请求，仅办案机关工作人员可见。Requests that wait for a signature, for staff of the owning office.
    async fn pending_requests(&self, ctx: &Context<'_>) -> Result<Vec<PendingRequest>> {
        self.pending(ctx).await
    }

    /// 适用的规则版本。Version of the definitions that the case is pinned to.
    async fn rules(&self, ctx: &Context<'_>) -> Result<Option<entry::RulesVersion>> {
        let file = self.file(ctx).await?;
        Ok(file.map(|file| entry::RulesVersion::of(&file.definition)))
    }
}
