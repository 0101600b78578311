//! Sessions and tokens.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use casework::{Entered, Secret};
use chrono::{DateTime, Utc};
use workflow::scalar::Instant;

use crate::http::cookie;
use crate::id::GlobalId;
use crate::session::{By, Desk, Doorstep};
use crate::types::people::{self, User};
use crate::types::refusal::Refusal;

/// 令牌权限。
///
/// What a token may be used for: an object and a verb.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "store::office::Scope")]
pub(crate) enum TokenScope {
    /// 读取案件，预览指令。To read cases, and to preview what a command would do.
    CasesRead,
    /// 收案、办理指令；不含读取案件，单独持有的只得到回执。To open cases and to give commands; without the scope to read cases only the receipt is given.
    CasesWrite,
    /// 试算期限，查询工作日。To compute deadlines and to read the calendar.
    DeadlinesRead,
    /// 读取机关、用户、令牌。To read organs, users and tokens.
    OfficeRead,
    /// 管理用户，撤销令牌。To change users and to revoke tokens.
    OfficeWrite,
}

/// 会话。
///
/// A session: somebody has signed in.
pub(crate) struct Session {
    pub(crate) session: store::office::Session,
    pub(crate) seen_at: DateTime<Utc>,
}

/// 会话。
///
/// A session: somebody has signed in.
#[Object]
impl Session {
    /// 全局标识，请勿解析。Opaque global id.
    async fn id(&self) -> ID {
        GlobalId::Session(self.session.id).into()
    }

    /// 登录时刻。When it began.
    async fn started_at(&self) -> Instant {
        Instant::new(self.session.started_at)
    }

    /// 最近使用的时刻，精确到分。When it was last in use, to the minute.
    async fn last_seen_at(&self) -> Instant {
        Instant::new(self.seen_at)
    }

    /// 最迟结束的时刻。When it ends at the latest.
    async fn expires_at(&self) -> Instant {
        Instant::new(self.session.expires_at)
    }

    /// 登录时的网络地址。Network address that it was begun from.
    async fn address(&self) -> &str {
        &self.session.address
    }

    /// 登录时客户端的自称。What the client called itself.
    async fn agent(&self) -> &str {
        &self.session.agent
    }

    /// 是否为本次请求所用的会话。Whether this request is asked in it.
    async fn current(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(match Desk::of(ctx)?.session.by {
            By::Session { id, .. } => id == self.session.id,
            By::Token { .. } => false,
        })
    }
}

/// 令牌，不含密文。
///
/// A token, without its secret.
pub(crate) struct AccessToken {
    pub(crate) token: store::office::Token,
    pub(crate) used_at: Option<DateTime<Utc>>,
}

/// 令牌，不含密文。
///
/// A token, without its secret.
#[Object]
impl AccessToken {
    /// 全局标识，请勿解析。Opaque global id.
    async fn id(&self) -> ID {
        GlobalId::Token(self.token.id).into()
    }

    /// 用途。What it is used for.
    async fn label(&self) -> &str {
        &self.token.label
    }

    /// 令牌所代表的用户。Whom it stands for.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.token.user).await
    }

    /// 权限；命令行签发而不限权限的，列出全部。What it may be used for; everything for one that the command line issued without
    /// bounds.
    async fn scopes(&self) -> Vec<TokenScope> {
        let held = self.token.scopes.as_ref();
        let all = || store::office::Scope::ALL.into_iter().collect();
        let held = held.map_or_else(all, |held| held.iter().copied().collect::<Vec<_>>());
        held.into_iter().map(Into::into).collect()
    }

    /// 签发时刻。When it was issued.
    async fn issued_at(&self) -> Instant {
        Instant::new(self.token.issued_at)
    }

    /// 失效时刻。When it stops working.
    async fn expires_at(&self) -> Instant {
        Instant::new(self.token.expires_at)
    }

    /// 最近使用的时刻，精确到分；未使用过为空。When it was last used, to the minute; null if never.
    async fn last_used_at(&self) -> Option<Instant> {
        self.used_at.map(Instant::new)
    }
}

