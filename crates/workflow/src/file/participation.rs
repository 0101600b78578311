//! Who was let into a case, and who is recused from it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::CaseFile;
use crate::command::{Capacity, RecusalGround};
use crate::effect::Effect;
use crate::id::{PartyNo, UserId};

/// Who was let into the case, and who is recused from it 参与与回避.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// People let into the case 准予参与人员, one line for each person and capacity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub admissions: Vec<Admission>,
    /// People recused 回避人员.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recusals: Vec<Recusal>,
    /// Applications for recusal 回避申请, by number from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applications: Vec<RecusalApplication>,
}

/// Somebody let into the case 准予参与.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// Who.
    pub user: UserId,
    /// As what.
    pub capacity: Capacity,
    /// What for 参与事项.
    pub purpose: String,
    /// Effective day.
    pub since: NaiveDate,
    /// Last day on which the case is seen.
    pub until: NaiveDate,
    /// Day on which it was ended before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
}

impl Admission {
    /// Whether it lets its person see the case on a day.
    #[must_use]
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.ended_on.is_none() && day <= self.until
    }
}

/// 回避方式。How a recusal came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum RecusalBasis {
    /// 本人申请。On own motion.
    OwnMotion,
    /// 依当事人申请决定。On the application of a party.
    Application,
    /// 机关直接决定。Ordered without an application.
    Order,
}

/// 承办席位。A place among the officers of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// 承办人。Officer in charge.
    Officer,
    /// 协办人。Second officer.
    CoOfficer,
}

/// Somebody recused 回避. The file is closed to them from that moment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// Who.
    pub user: UserId,
    /// Ground.
    pub ground: RecusalGround,
    /// How it came about.
    pub basis: RecusalBasis,
    /// Effective day.
    pub on: NaiveDate,
    /// Number of the superior organ's decision, where it took one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superior_order: Option<String>,
    /// The place among the officers that was given up by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Seat>,
}

/// An application for recusal 回避申请.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalApplication {
    /// Number within the case.
    pub no: u32,
    /// The party who asks.
    pub party: PartyNo,
    /// Whose recusal is asked for.
    pub user: UserId,
    /// Ground.
    pub ground: RecusalGround,
    /// Effective day.
    pub asked_on: NaiveDate,
    /// Whether it was granted, once it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<bool>,
}

impl Participation {
    /// Whether nobody was let in, recused or asked about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The recusal of somebody.
    #[must_use]
    pub fn recusal_of(&self, user: UserId) -> Option<&Recusal> {
        self.recusals.iter().find(|recusal| recusal.user == user)
    }

    /// What lets somebody see the case on a day in a capacity.
    #[must_use]
    pub fn admission_of(
        &self,
        user: UserId,
        capacity: Capacity,
        day: NaiveDate,
    ) -> Option<&Admission> {
        let mut admissions = self.admissions.iter();
        admissions
            .find(|known| known.user == user && known.capacity == capacity && known.stands_on(day))
    }

    /// An application for recusal that is not decided.
    pub fn undecided(&self) -> impl Iterator<Item = &RecusalApplication> {
        let applications = self.applications.iter();
        applications.filter(|known| known.granted.is_none())
    }

    pub(crate) fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::Admitted { admission } => {
                let same = |known: &Admission| {
                    known.user == admission.user && known.capacity == admission.capacity
                };
                self.admissions.retain(|known| !same(known));
                self.admissions.push(admission.clone());
            }
            Effect::AdmissionEnded { user, on } => self.end_of(*user, *on),
            Effect::RecusalAsked { application } => self.applications.push(application.clone()),
            Effect::RecusalRefused { application } => {
                let found = self.applications.iter_mut();
                for known in found.filter(|known| known.no == *application) {
                    known.granted = Some(false);
                }
            }
            Effect::Recused { recusal } => {
                self.end_of(recusal.user, recusal.on);
                let open = self.applications.iter_mut();
                let open = open.filter(|known| known.granted.is_none());
                for known in open.filter(|known| known.user == recusal.user) {
                    known.granted = Some(true);
                }
                self.recusals.push(recusal.clone());
            }
            _ => {}
        }
    }

    fn end_of(&mut self, user: UserId, on: NaiveDate) {
        let open = self.admissions.iter_mut();
        for known in open.filter(|known| known.user == user && known.ended_on.is_none()) {
            known.ended_on = Some(on);
        }
    }
}

impl CaseFile {
    /// The place that somebody has among the officers.
    pub(crate) fn seat_of(&self, user: UserId) -> Option<Seat> {
        match Some(user) {
            seat if seat == self.officer => Some(Seat::Officer),
            seat if seat == self.co_officer => Some(Seat::CoOfficer),
            _ => None,
        }
    }

    /// A recused officer has the case no more: it waits for another.
    pub(crate) fn recuse(&mut self, user: UserId) {
        self.officer = self.officer.filter(|officer| *officer != user);
        self.co_officer = self.co_officer.filter(|officer| *officer != user);
    }
}
