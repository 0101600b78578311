//! Who asks 登录: a bearer token or session says it, or the cookie of a browser.

use std::borrow::Cow;

use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::http::{Extensions, HeaderMap, StatusCode};
use casework::{Secret, Visitor};
use store::{Proof, SignedIn, StoreError};
use workflow::actor::{Actor, Moment};

use crate::error::Code;
use crate::http::answer::Fault;
use crate::http::{Api, address, cookie};
use crate::language;
use crate::session::{By, Doorstep, Session};

const NO_TOKEN: Fault = Fault {
    status: StatusCode::UNAUTHORIZED,
    code: Code::Unauthenticated,
    message: Cow::Borrowed(
        "请先登录，或者提供令牌。sign in with `signIn`, or send `authorization: Bearer fyi_…`",
    ),
};
const UNKNOWN_TOKEN: Fault = Fault {
    status: StatusCode::UNAUTHORIZED,
    code: Code::Unauthenticated,
    message: Cow::Borrowed(
        "令牌无效、已过期或已撤销，或者会话已结束。the token is unknown, expired or revoked, or the session has ended: sign in again, or ask your administrator for a new token",
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
const TOKEN: &str = "fyi_";
/// What sessions begin with.
const SESSION: &str = "fys_";

/// Where a request stands before anybody is known.
pub(crate) fn doorstep(api: &Api, headers: &HeaderMap, extensions: &Extensions) -> Doorstep {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    Doorstep {
        visitor: Visitor {
            address: address::client(headers, extensions, &api.state.settings.trusted_proxies),
            agent: agent.unwrap_or_default().to_owned(),
            device: cookie::device(headers).map(Secret::new),
        },
        lang: language::accepted(headers).unwrap_or_default(),
        moment: Moment::at((api.state.clock)()),
    }
}

/// Who asks, by the token or session, which is in use by that.
pub(crate) async fn session(api: &Api, headers: &HeaderMap) -> Result<Session, Fault> {
    let (found, moment) = found(api, headers).await?;
    api.state.desk.in_use(&found, moment);
    Ok(of_found(found, headers, moment))
}

/// Who still listens. That is no use of a session: one at which nobody does anything ends, whatever its screen shows.
pub(crate) async fn standing(api: &Api, headers: &HeaderMap) -> Result<Session, Fault> {
    let (found, moment) = found(api, headers).await?;
    Ok(of_found(found, headers, moment))
}

async fn found(api: &Api, headers: &HeaderMap) -> Result<(SignedIn, Moment), Fault> {
    let moment = Moment::at((api.state.clock)());
    let secret = bearer(headers).or_else(|| cookie::session(headers));
    let secret = secret.ok_or(NO_TOKEN)?;
    let desk = &api.state.desk;
    let found = if secret.starts_with(TOKEN) {
        desk.user_by_token(secret, moment).await
    } else if secret.starts_with(SESSION) {
        desk.user_by_session(secret, moment).await
    } else {
        return Err(UNKNOWN_TOKEN);
    };
    let found = found.map_err(|fault| of_store(&fault))?;
    Ok((found.ok_or(UNKNOWN_TOKEN)?, moment))
}

fn of_found(found: SignedIn, headers: &HeaderMap, moment: Moment) -> Session {
    let SignedIn { person, user, by } = found;
    let lang = language::accepted(headers).unwrap_or_else(|| language::of_setting(&user.language));
    Session {
        actor: Actor::Person(person),
        user,
        lang,
        moment,
        by: match by {
            Proof::Token { token, .. } => By::Token {
                scopes: token.scopes,
            },
            Proof::Session { session, .. } => By::Session {
                id: session.id,
                initial: session.initial,
            },
        },
    }
}

fn of_store(fault: &StoreError) -> Fault {
    if fault.is_transient() {
        tracing::warn!(%fault, "who asks could not be looked up");
        UNAVAILABLE
    } else {
        tracing::error!(%fault, "who asks could not be looked up");
        INTERNAL
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
