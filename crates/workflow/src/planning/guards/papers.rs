//! Guards of service and closing (ARL 75).

use super::{Code, Refusal, Verdict, bad};
use crate::command::{ReconsiderationCommand as C, ServiceMethod};
use crate::file::{CaseFile, Paper};
use crate::id::{PaperNo, PartyNo};
use crate::planning::days::no_such;
use crate::planning::{Ask, terms};

pub(super) fn service_open(ask: &Ask<'_>) -> Verdict {
    let Some(C::RecordService(service)) = ask.command() else {
        return any_open(ask);
    };
    let paper = addressed(ask, service.paper, service.party)?;
    let notice = service.method == ServiceMethod::PublicNotice;
    if let Some(published) = service.published_on.filter(|_| !notice) {
        let expected = "只用于公告送达 / for public notice only";
        let refusal = Refusal::new(Code::BadField);
        return Err(bad(refusal, "publishedOn", published, expected).because("CPL 95"));
    }
    if let Some(published) = service.published_on.map(|day| day.0)
        && (published < paper.issued_on || published > ask.moment.today)
    {
        let expected = format!("{}..{}", paper.issued_on, ask.moment.today);
        let refusal = bad(
            Refusal::new(Code::BadField),
            "publishedOn",
            published,
            &expected,
        );
        return Err(refusal.because("CPL 95"));
    }
    terms::public_notice(ask, service).map(|_| ())
}

/// Without a command: whether any paper is still to be served.
pub(super) fn any_open(ask: &Ask<'_>) -> Verdict {
    let mut papers = ask.file.standing_papers();
    if papers.any(|paper| !unserved(ask, paper).is_empty()) {
        Ok(())
    } else {
        Err(no_such("paper", 0))
    }
}

/// The paper, which stands, is addressed to a party who has not left, is not yet served on it, and was issued by the
/// effective day.
pub(super) fn addressed<'a>(
    ask: &Ask<'a>,
    no: PaperNo,
    party: PartyNo,
) -> Result<&'a Paper, Refusal> {
    let paper = standing(ask, no, party)?;
    match paper.service_on(party) {
        None => Ok(paper),
        Some(known) => Err(Refusal::new(Code::AlreadyServed)
            .with("party", party)
            .with("day", known.served_on)),
    }
}

/// The paper, which stands, is addressed to a party who has not left, and was issued by the effective day.
pub(super) fn standing<'a>(
    ask: &Ask<'a>,
    no: PaperNo,
    party: PartyNo,
) -> Result<&'a Paper, Refusal> {
    let file: &'a CaseFile = ask.file;
    let paper = file.paper(no).filter(|paper| !paper.withdrawn);
    let paper = paper.ok_or_else(|| no_such("paper", no))?;
    if !paper.addressees.contains(&party) {
        return Err(Refusal::new(Code::NotAnAddressee)
            .with("party", party)
            .with("paper", no));
    }
    let left = file.party(party).and_then(|party| party.left_on);
    if let Some(day) = left.filter(|day| ask.on > *day) {
        return Err(Refusal::new(Code::PartyLeft)
            .with("party", party)
            .with("day", day));
    }
    if ask.on < paper.issued_on {
        return Err(bad(
            Refusal::new(Code::BadField),
            "effectiveOn",
            ask.on,
            &format!(">= {}", paper.issued_on),
        ));
    }
    Ok(paper)
}

/// Parties who have not left and on whom the paper is not served.
pub(super) fn unserved(ask: &Ask<'_>, paper: &Paper) -> Vec<u32> {
    paper
        .addressees
        .iter()
        .copied()
        .filter(|party| paper.service_on(*party).is_none())
        .filter(|no| ask.file.present().any(|party| party.no == *no))
        .collect()
}

pub(super) fn all_served(ask: &Ask<'_>) -> Verdict {
    let open: Vec<String> = ask
        .file
        .standing_papers()
        .filter(|paper| {
            ask.book
                .papers
                .get(&paper.kind)
                .is_some_and(|kind| kind.must_be_served)
        })
        .filter(|paper| !unserved(ask, paper).is_empty())
        .map(|paper| {
            let label = ask
                .book
                .papers
                .get(&paper.kind)
                .map_or(paper.kind.as_str(), |kind| kind.label.zh.as_str());
            let parties: Vec<String> = unserved(ask, paper)
                .iter()
                .map(ToString::to_string)
                .collect();
            format!("{} {label} → {}", paper.no, parties.join(","))
        })
        .collect();
    if open.is_empty() {
        Ok(())
    } else {
        Err(Refusal::new(Code::NotServed).with("papers", open.join("；")))
    }
}
