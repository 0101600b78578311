use super::*;
use crate::fault::Fault;
use crate::raw::SourceFile;

const SOUND: &str = r#"
[[period]]
id = "x"
label = "期"
label_en = "x"
kind = "duty"
bound = "organ"
trigger = "收到之日"
trigger_en = "receipt"
length = { days = 60 }
roll = true
basis = "ARL 1"
words = "六十日"
"#;

/// What is wrong with the periods of a file; that it holds no proceeding is left aside.
fn faults(text: &str) -> Vec<Fault> {
    let sources = [SourceFile {
        path: "p.toml".to_owned(),
        text: text.to_owned(),
    }];
    let mut faults = crate::check::check(&sources).err().unwrap_or_default();
    faults.retain(|fault| !fault.code.starts_with("FY03"));
    faults
}

fn with(from: &str, to: &str) -> Vec<Fault> {
    assert!(SOUND.contains(from), "{from}");
    faults(&SOUND.replace(from, to))
}

#[test]
fn the_embedded_periods_are_sound_and_complete() {
    let book = PeriodBook::embedded();
    assert_eq!(book.iter().count(), 83);
    assert!(
        book.iter()
            .all(|period| period.length.is_some() || period.not_counted.is_some())
    );
    assert!(book.iter().all(|period| period.ladder.is_empty()
        || period.kind != PeriodKind::Window
        || !period.overdue_daily));
}

#[test]
fn every_period_says_what_follows_from_its_end_and_why_it_is_not_counted() {
    for period in PeriodBook::embedded().iter() {
        let id = &period.id;
        assert!(period.consequence.is_some(), "{id}");
        assert!(period.consequence_en.is_some(), "{id}");
        assert_eq!(
            period.not_counted.is_some(),
            period.length.is_none(),
            "{id}"
        );
        assert_eq!(
            period.not_counted.is_some(),
            period.not_counted_en.is_some(),
            "{id}"
        );
    }
}

#[test]
fn the_clocks_of_the_office_are_marked_and_those_of_the_law_quote_their_article() {
    let policy = [
        "archive",
        "consented_suspension_30d",
        "consultation_cut_off",
        "copy_to_superior",
        "decision_service",
        "follow_up",
        "lit_loss_analysis",
        "lit_report",
        "lit_result_report",
        "other_judicial_suggestion",
        "pre_mediation",
        "publish",
        "rp_plan",
    ];
    let marked: Vec<&str> = PeriodBook::embedded()
        .iter()
        .filter(|period| period.is_policy())
        .map(|period| period.id.as_str())
        .collect();
    assert_eq!(marked, policy);
    for period in PeriodBook::embedded().iter() {
        let id = &period.id;
        assert!(period.is_policy() || period.words.is_some(), "{id}");
        assert!(period.is_policy() || period.basis != "policy", "{id}");
    }
}

#[test]
fn arl_62_the_extension_is_thirty_days_once_by_the_head_of_the_institution() {
    let book = PeriodBook::embedded();
    let extension = book.get("decide_ordinary").unwrap().extension.unwrap();
    let expected = Extension {
        max_days: Some(30),
        by: ExtendedBy::InstitutionHead,
        once_only: true,
    };
    assert_eq!(extension, expected);
    assert_eq!(book.get("decide_simplified").unwrap().extension, None);
}

#[test]
fn readings_are_earliest_for_organs_and_latest_for_parties() {
    let reading = |id: &str| PeriodBook::embedded().get(id).unwrap().reading();
    assert_eq!(reading("decide_ordinary"), Reading::Organ);
    assert_eq!(reading("apply_60d"), Reading::Party);
    // Counting back from a hearing, the holidays fixed by regulation make the notice due earlier.
    assert_eq!(reading("hearing_notice_5wd"), Reading::Party);
}

#[test]
fn a_sound_period_has_no_fault() {
    assert_eq!(faults(SOUND), []);
}

