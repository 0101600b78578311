//! Payloads of the hearing (ARL 50, 51).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;
use crate::scalar::Date;

input! {
    /// 申请听证。Records that an applicant asks for a hearing.
    RequestHearing {
        /// 申请人在本案的序号。Applicant who asks, by number.
        party: PartyNo,
        /// 请求的理由。Why.
        reason: String,
    }
}

input! {
    /// 不予听证。Refuses a hearing that was asked for.
    RefuseHearing {
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 通知听证。Sets a session of the hearing and gives notice of it.
    SetHearing {
        /// 举行听证之日。Day of the session.
        on: Date,
        /// 时刻，如「上午九时三十分」。Hour, as it stands in the notice.
        at: String,
        /// 地点。Place.
        place: String,
        /// 拟听证事项。What is to be heard.
        matters: Vec<String>,
    }
}

input! {
    /// 变更听证。Moves the session to another day, hour or place, and gives notice of it anew.
    ChangeHearing {
        /// 举行听证之日。Day of the session.
        on: Date,
        /// 时刻。Hour, as it stands in the notice.
        at: String,
        /// 地点。Place.
        place: String,
        /// 变更的理由，一并告知当事人。Why; the parties are told.
        reason: String,
    }
}

input! {
    /// 取消听证。Calls a hearing off that is not mandatory.
    CancelHearing {
        /// 理由，一并告知当事人。Why; the parties are told.
        reason: String,
    }
}

input! {
    /// 到场情况。Who came for a party.
    AttendanceInput {
        /// 当事人在本案的序号。Party, by number.
        party: PartyNo,
        /// 到场方式。How it was there.
        kind: Attendance,
        /// 到场人的姓名、职务或者代理权限。Who came: name, post, powers.
        person: Option<String>,
        /// 负责人不能参加的说明，或者未到场的理由。Why the responsible person could not come, or the reason for staying away.
        explanation: Option<String>,
    }
}

input! {
    /// 举行听证。Records one session of the hearing, with its roll call and its record.
    HoldHearing {
        /// 主持人（用户的标识）。Who presided, by user id.
        host: Uuid,
        /// 听证员，两名以上（用户的标识）。Hearing officers, two or more, by user id.
        hearers: Vec<Uuid>,
        /// 记录员（用户的标识）。Who kept the record, by user id.
        recorder: Uuid,
        /// 各当事人的到场情况。Roll call, one line for each party.
        attendance: Vec<AttendanceInput>,
        /// 听证笔录。Record.
        record: String,
        /// 听证是否结束；否则休会，另行通知下次听证。Whether the hearing is concluded; else it is adjourned to a further session.
        concluded: bool,
    }
}

vocabulary! {
    /// 到场方式。How a party was there when the roll was called (ARL 51).
    Attendance {
        /// 本人或者法定代表人到场。Party itself, or its legal representative.
        InPerson = "本人到场" / "in person",
        /// 代理人或者代表人到场。An agent, or a representative of several applicants.
        ByAgent = "代理人、代表人到场" / "by agent or representative",
        /// 被申请人的负责人到场。Responsible person of the respondent.
        ResponsiblePerson = "被申请人的负责人到场" / "the responsible person of the respondent",
        /// 被申请人的负责人不能参加，说明理由并委托工作人员到场。Staff of the respondent, with an explanation.
        Staff = "负责人说明理由并委托工作人员到场" / "staff of the respondent, with an explanation",
        /// 有正当理由未到场。Absent for a good reason.
        Excused = "有正当理由未到场" / "absent for a good reason",
        /// 无正当理由未到场。Absent without a good reason.
        Absent = "无正当理由未到场" / "absent without a good reason",
    }
}
