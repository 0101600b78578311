//! Classes of case files 状态类: what two files share that count as one state.
//!
//! The class keeps what guards and carriers look at, and drops the rest: days are kept only as what has gone by, what
//! is due today and which term ends next; numbers, names and texts not at all; of what may happen again and again, only whether it
//! has happened. Where the class forgets too much, lives made of chance come to a class that was never reached; the
//! fuzz of the proof looks for those.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::check::is_window;
use crate::command::{ServiceMethod, SimplifiedGround};
use crate::file::{
    CaseFile, Details, Facts, Matter, Outcome, Paper, PartyRole, Procedure, Term, TermState, Views,
};
use crate::id::{PartyNo, UserId};
use crate::period::OnEnd;
use crate::rulebook::Rulebook;

/// The class of a file on a day.
pub(super) type Class = Box<str>;

/// Kinds of paper whose issue a guard asks for.
const PAPERS_ASKED_FOR: [&str; 2] = ["acceptance_notice", "reply_notice"];

/// Periods whose ended terms a guard asks for.
const ENDS_ASKED_FOR: [&str; 4] = [
    "reply_ordinary",
    "reply_simplified",
    "sue_after_decision_15d",
    "enforce_nonlit_urge",
];

/// Stages of matters that are done, which a guard asks for.
const STAGES_ASKED_FOR: [&str; 4] = [
    "hearing_held",
    "hearing_waived",
    "consultation_weighed",
    "consultation_unanswered",
];

/// The class of a file on a day.
pub(super) fn class(book: &Rulebook, file: &CaseFile, today: NaiveDate) -> Class {
    let mut key = Key(String::with_capacity(600));
    key.word(&file.stage);
    key.flag(file.closed_on.is_some());
    key.flag(file.officer.is_some());
    key.flag(file.co_officer.is_some());
    let parties = file
        .present()
        .filter(|party| party.role != PartyRole::OtherOrgan);
    key.set(parties.map(|party| name(file, party.no)));
    facts(&mut key, file);
    conduct(&mut key, file, today);
    key.set(terms(book, file, today));
    papers(&mut key, book, file);
    let matters = file.facts.matters.iter();
    key.set(matters.filter_map(|matter| {
        let open = book.is_open(matter);
        let done = STAGES_ASKED_FOR.contains(&matter.stage.as_str());
        match (open, done) {
            (true, _) => Some(matter_key(file, matter, today)),
            (false, true) => Some(matter.stage.clone()),
            (false, false) => None,
        }
    }));
    key.0.into_boxed_str()
}

/// A key under construction: words and sorted sets of words.
struct Key(String);

impl Key {
    fn word(&mut self, word: &str) {
        self.0.push_str(word);
        self.0.push('|');
    }

    fn flag(&mut self, holds: bool) {
        self.0.push(if holds { '1' } else { '0' });
    }

    fn set(&mut self, words: impl Iterator<Item = String>) {
        let words: BTreeSet<String> = words.collect();
        for word in words {
            self.0.push_str(&word);
            self.0.push(',');
        }
        self.0.push('|');
    }
}

/// A party by its part and its place among those of the same part who have not left.
pub(super) fn name(file: &CaseFile, no: PartyNo) -> String {
    let Some(party) = file.party(no) else {
        return "-".to_owned();
    };
    let part = match party.role {
        PartyRole::Applicant => 'a',
        PartyRole::Respondent => 'r',
        PartyRole::ThirdParty => 't',
        PartyRole::OtherOrgan => return "o".to_owned(),
    };
    if party.left_on.is_some() {
        return format!("{part}-");
    }
    let place = file
        .parties_with(party.role)
        .take_while(|other| other.no != no)
        .count();
    format!("{part}{place}")
}

/// Those of a list who have not left.
fn names<'a>(file: &'a CaseFile, list: &'a [PartyNo]) -> impl Iterator<Item = String> + 'a {
    let stays = |no: &&PartyNo| {
        file.party(**no)
            .is_some_and(|party| party.left_on.is_none())
    };
    list.iter().filter(stays).map(|no| name(file, *no))
}

