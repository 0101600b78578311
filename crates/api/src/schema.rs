//! The schema 接口定义, and its text.

use async_graphql::{SDLExportOptions, Schema, SchemaBuilder};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::file::{CaseKind, PartyRole, TermState};

use crate::mutation::Mutation;
use crate::query::Query;
use crate::subscription::Subscription;

pub(crate) type ApiSchema = Schema<Query, Mutation, Subscription>;

/// Deepest nesting of values and selections that the reader follows.
const RECURSION: usize = 64;

/// The schema, without what it is built over.
pub(crate) fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription)
        .override_input_type_description::<Uuid>(
            "UUID，用户或机关的 `key`。\n\nA UUID: the `key` of a user or an organ.",
        )
        .override_output_type_description::<Role>("角色。\n\nWhat a user may be in an office.")
        .override_output_type_description::<CaseKind>("案件种类。\n\nKind of case.")
        .override_output_type_description::<PartyRole>("当事人地位。\n\nPart that a party plays.")
        .override_output_type_description::<TermState>("期限的状态。\n\nState of a term.")
        .limit_recursive_depth(RECURSION)
        .with_sorted_fields()
        .with_sorted_enums()
}

/// The text of the schema 接口定义文本, in SDL, sorted; committed as `schema/fuyi.graphql`.
#[must_use]
pub fn schema() -> String {
    sdl(&builder().finish())
}

/// The text of a schema.
pub(crate) fn sdl(schema: &ApiSchema) -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by();
    let mut text = schema.sdl_with_options(options).trim_end().to_owned();
    text.push('\n');
    text
}
