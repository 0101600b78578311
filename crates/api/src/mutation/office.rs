//! Mutations of an office's users.

use std::collections::BTreeSet;

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{Denied, NewUser};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::id::{OrganId, UserId};

use super::account::user_of;
use crate::limits;
use crate::session::Desk;
use crate::types::people::{self, User};
use crate::types::refusal::Refusal;

/// 新增用户。
///
/// To add a user.
#[derive(InputObject)]
pub(crate) struct AddUserInput {
    /// 幂等键，如 UUID，至多 128 字节，保留二十四小时。Key such as a UUID, at most 128 bytes, remembered for 24 hours.
    idempotency_key: String,
    /// 登录名，在本机关唯一。Name to sign in with, one of its kind in the office.
    login: String,
    /// 姓名。Name.
    name: String,
    /// 接收提醒的邮箱。Address for alerts.
    email: Option<String>,
    /// 被申请人经办人所代表的机关，其 `key`。For a respondent's clerk, the `key` of the agency.
    agency: Option<Uuid>,
    /// 提示语的语言：`zh` 或 `en`。Language of messages: `zh` or `en`.
    #[graphql(default_with = "\"zh\".to_owned()")]
    language: String,
    /// 服务账号：只有令牌，没有口令，不能登录。A service account: it has tokens, no password, and cannot sign in.
    #[graphql(default)]
    service: bool,
}

/// 变更用户的角色。
///
/// To change the roles of a user.
#[derive(InputObject)]
pub(crate) struct SetRolesInput {
    /// 用户的全局标识。Global id of the user.
    user: ID,
    /// 变更后的全部角色。All roles afterwards.
    roles: Vec<Role>,
}

/// 停用用户。
///
/// To take a user out of service.
#[derive(InputObject)]
pub(crate) struct DeactivateUserInput {
    /// 用户的全局标识。Global id of the user.
    user: ID,
}

/// 给用户一个初始口令。
///
/// To give a user an initial password.
#[derive(InputObject)]
pub(crate) struct ResetPasswordInput {
    /// 用户的全局标识。Global id of the user.
    user: ID,
}

/// 变更用户的结果。
///
/// Answer to a change of a user.
#[derive(SimpleObject)]
pub(crate) struct UserPayload {
    /// 变更后的用户。User afterwards.
    user: Option<User>,
    /// 未能办理的理由。Why not.
    refusal: Option<Refusal>,
}

/// 停用用户的结果。
///
/// Answer to taking a user out of service.
#[derive(SimpleObject)]
pub(crate) struct DeactivateUserPayload {
    /// 停用后的用户。User afterwards.
    user: Option<User>,
    /// 该用户承办、协办的未结案件数；`orphanedCases` 列出。
    ///
    /// How many open cases the user leads; `orphanedCases` lists them for heads and registrars.
    open_cases: u64,
    /// 未能办理的理由。Why not.
    refusal: Option<Refusal>,
}

/// 设置初始口令的结果。
///
/// Answer to giving an initial password.
#[derive(SimpleObject)]
pub(crate) struct ResetPasswordPayload {
    /// 初始口令，只出现这一次，三日内有效，首次登录时须更换。Initial password, this once; it works for three days and is to be changed at the first sign-in.
    initial_password: Option<String>,
    /// 未能办理的理由。Why not.
    refusal: Option<Refusal>,
}

/// What can be done about the users of an office.
#[derive(Default)]
pub(crate) struct OfficeMutations;

