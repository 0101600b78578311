//! Guards 条件: the closed vocabulary of what a move may require. Data names them; Rust decides what they mean.

/// Declares the guards once: variant, name in definitions; the line above says it in Chinese, then in English.
macro_rules! guards {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal),+ $(,)?) => {
        /// A guard. As `requires` it refuses; as `when` it chooses among moves of one command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Guard { $($(#[doc = $doc])+ $variant),+ }

        impl Guard {
            /// Every guard.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in definitions.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Chinese and English label.
            #[must_use]
            pub fn label(self) -> (&'static str, &'static str) {
                let said = match self { $(Self::$variant => concat!($($doc),+)),+ };
                let (zh, en) = said.split_once('。').unwrap_or((said, said));
                (zh.trim(), en.trim().trim_end_matches('.'))
            }

            /// The guard with this name.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|guard| guard.code() == code)
            }
        }
    };
}

guards! {
    /// 在受理审查期限内。The effective day is within the review for acceptance (ARL 30, 31).
    WithinReview = "within_review",
    /// 尚未通知过补正。No correction has been asked for (ARL 31).
    NoCorrectionBefore = "no_correction_before",
    /// 补正材料按期交邮或提交。The corrected papers were posted or came in time (ARL 31(2), CPL 85(4)).
    CorrectionInTime = "correction_in_time",
    /// 未中止。The case is not suspended (ARL 39).
    NotSuspended = "not_suspended",
    /// 已中止。The case is suspended (ARL 39).
    IsSuspended = "is_suspended",
    /// 中止事由成立。The ground of suspension is known and its consents are given (ARL 39).
    SuspensionGround = "suspension_ground",
    /// 终止事由成立。The ground of termination is known and its conditions are met (ARL 41).
    TerminationGround = "termination_ground",
    /// 两名承办人员。Two officers take part (Regs 32).
    TwoOfficers = "two_officers",
    /// 已听取意见或有不能听取的原因。Views are heard or excused (ARL 49).
    ViewsSettled = "views_settled",
    /// 无待核期满。No lapse waits to be verified.
    NoLapsePending = "no_lapse_pending",
    /// 无待签请求。No request waits for a signature.
    NoRequestPending = "no_request_pending",
    /// 审理期限未满且未延长过。The term to decide runs and was not extended (ARL 62).
    FirstExtension = "first_extension",
    /// 延长日数不超过法定上限。The days added are within the limit of the period (ARL 62).
    ExtensionWithinLimit = "extension_within_limit",
    /// 补正期限可以延长。The term to correct runs (ARL 31(2)).
    CorrectionRuns = "correction_runs",
    /// 该被申请人尚待答复。The respondent owes a reply (ARL 48).
    ReplyOwed = "reply_owed",
    /// 最后一个待答复的被申请人。It is the last reply awaited.
    LastReply = "last_reply",
    /// 尚有其他被申请人待答复。Other replies are awaited.
    MoreReplies = "more_replies",
    /// 决定事项合法。The items of the decision can stand together (ARL 63–72).
    ItemsLawful = "items_lawful",
    /// 文书尚未向该当事人送达。The paper is addressed to the party and not yet served.
    ServiceOpen = "service_open",
    /// 应送达的文书均已送达。Every paper that must be served is served (ARL 75).
    AllServed = "all_served",
    /// 期限已满。The term has ended.
    TermOver = "term_over",
    /// 期满待核。The term's lapse waits to be verified.
    LapsePending = "lapse_pending",
    /// 该期限为补正期限。The term is the one to correct.
    TermIsCorrection = "term_is_correction",
    /// 该期限为答复期限，且为最后一个。The term is the last reply awaited.
    TermIsLastReply = "term_is_last_reply",
    /// 该期限为答复期限，尚有其他。The term is a reply, and others are awaited.
    TermIsOtherReply = "term_is_other_reply",
    /// 该期限届满即视为受理。The end of the term brings about acceptance (ARL 30(3)).
    TermDeemsAcceptance = "term_deems_acceptance",
    /// 该期限届满不改变阶段。The end of the term changes no stage.
    TermJustEnds = "term_just_ends",
    /// 撤回人为申请人。The party is an applicant.
    ByApplicant = "by_applicant",
    /// 视为受理后尚无其他行为。The acceptance was deemed and nothing rests on it yet.
    DeemedUnrelied = "deemed_unrelied",
    /// 决定日在受理审查期限内。The refusal is proved for a day within the review that had ended.
    ProvedWithinReview = "proved_within_review",
    /// 视为受理后尚未发受理通知书。The acceptance was deemed and its notice is still to be issued (ARL 30(3)).
    DeemedWithoutNotice = "deemed_without_notice",
    /// 最后一名未撤回的申请人。Every other applicant has withdrawn.
    LastWithdrawal = "last_withdrawal",
    /// 尚有其他申请人未撤回。Other applicants have not withdrawn.
    MoreApplicants = "more_applicants",
    /// 答复逾期且尚未核实。The reply came after its day and nobody has verified that yet (ARL 70).
    ReplyLate = "reply_late",
    /// 答复按期交邮，而期满已确认。The reply was posted in time though its lapse is confirmed (CPL 85(4)).
    ReplyInTransit = "reply_in_transit",
    /// 交邮日有凭证且不早于期限起算。A day of posting before the day of receipt is proved (CPL 85(4)).
    PostingProved = "posting_proved",
    /// 已确认视为放弃。The application was held to be abandoned (ARL 31(2)).
    HeldAbandoned = "held_abandoned",
    /// 补正材料在期限内交邮。The corrected papers were posted within the term (CPL 85(4)).
    PostedInTime = "posted_in_time",
    /// 生效日在已届满的受理审查期限内。The effective day lies within a review whose end was recorded (ARL 30(3)).
    WithinEndedReview = "within_ended_review",
    /// 仅为驳回申请。The draft rejects the application and nothing else (ARL 33).
    OnlyRejection = "only_rejection",
    /// 草案自审理中报批。The draft came from the stage `in_trial`.
    DraftFromTrial = "draft_from_trial",
    /// 草案自已受理报批。The draft came from the stage `accepted`.
    DraftFromAccepted = "draft_from_accepted",
    /// 草案自待答复报批。The draft came from the stage `awaiting_reply`.
    DraftFromAwaitingReply = "draft_from_awaiting_reply",
    /// 已签批的由负责人退回。A signature is made void only by a head (ARL 61).
    SignatureOfHeads = "signature_of_heads",
    /// 视为受理的已发受理通知书。The acceptance, if deemed, has been notified (ARL 30(3)).
    AcceptanceNotified = "acceptance_notified",
    /// 履行期限在决定之后。Days to perform lie after the decision (ARL 66).
    PerformDaysAhead = "perform_days_ahead",
    /// 改派须有交接说明。A change of officer carries a handover note.
    HandoverNote = "handover_note",
    /// 承办人与协办人为两名工作人员。The officers are two officers of the office.
    OfficersEligible = "officers_eligible",
    /// 停止执行的情形与其来由相符。The ground of the stay fits how it came about (ARL 42).
    StayGround = "stay_ground",
    /// 该义务的期限已满。The term of the duty is over: it was not performed in time (ARL 77).
    DutyOverdue = "duty_overdue",
    /// 该事项涉及被申请人。The matter concerns a respondent: an order to perform reaches nobody else (ARL 77).
    ConcernsRespondent = "concerns_respondent",
    /// 所拟为意见书。The letter is an opinion letter (ARL 76).
    LetterIsOpinion = "letter_is_opinion",
    /// 所拟为建议书。The letter is a recommendation letter (Regs 57).
    LetterIsRecommendation = "letter_is_recommendation",
    /// 意见书已送达受文机关。The opinion letter is served on the organ addressed (ARL 76).
    LetterServed = "letter_served",
    /// 公开文本已作匿名处理。Names are taken out of the text published (ARL 79).
    Anonymised = "anonymised",
    /// 已作出复议决定。The case has a decision.
    IsDecided = "is_decided",
    /// 当事人逾期不起诉又不履行，且该事项可以强制执行。The party has let the time to sue pass, and the item can be enforced (ARL 78).
    EnforcementLawful = "enforcement_lawful",
    /// 催告期间已满。The time of the urging letter is over (AEL 54).
    UrgingOver = "urging_over",
    /// 该请求待签，且由有权人签批。The request waits, and the signer may decide it.
    RequestOpen = "request_open",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guard_is_said_in_both_languages() {
        for guard in Guard::ALL {
            let (zh, en) = guard.label();
            assert!(!zh.is_empty() && !zh.is_ascii(), "{guard:?}: {zh}");
            assert!(
                !en.is_empty() && en != zh && !en.ends_with('.'),
                "{guard:?}: {en}"
            );
        }
        assert_eq!(
            Guard::WithinReview.label(),
            (
                "在受理审查期限内",
                "The effective day is within the review for acceptance (ARL 30, 31)"
            )
        );
    }
}
