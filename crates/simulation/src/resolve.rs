//! From a beat of a story to a command, by what the file says by then.

use chrono::{Days, NaiveDate};
use workflow::actor::{Actor, Role};
use workflow::command::{
    Command, ConfirmLapse, CopyToSuperior, DecisionItemInput, DecisionKind, ProofInput, Receive,
    ReconsiderationCommand as C, RecordPerformance, RecordReply, SetAsideLapse, Submission,
    SubmitDraft,
};
use workflow::file::CaseFile;
use workflow::scalar::{Date, Instant, shanghai_instant};

use crate::plots::DraftPlot;
use crate::story::{Scene, What, Who, next_service, settle, today, waiting_lapse};

/// Days that an order to perform gives 责令履行的期限.
const PERFORM_DAYS: u64 = 60;

/// Who submits what; `None` where the beat has nothing left to do.
pub(crate) fn submission(what: &What, scene: &Scene<'_>) -> Option<(Actor, Submission)> {
    let file = scene.file;
    match what {
        What::Give(who, command) => Some((actor(*who, scene)?, today((**command).clone()))),
        What::Assign(command) => {
            let head = scene.office.actor(Role::InstitutionHead)?;
            Some((head, today((**command).clone())))
        }
        What::RecordLate(command) => late(scene, command),
        What::Serve(kind, to, method) => {
            let command = next_service(file, kind, *to, *method, None)?;
            Some((scene.office.actor(Role::Registrar)?, today(command)))
        }
        What::Notice(kind, to) => {
            let method = workflow::command::ServiceMethod::PublicNotice;
            let published = scene.last;
            let command = next_service(file, kind, Some(*to), method, Some(published))?;
            Some((scene.office.actor(Role::Registrar)?, today(command)))
        }
        What::Reply { posted } => reply(scene, *posted),
        What::Apply(application) => {
            let application = Receive {
                received_at: Instant::new(shanghai_instant(scene.on, 8, 30)),
                filed_on: None,
                ..(**application).clone()
            };
            let registrar = scene.office.actor(Role::Registrar)?;
            Some((registrar, today(C::Receive(application))))
        }
        What::Perform => Some((actor(Who::Officer, scene)?, today(performance(file)?))),
        What::Copy => Some((actor(Who::Officer, scene)?, today(copy(file)?))),
        What::Draft(plot) => Some((
            actor(Who::Officer, scene)?,
            today(C::SubmitDraft(draft(plot, scene.on))),
        )),
        What::Confirm(period, reason) => {
            let command = C::ConfirmLapse(ConfirmLapse {
                term: waiting_lapse(file, period)?,
                reason: (*reason).to_owned(),
            });
            Some((actor(Who::Officer, scene)?, today(command)))
        }
        What::SetAside(period, reason) => {
            let command = C::SetAsideLapse(SetAsideLapse {
                term: waiting_lapse(file, period)?,
                reason: (*reason).to_owned(),
                extend_days: Some(5),
            });
            Some((actor(Who::Officer, scene)?, today(command)))
        }
        What::Settle(role, approve) => {
            Some((scene.office.actor(*role)?, today(settle(file, *approve)?)))
        }
    }
}

fn actor(who: Who, scene: &Scene<'_>) -> Option<Actor> {
    match who {
        Who::Officer => officer(scene),
        Who::Holder(role) => scene.office.actor(role),
    }
}

fn officer(scene: &Scene<'_>) -> Option<Actor> {
    let person = scene.office.person(scene.file.officer?)?;
    Some(Actor::Person(person.clone()))
}

/// The head's act of an earlier day, found after the program had recorded the end of the review.
fn late(scene: &Scene<'_>, command: &C) -> Option<(Actor, Submission)> {
    let review = scene
        .file
        .terms
        .iter()
        .find(|term| term.period == "accept_review")?;
    let submission = Submission {
        command: Command::Reconsideration(command.clone()),
        effective_on: Some(Date(review.due)),
        proof: Some(ProofInput {
            reference: "签发单原件及发文登记簿，当日签署".to_owned(),
            confirmed_by: scene.file.officer.map(|user| user.0),
            materials: None,
        }),
    };
    Some((scene.office.actor(Role::InstitutionHead)?, submission))
}

