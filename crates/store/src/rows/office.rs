//! Organ, user and token rows.

use workflow::id::{OrganId, UserId};

use super::{json, parse, role};
use crate::StoreError;
use crate::entity::{organ, seal, token, user, user_role};
use crate::office::{Organ, OrganKind, Token, User};
use crate::seal::SealMade;

/// The row of an organ, with the end of its log.
pub(crate) fn organ_row(value: &Organ, revision: i32, head: String) -> organ::Model {
    organ::Model {
        id: value.id.0,
        name: value.name.clone(),
        short_name: value.short_name.clone(),
        kind: value.kind.code().to_owned(),
        number_forms: json(&value.number_forms),
        revision,
        head,
    }
}

/// The organ of a row.
pub(crate) fn organ(row: organ::Model) -> Result<Organ, StoreError> {
    Ok(Organ {
        id: OrganId(row.id),
        kind: OrganKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::unreadable("organ", row.id, "no such kind of organ"))?,
        number_forms: parse("organ", row.id, &row.number_forms)?,
        name: row.name,
        short_name: row.short_name,
    })
}

/// The row of a user.
pub(crate) fn user_row(value: &User) -> user::Model {
    user::Model {
        organ_id: value.organ.0,
        id: value.id.0,
        login: value.login.clone(),
        name: value.name.clone(),
        email: value.email.clone(),
        agency_id: value.agency.map(|organ| organ.0),
        language: value.language.clone(),
        active: value.active,
    }
}

/// The rows of a user's roles.
pub(crate) fn role_rows(value: &User) -> Vec<user_role::Model> {
    value
        .roles
        .iter()
        .map(|held| user_role::Model {
            organ_id: value.organ.0,
            user_id: value.id.0,
            role: held.code().to_owned(),
        })
        .collect()
}

/// The user of a row with the rows of the roles.
pub(crate) fn user(row: user::Model, roles: &[user_role::Model]) -> Result<User, StoreError> {
    let mut held = std::collections::BTreeSet::new();
    for known in roles.iter().filter(|known| known.user_id == row.id) {
        held.insert(role(&known.role)?);
    }
    Ok(User {
        id: UserId(row.id),
        organ: OrganId(row.organ_id),
        login: row.login,
        name: row.name,
        email: row.email,
        roles: held,
        agency: row.agency_id.map(OrganId),
        language: row.language,
        active: row.active,
    })
}

/// The row of a token.
pub(crate) fn token_row(value: &Token) -> token::Model {
    let cut = |at| chrono::SubsecRound::trunc_subsecs(at, 6);
    token::Model {
        organ_id: value.organ.0,
        id: value.id,
        user_id: value.user.0,
        digest: value.digest.clone(),
        label: value.label.clone(),
        issued_at: cut(value.issued_at),
        expires_at: cut(value.expires_at),
        revoked_at: value.revoked_at.map(cut),
    }
}

/// The token of a row.
pub(crate) fn token(row: token::Model) -> Token {
    Token {
        id: row.id,
        organ: OrganId(row.organ_id),
        user: UserId(row.user_id),
        digest: row.digest,
        label: row.label,
        issued_at: row.issued_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    }
}

/// The row of a seal, without its file.
pub(crate) fn seal_row(organ: OrganId, made: &SealMade) -> seal::Model {
    seal::Model {
        organ_id: organ.0,
        number: super::int(made.number),
        digest: made.digest.clone(),
        previous: made.previous.clone(),
        made_at: made.made_at,
        cases: i64::try_from(made.cases).unwrap_or(i64::MAX),
        entries: i64::try_from(made.entries).unwrap_or(i64::MAX),
        key: made.key.clone(),
        exported_at: None,
        text: String::new(),
    }
}
