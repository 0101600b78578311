//! Who asks 登录: a bearer token says it.

use std::borrow::Cow;

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use store::StoreError;
use workflow::actor::{Actor, Moment};

use crate::error::Code;
use crate::http::Api;
use crate::http::answer::Fault;
use crate::language;
use crate::session::Session;

const NO_TOKEN: Fault = Fault {
    status: StatusCode::UNAUTHORIZED,
    code: Code::Unauthenticated,
    message: Cow::Borrowed("缺少令牌。no token: send `authorization: Bearer fyi_…`"),
};
const UNKNOWN_TOKEN: Fault = Fault {
    status: StatusCode::UNAUTHORIZED,
    code: Code::Unauthenticated,
    message: Cow::Borrowed(
        "令牌无效、已过期或已撤销。the token is unknown, expired or revoked: ask your administrator for a new one",
    ),
};
const UNAVAILABLE: Fault = Fault {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: Code::Unavailable,
    message: Cow::Borrowed(
        "数据库暂时无法使用，请稍后再试。the database cannot be used now: try again in a moment",
    ),
};
const INTERNAL: Fault = Fault {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    code: Code::Internal,
    message: Cow::Borrowed(
        "系统内部错误，请将请求编号告知管理员。something is wrong on our side: give the request id to whoever runs the program",
    ),
};

/// What tokens begin with.
const TOKEN_PREFIX: &str = "fyi_";

/// Who asks, by the token.
pub(crate) async fn session(api: &Api, headers: &HeaderMap) -> Result<Session, Fault> {
    let token = bearer(headers).ok_or(NO_TOKEN)?;
    if !token.starts_with(TOKEN_PREFIX) {
        return Err(UNKNOWN_TOKEN);
    }
    let moment = Moment::at((api.state.clock)());
    let digest = casework::token_digest(token);
    let found = api.state.store.user_by_token(&digest, moment.now).await;
    let (person, user) = found
        .map_err(|fault| of_store(&fault))?
        .ok_or(UNKNOWN_TOKEN)?;
    let lang = language::accepted(headers).unwrap_or_else(|| language::of_setting(&user.language));
    Ok(Session {
        actor: Actor::Person(person),
        user,
        lang,
        moment,
    })
}

fn of_store(fault: &StoreError) -> Fault {
    if fault.is_transient() {
        tracing::warn!(%fault, "the token could not be looked up");
        UNAVAILABLE
    } else {
        tracing::error!(%fault, "the token could not be looked up");
        INTERNAL
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