fn reply(scene: &Scene<'_>, posted: bool) -> Option<(Actor, Submission)> {
    let owed = scene.file.open_terms("reply_ordinary").next()?;
    let party = scene.file.party(owed.party?)?;
    let clerk = party.organ.and_then(|agency| scene.office.clerk_of(agency));
    let posted_on = posted
        .then(|| scene.on.pred_opt())
        .flatten()
        .filter(|day| *day >= owed.started_on);
    let actor = match (posted, clerk) {
        (false, Some(clerk)) => Actor::Person(clerk.clone()),
        _ => scene.office.actor(Role::Registrar)?,
    };
    let command = C::RecordReply(RecordReply {
        party: party.no,
        posted_on: posted_on.map(Date),
        evidence_count: party.no * 3 + scene.file.facts.requests.len() as u32,
    });
    let proof = posted_on.map(|day| ProofInput {
        reference: format!("信封邮戳 {day}"),
        confirmed_by: None,
        materials: None,
    });
    let submission = Submission {
        proof,
        ..today(command)
    };
    Some((actor, submission))
}

/// The next performance to record: of an item for which the decision opened a matter that is still open.
pub(crate) fn performance(file: &CaseFile) -> Option<C> {
    let owed = |matter: &&workflow::file::Matter| {
        ["performing", "performance_pressed"].contains(&matter.stage.as_str())
    };
    let matter = file.matters_on("performance").find(owed)?;
    Some(C::RecordPerformance(RecordPerformance {
        matter: matter.no,
        note: "被申请人报送履行情况，已核实。".to_owned(),
    }))
}

/// The next copy to a superior department that is owed.
pub(crate) fn copy(file: &CaseFile) -> Option<C> {
    let owed = |matter: &&workflow::file::Matter| matter.stage == "copy_due";
    let matter = file.matters_on("superior_copy").find(owed)?;
    Some(C::CopyToSuperior(CopyToSuperior {
        matter: matter.no,
        superior: "被申请人的上一级主管部门".to_owned(),
        organ: None,
    }))
}

fn draft(plot: &DraftPlot, on: NaiveDate) -> SubmitDraft {
    SubmitDraft {
        items: plot
            .kinds
            .iter()
            .map(|kind| item(*kind, &plot.subject, plot.redo, on))
            .collect(),
        findings: plot.findings.clone(),
        reasons: plot.reasons.clone(),
        third_party_evidence: None,
        deliberation: plot.deliberation.clone(),
    }
}

/// An item of a decision, lawful by itself on the day it is drafted.
pub(crate) fn item(
    kind: DecisionKind,
    subject: &str,
    redo: bool,
    on: NaiveDate,
) -> DecisionItemInput {
    let orders = matches!(kind, DecisionKind::Perform | DecisionKind::Agreement);
    let revokes = matches!(kind, DecisionKind::Revoke | DecisionKind::RevokePart);
    let unlawful = matches!(kind, DecisionKind::Illegal | DecisionKind::IllegalKeep);
    let changes = kind == DecisionKind::Change;
    DecisionItemInput {
        kind,
        subject: subject.to_owned(),
        perform_by: on
            .checked_add_days(Days::new(PERFORM_DAYS))
            .filter(|_| orders)
            .map(Date),
        redo: (revokes && redo).then_some(true),
        procedural: unlawful.then_some(false),
        result_changed: changes.then_some(true),
        worse: changes.then_some(false),
        third_party_request: None,
    }
}

/// Numbers of the parties with a part, for commands that name parties.
pub(crate) fn parties(file: &CaseFile, role: workflow::file::PartyRole) -> Vec<u32> {
    file.parties_with(role).map(|party| party.no).collect()
}
