//! Who sees which field: every coordinate of the schema, asked for by everybody in every stand to a case, against the
//! reviewed file `authorization.txt`. A coordinate that is not listed fails, and so does one that is no more.

mod ground;
mod lives;
pub(crate) mod schema;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use api::Settings;
use serde_json::{Value, json};

use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::served::Served;
use crate::support::socket::{Came, Socket};
use ground::{STANDS, Scene};
use schema::{Coordinate, Schema};

/// What somebody is shown of a field: one letter.
const LETTERS: &str = "\
# v  看得到内容。Something is shown.
# -  没有内容：不存在、为空或者不予显示，三者同一回答。Nothing is shown: not there, empty or withheld, all answered alike.
# r  以 WRONG_ROLE 或者 FORBIDDEN 拒绝。Refused for the role.
# s  本人的，事后补记，早晚不定。One's own, noted some time after it happened.
# n  以 NOT_FOUND 拒绝，与从未立过的案件同一回答。Answered like a case that was never opened.
# 两个案件没有的内容，另看走完全程的案件，其中没有另行准予参与的人。What the two cases do not have is asked of cases that have lived a scenario through, in which nobody was let in besides.
# Subscription.*：案件有变时收到为 v，没有收到为 -。Of a subscription: v where something came when the case changed, - where nothing did.";

/// The committed file: coordinates with their cells.
fn committed() -> BTreeMap<String, String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("authorization.txt");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| line.split_once(' '));
    rows.map(|(coordinate, cells)| (coordinate.to_owned(), cells.trim().replace(' ', "")))
        .collect()
}

/// The file as it would have to be, for somebody to judge.
fn written(cells: &BTreeMap<String, String>) -> String {
    let mut text = String::from(
        "# 谁看得到什么：一行一个字段，一列一种身份。Who sees what: one line a field, one column a stand.\n#\n",
    );
    let _ = writeln!(text, "{LETTERS}\n#");
    for (letter, who, zh, en) in STANDS {
        let _ = writeln!(text, "# {letter}  {zh}。{en} ({who})");
    }
    text.push_str("#\n");
    let wide = cells.keys().map(String::len).max().unwrap_or(0);
    let columns: Vec<String> = STANDS
        .iter()
        .map(|(letter, ..)| letter.to_string())
        .collect();
    let _ = writeln!(text, "# {:<w$} {}", "", columns.join(" "), w = wide - 2);
    for (coordinate, row) in cells {
        let row: Vec<String> = row.chars().map(String::from).collect();
        let _ = writeln!(text, "{coordinate:<wide$} {}", row.join(" "));
    }
    text
}

#[test]
fn every_coordinate_is_listed_and_no_other() {
    let schema = Schema::committed();
    let listed: Vec<String> = committed().into_keys().collect();
    let known: Vec<String> = schema.coordinates().iter().map(Coordinate::name).collect();
    let unlisted: Vec<&String> = known.iter().filter(|name| !listed.contains(name)).collect();
    let gone: Vec<&String> = listed.iter().filter(|name| !known.contains(name)).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "authorization.txt lacks {unlisted:#?} and lists what is no more: {gone:#?}"
    );
    let wrong = committed();
    let wrong = wrong
        .iter()
        .filter(|(_, row)| row.chars().count() != STANDS.len());
    assert_eq!(wrong.count(), 0, "one letter for each stand");
}

on_both!(
    everybody_is_shown_what_the_file_says,
    async |database: Database| {
        let scene = Scene::set(database).await;
        let schema = Schema::committed();
        let (mut found, mut faults) = (BTreeMap::new(), Vec::new());
        for coordinates in schema.together() {
            let Some(query) = schema.query(&coordinates) else {
                faults.push(format!("no way leads to {}", coordinates[0].name()));
                continue;
            };
            let rows = of_everybody(&scene, &coordinates, &query, None, &mut faults).await;
            let names = coordinates.iter().map(Coordinate::name);
            found.extend(names.zip(rows));
            // What the two cases show to nobody is asked of the lives.
            let bare = |coordinate: &&Coordinate| is_bare(&found[&coordinate.name()]);
            let bare: Vec<Coordinate> = coordinates.iter().filter(bare).cloned().collect();
            let of_cases = query.contains("$b");
            let Some(query) = schema.query(&bare).filter(|_| of_cases) else {
                continue;
            };
            for life in &scene.lives {
                let rows = of_everybody(&scene, &bare, &query, Some(life), &mut faults).await;
                for (coordinate, row) in bare.iter().zip(rows) {
                    let known = found.get_mut(&coordinate.name()).unwrap();
                    *known = either(known, &row);
                }
            }
        }
        told(&scene, &schema, &mut found, &mut faults).await;
        let says = committed();
        let differs = found
            .iter()
            .filter(|(name, row)| says.get(*name) != Some(row));
        for (name, row) in differs {
            faults.push(format!("{name} is {row}, not {:?}", says.get(name)));
        }
        if !faults.is_empty() {
            let target = std::env::temp_dir().join("authorization.txt");
            std::fs::write(&target, written(&found)).unwrap();
            panic!("{}\nas it is: {}", faults.join("\n"), target.display());
        }
    }
);

