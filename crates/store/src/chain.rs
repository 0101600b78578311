//! The hash chain of a log.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What the first entry of a case has in place of a previous hash: SHA-256 over the 16 bytes of the organ's id and
/// the 16 bytes of the case's, so that the log of one case cannot be given to another.
pub(crate) fn case_root(organ: Uuid, case: Uuid) -> String {
    let mut digest = Sha256::new();
    digest.update(organ.as_bytes());
    digest.update(case.as_bytes());
    hex::encode(digest.finalize())
}

/// What the first entry of an organ's log has in place of a previous hash: SHA-256 over the 16 bytes of its id.
pub(crate) fn organ_root(organ: Uuid) -> String {
    hex::encode(Sha256::digest(organ.as_bytes()))
}

/// The text of an entry that is hashed and kept: JSON with sorted keys.
pub(crate) fn canonical<T: Serialize>(entry: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(&sorted(serde_json::to_value(entry)?))
}

/// Sorts the keys, whether or not some crate made serde_json keep them in the order of insertion.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut pairs: Vec<(String, Value)> = map.into_iter().collect();
            pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
            pairs
                .into_iter()
                .map(|(key, value)| (key, sorted(value)))
                .collect()
        }
        Value::Array(list) => list.into_iter().map(sorted).collect(),
        other => other,
    }
}

/// Hash of an entry: SHA-256 over the previous hash, as written, and the text of the entry.
pub(crate) fn hash(previous: &str, body: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(previous.as_bytes());
    digest.update(body.as_bytes());
    hex::encode(digest.finalize())
}

/// Salted digest of content kept apart from the log, of its id and of who may read it. Each part is hashed after its
/// length in bytes as 8 bytes, so that nothing can be moved from one part to the next.
pub(crate) fn salted(salt: &str, id: Uuid, visibility: &str, content: &str) -> String {
    let mut digest = Sha256::new();
    for part in [
        salt.as_bytes(),
        id.as_bytes(),
        visibility.as_bytes(),
        content.as_bytes(),
    ] {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        digest.update(length.to_be_bytes());
        digest.update(part);
    }
    hex::encode(digest.finalize())
}

/// Whether it is a salt as this program draws them: 32 bytes in lower-case hex.
pub(crate) fn is_salt(salt: &str) -> bool {
    salt.len() == 64
        && salt
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_does_not_depend_on_the_order_of_fields() {
        let a: Value = serde_json::from_str(r#"{"b":[{"y":1,"x":2}],"a":"乙"}"#).unwrap();
        assert_eq!(canonical(&a).unwrap(), r#"{"a":"乙","b":[{"x":2,"y":1}]}"#);
    }

    #[test]
    fn the_hash_covers_the_previous_one() {
        let known = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
        assert_eq!(hash("", "a"), known);
        let root = organ_root(Uuid::nil());
        assert_eq!(
            root,
            "374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb"
        );
        assert_ne!(hash(&root, "a"), hash(known, "a"));
    }

    #[test]
    fn the_root_tells_organ_and_case_apart() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let roots = [
            case_root(a, b),
            case_root(b, a),
            case_root(a, a),
            organ_root(a),
            organ_root(b),
        ];
        let different: std::collections::BTreeSet<_> = roots.iter().collect();
        assert_eq!(different.len(), roots.len());
    }

    #[test]
    fn nothing_can_be_moved_between_the_parts_of_protected_content() {
        let id = Uuid::from_u128(1);
        let digest = salted("ab", id, "officers", "cd");
        for other in [
            salted("abc", id, "officers", "d"),
            salted("a", id, "officers", "bcd"),
            salted("ab", id, "officersc", "d"),
            salted("ab", Uuid::from_u128(2), "officers", "cd"),
        ] {
            assert_ne!(digest, other);
        }
    }

    #[test]
    fn a_salt_is_64_hex_digits() {
        assert!(is_salt(&"0f".repeat(32)));
        for bad in [
            "",
            "0f",
            &"0F".repeat(32),
            &"0g".repeat(32),
            &"0f".repeat(33),
        ] {
            assert!(!is_salt(bad), "{bad}");
        }
    }
}
