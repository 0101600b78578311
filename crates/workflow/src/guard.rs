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
    /// 材料在卷。The material is in the file.
    HasMaterial = "has_material",
    /// 剔除已由他人提请。Another person has proposed to take the material out.
    ExcisionProposed = "excision_proposed",
    /// 在受理审查期限内。The effective day is within the review for acceptance (ARL 30, 31).
    WithinReview = "within_review",
    /// 尚未通知过补正。No correction has been asked for (ARL 31).
    NoCorrectionBefore = "no_correction_before",
    /// 补正材料按期交邮或提交。The corrected papers were posted or came in time (ARL 31(2), CPL 85(4)).
    CorrectionInTime = "correction_in_time",
    /// 未中止。The case is not suspended (ARL 39).
    NotSuspended = "not_suspended",
    /// 未决定中止。No decision suspends the case (ARL 39).
    NoSuspensionDecided = "no_suspension_decided",
    /// 已决定中止。A decision suspends the case (ARL 39).
    IsSuspended = "is_suspended",
    /// 中止事由成立。The ground of suspension is known and its consents are given (ARL 39).
    SuspensionGround = "suspension_ground",
    /// 同意中止可以续期。The suspension is by consent, was not prolonged and has not ended.
    Prolongable = "prolongable",
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
    /// 和解当事人含申请人和被申请人。Those who settled are parties, an applicant and a respondent among them (ARL 74).
    SettlementParties = "settlement_parties",
    /// 全体申请人已撤回且尚待准予。Every applicant has withdrawn and the institution has not yet permitted it (ARL 74).
    WithdrawalPending = "withdrawal_pending",
    /// 撤回原因与和解记录相符。The cause of the withdrawal fits whether a settlement is recorded (ARL 74).
    WithdrawalCause = "withdrawal_cause",
    /// 申请人和被申请人同意调解。Applicant and respondent consent to the mediation (ARL 5).
    MediationConsents = "mediation_consents",
    /// 签署人为尚未签署的当事人。The party has not yet signed the mediation letter (ARL 73).
    SignsMediation = "signs_mediation",
    /// 最后一名签署调解书的当事人。Every other party has signed the mediation letter.
    LastMediationSignature = "last_mediation_signature",
    /// 尚有其他当事人未签署调解书。Other parties have not signed the mediation letter.
    MoreMediationSignatures = "more_mediation_signatures",
    /// 反悔者为当事人。It is said which party resiles (ARL 73).
    MediationResiled = "mediation_resiled",
    /// 调解书经各方当事人签署。All parties have signed the mediation letter, on or before the effective day (ARL 73).
    MediationSigned = "mediation_signed",
    /// 未中止，或者仅因同意而中止。The case is not suspended, unless by consent (ARL 39).
    NotSuspendedOtherwise = "not_suspended_otherwise",
    /// 未曾受理，回到收件待审。The case was never accepted: it goes back to receipt.
    ReturnsToReceived = "returns_to_received",
    /// 已受理而答复未齐，回到已受理。It was accepted and a reply is missing: the copy is sent again.
    ReturnsToAccepted = "returns_to_accepted",
    /// 已受理且答复已齐，回到审理中。It was accepted and every reply is in or missed: it is heard again.
    ReturnsToTrial = "returns_to_trial",
    /// 裁判内容与案件结果相符。What the judgment does fits the outcome of the case (ALL 70, 72).
    JudgmentFits = "judgment_fits",
    /// 法院指定或者确定的最后一日。A last day is set by the court or chosen, where one is needed (ALL 70, 72).
    ReturnTimed = "return_timed",
    /// 结果为不予受理、视为放弃或者驳回申请。The application was not accepted, held abandoned or rejected (ARL 35).
    AcceptanceDenied = "acceptance_denied",
    /// 审理期限已过而未作决定。The time to decide is over and nothing is decided (ARL 35).
    DecisionOverdue = "decision_overdue",
    /// 人民法院没有先行受理。No court accepted a suit over the same act first (ARL 29, 30(1)(7)).
    NoCourtFirst = "no_court_first",
    /// 法院受理的日期合理。The days of the suit are past and in order.
    SuitDays = "suit_days",
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
    /// 生效日（撤回的，含其他申请人撤回之日）在已届满的受理审查期限内。The effective day, and of a withdrawal the day of every other one, lies within a review whose end was recorded (ARL 30(3)).
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
    /// 准予参与的是本机关在岗的该身份人员，期限未过。Who is let in is active in the office in that capacity, and the last day is not past.
    Admissible = "admissible",
    /// 所指为准予参与本案的人员。The person named was let into the case.
    IsAdmitted = "is_admitted",
    /// 回避的是本机关在岗人员。Who is recused is active in the office (CSL 76).
    Recusable = "recusable",
    /// 本人申请回避。The person asks for the own recusal (CSL 77).
    RecusesOneself = "recuses_oneself",
    /// 回避的不是复议机构负责人。It is not the head of the institution who is recused (CSL 77).
    RecusalOfStaff = "recusal_of_staff",
    /// 回避的是复议机构负责人。It is the head of the institution who is recused (CSL 77).
    RecusalOfInstitutionHead = "recusal_of_institution_head",
    /// 回避申请尚未决定。The application for recusal is not decided (CSL 77).
    RecusalAsked = "recusal_asked",
    /// 决定的不是对本人的回避申请。The application for recusal is not about who decides on it (CSL 77).
    RecusalOfAnother = "recusal_of_another",
    /// 回避申请均已决定。No application for recusal is undecided (CSL 77).
    RecusalsDecided = "recusals_decided",
    /// 签批人未回避。Who signed is not recused since (CSL 76; ARL 61).
    SignerStands = "signer_stands",
    /// 停止执行的情形与其来由相符。The ground of the stay fits how it came about (ARL 42).
    StayGround = "stay_ground",
    /// 选择适用简易程序。The simplified procedure is chosen (ARL 53).
    SimplifiedChosen = "simplified_chosen",
    /// 可以适用简易程序。The simplified procedure may be chosen (ARL 53).
    SimplifiedFits = "simplified_fits",
    /// 程序尚未确定。The procedure is not yet settled (ARL 53).
    ProcedureOpen = "procedure_open",
    /// 适用简易程序。The simplified procedure applies (ARL 55).
    IsSimplified = "is_simplified",
    /// 不适用简易程序。The simplified procedure does not apply (ARL 62(2)).
    NotSimplified = "not_simplified",
    /// 简易程序的审理期限未满，或者其所依据的同意已经欠缺。The thirty days of the simplified procedure still run, or the consent that it rests on is wanting (ARL 53(2), 55).
    ConversionInTime = "conversion_in_time",
    /// 简易程序以当事人各方同意为由的，各方均已同意。Where the simplified procedure rests on consent, everybody who takes part has consented (ARL 53(2)).
    ConsentsStand = "consents_stand",
    /// 所指为在案的被申请人。The party named is a respondent who has not left (Regs 22).
    NamesRespondent = "names_respondent",
    /// 变更后的机关尚不是被申请人。The new respondent is none yet (Regs 22).
    NewRespondent = "new_respondent",
    /// 所指为在案的申请人或者第三人。The party named is an applicant or third party who has not left (ARL 14, 17).
    NamesPrivateParty = "names_private_party",
    /// 代理人为一至二名，授权委托书载明事项、权限和期限。One or two agents, with matters, authority and term (ARL 17).
    AgentsFit = "agents_fit",
    /// 申请人超过五人，代表人为一至五名。More than five applicants choose one to five of them (Regs 8).
    RepresentativesFit = "representatives_fit",
    /// 申请人超过五人的，已经推选代表人，或者经告知未能推选。More than five applicants have chosen representatives, or were told to and chose nobody (Regs 8).
    RepresentativesSettled = "representatives_settled",
    /// 听证日之前可以留足五个完整的工作日。The day of the session still leaves five full working days for its notice (ARL 51(1)).
    HearingDayAhead = "hearing_day_ahead",
    /// 听证通知已按期送达各当事人，且今日为听证之日。Notice was served on every party with five full working days between, and it is the day of the session (ARL 51(1)).
    HearingNoticeInTime = "hearing_notice_in_time",
    /// 听证由一名主持人、两名以上听证员和一名记录员组成，均为本机关工作人员且互不兼任。One host, two or more hearing officers and a recorder, all of the office, none of them twice (ARL 50(3)).
    HearingPanel = "hearing_panel",
    /// 各当事人均已点名。The roll was called of every party (ARL 51).
    RollCall = "roll_call",
    /// 申请人全部无正当理由未到场。Every applicant stays away without a good reason (ARL 51(2)).
    ApplicantsAbsent = "applicants_absent",
    /// 听证结束。The session concludes the hearing.
    HearingConcluded = "hearing_concluded",
    /// 休会。The session is adjourned.
    HearingAdjourns = "hearing_adjourns",
    /// 不属于应当听证的案件。The case is none in which a hearing must be held (ARL 50(1)).
    HearingNotMandatory = "hearing_not_mandatory",
    /// 应当听证的已经听证，或者申请人放弃听证权利。A mandatory hearing was held or is deemed waived (ARL 50(1), 51(2)).
    HearingSettled = "hearing_settled",
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
    /// 两名以上行政复议人员并出示证件。Two officers at least, who showed their cards (ARL 45(2)).
    TwoInvestigators = "two_investigators",
    /// 经同意补充的证据。The evidence comes under a consent to supplement (ARL 46(2)).
    UnderSupplement = "under_supplement",
    /// 自行提交的证据。The evidence comes under no consent to supplement.
    OfOwnMotion = "of_own_motion",
    /// 证据由该当事人提交。The evidence is that of a party for which one may speak.
    EvidenceOfParty = "evidence_of_party",
    /// 被申请人在答复举证期限内。A respondent is within its term to reply (ARL 46(2), 48, 70).
    EvidenceOpen = "evidence_open",
    /// 申请人或者第三人提出了新的理由或者证据。An applicant or third party raised what was not raised before (ARL 46(2)).
    NewlyRaised = "newly_raised",
    /// 本机关有权处理该规范性文件。The organ may deal with the norm itself (ARL 56, 57).
    NormWithinPower = "norm_within_power",
    /// 本机关无权处理该规范性文件。The organ may not deal with the norm itself (ARL 56, 57).
    NormBeyondPower = "norm_beyond_power",
    /// 附带审查申请一并提出，其后提出的说明当时不知道依据。The review is asked for with the application, or the basis was not known then (ARL 13, Regs 26).
    NormRequestTimely = "norm_request_timely",
    /// 申请审查的不是规章。What a party asks to be reviewed is no rule (ARL 13).
    NormNoRule = "norm_no_rule",
    /// 制定机关已经答复或者逾期未答复。The maker of the norm has replied, or its time is over (ARL 58).
    NormMakerHeard = "norm_maker_heard",
    /// 相关条款均合法。Every provision is found lawful (ARL 59).
    NormLawful = "norm_lawful",
    /// 有条款不合法。A provision is found unlawful (ARL 59).
    NormUnlawful = "norm_unlawful",
    /// 案件已分类。The case is classed (ARL 50, 52(2)).
    CaseClassed = "case_classed",
    /// 应当提请的咨询已经完成。A consultation that the classes of the case demand has been had (ARL 52(2)).
    ConsultationSatisfied = "consultation_satisfied",
    /// 请委员会提出意见的期限已过。The last day for the committee's opinion has gone by.
    CutOffOver = "cut_off_over",
    /// 送达有其方式所要求的证明。The service shows what its method asks for (CPL 89–95).
    ServiceSound = "service_sound",
    /// 所指当事人在案。The party named has not left.
    NamesPresentParty = "names_present_party",
    /// 姓名在保密中。The name is kept from the others.
    NameIsKept = "name_is_kept",
    /// 该文书可以补正，所改的是笔误，不是结果、决定事项、受送达人或者日期。What is corrected is a slip of the pen in a paper that went out: no outcome, item, addressee or day.
    SlipOnly = "slip_only",
    /// 原文书由承办人作出。The paper is one that the officer decides.
    SlipOfOfficer = "slip_of_officer",
    /// 原文书由复议机构负责人签批。The paper is one that the head of the institution signs.
    SlipOfInstitution = "slip_of_institution",
    /// 原文书由复议机关负责人签批。The paper is one that the head of the organ signs.
    SlipOfOrgan = "slip_of_organ",
    /// 文书尚未向该当事人送达，且不在以同一方式送出的途中。The paper is not yet served on the party, nor on its way in the same manner.
    DispatchOpen = "dispatch_open",
    /// 文书已向该当事人送出，尚未退回；已按邮寄、电子送达登记的，附有退回的凭证。The paper was sent to the party and has not come back; where
    /// it was entered as served by post or electronically, the proof is there.
    MailOut = "mail_out",
    /// 没有以该次送达为依据、不能一并冲销的行为。No act rests on the service that the same entry cannot take back.
    ServiceUnrelied = "service_unrelied",
    /// 退件除冲销送达外，不改变案件所处的阶段。The return takes a service back at most, and moves the case to no other stage.
    UndoesServiceOnly = "undoes_service_only",
    /// 退回的是补正通知，案件因逾期不补正视为放弃申请。What came back is the notice to correct, and the case ended as abandoned (ARL 31(2)).
    UndoesAbandonment = "undoes_abandonment",
    /// 退回的是答复通知，该当事人已确认逾期未答复。What came back is the notice to reply, and the reply was confirmed to be missed (ARL 70).
    UndoesMissedReply = "undoes_missed_reply",
    /// 除收件凭证外没有向当事人发出文书。Nothing has gone out to a party but the receipt.
    NothingIssued = "nothing_issued",
    /// 重复登记的，写明同一申请的另一案号。A duplicate names the number under which the same application stands.
    StandsElsewhere = "stands_elsewhere",
    /// 由在案的当事人提交，不是对补正通知的答复。It comes from a party who has not left, and is no answer to a notice to correct.
    NoCorrection = "no_correction",
    /// 该事项尚待上报。What is reported is still to be reported.
    ReportDue = "report_due",
    /// 主案在审，两案可以合并审理。The lead case is being heard, and both may be heard together (ALL 27).
    Joinable = "joinable",
    /// 本案已与主案合并审理。The case is joined to a lead case.
    IsJoined = "is_joined",
    /// 合并审理的，同日同地听证。A joined case is heard at the session of its lead case.
    OneHearing = "one_hearing",
    /// 没有应当在合并审理的他案中回避的人员。Nobody named is recused from a case that is heard together with this one (CSL 76).
    NobodyRecusedBeside = "nobody_recused_beside",
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