/// How long something that happens may take to be told.
const SOON: Duration = Duration::from_secs(3);

/// Opens every subscription as everybody, has the case change, and notes what came.
async fn told(
    scene: &Scene,
    schema: &Schema,
    found: &mut BTreeMap<String, String>,
    faults: &mut Vec<String>,
) {
    let served = Served::over(&scene.ground, Settings::default()).await;
    let case = scene.fresh().await;
    let after = scene.ground.see(&case).await.revision;
    let none = api::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::now_v7())).to_string();
    let subscriptions = schema.subscriptions();
    let mut listening = Vec::new();
    for (_, who, ..) in STANDS {
        let mut socket = Socket::signed_in(served.address, scene.ground.token(who)).await;
        for (place, (_, query)) in subscriptions.iter().enumerate() {
            for (id, case) in [("a", &case), ("z", &none)] {
                let given = json!({ "a": case, "after": after });
                socket
                    .subscribe(&format!("{id}{place}"), query, given)
                    .await;
            }
        }
        listening.push((who, socket));
    }
    // Until all are open.
    tokio::time::sleep(Duration::from_secs(2)).await;
    scene.changes(&case).await;
    let until = Instant::now() + SOON;
    for (who, mut socket) in listening {
        let mut came: BTreeMap<String, Value> = BTreeMap::new();
        while let Some(next) = socket
            .within(until.saturating_duration_since(Instant::now()))
            .await
        {
            let Came::Message(message) = next else {
                faults.push(format!("{who}: {next:?}"));
                break;
            };
            let id = message["id"].as_str().unwrap_or_default().to_owned();
            // What a subscription tells may come in pieces: all of them count.
            let all = came.entry(id).or_insert_with(|| json!([]));
            all.as_array_mut().unwrap().push(message);
        }
        for (place, (coordinates, query)) in subscriptions.iter().enumerate() {
            let nothing = json!([]);
            let of = |id: &str| came.get(&format!("{id}{place}")).unwrap_or(&nothing);
            let names_case = query.contains("$a");
            // Who may not see the case hears what is heard of one that was never opened.
            let blind = |answer: &Value| {
                let mut answer = answer.clone();
                blank(&mut answer);
                answer
                    .to_string()
                    .replace(&format!("\"z{place}\""), &format!("\"a{place}\""))
            };
            if names_case && scene.is_blind(who) && blind(of("a")) != blind(of("z")) {
                faults.push(format!("{query}: {who} can tell: {} {}", of("a"), of("z")));
            }
            for coordinate in coordinates {
                let row = found.entry(coordinate.name()).or_default();
                row.push(heard(of("a"), coordinate));
            }
        }
    }
}

/// What came of a subscription.
fn heard(came: &Value, coordinate: &Coordinate) -> char {
    let messages = came.as_array().unwrap().iter();
    let mut letters = messages.map(|message| match message["type"].as_str() {
        Some("next") => {
            let data = message.pointer("/payload/data").unwrap_or(&Value::Null);
            let field = if shows(data, &coordinate.field) {
                'v'
            } else {
                '-'
            };
            match message.pointer("/payload/errors") {
                None => field,
                Some(errors) => panic!("{}: {errors}", coordinate.name()),
            }
        }
        Some("error") => match message
            .pointer("/payload/0/extensions/code")
            .and_then(Value::as_str)
        {
            Some("NOT_FOUND") => 'n',
            Some("FORBIDDEN") => 'r',
            other => panic!("{}: {other:?}", coordinate.name()),
        },
        // It is over: there is no more to see.
        _ => '-',
    });
    let mut letter = '-';
    for next in &mut letters {
        if letter != 'v' {
            letter = next;
        }
    }
    letter
}

