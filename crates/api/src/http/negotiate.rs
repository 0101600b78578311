//! Which of the two types of answer a client takes, and whether it sent JSON.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};

/// Type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/graphql-response+json`: the status says whether the request was sound.
    GraphQl,
    /// `application/json`, for older clients: a request that could be read is answered with 200.
    Json,
}

impl Media {
    /// As the header has it.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The type that `Accept` prefers; without the header, or where it takes anything, the newer one.
    pub(crate) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let given: Vec<&str> = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        if given.is_empty() {
            return Some(Self::GraphQl);
        }
        let mut best: Option<(Self, f32)> = None;
        for range in given.iter().flat_map(|value| value.split(',')) {
            let mut words = range.split(';').map(str::trim);
            let media = match words
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "application/graphql-response+json" | "application/*" | "*/*" => Self::GraphQl,
                "application/json" => Self::Json,
                _ => continue,
            };
            let weight = words
                .find_map(|word| word.strip_prefix("q="))
                .and_then(|weight| weight.parse().ok())
                .unwrap_or(1.0);
            let better = best.is_none_or(|(known, most)| {
                weight > most
                    || (weight >= most
                        && known == Self::Json
                        && media == Self::GraphQl
                        && !is_wild(range))
            });
            if weight > 0.0 && better {
                best = Some((media, weight));
            }
        }
        best.map(|(media, _)| media)
    }
}

fn is_wild(range: &str) -> bool {
    range.contains('*')
}

/// Whether the body is said to be JSON in UTF-8.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut words = value.split(';').map(str::trim);
    let is_json = words
        .next()
        .is_some_and(|media| media.eq_ignore_ascii_case("application/json"));
    let charset = words.find_map(|word| {
        word.to_ascii_lowercase()
            .strip_prefix("charset=")
            .map(str::to_owned)
    });
    is_json && charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accepted(header: &'static str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(header));
        Media::accepted(&headers)
    }

    #[test]
    fn the_newer_type_is_the_default_and_the_older_one_on_request() {
        assert_eq!(Media::accepted(&HeaderMap::new()), Some(Media::GraphQl));
        assert_eq!(accepted("*/*"), Some(Media::GraphQl));
        assert_eq!(accepted("application/json"), Some(Media::Json));
        assert_eq!(accepted("application/json, */*;q=0.5"), Some(Media::Json));
        assert_eq!(accepted("application/json, */*"), Some(Media::Json));
        let both = "application/json, application/graphql-response+json";
        assert_eq!(accepted(both), Some(Media::GraphQl));
        let older = "application/graphql-response+json;q=0.1, application/json";
        assert_eq!(accepted(older), Some(Media::Json));
    }

    #[test]
    fn a_client_that_takes_neither_gets_neither() {
        assert_eq!(accepted("text/html"), None);
        assert_eq!(accepted("application/json;q=0"), None);
    }

    #[test]
    fn only_json_in_utf_8_is_read() {
        let sent = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
            is_json(&headers)
        };
        assert!(sent("application/json"));
        assert!(sent("Application/JSON; charset=UTF-8"));
        assert!(!sent("application/json; charset=gbk"));
        assert!(!sent("multipart/form-data; boundary=x"));
        assert!(!sent("text/plain"));
        assert!(!is_json(&HeaderMap::new()));
    }
}
