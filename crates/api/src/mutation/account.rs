//! Mutations of who comes in: sign-in, sessions, one's own password, tokens, the first set-up.

use std::collections::BTreeMap;

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{Denied, Entered, FirstUser, NewToken, Secret, SetUp, SignIn};
use uuid::Uuid;
use workflow::id::UserId;

use crate::http::cookie;
use crate::id::GlobalId;
use crate::limits;
use crate::session::{By, Desk, Doorstep};
use crate::types::account::{
    AccessToken, IssueTokenPayload, NewSession, RevokeTokenPayload, SessionPayload,
    SessionsEndedPayload, SetUpPayload, TokenScope,
};
use crate::types::refusal::Refusal;

/// 登录。
///
/// To sign in.
#[derive(InputObject)]
pub(crate) struct SignInInput {
    /// 登录名。Name to sign in with.
    login: String,
    /// 口令。Password.
    #[graphql(secret)]
    password: String,
    /// 机关的标识、机关代字或名称；两个机关有同一登录名时必填。Organ, by id, short name or name; needed where two have the login.
    organ: Option<String>,
    /// 上次登录所得的设备密文。Secret of the device, as an earlier sign-in gave it.
    #[graphql(secret)]
    device: Option<String>,
    /// 是否把会话放在浏览器的 cookie 中，不在回答中给出密文。Whether a cookie of the browser is to hold the session, its secret not being in the answer.
    #[graphql(default)]
    cookie: bool,
}

/// 更换本人的口令。
///
/// To change one's own password.
#[derive(InputObject)]
pub(crate) struct ChangePasswordInput {
    /// 现在的口令。Password of now.
    #[graphql(secret)]
    current: String,
    /// 新口令。New one.
    #[graphql(secret)]
    new: String,
    /// 是否把新会话放在浏览器的 cookie 中。Whether a cookie of the browser is to hold the new session.
    #[graphql(default)]
    cookie: bool,
}

/// 结束本人的一个会话。
///
/// To end one of one's own sessions.
#[derive(InputObject)]
pub(crate) struct EndSessionInput {
    /// 会话的全局标识。Global id of the session.
    session: ID,
}

/// 签发令牌。
///
/// To issue a token.
#[derive(InputObject)]
pub(crate) struct IssueTokenInput {
    /// 幂等键，如 UUID，至多 128 字节，保留二十四小时。Key such as a UUID, at most 128 bytes, remembered for 24 hours.
    idempotency_key: String,
    /// 用途。What it is used for.
    label: String,
    /// 有效天数，1 至 366。Days until it stops working, 1 to 366.
    days: u32,
    /// 权限，至少一项。What it may be used for, at least one.
    scopes: Vec<TokenScope>,
    /// 服务账号的全局标识，由安全管理员签发；不填为本人。Global id of a service account, for which the security administrator issues it; oneself if absent.
    user: Option<ID>,
}

/// 撤销令牌。
///
/// To revoke a token.
#[derive(InputObject)]
pub(crate) struct RevokeTokenInput {
    /// 令牌的全局标识。Global id of the token.
    token: ID,
}

/// 一个文号序列的格式。
///
/// Form of the numbers of a series.
#[derive(InputObject)]
pub(crate) struct NumberFormInput {
    /// 序列，如 `case`。Series, such as `case`.
    series: String,
    /// 格式，含 `{year}` 和 `{serial}`。Form, with `{year}` and `{serial}`.
    form: String,
}

/// 首批用户。
///
/// One of the first users.
#[derive(InputObject)]
pub(crate) struct FirstUserInput {
    /// 登录名。Name to sign in with.
    login: String,
    /// 姓名。Name.
    name: String,
    /// 邮箱。E-mail address.
    email: Option<String>,
    /// 口令。Password.
    #[graphql(secret)]
    password: String,
}

impl FirstUserInput {
    fn read(self) -> FirstUser {
        FirstUser {
            login: self.login,
            name: self.name,
            email: self.email,
            password: Secret::new(self.password),
        }
    }
}

