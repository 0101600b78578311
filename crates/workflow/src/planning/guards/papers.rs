//! Guards of service and closing (ARL 75).

use super::{Code, Refusal, Verdict, bad};
use crate::command::ReconsiderationCommand as C;
use crate::file::Paper;
use crate::planning::days::no_such;
use crate::planning::{Ask, terms};

pub(super) fn service_open(ask: &Ask<'_>) -> Verdict {
    let Some(C::RecordService(service)) = ask.command() else {
        let open = ask
            .file
            .standing_papers()
            .any(|paper| !unserved(ask, paper).is_empty());
        return if open {
            Ok(())
        } else {
            Err(no_such("paper", 0))
        };
    };
    let paper = ask
        .file
        .paper(service.paper)
        .filter(|paper| !paper.withdrawn);
    let paper = paper.ok_or_else(|| no_such("paper", service.paper))?;
    if !paper.addressees.contains(&service.party) {
        return Err(Refusal::new(Code::NotAnAddressee)
            .with("party", service.party)
            .with("paper", service.paper));
    }
    let left = ask
        .file
        .party(service.party)
        .and_then(|party| party.left_on);
    if let Some(day) = left.filter(|day| ask.on > *day) {
        return Err(Refusal::new(Code::PartyLeft)
            .with("party", service.party)
            .with("day", day));
    }
    if let Some(known) = paper.service_on(service.party) {
        return Err(Refusal::new(Code::AlreadyServed)
            .with("party", service.party)
            .with("day", known.served_on));
    }
    if ask.on < paper.issued_on {
        return Err(bad(
            Refusal::new(Code::BadField),
            "effectiveOn",
            ask.on,
            &format!(">= {}", paper.issued_on),
        ));
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

/// Parties who have not left and on whom the paper is not served.
fn unserved(ask: &Ask<'_>, paper: &Paper) -> Vec<u32> {
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
