//! Who parties are 证件, and whose names are kept from others 姓名保密.

use async_graphql::{ComplexObject, Context, ID, InputObject, Result, SimpleObject};
use casework::Denied;
use workflow::command::{IdentityKind, ProtectedKind};
use workflow::file::{self, CaseFile};
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::party::{Parties, Party};
use crate::types::refusal::Refusal;

/// 已登记的证件；号码与日志分开保存。
///
/// What proves who a party is; its number lies apart from the log.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Identity {
    /// 证件种类。What document it is.
    kind: IdentityKind,
    /// 登记之日。Day recorded.
    recorded_on: Date,
    #[graphql(skip)]
    of: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Identity {
    /// 证件种类的名目。Label of what document it is.
    async fn kind_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 当事人。Party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.of).await
    }
}

impl Identity {
    /// Those of a file, in the order of the parties.
    pub(crate) fn all(file: &CaseFile, parties: &Parties) -> Vec<Self> {
        let mut known: Vec<&file::Identity> = file.facts.people.identities.iter().collect();
        known.sort_by_key(|known| known.party);
        let of = |known: &file::Identity| Self {
            kind: known.kind,
            recorded_on: known.recorded_on.into(),
            of: known.party,
            parties: parties.clone(),
        };
        known.into_iter().map(of).collect()
    }
}

/// 姓名保密：除本机关工作人员外，其他人看到的是代称。
///
/// A name that is kept from others, who read another word in its place.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Protection {
    /// 在本案的序号。Number within the case.
    no: u32,
    /// 以何身份予以保密。As what.
    kind: ProtectedKind,
    /// 姓名。Name that is kept.
    name: String,
    /// 代称。Word that others read in its place.
    alias: String,
    /// 起始之日。Effective day.
    since: Date,
    /// 解除之日；保密中的为空。Day from which it is kept no longer; null while it is.
    ended_on: Option<Date>,
    #[graphql(skip)]
    of: Option<u32>,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Protection {
    /// 以何身份予以保密的名目。Label of as what it is kept.
    async fn kind_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 当事人；当事人以外的人为空。Party, where it is one.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        match self.of {
            Some(no) => self.parties.one(ctx, no).await,
            None => Ok(None),
        }
    }
}

impl Protection {
    /// Those of a file, by number.
    pub(crate) fn all(file: &CaseFile, parties: &Parties) -> Vec<Self> {
        let of = |known: &file::Protection| Self {
            no: known.no,
            kind: known.kind,
            name: known.name.clone(),
            alias: known.alias(),
            since: known.since.into(),
            ended_on: known.ended_on.map(Into::into),
            of: known.party,
            parties: parties.clone(),
        };
        file.facts.people.protections.iter().map(of).collect()
    }
}

/// 查看证件号码。
///
/// Which number is read, and why.
#[derive(InputObject)]
pub(crate) struct RevealIdentityInput {
    /// 案件。Case.
    pub(crate) case_id: ID,
    /// 当事人在本案的序号。Party, by number.
    pub(crate) party: u32,
    /// 理由，记入机关日志。Why; the log of the organ keeps it.
    pub(crate) reason: String,
}

/// 查看证件号码的回答：号码或者拒绝。
///
/// Answer to who asks for a number: the number, or the refusal.
#[derive(SimpleObject)]
pub(crate) struct RevealIdentityPayload {
    /// 证件号码；被拒绝时为空。Number; null when refused.
    identity_number: Option<String>,
    /// 拒绝；准予查看时为空。Refusal; null when it may be read.
    refusal: Option<Refusal>,
}

impl RevealIdentityPayload {
    /// What the door said.
    pub(crate) fn of(desk: Desk<'_>, answer: Result<String, Denied>) -> Result<Self> {
        Ok(match answer {
            Ok(number) => Self {
                identity_number: Some(number),
                refusal: None,
            },
            Err(denied) => Self {
                identity_number: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }
}
