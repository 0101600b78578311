//! Living through a year 模拟一年: every case of the invented districts, day by day, through the one door.

use casework::{Denied, Desk, Precondition};
use chrono::{Duration, NaiveDate};
use serde::Serialize;
use workflow::actor::{Actor, Moment, Role};
use workflow::file::CaseFile;
use workflow::id::CaseId;
use workflow::scalar::shanghai_instant;

use crate::Office;
use crate::edges::Edge;
use crate::found::found;
use crate::story::{Next, Story};
use crate::year::{Window, of};

/// Days that the tokens of the demonstration live.
const TOKEN_DAYS: u32 = 366;
/// Seconds between two commands of a day, so that a busy day ends before midnight.
const PACE_SECONDS: i64 = 20;

/// What to simulate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// The year ends on the day before this one; the ends of terms are recorded up to its first minute.
    pub today: NaiveDate,
    /// The same seed gives the same cases.
    pub seed: u64,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoReport {
    /// Users with their tokens; the first ones are one of each role of the first organ.
    pub users: Vec<DemoUser>,
    /// Cases that show something in particular.
    pub edges: Vec<Edge>,
    /// Cases opened.
    pub cases: usize,
    /// Commands that were refused: their cases stand where they stood. Empty for a year whose notices are loaded.
    pub refused: Vec<Refused>,
}

/// A user of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoUser {
    /// Name to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role, such as `registrar`.
    pub role: String,
    /// Name of the organ in whose office the user works.
    pub organ: String,
    /// Token, shown once.
    pub token: String,
}

/// A command of the simulation that the rules refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The command.
    pub command: &'static str,
    /// Day of recording.
    pub on: NaiveDate,
    /// Code of the refusal.
    pub code: &'static str,
}

/// Fills an empty database with the year up to `today` of two invented districts.
///
/// # Errors
///
/// [`Denied`] where the database cannot be written, or is not empty of these organs.
pub async fn fill(desk: &Desk, options: &DemoOptions) -> Result<DemoReport, Denied> {
    let window = Window::up_to(options.today);
    let mut report = DemoReport {
        users: Vec::new(),
        edges: Vec::new(),
        cases: 0,
        refused: Vec::new(),
    };
    let mut clock = Clock::on(window.first, 8);
    let mut offices = Vec::new();
    for district in 0..2 {
        let invented = Office::invented(district, options.seed);
        offices.push(found(desk, invented, clock.tick()).await?);
    }
    let mut lives: Vec<Life<'_>> = Vec::new();
    for office in &offices {
        let stories = of(office, desk.calendar(), window, options.seed);
        lives.extend(stories.into_iter().map(|story| Life::of(office, story)));
    }
    for day in window.days() {
        desk.reconcile(Clock::on(day, 8).tick()).await?;
        let mut clock = Clock::on(day, 9);
        for life in &mut lives {
            life.live(desk, day, &mut clock, &mut report).await?;
        }
    }
    desk.reconcile(Clock::on(options.today, 0).now()).await?;
    for life in &lives {
        life.show(desk, &mut report).await?;
    }
    for office in &offices {
        sign_in(desk, office, options.today, &mut report).await?;
    }
    Ok(report)
}

/// A clock of one day that never stands still.
struct Clock {
    day: NaiveDate,
    hour: u32,
    seconds: i64,
}

impl Clock {
    fn on(day: NaiveDate, hour: u32) -> Self {
        Self {
            day,
            hour,
            seconds: 0,
        }
    }

    fn now(&self) -> Moment {
        Moment::at(shanghai_instant(self.day, self.hour, 0) + Duration::seconds(self.seconds))
    }

    fn tick(&mut self) -> Moment {
        self.seconds += PACE_SECONDS;
        self.now()
    }
}

/// A story on its way.
struct Life<'a> {
    office: &'a Office,
    story: Story,
    state: State,
}

enum State {
    /// Not opened yet.
    Ahead,
    /// Open; next due for an act on this day.
    Open(CaseId, NaiveDate),
    /// Nothing more will be done.
    Over(Option<CaseId>),
}

impl<'a> Life<'a> {
    fn of(office: &'a Office, story: Story) -> Self {
        Self {
            office,
            story,
            state: State::Ahead,
        }
    }

