//! Commands of the procedure and of the people of a case, made of chance.

use chrono::NaiveDate;

use crate::command::{
    AdviseRespondent, AgentInput, AgentKind, AppointAgents, AskToSplit, ChangeRespondent,
    ChooseRepresentatives, ConfirmAddress, ConvertToOrdinary, JoinThirdParty, JoiningBasis,
    PersonInput, ReconsiderationCommand as C, ServiceParticulars, SimplifiedGround,
    SimplifiedInput, SucceedParty,
};

/// How many there are.
pub(super) const KINDS: u32 = 9;

/// What an acceptance says about the simplified procedure: often nothing.
pub(super) fn simplified(n: u32) -> Option<SimplifiedInput> {
    n.is_multiple_of(2).then(|| SimplifiedInput {
        ground: SimplifiedGround::ALL[n as usize % SimplifiedGround::ALL.len()],
        clear: Some(!n.is_multiple_of(7)),
        amount: (!n.is_multiple_of(3)).then_some(n * 100),
        consents: Some(vec![1, 2]),
    })
}

/// What a service shows: often too little.
pub(super) fn particulars(n: u32) -> Option<ServiceParticulars> {
    n.is_multiple_of(2).then(|| ServiceParticulars {
        witnesses: None,
        recorded: Some(n.is_multiple_of(4)),
        reason: Some("下落不明".to_owned()),
        through: Some("某监狱".to_owned()),
    })
}

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, _day: NaiveDate) -> C {
    let text = || "说明".to_owned();
    let person = PersonInput {
        name: format!("某人{n}"),
        address: None,
        phone: None,
    };
    match kind {
        0 => C::ConvertToOrdinary(ConvertToOrdinary { reason: text() }),
        1 => C::AdviseRespondent(AdviseRespondent {
            party: n % 5,
            proper: text(),
            reason: text(),
        }),
        2 => C::ChangeRespondent(ChangeRespondent {
            party: n % 5,
            organ: uuid::Uuid::from_u128(u128::from(n % 3)),
            name: text(),
            own_department: n.is_multiple_of(2),
            reason: text(),
            simplified_consent: consent(n),
        }),
        3 => C::JoinThirdParty(JoinThirdParty {
            person,
            basis: JoiningBasis::Notified,
            interest: text(),
            simplified_consent: consent(n),
        }),
        4 => C::SucceedParty(SucceedParty {
            party: n % 5,
            successor: person,
            reason: text(),
        }),
        5 => C::AppointAgents(AppointAgents {
            party: n % 5,
            agents: (0..n % 4).map(|_| agent()).collect(),
        }),
        6 => C::AskToSplit(AskToSplit {
            acts: vec![text(), text()],
        }),
        7 => C::ConfirmAddress(ConfirmAddress {
            party: n % 5,
            address: text(),
            recipient: None,
            electronic: n.is_multiple_of(2).then(text),
        }),
        _ => C::ChooseRepresentatives(ChooseRepresentatives {
            representatives: vec![1],
            unchosen: n.is_multiple_of(3).then(text),
        }),
    }
}

/// What a newcomer says about the simplified procedure: mostly nothing.
fn consent(n: u32) -> Option<bool> {
    (n % 5 > 2).then_some(n.is_multiple_of(2))
}

fn agent() -> AgentInput {
    AgentInput {
        name: "代理人".to_owned(),
        kind: AgentKind::Lawyer,
        authority: "一般代理".to_owned(),
        term: "至复议终结".to_owned(),
        phone: None,
    }
}