/// 首次设置：首个复议机关及其两名管理员。
///
/// First set-up: the first reconsideration organ and its two administrators.
#[derive(InputObject)]
pub(crate) struct SetUpInput {
    /// 首次设置的令牌，程序启动时显示。Set-up token that the program shows when it starts.
    #[graphql(secret)]
    token: String,
    /// 机关名称。Full name of the organ.
    organ_name: String,
    /// 机关代字。Short name, as numbers of documents have it.
    short_name: String,
    /// 文号格式。Forms of numbers.
    #[graphql(default)]
    number_forms: Vec<NumberFormInput>,
    /// 系统管理员，管理机关和用户。System administrator, who keeps organs and users.
    system_admin: FirstUserInput,
    /// 安全管理员，授予角色和口令；须为另一人。Security administrator, who gives roles and passwords: another person.
    security_admin: FirstUserInput,
}

/// What can be done about coming in.
#[derive(Default)]
pub(crate) struct AccountMutations;

/// What can be done about coming in.
#[Object]
impl AccountMutations {
    /// 登录。不需要令牌；在一次请求中至多一次。用户不存在与口令不符的回答相同。
    ///
    /// Signs in. Takes no token, and stands in a request once. An unknown user and a wrong password are answered alike.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "登录名、口令等。Login, password and the rest.")] input: SignInInput,
    ) -> Result<SessionPayload> {
        let (door, rooms) = Doorstep::of(ctx)?;
        let mut visitor = door.visitor.clone();
        visitor.device = input.device.map(Secret::new).or(visitor.device);
        let asked = SignIn {
            login: input.login,
            password: Secret::new(input.password),
            organ: input.organ,
        };
        let answer = rooms.desk.sign_in(asked, &visitor, door.moment).await;
        session(ctx, answer, input.cookie)
    }

    /// 退出登录：结束本次请求所用的会话。Signs out: ends the session of this request.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SessionsEndedPayload> {
        let desk = Desk::of(ctx)?;
        ctx.append_http_header("set-cookie", cookie::without_session());
        match desk.session.by {
            By::Session { id, .. } => end(desk, id).await,
            By::Token { .. } => ended(desk, Err(Denied::NotFound)),
        }
    }

    /// 结束本人的一个会话。Ends one of one's own sessions.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "会话。Session.")] input: EndSessionInput,
    ) -> Result<SessionsEndedPayload> {
        let desk = Desk::of(ctx)?;
        match GlobalId::parse(&input.session) {
            Some(GlobalId::Session(id)) => end(desk, id).await,
            _ => ended(desk, Err(Denied::NotFound)),
        }
    }

    /// 结束本人的全部会话，包括本次请求所用的。Ends all of one's own sessions, that of this request included.
    async fn end_all_sessions(&self, ctx: &Context<'_>) -> Result<SessionsEndedPayload> {
        let desk = Desk::of(ctx)?;
        let (actor, moment) = (desk.actor(), desk.session.moment);
        ended(desk, desk.rooms.desk.end_all_sessions(actor, moment).await)
    }

    /// 更换本人的口令：全部会话结束，并开始一个新会话。
    ///
    /// Changes one's own password: every session ends, and one begins anew.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "现在的口令和新口令。Password of now, and the new one.")]
        input: ChangePasswordInput,
    ) -> Result<SessionPayload> {
        let desk = Desk::of(ctx)?;
        let (door, rooms) = Doorstep::of(ctx)?;
        let (current, new) = (Secret::new(input.current), Secret::new(input.new));
        let By::Session { id, .. } = desk.session.by else {
            return session(ctx, Err(Denied::NotSignedIn), input.cookie);
        };
        let visitor = &door.visitor;
        let changed =
            rooms
                .desk
                .change_password(desk.actor(), id, current, new, visitor, door.moment);
        session(ctx, changed.await, input.cookie)
    }

    /// 签发令牌。密文只在回答中出现一次。Issues a token. Its secret is in the answer this once.
    async fn issue_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "用途、期限、权限。Use, life and scopes.")] input: IssueTokenInput,
    ) -> Result<IssueTokenPayload> {
        let desk = Desk::of(ctx)?;
        limits::key(&input.idempotency_key)?;
        let answer = issue(desk, input).await;
        Ok(match answer {
            Ok((token, secret)) => IssueTokenPayload {
                token: Some(AccessToken {
                    token,
                    used_at: None,
                }),
                secret: secret.map(|secret| secret.expose().to_owned()),
                refusal: None,
            },
            Err(denied) => IssueTokenPayload {
                token: None,
                secret: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }

    /// 撤销令牌：本人的，或者由安全管理员撤销本机关的。Revokes a token: one's own, or as the security administrator any of the organ.
    async fn revoke_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "令牌。Token.")] input: RevokeTokenInput,
    ) -> Result<RevokeTokenPayload> {
        let desk = Desk::of(ctx)?;
        let answer = match (GlobalId::parse(&input.token), desk.person()) {
            (Some(GlobalId::Token(token)), Some(person)) => {
                let (actor, moment) = (desk.actor(), desk.session.moment);
                let revoked = desk
                    .rooms
                    .desk
                    .revoke_token(actor, person.organ, token, moment);
                revoked.await
            }
            _ => Err(Denied::NotFound),
        };
        let refusal = answer
            .err()
            .map(|denied| Refusal::of_denied(&denied, desk.session.lang));
        let refusal = refusal.transpose()?;
        Ok(RevokeTokenPayload {
            revoked: refusal.is_none(),
            refusal,
        })
    }

    /// 首次设置：建立首个复议机关及其两名管理员，令牌随即作废。不需要登录；在一次请求中至多一次。
    ///
    /// First set-up: makes the first reconsideration organ and its two administrators, and burns the token. Takes no
    /// sign-in, and stands in a request once.
    async fn set_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "令牌、机关、管理员。Token, organ, administrators.")] input: SetUpInput,
    ) -> Result<SetUpPayload> {
        let (door, rooms) = Doorstep::of(ctx)?;
        let forms = input.number_forms.into_iter();
        let asked = SetUp {
            token: Secret::new(input.token),
            organ_name: input.organ_name,
            short_name: input.short_name,
            number_forms: forms
                .map(|form| (form.series, form.form))
                .collect::<BTreeMap<_, _>>(),
            system_admin: input.system_admin.read(),
            security_admin: input.security_admin.read(),
        };
        Ok(match rooms.desk.set_up(asked, door.moment).await {
            Ok(organ) => SetUpPayload {
                organ: Some(GlobalId::Organ(organ).into()),
                refusal: None,
            },
            Err(denied) => SetUpPayload {
                organ: None,
                refusal: Some(Refusal::of_denied(&denied, door.lang)?),
            },
        })
    }
}

