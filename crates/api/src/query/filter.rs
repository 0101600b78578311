//! Which cases a list holds 案件筛选.

use async_graphql::{ID, InputObject, Result};
use store::CaseFilter as StoreCaseFilter;
use workflow::file::CaseKind;
use workflow::id::UserId;
use workflow::scalar::Date;

use super::{not_of_kind, organ_id};
use crate::error;
use crate::id::GlobalId;
use crate::limits;
use crate::session::Desk;
use crate::types::outcome::OutcomeKind;

/// 案件的筛选条件，须全部满足。
///
/// Which cases; every condition given must hold.
#[derive(InputObject, Default)]
pub(crate) struct CaseFilter {
    /// 案件种类：行政复议案件，或者案前介入。Kind: cases of reconsideration, or early interventions.
    kind: Option<CaseKind>,
    /// 阶段的标识。Stage, by its id in the definitions.
    stage: Option<String>,
    /// 承办人或协办人。Officer or co-officer.
    officer: Option<ID>,
    /// 没有承办人（如承办人已回避）或者已有。Without an officer, as after a recusal, or with one.
    unassigned: Option<bool>,
    /// 被申请人。Respondent agency.
    respondent: Option<ID>,
    /// 结果。Outcome.
    outcome: Option<OutcomeKind>,
    /// 未结案或者已结案。Not yet closed, or closed.
    open: Option<bool>,
    /// 是否中止。Suspended, or not.
    suspended: Option<bool>,
    /// 有停止执行的申请待定，或者没有。A request to stay execution waits for an answer, or none does.
    stay_asked: Option<bool>,
    /// 应上报全国平台的均已上报，或者尚有待上报的；仅办案机关工作人员可用。
    ///
    /// Everything that is to be reported to the national platform is, or something is not; for staff of the owning office.
    reported: Option<bool>,
    /// 案号中的一段。Part of the number.
    number_contains: Option<String>,
    /// 当事人姓名或名称中的一段。Part of a party's name.
    party_contains: Option<String>,
    /// 收到之日不早于。Received on this day or later.
    received_from: Option<Date>,
    /// 收到之日不晚于。Received on this day or earlier.
    received_until: Option<Date>,
    /// 最近届满日不晚于。Next due day on this day or earlier.
    due_until: Option<Date>,
}

impl CaseFilter {
    /// The conditions, where who asks may ask for them.
    pub(crate) fn read(self, desk: Desk<'_>) -> Result<StoreCaseFilter> {
        if self.reported.is_some() && !staff(desk) {
            return Err(error::bad_input(
                "`reported` 仅供办案机关工作人员使用。`reported` is for staff of the owning office: leave it out".to_owned(),
            ));
        }
        let texts = [
            ("stage", &self.stage),
            ("numberContains", &self.number_contains),
            ("partyContains", &self.party_contains),
        ];
        for (field, text) in texts {
            limits::search(field, text.as_deref().unwrap_or_default())?;
        }
        let officer = self.officer.map(|id| user_id("officer", &id)).transpose()?;
        let respondent = self
            .respondent
            .map(|id| organ_id("respondent", &id))
            .transpose()?;
        Ok(StoreCaseFilter {
            kind: self.kind,
            stage: self.stage,
            officer,
            orphaned: None,
            unassigned: self.unassigned,
            respondent,
            outcome: self.outcome.map(|kind| kind.code().to_owned()),
            open: self.open,
            suspended: self.suspended,
            stay_asked: self.stay_asked,
            reported: self.reported,
            number_contains: self.number_contains,
            party_contains: self.party_contains,
            received_from: self.received_from.map(|day| day.0),
            received_until: self.received_until.map(|day| day.0),
            due_until: self.due_until.map(|day| day.0),
        })
    }
}

/// Whether who asks is staff of its own office.
pub(crate) fn staff(desk: Desk<'_>) -> bool {
    let organ = desk.person().map(|person| person.organ);
    organ.is_some_and(|organ| desk.is_staff_of(organ))
}

fn user_id(field: &str, id: &ID) -> Result<UserId> {
    match GlobalId::parse(id) {
        Some(GlobalId::User(user)) => Ok(user),
        _ => Err(not_of_kind(field, id, "user")),
    }
}
