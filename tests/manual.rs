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

/// Whether both are values that each demo draws anew, of the same form: an id, a key, a cursor, an instant.
fn drawn(field: &str, quoted: &str, came: &str) -> bool {
    let kind = |id: &str| id.split_once('_').map(|(kind, _)| kind.to_owned());
    let is_key = |text: &str| uuid::Uuid::try_parse(text).is_ok();
    match field {
        "id" => came.len() > 20 && came.len() == quoted.len() && kind(came) == kind(quoted),
        "key" => is_key(quoted) && is_key(came),
        "endCursor" => true,
        "recordedAt" => came.len() == quoted.len() && came.get(..10) == quoted.get(..10),
        _ => false,
    }
}

/// That an answer is what is quoted: the same fields with the same values, but for what each demo draws anew. Of a list
/// rows may be left out, not put in or moved. What is quoted as `$NAME` is learned where it first stands.
fn compare(
    at: &str,
    quoted: &Value,
    came: &Value,
    known: &mut BTreeMap<String, Value>,
) -> Result<(), String> {
    match (quoted, came) {
        (Value::String(name), _) if is_name(name) => {
            let first = known.entry(name.clone()).or_insert_with(|| came.clone());
            let same = !came.is_null() && first == came;
            same.then_some(())
                .ok_or_else(|| format!("{at}: {name} is {first}, and {came} came"))
        }
        (Value::Object(quoted), Value::Object(came)) => {
            let fields: BTreeSet<&String> = quoted.keys().collect();
            if fields != came.keys().collect() {
                return Err(format!("{at}: other fields than {fields:?}"));
            }
            for (name, value) in quoted {
                compare(&format!("{at}.{name}"), value, &came[name], known)?;
            }
            Ok(())
        }
        (Value::Array(quoted), Value::Array(came)) => rows(at, quoted, came, known),
        (Value::String(one), Value::String(other))
            if drawn(at.rsplit('.').next().unwrap(), one, other) =>
        {
            Ok(())
        }
        _ => (quoted == came)
            .then_some(())
            .ok_or_else(|| format!("{at}: quoted {quoted}, came {came}")),
    }
}

/// That each row that is quoted came, in this order; that none came where none is quoted.
fn rows(
    at: &str,
    quoted: &[Value],
    came: &[Value],
    known: &mut BTreeMap<String, Value>,
) -> Result<(), String> {
    if quoted.is_empty() && !came.is_empty() {
        return Err(format!("{at}: no rows are quoted, {came:?} came"));
    }
    let mut left = came.iter();
    for (no, row) in quoted.iter().enumerate() {
        let at = format!("{at}[{no}]");
        let mut wrong = format!("{at}: no row came for it");
        let found = left.any(|came| {
            let mut learned = known.clone();
            match compare(&at, row, came, &mut learned) {
                Ok(()) => *known = learned,
                Err(fault) => {
                    wrong = fault;
                    return false;
                }
            }
            true
        });
        if !found {
            return Err(wrong);
        }
    }
    Ok(())
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
        let held = compare(&at, &task.answer, &came, &mut known);
        assert_eq!(held, Ok(()), "{came:#}");
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
