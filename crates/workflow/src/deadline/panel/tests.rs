mod fixed;

use calendar::{Calendar, YearTable};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::deadline::{Grant, Toll, compute, parse_trigger};
use crate::file::TermPause;
use crate::messages::Lang;
use crate::rulebook::Rulebook;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn ask(rule: &str, on: &str) -> Ask {
    let trigger = parse_trigger(&format!("{on}T09:30:00+08:00")).unwrap();
    Ask::new("a", rule, trigger)
}

fn against(today: &str) -> Against<'static> {
    Against {
        calendar: Calendar::embedded(),
        rules: &Rulebook::embedded().version,
        today: day(today),
    }
}

fn panel(ask: &Ask, today: &str) -> Panel {
    Panel::of_ask(PeriodBook::embedded(), ask, against(today)).unwrap()
}

fn plain(ask: &Ask, today: &str, lang: Lang) -> String {
    panel(ask, today).words(lang).plain()
}

/// Accepted on Monday 2026-10-12, suspended for ten days.
fn suspended() -> Ask {
    let mut asked = ask("decide_ordinary", "2026-10-12");
    asked.tolls = vec!["2026-10-30..2026-11-09:suspension".parse().unwrap()];
    asked
}

fn text(words: &Words, id: LineId) -> &str {
    let line = words.lines.iter().find(|line| line.id == id);
    line.map_or("", |line| &line.text)
}

// By hand: 12 October and 60 days is Friday 11 December, ten days more Monday the 21st, thirty more 20 January 2027.
#[test]
fn arl_62_1_the_panel_of_a_suspended_case_in_chinese() {
    let words = "\
复议审理期限（普通程序）到2026年12月21日（周一）届满，还有20个工作日（28日）；自2026年10月12日起算，当日不计，期间为60日，不计入10日；依据《行政复议法》第六十二条第一款；《行政复议法实施条例》第三十条、第三十四条、第三十七条；本规则未经法制审核。
复议审理期限（普通程序）　届满 2026-12-21 周一
依据      《行政复议法》第六十二条第一款；《行政复议法实施条例》第三十条、第三十四条、第三十七条：“应当自受理申请之日起六十日内作出行政复议决定”
起算      受理之日（含视为受理）：2026-10-12 周一，当日不计；第1日为 2026-10-13 周二
计算      60日（自然日） → 2026-12-11 周五
暂停      2026-10-30 中止，2026-11-09 恢复，10日不计 → 2026-12-21 周一
末日      2026-12-21 周一，为工作日，不顺延
稳妥日    2026-12-21 周一（末日及以前的最后一个工作日）；今天 2026-11-23，还有20个工作日（28日）
若延期    最长30日 → 2027-01-20 周三（暂定）；须经复议机构负责人批准，至迟 2026-12-21 决定，并书面告知当事人
到期后果  逾期不作决定的，申请人可以自期满之日起十五日内起诉；复议机关仍应作出决定
日历      2026年：国务院办公厅关于2026年部分节假日安排的通知；日历版本 CALENDAR；规则 arl 2024-01-01 第1版；按 2026-11-23 计
审核      未经法制审核
";
    let words = words.replace("CALENDAR", Calendar::embedded().version());
    assert_eq!(plain(&suspended(), "2026-11-23", Lang::Zh), words);
}

