//! What the schema, its HTTP and its answers must hold to.

mod bounds;
mod case;
mod http;
mod limits;
mod manual;
mod requests;
mod saved;
mod sdl;
mod search;
mod transport;
mod what_if;
