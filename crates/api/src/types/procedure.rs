//! The procedure by which a case is heard.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::{ProcedureKind, SimplifiedGround};
use workflow::file;
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::party::{Parties, Party};

/// 审理程序。
///
/// Procedure by which a case is heard.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Procedure {
    /// 现在适用的程序。Which of the two it is now.
    kind: ProcedureKind,
    /// 适用简易程序的情形。On what the simplified procedure rests.
    ground: Option<SimplifiedGround>,
    /// 案件涉及款额（元）。Yuan at stake, where it rests on the amount.
    amount: Option<u32>,
    /// 由简易程序转为普通程序之日。Day of the conversion from the simplified procedure.
    converted_on: Option<Date>,
    /// 转为普通程序的理由。Why it was converted.
    conversion_reason: Option<String>,
    #[graphql(skip)]
    consenting: Vec<u32>,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Procedure {
    /// 程序的名目。Label of the procedure.
    async fn label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 适用情形的名目。Label of the ground.
    async fn ground_label(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        let label = self.ground.map(SimplifiedGround::label);
        Ok(label.map(|(zh, en)| desk.pick(zh, en)))
    }

    /// 同意适用简易程序的当事人。Parties who consented to the simplified procedure.
    async fn consents(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.consenting).await
    }
}

impl Procedure {
    pub(crate) fn of(procedure: &file::Procedure, parties: &Parties) -> Self {
        let mut seen = Self {
            kind: procedure.kind(),
            ground: None,
            amount: None,
            converted_on: None,
            conversion_reason: None,
            consenting: Vec::new(),
            parties: parties.clone(),
        };
        match procedure {
            file::Procedure::Ordinary => {}
            file::Procedure::Simplified {
                ground,
                amount,
                consents,
            } => {
                seen.ground = Some(*ground);
                seen.amount = *amount;
                seen.consenting.clone_from(consents);
            }
            file::Procedure::Converted { on, reason } => {
                seen.converted_on = Some((*on).into());
                seen.conversion_reason = Some(reason.clone());
            }
        }
        seen
    }
}
