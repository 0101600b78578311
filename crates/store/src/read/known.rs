//! What planning must know of other cases of the office that a command names.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use workflow::actor::Actor;
use workflow::file::{Facts, PartyRole};
use workflow::id::CaseId;
use workflow::plan::{KnownAgency, KnownCase};

use crate::entity::{case_file, party};
use crate::{Store, StoreError, WriteTx, rows, sight};

impl Store {
    /// What is known of the cases with these numbers, those that the actor may see. Two statements.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn known_cases(
        &self,
        actor: &Actor,
        numbers: &[String],
    ) -> Result<BTreeMap<String, KnownCase>, StoreError> {
        known(self.connection(), actor, numbers).await
    }
}

impl WriteTx {
    /// What is known of the cases with these numbers, those that the actor may see. Nothing of them is locked.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn known_cases(
        &self,
        actor: &Actor,
        numbers: &[String],
    ) -> Result<BTreeMap<String, KnownCase>, StoreError> {
        known(self.connection(), actor, numbers).await
    }
}

async fn known<C: ConnectionTrait>(
    connection: &C,
    actor: &Actor,
    numbers: &[String],
) -> Result<BTreeMap<String, KnownCase>, StoreError> {
    let mut cases = BTreeMap::new();
    if numbers.is_empty() {
        return Ok(cases);
    }
    let found: Vec<(uuid::Uuid, uuid::Uuid, String, String)> = case_file::Entity::find()
        .select_only()
        .columns([
            case_file::Column::OrganId,
            case_file::Column::Id,
            case_file::Column::NumberText,
            case_file::Column::Facts,
        ])
        .filter(sight::cases(actor))
        .filter(case_file::Column::NumberText.is_in(numbers))
        .into_tuple()
        .all(connection)
        .await?;
    let organs: BTreeSet<uuid::Uuid> = found.iter().map(|(organ, ..)| *organ).collect();
    let parties = party::Entity::find()
        .filter(party::Column::OrganId.is_in(organs))
        .filter(party::Column::CaseId.is_in(found.iter().map(|(_, id, ..)| *id)))
        .filter(party::Column::LeftOn.is_null())
        .order_by_asc(party::Column::No)
        .all(connection)
        .await?;
    for (_, id, number, facts) in found {
        let facts: Facts = rows::parse("case_file", id, &facts)?;
        let mut known = KnownCase {
            id: CaseId(id),
            applicants: Vec::new(),
            respondents: Vec::new(),
            disputed_act: facts.disputed_act,
            filed_on: facts.receipt.map(|receipt| receipt.filed_on),
            outcome: facts.outcome,
        };
        for row in parties.iter().filter(|row| row.case_id == id) {
            let party = rows::party::of(row.clone())?;
            match party.role {
                PartyRole::Applicant => known.applicants.push(party.name),
                PartyRole::Respondent => known.respondents.push(KnownAgency {
                    organ: party.organ,
                    name: party.name,
                }),
                PartyRole::ThirdParty | PartyRole::OtherOrgan => {}
            }
        }
        cases.insert(number, known);
    }
    Ok(cases)
}
