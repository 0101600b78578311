//! Payloads of evidence (ARL 43, 44, 46) and of access to the file (ARL 47).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::{MatterNo, PartyNo};
use crate::scalar::Date;

input! {
    /// 证据。One piece of evidence.
    EvidenceInput {
        /// 证据种类。Its kind.
        kind: EvidenceKind,
        /// 证据名称。What it is.
        title: String,
        /// 收集之日，被申请人的证据填写。Day on which a respondent gathered it.
        gathered_on: Option<Date>,
    }
}

input! {
    /// 提交证据。Records evidence, or new reasons, that a party hands in.
    HandInEvidence {
        /// 当事人在本案的序号。Party, by number.
        party: PartyNo,
        /// 被申请人经同意补充证据的，填该事项的序号。Matter under which a respondent may supplement.
        matter: Option<MatterNo>,
        /// 证据。Evidence.
        items: Vec<EvidenceInput>,
        /// 是否属于行政行为作出时没有提出的理由或者证据（申请人、第三人填写）。
        ///
        /// Whether an applicant or third party raises what was not raised when the act was made.
        newly_raised: Option<bool>,
        /// 属于申请人应当提供的证据的，填写所证明的事项；仅由申请人填写。
        ///
        /// What the applicant must prove with it, where it must; given by an applicant alone (ARL 44(2)).
        burden: Option<Burden>,
        /// 不必或者不能提供该项证据的理由（被申请人应当依职权主动履行、有正当理由、因被申请人原因无法举证）；此时可以不附证据。
        ///
        /// Why the applicant need not, or cannot, provide that; it may then come without a piece of evidence (ARL 44(2)).
        excuse: Option<String>,
        /// 说明，新提出的理由写在这里。What it is to show; new reasons stand here.
        note: String,
    }
}

input! {
    /// 申请补充证据。Records that a respondent asks to supplement its evidence.
    AskSupplement {
        /// 被申请人在本案的序号。Respondent, by number.
        party: PartyNo,
        /// 针对的新理由、新证据，以及拟补充的证据。What it answers, and with what.
        reason: String,
    }
}

input! {
    /// 同意补充证据。Consents to the supplement.
    AllowSupplement {
        /// 补充证据事项在本案的序号。Request, by the number of its matter.
        matter: MatterNo,
        /// 说明。Note.
        note: String,
    }
}

input! {
    /// 不同意补充证据。Refuses the supplement.
    RefuseSupplement {
        /// 补充证据事项在本案的序号。Request, by the number of its matter.
        matter: MatterNo,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 申请查阅、复制。Records that an applicant or third party asks for access to the file.
    RequestFileAccess {
        /// 申请人或者第三人在本案的序号。Applicant or third party, by number.
        party: PartyNo,
        /// 由代理人提出的，写明代理人。Agent, where one asks.
        agent: Option<String>,
        /// 查阅、复制的材料；副卷不在其列。What is to be read or copied; the secondary volume is not among it.
        parts: Vec<FilePart>,
    }
}

input! {
    /// 同意查阅、复制。Allows the access.
    AllowFileAccess {
        /// 查阅事项在本案的序号。Request, by the number of its matter.
        matter: MatterNo,
        /// 安排。How and where.
        note: String,
    }
}

input! {
    /// 不同意查阅、复制。Refuses the access.
    RefuseFileAccess {
        /// 查阅事项在本案的序号。Request, by the number of its matter.
        matter: MatterNo,
        /// 法定情形。On what the refusal rests.
        ground: AccessBar,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 登记查阅、复制。Records that the file was read or copied.
    RecordFileAccess {
        /// 查阅事项在本案的序号。Request, by the number of its matter.
        matter: MatterNo,
        /// 查阅、复制的人。Who read or copied.
        person: String,
        /// 查阅、复制的内容和份数。What, and how many copies.
        what: String,
    }
}

vocabulary! {
    /// 证据种类（行政复议法第四十三条）。Kinds of evidence (ARL 43).
    EvidenceKind {
        /// 书证。Documents.
        Document = "书证" / "document",
        /// 物证。Objects.
        Object = "物证" / "object",
        /// 视听资料。Audio and video.
        Audiovisual = "视听资料" / "audio or video",
        /// 电子数据。Electronic data.
        Electronic = "电子数据" / "electronic data",
        /// 证人证言。Testimony.
        Testimony = "证人证言" / "testimony",
        /// 当事人的陈述。Statements of a party.
        Statement = "当事人的陈述" / "statement of a party",
        /// 鉴定意见。Opinion of an appraiser.
        Appraisal = "鉴定意见" / "opinion of an appraiser",
        /// 勘验笔录、现场笔录。Record of an inspection or made on the spot.
        SiteRecord = "勘验笔录、现场笔录" / "record of an inspection or made on the spot",
    }
}

vocabulary! {
    /// 申请人应当提供的证据（行政复议法第四十四条第二款）。What an applicant must provide evidence of (ARL 44(2)).
    Burden {
        /// 认为被申请人不履行法定职责的：曾经要求其履行。That the respondent was asked to perform its duty (ARL 44(2)(1)).
        AskedToPerform = "曾经要求被申请人履行法定职责" / "that the respondent was asked to perform its duty",
        /// 提出行政赔偿请求的：受行政行为侵害而造成损害。Damage that the act has done (ARL 44(2)(2)).
        Damage = "受行政行为侵害而造成损害" / "the damage that the act has done",
        /// 法律、法规规定需要申请人提供证据的其他情形。What else a law or regulation asks of the applicant (ARL 44(2)(3)).
        OtherByLaw = "法律、法规规定需要申请人提供证据的其他情形" / "what else a law or regulation asks of the applicant",
    }
}

vocabulary! {
    /// 可以查阅、复制的材料（行政复议法第四十七条）。What may be read and copied (ARL 47).
    FilePart {
        /// 书面答复。Written reply.
        Reply = "书面答复" / "the written reply",
        /// 作出行政行为的证据、依据。Evidence and basis of the act.
        Evidence = "作出行政行为的证据、依据" / "evidence and basis of the act",
        /// 其他有关材料。Other papers of the primary volume.
        Other = "其他有关材料（正卷）" / "other papers of the primary volume",
    }
}

vocabulary! {
    /// 不同意查阅、复制的法定情形（行政复议法第四十七条），此外应当同意。Why access may be refused, and for nothing else (ARL 47).
    AccessBar {
        /// 涉及国家秘密。State secrets.
        StateSecret = "涉及国家秘密" / "state secrets",
        /// 涉及商业秘密。Trade secrets.
        TradeSecret = "涉及商业秘密" / "trade secrets",
        /// 涉及个人隐私。Privacy.
        Privacy = "涉及个人隐私" / "privacy",
        /// 可能危及国家安全。National security.
        NationalSecurity = "可能危及国家安全" / "national security",
        /// 可能危及公共安全。Public safety.
        PublicSafety = "可能危及公共安全" / "public safety",
        /// 可能危及社会稳定。Social stability.
        SocialStability = "可能危及社会稳定" / "social stability",
    }
}