/// What the proceeding has established up to the draft.
fn facts(key: &mut Key, file: &CaseFile) {
    let facts: &Facts = &file.facts;
    key.flag(facts.mandatory_first);
    key.flag(facts.separate_acts.is_empty());
    key.set(names(file, &facts.own_departments));
    key.word(match &facts.correction {
        None => "",
        Some(correction) if correction.received_on.is_none() => "asked",
        Some(_) => "corrected",
    });
    key.word(match &facts.acceptance {
        None => "",
        Some(acceptance) if acceptance.deemed => "deemed",
        Some(_) => "accepted",
    });
    key.word(match &facts.procedure {
        Procedure::Ordinary => "",
        Procedure::Simplified { .. } => "simplified",
        Procedure::Converted { .. } => "converted",
    });
    if let Procedure::Simplified {
        ground: SimplifiedGround::Consent,
        consents,
        ..
    } = &facts.procedure
    {
        let parties = file.present().map(|party| party.no);
        let silent: Vec<PartyNo> = parties.filter(|no| !consents.contains(no)).collect();
        key.set(names(file, &silent));
    }
    let people = &facts.people;
    key.flag(people.unchosen.is_some() || !people.representatives.is_empty());
    key.flag(!people.masks().is_empty());
    let participation = &facts.participation;
    let admitted = participation.admissions.iter();
    let admitted = admitted.filter(|known| known.ended_on.is_none());
    key.set(admitted.map(|known| format!("{:?}", known.capacity)));
    key.set(
        participation
            .undecided()
            .map(|known| known.user.to_string()),
    );
    key.set(
        participation
            .recusals
            .iter()
            .map(|known| known.user.to_string()),
    );
    key.set(facts.classes.iter().map(|class| format!("{class:?}")));
    key.word(match &facts.views {
        None => "",
        Some(Views::Heard { .. }) => "heard",
        Some(Views::Waived { .. }) => "waived",
    });
    key.set(names(file, &facts.no_reply));
    let new = facts
        .evidence
        .iter()
        .filter(|evidence| evidence.newly_raised);
    key.flag(new.count() > 0);
}

/// How the case stands with suspension, withdrawal, draft and outcome, with courts and superiors.
fn conduct(key: &mut Key, file: &CaseFile, today: NaiveDate) {
    let facts = &file.facts;
    if let Some(known) = &facts.suspension {
        key.word(&known.ground);
        key.flag(known.prolonged);
        key.flag(known.until.is_some_and(|day| day < today));
    }
    key.flag(facts.settlement.is_some());
    if let Some(withdrawal) = &facts.withdrawal {
        key.set(names(file, &withdrawal.parties));
        key.flag(withdrawal.permitted.is_some());
    }
    if let Some(draft) = &facts.draft {
        key.word(&draft.from_stage);
        key.set(draft.items.iter().map(|item| {
            let day = item.perform_by.map(|day| day < today);
            format!("{:?}{:?}{}", item.kind, day, item.redo)
        }));
    }
    key.word(match &facts.signature {
        None => "",
        Some(signature) if recused(file, signature.by) => "signer_recused",
        Some(_) => "signed",
    });
    match &facts.outcome {
        None => key.word(""),
        Some(Outcome::Decided { kinds, .. }) => {
            key.set(kinds.iter().map(|kind| format!("{kind:?}")));
        }
        Some(Outcome::Terminated { ground, .. }) => key.word(ground),
        Some(outcome) => key.word(outcome.code()),
    }
    let mediated = file.mediated();
    key.flag(mediated.is_some_and(|agreed| agreed.perform_by.is_some()));
    key.flag(facts.joined.is_some());
    key.flag(!facts.judgments.is_empty());
    let standing = || {
        facts
            .materials
            .iter()
            .filter(|known| known.excised_on.is_none())
    };
    key.flag(standing().next().is_some());
    key.flag(standing().any(|known| known.excision.is_some()));
    key.flag(!facts.orders.is_empty());
    key.word(match &facts.court_case {
        None => "",
        Some(suit) if suit.ended_on.is_none() => "suit",
        Some(_) => "suit_ended",
    });
    key.set(facts.pending.iter().map(|request| {
        let crate::command::Command::Reconsideration(command) = &request.submission.command;
        command.name().code().to_owned()
    }));
}

