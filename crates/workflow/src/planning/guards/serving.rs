//! What a service must be able to show, by its method (CPL 89–95).

use super::{Code, Refusal, Verdict, bad};
use crate::command::{
    ReconsiderationCommand as C, RecordDispatch, RecordService, ServiceMethod as M,
};
use crate::id::PartyNo;
use crate::planning::Ask;

/// Whether the service shows what its method asks for.
pub(super) fn sound(ask: &Ask<'_>) -> Verdict {
    let service = match ask.command() {
        Some(C::RecordService(service)) => service,
        Some(C::RecordDispatch(sent)) => return sendable(ask, sent),
        _ => return Ok(()),
    };
    match service.method {
        M::Direct => Ok(()),
        M::Post => not_sent_back(ask, service),
        M::Leave => left(service),
        M::Electronic => consented(ask, service.party),
        M::Unit => given(service, "particulars.through", "CPL 92-94"),
        M::Entrusted => given(service, "particulars.through", "CPL 91"),
        M::PublicNotice => given(service, "particulars.reason", "CPL 95"),
    }
}

fn missing(field: &str, basis: &str) -> Verdict {
    Err(Refusal::new(Code::MissingField)
        .with("field", field)
        .because(basis))
}

/// # Law
///
/// CPL 89: witnesses sign, or photographs or a video record the service.
fn left(service: &RecordService) -> Verdict {
    let shown = service.particulars.as_ref().is_some_and(|particulars| {
        let witnesses = particulars.witnesses.iter().flatten();
        particulars.recorded == Some(true)
            || witnesses.into_iter().any(|name| !name.trim().is_empty())
    });
    if shown {
        Ok(())
    } else {
        missing("particulars.witnesses / particulars.recorded", "CPL 89")
    }
}

/// # Law
///
/// CPL 90: only with the consent of the party.
fn consented(ask: &Ask<'_>, party: PartyNo) -> Verdict {
    let mut addresses = ask.file.facts.people.addresses.iter();
    let consents = addresses.any(|address| address.party == party && address.electronic.is_some());
    if consents {
        return Ok(());
    }
    Err(Refusal::new(Code::NoElectronicConsent)
        .with("party", party)
        .because("CPL 90"))
}

/// What is sent: by electronic means with consent only, by post under the number of its slip.
fn sendable(ask: &Ask<'_>, sent: &RecordDispatch) -> Verdict {
    let slip = sent.slip.as_deref().map(str::trim);
    match sent.method {
        M::Electronic => consented(ask, sent.party),
        M::Post if slip.is_none_or(str::is_empty) => missing("slip", "CPL 91"),
        _ => Ok(()),
    }
}

/// Mail that came back served nothing; what was posted again may have, but not before it was.
///
/// # Law
///
/// CPL 91: the day on the return slip is the day of service; mail sent back has none.
fn not_sent_back(ask: &Ask<'_>, service: &RecordService) -> Verdict {
    let paper = ask.file.paper(service.paper);
    let posted = paper.and_then(|paper| {
        let mut sent = paper.sent_to(service.party).rev();
        sent.find(|known| known.method == M::Post)
    });
    if let Some(early) = posted.filter(|known| ask.on < known.sent_on) {
        let expected = format!(">= {}", early.sent_on);
        let refusal = bad(
            Refusal::new(Code::BadField),
            "effectiveOn",
            ask.on,
            &expected,
        );
        return Err(refusal.because("CPL 91"));
    }
    match posted.and_then(|known| known.returned.as_ref()) {
        None => Ok(()),
        Some(back) => Err(Refusal::new(Code::MailReturned)
            .with("party", service.party)
            .with("day", back.on)
            .because("CPL 91")),
    }
}

fn given(service: &RecordService, field: &str, basis: &str) -> Verdict {
    let particulars = service.particulars.as_ref();
    let text = particulars.and_then(|particulars| match service.method {
        M::PublicNotice => particulars.reason.as_deref(),
        _ => particulars.through.as_deref(),
    });
    match text {
        Some(text) if !text.trim().is_empty() => Ok(()),
        _ => missing(field, basis),
    }
}
