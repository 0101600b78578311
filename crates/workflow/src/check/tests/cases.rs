//! One fault at a time: the edit of the toy law, and what the checker says of it.

use super::{edited, faults};

macro_rules! faulty {
    ($($name:ident: [$(($from:expr, $to:expr)),+] => [$($fault:expr),+ $(,)?];)+) => {
        $(#[test]
        fn $name() {
            let expected: &[&str] = &[$($fault),*];
            assert_eq!(faults(&edited(&[$(($from, $to)),+])), expected);
        })+
    };
}

faulty! {
    fy0101_what_is_not_toml:
        [("revision = 1", "revision = = 1")]
        => ["FY0101 toy.toml:6:12 改正此处的写法；文本须加引号，列表须以方括号围起 / correct the notation here; text stands in quotes, lists in square brackets"];
    fy0102_an_unknown_field:
        [("first = true", "frist = true")]
        => ["FY0102 toy.toml:12:1 是否想写`first`？ / did you mean `first`?"];
    fy0102_an_unknown_section:
        [(r#"[[ground]]
id = "missing""#, r#"[[grounds]]
id = "missing""#)]
        => ["FY0102 toy.toml:153:3 是否想写`ground`？ / did you mean `ground`?"];
    fy0102_an_unknown_field_within_a_value:
        [(r#"party = ["applicant", "third_party"]"#, "party = [], partys = []")]
        => ["FY0102 toy.toml:150:45 是否想写`party`？ / did you mean `party`?"];
    fy0103_a_wrong_type:
        [("final = true", r#"final = "yes""#)]
        => ["FY0103 toy.toml:29:9 文本加引号，真假写 true 或 false，日期写如 2024-01-01 / quote text, write true or false for truth, and days like 2024-01-01"];
    fy0103_a_section_that_is_no_list:
        [("[[paper]]", "[paper]")]
        => ["FY0103 toy.toml:143:1 写成`[[paper]]`，一项一段 / write `[[paper]]`, once for each item"];
    fy0104_missing_fields:
        [(r#"mark = "right"
day_of = "fact"
to"#, "to")]
        => [
            "FY0104 toy.toml:31:1 加上`day_of = …` / add `day_of = …`",
            "FY0104 toy.toml:31:1 加上`mark = …` / add `mark = …`",
        ];
    fy0201_an_unknown_stage:
        [(r#"to = "done""#, r#"to = "dune""#)]
        => ["FY0201 toy.toml:122:6 是否想写`done`？ / did you mean `done`?"];
    fy0202_an_unknown_period:
        [(r#"starts = ["review"]"#, r#"starts = ["reveiw"]"#)]
        => ["FY0202 toy.toml:41:11 是否想写`review`？ / did you mean `review`?"];
    fy0202_an_unknown_period_on_service:
        [(r#"period = "sue""#, r#"period = "zzz""#)]
        => ["FY0202 toy.toml:150:26 可用：`decide`、`review`、`sue`、`wait` / known: `decide`, `review`, `sue`, `wait`"];
    fy0203_an_unknown_paper:
        [(r#"issues = ["decision"]"#, r#"issues = ["descision"]"#)]
        => ["FY0203 toy.toml:128:11 是否想写`decision`？ / did you mean `decision`?"];
    fy0204_an_unknown_guard:
        [(r#"when = ["term_just_ends"]"#, r#"when = ["term_just_end"]"#)]
        => ["FY0204 toy.toml:85:9 是否想写`term_just_ends`？ / did you mean `term_just_ends`?"];
    fy0205_an_unknown_command:
        [(r#"command = "suspend""#, r#"command = "suspends""#)]
        => ["FY0205 toy.toml:90:11 是否想写`suspend`？ / did you mean `suspend`?"];
    fy0206_an_unknown_role:
        [(r#"proposed_by = ["registrar"]"#, r#"proposed_by = ["registrer"]"#)]
        => ["FY0206 toy.toml:39:16 是否想写`registrar`？ / did you mean `registrar`?"];
    fy0207_an_unknown_choice:
        [(r#"mark = "discretion""#, r#"mark = "choice""#)]
        => ["FY0207 toy.toml:93:8 可用：`right`、`duty`、`discretion`、`effect`、`policy` / known: `right`, `duty`, `discretion`, `effect`, `policy`"];
    fy0208_an_id_given_twice:
        [(r#"id = "withdrawn""#, r#"id = "missing""#)]
        => ["FY0208 toy.toml:162:6 另一处在 law/toy/2024-01-01/toy.toml，改其中一个的标识 / the other is in law/toy/2024-01-01/toy.toml; give one of them another id"];
    fy0209_a_name_twice_in_a_list:
        [(r#"from = ["open", "trial", "done"]"#, r#"from = ["open", "trial", "done", "open"]"#)]
        => ["FY0209 toy.toml:82:34 删去一处 / take one away"];
    fy0210_an_id_badly_formed:
        [(r#"id = "withdrawn""#, r#"id = "With-drawn""#)]
        => ["FY0210 toy.toml:162:6 用小写英文字母、数字和下划线，以字母开头 / use lower-case letters, digits and underscores, a letter first"];
    fy0211_an_empty_label:
        [(r#"label = "下落不明""#, r#"label = " ""#)]
        => ["FY0211 toy.toml:156:9 写上中文名称 / write the Chinese label"];
    fy0212_no_day:
        [("2024-01-01", "2024-13-01")]
        => ["FY0212 toy.toml:5:16 写如 2024-01-01 / write it like 2024-01-01"];
    fy0213_revision_nought:
        [("revision = 1", "revision = 0")]
        => ["FY0213 toy.toml:6:12 写 1 或更大的数 / write 1 or more"];
    fy0301_no_first_stage:
        [(r#"first = true
"#, ""), ("first = true # by the other opening", "")]
        => ["FY0301 toy.toml:1:1 给收件后的阶段写 first = true / write first = true in the stage after receipt"];
    fy0302_a_first_stage_that_no_opening_leads_to:
        [(r#"label_en = "trial""#, r#"label_en = "trial"
first = true"#)]
        => ["FY0302 toy.toml:15:6 删去 first = true，或写一个通向它的收件步骤 / take first = true away, or write an opening that leads to it"];
    fy0303_no_final_stage:
        [("final = true", r#"untimed = "无""#)]
        => ["FY0303 toy.toml:1:1 给结案的阶段写 final = true / write final = true in the stage of a closed case"];
    fy0304_a_stage_that_no_move_reaches:
        [(r#"[[stage]]
id = "done""#, r#"[[stage]]
id = "side"
label = "旁"
label_en = "side"
final = true

[[stage]]
id = "done""#)]
        => ["FY0304 toy.toml:20:6 写一个 to 为该阶段的步骤，或删去该阶段 / write a move to it, or take the stage away"];
    fy0305_a_stage_without_way_out:
        [(r#"from = ["done"]
to = "closed""#, r#"from = ["trial"]
to = "closed""#)]
        => ["FY0305 toy.toml:20:6 写一个由此出发、通向终结的步骤 / write a move that leads from it towards the end"];
    fy0305_a_way_out_that_leads_back_through_a_court:
        [(r#"from = ["done"]
to = "closed"
proposed_by = ["officer"]
decided_by = ["officer"]"#, r#"from = ["trial"]
to = "closed"
proposed_by = ["officer"]
decided_by = ["officer"]

[[move]]
id = "back"
command = "return_from_court"
label = "法院裁判后重新审查"
label_en = "reviewed again after a judgment"
mark = "effect"
day_of = "fact"
from = ["done"]
to = "open"
reopens = true
proposed_by = ["officer"]
decided_by = ["officer"]
starts = ["review"]
article = "Toy 7""#)]
        => ["FY0305 toy.toml:20:6 写一个由此出发、通向终结的步骤 / write a move that leads from it towards the end"];
    fy0306_a_final_stage_left:
        [(r#"from = ["trial"]
to = "done""#, r#"from = ["trial", "closed"]
to = "done""#)]
        => ["FY0306 toy.toml:121:18 从 from 中删去该阶段 / take that stage out of from"];
    fy0307_a_stage_without_term:
        [(r#"requires = ["within_review"]
starts = ["decide"]"#, r#"requires = ["within_review"]"#)]
        => ["FY0307 toy.toml:15:6 让该步骤或其文书的送达起算一个期间，或写 untimed = 理由 / let that move, or service of its paper, start a period, or write untimed = the reason"];
    fy0308_no_article:
        [(r#"article = "Toy 2"

[[move]]
id = "deem""#, r#"article = ""

[[move]]
id = "deem""#)]
        => [r#"FY0308 toy.toml:58:11 写 article = "ARL 30(1)" 之类；办公管理步骤用 mark = "policy" / write article = "ARL 30(1)" or the like; a step of the office has mark = "policy""#];
    fy0308_no_article_of_a_ground:
        [(r#"article = "Toy 6""#, "")]
        => [r#"FY0308 toy.toml:162:6 写 article = "ARL 30(1)" 之类；办公管理步骤用 mark = "policy" / write article = "ARL 30(1)" or the like; a step of the office has mark = "policy""#];
    fy0309_nobody_decides:
        [(r#"decided_by = ["registrar"]"#, "decided_by = []")]
        => [r#"FY0309 toy.toml:32:6 写上角色，如 decided_by = ["officer"] / name roles, such as decided_by = ["officer"]"#];
    fy0310_a_guard_not_used:
        [(r#"requires = ["within_review"]
"#, "")]
        => ["FY0310 toy.toml:1:1 写进某个步骤的 when 或 requires，或从程序中删去该条件 / name it in the when or requires of a move, or take the guard out of the program"];
    fy0311_a_command_without_move:
        [(r#"id = "suspend"
command = "suspend""#, r#"id = "suspend"
command = "resume"
when = ["is_suspended"]"#)]
        => [r#"FY0311 toy.toml:1:1 写一个 command = "suspend" 的步骤 / write a move with command = "suspend""#];
    fy0312_an_end_without_move:
        [(r#"from = ["open"]
to = "trial"
proposed_by = ["system"]"#, r#"from = ["done"]
to = "trial"
proposed_by = ["system"]"#)]
        => [r#"FY0312 toy.toml:41:11 写一个 command = "record_lapse"、when = ["term_deems_acceptance"]、from 含该阶段的步骤 / write a move with command = "record_lapse", when = ["term_deems_acceptance"] and that stage in from"#];
    fy0313_a_paper_never_issued:
        [(r#"issues = ["decision"]
"#, "")]
        => ["FY0313 toy.toml:143:6 写进某个步骤的 issues，或删去该文书 / name it in the issues of a move, or take the paper away"];
    fy0314_no_ground_of_a_kind:
        [(r#"of = "suspension""#, r#"of = "termination""#), (r#"starts = "wait"
"#, "")]
        => [r#"FY0314 toy.toml:1:1 写一个 of = "suspension" 的`[[ground]]` / write a `[[ground]]` with of = "suspension""#];
    fy0315_a_field_of_the_other_kind_of_ground:
        [(r#"condition = "withdrawal""#, r#"condition = "withdrawal"
needs_consent = true"#)]
        => ["FY0315 toy.toml:167:17 删去此字段，或改 of / take the field away, or change of"];
    fy0316_a_duty_that_cannot_be_met:
        [(r#"meets = ["decide"]
cancels = ["*"]
"#, "")]
        => ["FY0316 toy.toml:56:11 写进办结它的步骤的 meets / name it in the meets of the move that fulfils it"];
    fy0317_an_opening_that_leads_nowhere:
        [(r#"to = "open"
"#, "")]
        => ["FY0317 toy.toml:32:6 写 to = 首个阶段 / write to = the first stage"];
    fy0317_an_opening_that_misses_the_first_stage:
        [(r#"to = "open""#, r#"to = "trial""#)]
        => [
            r#"FY0317 toy.toml:38:6 写 to = "early"或"open" / write to = "early" or "open""#,
            r#"FY0312 toy.toml:41:11 写一个 command = "record_lapse"、when = ["term_deems_acceptance"]、from 含该阶段的步骤 / write a move with command = "record_lapse", when = ["term_deems_acceptance"] and that stage in from"#,
        ];
    fy0318_a_move_from_no_stage:
        [(r#"from = ["trial"]
proposed_by = ["officer"]
decided_by = ["officer"]
requires = ["suspension_ground"]"#, r#"proposed_by = ["officer"]
decided_by = ["officer"]
requires = ["suspension_ground"]"#)]
        => ["FY0318 toy.toml:89:6 在 from 中写上可以作出它的阶段 / list in from the stages in which it can be made"];
    fy0318_an_opening_from_a_stage:
        [(r#"to = "open""#, r#"from = ["open"]
to = "open""#)]
        => ["FY0318 toy.toml:38:9 写 from = [] / write from = []"];
    fy0317_an_opening_of_an_intervention_that_leads_to_no_first_stage:
        [(r#"from = []
to = "early""#, r#"from = []
to = "done""#)]
        => [r#"FY0317 zz.toml:15:6 写 to = "early"或"open" / write to = "early" or "open""#];
    fy0318_an_intervention_opened_from_a_stage:
        [(r#"from = []
to = "early""#, r#"from = ["trial"]
to = "early""#)]
        => ["FY0318 zz.toml:14:9 写 from = [] / write from = []"];
    fy0319_no_instrument:
        [(r#"[instrument]
id = "toy"
title = "示例法"
title_en = "Toy Act"
effective_on = "2024-01-01"
revision = 1
"#, "")]
        => ["FY0319 toy.toml:1:1 在同一目录写一份含`[instrument]`的 instrument.toml / put an instrument.toml with `[instrument]` into the same folder"];
    fy0320_an_instrument_in_another_folder:
        [(r#"id = "toy""#, r#"id = "arl""#)]
        => ["FY0320 toy.toml:2:6 目录须为 law/法规标识/施行日 / the folder must be law/INSTRUMENT/DAY-OF-EFFECT"];
    fy0321_two_moves_that_cannot_be_told_apart:
        [("[[paper]]", r#"[[move]]
id = "close_again"
command = "close"
label = "结案"
label_en = "close"
mark = "policy"
day_of = "act"
from = ["done", "trial"]
proposed_by = ["officer"]
decided_by = ["officer"]

[[paper]]"#)]
        => ["FY0321 toy.toml:144:6 给其中一个写上 when 条件，或分开 from / give one of them a guard in when, or keep their from apart"];
    fy0322_a_lapse_that_nobody_verifies:
        [(r#"cancels = ["wait"]
"#, ""), (r#"id = "confirm_lapse"
command = "confirm_lapse"
label = "步骤"
label_en = "confirm_lapse"
mark = "policy"
day_of = "act"
from = ["trial"]"#, r#"id = "confirm_lapse"
command = "confirm_lapse"
label = "步骤"
label_en = "confirm_lapse"
mark = "policy"
day_of = "act"
from = ["done"]"#)]
        => [r#"FY0322 toy.toml:89:6 写一个 command = "confirm_lapse"、from 含该阶段的步骤，或在 cancels 中写明取消它的步骤 / write a move with command = "confirm_lapse" and that stage in from, or name the period in the cancels of a move"#];
    fy0328_the_program_acts_for_the_office:
        [(r#"decided_by = ["registrar"]"#, r#"decided_by = ["registrar", "system"]"#)]
        => ["FY0328 toy.toml:40:28 系统只登记期满；被申请人不作出行政复议机关的行为 / the program records the ends of terms only, and the respondent makes no act of the office"];
    fy0328_the_respondent_acts_for_the_office:
        [(r#"from = ["open"]
to = "trial"
proposed_by = ["officer"]"#, r#"from = ["open"]
to = "trial"
proposed_by = ["officer", "respondent_clerk"]"#)]
        => ["FY0328 toy.toml:53:27 系统只登记期满；被申请人不作出行政复议机关的行为 / the program records the ends of terms only, and the respondent makes no act of the office"];
}
