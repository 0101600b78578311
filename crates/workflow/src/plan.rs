//! The plan 计划: everything one command would change. Pure data, complete.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::actor::Role;
use crate::command::{Command, CommandName, Opening, Receive, ReconsiderationCommand, Submission};
use crate::effect::{Effect, Entry};
use crate::file::{CaseFile, DisputedAct, DocumentNumber, MaterialFile, Outcome, PartyRole};
use crate::id::{CaseId, EntryNo, OrganId, PartyNo, TermNo, UserId};
use crate::refusal::Refusal;

/// Everything one command would change.
///
/// Numbers that must be drawn under lock are left as [`DocumentNumber::Slot`]; see [`Plan::fill_numbers`].
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The case.
    pub case: CaseId,
    /// The revision it was made from; 0 opens the case.
    pub from_revision: EntryNo,
    /// The line for the log.
    pub entry: Entry,
    /// The file as it stands afterwards.
    pub after: CaseFile,
    /// Alerts to plan; alerts of older versions of the same terms are withdrawn.
    pub alerts: Vec<PlannedAlert>,
    /// Terms whose earlier alerts no longer apply.
    pub silenced: Vec<TermNo>,
    /// Content kept apart from the log.
    pub protected: Vec<ProtectedContent>,
    /// Article it rests on.
    pub basis: String,
    /// Whether it only opens a request that somebody else must sign.
    pub is_request: bool,
}

/// Content kept apart from the log 副卷内容.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectedContent {
    /// What it is, such as `handover_note`, `deliberation`, `minutes`, `committee_opinion`.
    pub label: String,
    /// The text.
    pub content: String,
}

/// An alert 提醒 planned with its term.
///
/// Its key is the case, the term, the rung, the version of the term and the duty role; delivery adds the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedAlert {
    /// The term.
    pub term: TermNo,
    /// Version of the term whose due day it speaks of.
    pub term_version: u32,
    /// Rung 档: days before (negative) or after (positive) the due day, in the unit of the ladder.
    pub rung: i32,
    /// Who must act.
    pub role: Role,
    /// When it is to go out.
    pub at: DateTime<Utc>,
    /// The due day it speaks of.
    pub due: NaiveDate,
    /// Whether the rung's own moment had already passed when it was planned.
    pub late: bool,
}

impl Plan {
    /// Every number still to be drawn, in the order of the effects.
    #[must_use]
    pub fn slots(&self) -> Vec<DocumentNumber> {
        self.entry
            .effects
            .iter()
            .filter_map(number_of)
            .filter(|number| number.text().is_none())
            .cloned()
            .collect()
    }

    /// Puts drawn numbers in the place of slots, in the order of [`Plan::slots`], and folds the file again.
    ///
    /// `before` is the file the plan was made from, or `None` for an opening.
    pub fn fill_numbers(&mut self, before: Option<&CaseFile>, drawn: Vec<DocumentNumber>) {
        let mut drawn = drawn.into_iter();
        for effect in &mut self.entry.effects {
            if let Some(number) = number_of_mut(effect)
                && number.text().is_none()
                && let Some(next) = drawn.next()
            {
                *number = next;
            }
        }
        self.refold(before);
    }

    /// Folds the entry's effects over the file the plan was made from.
    pub fn refold(&mut self, before: Option<&CaseFile>) {
        if let Some(folded) = self.folded(before) {
            self.after = folded;
        }
    }

    /// The file that the entry's effects give, folded over the file the plan was made from.
    pub(crate) fn folded(&self, before: Option<&CaseFile>) -> Option<CaseFile> {
        match before {
            None => CaseFile::open(self.case, &self.entry.effects),
            Some(file) => {
                let mut file = file.clone();
                for effect in &self.entry.effects {
                    file.apply(effect);
                }
                file.revision = self.entry.no;
                Some(file)
            }
        }
    }

    /// The case on which it leaves a note that it joins or leaves it; `before` is the file that it was made from.
    #[must_use]
    pub fn noted_on(&self, before: &CaseFile) -> Option<CaseId> {
        self.entry.effects.iter().find_map(|effect| match effect {
            Effect::JoinedSet {
                joined: Some(joined),
            } => Some(joined.lead),
            Effect::JoinedSet { joined: None } => Some(before.facts.joined.as_ref()?.lead),
            _ => None,
        })
    }

    /// Digest of what the plan would change, for a signature to bind.
    #[must_use]
    pub fn digest(&self) -> String {
        let bytes = serde_json::to_vec(&self.entry.effects).unwrap_or_default();
        hex::encode(Sha256::digest(bytes))
    }

    /// Terms that the plan starts or changes, as they stand afterwards.
    pub fn changed_terms(&self) -> impl Iterator<Item = &crate::file::Term> {
        self.entry.effects.iter().filter_map(|effect| match effect {
            Effect::TermSet { term } => Some(term),
            _ => None,
        })
    }
}

