//! What follows from an outcome 结果之后.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::later::{self, CourtLevel, Defendant, SuedOver};

use crate::session::Desk;
use crate::types::named::Named;

/// 可能的行政诉讼：起诉什么、谁是被告、哪一级法院、多长期限。
///
/// One way in which the outcome may be sued over: what is attacked, whom, before which court, within which period.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct LaterSuit {
    /// 起诉什么。What is attacked.
    over: SuedOver,
    /// 被告；二者为共同被告。Against whom; two are co-defendants.
    defendants: Vec<Defendant>,
    /// 级别管辖。Before which court.
    court: CourtLevel,
    /// 法律依据。Articles.
    basis: &'static str,
    #[graphql(skip)]
    within: &'static str,
}

#[ComplexObject]
impl LaterSuit {
    /// 起诉期限。Within which period.
    async fn period(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let period = desk.rooms.rulebook.period(self.within);
        let label = period.map(|period| (period.label.as_str(), period.label_en.as_str()));
        Ok(Named::of(desk, self.within, label))
    }

    /// 文字说明。In words.
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        let desk = Desk::of(ctx)?;
        let say = |(zh, en): (&str, &str)| desk.pick(zh, en);
        let whom: Vec<String> = self.defendants.iter().map(|one| say(one.label())).collect();
        let (over, whom) = (say(self.over.label()), whom.join(&desk.pick("和", " and ")));
        let court = say(self.court.label());
        Ok(desk.pick(
            &format!("不服{over}的，被告为{whom}；{court}"),
            &format!("over {over}: against {whom}; court {court}"),
        ))
    }
}

impl LaterSuit {
    pub(crate) fn of(suit: later::LaterSuit) -> Self {
        Self {
            over: suit.over,
            defendants: suit.defendants,
            court: suit.court,
            basis: suit.basis,
            within: suit.period,
        }
    }
}
