//! The logs of organs: chain, and fold against organs, users, roles, leave, tokens, sessions and passwords.

use std::collections::BTreeMap;

use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;
use workflow::id::OrganId;

use super::{AuditFault, Chain, Verdict, compare};
use crate::entity::{leave, office_entry, organ, password, seal, session, token, user, user_role};
use crate::office::{Leave, OfficeEffect, OfficeEntry, Organ, PasswordMark, Session, Token, User};
use crate::reception::Reception;
use crate::seal::{Seal, SealMade, Trust};
use crate::{StoreError, chain, rows};

/// Entries held in memory at once.
const SOME: u64 = 1_000;

/// What the logs of all organs say together.
#[derive(Default)]
struct Fold {
    organs: BTreeMap<Uuid, Organ>,
    users: BTreeMap<(Uuid, Uuid), User>,
    tokens: BTreeMap<(Uuid, Uuid), Token>,
    leaves: BTreeMap<(Uuid, Uuid), Leave>,
    seals: BTreeMap<Uuid, Vec<SealMade>>,
    sessions: BTreeMap<(Uuid, Uuid), Session>,
    passwords: BTreeMap<(Uuid, Uuid), BTreeMap<u32, PasswordMark>>,
    receptions: BTreeMap<(Uuid, Uuid), Reception>,
    chains: BTreeMap<Uuid, Chain>,
}

/// Checks the log of every organ.
pub(super) async fn verify(
    tx: &DatabaseTransaction,
    verdict: &mut Verdict,
) -> Result<(), StoreError> {
    let mut fold = Fold::default();
    let mut after: Option<(Uuid, i32)> = None;
    loop {
        let mut query = office_entry::Entity::find()
            .order_by_asc(office_entry::Column::OrganId)
            .order_by_asc(office_entry::Column::No)
            .limit(SOME);
        if let Some((organ, no)) = after {
            query = query.filter(
                Condition::any()
                    .add(office_entry::Column::OrganId.gt(organ))
                    .add(
                        Condition::all()
                            .add(office_entry::Column::OrganId.eq(organ))
                            .add(office_entry::Column::No.gt(no)),
                    ),
            );
        }
        let logged = query.all(tx).await?;
        after = logged.last().map(|row| (row.organ_id, row.no));
        for row in &logged {
            verdict.entries += 1;
            fold.take(row, verdict);
        }
        if after.is_none() {
            break;
        }
    }
    fold.compare(tx, verdict).await
}

impl Fold {
    fn take(&mut self, row: &office_entry::Model, verdict: &mut Verdict) {
        let chain = self
            .chains
            .entry(row.organ_id)
            .or_insert_with(|| Chain::from(chain::organ_root(row.organ_id)));
        let mut wrong = chain.take(row.no, &row.previous, &row.hash, &row.body);
        match serde_json::from_str::<OfficeEntry>(&row.body) {
            Err(error) => wrong.push(format!("entry {} cannot be read: {error}", row.no)),
            Ok(read) => {
                let same = read.organ.0 == row.organ_id
                    && rows::int(read.no) == row.no
                    && read.command == row.command
                    && read.recorded_at == row.recorded_at
                    && read.actor.map(|user| user.0) == row.actor_id;
                if !same {
                    wrong.push(format!(
                        "entry {}: its columns differ from its text",
                        row.no
                    ));
                }
                for effect in read.effects {
                    wrong.extend(self.apply(row.organ_id, effect));
                }
            }
        }
        verdict
            .faults
            .extend(wrong.into_iter().map(|what| AuditFault {
                organ: OrganId(row.organ_id),
                case: None,
                entry: u32::try_from(row.no).ok(),
                what: format!("organ log: {what}"),
            }));
    }

