//! Terms 期限: a deadline that explains itself.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, Result, SimpleObject};
use workflow::deadline::panel::PanelBasis;
use workflow::deadline::{self, Panel};
use workflow::file::TermState;
use workflow::id::CaseId;
use workflow::period::Period;
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::session::Desk;
use crate::types::left::{Left, Light};
use crate::types::named::Named;
use crate::types::panel::{DeadlinePanel, against};
use crate::types::party::{Parties, Party};
use crate::types::step::StepConnection;

/// 期间种类。
///
/// Kind of period.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "workflow::period::PeriodKind")]
pub(crate) enum PeriodKind {
    /// 义务。An act is owed before its end; past its day it stays owed.
    Duty,
    /// 权利期间。A right that ends with it.
    Window,
    /// 等待。A minimum before something may happen.
    Wait,
    /// 法定效果。Its end brings something about.
    Effect,
}

/// 期限。
///
/// A period running on a case: its last day, the article, the steps that led there.
#[derive(Clone)]
pub(crate) struct Term {
    case: CaseId,
    term: workflow::file::Term,
    parties: Parties,
}

impl Term {
    /// A term of a case.
    pub(crate) fn of(case: CaseId, term: workflow::file::Term, parties: Parties) -> Self {
        Self {
            case,
            term,
            parties,
        }
    }

    /// What the file holds of it.
    pub(crate) fn held(&self) -> &workflow::file::Term {
        &self.term
    }

    fn rule(&self, desk: Desk<'_>) -> Option<&'static Period> {
        desk.rooms.rulebook.period(&self.term.period)
    }

    /// How it explains itself; nothing where the rules do not know its period.
    pub(crate) fn explained(&self, desk: Desk<'_>) -> Option<Panel> {
        Panel::of_term(self.rule(desk)?, &self.term, against(desk)).ok()
    }

    pub(crate) fn left(&self, desk: Desk<'_>) -> Left {
        let reading = self.rule(desk).map(Period::reading);
        Left::of(
            &self.term,
            reading,
            desk.rooms.calendar,
            desk.session.moment.today,
        )
    }
}

/// 期限。
///
/// A period running on a case: its last day, the article, the steps that led there.
#[Object]
impl Term {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Term(self.case, self.term.no).into()
    }

    /// 在本案的序号，指令中填写。Number within the case, as commands take it.
    async fn no(&self) -> u32 {
        self.term.no
    }

    /// 期间。Period of law or of the office.
    async fn period(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let label = self
            .rule(desk)
            .map(|period| (period.label.as_str(), period.label_en.as_str()));
        Ok(Named::of(desk, &self.term.period, label))
    }

