//! Letters and messages, word for word.

use calendar::Calendar;
use chrono::DateTime;
use uuid::Uuid;
use workflow::actor::Role;
use workflow::file::TermState;
use workflow::id::{CaseId, OrganId, UserId};
use workflow::period::PeriodBook;

use super::*;
use crate::message::Sender;

const LINK: &str = "https://fuyi.example.gov.cn/c/6f1c";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn alert(period: &str, due: &str, role: Role) -> DueAlert {
    DueAlert {
        organ: OrganId(Uuid::from_u128(1)),
        case: CaseId(Uuid::from_u128(2)),
        case_number: "深坪府复〔2026〕318号".to_owned(),
        term: 4,
        term_version: 1,
        rung: -3,
        role,
        at: DateTime::UNIX_EPOCH,
        due: day(due),
        late: false,
        period: period.to_owned(),
        term_state: TermState::Running,
        started_on: day("2026-10-26"),
        provisional: false,
        officer: None,
        co_officer: None,
        agency: None,
    }
}

fn recipient(role: Role, language: &str) -> Recipient {
    Recipient {
        user: UserId(Uuid::from_u128(3)),
        email: "wang@example.gov.cn".to_owned(),
        language: language.to_owned(),
        role,
        stand_in: false,
        absent: None,
    }
}

fn matter<'a>(alert: &'a DueAlert, recipient: &'a Recipient, today: &str) -> Matter<'a> {
    Matter {
        alert,
        recipient,
        period: PeriodBook::embedded().get(&alert.period).unwrap(),
        urgency: Urgency::of(alert, day(today), Calendar::embedded()),
        link: Some(LINK),
        privacy: Privacy::Case,
    }
}

fn subject(period: &str, due: &str, role: Role, today: &str) -> String {
    let alert = alert(period, due, role);
    matter(&alert, &recipient(role, "zh"), today)
        .write()
        .subject
}

#[test]
fn the_subject_begins_with_what_is_urgent() {
    let decide = |today| subject("decide_simplified", "2026-11-25", Role::Officer, today);
    assert_eq!(
        decide("2026-11-23"),
        "〔红·剩2个工作日〕深坪府复〔2026〕318号 复议审理期限（简易程序） 11月25日到期"
    );
    assert!(
        decide("2026-11-19").starts_with("〔黄·剩4个工作日〕"),
        "{}",
        decide("2026-11-19")
    );
    assert!(
        decide("2026-11-02").starts_with("〔绿·剩17个工作日〕"),
        "{}",
        decide("2026-11-02")
    );
    assert!(
        decide("2026-11-28").ends_with("11月25日已届满"),
        "{}",
        decide("2026-11-28")
    );
    assert!(
        decide("2026-11-28").starts_with("〔逾期2个工作日〕"),
        "{}",
        decide("2026-11-28")
    );
    assert_eq!(
        subject("accept_review", "2026-11-23", Role::Officer, "2026-11-23"),
        "〔今日到期〕深坪府复〔2026〕318号 受理审查期限(逾期视为受理)"
    );
    assert_eq!(
        subject(
            "reply_ordinary",
            "2026-11-26",
            Role::RespondentClerk,
            "2026-11-23"
        ),
        "〔待答复·剩3个工作日〕深坪府复〔2026〕318号 答复举证期限（普通程序） 11月26日到期"
    );
    let mut lapsed = alert("reply_ordinary", "2026-11-20", Role::Officer);
    lapsed.term_state = TermState::LapsedUnverified;
    let letter = matter(&lapsed, &recipient(Role::Officer, "zh"), "2026-11-23").write();
    assert!(
        letter
            .subject
            .starts_with("〔期满待核〕深坪府复〔2026〕318号 "),
        "{}",
        letter.subject
    );
    assert!(letter.body.starts_with("需要您核实:"), "{}", letter.body);
}

#[test]
fn make_up_saturdays_count_as_days_left_and_holidays_do_not() {
    // 2026: off 15–23 February, make-up days Saturday 14 and Saturday 28 February.
    assert!(
        subject(
            "decide_simplified",
            "2026-02-25",
            Role::Officer,
            "2026-02-13"
        )
        .starts_with("〔红·剩3个工作日〕")
    );
}