fn number_of(effect: &Effect) -> Option<&DocumentNumber> {
    match effect {
        Effect::CaseOpened { number, .. } | Effect::ApplicationReceived { number, .. } => {
            Some(number)
        }
        Effect::PaperIssued { paper } => paper.number.as_ref(),
        _ => None,
    }
}

fn number_of_mut(effect: &mut Effect) -> Option<&mut DocumentNumber> {
    match effect {
        Effect::CaseOpened { number, .. } | Effect::ApplicationReceived { number, .. } => {
            Some(number)
        }
        Effect::PaperIssued { paper } => paper.number.as_mut(),
        _ => None,
    }
}

/// Facts from outside the case file that a command's guards need, loaded beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Active users of the office among those the command names, with their roles.
    pub people: BTreeMap<UserId, BTreeSet<Role>>,
    /// Other cases of the office among those the command names, by number.
    pub cases: BTreeMap<String, KnownCase>,
    /// Files that were sent and wait to be filed, among those the command names.
    pub uploads: BTreeMap<Uuid, MaterialFile>,
}

/// What is known of another case of the office that a command names, or that is heard together with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCase {
    /// The case.
    pub id: CaseId,
    /// Stage of the proceeding.
    pub stage: String,
    /// Effective day on which the stage was entered.
    pub stage_since: NaiveDate,
    /// Names of all who applied, those who have left included.
    pub applied: Vec<String>,
    /// Names of all applicants who have not left.
    pub applicants: Vec<String>,
    /// Respondents who have not left.
    pub respondents: Vec<KnownAgency>,
    /// The disputed act.
    pub disputed_act: DisputedAct,
    /// Day on which the application was filed; none while nobody has applied.
    pub filed_on: Option<NaiveDate>,
    /// Its outcome, once there is one.
    pub outcome: Option<Outcome>,
    /// The acts against which its applicants were asked to apply separately.
    pub separate_acts: Vec<String>,
    /// Whether it is itself joined to another.
    pub joined: bool,
    /// Numbers of the cases that it leads.
    pub members: Vec<String>,
    /// Numbers of the applicants who have not left.
    pub applicant_numbers: Vec<PartyNo>,
    /// Officer and co-officer.
    pub officers: Vec<UserId>,
    /// Who is recused from it 回避.
    pub recused: Vec<UserId>,
    /// The sessions of its hearing, set or held: day, hour, place.
    pub sessions: Vec<HeardAt>,
}

/// When and where a hearing is: day, hour, place.
pub type HeardAt = (NaiveDate, String, String);

/// A respondent of another case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAgency {
    /// The organ, where it is known to the office.
    pub organ: Option<OrganId>,
    /// Name.
    pub name: String,
}

impl KnownAgency {
    /// The respondents of a case who have not left.
    pub(crate) fn of(file: &CaseFile) -> Vec<Self> {
        let agencies = file.parties_with(PartyRole::Respondent);
        let agencies = agencies.map(|party| Self {
            organ: party.organ,
            name: party.name.clone(),
        });
        agencies.collect()
    }
}

impl KnownCase {
    /// What is to be known of a case.
    #[must_use]
    pub fn of(file: &CaseFile) -> Self {
        let facts = &file.facts;
        let applicants = || file.parties_with(PartyRole::Applicant);
        let applied = file.parties.iter();
        let applied =
            applied.filter(|party| party.role == PartyRole::Applicant && !party.stayed_out);
        let members = facts.members.iter();
        let recusals = facts.participation.recusals.iter();
        Self {
            id: file.id,
            stage: file.stage.clone(),
            stage_since: file.stage_since,
            applied: applied.map(|party| party.name.clone()).collect(),
            applicants: applicants().map(|party| party.name.clone()).collect(),
            respondents: KnownAgency::of(file),
            disputed_act: facts.disputed_act.clone(),
            filed_on: facts.receipt.as_ref().map(|receipt| receipt.filed_on),
            outcome: facts.outcome.clone(),
            separate_acts: facts.separate_acts.clone(),
            joined: facts.joined.is_some(),
            members: members.map(|member| member.number.clone()).collect(),
            applicant_numbers: applicants().map(|party| party.no).collect(),
            officers: file.officer.into_iter().chain(file.co_officer).collect(),
            recused: recusals.map(|recusal| recusal.user).collect(),
            sessions: sessions(file),
        }
    }
}

/// The sessions of the hearing of a case, those that were called off left out.
pub(crate) fn sessions(file: &CaseFile) -> Vec<HeardAt> {
    let called_off = ["hearing_cancelled", "hearing_refused"];
    let hearings = file
        .matters_on("hearing")
        .filter(|matter| !called_off.contains(&matter.stage.as_str()))
        .filter_map(|matter| matter.details.hearing());
    hearings
        .flat_map(|hearing| &hearing.sessions)
        .map(|session| (session.on, session.at.clone(), session.place.clone()))
        .collect()
}

