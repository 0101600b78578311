//! Request ids 请求编号: what a person quotes when something went wrong.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use uuid::{NoContext, Timestamp, Uuid};

use crate::limits;
use crate::state::Clock;

const HEADER: &str = "x-request-id";

/// Longest id taken from a client.
const LONGEST: usize = 64;

/// The id of a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Takes the id that a client or proxy gave, or makes one, and gives it back with the answer.
pub(crate) async fn give(State(clock): State<Clock>, mut request: Request, next: Next) -> Response {
    let given = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok());
    let id = match given.filter(|id| is_sound(id)) {
        Some(id) => id.to_owned(),
        None => fresh(&clock),
    };
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn is_sound(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    // What looks like the number of a person would be logged with every line of the request.
    !id.is_empty() && id.len() <= LONGEST && id.bytes().all(plain) && !limits::holds_number(id)
}

fn fresh(clock: &Clock) -> String {
    let now = clock();
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let stamp = Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos());
    Uuid::new_v7(stamp).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_break_a_log_line_is_not_taken() {
        assert!(is_sound("01HX-4.a_b"));
        assert!(!is_sound(""));
        assert!(!is_sound("a\nb"));
        assert!(!is_sound(&"a".repeat(65)));
        assert!(!is_sound("11010119900307743X"));
    }
}
