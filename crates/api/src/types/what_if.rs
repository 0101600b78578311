//! What if 试算: one day of a case changed, every day that follows from it seen, nothing written.

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use casework::Denied;
use workflow::file::TermState;
use workflow::id::CaseId;
use workflow::scalar::Date;
use workflow::trial::{Change, Compared};

use crate::loaders::RowOf;
use crate::query;
use crate::session::Desk;
use crate::types::case::Case;
use crate::types::left::Light;
use crate::types::panel::DeadlinePanel;
use crate::types::party::Parties;
use crate::types::refusal::Refusal;
use crate::types::term::Term;

/// 对案件的试算。
///
/// A question of what would be otherwise about a case.
#[derive(InputObject)]
pub(crate) struct WhatIfInput {
    /// 案件的全局标识。Global id of the case.
    case_id: ID,
    /// 不同之处。One thing that is taken to be otherwise.
    change: WhatIfChange,
}

/// 假设的不同之处，只填一项。
///
/// One thing that is taken to be otherwise.
#[derive(OneofObject)]
pub(crate) enum WhatIfChange {
    /// 某条日志的生效日不同：收件、受理、送达、中止、恢复等。An entry had effect on another day: receipt, acceptance, a service, a suspension, a resumption.
    Day(DayChange),
    /// 某次延长的天数不同。An extension gave another number of days.
    Extension(ExtensionChange),
}

/// 生效日不同。
///
/// Another day of effect.
#[derive(InputObject)]
pub(crate) struct DayChange {
    /// 日志条目在本案的序号。Number of the entry within the case.
    entry: u32,
    /// 假设的生效日；公告送达的为公告之日。Other day; of a public notice the day of publication.
    on: Date,
}

/// 延长的天数不同。
///
/// Another number of days of an extension.
#[derive(InputObject)]
pub(crate) struct ExtensionChange {
    /// 登记延长的日志条目在本案的序号。Number of the entry that recorded the extension.
    entry: u32,
    /// 假设的天数，单位与期间相同；零为不延长。Other number, in the unit of the period; 0 for none.
    days: u32,
}

impl WhatIfChange {
    fn read(&self) -> Change {
        match self {
            Self::Day(DayChange { entry, on }) => Change::Day {
                entry: *entry,
                on: on.0,
            },
            Self::Extension(ExtensionChange { entry, days }) => Change::Extension {
                entry: *entry,
                days: *days,
            },
        }
    }
}

/// 试算的回答：各期限，或者不能如此假设的理由。什么也没有写入。
///
/// Answer: the terms as they are and as they would be, or why it cannot have been so. Nothing is written.
pub(crate) struct WhatIfPayload {
    case: Option<(CaseId, Parties)>,
    answer: Result<Vec<Compared>, Refusal>,
}

impl WhatIfInput {
    /// Asks.
    pub(crate) async fn answer(self, desk: Desk<'_>) -> Result<WhatIfPayload> {
        let refused = |denied: &Denied| -> Result<WhatIfPayload> {
            Ok(WhatIfPayload {
                case: None,
                answer: Err(Refusal::of_denied(denied, desk.session.lang)?),
            })
        };
        let Some(id) = query::case_id(&self.case_id) else {
            return refused(&Denied::NotFound);
        };
        let Some(row) = desk.loader.load_one(RowOf(id)).await? else {
            return refused(&Denied::NotFound);
        };
        let (door, moment) = (&desk.rooms.desk, desk.session.moment);
        let change = self.change.read();
        match door.what_if(desk.actor(), id, change, moment).await {
            Ok(compared) => Ok(WhatIfPayload {
                case: Some((id, Case::of(row).known_parties())),
                answer: Ok(compared),
            }),
            Err(denied) => refused(&denied),
        }
    }
}

/// 试算的回答：各期限，或者不能如此假设的理由。什么也没有写入。
///
/// Answer: the terms as they are and as they would be, or why it cannot have been so. Nothing is written.
#[Object]
impl WhatIfPayload {
    /// 本案的期限，按序号排列。Terms of the case, by number.
    async fn terms(
        &self,
        #[graphql(
            desc = "是为有变动的，否为不变的，不填为全部。True for those that move, false for those that do not, absent for all."
        )]
        moved: Option<bool>,
    ) -> Vec<WhatIfTerm> {
        let (Some((case, parties)), Ok(compared)) = (&self.case, &self.answer) else {
            return Vec::new();
        };
        let chosen = compared
            .iter()
            .filter(|one| moved.is_none_or(|moved| moved == one.moved()));
        let of = |term: &workflow::file::Term| Term::of(*case, term.clone(), parties.clone());
        chosen
            .map(|one| WhatIfTerm {
                before: of(&one.before),
                after: of(&one.after),
                moved: one.moved(),
            })
            .collect()
    }

    /// 不能如此假设的理由。Why it cannot have been so.
    async fn refusal(&self) -> Option<&Refusal> {
        self.answer.as_ref().err()
    }
}

/// 一个期限，现状与假设。
///
/// A term as it is, and as it would be.
pub(crate) struct WhatIfTerm {
    before: Term,
    after: Term,
    moved: bool,
}

/// 一个期限，现状与假设。
///
/// A term as it is, and as it would be.
#[Object]
impl WhatIfTerm {
    /// 现状。Term as it is.
    async fn before(&self) -> &Term {
        &self.before
    }

    /// 假设。As it would be.
    async fn after(&self) -> SupposedTerm<'_> {
        SupposedTerm(&self.after)
    }

    /// 是否有变动。Whether anything about it would be otherwise.
    async fn moved(&self) -> bool {
        self.moved
    }
}

/// 假设的期限。它没有全局标识，因为它并不存在。
///
/// A term as it would be. It has no id, because it does not exist.
pub(crate) struct SupposedTerm<'a>(&'a Term);

/// 假设的期限。它没有全局标识，因为它并不存在。
///
/// A term as it would be. It has no id, because it does not exist.
#[Object]
impl SupposedTerm<'_> {
    /// 起算日，当日不计入。Day that starts it and is not counted.
    async fn started_on(&self) -> Date {
        self.0.held().started_on.into()
    }

    /// 届满日。Last day.
    async fn due_on(&self) -> Date {
        self.0.held().due.into()
    }

    /// 稳妥日。Last working day on or before the unrolled last day.
    async fn safe_by(&self) -> Date {
        self.0.held().safe_by.into()
    }

    /// 是否暂定。Whether it rests on a year whose notice is not loaded.
    async fn provisional(&self) -> bool {
        self.0.held().provisional
    }

    /// 延长的日数。Days added.
    async fn extension_days(&self) -> u32 {
        self.0.held().extension_days
    }

    /// 状态。State.
    async fn state(&self) -> TermState {
        self.0.held().state
    }

    /// 结束之日。Day on which it would have been met, lapsed or cancelled.
    async fn ended_on(&self) -> Option<Date> {
        self.0.held().ended_on.map(Into::into)
    }

    /// 灯色。Light.
    async fn light(&self, ctx: &Context<'_>) -> Result<Light> {
        Ok(self.0.left(Desk::of(ctx)?).light)
    }

    /// 期限说明。How it would explain itself.
    async fn panel(&self, ctx: &Context<'_>) -> Result<Option<DeadlinePanel>> {
        let desk = Desk::of(ctx)?;
        let panel = self.0.explained(desk);
        Ok(panel.map(|panel| DeadlinePanel::of(desk, panel)))
    }
}
