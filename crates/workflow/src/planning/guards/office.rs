//! Guards about the people of the office and their requests.

use super::{Code, Refusal, Verdict, ensure, refuse};
use crate::actor::Role;
use crate::command::ReconsiderationCommand as C;
use crate::id::UserId;
use crate::planning::Ask;
use crate::planning::days::no_such;

pub(super) fn handover_note(ask: &Ask<'_>) -> Verdict {
    let Some(C::Assign(assign)) = ask.command() else {
        return Ok(());
    };
    let changes = ask
        .file
        .officer
        .is_some_and(|officer| officer != UserId(assign.officer));
    let given = assign
        .handover_note
        .as_deref()
        .is_some_and(|note| !note.trim().is_empty());
    if changes && !given {
        Err(Refusal::new(Code::MissingField).with("field", "handoverNote"))
    } else {
        Ok(())
    }
}

pub(super) fn officers_eligible(ask: &Ask<'_>) -> Verdict {
    let Some(C::Assign(assign)) = ask.command() else {
        return Ok(());
    };
    if assign.co_officer == Some(assign.officer) {
        return refuse(Code::SameOfficer);
    }
    let eligible = |user: uuid::Uuid, roles: &[Role]| {
        let held = ask.around.people.get(&UserId(user));
        let found = held.is_some_and(|held| roles.iter().any(|role| held.contains(role)));
        if found {
            Ok(())
        } else {
            Err(Refusal::new(Code::NotAnOfficer).with("user", user))
        }
    };
    eligible(assign.officer, &[Role::Officer])?;
    assign.co_officer.map_or(Ok(()), |user| {
        eligible(user, &[Role::Officer, Role::CoOfficer])
    })
}

pub(super) fn request_open(ask: &Ask<'_>) -> Verdict {
    match ask.command() {
        None => ensure(!ask.file.facts.pending.is_empty(), Code::NoSuchThing)
            .map_err(|refusal| refusal.with("what", "request").with("number", 0)),
        Some(C::SettleRequest(settle)) => {
            let known = ask
                .file
                .facts
                .pending
                .iter()
                .any(|request| request.no == settle.request);
            if known {
                Ok(())
            } else {
                Err(no_such("request", settle.request))
            }
        }
        Some(_) => Ok(()),
    }
}
