//! What parties handed in after the registration 补充材料.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::Channel;
use workflow::file::{self, CaseFile};
use workflow::scalar::Date;

use crate::types::party::{Parties, Party};

/// 补充材料：登记之后提交，不起算任何期间。
///
/// Papers that a party handed in after the registration. They start nothing.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Supplement {
    /// 在本案的序号。Number within the case.
    no: u32,
    /// 收到之日。Day it came.
    on: Date,
    /// 材料的名称和内容。What it is.
    what: String,
    /// 收到的渠道。Way by which it came.
    channel: Channel,
    #[graphql(skip)]
    from: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Supplement {
    /// 提交的当事人。Who handed it in.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.from).await
    }
}

impl Supplement {
    /// Everything handed in later, oldest first.
    pub(crate) fn all(file: &CaseFile, parties: &Parties) -> Vec<Self> {
        let known = file.facts.supplements.iter();
        known.map(|known| Self::of(known, parties)).collect()
    }

    fn of(known: &file::Supplement, parties: &Parties) -> Self {
        Self {
            no: known.no,
            on: known.on.into(),
            what: known.what.clone(),
            channel: known.channel,
            from: known.party,
            parties: parties.clone(),
        }
    }
}
