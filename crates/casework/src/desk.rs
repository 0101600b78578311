//! The desk: commands to cases.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use calendar::Calendar;
use store::files::Upload;
use store::{Store, StoreError, WriteTx};
use tokio::sync::watch;
use uuid::{Timestamp, Uuid};
use workflow::actor::{Actor, Moment, Role};
use workflow::command::{OpeningSubmission, Submission};
use workflow::effect::Entry;
use workflow::file::{CaseFile, MaterialFile};
use workflow::id::{CaseId, OrganId, UserId};
use workflow::plan::{
    Availability, Plan, Surroundings, asked_to_withdraw, cases_named, cases_named_to_open, files,
    needs,
};
use workflow::rulebook::Rulebook;
use workflow::trial::{Change, Compared};

use crate::asked::Asked;
use crate::password::Hasher;
use crate::session::Uses;
use crate::together::both;
use crate::{Denied, Receipt, SignInRules};

/// Entries of a log that are read at once.
const PAGE: usize = 500;

/// Carries commands through. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) store: Store,
    rulebook: &'static Rulebook,
    calendar: &'static Calendar,
    nudge: watch::Sender<u64>,
    /// The hour in which old idempotency keys were last dropped.
    pub(crate) swept: Arc<AtomicI64>,
    pub(crate) rules: SignInRules,
    pub(crate) hasher: Hasher,
    pub(crate) uses: Uses,
}

/// What must hold for a command to be carried out, beside the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Precondition {
    /// The revision that the client worked from.
    pub expected_revision: Option<u32>,
    /// The client's key: the same key answers the same for 24 hours.
    pub idempotency_key: Option<String>,
}

impl Desk {
    /// A desk over a database, a rulebook and a calendar.
    #[must_use]
    pub fn new(store: Store, rulebook: &'static Rulebook, calendar: &'static Calendar) -> Self {
        Self {
            store,
            rulebook,
            calendar,
            nudge: watch::Sender::new(0),
            swept: Arc::new(AtomicI64::new(0)),
            rules: SignInRules::default(),
            hasher: Hasher::new(&SignInRules::default()),
            uses: Uses::default(),
        }
    }

    /// The same desk, where people come in by these rules.
    #[must_use]
    pub fn with_rules(self, rules: SignInRules) -> Self {
        Self {
            rules,
            hasher: Hasher::new(&rules),
            ..self
        }
    }

    /// The rules by which people come in.
    #[must_use]
    pub fn rules(&self) -> &SignInRules {
        &self.rules
    }

