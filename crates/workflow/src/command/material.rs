//! Materials of the file 案卷材料: what came, filed with its bytes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::vocabulary::vocabulary;
use crate::id::{EntryNo, PaperNo, PartyNo};

vocabulary! {
    /// 材料种类。What a material is.
    MaterialKind {
        /// 行政复议申请书。Application.
        Application = "行政复议申请书" / "application",
        /// 信封、邮戳。Envelope with its postmark.
        Envelope = "信封、邮戳" / "envelope with postmark",
        /// 邮政快递单。Slip of the express post.
        PostalSlip = "邮政快递单" / "slip of the express post",
        /// 送达回证。Receipt of service.
        ServiceReceipt = "送达回证" / "receipt of service",
        /// 行政复议答复书。Reply.
        Reply = "行政复议答复书" / "reply",
        /// 证据清单。List of evidence.
        EvidenceList = "证据清单" / "list of evidence",
        /// 证据材料。Evidence.
        Evidence = "证据材料" / "evidence",
        /// 笔录。Minutes.
        Minutes = "笔录" / "minutes",
        /// 授权委托书、身份证明。A power of attorney or proof of identity.
        PowerOfAttorney = "授权委托书、身份证明" / "power of attorney, proof of identity",
        /// 其他材料。Something else.
        Other = "其他材料" / "other",
    }
}

vocabulary! {
    /// 卷别。Volume in which a material lies.
    Volume {
        /// 正卷。Main volume.
        Main = "正卷" / "main volume",
        /// 副卷，仅供机关内部使用。Secondary volume, for the office only.
        Secondary = "副卷" / "secondary volume",
    }
}

vocabulary! {
    /// 保密情况：商业秘密、个人隐私只能对其所属的一方当事人开放，工作秘密不对当事人开放；国家秘密不得录入本系统。Why a material is to be kept from others. A trade secret or what is private can be open to the one party whose it is, a secret of the office's work to none; state secrets are not kept in the system at all.
    Secrecy {
        /// 无。Nothing.
        Ordinary = "无" / "none",
        /// 商业秘密。A trade secret.
        TradeSecret = "商业秘密" / "trade secret",
        /// 个人隐私。Personal privacy.
        Privacy = "个人隐私" / "personal privacy",
        /// 工作秘密。A secret of the office's work.
        WorkSecret = "工作秘密" / "secret of the office's work",
    }
}

impl Secrecy {
    /// How many parties a material may be open to at most; as many as there are where it says nothing.
    ///
    /// # Law
    ///
    /// ARL 47: parties consult the file, but not trade secrets and what is private of others.
    #[must_use]
    pub fn most_parties(self) -> Option<usize> {
        match self {
            Self::Ordinary => None,
            Self::TradeSecret | Self::Privacy => Some(1),
            Self::WorkSecret => Some(0),
        }
    }
}

input! {
    /// 一份文书对一方当事人的送达。Service of a paper on a party.
    ServedInput {
        /// 文书在本案的序号。Number of the paper.
        paper: PaperNo,
        /// 当事人在本案的序号。Number of the party.
        party: PartyNo,
    }
}

/// 材料所证明的事项。
///
/// What a material proves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[serde(rename_all = "camelCase")]
pub enum ProvesInput {
    /// 日志条目的序号。Number of the entry that recorded the fact.
    Entry(EntryNo),
    /// 送达。A service.
    Service(ServedInput),
    /// 证据在本案的序号。Number of the evidence.
    Evidence(u32),
}

input! {
    /// 材料入卷。Files a material whose bytes were sent.
    FileMaterial {
        /// 上传编号。Id of the upload.
        upload: Uuid,
        /// 材料种类。What it is.
        kind: MaterialKind,
        /// 卷别。Volume.
        volume: Volume,
        /// 保密情况；不填的为无。Why it is to be kept from others; nothing if absent.
        secrecy: Option<Secrecy>,
        /// 材料名称，入卷内目录。Title, as the catalogue has it.
        title: String,
        /// 页数。Pages.
        pages: u32,
        /// 可以查看的当事人；不填的，仅办案机关可见。Parties that may see it; if absent only the office may.
        visible_to: Option<Vec<PartyNo>>,
        /// 所证明的事项。What it proves.
        proves: Option<ProvesInput>,
    }
}

input! {
    /// 更正材料著录。Corrects how a material is entered in the catalogue; its bytes stay.
    CorrectMaterial {
        /// 材料在本案的序号。Number of the material.
        material: u32,
        /// 材料种类。What it is.
        kind: Option<MaterialKind>,
        /// 卷别；归入副卷的，不再对当事人开放。Volume; in the secondary one it is open to no party any more.
        volume: Option<Volume>,
        /// 保密情况；不容许现有的可以查看的当事人的，不再对当事人开放。Why it is to be kept from others; where that does not allow the parties that may see it, it is open to none any more.
        secrecy: Option<Secrecy>,
        /// 材料名称。Title.
        title: Option<String>,
        /// 页数。Pages.
        pages: Option<u32>,
        /// 可以查看的当事人。Parties that may see it.
        visible_to: Option<Vec<PartyNo>>,
        /// 所证明的事项。What it proves.
        proves: Option<ProvesInput>,
        /// 更正理由。Why.
        reason: String,
    }
}

input! {
    /// 提请剔除材料。Proposes to take a material out of the file for good.
    ProposeExcision {
        /// 材料在本案的序号。Number of the material.
        material: u32,
        /// 理由；不写被剔除的内容。Why, without what is to be taken out.
        reason: String,
    }
}

input! {
    /// 决定是否剔除材料。Decides whether a material is taken out for good.
    DecideExcision {
        /// 材料在本案的序号。Number of the material.
        material: u32,
        /// 是否剔除。Whether it is taken out.
        excise: bool,
        /// 理由；不写被剔除的内容。Why, without what is taken out.
        reason: String,
    }
}
