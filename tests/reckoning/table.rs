//! Every rule of fixed length, typed from the law. Kept apart from the definitions on purpose.

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    WorkingDays,
    Days,
    Months,
    Years,
}

/// How a rule is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Plain,
    /// Back from a hearing.
    Backward,
    /// Another length runs first.
    Then {
        unit: Unit,
        number: u32,
        rolled: bool,
        ends_param: Option<&'static str>,
    },
    /// The earlier of this and another length.
    EarlierOf {
        param: &'static str,
        required: bool,
        unit: Unit,
        number: u32,
    },
    /// Longer if a param is true.
    LongerIf {
        param: &'static str,
        number: u32,
    },
    /// A day of conversion, which changes nothing.
    Converted {
        param: &'static str,
        within: i64,
    },
}

/// Which of two numbers of days stands, where another law or a court gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Longer,
    Shorter,
    Given,
}

/// What a reading chosen otherwise than its default does to the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// The first day of each pause counts.
    PauseLessOne,
    /// Appraisal and inspection pause nothing.
    ExpertsCount,
    /// The rule's own length does not roll.
    Unrolled,
    /// What runs first does not roll.
    FirstUnrolled,
}

/// By how much a rule may be extended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extension {
    pub(super) max: Option<u32>,
    pub(super) once: bool,
}

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: &'static str,
    pub(super) unit: Unit,
    pub(super) number: u32,
    pub(super) shape: Shape,
    pub(super) pauses: &'static [&'static str],
    pub(super) extension: Option<Extension>,
    /// A number of days given by another law or a court: the param, and which of the two stands.
    pub(super) days: Option<(&'static str, Stands)>,
    /// The readings that touch it: reading, option, what that does.
    pub(super) readings: &'static [(&'static str, &'static str, Otherwise)],
}

const fn rule(id: &'static str, unit: Unit, number: u32) -> Rule {
    Rule {
        id,
        unit,
        number,
        shape: Shape::Plain,
        pauses: &[],
        extension: None,
        days: None,
        readings: &[],
    }
}

impl Rule {
    const fn paused(mut self, pauses: &'static [&'static str]) -> Self {
        self.pauses = pauses;
        self
    }

    const fn extended(mut self, max: Option<u32>, once: bool) -> Self {
        self.extension = Some(Extension { max, once });
        self
    }

    const fn days_of(mut self, param: &'static str, stands: Stands) -> Self {
        self.days = Some((param, stands));
        self
    }

    const fn read(mut self, readings: &'static [(&'static str, &'static str, Otherwise)]) -> Self {
        self.readings = readings;
        self
    }

    const fn shaped(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }
}

const OBSTACLE: &[&str] = &["obstacle"];
/// Regs 30, 34, 37; ARL 39.
const HANDLING: &[&str] = &["suspension", "appraisal", "inspection", "jurisdiction"];
/// XJ 50.
const TRIAL: &[&str] = &[
    "public_notice",
    "appraisal",
    "mediation",
    "suspension",
    "jurisdiction",
];

/// Rules without a number of days.
pub(super) const NOT_COUNTED: &[&str] = &[
    "consultation_cut_off",
    "norm_review_request",
    "file_access",
    "court_fixed",
    "decision_effective",
    "perform_fixed",
    "perform_ordered",
    "publish",
    "file_major",
    "nonperf_fine",
];

/// How an office may read the limit to decide: only ever to its own cost.
const STRICTLY: &[(&str, &str, Otherwise)] = &[
    ("A5", "conservative", Otherwise::PauseLessOne),
    ("A15", "counted", Otherwise::ExpertsCount),
];
const CAP: &[(&str, &str, Otherwise)] = &[("A8", "unrolled", Otherwise::Unrolled)];
const NOTICE: &[(&str, &str, Otherwise)] = &[("A12", "unrolled", Otherwise::Unrolled)];
const NOTICE_FIRST: &[(&str, &str, Otherwise)] = &[("A12", "unrolled", Otherwise::FirstUnrolled)];

use Unit::{Days, Months, WorkingDays, Years};

