//! Paper rows and service rows.

use std::sync::Arc;

use workflow::file::{CaseFile, Paper, Service};

use super::{code, count, decode, int, json, parse};
use crate::StoreError;
use crate::entity::paper::Model;
use crate::entity::service;

const TABLE: &str = "paper";

/// The row of a paper.
pub(crate) fn row(file: &CaseFile, paper: &Paper) -> Result<Model, StoreError> {
    let number_text = match &paper.number {
        None => None,
        Some(number) => {
            Some(
                number
                    .text()
                    .map(str::to_owned)
                    .ok_or_else(|| StoreError::Undrawn {
                        series: paper.kind.clone(),
                    })?,
            )
        }
    };
    Ok(Model {
        organ_id: file.organ.0,
        case_id: file.id.0,
        no: int(paper.no),
        kind: paper.kind.clone(),
        number: paper.number.as_ref().map(json),
        number_text,
        issued_on: paper.issued_on,
        addressees: json(&paper.addressees),
        facts: json(&paper.facts),
        withdrawn: paper.withdrawn,
        dispatches: some(&paper.dispatches),
        corrections: some(&paper.corrections),
        unserved: unserved(file, paper),
    })
}

/// JSON text of a list that is mostly empty; an empty one is none.
fn some<T: serde::Serialize>(list: &Vec<T>) -> Option<String> {
    (!list.is_empty()).then(|| json(list))
}

/// How many addressees who have not left are still to be served; of a paper withdrawn nobody is.
fn unserved(file: &CaseFile, paper: &Paper) -> i32 {
    let present = file.present().filter(|_| !paper.withdrawn);
    let open = present
        .filter(|party| paper.addressees.contains(&party.no))
        .filter(|party| paper.service_on(party.no).is_none());
    i32::try_from(open.count()).unwrap_or(i32::MAX)
}

/// The row of a service, by its place among those of the paper.
pub(crate) fn service_row(
    file: &CaseFile,
    paper: &Paper,
    place: usize,
    service: &Service,
) -> service::Model {
    service::Model {
        organ_id: file.organ.0,
        case_id: file.id.0,
        paper_no: int(paper.no),
        party_no: int(service.party),
        place: i32::try_from(place).unwrap_or(i32::MAX),
        method: code(&service.method),
        served_on: service.served_on,
        published_on: service.published_on,
        slip: service.slip.clone(),
        particulars: service.particulars.as_ref().map(json),
        entry_no: service.entry.map(int),
    }
}

fn list<T: serde::de::DeserializeOwned>(
    key: uuid::Uuid,
    text: Option<&str>,
) -> Result<Vec<T>, StoreError> {
    text.map_or_else(|| Ok(Vec::new()), |text| parse(TABLE, key, text))
}

/// The paper of a row with its services, which must be in order.
pub(crate) fn of(row: Model, services: Vec<service::Model>) -> Result<Paper, StoreError> {
    let key = row.case_id;
    let mut served = Vec::with_capacity(services.len());
    for row in services {
        served.push(Service {
            party: count("service", key, row.party_no)?,
            method: decode("service", key, &row.method)?,
            served_on: row.served_on,
            published_on: row.published_on,
            slip: row.slip,
            particulars: row
                .particulars
                .as_deref()
                .map(|text| parse("service", key, text))
                .transpose()?,
            entry: row
                .entry_no
                .map(|entry| count("service", key, entry))
                .transpose()?,
        });
    }
    Ok(Paper {
        no: count(TABLE, key, row.no)?,
        kind: row.kind,
        number: row
            .number
            .as_deref()
            .map(|text| parse(TABLE, key, text))
            .transpose()?,
        issued_on: row.issued_on,
        addressees: parse(TABLE, key, &row.addressees)?,
        facts: Arc::new(parse(TABLE, key, &row.facts)?),
        services: served,
        withdrawn: row.withdrawn,
        dispatches: list(key, row.dispatches.as_deref())?,
        corrections: list(key, row.corrections.as_deref())?,
    })
}
