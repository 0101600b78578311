//! How texts are compared 文字比对.

use unicode_normalization::UnicodeNormalization;

/// A text in ordinary small letters: wide letters and digits, circled numbers and characters for compatibility become the
/// ordinary ones 全角转半角 (NFKC).
pub(crate) fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A name or number as it is compared with another: its letters and digits only.
pub(crate) fn folded(text: &str) -> String {
    let plain = plain(text);
    plain.chars().filter(|one| one.is_alphanumeric()).collect()
}
