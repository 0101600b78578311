//! Refusals 拒绝: the reasoned no to a command.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::command::CommandName;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// Codes of refusals. The code is the contract; the message, in `messages/*.ftl`, is for people.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum RefusalCode { $($(#[$doc])* $variant),+ }

        impl RefusalCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as clients see it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

codes! {
    /// The command is not possible at this stage. Args: `command`, `stage`.
    WrongStage = "WRONG_STAGE",
    /// The actor's role may not do this. Args: `command`, `roles`.
    WrongRole = "WRONG_ROLE",
    /// A field is missing or empty. Args: `field`.
    MissingField = "MISSING_FIELD",
    /// A field holds an identity number, which has a place of its own. Args: `field`.
    IdentityNumber = "IDENTITY_NUMBER",
    /// The name is kept already. Args: `protection`.
    ProtectedAlready = "PROTECTED_ALREADY",
    /// A field has a value that cannot be taken. Args: `field`, `value`, `expected`.
    BadField = "BAD_FIELD",
    /// The effective day lies after today. Args: `day`, `today`.
    EffectiveInFuture = "EFFECTIVE_IN_FUTURE",
    /// The effective day lies before the application came in. Args: `day`, `received`.
    EffectiveBeforeReceipt = "EFFECTIVE_BEFORE_RECEIPT",
    /// The effective day lies before the case reached its stage. Args: `day`, `since`.
    EffectiveBeforeStage = "EFFECTIVE_BEFORE_STAGE",
    /// A day before today needs proof. Args: `day`.
    ProofMissing = "PROOF_MISSING",
    /// A back-dated act of the organ needs a second person. Args: `day`.
    SecondPersonMissing = "SECOND_PERSON_MISSING",
    /// The day lies outside the calendar. Args: `day`, `first`, `last`.
    CalendarLacksDay = "CALENDAR_LACKS_DAY",
    /// The case has no such party, term, paper or request. Args: `what`, `number`.
    NoSuchThing = "NO_SUCH_THING",
    /// No such file was sent, or it is filed already.
    UploadMissing = "UPLOAD_MISSING",
    /// The secondary volume is open to no party.
    SecondaryVolume = "SECONDARY_VOLUME",
    /// The material was taken out. Args: `material`, `day`.
    MaterialExcised = "MATERIAL_EXCISED",
    /// Nobody else has proposed to take the material out.
    ExcisionNotProposed = "EXCISION_NOT_PROPOSED",
    /// The review for acceptance has ended. Args: `due`.
    ReviewEnded = "REVIEW_ENDED",
    /// Correction may be asked for once only.
    SecondCorrection = "SECOND_CORRECTION",
    /// The correction came after its term. Args: `due`, `posted`.
    CorrectionLate = "CORRECTION_LATE",
    /// The case is suspended. Args: `since`.
    Suspended = "SUSPENDED",
    /// The case is not suspended.
    NotSuspended = "NOT_SUSPENDED",
    /// The ground is unknown. Args: `ground`, `known`.
    UnknownGround = "UNKNOWN_GROUND",
    /// The ground asks for consent of applicant and respondent. Args: `missing`.
    ConsentMissing = "CONSENT_MISSING",
    /// The suspension cannot be prolonged. Args: `why`.
    NotProlongable = "NOT_PROLONGABLE",
    /// Two officers take part in each case.
    TwoOfficers = "TWO_OFFICERS",
    /// Officer and co-officer must be two persons.
    SameOfficer = "SAME_OFFICER",
    /// The user cannot be assigned. Args: `user`.
    NotAnOfficer = "NOT_AN_OFFICER",
    /// The user is not active in the office in that capacity. Args: `user`.
    NotOfOffice = "NOT_OF_OFFICE",
    /// Somebody named is recused from the case. Args: `user`, `day`.
    Recused = "RECUSED",
    /// An application for recusal is not decided. Args: `application`, `roles`.
    RecusalUndecided = "RECUSAL_UNDECIDED",
    /// Nobody decides on the own recusal. Args: `application`, `roles`.
    OwnRecusal = "OWN_RECUSAL",
    /// Who signed what is to be issued is recused since. Args: `user`, `day`.
    SignerRecused = "SIGNER_RECUSED",
    /// The views of the parties have not been heard.
    ViewsNotHeard = "VIEWS_NOT_HEARD",
    /// A lapse waits to be verified. Args: `term`.
    LapseUnverified = "LAPSE_UNVERIFIED",
    /// The term has no lapse to verify. Args: `term`.
    NoLapse = "NO_LAPSE",
    /// The term has not ended. Args: `due`.
    TermNotOver = "TERM_NOT_OVER",
    /// The term rests on a year without its notice; a person must wait for it. Args: `due`.
    TermProvisional = "TERM_PROVISIONAL",
    /// The term may not be extended. Args: `term`.
    NotExtendable = "NOT_EXTENDABLE",
    /// The extension is longer than the law allows. Args: `days`, `max`.
    ExtensionTooLong = "EXTENSION_TOO_LONG",
    /// The term has already been extended.
    ExtendedAlready = "EXTENDED_ALREADY",
    /// The term to decide has ended. Args: `due`.
    DecideTermEnded = "DECIDE_TERM_ENDED",
    /// No withdrawal of every applicant is recorded.
    NoWithdrawal = "NO_WITHDRAWAL",
    /// The institution has not permitted the withdrawal.
    WithdrawalNotPermitted = "WITHDRAWAL_NOT_PERMITTED",
    /// The withdrawal is permitted already. Args: `day`.
    WithdrawalPermitted = "WITHDRAWAL_PERMITTED",
    /// The mediation letter is not signed by every party.
    MediationUnsigned = "MEDIATION_UNSIGNED",
    /// The judgment is not about what the case has come to. Args: `effect`, `outcome`.
    JudgmentDoesNotFit = "JUDGMENT_DOES_NOT_FIT",
    /// The application was neither refused nor rejected. Args: `outcome`.
    NothingToAccept = "NOTHING_TO_ACCEPT",
    /// A court has accepted a suit over the same act first. Args: `court`, `number`, `day`.
    CourtFirst = "COURT_FIRST",
    /// Sixty days of suspension are not yet full. Args: `due`.
    SixtyDaysNotOver = "SIXTY_DAYS_NOT_OVER",
    /// The respondent has already replied, or is not asked to. Args: `party`.
    NoReplyOwed = "NO_REPLY_OWED",
    /// The items of the decision cannot stand together. Args: `why`.
    ItemsUnlawful = "ITEMS_UNLAWFUL",
    /// The party is not an addressee of the paper. Args: `party`, `paper`.
    NotAnAddressee = "NOT_AN_ADDRESSEE",
    /// The paper is already served on the party. Args: `party`, `day`.
    AlreadyServed = "ALREADY_SERVED",
    /// Papers are not served on everybody. Args: `papers`.
    NotServed = "NOT_SERVED",
    /// A request waits for a signature. Args: `request`.
    RequestPending = "REQUEST_PENDING",
    /// The same command already waits for a signature. Args: `request`.
    RequestExists = "REQUEST_EXISTS",
    /// What the request would change has changed since it was submitted. Args: `request`.
    RequestChanged = "REQUEST_CHANGED",
    /// Acts already rest on the deemed acceptance. Args: `entries`.
    LapseReliedOn = "LAPSE_RELIED_ON",
    /// The deemed acceptance has not been notified to the applicant.
    AcceptanceNotNotified = "ACCEPTANCE_NOT_NOTIFIED",
    /// A matter is open on a track that must be settled first. Args: `matter`, `track`, `stage`.
    MatterOpen = "MATTER_OPEN",
    /// The simplified procedure may not be chosen. Args: `why`.
    SimplifiedUnfit = "SIMPLIFIED_UNFIT",
    /// The ordinary procedure applies already; from it there is no way to the simplified one.
    ProcedureSettled = "PROCEDURE_SETTLED",
    /// The case is not heard by the simplified procedure.
    NotSimplified = "NOT_SIMPLIFIED",
    /// The thirty days of the simplified procedure cannot be extended. Args: `due`.
    SimplifiedNoExtension = "SIMPLIFIED_NO_EXTENSION",
    /// The thirty days of the simplified procedure are over. Args: `due`.
    ConversionLate = "CONVERSION_LATE",
    /// The simplified procedure rests on the consent of all, and somebody has not consented. Args: `missing`.
    SimplifiedConsentMissing = "SIMPLIFIED_CONSENT_MISSING",
    /// The party has left the case. Args: `party`, `day`.
    PartyLeft = "PARTY_LEFT",
    /// A party has one or two agents. Args: `party`, `count`.
    TooManyAgents = "TOO_MANY_AGENTS",
    /// The representatives cannot be chosen. Args: `why`.
    RepresentativesUnfit = "REPRESENTATIVES_UNFIT",
    /// More than five applicants have not yet chosen representatives. Args: `count`.
    RepresentativesMissing = "REPRESENTATIVES_MISSING",
    /// The day leaves less than five full working days for the notice of the hearing. Args: `day`, `earliest`.
    HearingTooSoon = "HEARING_TOO_SOON",
    /// The notice of the hearing was not served in time on a party. Args: `day`, `by`, `late`.
    HearingNoticeShort = "HEARING_NOTICE_SHORT",
    /// The hearing is not composed as the law asks. Args: `why`.
    HearingPanel = "HEARING_PANEL",
    /// The roll call is not as the law asks. Args: `why`.
    RollCall = "ROLL_CALL",
    /// A hearing must be held in the case.
    HearingMandatory = "HEARING_MANDATORY",
    /// A hearing that must be held was neither held nor waived.
    HearingNotHeld = "HEARING_NOT_HELD",
    /// The day follows from another one and is not a fact of its own. Args: `entry`.
    DayFollows = "DAY_FOLLOWS",
    /// The investigation is not made as the law asks. Args: `why`.
    Investigators = "INVESTIGATORS",
    /// The respondent's time for evidence is over. Args: `party`, `due`.
    EvidenceClosed = "EVIDENCE_CLOSED",
    /// Nothing was newly raised that a supplement could answer.
    NothingNewlyRaised = "NOTHING_NEWLY_RAISED",
    /// The maker of the norm has not replied, and its time is not over. Args: `due`.
    NormMakerNotHeard = "NORM_MAKER_NOT_HEARD",
    /// The case is not classed, so that nothing is to be put to the committee.
    NotClassed = "NOT_CLASSED",
    /// Nothing is put to the committee, so that none of its members is let in.
    NotConsulted = "NOT_CONSULTED",
    /// The classes of the case demand a consultation. Args: `classes`.
    ConsultationMissing = "CONSULTATION_MISSING",
    /// The party has not consented to electronic service. Args: `party`.
    NoElectronicConsent = "NO_ELECTRONIC_CONSENT",
    /// The paper is served thirty days after publication, not yet. Args: `day`.
    NoticeNotOver = "NOTICE_NOT_OVER",
    /// Papers have gone out, so that the registration cannot be voided. Args: `papers`.
    IssuedAlready = "ISSUED_ALREADY",
    /// The same application does not stand under that number. Args: `number`, `why`.
    NotADuplicate = "NOT_A_DUPLICATE",
    /// What was handed in answers the notice to correct.
    AnswersCorrection = "ANSWERS_CORRECTION",
    /// The case has nothing of the kind to report. Args: `what`.
    NothingToReport = "NOTHING_TO_REPORT",
    /// The cases cannot be heard together. Args: `why`.
    NotJoinable = "NOT_JOINABLE",
    /// The case is not joined to another.
    NotJoined = "NOT_JOINED",
    /// The hearing of a joined case is that of its lead case. Args: `sessions`.
    HeardElsewhere = "HEARD_ELSEWHERE",
    /// Somebody is recused from a case that is heard together with this one.
    RecusedBeside = "RECUSED_BESIDE",
    /// What is to be corrected is no slip of the pen. Args: `what`, `stood`, `reads`.
    SlipTooFar = "SLIP_TOO_FAR",
    /// The paper is on its way to the party in this manner. Args: `party`, `day`.
    AlreadySent = "ALREADY_SENT",
    /// Nothing posted to the party is on its way. Args: `party`, `paper`.
    NothingPosted = "NOTHING_POSTED",
    /// Acts rest on the service that what came back would undo. Args: `party`, `day`, `what`.
    ServiceReliedOn = "SERVICE_RELIED_ON",
    /// What was posted to the party came back. Args: `party`, `day`.
    MailReturned = "MAIL_RETURNED",
}

/// The reasoned no 拒绝: code, article, what would make it possible, what is possible now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{} {args:?}", code.code())]
pub struct Refusal {
    /// Code.
    pub code: RefusalCode,
    /// Values for the message.
    pub args: BTreeMap<String, String>,
    /// Article it rests on, where it is law.
    pub basis: Option<String>,
    /// Commands that the actor could give now.
    pub allowed: Vec<CommandName>,
}

impl Refusal {
    /// A refusal without values.
    #[must_use]
    pub fn new(code: RefusalCode) -> Self {
        Self {
            code,
            args: BTreeMap::new(),
            basis: None,
            allowed: Vec::new(),
        }
    }

    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// Names the article; a step of the office that rests on none names none.
    #[must_use]
    pub fn because(mut self, basis: impl Into<String>) -> Self {
        self.basis = Some(basis.into()).filter(|basis| !basis.is_empty());
        self
    }
}