/// 刚刚开始的会话。密文只在此出现一次。
///
/// A session that has just begun. Its secret is shown this once.
#[derive(SimpleObject)]
pub(crate) struct NewSession {
    /// 会话密文，放在 `authorization: Bearer …` 中；以 cookie 登录时为空。
    ///
    /// Secret, to be sent as `authorization: Bearer …`; null where a cookie holds it.
    secret: Option<String>,
    /// 设备密文，下次登录时填写，他人的失败尝试不影响该设备；已经认得的设备和以 cookie 登录时为空。
    ///
    /// Secret of the device, to be given at the next sign-in: failed attempts of others do not hold it up. Null for a
    /// device that is known, and where a cookie holds it.
    device: Option<String>,
    /// 最迟结束的时刻。When it ends at the latest.
    expires_at: Instant,
    /// 闲置多少秒后结束。After how many seconds without use it ends.
    idle_seconds: i64,
    /// 是否须先更换初始口令。Whether an initial password is to be changed first.
    must_change_password: bool,
}

impl NewSession {
    /// What is said of it; with `in_cookie` the secrets go into cookies and nowhere else.
    pub(crate) fn of(ctx: &Context<'_>, entered: Entered, in_cookie: bool) -> Result<Self> {
        let (door, rooms) = Doorstep::of(ctx)?;
        let Entered {
            secret,
            session,
            device,
        } = entered;
        if in_cookie {
            let lasts = session.expires_at - door.moment.now;
            ctx.append_http_header("set-cookie", cookie::of_session(&secret, lasts));
            if let Some(device) = &device {
                ctx.append_http_header("set-cookie", cookie::of_device(device));
            }
        }
        let shown = |secret: &Secret| secret.expose().to_owned();
        Ok(Self {
            secret: (!in_cookie).then(|| shown(&secret)),
            device: device.as_ref().filter(|_| !in_cookie).map(shown),
            expires_at: Instant::new(session.expires_at),
            idle_seconds: rooms.desk.rules().idle.num_seconds(),
            must_change_password: session.initial,
        })
    }
}

/// 登录、更换口令的结果：会话和拒绝，二者居其一。
///
/// Answer to a sign-in or to a changed password: a session or a refusal.
#[derive(SimpleObject)]
pub(crate) struct SessionPayload {
    /// 刚刚开始的会话。Session that has begun.
    pub(crate) session: Option<NewSession>,
    /// 未能办理的理由。Why not.
    pub(crate) refusal: Option<Refusal>,
}

/// 结束会话的结果。
///
/// Answer to ending sessions.
#[derive(SimpleObject)]
pub(crate) struct SessionsEndedPayload {
    /// 结束了几个会话。How many sessions were ended.
    pub(crate) ended: u32,
    /// 未能办理的理由。Why not.
    pub(crate) refusal: Option<Refusal>,
}

/// 签发令牌的结果。
///
/// Answer to issuing a token.
#[derive(SimpleObject)]
pub(crate) struct IssueTokenPayload {
    /// 令牌。Token.
    pub(crate) token: Option<AccessToken>,
    /// 密文，只出现这一次；以同一幂等键重复提交时为空。Secret, this once; null where the same idempotency key was sent again.
    pub(crate) secret: Option<String>,
    /// 未能办理的理由。Why not.
    pub(crate) refusal: Option<Refusal>,
}

/// 撤销令牌的结果。
///
/// Answer to revoking a token.
#[derive(SimpleObject)]
pub(crate) struct RevokeTokenPayload {
    /// 是否已撤销。Whether it was revoked.
    pub(crate) revoked: bool,
    /// 未能办理的理由。Why not.
    pub(crate) refusal: Option<Refusal>,
}

/// 首次设置的结果。
///
/// Answer to the first set-up.
#[derive(SimpleObject)]
pub(crate) struct SetUpPayload {
    /// 首个机关的全局标识。Global id of the first organ.
    pub(crate) organ: Option<ID>,
    /// 未能办理的理由。Why not.
    pub(crate) refusal: Option<Refusal>,
}
