//! Puts a plan together: what the command carries, then what the move's data says.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Ask, carry, matters, terms};
use crate::actor::Actor;
use crate::alarm;
use crate::command::{CommandName, Submission};
use crate::deputy::OnBehalf;
use crate::effect::{Effect, Entry};
use crate::file::{
    CaseFile, DefinitionVersion, Matter, Outcome, Party, PartyRole, Term, TermState,
};
use crate::id::{EntryNo, OrganId, PaperNo, PartyNo};
use crate::period::PeriodKind;
use crate::plan::{Plan, PlannedAlert, ProtectedContent};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::{Ground, GroundOf, Move};

mod paper;

pub(super) use paper::paper;

/// A plan in the making: the file as it stands so far, and the effects that led there.
pub(super) struct Making {
    pub(super) file: CaseFile,
    pub(super) effects: Vec<Effect>,
    pub(super) reverses: Vec<EntryNo>,
    pub(super) protected: Vec<ProtectedContent>,
    /// The matter that a move of a side track is about, as it stands so far.
    pub(super) matter: Option<Matter>,
    /// The party that the command brings in: the papers of the move go to it alone.
    pub(super) newcomer: Option<PartyNo>,
    /// The paper that the command corrects.
    pub(super) corrects: Option<PaperNo>,
}

impl Making {
    pub(super) fn of(file: &CaseFile) -> Self {
        Self {
            file: file.clone(),
            effects: Vec::new(),
            reverses: Vec::new(),
            protected: Vec::new(),
            matter: None,
            newcomer: None,
            corrects: None,
        }
    }

    pub(super) fn push(&mut self, effect: Effect) {
        self.file.apply(&effect);
        self.effects.push(effect);
    }

    /// The case has its outcome.
    pub(super) fn conclude(&mut self, outcome: Outcome) {
        let entry = self.file.revision.saturating_add(1);
        self.push(Effect::OutcomeSet { outcome, entry });
    }

    /// Content for the secondary volume; the log keeps its salted digest.
    pub(super) fn protect(&mut self, label: &str, content: Option<&str>) {
        if let Some(content) = content.filter(|content| !content.trim().is_empty()) {
            self.effects.push(Effect::ContentProtected {
                label: label.to_owned(),
                digest: String::new(),
            });
            self.protected.push(ProtectedContent {
                label: label.to_owned(),
                content: content.to_owned(),
            });
        }
    }

    /// Another organ 相关机关 that gets a paper: the one already in the file under that name, or a new one.
    pub(super) fn other_organ(&mut self, name: &str, organ: Option<OrganId>) -> PartyNo {
        let known = self
            .file
            .parties_with(PartyRole::OtherOrgan)
            .find(|party| party.name == name && party.organ == organ);
        if let Some(same) = known {
            return same.no;
        }
        let no = next_no(self.file.parties.iter().map(|party| party.no));
        let party = Party {
            no,
            role: PartyRole::OtherOrgan,
            name: name.to_owned(),
            address: None,
            phone: None,
            organ,
            left_on: None,
            stayed_out: false,
        };
        self.push(Effect::PartyAdded { party });
        no
    }

    /// Says what the matter is about, or how it came out once it is known what it is about.
    pub(super) fn say(&mut self, words: &str) {
        if let Some(matter) = &mut self.matter {
            if matter.about.is_empty() {
                words.clone_into(&mut matter.about);
            } else {
                matter.result = Some(words.to_owned());
            }
        }
    }

    /// The matters of the case, the one that moves as it then stands.
    pub(super) fn matters(&self) -> impl Iterator<Item = &Matter> {
        let own = self.matter.as_ref();
        let others = self.file.facts.matters.iter();
        let others = others.filter(move |matter| own.is_none_or(|own| own.no != matter.no));
        others.chain(own)
    }

    /// Whether a move may end a term: one of a side track ends the terms of its own matter only.
    pub(super) fn concerns(&self, term: &Term) -> bool {
        let matter = self.matter.as_ref();
        matter.is_none_or(|matter| matter.terms.contains(&term.no))
    }

    pub(super) fn reverse(&mut self, entry: Option<EntryNo>) {
        if let Some(entry) = entry
            && !self.reverses.contains(&entry)
        {
            self.reverses.push(entry);
        }
    }
}

