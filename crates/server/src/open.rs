//! Opening the database and the desk over it.

use calendar::Calendar;
use casework::Desk;
use store::{Options, SchemaState, Store};
use workflow::rulebook::Rulebook;

use crate::failure::Failure;
use crate::settings::{Settings, masked_url};

/// Connects to the configured database.
pub(crate) async fn connect(
    settings: &Settings,
    create_if_missing: bool,
) -> Result<Store, Failure> {
    store_at(&options(settings, create_if_missing)).await
}

fn options(settings: &Settings, create_if_missing: bool) -> Options {
    Options {
        url: settings.database.clone(),
        max_connections: settings.database_max_connections,
        create_if_missing,
        read_only: false,
    }
}

/// Connects to the configured database to serve from it, and brings it to this version.
pub(crate) async fn serving(settings: &Settings) -> Result<Store, Failure> {
    // Bringing it to this version may take longer than any reading.
    migrated(settings).await?;
    let attempt = format!("open the database `{}`", masked_url(&settings.database));
    Store::connect_bounded(&options(settings, false), settings.api().max_time)
        .await
        .map_err(Failure::while_doing(&attempt))
}

/// Connects to a database.
pub(crate) async fn store_at(options: &Options) -> Result<Store, Failure> {
    let attempt = format!("open the database `{}`", masked_url(&options.url));
    Store::connect(options)
        .await
        .map_err(Failure::while_doing(&attempt))
}

/// Connects to the configured database and brings it to this version.
pub(crate) async fn migrated(settings: &Settings) -> Result<Store, Failure> {
    let store = connect(settings, true).await?;
    migrate(&store).await?;
    Ok(store)
}

/// Brings a database to this version.
pub(crate) async fn migrate(store: &Store) -> Result<(), Failure> {
    store
        .migrate()
        .await
        .map_err(Failure::while_doing("bring the database to this version"))
}

/// Connects to a database that must be of this version already.
pub(crate) async fn current(settings: &Settings) -> Result<Store, Failure> {
    let store = connect(settings, false).await?;
    let attempt = format!("use the database `{}`", masked_url(&settings.database));
    let state = store
        .schema_state()
        .await
        .map_err(Failure::while_doing(&attempt))?;
    let reason = match state {
        SchemaState::Current => return Ok(store),
        SchemaState::Missing => "it has no tables yet: run `fuyi migrate`",
        SchemaState::Behind => "its tables are of an older version: run `fuyi migrate`",
        SchemaState::Newer => "a newer program has migrated it: run that one",
    };
    Err(Failure::unable(format!("cannot {attempt}: {reason}")))
}

/// A desk over a database, with the embedded rules and calendar.
pub(crate) fn desk(store: Store) -> Desk {
    Desk::new(store, Rulebook::embedded(), Calendar::embedded())
}
