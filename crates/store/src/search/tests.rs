//! What the fold and the words promise, on texts made of chance.

use proptest::prelude::*;

use super::fold::{Part, units};
use super::words::{Folded, Term, key, likeness, terms};

fn folded(text: &str) -> Folded {
    let mut folded = Folded::default();
    folded.add(&units(text), &mut Folded::room());
    folded
}

fn words(text: &Folded) -> Vec<String> {
    text.words.iter().map(ToString::to_string).collect()
}

fn written(text: &str) -> String {
    folded(text).text
}

/// As the databases find: all words in the index, and what is not exact in the text too.
fn finds(text: &Folded, sought: &[Term]) -> bool {
    let words = words(text);
    sought.iter().all(|term| {
        term.words()
            .all(|word| words.iter().any(|known| known == word))
            && (term.is_exact() || text.text.contains(&term.pattern()))
    })
}

#[test]
fn a_number_is_the_same_in_whatever_brackets_with_whatever_zeros() {
    let one = written("深坪府复〔2026〕318号");
    assert_eq!(one, " 深 坪 府 复 2026 318 ");
    for other in [
        "深坪府复[2026]318号",
        "深坪府复(2026)318号",
        "深坪府复（２０２６）３１８号",
        "深坪府复【2026】318号",
        "深坪府复﹝2026﹞第318号",
        "深坪府复〔2026〕第0318号",
        "深坪府复2026318号",
        "深坪府复20260318",
        "深坪府复〔2026〕318",
        "  深坪府复〔2026〕 318号 ".replace("〕 ", "〕").as_str(),
    ] {
        assert_eq!(written(other), one, "{other}");
        assert_eq!(key(other), key("深坪府复〔2026〕318号"), "{other}");
    }
    for other in [
        "深坪府复〔2026〕31号",
        "深坪府复〔2025〕318号",
        "深坪府前〔2026〕318号",
    ] {
        assert_ne!(key(other), key("深坪府复〔2026〕318号"), "{other}");
    }
}

#[test]
fn a_part_of_a_number_finds_it() {
    let text = folded("不服深坪府复〔2026〕第0318号行政处罚决定书");
    for part in [
        "318号",
        "第318号",
        "0318",
        "〔2026〕318号",
        "2026 318",
        "深坪府复[2026]",
        "复〔2026〕318号行政处罚",
        "府复2026318号",
    ] {
        assert!(finds(&text, &terms(part)), "{part}");
    }
    for other in ["31号", "18号", "2025 318", "18", "府复2026319号"] {
        assert!(!finds(&text, &terms(other)), "{other}");
    }
}

#[test]
fn letters_are_compared_whole_whatever_their_width_size_and_accents() {
    let text = folded("ＡＣＭＥ Café（深圳）有限公司");
    for asked in [
        "acme",
        "Acme",
        "CAFE",
        "café",
        "深圳",
        "（深圳）有限",
        "ａｃｍｅ 公司",
    ] {
        assert!(finds(&text, &terms(asked)), "{asked}");
    }
    for other in ["acm", "cme", "深圳有", "fé"] {
        assert!(!finds(&text, &terms(other)), "{other}");
    }
    // Radicals and characters for compatibility, as copied from some papers; characters of later versions of Unicode.
    assert!(finds(&folded("⼈民政府"), &terms("人民")));
    assert!(finds(&folded("\u{f90a}某"), &terms("金某")));
    assert!(finds(&folded("𬳽𫘝某"), &terms("𬳽𫘝")));
}

#[test]
fn nobody_is_found_by_the_number_of_an_identity_card() {
    for number in [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002",
    ] {
        assert_eq!(terms(number), vec![], "{number}");
        let text = folded(&format!("赵某，身份证号{number}，住深坪区"));
        assert!(words(&text).iter().all(|word| word.len() < 15), "{text:?}");
        assert!(!text.text.contains("002"), "{text:?}");
    }
    // Unified codes of organisations, and other long numbers, are no such numbers.
    for number in ["91440300MA5EXAMPL1", "110105194913310021", "13800138000"] {
        assert_eq!(terms(number).len(), 1, "{number}");
    }
}

#[test]
fn a_text_without_letter_or_digit_asks_for_nothing() {
    for text in [
        "",
        "  ",
        "，。！",
        "〔〕",
        "（）号".trim_end_matches('号'),
        "\u{301}",
        "😀",
    ] {
        assert_eq!(terms(text), vec![], "{text:?}");
    }
}

#[test]
fn more_words_than_an_index_takes_are_left_out() {
    let mut room = 20;
    let mut text = Folded::default();
    text.add(&units("罚款拘留没收"), &mut room);
    assert_eq!(
        text.text, " 罚 款 ",
        "three words of 3, 3 and 6 bytes, and no room for more"
    );
    let long = "a".repeat(10_000);
    let text = folded(&long);
    assert_eq!(
        words(&text).iter().map(String::len).collect::<Vec<_>>(),
        [64]
    );
    assert!(finds(&text, &terms(&long)));
    assert!(!finds(&text, &terms(&"a".repeat(9_999))));
}

#[test]
fn titles_are_alike_by_the_pairs_they_share() {
    assert_eq!(likeness("行政处罚决定", "行政处罚决定"), 100);
    assert_eq!(likeness("行政处罚决定", "房屋征收补偿"), 0);
    let near = likeness("市场监管行政处罚决定书", "行政处罚决定书");
    assert!((60..100).contains(&near), "{near}");
    assert_eq!(likeness("", "罚款"), 0);
    assert_eq!(likeness("罚", "罚"), 100);
}

fn texts() -> impl Strategy<Value = String> {
    // Few characters, so that what is asked for is there as often as not.
    proptest::string::string_regex("[罚款拘留第号〔〕()2026 ,aAｂé１]{0,24}").unwrap()
}

proptest! {
    #[test]
    fn the_index_finds_what_the_text_contains_and_nothing_else(text in texts(), asked in texts()) {
        let sought = terms(&asked);
        let all = units(&text);
        let naive = |term: &Term| term.place(&all).is_some();
        prop_assert_eq!(finds(&folded(&text), &sought), sought.iter().all(naive), "{:?}", sought);
    }

    #[test]
    fn of_chinese_characters_any_part_is_found_as_it_is_contained(text in "[罚款拘留没收]{1,12}", asked in "[罚款拘留没收]{1,4}") {
        let found = finds(&folded(&text), &terms(&asked));
        prop_assert_eq!(found, text.contains(&asked));
    }

    #[test]
    fn a_text_finds_itself(text in "\\PC{0,40}") {
        let whole = folded(&text);
        prop_assert!(finds(&whole, &terms(&text)));
        prop_assert!(words(&whole).iter().all(|word| word.chars().all(char::is_alphanumeric)));
    }

    #[test]
    fn a_unit_stands_where_it_says(text in texts()) {
        for unit in units(&text).iter().filter(|unit| unit.part != Part::Break) {
            prop_assert!(text.get(unit.from..unit.to).is_some_and(|part| !part.is_empty()));
        }
    }
}
