//! Rows and what they stand for: one module a thing, both ways.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::file::CaseFile;

use crate::StoreError;
use crate::entity::{
    case_file, paper as paper_table, party as party_table, service, term as term_table,
};

pub(crate) mod case;
pub(crate) mod office;
pub(crate) mod paper;
pub(crate) mod participation;
pub(crate) mod party;
pub(crate) mod term;

/// Loads what hangs on a case row, in 3 statements.
pub(crate) async fn load<C: ConnectionTrait>(
    connection: &C,
    row: case_file::Model,
) -> Result<CaseFile, StoreError> {
    let key = row.id;
    let loaded = load_all(connection, vec![row]).await?.pop();
    loaded.ok_or_else(|| StoreError::unreadable("case_file", key, "it was lost on the way"))
}

/// Loads what hangs on case rows, in 3 statements however many.
pub(crate) async fn load_all<C: ConnectionTrait>(
    connection: &C,
    rows: Vec<case_file::Model>,
) -> Result<Vec<CaseFile>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let organs: BTreeSet<Uuid> = rows.iter().map(|row| row.organ_id).collect();
    let cases: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let parties = party_table::Entity::find()
        .filter(party_table::Column::OrganId.is_in(organs.iter().copied()))
        .filter(party_table::Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(party_table::Column::No)
        .all(connection)
        .await?;
    let terms = term_table::Entity::find()
        .filter(term_table::Column::OrganId.is_in(organs.iter().copied()))
        .filter(term_table::Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(term_table::Column::No)
        .all(connection)
        .await?;
    let papers = paper_table::Entity::find()
        .find_with_related(service::Entity)
        .filter(paper_table::Column::OrganId.is_in(organs))
        .filter(paper_table::Column::CaseId.is_in(cases))
        .order_by_asc(paper_table::Column::CaseId)
        .order_by_asc(paper_table::Column::No)
        .order_by_asc(service::Column::Place)
        .all(connection)
        .await?;
    let mut files: BTreeMap<(Uuid, Uuid), CaseFile> = BTreeMap::new();
    for row in rows {
        files.insert((row.organ_id, row.id), case::file(row)?);
    }
    for row in parties {
        if let Some(file) = files.get_mut(&(row.organ_id, row.case_id)) {
            file.parties.push(party::of(row)?);
        }
    }
    for row in terms {
        if let Some(file) = files.get_mut(&(row.organ_id, row.case_id)) {
            file.terms.push(term::of(row)?);
        }
    }
    for (row, services) in papers {
        if let Some(file) = files.get_mut(&(row.organ_id, row.case_id)) {
            file.papers.push(paper::of(row, services)?);
        }
    }
    Ok(files.into_values().collect())
}

/// The code of a closed value, as serde writes it.
pub(crate) fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// The closed value with this code.
pub(crate) fn decode<T: DeserializeOwned>(
    table: &'static str,
    row: impl std::fmt::Display,
    code: &str,
) -> Result<T, StoreError> {
    let from: StrDeserializer<'_, serde::de::value::Error> = code.into_deserializer();
    T::deserialize(from).map_err(|error| StoreError::unreadable(table, row, error))
}

/// JSON text of a value of several parts.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The value that JSON text stands for.
pub(crate) fn parse<'a, T: Deserialize<'a>>(
    table: &'static str,
    row: impl std::fmt::Display,
    text: &'a str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::unreadable(table, row, error))
}

/// A number as the program counts it.
pub(crate) fn count(
    table: &'static str,
    row: impl std::fmt::Display,
    value: i32,
) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|error| StoreError::unreadable(table, row, error))
}

/// A number as the database keeps it. Numbers within a case never get near the bound.
pub(crate) fn int(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A role by its name in the database.
pub(crate) fn role(code: &str) -> Result<Role, StoreError> {
    Role::from_code(code).ok_or_else(|| StoreError::unreadable("user_role", code, "no such role"))
}
