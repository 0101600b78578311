use super::*;
use crate::check::{SourceFile, check, embedded_sources};
use crate::messages::Lang;
use crate::period::OnEnd;
use crate::review::RowKind;

/// The lines of the table that are rows, by the name of the row.
fn lines(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        for kind in RowKind::ALL {
            let names = line.split('`').skip(1).step_by(2);
            let of_kind =
                names.filter(|name| name.split_once(':').map(|(k, _)| k) == Some(kind.code()));
            for name in of_kind {
                found
                    .entry(name.to_owned())
                    .or_default()
                    .push(line.to_owned());
            }
        }
    }
    found
}

#[test]
fn the_committed_table_is_the_one_printed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == markdown(Rulebook::embedded(), Lang::Zh),
        "print the table anew: fuyi workflow table > docs/rules.md"
    );
}

#[test]
fn every_rule_stands_in_the_table_exactly_once() {
    let rulebook = Rulebook::embedded();
    let mut ids: Vec<String> = Vec::new();
    ids.extend(rulebook.periods.keys().map(|id| format!("period:{id}")));
    ids.extend(
        rulebook
            .moves
            .iter()
            .map(|made| format!("move:{}", made.id)),
    );
    ids.extend(rulebook.tracks.keys().map(|id| format!("track:{id}")));
    ids.extend(rulebook.grounds.keys().map(|id| format!("ground:{id}")));
    ids.extend(rulebook.papers.keys().map(|id| format!("paper:{id}")));
    ids.sort();
    for lang in [Lang::Zh, Lang::En] {
        let found = lines(&markdown(rulebook, lang));
        assert_eq!(found.keys().cloned().collect::<Vec<_>>(), ids);
        for (id, lines) in found {
            assert_eq!(lines.len(), 1, "{id}");
        }
    }
}

#[test]
fn the_table_shows_all_that_a_row_says() {
    let rulebook = Rulebook::embedded();
    for (lang, is_zh) in [(Lang::Zh, true), (Lang::En, false)] {
        let found = lines(&markdown(rulebook, lang));
        for row in rulebook.rows() {
            let line = found[&row.id.to_string()][0].replace('\\', "");
            for field in &row.fields {
                let said = if is_zh { &field.zh } else { &field.en };
                assert!(!said.is_empty(), "{}: {}", row.id, field.name);
                assert!(line.contains(said.as_str()), "{}: {said}\n{line}", row.id);
            }
            for said in [&row.label.zh, &row.label.en, &row.words] {
                assert!(line.contains(said.as_str()), "{}: {said}\n{line}", row.id);
            }
        }
    }
}

/// Rows that counsel has not signed say so, in the table and where a period explains itself.
#[test]
fn rule_20_unsigned_rows_say_so() {
    let rulebook = Rulebook::embedded();
    let found = lines(&markdown(rulebook, Lang::Zh));
    for row in rulebook.rows() {
        let line = &found[&row.id.to_string()][0];
        let signed = rulebook.review_of(&row).is_signed();
        assert_eq!(line.contains("未经法制审核"), !signed, "{line}");
        if let Some(source) = row.source {
            assert!(line.contains(source.label().0), "{line}");
        }
    }
    for period in rulebook.periods.values() {
        let said = period.review_note().map(|(zh, _)| zh);
        let says_so = said.is_some_and(|zh| zh.starts_with("未经法制审核"));
        assert_eq!(says_so, !period.review.is_signed(), "{}", period.id);
    }
    let is_signed = |source: &SourceFile| source.path.ends_with(crate::review::FILE);
    if !embedded_sources().iter().any(is_signed) {
        let unsigned = found
            .values()
            .filter(|lines| lines[0].contains("未经法制审核"));
        assert_eq!(unsigned.count(), rulebook.rows().len());
    }
}

#[test]
fn what_no_law_gives_carries_its_tag() {
    let rulebook = Rulebook::embedded();
    let tagged = |source: Source| -> Vec<&str> {
        let periods = rulebook.periods.values();
        periods
            .filter(|period| period.source == Some(source))
            .map(|period| period.id.as_str())
            .collect()
    };
    assert_eq!(
        tagged(Source::Policy),
        [
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
        ]
    );
    assert_eq!(tagged(Source::Unverified), ["hearing_notice_5wd"]);
}

#[test]
fn an_article_is_found_in_the_order_of_the_act() {
    let text = markdown(Rulebook::embedded(), Lang::Zh);
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}"));
    let articles = [
        "| 第13条 |",
        "| 第20条 |",
        "| 第30条 |",
        "| 第62条 |",
        "### 《行政复议法实施条例》",
    ];
    assert!(articles.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
    let index = text
        .lines()
        .find(|line| line.starts_with("| 第62条 |"))
        .unwrap();
    for link in [
        "[复议审理期限（普通程序）](#period-decide_ordinary)",
        "[延长审理期限](#move-extend)",
        "[行政复议延期审理通知书](#paper-extension_notice)",
    ] {
        assert!(index.contains(link), "{index}");
    }
    let links = text
        .split("](#")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'));
    for (anchor, _) in links {
        assert!(text.contains(&format!("<a id=\"{anchor}\">")), "{anchor}");
    }
}

#[test]
fn every_line_has_as_many_cells_as_its_heading() {
    for lang in [Lang::Zh, Lang::En] {
        let text = markdown(Rulebook::embedded(), lang).replace("\\|", "");
        let mut heading = 0;
        for line in text.lines() {
            let bars = line.matches('|').count();
            if !line.starts_with('|') {
                heading = 0;
            } else if heading == 0 {
                heading = bars;
            } else {
                assert_eq!(bars, heading, "{line}");
            }
        }
    }
}

