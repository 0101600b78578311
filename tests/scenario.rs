//! Every scenario, on both databases: whole lives of cases through GraphQL with a set clock.

use std::collections::BTreeSet;
use std::path::PathBuf;

use store::audit::verify;
use tokio::task::JoinSet;
use workflow::guard::Guard;
use workflow::rulebook::Rulebook;

use crate::support::database::{Database, drop_database};
use crate::support::ground::Ground;
use crate::support::life;
use crate::support::walk::{Fired, walk};

/// Scenarios lived at the same time.
const AT_ONCE: usize = 4;

/// Every move of the definitions is made and every guard refuses at least once; the remainder is a committed file,
/// and empty.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_on_both_databases_then_every_move_fired_and_every_guard_refused() {
    let mut kinds = vec![false];
    if std::env::var_os("FUYI_TEST_PG_URL").is_some() {
        kinds.push(true);
    } else {
        assert!(Database::postgres().await.is_none());
    }
    // While one is being written: FUYI_SCENARIO=38 lives only those whose name begins so, and asks no more of them.
    let only = std::env::var("FUYI_SCENARIO").unwrap_or_default();
    for postgres in kinds {
        let fired = live_all(postgres, &only).await;
        if !only.is_empty() {
            continue;
        }
        let left = left(&fired);
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios/uncovered.txt");
        let committed = std::fs::read_to_string(path).unwrap();
        let committed: BTreeSet<String> = committed.lines().map(str::to_owned).collect();
        assert_eq!(
            left, committed,
            "what no scenario makes happen, against tests/scenarios/uncovered.txt"
        );
    }
}

async fn live_all(postgres: bool, only: &str) -> Fired {
    let mut running = JoinSet::new();
    let (mut fired, mut failures) = (Fired::default(), Vec::new());
    let mut collect = |result: Result<Fired, String>| match result {
        Ok(one) => fired.add(one),
        Err(failure) => failures.push(failure),
    };
    for life in life::all()
        .into_iter()
        .filter(|life| life.name.starts_with(only))
    {
        if running.len() >= AT_ONCE {
            collect(running.join_next().await.unwrap().unwrap());
        }
        running.spawn(async move {
            let database = if postgres {
                Database::postgres().await.unwrap()
            } else {
                Database::sqlite()
            };
            let name = database.name.clone();
            let first = life.step[0]
                .on
                .clone()
                .expect("the first step says its day");
            let ground = Ground::on(database, &first).await;
            let lived = walk(&ground, &life).await;
            let faults = verify(&ground.store).await.unwrap().faults;
            let whole = faults.is_empty().then_some(());
            let lived = lived.and_then(|fired| {
                whole
                    .map(|()| fired)
                    .ok_or_else(|| format!("{}: {faults:?}", life.name))
            });
            drop(ground);
            if postgres && lived.is_ok() {
                drop_database(&name).await;
            }
            lived
        });
    }
    while let Some(done) = running.join_next().await {
        collect(done.unwrap());
    }
    let kind = if postgres { "PostgreSQL" } else { "SQLite" };
    assert!(failures.is_empty(), "on {kind}:\n{}", failures.join("\n"));
    fired
}

/// Moves never made and guards that never refused.
fn left(fired: &Fired) -> BTreeSet<String> {
    let rulebook = Rulebook::embedded();
    let mut left = BTreeSet::new();
    for step in &rulebook.moves {
        if !fired.moves.contains(&step.id) {
            left.insert(format!("move {}", step.id));
        }
        for guard in &step.requires {
            if !has_refused(*guard, fired) {
                left.insert(format!("guard {}", guard.code()));
            }
        }
        let refused = fired.refusals.iter().any(|(command, stage, code)| {
            step.command.code() == command && step.stages().contains(stage) && code == "MATTER_OPEN"
        });
        if !step.settled.is_empty() && !refused {
            left.insert(format!("settled tracks of {}", step.id));
        }
    }
    left
}

