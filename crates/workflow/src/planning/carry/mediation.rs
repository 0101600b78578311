//! What the commands of a mediation carry into its matter, and how its letter ends the case.

use super::Carried;
use crate::command::ReconsiderationCommand as C;
use crate::effect::Effect;
use crate::file::{Agreement, Details, Mediation, Outcome, PartySignature};
use crate::planning::build::Making;
use crate::planning::days::no_such;
use crate::planning::guards::mediation::signed_matter;
use crate::planning::{Ask, matters};
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command of the mediation track.
///
/// # Law
///
/// ARL 5, 73. The time taken counts: only a suspension by consent stops the term to decide (ARL 39(1)(6)).
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    let Some(matter) = &mut making.matter else {
        return Ok(());
    };
    let mut known = match &matter.details {
        Details::Mediation(known) => (**known).clone(),
        _ => Mediation::default(),
    };
    match command {
        C::OpenMediation(open) => {
            known.consents.clone_from(&open.consents);
            making.say(&open.about);
        }
        C::RecordMediationSession(session) => {
            for party in &session.parties {
                ask.file
                    .party(*party)
                    .ok_or_else(|| no_such("party", *party))?;
            }
            known.sessions.push(ask.on);
            making.protect("offers", session.offers.as_deref());
        }
        C::AgreeMediation(agree) => {
            let perform_by = agree.perform_by.map(|day| day.0);
            if let Some(day) = perform_by.filter(|day| *day <= ask.on) {
                return Err(Refusal::new(RefusalCode::BadField)
                    .with("field", "performBy")
                    .with("value", day)
                    .with("expected", format!("> {}", ask.on)));
            }
            known.agreement = Some(Agreement {
                perform_by,
                on: ask.on,
                facts: agree.facts.clone(),
                reasons: agree.reasons.clone(),
                result: agree.result.clone(),
            });
            making.say(&agree.result);
        }
        C::SignMediation(sign) => known.signatures.push(PartySignature {
            party: sign.party,
            on: ask.on,
        }),
        C::EndMediation(end) => making.say(&end.reason),
        _ => return Ok(()),
    }
    if let Some(matter) = &mut making.matter {
        matter.details = Details::Mediation(Box::new(known));
    }
    Ok(())
}

/// Texts that a command of the mediation track cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::OpenMediation(c) => vec![("about", &c.about)],
        C::RecordMediationSession(c) => vec![("record", &c.record)],
        C::AgreeMediation(c) => vec![
            ("facts", &c.facts),
            ("reasons", &c.reasons),
            ("result", &c.result),
            ("review", &c.review),
        ],
        C::EndMediation(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

/// The letter is sealed: it takes effect, and the case has its outcome. A draft falls away, a suspension ends.
///
/// # Law
///
/// ARL 73: signed by all parties and sealed by the organ it has legal effect, from the last of these.
pub(super) fn sealed(ask: &Ask<'_>, making: &mut Making) -> Carried {
    let Some(mut matter) = signed_matter(ask).cloned() else {
        return Ok(());
    };
    if let Details::Mediation(known) = &mut matter.details {
        known.effective_on = Some(ask.on);
    }
    let no = matter.no;
    making.matter = Some(matter);
    matters::put_back(making);
    let facts = &making.file.facts;
    let (suspended, drafted, signed) = (
        facts.suspension.is_some(),
        facts.draft.is_some(),
        facts.signature.is_some(),
    );
    if suspended {
        making.push(Effect::SuspensionSet { suspension: None });
    }
    if signed {
        making.push(Effect::SignatureSet { signature: None });
    }
    if drafted {
        making.push(Effect::DraftSet { draft: None });
    }
    making.conclude(Outcome::Mediated {
        on: ask.on,
        matter: no,
    });
    Ok(())
}
