//! By which rules people come in 登录规则.

use chrono::Duration;

/// A set of rules for passwords and sessions 口令与会话规则.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Length instead of classes, no forced change, back-off instead of lock-out.
    Modern,
    /// What assessors of graded protection (等级保护三级) look for: classes of signs, no reuse, lock-out, short idle time.
    Mlps3,
}

/// How dear a password is to guess: Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

/// Rules by which people come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInRules {
    /// The set of rules.
    pub profile: Profile,
    /// How passwords are hashed.
    pub cost: Cost,
    /// How many are hashed at once, each with the memory above.
    pub hashes_at_once: u32,
    /// How long a session lasts that is not used.
    pub idle: Duration,
    /// How long a session lasts however much it is used.
    pub absolute: Duration,
}

impl SignInRules {
    /// The rules of a profile.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        Self {
            profile,
            cost: Cost {
                memory_kib: 19 * 1024,
                passes: 2,
            },
            hashes_at_once: 2,
            idle: match profile {
                Profile::Modern => Duration::hours(2),
                Profile::Mlps3 => Duration::minutes(15),
            },
            absolute: Duration::hours(12),
        }
    }

    /// How many passwords of a user are kept, the newest included, so that they are not used again.
    pub(crate) fn kept(&self) -> u32 {
        match self.profile {
            Profile::Modern => 1,
            Profile::Mlps3 => 5,
        }
    }
}

impl Default for SignInRules {
    fn default() -> Self {
        Self::of(Profile::Modern)
    }
}
