//! Passwords that whoever guesses tries first.

/// Words and rows of keys that make most of a guessed password; a digit or two around them changes nothing.
const WORDS: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "letmein",
    "welcome",
    "iloveyou",
    "woaini",
    "administrator",
    "admin",
    "changeme",
    "default",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "qazwsxedc",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "zaq12wsx",
    "abcd1234",
    "abc123",
    "a1b2c3d4",
    "dragon",
    "monkey",
    "football",
    "sunshine",
    "princess",
    "superman",
    "trustno1",
    "zhongguo",
    "beijing",
    "shenzhen",
    "fuyi",
    "xingzheng",
    "xingzhengfuyi",
    "5201314",
    "woaini1314",
    "123456",
    "123123",
    "112233",
    "654321",
    "111111",
    "000000",
    "888888",
];

/// Rows in which a finger runs.
const RUNS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Whether a password, in small letters, is one of those: a known word and hardly anything else, a run of keys, or one
/// short piece again and again.
pub(super) fn is_known(lower: &str) -> bool {
    let signs: Vec<char> = lower.chars().filter(|sign| !sign.is_whitespace()).collect();
    repeats(&signs) || runs(&signs) || little_but_words(&signs)
}

/// One piece of up to four signs again and again.
fn repeats(signs: &[char]) -> bool {
    (1..=4).any(|length| {
        signs
            .iter()
            .zip(signs.iter().skip(length))
            .all(|(sign, later)| sign == later)
    })
}

/// A row from its left or its right.
fn runs(signs: &[char]) -> bool {
    let text: String = signs.iter().collect();
    let back: String = signs.iter().rev().collect();
    RUNS.iter()
        .any(|row| row.contains(&text) || row.contains(&back))
}

/// Nothing is left but a few signs once the known words are out.
fn little_but_words(signs: &[char]) -> bool {
    let mut text: String = signs.iter().collect();
    let mut words: Vec<&str> = WORDS.iter().chain(RUNS).copied().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        text = text.replace(word, "");
    }
    text.chars().count() < 6 && text.chars().count() < signs.len()
}
