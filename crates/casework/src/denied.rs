//! Why a command was not carried out.

use std::collections::BTreeMap;

use store::StoreError;
use workflow::messages::{Lang, render, render_code};
use workflow::refusal::Refusal;

use crate::password::{LONGEST, SHORTEST, Unfit};

/// Why nothing was done 未办理. Nothing is half done in any of these.
///
/// `Store` is a fault of the database, `TooMany` of the moment; all others are answers that a client can expect.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// There is no such case, or the actor may not see it: the same answer for both.
    #[error("no such case")]
    NotFound,
    /// The rules refuse it.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// The case moved on since the client read it.
    #[error("the case is at revision {actual}, not {expected}")]
    Stale {
        /// Revision the client worked from.
        expected: u32,
        /// Revision now.
        actual: u32,
    },
    /// The idempotency key was used with another body.
    #[error("the idempotency key was used with another body")]
    KeyReused,
    /// The actor's role may not do this for the office.
    #[error("only {roles} may do this")]
    Forbidden {
        /// Roles that may.
        roles: String,
    },
    /// A field of an office command cannot be taken.
    #[error("`{field}` cannot be `{value}`: expected {expected}")]
    BadField {
        /// The field.
        field: &'static str,
        /// Its value.
        value: String,
        /// What would work.
        expected: String,
    },
    /// Nobody can sign in like that; why is told to nobody.
    #[error("no such user, or not this password")]
    NotSignedIn,
    /// A password cannot be taken.
    #[error("the password cannot be taken: {}", .0.code())]
    Password(Unfit),
    /// There were too many attempts; nothing was looked at.
    #[error("too many attempts: try again in {retry_after} s")]
    TooMany {
        /// Seconds until the next is taken.
        retry_after: u64,
    },
    /// The token of the first set-up does not work.
    #[error("the set-up token does not work")]
    NoSetUp,
    /// Too many files wait to be filed.
    #[error("{most} files wait to be filed: file them first")]
    Crowded {
        /// Most that may wait.
        most: u64,
    },
    /// The database could not do it.
    #[error(transparent)]
    Store(StoreError),
}

impl From<Unfit> for Denied {
    fn from(unfit: Unfit) -> Self {
        Self::Password(unfit)
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<StoreError> for Denied {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::StaleRevision { expected, actual } => Self::Stale { expected, actual },
            other => Self::Store(other),
        }
    }
}

impl Denied {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Refused(refusal) => refusal.code.code(),
            Self::Stale { .. } => "STALE_REVISION",
            Self::KeyReused => "IDEMPOTENCY_KEY_REUSED",
            Self::Forbidden { .. } => "FORBIDDEN",
            Self::BadField { .. } => "BAD_FIELD",
            Self::NotSignedIn => "SIGN_IN_FAILED",
            Self::Password(unfit) => unfit.code(),
            Self::TooMany { .. } => "RATE_LIMITED",
            Self::NoSetUp => "SET_UP_FAILED",
            Self::Crowded { .. } => "TOO_MANY_UPLOADS",
            Self::Store(_) => "UNAVAILABLE",
        }
    }

    /// Values for the message.
    #[must_use]
    pub fn args(&self) -> BTreeMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            Self::Refused(refusal) => return refusal.args.clone(),
            Self::Stale { expected, actual } => {
                vec![
                    ("expected", expected.to_string()),
                    ("actual", actual.to_string()),
                ]
            }
            Self::Forbidden { roles } => vec![("roles", roles.clone())],
            Self::Crowded { most } => vec![("most", most.to_string())],
            Self::BadField {
                field,
                value,
                expected,
            } => {
                vec![
                    ("field", (*field).to_owned()),
                    ("value", value.clone()),
                    ("expected", expected.clone()),
                ]
            }
            Self::TooMany { retry_after } => vec![("seconds", retry_after.to_string())],
            Self::Password(_) => vec![
                ("shortest", SHORTEST.to_string()),
                ("longest", LONGEST.to_string()),
            ],
            Self::NotFound
            | Self::KeyReused
            | Self::NotSignedIn
            | Self::NoSetUp
            | Self::Store(_) => Vec::new(),
        };
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// Message for people.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Refused(refusal) => render(refusal, lang),
            _ => render_code(self.code(), &self.args(), lang),
        }
    }
}
