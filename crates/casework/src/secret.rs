//! Secrets 秘密: what is sent once and kept only as a digest.

use sha2::{Digest, Sha256};

/// Something secret. It shows itself to nobody who prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes what somebody sent.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A fresh one: 256 bits from the system's source of chance, after a prefix that says what it is.
    pub(crate) fn fresh(prefix: &str) -> Self {
        Self(format!(
            "{prefix}{}",
            hex::encode(rand::random::<[u8; 32]>())
        ))
    }

    /// A password for one use, of letters and digits that are not mistaken for each other: 95 bits.
    pub(crate) fn initial_password() -> Self {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let drawn: [u8; 19] = rand::random();
        let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'x');
        let mut text = String::new();
        for (no, byte) in drawn.into_iter().enumerate() {
            if no > 0 && no % 5 == 0 {
                text.push('-');
            }
            text.push(char::from(letter(byte)));
        }
        // Whatever classes of signs an office asks for.
        Self(format!("{text}-F7"))
    }

    /// The secret itself, to be sent or compared, never to be kept.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// SHA-256 in hex: what the database keeps and looks up.
    #[must_use]
    pub fn digest(&self) -> String {
        token_digest(&self.0)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// SHA-256 of a secret, in hex: what the database keeps and looks up.
#[must_use]
pub fn token_digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_new_each_time_and_not_shown() {
        let (one, other) = (Secret::fresh("fys_"), Secret::fresh("fys_"));
        assert_eq!(one.expose().len(), 4 + 64);
        assert_ne!(one, other);
        assert_eq!(format!("{one:?}"), "Secret(***)");
        assert_ne!(Secret::initial_password(), Secret::initial_password());
    }
}
