//! Worlds 遍历范围: which parties there are and what is asked, so that each can be explored whole.
//!
//! Every world lives the whole proceeding from receipt to closing, and asks beside it for one thing: the courts, the
//! simplified procedure, the people, or one track. Tracks know of each other only through what the proceeding
//! declares (a suspension, a term that is paused, a track that a move waits for), so two tracks are not multiplied;
//! the lives made of chance in the tests mix them all.

use chrono::NaiveDate;

use crate::actor::Role;
use crate::command::{
    CaseClass, CommandName as N, DecisionKind as K, OpeningSubmission, ReconsiderationCommand as C,
    ServiceMethod,
};
use crate::file::CaseFile;
use crate::rulebook::{Rulebook, Track};

use super::cast::user;
use super::class::{name, unserved};
use super::ways::{Way, World as Company, openings};

/// A world to explore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct World {
    /// Id: `proceeding`, or that of what is asked beside it.
    pub id: String,
    /// Chinese and English name.
    pub label: (String, String),
    commands: Vec<N>,
    company: Company,
    /// Whether every way of a command is asked, and every way to open a case.
    every: bool,
    /// Whether every ground of suspension is asked.
    grounds: bool,
    simplified: bool,
    kinds: &'static [K],
    classes: &'static [CaseClass],
    track: Option<String>,
    own_department: bool,
}

/// What the proceeding lives on in every world.
const SPINE: &[N] = &[
    N::Assign,
    N::Accept,
    N::SendCopy,
    N::RecordReply,
    N::ConfirmLapse,
    N::WaiveViews,
    N::Terminate,
    N::SubmitDraft,
    N::ReturnDraft,
    N::SignDecision,
    N::IssueDecision,
    N::RecordService,
    N::Close,
];

/// From receipt to acceptance, with what comes before it.
const RECEIPT: &[N] = &[
    N::RequestCorrection,
    N::ExtendCorrection,
    N::ReceiveCorrection,
    N::RefuseAcceptance,
    N::SetAsideLapse,
    N::Withdraw,
    N::PermitWithdrawal,
    N::CopyToSuperior,
];

/// From acceptance to the decision.
const TRIAL: &[N] = &[
    N::SetAsideLapse,
    N::HearViews,
    N::Extend,
    N::RefuseAcceptance,
];

/// Every suspension.
const SUSPENSION: &[N] = &[N::Suspend, N::Resume, N::ProlongSuspension, N::Extend];

/// Every withdrawal.
const WITHDRAWAL: &[N] = &[
    N::Suspend,
    N::Resume,
    N::Withdraw,
    N::RecordSettlement,
    N::PermitWithdrawal,
    N::RefuseWithdrawal,
];

/// What courts do, and superior organs about an acceptance.
const COURTS: &[N] = &[N::RefuseAcceptance, N::ReturnFromCourt, N::OrderAcceptance];

/// What superior organs do besides, and suits elsewhere.
const SUPERIORS: &[N] = &[
    N::Suspend,
    N::Resume,
    N::OrderResumption,
    N::RecordTakeOver,
    N::TransferClue,
    N::RecordCourtAcceptance,
];

/// Who is let in while the committee is consulted, and withdraws.
const ADVISERS: &[N] = &[N::Classify, N::RequestConsultation, N::Admit, N::Recuse];

/// Who is let in, and who is recused.
const PARTICIPATION: &[N] = &[
    N::Admit,
    N::EndAdmission,
    N::AskRecusal,
    N::Recuse,
    N::RefuseRecusal,
];

/// What changes the people of a case.
const PEOPLE: &[N] = &[
    N::AskToSplit,
    N::AdviseRespondent,
    N::ChangeRespondent,
    N::JoinThirdParty,
    N::SucceedParty,
    N::AppointAgents,
    N::ConfirmAddress,
    N::RecordIdentity,
    N::ProtectPerson,
    N::EndProtection,
];

/// The weekly acts of an office; a refusal is a paper that the head of the institution signs, and a notice to correct may
/// come back.
const WEEKLY: &[N] = &[
    N::RequestCorrection,
    N::RefuseAcceptance,
    N::CorrectSlip,
    N::RecordDispatch,
    N::RecordReturnedMail,
    N::VoidRegistration,
    N::FileSupplement,
    N::RecordReporting,
];