/// Open terms but for windows, each with how it stands, the one that ends next marked; of those that have ended, how
/// the newest did that a guard asks for. A window ends without anything else; those that a guard asks for are kept.
fn terms(book: &Rulebook, file: &CaseFile, today: NaiveDate) -> impl Iterator<Item = String> {
    let next = next_end(file, today);
    let asked_for = |term: &&Term| {
        let period = book.period(&term.period);
        let window = period.is_some_and(|period| is_window(period) && period.on_end == OnEnd::None);
        !window || ENDS_ASKED_FOR.contains(&term.period.as_str())
    };
    let open = file.terms.iter().filter(|term| term.state.is_open());
    let mut all: Vec<String> = open
        .filter(asked_for)
        .map(|term| open_term(file, term, next))
        .collect();
    let mut known = BTreeSet::new();
    for term in file.terms.iter().rev().filter(|term| !term.state.is_open()) {
        let said = match term.state {
            TermState::Met | TermState::MetLate => "met",
            TermState::Lapsed => "lapsed",
            _ => continue,
        };
        let left = term
            .party
            .and_then(|no| file.party(no))
            .is_some_and(|party| party.left_on.is_some());
        if !left
            && ENDS_ASKED_FOR.contains(&term.period.as_str())
            && known.insert((&term.period, term.party))
        {
            let party = term.party.map_or_else(String::new, |no| name(file, no));
            all.push(format!("{}/{party}/{said}", term.period));
        }
    }
    all.into_iter()
}

/// The day on which the next running term ends.
pub(super) fn next_end(file: &CaseFile, today: NaiveDate) -> Option<NaiveDate> {
    let running = file.terms.iter();
    let running = running.filter(|term| term.state == TermState::Running && term.due >= today);
    running.map(|term| term.due).min()
}

fn open_term(file: &CaseFile, term: &Term, next: Option<NaiveDate>) -> String {
    let mut said = String::with_capacity(48);
    let party = term.party.map_or_else(String::new, |no| name(file, no));
    let _ = write!(said, "{}/{}/{}", term.period, party, term.state.code());
    if term.state == TermState::Running && Some(term.due) == next {
        said.push('*');
    }
    if term.extension_days > 0 {
        said.push('+');
    }
    if term.fixed_on.is_some() {
        said.push('=');
    }
    let open = term.pauses.iter().filter(|pause| pause.to.is_none());
    let kinds: BTreeSet<&str> = open.map(|pause| pause.kind.as_str()).collect();
    for kind in kinds {
        said.push('/');
        said.push_str(kind);
    }
    let mut matters = file.facts.matters.iter();
    if let Some(matter) = matters.find(|matter| matter.terms.contains(&term.no)) {
        said.push('@');
        said.push_str(&matter.track);
    }
    said
}

/// Papers that stand: those whose issue is asked for, those whose service brings something about with whom they are
/// still to be served on; of all others, whether one must still be served, and whether a deemed acceptance is relied on.
fn papers(key: &mut Key, book: &Rulebook, file: &CaseFile) {
    let mut owed = false;
    let mut said = BTreeSet::new();
    for paper in file.standing_papers() {
        let open: Vec<PartyNo> = unserved(paper).collect();
        // What was signed for by post may come back.
        let posted: Vec<PartyNo> = paper
            .services
            .iter()
            .filter(|known| known.method == ServiceMethod::Post)
            .map(|known| known.party)
            .collect();
        if tells(book, file, paper) && !posted.is_empty() {
            let on: BTreeSet<String> = names(file, &posted).collect();
            let on: Vec<String> = on.into_iter().collect();
            said.insert(format!("{}!{}", paper.kind, on.join("!")));
        }
        if tells(book, file, paper) && !open.is_empty() {
            let on: BTreeSet<String> = names(file, &open)
                .zip(standing(file, &open))
                .map(|(name, no)| name + on_its_way(paper, no))
                .collect();
            let on: Vec<String> = on.into_iter().collect();
            let word = format!("{}/{}", paper.kind, on.join("/"));
            // Once, or more than once.
            if !said.insert(word.clone()) {
                said.insert(word + "/again");
            }
        } else {
            let kind = book.papers.get(&paper.kind);
            owed |= !open.is_empty() && kind.is_some_and(|kind| kind.must_be_served);
        }
        if PAPERS_ASKED_FOR.contains(&paper.kind.as_str()) {
            said.insert(paper.kind.clone());
        }
    }
    key.set(said.into_iter());
    key.flag(owed);
    let deemed = file
        .facts
        .acceptance
        .as_ref()
        .is_some_and(|acceptance| acceptance.deemed);
    key.flag(deemed && file.papers.len() > 1);
}

