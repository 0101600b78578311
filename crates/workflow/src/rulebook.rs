//! The rulebook 规则: definitions that the checker has passed. Nothing below meets an unknown name.

use std::collections::BTreeMap;

use crate::actor::Role;
use crate::command::{CommandName, ProcedureKind};
use crate::file::{DefinitionVersion, Matter, Party, PartyRole};
use crate::guard::Guard;
use crate::period::{PauseKind, Period};
use crate::reading::ReadingBook;
use crate::review::{Reviews, Source};

/// Checked definitions of one kind of case.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Version that cases are pinned to.
    pub version: DefinitionVersion,
    /// Periods by id, of every instrument.
    pub periods: BTreeMap<String, Period>,
    /// Tracks beside the proceeding, by id.
    pub tracks: BTreeMap<String, Track>,
    /// Stages of every track by id.
    pub stages: BTreeMap<String, Stage>,
    /// Ids of the stages in which a file opens, in the order of the files: by an application, or by the report of a dispute.
    pub first_stages: Vec<String>,
    /// Moves, in the order of the files.
    pub moves: Vec<Move>,
    /// Indexes into `moves` by command.
    pub by_command: BTreeMap<CommandName, Vec<usize>>,
    /// Kinds of paper by id.
    pub papers: BTreeMap<String, PaperKind>,
    /// Grounds of suspension and termination by id.
    pub grounds: BTreeMap<String, Ground>,
    /// What the law leaves open, and how it is read.
    pub readings: ReadingBook,
    /// Signatures of counsel 法制审核.
    pub reviews: Reviews,
}

/// Chinese and English label of something in the definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A track 轨道 beside the proceeding: a small machine of its own, such as a hearing or an appraisal.
///
/// One run of it in a case is a [`Matter`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Id.
    pub id: String,
    /// Label.
    pub label: Label,
    /// Whether several matters may be open on it at once.
    pub many: bool,
    /// Stages of the proceeding during which it may run.
    pub during: Vec<String>,
    /// Final stage that an open matter enters when the proceeding leaves those stages; none where it may run on.
    pub ends_in: Option<String>,
    /// Article.
    pub basis: String,
}

/// A stage 阶段 of the proceeding or of a side track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Id.
    pub id: String,
    /// Label.
    pub label: Label,
    /// The side track it belongs to; `None` is the proceeding.
    pub track: Option<String>,
    /// Whether the case is closed there, or the matter done.
    pub is_final: bool,
    /// Why no term need run there, if none need.
    pub untimed: Option<String>,
    /// What days do not count for the terms of the case while a matter stands there.
    pub pauses: Option<PauseKind>,
}

/// How the law marks a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A right of a party 权利.
    Right,
    /// A duty of an organ 义务.
    Duty,
    /// An organ's discretion 裁量.
    Discretion,
    /// An effect of law 法定效果.
    Effect,
    /// An administrative step of the office 管理, resting on no article.
    Policy,
}

/// Whose day the effective day of a move is; it decides what proof a past day needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOf {
    /// The organ's own act: a past day needs the signed original and a second person.
    Act,
    /// A fact of others: a past day needs its proof.
    Fact,
}

/// A move 步骤: one lawful transition for one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Id, unique.
    pub id: String,
    /// The command that makes it.
    pub command: CommandName,
    /// Label.
    pub label: Label,
    /// Mark.
    pub mark: Mark,
    /// Whose day the effective day is.
    pub day_of: DayOf,
    /// The side track it moves along; `None` is the proceeding.
    pub track: Option<String>,
    /// Stages of the proceeding during which a move of a side track can be made; empty for the proceeding's own.
    pub during: Vec<String>,
    /// Tracks on which no matter may be open.
    pub settled: Vec<String>,
    /// Stages it leaves from; empty for the opening of a case or of a matter.
    pub from: Vec<String>,
    /// Stage it leads to; `None` stays.
    pub to: Option<String>,
    /// Roles that may propose it.
    pub proposed_by: Vec<Role>,
    /// Roles that may decide it.
    pub decided_by: Vec<Role>,
    /// Moves of the same command before which it goes where both could be meant 优先于: they stand after it.
    pub before: Vec<String>,
    /// Conditions that choose this move among those of the command.
    pub when: Vec<Guard>,
    /// Conditions that refuse it.
    pub requires: Vec<Guard>,
    /// Periods that start on the effective day.
    pub starts: Vec<String>,
    /// Periods that start on the effective day, their last day being the one that the command fixes 指定期限.
    pub fixes: Vec<String>,
    /// Whether it takes back the outcome of a case, closed or not 重新办理: it alone may leave a final stage.
    pub reopens: bool,
    /// Periods whose open terms are met.
    pub meets: Vec<String>,
    /// Periods whose open terms are cancelled; `*` in the files is every open term that is not a window.
    pub cancels: Vec<String>,
    /// Kinds of paper issued.
    pub issues: Vec<String>,
    /// Article.
    pub basis: String,
    /// A few quoted words of the article.
    pub words: String,
    /// Where it comes from, if not from the text of the law.
    pub source: Option<Source>,
}

impl Move {
    /// Stages of the proceeding at which it can be made.
    #[must_use]
    pub fn stages(&self) -> &[String] {
        if self.track.is_some() {
            &self.during
        } else {
            &self.from
        }
    }
}