/// Whether a refusal can only have come from this guard: its code, for a command that a move with it serves, at a
/// stage that this move leaves from.
fn has_refused(guard: Guard, fired: &Fired) -> bool {
    let codes = codes(guard);
    assert!(
        !codes.is_empty(),
        "say in `codes` how `{}` refuses",
        guard.code()
    );
    let rulebook = Rulebook::embedded();
    let moves = rulebook
        .moves
        .iter()
        .filter(|step| step.requires.contains(&guard));
    moves.into_iter().any(|step| {
        fired.refusals.iter().any(|(command, stage, code)| {
            step.command.code() == command
                && step.stages().contains(stage)
                && codes.contains(&code.as_str())
        })
    })
}

/// How each guard that can refuse refuses.
fn codes(guard: Guard) -> &'static [&'static str] {
    match guard {
        Guard::WithinReview | Guard::ProvedWithinReview => &["REVIEW_ENDED"],
        Guard::HasMaterial => &["NO_SUCH_THING", "MATERIAL_EXCISED"],
        Guard::ExcisionProposed => &["EXCISION_NOT_PROPOSED"],
        Guard::NoCorrectionBefore => &["SECOND_CORRECTION"],
        Guard::CorrectionInTime => &["CORRECTION_LATE"],
        Guard::NotSuspended | Guard::NoSuspensionDecided => &["SUSPENDED"],
        Guard::IsSuspended => &["NOT_SUSPENDED"],
        Guard::SuspensionGround => &["CONSENT_MISSING"],
        Guard::Prolongable => &["NOT_PROLONGABLE"],
        Guard::SettlementParties | Guard::WithdrawalCause => &["BAD_FIELD"],
        Guard::WithdrawalPending => &["NO_WITHDRAWAL", "WITHDRAWAL_PERMITTED"],
        Guard::MediationConsents => &["CONSENT_MISSING"],
        Guard::SignsMediation | Guard::MediationResiled => &["BAD_FIELD"],
        Guard::MediationSigned => &["MEDIATION_UNSIGNED"],
        Guard::NotSuspendedOtherwise => &["SUSPENDED"],
        Guard::JudgmentFits => &["JUDGMENT_DOES_NOT_FIT"],
        Guard::ReturnTimed => &["MISSING_FIELD", "BAD_FIELD"],
        Guard::AcceptanceDenied => &["NOTHING_TO_ACCEPT"],
        Guard::NoCourtFirst => &["COURT_FIRST"],
        Guard::SuitDays => &["BAD_FIELD"],
        Guard::TerminationGround => &["NO_WITHDRAWAL", "SIXTY_DAYS_NOT_OVER"],
        Guard::TwoOfficers => &["TWO_OFFICERS"],
        Guard::ViewsSettled => &["VIEWS_NOT_HEARD"],
        Guard::NoLapsePending => &["LAPSE_UNVERIFIED"],
        Guard::NoRequestPending => &["REQUEST_PENDING"],
        Guard::FirstExtension => &["EXTENDED_ALREADY", "DECIDE_TERM_ENDED"],
        Guard::ExtensionWithinLimit => &["EXTENSION_TOO_LONG"],
        Guard::CorrectionRuns => &["NOT_EXTENDABLE"],
        Guard::ReplyOwed => &["NO_REPLY_OWED"],
        Guard::ItemsLawful => &["ITEMS_UNLAWFUL"],
        Guard::ServiceOpen => &["ALREADY_SERVED", "NOT_AN_ADDRESSEE", "NOTICE_NOT_OVER"],
        Guard::SlipOnly => &["SLIP_TOO_FAR"],
        Guard::DispatchOpen => &["ALREADY_SENT", "ALREADY_SERVED"],
        Guard::MailOut => &["NOTHING_POSTED"],
        Guard::ServiceUnrelied => &["SERVICE_RELIED_ON"],
        Guard::NothingIssued => &["ISSUED_ALREADY"],
        Guard::StandsElsewhere => &["MISSING_FIELD", "BAD_FIELD", "NOT_A_DUPLICATE"],
        Guard::NoCorrection => &["MISSING_FIELD", "ANSWERS_CORRECTION"],
        Guard::ReportDue => &["NOTHING_TO_REPORT"],
        Guard::Joinable => &["NOT_JOINABLE", "CONSENT_MISSING"],
        Guard::IsJoined => &["NOT_JOINED"],
        Guard::OneHearing => &["HEARD_ELSEWHERE"],
        Guard::NobodyRecusedBeside => &["RECUSED_BESIDE"],
        Guard::AllServed => &["NOT_SERVED"],
        Guard::TermOver => &["TERM_NOT_OVER"],
        Guard::LapsePending => &["NO_LAPSE"],
        Guard::ByApplicant => &["BAD_FIELD"],
        Guard::DeemedUnrelied => &["LAPSE_RELIED_ON"],
        Guard::HandoverNote => &["MISSING_FIELD"],
        Guard::Admissible => &["NOT_OF_OFFICE"],
        Guard::IsAdmitted => &["BAD_FIELD"],
        Guard::Recusable => &["NOT_OF_OFFICE"],
        Guard::RecusalOfAnother => &["OWN_RECUSAL"],
        Guard::RecusalsDecided => &["RECUSAL_UNDECIDED"],
        Guard::SignerStands => &["SIGNER_RECUSED"],
        Guard::RecusalAsked => &["NO_SUCH_THING"],
        Guard::OfficersEligible => &["SAME_OFFICER", "NOT_AN_OFFICER"],
        Guard::RequestOpen => &["NO_SUCH_THING"],
        Guard::PostingProved => &["PROOF_MISSING"],
        Guard::PostedInTime => &["CORRECTION_LATE"],
        Guard::AcceptanceNotified => &["ACCEPTANCE_NOT_NOTIFIED"],
        Guard::SignatureOfHeads => &["WRONG_ROLE"],
        Guard::PerformDaysAhead => &["ITEMS_UNLAWFUL"],
        Guard::StayGround => &["BAD_FIELD"],
        Guard::SimplifiedFits => &["SIMPLIFIED_UNFIT", "CONSENT_MISSING"],
        Guard::ProcedureOpen => &["PROCEDURE_SETTLED"],
        Guard::IsSimplified => &["NOT_SIMPLIFIED"],
        Guard::NotSimplified => &["SIMPLIFIED_NO_EXTENSION"],
        Guard::NamesRespondent | Guard::NewRespondent | Guard::NamesPrivateParty => &["BAD_FIELD"],
        Guard::AgentsFit => &["TOO_MANY_AGENTS"],
        Guard::ServiceSound => &["MISSING_FIELD", "NO_ELECTRONIC_CONSENT"],
        Guard::NamesPresentParty => &["PARTY_LEFT"],
        Guard::NameIsKept => &["NO_SUCH_THING"],
        Guard::RepresentativesFit => &["REPRESENTATIVES_UNFIT"],
        Guard::RepresentativesSettled => &["REPRESENTATIVES_MISSING"],
        Guard::ConversionInTime => &["CONVERSION_LATE"],
        Guard::ConsentsStand => &["SIMPLIFIED_CONSENT_MISSING"],
        Guard::HearingDayAhead => &["HEARING_TOO_SOON"],
        Guard::HearingNoticeInTime => &["HEARING_NOTICE_SHORT"],
        Guard::HearingPanel => &["HEARING_PANEL"],
        Guard::RollCall => &["ROLL_CALL"],
        Guard::HearingNotMandatory => &["HEARING_MANDATORY"],
        Guard::TwoInvestigators => &["INVESTIGATORS"],
        Guard::EvidenceOfParty => &["BAD_FIELD"],
        Guard::EvidenceOpen => &["EVIDENCE_CLOSED"],
        Guard::NewlyRaised => &["NOTHING_NEWLY_RAISED"],
        Guard::HearingSettled => &["HEARING_NOT_HELD"],
        Guard::DutyOverdue | Guard::DecisionOverdue => &["TERM_NOT_OVER"],
        Guard::ConcernsRespondent | Guard::LetterServed | Guard::Anonymised => &["BAD_FIELD"],
        Guard::EnforcementLawful => &["BAD_FIELD", "TERM_NOT_OVER"],
        Guard::UrgingOver => &["BAD_FIELD", "TERM_NOT_OVER"],
        Guard::NormNoRule => &["BAD_FIELD"],
        Guard::NormRequestTimely => &["MISSING_FIELD"],
        Guard::NormMakerHeard => &["NORM_MAKER_NOT_HEARD"],
        Guard::CaseClassed => &["NOT_CLASSED"],
        Guard::ConsultationSatisfied => &["CONSULTATION_MISSING"],
        Guard::CutOffOver => &["TERM_NOT_OVER"],
        _ => &[],
    }
}
