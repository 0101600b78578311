//! Guards about who is let into a case and who is recused from it (CSL 76, 77).

use super::{Code, Refusal, Verdict, bad, committee, ensure, performance};
use crate::actor::Role;
use crate::command::{Capacity, CommandName, ReconsiderationCommand as C};
use crate::file::{Details, RecusalApplication};
use crate::guard::Guard;
use crate::id::UserId;
use crate::planning::days::no_such;
use crate::planning::{Ask, recused};

/// What a guard about participation says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match guard {
        Guard::Admissible => admissible(ask),
        Guard::IsAdmitted => is_admitted(ask),
        Guard::Recusable => recusable(ask),
        Guard::RecusesOneself => match (ask.command(), ask.actor.person()) {
            (Some(C::Recuse(recuse)), person) => ensure(
                person.is_some_and(|person| person.user.0 == recuse.user),
                Code::WrongRole,
            ),
            _ => Ok(()),
        },
        Guard::RecusalOfStaff => of_head(ask).and_then(|head| ensure(!head, Code::WrongRole)),
        Guard::RecusalOfInstitutionHead => {
            of_head(ask).and_then(|head| ensure(head || ask.command().is_none(), Code::WrongRole))
        }
        Guard::RecusalOfAnother => of_another(ask),
        Guard::RecusalsDecided => decided(ask),
        Guard::SignerStands => signer_stands(ask),
        Guard::RecusalAsked => match ask.command() {
            None => {
                let open = ask.file.facts.participation.undecided().next().is_some();
                ensure(open, Code::NoSuchThing).map_err(|refusal| {
                    refusal
                        .with("what", "recusal application")
                        .with("number", 0)
                })
            }
            Some(C::RefuseRecusal(refuse)) => application(ask, refuse.application).map(|_| ()),
            Some(_) => Ok(()),
        },
        _ => return None,
    })
}

fn not_of_office(user: uuid::Uuid) -> Verdict {
    Err(Refusal::new(Code::NotOfOffice).with("user", user))
}

/// # Law
///
/// ARL 52: the committee is asked about the case; until it is, and once it has answered, its members have no business in it.
fn admissible(ask: &Ask<'_>) -> Verdict {
    let Some(C::Admit(admit)) = ask.command() else {
        return Ok(());
    };
    let held = ask.around.people.get(&UserId(admit.user));
    if !held.is_some_and(|held| held.contains(&admit.capacity.role())) {
        return not_of_office(admit.user);
    }
    let consulted = || committee::under_way(ask.file);
    if admit.capacity == Capacity::CommitteeMember && !consulted() {
        return Err(Refusal::new(Code::NotConsulted).because("ARL 52"));
    }
    if admit.until.0 < ask.moment.today {
        let expected = format!(">= {}", ask.moment.today);
        let refusal = Refusal::new(Code::BadField);
        return Err(bad(refusal, "until", admit.until, &expected));
    }
    Ok(())
}

fn is_admitted(ask: &Ask<'_>) -> Verdict {
    let mut admissions = ask.file.facts.participation.admissions.iter();
    let standing = match ask.command() {
        Some(C::EndAdmission(end)) => {
            let user = UserId(end.user);
            let stands = admissions.any(|known| known.user == user && known.ended_on.is_none());
            let expected = "准予参与本案的人员 / somebody who was let into the case";
            return match stands {
                true => Ok(()),
                false => Err(bad(Refusal::new(Code::BadField), "user", user, expected)),
            };
        }
        Some(_) => return Ok(()),
        None => admissions.any(|known| known.ended_on.is_none()),
    };
    ensure(standing, Code::NoSuchThing)
        .map_err(|refusal| refusal.with("what", "admission").with("number", 0))
}

/// # Law
///
/// CSL 76: officials are recused, not those who speak for another agency and are nothing else.
fn recusable(ask: &Ask<'_>) -> Verdict {
    let user = match ask.command() {
        Some(C::AskRecusal(asked)) => asked.user,
        Some(C::Recuse(recuse)) => recuse.user,
        _ => return Ok(()),
    };
    let held = ask.around.people.get(&UserId(user));
    match held {
        Some(held) if held.iter().any(|role| *role != Role::RespondentClerk) => Ok(()),
        _ => not_of_office(user),
    }
}