#[test]
fn all_faults_of_a_period_are_found_at_once_with_their_place() {
    let text = SOUND
        .replace("\"duty\"", "\"dutty\"")
        .replace("{ days = 60 }", "{ days = 0 }")
        .replace(
            "roll = true",
            "roll = true\nladder = [-1, -3]\nduty_role = \"oficer\"\npauses = [\"suspention\"]",
        );
    let faults = faults(&text);
    let found: Vec<_> = faults
        .iter()
        .map(|fault| (fault.code, text.get(fault.span.clone()).unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            ("FY0401", "\"dutty\""),
            ("FY0404", "{ days = 0 }"),
            ("FY0408", "-3"),
            ("FY0401", "\"oficer\""),
            ("FY0401", "\"suspention\""),
        ]
    );
    assert_eq!(
        faults[0].help.as_deref(),
        Some("是否想写`duty`？ / did you mean `duty`?")
    );
}

#[test]
fn a_period_has_a_length_or_says_why_not() {
    let codes = |faults: Vec<Fault>| faults.iter().map(|fault| fault.code).collect::<Vec<_>>();
    assert_eq!(
        codes(with("length = { days = 60 }\nroll = true\n", "")),
        ["FY0402"]
    );
    assert_eq!(
        codes(with(
            "length = { days = 60 }\n",
            "not_counted = \"没有天数\"\nnot_counted_en = \"no number\"\npauses = [\"suspension\"]\n"
        )),
        ["FY0403"]
    );
    assert_eq!(
        codes(with(
            "length = { days = 60 }\nroll = true\n",
            "not_counted = \"没有天数\"\n"
        )),
        ["FY0410"]
    );
    assert_eq!(codes(with("words = \"六十日\"\n", "")), ["FY0409"]);
    assert_eq!(
        codes(with("words = \"六十日\"\n", "source = \"policy\"\n")),
        [] as [&str; 0]
    );
    assert_eq!(
        codes(with("words = \"六十日\"\n", "source = \"unverified\"\n")),
        ["FY0409"]
    );
    assert_eq!(
        codes(with("words = \"六十日\"\n", "source = \"polisy\"\n")),
        ["FY0401"]
    );
    assert_eq!(
        codes(with("roll = true", "roll = true\nbackward = true")),
        ["FY0407"]
    );
    let extension = |unit: &str| {
        let rule = format!(
            "roll = true\nextension = {{ by = \"high_court\", unit = \"{unit}\", once_only = false }}"
        );
        codes(with("roll = true", &rule))
    };
    assert_eq!(extension("days"), [] as [&str; 0]);
    assert_eq!(extension("working_days"), ["FY0405"]);
    let param = |effect: &str| {
        let param = format!(
            "params = [{{ name = \"p\", required = true, label = \"\", label_en = \"\"{effect} }}]\nroll = true"
        );
        codes(with("roll = true", &param))
    };
    assert_eq!(param(", earlier_of = { days = 3 }"), [] as [&str; 0]);
    assert_eq!(param(""), ["FY0406"]);
    assert_eq!(param(", ends_first = true"), ["FY0406"]);
    assert_eq!(
        param(", ends_first = true, earlier_of = { days = 3 }"),
        ["FY0406"]
    );
    assert_eq!(param(", prevails = \"longer\""), [] as [&str; 0]);
    assert_eq!(param(", prevails = \"longest\""), ["FY0401"]);
    assert_eq!(
        param(", prevails = \"longer\", earlier_of = { days = 3 }"),
        ["FY0406"]
    );
    let months = SOUND.replace("{ days = 60 }", "{ months = 2 }").replace(
        "roll = true",
        "params = [{ name = \"p\", required = false, label = \"\", label_en = \"\", prevails = \"longer\" }]\nroll = true",
    );
    assert_eq!(codes(faults(&months)), ["FY0406"]);
}

#[test]
fn an_unknown_field_and_an_id_given_twice_are_faults() {
    assert_eq!(with("roll = true", "rol = true")[0].code, "FY0102");
    let twice = faults(&format!("{SOUND}{SOUND}"));
    assert_eq!((twice.len(), twice[0].code), (1, "FY0208"));
}
