//! Saved filters 常用筛选.

use async_graphql::{ComplexObject, Context, ID, InputObject, Result, SimpleObject};
use casework::Denied;
use store::CaseFilter as Conditions;
use store::saved::SavedFilter as Saved;
use uuid::Uuid;
use workflow::file::CaseKind;
use workflow::scalar::{Date, Instant};

use crate::error;
use crate::id::GlobalId;
use crate::query::{self, CaseFilter};
use crate::session::Desk;
use crate::types::outcome::OutcomeKind;
use crate::types::refusal::Refusal;

/// 保存一项常用筛选。
///
/// Saves a filter under a name.
#[derive(InputObject)]
pub(crate) struct SaveFilterInput {
    /// 替换已经保存的一项时填写其标识。Id of the saved filter that this one replaces; absent to save another.
    id: Option<ID>,
    /// 名称，至多五十字，本人的各不相同。Name, at most fifty characters; each of the viewer's filters has another.
    name: String,
    /// 筛选条件，至少一项。Which cases; at least one condition.
    filter: CaseFilter,
}

/// 删除一项常用筛选。
///
/// To delete a saved filter.
#[derive(InputObject)]
pub(crate) struct DeleteFilterInput {
    /// 筛选的标识。Id of the filter.
    id: ID,
}

/// 常用筛选，仅本人可见。
///
/// A filter that the viewer has saved; nobody else sees it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct SavedFilter {
    #[graphql(skip)]
    conditions: Conditions,
    /// 标识，用于 `cases(savedFilter:)`、`saveFilter`、`deleteFilter`。Opaque id, for `cases(savedFilter:)`, `saveFilter` and `deleteFilter`.
    id: ID,
    /// 名称。Name.
    name: String,
    /// 保存的时刻。When it was last saved.
    saved_at: Instant,
    /// 筛选条件。Its conditions.
    filter: SavedConditions,
}

