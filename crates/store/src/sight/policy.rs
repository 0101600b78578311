//! The policy 权限规则: which role may stand to a case in which way, and what each way shows of it.
//!
//! Each relation is written down once, as a condition of the database and as a look at a loaded file; a test holds the
//! two against each other on graphs made of chance.
//!
//! Somebody with several roles sees a case in the capacity in which it stands to that case, and never by the most that
//! any role would show elsewhere:
//!
//! - who is recused 回避 sees nothing of it, whatever the role;
//! - who speaks for an agency does not work in the office: the door gives nobody both roles, and where somebody has them
//!   the office is closed;
//! - where the own agency is a party, its clerk sees as the agency, or nothing before it is called on: no admission
//!   shows more;
//! - else each capacity shows what it was let in for, in the cases into which it was let. Several in one case add up,
//!   each was given for that case. A role without an admission shows nothing.

use sea_orm::sea_query::{Condition, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use workflow::actor::{Actor, Person, Role};
use workflow::command::Capacity;
use workflow::file::{CaseFile, PartyRole};
use workflow::id::{OrganId, UserId};

use crate::entity::{case_file, case_person, party};
use crate::rows;

/// A way to stand to a case 与案件的关系.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// 办案人员、监督人员。Works on the cases of the organ, or oversees them.
    Office,
    /// 被申请人经办人。Speaks for an agency that is a respondent, has not left and has been called on; so never to an
    /// early intervention.
    Respondent(OrganId),
    /// 准予参与人员。Was let into the case in a capacity, until a last day.
    Admitted(Capacity),
}

impl Relation {
    /// The relation that a role opens to a person; of no role to an administrator, who reads no case.
    fn of(role: Role, person: &Person) -> Option<Self> {
        match role {
            Role::Registrar
            | Role::Officer
            | Role::CoOfficer
            | Role::InstitutionHead
            | Role::OrganHead
            | Role::Supervisor => Some(Self::Office),
            Role::RespondentClerk => person.agency.map(Self::Respondent),
            Role::CommitteeMember => Some(Self::Admitted(Capacity::CommitteeMember)),
            Role::Mediator => Some(Self::Admitted(Capacity::Mediator)),
            Role::LegalAdviser => Some(Self::Admitted(Capacity::LegalAdviser)),
            Role::StreetOffice => Some(Self::Admitted(Capacity::StreetOffice)),
            Role::CommitteeSecretary
            | Role::Auditor
            | Role::SystemAdmin
            | Role::SecurityAdmin
            | Role::System => None,
        }
    }

    /// Condition on `case_file`: the relation holds.
    pub(super) fn condition(self, person: &Person) -> Condition {
        use case_file::Column;
        match self {
            Self::Office => Condition::all(),
            Self::Respondent(agency) => Condition::all()
                .add(
                    Column::Id.in_subquery(
                        cases_of_agency(person.organ, agency)
                            .filter(
                                party::Column::Role.eq(rows::party::role(PartyRole::Respondent)),
                            )
                            .filter(party::Column::LeftOn.is_null())
                            .into_query(),
                    ),
                )
                .add(Column::Called.contains(agency.0.to_string())),
            Self::Admitted(capacity) => {
                let let_in =
                    Condition::all().add(Column::Id.in_subquery(admitted(person, capacity)));
                match person.own_agency() {
                    None => let_in,
                    Some(agency) => {
                        let own = cases_of_agency(person.organ, agency).into_query();
                        let_in.add(Column::Id.not_in_subquery(own))
                    }
                }
            }
        }
    }

    /// Whether the relation holds to a loaded case.
    pub(super) fn holds(self, person: &Person, file: &CaseFile) -> bool {
        match self {
            Self::Office => true,
            Self::Respondent(agency) => called(file).any(|known| known == agency),
            Self::Admitted(capacity) => {
                let participation = &file.facts.participation;
                let admission = participation.admission_of(person.user, capacity, person.on);
                let mut parties = file.parties.iter();
                let of_party = parties
                    .any(|party| party.organ.is_some() && party.organ == person.own_agency());
                admission.is_some() && !of_party
            }
        }
    }
}

/// Every relation that a person's roles open.
pub(super) fn relations(person: &Person) -> Vec<Relation> {
    let roles = person.roles.iter().copied();
    if roles.clone().any(Role::is_administrator) {
        return Vec::new();
    }
    let mut all = Vec::new();
    let open = roles.filter(|role| person.acts_as(*role));
    for relation in open.filter_map(|role| Relation::of(role, person)) {
        if !all.contains(&relation) {
            all.push(relation);
        }
    }
    all
}

/// How somebody stands to one case 对本案的身份.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// 办案机关。The office, and the program itself.
    Office,
    /// 被申请人。The agency.
    Agency(OrganId),
    /// 准予参与。Let in, in these capacities.
    Guest(Vec<Capacity>),
}

impl Standing {
    /// How an actor stands to a loaded case that it may see.
    pub(crate) fn of(actor: &Actor, file: &CaseFile) -> Self {
        let Some(person) = actor.person() else {
            return Self::Office;
        };
        let mut capacities = Vec::new();
        let held = relations(person).into_iter();
        for relation in held.filter(|relation| relation.holds(person, file)) {
            match relation {
                Relation::Office => return Self::Office,
                Relation::Respondent(agency) => return Self::Agency(agency),
                Relation::Admitted(capacity) => capacities.push(capacity),
            }
        }
        Self::Guest(capacities)
    }

