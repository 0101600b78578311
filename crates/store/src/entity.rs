//! Entities: one module a table. Every key leads with the organ.
//!
//! Values of more than one part (facts, pauses, number forms) are JSON kept as text, so that both databases give
//! back exactly what was written; whatever a query filters on has a column of its own.

pub(crate) mod alert;
pub(crate) mod attempt;
pub(crate) mod case_file;
pub(crate) mod case_person;
pub(crate) mod delivery;
pub(crate) mod device;
pub(crate) mod discard;
pub(crate) mod download;
pub(crate) mod entry;
pub(crate) mod failed_sign_in;
pub(crate) mod idempotency_key;
pub(crate) mod leave;
pub(crate) mod number_counter;
pub(crate) mod office_entry;
pub(crate) mod organ;
pub(crate) mod paper;
pub(crate) mod party;
pub(crate) mod password;
pub(crate) mod protected;
pub(crate) mod reception;
pub(crate) mod saved_filter;
pub(crate) mod seal;
pub(crate) mod seal_letter;
pub(crate) mod search_text;
pub(crate) mod service;
pub(crate) mod session;
pub(crate) mod set_up_token;
pub(crate) mod shipped;
pub(crate) mod term;
pub(crate) mod term_version;
pub(crate) mod token;
pub(crate) mod upload;
pub(crate) mod user;
pub(crate) mod user_role;
