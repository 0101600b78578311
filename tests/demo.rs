//! The demonstration: a year of an invented district, lawful in every entry, with every edge day in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use api::{ApiState, Settings};
use calendar::Calendar;
use casework::Desk;
use chrono::NaiveDate;
use serde_json::json;
use simulation::{DemoOptions, DemoReport, EDGES, Edge, fill};
use store::{CaseBy, CaseFilter, Page, Store};
use workflow::actor::{Actor, Person};
use workflow::file::{CaseFile, Outcome, Term, TermState};
use workflow::rulebook::Rulebook;
use workflow::scalar::shanghai_instant;

use crate::support::client;
use crate::support::database::Database;

const TODAY: &str = "2026-11-23";
const FIRST: &str = "深坪区人民政府";
const SECOND: &str = "临澜区人民政府";

/// Make-up day, day received, last day of the review: counted by hand from the notice for 2026.
const MAKE_UP: [(&str, &str, &str); 6] = [
    ("2026-01-04", "2025-12-29", "2026-01-06"),
    ("2026-02-14", "2026-02-11", "2026-02-25"),
    ("2026-02-28", "2026-02-25", "2026-03-03"),
    ("2026-05-09", "2026-05-06", "2026-05-12"),
    ("2026-09-20", "2026-09-16", "2026-09-22"),
    ("2026-10-10", "2026-09-30", "2026-10-13"),
];

/// A filled database.
struct Year {
    _database: Database,
    store: Store,
    desk: Desk,
    report: DemoReport,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn year(seed: u64) -> Year {
    let database = Database::sqlite();
    let store = database.store().await;
    let desk = Desk::new(store.clone(), Rulebook::embedded(), Calendar::embedded());
    let today = day(TODAY);
    let report = fill(&desk, &DemoOptions { today, seed }).await.unwrap();
    Year {
        _database: database,
        store,
        desk,
        report,
    }
}

impl Year {
    fn edges(&self, name: &str) -> Vec<&Edge> {
        self.report
            .edges
            .iter()
            .filter(|edge| edge.name == name)
            .collect()
    }

    async fn file(&self, number: &str) -> CaseFile {
        let by = CaseBy::Number(number.to_owned());
        let row = self
            .store
            .case_row(&Actor::System, &by)
            .await
            .unwrap()
            .unwrap();
        self.store
            .case_file(&Actor::System, row.id)
            .await
            .unwrap()
            .unwrap()
    }

    /// The case of the first edge with a name.
    async fn shown(&self, name: &str) -> CaseFile {
        let edges = self.edges(name);
        let edge = edges
            .first()
            .unwrap_or_else(|| panic!("no case shows {name}"));
        self.file(&edge.case_number).await
    }

    async fn rows(&self, actor: &Actor) -> store::CasePage {
        let page = Page {
            first: 500,
            after: None,
        };
        self.store
            .cases(actor, &CaseFilter::default(), &page)
            .await
            .unwrap()
    }

    fn token(&self, organ: &str, role: &str) -> &str {
        let user = self
            .report
            .users
            .iter()
            .find(|user| user.organ == organ && user.role == role);
        &user.unwrap_or_else(|| panic!("no {role} in {organ}")).token
    }

