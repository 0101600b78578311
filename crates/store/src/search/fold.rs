//! What of a text is compared 检索的归一: the one function by which what is written and what is asked for become the same.
//!
//! A text becomes units: each Chinese character is one, and so is each run of other letters and digits, whole. Between
//! units that something else stands between there is a break, over which nothing is found.
//!
//! - Wide letters, characters for compatibility and radicals become the ordinary ones (NFKD), accents fall away, large
//!   letters become small.
//! - A year in brackets of whatever form, or in none, is the same: `〔2026〕3号`, `[2026]3号`, `（2026）第003号`, `20263号`.
//!   第 before digits falls away, 号 after digits where no Chinese character follows, and so do leading zeros.
//! - What looks like the number of an identity card falls away: nobody is found by it.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Something that is compared whole, and where in the text it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// What it is.
    pub(crate) part: Part,
    /// Its first byte in the text.
    pub(crate) from: usize,
    /// The byte after its last.
    pub(crate) to: usize,
}

/// What a unit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A Chinese character.
    Han(char),
    /// A run of letters and digits.
    Word(String),
    /// Something over which nothing is found.
    Break,
}

impl Part {
    /// Whether it is written so; a break never is.
    pub(crate) fn is(&self, written: &str) -> bool {
        match self {
            Self::Han(one) => written.strip_prefix(*one).is_some_and(str::is_empty),
            Self::Word(word) => word == written,
            Self::Break => false,
        }
    }

    fn is_han(&self) -> bool {
        matches!(self, Self::Han(_))
    }

    fn digits(&self) -> Option<&str> {
        match self {
            Self::Word(word) if word.bytes().all(|byte| byte.is_ascii_digit()) => Some(word),
            _ => None,
        }
    }

    fn is_year(&self) -> bool {
        self.digits()
            .is_some_and(|digits| digits.len() == 4 && of_a_year(digits))
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Han(one) => write!(f, "{one}"),
            Self::Word(word) => f.write_str(word),
            Self::Break => f.write_str("|"),
        }
    }
}

/// A piece of a text as it is first read.
enum Piece {
    Unit(Unit),
    Open,
    Close,
}

/// The units of a text, no break first, last or after another.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut pieces = bracketless(pieces(text)).into_iter().peekable();
    while let Some(unit) = pieces.next() {
        let after = pieces.peek().map(|next| &next.part);
        let before = units.last().map(|last| &last.part);
        match &unit.part {
            Part::Han('第') if after.is_some_and(|next| next.digits().is_some()) => {}
            Part::Han('号')
                if before.is_some_and(|last| last.digits().is_some())
                    && !after.is_some_and(Part::is_han) => {}
            Part::Break if before.is_none_or(|last| *last == Part::Break) => {}
            Part::Word(word) => units.extend(numbers(word, &unit)),
            _ => units.push(unit),
        }
    }
    // What fell away may have left one.
    units.dedup_by(|one, before| one.part == Part::Break && before.part == Part::Break);
    if units.last().is_some_and(|last| last.part == Part::Break) {
        units.pop();
    }
    if units.first().is_some_and(|first| first.part == Part::Break) {
        units.remove(0);
    }
    units
}

/// The text cut at what is neither letter nor digit.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (from, written) in text.char_indices() {
        let to = from + written.len_utf8();
        // What most of a text is made of stands for itself.
        if ('\u{4E00}'..='\u{9FFF}').contains(&written) {
            let part = Part::Han(written);
            pieces.push(Piece::Unit(Unit { part, from, to }));
            continue;
        }
        for one in written.nfkd().flat_map(char::to_lowercase) {
            match (one, pieces.last_mut()) {
                // Of a letter before, or of nothing.
                (mark, last) if is_combining_mark(mark) => {
                    if let Some(Piece::Unit(unit)) = last {
                        unit.to = to;
                    }
                }
                (han, _) if is_han(han) => pieces.push(Piece::Unit(Unit {
                    part: Part::Han(han),
                    from,
                    to,
                })),
                (
                    letter,
                    Some(Piece::Unit(Unit {
                        part: Part::Word(word),
                        to: end,
                        ..
                    })),
                ) if letter.is_alphanumeric() => {
                    word.push(letter);
                    *end = to;
                }
                (letter, _) if letter.is_alphanumeric() => pieces.push(Piece::Unit(Unit {
                    part: Part::Word(letter.to_string()),
                    from,
                    to,
                })),
                ('(' | '[' | '〔' | '【' | '〖', _) => pieces.push(Piece::Open),
                (')' | ']' | '〕' | '】' | '〗', _) => pieces.push(Piece::Close),
                _ => pieces.push(Piece::Unit(Unit {
                    part: Part::Break,
                    from,
                    to,
                })),
            }
        }
    }
    pieces
}

/// Takes the brackets from around years; any others are breaks.
fn bracketless(pieces: Vec<Piece>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    // Whether the last piece opened a bracket, and whether it was a year within one.
    let (mut opened, mut year) = (false, false);
    while let Some(piece) = pieces.next() {
        let part = match piece {
            Piece::Open => {
                if opened {
                    units.push(Unit::between());
                }
                (opened, year) = (true, false);
                continue;
            }
            Piece::Close if year => {
                (opened, year) = (false, false);
                continue;
            }
            Piece::Close => Unit::between(),
            Piece::Unit(unit) => unit,
        };
        let closes = matches!(pieces.peek(), Some(Piece::Close));
        year = opened && closes && part.part.is_year();
        if opened && !year {
            units.push(Unit::between());
        }
        opened = false;
        units.push(part);
    }
    units
}

impl Unit {
    fn between() -> Self {
        Self {
            part: Part::Break,
            from: 0,
            to: 0,
        }
    }
}

/// What a run of letters and digits is: a number without leading zeros, a year and a number, nothing, or itself.
fn numbers(word: &str, unit: &Unit) -> Vec<Unit> {
    let of = |part| Unit { part, ..*unit };
    if is_identity_number(word) {
        return vec![of(Part::Break)];
    }
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![of(Part::Word(word.to_owned()))];
    }
    let bare = |digits: &str| {
        let bare = digits.trim_start_matches('0');
        Part::Word(if bare.is_empty() { "0" } else { bare }.to_owned())
    };
    match word.split_at_checked(4) {
        Some((year, serial)) if (1..=5).contains(&serial.len()) && of_a_year(year) => {
            vec![of(bare(year)), of(bare(serial))]
        }
        _ => vec![of(bare(word))],
    }
}

fn of_a_year(digits: &str) -> bool {
    digits.starts_with("19") || digits.starts_with("20")
}

/// Whether a word looks like the number of a resident's identity card 公民身份号码, of 18 digits or the older 15.
fn is_identity_number(word: &str) -> bool {
    let day = |digits: Option<&str>, form| {
        digits.is_some_and(|digits| NaiveDate::parse_from_str(digits, form).is_ok())
    };
    let number = |digits: Option<&str>| {
        digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match word.len() {
        18 => {
            number(word.get(..17))
                && (word.ends_with('x') || number(word.get(17..)))
                && day(word.get(6..14), "%Y%m%d")
        }
        15 => number(Some(word)) && day(word.get(6..12), "%y%m%d"),
        _ => false,
    }
}

/// Whether it is a Chinese character.
fn is_han(one: char) -> bool {
    matches!(u32::from(one),
        0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}
