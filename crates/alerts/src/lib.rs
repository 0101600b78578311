//! The post 邮递: turns planned alerts into letters, and letters into mail that arrives.
//!
//! An alert is planned in the transaction of the command that started its term. When its time comes, the [`Post`]
//! finds out who must hear of it, writes one letter a person and queues it; then it claims queued letters, sends
//! each outside any transaction and marks what became of it. A letter is kept as the exact bytes that go out, so
//! that a second copy, which plain SMTP cannot rule out, has the same Message-ID and the same bytes.
//!
//! A mail is a reminder, never service 送达 in law, and says so. It names the case, the matter and the day;
//! never a party, a fact or an amount.

pub mod letter;
mod message;
mod post;
pub mod retry;
mod tally;
pub mod transport;

pub use post::{Post, PostError, PostOptions, send_trial};
pub use tally::PostReport;
pub use transport::{Failure, Parcel, Smtp, SmtpOptions, Tls, Transport, TransportError};
