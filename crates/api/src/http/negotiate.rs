//! Which types of answer a client takes, and whether it sent JSON.

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

/// What a client takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The type of a single answer.
    pub(crate) media: Media,
    /// Whether answers may, or must, come as server-sent events.
    pub(crate) events: Events,
}

/// Whether a client takes `text/event-stream`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Events {
    /// It does not.
    No,
    /// It does, and takes JSON as gladly: only what has many answers comes as a stream.
    Too,
    /// It prefers it: everything comes as a stream.
    Rather,
}

impl Media {
    /// As the header has it.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// How much a client wants each type: what it names, and what a wildcard takes in.
#[derive(Debug, Default)]
struct Weights {
    graphql: Option<f32>,
    json: Option<f32>,
    events: Option<f32>,
    any: Option<f32>,
}

impl Weights {
    fn of(headers: &HeaderMap) -> Self {
        let mut weights = Self::default();
        let values = headers.get_all(ACCEPT).iter();
        let values = values.filter_map(|value| value.to_str().ok());
        for range in values.flat_map(|value| value.split(',')) {
            let mut words = range.split(';').map(str::trim);
            let name = words.next().unwrap_or_default().to_ascii_lowercase();
            let place = match name.as_str() {
                "application/graphql-response+json" => &mut weights.graphql,
                "application/json" => &mut weights.json,
                "text/event-stream" => &mut weights.events,
                "application/*" | "*/*" => &mut weights.any,
                _ => continue,
            };
            let weight = words
                .find_map(|word| word.strip_prefix("q="))
                .and_then(|weight| weight.parse::<f32>().ok())
                .filter(|weight| weight.is_finite())
                .unwrap_or(1.0);
            *place = Some(place.map_or(weight, |known: f32| known.max(weight)));
        }
        weights
    }
}

impl Accepted {
    /// What `Accept` says. Without the header, or where anything is taken, the older type: that is what clients that
    /// say nothing expect. `None` where it takes nothing that there is.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        if !headers.contains_key(ACCEPT) {
            return Some(Self::default());
        }
        let weights = Weights::of(headers);
        let weight = |named: Option<f32>| named.or(weights.any).unwrap_or(0.0);
        let (graphql, json) = (weight(weights.graphql), weight(weights.json));
        let events = weights.events.unwrap_or(0.0);
        let named = weights.graphql.is_some();
        let media = match graphql > json || (named && graphql >= json) {
            true => Media::GraphQl,
            false => Media::Json,
        };
        let best = graphql.max(json);
        let events = match events {
            wanted if wanted <= 0.0 => Events::No,
            wanted if wanted > best => Events::Rather,
            _ => Events::Too,
        };
        (best > 0.0 || events != Events::No).then_some(Self { media, events })
    }
}

impl Default for Accepted {
    fn default() -> Self {
        Self {
            media: Media::Json,
            events: Events::No,
        }
    }
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

    fn accepted(header: &'static str) -> Option<Accepted> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(header));
        Accepted::of(&headers)
    }

    fn media(header: &'static str) -> Option<Media> {
        accepted(header).map(|accepted| accepted.media)
    }

    #[test]
    fn who_says_nothing_gets_the_older_type_and_who_names_the_newer_one_gets_that() {
        assert_eq!(
            Accepted::of(&HeaderMap::new()).map(|accepted| accepted.media),
            Some(Media::Json)
        );
        for (header, wanted) in [
            ("*/*", Media::Json),
            ("application/*", Media::Json),
            ("application/json", Media::Json),
            ("application/json, */*;q=0.5", Media::Json),
            ("application/json, */*", Media::Json),
            ("application/json;q=0, */*", Media::GraphQl),
            ("application/graphql-response+json", Media::GraphQl),
            ("APPLICATION/graphql-response+JSON", Media::GraphQl),
            (
                "application/json, application/graphql-response+json",
                Media::GraphQl,
            ),
            (
                "application/graphql-response+json;q=0.1, application/json",
                Media::Json,
            ),
            (
                "application/graphql-response+json;q=nan, application/json;q=0.5",
                Media::GraphQl,
            ),
        ] {
            assert_eq!(media(header), Some(wanted), "{header}");
        }
    }

    #[test]
    fn events_come_where_they_are_named() {
        let events = |header| accepted(header).map(|accepted| accepted.events);
        assert_eq!(events("text/event-stream"), Some(Events::Rather));
        assert_eq!(
            events("text/event-stream, application/json;q=0.5"),
            Some(Events::Rather)
        );
        assert_eq!(
            events("application/json, text/event-stream"),
            Some(Events::Too)
        );
        assert_eq!(events("*/*"), Some(Events::No));
        assert_eq!(events("text/event-stream;q=0"), None);
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
