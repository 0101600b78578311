//! Closed vocabularies that commands carry. Codes are stable; labels are for people.

use serde::{Deserialize, Serialize};

/// Declares a closed vocabulary: code for the wire and the log, labels in both languages.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $zh:literal / $en:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Chinese and English label.
            #[must_use]
            pub fn label(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($zh, $en)),+ }
            }
        }
    };
}

pub(crate) use vocabulary;

vocabulary! {
    /// 申请形式。How the application was made.
    ReceiptForm {
        /// 书面申请。In writing (ARL 22).
        Written = "书面申请" / "written",
        /// 口头申请，当场记录并由申请人核对签名。Orally, recorded on the spot, read back and signed (ARL 22).
        Oral = "口头申请" / "oral",
        /// 网上申请。Through the designated online channel (ARL 22).
        Online = "网上申请" / "online",
    }
}

vocabulary! {
    /// 收件渠道。Way by which the application came.
    Channel {
        /// 当面递交。Over the counter.
        Counter = "当面递交" / "counter",
        /// 邮寄。By post.
        Post = "邮寄" / "post",
        /// 网上。Online.
        Online = "网上" / "online",
        /// 由作出处罚的行政机关转送。Through the penalising agency (ARL 32).
        PenalisingAgency = "由作出处罚的行政机关转送" / "through the penalising agency",
    }
}

vocabulary! {
    /// 可以通过作出处罚的行政机关提出申请的行政处罚（行政复议法第三十二条）。
    ///
    /// Penalties against which one may apply through the agency that imposed them (ARL 32).
    ForwardedPenalty {
        /// 当场作出的行政处罚决定。Imposed on the spot.
        OnTheSpot = "当场作出的行政处罚决定" / "imposed on the spot",
        /// 依据电子技术监控设备记录的违法事实作出的行政处罚决定。On facts recorded by electronic monitoring.
        ElectronicMonitoring = "依据电子技术监控设备记录的违法事实作出的行政处罚决定" / "on facts recorded by electronic monitoring",
    }
}

vocabulary! {
    /// 不符合的受理条件（行政复议法第三十条第一款）。Condition of acceptance that is not met (ARL 30(1)).
    RefusalGround {
        /// 无明确的申请人或被申请人。No definite applicant, or no respondent as the Act defines it.
        NoDefiniteParties = "无明确的申请人和符合规定的被申请人" / "no definite applicant or proper respondent",
        /// 申请人与行政行为没有利害关系。No interest in the disputed act.
        NoInterest = "申请人与行政行为没有利害关系" / "no interest in the disputed act",
        /// 没有具体的请求和理由。No concrete request and reasons.
        NoConcreteRequest = "没有具体的复议请求和理由" / "no concrete request and reasons",
        /// 超过法定申请期限。Out of time.
        OutOfTime = "超过法定申请期限" / "out of time",
        /// 不属于复议范围。Out of scope.
        OutOfScope = "不属于行政复议范围" / "out of scope",
        /// 不属于本机关管辖。Not within this organ's jurisdiction.
        NoJurisdiction = "不属于本机关的管辖范围" / "not within this organ's jurisdiction",
        /// 已经复议或者人民法院已经受理。Already under reconsideration, or accepted by a court.
        AlreadyDealtWith = "行政复议机关或者人民法院已经受理" / "already accepted by a reconsideration organ or a court",
    }
}

vocabulary! {
    /// 听取意见的方式。How views were heard.
    ViewsMode {
        /// 当面。In person.
        InPerson = "当面" / "in person",
        /// 电话。By telephone.
        Telephone = "电话" / "telephone",
        /// 互联网。Online.
        Online = "互联网" / "online",
    }
}

vocabulary! {
    /// 送达方式。How a paper was served (CPL 87–95).
    ServiceMethod {
        /// 直接送达。By hand; the day of the signature counts.
        Direct = "直接送达" / "by hand",
        /// 留置送达。Left with a record when refused; the day it was left counts.
        Leave = "留置送达" / "left with a record",
        /// 邮寄送达。By post; the day of receipt on the slip counts.
        Post = "邮寄送达" / "by post",
        /// 转交送达：通过单位、监所；签收日为准。Through a unit or a prison; the day of the signature counts.
        Unit = "转交送达" / "through a unit or prison",
        /// 委托送达；签收日为准。Through an organ entrusted with it; the day of the signature counts.
        Entrusted = "委托送达" / "entrusted to another organ",
        /// 电子送达，须经同意。Electronic, with consent; the day it reached the recipient's system counts.
        Electronic = "电子送达" / "electronic",
        /// 公告送达。Public notice; thirty days after publication.
        PublicNotice = "公告送达" / "public notice",
    }
}

vocabulary! {
    /// 签批依据。On what the decision rests (ARL 61).
    SigningBasis {
        /// 复议机关负责人同意。Consent of the head of the organ.
        HeadConsent = "行政复议机关负责人同意" / "consent of the head of the organ",
        /// 集体讨论通过。Collective discussion.
        CollectiveDiscussion = "集体讨论通过" / "collective discussion",
    }
}

vocabulary! {
    /// 复议决定的种类。Kinds of decision items.
    DecisionKind {
        /// 变更。Changes the act (ARL 63).
        Change = "变更" / "change",
        /// 撤销。Revokes the act (ARL 64).
        Revoke = "撤销" / "revoke",
        /// 部分撤销。Revokes the act in part (ARL 64).
        RevokePart = "部分撤销" / "revoke in part",
        /// 确认违法但不撤销。Finds the act unlawful and leaves it standing (ARL 65(1)).
        IllegalKeep = "确认违法（不撤销）" / "unlawful, not revoked",
        /// 确认违法。Finds the act unlawful (ARL 65(2)).
        Illegal = "确认违法" / "unlawful",
        /// 责令履行。Orders performance within a fixed time (ARL 66).
        Perform = "责令履行" / "order to perform",
        /// 确认无效。Finds the act void (ARL 67).
        Invalid = "确认无效" / "void",
        /// 维持。Maintains the act (ARL 68).
        Maintain = "维持" / "maintain",
        /// 驳回复议请求。Rejects the request in a case of non-performance (ARL 69).
        RejectRequest = "驳回复议请求" / "reject the request",
        /// 驳回复议申请。Rejects the application found not to meet the conditions after acceptance (ARL 33).
        RejectApplication = "驳回复议申请" / "reject the application",
        /// 行政协议责任。Liability under an administrative agreement (ARL 71).
        Agreement = "行政协议责任" / "liability under an agreement",
        /// 行政赔偿。Compensation, beside another item (ARL 72).
        Compensate = "行政赔偿" / "compensate",
        /// 驳回赔偿请求。Rejects the claim for compensation, beside another item (ARL 72).
        CompensateReject = "驳回赔偿请求" / "reject compensation",
    }
}

impl DecisionKind {
    /// Whether the item can only stand beside another (compensation).
    ///
    /// # Law
    ///
    /// ARL 72.
    #[must_use]
    pub fn is_rider(self) -> bool {
        matches!(self, Self::Compensate | Self::CompensateReject)
    }

    /// The statutory code in statistics and the API.
    #[must_use]
    pub fn code(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}
