//! Who is let into the case, and who is recused from it: what that changes in the file.

use super::Carried;
use crate::actor::Role;
use crate::command::{AskRecusal, ReconsiderationCommand as C, Recuse, RefuseRecusal};
use crate::effect::Effect;
use crate::file::{Admission, Recusal, RecusalApplication, RecusalBasis};
use crate::id::UserId;
use crate::plan::named_in;
use crate::planning::Ask;
use crate::planning::build::{Making, next_no};
use crate::planning::guards::participation::application;
use crate::planning::guards::people::present;
use crate::refusal::{Refusal, RefusalCode};

/// Label of what is kept apart from the log.
const NOTE: &str = "recusal_note";

/// Carries a command about participation.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::Admit(admit) => {
            let admission = Admission {
                user: UserId(admit.user),
                capacity: admit.capacity,
                purpose: admit.purpose.clone(),
                since: ask.on,
                until: admit.until.0,
                ended_on: None,
            };
            making.push(Effect::Admitted { admission });
        }
        C::EndAdmission(end) => {
            let (user, on) = (UserId(end.user), ask.on);
            making.push(Effect::AdmissionEnded { user, on });
        }
        C::AskRecusal(asked) => asked_for(ask, making, asked)?,
        C::Recuse(recuse) => recused(ask, making, recuse)?,
        C::RefuseRecusal(refuse) => refused(ask, making, refuse)?,
        _ => {}
    }
    Ok(())
}

/// Texts that a command about participation cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::Admit(c) => vec![("purpose", &c.purpose)],
        C::EndAdmission(c) => vec![("reason", &c.reason)],
        C::AskRecusal(c) => vec![("recusalNote", &c.recusal_note)],
        C::Recuse(c) => vec![("recusalNote", &c.recusal_note)],
        C::RefuseRecusal(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

/// # Law
///
/// CSL 77(1): those whose interests are touched may apply.
fn asked_for(ask: &Ask<'_>, making: &mut Making, asked: &AskRecusal) -> Carried {
    present(ask, asked.party)?;
    let known = &making.file.facts.participation.applications;
    let application = RecusalApplication {
        no: next_no(known.iter().map(|known| known.no)),
        party: asked.party,
        user: UserId(asked.user),
        ground: asked.ground,
        asked_on: ask.on,
        granted: None,
    };
    making.push(Effect::RecusalAsked { application });
    making.protect(NOTE, Some(&asked.recusal_note));
    Ok(())
}

/// What the recused person has asked for, or is named in, and nobody has signed falls away with it.
///
/// # Law
///
/// CSL 77: the official asks for it, or the organ decides on an application or without one.
fn recused(ask: &Ask<'_>, making: &mut Making, recuse: &Recuse) -> Carried {
    let user = UserId(recuse.user);
    let own = ask.actor.person().is_some_and(|person| person.user == user);
    let asked = ask.file.facts.participation.undecided();
    let basis = match (own, asked.into_iter().any(|known| known.user == user)) {
        (true, _) => RecusalBasis::OwnMotion,
        (false, true) => RecusalBasis::Application,
        (false, false) => RecusalBasis::Order,
    };
    let superior_order = match own {
        true => None,
        false => superior(ask, user, recuse.superior_order.as_ref())?,
    };
    let pending = making.file.facts.pending.iter();
    let theirs: Vec<u32> = pending
        .filter(|request| request.by == user || named_in(&request.submission).contains(&user))
        .map(|request| request.no)
        .collect();
    for request in theirs {
        let opinion = Some(
            "请求人或者请求所涉人员已回避 / who asked, or who is named in it, is recused"
                .to_owned(),
        );
        making.push(Effect::RequestSettled {
            request,
            granted: false,
            opinion,
        });
    }
    let recusal = Recusal {
        user,
        ground: recuse.ground,
        basis,
        on: ask.on,
        superior_order,
        seat: ask.file.seat_of(user),
    };
    making.push(Effect::Recused { recusal });
    making.protect(NOTE, Some(&recuse.recusal_note));
    Ok(())
}

fn refused(ask: &Ask<'_>, making: &mut Making, refuse: &RefuseRecusal) -> Carried {
    let asked = application(ask, refuse.application)?;
    superior(ask, asked.user, refuse.superior_order.as_ref())?;
    making.push(Effect::RecusalRefused {
        application: asked.no,
    });
    Ok(())
}

/// Nobody of the office decides on the recusal of the head of the organ: the superior organ does.
fn superior(
    ask: &Ask<'_>,
    user: UserId,
    order: Option<&String>,
) -> Result<Option<String>, Refusal> {
    let held = ask.around.people.get(&user);
    let head = held.is_some_and(|held| held.contains(&Role::OrganHead));
    let order = order.filter(|order| !order.trim().is_empty() && head);
    if head && order.is_none() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "superiorOrder"));
    }
    Ok(order.cloned())
}
