//! What a service must be able to show, by its method (CPL 89–95).

use super::{Code, Refusal, Verdict};
use crate::command::{ReconsiderationCommand as C, RecordService, ServiceMethod as M};
use crate::planning::Ask;

/// Whether the service shows what its method asks for.
pub(super) fn sound(ask: &Ask<'_>) -> Verdict {
    let Some(C::RecordService(service)) = ask.command() else {
        return Ok(());
    };
    match service.method {
        M::Direct | M::Post => Ok(()),
        M::Leave => left(service),
        M::Electronic => consented(ask, service),
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
fn consented(ask: &Ask<'_>, service: &RecordService) -> Verdict {
    let mut addresses = ask.file.facts.people.addresses.iter();
    let consents =
        addresses.any(|address| address.party == service.party && address.electronic.is_some());
    if consents {
        return Ok(());
    }
    Err(Refusal::new(Code::NoElectronicConsent)
        .with("party", service.party)
        .because("CPL 90"))
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