impl Ask<'_> {
    /// Chinese label of a period.
    pub(super) fn label_of(&self, period: &str) -> String {
        self.book
            .period(period)
            .map_or_else(|| period.to_owned(), |period| period.label.clone())
    }

    pub(super) fn is_window(&self, period: &str) -> bool {
        self.book
            .period(period)
            .is_some_and(|period| period.kind == PeriodKind::Window)
            && period != super::guards::CORRECTION
    }

    pub(super) fn ground(&self, id: &str, of: GroundOf) -> Result<&Ground, Refusal> {
        self.book
            .grounds
            .get(id)
            .filter(|ground| ground.of == of)
            .ok_or_else(|| {
                let known: Vec<&str> = self
                    .book
                    .grounds
                    .values()
                    .filter(|ground| ground.of == of)
                    .map(|ground| ground.id.as_str())
                    .collect();
                let labels = self.book.grounds.values().filter(|ground| ground.of == of);
                let labels: Vec<&str> = labels.map(|ground| ground.label.zh.as_str()).collect();
                Refusal::new(RefusalCode::UnknownGround)
                    .with("ground", id)
                    .with("known", known.join(", "))
                    .with("labels", labels.join("、"))
            })
    }
}

/// The whole plan of a move whose conditions hold.
pub(super) fn build(ask: &Ask<'_>, step: &Move) -> Result<Plan, Refusal> {
    let mut making = Making::of(ask.file);
    if step.track.is_some() {
        matters::take_up(ask, step, &mut making);
    }
    carry::carry(ask, step, &mut making)?;
    let day = carry::meeting_day(ask);
    for period in &step.meets {
        terms::meet_all(&mut making, period, day);
    }
    cancel(ask, step, &mut making);
    match &step.to {
        Some(stage) if step.track.is_none() => {
            enter(ask, &mut making, stage);
            matters::end_with(ask, &mut making)?;
        }
        Some(stage) => matters::enter(ask, &mut making, stage)?,
        None => {}
    }
    for period in &step.starts {
        let from = carry::starting_day(ask, period);
        terms::start(ask, &mut making, period, from, None, None)?;
    }
    for period in &step.fixes {
        if let Some(last) = carry::fixed_day(ask) {
            terms::start_fixed(ask, &mut making, period, (ask.on, last), None, None)?;
        }
    }
    for kind in &step.issues {
        issue(ask, &mut making, kind);
    }
    matters::put_back(&mut making);
    if ask.file.facts.outcome.is_none() && making.file.facts.outcome.is_some() {
        let why = "案件已有结果 / the case has its outcome";
        drop_requests(&mut making, why, |_| true);
    } else if ask.file.closed_on.is_none() && making.file.closed_on.is_some() {
        let stage = making.file.stage.clone();
        let why = "案件已结案，不能再办理 / the case is closed, and this can no longer be done";
        drop_requests(&mut making, why, |name| {
            let mut moves = ask.book.moves_of(name);
            moves.all(|step| !step.stages().contains(&stage))
        });
    }
    Ok(finish(ask, step, making))
}

fn enter(ask: &Ask<'_>, making: &mut Making, stage: &str) {
    making.push(Effect::StageEntered {
        stage: stage.to_owned(),
        on: ask.on,
    });
    let entered = ask.book.stages.get(stage);
    if entered.is_some_and(|stage| stage.is_final) {
        making.push(Effect::Closed { on: ask.on });
    }
}

fn cancel(ask: &Ask<'_>, step: &Move, making: &mut Making) {
    let every = step.cancels.iter().any(|id| id == "*");
    let doomed: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| term.state.is_open())
        .filter(|term| {
            step.cancels.contains(&term.period)
                || (every
                    && !ask.is_window(&term.period)
                    && !matters::runs_on(ask, step, &making.file, term))
        })
        .filter(|term| making.concerns(term))
        .cloned()
        .collect();
    for term in doomed {
        terms::end(making, term, TermState::Cancelled, ask.on);
    }
}

/// Requests fall away when the case gets its outcome, and when it is closed those for what cannot be done any more.
fn drop_requests(making: &mut Making, why: &str, falls: impl Fn(CommandName) -> bool) {
    let open: Vec<u32> = making
        .file
        .facts
        .pending
        .iter()
        .filter(|request| falls(request.submission.command.name()))
        .map(|request| request.no)
        .collect();
    for request in open {
        making.push(Effect::RequestSettled {
            request,
            granted: false,
            opinion: Some(why.to_owned()),
        });
    }
}

fn issue(ask: &Ask<'_>, making: &mut Making, kind: &str) {
    let Some(kind) = ask.book.papers.get(kind) else {
        return;
    };
    if kind.unless_suspended && still_suspended(making) {
        return;
    }
    let mut paper = paper(making, kind, ask.on, ask.submission);
    if let Some(facts) = Arc::make_mut(&mut paper.facts).as_object_mut() {
        let ground = suspending(ask, making);
        let said = ground.map(|ground| serde_json::json!({ "id": ground.id, "label": ground.label.zh, "article": ground.basis }));
        facts.insert("suspensionGround".to_owned(), said.into());
    }
    if let Some(matter) = &mut making.matter {
        matter.papers.push(paper.no);
    }
    making.push(Effect::PaperIssued { paper });
}

/// Whether the case is suspended as the move leaves it, the matter that moves counted as it then stands.
fn still_suspended(making: &Making) -> bool {
    making.file.facts.suspension.is_some()
        || making.matters().any(|matter| matter.suspended_on.is_some())
}