    /// Applies an effect; says what is wrong with it.
    fn apply(&mut self, organ: Uuid, effect: OfficeEffect) -> Option<String> {
        match effect {
            OfficeEffect::OrganAdded(value) | OfficeEffect::OrganChanged(value) => {
                self.organs.insert(value.id.0, value);
            }
            OfficeEffect::UserAdded(value) | OfficeEffect::UserChanged(value) => {
                self.users.insert((value.organ.0, value.id.0), value);
            }
            OfficeEffect::TokenIssued(value) => {
                self.tokens.insert((value.organ.0, value.id), value);
            }
            OfficeEffect::TokenRevoked { token, at } => {
                if let Some(known) = self.tokens.get_mut(&(organ, token)) {
                    known.revoked_at = Some(at);
                }
            }
            OfficeEffect::LeaveNoted(value) => {
                self.leaves.insert((value.organ.0, value.id), value);
            }
            OfficeEffect::LeaveEnded { leave, on } => {
                if let Some(known) = self.leaves.get_mut(&(organ, leave)) {
                    known.ended_on = Some(on);
                }
            }
            OfficeEffect::SealMade(made) => {
                let seals = self.seals.entry(organ).or_default();
                let (next, digest) = match seals.last() {
                    Some(last) => (last.number.saturating_add(1), last.digest.as_str()),
                    None => (1, ""),
                };
                let follows = made.number == next && made.previous == digest;
                let number = made.number;
                seals.push(made);
                if !follows {
                    return Some(format!("seal {number} comes where seal {next} must"));
                }
            }
            OfficeEffect::PasswordSet(mark) => {
                let kept = self.passwords.entry((organ, mark.user.0)).or_default();
                kept.retain(|no, _| *no > mark.no.saturating_sub(mark.kept));
                kept.insert(mark.no, mark);
            }
            OfficeEffect::SessionStarted(value) => {
                self.sessions.insert((value.organ.0, value.id), value);
            }
            OfficeEffect::SessionsEnded { sessions, ended } => {
                for session in sessions {
                    if let Some(known) = self.sessions.get_mut(&(organ, session)) {
                        known.ended = Some(ended.clone());
                    }
                }
            }
            OfficeEffect::ReceptionRecorded(value) => {
                self.receptions.insert((value.organ.0, value.id), value);
            }
            OfficeEffect::ReceptionLinked { reception, case } => {
                if let Some(known) = self.receptions.get_mut(&(organ, reception)) {
                    known.case = Some(case);
                }
            }
            // What failed has left nothing behind.
            OfficeEffect::SignInsFailed { .. } => {}
            OfficeEffect::MaterialDownloaded { .. } | OfficeEffect::IdentityRevealed { .. } => {}
        }
        None
    }

