//! A lawful walk 随机办案: every command that could be meant at a case, each with a payload that could stand.
//!
//! Only the rules say which of them are allowed; this only sees to it that nothing fails for want of words.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rand::Rng;
use rand::rngs::StdRng;
use workflow::actor::{Actor, Person, Role};
use workflow::command::{
    AgencyInput, Assign, Channel, Close, CommandName, ConfirmLapse, DecisionKind, DisputedActInput,
    EndIntervention, ExtendCorrection, HearViews, InterventionResult, IssueDecision,
    NoteIntervention, PermitWithdrawal, PersonInput, ReceiptForm, Receive, ReceiveCorrection,
    ReconsiderationCommand as C, RecordReply, RecordService, RefusalGround, RequestCorrection,
    Resume, ReturnDraft, SendCopy, ServiceMethod, SetAsideLapse, SettleRequest, SignDecision,
    SigningBasis, Submission, SubmitDraft, Suspend, Terminate, ViewsMode, WaiveViews,
    WithdrawalCause,
};
use workflow::file::{CaseFile, PartyRole, TermState};
use workflow::scalar::{Date, Instant, shanghai_instant};

use crate::Office;
use crate::plots::{accepting, extending, refusing, withdrawing};
use crate::resolve::{copy, item, parties, performance};
use crate::story::today;
use crate::stream::lapse_of;

/// Commands that end a case, or leave it where it is however often they are given.
const RARE: [CommandName; 11] = [
    CommandName::NoteIntervention,
    CommandName::EndIntervention,
    CommandName::Terminate,
    CommandName::Withdraw,
    CommandName::PermitWithdrawal,
    CommandName::RefuseAcceptance,
    CommandName::Assign,
    CommandName::HearViews,
    CommandName::WaiveViews,
    CommandName::ReturnDraft,
    CommandName::ExtendCorrection,
];

/// Every command that somebody of the office might give, lawful or not.
pub(crate) fn candidates(
    file: &CaseFile,
    office: &Office,
    on: NaiveDate,
) -> Vec<(Actor, Submission)> {
    let people = staff(file, office);
    let mut found: Vec<(Actor, Submission)> = commands(file, office, on)
        .into_iter()
        .flat_map(|command| {
            people
                .iter()
                .map(move |person| (Actor::Person((*person).clone()), today(command.clone())))
        })
        .collect();
    let running = file
        .terms
        .iter()
        .filter(|term| term.state == TermState::Running);
    found.extend(
        running
            .filter(|term| term.due < on)
            .map(|term| lapse_of(term.no)),
    );
    found
}

/// The candidates in an order of chance: each command as likely as another, whatever the number of its payloads,
/// except that those which end a case, or change little, mostly come last.
pub(crate) fn shuffled(
    candidates: Vec<(Actor, Submission)>,
    chance: &mut StdRng,
) -> Vec<(Actor, Submission)> {
    let mut turns: BTreeMap<CommandName, (bool, u32)> = BTreeMap::new();
    let mut keyed: Vec<_> = candidates
        .into_iter()
        .map(|candidate| {
            let name = candidate.1.command.name();
            let turn = *turns.entry(name).or_insert_with(|| {
                let last = RARE.contains(&name) && chance.random_range(0..10) > 0;
                (last, chance.random())
            });
            (turn, chance.random::<u32>(), candidate)
        })
        .collect();
    keyed.sort_by_key(|(turn, nth, _)| (*turn, *nth));
    keyed.into_iter().map(|(.., candidate)| candidate).collect()
}

/// Those who may have something to do with the case.
fn staff<'a>(file: &CaseFile, office: &'a Office) -> Vec<&'a Person> {
    let heads = [Role::Registrar, Role::InstitutionHead, Role::OrganHead];
    let mut people: Vec<&Person> = heads
        .into_iter()
        .filter_map(|role| office.who(role))
        .collect();
    let officers = [file.officer, file.co_officer];
    people.extend(
        officers
            .into_iter()
            .flatten()
            .filter_map(|user| office.person(user)),
    );
    let agencies = file
        .parties_with(PartyRole::Respondent)
        .filter_map(|party| party.organ);
    people.extend(agencies.filter_map(|agency| office.clerk_of(agency)));
    people
}

fn text() -> String {
    "依法办理。".to_owned()
}

fn commands(file: &CaseFile, office: &Office, on: NaiveDate) -> Vec<C> {
    let mut all = before_trial(file, office);
    all.extend(before_the_application(file, on));
    all.extend(in_trial(file));
    all.extend(towards_the_decision(on));
    all.extend(of_terms_and_requests(file));
    all.extend(services(file));
    all.extend(performance(file));
    all.extend(copy(file));
    all
}

