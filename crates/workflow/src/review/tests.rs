use super::*;
use crate::check::{SourceFile, check, embedded_sources};
use crate::messages::Lang;
use crate::render;
use crate::rulebook::Rulebook;
use crate::table::markdown;

const HOME: &str = "law/arl/2024-01-01/reviews.toml";
const ROW: &str = "period:accept_review";

/// The embedded definitions, as if nobody had signed them.
fn never_signed() -> Rulebook {
    let mut sources = embedded_sources();
    sources.retain(|source| !source.path.ends_with(FILE));
    check(&sources).unwrap()
}

/// The embedded definitions with this file of signatures and no other.
fn with(path: &str, text: &str) -> Vec<SourceFile> {
    let mut sources = embedded_sources();
    sources.retain(|source| !source.path.ends_with(FILE));
    sources.push(SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    });
    sources
}

fn digest(rulebook: &Rulebook, name: &str) -> String {
    let rows = rulebook.rows();
    rows.iter()
        .find(|row| row.id.to_string() == name)
        .unwrap()
        .digest()
}

fn review(digest: &str, by: &str, on: &str) -> Review {
    Review {
        by: by.to_owned(),
        on: on.parse().unwrap(),
        digest: digest.to_owned(),
        note: None,
    }
}

/// A file of signatures of one row.
fn signed(row: &str, reviews: &[Review]) -> String {
    let row = Reviews {
        homes: never_signed().reviews.homes.clone(),
        ..Reviews::default()
    }
    .find(row)
    .unwrap();
    append("", reviews.iter().map(|review| (&row, review)))
}

/// Each fault as `CODE line:column help`.
fn faults(path: &str, text: &str) -> Vec<String> {
    let sources = with(path, text);
    let faults = check(&sources).err().unwrap_or_default();
    faults
        .iter()
        .map(|fault| {
            assert_eq!(fault.file, path);
            let (line, column) = render::place(fault, &sources);
            let help = fault.help.as_deref().unwrap_or_default();
            format!("{} {line}:{column} {help}", fault.code)
        })
        .collect()
}

fn line_of(rulebook: &Rulebook, name: &str) -> String {
    let text = markdown(rulebook, Lang::Zh);
    let named = |line: &&str| line.contains(&format!("`{name}`")) && line.starts_with('|');
    text.lines().find(named).unwrap().to_owned()
}

#[test]
fn a_signature_shows_in_the_table_and_in_the_period() {
    let digest = digest(&never_signed(), ROW);
    let mut by = review(&digest, "王 \"律师\" | 乙", "2026-10-05");
    by.note = Some("已核对\n第三十条".to_owned());
    let rulebook = check(&with(HOME, &signed(ROW, std::slice::from_ref(&by)))).unwrap();
    let period = rulebook.period("accept_review").unwrap();
    assert_eq!(period.review, ReviewStatus::Signed(by));
    assert_eq!(period.review_note(), None);
    let line = line_of(&rulebook, ROW);
    assert!(!line.contains("未经法制审核"), "{line}");
    assert!(
        line.ends_with("已经法制审核<br>王 \"律师\" \\| 乙 2026-10-05<br>已核对 第三十条 |"),
        "{line}"
    );
    let other = rulebook.period("decide_ordinary").unwrap();
    assert_eq!(other.review, ReviewStatus::Unsigned);
}

#[test]
fn a_changed_word_voids_the_signature_visibly() {
    let digest = digest(&never_signed(), ROW);
    let mut sources = with(
        HOME,
        &signed(ROW, &[review(&digest, "王律师", "2026-10-05")]),
    );
    let periods = sources
        .iter_mut()
        .find(|source| source.path == "law/arl/2024-01-01/periods.toml")
        .unwrap();
    periods.text = periods
        .text
        .replacen("label = \"受理审查期限\"", "label = \"受理审核期限\"", 1);
    let rulebook = check(&sources).unwrap();
    let period = rulebook.period("accept_review").unwrap();
    assert_eq!(period.review.code(), "changed");
    let (zh, en) = period.review_note().unwrap();
    assert_eq!(zh, "未经法制审核：已变更，原审核失效");
    assert_eq!(en, "not yet reviewed by counsel: changed since signed");
    let line = line_of(&rulebook, ROW);
    assert!(line.contains("已变更，原审核失效"), "{line}");
    assert!(line.contains("王律师 2026-10-05"), "{line}");
}

#[test]
fn the_last_signature_counts_and_no_earlier_one() {
    let digest = digest(&never_signed(), ROW);
    let other = "0".repeat(64);
    let status = |reviews: &[Review]| {
        let rulebook = check(&with(HOME, &signed(ROW, reviews))).unwrap();
        rulebook.period("accept_review").unwrap().review.code()
    };
    let (was, is) = (
        review(&other, "王律师", "2026-10-05"),
        review(&digest, "李律师", "2026-10-09"),
    );
    assert_eq!(status(&[was.clone(), is.clone()]), "signed");
    // What was signed first and then changed back is not what counsel signed last.
    assert_eq!(status(&[is, was]), "changed");
}

