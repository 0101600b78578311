//! The outcome of a case 结果.

use async_graphql::{ComplexObject, Context, Enum, Result, SimpleObject};
use workflow::command::{DecisionKind, RefusalGround, VoidGround, WithdrawalCause};
use workflow::file::{CaseFile, Outcome};
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::facts::{DecisionItem, ground_of, items_of};
use crate::types::named::Named;

/// 结果种类。
///
/// Kind of outcome.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutcomeKind {
    /// 不予受理。Not accepted.
    NotAccepted,
    /// 视为放弃申请。Deemed abandoned for want of correction.
    DeemedAbandoned,
    /// 受理前撤回。Withdrawn before acceptance.
    WithdrawnBeforeAcceptance,
    /// 终止。Terminated.
    Terminated,
    /// 调解结案。Mediated.
    Mediated,
    /// 由上级行政复议机关审理。Taken over by the superior organ.
    TakenOver,
    /// 案前介入结束，没有申请。An early intervention ended without an application.
    InterventionEnded,
    /// 登记已撤销，不计入任何组别。Registered by mistake and voided; it counts nowhere.
    Voided,
    /// 已作出决定。Decided.
    Decided,
}

impl OutcomeKind {
    /// The name in the database.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::NotAccepted => "NOT_ACCEPTED",
            Self::DeemedAbandoned => "DEEMED_ABANDONED",
            Self::WithdrawnBeforeAcceptance => "WITHDRAWN_BEFORE_ACCEPTANCE",
            Self::Terminated => "TERMINATED",
            Self::Mediated => "MEDIATED",
            Self::TakenOver => "TAKEN_OVER",
            Self::InterventionEnded => "INTERVENTION_ENDED",
            Self::Voided => "VOIDED",
            Self::Decided => "DECIDED",
        }
    }

    /// The kind with that name.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let all = [
            Self::NotAccepted,
            Self::DeemedAbandoned,
            Self::WithdrawnBeforeAcceptance,
            Self::Terminated,
            Self::Mediated,
            Self::TakenOver,
            Self::InterventionEnded,
            Self::Decided,
        ];
        all.into_iter().find(|kind| kind.code() == code)
    }
}

/// 结果。
///
/// Outcome of a case.
#[derive(SimpleObject)]
#[graphql(name = "Outcome", complex)]
pub(crate) struct OutcomeFacts {
    /// 种类。Kind.
    kind: OutcomeKind,
    /// 日期。Day of the outcome.
    on: Date,
    /// 不予受理时不符合的条件。Condition of acceptance that was not met.
    refusal_ground: Option<RefusalGround>,
    /// 撤回的原因，因撤回终止的。Why the applicants withdrew, where that ended the case.
    withdrawal_cause: Option<WithdrawalCause>,
    /// 撤销登记的情形。What the mistake of a voided registration was.
    void_ground: Option<VoidGround>,
    /// 重复登记的，同一申请所在的案号。Of a duplicate, the number under which the application stands.
    stands_as: Option<String>,
    /// 决定事项的种类。Kinds of the items of the decision.
    decision_kinds: Vec<DecisionKind>,
    /// 决定事项，作出决定后可见。Items of the decision.
    items: Vec<DecisionItem>,
    #[graphql(skip)]
    outcome: Outcome,
}

#[ComplexObject]
impl OutcomeFacts {
    /// 名目。Label.
    async fn label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.outcome.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 提示：结果在本案之外带来什么，及其依据。What it brings with it beyond the case, and the article.
    async fn note(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        let note = self.outcome.note();
        Ok(note.map(|note| format!("{}（{}）", desk.pick(note.zh, note.en), note.basis)))
    }

    /// 终止事由。Ground of termination.
    async fn termination_ground(&self, ctx: &Context<'_>) -> Result<Option<Named>> {
        let Outcome::Terminated { ground, .. } = &self.outcome else {
            return Ok(None);
        };
        Ok(Some(ground_of(Desk::of(ctx)?, ground)))
    }
}

impl OutcomeFacts {
    pub(crate) fn of(file: &CaseFile) -> Option<Self> {
        let outcome = file.facts.outcome.clone()?;
        let (kind, refusal_ground, decision_kinds) = match &outcome {
            Outcome::NotAccepted { ground, .. } => {
                (OutcomeKind::NotAccepted, Some(*ground), Vec::new())
            }
            Outcome::DeemedAbandoned { .. } => (OutcomeKind::DeemedAbandoned, None, Vec::new()),
            Outcome::WithdrawnBeforeAcceptance { .. } => {
                (OutcomeKind::WithdrawnBeforeAcceptance, None, Vec::new())
            }
            Outcome::Terminated { .. } => (OutcomeKind::Terminated, None, Vec::new()),
            Outcome::Mediated { .. } => (OutcomeKind::Mediated, None, Vec::new()),
            Outcome::TakenOver { .. } => (OutcomeKind::TakenOver, None, Vec::new()),
            Outcome::InterventionEnded { .. } => (OutcomeKind::InterventionEnded, None, Vec::new()),
            Outcome::Voided { .. } => (OutcomeKind::Voided, None, Vec::new()),
            Outcome::Decided { kinds, .. } => (OutcomeKind::Decided, None, kinds.clone()),
        };
        let draft = file
            .facts
            .draft
            .as_ref()
            .filter(|_| kind == OutcomeKind::Decided);
        Some(Self {
            kind,
            on: outcome.on().into(),
            withdrawal_cause: match &outcome {
                Outcome::Terminated { cause, .. } => *cause,
                _ => None,
            },
            refusal_ground,
            void_ground: match &outcome {
                Outcome::Voided { ground, .. } => Some(*ground),
                _ => None,
            },
            stands_as: match &outcome {
                Outcome::Voided { stands_as, .. } => stands_as.clone(),
                _ => None,
            },
            decision_kinds,
            items: draft.map(items_of).unwrap_or_default(),
            outcome,
        })
    }
}
