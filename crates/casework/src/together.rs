//! Two cases in one transaction: the one that a command is given to, and the one on which its plan leaves a note.

use store::{CaseBy, StoreError, WriteTx};
use workflow::actor::{Actor, Moment};
use workflow::command::{Command, ReconsiderationCommand, Submission};
use workflow::file::CaseFile;
use workflow::id::CaseId;
use workflow::plan::Plan;

use crate::{Denied, Desk};

impl Desk {
    /// The other case on which the command leaves a note, as far as can be told before anything is locked.
    pub(crate) async fn other_case(
        &self,
        actor: &Actor,
        case: CaseId,
        submission: &Submission,
    ) -> Result<Option<CaseId>, StoreError> {
        let Command::Reconsideration(command) = &submission.command;
        match command {
            ReconsiderationCommand::JoinCases(join) => {
                let number = CaseBy::Number(join.lead.trim().to_owned());
                let row = self.store.case_row(actor, &number).await?;
                Ok(row.map(|row| row.id).filter(|other| *other != case))
            }
            ReconsiderationCommand::LeaveJoined(_) => {
                let file = self.store.case_file_for_planning(actor, case).await?;
                let joined = file.and_then(|file| file.facts.joined);
                Ok(joined.map(|joined| joined.lead))
            }
            _ => Ok(None),
        }
    }

    /// The note that a plan leaves on the other case, which is locked; where the plan speaks of another one than was
    /// locked, the case moved on meanwhile.
    pub(crate) fn note(
        &self,
        file: &CaseFile,
        plan: &Plan,
        other: Option<&CaseFile>,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Option<Plan>, Denied> {
        let Some(noted) = plan.noted_on(file) else {
            return Ok(None);
        };
        let note = other
            .filter(|other| other.id == noted)
            .and_then(|other| {
                let made = (file, plan);
                self.rulebook()
                    .note(self.calendar(), made, other, actor, moment)
            })
            .ok_or(StoreError::Busy)?;
        Ok(Some(note))
    }
}

/// Loads the case and, where there is one, the other; locked in the order of their ids, so that two commands that lock the
/// same two cases wait for each other and never both.
///
/// The other is loaded whoever asks: what may be said of it was decided by what the actor sees, and whoever is recused from a
/// lead case must be able to part a case from it.
pub(crate) async fn both(
    tx: &WriteTx,
    actor: &Actor,
    case: CaseId,
    other: Option<CaseId>,
) -> Result<(CaseFile, Option<CaseFile>), Denied> {
    let first = match other {
        Some(other) if other < case => tx.load_case(&Actor::System, other).await?,
        _ => None,
    };
    let file = tx.load_case(actor, case).await?.ok_or(Denied::NotFound)?;
    let last = match other {
        Some(other) if other > case => tx.load_case(&Actor::System, other).await?,
        _ => None,
    };
    Ok((file, first.or(last)))
}
