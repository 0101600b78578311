//! Payloads of early intervention 案前介入: a dispute reported before any application.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{AgencyInput, PersonInput, ViewsMode, input};
use crate::id::PartyNo;
use crate::scalar::Date;

vocabulary! {
    /// 案前介入由谁反映。Who reported the dispute.
    InterventionReporter {
        /// 当事人。Person concerned.
        Person = "当事人" / "the person concerned",
        /// 行政机关。Agency.
        Agency = "行政机关" / "the agency",
        /// 其他渠道转来。Others, such as a hotline or a street office.
        Other = "其他渠道" / "others",
    }
}

vocabulary! {
    /// 案前介入的结束情况。How an early intervention ended.
    InterventionResult {
        /// 争议已化解。Dispute is resolved.
        Resolved = "争议已化解" / "resolved",
        /// 争议未化解。Dispute is not resolved.
        NotResolved = "争议未化解" / "not resolved",
        /// 当事人选择其他途径。Person chose another way.
        OtherWay = "当事人选择其他途径" / "the person chose another way",
    }
}

input! {
    /// 案前介入登记。Notes a dispute that is reported before any application.
    OpenIntervention {
        /// 反映之日；不填为今天。Day on which the dispute was reported; today if absent.
        reported_on: Option<Date>,
        /// 由谁反映。Who reported it.
        reporter: InterventionReporter,
        /// 可以申请行政复议的当事人，至少一名。Persons who may apply, at least one.
        persons: Vec<PersonInput>,
        /// 相关行政机关，至少一个。Agencies concerned, at least one.
        agencies: Vec<AgencyInput>,
        /// 争议事项。What the dispute is about.
        about: String,
        /// 所涉行政行为，有的填写；申请期限据此起算并告知当事人。
        ///
        /// Act, if there is one: the limit to apply runs from it and is told to the persons.
        act: Option<InterventionActInput>,
        /// 说明。Note.
        note: Option<String>,
    }
}

input! {
    /// 案前介入所涉的行政行为。Act that a reported dispute is about.
    InterventionActInput {
        /// 行为名称。What it is called.
        title: String,
        /// 文号。Number of its document.
        document_number: Option<String>,
        /// 作出日；五年、二十年最长期限由此起算。Day it was made; the five or twenty years run from it.
        made_on: Option<Date>,
        /// 当事人知道该行为之日；六十日由此起算。Day the persons came to know of it; the sixty days run from it.
        known_on: Option<Date>,
        /// 行政机关未告知复议权利、复议机关和申请期限的，当事人知道这些事项之日；已告知的不填。
        ///
        /// Where the agency did not tell them of the right, the organ and the limit: the day they came to know of these.
        rights_known_on: Option<Date>,
        /// 是否因不动产提出，最长期限为二十年。Whether it is about real property: the longest limit is then twenty years.
        real_property: bool,
    }
}

input! {
    /// 案前化解记录。Records a session or a contact in which the dispute was talked over.
    NoteIntervention {
        /// 参加的各方。Parties who took part, by number; at least one.
        parties: Vec<PartyNo>,
        /// 方式。How.
        mode: ViewsMode,
        /// 记录摘要。Summary of the record.
        record: String,
    }
}

input! {
    /// 结束案前介入。Ends the early intervention without an application; the limit to apply runs on.
    EndIntervention {
        /// 结束情况。How it ended.
        result: InterventionResult,
        /// 说明：如何化解，或者为何结束。How the dispute was resolved, or why it ended.
        reason: String,
    }
}
