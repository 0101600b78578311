//! What may be asked by whom 接口权限: one place, over the parsed document, before anything of it runs.
//!
//! Every field of a root has its line in [`of`], which a test looks for in the schema; one without is out of reach of every
//! scope and of whoever has not signed in.

use async_graphql::ServerError;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use store::office::Scope;

use crate::error::Code;
use crate::limits::{coded, short};
use crate::session::By;

/// Who may ask for a field of a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Whoever is signed in, by whatever.
    SignedIn,
    /// Who has signed in by password: nobody extends a stolen token by it.
    Session,
    /// Sessions, full tokens, and tokens with all of these scopes.
    Scoped(&'static [Scope]),
}

/// What each field of a root takes.
fn of(field: &str) -> Option<Access> {
    use Scope::{CasesRead, CasesWrite, DeadlinesRead, OfficeRead, OfficeWrite};
    Some(match field {
        "signIn" | "setUp" => Access::Anybody,
        "me" | "rateLimit" | "__typename" | "__schema" | "__type" => Access::SignedIn,
        "changePassword" | "issueToken" | "mySessions" | "endSession" | "endAllSessions"
        | "signOut" | "resetPassword" => Access::Session,
        "case" | "cases" | "orphanedCases" | "myDocket" | "whatIf" | "previewCommand"
        | "previewOpening" | "search" | "sameActCases" | "undeliveredPapers" | "caseEntries"
        | "deadlineChanged" | "docketChanged" | "startDownload" | "mySavedFilters"
        | "receptions" | "receptionCounts" => Access::Scoped(&[CasesRead]),
        "node" | "nodes" => Access::Scoped(&[CasesRead, OfficeRead]),
        // No token is enough to read who people are.
        "revealIdentity" => Access::Session,
        "openCase" | "submitCommand" | "startUpload" | "saveFilter" | "deleteFilter"
        | "recordReception" | "linkReception" => Access::Scoped(&[CasesWrite]),
        "deadline" | "deadlineRules" | "calendarDay" => Access::Scoped(&[DeadlinesRead]),
        "organs" | "users" | "tokens" => Access::Scoped(&[OfficeRead]),
        "addUser" | "setRoles" | "deactivateUser" | "revokeToken" | "noteLeave" | "endLeave" => {
            Access::Scoped(&[OfficeWrite])
        }
        _ => return None,
    })
}

/// Fields that can be asked in a session begun with an initial password.
const INITIAL: [&str; 4] = ["me", "__typename", "changePassword", "signOut"];

/// Fields that hash a password: each at most once in a request, so that nobody guesses or burns by the dozen.
const ONCE: [&str; 4] = ["signIn", "setUp", "changePassword", "resetPassword"];

/// Fields that take where a request comes from or give cookies: by POST only, not over a socket or as a stream.
const AT_THE_DOOR: [&str; 4] = ["signIn", "setUp", "changePassword", "signOut"];

/// The fields of the root that a request asks for, as often as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Roots(Vec<String>);

impl Roots {
    /// Of the operation that will run; of all where that cannot be told. The document has been measured: what follows
    /// spreads comes to an end.
    pub(crate) fn of(document: &ExecutableDocument, operation: Option<&str>) -> Self {
        let mut roots = Vec::new();
        let mut add = |operation: &OperationDefinition| {
            spread(document, &operation.selection_set.node, &mut roots);
        };
        match (&document.operations, operation) {
            (DocumentOperations::Single(one), _) => add(&one.node),
            (DocumentOperations::Multiple(all), Some(name)) if all.contains_key(name) => {
                if let Some(one) = all.get(name) {
                    add(&one.node);
                }
            }
            (DocumentOperations::Multiple(all), _) => {
                for one in all.values() {
                    add(&one.node);
                }
            }
        }
        Self(roots)
    }

    /// Whether anybody may ask for it, signed in or not.
    pub(crate) fn open_to_anybody(&self) -> bool {
        let open = |field: &String| of(field) == Some(Access::Anybody);
        self.0.iter().any(open)
            && self
                .0
                .iter()
                .all(|field| open(field) || field == "__typename")
    }