#[test]
fn json_holds_every_row_with_its_digest() {
    let rulebook = Rulebook::embedded();
    let answer = json(rulebook);
    let listed = answer["rows"].as_array().unwrap();
    assert_eq!(listed.len(), rulebook.rows().len());
    assert_eq!(answer["counts"]["rows"], listed.len());
    for row in listed {
        assert_eq!(row["digest"].as_str().unwrap().len(), 64, "{row}");
        assert!(row["review"]["status"].is_string(), "{row}");
    }
}

/// The digest is a promise to whoever signed: it must not move with the program.
#[test]
fn a_digest_covers_what_the_row_says_and_nothing_else() {
    let row = || Row {
        id: RowId::new(RowKind::Move, "accept"),
        label: Label {
            zh: "受理".to_owned(),
            en: "accept".to_owned(),
        },
        article: "Toy 2".to_owned(),
        words: "五日内".to_owned(),
        source: None,
        fields: vec![field("mark", &["duty"]), field("from", &["open", "trial"])],
    };
    // sha256 of {"article":["Toy 2"],"from":["open","trial"],"label":["受理","accept"],"mark":["duty"],
    // "row":["move:accept"],"words":["五日内"]} without the line break.
    assert_eq!(
        row().digest(),
        "c2e2dbb45c381d4f9992e481396185411e1dd7e6a426e17b7cc6bc3707837506"
    );
    let mut other = row();
    other.fields.reverse();
    other.fields[0].zh = "另一种写法".to_owned();
    assert_eq!(other.digest(), row().digest());
    let edits: [fn(&mut Row); 6] = [
        |row| row.words.push('内'),
        |row| row.article.push('0'),
        |row| row.label.en.push('s'),
        |row| row.source = Some(Source::Unverified),
        |row| row.fields[0].values = vec!["right".to_owned()],
        |row| row.fields.push(field("to", &["trial"])),
    ];
    for edit in edits {
        let mut other = row();
        edit(&mut other);
        assert_ne!(other.digest(), row().digest());
    }
}

fn field(name: &'static str, values: &[&str]) -> Field {
    Field {
        name,
        column: Column::Nature,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        zh: String::new(),
        en: String::new(),
    }
}

/// Every change of a rule that the law could care about voids its signature.
#[test]
fn a_changed_rule_has_another_digest() {
    let digest_after = |path: &str, id: &str, from: &str, to: &str, row: &str| -> String {
        let mut sources = embedded_sources();
        // Readings name what periods take, and would be at fault with a period that takes less.
        sources.retain(|source| !source.path.ends_with("readings.toml"));
        let source = sources
            .iter_mut()
            .find(|source| source.path.ends_with(path))
            .unwrap();
        let at = source.text.find(&format!("id = \"{id}\"\n")).unwrap();
        let (before, after) = source.text.split_at(at);
        assert!(after.contains(from), "{from}");
        source.text = format!("{before}{}", after.replacen(from, to, 1));
        let rulebook = check(&sources).unwrap();
        let rows = rulebook.rows();
        rows.iter()
            .find(|other| other.id.to_string() == row)
            .unwrap()
            .digest()
    };
    let period = |from, to| {
        digest_after(
            "arl/2024-01-01/periods.toml",
            "decide_ordinary",
            from,
            to,
            "period:decide_ordinary",
        )
    };
    let moved = |from, to| digest_after("moves.toml", "extend", from, to, "move:extend");
    let ground = |from, to| {
        digest_after(
            "grounds.toml",
            "applicant_died",
            from,
            to,
            "ground:applicant_died",
        )
    };
    let paper = |from, to| {
        digest_after(
            "papers.toml",
            "refusal_decision",
            from,
            to,
            "paper:refusal_decision",
        )
    };
    let mut seen = vec![
        period("六十日内", "六十日内"),
        period("六十日内", "六十天内"),
        period("days = 60", "days = 61"),
        period("roll = true", "roll = false"),
        period("\"appraisal\", ", ""),
        period("max_days = 30", "max_days = 20"),
        period("institution_head", "court_president"),
        period("once_only = true", "once_only = false"),
        period("converts_within_days = 30", "converts_within_days = 20"),
        period("bound = \"organ\"", "bound = \"party\""),
        period("受理之日（含视为受理）", "收到之日"),
        period("复议机关仍应作出决定", "复议机关不再作出决定"),
        period("ARL 62(1)", "ARL 62(2)"),
        moved("mark = \"discretion\"", "mark = \"duty\""),
        moved(
            "decided_by = [\"institution_head\"]",
            "decided_by = [\"officer\"]",
        ),
        moved("_within_limit\"", "_within_limit\", \"not_suspended\""),
        moved("最多不得超过三十日", "最多不得超过三十天"),
        moved("day_of = \"act\"", "day_of = \"fact\""),
        moved("最多不得超过三十日", "最多不得超过三十日"),
        ground("39(1)(1)", "39(1)(2)"),
        ground("死亡", "亡故"),
        ground("死亡", "死亡"),
        paper("mandatory_first = true", "mandatory_first = false"),
        paper("to = \"applicants\"", "to = \"all\""),
        paper("numbered = true", "numbered = true"),
    ];
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "each edit has a digest of its own");
    let mut ends = Rulebook::embedded().periods["decide_ordinary"].clone();
    ends.on_end = OnEnd::Verify;
    assert_ne!(period_row(&ends).digest(), period("六十日内", "六十日内"));
    // The order of a list means nothing, and when reminders go out is for the office to say.
    let same = period("days = 60", "days = 60");
    assert_eq!(period("[-20, -10, -5, -3, -1, 0]", "[-20, 0]"), same);
    assert_eq!(
        period(
            "\"suspension\", \"appraisal\"",
            "\"appraisal\", \"suspension\""
        ),
        same
    );
}
