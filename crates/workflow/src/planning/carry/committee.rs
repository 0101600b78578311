//! The weight of the case and the consultation of the committee (ARL 50, 52, 61).

use super::Carried;
use crate::command::{Classify, ReconsiderationCommand as C, WeighConsultation};
use crate::effect::Effect;
use crate::file::{Consultation, Details};
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command about the classes of the case or a consultation.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::Classify(classify) => classified(making, classify)?,
        C::RequestConsultation(request) => {
            let cut_off = request.cut_off.0;
            if cut_off <= ask.on {
                return Err(Refusal::new(RefusalCode::BadField)
                    .with("field", "cutOff")
                    .with("value", cut_off)
                    .with("expected", format!("> {}", ask.on)));
            }
            making.say(&request.question);
            if let Some(matter) = &mut making.matter {
                matter.details = Details::Consultation(Consultation {
                    question: request.question.clone(),
                    cut_off,
                    answered_on: None,
                    followed: None,
                });
            }
        }
        C::RecordConsultation(record) => {
            making.protect("committee_opinion", Some(&record.committee_opinion));
            of_consultation(making, |known| known.answered_on = Some(ask.on));
        }
        C::WeighConsultation(weigh) => weighed(making, weigh)?,
        C::CloseConsultation(close) => making.say(&close.reason),
        _ => {}
    }
    Ok(())
}

/// Texts that a command of the committee cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::Classify(c) => vec![("reason", &c.reason)],
        C::RequestConsultation(c) => vec![("question", &c.question)],
        C::RecordConsultation(c) => vec![("committeeOpinion", &c.committee_opinion)],
        C::CloseConsultation(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

/// The classes of the case, anew; none takes back those there are.
fn classified(making: &mut Making, classify: &Classify) -> Carried {
    let mut classes = classify.grounds.clone();
    classes.sort_unstable();
    classes.dedup();
    if classes.is_empty() && making.file.facts.classes.is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "grounds"));
    }
    making.push(Effect::ClassesSet { classes });
    Ok(())
}

/// Whether the opinion is followed. It is an important reference, not a command: who departs from it says why.
///
/// # Law
///
/// ARL 61(3).
fn weighed(making: &mut Making, weigh: &WeighConsultation) -> Carried {
    let why = weigh.departure.as_deref();
    let why = why.filter(|why| !why.trim().is_empty());
    if !weigh.followed && why.is_none() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "departure"));
    }
    making.protect("consultation_departure", why.filter(|_| !weigh.followed));
    of_consultation(making, |known| known.followed = Some(weigh.followed));
    Ok(())
}

fn of_consultation(making: &mut Making, change: impl FnOnce(&mut Consultation)) {
    let details = making.matter.as_mut().map(|matter| &mut matter.details);
    if let Some(Details::Consultation(known)) = details {
        change(known);
    }
}