#[test]
fn arl_62_1_the_panel_of_a_suspended_case_in_english() {
    let words = "\
The decision, ordinary ends on Monday, 2026-12-21: 20 working days (28 days) left; it starts on 2026-10-12, that day not counted, and runs 60 calendar days, 10 days not counted; it rests on ARL 62(1); Regs 30, 34, 37; the rule is not yet reviewed by counsel.
decision, ordinary - ends on Monday, 2026-12-21
Basis        ARL 62(1); Regs 30, 34, 37: “应当自受理申请之日起六十日内作出行政复议决定”
Starts       day of acceptance, deemed acceptance included: Monday, 2026-10-12, not counted; day 1 is Tuesday, 2026-10-13
Count        60 calendar days -> Friday, 2026-12-11
Paused       suspended from 2026-10-30, resumed 2026-11-09, 10 days not counted -> Monday, 2026-12-21
Last day     Monday, 2026-12-21, a working day, does not roll
Safe by      Monday, 2026-12-21 (last working day up to the last day); today 2026-11-23: 20 working days (28 days) left
If extended  at most 30 days -> Wednesday, 2027-01-20 (provisional); granted by the head of the reconsideration institution on 2026-12-21 at the latest, and the parties are told in writing
At its end   without a decision the applicant may sue within fifteen days; the organ stays bound to decide
Calendar     2026: 国务院办公厅关于2026年部分节假日安排的通知; calendar CALENDAR; rules arl 2024-01-01 revision 1; as of 2026-11-23
Review       not yet reviewed by counsel
";
    let words = words.replace("CALENDAR", Calendar::embedded().version());
    assert_eq!(plain(&suspended(), "2026-11-23", Lang::En), words);
}

#[test]
fn the_data_of_the_same_panel() {
    let data = serde_json::to_value(panel(&suspended(), "2026-11-23")).unwrap();
    let count = &data["count"];
    assert_eq!(
        (&count["end"], &count["last_day"], &count["due"]),
        (
            &json!("2026-12-11"),
            &json!("2026-12-21"),
            &json!("2026-12-21")
        )
    );
    assert_eq!(
        count["pauses"],
        json!([{ "from": "2026-10-30", "to": "2026-11-09", "kind": "suspension", "days": 10, "end": "2026-12-21" }])
    );
    assert_eq!(
        data["extending"],
        json!({
            "answer": "possible", "max_days": 30, "working": false, "by": "institution_head",
            "until": "2026-12-21", "would_end_on": "2027-01-20", "provisional": true,
            "notice_owed": "书面告知当事人", "notice_owed_en": "the parties are told in writing",
        })
    );
    assert_eq!(data["basis"]["review"], "未经法制审核");
}

// Mid-Autumn begins on Friday 25 September 2026; Sunday the 20th is worked.
#[test]
fn arl_30_the_sentence_of_a_review_of_five_working_days() {
    let sentence = panel(&ask("accept_review", "2026-09-18"), "2026-09-21").sentence(Lang::Zh);
    assert_eq!(
        sentence,
        "受理审查期限到2026年9月24日（周四）届满，还有3个工作日（3日）；自2026年9月18日起算，当日不计，\
         期间为5个工作日；依据《行政复议法》第三十条第一款、第三款、第八十八条第二款；本规则未经法制审核。"
    );
}

// Five full working days before Monday 19 October: 12 to 16 October; the day before them is make-up Saturday the 10th.
#[test]
fn arl_51_a_period_counted_backwards() {
    let words = panel(&ask("hearing_notice_5wd", "2026-10-19"), "2026-10-08").words(Lang::Zh);
    assert_eq!(words.title, "听证通知期限　最迟 2026-10-10 周六");
    let shown: Vec<(&str, &str)> = words
        .lines
        .iter()
        .filter(|line| (LineId::Start..=LineId::IfExtended).contains(&line.id))
        .map(|line| (line.label, line.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "起算",
                "举行听证之日（倒算）：2026-10-19 周一，当日不计，自前一日起倒数"
            ),
            ("计算", "倒算，其间须隔5个工作日 → 2026-10-10 周六"),
            ("末日", "2026-10-10 周六，为工作日；倒算的期间不顺延"),
            (
                "稳妥日",
                "2026-10-10 周六（末日及以前的最后一个工作日）；今天 2026-10-08，还有2个工作日（2日）"
            ),
            ("若延期", "本期间不能延长"),
        ]
    );
    assert!(words.sentence.starts_with(
        "听证通知期限最迟为2026年10月10日（周六），还有2个工作日（2日）；自2026年10月19日倒算，"
    ));
}

