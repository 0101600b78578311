//! Requests 待签请求: a command submitted by who may propose, carried out when who may decide signs.

use super::build::{Head, Making, complete};
use super::days::no_such;
use super::{Ask, Authority, choose, days, guards};
use crate::actor::Moment;
use crate::command::{Command, SettleRequest};
use crate::deputy::OnBehalf;
use crate::effect::Effect;
use crate::file::PendingRequest;
use crate::identity;
use crate::plan::Plan;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Move;

/// Opens a request that binds what the plan would change.
pub(super) fn open(ask: &Ask<'_>, step: &Move, plan: &Plan) -> Result<Plan, Refusal> {
    let Some(submission) = ask.submission else {
        return Err(no_such("request", 0));
    };
    let name = submission.command.name();
    if let Some(same) = ask
        .file
        .facts
        .pending
        .iter()
        .find(|known| known.submission.command.name() == name)
    {
        return Err(Refusal::new(RefusalCode::RequestExists).with("request", same.no));
    }
    let Some(person) = ask.actor.person() else {
        return Err(super::wrong_role(step));
    };
    // What waits is kept whole until it is settled.
    let whole = || serde_json::to_value(submission).unwrap_or_default();
    identity::refuse(submission, whole)?;
    let request = PendingRequest {
        no: ask.file.facts.last_request.saturating_add(1),
        by: person.user,
        at: ask.moment.now,
        submission: Box::new(submission.clone()),
        digest: material(plan).join("\n"),
    };
    let mut making = Making::of(ask.file);
    making.push(Effect::RequestOpened { request });
    let head = Head {
        step,
        actor: ask.actor,
        on_behalf: super::on_behalf(step, ask.file, ask.actor),
        on: ask.moment.today,
        definition: &ask.file.definition,
        from_revision: ask.file.revision,
        payload: super::build::redacted(submission),
        calendar: ask.calendar.version(),
    };
    let mut opened = complete(head, making, Vec::new(), Vec::new(), ask.moment);
    opened.is_request = true;
    Ok(opened)
}

/// Signs or returns a request. What is signed is what was asked: if the plan has changed since, it is refused.
pub(super) fn settle(ask: &Ask<'_>, settle: &SettleRequest) -> Result<Plan, Refusal> {
    // Before the request is looked up: who may not settle requests does not learn whether there is one.
    let (own, _) = choose(ask, crate::command::CommandName::SettleRequest)?;
    // A request that names somebody who is recused meanwhile cannot be granted, and is returned.
    if settle.approve {
        super::nobody_recused(ask)?;
    }
    let known = ask
        .file
        .facts
        .pending
        .iter()
        .find(|request| request.no == settle.request);
    let request = known.ok_or_else(|| no_such("request", settle.request))?;
    if !settle.approve {
        let on_behalf = may_return(ask, request)?;
        return returned(ask, own, settle, on_behalf);
    }
    let then = Moment::at(request.at);
    let (step, plan_then) = as_asked(ask, request, then)?;
    let Some(plan_then) = plan_then else {
        // What stands in its way today is said, where something does: once it is gone, the request can be granted.
        let today = inner(ask, request, ask.moment)?;
        guards::require(&today, step)?;
        return Err(changed(request.no, ""));
    };
    let difference = differences(&request.digest, &material(&plan_then).join("\n"));
    if !difference.is_empty() {
        return Err(changed(request.no, &difference));
    }
    let inner = inner(ask, request, ask.moment)?;
    days::check(&inner, step)?;
    guards::require(&inner, step)?;
    let mut plan = super::build::build(&inner, step)?;
    // An outcome drops every open request; this one is granted instead.
    plan.entry.effects.retain(
        |effect| !matches!(effect, Effect::RequestSettled { request: no, .. } if *no == request.no),
    );
    plan.entry.effects.push(Effect::RequestSettled {
        request: request.no,
        granted: true,
        opinion: settle.opinion.clone(),
    });
    plan.entry.payload = serde_json::json!({
        "settleRequest": settle,
        "submission": super::build::redacted(&request.submission),
    });
    plan.refold(Some(ask.file));
    Ok(plan)
}