/// To whom a paper goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressees {
    /// The applicants.
    Applicants,
    /// The respondents.
    Respondents,
    /// The third parties.
    ThirdParties,
    /// Every party.
    All,
    /// Whom the matter concerns that the paper is issued in.
    Matter,
    /// Those of the paper that it corrects.
    Corrected,
    /// Nobody: it stays in the file.
    File,
}

impl Addressees {
    /// Whether a party is addressed by a paper issued in this matter, or in none.
    #[must_use]
    pub fn include(self, party: &Party, matter: Option<&Matter>) -> bool {
        match self {
            Self::Applicants => party.role == PartyRole::Applicant,
            Self::Respondents => party.role == PartyRole::Respondent,
            Self::ThirdParties => party.role == PartyRole::ThirdParty,
            Self::All => party.role != PartyRole::OtherOrgan,
            Self::Matter => matter.and_then(|matter| matter.party) == Some(party.no),
            // Said by the paper corrected, not by the part that a party plays.
            Self::Corrected | Self::File => false,
        }
    }
}

/// A kind of paper 文书种类.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperKind {
    /// Id.
    pub id: String,
    /// Label: the title of the paper.
    pub label: Label,
    /// To whom it goes.
    pub to: Addressees,
    /// Whether it has a number of its own, in a series of its own.
    pub numbered: bool,
    /// Whether the case may close only when it is served on every addressee.
    pub must_be_served: bool,
    /// Whether it is issued only where the case is no longer suspended after the move.
    pub unless_suspended: bool,
    /// Periods that start, for the party served, on the day of service.
    pub starts_on_service: Vec<ServiceStart>,
    /// Matters that open on the day of service.
    pub opens_on_service: Vec<MatterOpening>,
    /// Article.
    pub basis: String,
    /// Where it comes from, if not from the text of the law.
    pub source: Option<Source>,
}

/// A period that service of a paper starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceStart {
    /// The period.
    pub period: String,
    /// Parties for whom it starts.
    pub party: Vec<PartyRole>,
    /// Only where reconsideration must come before a suit (ARL 23, 34), or only where it need not.
    pub mandatory_first: Option<bool>,
    /// Only under this procedure (ARL 48, 54).
    pub procedure: Option<ProcedureKind>,
}

/// For what service of a paper opens a matter each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpensFor {
    /// Each item that orders the respondent served to make the act anew 责令重作.
    RedoOrdered,
    /// Each item that orders the respondent served to perform by a day 责令履行.
    PerformanceOrdered,
    /// What the mediation letter has the respondent served do by a day 调解书确定履行.
    Mediated,
    /// The respondent served, where it is a department of the organ's own government 本级人民政府工作部门.
    OwnDepartment,
    /// The paper, once it is served on every addressee 全部送达.
    Effective,
}

/// Matters that open when a paper is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterOpening {
    /// For what a matter is opened each.
    pub each: OpensFor,
    /// The track.
    pub track: String,
    /// The stage at which the matter opens.
    pub stage: String,
    /// The period that starts for it on the day of service, unless it has no number of days and nobody fixed its last.
    pub starts: Option<String>,
}

/// What a ground is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundOf {
    /// Suspension 中止.
    Suspension,
    /// Termination 终止.
    Termination,
}

/// What a ground of termination asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundCondition {
    /// Nothing beyond the reason given.
    None,
    /// Every applicant has withdrawn, and the institution permits it.
    Withdrawal,
    /// A suspension on a ground with the sixty-day wait, and the wait is over.
    SixtyDays,
}

/// What a ground of suspension waits for and therefore names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Awaited {
    /// The authority 有权机关 that is asked to interpret or confirm.
    Authority,
    /// The other case 其他案件, not yet decided.
    OtherCase,
}

/// A statutory ground 事由.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Id.
    pub id: String,
    /// Of suspension or of termination.
    pub of: GroundOf,
    /// Label.
    pub label: Label,
    /// Whether applicant and respondent must consent (suspension).
    pub needs_consent: bool,
    /// Period of the wait it starts (suspension on the first, second and fourth ground).
    pub starts: Option<String>,
    /// Period within which it is to end and the case to resume (suspension by consent).
    pub ends: Option<String>,
    /// What it waits for, to be named (suspension).
    pub awaits: Option<Awaited>,
    /// The track whose matters bring it about, where no decision of its own does (suspension).
    pub track: Option<String>,
    /// What it asks for (termination).
    pub condition: GroundCondition,
    /// Article.
    pub basis: String,
    /// Where it comes from, if not from the text of the law.
    pub source: Option<Source>,
}

impl Rulebook {
    /// Moves of a command, in the order of the files.
    pub fn moves_of(&self, command: CommandName) -> impl Iterator<Item = &Move> {
        self.by_command
            .get(&command)
            .into_iter()
            .flatten()
            .filter_map(|index| self.moves.get(*index))
    }

    /// Whether a matter stands at a stage that is not final.
    #[must_use]
    pub fn is_open(&self, matter: &Matter) -> bool {
        self.stages
            .get(&matter.stage)
            .is_some_and(|stage| !stage.is_final)
    }

    /// The ground of suspension that matters on a track bring about.
    #[must_use]
    pub fn ground_of(&self, track: &str) -> Option<&Ground> {
        let mut grounds = self.grounds.values();
        grounds.find(|ground| ground.track.as_deref() == Some(track))
    }

    /// The period with this id.
    #[must_use]
    pub fn period(&self, id: &str) -> Option<&Period> {
        self.periods.get(id)
    }
}