    /// The database, for reading.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The rules that it plans by.
    #[must_use]
    pub fn rulebook(&self) -> &'static Rulebook {
        self.rulebook
    }

    /// The calendar that it reckons by.
    #[must_use]
    pub fn calendar(&self) -> &'static Calendar {
        self.calendar
    }

    /// Changes whenever something was carried out: a hint to those who look, carrying no data.
    #[must_use]
    pub fn nudges(&self) -> watch::Receiver<u64> {
        self.nudge.subscribe()
    }

    pub(crate) fn nudge(&self) {
        self.nudge
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one door")]
    pub(crate) async fn begin(&self) -> Result<WriteTx, StoreError> {
        self.store.begin_write().await
    }

    /// Opens a case: receives an application, or notes a dispute reported before any.
    ///
    /// # Errors
    ///
    /// [`Denied`] says why nothing was done.
    pub async fn open(
        &self,
        actor: &Actor,
        submission: &OpeningSubmission,
        idempotency_key: Option<&str>,
        moment: Moment,
    ) -> Result<Receipt, Denied> {
        let asked = Asked::new(None, submission, idempotency_key);
        match self.open_once(actor, submission, &asked, moment).await {
            // The same key was recorded by another request meanwhile: its answer is there now.
            Err(Denied::Store(StoreError::Conflict { .. })) if idempotency_key.is_some() => {
                self.open_once(actor, submission, &asked, moment).await
            }
            result => result,
        }
    }

    async fn open_once(
        &self,
        actor: &Actor,
        submission: &OpeningSubmission,
        asked: &Asked<'_>,
        moment: Moment,
    ) -> Result<Receipt, Denied> {
        let tx = self.begin().await?;
        if let Some(replay) = asked.recall(&tx, actor, moment).await? {
            return Ok(replay);
        }
        let organ = actor
            .person()
            .map(|person| person.organ)
            .ok_or(Denied::NotFound)?;
        let numbers = cases_named_to_open(&submission.opening);
        let around = Surroundings {
            cases: tx.known_cases(actor, &numbers).await?,
            ..Surroundings::default()
        };
        let case = new_case_id(moment);
        let plan = self.rulebook.plan_opening(
            self.calendar,
            case,
            organ,
            submission,
            actor,
            &around,
            moment,
        )?;
        self.carry_out(tx, (plan, None), None, asked, actor, moment)
            .await
    }

    /// Carries a command through: the one door.
    ///
    /// # Errors
    ///
    /// [`Denied`] says why nothing was done.
    pub async fn execute(
        &self,
        actor: &Actor,
        case: CaseId,
        submission: &Submission,
        precondition: &Precondition,
        moment: Moment,
    ) -> Result<Receipt, Denied> {
        let key = precondition.idempotency_key.as_deref();
        let asked = Asked::new(Some(case), submission, key);
        let once = || self.execute_once(actor, case, submission, precondition, &asked, moment);
        match once().await {
            // The same key was recorded for another case meanwhile: what it answered is there now.
            Err(Denied::Store(StoreError::Conflict { .. })) if key.is_some() => once().await,
            result => result,
        }
    }

    async fn execute_once(
        &self,
        actor: &Actor,
        case: CaseId,
        submission: &Submission,
        precondition: &Precondition,
        asked: &Asked<'_>,
        moment: Moment,
    ) -> Result<Receipt, Denied> {
        let other = self.other_case(actor, case, submission).await?;
        let tx = self.begin().await?;
        let (file, other) = both(&tx, actor, case, other).await?;
        // After the case is locked, so that a repeated request sees what the first one recorded.
        if let Some(replay) = asked.recall(&tx, actor, moment).await? {
            return Ok(replay);
        }
        if let Some(expected) = precondition
            .expected_revision
            .filter(|expected| *expected != file.revision)
        {
            return Err(Denied::Stale {
                expected,
                actual: file.revision,
            });
        }
        let around = surroundings(&tx, actor, &file, submission).await?;
        let plan = self
            .rulebook
            .plan(self.calendar, &file, submission, actor, &around, moment)?;
        let note = self.note(&file, &plan, other.as_ref(), actor, moment)?;
        self.carry_out(tx, (plan, note), Some(&file), asked, actor, moment)
            .await
    }

    async fn carry_out(
        &self,
        tx: WriteTx,
        (mut plan, note): (Plan, Option<Plan>),
        before: Option<&CaseFile>,
        asked: &Asked<'_>,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Receipt, Denied> {
        draw_numbers(&tx, &mut plan, before).await?;
        let receipt = Receipt::of(&plan);
        let remember = asked.remember(actor, &receipt, moment);
        tx.record(&plan, remember.as_ref()).await?;
        if let Some(note) = &note {
            tx.record(note, None).await?;
        }
        tx.commit().await?;
        self.nudge();
        Ok(receipt)
    }

    /// The plan that a command would make. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`Denied`] as [`Desk::execute`] would.
    pub async fn preview(
        &self,
        actor: &Actor,
        case: CaseId,
        submission: &Submission,
        moment: Moment,
    ) -> Result<Plan, Denied> {
        let file = self
            .store
            .case_file_for_planning(actor, case)
            .await?
            .ok_or(Denied::NotFound)?;
        let people = self.people(actor, &file, &needs(&file, submission)).await?;
        let numbers = cases_named(&file, submission);
        let cases = self.store.known_cases(actor, &numbers).await?;
        let uploads = match files(submission) {
            Some(id) => uploads(&file, self.store.kept_upload(actor, id).await?),
            None => BTreeMap::new(),
        };
        let around = Surroundings {
            people,
            cases,
            uploads,
        };
        Ok(self
            .rulebook
            .plan(self.calendar, &file, submission, actor, &around, moment)?)
    }

    /// Those of some users who are active in the office of a case, and what they are there.
    async fn people(
        &self,
        actor: &Actor,
        file: &CaseFile,
        named: &[UserId],
    ) -> Result<BTreeMap<UserId, BTreeSet<Role>>, StoreError> {
        if named.is_empty() {
            return Ok(BTreeMap::new());
        }
        let users = self.store.users_by_id(actor, named).await?;
        let active = users
            .into_values()
            .filter(|user| user.active && user.organ == file.organ);
        Ok(active.map(|user| (user.id, user.roles)).collect())
    }

    /// The plan that an opening would make. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`Denied`] as [`Desk::open`] would.
    pub async fn preview_opening(
        &self,
        actor: &Actor,
        submission: &OpeningSubmission,
        moment: Moment,
    ) -> Result<Plan, Denied> {
        let organ = actor
            .person()
            .map(|person| person.organ)
            .ok_or(Denied::NotFound)?;
        let numbers = cases_named_to_open(&submission.opening);
        let around = Surroundings {
            cases: self.store.known_cases(actor, &numbers).await?,
            ..Surroundings::default()
        };
        let case = new_case_id(moment);
        Ok(self.rulebook.plan_opening(
            self.calendar,
            case,
            organ,
            submission,
            actor,
            &around,
            moment,
        )?)
    }

    /// Every term of a case as it is, and as it would be had one day been another. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the actor may not see the log of the case; [`Denied::Refused`] where it cannot have
    /// been so.
    pub async fn what_if(
        &self,
        actor: &Actor,
        case: CaseId,
        change: Change,
        moment: Moment,
    ) -> Result<Vec<Compared>, Denied> {
        let mut log: Vec<Entry> = Vec::new();
        loop {
            let after = log.last().map_or(0, |entry| entry.no);
            let read = self
                .store
                .entries_for_planning(actor, case, after, PAGE as u64);
            let page = read.await?;
            let whole = page.len() < PAGE;
            log.extend(page.into_iter().map(|logged| logged.entry));
            if whole {
                break;
            }
        }
        if log.is_empty() {
            return Err(Denied::NotFound);
        }
        Ok(self
            .rulebook
            .what_if(self.calendar, &log, change, moment.today)?)
    }

    /// What the actor could do with a case now.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the actor may not see the case.
    pub async fn available(
        &self,
        actor: &Actor,
        case: CaseId,
        moment: Moment,
    ) -> Result<Vec<Availability>, Denied> {
        let file = self
            .store
            .case_file_for_planning(actor, case)
            .await?
            .ok_or(Denied::NotFound)?;
        let people = self.people(actor, &file, &asked_to_withdraw(&file)).await?;
        let around = Surroundings {
            people,
            ..Surroundings::default()
        };
        Ok(self
            .rulebook
            .available(self.calendar, &file, actor, &around, moment))
    }
}