#[test]
fn the_body_in_chinese() {
    let alert = alert("decide_simplified", "2026-11-25", Role::Officer);
    let letter = matter(&alert, &recipient(Role::Officer, "zh"), "2026-11-23").write();
    assert_eq!(
        letter.body,
        "需要您办理:复议审理期限（简易程序） 2026-11-25(周三)届满,请在届满前办结。

案号      深坪府复〔2026〕318号
事项      复议审理期限（简易程序）
起算      2026-10-26(当日不计)
届满      2026-11-25(周三),不含今天还剩 2 个工作日
逾期      逾期不作决定的，申请人可以自期满之日起十五日内起诉；复议机关仍应作出决定
依据      《行政复议法》第六十二条第二款；《行政复议法实施条例》第三十条、第三十四条、第三十七条

打开案件:https://fuyi.example.gov.cn/c/6f1c
(需登录;打开链接不会改变任何状态)

为什么发给您:您是本案承办人。法定期限提醒不可退订。
本邮件是工作提醒,不是法律文书送达。
"
    );
}

#[test]
fn the_body_in_english() {
    let mut alert = alert("decide_simplified", "2026-11-25", Role::InstitutionHead);
    alert.late = true;
    alert.provisional = true;
    let letter = matter(
        &alert,
        &recipient(Role::InstitutionHead, "en"),
        "2026-11-23",
    )
    .write();
    assert_eq!(
        letter.subject,
        "[red · 2 working days left] 深坪府复〔2026〕318号 decision, simplified, due 2026-11-25(Wed)"
    );
    assert_eq!(
        letter.body,
        "For your information: decision, simplified ends on 2026-11-25(Wed).

Case          深坪府复〔2026〕318号
Matter        复议审理期限（简易程序） (decision, simplified)
Starts from   2026-10-26 (that day not counted)
Ends          2026-11-25(Wed), 2 working days left after today
Provisional   the days off of that year are not published yet; the day may move
If missed     without a decision the applicant may sue within fifteen days; the organ stays bound to decide
Basis         《行政复议法》第六十二条第二款；《行政复议法实施条例》第三十条、第三十四条、第三十七条 (ARL 62(2); Regs 30, 34, 37)
Note          recorded after the time of this reminder, so sent at once

Open the case: https://fuyi.example.gov.cn/c/6f1c
(sign-in needed; opening the link changes nothing)

Why you: you are head of the institution. Reminders of statutory limits cannot be unsubscribed.
This mail is a reminder of work, not service of a legal paper.
本邮件是工作提醒,不是法律文书送达。
"
    );
}

#[test]
fn arl_41_a_letter_cites_an_item_as_an_item() {
    let alert = alert("suspend_terminate_60d", "2026-11-25", Role::Officer);
    let letter = matter(&alert, &recipient(Role::Officer, "zh"), "2026-11-23").write();
    let cited = "依据      《行政复议法》第四十一条第五项";
    assert!(letter.body.contains(cited), "{}", letter.body);
}

#[test]
fn a_stand_in_is_told_why() {
    let alert = alert("decide_simplified", "2026-11-25", Role::Officer);
    let mut head = recipient(Role::InstitutionHead, "zh");
    head.stand_in = true;
    let body = matter(&alert, &head, "2026-11-23").write().body;
    assert!(
        body.contains("为什么发给您:本案没有可收信的承办人,您是复议机构负责人。"),
        "{body}"
    );
}

#[test]
fn at_level_0_nothing_of_the_case_is_said() {
    let alert = alert("decide_simplified", "2026-11-25", Role::Officer);
    for language in ["zh", "en"] {
        let recipient = recipient(Role::Officer, language);
        let matter = Matter {
            privacy: Privacy::Bare,
            ..matter(&alert, &recipient, "2026-11-23")
        };
        let letter = matter.write();
        let said = format!("{}{}", letter.subject, letter.body);
        for word in ["318", "11-25", "11月25日", "审理", "decision", "第六十二条"] {
            assert!(!said.contains(word), "`{word}` in {said}");
        }
        assert!(said.contains("本邮件是工作提醒,不是法律文书送达。"));
        let sender = Sender::parse("fuyi@example.gov.cn").unwrap();
        let message = sender
            .compose(&matter, &letter, &recipient.email, alert.at)
            .unwrap();
        assert!(!message.contains("X-Fuyi-Kind"), "{message}");
    }
    assert_eq!(Privacy::try_from(0), Ok(Privacy::Bare));
    assert!(Privacy::try_from(2).unwrap_err().contains("`2`"));
}