/// The numbers of other cases that must be loaded into [`Surroundings`] before a case is opened.
#[must_use]
pub fn cases_named_to_open(opening: &Opening) -> Vec<String> {
    match opening {
        Opening::Reconsideration(receive) => split_from(receive),
        Opening::Intervention(_) => Vec::new(),
    }
}

fn split_from(receive: &Receive) -> Vec<String> {
    let number = receive.split_from.as_deref().map(str::trim);
    number.into_iter().map(str::to_owned).collect()
}

/// The numbers of other cases that must be loaded into [`Surroundings`]: those that the submission names, and where it
/// settles a request, those that the request names.
#[must_use]
pub fn cases_named(file: &CaseFile, submission: &Submission) -> Vec<String> {
    let Command::Reconsideration(command) = &submission.command;
    match command {
        ReconsiderationCommand::VoidRegistration(void) => {
            let number = void.stands_as.as_deref().map(str::trim);
            number.into_iter().map(str::to_owned).collect()
        }
        ReconsiderationCommand::JoinCases(join) => vec![join.lead.trim().to_owned()],
        ReconsiderationCommand::Receive(receive) => split_from(receive),
        ReconsiderationCommand::Assign(_)
        | ReconsiderationCommand::SetHearing(_)
        | ReconsiderationCommand::ChangeHearing(_)
        | ReconsiderationCommand::HoldHearing(_) => file
            .facts
            .heard_with()
            .map(|(_, number)| number.to_owned())
            .collect(),
        ReconsiderationCommand::SettleRequest(settle) => {
            let asked = file.facts.pending.iter();
            let asked = asked.filter(|request| request.no == settle.request);
            let inner = |request: &&crate::file::PendingRequest| {
                let Command::Reconsideration(inner) = &request.submission.command;
                !matches!(inner, ReconsiderationCommand::SettleRequest(_))
            };
            let asked = asked.filter(inner);
            asked
                .flat_map(|request| cases_named(file, &request.submission))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The upload that a submission files, which must be loaded into [`Surroundings`].
#[must_use]
pub fn files(submission: &Submission) -> Option<Uuid> {
    match &submission.command {
        Command::Reconsideration(ReconsiderationCommand::FileMaterial(filed)) => Some(filed.upload),
        Command::Reconsideration(_) => None,
    }
}

/// The users whose roles must be loaded into [`Surroundings`]: those that the submission names, and where it settles
/// a request, those that the request names; besides them those asked to withdraw.
#[must_use]
pub fn needs(file: &CaseFile, submission: &Submission) -> Vec<UserId> {
    let mut people = named_in(submission);
    let Command::Reconsideration(command) = &submission.command;
    if let ReconsiderationCommand::SettleRequest(settle) = command {
        let asked = file
            .facts
            .pending
            .iter()
            .find(|request| request.no == settle.request);
        people.extend(
            asked
                .iter()
                .flat_map(|request| named_in(&request.submission)),
        );
    }
    people.extend(asked_to_withdraw(file));
    people
}

/// The users about whose recusal nobody has decided: what they are says who has to.
#[must_use]
pub fn asked_to_withdraw(file: &CaseFile) -> Vec<UserId> {
    let undecided = file.facts.participation.undecided();
    undecided.map(|known| known.user).collect()
}

/// The users that a submission names.
pub(crate) fn named_in(submission: &Submission) -> Vec<UserId> {
    let Command::Reconsideration(command) = &submission.command;
    let mut people: Vec<UserId> = submission
        .proof
        .iter()
        .filter_map(|proof| proof.confirmed_by)
        .map(UserId)
        .collect();
    match command {
        ReconsiderationCommand::Assign(assign) => {
            people.push(UserId(assign.officer));
            people.extend(assign.co_officer.map(UserId));
        }
        ReconsiderationCommand::HoldHearing(held) => {
            let panel = [held.host, held.recorder]
                .into_iter()
                .chain(held.hearers.clone());
            people.extend(panel.map(UserId));
        }
        ReconsiderationCommand::RecordInvestigation(made) => {
            people.extend(made.officers.iter().copied().map(UserId));
        }
        ReconsiderationCommand::RecordInspection(made) => {
            people.extend(made.officers.iter().copied().map(UserId));
        }
        ReconsiderationCommand::Admit(admit) => people.push(UserId(admit.user)),
        ReconsiderationCommand::AskRecusal(asked) => people.push(UserId(asked.user)),
        ReconsiderationCommand::Recuse(recuse) => people.push(UserId(recuse.user)),
        _ => {}
    }
    people
}

/// Whether an actor could give a command now: the tooltip of a disabled button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// The command.
    pub command: CommandName,
    /// Whether it could be given.
    pub allowed: bool,
    /// Whether somebody else would have to sign it.
    pub needs_signature: bool,
    /// Why not.
    pub refusal: Option<Refusal>,
}
