//! Lives a scenario through: the only thing that knows how a step becomes a request.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::ground::Ground;
use super::life::{self, Life, Step};
use super::seen::{Answer, Seen};

/// What the scenarios have made happen, all told.
#[derive(Debug, Default)]
pub(crate) struct Fired {
    /// Moves that were made.
    pub(crate) moves: BTreeSet<String>,
    /// Refusals: command, stage, code.
    pub(crate) refusals: BTreeSet<(String, String, String)>,
}

impl Fired {
    /// Adds what another walk made happen.
    pub(crate) fn add(&mut self, other: Self) {
        self.moves.extend(other.moves);
        self.refusals.extend(other.refusals);
    }
}

/// A walk through one scenario.
struct Walk<'a> {
    ground: &'a Ground,
    fired: Fired,
    faults: Vec<String>,
    case: Option<String>,
    today: Option<NaiveDate>,
    /// Terms and last days that the scenario has spoken of.
    spoken: BTreeSet<(u32, String)>,
    place: String,
}

/// Lives the scenario beside others, whose days and letters come between; the case, which ends at the stage at which
/// the scenario does.
pub(crate) async fn lived(ground: &Ground, life: &Life) -> String {
    let mut walk = Walk::begin(ground);
    for step in &life.step {
        walk.step(step).await;
    }
    let case = walk.case.expect("the scenario opens a case");
    let mut stages = life
        .step
        .iter()
        .filter_map(|step| step.expect.stage.as_ref());
    let (ends, stands) = (stages.next_back(), ground.see(&case).await.stage);
    assert!(
        ends.is_none_or(|stage| *stage == stands),
        "{}: {stands}: {:#?}",
        life.name,
        walk.faults
    );
    case
}

/// Lives the scenario and fails with everything that was not as it says.
pub(crate) async fn walk(ground: &Ground, life: &Life) -> Result<Fired, String> {
    ground.upload_waits().await;
    let mut walk = Walk::begin(ground);
    for (no, step) in (1..).zip(&life.step) {
        let day = step.on.as_deref().unwrap_or("");
        let what = step.command.as_ref().map_or_else(String::new, name_of);
        walk.place = format!("{} step {no} {day} {what}", life.name);
        walk.step(step).await;
        if walk.faults.len() > 8 {
            break;
        }
    }
    if let Some(case) = walk.case.clone() {
        let seen = ground.see(&case).await;
        walk.fired
            .moves
            .extend(seen.log.iter().map(|entry| entry.made.clone()));
    }
    if walk.faults.is_empty() {
        Ok(walk.fired)
    } else {
        Err(format!(
            "{} ({})\n  {}",
            life.name,
            life.title,
            walk.faults.join("\n  ")
        ))
    }
}

/// Name of a command in the API's body.
fn name_of(command: &toml::Table) -> String {
    let body = life::json(command);
    let inner = body.pointer("/reconsideration").and_then(Value::as_object);
    inner
        .and_then(|inner| inner.keys().next().cloned())
        .unwrap_or_default()
}

/// `requestCorrection` as definitions write it.
pub(crate) fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, one| {
        if one.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(one.to_ascii_lowercase());
        text
    })
}

impl<'a> Walk<'a> {
    fn begin(ground: &'a Ground) -> Self {
        Self {
            ground,
            fired: Fired::default(),
            faults: Vec::new(),
            case: None,
            today: None,
            spoken: BTreeSet::new(),
            place: String::new(),
        }
    }

    fn fault(&mut self, what: impl std::fmt::Display) {
        self.faults.push(format!("{}: {what}", self.place));
    }

    async fn step(&mut self, step: &Step) {
        self.advance(step).await;
        let before = self.seen().await;
        let answer = match (step.opening(), &step.command, &step.serve) {
            (Some((kind, given)), None, None) => Some(self.open(step, kind, given).await),
            (None, Some(command), None) => Some(self.submit(step, command, before.as_ref()).await),
            (None, None, Some(_)) => {
                self.serve(step).await;
                None
            }
            _ => None,
        };
        if let Some(Answer::Done(done)) = &answer
            && done.is_shown()
        {
            self.case = Some(done.case.clone());
        }
        let Some(after) = self.seen().await else {
            return self.refused_to_open(step, answer.as_ref());
        };
        match answer {
            Some(answer) => self.answered(step, &answer, before.as_ref(), &after),
            None if step.expect.refusal.is_some() => {
                self.fault("a refusal is expected of no command")
            }
            None => {}
        }
        self.check(step, &after);
        self.check_days(step, &after);
        self.check_mail(step).await;
    }