/// Every rule that has a length.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    // ARL 20, 21; Regs 16: to apply.
    rule("apply_60d", Days, 60).paused(OBSTACLE).days_of("law_days", Stands::Longer),
    rule("apply_not_informed", Days, 60).paused(OBSTACLE).days_of("law_days", Stands::Longer),
    rule("apply_max_1y", Years, 1).read(CAP),
    rule("apply_not_informed_min", Years, 1).paused(OBSTACLE).read(CAP)
        .shaped(Shape::EarlierOf { param: "knew_right", required: true, unit: Days, number: 60 }),
    rule("apply_max_5y", Years, 5).read(CAP),
    rule("apply_max_20y", Years, 20).read(CAP),
    rule("apply_nonperf_start", Days, 60).paused(OBSTACLE)
        .shaped(Shape::Then { unit: Days, number: 60, rolled: true, ends_param: Some("performance_ends_on") }),
    // ARL 30-34, 88(2): to accept.
    rule("accept_review", WorkingDays, 5),
    rule("correction_notice", WorkingDays, 5),
    rule("correction_response", WorkingDays, 10).extended(None, false),
    rule("accept_review_after_correction", WorkingDays, 5),
    rule("penalty_forward", WorkingDays, 5),
    rule("concurrent_receipt", Days, 10)
        .shaped(Shape::Then { unit: Days, number: 10, rolled: false, ends_param: None }),
    rule("sue_refusal_15d", Days, 15).paused(OBSTACLE).extended(None, false),
    // ARL 48-62: to hear.
    rule("copy_ordinary", WorkingDays, 7),
    rule("reply_ordinary", WorkingDays, 10),
    rule("copy_simplified", WorkingDays, 3),
    rule("reply_simplified", WorkingDays, 5),
    rule("hearing_notice_5wd", WorkingDays, 5).shaped(Shape::Backward),
    rule("norm_handle", Days, 30),
    rule("norm_transfer", WorkingDays, 7),
    rule("norm_notify_maker", WorkingDays, 3),
    rule("norm_maker_reply", WorkingDays, 10),
    rule("norm_transferee_reply", Days, 60),
    rule("decide_ordinary", Days, 60).paused(HANDLING).extended(Some(30), true)
        .days_of("law_days", Stands::Shorter).read(STRICTLY)
        .shaped(Shape::Converted { param: "converted_on", within: 30 }),
    rule("decide_simplified", Days, 30).paused(HANDLING).read(STRICTLY),
    rule("suspend_terminate_60d", Days, 60),
    rule("consented_suspension_30d", Days, 30),
    // After the decision.
    rule("sue_after_decision_15d", Days, 15).paused(OBSTACLE).extended(None, false),
    rule("sue_inaction_15d", Days, 15).paused(OBSTACLE).extended(None, false),
    rule("redo_default_60d", Days, 60).days_of("law_days", Stands::Given),
    rule("opinion_feedback", Days, 60),
    rule("copy_to_superior", WorkingDays, 5),
    rule("enforce_nonlit_urge", WorkingDays, 10),
    rule("nonlit_enforce_3m", Months, 3),
    rule("comp_claim_2y", Years, 2).paused(&["custody"]),
    rule("comp_decide_2m", Months, 2),
    rule("comp_sue_3m", Months, 3),
    // ALL, XJ, RP: litigation, all in calendar days.
    rule("sue_direct_6m", Months, 6).paused(OBSTACLE).extended(None, false),
    rule("sue_not_informed_1y", Years, 1)
        .shaped(Shape::EarlierOf { param: "knew_limit", required: false, unit: Months, number: 6 }),
    rule("sue_max_5y_20y", Years, 5).shaped(Shape::LongerIf { param: "real_property", number: 20 }),
    rule("sue_nonperf", Months, 6).paused(OBSTACLE).extended(None, false)
        .shaped(Shape::Then { unit: Months, number: 2, rolled: true, ends_param: Some("performance_ends_on") }),
    rule("court_register_7d", Days, 7),
    rule("court_copy_5d", Days, 5),
    rule("answer_15d", Days, 15).extended(None, false).days_of("court_days", Stands::Shorter),
    rule("evidence_ext_request", Days, 15),
    rule("jurisdiction_objection_15d", Days, 15),
    rule("summons_3d", Days, 3).shaped(Shape::Backward),
    rule("rp_notice_3d", Days, 3).shaped(Shape::Backward),
    rule("recusal_3d", Days, 3),
    rule("first_instance_6m", Months, 6).paused(TRIAL).extended(None, false),
    rule("first_simplified_45d", Days, 45).paused(TRIAL),
    rule("lit_suspend_90d", Days, 90),
    rule("appeal_judgment_15d", Days, 15),
    rule("appeal_ruling_10d", Days, 10),
    rule("appeal_answer_15d", Days, 15),
    rule("second_instance_3m", Months, 3).paused(TRIAL).extended(None, false),
    rule("retrial_apply_6m", Months, 6),
    rule("retrial_opinion_15d", Days, 15),
    rule("retrial_review_6m", Months, 6).extended(None, false),
    rule("lit_enforce_2y", Years, 2),
    rule("norm_judicial_suggestion_60d", Days, 60),
    rule("other_judicial_suggestion", Days, 60),
    // CPL 95.
    rule("public_notice_30d", Days, 30).read(NOTICE),
    rule("public_notice_then_sue", Days, 15).paused(OBSTACLE).extended(None, false).read(NOTICE_FIRST)
        .shaped(Shape::Then { unit: Days, number: 30, rolled: true, ends_param: None }),
    // The office's own clocks.
    rule("lit_report", WorkingDays, 3),
    rule("lit_result_report", WorkingDays, 10),
    rule("lit_loss_analysis", Days, 30),
    rule("rp_plan", WorkingDays, 3).shaped(Shape::Backward),
    rule("decision_service", WorkingDays, 5),
    rule("follow_up", Days, 30),
    rule("archive", Days, 30),
    rule("pre_mediation", WorkingDays, 5),
];
