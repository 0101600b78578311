//! The office of a test: its organs, its people, their tokens.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use casework::{Cost, Desk, NewOrgan, NewUser, Profile, SignInRules};
use store::Store;
use store::office::OrganKind;
use workflow::actor::{Actor, Moment, Person, Role};
use workflow::id::{OrganId, UserId};
use workflow::rulebook::Rulebook;

/// Everybody there is: name, role, agency (by name), organ (0 ours, 1 the other).
const PEOPLE: &[(&str, &[Role], &str, usize)] = &[
    ("registrar", &[Role::Registrar], "", 0),
    ("officer", &[Role::Officer], "", 0),
    ("officer_b", &[Role::Officer], "", 0),
    ("co_officer", &[Role::CoOfficer], "", 0),
    ("institution_head", &[Role::InstitutionHead], "", 0),
    ("organ_head", &[Role::OrganHead], "", 0),
    ("organ_head_b", &[Role::OrganHead], "", 0),
    ("respondent_clerk", &[Role::RespondentClerk], "agency", 0),
    (
        "respondent_clerk_b",
        &[Role::RespondentClerk],
        "agency_b",
        0,
    ),
    ("supervisor", &[Role::Supervisor], "", 0),
    ("committee_member", &[Role::CommitteeMember], "", 0),
    ("committee_secretary", &[Role::CommitteeSecretary], "", 0),
    ("mediator", &[Role::Mediator], "", 0),
    ("legal_adviser", &[Role::LegalAdviser], "", 0),
    ("street_office", &[Role::StreetOffice], "", 0),
    ("auditor", &[Role::Auditor], "", 0),
    ("system_admin", &[Role::SystemAdmin], "", 0),
    ("security_admin", &[Role::SecurityAdmin], "", 0),
    (
        "stranger",
        &[
            Role::Registrar,
            Role::Officer,
            Role::CoOfficer,
            Role::InstitutionHead,
            Role::OrganHead,
            Role::Supervisor,
        ],
        "",
        1,
    ),
];

/// Somebody with a token.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    pub(crate) user: UserId,
    pub(crate) token: String,
    pub(crate) actor: Actor,
}

/// The office.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub(crate) organ: OrganId,
    pub(crate) other: OrganId,
    pub(crate) agencies: BTreeMap<String, OrganId>,
    pub(crate) people: BTreeMap<String, Somebody>,
}

impl Office {
    /// Founds the office through the desk.
    pub(crate) async fn found(desk: &Desk, moment: Moment) -> Self {
        let forms = BTreeMap::from([
            ("case".to_owned(), "深坪府复〔{year}〕{serial}号".to_owned()),
            (
                "rejection_decision".to_owned(),
                "深坪府复驳〔{year}〕{serial}号".to_owned(),
            ),
            (
                "decision".to_owned(),
                "深坪府复决〔{year}〕{serial}号".to_owned(),
            ),
        ]);
        let organ = add_organ(
            desk,
            None,
            "深圳市坪山区人民政府",
            "深坪府",
            forms.clone(),
            moment,
        )
        .await;
        let other = add_organ(desk, None, "深圳市某区人民政府", "深某府", forms, moment).await;
        let none = BTreeMap::new();
        let agency = add_organ(
            desk,
            Some(organ),
            "坪山区市场监督管理局",
            "坪市监",
            none.clone(),
            moment,
        )
        .await;
        let agency_b = add_organ(
            desk,
            Some(organ),
            "坪山区城市管理局",
            "坪城管",
            none,
            moment,
        )
        .await;
        let agencies = BTreeMap::from([
            ("agency".to_owned(), agency),
            ("agency_b".to_owned(), agency_b),
        ]);
        let mut people = BTreeMap::new();
        for (name, roles, agency, place) in PEOPLE {
            let home = [organ, other][*place];
            let agency = agencies.get(*agency).copied();
            people.insert(
                (*name).to_owned(),
                add_user(desk, home, name, roles, agency, moment).await,
            );
        }
        Self {
            organ,
            other,
            agencies,
            people,
        }
    }
}

async fn add_organ(
    desk: &Desk,
    recorded_by: Option<OrganId>,
    name: &str,
    short_name: &str,
    number_forms: BTreeMap<String, String>,
    moment: Moment,
) -> OrganId {
    let kind = if recorded_by.is_some() {
        OrganKind::Agency
    } else {
        OrganKind::Reconsideration
    };
    let organ = NewOrgan {
        id: None,
        recorded_by,
        name: name.to_owned(),
        short_name: short_name.to_owned(),
        kind,
        number_forms,
    };
    desk.add_organ(&Actor::System, organ, moment).await.unwrap()
}

async fn add_user(
    desk: &Desk,
    organ: OrganId,
    login: &str,
    roles: &[Role],
    agency: Option<OrganId>,
    moment: Moment,
) -> Somebody {
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    let new = NewUser {
        organ,
        login: login.to_owned(),
        name: format!("{login} 某"),
        email: Some(format!("{login}@fuyi.test")),
        roles: roles.clone(),
        agency,
        language: "zh".to_owned(),
        service: false,
    };
    let name = new.name.clone();
    let user = desk.add_user(&Actor::System, new, moment).await.unwrap();
    let token = desk
        .issue_token(&Actor::System, organ, user, "test", 366, moment)
        .await
        .unwrap();
    let actor = Actor::Person(Person {
        user,
        organ,
        name,
        roles,
        agency,
        on: moment.today,
        stands_for: Vec::new(),
    });
    Somebody { user, token, actor }
}

/// The rules of a profile, with hashes that cost little.
pub(crate) fn cheap(profile: Profile) -> SignInRules {
    SignInRules {
        cost: Cost {
            memory_kib: 64,
            passes: 1,
        },
        ..SignInRules::of(profile)
    }
}

/// A desk over a database, where people come in by a profile.
pub(crate) fn desk(store: &Store, profile: Profile) -> Desk {
    Desk::new(store.clone(), Rulebook::embedded(), Calendar::embedded()).with_rules(cheap(profile))
}
