//! Deputies 代办人: for whom on leave somebody stands in, and in which cases.
//!
//! A deputy keeps its own name and login. What is done for another says so in its entry, and nobody gains by it what a
//! separation of duties keeps apart.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Person, Role};
use crate::file::CaseFile;
use crate::id::UserId;

/// The instrument 授权书 by which a head delegates the authority to sign 授权签发.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Its number 文号.
    pub number: String,
    /// Its day.
    pub on: NaiveDate,
}

/// Somebody on leave today 休假人, for whom another stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    /// Who is on leave.
    pub user: UserId,
    /// Name.
    pub name: String,
    /// The roles in which the deputy stands in: those held of which the deputy can do the work.
    pub roles: BTreeSet<Role>,
    /// The instrument, where a head delegates.
    pub instrument: Option<Instrument>,
}

/// For whom something was done, by whoever stands in the entry 代何人办理.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// Who was on leave.
    pub user: UserId,
    /// Name, as it was.
    pub name: String,
    /// The instrument that a head's deputy acts by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
}

impl From<&Absent> for OnBehalf {
    fn from(absent: &Absent) -> Self {
        Self {
            user: absent.user,
            name: absent.name.clone(),
            instrument: absent.instrument.clone(),
        }
    }
}

impl Role {
    /// Roles that can do the work of this one, each alone; none where nobody stands in for it.
    #[must_use]
    pub fn deputies(self) -> &'static [Self] {
        match self {
            Self::Registrar => &[Self::Registrar],
            Self::Officer | Self::CoOfficer => &[Self::Officer, Self::CoOfficer],
            Self::InstitutionHead => &[Self::InstitutionHead, Self::OrganHead, Self::Officer],
            Self::OrganHead => &[Self::OrganHead, Self::InstitutionHead],
            _ => &[],
        }
    }

    /// Whether the role signs, so that a deputy needs an instrument.
    #[must_use]
    pub fn is_head(self) -> bool {
        matches!(self, Self::InstitutionHead | Self::OrganHead)
    }

    /// Whether somebody with these roles can do the work of this one.
    #[must_use]
    pub fn can_be_done_by(self, held: &BTreeSet<Self>) -> bool {
        self.deputies().iter().any(|role| held.contains(role))
    }
}

impl Absent {
    /// Whether the deputy stands in for a head, by an instrument.
    #[must_use]
    pub fn is_head(&self) -> bool {
        self.instrument.is_some() && self.roles.iter().any(|role| role.is_head())
    }

    /// Whether the deputy stands in for an officer or a co-officer.
    #[must_use]
    pub fn is_officer(&self) -> bool {
        [Role::Officer, Role::CoOfficer]
            .iter()
            .any(|role| self.roles.contains(role))
    }
}

impl Actor {
    /// Those on leave for whom the actor stands in, whatever the case.
    pub fn stands_for(&self) -> impl Iterator<Item = &Absent> {
        self.person()
            .into_iter()
            .flat_map(|person| &person.stands_for)
    }

    /// Whether the actor holds a role in the office or stands in for somebody on leave who does, whatever the case.
    #[must_use]
    pub fn holds_or_stands_in(&self, role: Role) -> bool {
        self.holds(role)
            || self
                .stands_for()
                .any(|absent| absent.roles.contains(&role) && (!role.is_head() || absent.is_head()))
    }
}

impl CaseFile {
    /// Whether the file is open to the deputy and to the one on leave: who is recused neither acts nor is stood in for.
    ///
    /// # Law
    ///
    /// CSL 76.
    fn is_open_to_both(&self, person: &Person, absent: &Absent) -> bool {
        let participation = &self.facts.participation;
        self.organ == person.organ
            && [person.user, absent.user]
                .into_iter()
                .all(|user| participation.recusal_of(user).is_none())
    }

    /// Whom a person stands in for in this case in a role, if anybody.
    ///
    /// # Law
    ///
    /// A head's deputy signs by the instrument, and never in a case that it handles or has drafted (ARL 61: the institution
    /// examines and proposes, the head agrees).
    pub(crate) fn absent_as<'a>(&self, role: Role, person: &'a Person) -> Option<&'a Absent> {
        let seat = match role {
            Role::Officer => self.officer,
            Role::CoOfficer => self.co_officer,
            _ => None,
        };
        let mut absent = person.stands_for.iter();
        absent.find(|absent| {
            self.is_open_to_both(person, absent)
                && match role {
                    Role::Officer => absent.roles.contains(&role) && seat == Some(absent.user),
                    Role::CoOfficer => absent.is_officer() && seat == Some(absent.user),
                    Role::Registrar => absent.roles.contains(&role),
                    Role::InstitutionHead | Role::OrganHead => {
                        absent.is_head()
                            && absent.roles.contains(&role)
                            && !self.is_handled_by(person)
                    }
                    _ => false,
                }
        })
    }

    /// Whether a person handles the case, has drafted in it or asks for something in it, in its own name or for another, or
    /// whether its own recusal is still to be decided: none of them signs for a head.
    fn is_handled_by(&self, person: &Person) -> bool {
        let seats = [self.officer, self.co_officer];
        let own = seats.contains(&Some(person.user));
        let absent = person.stands_for.iter();
        let for_another = absent
            .filter(|absent| absent.is_officer())
            .any(|absent| seats.contains(&Some(absent.user)));
        let drafted = self.facts.draft.as_ref().and_then(|draft| draft.by);
        let mut asked = self.facts.pending.iter();
        let mut undecided = self.facts.participation.undecided();
        own || for_another
            || drafted == Some(person.user)
            || asked.any(|request| request.by == person.user)
            || undecided.any(|application| application.user == person.user)
    }

    /// Whether a person reads the secondary volume 副卷 for somebody on leave.
    pub(crate) fn opens_secondary_volume_for(&self, person: &Person) -> bool {
        let seats = [self.officer, self.co_officer];
        let mut absent = person.stands_for.iter();
        absent.any(|absent| {
            let officer = absent.is_officer() && seats.contains(&Some(absent.user));
            self.is_open_to_both(person, absent) && (officer || absent.is_head())
        })
    }
}
