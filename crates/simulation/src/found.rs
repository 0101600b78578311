//! Founding an office 设立: its organ, agencies and people, through the office commands of the desk.

use std::collections::BTreeMap;

use casework::{Denied, Desk, NewOrgan, NewUser};
use serde::de::DeserializeOwned;
use workflow::actor::{Actor, Moment};
use workflow::id::OrganId;

use crate::Office;

/// Adds the organ, its agencies and its people, and gives the office back with the ids that the people were given.
///
/// # Errors
///
/// [`Denied`] where the organ is there already, or the database cannot be written.
pub async fn found(desk: &Desk, mut office: Office, moment: Moment) -> Result<Office, Denied> {
    let organ = new_organ(
        (office.organ, None),
        (&office.name, &office.short_name),
        "reconsideration",
        office.number_forms.clone(),
    )?;
    desk.add_organ(&Actor::System, organ, moment).await?;
    for agency in &office.agencies {
        let organ = new_organ(
            (agency.organ, Some(office.organ)),
            (&agency.name, &agency.sign),
            "agency",
            BTreeMap::new(),
        )?;
        desk.add_organ(&Actor::System, organ, moment).await?;
    }
    for staff in &mut office.people {
        let user = NewUser {
            organ: office.organ,
            login: staff.login.clone(),
            name: staff.person.name.clone(),
            email: Some(staff.email.clone()),
            roles: staff.person.roles.clone(),
            agency: staff.person.agency,
            language: "zh".to_owned(),
            service: false,
        };
        staff.person.user = desk.add_user(&Actor::System, user, moment).await?;
    }
    Ok(office)
}

fn new_organ(
    (id, recorded_by): (OrganId, Option<OrganId>),
    (name, short_name): (&str, &str),
    kind: &'static str,
    number_forms: BTreeMap<String, String>,
) -> Result<NewOrgan, Denied> {
    Ok(NewOrgan {
        id: Some(id),
        recorded_by,
        name: name.to_owned(),
        short_name: short_name.to_owned(),
        kind: named(kind)?,
        number_forms,
    })
}

/// The kind of organ with this name.
fn named<T: DeserializeOwned>(kind: &'static str) -> Result<T, Denied> {
    serde_json::from_value(kind.into()).map_err(|error| Denied::BadField {
        field: "kind",
        value: kind.to_owned(),
        expected: error.to_string(),
    })
}
