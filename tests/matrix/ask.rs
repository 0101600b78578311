//! Asks everybody: a life is lived up to a step, then each role gives that step's command.

use std::collections::BTreeSet;

use casework::{Desk, NewUser};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use workflow::actor::{Actor, Moment, Person, Role};
use workflow::id::{CaseId, OrganId};

use super::COLUMNS;
use super::table::{Class, command_of};
use crate::refusals::count;
use crate::support::client;
use crate::support::database::Database;
use crate::support::ground::Ground;
use crate::support::life::{self, Life, Step};
use crate::support::people::Somebody;
use crate::support::seen::{Answer, Seen};
use crate::support::walk::{snake, walk};

/// People of the second office. Its officer and its head hold nothing else; its clerk speaks for the very agency that
/// is the respondent in the cases of the first.
const FAR: [(&str, &[Role]); 3] = [
    ("far_officer", &[Role::Officer]),
    ("far_head", &[Role::InstitutionHead, Role::OrganHead]),
    ("far_clerk", &[Role::RespondentClerk]),
];

/// Tables that a command writes to.
const TABLES: [&str; 11] = [
    "case_file",
    "party",
    "case_person",
    "protected",
    "term",
    "term_version",
    "paper",
    "service",
    "entry",
    "alert",
    "idempotency_key",
];

/// What one line was answered.
#[derive(Debug)]
pub(super) struct Found {
    /// The stage in which it was asked.
    pub(super) stage: String,
    /// The answers, in the order of the columns.
    pub(super) cells: Vec<Class>,
    /// The move that was made, where somebody may make one.
    pub(super) made: Option<String>,
    /// Who was foreseen something else than the door then answered, and what.
    pub(super) foreseen: Vec<(String, Class)>,
    /// What was not as it must be, whatever the matrix says.
    pub(super) faults: Vec<String>,
}

/// What is sent to the door and to its preview: to `openCase` where there is no case yet, else to `submitCommand`.
struct Ask {
    case: Option<String>,
    input: Value,
}

impl Ask {
    /// Field and query of the preview.
    fn preview(&self) -> (&'static str, &'static str) {
        match self.case {
            None => (
                "previewOpening",
                "query ($input: OpenCaseInput!) { previewOpening(input: $input) { \
                plan { isRequest } refusal { code message basis allowed } } }",
            ),
            Some(_) => (
                "previewCommand",
                "query ($input: SubmitCommandInput!) { previewCommand(input: $input) { \
                plan { isRequest } refusal { code message basis allowed } } }",
            ),
        }
    }

    /// Query of the door.
    fn door(&self) -> String {
        match self.case {
            None => client::open_case(),
            Some(_) => client::submit_command(),
        }
    }

    /// The input with a key that nobody has used.
    fn fresh(&self) -> Value {
        let mut input = self.input.clone();
        input["idempotencyKey"] = json!(crate::support::ground::key());
        input
    }
}

/// Lives up to the step that the line means, then asks everybody.
pub(super) async fn ask(database: Database, line: &str, life: &str) -> Found {
    let mut life = life_named(life);
    let at = life.step.iter().position(|step| gives(step, line));
    let at = at.unwrap_or_else(|| panic!("`{}` never gives `{line}`", life.name));
    let mut rest = life.step.split_off(at);
    let step = rest.swap_remove(0);
    let first = life.step.first().unwrap_or(&step).on.clone();
    let mut ground = Ground::on(database, &first.expect("the first step says its day")).await;
    second_office(&mut ground).await;
    for (who, role) in COLUMNS {
        let somebody = &ground.office.people[who];
        assert!(somebody.actor.holds(role), "{who} is no {role:?}");
    }
    let mut case = None;
    if at > 0 {
        if let Err(fault) = walk(&ground, &life).await {
            panic!("on the way to `{line}`: {fault}");
        }
        advance(&ground, &step).await;
        case = Some(last_case(&ground).await);
    }
    let seen = match &case {
        Some(case) => Some(ground.see(case).await),
        None => None,
    };
    let asked = Ask {
        input: input(&ground, &step, case.as_deref(), seen.as_ref()),
        case,
    };
    everybody(&ground, line, &asked, seen, step.by.as_deref()).await
}

fn life_named(name: &str) -> Life {
    let found = life::all().into_iter().find(|life| life.name == name);
    found.unwrap_or_else(|| panic!("there is no life `{name}` in scenarios/"))
}

