//! How the matrix gets to each of its lines: the life in `scenarios/` whose first step that gives the command, and is
//! not refused, is asked. Everything before that step is lived first; the body, the day and the proof are the step's.

/// Line of the matrix, and the life. A new command adds one pair.
pub(super) const WAYS: &[(&str, &str)] = &[
    ("receive", "01_ordinary"),
    ("assign", "01_ordinary"),
    ("request_correction", "02_corrected"),
    ("extend_correction", "02_corrected"),
    ("receive_correction", "02_corrected"),
    ("receive_correction/in_transit", "35_correction_in_transit"),
    ("accept", "01_ordinary"),
    ("refuse_acceptance", "17_oral"),
    ("send_copy", "01_ordinary"),
    ("record_reply", "01_ordinary"),
    ("record_reply/in_transit", "30_reply_in_transit"),
    ("hear_views", "01_ordinary"),
    ("waive_views", "16_public_notice"),
    ("suspend", "07_suspended_twice_and_extended"),
    ("resume", "07_suspended_twice_and_extended"),
    ("extend", "07_suspended_twice_and_extended"),
    ("withdraw", "11_withdrawn_after_acceptance"),
    ("terminate", "11_withdrawn_after_acceptance"),
    ("submit_draft", "01_ordinary"),
    ("return_draft", "36_day_to_perform_gone_by"),
    ("return_draft/signed", "15_draft_returned"),
    ("sign_decision", "01_ordinary"),
    ("issue_decision", "01_ordinary"),
    ("record_service", "01_ordinary"),
    ("confirm_lapse", "08_reply_missed"),
    ("set_aside_lapse", "09_missed_reply_set_aside"),
    ("settle_request", "07_suspended_twice_and_extended"),
    (
        "settle_request/returned",
        "18_requests_returned_and_changed",
    ),
    ("close", "01_ordinary"),
    ("record_lapse", "37_lapse_of_a_provisional_day"),
];