    /// The agency for which it speaks.
    pub(crate) fn agency(&self) -> Option<OrganId> {
        match self {
            Self::Agency(agency) => Some(*agency),
            Self::Office | Self::Guest(_) => None,
        }
    }

    /// How much it shows of a part of the case.
    pub(crate) fn shows(&self, part: Part) -> Share {
        match self {
            Self::Office => share(Relation::Office, part),
            Self::Agency(agency) => share(Relation::Respondent(*agency), part),
            Self::Guest(capacities) => {
                let relations = capacities.iter().copied().map(Relation::Admitted);
                let shares = relations.map(|relation| share(relation, part));
                // What everybody who was let in sees, whatever the capacity.
                let least = share(Relation::Admitted(Capacity::Mediator), part);
                shares.max().unwrap_or(least)
            }
        }
    }
}

/// Whether an actor may see a loaded case: the same as [`cases`](super::cases), told from the file. A file passes both.
pub(crate) fn may_see(actor: &Actor, file: &CaseFile) -> bool {
    let Actor::Person(person) = actor else {
        return true;
    };
    person.organ == file.organ
        && file.facts.participation.recusal_of(person.user).is_none()
        && relations(person)
            .into_iter()
            .any(|relation| relation.holds(person, file))
}

/// The agencies that see a case as respondents: each from the first standing paper that was issued to it and
/// [calls on it](workflow::file::Paper::calls_on_respondents), the copy with the notice to reply as a rule. What went to another
/// respondent, or only tells of a suspension or the like, shows it nothing.
pub(crate) fn called(file: &CaseFile) -> impl Iterator<Item = OrganId> + '_ {
    let called = |no| {
        file.standing_papers()
            .any(|paper| paper.calls_on_respondents() && paper.addressees.contains(&no))
    };
    file.parties_with(PartyRole::Respondent)
        .filter(move |party| called(party.no))
        .filter_map(|party| party.organ)
}

/// Ids of the organ's cases in which an agency is or was a party.
pub(super) fn cases_of_agency(organ: OrganId, agency: OrganId) -> sea_orm::Select<party::Entity> {
    party::Entity::find()
        .select_only()
        .column(party::Column::CaseId)
        .filter(party::Column::OrganId.eq(organ.0))
        .filter(party::Column::AgencyId.eq(agency.0))
}

/// Ids of the cases that a person was let into in a capacity, on the day on which it asks.
fn admitted(person: &Person, capacity: Capacity) -> SelectStatement {
    use case_person::Column;
    of_person(person, capacity.role().code())
        .filter(Column::EndedOn.is_null())
        .filter(Column::Until.gte(person.on))
        .into_query()
}

/// Ids of the cases that are closed to a person, who is recused from them.
///
/// # Law
///
/// CSL 76: who is recused takes no part, so that the file is closed to a head and to a supervisor as to anybody.
pub(super) fn recused(person: &Person) -> SelectStatement {
    recused_user(person.organ, person.user)
}

/// Ids of the cases of an organ from which a user is recused: nobody stands in for the user there.
pub(super) fn recused_user(organ: OrganId, user: UserId) -> SelectStatement {
    of_user(organ, user, rows::participation::RECUSED).into_query()
}

fn of_person(person: &Person, relation: &str) -> sea_orm::Select<case_person::Entity> {
    of_user(person.organ, person.user, relation)
}

fn of_user(organ: OrganId, user: UserId, relation: &str) -> sea_orm::Select<case_person::Entity> {
    use case_person::Column;
    case_person::Entity::find()
        .select_only()
        .column(Column::CaseId)
        .filter(Column::OrganId.eq(organ.0))
        .filter(Column::UserId.eq(user.0))
        .filter(Column::Relation.eq(relation))
}

/// What there is to see of a case that one may see 案卷内容. How the office works on it is none of these and for the office alone:
/// what was said before anybody applied, the draft and its signature, requests that wait, classes, who was let in or
/// recused, the log, how parties are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// 文书。Papers, with their services.
    Papers,
    /// 证据。Evidence.
    Evidence,
    /// 调查与查阅。Investigations, and access to the file.
    Inquiries,
    /// 提请咨询。Consultations of the committee.
    Consultations,
}

/// How much of a part is seen, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Share {
    /// Nothing.
    Nothing,
    /// What the own agency gets or hands in.
    Own,
    /// What parties get or hand in: the main volume 正卷.
    MainVolume,
    /// All of it.
    All,
}

/// How much a relation shows of a part.
///
/// # Law
///
/// ARL 36(2): who takes part keeps what it learns to itself, and learns no more than it needs; ARL 47 opens the file to
/// applicants and third parties.
fn share(relation: Relation, part: Part) -> Share {
    match (relation, part) {
        (Relation::Office, _) => Share::All,
        (Relation::Respondent(_), Part::Papers | Part::Evidence) => Share::Own,
        (Relation::Respondent(_), _) => Share::Nothing,
        (Relation::Admitted(_), Part::Papers | Part::Evidence) => Share::MainVolume,
        (Relation::Admitted(Capacity::CommitteeMember), Part::Consultations) => Share::All,
        (Relation::Admitted(Capacity::LegalAdviser), Part::Inquiries) => Share::All,
        (Relation::Admitted(_), _) => Share::Nothing,
    }
}
