//! The language of what people read 语言: Chinese unless asked otherwise.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};
use workflow::messages::Lang;

/// The language that `Accept-Language` prefers among Chinese and English, if it names either.
pub(crate) fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(Lang, f32)> = None;
    for part in header.split(',') {
        let mut words = part.split(';').map(str::trim);
        let tag = words.next().unwrap_or_default().to_ascii_lowercase();
        let lang = match tag.split('-').next() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        let weight = words
            .find_map(|word| word.strip_prefix("q="))
            .and_then(|weight| weight.parse().ok())
            .unwrap_or(1.0);
        if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

/// The language of a user's setting.
pub(crate) fn of_setting(setting: &str) -> Lang {
    Lang::preferred(setting)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(header: &'static str) -> Option<Lang> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(header));
        accepted(&headers)
    }

    #[test]
    fn the_heavier_known_language_wins() {
        assert_eq!(of("en"), Some(Lang::En));
        assert_eq!(of("zh-CN,zh;q=0.9,en;q=0.8"), Some(Lang::Zh));
        assert_eq!(of("fr, zh;q=0.2, en-GB;q=0.7"), Some(Lang::En));
        assert_eq!(of("fr"), None);
        assert_eq!(of("en;q=0"), None);
        assert_eq!(accepted(&HeaderMap::new()), None);
    }
}
