//! Messages 提示语 of refusals in both languages, from Fluent files keyed by code. The code is the contract.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::refusal::Refusal;

mod values;

/// Language 语言 of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// 中文, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language that an `Accept-Language` header or a user's setting asks for; Chinese unless it names English first.
    #[must_use]
    pub fn preferred(header: &str) -> Self {
        let first = header
            .split(',')
            .map(str::trim)
            .find(|part| part.starts_with("zh") || part.starts_with("en"));
        if first.is_some_and(|part| part.starts_with("en")) {
            Self::En
        } else {
            Self::Zh
        }
    }

    /// Chooses between a Chinese and an English text.
    #[must_use]
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

struct Messages {
    zh: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| Messages {
    zh: bundle("zh-CN", include_str!("../messages/zh.ftl")),
    en: bundle("en", include_str!("../messages/en.ftl")),
});

fn bundle(language: &str, text: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    // A faulty line is left out, never fatal; a test proves that there is none.
    let resource =
        FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The message of a refusal.
#[must_use]
pub fn render(refusal: &Refusal, lang: Lang) -> String {
    render_code(refusal.code.code(), &refusal.args, lang)
}

/// The first run of Latin letters in a text that is no name everybody writes so.
#[must_use]
pub fn latin(text: &str) -> Option<&str> {
    const NAMES: [&str; 4] = ["SHA", "PDF", "OFD", "EMS"];
    let mut runs = text.split(|one: char| !one.is_ascii_alphabetic());
    runs.find(|run| !run.is_empty() && !NAMES.contains(run))
}

/// The message of a code with its values; the code itself where it has none.
#[must_use]
pub fn render_code(code: &str, values: &BTreeMap<String, String>, lang: Lang) -> String {
    let bundle = match lang {
        Lang::Zh => &MESSAGES.zh,
        Lang::En => &MESSAGES.en,
    };
    let key = code.to_lowercase().replace('_', "-");
    let Some(pattern) = bundle.get_message(&key).and_then(|message| message.value()) else {
        return code.to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(name.as_str(), values::said(name, value, lang));
    }
    bundle
        .format_pattern(pattern, Some(&args), &mut Vec::new())
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::RefusalCode;

    #[test]
    fn every_code_has_a_message_in_both_languages() {
        for code in RefusalCode::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let message = render_code(code.code(), &BTreeMap::new(), lang);
                assert_ne!(message, code.code(), "{code:?} has no message in {lang:?}");
            }
        }
    }

    #[test]
    fn both_files_are_sound_and_hold_the_same_codes() {
        let keys = |text: &str| -> Vec<String> {
            assert!(FluentResource::try_new(text.to_owned()).is_ok());
            text.lines()
                .filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()))
                .collect()
        };
        assert_eq!(
            keys(include_str!("../messages/zh.ftl")),
            keys(include_str!("../messages/en.ftl"))
        );
    }

    #[test]
    fn no_chinese_message_has_english_words_or_names_of_commands() {
        let zh = include_str!("../messages/zh.ftl");
        for line in zh.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, text)) = line.split_once(" = ") else {
                continue;
            };
            // What is put in is not the message's own.
            let mut own = String::new();
            for part in text.split('{') {
                own.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
            }
            assert_eq!(latin(&own), None, "{key}");
        }
    }

    #[test]
    fn a_message_holds_its_values() {
        let refusal = Refusal::new(RefusalCode::ExtensionTooLong)
            .with("days", 31)
            .with("max", 30);
        assert_eq!(
            render(&refusal, Lang::En),
            "31 days are more than the 30 days that the law allows"
        );
        assert_eq!(render(&refusal, Lang::Zh), "延长 31 日超过上限 30 日");
    }

    #[test]
    fn chinese_is_the_default_language() {
        assert_eq!(Lang::preferred(""), Lang::Zh);
        assert_eq!(Lang::preferred("fr, en;q=0.8"), Lang::En);
        assert_eq!(Lang::preferred("zh-CN,zh;q=0.9,en;q=0.8"), Lang::Zh);
    }
}
