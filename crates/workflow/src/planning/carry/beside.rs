//! What the commands beside the course to the decision carry: those of the people of the case and of its side tracks.

use super::{
    Carried, committee, delivery, evidence, examination, hearing, intervention, joining, letters,
    material, mediation, norm, participation, people, performance, protection, registration,
    reopen,
};
use crate::command::ReconsiderationCommand as C;
use crate::file::PartyRole;
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::planning::guards::people::present;
use crate::refusal::{Refusal, RefusalCode};

/// Where it is said what a command carries, and which of its texts cannot be blank.
enum Room {
    /// The course from receipt to closing: `carry.rs` itself.
    Proceeding,
    Intervention,
    People,
    Participation,
    Protection,
    Courts,
    Stay,
    Committee,
    Delivery,
    Hearing,
    Examination,
    Evidence,
    Mediation,
    Norm,
    Performance,
    Joining,
    Letters,
    Registration,
    Materials,
}

/// Gives each command its room; one without does not compile.
macro_rules! rooms {
    ($command:ident, $($room:ident: $($name:ident)+;)+) => {
        match $command {
            $($(C::$name(_))|+ => Room::$room,)+
        }
    };
}

fn room(command: &C) -> Room {
    rooms! { command,
        Proceeding: Assign RequestCorrection ExtendCorrection ReceiveCorrection Accept RefuseAcceptance SendCopy
            RecordReply HearViews WaiveViews Suspend ProlongSuspension Resume Extend Withdraw RecordSettlement
            PermitWithdrawal RefuseWithdrawal Terminate SubmitDraft ReturnDraft SignDecision IssueDecision
            RecordService ConfirmLapse SetAsideLapse SettleRequest Close ConvertToOrdinary SealMediation
            AskToSplit RecordLapse;
        Intervention: NoteIntervention EndIntervention Receive;
        People: AdviseRespondent ChangeRespondent JoinThirdParty SucceedParty AppointAgents ChooseRepresentatives
            ConfirmAddress;
        Participation: Admit EndAdmission AskRecusal Recuse RefuseRecusal;
        Protection: RecordIdentity ProtectPerson EndProtection;
        Courts: ReturnFromCourt OrderAcceptance OrderResumption RecordTakeOver TransferClue RecordCourtAcceptance;
        Stay: RequestStay OrderStay RefuseStay LiftStay;
        Committee: Classify RequestConsultation RecordConsultation WeighConsultation CloseConsultation;
        Delivery: CorrectSlip RecordDispatch RecordReturnedMail;
        Hearing: RequestHearing RefuseHearing SetHearing ChangeHearing CancelHearing HoldHearing;
        Examination: CommissionAppraisal RecordPartyAppraisal ReceiveAppraisal BeginInspection RecordInspection
            AbandonExamination CallForEvidence RecordInvestigation;
        Evidence: HandInEvidence AskSupplement AllowSupplement RefuseSupplement RequestFileAccess AllowFileAccess
            RefuseFileAccess RecordFileAccess;
        Mediation: OpenMediation RecordMediationSession AgreeMediation SignMediation EndMediation;
        Norm: OpenNormReview NotifyNormMaker RecordNormReply HearNormMaker ConcludeNormReview TransferNorm
            RecordNormOpinion DiscontinueNormReview;
        Performance: RecordPerformance OrderPerformance InterviewRespondent CriticiseRespondent EndPerformance
            UrgePerformance ApplyEnforcement;
        Joining: JoinCases LeaveJoined;
        Letters: CopyToSuperior DraftLetter SignLetter IssueLetter DropLetter RecordLetterReport JudgeLetter
            PublishDecision WithholdPublication FileMajorDecision RecordVisit;
        Registration: VoidRegistration FileSupplement RecordReporting;
        Materials: FileMaterial CorrectMaterial ProposeExcision DecideExcision;
    }
}

/// Carries a command of the people of the case or of a side track.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match room(command) {
        Room::Proceeding | Room::Courts => Ok(()),
        Room::Intervention => intervention::carry(ask, making, command),
        Room::People => people::carry(ask, making, command),
        Room::Participation => participation::carry(ask, making, command),
        Room::Protection => protection::carry(ask, making, command),
        Room::Stay => stay(ask, making, command),
        Room::Committee => committee::carry(ask, making, command),
        Room::Delivery => delivery::carry(ask, making, command),
        Room::Hearing => hearing::carry(ask, making, command),
        Room::Examination => examination::carry(ask, making, command),
        Room::Evidence => evidence::carry(ask, making, command),
        Room::Mediation => mediation::carry(ask, making, command),
        Room::Norm => norm::carry(ask, making, command),
        Room::Performance => performance::carry(ask, making, command),
        Room::Joining => joining::carry(ask, making, command),
        Room::Letters => letters::carry(ask, making, command),
        Room::Registration => {
            registration::carry(ask, making, command);
            Ok(())
        }
        Room::Materials => material::carry(ask, making, command),
    }
}

/// Texts that a command outside the proceeding cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match room(command) {
        Room::Proceeding => Vec::new(),
        Room::Intervention => intervention::texts(command),
        Room::People => people::texts(command),
        Room::Participation => participation::texts(command),
        Room::Protection => protection::texts(command),
        Room::Courts => reopen::texts(command),
        Room::Stay => stay_texts(command),
        Room::Committee => committee::texts(command),
        Room::Delivery => delivery::texts(command),
        Room::Hearing => hearing::texts(command),
        Room::Examination => examination::texts(command),
        Room::Evidence => evidence::texts(command),
        Room::Mediation => mediation::texts(command),
        Room::Norm => norm::texts(command),
        Room::Performance => performance::texts(command),
        Room::Joining => joining::texts(command),
        Room::Letters => letters::texts(command),
        Room::Registration => registration::texts(command),
        Room::Materials => material::texts(command),
    }
}

/// The stay of execution.
///
/// # Law
///
/// ARL 42.
fn stay(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::RequestStay(request) => {
            let roles = [PartyRole::Applicant, PartyRole::ThirdParty];
            concerns(ask, making, request.party, &roles)?;
            making.say(&request.reason);
        }
        C::OrderStay(order) => making.say(&order.reason),
        C::RefuseStay(refuse) => making.say(&refuse.reason),
        C::LiftStay(lift) => making.say(&lift.reason),
        _ => {}
    }
    Ok(())
}

fn stay_texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::RequestStay(c) => vec![("reason", &c.reason)],
        C::OrderStay(c) => vec![("reason", &c.reason)],
        C::RefuseStay(c) => vec![("reason", &c.reason)],
        C::LiftStay(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

/// The matter concerns a party with one of these roles.
pub(super) fn concerns(
    ask: &Ask<'_>,
    making: &mut Making,
    no: PartyNo,
    roles: &[PartyRole],
) -> Carried {
    let party = present(ask, no)?;
    if !roles.contains(&party.role) {
        let expected: Vec<&str> = roles.iter().map(|role| role.label().0).collect();
        return Err(Refusal::new(RefusalCode::BadField)
            .with("field", "party")
            .with("value", no)
            .with("expected", expected.join("、")));
    }
    if let Some(matter) = &mut making.matter {
        matter.party = Some(no);
    }
    Ok(())
}