// 31 December and two months: February has no 31st, its last is Sunday the 28th; 2027 has no notice yet.
#[test]
fn cc_202_two_months_that_end_in_a_year_without_its_notice() {
    let words = panel(&ask("comp_decide_2m", "2026-12-31"), "2026-12-31").words(Lang::Zh);
    assert_eq!(words.title, "赔偿决定期限　届满 2027-03-01 周一（暂定）");
    assert_eq!(
        text(&words, LineId::Count),
        "2个月 → 2027-02-28 周日（该月无对应日，以月末为准）"
    );
    assert_eq!(
        text(&words, LineId::LastDay),
        "2027-02-28 周日，为周末，顺延至其后第一个工作日 2027-03-01 周一（《民事诉讼法》第八十五条第三款）"
    );
    assert!(text(&words, LineId::SafeBy).starts_with("2027-02-26 周五"));
    assert_eq!(
        text(&words, LineId::Provisional),
        "所涉年份的放假安排尚未公布或者载入，只按周末计算"
    );
    assert!(text(&words, LineId::Calendar).starts_with("2027年：放假安排尚未公布或者载入；"));
    assert!(
        words.sentence.contains("届满（暂定）"),
        "{}",
        words.sentence
    );
    assert!(
        words.sentence.contains("稳妥日为2027年2月26日"),
        "{}",
        words.sentence
    );
}

#[test]
fn pauses_that_overlap_leave_each_day_out_once() {
    let mut asked = suspended();
    asked.tolls.extend([
        "2026-11-05..2026-11-12:appraisal".parse::<Toll>().unwrap(),
        "2027-05-01..2027-05-09".parse().unwrap(),
    ]);
    let words = panel(&asked, "2026-11-23").words(Lang::Zh);
    let paused: Vec<&str> = words
        .lines
        .iter()
        .filter(|line| line.id == LineId::Paused)
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(
        paused,
        [
            "2026-10-30 中止，2026-11-09 恢复，10日不计 → 2026-12-21 周一",
            "2026-11-05 起因鉴定不计，2026-11-12 恢复，3日不计 → 2026-12-24 周四",
            "2027-05-01 暂停，2027-05-09 恢复，没有另外不计入的日子",
        ]
    );
}

#[test]
fn an_extension_that_was_given_is_shown_and_not_offered_again() {
    let mut asked = suspended();
    asked.extensions = vec![Grant {
        days: 20,
        basis: None,
    }];
    let words = panel(&asked, "2026-11-23").words(Lang::Zh);
    assert_eq!(
        text(&words, LineId::Extended),
        "已延长20日 → 2026-12-31 周四"
    );
    assert_eq!(text(&words, LineId::IfExtended), "已延长20日，不能再延长");
    let late = panel(&suspended(), "2026-12-22").words(Lang::Zh);
    assert_eq!(text(&late, LineId::IfExtended), "期限已届满，不能再延长");
    assert!(
        late.sentence
            .contains("已于2026年12月21日（周一）届满，已逾期1日")
    );
    let correction = panel(&ask("correction_response", "2026-03-02"), "2026-03-03").words(Lang::Zh);
    assert_eq!(
        text(&correction, LineId::IfExtended),
        "法律未定上限；须经复议机关批准，并书面通知申请人"
    );
}

// Known on 3 June 2024, sixty days end on 2 August, before the year from the content.
#[test]
fn arl_20_3_the_earlier_of_two_ends() {
    let mut asked = ask("apply_not_informed_min", "2024-03-04");
    asked
        .params
        .insert("knew_right".to_owned(), json!("2024-06-03"));
    let words = panel(&asked, "2024-06-10").words(Lang::Zh);
    assert_eq!(text(&words, LineId::Count), "1年 → 2025-03-04 周二");
    assert_eq!(
        text(&words, LineId::Other),
        "知道或者应当知道权利、机关和期限之日：2024-06-03 周一，当日不计，60日 → 2024-08-02 周五；以先届满者为准"
    );
    assert!(text(&words, LineId::LastDay).starts_with("2024-08-02 周五"));
    let english = panel(&asked, "2024-06-10").words(Lang::En);
    assert_eq!(
        text(&english, LineId::Count),
        "1 year -> Tuesday, 2025-03-04"
    );
}