/// Whether the command is about the head of the institution, of whose recusal the head of the organ decides. One who is
/// both is recused as the head of the organ.
fn of_head(ask: &Ask<'_>) -> Result<bool, Refusal> {
    let user = match ask.command() {
        Some(C::Recuse(recuse)) => UserId(recuse.user),
        Some(C::RefuseRecusal(refuse)) => application(ask, refuse.application)?.user,
        _ => return Ok(false),
    };
    Ok(heads_institution(ask, user))
}

/// Whether somebody is the head of the institution, and not of the organ besides.
fn heads_institution(ask: &Ask<'_>, user: UserId) -> bool {
    let held = ask.around.people.get(&user);
    held.is_some_and(|held| {
        held.contains(&Role::InstitutionHead) && !held.contains(&Role::OrganHead)
    })
}

/// Labels of the roles that decide on the recusal of somebody, as the moves name them.
fn deciding(ask: &Ask<'_>, user: UserId) -> String {
    let guard = match heads_institution(ask, user) {
        true => Guard::RecusalOfInstitutionHead,
        false => Guard::RecusalOfStaff,
    };
    let moves = ask.book.moves_of(CommandName::RefuseRecusal);
    let roles = moves.filter(|step| step.when.contains(&guard));
    let roles = roles.flat_map(|step| &step.decided_by);
    let labels: Vec<&str> = roles.map(|role| role.label().0).collect();
    labels.join("、")
}

/// Whoever is asked to withdraw does not decide whether to; they may withdraw of their own.
///
/// # Law
///
/// CSL 77: the organ decides on the application after looking into it.
fn of_another(ask: &Ask<'_>) -> Verdict {
    let person = ask.actor.person().map(|person| person.user);
    let own = |asked: &&RecusalApplication| person == Some(asked.user);
    let undecided = || ask.file.facts.participation.undecided();
    let asked = match ask.command() {
        Some(C::RefuseRecusal(refuse)) => Some(application(ask, refuse.application)?).filter(own),
        // One about somebody else may be meant.
        None if undecided().all(|asked| own(&asked)) => undecided().next(),
        _ => None,
    };
    match asked {
        None => Ok(()),
        Some(asked) => Err(Refusal::new(Code::OwnRecusal)
            .with("application", asked.no)
            .with("roles", deciding(ask, asked.user))),
    }
}

/// # Law
///
/// CSL 77: an application for recusal is decided; what ends the case is not signed before that. One that came after the
/// day of an act that is recorded late holds nothing up.
fn decided(ask: &Ask<'_>) -> Verdict {
    let mut undecided = ask.file.facts.participation.undecided();
    match undecided.find(|asked| asked.asked_on <= ask.on) {
        None => Ok(()),
        Some(asked) => Err(Refusal::new(Code::RecusalUndecided)
            .with("application", asked.no)
            .with("roles", deciding(ask, asked.user))
            .because("CSL 77")),
    }
}

/// Whoever signed the decision, or the letter that the command names, is not recused since.
///
/// # Law
///
/// CSL 76: who is recused takes no part in the matter, and what they signed is not issued. ARL 61(1): the head of the organ
/// agrees before it is, so that another head has to.
fn signer_stands(ask: &Ask<'_>) -> Verdict {
    let letter = performance::named(ask).map(|matter| &matter.details);
    let signer = match letter {
        Some(Details::Letter { signed_by, .. }) => *signed_by,
        _ => ask.file.facts.signature.as_ref().map(|known| known.by),
    };
    let participation = &ask.file.facts.participation;
    match signer.and_then(|signer| participation.recusal_of(signer)) {
        None => Ok(()),
        Some(recusal) => Err(recused(Code::SignerRecused, recusal)),
    }
}

/// The application with this number, while it is not decided.
pub(in crate::planning) fn application<'a>(
    ask: &Ask<'a>,
    no: u32,
) -> Result<&'a RecusalApplication, Refusal> {
    let file: &'a crate::file::CaseFile = ask.file;
    let mut open = file.facts.participation.undecided();
    open.find(|known| known.no == no)
        .ok_or_else(|| no_such("recusal application", no))
}
