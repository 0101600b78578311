//! Faults of the machinery 系统故障, as GraphQL errors. Refusals are never errors: see
//! [`Refusal`](crate::types::refusal::Refusal).

use async_graphql::{Error, ErrorExtensions};
use store::StoreError;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal),+ $(,)?) => {
        /// `extensions.code` of a fault. The code is the contract, the message is for people.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code { $($(#[doc = $doc])+ $variant),+ }

        impl Code {
            /// As clients see it.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Every code, with what it says: the table of the manual.
            #[cfg(test)]
            pub(crate) const ALL: &'static [(Self, &'static str)] =
                &[$((Self::$variant, concat!($($doc),+))),+];
        }
    };
}

codes! {
    /// The request itself is wrong: no JSON, a value that cannot be read, a method or type that is not taken.
    BadInput = "BAD_USER_INPUT",
    /// The query asks for too much: the message names the limit.
    TooComplex = "COMPLEXITY_EXCEEDED",
    /// A file has another SHA-256 than announced.
    DigestMismatch = "DIGEST_MISMATCH",
    /// Signed in, and yet not allowed.
    Forbidden = "FORBIDDEN",
    /// The query is no GraphQL; `locations` says where reading ended.
    ParseFailed = "GRAPHQL_PARSE_FAILED",
    /// The query does not fit the schema.
    ValidationFailed = "GRAPHQL_VALIDATION_FAILED",
    /// The command under this idempotency key is still being carried out; send the same again with the same key.
    InProgress = "IDEMPOTENCY_KEY_IN_PROGRESS",
    /// Something is wrong on our side; give the request id to whoever runs the program.
    Internal = "INTERNAL_SERVER_ERROR",
    /// A file is longer or shorter than announced.
    LengthMismatch = "LENGTH_MISMATCH",
    /// There is nothing at this address, nothing of the kind, or it may not be seen.
    NotFound = "NOT_FOUND",
    /// The initial password is to be changed first.
    PasswordChangeNeeded = "PASSWORD_CHANGE_NEEDED",
    /// Only trusted documents are answered.
    DocumentIdRequired = "PERSISTED_QUERY_ID_REQUIRED",
    /// No trusted document has the id.
    DocumentNotFound = "PERSISTED_QUERY_NOT_FOUND",
    /// Too much at the same time, too many attempts to sign in, or more than may be asked for in an hour; `retryAfter` says in how many seconds to ask again, where it can be told.
    TooMany = "RATE_LIMITED",
    /// A file came too slowly.
    TooSlow = "TOO_SLOW",
    /// A file is not of the type announced.
    TypeMismatch = "TYPE_MISMATCH",
    /// No token or session, or one that is unknown, expired, ended or revoked.
    Unauthenticated = "UNAUTHENTICATED",
    /// The database cannot be used now; try again in a moment, a command with the same idempotency key.
    Unavailable = "UNAVAILABLE",
}

/// An error with its code.
pub(crate) fn error(code: Code, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.text()))
}

/// An argument that cannot be taken.
pub(crate) fn bad_input(message: impl Into<String>) -> Error {
    error(Code::BadInput, message)
}

/// A fault of the database: what it was goes to the program's own log, not to the client.
pub(crate) fn of_store(fault: &StoreError) -> Error {
    if let StoreError::BadCursor { .. } = fault {
        return bad_input(
            "游标无法识别，请使用同一列表返回的游标。the cursor is not known: use one that a page of the same list gave",
        );
    }
    let passing = fault.is_transient()
        || matches!(
            fault,
            StoreError::NotMigrated | StoreError::NewerDatabase { .. }
        );
    if passing {
        tracing::warn!(%fault, "the database did not answer");
        error(
            Code::Unavailable,
            "数据库暂时无法使用，请稍后再试。the database cannot be used now: try again in a moment",
        )
    } else {
        tracing::error!(%fault, "the database refused");
        internal()
    }
}

/// Too many attempts.
pub(crate) fn rate_limited(retry_after: u64) -> Error {
    let message = format!(
        "尝试过多，请在 {retry_after} 秒后再试。too many attempts: try again in {retry_after} s"
    );
    error(Code::TooMany, message)
        .extend_with(|_, extensions| extensions.set("retryAfter", retry_after))
}

/// What is not the client's doing.
pub(crate) fn internal() -> Error {
    error(
        Code::Internal,
        "系统内部错误，请将请求编号告知管理员。something is wrong on our side: give the request id to whoever runs the program",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(fault: &StoreError) -> (String, String) {
        let error = of_store(fault);
        let extensions = error.extensions.as_ref().unwrap();
        let code = extensions.get("code").unwrap().to_string();
        (code.trim_matches('"').to_owned(), error.message)
    }

    #[test]
    fn what_the_database_said_stays_in_the_programs_own_log() {
        let secret = "/srv/fuyi.db: SELECT * FROM token";
        let faults = [
            (StoreError::Busy, "UNAVAILABLE"),
            (StoreError::NotMigrated, "UNAVAILABLE"),
            (
                StoreError::Unreachable {
                    reason: secret.to_owned(),
                },
                "UNAVAILABLE",
            ),
            (
                StoreError::Unreadable {
                    table: "token",
                    row: secret.to_owned(),
                    reason: secret.to_owned(),
                },
                "INTERNAL_SERVER_ERROR",
            ),
            (
                StoreError::Conflict {
                    what: secret.to_owned(),
                },
                "INTERNAL_SERVER_ERROR",
            ),
        ];
        for (fault, wanted) in faults {
            let (code, message) = code(&fault);
            assert_eq!(code, wanted, "{fault}");
            assert!(
                !message.contains("SELECT") && !message.contains("/srv"),
                "{message}"
            );
        }
    }
}
