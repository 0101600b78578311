//! Planning: from a case file, a command, an actor and a moment to a plan or a refusal.
//!
//! Pure, synchronous, total. Data decides which moves exist, who makes them, which terms start and stop and which
//! papers go out; the Rust here decides what a guard means and what a command carries.

use calendar::Calendar;
use chrono::NaiveDate;

use crate::actor::{Actor, Moment, Person, Role};
use crate::command::{Capacity, Command, CommandName, ReconsiderationCommand, Submission};
use crate::deputy::{Absent, OnBehalf};
use crate::file::{CaseFile, Recusal};
use crate::identity;
use crate::plan::{Availability, Plan, Surroundings, needs};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::{Move, Rulebook};

mod build;
mod carry;
mod days;
mod guards;
mod items;
mod matters;
mod note;
mod opening;
mod request;
mod terms;
#[cfg(test)]
mod tests;
mod what_if;

/// Everything a guard or a carrier may look at. `command` is absent when only asking what is possible.
pub(crate) struct Ask<'a> {
    book: &'a Rulebook,
    calendar: &'a Calendar,
    file: &'a CaseFile,
    submission: Option<&'a Submission>,
    actor: &'a Actor,
    around: &'a Surroundings,
    moment: Moment,
    /// Effective day.
    on: NaiveDate,
}

impl<'a> Ask<'a> {
    fn command(&self) -> Option<&'a ReconsiderationCommand> {
        let Command::Reconsideration(command) = &self.submission?.command;
        Some(command)
    }
}

/// Whether a person planning alone may decide, or must ask for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Authority {
    Decides,
    Proposes,
}

impl Rulebook {
    /// Plans a command.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] with code, article, and what is possible now.
    pub fn plan(
        &self,
        calendar: &Calendar,
        file: &CaseFile,
        submission: &Submission,
        actor: &Actor,
        around: &Surroundings,
        moment: Moment,
    ) -> Result<Plan, Refusal> {
        // Before anything else, so that no other refusal says the number again.
        identity::refuse(submission, || build::redacted(submission))?;
        self.plan_only(calendar, file, submission, actor, around, moment)
            .map_err(|mut refusal| {
                if refusal.allowed.is_empty() {
                    refusal.allowed = self.possible(file, actor);
                }
                refusal
            })
    }

    /// Plans a command; a refusal does not say what is possible instead.
    pub(crate) fn plan_only(
        &self,
        calendar: &Calendar,
        file: &CaseFile,
        submission: &Submission,
        actor: &Actor,
        around: &Surroundings,
        moment: Moment,
    ) -> Result<Plan, Refusal> {
        let Command::Reconsideration(command) = &submission.command;
        self.given_by(command.name(), file, actor)?;
        let ask = self.ask(calendar, file, submission, actor, around, moment)?;
        match command {
            ReconsiderationCommand::SettleRequest(settle) => request::settle(&ask, settle),
            _ => plan_directly(&ask, command.name()),
        }
    }

    /// Refuses a command that the actor may not give at any stage, before anything of the case is looked at: whoever has no
    /// business with a command does not learn from its refusal where the case stands, what is open in it and who is recused.
    fn given_by(&self, name: CommandName, file: &CaseFile, actor: &Actor) -> Result<(), Refusal> {
        let known = self
            .moves_of(name)
            .any(|step| authority(step, file, actor).is_some());
        match self.moves_of(name).next() {
            Some(first) if !known => Err(wrong_role_in(first, self.moves_of(name))),
            _ => Ok(()),
        }
    }

