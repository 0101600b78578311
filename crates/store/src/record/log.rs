//! The line of the log that a plan writes, and the content it keeps apart.

use rand::RngCore;
use uuid::Uuid;
use workflow::effect::Effect;
use workflow::file::{IDENTITY_NUMBER, MATERIAL_FILE, MATERIAL_TITLE};
use workflow::plan::Plan;

use crate::entity::{entry, protected};
use crate::{StoreError, chain, rows};

/// Who may read content kept apart: the officers of the case and the heads.
pub(crate) const OFFICERS: &str = "officers";

/// Who may read what materials are called: whoever sees the material.
pub(crate) const CATALOGUE: &str = "catalogue";

/// Who may read the numbers that prove who people are: nobody, but one at a time and for a reason, which is logged.
pub(crate) const IDENTITY: &str = "identity";

/// Who may read content kept apart, by its label.
pub(crate) fn visibility(label: &str) -> &'static str {
    match label {
        MATERIAL_FILE | MATERIAL_TITLE => CATALOGUE,
        IDENTITY_NUMBER => IDENTITY,
        _ => OFFICERS,
    }
}

/// Rows of a line of the log.
pub(super) struct Line {
    pub(super) entry: entry::Model,
    pub(super) protected: Vec<protected::Model>,
}

/// The line of a plan, with salted digests filled in and chained to the entry before.
pub(super) fn line(plan: &Plan, previous: String) -> Result<Line, StoreError> {
    let mut logged = plan.entry.clone();
    logged.recorded_at = chrono::SubsecRound::trunc_subsecs(logged.recorded_at, 6);
    let (organ, case) = (plan.after.organ.0, plan.case.0);
    let digests = logged.effects.iter_mut().filter_map(|effect| match effect {
        Effect::ContentProtected { digest, .. } => Some(digest),
        _ => None,
    });
    let mut kept = Vec::with_capacity(plan.protected.len());
    for (place, (digest, content)) in digests.zip(&plan.protected).enumerate() {
        let salt = hex::encode(random::<32>());
        let id = uuid::Builder::from_random_bytes(random()).into_uuid();
        let visible = visibility(&content.label);
        *digest = chain::salted(&salt, id, visible, &content.content);
        kept.push(protected::Model {
            organ_id: organ,
            id,
            case_id: case,
            entry_no: rows::int(logged.no),
            place: i32::try_from(place).unwrap_or(i32::MAX),
            label: content.label.clone(),
            salt,
            content: content.content.clone(),
            visibility: visible.to_owned(),
        });
    }
    let body = chain::canonical(&logged)
        .map_err(|error| StoreError::unreadable("entry", Uuid::nil(), error))?;
    let hash = chain::hash(&previous, &body);
    let entry = entry::Model {
        organ_id: organ,
        case_id: case,
        no: rows::int(logged.no),
        command: logged.command,
        effective_on: logged.effective_on,
        recorded_at: logged.recorded_at,
        actor_id: logged.actor.map(|user| user.0),
        body,
        previous,
        hash,
    };
    Ok(Line {
        entry,
        protected: kept,
    })
}

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}