/// Whether a step gives the command of a line and is not refused.
fn gives(step: &Step, line: &str) -> bool {
    let wanted = command_of(line);
    let command = step.command.as_ref().map(life::json);
    let inner = command.as_ref().and_then(Value::as_object);
    let inner = inner.and_then(|kinds| kinds.values().next()?.as_object());
    let given = match inner.and_then(|inner| inner.keys().next()) {
        Some(name) => snake(name) == wanted,
        None => match step.opening() {
            Some(("intervention", _)) => wanted == "open_intervention",
            opening => opening.is_some() && wanted == "receive",
        },
    };
    given && step.expect.refusal.is_none()
}

async fn second_office(ground: &mut Ground) {
    let (organ, moment) = (ground.office.other, ground.moment());
    let agency = ground.office.agencies["agency"];
    for (login, roles) in FAR {
        let agency = roles.contains(&Role::RespondentClerk).then_some(agency);
        let somebody = join(&ground.desk, organ, login, roles, agency, moment).await;
        ground.office.people.insert(login.to_owned(), somebody);
    }
}

async fn join(
    desk: &Desk,
    organ: OrganId,
    login: &str,
    roles: &[Role],
    agency: Option<OrganId>,
    moment: Moment,
) -> Somebody {
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    let new = NewUser {
        organ,
        login: login.to_owned(),
        name: login.to_owned(),
        email: None,
        roles: roles.clone(),
        agency,
        language: "zh".to_owned(),
        service: false,
    };
    let user = desk.add_user(&Actor::System, new, moment).await.unwrap();
    let token = desk.issue_token(&Actor::System, organ, user, "test", 366, moment);
    Somebody {
        user,
        token: token.await.unwrap(),
        actor: Actor::Person(Person {
            stands_for: Vec::new(),
            user,
            organ,
            name: login.to_owned(),
            roles,
            agency,
            on: moment.today,
        }),
    }
}

/// Lives through the mornings up to the day of the step, then sets the clock to its hour.
async fn advance(ground: &Ground, step: &Step) {
    let Some(day) = &step.on else {
        return ground.tick();
    };
    let day: NaiveDate = day.parse().unwrap();
    let mut next = ground.moment().today + Days::new(1);
    while next <= day {
        ground.morning(next).await;
        next = next + Days::new(1);
    }
    let hour = step.at.as_deref().unwrap_or("10:00");
    let (hour, minute) = hour.split_once(':').unwrap();
    ground.set(day, hour.parse().unwrap(), minute.parse().unwrap());
}

/// The case that a life is of: the one that was opened last.
async fn last_case(ground: &Ground) -> String {
    let query = "{ cases(first: 1) { nodes { id } } }";
    let answer = ground.ask("registrar", query, json!({})).await;
    let case = &answer["data"]["cases"]["nodes"][0];
    case["id"].as_str().unwrap().to_owned()
}

/// What the step sends, with people, papers and terms by their ids and numbers.
fn input(ground: &Ground, step: &Step, case: Option<&str>, seen: Option<&Seen>) -> Value {
    let filled = |table: &toml::Table| {
        let mut body = life::json(table);
        life::resolve(
            &mut body,
            &|text: &str| match (text.split_once(':'), text.strip_prefix('@')) {
                (_, Some(who)) => Some(ground.id_of(who)),
                (Some(("paper", name)), _) => Some(json!(seen?.paper(name)?.no)),
                (Some(("term", name)), _) => Some(json!(seen?.term(name)?.no)),
                (Some(("matter", name)), _) => Some(json!(seen?.matter(name)?.no)),
                _ => None,
            },
        );
        body
    };
    let proof = step.proof.as_ref().map(filled);
    if let Some((kind, given)) = step.opening() {
        return json!({ "opening": ground.opening(kind, &filled(given)), "proof": proof });
    }
    json!({
        "caseId": case,
        "expectedRevision": seen.map(|seen| seen.revision),
        "command": step.command.as_ref().map(|command| ground.completed(filled(command))),
        "effectiveOn": step.effective_on,
        "proof": proof,
    })
}

