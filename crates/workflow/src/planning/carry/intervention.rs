//! Early intervention 案前介入: its records, its end, and the application that makes a case of it.

use chrono::{Datelike, NaiveDate};

use super::Carried;
use crate::command::{EndIntervention, NoteIntervention, Receive, ReconsiderationCommand as C};
use crate::effect::Effect;
use crate::file::{
    CaseFile, DocumentNumber, Intervention, InterventionRecord, Outcome, Party, PartyRole, Term,
    TermState,
};
use crate::id::PartyNo;
use crate::planning::build::{Making, next_no};
use crate::planning::guards::people::present;
use crate::planning::opening::{CASES, application};
use crate::planning::{Ask, terms};
use crate::refusal::{Refusal, RefusalCode};

/// Limits to apply 申请期限 that an application meets.
const LIMITS: [&str; 5] = [
    "apply_60d",
    "apply_not_informed",
    "apply_max_1y",
    "apply_max_5y",
    "apply_max_20y",
];

/// Carries a command of an early intervention.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::NoteIntervention(note) => noted(ask, making, note),
        C::EndIntervention(end) => {
            ended(ask, making, end);
            Ok(())
        }
        C::Receive(receive) => received(ask, making, receive),
        _ => Ok(()),
    }
}

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::NoteIntervention(c) => vec![("record", &c.record)],
        C::EndIntervention(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

fn set(making: &mut Making, change: impl FnOnce(&mut Intervention)) {
    if let Some(mut intervention) = making.file.facts.intervention.clone() {
        change(&mut intervention);
        let intervention = Box::new(intervention);
        making.push(Effect::InterventionSet { intervention });
    }
}

fn noted(ask: &Ask<'_>, making: &mut Making, note: &NoteIntervention) -> Carried {
    if note.parties.is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "parties"));
    }
    for no in &note.parties {
        present(ask, *no)?;
    }
    let mut parties = note.parties.clone();
    parties.sort_unstable();
    parties.dedup();
    let record = InterventionRecord {
        on: ask.on,
        mode: note.mode,
        parties,
        by: ask.actor.person().map(|person| person.user),
        record: note.record.clone(),
    };
    set(making, |intervention| intervention.records.push(record));
    Ok(())
}

/// It ends without an application; the limits to apply run on.
fn ended(ask: &Ask<'_>, making: &mut Making, end: &EndIntervention) {
    set(making, |intervention| {
        intervention.conclusion = Some(end.reason.clone());
    });
    making.conclude(Outcome::InterventionEnded {
        on: ask.on,
        result: end.result,
    });
}

/// The application comes: from here on it is a case like any other.
///
/// # Law
///
/// ARL 22, 30: nothing that was done before counts for or against it.
fn received(ask: &Ask<'_>, making: &mut Making, receive: &Receive) -> Carried {
    let proof = ask.submission.and_then(|known| known.proof.as_ref());
    let (book, calendar) = (ask.book, ask.calendar);
    let mut application = application::of(book, calendar, receive, proof, ask.around, ask.moment)?;
    let (changes, numbers) = settled(ask.file, application::parties(receive), ask.on);
    application.own_departments = application::own_departments(receive, &numbers);
    let filed = application.receipt.filed_on;
    making.push(Effect::ApplicationReceived {
        number: DocumentNumber::Slot {
            series: CASES.to_owned(),
            year: ask.on.year(),
        },
        application: Box::new(application),
    });
    for change in changes {
        making.push(change);
    }
    meet_limits(making, &numbers, filed);
    Ok(())
}

/// The parties that an application names, against those that were noted: who is named again keeps the number, who is not
/// has left. Also the numbers of those named, in their order.
fn settled(file: &CaseFile, named: Vec<Party>, on: NaiveDate) -> (Vec<Effect>, Vec<PartyNo>) {
    let (mut changes, mut numbers) = (Vec::new(), Vec::new());
    let noted = file.present();
    let mut noted: Vec<Party> = noted
        .filter(|party| party.role != PartyRole::OtherOrgan)
        .cloned()
        .collect();
    let mut next = next_no(file.parties.iter().map(|party| party.no));
    for mut party in named {
        match noted.iter().position(|known| same(known, &party)) {
            Some(place) => {
                let known = noted.remove(place);
                party.no = known.no;
                party.address = party.address.or_else(|| known.address.clone());
                party.phone = party.phone.or_else(|| known.phone.clone());
                numbers.push(party.no);
                if party != known {
                    changes.push(Effect::PartySet { party });
                }
            }
            None => {
                party.no = next;
                next = next.saturating_add(1);
                numbers.push(party.no);
                changes.push(Effect::PartyAdded { party });
            }
        }
    }
    for mut party in noted {
        party.left_on = Some(on);
        party.stayed_out = true;
        changes.push(Effect::PartySet { party });
    }
    (changes, numbers)
}

/// Whether a party that was noted is the one named: an agency by its organ, a person by the name.
fn same(known: &Party, named: &Party) -> bool {
    let by_name = known.organ.is_none() && known.name == named.name;
    known.role == named.role && known.organ == named.organ && (known.organ.is_some() || by_name)
}

/// Whoever applies meets the limit on the day of filing. One whose end was recorded while the application was in the post
/// is met too.
///
/// # Law
///
/// ARL 20; CPL 85(4): what was posted before the end is in time.
fn meet_limits(making: &mut Making, applied: &[PartyNo], filed: NaiveDate) {
    let met = |term: &&Term| {
        let in_post = term.state == TermState::Lapsed && filed <= term.due;
        LIMITS.contains(&term.period.as_str())
            && term.party.is_some_and(|no| applied.contains(&no))
            && (term.state.is_open() || in_post)
    };
    let limits: Vec<Term> = making.file.terms.iter().filter(met).cloned().collect();
    for term in limits {
        terms::meet(making, term, filed);
    }
}