    /// What a submission asks of a case, on its effective day.
    fn ask<'a>(
        &'a self,
        calendar: &'a Calendar,
        file: &'a CaseFile,
        submission: &'a Submission,
        actor: &'a Actor,
        around: &'a Surroundings,
        moment: Moment,
    ) -> Result<Ask<'a>, Refusal> {
        let Command::Reconsideration(command) = &submission.command;
        Ok(Ask {
            book: self,
            calendar,
            file,
            submission: Some(submission),
            actor,
            around,
            moment,
            on: days::effective_day(file, command, submission, moment)?,
        })
    }

    /// The moves of a command that could be the one meant, whoever asks: their stage stands, and what chooses among
    /// them holds.
    pub(crate) fn meant(
        &self,
        calendar: &Calendar,
        file: &CaseFile,
        submission: &Submission,
        actor: &Actor,
        around: &Surroundings,
        moment: Moment,
    ) -> Vec<&Move> {
        let Command::Reconsideration(command) = &submission.command;
        let asked = self.ask(calendar, file, submission, actor, around, moment);
        let named = asked.and_then(|ask| Ok((matters::named(&ask)?, ask)));
        let Ok((named, ask)) = named else {
            return Vec::new();
        };
        self.moves_of(command.name())
            .filter(|step| matters::stands(self, file, step, named))
            .filter(|step| guards::chosen(&ask, step) == Ok(true))
            .collect()
    }

    /// What the actor could do with the case now, command by command.
    #[must_use]
    pub fn available(
        &self,
        calendar: &Calendar,
        file: &CaseFile,
        actor: &Actor,
        around: &Surroundings,
        moment: Moment,
    ) -> Vec<Availability> {
        let ask = Ask {
            book: self,
            calendar,
            file,
            submission: None,
            actor,
            around,
            moment,
            on: moment.today,
        };
        let names = CommandName::ALL.iter().copied();
        names
            .filter(|name| name.is_given_to_a_case())
            .map(|command| {
                let possible = || {
                    self.given_by(command, file, actor)?;
                    let (step, authority) = choose(&ask, command)?;
                    guards::require(&ask, step)?;
                    Ok(authority)
                };
                match possible() {
                    Ok(authority) => Availability {
                        command,
                        allowed: true,
                        needs_signature: authority == Authority::Proposes,
                        refusal: None,
                    },
                    Err(refusal) => Availability {
                        command,
                        allowed: false,
                        needs_signature: false,
                        refusal: Some(refusal),
                    },
                }
            })
            .collect()
    }

    /// Commands that stage and role would let the actor give.
    fn possible(&self, file: &CaseFile, actor: &Actor) -> Vec<CommandName> {
        let mut names: Vec<CommandName> = self
            .moves
            .iter()
            .filter(|step| {
                matters::stands(self, file, step, None) && authority(step, file, actor).is_some()
            })
            .map(|step| step.command)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Label of a command in both languages: that of its first move.
    #[must_use]
    pub fn command_label(&self, name: CommandName) -> (String, String) {
        self.moves_of(name).next().map_or_else(
            || (name.code().to_owned(), name.code().to_owned()),
            |step| (step.label.zh.clone(), step.label.en.clone()),
        )
    }
}

fn plan_directly(ask: &Ask<'_>, name: CommandName) -> Result<Plan, Refusal> {
    let (step, authority) = choose(ask, name)?;
    nobody_recused(ask)?;
    let proof = ask
        .submission
        .and_then(|submission| submission.proof.as_ref());
    guards::materials::named(ask, proof)?;
    days::check(ask, step)?;
    guards::require(ask, step)?;
    let plan = build::build(ask, step).map_err(|refusal| match refusal.basis {
        Some(_) => refusal,
        None => refusal.because(step.basis.clone()),
    })?;
    match authority {
        Authority::Decides => Ok(plan),
        Authority::Proposes => request::open(ask, step, &plan),
    }
}

/// Nobody to whom the file is closed is given a part in it. Asked once it is known that the command is the actor's to give: who is
/// recused is nobody else's business.
///
/// # Law
///
/// CSL 76: who is recused takes no part in the matter.
fn nobody_recused(ask: &Ask<'_>) -> Result<(), Refusal> {
    let recusals = &ask.file.facts.participation.recusals;
    let Some(submission) = ask.submission.filter(|_| !recusals.is_empty()) else {
        return Ok(());
    };
    let named = needs(ask.file, submission);
    let mut recusals = recusals.iter();
    match recusals.find(|recusal| named.contains(&recusal.user)) {
        None => Ok(()),
        Some(recusal) => Err(recused(RefusalCode::Recused, recusal)),
    }
}

fn recused(code: RefusalCode, recusal: &Recusal) -> Refusal {
    Refusal::new(code)
        .with("user", recusal.user)
        .with("day", recusal.on)
        .because("CSL 76")
}

/// The one move that the command makes at this stage for this actor.
fn choose<'a>(ask: &Ask<'a>, name: CommandName) -> Result<(&'a Move, Authority), Refusal> {
    let mut authorised = None;
    let mut here = None;
    let named = matters::named(ask)?;
    for step in ask
        .book
        .moves_of(name)
        .filter(|step| matters::stands(ask.book, ask.file, step, named))
    {
        here = Some(step);
        if !guards::chosen(ask, step)? {
            continue;
        }
        match authority(step, ask.file, ask.actor) {
            Some(authority) => return Ok((step, authority)),
            None => authorised = Some(step),
        }
    }
    if let Some(step) = authorised {
        return Err(wrong_role(step));
    }
    let known = here.or_else(|| ask.book.moves_of(name).next());
    Err(wrong_stage(ask, name, known))
}

fn wrong_stage(ask: &Ask<'_>, name: CommandName, step: Option<&Move>) -> Refusal {
    // Where the proceeding would allow it, what stands in the way is the stage of the matter.
    let matter = step
        .filter(|step| step.track.is_some() && step.stages().contains(&ask.file.stage))
        .map(|step| matters::stage_of(ask, step));
    let stage = match &matter {
        Some(stage) => *stage,
        None => ask.book.stages.get(&ask.file.stage),
    };
    let from: Vec<&str> = ask
        .book
        .moves_of(name)
        .flat_map(|step| match &matter {
            Some(_) => step.from.as_slice(),
            None => step.stages(),
        })
        .filter_map(|id| ask.book.stages.get(id).map(|stage| stage.label.zh.as_str()))
        .collect();
    let nothing = if matter.is_some() { "无 / none" } else { "" };
    let (own, _) = ask.book.command_label(name);
    let refusal = Refusal::new(RefusalCode::WrongStage)
        .with(
            "command",
            step.map_or(own.as_str(), |step| step.label.zh.as_str()),
        )
        .with(
            "stage",
            match (stage, &matter) {
                (Some(stage), _) => stage.label.zh.as_str(),
                (None, Some(_)) => "未开始 / not begun",
                (None, None) => ask.file.stage.as_str(),
            },
        )
        .with(
            "from",
            if from.is_empty() {
                nothing.to_owned()
            } else {
                dedup(from).join("、")
            },
        );
    match step {
        Some(step) => refusal.because(step.basis.clone()),
        None => refusal,
    }
}

