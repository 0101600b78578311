//! Papers 文书 and their services 送达.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use workflow::command::ServiceMethod;
use workflow::file::Service as Served;
use workflow::id::CaseId;
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::session::Desk;
use crate::types::delivery::{Dispatch, SlipCorrection};
use crate::types::named::Named;
use crate::types::party::{Parties, Party};

/// 文书。内容在制发时固定。
///
/// A paper issued in a case; its facts are frozen when it is issued.
#[derive(Clone)]
pub(crate) struct Paper {
    pub(crate) case: CaseId,
    pub(crate) paper: workflow::file::Paper,
    pub(crate) parties: Parties,
}

/// 文书。内容在制发时固定。
///
/// A paper issued in a case; its facts are frozen when it is issued.
#[Object]
impl Paper {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Paper(self.case, self.paper.no).into()
    }

    /// 在本案的序号，指令中填写。Number within the case, as commands take it.
    async fn no(&self) -> u32 {
        self.paper.no
    }

    /// 文书种类。Kind of paper.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let kind = desk.rooms.rulebook.papers.get(&self.paper.kind);
        let label = kind.map(|kind| (kind.label.zh.as_str(), kind.label.en.as_str()));
        Ok(Named::of(desk, &self.paper.kind, label))
    }

    /// 文号；预览时尚未编号。Number of the document; none is drawn in a preview.
    async fn number(&self) -> Option<&str> {
        self.paper.number.as_ref()?.text()
    }

    /// 制发日。Day issued.
    async fn issued_on(&self) -> Date {
        self.paper.issued_on.into()
    }

    /// 受送达人。Parties to be served.
    async fn addressees(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        let all = self.parties.load(ctx).await?;
        Ok(all
            .into_iter()
            .filter(|party| self.paper.addressees.contains(&party.party.no))
            .collect())
    }

    /// 送达记录；办案机关以外的人只见送达本机关的。Services recorded, at most one for each party; outside the office each sees its own.
    async fn services(&self) -> Vec<Service> {
        let services = self.paper.services.iter();
        services
            .map(|service| Service::of(service, &self.parties))
            .collect()
    }

    /// 尚待送达的当事人；办案机关以外的人只见本机关。Addressees on whom it is not yet served; outside the office each sees itself.
    async fn unserved(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        let actor = Desk::of(ctx)?.actor();
        let all = self.parties.load(ctx).await?;
        Ok(all
            .into_iter()
            .filter(|party| {
                let no = party.party.no;
                !self.paper.withdrawn
                    && store::sees_service_on(actor, &party.party)
                    && self.paper.addressees.contains(&no)
                    && self.paper.service_on(no).is_none()
            })
            .collect())
    }

    /// 交寄、送出的记录，按先后；被申请人只见送本机关的。What was sent, oldest first; a respondent sees what was sent to it.
    async fn dispatches(&self) -> Vec<Dispatch> {
        let sent = self.paper.dispatches.iter();
        sent.map(|known| Dispatch::of(known, &self.parties))
            .collect()
    }

    /// 笔误补正，按先后；文书本身不变。Corrections of slips of the pen, oldest first; the paper itself stays as it was issued.
    async fn corrections(&self) -> Vec<SlipCorrection> {
        let corrections = self.paper.corrections.iter();
        corrections.map(SlipCorrection::of).collect()
    }

    /// 是否因撤销而收回。Whether a reversal withdrew it.
    async fn withdrawn(&self) -> bool {
        self.paper.withdrawn
    }
}

/// 送达。
///
/// Service of a paper on a party.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Service {
    /// 送达方式。How it was served.
    method: ServiceMethod,
    /// 送达日。Day on which it was served in law.
    served_on: Date,
    /// 公告发布日。Day of publication, for public notice.
    published_on: Option<Date>,
    /// 送达回证或邮件单号。Number of the return slip or mail slip.
    slip: String,
    /// 见证人。Witnesses.
    witnesses: Vec<String>,
    /// 是否采用拍照、录像等方式记录。Whether photographs or a video show it.
    recorded: bool,
    /// 公告送达的原因。Why by public notice.
    reason: Option<String>,
    /// 转交的单位、监所，或者受委托的机关。Unit or prison that passed it on, or the organ entrusted.
    through: Option<String>,
    #[graphql(skip)]
    to: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Service {
    /// 送达方式的名目。Label of the method.
    async fn method_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.method.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 受送达人。Party served.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.to).await
    }
}

impl Service {
    fn of(service: &Served, parties: &Parties) -> Self {
        let shown = service.particulars.as_ref();
        let witnesses = shown.and_then(|shown| shown.witnesses.clone());
        Self {
            witnesses: witnesses.unwrap_or_default(),
            recorded: shown.is_some_and(|shown| shown.recorded == Some(true)),
            reason: shown.and_then(|shown| shown.reason.clone()),
            through: shown.and_then(|shown| shown.through.clone()),
            method: service.method,
            served_on: service.served_on.into(),
            published_on: service.published_on.map(Into::into),
            slip: service.slip.clone(),
            to: service.party,
            parties: parties.clone(),
        }
    }
}
