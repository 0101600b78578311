//! What follows from an outcome 结果之后: the group it counts in, and who would be sued, before which court, within which
//! period. Pure, derived from the items of the decision, stored nowhere.

use serde::Serialize;

use crate::command::{DecisionKind as K, WithdrawalCause};
use crate::file::{CaseFile, DecisionItem, Outcome, TermState};

/// Declares a vocabulary that is derived, never given.
macro_rules! derived {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $zh:literal / $en:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Chinese and English label.
            #[must_use]
            pub fn label(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($zh, $en)),+ }
            }
        }
    };
}

derived! {
    /// 结果的统计组别：一案只计一次，有一项纠错即为直接纠错。
    ///
    /// Group in which an outcome counts: each case once, corrected where any item corrects.
    OutcomeGroup {
        /// 直接纠错。Act was corrected in whole or in part (ARL 63–67, 70, 71).
        Corrected = "直接纠错" / "corrected",
        /// 维持。Act was maintained (ARL 68).
        Maintained = "维持" / "maintained",
        /// 驳回：驳回请求或者驳回申请。Request or application rejected (ARL 69, 33).
        Rejected = "驳回" / "rejected",
        /// 调解结案。A mediation letter took effect (ARL 73).
        Mediated = "调解" / "mediated",
        /// 和解后撤回终止。Terminated because the parties settled and the applicants withdrew (ARL 41(1), 74).
        Settled = "和解" / "settled",
        /// 被申请人自行纠正后撤回终止。Terminated because the respondent corrected its act and the applicants withdrew.
        WithdrawnAfterCorrection = "自行纠正后撤回" / "withdrawn after the respondent corrected its act",
        /// 撤回终止。Terminated because every applicant withdrew for another reason (ARL 41(1)).
        Withdrawn = "撤回终止" / "terminated on withdrawal",
        /// 其他终止。Terminated on another ground (ARL 41(2)–(5)).
        OtherTermination = "其他终止" / "terminated on another ground",
        /// 由上级行政复议机关审理。Taken over by the superior organ (ARL 38).
        TakenOver = "上级审理" / "taken over by the superior organ",
        /// 不予受理。Not accepted (ARL 30(2)).
        NotAccepted = "不予受理" / "not accepted",
        /// 视为放弃申请。Deemed abandoned (ARL 31(2)).
        Abandoned = "视为放弃申请" / "deemed abandoned",
        /// 受理前撤回。Withdrawn before acceptance.
        WithdrawnBeforeAcceptance = "受理前撤回" / "withdrawn before acceptance",
    }
}

derived! {
    /// 诉讼标的：起诉什么。What a later suit attacks.
    SuedOver {
        /// 原行政行为。Original act.
        OriginalAct = "原行政行为" / "the original act",
        /// 原行政行为和复议决定。Original act and the reconsideration decision.
        ActAndDecision = "原行政行为和行政复议决定" / "the original act and the decision",
        /// 复议决定。Reconsideration decision.
        Decision = "行政复议决定" / "the decision",
        /// 复议机关不作为。That no decision was made in time.
        Inaction = "行政复议机关逾期不作决定" / "that no decision was made in time",
    }
}

derived! {
    /// 被告。A defendant.
    Defendant {
        /// 作出原行政行为的行政机关。Organ that made the original act.
        OriginalAgency = "作出原行政行为的行政机关" / "the organ that made the act",
        /// 行政复议机关。Reconsideration organ.
        ReconsiderationOrgan = "行政复议机关" / "the reconsideration organ",
    }
}

derived! {
    /// 级别管辖依哪个机关确定。By which organ the level of the court is decided.
    CourtLevel {
        /// 按作出原行政行为的行政机关。By the organ that made the act (XJ 134(3)).
        ByOriginalAgency = "以作出原行政行为的行政机关确定级别管辖" / "by the organ that made the act",
        /// 按行政复议机关；县级以上人民政府为被告的，由中级人民法院管辖。By the reconsideration organ; a government is sued
        /// before the intermediate court (ALL 15(1)).
        ByReconsiderationOrgan = "以行政复议机关确定级别管辖（县级以上人民政府为被告的，由中级人民法院管辖）"
            / "by the reconsideration organ (a government at or above the county: the intermediate court)",
    }
}