/// While nobody has applied: a record, the end, and the application of everybody who was noted.
fn before_the_application(file: &CaseFile, on: NaiveDate) -> Vec<C> {
    if file.facts.receipt.is_some() {
        return Vec::new();
    }
    let people = file.parties_with(PartyRole::Applicant);
    let agencies = file.parties_with(PartyRole::Respondent);
    let act = &file.facts.disputed_act;
    vec![
        C::NoteIntervention(NoteIntervention {
            parties: parties(file, PartyRole::Applicant),
            mode: ViewsMode::Telephone,
            record: text(),
        }),
        C::EndIntervention(EndIntervention {
            result: InterventionResult::OtherWay,
            reason: text(),
        }),
        C::Receive(Receive {
            received_at: Instant::new(shanghai_instant(on, 8, 30)),
            filed_on: None,
            form: ReceiptForm::Written,
            channel: Channel::Counter,
            forwarded: None,
            split_from: None,
            oral_record_signed: None,
            applicants: people
                .map(|party| PersonInput {
                    name: party.name.clone(),
                    address: party.address.clone(),
                    phone: party.phone.clone(),
                })
                .collect(),
            respondents: agencies
                .filter_map(|party| {
                    Some(AgencyInput {
                        organ: party.organ?.0,
                        name: party.name.clone(),
                        own_department: true,
                    })
                })
                .collect(),
            third_parties: Vec::new(),
            disputed_act: DisputedActInput {
                title: act.title.clone(),
                document_number: act.document_number.clone(),
                made_on: act.made_on.map(Date),
                known_on: act.known_on.map(Date),
            },
            requests: vec![text()],
            mandatory_first: false,
        }),
    ]
}

fn before_trial(file: &CaseFile, office: &Office) -> Vec<C> {
    let mut all: Vec<C> = office
        .holding(Role::Officer)
        .filter_map(|officer| {
            let second = office.who(Role::CoOfficer)?;
            Some(C::Assign(Assign {
                officer: officer.user.0,
                co_officer: Some(second.user.0),
                handover_note: file.officer.map(|_| text()),
            }))
        })
        .collect();
    all.extend([
        C::RequestCorrection(RequestCorrection {
            items: vec![text()],
        }),
        C::ExtendCorrection(ExtendCorrection {
            days: 3,
            reason: text(),
        }),
        C::ReceiveCorrection(ReceiveCorrection {
            posted_on: None,
            note: text(),
        }),
        accepting("符合受理条件。"),
        refusing(RefusalGround::OutOfTime),
        C::SendCopy(SendCopy { note: text() }),
    ]);
    all
}

fn in_trial(file: &CaseFile) -> Vec<C> {
    let applicants = parties(file, PartyRole::Applicant);
    let mut all: Vec<C> = parties(file, PartyRole::Respondent)
        .into_iter()
        .map(|party| {
            C::RecordReply(RecordReply {
                party,
                posted_on: None,
                evidence_count: 3,
            })
        })
        .collect();
    all.extend(applicants.iter().map(|party| withdrawing(*party)));
    all.extend([
        C::HearViews(HearViews {
            parties: applicants,
            mode: ViewsMode::Telephone,
            record: text(),
            mediation_willing: None,
        }),
        C::WaiveViews(WaiveViews { reason: text() }),
        extending(30),
        C::Resume(Resume { reason: text() }),
        C::PermitWithdrawal(PermitWithdrawal {
            cause: WithdrawalCause::RespondentCorrected,
            reason: text(),
        }),
    ]);
    let everybody: Vec<u32> = file.parties.iter().map(|party| party.no).collect();
    let suspensions = ["applicant_died", "force_majeure", "settlement_by_consent"];
    all.extend(suspensions.map(|ground| {
        C::Suspend(Suspend {
            ground: ground.to_owned(),
            reason: text(),
            consents: everybody.clone(),
            reference: None,
            until: None,
        })
    }));
    let terminations = ["withdrawn", "sixty_days_suspended", "no_successor"];
    all.extend(terminations.map(|ground| {
        C::Terminate(Terminate {
            ground: ground.to_owned(),
            reason: text(),
        })
    }));
    all
}

fn towards_the_decision(on: NaiveDate) -> Vec<C> {
    let mut all: Vec<C> = DecisionKind::ALL
        .iter()
        .filter(|kind| !kind.is_rider())
        .map(|kind| {
            C::SubmitDraft(SubmitDraft {
                items: vec![item(*kind, "申请人请求复议的行政行为", false, on)],
                findings: text(),
                reasons: text(),
                third_party_evidence: None,
                deliberation: None,
            })
        })
        .collect();
    all.extend([
        C::ReturnDraft(ReturnDraft { reason: text() }),
        C::SignDecision(SignDecision {
            basis: SigningBasis::HeadConsent,
            minutes: None,
        }),
        C::IssueDecision(IssueDecision {
            seal_register: "印0001".to_owned(),
        }),
        C::Close(Close { note: text() }),
    ]);
    all
}

fn of_terms_and_requests(file: &CaseFile) -> Vec<C> {
    let lapsed = file
        .terms
        .iter()
        .filter(|term| term.state == TermState::LapsedUnverified);
    let mut all: Vec<C> = lapsed
        .flat_map(|term| {
            [
                C::ConfirmLapse(ConfirmLapse {
                    term: term.no,
                    reason: text(),
                }),
                C::SetAsideLapse(SetAsideLapse {
                    term: term.no,
                    reason: text(),
                    extend_days: None,
                }),
            ]
        })
        .collect();
    for request in &file.facts.pending {
        all.extend([true, false].map(|approve| {
            C::SettleRequest(SettleRequest {
                request: request.no,
                approve,
                opinion: Some(text()),
            })
        }));
    }
    all
}

fn services(file: &CaseFile) -> Vec<C> {
    let mut all = Vec::new();
    for paper in file.standing_papers() {
        let unserved = paper
            .addressees
            .iter()
            .filter(|party| paper.service_on(**party).is_none());
        all.extend(unserved.map(|party| {
            C::RecordService(RecordService {
                paper: paper.no,
                party: *party,
                method: ServiceMethod::Post,
                published_on: None,
                slip: format!("EMS回执-{}-{party}", paper.no),
                particulars: None,
            })
        }));
    }
    all
}
