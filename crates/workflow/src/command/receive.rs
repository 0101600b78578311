//! The application: it opens a reconsideration case, or makes one of an early intervention.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Channel, ForwardedPenalty, ReceiptForm, input};
use crate::scalar::{Date, Instant};

input! {
    /// 收件登记。Registers an application for reconsideration.
    Receive {
        /// 收到的时刻；受理审查期限由此起算。When it came in; the review for acceptance runs from this day.
        received_at: Instant,
        /// 提交或交邮日；申请是否逾期以此判断。Day submitted or posted; whether the application is in time is judged by it.
        filed_on: Option<Date>,
        /// 申请形式。Written, oral or online.
        form: ReceiptForm,
        /// 收件渠道。Way by which it came.
        channel: Channel,
        /// 由作出处罚的行政机关转送的情况，以此渠道收到时必填。
        ///
        /// How the penalising agency passed it on; required for that channel.
        forwarded: Option<ForwardedInput>,
        /// 口头申请笔录是否已经申请人核对签名，口头申请时必填。
        ///
        /// Whether the record of an oral application was read back and signed; required for an oral one.
        oral_record_signed: Option<bool>,
        /// 申请人。Applicants, at least one.
        applicants: Vec<PersonInput>,
        /// 被申请人。Respondent agencies, at least one.
        respondents: Vec<AgencyInput>,
        /// 第三人。Third parties.
        third_parties: Vec<PersonInput>,
        /// 被申请复议的行政行为。Disputed act.
        disputed_act: DisputedActInput,
        /// 复议请求。Requests.
        requests: Vec<String>,
        /// 是否属于复议前置。Whether reconsideration must come before a suit (ARL 23).
        mandatory_first: bool,
        /// 分案来源：申请人在该案中一并申请，经告知后就本行政行为分别申请；填写该案案号。
        ///
        /// Number of the case in whose application this act was challenged together with others, before the applicant was
        /// asked to apply separately.
        split_from: Option<String>,
    }
}

input! {
    /// 由作出处罚的行政机关转送。An application passed on by the agency that imposed the penalty.
    ForwardedInput {
        /// 行政处罚的种类。What the penalty is.
        penalty: ForwardedPenalty,
        /// 该机关收到申请之日；申请日以此或者以邮戳为准。Day the agency received it; with the postmark, the day of the application.
        agency_received_on: Date,
    }
}

input! {
    /// 申请人或第三人。A person or organisation who applies or joins.
    PersonInput {
        /// 姓名或名称。Name.
        name: String,
        /// 送达地址。Address for service.
        address: Option<String>,
        /// 电话。Telephone.
        phone: Option<String>,
    }
}

input! {
    /// 被申请人。A respondent agency.
    AgencyInput {
        /// 机关的标识。Organ's id.
        organ: Uuid,
        /// 名称。Name.
        name: String,
        /// 是否为本级人民政府的工作部门；是的，决定书、意见书生效后应当抄告其上一级主管部门。
        ///
        /// Whether it is a department of the organ's own government: decisions and opinion letters are then copied to its
        /// superior department (ARL 79(2)).
        own_department: bool,
    }
}

input! {
    /// 被申请复议的行政行为。Disputed act.
    DisputedActInput {
        /// 行为名称。What it is called.
        title: String,
        /// 文号。Number of its document.
        document_number: Option<String>,
        /// 作出日。Day it was made.
        made_on: Option<Date>,
        /// 申请人知道该行为的日期。Day the applicant came to know of it.
        known_on: Option<Date>,
    }
}
