//! The case file 案件: everything of one case that planning may need, and nothing else.
//!
//! It is what the folded log gives and what the tables hold; [`CaseFile::apply`](crate::effect) is the only way
//! in which it changes.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::{ServiceMethod, ServiceParticulars};
use crate::id::{CaseId, EntryNo, MatterNo, OrganId, PaperNo, PartyNo, TermNo, UserId};

mod delivery;
mod evidence;
mod examination;
mod facts;
mod hearing;
mod intervention;
mod joining;
mod material;
mod matter;
mod mediation;
mod norm;
mod note;
mod outside;
mod participation;
mod people;
mod procedure;
mod protection;
mod reporting;
mod supplement;

pub use delivery::{Dispatch, Returned, SlipCorrection};
pub use evidence::{Evidence, EvidenceItem, FileAccess};
pub use examination::{Appraisal, Inquiry};
pub use facts::{
    Acceptance, Correction, DecisionItem, DisputedAct, Draft, Facts, Forwarded, Outcome,
    PendingRequest, Permission, Receipt, Settlement, Signature, Suspension, Views, Willing,
    Withdrawal,
};
pub use hearing::{Attended, Change, Hearing, HearingRecord, Held, Session};
pub use intervention::{Application, Intervention, InterventionRecord};
pub use joining::{Joined, Member, SplitFrom};
pub use material::{Excision, MATERIAL_FILE, MATERIAL_TITLE, Material, MaterialFile};
pub use matter::{Details, Line, Matter, Participant};
pub use mediation::{Agreement, Mediation, PartySignature};
pub use norm::{Consultation, NormReview, ProvisionFinding};
pub use note::Note;
pub use outside::{CourtCase, Judgment, SuperiorOrder};
pub use participation::{
    Admission, Participation, Recusal, RecusalApplication, RecusalBasis, Seat,
};
pub use people::{Agent, People, ServiceAddress};
pub use procedure::Procedure;
pub use protection::{IDENTITY_NUMBER, Identity, Masks, Protection};
pub use reporting::Report;
pub use supplement::Supplement;

/// Kind of case 案件种类.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// 行政复议案件。A reconsideration case.
    Reconsideration,
    /// 案前介入，尚无申请，不是行政复议案件。An early intervention: nobody has applied, and it is no case of reconsideration.
    Intervention,
}

/// The version of the definitions that a case is pinned to 适用规则版本.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DefinitionVersion {
    /// Short name of the instrument, such as `arl`.
    pub instrument: String,
    /// Day on which that version of the law came into force.
    pub effective_on: NaiveDate,
    /// Revision of the drafting, from 1.
    pub revision: u32,
}

/// A number of a case or a paper 案号、文号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum DocumentNumber {
    /// To be drawn under lock when the plan is recorded.
    Slot {
        /// Series within the organ: `case`, or the id of a paper.
        series: String,
        /// Year of the series.
        year: i32,
    },
    /// Drawn: no gap and no double within its organ, series and year.
    Drawn {
        /// Series within the organ.
        series: String,
        /// Year of the series.
        year: i32,
        /// Serial number within the year, from 1.
        serial: u32,
        /// As it is written, such as `深坪府复〔2026〕318号`.
        text: String,
    },
}

impl DocumentNumber {
    /// As it is written, if it has been drawn.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Slot { .. } => None,
            Self::Drawn { text, .. } => Some(text),
        }
    }
}

/// One case 案件 as planning sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFile {
    /// The case.
    pub id: CaseId,
    /// The organ whose office owns the case: its tenant.
    pub organ: OrganId,
    /// Kind of case.
    pub kind: CaseKind,
    /// 案号.
    pub number: DocumentNumber,
    /// Version of the definitions the case is pinned to.
    pub definition: DefinitionVersion,
    /// Number of entries in the log.
    pub revision: EntryNo,
    /// Stage of the proceeding 阶段, by its id in the definitions.
    pub stage: String,
    /// Effective day on which the stage was entered.
    pub stage_since: NaiveDate,
    /// Effective day on which the case was closed 结案, if it was.
    pub closed_on: Option<NaiveDate>,
    /// Officer in charge 承办人.
    pub officer: Option<UserId>,
    /// Second officer 协办人.
    pub co_officer: Option<UserId>,
    /// What the proceeding has established so far.
    pub facts: Facts,
    /// Parties, by number from 1.
    pub parties: Vec<Party>,
    /// Terms, by number from 1.
    pub terms: Vec<Term>,
    /// Papers, by number from 1.
    pub papers: Vec<Paper>,
}

