//! The office of a reconsideration organ as the simulation plays it: who works there, which agencies answer to it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;
use workflow::actor::{Actor, Person, Role};
use workflow::id::{OrganId, UserId};
use workflow::plan::Surroundings;

use crate::data::{AGENCIES, AgencyWords, DISTRICTS};

/// An office 复议机构: a reconsideration organ, its people and the agencies whose acts it reviews.
#[derive(Debug, Clone)]
pub struct Office {
    /// The reconsideration organ.
    pub organ: OrganId,
    /// Full name, such as `深坪区人民政府`.
    pub name: String,
    /// Short name 机关代字, such as `深坪府`.
    pub short_name: String,
    /// Forms of numbers by series, with `{year}` and `{serial}`.
    pub number_forms: BTreeMap<String, String>,
    /// Everybody who signs in, clerks of agencies included.
    pub people: Vec<Staff>,
    /// Agencies 被申请人.
    pub agencies: Vec<Agency>,
    /// Which of the invented districts it is.
    pub(crate) district: usize,
}

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Name to sign in with.
    pub login: String,
    /// Address for alerts, in a domain that can never exist.
    pub email: String,
    /// The person, with one role.
    pub person: Person,
}

/// An agency 行政机关 of the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// The agency.
    pub organ: OrganId,
    /// Full name.
    pub name: String,
    /// Word in the numbers of its documents 机关代字.
    pub sign: String,
    pub(crate) index: usize,
}

/// Forms of the numbers of papers: series and the words between the short name and the year.
const PAPERS: [(&str, &str); 13] = [
    ("case", "复"),
    ("intervention", "前"),
    ("correction_notice", "复补"),
    ("correction_extension_notice", "复补延"),
    ("acceptance_notice", "复受"),
    ("refusal_decision", "复不受"),
    ("reply_notice", "复答"),
    ("suspension_notice", "复中"),
    ("resumption_notice", "复恢"),
    ("extension_notice", "复延"),
    ("termination_decision", "复终"),
    ("rejection_decision", "复驳"),
    ("decision", "复决"),
];

impl Office {
    /// One of the two invented districts, 0 or 1; any other number is taken modulo 2. Ids follow from the seed.
    #[must_use]
    pub fn invented(district: usize, seed: u64) -> Self {
        let index = district % DISTRICTS.len();
        let salt = u64::try_from(district)
            .unwrap_or(0)
            .wrapping_mul(0x9E37_79B9);
        let mut chance = StdRng::seed_from_u64(seed ^ salt);
        let [first, second] = DISTRICTS;
        let words = if index == 0 { first } else { second };
        let organ = OrganId(random_id(&mut chance));
        let short_name = format!("{}府", words.place);
        let agencies: Vec<Agency> = AGENCIES
            .iter()
            .enumerate()
            .map(|(index, agency)| Agency {
                organ: OrganId(random_id(&mut chance)),
                name: format!("{}区{}", words.place, agency.name),
                sign: format!("{}{}", words.place, agency.sign),
                index,
            })
            .collect();
        let mut people: Vec<Staff> = Vec::new();
        for (login, name, role) in words.staff {
            people.push(staff(
                &mut chance,
                organ,
                words.latin,
                (login, name),
                *role,
                None,
            ));
        }
        for (clerk, agency) in words.clerks.iter().zip(&agencies) {
            let role = Role::RespondentClerk;
            people.push(staff(
                &mut chance,
                organ,
                words.latin,
                *clerk,
                role,
                Some(agency.organ),
            ));
        }
        Self {
            organ,
            name: format!("{}区人民政府", words.place),
            number_forms: PAPERS
                .iter()
                .map(|(series, word)| {
                    let form = format!("{short_name}{word}〔{{year}}〕{{serial}}号");
                    ((*series).to_owned(), form)
                })
                .collect(),
            short_name,
            people,
            agencies,
            district: index,
        }
    }

    /// The first person with a role.
    #[must_use]
    pub fn who(&self, role: Role) -> Option<&Person> {
        self.holding(role).next()
    }

    /// Everybody with a role.
    pub fn holding(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.people
            .iter()
            .map(|staff| &staff.person)
            .filter(move |person| person.roles.contains(&role))
    }

    /// The person with this id.
    #[must_use]
    pub fn person(&self, user: UserId) -> Option<&Person> {
        self.people
            .iter()
            .map(|staff| &staff.person)
            .find(|person| person.user == user)
    }

    /// The clerk who speaks for an agency.
    #[must_use]
    pub fn clerk_of(&self, agency: OrganId) -> Option<&Person> {
        self.holding(Role::RespondentClerk)
            .find(|person| person.agency == Some(agency))
    }

    /// What planning must know of the people of the office.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            people: self
                .people
                .iter()
                .map(|staff| (staff.person.user, staff.person.roles.clone()))
                .collect(),
            ..Surroundings::default()
        }
    }

    pub(crate) fn actor(&self, role: Role) -> Option<Actor> {
        self.who(role).cloned().map(Actor::Person)
    }

    pub(crate) fn words(&self, agency: &Agency) -> Option<&'static AgencyWords> {
        AGENCIES.get(agency.index)
    }
}

fn staff(
    chance: &mut StdRng,
    organ: OrganId,
    latin: &str,
    (login, name): (&str, &str),
    role: Role,
    agency: Option<OrganId>,
) -> Staff {
    Staff {
        login: login.to_owned(),
        email: format!("{login}@{latin}.example"),
        person: Person {
            user: UserId(random_id(chance)),
            organ,
            name: name.to_owned(),
            roles: [role].into(),
            agency,
            on: NaiveDate::default(),
            stands_for: Vec::new(),
        },
    }
}

/// An id that follows from the seed.
pub(crate) fn random_id(chance: &mut StdRng) -> Uuid {
    uuid::Builder::from_random_bytes(chance.random()).into_uuid()
}