    /// Does everything that the story has for the day.
    async fn live(
        &mut self,
        desk: &Desk,
        day: NaiveDate,
        clock: &mut Clock,
        report: &mut DemoReport,
    ) -> Result<(), Denied> {
        if matches!(self.state, State::Ahead) && self.story.opens_on <= day {
            self.open(desk, clock.tick(), report).await?;
        }
        while let State::Open(case, due) = self.state {
            if due > day {
                break;
            }
            self.act(desk, case, day, clock, report).await?;
        }
        Ok(())
    }

    async fn open(
        &mut self,
        desk: &Desk,
        moment: Moment,
        report: &mut DemoReport,
    ) -> Result<(), Denied> {
        self.state = State::Over(None);
        let Some(registrar) = self.office.actor(Role::Registrar) else {
            return Ok(());
        };
        match desk
            .open(&registrar, &self.story.opening, None, moment)
            .await
        {
            Ok(receipt) => {
                report.cases += 1;
                self.state = State::Open(receipt.case, moment.today);
                Ok(())
            }
            Err(denied) => {
                let command = self.story.opening.opening.name().code();
                note(denied, command, moment.today, report)
            }
        }
    }

    /// Does the next thing, or finds out when it is due.
    async fn act(
        &mut self,
        desk: &Desk,
        case: CaseId,
        day: NaiveDate,
        clock: &mut Clock,
        report: &mut DemoReport,
    ) -> Result<(), Denied> {
        self.state = State::Over(Some(case));
        let Some(file) = read(desk, case).await? else {
            return Ok(());
        };
        let act = match self.story.next(&file, self.office, desk.calendar(), day) {
            Next::Act(act) => act,
            Next::Wait(due) => {
                self.state = State::Open(case, due);
                return Ok(());
            }
            Next::End => return Ok(()),
        };
        self.state = State::Open(case, day);
        let precondition = Precondition {
            expected_revision: Some(file.revision),
            idempotency_key: None,
        };
        let done = desk
            .execute(
                &act.actor,
                case,
                &act.submission,
                &precondition,
                clock.tick(),
            )
            .await;
        match done {
            Ok(_) => self.story.done(day),
            Err(denied) => {
                self.state = State::Over(Some(case));
                note(denied, act.submission.command.name().code(), day, report)?;
            }
        }
        Ok(())
    }

    /// Adds to the report what the case shows.
    async fn show(&self, desk: &Desk, report: &mut DemoReport) -> Result<(), Denied> {
        let (State::Open(case, _) | State::Over(Some(case))) = self.state else {
            return Ok(());
        };
        if self.story.marks.is_empty() {
            return Ok(());
        }
        let Some(file) = read(desk, case).await? else {
            return Ok(());
        };
        let shown = self
            .story
            .marks
            .iter()
            .filter(|mark| mark.shows.in_file(&file));
        report.edges.extend(shown.map(|mark| Edge {
            name: mark.name,
            case_number: file.number.text().unwrap_or_default().to_owned(),
            what: mark.what.clone(),
        }));
        Ok(())
    }
}

async fn read(desk: &Desk, case: CaseId) -> Result<Option<CaseFile>, Denied> {
    Ok(desk.store().case_file(&Actor::System, case).await?)
}

/// A refusal is noted; anything else ends the filling.
fn note(
    denied: Denied,
    command: &'static str,
    on: NaiveDate,
    report: &mut DemoReport,
) -> Result<(), Denied> {
    let Denied::Refused(refusal) = denied else {
        return Err(denied);
    };
    report.refused.push(Refused {
        command,
        on,
        code: refusal.code.code(),
    });
    Ok(())
}

/// Gives everybody a token, from the first minute of today on.
async fn sign_in(
    desk: &Desk,
    office: &Office,
    today: NaiveDate,
    report: &mut DemoReport,
) -> Result<(), Denied> {
    let moment = Clock::on(today, 0).now();
    for staff in &office.people {
        let user = staff.person.user;
        let token = desk
            .issue_token(
                &Actor::System,
                office.organ,
                user,
                "demo",
                TOKEN_DAYS,
                moment,
            )
            .await?;
        let role = staff.person.roles.iter().next();
        report.users.push(DemoUser {
            login: staff.login.clone(),
            name: staff.person.name.clone(),
            role: role.map(|role| role.code().to_owned()).unwrap_or_default(),
            organ: office.name.clone(),
            token,
        });
    }
    Ok(())
}
