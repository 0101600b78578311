//! The log of a case, and content kept apart from it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use workflow::actor::Actor;
use workflow::effect::{Effect, Entry};
use workflow::id::{CaseId, EntryNo, ProtectedId};

use crate::entity::{case_file, entry, protected};
use crate::record::log::OFFICERS;
use crate::{Store, StoreError, rows, sight};

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedEntry {
    /// The entry.
    pub entry: Entry,
    /// SHA-256 over the previous hash and the entry as stored, in hex.
    pub hash: String,
    /// Hash of the entry before; for the first SHA-256 over the ids of organ and case.
    pub previous: String,
}

/// Content kept apart from the log 副卷内容.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectedRow {
    /// The content's id.
    pub id: ProtectedId,
    /// Entry it belongs to.
    pub entry: EntryNo,
    /// What it is, such as `handover_note`, `deliberation`, `minutes`, `committee_opinion`.
    pub label: String,
    /// The text.
    pub content: String,
}

impl Store {
    /// Entries of a case after a number, in order. Only the office sees them, and in them nothing of a material that is
    /// closed to the actor: its number, who filed it and when, and no more.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn entries(
        &self,
        actor: &Actor,
        case: CaseId,
        after: EntryNo,
        limit: u64,
    ) -> Result<Vec<LoggedEntry>, StoreError> {
        let mut log = self.entries_for_planning(actor, case, after, limit).await?;
        let mut tells = log.iter().flat_map(|logged| &logged.entry.effects);
        if tells.any(|effect| matches!(effect, Effect::MaterialSet { .. })) {
            // Read after the entries: what was closed meanwhile is closed.
            let file = self.case_file(actor, case).await?;
            for logged in &mut log {
                sight::redact_entry(file.as_ref(), &mut logged.entry);
            }
        }
        Ok(log)
    }

    /// Entries of a case after a number, whole, for planning what would be and showing nothing of them but the plan.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn entries_for_planning(
        &self,
        actor: &Actor,
        case: CaseId,
        after: EntryNo,
        limit: u64,
    ) -> Result<Vec<LoggedEntry>, StoreError> {
        if !sight::whole(actor) {
            return Ok(Vec::new());
        }
        let found = entry::Entity::find()
            .filter(sight::of_cases(
                actor,
                entry::Column::OrganId,
                entry::Column::CaseId,
            ))
            .filter(entry::Column::CaseId.eq(case.0))
            .filter(entry::Column::No.gt(rows::int(after)))
            .order_by_asc(entry::Column::No)
            .limit(limit)
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| {
                Ok(LoggedEntry {
                    entry: rows::parse("entry", row.case_id, &row.body)?,
                    hash: row.hash,
                    previous: row.previous,
                })
            })
            .collect()
    }

    /// Content kept apart from the log of a case, for its officers and the heads only.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn protected(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Vec<ProtectedRow>, StoreError> {
        let may = case_file::Entity::find()
            .select_only()
            .column(case_file::Column::Id)
            .filter(sight::secondary_volume(actor))
            .filter(case_file::Column::Id.eq(case.0));
        let found = protected::Entity::find()
            .filter(sight::of_cases(
                actor,
                protected::Column::OrganId,
                protected::Column::CaseId,
            ))
            .filter(protected::Column::CaseId.in_subquery(may.into_query()))
            .filter(protected::Column::Visibility.eq(OFFICERS))
            .order_by_asc(protected::Column::EntryNo)
            .order_by_asc(protected::Column::Place)
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| {
                Ok(ProtectedRow {
                    id: ProtectedId(row.id),
                    entry: rows::count("protected", row.id, row.entry_no)?,
                    label: row.label,
                    content: row.content,
                })
            })
            .collect()
    }
}