fn changed(request: u32, difference: &str) -> Refusal {
    Refusal::new(RefusalCode::RequestChanged)
        .with("request", request)
        .with("difference", difference)
}

fn inner<'a>(
    ask: &Ask<'a>,
    request: &'a PendingRequest,
    moment: Moment,
) -> Result<Ask<'a>, Refusal> {
    let Command::Reconsideration(command) = &request.submission.command;
    // Without proof of an earlier day it is the day of the last signature.
    let on = match &request.submission.proof {
        Some(_) => days::effective_day(ask.file, command, &request.submission, moment)?,
        None => moment.today,
    };
    Ok(Ask {
        book: ask.book,
        calendar: ask.calendar,
        file: ask.file,
        submission: Some(&request.submission),
        actor: ask.actor,
        around: ask.around,
        moment,
        on,
    })
}

/// The move asked for and the plan it would have made then, on the file as it is now.
fn as_asked<'a>(
    ask: &Ask<'a>,
    request: &'a PendingRequest,
    then: Moment,
) -> Result<(&'a Move, Option<Plan>), Refusal> {
    let inner = inner(ask, request, then)?;
    let (step, authority) = choose(&inner, request.submission.command.name())?;
    if authority != Authority::Decides {
        return Err(super::wrong_role(step));
    }
    let sound = guards::require(&inner, step).and_then(|()| super::build::build(&inner, step));
    Ok((step, sound.ok()))
}

/// Whether the actor may return the request: who may decide what it asks, at whatever stage the case is now, or who
/// made it and takes it back; for whom, where a deputy does.
fn may_return(ask: &Ask<'_>, request: &PendingRequest) -> Result<Option<OnBehalf>, Refusal> {
    if ask
        .actor
        .person()
        .is_some_and(|person| person.user == request.by)
    {
        return Ok(None);
    }
    let mut first = None;
    for step in ask.book.moves_of(request.submission.command.name()) {
        if let Some((Authority::Decides, absent)) = super::standing(step, ask.file, ask.actor) {
            return Ok(absent.map(OnBehalf::from));
        }
        first = first.or(Some(step));
    }
    first.map_or(Ok(None), |step| Err(super::wrong_role(step)))
}

fn returned(
    ask: &Ask<'_>,
    own: &Move,
    settle: &SettleRequest,
    on_behalf: Option<OnBehalf>,
) -> Result<Plan, Refusal> {
    if settle
        .opinion
        .as_deref()
        .is_none_or(|opinion| opinion.trim().is_empty())
    {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "opinion"));
    }
    let mut making = Making::of(ask.file);
    let opinion = settle.opinion.clone();
    making.push(Effect::RequestSettled {
        request: settle.request,
        granted: false,
        opinion,
    });
    let head = Head {
        step: own,
        actor: ask.actor,
        on_behalf,
        on: ask.moment.today,
        definition: &ask.file.definition,
        from_revision: ask.file.revision,
        payload: ask
            .submission
            .map(super::build::redacted)
            .unwrap_or_default(),
        calendar: ask.calendar.version(),
    };
    Ok(complete(head, making, Vec::new(), Vec::new(), ask.moment))
}

/// What a signer cares about in a plan, line by line: stage, outcome, due days, papers.
fn material(plan: &Plan) -> Vec<String> {
    plan.entry
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::StageEntered { stage, .. } => Some(format!("stage {stage}")),
            Effect::OutcomeSet { outcome, .. } => Some(format!("outcome {}", outcome.code())),
            Effect::TermSet { term } => Some(format!(
                "term {} {} due {} +{}",
                term.period,
                term.state.code(),
                term.due,
                term.extension_days
            )),
            Effect::PaperIssued { paper } => {
                Some(format!("paper {} to {:?}", paper.kind, paper.addressees))
            }
            _ => None,
        })
        .collect()
}

/// Lines that stand in one and not in the other.
fn differences(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let gone = old
        .iter()
        .filter(|line| !new.contains(line))
        .map(|line| format!("- {line}"));
    let come = new
        .iter()
        .filter(|line| !old.contains(line))
        .map(|line| format!("+ {line}"));
    gone.chain(come).collect::<Vec<_>>().join("; ")
}
