//! Mail over SMTP.

use std::path::PathBuf;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls as LettreTls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::{Deserialize, Serialize};

use super::{Failure, Parcel, TransportError};

/// How the connection is encrypted 加密方式.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// STARTTLS, or no mail at all.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None: for a server on the same machine only.
    None,
}

/// The mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpOptions {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Encryption.
    pub tls: Tls,
    /// User to sign in as, if the server asks for it.
    pub user: Option<String>,
    /// Password of that user.
    pub password: Option<String>,
    /// PEM file of one more authority to trust.
    pub root_certificate: Option<PathBuf>,
    /// Name this machine gives in EHLO; its own if absent.
    pub hello: Option<String>,
    /// Longest time for one letter, and for a connection.
    pub timeout: Duration,
    /// Most connections at once.
    pub connections: u32,
}

impl std::fmt::Debug for SmtpOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpOptions")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("user", &self.user)
            .field("password", &self.password.as_ref().map(|_| "***"))
            .finish_non_exhaustive()
    }
}

impl SmtpOptions {
    /// A server with STARTTLS, no sign-in, half a minute for a letter, four connections.
    #[must_use]
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        Self {
            host: host.into(),
            port,
            tls: Tls::default(),
            user: None,
            password: None,
            root_certificate: None,
            hello: None,
            timeout: Duration::from_secs(30),
            connections: 4,
        }
    }
}

/// Connections to a mail server.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    timeout: Duration,
    name: String,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Smtp").field(&self.name).finish()
    }
}

impl Smtp {
    /// Prepares connections; none is made yet.
    ///
    /// # Errors
    ///
    /// [`TransportError`] for a certificate or a host name that cannot be used.
    pub fn new(options: &SmtpOptions) -> Result<Self, TransportError> {
        let tls = match options.tls {
            Tls::Starttls => LettreTls::Required(parameters(options)?),
            Tls::Tls => LettreTls::Wrapper(parameters(options)?),
            Tls::None => LettreTls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&options.host)
            .port(options.port)
            .tls(tls)
            .timeout(Some(options.timeout))
            .pool_config(PoolConfig::new().max_size(options.connections.max(1)));
        if let Some(hello) = &options.hello {
            builder = builder.hello_name(ClientId::Domain(hello.clone()));
        }
        if let (Some(user), Some(password)) = (&options.user, &options.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let name = format!("{}:{}", options.host, options.port);
        Ok(Self {
            transport: builder.build(),
            timeout: options.timeout,
            name,
        })
    }

    /// Connects, encrypts and signs in.
    pub(super) async fn probe(&self) -> Result<(), Failure> {
        let unreachable =
            |reason: String| Failure::Transient(format!("mail server `{}`: {reason}", self.name));
        match tokio::time::timeout(self.timeout, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(unreachable("does not answer NOOP".to_owned())),
            Ok(Err(error)) => Err(unreachable(chain(&error))),
            Err(_) => Err(unreachable(format!(
                "no answer in {} s",
                self.timeout.as_secs()
            ))),
        }
    }

    /// Sends one letter.
    pub(super) async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let address = |text: &str| {
            text.parse::<Address>().map_err(|error| {
                Failure::Permanent(format!("`{text}` is not an address ({error})"))
            })
        };
        let envelope = Envelope::new(Some(address(&parcel.from)?), vec![address(&parcel.to)?])
            .map_err(|error| Failure::Permanent(error.to_string()))?;
        let sending = self
            .transport
            .send_raw(&envelope, parcel.message.as_bytes());
        match tokio::time::timeout(self.timeout, sending).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(classed(&error)),
            Err(_) => Err(Failure::Transient(format!(
                "mail server `{}`: the letter took longer than {} s",
                self.name,
                self.timeout.as_secs()
            ))),
        }
    }
}

fn parameters(options: &SmtpOptions) -> Result<TlsParameters, TransportError> {
    let mut builder = TlsParameters::builder(options.host.clone());
    if let Some(path) = &options.root_certificate {
        let unusable = |reason: String| TransportError::Certificate {
            path: path.clone(),
            reason,
        };
        let pem = std::fs::read(path).map_err(|error| unusable(error.to_string()))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| unusable(chain(&error)))?;
        builder = builder.add_root_certificate(certificate);
    }
    let host = options.host.clone();
    builder
        .build_rustls()
        .map_err(|error| TransportError::Host {
            host,
            reason: chain(&error),
        })
}

/// Whether trying again is of use.
///
/// Only what the server says about this letter is final. A refusal of our sign-in, of our commands or of the
/// connection concerns every letter: giving them all up for a wrong password would lose them.
fn classed(error: &lettre::transport::smtp::Error) -> Failure {
    let text = chain(error);
    let about_us = matches!(
        error.status().map(u16::from),
        Some(500 | 502..=504 | 521 | 530 | 534 | 535 | 538)
    );
    if error.is_permanent() && !about_us {
        Failure::Permanent(text)
    } else {
        Failure::Transient(text)
    }
}

/// The error with what caused it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text.replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_cannot_be_read_is_named() {
        let options = SmtpOptions {
            root_certificate: Some("no-such.pem".into()),
            ..SmtpOptions::new("localhost", 25)
        };
        let error = Smtp::new(&options).unwrap_err().to_string();
        assert!(
            error.contains("`no-such.pem`") && error.contains("PEM"),
            "{error}"
        );
    }

    #[test]
    fn a_password_is_never_shown() {
        let options = SmtpOptions {
            password: Some("hunter2".to_owned()),
            ..SmtpOptions::new("localhost", 25)
        };
        assert!(!format!("{options:?}").contains("hunter2"));
    }
}
