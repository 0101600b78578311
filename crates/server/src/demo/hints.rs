//! What to try first, ready to paste.

use std::fmt::Write as _;

use serde_json::json;
use workflow::actor::Role;

use super::{DemoUser, Filled, Place};

/// What the officer has to do.
const DOCKET: &str = "{ myDocket(first: 5) { totalCount nodes { case { number } term { period { label } dueOn \
                      safeBy light explanation } } } }";
/// A case with its terms and its log.
const CASE: &str = "query($number: String!) { case(by: {number: $number}) { number stage { label } terms { period \
                    { label } state dueOn explanation } log(first: 20) { nodes { no effectiveOn move { label } \
                    actorName } } } }";
/// A deadline without a case.
const DEADLINE: &str = "{ deadline(input: {rule: \"accept_review\", from: \"2026-09-18T23:59:00+08:00\"}) { deadline \
                        { dueOn safeBy basis steps(first: 20) { nodes { text } } } } }";
/// The case that is shown first, where the demo has it.
const FIRST_SHOWN: &str = "suspension_across_due_day";

/// What the demo says once it is ready.
pub(super) fn hints(url: &str, filled: &Filled, place: &Place) -> String {
    let mut text = format!(
        "\n复议演示已就绪 / the demo is ready\n\n  \
         GraphQL    {url}/graphql\n  \
         GraphiQL   {url}/graphiql\n  \
         邮件 mail  {}\n  \
         全部 all   {}\n",
        place.mail.display(),
        place.dir.join(super::ANNOUNCEMENT).display(),
    );
    text.push_str("\n用户，每种角色一名 / a user of each role（Authorization: Bearer TOKEN）\n");
    for (at, user) in filled.users.iter().enumerate() {
        if filled
            .users
            .iter()
            .position(|other| other.role == user.role)
            == Some(at)
        {
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "  {:<16} {:<16} {}  {}",
                user.role.code(),
                user.login,
                user.organ,
                user.token
            );
        }
    }
    if let Some(officer) = filled.users.iter().find(|user| user.role == Role::Officer) {
        text.push_str("\n先试 / try first\n");
        for (what, body) in tries(filled) {
            let _ = writeln!(text, "\n# {what}\n{}", curl(url, officer, &body));
        }
    }
    text
}

fn tries(filled: &Filled) -> Vec<(String, serde_json::Value)> {
    let mut tries = vec![(
        "承办人的待办 / what the officer has to do".to_owned(),
        json!({"query": DOCKET}),
    )];
    let shown = filled
        .edges
        .iter()
        .find(|edge| edge.name == FIRST_SHOWN)
        .or(filled.edges.first());
    if let Some(edge) = shown {
        let body = json!({"query": CASE, "variables": {"number": edge.case}});
        tries.push((format!("{}: {}", edge.case, edge.what), body));
    }
    tries.push((
        "不涉及案件的期限试算 / a deadline without a case".to_owned(),
        json!({"query": DEADLINE}),
    ));
    tries
}

/// A line for the shell.
fn curl(url: &str, user: &DemoUser, body: &serde_json::Value) -> String {
    let body = body.to_string().replace('\'', "'\\''");
    format!(
        "curl -s {url}/graphql -H 'Authorization: Bearer {}' -H 'Content-Type: application/json' -d '{body}'",
        user.token
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_the_shell_survives_quotes() {
        let user = DemoUser {
            login: "wang.li".to_owned(),
            role: Role::Officer,
            organ: "深坪府".to_owned(),
            token: "fyi_x".to_owned(),
        };
        let line = curl("http://127.0.0.1:1", &user, &json!({"query": "it's"}));
        assert!(line.ends_with(r#"-d '{"query":"it'\''s"}'"#), "{line}");
        assert!(line.contains("Bearer fyi_x"), "{line}");
    }

    #[test]
    fn what_is_asked_first_is_in_the_schema() {
        let schema = api::schema();
        for field in [
            "myDocket",
            "explanation",
            "safeBy",
            "log(",
            "actorName",
            "deadline(",
            "terms(",
        ] {
            assert!(schema.contains(field), "{field}");
        }
    }
}
