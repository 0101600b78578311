//! Types of the API 接口类型: thin faces over the values of the domain.

pub(crate) mod agent;
pub(crate) mod case;
pub(crate) mod deadline;
pub(crate) mod docket;
pub(crate) mod effect;
pub(crate) mod entry;
pub(crate) mod evidence;
pub(crate) mod facts;
pub(crate) mod later;
pub(crate) mod left;
pub(crate) mod matter;
pub(crate) mod named;
pub(crate) mod outside;
pub(crate) mod panel;
pub(crate) mod paper;
pub(crate) mod party;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod procedure;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod rule;
pub(crate) mod settle;
pub(crate) mod step;
pub(crate) mod term;
pub(crate) mod what_if;