#[test]
fn a_deputy_is_told_for_whom_the_letter_is() {
    let alert = alert("decide_simplified", "2026-11-25", Role::Officer);
    let of = |language: &str, privacy| {
        let recipient = Recipient {
            absent: Some("李四".to_owned()),
            ..recipient(Role::Officer, language)
        };
        let matter = Matter {
            privacy,
            ..matter(&alert, &recipient, "2026-11-23")
        };
        let letter = matter.write();
        let sender = Sender::parse("fuyi@example.gov.cn").unwrap();
        let message = sender.compose(&matter, &letter, &recipient.email, alert.at);
        let reason = "X-Fuyi-Reason: deputy-for-officer\r\n";
        assert!(message.unwrap().contains(reason));
        letter
    };
    let chinese = of("zh", Privacy::Case);
    assert!(
        chinese.subject.ends_with("(代李四收)"),
        "{}",
        chinese.subject
    );
    let why = "为什么发给您:代李四收,李四是承办人,正在休假,您是其代办人。";
    assert!(chinese.body.contains(why), "{}", chinese.body);
    let english = of("en", Privacy::Case);
    assert!(
        english.subject.ends_with("(for 李四)"),
        "{}",
        english.subject
    );
    let why = "Why you: you stand in for 李四, officer, who is on leave.";
    assert!(english.body.contains(why), "{}", english.body);
    for language in ["zh", "en"] {
        let bare = of(language, Privacy::Bare);
        let said = format!("{}{}", bare.subject, bare.body);
        assert!(!said.contains("李四"), "{said}");
    }
}

#[test]
fn a_message_says_what_it_is_and_never_changes() {
    let alert = alert("decide_simplified", "2026-11-25", Role::Officer);
    let recipient = recipient(Role::Officer, "zh");
    let matter = matter(&alert, &recipient, "2026-11-23");
    let letter = matter.write();
    let sender = Sender::parse("复议提醒 <fuyi@example.gov.cn>").unwrap();
    let at = DateTime::parse_from_rfc3339("2026-11-23T08:45:00+08:00")
        .unwrap()
        .to_utc();
    let message = sender
        .compose(&matter, &letter, &recipient.email, at)
        .unwrap();
    assert_eq!(
        message,
        sender
            .compose(&matter, &letter, &recipient.email, at)
            .unwrap()
    );
    let case = "00000000-0000-0000-0000-000000000002";
    let user = "00000000-0000-0000-0000-000000000003";
    for line in [
        format!("Message-ID: <{case}.4.1.-3.officer.{user}@example.gov.cn>"),
        format!("In-Reply-To: <term.{case}.4@example.gov.cn>"),
        format!("References: <term.{case}.4@example.gov.cn>"),
        format!("List-Id: <{case}.case.example.gov.cn>"),
        "Auto-Submitted: auto-generated".to_owned(),
        "X-Auto-Response-Suppress: All".to_owned(),
        "X-Fuyi-Reason: officer".to_owned(),
        "X-Fuyi-Kind: term.decide_simplified".to_owned(),
        "X-Fuyi-Severity: red".to_owned(),
        "Date: Mon, 23 Nov 2026 00:45:00 +0000".to_owned(),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/plain; charset=utf-8".to_owned(),
        "Content-Transfer-Encoding: base64".to_owned(),
        "To: wang@example.gov.cn".to_owned(),
    ] {
        assert!(
            message.contains(&format!("{line}\r\n")),
            "no `{line}` in\n{message}"
        );
    }
    assert!(message.is_ascii());
    assert!(message.lines().all(|line| line.len() <= 998));
    assert!(
        message.split("\r\n").all(|line| !line.contains('\n')),
        "bare line ends"
    );
}
