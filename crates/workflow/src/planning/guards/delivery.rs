//! Guards of papers on their way (CPL 87–95).

use super::papers::addressed;
use super::{Code, Refusal, Verdict, bad};
use crate::command::{ReconsiderationCommand as C, RecordDispatch, RecordReturnedMail};
use crate::guard::Guard;
use crate::planning::Ask;
use crate::planning::days::no_such;

/// What a guard of papers on their way says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match (guard, ask.command()) {
        (Guard::DispatchOpen, Some(C::RecordDispatch(sent))) => dispatch_open(ask, sent),
        (Guard::MailOut, Some(C::RecordReturnedMail(mail))) => mail_out(ask, mail),
        (Guard::DispatchOpen, _) => super::papers::any_open(ask),
        (Guard::MailOut, _) => any_mail(ask),
        _ => return None,
    })
}

fn dispatch_open(ask: &Ask<'_>, sent: &RecordDispatch) -> Verdict {
    let paper = addressed(ask, sent.paper, sent.party)?;
    let same =
        |known: &&crate::file::Dispatch| known.method == sent.method && known.returned.is_none();
    match paper.sent_to(sent.party).find(same) {
        None => Ok(()),
        Some(known) => Err(Refusal::new(Code::AlreadySent)
            .with("party", sent.party)
            .with("day", known.sent_on)),
    }
}

fn mail_out(ask: &Ask<'_>, mail: &RecordReturnedMail) -> Verdict {
    let paper = addressed(ask, mail.paper, mail.party)?;
    match paper.in_the_mail(mail.party) {
        Some(known) if ask.on < known.sent_on => {
            let refusal = Refusal::new(Code::BadField);
            let expected = format!(">= {}", known.sent_on);
            Err(bad(refusal, "effectiveOn", ask.on, &expected))
        }
        Some(_) => Ok(()),
        None => Err(Refusal::new(Code::NothingPosted)
            .with("party", mail.party)
            .with("paper", mail.paper)),
    }
}

/// Without a command: whether anything posted is still on its way.
fn any_mail(ask: &Ask<'_>) -> Verdict {
    let mut papers = ask.file.standing_papers();
    let out = papers.any(|paper| {
        let mut open = super::papers::unserved(ask, paper).into_iter();
        open.any(|party| paper.in_the_mail(party).is_some())
    });
    if out {
        Ok(())
    } else {
        Err(no_such("paper", 0))
    }
}