    /// Lives through the mornings up to the step's day, then sets the clock to its hour.
    async fn advance(&mut self, step: &Step) {
        let Some(day) = &step.on else {
            return self.ground.tick();
        };
        let day: NaiveDate = day.parse().unwrap();
        let mut next = self.today.map_or(day, |today| today + Days::new(1));
        while next <= day {
            self.ground.morning(next).await;
            next = next + Days::new(1);
        }
        self.today = Some(day);
        let (hour, minute) = step
            .at
            .as_deref()
            .unwrap_or("10:00")
            .split_once(':')
            .unwrap();
        self.ground
            .set(day, hour.parse().unwrap(), minute.parse().unwrap());
    }

    async fn seen(&self) -> Option<Seen> {
        match &self.case {
            Some(case) => Some(self.ground.see(case).await),
            None => None,
        }
    }

    fn filled(&self, table: &toml::Table, seen: Option<&Seen>) -> Value {
        let mut body = life::json(table);
        let known = |text: &str| {
            let (kind, name) = text.split_once(':').unwrap_or(("", text));
            match (kind, name.strip_prefix('@')) {
                ("", Some(who)) => Some(json!(self.ground.id_of(who))),
                ("paper", _) => seen
                    .and_then(|seen| seen.paper(name))
                    .map(|paper| json!(paper.no)),
                ("term", _) => seen
                    .and_then(|seen| seen.term(name))
                    .map(|term| json!(term.no)),
                ("matter", _) => seen
                    .and_then(|seen| seen.matter(name))
                    .map(|matter| json!(matter.no)),
                _ => None,
            }
        };
        life::resolve(&mut body, &known);
        body
    }

    async fn open(&self, step: &Step, kind: &str, given: &toml::Table) -> Answer {
        let opening = self.ground.opening(kind, &self.filled(given, None));
        let proof = step.proof.as_ref().map(|proof| self.filled(proof, None));
        let by = step.by.as_deref().unwrap_or("registrar");
        self.ground.open_as(by, opening, proof).await
    }

    async fn submit(&self, step: &Step, command: &toml::Table, seen: Option<&Seen>) -> Answer {
        let seen = seen.expect("open the case first");
        let command = self.ground.completed(self.filled(command, Some(seen)));
        let proof = step
            .proof
            .as_ref()
            .map(|proof| self.filled(proof, Some(seen)));
        let by = step.by.as_deref().expect("`by` says who gives the command");
        let case = self.case.as_deref().unwrap();
        let effective = step.effective_on.as_deref();
        self.ground
            .submit(by, case, seen.revision, command, effective, proof)
            .await
    }

    /// Serves whatever must still be served, by hand, today.
    async fn serve(&mut self, step: &Step) {
        let by = step.by.as_deref().unwrap_or("registrar");
        let case = self.case.clone().unwrap();
        let papers = self.ground.see(&case).await.papers;
        for paper in papers.iter().filter(|paper| paper.must_be_served) {
            for party in paper
                .addressees
                .iter()
                .filter(|no| !paper.served.contains(no))
            {
                let slip = format!("回证{}-{party}", paper.no);
                let command = json!({"reconsideration": {"recordService": {
                    "paper": paper.no, "party": party, "method": "DIRECT", "slip": slip,
                }}});
                let revision = self.ground.see(&case).await.revision;
                let answer = self
                    .ground
                    .submit(by, &case, revision, command, None, None)
                    .await;
                if !matches!(answer, Answer::Done(_)) {
                    self.fault(format!("serving {} on {party}: {answer:?}", paper.kind));
                }
            }
        }
    }

    fn refused_to_open(&mut self, step: &Step, answer: Option<&Answer>) {
        match (answer, &step.expect.refusal) {
            (Some(Answer::Refused(refused)), Some(code)) if refused.code == *code => {
                let command = match step.opening() {
                    Some(("intervention", _)) => "open_intervention",
                    _ => "receive",
                };
                self.fired
                    .refusals
                    .insert((command.to_owned(), String::new(), code.clone()));
            }
            (answer, expected) => self.fault(format!("expected {expected:?}, got {answer:?}")),
        }
    }

    fn answered(&mut self, step: &Step, answer: &Answer, before: Option<&Seen>, after: &Seen) {
        let expect = &step.expect;
        match (answer, &expect.refusal) {
            (Answer::Done(done), None) => {
                if done.is_shown() && done.entry != after.revision {
                    self.fault(format!(
                        "entry {} but revision {}",
                        done.entry, after.revision
                    ));
                }
                if expect
                    .request
                    .is_some_and(|request| request != done.is_request)
                {
                    self.fault(format!("is_request is {}", done.is_request));
                }
                if let Some(papers) = expect
                    .papers
                    .as_ref()
                    .filter(|papers| **papers != done.papers)
                {
                    self.fault(format!(
                        "expected papers {papers:?}, issued {:?}",
                        done.papers
                    ));
                }
            }
            (Answer::Refused(refused), Some(code)) if refused.code == *code => {
                let command = step.command.as_ref().map_or_else(String::new, name_of);
                let stage = before.map_or_else(String::new, |seen| seen.stage.clone());
                self.fired
                    .refusals
                    .insert((snake(&command), stage, code.clone()));
                let basis = refused.basis.clone().unwrap_or_default();
                if expect
                    .basis
                    .as_ref()
                    .is_some_and(|expected| !basis.contains(expected))
                {
                    self.fault(format!("expected basis {:?}, got `{basis}`", expect.basis));
                }
                let foreign = workflow::messages::latin(&refused.message);
                if foreign.is_some() || refused.message.contains("该项内容") {
                    self.fault(format!("not Chinese: `{}`", refused.message));
                }
                if refused.message.trim().is_empty() || refused.message.contains('{') {
                    self.fault(format!("message `{}`", refused.message));
                }
                if before != Some(after) {
                    self.fault("a refusal changed the case");
                }
            }
            (answer, expected) => self.fault(format!("expected {expected:?}, got {answer:?}")),
        }
    }

