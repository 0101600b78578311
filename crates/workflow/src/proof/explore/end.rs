//! What comes by itself: the ends of terms, and the service of papers that brings nothing about.

use chrono::NaiveDate;

use super::{Explorer, Step, What};
use crate::actor::Role;
use crate::command::{CommandName, ReconsiderationCommand};
use crate::file::CaseFile;
use crate::id::TermNo;
use crate::period::Period;
use crate::plan::Plan;
use crate::proof::class::tells;
use crate::proof::ways::{Way, ways};
use crate::proof::{cast, time};
use crate::refusal::{Refusal, RefusalCode};

fn label(period: &Period) -> (String, String) {
    (period.label.clone(), period.label_en.clone())
}

impl Explorer<'_> {
    /// Time passes to the next day on which something changes; the ends that have come are recorded as the program
    /// does, the oldest first.
    pub(super) fn pass(&mut self, at: usize, file: &CaseFile, day: NaiveDate) {
        let Some(to) = time::next(self.book, file, day) else {
            return;
        };
        let mut over = Vec::new();
        if let Some(now) = self.ended(at, file.clone(), to, &mut over) {
            self.reach(Some((at, Step::Passed { to, ended: over })), now, to);
        }
    }

    /// The file once every end that has come by a day is recorded; none where one cannot be.
    pub(super) fn ended(
        &mut self,
        at: usize,
        file: CaseFile,
        to: NaiveDate,
        over: &mut Vec<(String, String)>,
    ) -> Option<CaseFile> {
        let mut now = file;
        while let Some(term) = time::over(&now, to) {
            let (no, period) = (term.no, term.period.clone());
            over.extend(self.book.period(&period).map(label));
            let by = Step::Passed {
                to,
                ended: over.clone(),
            };
            match self.record(&now, no, to) {
                Ok((plan, role)) => {
                    self.judge(at, &now, &plan, &self.actor(role), &by);
                    self.watch(Some(&now), &plan, at);
                    now = plan.after;
                }
                Err(refusal) => {
                    self.broken(What::Stays(period, Box::new(refusal)), at, Some(by));
                    return None;
                }
            }
        }
        Some(now)
    }

    /// Records the end of a term: the program does, or where the day is provisional the officer.
    pub(super) fn record(
        &mut self,
        file: &CaseFile,
        term: TermNo,
        to: NaiveDate,
    ) -> Result<(Plan, Role), Refusal> {
        let mut first = None;
        for role in [Role::System, Role::Officer] {
            let (book, around) = (self.book, &self.around);
            let asked = time::record(book, self.calendar, file, term, to, role, around);
            let step = asked
                .as_ref()
                .ok()
                .and_then(|plan| self.index_of(&plan.entry.move_id));
            let shown = step.is_some_and(|step| {
                let shown = self.shown(step);
                self.roles(step, role);
                shown
            });
            first = match (first, asked) {
                (Some(Ok(done)), _) => Some(Ok(done)),
                (_, asked) => Some(asked.map(|plan| (plan, role))),
            };
            if shown {
                break;
            }
        }
        first.unwrap_or_else(|| Err(Refusal::new(RefusalCode::WrongStage)))
    }

    /// Serves every paper whose service brings nothing about on the day it is issued: the class does not tell one
    /// from another, and a case that waits for such a service can always be served.
    pub(super) fn serve_all(&self, file: CaseFile, today: NaiveDate) -> CaseFile {
        let mut now = file;
        loop {
            let services = ways(
                self.book,
                self.calendar,
                &now,
                CommandName::RecordService,
                today,
            );
            let plain = services.iter().find(|way| self.is_plain(&now, way));
            let served = plain.and_then(|way| {
                let (submission, moment) = (cast::submission(way, today), cast::moment(today));
                let (book, around) = (self.book, &self.around);
                let mut roles = self.roles_of(CommandName::RecordService).into_iter();
                roles.find_map(|role| {
                    let actor = self.actor(role);
                    book.plan_only(self.calendar, &now, &submission, &actor, around, moment)
                        .ok()
                })
            });
            match served {
                Some(plan) => now = plan.after,
                None => return now,
            }
        }
    }

    pub(super) fn is_plain(&self, file: &CaseFile, way: &Way) -> bool {
        let ReconsiderationCommand::RecordService(service) = &way.command else {
            return false;
        };
        let paper = file.paper(service.paper);
        paper.is_some_and(|paper| !tells(self.book, file, paper))
    }
}
