//! Commands of the procedure and of the people of a case, made of chance.

use chrono::{Days, NaiveDate};

use super::life::user;
use crate::actor::Role;
use crate::command::{
    Admit, AdviseRespondent, AgentInput, AgentKind, AppointAgents, AskRecusal, AskToSplit,
    Capacity, ChangeRespondent, ChooseRepresentatives, ConfirmAddress, ConvertToOrdinary,
    EndAdmission, EndProtection, IdentityKind, JoinThirdParty, JoiningBasis, PersonInput,
    ProtectPerson, ProtectedKind, ReconsiderationCommand as C, RecordIdentity, RecusalGround,
    Recuse, RefuseRecusal, ServiceParticulars, SimplifiedGround, SimplifiedInput, SucceedParty,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 17;

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
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let text = || "说明".to_owned();
    let person = PersonInput {
        name: format!("某人{n}"),
        address: None,
        phone: None,
    };
    if let Some(kind) = kind.checked_sub(14) {
        return protection(kind, n);
    }
    if let Some(kind) = kind.checked_sub(9) {
        return participation(kind, n, day);
    }
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

/// Who is let in and who is recused; seldom those without whom nothing goes on.
fn participation(kind: u32, n: u32, day: NaiveDate) -> C {
    let text = || "说明".to_owned();
    let capacity = Capacity::ALL[n as usize % Capacity::ALL.len()];
    let roles = [
        Role::CoOfficer,
        Role::Mediator,
        Role::Supervisor,
        Role::CommitteeMember,
        Role::CoOfficer,
        Role::Mediator,
        Role::Officer,
        Role::InstitutionHead,
        Role::OrganHead,
    ];
    let person = user(roles[n as usize % roles.len()]).0;
    let ground = RecusalGround::ALL[n as usize % RecusalGround::ALL.len()];
    match kind {
        0 => C::Admit(Admit {
            user: user(capacity.role()).0,
            capacity,
            purpose: text(),
            until: Date(day + Days::new(u64::from(n))),
        }),
        1 => C::EndAdmission(EndAdmission {
            user: user(capacity.role()).0,
            reason: text(),
        }),
        2 => C::AskRecusal(AskRecusal {
            party: n % 4,
            user: person,
            ground,
            recusal_note: text(),
        }),
        3 => C::Recuse(Recuse {
            user: person,
            ground,
            recusal_note: text(),
            superior_order: n.is_multiple_of(2).then(text),
        }),
        _ => C::RefuseRecusal(RefuseRecusal {
            application: n % 4,
            reason: text(),
            superior_order: n.is_multiple_of(2).then(text),
        }),
    }
}

/// Who people are, and whose names are kept: sometimes nobody's who is there.
fn protection(kind: u32, n: u32) -> C {
    let text = || "说明".to_owned();
    match kind {
        0 => C::RecordIdentity(RecordIdentity {
            party: n % 5,
            kind: IdentityKind::ALL[n as usize % IdentityKind::ALL.len()],
            identity_number: "11010519491231002X".to_owned(),
        }),
        1 => C::ProtectPerson(ProtectPerson {
            kind: ProtectedKind::ALL[n as usize % ProtectedKind::ALL.len()],
            party: n.is_multiple_of(2).then_some(n % 5),
            name: n.is_multiple_of(3).then(|| format!("某人{n}")),
            reason: text(),
        }),
        _ => C::EndProtection(EndProtection {
            protection: n % 4,
            reason: text(),
        }),
    }
}