#[test]
fn a_tag_stays_when_the_row_is_signed() {
    let row = "period:archive";
    let digest = digest(&never_signed(), row);
    let text = signed(row, &[review(&digest, "王律师", "2026-10-05")]);
    let rulebook = check(&with("law/others/reviews.toml", &text)).unwrap();
    let unsigned = line_of(&never_signed(), row);
    let line = line_of(&rulebook, row);
    assert!(unsigned.contains("未经法制审核"), "{unsigned}");
    assert!(line.contains("已经法制审核"), "{line}");
    for line in [line, unsigned] {
        assert!(line.contains("〔内部要求〕"), "{line}");
    }
    let (zh, _) = never_signed()
        .period("archive")
        .unwrap()
        .review_note()
        .unwrap();
    assert_eq!(zh, "未经法制审核（内部要求）");
}

fn record(row: &str, by: &str, on: &str, digest: &str) -> String {
    format!("[[review]]\nrow = \"{row}\"\nby = \"{by}\"\non = \"{on}\"\ndigest = \"{digest}\"\n")
}

#[test]
fn fy0501_a_signature_of_an_unknown_row() {
    let of = |row: &str| faults(HOME, &record(row, "王律师", "2026-10-05", &"a".repeat(64)));
    assert_eq!(
        of("period:acept_review"),
        ["FY0501 2:7 是否想写`period:accept_review`？ / did you mean `period:accept_review`?"]
    );
    assert_eq!(
        of("deadline:suspend_terminate_60"),
        [
            "FY0501 2:7 是否想写`period:suspend_terminate_60d`？ / did you mean `period:suspend_terminate_60d`?"
        ]
    );
    assert_eq!(
        of("correction_notice"),
        [
            "FY0501 2:7 是否想写`period:correction_notice` 或 `paper:correction_notice`？ / did you mean \
          `period:correction_notice` or `paper:correction_notice`?"
        ]
    );
    assert_eq!(
        of("zzz"),
        [
            "FY0501 2:7 写如 period:accept_review；`fuyi workflow review --list` 列出全部 / write it like \
          period:accept_review; `fuyi workflow review --list` lists them all"
        ]
    );
}

#[test]
fn fy0502_to_fy0505_a_signature_at_fault_in_itself() {
    let digest = "a".repeat(64);
    assert_eq!(
        faults(HOME, &record(ROW, "王律师", "2026-13-05", &digest)),
        ["FY0502 4:6 写如 2026-11-23 / write it like 2026-11-23"]
    );
    let twice = record(ROW, "王律师", "2026-10-05", &digest)
        + &record(ROW, "李律师", "2026-10-06", &digest);
    assert_eq!(
        faults(HOME, &twice),
        ["FY0503 7:7 删去一处 / take one away"]
    );
    assert_eq!(
        faults(HOME, &record(ROW, " ", "2026-10-05", &digest)),
        ["FY0504 3:6 写上审核人姓名 / write the name of the lawyer"]
    );
    let help = "不要手写：用 `fuyi workflow review` 签署，由它写入 reviews.toml / do not write it by hand: `fuyi workflow \
                review` signs and writes reviews.toml";
    for wrong in ["", "abc", &"A".repeat(64), &"诺".repeat(32)] {
        assert_eq!(
            faults(HOME, &record(ROW, "王律师", "2026-10-05", wrong)),
            [format!("FY0505 5:10 {help}")]
        );
    }
}

#[test]
fn fy0506_a_signature_elsewhere_than_beside_its_row() {
    for path in ["law/others/reviews.toml", "law/arl/2024-01-01/signed.toml"] {
        assert_eq!(
            faults(path, &record(ROW, "王律师", "2026-10-05", &"a".repeat(64))),
            [format!("FY0506 2:7 移到 {HOME} / move it to {HOME}")]
        );
    }
}

#[test]
fn all_faults_of_signatures_are_found_at_once() {
    let text =
        record("period:zzz", "", "gestern", "abc") + &record(ROW, "王律师", "2026-10-05", "abc");
    let found = faults(HOME, &text);
    let codes: Vec<&str> = found
        .iter()
        .filter_map(|fault| fault.split(' ').next())
        .collect();
    assert_eq!(codes, ["FY0501", "FY0504", "FY0502", "FY0505", "FY0505"]);
    assert_eq!(
        faults(
            HOME,
            "[[review]]\nrow = \"period:accept_review\"\nwho = \"王律师\"\n"
        )
        .iter()
        .filter_map(|fault| fault.split(' ').next())
        .collect::<Vec<_>>(),
        ["FY0104", "FY0104", "FY0104", "FY0102"]
    );
}

#[test]
fn what_stands_in_a_file_is_kept_when_a_signature_is_added() {
    let (row, digest) = (RowId::new(RowKind::Period, "accept_review"), "a".repeat(64));
    let signature = review(&digest, "王律师", "2026-10-05");
    let first = append("", [(&row, &signature)]);
    assert!(first.starts_with("# 法制审核签署记录"), "{first}");
    let old = "# 说明\n[[review]]\nrow = \"move:accept\" # 无换行";
    let second = append(old, [(&row, &signature)]);
    assert!(
        second.starts_with(&format!("{old}\n\n[[review]]\n")),
        "{second}"
    );
}