fn session(
    ctx: &Context<'_>,
    answer: Result<Entered, Denied>,
    in_cookie: bool,
) -> Result<SessionPayload> {
    let (door, _) = Doorstep::of(ctx)?;
    Ok(match answer {
        Ok(entered) => SessionPayload {
            session: Some(NewSession::of(ctx, entered, in_cookie)?),
            refusal: None,
        },
        Err(denied) => SessionPayload {
            session: None,
            refusal: Some(Refusal::of_denied(&denied, door.lang)?),
        },
    })
}

async fn end(desk: Desk<'_>, session: Uuid) -> Result<SessionsEndedPayload> {
    let (actor, moment) = (desk.actor(), desk.session.moment);
    let done = desk.rooms.desk.end_session(actor, session, moment).await;
    ended(desk, done.map(|()| 1))
}

fn ended(desk: Desk<'_>, answer: Result<u32, Denied>) -> Result<SessionsEndedPayload> {
    Ok(match answer {
        Ok(ended) => SessionsEndedPayload {
            ended,
            refusal: None,
        },
        Err(denied) => SessionsEndedPayload {
            ended: 0,
            refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
        },
    })
}

async fn issue(
    desk: Desk<'_>,
    input: IssueTokenInput,
) -> Result<(store::office::Token, Option<Secret>), Denied> {
    let person = desk.person().ok_or(Denied::NotFound)?;
    let user = match &input.user {
        None => person.user,
        Some(id) => user_of(id).ok_or(Denied::NotFound)?,
    };
    let new = NewToken {
        user,
        label: input.label,
        days: input.days,
        scopes: Some(input.scopes.into_iter().map(Into::into).collect()),
    };
    let (actor, moment) = (desk.actor(), desk.session.moment);
    let key = Some(input.idempotency_key.as_str());
    desk.rooms
        .desk
        .mint_token(actor, person.organ, new, key, moment)
        .await
}

/// The user that a global id names; any other id names none.
pub(super) fn user_of(id: &ID) -> Option<UserId> {
    match GlobalId::parse(id)? {
        GlobalId::User(user) => Some(user),
        _ => None,
    }
}
