//! Party rows.

use uuid::Uuid;
use workflow::file::{CaseFile, Party, PartyRole};
use workflow::id::OrganId;

use super::{code, count, decode, int};
use crate::StoreError;
use crate::entity::party::Model;

const TABLE: &str = "party";

/// The name of a part in the database.
pub(crate) fn role(role: PartyRole) -> String {
    code(&role)
}

/// The row of a party.
pub(crate) fn row(file: &CaseFile, party: &Party) -> Model {
    Model {
        organ_id: file.organ.0,
        case_id: file.id.0,
        no: int(party.no),
        role: role(party.role),
        name: party.name.clone(),
        address: party.address.clone(),
        phone: party.phone.clone(),
        agency_id: party.organ.map(|organ| organ.0),
        left_on: party.left_on,
        stayed_out: party.stayed_out,
    }
}

/// The party of a row.
pub(crate) fn of(row: Model) -> Result<Party, StoreError> {
    let key: Uuid = row.case_id;
    Ok(Party {
        no: count(TABLE, key, row.no)?,
        role: decode(TABLE, key, &row.role)?,
        name: row.name,
        address: row.address,
        phone: row.phone,
        organ: row.agency_id.map(OrganId),
        left_on: row.left_on,
        stayed_out: row.stayed_out,
    })
}
