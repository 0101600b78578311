//! The manual of the API, `docs/api.md`: every operation in it is sent as it stands, one after the other, and what it
//! quotes of the answers is what comes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::demo::Demo;
use crate::support::http::Client;

/// The day it is in the manual.
const TODAY: &str = "2026-11-23";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// One operation of the manual.
#[derive(Debug, Default)]
struct Task {
    /// Its file under `schema/operations`.
    file: String,
    /// Role of who sends it.
    by: String,
    query: String,
    variables: Value,
    /// The answer as it is quoted.
    answer: Value,
}

/// What stands between fences: what follows the opening one, and the text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.starts_with("```"))
                .collect();
            found.push((info.trim().to_owned(), body.join("\n")));
        }
    }
    found
}

fn tasks() -> Vec<Task> {
    let manual = std::fs::read_to_string(root().join("docs/api.md")).unwrap();
    let mut tasks: Vec<Task> = Vec::new();
    for (info, text) in blocks(&manual) {
        let words: Vec<&str> = info.split(' ').collect();
        let parsed = || {
            serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{info}: {fault}\n{text}"))
        };
        match words.as_slice() {
            ["graphql", file, by] => tasks.push(Task {
                file: (*file).to_owned(),
                by: (*by).to_owned(),
                query: text,
                ..Task::default()
            }),
            // Sent once more: the text stands above.
            ["json", "variables", file, by] => {
                let above = tasks.iter().find(|task| task.file == *file);
                let query = above.unwrap_or_else(|| panic!("{file} stands nowhere above"));
                tasks.push(Task {
                    file: (*file).to_owned(),
                    by: (*by).to_owned(),
                    query: query.query.clone(),
                    variables: parsed(),
                    ..Task::default()
                });
            }
            ["json", "variables"] => tasks.last_mut().unwrap().variables = parsed(),
            ["json", "answer"] => tasks.last_mut().unwrap().answer = parsed(),
            _ => {}
        }
    }
    tasks
}

/// What stands for a value that an earlier answer gave: `$NAME`.
fn is_name(text: &str) -> bool {
    text.len() > 1
        && text.starts_with('$')
        && text
            .bytes()
            .skip(1)
            .all(|byte| byte == b'_' || byte.is_ascii_uppercase())
}

fn fill(value: &mut Value, known: &BTreeMap<String, Value>) {
    match value {
        Value::String(text) if is_name(text) => {
            let name = text.clone();
            *value = known
                .get(&name)
                .unwrap_or_else(|| panic!("nothing gave {name}"))
                .clone();
        }
        Value::Array(list) => list.iter_mut().for_each(|value| fill(value, known)),
        Value::Object(fields) => fields.values_mut().for_each(|value| fill(value, known)),
        _ => {}
    }
}

/// That an answer is what is quoted: the same fields, values of the same kind or null, lists with rows
/// like those quoted, or none. What is quoted as `$NAME` is learned.
fn compare(at: &str, quoted: &Value, came: &Value, known: &mut BTreeMap<String, Value>) {
    match (quoted, came) {
        (Value::String(name), _) if is_name(name) => {
            assert!(!came.is_null(), "{at}: nothing came for {name}");
            known.insert(name.clone(), came.clone());
        }
        (Value::Object(quoted), Value::Object(came)) => {
            let fields: BTreeSet<&String> = quoted.keys().collect();
            assert_eq!(fields, came.keys().collect(), "{at}");
            for (name, value) in quoted {
                compare(&format!("{at}.{name}"), value, &came[name], known);
            }
        }
        (Value::Array(quoted), Value::Array(came)) => {
            assert_eq!(quoted.is_empty(), came.is_empty(), "{at}: {came:?}");
            for (no, (quoted, came)) in quoted.iter().zip(came).enumerate() {
                compare(&format!("{at}[{no}]"), quoted, came, known);
            }
        }
        // What may be null is so in one case and not in another.
        (Value::Null, Value::String(_) | Value::Number(_))
        | (Value::String(_) | Value::Number(_), Value::Null) => {}
        _ => {
            let same = std::mem::discriminant(quoted) == std::mem::discriminant(came);
            assert!(same, "{at}: quoted {quoted}, came {came}");
        }
    }
}

/// The keys of the people and of an agency, by which commands name them.
fn people(answer: &Value, demo: &Demo) -> BTreeMap<String, Value> {
    let data = &answer["data"];
    let mut known = BTreeMap::new();
    let users = data["users"].as_array().unwrap();
    for (role, (login, _)) in &demo.users {
        let user = users.iter().find(|user| user["login"] == login.as_str());
        if let Some(user) = user {
            known.insert(format!("${}", role.to_uppercase()), user["key"].clone());
        }
    }
    let mut organs = data["organs"].as_array().unwrap().iter();
    let agency = organs.find(|organ| organ["kind"] == "AGENCY").unwrap();
    known.insert("$AGENCY".to_owned(), agency["key"].clone());
    known
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_of_the_manual_answers_as_it_is_quoted() {
    let demo = Demo::of(TODAY).await;
    let mut client = Client::connect(demo.address).await.unwrap();
    let mut known = BTreeMap::new();
    let tasks = tasks();
    assert!(tasks.len() >= 10, "only {} operations", tasks.len());
    for mut task in tasks {
        let at = format!("{} by {}", task.file, task.by);
        fill(&mut task.variables, &known);
        let body = json!({ "query": task.query, "variables": task.variables });
        let (_, token) = &demo.users[&task.by];
        let came = client.post(token, &body).await.unwrap();
        if std::env::var_os("SHOW_ANSWERS").is_some() {
            eprintln!("== {at}\n{came:#}");
            if task.answer.is_null() {
                continue;
            }
        }
        assert!(came.get("errors").is_none(), "{at}: {came:#}");
        compare(&at, &task.answer, &came, &mut known);
        if task.file == "who_is_who.graphql" {
            known.extend(people(&came, &demo));
        }
    }
}

#[test]
fn the_manual_shows_every_file_of_operations_as_it_is() {
    let folder = root().join("schema/operations");
    let mut files = BTreeSet::new();
    for file in std::fs::read_dir(&folder).unwrap() {
        files.insert(file.unwrap().file_name().into_string().unwrap());
    }
    let mut shown = BTreeSet::new();
    for task in tasks() {
        let text = std::fs::read_to_string(folder.join(&task.file))
            .unwrap_or_else(|_| panic!("there is no `{}`", task.file));
        assert_eq!(text.trim_end(), task.query, "{}", task.file);
        // The file is named as the operation, in words.
        let name = task.file.trim_end_matches(".graphql").replace('_', "");
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let mut named = words.filter(|word| word.eq_ignore_ascii_case(&name));
        assert!(
            named.next().is_some(),
            "`{}` holds no operation of its name",
            task.file
        );
        shown.insert(task.file);
    }
    assert_eq!(shown, files);
}