/// Part a party plays 当事人地位.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// 申请人。Applicant.
    Applicant,
    /// 被申请人。Respondent agency.
    Respondent,
    /// 第三人。Third party.
    ThirdParty,
    /// 相关机关、机构。An organ or body that is no party and gets or owes a paper: the maker of a norm, an appraiser,
    /// the addressee of a letter.
    OtherOrgan,
}

impl PartyRole {
    /// Chinese and English label.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Applicant => ("申请人", "applicant"),
            Self::Respondent => ("被申请人", "respondent"),
            Self::ThirdParty => ("第三人", "third party"),
            Self::OtherOrgan => ("相关机关", "other organ"),
        }
    }
}

/// A party 当事人 to the case, or another organ that gets a paper in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Number within the case.
    pub no: PartyNo,
    /// Part it plays.
    pub role: PartyRole,
    /// Name.
    pub name: String,
    /// Address for service 送达地址.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// For a respondent or another organ, the organ where it is known to the office.
    pub organ: Option<OrganId>,
    /// Effective day on which it left 退出: from then on it is not addressed, counted or heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<NaiveDate>,
    /// Whether it was noted before anybody applied, and did not apply itself 未参加申请: that it was there is known to the office
    /// alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stayed_out: bool,
}

/// State of a term 期限.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum TermState {
    /// 进行中。Running.
    Running,
    /// 暂停。Paused.
    Paused,
    /// 逾期。Past its day and still owed.
    Overdue,
    /// 期满待核。Past its day; a person must check.
    LapsedUnverified,
    /// 已按期办结。Met.
    Met,
    /// 逾期办结。Met late.
    MetLate,
    /// 期满。Ended by the passing of time.
    Lapsed,
    /// 取消。No longer needed.
    Cancelled,
}

impl TermState {
    /// Whether somebody still has to do or watch something.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Running | Self::Paused | Self::Overdue | Self::LapsedUnverified
        )
    }

    /// The name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Overdue => "overdue",
            Self::LapsedUnverified => "lapsed_unverified",
            Self::Met => "met",
            Self::MetLate => "met_late",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A stretch of days that does not count 不计入的期间: half-open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermPause {
    /// First day not counted.
    pub from: NaiveDate,
    /// First day counted again; absent while it lasts.
    pub to: Option<NaiveDate>,
    /// Kind, such as `suspension`.
    pub kind: String,
    /// The matter that holds the term; none where a decision of the proceeding does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterNo>,
}

/// A term 期限: a period running on the case, one instance per party or paper it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Number within the case.
    pub no: TermNo,
    /// Version, counted up with every change; alerts are keyed by it.
    pub version: u32,
    /// Period, by its id in the definitions.
    pub period: String,
    /// State.
    pub state: TermState,
    /// The party it concerns, where it is one party's.
    pub party: Option<PartyNo>,
    /// The paper whose service started it.
    pub paper: Option<PaperNo>,
    /// The day that starts it and is not counted 起算日.
    pub started_on: NaiveDate,
    /// Last day fixed by a decision, a court or an order, in place of counting; it still rolls 指定期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_on: Option<NaiveDate>,
    /// Days added 延长.
    pub extension_days: u32,
    /// Stretches that do not count.
    pub pauses: Vec<TermPause>,
    /// Last day 届满日.
    pub due: NaiveDate,
    /// Last working day on or before the unrolled last day: the day to plan for.
    pub safe_by: NaiveDate,
    /// Whether it rests on a year whose notice is not loaded.
    pub provisional: bool,
    /// Day on which it was met, lapsed or cancelled.
    pub ended_on: Option<NaiveDate>,
    /// Entry that recorded its lapse, while that stands.
    pub lapse_entry: Option<EntryNo>,
}

/// A paper 文书 issued in the case; its facts are frozen when it is issued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Number within the case.
    pub no: PaperNo,
    /// Kind of paper, by its id in the definitions.
    pub kind: String,
    /// 文号, where the kind has one.
    pub number: Option<DocumentNumber>,
    /// Day issued.
    pub issued_on: NaiveDate,
    /// Parties to be served.
    pub addressees: Vec<PartyNo>,
    /// Facts frozen for the text. They never change again, so every copy of the file shares them.
    pub facts: Arc<serde_json::Value>,
    /// Services recorded, at most one per party.
    pub services: Vec<Service>,
    /// Whether a reversal withdrew it.
    pub withdrawn: bool,
    /// When it was sent to whom 交寄, and what came back, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dispatches: Vec<Dispatch>,
    /// Corrections of slips of the pen in it 笔误补正, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<SlipCorrection>,
}