/// A term of the period to decide, as it would be recorded.
fn term() -> Term {
    Term {
        no: 3,
        version: 2,
        period: "decide_ordinary".to_owned(),
        state: TermState::Running,
        party: None,
        paper: None,
        started_on: day("2026-10-12"),
        fixed_on: None,
        extension_days: 0,
        pauses: vec![TermPause {
            from: day("2026-10-30"),
            to: Some(day("2026-11-09")),
            kind: "suspension".to_owned(),
            matter: None,
        }],
        due: day("2026-12-21"),
        safe_by: day("2026-12-21"),
        provisional: false,
        ended_on: None,
        lapse_entry: None,
    }
}

fn of_term(term: &Term, today: &str) -> Panel {
    let period = PeriodBook::embedded().get(&term.period).unwrap();
    Panel::of_term(period, term, against(today)).unwrap()
}

#[test]
fn a_running_term_says_what_a_deadline_without_a_case_says() {
    let of_case = of_term(&term(), "2026-11-23");
    let without = Panel {
        state: Some(TermState::Running),
        ..panel(&suspended(), "2026-11-23")
    };
    assert_eq!(of_case, without);
}

#[test]
fn a_paused_term_says_that_it_waits() {
    let mut paused = term();
    paused.state = TermState::Paused;
    paused.pauses.push(TermPause {
        from: day("2026-11-20"),
        to: None,
        kind: "suspension".to_owned(),
        matter: None,
    });
    let words = of_term(&paused, "2026-11-23").words(Lang::Zh);
    assert!(
        words.sentence.contains("现已中止，恢复后重新计算届满日"),
        "{}",
        words.sentence
    );
    let last = words
        .lines
        .iter()
        .rfind(|line| line.id == LineId::Paused)
        .unwrap();
    assert_eq!(last.text, "2026-11-20 中止，尚未恢复；恢复后重新计算届满日");
    assert_eq!(
        text(&words, LineId::IfExtended),
        "最长30日，届满日恢复后再计算；须经复议机构负责人批准，并书面告知当事人"
    );
}

#[test]
fn a_term_that_has_ended_says_so_and_counts_no_days() {
    let mut met = term();
    met.state = TermState::MetLate;
    met.ended_on = Some(day("2026-12-23"));
    let panel = of_term(&met, "2027-02-01");
    let count = panel.count.as_ref().unwrap();
    assert_eq!(
        (count.working_days_left, count.calendar_days_left),
        (None, None)
    );
    let words = panel.words(Lang::Zh);
    assert_eq!(
        words.title,
        "复议审理期限（普通程序）　届满 2026-12-21 周一　已于2026年12月23日逾期办结"
    );
    assert_eq!(text(&words, LineId::IfExtended), "期限已结束，不再延长");
}

#[test]
fn a_notice_loaded_since_is_shown_beside_the_day_that_was_recorded() {
    let mut years = Calendar::embedded_years().unwrap();
    let notice = "year = 2027\nholidays = [\"2027-01-20\", \"2027-01-21\"]\nworking_weekends = []\n\
                  [notice]\ntitle = \"国务院办公厅关于2027年部分节假日安排的通知\"\n";
    years.push(YearTable::parse(notice).unwrap());
    let calendar = Calendar::with_years(years).unwrap();
    let mut extended = term();
    extended.extension_days = 30;
    (extended.due, extended.safe_by) = (day("2027-01-20"), day("2027-01-20"));
    extended.provisional = true;
    let period = PeriodBook::embedded().get(&extended.period).unwrap();
    let against = Against {
        calendar: &calendar,
        ..against("2026-12-01")
    };
    let panel = Panel::of_term(period, &extended, against).unwrap();
    let count = panel.count.as_ref().unwrap();
    assert_eq!(
        (count.due, count.recounted),
        (day("2027-01-20"), Some(day("2027-01-22")))
    );
    let words = panel.words(Lang::Zh);
    assert_eq!(
        text(&words, LineId::Recounted),
        "按 2026-12-01 的日历重新计算为 2027-01-22 周五，案卷登记为 2027-01-20 周三，须由人核对"
    );
}

/// An ask that a rule takes, with whatever it cannot do without.
fn any(period: &Period, on: &str) -> Ask {
    let mut asked = ask(&period.id, on);
    for param in period.params.iter().filter(|param| param.required) {
        asked.params.insert(param.name.clone(), json!("2026-02-03"));
    }
    asked
}

