//! Guards of papers on their way (CPL 87–95).

use super::papers::{addressed, standing};
use super::{Code, Refusal, Verdict, bad, ensure, returned};
use crate::command::{
    ReconsiderationCommand as C, RecordDispatch, RecordReturnedMail, ServiceMethod as M,
};
use crate::file::{Dispatch, Paper, Service};
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
        (Guard::ServiceUnrelied, Some(C::RecordReturnedMail(mail))) => {
            returned::unrelied(ask, mail)
        }
        (Guard::UndoesAbandonment, Some(C::RecordReturnedMail(mail))) => {
            returned::undoes_abandonment(ask, mail)
        }
        (Guard::UndoesMissedReply, Some(C::RecordReturnedMail(mail))) => {
            returned::undoes_missed_reply(ask, mail)
        }
        (Guard::UndoesServiceOnly, Some(C::RecordReturnedMail(mail))) => {
            ensure(!returned::moves_the_case(ask, mail), Code::WrongStage)
        }
        (Guard::ServiceUnrelied | Guard::UndoesServiceOnly, _) => Ok(()),
        (Guard::UndoesAbandonment | Guard::UndoesMissedReply, _) => {
            Err(Refusal::new(Code::WrongStage))
        }
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

/// What came back: what was sent, and the service entered of it that it shows not to have been one.
pub(in crate::planning) struct Back<'a> {
    /// The paper.
    pub(in crate::planning) paper: &'a Paper,
    /// That it was sent, where that was recorded.
    pub(in crate::planning) sent: Option<&'a Dispatch>,
    /// The service by post or electronic means that was entered of it.
    pub(in crate::planning) undone: Option<&'a Service>,
}

/// What came back. After a service in another way, only what was sent comes back; who signed for a paper has it.
///
/// # Law
///
/// CPL 90, 91: service by post is proved by the return slip, electronic service by the arrival in the party's system; what
/// comes back disproves it. CPL 88, 89: service by hand is proved by the signature or by witnesses.
pub(in crate::planning) fn back<'a>(
    ask: &Ask<'a>,
    mail: &RecordReturnedMail,
) -> Result<Back<'a>, Refusal> {
    let paper = standing(ask, mail.paper, mail.party)?;
    let sent = paper.out(mail.party, mail.method);
    let method = sent.map(|known| known.method).or(mail.method);
    let method = method.unwrap_or(M::Post);
    let served = paper.service_on(mail.party);
    let comes_back = [M::Post, M::Electronic].contains(&method);
    match served {
        Some(known) if comes_back && known.method == method => Ok(Back {
            paper,
            sent,
            undone: served,
        }),
        Some(known) if sent.is_none() || known.method == method => {
            Err(Refusal::new(Code::AlreadyServed)
                .with("party", mail.party)
                .with("day", known.served_on))
        }
        _ if sent.is_some() => Ok(Back {
            paper,
            sent,
            undone: None,
        }),
        _ => Err(Refusal::new(Code::NothingPosted)
            .with("party", mail.party)
            .with("paper", mail.paper)),
    }
}

/// Something came back, not before it was sent; what was entered as served with the proof that it was not.
fn mail_out(ask: &Ask<'_>, mail: &RecordReturnedMail) -> Verdict {
    let back = back(ask, mail)?;
    if let Some(known) = back.sent.filter(|known| ask.on < known.sent_on) {
        let refusal = Refusal::new(Code::BadField);
        let expected = format!(">= {}", known.sent_on);
        return Err(bad(refusal, "effectiveOn", ask.on, &expected));
    }
    let proof = ask
        .submission
        .and_then(|submission| submission.proof.as_ref());
    let proved = proof.is_some_and(|proof| !proof.reference.trim().is_empty());
    if back.undone.is_some() && !proved {
        return Err(Refusal::new(Code::MissingField).with("field", "proof"));
    }
    Ok(())
}

/// Without a command: whether anything that was sent may come back.
fn any_mail(ask: &Ask<'_>) -> Verdict {
    let mut papers = ask.file.standing_papers();
    let out = papers.any(|paper| {
        let mut parties = ask
            .file
            .present()
            .filter(|party| paper.addressees.contains(&party.no));
        parties.any(|party| {
            let served = paper.service_on(party.no);
            let posted =
                served.is_some_and(|known| [M::Post, M::Electronic].contains(&known.method));
            posted || paper.out(party.no, None).is_some()
        })
    });
    if out {
        Ok(())
    } else {
        Err(no_such("paper", 0))
    }
}
