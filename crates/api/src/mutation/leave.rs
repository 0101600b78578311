//! Mutations of leave and deputies.

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{Denied, NewLeave};
use workflow::deputy::Instrument;
use workflow::scalar::Date;

use super::account::user_of;
use crate::id::GlobalId;
use crate::limits;
use crate::session::Desk;
use crate::types::leave::{Leave, LeavePayload};
use crate::types::refusal::Refusal;

/// 授权签发文书。
///
/// Instrument by which a head delegates the authority to sign.
#[derive(InputObject)]
pub(crate) struct DelegationInstrumentInput {
    /// 文号。Number.
    number: String,
    /// 日期，不晚于休假首日。Day, not later than the first of the leave.
    on: Date,
}

/// 登记休假。
///
/// To note a leave.
#[derive(InputObject)]
pub(crate) struct NoteLeaveInput {
    /// 幂等键，如 UUID，至多 128 字节，保留二十四小时。Key such as a UUID, at most 128 bytes, remembered for 24 hours.
    idempotency_key: String,
    /// 休假人的全局标识；不填为本人。Global id of who is on leave; oneself if absent.
    user: Option<ID>,
    /// 首日，计入，不早于今天。First day, counted, today or later.
    from: Date,
    /// 末日，计入，至多在首日后 366 日。Last day, counted, at most 366 days after the first.
    until: Date,
    /// 代办人的全局标识；不填为无人代办，其案件列入 `orphanedCases`。Global id of who stands in; nobody if absent: the cases are then among `orphanedCases`.
    deputy: Option<ID>,
    /// 负责人有代办人时必填：授权签发文书。Where a head has a deputy: the instrument, which is needed.
    instrument: Option<DelegationInstrumentInput>,
}

/// 结束休假。
///
/// To end a leave.
#[derive(InputObject)]
pub(crate) struct EndLeaveInput {
    /// 休假的全局标识。Global id of the leave.
    leave: ID,
}

/// What can be done about leave.
#[derive(Default)]
pub(crate) struct LeaveMutations;

/// What can be done about leave.
#[Object]
impl LeaveMutations {
    /// 登记休假和代办人。由本人或者复议机构负责人办理。休假期间代办人可以办理休假人的案件，提醒同时发给代办人；回避和职责分离不变。
    ///
    /// Notes a leave and who stands in. For the user, or a head of the institution. On its days the deputy may do what the one
    /// on leave could, and is sent the reminders too; recusals hold, and whoever drafted does not sign as a deputy.
    async fn note_leave(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "休假。Leave.")] input: NoteLeaveInput,
    ) -> Result<LeavePayload> {
        let desk = Desk::of(ctx)?;
        limits::key(&input.idempotency_key)?;
        let noted = match desk.person() {
            None => Err(Denied::NotFound),
            Some(person) => {
                let user = match &input.user {
                    None => Some(person.user),
                    Some(id) => user_of(id),
                };
                let deputy = input.deputy.as_ref().map(user_of);
                match (user, deputy) {
                    (None, _) => Err(Denied::NotFound),
                    (_, Some(None)) => Err(no_user(input.deputy)),
                    (Some(user), deputy) => {
                        let instrument = input.instrument.map(|given| Instrument {
                            number: given.number.trim().to_owned(),
                            on: given.on.0,
                        });
                        let new = NewLeave {
                            user,
                            from: input.from.0,
                            until: input.until.0,
                            deputy: deputy.flatten(),
                            instrument,
                        };
                        let (actor, moment) = (desk.actor(), desk.session.moment);
                        let key = Some(input.idempotency_key.as_str());
                        let desk = &desk.rooms.desk;
                        desk.note_leave(actor, person.organ, new, key, moment).await
                    }
                }
            }
        };
        answer(desk, noted)
    }

    /// 提前结束休假，自今天起不再休假；尚未开始的取消。由本人或者复议机构负责人办理。
    ///
    /// Ends a leave early, from today on; one that has not begun is called off. For the user, or a head of the institution.
    async fn end_leave(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "休假。Leave.")] input: EndLeaveInput,
    ) -> Result<LeavePayload> {
        let desk = Desk::of(ctx)?;
        // Another id names no leave.
        let leave = match GlobalId::parse(&input.leave) {
            Some(GlobalId::Leave(leave)) => leave,
            _ => uuid::Uuid::nil(),
        };
        let ended = match desk.person() {
            None => Err(Denied::NotFound),
            Some(person) => {
                let (actor, moment) = (desk.actor(), desk.session.moment);
                let desk = &desk.rooms.desk;
                desk.end_leave(actor, person.organ, leave, moment).await
            }
        };
        answer(desk, ended)
    }
}

fn no_user(id: Option<ID>) -> Denied {
    Denied::BadField {
        field: "deputy",
        value: limits::short(id.as_ref().map_or("", |id| id.as_str())),
        expected: "本机关的用户 / a user of the same office".to_owned(),
    }
}

fn answer(desk: Desk<'_>, done: Result<store::office::Leave, Denied>) -> Result<LeavePayload> {
    Ok(match done {
        Ok(leave) => LeavePayload {
            leave: Some(Leave(leave)),
            refusal: None,
        },
        Err(denied) => LeavePayload {
            leave: None,
            refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
        },
    })
}
