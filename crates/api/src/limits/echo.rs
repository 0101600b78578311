//! What a client wrote, given back to it: never more than a little, and never the number of a person.

/// Fewest digits in a row that are hidden: a telephone number has eleven, an identity number fifteen or eighteen.
const FEWEST: usize = 11;

/// What stands in their place.
const HIDDEN: &str = "***";

/// Longest piece of what a client wrote, in characters.
const LONGEST: usize = 64;

/// Longest message, in characters.
const LONGEST_MESSAGE: usize = 2_000;

/// A value cut to what is given back.
pub(crate) fn short(value: &str) -> String {
    hidden(&first(value, LONGEST))
}

/// A text without the numbers of persons in it: of telephones, of identity cards, of accounts.
pub(crate) fn hidden(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut run = String::new();
    let end = |run: &mut String, kept: &mut String, letter: Option<char>| {
        // The last sign of an identity number may be an X.
        let ends_in_x = letter.is_some_and(|letter| matches!(letter, 'x' | 'X'));
        let is_number = run.chars().count() >= FEWEST;
        kept.push_str(if is_number { HIDDEN } else { run.as_str() });
        run.clear();
        kept.extend(letter.filter(|_| !(is_number && ends_in_x)));
    };
    for letter in text.chars() {
        match letter {
            '0'..='9' | '０'..='９' => run.push(letter),
            other => end(&mut run, &mut kept, Some(other)),
        }
    }
    end(&mut run, &mut kept, None);
    kept
}

/// Whether a text holds the number of a person, as far as digits tell.
pub(crate) fn holds_number(text: &str) -> bool {
    hidden(text) != text
}

/// A message with each value that it quotes cut to what is given back.
pub(crate) fn cut(message: &str) -> String {
    hidden(&cut_quoted(message))
}

fn cut_quoted(message: &str) -> String {
    let mut kept = String::new();
    let mut rest = message;
    while let Some((before, quote, after)) = quoted(rest) {
        kept.push_str(before);
        kept.push(quote);
        // A quote that is never closed runs to the end.
        let (value, left) = match after.split_once(quote) {
            Some((value, left)) => (value, Some(left)),
            None => (after, None),
        };
        kept.push_str(&short(value));
        match left {
            Some(left) => {
                kept.push(quote);
                rest = left;
            }
            None => return first(&kept, LONGEST_MESSAGE),
        }
    }
    kept.push_str(rest);
    first(&kept, LONGEST_MESSAGE)
}

/// What stands before the first quote, the quote, and what follows it.
fn quoted(text: &str) -> Option<(&str, char, &str)> {
    let (at, quote) = text
        .char_indices()
        .find(|(_, letter)| matches!(letter, '`' | '"'))?;
    let (before, from) = text.split_at_checked(at)?;
    Some((before, quote, from.strip_prefix(quote)?))
}

fn first(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.split_at_checked(end).map_or("", |(kept, _)| kept);
            format!("{kept}…")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_cut_and_the_rest_is_kept() {
        let long = "字".repeat(500);
        let cut_off = format!("{}…", "字".repeat(64));
        assert_eq!(
            cut(&format!(
                "`{long}` is no day: write `2026-11-23`, \"{long}\""
            )),
            format!("`{cut_off}` is no day: write `2026-11-23`, \"{cut_off}\"")
        );
        assert_eq!(
            cut(&format!("never closed `{long}")),
            format!("never closed `{cut_off}")
        );
        let plain = "a message of ours without a quote, longer than sixty-four characters in all";
        assert_eq!(cut(plain), plain);
    }

    #[test]
    fn the_numbers_of_persons_are_hidden() {
        assert_eq!(
            cut("`11010119900307743X` is no day, 13800000000 neither"),
            "`***` is no day, *** neither"
        );
        assert_eq!(short("１１０１０１１９９００３０７７４３２"), "***");
        let plain = "2026-11-23T01:30:00.123456Z, 〔2026〕12号, 1234567890X";
        assert_eq!(cut(plain), plain);
        assert!(holds_number("id-110101199003077432") && !holds_number("id-7"));
    }

    #[test]
    fn quotes_within_a_value_do_not_make_a_message_endless() {
        let message = cut(&"`a".repeat(100_000));
        assert!(message.chars().count() <= 2_001, "{}", message.len());
    }
}