/// One way in which the outcome may be sued over 可能的诉讼.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaterSuit {
    /// What is attacked.
    pub over: SuedOver,
    /// Against whom; two are co-defendants 共同被告.
    pub defendants: Vec<Defendant>,
    /// Before which court.
    pub court: CourtLevel,
    /// Within which period, by its id in the definitions.
    pub period: &'static str,
    /// Articles.
    pub basis: &'static str,
}

/// What an item does to the original act, as the law on defendants sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Maintained,
    Changed,
    /// The application was rejected: nothing was said of the act.
    NotReached,
    /// Follows the item it stands beside.
    Rider,
}

/// # Law
///
/// XJ 22: changed is what changes the result; void is changed; unlawful is changed unless the ground is the procedure.
/// XJ 133: maintained covers a request rejected, not an application that did not meet the conditions.
fn done(item: &DecisionItem) -> Done {
    match item.kind {
        K::Maintain | K::RejectRequest => Done::Maintained,
        K::Change if !item.result_changed => Done::Maintained,
        K::Illegal | K::IllegalKeep if item.procedural => Done::Maintained,
        K::RevokePart
        | K::Change
        | K::Revoke
        | K::Illegal
        | K::IllegalKeep
        | K::Perform
        | K::Invalid
        | K::Agreement => Done::Changed,
        K::RejectApplication => Done::NotReached,
        K::Compensate | K::CompensateReject => Done::Rider,
    }
}

/// The group in which an outcome counts; none for an early intervention that ended, which is no case.
#[must_use]
pub fn outcome_group(outcome: &Outcome) -> Option<OutcomeGroup> {
    let kinds = match outcome {
        Outcome::InterventionEnded { .. } | Outcome::Voided { .. } => return None,
        Outcome::NotAccepted { .. } => return Some(OutcomeGroup::NotAccepted),
        Outcome::DeemedAbandoned { .. } => return Some(OutcomeGroup::Abandoned),
        Outcome::WithdrawnBeforeAcceptance { .. } => {
            return Some(OutcomeGroup::WithdrawnBeforeAcceptance);
        }
        Outcome::Terminated { ground, cause, .. } if ground == "withdrawn" => {
            return Some(match cause {
                Some(WithdrawalCause::Settlement) => OutcomeGroup::Settled,
                Some(WithdrawalCause::RespondentCorrected) => {
                    OutcomeGroup::WithdrawnAfterCorrection
                }
                Some(WithdrawalCause::Other) | None => OutcomeGroup::Withdrawn,
            });
        }
        Outcome::Terminated { .. } => return Some(OutcomeGroup::OtherTermination),
        Outcome::Mediated { .. } => return Some(OutcomeGroup::Mediated),
        Outcome::TakenOver { .. } => return Some(OutcomeGroup::TakenOver),
        Outcome::Decided { kinds, .. } => kinds,
    };
    let corrects = |kind: &K| {
        !kind.is_rider() && !matches!(kind, K::Maintain | K::RejectRequest | K::RejectApplication)
    };
    Some(if kinds.iter().any(corrects) {
        OutcomeGroup::Corrected
    } else if kinds.contains(&K::Maintain) {
        OutcomeGroup::Maintained
    } else {
        OutcomeGroup::Rejected
    })
}

/// The ways in which a case may be sued over as it stands; none while it is being heard in time.
#[must_use]
pub fn later_suits(file: &CaseFile) -> Vec<LaterSuit> {
    let facts = &file.facts;
    let items = facts.draft.iter().flat_map(|draft| &draft.items);
    let late = file
        .terms
        .iter()
        .any(|term| term.period.starts_with("decide_") && term.state == TermState::Overdue);
    match &facts.outcome {
        None if late => without_decision(facts.mandatory_first),
        None => Vec::new(),
        Some(Outcome::Decided { .. }) => {
            let items: Vec<DecisionItem> = items.cloned().collect();
            after_decision(&items, facts.mandatory_first)
        }
        Some(Outcome::NotAccepted { .. }) => not_reached(facts.mandatory_first),
        Some(Outcome::Terminated { ground, .. }) if ground == "withdrawn" => {
            directly(facts.mandatory_first, "XJ 58; ALL 46")
        }
        // Whether a mediation letter can be sued over is disputed: no window is computed. What a superior organ has
        // taken over is sued over there. Where nobody applied there is nothing of the organ to sue over.
        Some(
            Outcome::Terminated { .. }
            | Outcome::Mediated { .. }
            | Outcome::TakenOver { .. }
            | Outcome::InterventionEnded { .. }
            | Outcome::Voided { .. },
        ) => Vec::new(),
        Some(Outcome::DeemedAbandoned { .. } | Outcome::WithdrawnBeforeAcceptance { .. }) => {
            directly(facts.mandatory_first, "ALL 26(1), 46")
        }
    }
}

