//! What can go wrong between the program and its database.

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// A fault of the database, or of the program's dealings with it. Never a refusal of law.
///
/// `Busy` and `Unreachable` pass by themselves and may be tried again; `StaleRevision` and `Conflict` are
/// answers about what others did meanwhile; `NewerDatabase`, `NotMigrated` and `NotDurable` are for whoever runs
/// the program; `Unreadable` means that a row was changed behind the program's back; `BadCursor` is the
/// client's, `Undrawn` the caller's; `Db` is everything else.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Others kept the database locked for too long, or a deadlock was broken at our cost; trying again works.
    #[error("the database is busy: try again in a moment")]
    Busy,
    /// No connection could be had, or the database can be neither read nor written where it lies.
    #[error(
        "cannot work with the database ({reason}): check that it runs, that its URL is right and that its disk \
         has room and may be written"
    )]
    Unreachable {
        /// What is in the way.
        reason: String,
    },
    /// The case moved on since the plan was made.
    #[error(
        "the case is at revision {actual}, not {expected}: read it again and repeat the command"
    )]
    StaleRevision {
        /// Revision the plan was made from.
        expected: u32,
        /// Revision in the database; 0 if there is no such case.
        actual: u32,
    },
    /// The database was migrated by a newer program.
    #[error(
        "the database has migration `{found}`, newer than the last known one `{known}`: run the newer program"
    )]
    NewerDatabase {
        /// The migration this program does not know.
        found: String,
        /// The last migration this program knows.
        known: String,
    },
    /// The database has not been migrated yet, or not far enough.
    #[error("the database lacks tables of this version: run `fuyi migrate`")]
    NotMigrated,
    /// The database would answer "saved" before the data is on disk.
    #[error(
        "the database runs with `{setting}` = `{value}`: set it to {wanted}, else a crash loses commands"
    )]
    NotDurable {
        /// The setting.
        setting: &'static str,
        /// Its value.
        value: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// A row holds something that this program cannot have written.
    #[error("cannot read row `{row}` of table `{table}` ({reason}): run `fuyi audit verify`")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// Key of the row.
        row: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Something that must be unique exists already: a number, a login, an idempotency key.
    #[error("it exists already: {what}")]
    Conflict {
        /// The constraint, as the database names it.
        what: String,
    },
    /// A cursor that no page of this program gave out.
    #[error("`{cursor}` is not a cursor: use one that a page of the same list gave")]
    BadCursor {
        /// The cursor.
        cursor: String,
    },
    /// A number was still to be drawn when the plan came to be recorded.
    #[error(
        "a number of series `{series}` is not drawn yet: draw it and fill it into the plan first"
    )]
    Undrawn {
        /// The series.
        series: String,
    },
    /// Anything else.
    #[error("the database refused: {0}")]
    Db(DbErr),
}

impl StoreError {
    /// A row that cannot be read.
    #[must_use]
    pub fn unreadable(
        table: &'static str,
        row: impl std::fmt::Display,
        reason: impl std::fmt::Display,
    ) -> Self {
        Self::Unreadable {
            table,
            row: row.to_string(),
            reason: reason.to_string(),
        }
    }

    /// Whether the same work may succeed when tried again.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Unreachable { .. })
    }
}

/// What a code of the database says about its condition.
#[derive(Debug, PartialEq, Eq)]
enum Condition {
    /// Locked, or at its limit.
    Passing,
    /// Not there.
    Away,
    /// There, but its disk is in the way.
    Disk(&'static str),
    /// Something else is wrong.
    Other,
}

/// Reads a code: five signs on PostgreSQL, a number of up to four digits on SQLite whose low byte is the primary code.
fn condition(code: &str) -> Condition {
    const FULL: &str = "its disk is full";
    const FAULTY: &str = "its disk cannot be read or written";
    const READ_ONLY: &str = "it can only be read";
    if code.len() == 5 {
        return match code {
            // Serialization failure, deadlock, lock not available, too many connections.
            "40001" | "40P01" | "55P03" | "53300" => Condition::Passing,
            // Shutting down, crashed, starting up.
            "57P01" | "57P02" | "57P03" => Condition::Away,
            "53100" => Condition::Disk(FULL),
            "58030" => Condition::Disk(FAULTY),
            "25006" => Condition::Disk(READ_ONLY),
            _ => Condition::Other,
        };
    }
    match code.parse::<u32>().map(|code| code & 0xff) {
        // BUSY, LOCKED.
        Ok(5 | 6) => Condition::Passing,
        // CANTOPEN.
        Ok(14) => Condition::Away,
        Ok(13) => Condition::Disk(FULL),
        Ok(10) => Condition::Disk(FAULTY),
        Ok(8) => Condition::Disk(READ_ONLY),
        _ => Condition::Other,
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let runtime = match &error {
            DbErr::ConnectionAcquire(_) => {
                return Self::Unreachable {
                    reason: error.to_string(),
                };
            }
            DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime) => runtime,
            _ => return Self::Db(error),
        };
        let RuntimeErr::SqlxError(cause) = runtime else {
            return match error {
                DbErr::Conn(_) => Self::Unreachable {
                    reason: error.to_string(),
                },
                other => Self::Db(other),
            };
        };
        match &**cause {
            sqlx::Error::Database(refusal) if refusal.is_unique_violation() => Self::Conflict {
                what: refusal
                    .constraint()
                    .unwrap_or_else(|| refusal.message())
                    .to_owned(),
            },
            sqlx::Error::Database(refusal) => match refusal.code().as_deref().map(condition) {
                Some(Condition::Passing) => Self::Busy,
                Some(Condition::Away) => Self::Unreachable {
                    reason: refusal.message().to_owned(),
                },
                Some(Condition::Disk(reason)) => Self::Unreachable {
                    reason: reason.to_owned(),
                },
                _ if matches!(error, DbErr::Conn(_)) => Self::Unreachable {
                    reason: refusal.message().to_owned(),
                },
                _ => Self::Db(error),
            },
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Self::Unreachable {
                reason: cause.to_string(),
            },
            _ if matches!(error, DbErr::Conn(_)) => Self::Unreachable {
                reason: cause.to_string(),
            },
            _ => Self::Db(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_either_database_are_told_apart() {
        for (code, wanted) in [
            ("5", Condition::Passing),
            ("517", Condition::Passing),
            ("262", Condition::Passing),
            ("40P01", Condition::Passing),
            ("14", Condition::Away),
            ("57P03", Condition::Away),
            ("13", Condition::Disk("its disk is full")),
            ("53100", Condition::Disk("its disk is full")),
            ("10", Condition::Disk("its disk cannot be read or written")),
            ("778", Condition::Disk("its disk cannot be read or written")),
            (
                "58030",
                Condition::Disk("its disk cannot be read or written"),
            ),
            ("8", Condition::Disk("it can only be read")),
            ("1032", Condition::Disk("it can only be read")),
            ("25006", Condition::Disk("it can only be read")),
            ("1", Condition::Other),
            // Its low byte would be that of a locked SQLite.
            ("22021", Condition::Other),
            ("42P01", Condition::Other),
        ] {
            assert_eq!(condition(code), wanted, "{code}");
        }
    }
}