async fn surroundings(
    tx: &WriteTx,
    actor: &Actor,
    file: &CaseFile,
    submission: &Submission,
) -> Result<Surroundings, StoreError> {
    let (named, numbers) = (needs(file, submission), cases_named(file, submission));
    let uploads = match files(submission) {
        Some(id) => uploads(file, tx.kept_upload(actor, id).await?),
        None => BTreeMap::new(),
    };
    Ok(Surroundings {
        people: tx.people(file.organ, &named).await?,
        cases: tx.known_cases(actor, &numbers).await?,
        uploads,
    })
}

/// What may be filed in the case: not what was sent for another.
fn uploads(file: &CaseFile, kept: Option<Upload>) -> BTreeMap<Uuid, MaterialFile> {
    let fits = |upload: &Upload| upload.case.is_none_or(|case| case == file.id);
    let kept = kept.filter(fits).into_iter();
    kept.map(|upload| (upload.id, upload.as_file())).collect()
}

async fn draw_numbers(
    tx: &WriteTx,
    plan: &mut Plan,
    before: Option<&CaseFile>,
) -> Result<(), StoreError> {
    let slots = plan.slots();
    if slots.is_empty() {
        return Ok(());
    }
    let organ: OrganId = plan.after.organ;
    let mut drawn = Vec::with_capacity(slots.len());
    for slot in slots {
        if let workflow::file::DocumentNumber::Slot { series, year } = slot {
            drawn.push(tx.draw_number(organ, &series, year).await?);
        }
    }
    plan.fill_numbers(before, drawn);
    Ok(())
}

/// A case id that sorts by the moment of opening.
fn new_case_id(moment: Moment) -> CaseId {
    let seconds = u64::try_from(moment.now.timestamp()).unwrap_or(0);
    let stamp = Timestamp::from_unix(
        uuid::NoContext,
        seconds,
        moment.now.timestamp_subsec_nanos(),
    );
    CaseId(Uuid::new_v7(stamp))
}