/// Those of a list who have not left, as [`names`] gives their names.
fn standing<'a>(file: &'a CaseFile, list: &'a [PartyNo]) -> impl Iterator<Item = PartyNo> + 'a {
    let stays = |no: &PartyNo| {
        let party = file.party(*no);
        party.is_some_and(|party| party.left_on.is_none())
    };
    list.iter().copied().filter(stays)
}

/// Whether a paper is in the mail to a party, was sent in another way, or came back.
fn on_its_way(paper: &Paper, party: PartyNo) -> &'static str {
    let last = paper.sent_to(party).next_back();
    match last.map(|sent| (paper.in_the_mail(party).is_some(), sent.returned.is_some())) {
        None => "",
        Some((true, _)) => "~",
        Some((false, true)) => "^",
        Some((false, false)) => ">",
    }
}

/// Whether the service of a paper brings something about: a term, a matter, the notice of a hearing.
pub(super) fn tells(book: &Rulebook, file: &CaseFile, paper: &Paper) -> bool {
    let kind = book.papers.get(&paper.kind);
    let starts = kind.is_some_and(|kind| {
        !kind.starts_on_service.is_empty() || !kind.opens_on_service.is_empty()
    });
    let mut hearings = file
        .matters_on("hearing")
        .filter(|matter| book.is_open(matter));
    starts || hearings.any(|matter| matter.papers.last() == Some(&paper.no))
}

/// On whom a paper is still to be served.
pub(super) fn unserved(paper: &Paper) -> impl Iterator<Item = PartyNo> + '_ {
    let all = paper.addressees.iter().copied();
    all.filter(|no| paper.service_on(*no).is_none())
}

fn recused(file: &CaseFile, user: UserId) -> bool {
    file.facts.participation.recusal_of(user).is_some()
}

fn matter_key(file: &CaseFile, matter: &Matter, today: NaiveDate) -> String {
    let party = matter.party.map_or_else(String::new, |no| name(file, no));
    let mut said = format!("{}/{}/{}", matter.track, matter.stage, party);
    if matter.suspended_on.is_some() {
        said.push_str("/suspends");
    }
    details(&mut said, file, &matter.details, today);
    said
}

fn details(said: &mut String, file: &CaseFile, details: &Details, today: NaiveDate) {
    let past = |day: Option<NaiveDate>| day.map(|day| day.cmp(&today));
    let _ = match details {
        Details::Plain | Details::Investigation(_) | Details::Inspection(_) => Ok(()),
        Details::FileAccess(_) => Ok(()),
        Details::Hearing(hearing) => {
            let awaited = hearing.awaited().map(|session| session.on);
            let held = hearing.records().count().min(1);
            write!(said, "/{held}{:?}", past(awaited))
        }
        Details::Duty { ordered, redo, by } => write!(said, "/{ordered:?}{redo}{}", by.is_some()),
        Details::Mediated { .. } => Ok(()),
        Details::Letter {
            by,
            judgement,
            signed_by,
            ..
        } => {
            let void = signed_by.is_some_and(|signer| recused(file, signer));
            write!(said, "/{}{judgement:?}{void}", by.is_some())
        }
        Details::Enforcement { by, way } => write!(said, "/{by:?}{way:?}"),
        Details::Mediation(known) => {
            let signed: Vec<PartyNo> = known.signatures.iter().map(|one| one.party).collect();
            let signed: BTreeSet<String> = names(file, &signed).collect();
            let agreement = known.agreement.as_ref();
            let performs = agreement.is_some_and(|agreed| agreed.perform_by.is_some());
            write!(said, "/{}{performs}{signed:?}", agreement.is_some())
        }
        Details::Appraisal(known) => write!(said, "/{:?}", known.by),
        Details::NormReview(known) => {
            let found: BTreeSet<String> = known
                .findings
                .iter()
                .map(|one| format!("{:?}", one.finding))
                .collect();
            let days = [known.notified_on, known.replied_on, known.heard_on];
            let days = days.map(|day| day.is_some());
            write!(said, "/{days:?}{found:?}{:?}", known.discontinued)
        }
        Details::Consultation(known) => write!(
            said,
            "/{}{}{:?}",
            known.cut_off < today,
            known.answered_on.is_some(),
            known.followed
        ),
    };
}
