//! What is asked 请求: one request, from a body, from an address, or from a message on a socket.

use std::borrow::Cow;

use async_graphql::Variables;
use axum::extract::Query;
use axum::http::{StatusCode, Uri};
use serde_json::{Map, Value};

use crate::error::Code;
use crate::http::answer::Fault;

/// One request, as far as its form goes.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// The document, if it was written out.
    pub(crate) query: Option<String>,
    /// The id of a trusted document.
    pub(crate) document: Option<String>,
    /// Which of the document's operations.
    pub(crate) operation: Option<String>,
    /// Values of the variables.
    pub(crate) variables: Variables,
}

const UNREADABLE: Fault = Fault {
    status: StatusCode::BAD_REQUEST,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "请求不是 GraphQL 请求对象。the body is no request: send one object with `query` or `documentId` and, where needed, `variables`, `operationName`, `extensions`",
    ),
};
const BATCH: Fault = Fault {
    status: StatusCode::BAD_REQUEST,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "不接受批量请求，请逐个提交。batches are not taken: send one request at a time",
    ),
};

impl Asked {
    /// From a body of JSON.
    pub(crate) fn of_body(body: &[u8]) -> Result<Self, Fault> {
        Self::of_value(serde_json::from_slice(body).map_err(|_| UNREADABLE)?)
    }

    /// From a value of JSON.
    pub(crate) fn of_value(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Object(fields) => Self::of_fields(fields),
            Value::Array(_) => Err(BATCH),
            _ => Err(UNREADABLE),
        }
    }

    /// From the query of an address, where `variables` and `extensions` are JSON in a text.
    pub(crate) fn of_address(address: &Uri) -> Result<Self, Fault> {
        let Query(pairs): Query<Vec<(String, String)>> =
            Query::try_from_uri(address).map_err(|_| UNREADABLE)?;
        let mut fields = Map::new();
        for (name, text) in pairs {
            let value = match name.as_str() {
                "variables" | "extensions" if text.is_empty() => Value::Null,
                "variables" | "extensions" => {
                    serde_json::from_str(&text).map_err(|_| no_object(&name))?
                }
                _ => Value::String(text),
            };
            if is_ours(&name) && fields.insert(name.clone(), value).is_some() {
                return Err(of_form(format!(
                    "参数 `{name}` 出现两次。the parameter `{name}` is there twice: give it once"
                )));
            }
        }
        Self::of_fields(fields)
    }

    fn of_fields(mut fields: Map<String, Value>) -> Result<Self, Fault> {
        let mut text = |name: &str| match fields.remove(name) {
            None | Some(Value::Null) => Ok(None),
            // Some clients send an empty text where they mean none.
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(_) => Err(of_form(format!(
                "`{name}` 须为字符串。`{name}` must be a string"
            ))),
        };
        let (query, document) = (text("query")?, text("documentId")?);
        let operation = text("operationName")?;
        let mut object = |name: &str| match fields.remove(name) {
            None | Some(Value::Null) => Ok(Value::Object(Map::new())),
            Some(value @ Value::Object(_)) => Ok(value),
            Some(_) => Err(no_object(name)),
        };
        let variables = Variables::from_json(object("variables")?);
        object("extensions")?;
        if query.is_none() && document.is_none() {
            return Err(UNREADABLE);
        }
        Ok(Self {
            query,
            document,
            operation,
            variables,
        })
    }
}

fn is_ours(name: &str) -> bool {
    matches!(
        name,
        "query" | "documentId" | "operationName" | "variables" | "extensions"
    )
}

fn no_object(name: &str) -> Fault {
    of_form(format!(
        "`{name}` 须为 JSON 对象。`{name}` must be an object of JSON"
    ))
}

fn of_form(message: String) -> Fault {
    Fault {
        status: StatusCode::BAD_REQUEST,
        code: Code::BadInput,
        message: message.into(),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Name;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_parameter_is_of_its_type() {
        let sound = json!({ "query": "{ a }", "variables": { "a": 1 }, "operationName": null, "extensions": { "b": [] } });
        let asked = Asked::of_value(sound).unwrap();
        assert_eq!(asked.query.as_deref(), Some("{ a }"));
        assert!(asked.variables.contains_key(&Name::new("a")));
        for name in ["query", "documentId", "operationName"] {
            for wrong in [json!({}), json!(0), json!(false), json!(["a"])] {
                let mut body = json!({ "query": "{ a }" });
                body[name] = wrong;
                let fault = Asked::of_value(body).unwrap_err();
                assert!(fault.message.contains(name), "{}", fault.message);
            }
        }
        for name in ["variables", "extensions"] {
            for wrong in [json!("a"), json!(0), json!(false), json!(["a"])] {
                let mut body = json!({ "query": "{ a }" });
                body[name] = wrong;
                let fault = Asked::of_value(body).unwrap_err();
                assert!(fault.message.contains(name), "{}", fault.message);
            }
        }
        for wrong in ["[]", "1", "{}", "{\"query\":\"\"}", "{\"query\":", ""] {
            assert!(Asked::of_body(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_says_the_same_as_a_body() {
        let of = |text: &str| Asked::of_address(&text.parse().unwrap());
        let asked =
            of("/graphql?query=%7B+a+%7D&variables=%7B%22a%22%3A1%7D&operationName=&other=1")
                .unwrap();
        assert_eq!(asked.query.as_deref(), Some("{ a }"));
        assert_eq!(asked.operation, None);
        assert!(asked.variables.contains_key(&Name::new("a")));
        for wrong in [
            "/graphql",
            "/graphql?query=a&query=b",
            "/graphql?query=a&variables=b",
            "/graphql?query=a&variables=1",
            "/graphql?query=a&extensions=%5B%5D",
        ] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
