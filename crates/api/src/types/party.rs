//! Parties 当事人.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use workflow::file::PartyRole;
use workflow::id::{CaseId, OrganId, PartyNo};
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::loaders::PartiesOf;
use crate::session::Desk;
use crate::types::people::{self, Organ};

/// 当事人。
///
/// A party to a case.
#[derive(Clone)]
pub(crate) struct Party {
    pub(crate) case: CaseId,
    /// The organ that owns the case; its staff alone see how to reach a party.
    pub(crate) owner: OrganId,
    pub(crate) party: workflow::file::Party,
}

/// 当事人。
///
/// A party to a case.
#[Object]
impl Party {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Party(self.case, self.party.no).into()
    }

    /// 在本案的序号，指令中填写。Number within the case, as commands take it.
    async fn no(&self) -> u32 {
        self.party.no
    }

    /// 地位。Part it plays.
    async fn role(&self) -> PartyRole {
        self.party.role
    }

    /// 地位的名目。Label of the part it plays.
    async fn role_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.party.role.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 姓名或名称。Name.
    async fn name(&self) -> &str {
        &self.party.name
    }

    /// 送达地址，仅办案机关工作人员可见。Address for service, for staff of the owning office only.
    async fn address(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let visible = Desk::of(ctx)?.is_staff_of(self.owner);
        Ok(self.party.address.as_deref().filter(|_| visible))
    }

    /// 电话，仅办案机关工作人员可见。Telephone, for staff of the owning office only.
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let visible = Desk::of(ctx)?.is_staff_of(self.owner);
        Ok(self.party.phone.as_deref().filter(|_| visible))
    }

    /// 退出本案之日。Day it left the case.
    async fn left_on(&self) -> Option<Date> {
        self.party.left_on.map(Into::into)
    }

    /// 被申请人所属机关。For a respondent, the organ.
    async fn organ(&self, ctx: &Context<'_>) -> Result<Option<Organ>> {
        match self.party.organ {
            Some(organ) => people::organ(ctx, organ).await,
            None => Ok(None),
        }
    }
}

/// The parties of one case: known already, or loaded together with those of the other cases of the request.
#[derive(Clone)]
pub(crate) struct Parties {
    case: CaseId,
    owner: OrganId,
    known: Option<Arc<Vec<workflow::file::Party>>>,
}

impl Parties {
    /// Parties still to be loaded.
    pub(crate) fn of_case(case: CaseId, owner: OrganId) -> Self {
        Self {
            case,
            owner,
            known: None,
        }
    }

    /// Parties that are known already.
    pub(crate) fn known(case: CaseId, owner: OrganId, parties: Vec<workflow::file::Party>) -> Self {
        Self {
            case,
            owner,
            known: Some(Arc::new(parties)),
        }
    }

    /// All of them, by number.
    pub(crate) async fn load(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        let parties = match &self.known {
            Some(known) => Arc::clone(known),
            None => {
                let loaded = Desk::of(ctx)?.loader.load_one(PartiesOf(self.case)).await?;
                loaded.unwrap_or_default()
            }
        };
        let of = |party: &workflow::file::Party| Party {
            case: self.case,
            owner: self.owner,
            party: party.clone(),
        };
        Ok(parties.iter().map(of).collect())
    }

    /// Those with the numbers given.
    pub(crate) async fn some(&self, ctx: &Context<'_>, numbers: &[PartyNo]) -> Result<Vec<Party>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let mut parties = self.load(ctx).await?;
        parties.retain(|party| numbers.contains(&party.party.no));
        Ok(parties)
    }

    /// The one with a number.
    pub(crate) async fn one(&self, ctx: &Context<'_>, number: PartyNo) -> Result<Option<Party>> {
        Ok(self.some(ctx, &[number]).await?.into_iter().next())
    }
}