/// 常用筛选的条件，与 `CaseFilter` 相同；没有此项条件的为空。
///
/// Conditions of a saved filter, the same as of `CaseFilter`; null where nothing is asked of it.
#[derive(SimpleObject)]
pub(crate) struct SavedConditions {
    /// 案件种类。Kind.
    kind: Option<CaseKind>,
    /// 阶段的标识。Stage, by its id.
    stage: Option<String>,
    /// 承办人或协办人。Officer or co-officer.
    officer: Option<ID>,
    /// 没有承办人或者已有。Without an officer, or with one.
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
    /// 应上报全国平台的均已上报，或者尚有待上报的。Everything that is to be reported is, or something is not.
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

impl SavedFilter {
    pub(crate) fn of(saved: Saved) -> Self {
        let kept = &saved.filter;
        let filter = SavedConditions {
            kind: kept.kind,
            stage: kept.stage.clone(),
            officer: kept.officer.map(|user| GlobalId::User(user).into()),
            unassigned: kept.unassigned,
            respondent: kept.respondent.map(|organ| GlobalId::Organ(organ).into()),
            outcome: kept.outcome.as_deref().and_then(OutcomeKind::from_code),
            open: kept.open,
            suspended: kept.suspended,
            stay_asked: kept.stay_asked,
            reported: kept.reported,
            number_contains: kept.number_contains.clone(),
            party_contains: kept.party_contains.clone(),
            received_from: kept.received_from.map(Into::into),
            received_until: kept.received_until.map(Into::into),
            due_until: kept.due_until.map(Into::into),
        };
        Self {
            conditions: saved.filter,
            id: GlobalId::Filter(saved.id).into(),
            name: saved.name,
            saved_at: Instant::new(saved.saved_at),
            filter,
        }
    }
}

#[ComplexObject]
impl SavedFilter {
    /// 符合的案件数，只计现在可见的。How many cases it holds that the viewer may see now.
    async fn case_count(&self, ctx: &Context<'_>) -> Result<u64> {
        let desk = Desk::of(ctx)?;
        if !may_ask(desk, &self.conditions) {
            return Ok(0);
        }
        let store = &desk.rooms.store;
        let count = store.count_cases(desk.actor(), &self.conditions).await;
        count.map_err(|fault| error::of_store(&fault))
    }
}

/// 保存常用筛选的回答：已保存的筛选或者拒绝。
///
/// What was saved, or the refusal.
#[derive(SimpleObject)]
pub(crate) struct SaveFilterPayload {
    /// 已保存的筛选；被拒绝时为空。What was saved; null when refused.
    saved_filter: Option<SavedFilter>,
    /// 拒绝；已经保存时为空。Why nothing was saved; null when it was.
    refusal: Option<Refusal>,
}

/// 删除常用筛选的回答：已删除的标识或者拒绝。
///
/// Id of what was deleted, or why nothing was.
#[derive(SimpleObject)]
pub(crate) struct DeleteFilterPayload {
    /// 已删除的筛选的标识；被拒绝时为空。Id of the filter that was deleted; null when refused.
    deleted_id: Option<ID>,
    /// 拒绝；已经删除时为空。Why nothing was deleted; null when it was.
    refusal: Option<Refusal>,
}

impl SaveFilterInput {
    /// Saves it.
    pub(crate) async fn save(self, desk: Desk<'_>) -> Result<SaveFilterPayload> {
        let filter = self.filter.read(desk)?;
        let (door, moment) = (&desk.rooms.desk, desk.session.moment);
        let saved = match self.id.as_ref().map(filter_id) {
            Some(None) => Err(Denied::NotFound),
            id => {
                let id = id.flatten();
                let saved = door.save_filter(desk.actor(), id, &self.name, filter, moment);
                saved.await
            }
        };
        Ok(match saved {
            Ok(saved) => SaveFilterPayload {
                saved_filter: Some(SavedFilter::of(saved)),
                refusal: None,
            },
            Err(denied) => SaveFilterPayload {
                saved_filter: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }
}

/// Deletes a saved filter.
pub(crate) async fn delete(
    desk: Desk<'_>,
    input: DeleteFilterInput,
) -> Result<DeleteFilterPayload> {
    let id = input.id;
    let deleted = match filter_id(&id) {
        Some(known) => desk.rooms.desk.delete_filter(desk.actor(), known).await,
        None => Err(Denied::NotFound),
    };
    Ok(match deleted {
        Ok(()) => DeleteFilterPayload {
            deleted_id: Some(id),
            refusal: None,
        },
        Err(denied) => DeleteFilterPayload {
            deleted_id: None,
            refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
        },
    })
}

/// The saved filters of who asks.
pub(crate) async fn mine(desk: Desk<'_>) -> Result<Vec<SavedFilter>> {
    let saved = desk.rooms.store.saved_filters(desk.actor()).await;
    let saved = saved.map_err(|fault| error::of_store(&fault))?;
    Ok(saved.into_iter().map(SavedFilter::of).collect())
}

/// The conditions of a saved filter of who asks.
pub(crate) async fn conditions(desk: Desk<'_>, id: &ID) -> Result<Conditions> {
    let Some(known) = filter_id(id) else {
        return Err(query::not_of_kind("savedFilter", id, "filter"));
    };
    let saved = desk.rooms.store.saved_filter(desk.actor(), known).await;
    let saved = saved.map_err(|fault| error::of_store(&fault))?;
    let Some(saved) = saved else {
        return Err(error::bad_input(
            "`savedFilter` 不是您保存的筛选：请用 `mySavedFilters` 给出的标识。\
             `savedFilter` is none of your saved filters: use an `id` that `mySavedFilters` gave",
        ));
    };
    if !may_ask(desk, &saved.filter) {
        return Err(error::bad_input(
            "`savedFilter` 含有 `reported`，仅供办案机关工作人员使用：请重新保存。\
             `savedFilter` asks `reported`, which is for staff of the owning office: save it anew without",
        ));
    }
    Ok(saved.filter)
}

/// Whether who asks may still ask for what was saved, when it may have held another role.
fn may_ask(desk: Desk<'_>, saved: &Conditions) -> bool {
    saved.reported.is_none() || query::staff(desk)
}

fn filter_id(id: &ID) -> Option<Uuid> {
    match GlobalId::parse(id)? {
        GlobalId::Filter(filter) => Some(filter),
        _ => None,
    }
}
