//! The list of papers that are still to be served.

use std::collections::BTreeSet;

use workflow::file::{CaseFile, Paper};
use workflow::id::CaseId;

use super::reader::Reader;
use super::readings::{Reading, Row};
use crate::{Page, Undelivered, UndeliveredRow};

/// Kinds that are asked for; the third that there is, is not.
const KINDS: [&str; 2] = ["reply_notice", "hearing_notice"];

impl Reader<'_> {
    /// Papers still to be served: the office has those of its cases, nobody else has any.
    pub(super) async fn undelivered(&self, by_id: &BTreeSet<CaseId>) -> Reading {
        let of = Undelivered {
            kinds: KINDS.map(str::to_owned).to_vec(),
            issued_until: None,
        };
        let (mut rows, mut after, mut total) = (Vec::new(), None, 0);
        loop {
            let page = Page { first: 3, after };
            let got = self.store.undelivered(self.lists, &of, &page).await;
            let got = got.unwrap();
            after = got.rows.last().map(UndeliveredRow::cursor);
            rows.extend(got.rows.iter().map(|row| (row.case.id, row.paper.no)));
            total = total.max(got.total);
            if !got.has_next {
                break;
            }
        }
        let seen = self.seen(by_id).filter(|_| self.office());
        let whole: BTreeSet<Row> = seen.flat_map(waiting).collect();
        Reading {
            what: "papers still to be served".to_owned(),
            rows,
            total: Some(total),
            whole: Some(whole),
        }
    }
}

fn waiting(file: &CaseFile) -> impl Iterator<Item = Row> + '_ {
    let open = |paper: &&Paper| {
        let mut present = file.present();
        KINDS.contains(&paper.kind.as_str())
            && present.any(|party| {
                paper.addressees.contains(&party.no) && paper.service_on(party.no).is_none()
            })
    };
    let papers = file.standing_papers().filter(open);
    papers.map(|paper| (file.id, paper.no))
}
