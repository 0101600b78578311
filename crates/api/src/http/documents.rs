//! Trusted documents 可信文档: documents that clients name by their SHA-256 instead of writing them out.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use async_graphql::ServerError;
use sha2::{Digest, Sha256};

use crate::error::Code;
use crate::http::asked::Asked;
use crate::limits;

/// What ids begin with; 64 digits of hex follow.
const PREFIX: &str = "sha256:";

/// Which documents are answered 可执行的文档.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Operations {
    /// Any.
    #[default]
    Open,
    /// Trusted documents only.
    TrustedOnly,
}

/// Trusted documents by id 可信文档清单. Cheap to clone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Documents(Arc<BTreeMap<String, String>>);

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Documents {
    /// Reads a manifest: one object of JSON from id to document.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what would work.
    pub fn read(manifest: &str) -> Result<Self, String> {
        let documents: BTreeMap<String, String> = serde_json::from_str(manifest)
            .map_err(|fault| format!("no object of JSON from id to document: {fault}"))?;
        for (id, document) in &documents {
            let own = id_of(document);
            if *id != own {
                return Err(format!(
                    "the document under `{}` has the id `{own}`: give it that one",
                    limits::short(id)
                ));
            }
            if let Err(fault) = async_graphql::parser::parse_query(document) {
                return Err(format!("the document `{id}` is no GraphQL: {fault}"));
            }
        }
        Ok(Self(Arc::new(documents)))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The document that is asked for, if it may be.
    pub(crate) fn chosen(
        &self,
        asked: &mut Asked,
        operations: Operations,
    ) -> Result<String, ServerError> {
        match (asked.query.take(), asked.document.take()) {
            (Some(_), Some(_)) => Err(limits::coded(
                Code::BadInput,
                "`query` 与 `documentId` 只能给出其一。`query` and `documentId` are both given: keep one",
            )),
            (query, None) => match operations {
                Operations::Open => Ok(query.unwrap_or_default()),
                Operations::TrustedOnly => Err(limits::coded(
                    Code::DocumentIdRequired,
                    "只执行可信文档，请用 `documentId` 指明。only trusted documents are answered: name one by `documentId`",
                )),
            },
            (None, Some(id)) => self.0.get(&id).cloned().ok_or_else(|| {
                let id = limits::short(&id);
                limits::coded(
                    Code::DocumentNotFound,
                    format!(
                        "没有可信文档 `{id}`。there is no trusted document `{id}`: its id is `sha256:` and the SHA-256 of its text in hex"
                    ),
                )
            }),
        }
    }
}

/// The id of a document.
fn id_of(document: &str) -> String {
    format!("{PREFIX}{:x}", Sha256::digest(document))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ME: &str = "query Me { me { name } }";

    #[test]
    fn a_manifest_holds_what_its_ids_say() {
        let id = id_of(ME);
        let manifest = json!({ &id: ME }).to_string();
        let documents = Documents::read(&manifest).unwrap();
        assert_eq!(documents.count(), 1);
        assert_eq!(format!("{documents:?}"), format!("{{{id:?}}}"));
        for (wrong, fault) in [
            ("[]".to_owned(), "no object of JSON"),
            (json!({ "sha256:00": ME }).to_string(), "give it that one"),
            (json!({ id_of("{"): "{" }).to_string(), "is no GraphQL"),
        ] {
            let found = Documents::read(&wrong).unwrap_err();
            assert!(found.contains(fault), "{found}");
        }
    }

    #[test]
    fn a_document_is_written_out_or_named() {
        let id = id_of(ME);
        let documents = Documents::read(&json!({ &id: ME }).to_string()).unwrap();
        let ask = |query: Option<&str>, document: Option<&str>, operations| {
            let mut asked = Asked {
                query: query.map(str::to_owned),
                document: document.map(str::to_owned),
                ..Asked::default()
            };
            let chosen = documents.chosen(&mut asked, operations);
            chosen.map_err(|fault| fault.extensions.unwrap().get("code").unwrap().to_string())
        };
        let (open, only) = (Operations::Open, Operations::TrustedOnly);
        assert_eq!(ask(Some("{ a }"), None, open), Ok("{ a }".to_owned()));
        assert_eq!(ask(None, Some(&id), open), Ok(ME.to_owned()));
        assert_eq!(ask(None, Some(&id), only), Ok(ME.to_owned()));
        for (query, document, operations, code) in [
            (None, Some("sha256:0"), open, "PERSISTED_QUERY_NOT_FOUND"),
            (Some(ME), None, only, "PERSISTED_QUERY_ID_REQUIRED"),
            (Some(ME), Some(id.as_str()), open, "BAD_USER_INPUT"),
        ] {
            let found = ask(query, document, operations).unwrap_err();
            assert_eq!(found.trim_matches('"'), code);
        }
    }
}
