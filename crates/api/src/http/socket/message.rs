//! Messages of the protocol, as they are read and written.

use serde_json::{Map, Value, json};

use crate::http::asked::Asked;

/// Longest id of an operation, in bytes.
const LONGEST_ID: usize = 128;

/// What a client says.
#[derive(Debug)]
pub(super) enum Said {
    /// It introduces itself.
    Init(Map<String, Value>),
    /// It asks for a sign of life.
    Ping(Option<Value>),
    /// It gives one.
    Pong,
    /// It starts an operation.
    Subscribe(String, Box<Asked>),
    /// It wants to hear no more of one.
    Complete(String),
}

/// Reads a message; `None` for one that the protocol does not know.
pub(super) fn read(text: &str) -> Option<Said> {
    let Value::Object(mut fields) = serde_json::from_str(text).ok()? else {
        return None;
    };
    let payload = fields.remove("payload").filter(|value| !value.is_null());
    let optional = |payload: Option<Value>| match payload {
        None => Some(None),
        Some(value @ Value::Object(_)) => Some(Some(value)),
        Some(_) => None,
    };
    let id = match fields.remove("id") {
        Some(Value::String(id)) if !id.is_empty() && id.len() <= LONGEST_ID => Some(id),
        _ => None,
    };
    Some(match fields.get("type")?.as_str()? {
        "connection_init" => Said::Init(match optional(payload)? {
            Some(Value::Object(payload)) => payload,
            _ => Map::new(),
        }),
        "ping" => Said::Ping(optional(payload)?),
        "pong" => {
            optional(payload)?;
            Said::Pong
        }
        "subscribe" => Said::Subscribe(id?, Box::new(Asked::of_value(payload?).ok()?)),
        "complete" => Said::Complete(id?),
        _ => return None,
    })
}

/// The introduction was accepted.
pub(super) fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

/// A sign of life.
pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        None => json!({ "type": "pong" }).to_string(),
        Some(payload) => json!({ "type": "pong", "payload": payload }).to_string(),
    }
}

/// An operation has no more to say.
pub(super) fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}

/// One answer of an operation; `answer` is JSON.
pub(super) fn next(id: &str, answer: &str) -> String {
    with_payload(id, "next", answer)
}

/// What was wrong with an operation; `faults` is JSON. Nothing follows.
pub(super) fn error(id: &str, faults: &str) -> String {
    with_payload(id, "error", faults)
}

fn with_payload(id: &str, kind: &str, payload: &str) -> String {
    let id = Value::from(id);
    format!("{{\"id\":{id},\"type\":\"{kind}\",\"payload\":{payload}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_protocol_does_not_know_is_not_read() {
        for wrong in [
            "",
            "1",
            "[]",
            "{}",
            "{\"type\":1}",
            "{\"type\":\"start\"}",
            "{\"type\":\"connection_init\",\"payload\":\"x\"}",
            "{\"type\":\"ping\",\"payload\":[]}",
            "{\"type\":\"subscribe\",\"id\":\"a\"}",
            "{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{\"query\":\"{ a }\"}}",
            "{\"type\":\"subscribe\",\"payload\":{\"query\":\"{ a }\"}}",
            "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":1}}",
            "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{}}",
            "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":\"{ a }\",\"variables\":[]}}",
            "{\"type\":\"complete\"}",
        ] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
        let long = "a".repeat(LONGEST_ID + 1);
        assert!(read(&format!("{{\"type\":\"complete\",\"id\":\"{long}\"}}")).is_none());
        assert!(matches!(
            read("{\"type\":\"connection_init\"}"),
            Some(Said::Init(_))
        ));
        let asked = "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":\"{ a }\"}}";
        assert!(matches!(read(asked), Some(Said::Subscribe(id, _)) if id == "a"));
    }

    #[test]
    fn an_id_is_given_back_as_it_came() {
        let written: Value = serde_json::from_str(&next("a\"b", "{\"data\":null}")).unwrap();
        assert_eq!(
            written,
            json!({ "id": "a\"b", "type": "next", "payload": { "data": null } })
        );
    }
}
