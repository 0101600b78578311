//! What happens to a row that is there already.

use sea_orm::Iterable;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};

use crate::entity::{alert, case_file, case_person, paper, party, service, term};

/// Writes the case only over the revision before.
pub(super) fn compare_and_set() -> OnConflict {
    use case_file::Column;
    let key = [Column::OrganId, Column::Id];
    OnConflict::columns(key)
        .update_columns(
            Column::iter().filter(|column| !matches!(column, Column::OrganId | Column::Id)),
        )
        .action_and_where(
            Expr::col((case_file::Entity, Column::Revision)).eq(Expr::col((
                "excluded",
                Column::Revision,
            ))
            .sub(1)),
        )
        .to_owned()
}

pub(super) fn replace_party() -> OnConflict {
    use party::Column;
    OnConflict::columns([Column::OrganId, Column::CaseId, Column::No])
        .update_columns([
            Column::Name,
            Column::Address,
            Column::Phone,
            Column::LeftOn,
            Column::StayedOut,
        ])
        .to_owned()
}

pub(super) fn replace_person() -> OnConflict {
    use case_person::Column;
    OnConflict::columns([
        Column::OrganId,
        Column::CaseId,
        Column::UserId,
        Column::Relation,
    ])
    .update_columns([Column::Since, Column::Until, Column::EndedOn])
    .to_owned()
}

pub(super) fn replace_term() -> OnConflict {
    use term::Column;
    OnConflict::columns([Column::OrganId, Column::CaseId, Column::No])
        .update_columns(
            Column::iter()
                .filter(|column| !matches!(column, Column::OrganId | Column::CaseId | Column::No)),
        )
        .to_owned()
}

pub(super) fn replace_paper() -> OnConflict {
    use paper::Column;
    OnConflict::columns([Column::OrganId, Column::CaseId, Column::No])
        .update_columns([
            Column::Withdrawn,
            Column::Addressees,
            Column::Dispatches,
            Column::Corrections,
            Column::Unserved,
        ])
        .to_owned()
}

pub(super) fn replace_service() -> OnConflict {
    use service::Column;
    OnConflict::columns([
        Column::OrganId,
        Column::CaseId,
        Column::PaperNo,
        Column::PartyNo,
    ])
    .update_columns([
        Column::Place,
        Column::Method,
        Column::ServedOn,
        Column::PublishedOn,
        Column::Slip,
        Column::Particulars,
        Column::EntryNo,
    ])
    .to_owned()
}

pub(super) fn keep_alert() -> OnConflict {
    use alert::Column;
    OnConflict::columns([
        Column::OrganId,
        Column::CaseId,
        Column::TermNo,
        Column::Rung,
        Column::TermVersion,
        Column::Role,
    ])
    .do_nothing()
    .to_owned()
}
