//! Rows of organs, users and what they sign in with.

use sha2::{Digest, Sha256};
use uuid::Uuid;
use workflow::deputy::Instrument;
use workflow::id::{OrganId, UserId};

use super::{json, parse, role};
use crate::StoreError;
use crate::entity::{leave as leave_table, organ, password, seal, session, token, user, user_role};
use crate::office::{
    EndReason, Ended, KeptPassword, Leave, Organ, OrganKind, PasswordMark, Scope, Session, Token,
    User,
};
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
        service: value.service,
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
        service: row.service,
    })
}

/// The row of a leave.
pub(crate) fn leave_row(value: &Leave) -> leave_table::Model {
    let instrument = value.instrument.as_ref();
    leave_table::Model {
        organ_id: value.organ.0,
        id: value.id,
        user_id: value.user.0,
        from_on: value.from,
        until_on: value.until,
        deputy_id: value.deputy.map(|user| user.0),
        instrument: instrument.map(|known| known.number.clone()),
        instrument_on: instrument.map(|known| known.on),
        ended_on: value.ended_on,
    }
}

/// The leave of a row.
pub(crate) fn leave(row: leave_table::Model) -> Leave {
    let instrument = row.instrument.zip(row.instrument_on);
    Leave {
        id: row.id,
        organ: OrganId(row.organ_id),
        user: UserId(row.user_id),
        from: row.from_on,
        until: row.until_on,
        deputy: row.deputy_id.map(UserId),
        instrument: instrument.map(|(number, on)| Instrument { number, on }),
        ended_on: row.ended_on,
    }
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
        scopes: value.scopes.as_ref().map(|scopes| {
            let codes: Vec<&str> = scopes.iter().map(|scope| scope.code()).collect();
            codes.join(" ")
        }),
        issued_at: cut(value.issued_at),
        expires_at: cut(value.expires_at),
        revoked_at: value.revoked_at.map(cut),
        used_at: None,
    }
}

/// The token of a row.
pub(crate) fn token(row: token::Model) -> Result<Token, StoreError> {
    let unknown = || StoreError::unreadable("token", row.id, "no such scope");
    let scopes = row.scopes.as_deref().map(|codes| {
        let scopes = codes.split_whitespace();
        scopes
            .map(|code| Scope::from_code(code).ok_or_else(unknown))
            .collect()
    });
    Ok(Token {
        id: row.id,
        organ: OrganId(row.organ_id),
        user: UserId(row.user_id),
        scopes: scopes.transpose()?,
        digest: row.digest,
        label: row.label,
        issued_at: row.issued_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}

/// The row of a session, last seen when it began.
pub(crate) fn session_row(value: &Session) -> session::Model {
    let cut = |at| chrono::SubsecRound::trunc_subsecs(at, 6);
    session::Model {
        organ_id: value.organ.0,
        id: value.id,
        user_id: value.user.0,
        digest: value.digest.clone(),
        started_at: cut(value.started_at),
        expires_at: cut(value.expires_at),
        seen_at: cut(value.started_at),
        address: value.address.clone(),
        agent: value.agent.clone(),
        initial: value.initial,
        ended_at: value.ended.as_ref().map(|ended| cut(ended.at)),
        ended_why: value
            .ended
            .as_ref()
            .map(|ended| ended.why.code().to_owned()),
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

/// The session of a row.
pub(crate) fn session(row: session::Model) -> Result<Session, StoreError> {
    let ended = match (row.ended_at, row.ended_why.as_deref()) {
        (None, None) => None,
        (Some(at), Some(why)) => EndReason::from_code(why).map(|why| Ended { at, why }),
        _ => None,
    };
    if ended.is_some() != row.ended_at.is_some() {
        return Err(StoreError::unreadable("session", row.id, "no such end"));
    }
    Ok(Session {
        id: row.id,
        organ: OrganId(row.organ_id),
        user: UserId(row.user_id),
        digest: row.digest,
        started_at: row.started_at,
        expires_at: row.expires_at,
        address: row.address,
        agent: row.agent,
        initial: row.initial,
        ended,
    })
}

/// The row of a password, by what the log says of it and its hash.
pub(crate) fn password_row(organ: Uuid, mark: &PasswordMark, phc: String) -> password::Model {
    password::Model {
        organ_id: organ,
        user_id: mark.user.0,
        no: super::int(mark.no),
        phc,
        set_at: chrono::SubsecRound::trunc_subsecs(mark.set_at, 6),
        initial: mark.initial,
    }
}

/// The password of a row.
pub(crate) fn password(row: password::Model) -> Result<KeptPassword, StoreError> {
    Ok(KeptPassword {
        user: UserId(row.user_id),
        no: super::count("password", row.user_id, row.no)?,
        phc: row.phc,
        set_at: row.set_at,
        initial: row.initial,
    })
}

/// SHA-256 of a hash with its salt, as the log has it.
pub(crate) fn password_seal(phc: &str) -> String {
    hex::encode(Sha256::digest(phc.as_bytes()))
}