#[test]
fn every_rule_has_a_panel_without_empty_lines_in_both_languages() {
    let mut counted = 0;
    for period in PeriodBook::embedded().iter() {
        let panel = panel(&any(period, "2026-01-05"), "2026-01-20");
        counted += usize::from(panel.count.is_some());
        for lang in [Lang::Zh, Lang::En] {
            let words = panel.words(lang);
            assert!(words.lines.len() >= 5, "{}: {words:?}", period.id);
            let plain = words.plain();
            assert!(
                plain.lines().all(|line| line.trim().len() > 8),
                "{}: {plain}",
                period.id
            );
            for line in &words.lines {
                assert!(!line.text.trim().is_empty(), "{}: {line:?}", period.id);
            }
            assert!(!plain.contains("  →") && !plain.contains("：："), "{plain}");
        }
    }
    assert!(counted > 50, "{counted}");
}

#[test]
fn a_panel_is_refused_what_a_computation_is_refused() {
    let book = PeriodBook::embedded();
    let of = |ask: &Ask| Panel::of_ask(book, ask, against("2026-01-20"));
    let code = |ask: &Ask| of(ask).unwrap_err().code();
    assert_eq!(code(&ask("accept_reviw", "2026-01-05")), "UNKNOWN_RULE");
    let mut asked = ask("accept_review", "2026-01-05");
    asked.tolls = vec!["2026-01-06..2026-01-08".parse().unwrap()];
    assert_eq!(code(&asked), "PAUSE_NOT_TAKEN");
    let mut asked = ask("file_access", "2026-01-05");
    assert!(of(&asked).is_ok());
    asked.extensions = vec![Grant {
        days: 1,
        basis: None,
    }];
    assert_eq!(code(&asked), "NOT_COUNTED");
    assert_eq!(code(&ask("accept_review", "2051-01-05")), "OUTSIDE_HORIZON");
}

proptest! {
    /// Whatever is asked, a panel ends where the computation does, and its parts lead there.
    #[test]
    fn a_panel_ends_where_the_computation_ends(
        rule in 0_usize..64, ahead in 0_i64..700, pauses in prop::collection::vec((0_i64..90, 1_i64..40), 0..4),
        days in 0_u32..30,
    ) {
        let book = PeriodBook::embedded();
        let periods: Vec<&Period> = book.iter().filter(|period| period.length.is_some()).collect();
        let period = periods[rule % periods.len()];
        let on = day("2024-06-01") + chrono::Duration::days(ahead);
        let mut asked = any(period, &on.to_string());
        if !period.pauses.is_empty() {
            asked.tolls = pauses.iter().map(|(from, long)| {
                let from = on + chrono::Duration::days(*from);
                Toll { from, to: from + chrono::Duration::days(*long), kind: None }
            }).collect();
        }
        if period.extension.is_some() && days > 0 {
            asked.extensions = vec![Grant { days, basis: None }];
        }
        let answer = compute(book, Calendar::embedded(), &asked).unwrap();
        let panel = panel(&asked, "2026-01-20");
        let count = panel.count.as_ref().unwrap();
        prop_assert_eq!(
            (count.due, count.safe_by, count.provisional),
            (answer.due, answer.safe_by, answer.provisional)
        );
        let bearer = count.other.as_ref().map_or(count.end, |other| other.end);
        let extended = count.extended.as_ref().map_or(bearer, |extended| extended.end);
        let reached = count.pauses.iter().filter_map(|pause| pause.end).next_back().unwrap_or(extended);
        let expected = if count.other.is_some() { reached.min(count.end) } else { reached };
        prop_assert_eq!(count.last_day, expected);
        if !period.in_working_days() {
            let paused: i64 = count.pauses.iter().map(|pause| pause.days).sum();
            prop_assert_eq!(reached, extended + chrono::Duration::days(paused));
        }
        for lang in [Lang::Zh, Lang::En] {
            prop_assert!(panel.words(lang).lines.iter().all(|line| !line.text.trim().is_empty()));
        }
    }
}
