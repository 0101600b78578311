//! GraphQL and HTTP: the only room that async-graphql and axum live in.
//!
//! Resolvers are thin: a query is one SELECT in `store` and a face over its row, a mutation is one call of
//! [`casework::Desk`]. Expected refusals are data; faults of the machinery are GraphQL errors with
//! `extensions.code` and `extensions.requestId`. Everything is read with the [`Actor`](workflow::actor::Actor) of
//! the token or session, so that what one may not see does not exist.

mod access;
mod deprecation;
mod error;
mod http;
mod id;
mod language;
mod limits;
mod live;
mod loaders;
mod mutation;
mod node;
mod page;
mod query;
mod rate;
mod schema;
mod session;
mod state;
mod subscription;
mod types;

pub use http::{Documents, FileComing, Network, Operations, router};
pub use id::GlobalId;
pub use schema::schema;
pub use state::{ApiState, Clock, Settings, Sockets};

#[cfg(test)]
mod tests;