const ONE: &[K] = &[K::Maintain];
const TWO: &[K] = &[K::Maintain, K::RejectApplication];
const ORDERS: &[K] = &[K::Maintain, K::Change, K::Revoke, K::Perform];

fn world(id: &str, (zh, en): (&str, &str), more: &[N]) -> World {
    World {
        id: id.to_owned(),
        label: (zh.to_owned(), en.to_owned()),
        commands: SPINE.iter().chain(more).copied().collect(),
        company: Company::Small,
        every: false,
        grounds: false,
        simplified: false,
        kinds: ONE,
        classes: &[],
        track: None,
        own_department: false,
    }
}

/// Every world of the definitions: those of the proceeding, and one for each track.
#[must_use]
pub fn worlds(book: &Rulebook) -> Vec<World> {
    let mut all = proceeding();
    all.extend(book.tracks.values().map(|track| beside(book, track)));
    all
}

/// The world of a track: the case is accepted within the review; it is suspended where the track pauses its terms.
fn beside(book: &Rulebook, track: &Track) -> World {
    let moves = book.moves.iter();
    let own = moves.filter(|step| step.track.as_deref() == Some(&track.id));
    let mut more: Vec<N> = own.map(|step| step.command).collect();
    let mut stages = book.stages.values();
    let pauses =
        stages.any(|stage| stage.track.as_deref() == Some(&track.id) && stage.pauses.is_some());
    let own_department = track.id == "superior_copy";
    let (mut kinds, mut classes): (&[K], &[CaseClass]) = (ONE, &[]);
    match track.id.as_str() {
        "hearing" => classes = &[CaseClass::MajorDifficultComplex],
        "consultation" => {
            classes = &[CaseClass::Professional, CaseClass::MajorDifficultComplex];
        }
        "performance" | "enforcement" => kinds = ORDERS,
        _ => {}
    }
    more.extend((!classes.is_empty()).then_some(N::Classify));
    // What comes after the decision ends with it where a court annuls it.
    let after = track
        .during
        .iter()
        .all(|stage| ["concluded", "closed"].contains(&stage.as_str()));
    more.extend((after || own_department).then_some(N::ReturnFromCourt));
    // What the letter has the respondent do is performed before the case is closed.
    more.extend(
        (track.id == "mediation")
            .then_some([N::SealMediation, N::RecordPerformance])
            .into_iter()
            .flatten(),
    );
    more.extend(
        pauses
            .then_some([N::Suspend, N::Resume])
            .into_iter()
            .flatten(),
    );
    World {
        kinds,
        classes,
        track: Some(track.id.clone()),
        own_department,
        ..world(&track.id, (&track.label.zh, &track.label.en), &more)
    }
}

fn proceeding() -> Vec<World> {
    vec![
        World {
            every: true,
            ..world("receipt", ("收件与受理", "receipt and acceptance"), RECEIPT)
        },
        World {
            kinds: TWO,
            ..world(
                "trial",
                ("审理与决定", "hearing of the case and decision"),
                TRIAL,
            )
        },
        World {
            grounds: true,
            ..world(
                "suspension",
                ("中止与恢复", "suspension and resumption"),
                SUSPENSION,
            )
        },
        world(
            "withdrawal",
            ("撤回与和解", "withdrawal and settlement"),
            WITHDRAWAL,
        ),
        World {
            company: Company::Wide,
            ..world(
                "parties",
                ("多名当事人", "several parties"),
                &[N::Withdraw, N::PermitWithdrawal],
            )
        },
        World {
            simplified: true,
            ..world(
                "simplified",
                ("简易程序", "the simplified procedure"),
                &[N::ConvertToOrdinary, N::Extend, N::JoinThirdParty],
            )
        },
        World {
            kinds: TWO,
            ..world(
                "courts",
                ("法院与责令受理", "courts and orders to accept"),
                COURTS,
            )
        },
        world(
            "superiors",
            ("上级机关与另案诉讼", "superior organs and other suits"),
            SUPERIORS,
        ),
        world("people", ("参加人", "people"), PEOPLE),
        world(
            "office",
            ("日常办案事项", "the weekly acts of an office"),
            WEEKLY,
        ),
        world(
            "participation",
            ("准予参与与回避", "people let in and recused"),
            PARTICIPATION,
        ),
        World {
            classes: &[CaseClass::Professional],
            ..world(
                "advisers",
                (
                    "咨询期间的委员",
                    "members of the committee that is consulted",
                ),
                ADVISERS,
            )
        },
        world(
            "materials",
            ("案卷材料", "materials of the file"),
            &[
                N::FileMaterial,
                N::CorrectMaterial,
                N::ProposeExcision,
                N::DecideExcision,
            ],
        ),
        world(
            "joined",
            ("合并审理", "cases heard together"),
            &[N::JoinCases, N::LeaveJoined],
        ),
        World {
            company: Company::Reported,
            ..world(
                "intervention",
                ("案前介入", "early intervention"),
                &[N::Receive, N::NoteIntervention, N::EndIntervention],
            )
        },
        World {
            company: Company::Many,
            ..world(
                "many",
                ("多名申请人", "many applicants"),
                &[N::ChooseRepresentatives, N::HearViews],
            )
        },
    ]
}

