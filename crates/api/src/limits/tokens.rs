//! Counting the tokens of a query before it is parsed.

use std::iter::Peekable;
use std::str::Bytes;

/// How many tokens a query has; counting ends one beyond `most`.
///
/// Never fewer than the parser reads: signs and dots of numbers may count apart. Comments do not count.
pub(super) fn count(query: &str, most: usize) -> usize {
    let mut rest = query.bytes().peekable();
    let mut tokens = 0_usize;
    while tokens <= most {
        let Some(byte) = rest.next() else { break };
        match byte {
            // Blanks, commas, and the byte order mark.
            b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF => continue,
            b'#' => while rest.next_if(|byte| !is_end_of_line(*byte)).is_some() {},
            b'"' => text(&mut rest),
            b'.' => while rest.next_if_eq(&b'.').is_some() {},
            byte if is_of_word(byte) => while rest.next_if(|byte| is_of_word(*byte)).is_some() {},
            _ => {}
        }
        tokens += usize::from(byte != b'#');
    }
    tokens
}

fn is_of_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn is_end_of_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Skips the rest of a text after its first quote.
fn text(rest: &mut Peekable<Bytes<'_>>) {
    if rest.next_if_eq(&b'"').is_some() {
        if rest.next_if_eq(&b'"').is_some() {
            block(rest);
        }
        return;
    }
    while let Some(byte) = rest.next() {
        match byte {
            b'"' | b'\n' | b'\r' => return,
            b'\\' => {
                rest.next();
            }
            _ => {}
        }
    }
}

/// Skips the rest of a block after its three quotes.
fn block(rest: &mut Peekable<Bytes<'_>>) {
    let mut quotes = 0;
    while quotes < 3 {
        match rest.next() {
            None => return,
            Some(b'"') => quotes += 1,
            Some(b'\\') => {
                // Three quotes after a backslash do not end the block.
                for _ in 0..3 {
                    rest.next_if_eq(&b'"');
                }
                quotes = 0;
            }
            Some(_) => quotes = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> usize {
        count(query, 1_000)
    }

    #[test]
    fn words_signs_and_texts_are_one_token_each() {
        assert_eq!(of("{ me { name } }"), 6);
        assert_eq!(of("\u{feff}query Q($id: ID!) { a(x: \"b c\\\" d\") }"), 17);
        assert_eq!(of("{a...F}#x y z\nfragment F on A{b}"), 12);
        assert_eq!(of("\"\" \"\"\"a \" b \\\"\"\" c\"\"\" d"), 3);
        assert_eq!(of("\"never ended { { {"), 1);
    }

    #[test]
    fn counting_ends_where_the_limit_is_passed() {
        assert_eq!(count(&"{".repeat(100_000), 50), 51);
        assert_eq!(count("{ me }", 3), 3);
    }
}
