//! Seeds that the checker finds: what can be seen without living a case.

use super::seeds::seeds;

seeds! {
    // Names that name nothing.
    "a stage left that there is not": "move send_copy", r#"from = ["accepted"]"# => r#"from = ["acepted"]"#;
        "FY0201" at "here" says "acepted";
    "a stage led to that there is not": "move send_copy", r#"to = "awaiting_reply""# => r#"to = "awaiting_replies""#;
        "FY0201" at "here" says "awaiting_replies";
    "a matter that opens at no stage": "paper decision", r#"stage = "performing", starts = "redo"# => r#"stage = "preforming", starts = "redo"#;
        "FY0201" at "here" says "preforming";
    "a track beside no stage": "track hearing", r#""in_trial"]"# => r#""trial"]"#;
        "FY0201" at "here" says "trial";
    "a track that ends at no stage": "track stay", r#"ends_in = "stay_ended""# => r#"ends_in = "stay_over""#;
        "FY0201" at "here" says "stay_over";
    "a period started that there is not": "move accept", r#""decide_ordinary""# => r#""decide_ordinry""#;
        "FY0202" at "here" says "decide_ordinry";
    "a period on service that there is not": "paper correction_notice", r#""correction_response""# => r#""correction_respons""#;
        "FY0202" at "here" says "correction_respons";
    "a ground that starts no period": "ground applicant_died", r#""suspend_terminate_60d""# => r#""suspend_terminate_60""#;
        "FY0202" at "here" says "suspend_terminate_60";
    "a paper that there is not": "move accept", r#"["acceptance_notice"]"# => r#"["acceptance_notices"]"#;
        "FY0203" at "here" says "acceptance_notices";
    "a guard that there is not": "move accept", r#""no_court_first""# => r#""no_court_frist""#;
        "FY0204" at "here" says "no_court_frist";
    "a command that there is not": "move accept", r#"command = "accept""# => r#"command = "acept""#;
        "FY0205" at "here" says "acept";
    "a role that there is not": "move accept", r#"decided_by = ["officer"]"# => r#"decided_by = ["officr"]"#;
        "FY0206" at "here" says "officr";
    "a mark that there is not": "move accept", r#"mark = "duty""# => r#"mark = "dutie""#;
        "FY0207" at "here" says "dutie";
    "a ground of nothing": "ground withdrawn", r#"of = "termination""# => r#"of = "terminations""#;
        "FY0207" at "here" says "terminations";
    "a move on no track": "move set_hearing", r#"track = "hearing""# => r#"track = "hearings""#;
        "FY0214" at "here" says "hearings";
    "a ground of no track": "ground norm_review", r#"track = "norm_review""# => r#"track = "norm_reviews""#;
        "FY0214" at "here" says "norm_reviews";
    "a decision that waits for no track": "move sign_decision", r#"["norm_review"]"# => r#"["norm_reviw"]"#;
        "FY0214" at "here" says "norm_reviw";
    "a move that a reading names is gone": "move deem_accepted", "" => "";
        "FY0602" at "reading A1: moves" says "deem_accepted";

    // Slips of the pen.
    "a text without quotes": "stage accepted", r#"id = "accepted""# => "id = accepted";
        "FY0101" at "here" says "TOML";
    "a field that there is not": "move accept", "requires =" => "require =";
        "FY0102" at "here" says "require";
    "a track that is many in words": "track norm_review", "many = true" => r#"many = "yes""#;
        "FY0103" at "here" says "boolean";
    "a label missing": "stage draft", "label_en = \"draft under signature\"\n" => "";
        "FY0104" at "stage draft" says "label_en";
    "a label empty": "stage draft", r#"label = "审签中""# => r#"label = """#;
        "FY0211" at "here" says "label";
    "a move with the id of another": "move accept", r#"id = "accept""# => r#"id = "accept_simplified""#;
        "FY0208" at "here" says "accept_simplified";
    "a period with the id of another": "period copy_simplified", r#"id = "copy_simplified""# => r#"id = "copy_ordinary""#;
        "FY0208" at "here" says "copy_ordinary";
    "a guard twice": "move accept", r#"["within_review", "# => r#"["within_review", "within_review", "#;
        "FY0209" at "here" says "within_review";
    "no day of the calendar": "instrument arl", "2024-01-01" => "2024-02-30";
        "FY0212" at "here" says "2024-02-30";
    "another day than the folder's": "instrument arl", "2024-01-01" => "2024-02-01";
        "FY0320" at "here" says "2024-02-01";
    "a revision nought": "instrument arl", "revision = 1" => "revision = 0";
        "FY0213" at "here" says "";

    // No article, nobody.
    "a move without article": "move accept", "article = \"ARL 30(1)\"\n" => "";
        "FY0308" at "move accept" says "accept";
    "a move with an empty article": "move accept", r#"article = "ARL 30(1)""# => r#"article = """#;
        "FY0308" at "here" says "accept";
    "a paper without article": "paper receipt", r#"article = "ARL 22""# => r#"article = """#;
        "FY0308" at "here" says "receipt";
    "a ground without article": "ground withdrawn", r#"article = "ARL 41(1)""# => r#"article = """#;
        "FY0308" at "here" says "withdrawn";
    "a move that nobody decides": "move accept", r#"decided_by = ["officer"]"# => "decided_by = []";
        "FY0309" at "move accept" says "accept";
    "the program sends the copy": "move send_copy", r#"decided_by = ["officer"]"# => r#"decided_by = ["officer", "system"]"#;
        "FY0328" at "here" says "send_copy";
    "the program alone publishes": "move publish_decision", r#"decided_by = ["institution_head"]"# => r#"decided_by = ["system"]"#;
        "FY0328" at "here" says "publish_decision";
    "the respondent asks for a class": "move classify", r#"proposed_by = ["officer"]"# => r#"proposed_by = ["officer", "respondent_clerk"]"#;
        "FY0328" at "here" says "classify";
    "the respondent terminates": "move terminate", r#"decided_by = ["organ_head"]"# => r#"decided_by = ["respondent_clerk"]"#;
        "FY0328" at "here" says "terminate";

    // First and last stages, ways there.
    "a first stage that no opening leads to": "stage accepted", r#"label_en = "accepted""# => "label_en = \"accepted\"\nfirst = true";
        "FY0302" at "stage accepted" says "accepted";
    "an opening that leads elsewhere": "move receive", r#"to = "received""# => r#"to = "accepted""#;
        "FY0317" at "here" says "accepted";
    "an opening that leaves a stage": "move receive", "from = []" => r#"from = ["received"]"#;
        "FY0318" at "here" says "receive";
    "a move from nowhere": "move send_copy", r#"from = ["accepted"]"# => "from = []";
        "FY0318" at "move send_copy" says "send_copy";
    "a closing that closes nothing": "move close", "to = \"closed\"\n" => "";
        "FY0304" at "stage closed" says "closed";
    "no closing at all": "move close", "" => "";
        "FY0305" at "stage concluded" says "concluded";
    "a last stage that is not last": "stage closed", "final = true" => r#"untimed = "无""#;
        "FY0305" at "stage closed" says "closed";
    "a last stage that is left": "stage concluded", r#"untimed = "送达没有法定日数；送达全部完成后结案""# => "final = true";
        "FY0306" at "move close: from" says "close";
    "a signature that leads nowhere": "move sign_decision", "" => "";
        "FY0304" at "stage signed" says "signed";
    "a stay that cannot be lifted": "move lift_stay", r#"from = ["stayed"]"# => r#"from = ["hearing_noticed"]"#;
        "FY0324" at "here" says "hearing_noticed";
    "a stay that cannot end": "move lift_stay", r#"from = ["stayed"]"# => r#"from = ["stay_asked"]"#;
        "FY0305" at "stage stayed" says "stayed";

    // No clock, no effect, no one who verifies.
    "a stage without clock": "stage correcting", "untimed = \"补正通知送达申请人之前没有期限；送达之日起计补正期限\"\n" => "";
        "FY0307" at "stage correcting" says "correcting";
    "a deemed acceptance elsewhere": "move deem_accepted", r#"from = ["received"]"# => r#"from = ["correcting"]"#;
        "FY0312" at "move receive: starts" says "accept_review";
    "an abandonment that nobody verifies": "move confirm_abandonment", r#"from = ["correcting"]"# => r#"from = ["received"]"#;
        "FY0322" at "move request_correction" says "correction_response";
    "a request to correct that stays in the review": "move request_correction", "to = \"correcting\"\n" => "";
        "FY0322" at "move request_correction" says "received";

    "an end that is not recorded while the draft is signed": "move record_lapse", r#""in_trial", "draft", "# => r#""in_trial", "#;
        "FY0312" at "move suspend" says "suspend_terminate_60d";
    "an extension as often as one likes": "move extend", r#""first_extension", "# => "";
        "FY0310" at "all" says "first_extension";

    // What is not used, what cannot be told apart.
    "a guard that no move uses": "move receive_correction_in_transit", r#""posted_in_time", "# => "";
        "FY0310" at "all" says "posted_in_time";
    "a consultation that holds nothing up": "move submit_draft", r#", "consultation_satisfied""# => "";
        "FY0310" at "all" says "consultation_satisfied";
    "a missed reply that nobody confirms": "move confirm_last_missed_reply", "" => "";
        "FY0310" at "all" says "term_is_last_reply";
    "a command that no move makes": "move classify", "" => "";
        "FY0311" at "all" says "classify";
    "a paper that is never issued": "move extend", "issues = [\"extension_notice\"]\n" => "";
        "FY0313" at "paper extension_notice" says "extension_notice";
    "a decision that is never issued": "move issue_decision", "" => "";
        "FY0313" at "paper decision" says "decision";
    "a field of the other kind of ground": "ground withdrawn", r#"condition = "withdrawal""# => "condition = \"withdrawal\"\nstarts = \"suspend_terminate_60d\"";
        "FY0315" at "ground withdrawn: starts" says "starts";
    "two acceptances that cannot be told apart": "move accept_simplified", "when = [\"simplified_chosen\"]\n" => "";
        "FY0321" at "move accept" says "accept_simplified";
    "a precedence over another command": "move accept_within_review", r#"before = ["notify_deemed_acceptance"]"# => r#"before = ["refuse_acceptance"]"#;
        "FY0327" at "here" says "refuse_acceptance";
    "a precedence over what comes before": "move notify_deemed_acceptance", r#"requires = ["procedure_open"]"# => r#"before = ["accept"]"#;
        "FY0327" at "here" says "accept";
    "a precedence over a move that is gone": "move record_last_reply", "" => "";
        "FY0327" at "move record_late_reply: before" says "record_last_reply";

    // Tracks.
    "a track that nothing opens": "move request_consultation", "" => "";
        "FY0323" at "track consultation" says "consultation";
    "stages beside a move of the proceeding": "move accept", r#"to = "accepted""# => "to = \"accepted\"\nduring = [\"received\"]";
        "FY0325" at "move accept: during" says "accept";
    "a track that ends in an open stage": "track stay", r#"ends_in = "stay_ended""# => r#"ends_in = "stayed""#;
        "FY0326" at "here" says "stay";

    // Periods.
    "a period of no length": "period decide_ordinary", "length = { days = 60 }\n" => "";
        "FY0402" at "period decide_ordinary" says "length";
    "an extension in another kind of day": "period correction_response", "working_days = 10" => "days = 10";
        "FY0405" at "period correction_response: extension" says "";
    "a rung after the last day": "period decide_ordinary", "ladder = [-20," => "ladder = [20,";
        "FY0408" at "here" says "";
}