/// What can be done about the users of an office.
#[Object]
impl OfficeMutations {
    /// 新增用户，尚无角色。由系统管理员办理。Adds a user, without a role as yet. For the system administrator.
    async fn add_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "用户。User.")] input: AddUserInput,
    ) -> Result<UserPayload> {
        let desk = Desk::of(ctx)?;
        limits::key(&input.idempotency_key)?;
        let added = match desk.person() {
            None => Err(Denied::NotFound),
            Some(person) => {
                let user = NewUser {
                    organ: person.organ,
                    login: input.login,
                    name: input.name,
                    email: input.email,
                    roles: BTreeSet::new(),
                    agency: input.agency.map(OrganId),
                    language: input.language,
                    service: input.service,
                };
                let (actor, moment) = (desk.actor(), desk.session.moment);
                let key = Some(input.idempotency_key.as_str());
                desk.rooms
                    .desk
                    .add_user_once(actor, user, key, moment)
                    .await
            }
        };
        answer(ctx, added).await
    }

    /// 变更用户的角色；其会话随即结束。由安全管理员办理，不得变更本人的。
    ///
    /// Changes the roles of a user, whose sessions end. For the security administrator, and never one's own.
    async fn set_roles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "用户和角色。User and the roles.")] input: SetRolesInput,
    ) -> Result<UserPayload> {
        let desk = Desk::of(ctx)?;
        let changed = match named(desk, &input.user) {
            None => Err(Denied::NotFound),
            Some((organ, user)) => {
                let (actor, moment) = (desk.actor(), desk.session.moment);
                let roles = input.roles.into_iter().collect();
                let set = desk.rooms.desk.set_roles(actor, organ, user, roles, moment);
                set.await.map(|()| user)
            }
        };
        answer(ctx, changed).await
    }

    /// 停用用户：会话结束，令牌撤销。由系统管理员办理。
    ///
    /// Takes a user out of service: sessions end, tokens are revoked. For the system administrator.
    async fn deactivate_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "用户。User.")] input: DeactivateUserInput,
    ) -> Result<DeactivateUserPayload> {
        let desk = Desk::of(ctx)?;
        let changed = match named(desk, &input.user) {
            None => Err(Denied::NotFound),
            Some((organ, user)) => {
                let (actor, moment) = (desk.actor(), desk.session.moment);
                let done = desk.rooms.desk.deactivate_user(actor, organ, user, moment);
                done.await.map(|left| (user, left))
            }
        };
        let open_cases = changed.as_ref().map_or(0, |(_, left)| *left);
        let UserPayload { user, refusal } = answer(ctx, changed.map(|(user, _)| user)).await?;
        Ok(DeactivateUserPayload {
            user,
            open_cases,
            refusal,
        })
    }

    /// 给用户一个初始口令，由其首次登录时更换；其会话随即结束，原有口令的，其令牌随即撤销。由安全管理员办理。
    ///
    /// Gives a user an initial password, to be changed at the first sign-in; the user's sessions end, and where there was
    /// another password, the user's tokens are revoked. For the security administrator.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "用户。User.")] input: ResetPasswordInput,
    ) -> Result<ResetPasswordPayload> {
        let desk = Desk::of(ctx)?;
        let reset = match named(desk, &input.user) {
            None => Err(Denied::NotFound),
            Some((organ, user)) => {
                let (actor, moment) = (desk.actor(), desk.session.moment);
                desk.rooms
                    .desk
                    .reset_password(actor, organ, user, moment)
                    .await
            }
        };
        Ok(match reset {
            Ok(secret) => ResetPasswordPayload {
                initial_password: Some(secret.expose().to_owned()),
                refusal: None,
            },
            Err(denied) => ResetPasswordPayload {
                initial_password: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }
}

/// The organ of who asks, and the user that an id names.
fn named(desk: Desk<'_>, id: &ID) -> Option<(OrganId, UserId)> {
    Some((desk.person()?.organ, user_of(id)?))
}

async fn answer(ctx: &Context<'_>, changed: Result<UserId, Denied>) -> Result<UserPayload> {
    let desk = Desk::of(ctx)?;
    Ok(match changed {
        Ok(user) => UserPayload {
            user: people::user(ctx, user).await?,
            refusal: None,
        },
        Err(denied) => UserPayload {
            user: None,
            refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
        },
    })
}