/// After a decision.
///
/// # Law
///
/// ALL 26(2); XJ 22, 133, 134(2): maintained, both; changed, the reconsideration organ; some of each, both.
#[must_use]
pub fn after_decision(items: &[DecisionItem], mandatory_first: bool) -> Vec<LaterSuit> {
    let of = |what: Done| items.iter().any(|item| done(item) == what);
    if of(Done::Maintained) {
        let basis = if of(Done::Changed) {
            "ALL 26(2); XJ 134(2)(3)"
        } else {
            "ALL 26(2); XJ 22, 133, 134(3)"
        };
        return vec![LaterSuit {
            over: SuedOver::ActAndDecision,
            defendants: vec![Defendant::OriginalAgency, Defendant::ReconsiderationOrgan],
            court: CourtLevel::ByOriginalAgency,
            period: "sue_after_decision_15d",
            basis,
        }];
    }
    if of(Done::Changed) {
        return vec![LaterSuit {
            over: SuedOver::Decision,
            defendants: vec![Defendant::ReconsiderationOrgan],
            court: CourtLevel::ByReconsiderationOrgan,
            period: "sue_after_decision_15d",
            basis: "ALL 26(2), 15(1); XJ 22",
        }];
    }
    if of(Done::NotReached) {
        return not_reached(mandatory_first);
    }
    Vec::new()
}

/// Not accepted, or the application rejected: that decision, or the act itself where a suit was open from the start.
///
/// # Law
///
/// XJ 133; ARL 34; ALL 44–46.
fn not_reached(mandatory_first: bool) -> Vec<LaterSuit> {
    let mut suits = vec![LaterSuit {
        over: SuedOver::Decision,
        defendants: vec![Defendant::ReconsiderationOrgan],
        court: CourtLevel::ByReconsiderationOrgan,
        period: if mandatory_first {
            "sue_refusal_15d"
        } else {
            "sue_after_decision_15d"
        },
        basis: if mandatory_first {
            "ARL 34; ALL 15(1), 45; XJ 133"
        } else {
            "ALL 15(1), 45; XJ 133"
        },
    }];
    suits.extend(directly(mandatory_first, "ALL 44, 46; XJ 133"));
    suits
}

/// No decision in time: the act, or the silence.
///
/// # Law
///
/// ALL 26(3), 45; ARL 34.
fn without_decision(mandatory_first: bool) -> Vec<LaterSuit> {
    let period = if mandatory_first {
        "sue_refusal_15d"
    } else {
        "sue_inaction_15d"
    };
    vec![
        LaterSuit {
            over: SuedOver::OriginalAct,
            defendants: vec![Defendant::OriginalAgency],
            court: CourtLevel::ByOriginalAgency,
            period,
            basis: "ALL 26(3), 45",
        },
        LaterSuit {
            over: SuedOver::Inaction,
            defendants: vec![Defendant::ReconsiderationOrgan],
            court: CourtLevel::ByReconsiderationOrgan,
            period,
            basis: "ALL 26(3), 15(1), 45",
        },
    ]
}

/// The act itself, within what is left of the six months; not where reconsideration had to come first.
fn directly(mandatory_first: bool, basis: &'static str) -> Vec<LaterSuit> {
    if mandatory_first {
        return Vec::new();
    }
    vec![LaterSuit {
        over: SuedOver::OriginalAct,
        defendants: vec![Defendant::OriginalAgency],
        court: CourtLevel::ByOriginalAgency,
        period: "sue_direct_6m",
        basis,
    }]
}

#[cfg(test)]
mod tests;
