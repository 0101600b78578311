//! Receptions: each as the organ's log has it, and what is personal as it was when it was recorded.

use std::collections::BTreeMap;

use sea_orm::{DatabaseTransaction, EntityTrait};
use uuid::Uuid;
use workflow::id::OrganId;

use super::AuditFault;
use crate::entity::reception;
use crate::reception::{Reception, logged};
use crate::{StoreError, chain};

/// Compares the receptions of every organ with those of the logs, by organ and id.
pub(super) async fn compare(
    tx: &DatabaseTransaction,
    must: &BTreeMap<(Uuid, Uuid), Reception>,
    faults: &mut Vec<AuditFault>,
) -> Result<(), StoreError> {
    let mut rest = must.clone();
    for row in reception::Entity::find().all(tx).await? {
        let known = rest.remove(&(row.organ_id, row.id));
        let what = match (known, logged(&row)) {
            (None, _) => "is in no log",
            (Some(_), Err(_)) => "cannot be read",
            (Some(_), Ok(_)) if !chain::is_salt(&row.salt) => {
                "has a salt that is not 64 hex digits"
            }
            (Some(known), Ok(is)) if known == is => continue,
            (Some(known), Ok(is)) if known.digest != is.digest => {
                "was edited: its content, salt or id"
            }
            (Some(_), Ok(_)) => "differs from the log",
        };
        faults.push(fault(row.organ_id, row.id, what));
    }
    let missing = rest.keys();
    faults.extend(missing.map(|(organ, id)| fault(*organ, *id, "is missing")));
    Ok(())
}

fn fault(organ: Uuid, id: Uuid, what: &str) -> AuditFault {
    AuditFault {
        organ: OrganId(organ),
        case: None,
        entry: None,
        what: format!("reception {id} {what}"),
    }
}