/// Previews the command as everybody; gives it as everybody who may not, after which nothing may have changed; then
/// as one who may.
async fn everybody(
    ground: &Ground,
    line: &str,
    asked: &Ask,
    seen: Option<Seen>,
    by: Option<&str>,
) -> Found {
    let mut found = Found {
        stage: seen
            .as_ref()
            .map_or("-".to_owned(), |seen| seen.stage.clone()),
        cells: Vec::new(),
        made: None,
        foreseen: Vec::new(),
        faults: Vec::new(),
    };
    let before = state(ground, asked).await;
    for (role, _) in COLUMNS {
        let foreseen = preview(ground, role, asked, &mut found.faults).await;
        if matches!(foreseen, Class::Decides | Class::Proposes) {
            found.cells.push(foreseen);
            continue;
        }
        let answer = give(ground, role, asked).await;
        if answer != foreseen {
            found.foreseen.push((role.to_owned(), foreseen));
        }
        found.cells.push(answer);
    }
    if state(ground, asked).await != before {
        let fault = "what was previewed or refused has changed the case";
        found.faults.push(format!("{line}: {fault}"));
    }
    given(ground, line, asked, (seen.as_ref(), by), &mut found).await;
    found
}

/// Gives the command as whoever gives it in the life, where that one may, or else as the first who may decide it or
/// propose it: one entry more. Whoever may open a case does.
async fn given(
    ground: &Ground,
    line: &str,
    asked: &Ask,
    (seen, by): (Option<&Seen>, Option<&str>),
    found: &mut Found,
) {
    let may = |wanted: Class| {
        let pairs = COLUMNS.iter().zip(&found.cells);
        let roles = pairs.filter(|(_, class)| **class == wanted);
        roles
            .map(|((role, _), class)| (*role, class.clone()))
            .collect()
    };
    let mut allowed: Vec<(&str, Class)> = may(Class::Decides);
    if allowed.is_empty() {
        allowed = may(Class::Proposes);
    }
    if asked.case.is_some() {
        allowed.sort_by_key(|(role, _)| Some(*role) != by);
        allowed.truncate(1);
    }
    for (role, class) in allowed {
        let answer = give(ground, role, asked).await;
        if answer != class {
            let fault = format!("{line}: {role} is foreseen {class}, and is {answer}");
            found.faults.push(fault);
        }
        let case = match &asked.case {
            Some(case) => case.clone(),
            None if found.made.is_none() => last_case(ground).await,
            None => continue,
        };
        let after = ground.see(&case).await;
        let revision = seen.map_or(0, |seen| seen.revision) + 1;
        let entries = u32::try_from(after.log.len()).unwrap();
        if (after.revision, entries) != (revision, revision) {
            let fault = format!("revision {} with {entries} entries", after.revision);
            found.faults.push(format!("{line}: by {role}: {fault}"));
        }
        found.made = after.log.last().map(|entry| entry.made.clone());
    }
}

/// Everything that a command may change.
async fn state(ground: &Ground, asked: &Ask) -> (Option<Seen>, Vec<i64>) {
    let raw = ground.database.raw().await;
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(count(&raw, &format!("SELECT COUNT(*) FROM {table}")).await);
    }
    raw.close().await.unwrap();
    let seen = match &asked.case {
        Some(case) => Some(ground.see(case).await),
        None => None,
    };
    (seen, counts)
}

/// What a preview answers. Where no case is found, a case that was never opened must answer the same.
async fn preview(ground: &Ground, by: &str, asked: &Ask, faults: &mut Vec<String>) -> Class {
    let (field, query) = asked.preview();
    let variables = json!({ "input": asked.fresh() });
    let answer = ground.ask(by, query, variables).await;
    let class = class_of(&answer, field);
    if class == Class::NotFound {
        let mut never = asked.fresh();
        never["caseId"] = json!(api::GlobalId::Case(CaseId(uuid::Uuid::now_v7())).to_string());
        let never = ground.ask(by, query, json!({ "input": never })).await;
        if never != answer {
            faults.push(format!(
                "{by} can tell a hidden case from none: {answer}, {never}"
            ));
        }
    }
    class
}

fn class_of(answer: &Value, field: &str) -> Class {
    let payload = &answer["data"][field];
    match (
        &payload["plan"]["isRequest"],
        payload["refusal"]["code"].as_str(),
    ) {
        (Value::Bool(true), _) => Class::Proposes,
        (Value::Bool(false), _) => Class::Decides,
        (_, Some(code)) => Class::of_code(code),
        _ => Class::Other(answer.to_string()),
    }
}

/// What the door answers.
async fn give(ground: &Ground, by: &str, asked: &Ask) -> Class {
    let variables = json!({ "input": asked.fresh() });
    let answer = ground.ask(by, &asked.door(), variables).await;
    match client::answer_of(&answer) {
        Answer::Done(done) if done.is_request => Class::Proposes,
        Answer::Done(_) => Class::Decides,
        Answer::Refused(refused) => Class::of_code(&refused.code),
        Answer::Failed { code, .. } => Class::Other(code),
    }
}