/// The ground of suspension that a paper speaks of: that of the matter it is issued in, or that decided.
fn suspending<'a>(ask: &Ask<'a>, making: &Making) -> Option<&'a Ground> {
    let decided = making.file.facts.suspension.as_ref();
    match &making.matter {
        Some(matter) => ask.book.ground_of(&matter.track),
        None => ask.book.grounds.get(&decided?.ground),
    }
}

pub(super) fn next_no(taken: impl Iterator<Item = u32>) -> u32 {
    taken.max().unwrap_or(0).saturating_add(1)
}

/// The submission as the log keeps it: what belongs in the secondary volume is left out.
pub(super) fn redacted(submission: &Submission) -> serde_json::Value {
    let mut value = serde_json::to_value(submission).unwrap_or_default();
    if let Some(commands) = value
        .pointer_mut("/command/reconsideration")
        .and_then(serde_json::Value::as_object_mut)
    {
        for (name, fields) in commands.iter_mut() {
            let Some(fields) = fields.as_object_mut() else {
                continue;
            };
            // What a secret entered by mistake is called is as secret as what it says.
            if ["fileMaterial", "correctMaterial"].contains(&name.as_str()) {
                fields.remove("title");
            }
            for secret in [
                "handoverNote",
                "deliberation",
                "minutes",
                "committeeOpinion",
                "departure",
                "offers",
                "clue",
                "recusalNote",
                "identityNumber",
            ] {
                fields.remove(secret);
            }
        }
    }
    value
}

fn finish(ask: &Ask<'_>, step: &Move, making: Making) -> Plan {
    let payload = ask.submission.map(redacted).unwrap_or_default();
    let head = Head {
        step,
        actor: ask.actor,
        on_behalf: super::on_behalf(step, ask.file, ask.actor),
        on: ask.on,
        definition: &ask.file.definition,
        from_revision: ask.file.revision,
        payload,
        calendar: ask.calendar.version(),
    };
    let (alerts, silenced) = alerts(ask, &making.effects);
    complete(head, making, alerts, silenced, ask.moment)
}

/// What the entry says beside its effects.
pub(super) struct Head<'a> {
    pub(super) step: &'a Move,
    pub(super) actor: &'a Actor,
    pub(super) on_behalf: Option<OnBehalf>,
    pub(super) on: NaiveDate,
    pub(super) definition: &'a DefinitionVersion,
    pub(super) from_revision: EntryNo,
    pub(super) payload: serde_json::Value,
    pub(super) calendar: &'a str,
}

pub(super) fn complete(
    head: Head<'_>,
    making: Making,
    alerts: Vec<PlannedAlert>,
    silenced: Vec<u32>,
    moment: crate::actor::Moment,
) -> Plan {
    let no = head.from_revision.saturating_add(1);
    let mut after = making.file;
    after.revision = no;
    let person = head.actor.person();
    let entry = Entry {
        no,
        command: head.step.command.code().to_owned(),
        move_id: head.step.id.clone(),
        payload: head.payload,
        effects: making.effects,
        effective_on: head.on,
        recorded_at: moment.now,
        actor: person.map(|person| person.user),
        actor_name: person.map_or_else(|| "系统 system".to_owned(), |person| person.name.clone()),
        on_behalf: head.on_behalf,
        definition: head.definition.clone(),
        calendar: head.calendar.to_owned(),
        reverses: making.reverses,
    };
    Plan {
        case: after.id,
        from_revision: head.from_revision,
        entry,
        after,
        alerts,
        silenced,
        protected: making.protected,
        basis: head.step.basis.clone(),
        is_request: false,
    }
}

/// Alerts of every term that the effects leave running or overdue; all earlier ones of changed terms are silenced.
fn alerts(ask: &Ask<'_>, effects: &[Effect]) -> (Vec<PlannedAlert>, Vec<u32>) {
    plan_alerts(ask.book, ask.calendar, effects, ask.moment)
}

pub(super) fn plan_alerts(
    book: &crate::rulebook::Rulebook,
    calendar: &calendar::Calendar,
    effects: &[Effect],
    moment: crate::actor::Moment,
) -> (Vec<PlannedAlert>, Vec<u32>) {
    let mut latest: Vec<&Term> = Vec::new();
    for effect in effects {
        if let Effect::TermSet { term } = effect {
            latest.retain(|known| known.no != term.no);
            latest.push(term);
        }
    }
    let mut alerts = Vec::new();
    for term in &latest {
        if let Some(period) = book.period(&term.period) {
            alerts.extend(alarm::planned(period, term, calendar, moment));
        }
    }
    (
        alerts,
        latest
            .iter()
            .filter(|term| term.version > 1)
            .map(|term| term.no)
            .collect(),
    )
}