    async fn person(&self, organ: &str, role: &str) -> Person {
        let digest = casework::token_digest(self.token(organ, role));
        let now = shanghai_instant(day(TODAY), 0, 1);
        self.store
            .user_by_token(&digest, now)
            .await
            .unwrap()
            .unwrap()
            .person
    }
}

fn term<'a>(file: &'a CaseFile, period: &str) -> &'a Term {
    let mut terms = file.terms.iter();
    terms
        .find(|term| term.period == period)
        .unwrap_or_else(|| panic!("no {period}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_shows_every_edge_day_and_its_log_is_whole() {
    let year = year(1).await;
    assert_eq!(
        year.report.refused,
        [],
        "the simulation asked for something unlawful"
    );
    let names: BTreeSet<&str> = year.report.edges.iter().map(|edge| edge.name).collect();
    assert_eq!(names, BTreeSet::from(EDGES));
    days_of_the_calendar(&year).await;
    ends_of_terms(&year).await;
    outcomes_and_stages(&year).await;
    sight(&year).await;
    through_graphql(&year).await;
    let verdict = store::audit::verify(&year.store).await.unwrap();
    assert_eq!(verdict.faults, []);
    assert_eq!(verdict.cases, year.report.cases as u64);
    assert!(
        (60..=125).contains(&year.report.cases),
        "{} cases",
        year.report.cases
    );
}

async fn days_of_the_calendar(year: &Year) {
    for (made_up, received, due) in MAKE_UP {
        let edges = year.edges("make_up_day");
        let edge = edges.iter().find(|edge| edge.what.contains(made_up));
        let number = &edge
            .unwrap_or_else(|| panic!("no review over {made_up}"))
            .case_number;
        let file = year.file(number).await;
        let review = term(&file, "accept_review");
        assert_eq!(
            (review.started_on, review.due),
            (day(received), day(due)),
            "{made_up}"
        );
        assert_eq!(file.facts.acceptance.as_ref().unwrap().on, review.due);
    }
    let festival = year.shown("spring_festival").await;
    let review = term(&festival, "accept_review");
    assert_eq!(
        (review.started_on, review.due),
        (day("2026-02-13"), day("2026-02-27"))
    );
    let rolled = year.shown("last_day_on_holiday").await;
    let decide = term(&rolled, "decide_ordinary");
    assert_eq!(
        (decide.started_on, decide.due),
        (day("2026-08-07"), day("2026-10-08"))
    );
    assert_eq!(
        (decide.state, decide.ended_on),
        (TermState::Met, Some(day("2026-10-08")))
    );
    let across = year.shown("suspension_across_due_day").await;
    let decide = term(&across, "decide_ordinary");
    let (sixtieth, pause) = (decide.started_on + chrono::Days::new(60), &decide.pauses[0]);
    assert!(pause.from <= sixtieth && pause.to.unwrap() > sixtieth && decide.due > sixtieth);
    let ahead = year.shown("year_without_notice").await;
    let decide = term(&ahead, "decide_ordinary");
    assert!(
        decide.provisional && decide.due >= day("2027-01-01") && decide.state == TermState::Running
    );
}

async fn ends_of_terms(year: &Year) {
    let deemed = year.shown("deemed_acceptance").await;
    let acceptance = deemed.facts.acceptance.as_ref().unwrap();
    assert!(acceptance.deemed);
    assert_eq!(acceptance.on, term(&deemed, "accept_review").due);
    let log = year
        .store
        .entries(&Actor::System, deemed.id, 0, 500)
        .await
        .unwrap();
    assert!(
        log.iter()
            .any(|line| line.entry.move_id == "deem_accepted" && line.entry.actor.is_none())
    );
    let reversed = year.shown("deemed_acceptance_reversed").await;
    let log = year
        .store
        .entries(&Actor::System, reversed.id, 0, 500)
        .await
        .unwrap();
    let late = log
        .iter()
        .find(|line| line.entry.move_id == "refuse_after_deemed_acceptance")
        .unwrap();
    assert!(
        !late.entry.reverses.is_empty()
            && late.entry.effective_on == term(&reversed, "accept_review").due
    );
    let missed = year.shown("missed_reply_confirmed").await;
    assert_eq!(missed.facts.no_reply, [2]);
    assert_eq!(term(&missed, "reply_ordinary").state, TermState::Lapsed);
    let waiting = year.shown("missed_reply_waiting").await;
    assert_eq!(
        term(&waiting, "reply_ordinary").state,
        TermState::LapsedUnverified
    );
    assert_eq!(waiting.stage, "awaiting_reply");
    let aside = year.shown("lapse_set_aside").await;
    assert_eq!(term(&aside, "correction_response").state, TermState::Met);
    let refused = year.shown("mandatory_first_refused").await;
    let window = term(&refused, "sue_refusal_15d");
    assert!(window.due >= day(TODAY) && window.state == TermState::Running);
    let overdue = year.shown("decision_overdue").await;
    assert_eq!(term(&overdue, "decide_ordinary").state, TermState::Overdue);
    let extended = year.shown("extended").await;
    assert_eq!(term(&extended, "decide_ordinary").extension_days, 30);
}

async fn outcomes_and_stages(year: &Year) {
    let rows = year.rows(&Actor::System).await.rows;
    let stages: BTreeSet<&str> = rows.iter().map(|row| row.stage.as_str()).collect();
    let known: BTreeSet<&str> = Rulebook::embedded()
        .stages
        .values()
        .filter(|stage| stage.track.is_none())
        .map(|stage| stage.id.as_str())
        // Nothing is registered by mistake in a district that behaves lawfully.
        .filter(|stage| *stage != "voided")
        .collect();
    assert_eq!(stages, known, "a case at every stage");
    let outcomes: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row.outcome.as_deref())
        .collect();
    assert_eq!(outcomes.len(), 6, "{outcomes:?}");
    let mut kinds = BTreeSet::new();
    for row in &rows {
        let file = year
            .store
            .case_file(&Actor::System, row.id)
            .await
            .unwrap()
            .unwrap();
        if let Some(Outcome::Decided { kinds: decided, .. }) = file.facts.outcome {
            kinds.extend(decided);
        }
    }
    assert_eq!(
        kinds.len(),
        workflow::command::DecisionKind::ALL.len(),
        "{kinds:?}"
    );
    let numbers: BTreeSet<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers.len(), rows.len());
    // The first dispute of the year was applied for, and its file has the number of a case.
    assert!(numbers.contains("深坪府前〔2026〕2号") && !numbers.contains("深坪府前〔2026〕1号"));
    assert!(numbers.contains("深坪府复〔2026〕1号") && numbers.contains("临澜府复〔2026〕1号"));
}