fn wrong_role(step: &Move) -> Refusal {
    wrong_role_in(step, std::iter::once(step))
}

/// The refusal of a command to whom none of the moves is given.
fn wrong_role_in<'a>(step: &Move, moves: impl Iterator<Item = &'a Move>) -> Refusal {
    let roles = moves.flat_map(|step| step.decided_by.iter().chain(&step.proposed_by));
    let roles: Vec<&str> = roles.map(|role| role.label().0).collect();
    Refusal::new(RefusalCode::WrongRole)
        .with("command", &step.label.zh)
        .with("roles", dedup(roles).join("、"))
        .because(step.basis.clone())
}

fn dedup(mut words: Vec<&str>) -> Vec<&str> {
    let mut seen = std::collections::BTreeSet::new();
    words.retain(|word| seen.insert(*word));
    words
}

/// Whether the actor decides the move, only proposes it, or neither.
fn authority(step: &Move, file: &CaseFile, actor: &Actor) -> Option<Authority> {
    standing(step, file, actor).map(|(authority, _)| authority)
}

/// The authority of the actor, and for whom on leave it has it: its own goes before that of a deputy, to decide before to
/// propose.
fn standing<'a>(
    step: &Move,
    file: &CaseFile,
    actor: &'a Actor,
) -> Option<(Authority, Option<&'a Absent>)> {
    let own = |role: &Role| stands_as(*role, file, actor) || withdraws(step, *role, file, actor);
    let person = actor.person();
    let absent = |role: &Role| file.absent_as(*role, person?);
    let found = |roles: &[Role]| match roles.iter().any(own) {
        true => Some(None),
        false => roles.iter().find_map(absent).map(Some),
    };
    let decides = found(&step.decided_by).map(|absent| (Authority::Decides, absent));
    decides.or_else(|| found(&step.proposed_by).map(|absent| (Authority::Proposes, absent)))
}

/// For whom on leave the actor makes the move, where it has no authority of its own.
fn on_behalf(step: &Move, file: &CaseFile, actor: &Actor) -> Option<OnBehalf> {
    let (_, absent) = standing(step, file, actor)?;
    absent.map(OnBehalf::from)
}

/// Whether an officer who has not the case may make the move: any may withdraw from it, who may be its host or recorder.
///
/// # Law
///
/// CSL 77.
fn withdraws(step: &Move, role: Role, file: &CaseFile, actor: &Actor) -> bool {
    let officers = [Role::Officer, Role::CoOfficer];
    let open = |person: &Person| {
        let participation = &file.facts.participation;
        person.organ == file.organ && participation.recusal_of(person.user).is_none()
    };
    step.command == CommandName::Recuse
        && officers.contains(&role)
        && actor.holds(role)
        && actor.person().is_some_and(open)
}

/// Whether the actor stands in a role to this very case.
///
/// An officer is the officer of the case, not any officer; a clerk speaks for a respondent of the case.
fn stands_as(role: Role, file: &CaseFile, actor: &Actor) -> bool {
    let Actor::Person(person) = actor else {
        return role == Role::System;
    };
    // From the moment of the recusal the file is closed (CSL 76), to a head as to anybody.
    if file.facts.participation.recusal_of(person.user).is_some() {
        return false;
    }
    let held = person.acts_as(role);
    // Who speaks for a party takes part as that party, and in no other capacity.
    let own = person.own_agency();
    let of_party = own.is_some() && file.parties.iter().any(|party| party.organ == own);
    let admitted = |capacity| {
        let participation = &file.facts.participation;
        let admission = participation.admission_of(person.user, capacity, person.on);
        held && !of_party && admission.is_some()
    };
    match role {
        Role::System => false,
        Role::CommitteeMember => admitted(Capacity::CommitteeMember),
        Role::Mediator => admitted(Capacity::Mediator),
        Role::LegalAdviser => admitted(Capacity::LegalAdviser),
        Role::StreetOffice => admitted(Capacity::StreetOffice),
        Role::Officer => held && file.officer == Some(person.user),
        Role::CoOfficer => {
            (held || person.acts_as(Role::Officer)) && file.co_officer == Some(person.user)
        }
        Role::RespondentClerk => {
            held && person.agency.is_some()
                && file.present().any(|party| party.organ == person.agency)
        }
        _ => held && person.organ == file.organ,
    }
}