    fn check(&mut self, step: &Step, seen: &Seen) {
        let expect = &step.expect;
        let last = seen.log.last().expect("a case has a first entry").clone();
        if usize::try_from(seen.revision).unwrap() != seen.log.len() {
            self.fault(format!(
                "revision {} with {} entries",
                seen.revision,
                seen.log.len()
            ));
        }
        let pairs = [
            (&expect.number, Some(&seen.number)),
            (&expect.stage, Some(&seen.stage)),
            (&expect.outcome, seen.outcome.as_ref()),
            (&expect.group, seen.group.as_ref()),
            (&expect.made, Some(&last.made)),
            (&expect.effective, Some(&last.effective_on)),
        ];
        for (expected, found) in pairs {
            if expected.is_some() && expected.as_ref() != found {
                self.fault(format!("expected {expected:?}, found {found:?}"));
            }
        }
        if expect
            .suits
            .as_ref()
            .is_some_and(|suits| *suits != seen.suits)
        {
            self.fault(format!(
                "expected {:?}, found {:?}",
                expect.suits, seen.suits
            ));
        }
        if expect
            .entries
            .is_some_and(|entries| entries != seen.revision)
        {
            let made: Vec<_> = seen.log.iter().map(|entry| entry.made.as_str()).collect();
            self.fault(format!(
                "expected {:?} entries, found {}: {made:?}",
                expect.entries, seen.revision
            ));
        }
        if expect
            .suspended
            .is_some_and(|suspended| suspended != seen.suspended)
        {
            self.fault(format!("suspended is {}", seen.suspended));
        }
        if expect
            .reverses
            .as_ref()
            .is_some_and(|reverses| *reverses != last.reverses)
        {
            self.fault(format!("reverses {:?}", last.reverses));
        }
    }

    /// Every last day that is new must be one that the scenario says.
    fn check_days(&mut self, step: &Step, seen: &Seen) {
        for (name, day) in &step.expect.due {
            match seen.term(name) {
                None => self.fault(format!("there is no term {name}")),
                Some(term) if term.due != *day => {
                    self.fault(format!("{name} is due {}, not {day}", term.due));
                }
                Some(_) => {}
            }
        }
        for (name, state) in &step.expect.states {
            let found = seen.term(name).map(|term| term.state.as_str());
            if found != Some(state) {
                self.fault(format!("{name} is {found:?}, not {state}"));
            }
        }
        for (name, stage) in &step.expect.matters {
            let found = seen.matter(name).map(|matter| matter.stage.as_str());
            if found != Some(stage) {
                self.fault(format!(
                    "the matter {name} stands at {found:?}, not {stage}"
                ));
            }
        }
        for term in &seen.terms {
            let name = seen.name_of(term.no);
            let spoken = step.expect.due.contains_key(&name)
                || step
                    .expect
                    .due
                    .keys()
                    .any(|key| seen.term(key).is_some_and(|named| named.no == term.no));
            let news = self.spoken.insert((term.no, term.due.clone()));
            if news && !spoken {
                self.fault(format!(
                    "{name} is due {}: the scenario does not say so",
                    term.due
                ));
            }
            let provisional = step.expect.provisional.contains(&name);
            if news && term.provisional != provisional {
                self.fault(format!("{name} is provisional: {}", term.provisional));
            }
        }
    }

    async fn check_mail(&mut self, step: &Step) {
        let mut sent = self.ground.mail().await;
        sent.sort();
        let Some(expected) = &step.expect.mail else {
            return;
        };
        let mut expected = expected.clone();
        expected.sort();
        let fits = |expected: &String, sent: &String| {
            let mut words = expected.splitn(3, ' ');
            let (day, who) = (words.next().unwrap(), words.next().unwrap_or(""));
            sent.starts_with(&format!("{day} {who} ")) && sent.contains(words.next().unwrap_or(""))
        };
        if sent.len() != expected.len() || !expected.iter().zip(&sent).all(|(a, b)| fits(a, b)) {
            self.fault(format!(
                "expected mail\n    {}\n  sent\n    {}",
                expected.join("\n    "),
                sent.join("\n    ")
            ));
        }
    }
}