    async fn compare(
        self,
        tx: &DatabaseTransaction,
        verdict: &mut Verdict,
    ) -> Result<(), StoreError> {
        super::receptions::compare(tx, &self.receptions, &mut verdict.faults).await?;
        let mut organs = organ::Entity::find().all(tx).await?;
        for row in &mut organs {
            if let Ok(forms) = rows::parse::<BTreeMap<String, String>>("", "", &row.number_forms) {
                row.number_forms = rows::json(&forms);
            }
        }
        let mut ids: Vec<Uuid> = organs.iter().map(|row| row.id).collect();
        ids.extend(self.organs.keys().chain(self.chains.keys()));
        let users = user::Entity::find().all(tx).await?;
        let roles = user_role::Entity::find().all(tx).await?;
        let mut tokens = token::Entity::find().all(tx).await?;
        // When it was last used is no part of the record.
        for row in &mut tokens {
            row.used_at = None;
        }
        let access = Access::read(tx).await?;
        let leaves = leave::Entity::find().all(tx).await?;
        ids.extend(leaves.iter().map(|row| row.organ_id));
        ids.extend(users.iter().map(|row| row.organ_id));
        ids.extend(roles.iter().map(|row| row.organ_id));
        ids.extend(tokens.iter().map(|row| row.organ_id));
        ids.extend(access.organs());
        let mut seals = seal::Entity::find().all(tx).await?;
        let changed = files(&mut seals);
        ids.extend(seals.iter().map(|row| row.organ_id));
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let mut wrong = Vec::new();
            let is = of(&organs, |row| row.id == id);
            compare("organ", &is, &self.organ_rows(id), |row| row.id, &mut wrong);
            let of_organ: Vec<&User> = self
                .users
                .values()
                .filter(|user| user.organ.0 == id)
                .collect();
            let is = of(&users, |row| row.organ_id == id);
            let must: Vec<_> = of_organ
                .iter()
                .map(|user| rows::office::user_row(user))
                .collect();
            compare("user", &is, &must, |row| row.id, &mut wrong);
            let is = of(&roles, |row| row.organ_id == id);
            let must: Vec<_> = of_organ
                .iter()
                .flat_map(|user| rows::office::role_rows(user))
                .collect();
            let key = |row: &user_role::Model| (row.user_id, row.role.clone());
            compare("role", &is, &must, key, &mut wrong);
            let is = of(&tokens, |row| row.organ_id == id);
            let must: Vec<_> = self
                .tokens
                .values()
                .filter(|token| token.organ.0 == id)
                .map(rows::office::token_row)
                .collect();
            compare("token", &is, &must, |row| row.id, &mut wrong);
            let is = of(&leaves, |row| row.organ_id == id);
            let known = self.leaves.values().filter(|leave| leave.organ.0 == id);
            let must: Vec<_> = known.map(rows::office::leave_row).collect();
            compare("leave", &is, &must, |row| row.id, &mut wrong);
            self.compare_access(id, &access, &mut wrong);
            let is = of(&seals, |row| row.organ_id == id);
            let made = self.seals.get(&id).into_iter().flatten();
            let must: Vec<_> = made
                .map(|made| rows::office::seal_row(OrganId(id), made))
                .collect();
            compare("seal", &is, &must, |row| row.number, &mut wrong);
            let of_organ = changed.iter().filter(|(organ, _)| *organ == id);
            wrong.extend(of_organ.map(|(_, what)| what.clone()));
            verdict
                .faults
                .extend(wrong.into_iter().map(|what| AuditFault {
                    organ: OrganId(id),
                    case: None,
                    entry: None,
                    what,
                }));
        }
        Ok(())
    }

    fn compare_access(&self, id: Uuid, access: &Access, wrong: &mut Vec<String>) {
        let is = of(&access.sessions, |row| row.organ_id == id);
        let sessions = self.sessions.values();
        let must: Vec<_> = sessions
            .filter(|session| session.organ.0 == id)
            .map(rows::office::session_row)
            .collect();
        compare("session", &is, &must, |row| row.id, wrong);
        let is = of(&access.passwords, |row| row.organ_id == id);
        let mut must = Vec::new();
        for ((organ, user), marks) in self.passwords.iter().filter(|((organ, _), _)| *organ == id) {
            for mark in marks.values() {
                // The log has the seal of a hash, and not the hash.
                let known = is
                    .iter()
                    .find(|row| row.user_id == *user && row.no == rows::int(mark.no))
                    .map(|row| row.phc.clone())
                    .filter(|phc| rows::office::password_seal(phc) == mark.seal);
                must.push(rows::office::password_row(
                    *organ,
                    mark,
                    known.unwrap_or_default(),
                ));
            }
        }
        let key = |row: &password::Model| (row.user_id, row.no);
        compare("password", &is, &must, key, wrong);
    }

    fn organ_rows(&self, id: Uuid) -> Vec<organ::Model> {
        let (revision, head) = match self.chains.get(&id) {
            Some(chain) => (chain.no, chain.head.clone()),
            None => (0, chain::organ_root(id)),
        };
        self.organs
            .get(&id)
            .map(|organ| rows::office::organ_row(organ, revision, head))
            .into_iter()
            .collect()
    }
}

/// What users sign in with, as the tables have it.
struct Access {
    sessions: Vec<session::Model>,
    passwords: Vec<password::Model>,
}

impl Access {
    async fn read(tx: &DatabaseTransaction) -> Result<Self, StoreError> {
        let mut sessions = session::Entity::find().all(tx).await?;
        // When it was last in use is no part of the record.
        for row in &mut sessions {
            row.seen_at = row.started_at;
        }
        Ok(Self {
            sessions,
            passwords: password::Entity::find().all(tx).await?,
        })
    }

    fn organs(&self) -> impl Iterator<Item = Uuid> {
        let sessions = self.sessions.iter().map(|row| row.organ_id);
        sessions.chain(self.passwords.iter().map(|row| row.organ_id))
    }
}

fn of<M: Clone>(rows: &[M], belongs: impl Fn(&M) -> bool) -> Vec<M> {
    rows.iter().filter(|row| belongs(row)).cloned().collect()
}

/// Takes the files of seals out of their rows; says which were changed.
fn files(seals: &mut [seal::Model]) -> Vec<(Uuid, String)> {
    let mut changed = Vec::new();
    for row in seals {
        row.exported_at = None;
        let text = std::mem::take(&mut row.text);
        if text.is_empty() {
            continue;
        }
        let sound = Seal::read(&text, &Trust::Fingerprint(row.key.clone()));
        if sound.is_err() || sound.is_ok_and(|seal| seal.digest() != row.digest) {
            changed.push((
                row.organ_id,
                format!("the file of seal {} was changed", row.number),
            ));
        }
    }
    changed
}