/// Everybody signs in, and sees what the role may see of the own organ and nothing of the other.
async fn sight(year: &Year) {
    let mut seen = BTreeMap::new();
    for organ in [FIRST, SECOND] {
        for role in workflow::actor::Role::ALL
            .into_iter()
            .filter(|role| role.code() != "system")
        {
            let person = year.person(organ, role.code()).await;
            let rows = year.rows(&Actor::Person(person.clone())).await;
            assert!(
                rows.rows.iter().all(|row| row.organ == person.organ),
                "{organ} {role:?}"
            );
            seen.insert((organ, role.code()), rows.total);
        }
    }
    let all = seen[&(FIRST, "officer")] + seen[&(SECOND, "officer")];
    assert_eq!(all, year.report.cases as u64);
    for nobody in [
        "committee_member",
        "committee_secretary",
        "mediator",
        "legal_adviser",
        "street_office",
        "auditor",
        "system_admin",
        "security_admin",
    ] {
        assert_eq!(seen[&(FIRST, nobody)], 0, "{nobody}");
    }
    let clerk = seen[&(FIRST, "respondent_clerk")];
    assert!(clerk > 0 && clerk < seen[&(FIRST, "officer")], "{clerk}");
}

async fn through_graphql(year: &Year) {
    let now = shanghai_instant(day(TODAY), 9, 0);
    let router = api::router(ApiState {
        desk: year.desk.clone(),
        store: year.store.clone(),
        files: files::Files::folder(&std::env::temp_dir()).unwrap(),
        rulebook: Rulebook::embedded(),
        calendar: Calendar::embedded(),
        clock: Arc::new(move || now),
        ready: Arc::new(AtomicBool::new(true)),
        stopping: tokio::sync::watch::channel(false).1,
        settings: Settings::default(),
    });
    for edge in &year.report.edges {
        let own = if edge.case_number.starts_with("深坪") {
            FIRST
        } else {
            SECOND
        };
        let other = if own == FIRST { SECOND } else { FIRST };
        let by = json!({ "by": { "number": edge.case_number } });
        let file = year.file(&edge.case_number).await;
        let token = year.token(own, "supervisor");
        let (_, answer) = client::post(&router, token, "zh", client::see(), by.clone()).await;
        let case = &answer["data"]["case"];
        assert_eq!(case["stage"]["id"], file.stage, "{} {answer}", edge.name);
        let due: Vec<&str> = case["terms"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|term| term["dueOn"].as_str())
            .collect();
        let kept: Vec<String> = file.terms.iter().map(|term| term.due.to_string()).collect();
        assert_eq!(due, kept, "{}", edge.name);
        let (_, answer) = client::post(
            &router,
            year.token(other, "supervisor"),
            "zh",
            client::see(),
            by,
        )
        .await;
        assert!(
            answer["data"]["case"].is_null(),
            "{} is seen by the other organ",
            edge.case_number
        );
    }
}

/// What must not differ between two runs: ids and tokens may.
async fn summaries(year: &Year) -> Vec<String> {
    let mut lines = Vec::new();
    for row in year.rows(&Actor::System).await.rows {
        let file = year
            .store
            .case_file(&Actor::System, row.id)
            .await
            .unwrap()
            .unwrap();
        let parties: Vec<&str> = file
            .parties
            .iter()
            .map(|party| party.name.as_str())
            .collect();
        let dues: Vec<String> = file
            .terms
            .iter()
            .map(|term| format!("{} {} {}", term.period, term.due, term.state.code()))
            .collect();
        lines.push(format!(
            "{} {} {} {:?} {} {parties:?} {dues:?}",
            row.number, row.stage, row.received_on, row.outcome, row.revision
        ));
    }
    lines.sort();
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_seed_gives_one_year_and_another_seed_another() {
    let (first, second, third) = tokio::join!(year(7), year(7), year(8));
    assert_eq!(summaries(&first).await, summaries(&second).await);
    assert_eq!(first.report.edges, second.report.edges);
    assert_ne!(summaries(&first).await, summaries(&third).await);
    assert_ne!(
        first.report.users[0].token, second.report.users[0].token,
        "tokens are never invented from a seed"
    );
    for run in [&first, &third] {
        assert_eq!(run.report.refused, []);
        let names: BTreeSet<&str> = run.report.edges.iter().map(|edge| edge.name).collect();
        assert_eq!(names, BTreeSet::from(EDGES));
    }
}
