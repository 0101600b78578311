//! Ways in which letters leave: a mail server, a folder, memory.

mod folder;
mod smtp;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

pub use smtp::{Smtp, SmtpOptions, Tls};

/// A letter ready to go: envelope and exact bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Sender of the envelope.
    pub from: String,
    /// Addressee of the envelope.
    pub to: String,
    /// Message-ID, angle brackets included.
    pub message_id: String,
    /// The whole message, headers and body.
    pub message: String,
}

/// Why a letter did not leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server will never take this letter: trying again is no use.
    #[error("{0}")]
    Permanent(String),
    /// It may work later.
    #[error("{0}")]
    Transient(String),
}

/// Why a transport cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The certificate file cannot be used.
    #[error(
        "cannot use the certificate `{path}` ({reason}): give a PEM file with the certificate of the authority"
    )]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The server's name or the way of encryption cannot be used.
    #[error(
        "cannot set up mail to `{host}` ({reason}): give the name that the server's certificate bears"
    )]
    Host {
        /// The server.
        host: String,
        /// What is wrong.
        reason: String,
    },
}

/// Letters kept in memory, in the order sent.
pub type Kept = Arc<Mutex<Vec<Parcel>>>;

/// How letters leave 投递方式.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Over SMTP.
    Smtp(Box<Smtp>),
    /// Into a folder, one `.eml` file a letter, written whole or not at all.
    File(PathBuf),
    /// Into memory, for tests.
    Memory(Kept),
}

impl Transport {
    /// Whether the way is open now: for SMTP, a connection with encryption and sign-in.
    ///
    /// # Errors
    ///
    /// [`Failure::Transient`] says what is in the way.
    pub async fn probe(&self) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.probe().await,
            Self::File(folder) => folder::probe(folder).await,
            Self::Memory(_) => Ok(()),
        }
    }

    /// Sends one letter.
    ///
    /// # Errors
    ///
    /// [`Failure::Permanent`] where the server will never take it, else [`Failure::Transient`].
    pub async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.send(parcel).await,
            Self::File(folder) => folder::write(folder, parcel).await,
            Self::Memory(kept) => {
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(parcel.clone());
                Ok(())
            }
        }
    }
}
