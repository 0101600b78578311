//! A life made of chance within a world, for holding the classes against planning.

use calendar::Calendar;
use chrono::NaiveDate;

use super::{Explorer, State};
use crate::file::CaseFile;
use crate::proof::cast;
use crate::proof::class::{Class, class};
use crate::proof::ways::{Way, ways};
use crate::proof::world::World;
use crate::rulebook::Rulebook;

/// One case of a world.
pub(in crate::proof) struct Life<'a> {
    explorer: Explorer<'a>,
    file: CaseFile,
    day: NaiveDate,
}

impl<'a> Life<'a> {
    /// A case that has just been opened.
    pub(in crate::proof) fn begin(
        book: &'a Rulebook,
        calendar: &'a Calendar,
        world: &'a World,
    ) -> Option<Self> {
        let mut explorer = Explorer::new(book, calendar, world);
        explorer.open();
        let State { file, day, .. } = explorer.done.states.drain(..).next()?;
        let file = file?;
        Some(Self {
            explorer,
            file,
            day,
        })
    }

    /// The day on which it stands.
    pub(in crate::proof) fn day(&self) -> NaiveDate {
        self.day
    }

    /// Goes to a day and does there one of the things that could be done, if any; the class it comes to, and what was
    /// done.
    pub(in crate::proof) fn step(
        &mut self,
        day: NaiveDate,
        pick: impl Fn(usize) -> usize,
    ) -> (Class, String) {
        let explorer = &mut self.explorer;
        let mut done = day.to_string();
        if explorer.world.waits(&self.file) {
            self.day = day;
            let ended = explorer.ended(0, self.file.clone(), day, &mut Vec::new());
            self.file = ended.unwrap_or_else(|| self.file.clone());
        }
        let (book, calendar, world) = (explorer.book, explorer.calendar, explorer.world);
        let names = world.commands().filter(|name| {
            let mut moves = book.moves_of(*name);
            moves.any(|step| step.stages().contains(&self.file.stage))
        });
        let all = names.flat_map(|name| ways(book, calendar, &self.file, name, self.day));
        let all: Vec<Way> = all.filter(|way| world.admits(&self.file, way)).collect();
        let first = if all.is_empty() { 0 } else { pick(all.len()) };
        let mut rotated = all.iter().skip(first).chain(all.iter().take(first));
        if let Some((after, made)) =
            rotated.find_map(|way| explorer.make(&self.file, way, self.day))
        {
            self.file = after;
            done = format!("{done} {made}");
        }
        (class(explorer.book, &self.file, self.day), done)
    }
}

impl Explorer<'_> {
    /// What a way leads to, where somebody may decide it.
    fn make(&mut self, file: &CaseFile, way: &Way, today: NaiveDate) -> Option<(CaseFile, String)> {
        let submission = cast::submission(way, today);
        for role in self.roles_of(way.command.name()) {
            let actor = self.acting(role, file);
            let (book, around) = (self.book, &self.around);
            let moment = cast::moment(today);
            let asked = book.plan_only(self.calendar, file, &submission, &actor, around, moment);
            let Ok(plan) = asked else { continue };
            let Some(step) = self.index_of(&plan.entry.move_id) else {
                continue;
            };
            if plan.is_request {
                continue;
            }
            let made = plan.entry.move_id.clone();
            return self
                .leads_to(0, step, plan, today)
                .map(|after| (after, made));
        }
        None
    }
}
