//! The commands that are measured: a case from receipt to the service of the notice to reply.

use chrono::{Duration, SubsecRound};
use serde_json::{Value, json};
use simulation::Office;
use workflow::actor::{Actor, Moment, Person, Role};
use workflow::command::{
    Accept, AgencyInput, Assign, Channel, Command, DisputedActInput, Opening, OpeningSubmission,
    PersonInput, ReceiptForm, Receive, ReconsiderationCommand as C, RecordService, SendCopy,
    ServiceMethod, Submission,
};
use workflow::scalar::{Date, Instant};

/// Number of commands a case is given.
pub(super) const COMMANDS: usize = 5;
/// Number of the notice to reply among the papers of such a case.
const REPLY_NOTICE: u32 = 3;
/// Number of the respondent among its parties.
const RESPONDENT: u32 = 2;

/// What is asked of the API.
const OPEN: &str = "mutation($input: OpenCaseInput!) { openCase(input: $input) { case { id revision } refusal { \
                    code message } } }";
const SUBMIT: &str = "mutation($input: SubmitCommandInput!) { submitCommand(input: $input) { case { id revision } \
                      refusal { code message } } }";

/// Who gives the commands.
#[derive(Debug, Clone)]
pub(super) struct People {
    /// Opens and serves.
    pub(super) registrar: Person,
    /// Accepts.
    pub(super) officer: Person,
    co_officer: Person,
    agency: AgencyInput,
}

/// A command and who gives it.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Who.
    pub(super) by: By,
    /// What.
    pub(super) submission: Submission,
}

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The registrar.
    Registrar,
    /// The officer.
    Officer,
}

impl People {
    /// Those of an office; nothing where a role is not filled.
    pub(super) fn of(office: &Office) -> Option<Self> {
        let agency = office.agencies.first()?;
        Some(Self {
            registrar: office.who(Role::Registrar)?.clone(),
            officer: office.who(Role::Officer)?.clone(),
            co_officer: office.who(Role::CoOfficer)?.clone(),
            agency: AgencyInput {
                organ: agency.organ.0,
                name: agency.name.clone(),
                own_department: false,
            },
        })
    }

    /// Who that is.
    pub(super) fn actor(&self, by: By) -> Actor {
        Actor::Person(match by {
            By::Registrar => self.registrar.clone(),
            By::Officer => self.officer.clone(),
        })
    }

    /// The application with which a case begins.
    pub(super) fn opening(&self, moment: Moment) -> OpeningSubmission {
        let day = |back| Some(Date((moment.now - Duration::days(back)).date_naive()));
        let received_at = (moment.now - Duration::seconds(1)).trunc_subsecs(0);
        let receive = Receive {
            received_at: Instant::new(received_at),
            filed_on: None,
            form: ReceiptForm::Written,
            channel: Channel::Counter,
            forwarded: None,
            split_from: None,
            oral_record_signed: None,
            applicants: vec![PersonInput {
                name: "赵一鸣".to_owned(),
                address: Some("深坪区和平路1号".to_owned()),
                phone: None,
            }],
            respondents: vec![self.agency.clone()],
            third_parties: Vec::new(),
            disputed_act: DisputedActInput {
                title: "行政处罚决定".to_owned(),
                document_number: Some("深坪市监罚〔2026〕1号".to_owned()),
                made_on: day(20),
                known_on: day(18),
            },
            requests: vec!["撤销该行政处罚决定".to_owned()],
            mandatory_first: false,
        };
        OpeningSubmission {
            opening: Opening::Reconsideration(receive),
            proof: None,
        }
    }

    /// The commands after it, in order.
    pub(super) fn steps(&self) -> [Step; COMMANDS - 1] {
        let step = |by, command| Step {
            by,
            submission: Submission {
                command: Command::Reconsideration(command),
                effective_on: None,
                proof: None,
            },
        };
        let assign = Assign {
            officer: self.officer.user.0,
            co_officer: Some(self.co_officer.user.0),
            handover_note: None,
        };
        let accept = Accept {
            simplified: None,
            note: "符合受理条件".to_owned(),
        };
        let send = SendCopy {
            note: "邮寄".to_owned(),
        };
        let serve = RecordService {
            paper: REPLY_NOTICE,
            party: RESPONDENT,
            method: ServiceMethod::Post,
            published_on: None,
            slip: "EMS回执".to_owned(),
            particulars: None,
        };
        [
            step(By::Registrar, C::Assign(assign)),
            step(By::Officer, C::Accept(accept)),
            step(By::Officer, C::SendCopy(send)),
            step(By::Registrar, C::RecordService(serve)),
        ]
    }
}

/// The opening as the API takes it.
pub(super) fn open_body(submission: &OpeningSubmission, key: &str) -> Value {
    json!({"query": OPEN, "variables": {"input": {"opening": submission.opening, "idempotencyKey": key}}})
}

/// A command as the API takes it.
pub(super) fn submit_body(
    case: &Value,
    revision: &Value,
    submission: &Submission,
    key: &str,
) -> Value {
    json!({"query": SUBMIT, "variables": {"input": {
        "caseId": case, "expectedRevision": revision, "idempotencyKey": key, "command": submission.command,
    }}})
}