/// What everybody is shown of coordinates by a query: of the two cases, or of those of a life.
async fn of_everybody(
    scene: &Scene,
    coordinates: &[Coordinate],
    query: &str,
    life: Option<&[String; 2]>,
    faults: &mut Vec<String>,
) -> Vec<String> {
    let mut rows = vec![String::new(); coordinates.len()];
    for (_, who, ..) in STANDS {
        let answer = asked(scene, who, query, life, faults).await;
        for (row, coordinate) in rows.iter_mut().zip(coordinates) {
            row.push(cell(&answer, coordinate));
        }
    }
    rows
}

/// What everybody is shown in one case or another.
fn either(one: &str, other: &str) -> String {
    let letters = one.chars().zip(other.chars());
    let shown = letters.map(|(one, other)| if one == '-' { other } else { one });
    shown.collect()
}

/// Whether nobody is shown anything.
fn is_bare(row: &str) -> bool {
    row.chars().all(|letter| letter == '-')
}

/// What somebody is answered. Who stands in no relation to the cases is answered as though there were none.
async fn asked(
    scene: &Scene,
    who: &str,
    query: &str,
    life: Option<&[String; 2]>,
    faults: &mut Vec<String>,
) -> Value {
    let mut variables = scene.variables();
    if let Some([a, b]) = life {
        variables["a"] = json!(a);
        variables["b"] = json!(b);
    }
    if query.contains("$SubmitCommandInput") {
        variables["SubmitCommandInput"]["expectedRevision"] = json!(scene.revision().await);
    }
    let answer = sent(scene, who, query, variables).await;
    // What takes no case is the same question twice.
    if scene.is_blind(who) && query.contains('$') && !query.contains("$SignInInput") {
        let none = sent(scene, who, query, Scene::nothing(scene.variables())).await;
        if none != answer {
            faults.push(format!("{query}: {who} can tell: {answer} {none}"));
        }
    }
    answer
}

async fn sent(scene: &Scene, who: &str, query: &str, variables: Value) -> Value {
    let ground = &scene.ground;
    let token = ground.token(who);
    let (status, mut answer) = client::post(&ground.router, token, "zh-CN", query, variables).await;
    blank(&mut answer);
    json!({ "status": status.as_u16(), "answer": answer })
}

/// A request has its own id.
fn blank(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("requestId");
            map.values_mut().for_each(blank);
        }
        Value::Array(list) => list.iter_mut().for_each(blank),
        _ => {}
    }
}

fn cell(answer: &Value, coordinate: &Coordinate) -> char {
    // A use is noted some time after it.
    if coordinate.name() == "AccessToken.lastUsedAt" {
        return 's';
    }
    let is_root = coordinate.is_root();
    let refused = |code: &str| match code {
        "NOT_FOUND" => 'n',
        "FORBIDDEN" | "WRONG_ROLE" => 'r',
        // Whoever signs in or uploads a thousand times is told to wait.
        "RATE_LIMITED" if !is_root => '-',
        _ => 'v',
    };
    let fault = answer.pointer("/answer/errors/0/extensions/code");
    if let Some(code) = fault.and_then(Value::as_str) {
        let known = ["NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"].contains(&code);
        assert!(known, "{}: {answer}", coordinate.name());
        return refused(code);
    }
    let data = answer.pointer("/answer/data").unwrap_or(&Value::Null);
    let asked = data.get(&coordinate.field).filter(|_| is_root);
    if let Some(code) = asked.and_then(|asked| asked.pointer("/refusal/code")) {
        return refused(code.as_str().unwrap_or_default());
    }
    match shows(data, &coordinate.field) {
        true => 'v',
        false => '-',
    }
}

/// Whether the field under its alias holds anything anywhere.
fn shows(value: &Value, field: &str) -> bool {
    match value {
        Value::Object(map) => map
            .iter()
            .any(|(name, inner)| (name == field && holds(inner)) || shows(inner, field)),
        Value::Array(list) => list.iter().any(|inner| shows(inner, field)),
        _ => false,
    }
}

fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(list) => list.iter().any(holds),
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_f64() != Some(0.0),
        _ => true,
    }
}