impl World {
    /// The commands that are asked.
    pub(super) fn commands(&self) -> impl Iterator<Item = N> + '_ {
        self.commands.iter().copied()
    }

    /// Whether everything is asked that moves a matter on a track.
    pub(super) fn asks_all_of(&self, book: &Rulebook, track: &str) -> bool {
        let mut moves = book.moves.iter();
        moves.all(|step| {
            step.track.as_deref() != Some(track) || self.commands.contains(&step.command)
        })
    }

    /// Whether the day goes by on which the review for acceptance ends.
    pub(super) fn waits(&self, file: &CaseFile) -> bool {
        self.track.is_none() || file.facts.acceptance.is_some()
    }

    /// Whether a matter that a move opens is followed: one on the track that is asked about, or where no track is.
    pub(super) fn follows(&self, track: &str) -> bool {
        self.track.as_deref().is_none_or(|own| own == track)
    }

    /// How a case opens on a day.
    pub(super) fn openings(&self, on: NaiveDate) -> Vec<OpeningSubmission> {
        let all = openings(self.company, on).into_iter();
        let (first, many) = match self.every || self.company == Company::Reported {
            true => (0, usize::MAX),
            false => (usize::from(self.own_department), 1),
        };
        all.skip(first).take(many).collect()
    }

    /// Whether what could be asked belongs to this world.
    ///
    /// Only the world of the proceeding asks for everything that its commands may say; in the others the case is
    /// assigned to two officers, suspended on one ground, terminated on one, and each paper served by hand, or by post
    /// where it may come back, that day, on one party after the other.
    pub(super) fn admits(&self, file: &CaseFile, way: &Way) -> bool {
        let comes_back = self.commands.contains(&N::RecordReturnedMail);
        match &way.command {
            C::Accept(accept) => accept.simplified.is_none() || self.simplified,
            C::Suspend(_) if self.every => false,
            C::SubmitDraft(draft) => draft
                .items
                .iter()
                .all(|item| self.kinds.contains(&item.kind)),
            C::Assign(_) if file.closed_on.is_some() && self.every => false,
            // By post where it may come back.
            C::RecordService(service) if service.method == ServiceMethod::Post && !comes_back => {
                false
            }
            _ if self.every => true,
            C::Classify(classify) => classify
                .grounds
                .iter()
                .all(|class| self.classes.contains(class)),
            C::Assign(assign) => {
                let wanted = file.officer.is_none() || file.co_officer.is_none();
                wanted && assign.co_officer.is_some()
            }
            // The head of the organ also after the signature.
            C::Recuse(recuse) => {
                let signer = recuse.user == user(Role::OrganHead).0;
                file.stage == "in_trial" || signer && file.stage == "signed"
            }
            C::Admit(_) | C::EndAdmission(_) | C::AskRecusal(_) => file.stage == "in_trial",
            C::Suspend(suspend) => self.grounds || suspend.reference.is_some(),
            C::ReturnFromCourt(_) => self.track.is_none() || file.facts.judgments.is_empty(),
            C::WaiveViews(_) => self.track.is_none() || file.stage == "in_trial",
            C::SucceedParty(_) | C::ChangeRespondent(_) => {
                file.parties.iter().all(|party| party.left_on.is_none())
            }
            C::RecordService(service) => {
                let paper = file.paper(service.paper);
                let next = paper.and_then(|paper| unserved(paper).min_by_key(|no| name(file, *no)));
                service.method != ServiceMethod::PublicNotice
                    && way.effective_on.is_none()
                    && next == Some(service.party)
            }
            _ => true,
        }
    }
}
