//! Seeds that only the proof finds: the definitions read well, and a case that lives by them shows what is wrong.

use super::seeds::seeds;

seeds! {
    // FY0708: what can never be made.
    "a hearing beside no stage": "track hearing", r#"during = ["accepted", "awaiting_reply", "in_trial"]"# => "during = []";
        "FY0708" at "move set_hearing" says "set_hearing";
    "a publication of applications held abandoned": "move publish_decision", r#"requires = ["anonymised"]"# => "requires = [\"anonymised\"]\nwhen = [\"held_abandoned\"]";
        "FY0708" at "move publish_decision" says "publish_decision";
    "a conversion of what is simplified and is not": "move convert_to_ordinary", r#"["is_simplified", "# => r#"["is_simplified", "not_simplified", "#;
        "FY0708" at "move convert_to_ordinary" says "convert_to_ordinary";

    "an extension of what is suspended and is not": "move extend", r#"["not_simplified", "# => r#"["is_suspended", "no_suspension_decided", "not_simplified", "#;
        "FY0708" at "move extend" says "extend";

    // FY0702: no way out.
    "a closing that waits for what nobody must end": "move close", r#""superior_copy", "opinion"]"# => r#""superior_copy", "opinion", "publication", "enforcement"]"#;
        "FY0702" at "stage concluded" path "`issue_decision`" in "investigation";

    // FY0703: a matter without end.
    "a copy to the superior while suspended only": "move copy_to_superior", r#"from = ["copy_due"]"# => "from = [\"copy_due\"]\nrequires = [\"is_suspended\"]";
        "FY0703" at "stage copy_due" path "`record_service`" in "superior_copy";

    // FY0704: no clock.
    "an acceptance that starts no term to decide": "move accept", r#"["copy_ordinary", "decide_ordinary"]"# => r#"["copy_ordinary"]"#;
        "FY0704" at "stage awaiting_reply" path "`send_copy`" in "investigation";
    "an acceptance that starts nothing": "move accept", "starts = [\"copy_ordinary\", \"decide_ordinary\"]\n" => "";
        "FY0704" at "stage accepted" path "`accept`" in "investigation";

    // FY0705: duties that nobody can meet; FY0701: a stage that is never reached.
    "a copy that does not meet its duty": "move send_copy", "meets = [\"copy_ordinary\", \"copy_simplified\"]\n" => "";
        "FY0705" at "period copy_ordinary" path "登记人员收件";
    "a copy that meets one of two duties": "move send_copy", r#""copy_ordinary", "copy_simplified""# => r#""copy_ordinary""#;
        "FY0705" at "period copy_simplified" path "`assign`";
    // Sown after those of its section, since no case comes to its trial with it.
    "a copy sent from a stage that only the copy leads to": "move send_copy", r#"from = ["accepted"]"# => r#"from = ["in_trial"]"#;
        "FY0701" at "stage awaiting_reply" says "awaiting_reply";
    "a decision that does not meet its duty": "move issue_decision", "meets = [\"decide_ordinary\", \"decide_simplified\", \"court_fixed\"]\n" => "";
        "FY0705" at "period decide_simplified" path "`assign`";
    "an opinion on a norm that does not meet its duty": "move record_norm_opinion", "meets = [\"norm_transferee_reply\"]\n" => "";
        "FY0705" at "period norm_transferee_reply" path "`transfer_norm`";
    "a notice to the maker that does not meet its duty": "move notify_norm_maker", "meets = [\"norm_notify_maker\"]\n" => "";
        "FY0705" at "period norm_notify_maker" path "`accept`";

    "a copy to the superior that does not meet its duty": "move copy_to_superior", "meets = [\"copy_to_superior\"]\n" => "";
        "FY0705" at "period copy_to_superior" path "1. ";
    "a report on an opinion letter that does not meet its duty": "move record_letter_report", r#"["opinion_feedback", "# => "[";
        "FY0705" at "period opinion_feedback" path "1. ";
    "a performance that does not meet its duty": "move record_performance", r#"["redo_default_60d", "# => "[";
        "FY0705" at "period redo_default_60d" path "1. ";

    // FY0706: an end that cannot be recorded.
    "a refusal that leaves the review open": "move refuse_acceptance", "meets = [\"accept_review\", \"court_fixed\"]\n" => "";
        "FY0706" at "period accept_review" path "`refuse_acceptance`" in "office";

    // FY0707: an effect of law that never comes about.
    "a deemed acceptance while suspended only": "move deem_accepted", r#"requires = ["term_over"]"# => r#"requires = ["term_over", "is_suspended"]"#;
        "FY0707" at "period accept_review" path "登记人员收件";

    // FY0709: a role that never can.
    "an officer who returns what only the head may": "move return_draft_to_accepted", r#"from = ["draft", "signed"]"# => r#"from = ["signed"]"#;
        "FY0709" at "move return_draft_to_accepted" says "officer";

    // FY0710: two moves at once.
    "an acceptance within the review that goes before nothing": "move accept_within_review", "before = [\"notify_deemed_acceptance\"]\n" => "";
        "FY0710" at "move accept_within_review" path "`accept_within_review`" in "joined";
    "a late reply that goes before nothing": "move record_late_reply", "before = [\"record_last_reply\", \"record_reply\"]\n" => "";
        "FY0710" at "move record_late_reply" path "`record_late_reply`" in "investigation";
    "a hearing waived that goes before nothing": "move record_waived_hearing", "before = [\"hold_hearing\", \"hold_session\"]\n" => "";
        "FY0710" at "move record_waived_hearing" path "`record_waived_hearing`" in "hearing";
    "an investigation that goes before nothing": "move record_investigation", "before = [\"record_investigation_called_for\"]\n" => "";
        "FY0710" at "move record_investigation" path "`record_investigation`" in "investigation";

    // FY0711: what the law forbids.
    "a draft of one officer": "move submit_draft", r#""two_officers", "# => "";
        "FY0711" at "move submit_draft" path "`submit_draft`" in "participation";
    "a draft before the views": "move submit_draft", r#""views_settled", "# => "";
        "FY0711" at "move submit_draft" path "`submit_draft`" in "trial";
    "a draft past a hearing that must be held": "move submit_draft", r#""hearing_settled", "# => "";
        "FY0711" at "move submit_draft" path "`submit_draft`" in "consultation";
    "a draft while a hearing is open": "move submit_draft", r#"settled = ["hearing", "# => "settled = [";
        "FY0711" at "move submit_draft" path "`submit_draft`" in "hearing";
    "an extension by the officer": "move extend", r#"decided_by = ["institution_head"]"# => r#"decided_by = ["officer"]"#;
        "FY0711" at "move extend" path "`extend`" in "trial";
    "a decision signed by the officer": "move sign_decision", r#"decided_by = ["organ_head"]"# => r#"decided_by = ["officer"]"#;
        "FY0711" at "move sign_decision" path "`sign_decision`" in "trial";
    "a decision that nobody signed": "move issue_decision", r#"from = ["signed"]"# => r#"from = ["draft", "signed"]"#;
        "FY0711" at "move issue_decision" path "`issue_decision`" in "trial";
    "a decision signed before an application for recusal is decided": "move sign_decision", r#", "recusals_decided""# => "";
        "FY0711" at "move sign_decision" path "`ask_recusal`" in "participation";
    "a decision on the signature of one who is recused": "move issue_decision", r#""signer_stands", "# => "";
        "FY0711" at "move issue_decision" path "`recuse_by_institution`" in "participation";
    "a term to decide that a suspension does not stop": "period decide_ordinary", r#"["suspension", "# => "[";
        "FY0711" at "move suspend" path "`suspend`" in "inspection";

    "a case closed with its term to decide open": "move issue_decision", "meets = [\"decide_ordinary\", \"decide_simplified\", \"court_fixed\"]\ncancels = [\"*\"]\n" => "";
        "FY0711" at "move close" path "`close`" in "trial";

    // FY0712: an applicant bound.
    "no withdrawal while the draft is signed": "move withdraw", r#""in_trial", "draft", "signed""# => r#""in_trial", "signed""#;
        "FY0712" at "stage draft" path "`submit_draft`" in "withdrawal";
    "no withdrawal before the decision is issued": "move withdraw", r#""in_trial", "draft", "signed""# => r#""in_trial", "draft""#;
        "FY0712" at "stage signed" path "`sign_decision`" in "withdrawal";

    "no withdrawal while a correction is awaited": "move withdraw_before_acceptance", r#"from = ["received", "correcting"]"# => r#"from = ["received"]"#;
        "FY0712" at "stage correcting" path "`request_correction`" in "receipt";

    // FY0713, FY0714: what the Act says of every period.
    "a review in calendar days": "period accept_review", "working_days = 5" => "days = 5";
        "FY0713" at "period accept_review" says "accept_review" in "joined";
    "a copy in calendar days": "period copy_ordinary", "working_days = 7" => "days = 7";
        "FY0713" at "period copy_ordinary" says "copy_ordinary" in "joined";
    "a collateral review in working days": "period norm_handle", "length = { days = 30 }" => "length = { working_days = 30 }";
        "FY0713" at "period norm_handle" says "norm_handle" in "joined";
    "a simplified term that a suspension does not stop": "period decide_simplified", r#"["suspension", "# => "[";
        "FY0714" at "period decide_simplified" says "suspension" in "joined";
}