    /// Whether it can be asked by POST only.
    pub(crate) fn stand_at_the_door(&self) -> bool {
        self.0
            .iter()
            .any(|field| AT_THE_DOOR.contains(&field.as_str()))
    }

    /// Refuses what may stand in a request once, where it stands there twice.
    pub(crate) fn once(&self) -> Result<(), ServerError> {
        for once in ONCE {
            let asked = self.0.iter().filter(|field| *field == once).count();
            if asked > 1 {
                return Err(coded(
                    Code::BadInput,
                    format!(
                        "`{once}` 在一次请求中只能有一个。`{once}` may stand in a request once"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Refuses what a session or token may not ask.
    pub(crate) fn allow(&self, by: &By) -> Result<(), ServerError> {
        self.0.iter().try_for_each(|field| allowed(by, field))
    }
}

fn spread(document: &ExecutableDocument, set: &SelectionSet, roots: &mut Vec<String>) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => roots.push(field.node.name.node.to_string()),
            Selection::InlineFragment(inline) => {
                spread(document, &inline.node.selection_set.node, roots);
            }
            Selection::FragmentSpread(named) => {
                let name = &named.node.fragment_name.node;
                if let Some(fragment) = document.fragments.get(name) {
                    spread(document, &fragment.node.selection_set.node, roots);
                }
            }
        }
    }
}

fn allowed(by: &By, field: &str) -> Result<(), ServerError> {
    let forbidden = |zh: &str, en: &str| {
        let field = short(field);
        Err(coded(
            Code::Forbidden,
            format!("`{field}`：{zh}。`{field}`: {en}"),
        ))
    };
    if let By::Session { initial: true, .. } = by
        && !INITIAL.contains(&field)
    {
        return Err(coded(
            Code::PasswordChangeNeeded,
            "请先用 `changePassword` 更换初始口令。change the initial password with `changePassword` first",
        ));
    }
    match (of(field), by) {
        (Some(Access::Anybody | Access::SignedIn), _)
        | (Some(Access::Session | Access::Scoped(_)), By::Session { .. })
        | (Some(Access::Scoped(_)), By::Token { scopes: None })
        // What the schema does not have is for the validation to say.
        | (None, By::Session { .. } | By::Token { scopes: None }) => Ok(()),
        (None, By::Token { scopes: Some(_) }) => forbidden(
            "任何令牌权限都不包括此项，或者没有此项",
            "no scope of a token reaches it, or there is no such field",
        ),
        (Some(Access::Session), By::Token { .. }) => forbidden(
            "须以口令登录，令牌不能办理",
            "sign in by password for this, a token does not do",
        ),
        (Some(Access::Scoped(needed)), By::Token { scopes: Some(held) }) => {
            let lacking: Vec<&str> = needed
                .iter()
                .filter(|scope| !held.contains(scope))
                .map(|scope| scope.code())
                .collect();
            match lacking.is_empty() {
                true => Ok(()),
                false => forbidden(
                    &format!("令牌缺少权限 {}", lacking.join(", ")),
                    &format!("the token lacks the scopes {}", lacking.join(", ")),
                ),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
    use async_graphql::parser::{parse_query, parse_schema};

    use super::*;

    fn fields_of_roots() -> Vec<String> {
        let schema = parse_schema(crate::schema()).unwrap();
        let mut fields = Vec::new();
        for definition in schema.definitions {
            if let TypeSystemDefinition::Type(definition) = definition
                && ["Query", "Mutation", "Subscription"]
                    .contains(&definition.node.name.node.as_str())
                && let TypeKind::Object(kind) = definition.node.kind
            {
                let names = kind
                    .fields
                    .iter()
                    .map(|field| field.node.name.node.to_string());
                fields.extend(names);
            }
        }
        fields
    }

    #[test]
    fn every_field_of_a_root_says_who_may_ask_for_it() {
        let fields = fields_of_roots();
        assert!(fields.len() > 20, "{fields:?}");
        let bare: Vec<&String> = fields.iter().filter(|field| of(field).is_none()).collect();
        assert!(bare.is_empty(), "without a line in `access::of`: {bare:?}");
        for field in INITIAL
            .iter()
            .chain(&ONCE)
            .chain(&AT_THE_DOOR)
            .filter(|field| **field != "__typename")
        {
            assert!(fields.iter().any(|known| known == field), "{field}");
        }
    }

    fn allow(query: &str, by: Option<&By>) -> Result<(), String> {
        let document = parse_query(query).unwrap();
        let roots = Roots::of(&document, None);
        let allowed = roots
            .once()
            .and_then(|()| by.map_or(Ok(()), |by| roots.allow(by)));
        allowed.map_err(|fault| format!("{:?}", fault.extensions))
    }

    #[test]
    fn only_sign_in_and_set_up_are_open_to_anybody() {
        let open = |query: &str| Roots::of(&parse_query(query).unwrap(), None).open_to_anybody();
        for field in fields_of_roots() {
            let is_open = ["signIn", "setUp"].contains(&field.as_str());
            assert_eq!(open(&format!("{{ {field} }}")), is_open, "{field}");
        }
        assert!(open("mutation { a: signIn { x } __typename }"));
        assert!(!open("mutation { signIn { x } submitCommand { x } }"));
        assert!(!open(
            "mutation { ...A } fragment A on Mutation { signIn { x } ... { openCase } }"
        ));
        assert!(!open("{ __typename }"));
        assert!(!open("{ __schema { types { name } } }"));
    }

    #[test]
    fn the_operation_that_runs_is_looked_at_and_all_where_none_is_named() {
        let document = parse_query("query A { me } mutation B { signIn { x } }").unwrap();
        assert!(Roots::of(&document, Some("B")).open_to_anybody());
        assert!(!Roots::of(&document, Some("A")).open_to_anybody());
        assert!(!Roots::of(&document, None).open_to_anybody());
        assert!(!Roots::of(&document, Some("C")).open_to_anybody());
    }

    #[test]
    fn sign_in_stands_in_a_request_once_whatever_it_is_called() {
        for twice in [
            "mutation { a: signIn { x } b: signIn { x } }",
            "mutation { ...A ...A } fragment A on Mutation { signIn { x } }",
            "mutation { ... { signIn { x } } a: signIn { x } }",
        ] {
            assert!(
                allow(twice, None).unwrap_err().contains("BAD_USER_INPUT"),
                "{twice}"
            );
        }
        assert_eq!(allow("mutation { signIn { x } }", None), Ok(()));
    }

    #[test]
    fn a_token_does_what_its_scopes_say_and_never_what_needs_a_session() {
        let scoped = By::Token {
            scopes: Some(BTreeSet::from([Scope::CasesRead])),
        };
        let full = By::Token { scopes: None };
        let session = |initial| By::Session {
            id: uuid::Uuid::nil(),
            initial,
        };
        assert_eq!(allow("{ cases { x } me { x } }", Some(&scoped)), Ok(()));
        for query in [
            "{ users { x } }",
            "{ node { x } }",
            "mutation { submitCommand { x } }",
        ] {
            assert!(
                allow(query, Some(&scoped))
                    .unwrap_err()
                    .contains("FORBIDDEN"),
                "{query}"
            );
            assert_eq!(allow(query, Some(&full)), Ok(()));
        }
        for field in fields_of_roots() {
            let query = format!("{{ {field} }}");
            assert_eq!(allow(&query, Some(&session(false))), Ok(()), "{field}");
            let changes_first = allow(&query, Some(&session(true)));
            assert_eq!(
                changes_first.is_ok(),
                INITIAL.contains(&field.as_str()),
                "{field}"
            );
        }
        assert!(allow("mutation { issueToken { x } }", Some(&full)).is_err());
        // What has no line is out of reach of every scope.
        let unknown = "{ unheardOf { x } }";
        assert!(allow(unknown, Some(&scoped)).is_err());
        assert_eq!(allow(unknown, Some(&full)), Ok(()));
    }
}
