//! What bodies are made from: the file, the day, and what is looked up in them.

use std::collections::BTreeSet;

use calendar::Calendar;
use chrono::{Days, NaiveDate};

use super::Way;
use crate::command::{CommandName, ReconsiderationCommand as C};
use crate::file::{CaseFile, Matter, Party, PartyRole, Term};
use crate::guard::Guard;
use crate::id::{MatterNo, PartyNo};
use crate::rulebook::Rulebook;
use crate::scalar::Date;

/// What bodies are made from.
pub(super) struct Scene<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) calendar: &'a Calendar,
    pub(super) file: &'a CaseFile,
    pub(super) today: NaiveDate,
}

impl Scene<'_> {
    /// The day so many days from today.
    pub(super) fn ahead(&self, days: u64) -> Date {
        let day = self.today.checked_add_days(Days::new(days));
        Date(day.unwrap_or(self.today))
    }

    /// The day on which the application came; none before it.
    pub(super) fn received_on(&self) -> Option<NaiveDate> {
        let receipt = self.file.facts.receipt.as_ref();
        receipt.map(|receipt| receipt.received_on)
    }

    /// The parties of a role who have not left.
    pub(super) fn each(&self, role: PartyRole) -> Vec<PartyNo> {
        self.file.parties_with(role).map(|party| party.no).collect()
    }

    /// The first of a role who has not left.
    pub(super) fn first(&self, role: PartyRole) -> Option<PartyNo> {
        self.file.parties_with(role).next().map(|party| party.no)
    }

    /// The first applicant and the first third party.
    pub(super) fn private(&self) -> Vec<PartyNo> {
        let roles = [PartyRole::Applicant, PartyRole::ThirdParty];
        roles
            .into_iter()
            .filter_map(|role| self.first(role))
            .collect()
    }

    /// Whether an applicant has withdrawn.
    pub(super) fn withdrew(&self, no: PartyNo) -> bool {
        let gone = self.file.facts.withdrawal.as_ref();
        gone.is_some_and(|gone| gone.parties.contains(&no))
    }

    /// The parties to the case who take part: neither left nor withdrawn.
    pub(super) fn taking_part(&self) -> impl Iterator<Item = &Party> {
        self.file
            .present()
            .filter(move |party| party.role != PartyRole::OtherOrgan && !self.withdrew(party.no))
    }

    /// The terms of a matter.
    pub(super) fn terms_of<'s>(&'s self, matter: &'s Matter) -> impl Iterator<Item = &'s Term> {
        let terms = self.file.terms.iter();
        terms.filter(move |term| matter.terms.contains(&term.no))
    }

    /// Matters that stand where a move of the command leaves from; of matters that are alike, the first.
    pub(super) fn at(&self, name: CommandName) -> Vec<MatterNo> {
        let stands = |matter: &&Matter| {
            self.book.moves_of(name).any(|step| {
                step.track.as_ref() == Some(&matter.track)
                    && step.during.contains(&self.file.stage)
                    && step.from.contains(&matter.stage)
            })
        };
        let mut seen = BTreeSet::new();
        let matters = self.file.facts.matters.iter().filter(stands);
        let fresh = matters.filter(|matter| seen.insert(self.likeness(matter)));
        fresh.map(|matter| matter.no).collect()
    }

    /// What tells matters apart: where they stand, whom they concern, what of them runs.
    fn likeness(&self, matter: &Matter) -> (String, Option<PartyRole>, Vec<(String, bool)>) {
        let party = matter.party.and_then(|no| self.file.party(no));
        let terms = self.terms_of(matter);
        let terms = terms.map(|term| {
            let open = term.state.is_open() && term.due >= self.today;
            (term.period.clone(), open)
        });
        let role = party.map(|party| party.role);
        (matter.stage.clone(), role, terms.collect())
    }

    /// The newest term of a period.
    pub(super) fn newest(&self, period: &str) -> Option<&Term> {
        let mut terms = self.file.terms.iter().rev();
        terms.find(|term| term.period == period)
    }

    /// The commands, on the last day of a review whose end was recorded as a deemed acceptance, where a move for that
    /// stands.
    pub(super) fn within_review(&self, name: CommandName, commands: Vec<C>) -> Vec<Way> {
        let acceptance = self.file.facts.acceptance.as_ref();
        let deemed = acceptance.is_some_and(|acceptance| acceptance.deemed);
        let proved = self.book.moves_of(name).any(|step| {
            step.requires.contains(&Guard::ProvedWithinReview)
                && step.from.contains(&self.file.stage)
        });
        let review = self.newest("accept_review").filter(|_| deemed && proved);
        let day = review.map(|term| term.due).filter(|day| *day < self.today);
        let commands = commands.into_iter();
        let dated = commands.map(|command| Way {
            command,
            effective_on: day,
        });
        dated.filter(|way| way.effective_on.is_some()).collect()
    }
}