impl Paper {
    /// Whether a respondent to whom the paper is addressed must do something upon it: reply, come, stop, report, perform.
    /// From its issue on the agency sees the case; what only tells it something does not open the case to it.
    ///
    /// # Law
    ///
    /// ARL 42, 45, 46(2), 48, 51, 54, 76; ARL 77(1): decision, mediation letter and opinion letter are to be performed.
    #[must_use]
    pub fn calls_on_respondents(&self) -> bool {
        Self::CALLS.contains(&self.kind.as_str())
    }

    /// Kinds of paper upon which a respondent must do something.
    pub(crate) const CALLS: [&str; 12] = [
        "reply_notice",
        "hearing_notice",
        "hearing_change_notice",
        "stay_notice",
        "evidence_call",
        "supplement_notice",
        "decision",
        "rejection_decision",
        "mediation_letter",
        "opinion_letter",
        "performance_order",
        "interview_notice",
    ];
}

/// Service 送达 of a paper on a party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The party served.
    pub party: PartyNo,
    /// How.
    pub method: ServiceMethod,
    /// Day on which it was served in law.
    pub served_on: NaiveDate,
    /// Day of publication, for public notice.
    pub published_on: Option<NaiveDate>,
    /// Number of the slip.
    pub slip: String,
    /// What shows how it was served, where the method asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particulars: Option<ServiceParticulars>,
    /// Entry that recorded it, which mail that comes back reverses 冲销; none where it was recorded before entries were noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryNo>,
}

impl CaseFile {
    /// The party with this number.
    #[must_use]
    pub fn party(&self, no: PartyNo) -> Option<&Party> {
        self.parties.iter().find(|party| party.no == no)
    }

    /// The term with this number.
    #[must_use]
    pub fn term(&self, no: TermNo) -> Option<&Term> {
        self.terms.iter().find(|term| term.no == no)
    }

    /// The paper with this number.
    #[must_use]
    pub fn paper(&self, no: PaperNo) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.no == no)
    }

    /// The matter with this number.
    #[must_use]
    pub fn matter(&self, no: MatterNo) -> Option<&Matter> {
        self.facts.matters.iter().find(|matter| matter.no == no)
    }

    /// The first day of the suspension 中止, by a decision or by a matter; none where the case is not suspended.
    #[must_use]
    pub fn suspended_since(&self) -> Option<NaiveDate> {
        let decided = self.facts.suspension.as_ref().map(|known| known.since);
        let by_matters = self.facts.matters.iter();
        let by_matters = by_matters.filter_map(|matter| matter.suspended_on);
        decided.into_iter().chain(by_matters).min()
    }

    /// Matters on a track, oldest first.
    pub fn matters_on<'a>(&'a self, track: &'a str) -> impl DoubleEndedIterator<Item = &'a Matter> {
        self.facts
            .matters
            .iter()
            .filter(move |matter| matter.track == track)
    }

    /// Open terms of a period.
    pub fn open_terms<'a>(&'a self, period: &'a str) -> impl Iterator<Item = &'a Term> {
        self.terms
            .iter()
            .filter(move |term| term.period == period && term.state.is_open())
    }

    /// Parties who have not left.
    pub fn present(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| party.left_on.is_none())
    }

    /// Parties with a role who have not left.
    pub fn parties_with(&self, role: PartyRole) -> impl Iterator<Item = &Party> {
        self.present().filter(move |party| party.role == role)
    }

    /// Papers that were issued and not withdrawn.
    pub fn standing_papers(&self) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(|paper| !paper.withdrawn)
    }
}

impl Paper {
    /// The service on a party, if recorded.
    #[must_use]
    pub fn service_on(&self, party: PartyNo) -> Option<&Service> {
        self.services.iter().find(|service| service.party == party)
    }
}

#[cfg(test)]
mod tests {
    use super::Paper;
    use crate::rulebook::{Addressees, Rulebook};

    #[test]
    fn every_paper_that_calls_on_a_respondent_is_one_that_may_go_to_it() {
        for kind in Paper::CALLS {
            let known = &Rulebook::embedded().papers[kind];
            let to = [Addressees::Respondents, Addressees::All, Addressees::Matter];
            assert!(to.contains(&known.to), "{kind}");
        }
    }
}
