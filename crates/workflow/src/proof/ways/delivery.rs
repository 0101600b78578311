//! Papers after their issue: corrected, sent, sent back.

use super::papers::{tells, unserved};
use super::{Scene, Way, now, word};
use crate::command::{
    CorrectSlip, ReconsiderationCommand as C, RecordDispatch, RecordReturnedMail, ReturnCause,
    ServiceMethod, SlipInput, SlipKind,
};
use crate::file::Paper;
use crate::id::PartyNo;

/// A slip in the first and in the newest paper of each kind that goes to somebody: who signs tells them apart.
pub(super) fn correct_slip(scene: &Scene<'_>) -> Vec<Way> {
    let mut kinds = std::collections::BTreeSet::new();
    let papers = scene.file.standing_papers();
    let papers = papers.filter(|paper| !paper.addressees.is_empty());
    now(papers
        .filter(|paper| kinds.insert(&paper.kind))
        .map(|paper| {
            let slip = SlipInput {
                kind: SlipKind::Wording,
                stood: word(),
                reads: word() + "书",
            };
            C::CorrectSlip(CorrectSlip {
                paper: paper.no,
                slips: vec![slip],
                reason: word(),
            })
        }))
}

/// Papers whose service brings something about, each with whom it is still to be served on.
fn waiting<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (&'a Paper, PartyNo)> {
    let papers = scene.file.standing_papers();
    let papers = papers.filter(|paper| tells(scene, paper));
    papers.flat_map(|paper| {
        let open = unserved(scene, paper).into_iter();
        open.map(move |party| (paper, party))
    })
}

/// Each that was never sent, by post.
pub(super) fn record_dispatch(scene: &Scene<'_>) -> Vec<Way> {
    let fresh = waiting(scene).filter(|(paper, party)| paper.sent_to(*party).next().is_none());
    now(fresh.map(|(paper, party)| {
        C::RecordDispatch(RecordDispatch {
            paper: paper.no,
            party,
            method: ServiceMethod::Post,
            slip: Some(word()),
        })
    }))
}

/// Each that is in the mail, and each that was served by post.
pub(super) fn record_returned_mail(scene: &Scene<'_>) -> Vec<Way> {
    let papers = scene.file.standing_papers();
    let papers = papers.filter(|paper| tells(scene, paper));
    let posted = papers.flat_map(|paper| {
        let present = scene.file.present().map(|party| party.no);
        let present = present.filter(|no| paper.addressees.contains(no));
        let back = present.filter(|no| {
            let served = paper.service_on(*no);
            paper.in_the_mail(*no).is_some()
                || served.is_some_and(|known| known.method == ServiceMethod::Post)
        });
        back.map(move |party| (paper, party))
    });
    now(posted.map(|(paper, party)| {
        C::RecordReturnedMail(RecordReturnedMail {
            paper: paper.no,
            party,
            method: None,
            cause: ReturnCause::Moved,
            note: word(),
        })
    }))
}
