//! Filling a demo: the one place that asks for the invented district.

use casework::Desk;
use chrono::NaiveDate;
use simulation::DemoOptions;
use workflow::actor::Role;

use super::{DemoUser, Filled, Shown};
use crate::failure::Failure;

/// Seed of the district: everybody's demo of one day is the same.
const SEED: u64 = 2024;

/// Fills a database with the year of the district up to `today`, through the one door.
pub(super) async fn filled(desk: &Desk, today: NaiveDate) -> Result<Filled, Failure> {
    let report = simulation::fill(desk, &DemoOptions { today, seed: SEED })
        .await
        .map_err(Failure::while_doing("make the demo"))?;
    for refused in &report.refused {
        tracing::warn!(command = refused.command, on = %refused.on, code = refused.code, "refused while filling");
    }
    let users = report.users.into_iter().filter_map(|user| {
        Some(DemoUser {
            role: Role::from_code(&user.role)?,
            login: user.login,
            organ: user.organ,
            token: user.token,
        })
    });
    let edges = report.edges.into_iter().map(|edge| Shown {
        name: edge.name.to_owned(),
        case: edge.case_number,
        what: edge.what,
    });
    Ok(Filled {
        today,
        users: users.collect(),
        edges: edges.collect(),
    })
}
