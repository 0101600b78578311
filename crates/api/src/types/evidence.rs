//! Evidence 证据 handed in.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::{Burden, EvidenceKind};
use workflow::file;
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::party::{Parties, Party};

/// 提交的证据。
///
/// What a party handed in at one time.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Evidence {
    /// 在本案的序号。Number within the case.
    no: u32,
    /// 提交之日。Day handed in.
    on: Date,
    /// 证据。Pieces.
    items: Vec<EvidenceItem>,
    /// 是否属于行政行为作出时没有提出的理由或者证据。Whether it raises what was not raised when the act was made.
    newly_raised: bool,
    /// 经同意补充的，该事项的序号。Matter under whose consent a respondent supplemented.
    supplement: Option<u32>,
    /// 申请人应当提供证据证明的事项。What an applicant must prove with it (ARL 44(2)).
    burden: Option<Burden>,
    /// 不必或者不能提供该项证据的理由。Why the applicant need not, or cannot, provide that.
    excuse: Option<String>,
    /// 说明，新提出的理由。What it is to show; new reasons.
    note: String,
    #[graphql(skip)]
    party_no: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Evidence {
    /// 提交的当事人。Party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.party_no).await
    }

    /// 所证明事项的名目。Label of what an applicant must prove.
    async fn burden_label(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some((zh, en)) = self.burden.map(Burden::label) else {
            return Ok(None);
        };
        Ok(Some(Desk::of(ctx)?.pick(zh, en)))
    }
}

impl Evidence {
    pub(crate) fn of(evidence: &file::Evidence, parties: &Parties) -> Self {
        Self {
            no: evidence.no,
            on: evidence.on.into(),
            items: evidence.items.iter().map(EvidenceItem::of).collect(),
            newly_raised: evidence.newly_raised,
            supplement: evidence.supplement,
            burden: evidence.burden,
            excuse: evidence.excuse.clone(),
            note: evidence.note.clone(),
            party_no: evidence.party,
            parties: parties.clone(),
        }
    }
}

/// 证据。
///
/// One piece of evidence.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct EvidenceItem {
    /// 证据种类。Kind.
    kind: EvidenceKind,
    /// 证据名称。What it is.
    title: String,
    /// 收集之日。Day on which a respondent gathered it.
    gathered_on: Option<Date>,
    /// 是否为被申请人在复议期间自行收集，不作为认定行政行为合法性、适当性的依据。
    ///
    /// Whether a respondent gathered it on its own while the case ran, so that it is no basis for the act (ARL 46(1)).
    self_gathered: bool,
}

#[ComplexObject]
impl EvidenceItem {
    /// 种类的名目。Label of the kind.
    async fn kind_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }
}

impl EvidenceItem {
    fn of(item: &file::EvidenceItem) -> Self {
        Self {
            kind: item.kind,
            title: item.title.clone(),
            gathered_on: item.gathered_on.map(Into::into),
            self_gathered: item.self_gathered,
        }
    }
}
