//! Cookies of browsers 浏览器会话.
//!
//! A cookie comes with whatever page sends the request, so it counts only where the browser has asked first whether
//! this origin may send (a preflight, which is never answered with yes): for a body that is not of a simple type, such
//! as JSON, or with the header `GraphQL-Require-Preflight`. Together with `SameSite=Strict` a foreign page can do
//! nothing with it.

use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{HeaderMap, HeaderName};
use casework::Secret;
use chrono::Duration;

/// The session. The prefix keeps other hosts and plain HTTP from setting it.
const SESSION: &str = "__Host-fuyi";
/// The device.
const DEVICE: &str = "__Host-fuyi-device";
/// How long a device is remembered.
const DEVICE_DAYS: i64 = 180;
/// The header that makes a browser ask first.
pub(crate) const PREFLIGHT: HeaderName = HeaderName::from_static("graphql-require-preflight");
/// Types of a body that any page may send without being asked.
const SIMPLE: [&str; 3] = [
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
];

/// The secret of the session in a cookie, where it counts.
pub(crate) fn session(headers: &HeaderMap) -> Option<&str> {
    preflighted(headers).then(|| named(headers, SESSION))?
}

/// The secret of the device in a cookie, where it counts.
pub(crate) fn device(headers: &HeaderMap) -> Option<&str> {
    preflighted(headers).then(|| named(headers, DEVICE))?
}

/// A cookie that holds a session for so long.
pub(crate) fn of_session(secret: &Secret, lasts: Duration) -> String {
    written(SESSION, secret.expose(), lasts)
}

/// A cookie that holds a device.
pub(crate) fn of_device(secret: &Secret) -> String {
    written(DEVICE, secret.expose(), Duration::days(DEVICE_DAYS))
}

/// A cookie that takes the session away.
pub(crate) fn without_session() -> String {
    written(SESSION, "", Duration::zero())
}

fn written(name: &str, value: &str, lasts: Duration) -> String {
    let seconds = lasts.num_seconds();
    format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict")
}

fn preflighted(headers: &HeaderMap) -> bool {
    if headers.contains_key(PREFLIGHT) {
        return true;
    }
    let given = headers.get(CONTENT_TYPE);
    let Some(given) = given.and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let essence = given.split(';').next().unwrap_or_default().trim();
    !essence.is_empty()
        && !SIMPLE
            .iter()
            .any(|simple| essence.eq_ignore_ascii_case(simple))
}

fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty())
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let name: HeaderName = name.parse().unwrap();
            headers.append(name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_cookie_counts_only_where_a_foreign_page_would_have_been_asked_first() {
        let cookie = ("cookie", "a=b; __Host-fuyi=fys_1; c=d");
        for kind in [
            "text/plain",
            "text/plain; charset=utf-8",
            "Application/X-WWW-Form-Urlencoded",
            "multipart/form-data; boundary=x",
        ] {
            let sent = headers(&[cookie, ("content-type", kind)]);
            assert_eq!(session(&sent), None, "{kind}");
            let asked = headers(&[
                cookie,
                ("content-type", kind),
                ("graphql-require-preflight", "1"),
            ]);
            assert_eq!(session(&asked), Some("fys_1"));
        }
        assert_eq!(session(&headers(&[cookie])), None);
        let json = headers(&[cookie, ("content-type", "application/json")]);
        assert_eq!((session(&json), device(&json)), (Some("fys_1"), None));
    }

    #[test]
    fn a_cookie_goes_back_to_this_host_over_tls_and_to_no_script() {
        let text = of_session(&Secret::new("fys_1"), Duration::hours(12));
        assert_eq!(
            text,
            "__Host-fuyi=fys_1; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict"
        );
        assert!(without_session().contains("Max-Age=0"));
    }
}