    /// 种类。Duty, window, wait or effect.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<PeriodKind>> {
        let desk = Desk::of(ctx)?;
        Ok(self.rule(desk).map(|period| period.kind.into()))
    }

    /// 状态。State.
    async fn state(&self) -> TermState {
        self.term.state
    }

    /// 所涉当事人。Party it concerns, where it is one party's.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        match self.term.party {
            Some(party) => self.parties.one(ctx, party).await,
            None => Ok(None),
        }
    }

    /// 指定的末日：由决定、法院或者命令指定，不按天数计算。Last day that a decision, a court or an order fixed, in place of a count; a day off still rolls.
    async fn fixed_on(&self) -> Option<Date> {
        self.term.fixed_on.map(Into::into)
    }

    /// 起算日，当日不计入。Day that starts it and is not counted.
    async fn started_on(&self) -> Date {
        self.term.started_on.into()
    }

    /// 届满日。Last day.
    async fn due_on(&self) -> Date {
        self.term.due.into()
    }

    /// 稳妥日，按此安排。Last working day on or before the unrolled last day: the day to plan for.
    async fn safe_by(&self) -> Date {
        self.term.safe_by.into()
    }

    /// 是否暂定：所涉年份的放假通知尚未载入。Whether it rests on a year whose notice is not loaded.
    async fn provisional(&self) -> bool {
        self.term.provisional
    }

    /// 结束之日。Day on which it was met, lapsed or cancelled.
    async fn ended_on(&self) -> Option<Date> {
        self.term.ended_on.map(Into::into)
    }

    /// 灯色。Light, reckoned by the server.
    async fn light(&self, ctx: &Context<'_>) -> Result<Light> {
        Ok(self.left(Desk::of(ctx)?).light)
    }

    /// 剩余工作日，逾期为负；暂停或结束后为空。Working days left, negative past the last day; null when paused or ended.
    async fn working_days_left(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        Ok(self.left(Desk::of(ctx)?).working_days)
    }

    /// 剩余日数，逾期为负；暂停或结束后为空。Calendar days left, negative past the last day; null when paused or ended.
    async fn calendar_days_left(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        Ok(self.left(Desk::of(ctx)?).calendar_days)
    }

    /// 不计入的期间。Stretches of days that do not count.
    async fn pauses(&self) -> Vec<TermPause> {
        let pauses = self.term.pauses.iter();
        pauses
            .map(|pause| TermPause {
                from: pause.from.into(),
                to: pause.to.map(Into::into),
                kind: pause.kind.clone(),
            })
            .collect()
    }

    /// 延长的日数。Days added.
    async fn extension_days(&self) -> u32 {
        self.term.extension_days
    }

    /// 法律依据。What it rests on.
    async fn basis(&self, ctx: &Context<'_>) -> Result<Option<Basis>> {
        let desk = Desk::of(ctx)?;
        Ok(self.rule(desk).map(Basis::of))
    }

    /// 一句话说明，可在电话里读出；规则中没有该期间时为空。One sentence that can be read out on the phone; null where the rules do not know the period.
    async fn explanation(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        let panel = self.explained(desk);
        Ok(panel.map(|panel| panel.sentence(desk.session.lang)))
    }

    /// 期限说明；规则中没有该期间时为空。How it explains itself: data first, words second; null where the rules do not know the period.
    async fn panel(&self, ctx: &Context<'_>) -> Result<Option<DeadlinePanel>> {
        let desk = Desk::of(ctx)?;
        let panel = self.explained(desk);
        Ok(panel.map(|panel| DeadlinePanel::of(desk, panel)))
    }

    /// 计算步骤。Steps of the count.
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "步数，1 至 100。How many steps, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
    ) -> Result<StepConnection> {
        let desk = Desk::of(ctx)?;
        // A period without a number of days has no steps.
        let steps = self
            .rule(desk)
            .and_then(|period| deadline::steps(period, desk.rooms.calendar, &self.term).ok());
        StepConnection::page(steps, desk.session.lang, first, after.as_deref())
    }

    /// 届满的后果。What follows when it ends.
    async fn consequence(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        let words = self.rule(desk).and_then(|period| {
            period
                .consequence
                .as_deref()
                .zip(period.consequence_en.as_deref())
        });
        Ok(words.map(|(zh, en)| desk.pick(zh, en)))
    }

    /// 版本，每次变更加一。Version, counted up with every change.
    async fn version(&self) -> u32 {
        self.term.version
    }
}

/// 不计入期限的期间，自首日起，至恢复之日前一日止。
///
/// A stretch of days that does not count: from the first of them up to the day on which counting resumes.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct TermPause {
    /// 不计入的首日。First day not counted.
    from: Date,
    /// 恢复计算之日；仍在中止为空。First day counted again; null while it lasts.
    to: Option<Date>,
    /// 种类。Kind, such as `suspension`.
    kind: String,
}

/// 法律依据。
///
/// What a term rests on.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
#[graphql(complex)]
pub(crate) struct Basis {
    /// 条文。Article; `policy` for the office's own clocks.
    article: String,
    /// 条文，如文书中的写法；内部时限为空。Article as papers cite it, in Chinese; null for the office's own clocks.
    citation: Option<String>,
    /// 条文摘句。A few quoted words of the article.
    words: Option<String>,
    /// 是否为本机关的内部时限。Whether the number is the office's own.
    policy: bool,
    #[graphql(skip)]
    review: Option<(String, String)>,
}

#[ComplexObject]
impl Basis {
    /// 审核情况；已经法制审核为空。Null once counsel has signed the row as it stands, else says that it is not signed.
    async fn review(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        Ok(self.review.as_ref().map(|(zh, en)| desk.pick(zh, en)))
    }
}

impl Basis {
    /// The basis of a period.
    pub(crate) fn of(period: &Period) -> Self {
        let (review, review_en) = period.review_note().unzip();
        Self::of_panel(PanelBasis {
            article: period.basis.clone(),
            words: period.words.clone(),
            policy: period.is_policy(),
            review,
            review_en,
        })
    }

    /// The basis of a panel.
    pub(crate) fn of_panel(basis: PanelBasis) -> Self {
        let own = basis.article == "policy";
        Self {
            citation: (!own).then(|| deadline::cite(&basis.article)),
            article: basis.article,
            words: basis.words,
            policy: basis.policy,
            review: basis.review.zip(basis.review_en),
        }
    }
}
