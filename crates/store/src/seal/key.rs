//! Keys of seals: Ed25519, in the PEM files that OpenSSL reads and writes.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

/// DER of a private key, up to its 32 bytes (RFC 8410).
const PRIVATE: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];
/// DER of a public key, up to its 32 bytes (RFC 8410).
const PUBLIC: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Why a key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// It is no private key of this kind.
    #[error(
        "it is no Ed25519 private key in PEM: make one with `fuyi seal key` or `openssl genpkey -algorithm ed25519`"
    )]
    Private,
    /// It is no public key of this kind.
    #[error(
        "it is no Ed25519 public key in PEM: `fuyi seal key` prints it, and so does `openssl pkey -pubout`"
    )]
    Public,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

/// A key that seals 封签私钥.
pub struct SealKey(Ed25519KeyPair);

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealKey").field(&self.public()).finish()
    }
}

impl SealKey {
    /// Draws a new key and gives its PEM.
    ///
    /// # Errors
    ///
    /// [`KeyFault::Random`].
    pub fn draw() -> Result<String, KeyFault> {
        let mut der = PRIVATE.to_vec();
        let mut seed = [0; 32];
        SystemRandom::new()
            .fill(&mut seed)
            .map_err(|_| KeyFault::Random)?;
        der.extend(seed);
        Ok(pem("PRIVATE KEY", &der))
    }

    /// Reads a key from its PEM.
    ///
    /// # Errors
    ///
    /// [`KeyFault::Private`].
    pub fn read(text: &str) -> Result<Self, KeyFault> {
        let der = bytes("PRIVATE KEY", text).ok_or(KeyFault::Private)?;
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der)
            .map(Self)
            .map_err(|_| KeyFault::Private)
    }

    /// The key that others check its signatures with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut key = [0; 32];
        for (byte, from) in key.iter_mut().zip(self.0.public_key().as_ref()) {
            *byte = *from;
        }
        PublicKey(key)
    }

    /// Signs a text.
    pub(super) fn sign(&self, text: &str) -> Vec<u8> {
        self.0.sign(text.as_bytes()).as_ref().to_vec()
    }
}

/// A key that seals are checked with 封签公钥.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Reads a key from its PEM.
    ///
    /// # Errors
    ///
    /// [`KeyFault::Public`].
    pub fn read(text: &str) -> Result<Self, KeyFault> {
        let der = bytes("PUBLIC KEY", text).ok_or(KeyFault::Public)?;
        let key = der.strip_prefix(&PUBLIC).ok_or(KeyFault::Public)?;
        key.try_into().map(Self).map_err(|_| KeyFault::Public)
    }

    /// Its PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        pem("PUBLIC KEY", &self.der())
    }

    /// Its fingerprint 指纹: SHA-256 of its DER, in hex.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hex::encode(Sha256::digest(self.der()))
    }

    /// Whether a text was signed with the key it belongs to.
    pub(super) fn signed(&self, text: &str, signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(text.as_bytes(), signature)
            .is_ok()
    }

    fn der(&self) -> Vec<u8> {
        [PUBLIC.as_slice(), &self.0].concat()
    }
}

/// Which key a seal must be signed with 所信公钥.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// The key with this fingerprint.
    Fingerprint(String),
    /// Any: that of the file itself. It shows that the file is whole, not who made it.
    Any,
}

impl Trust {
    /// Whether a key is the one.
    pub(super) fn takes(&self, key: &PublicKey) -> bool {
        match self {
            Self::Fingerprint(wanted) => *wanted == key.fingerprint(),
            Self::Any => true,
        }
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        STANDARD.encode(der)
    )
}

/// What stands between the two lines of a label.
fn bytes(label: &str, text: &str) -> Option<Vec<u8>> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (inner, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let digits: String = inner.split_whitespace().collect();
    STANDARD.decode(digits).ok()
}
