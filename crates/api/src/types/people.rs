//! Organs and users.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::id::OrganId;

use crate::id::GlobalId;
use crate::loaders::LeavesOf;
use crate::session::Desk;
use crate::types::leave::Leave;

/// 机关种类。
///
/// Kind of organ.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "store::office::OrganKind")]
pub(crate) enum OrganKind {
    /// 复议机关。A reconsideration organ: its office owns cases.
    Reconsideration,
    /// 行政机关。An agency whose acts are challenged.
    Agency,
    /// 人民法院。A court.
    Court,
}

/// 机关。
///
/// An organ: a reconsideration organ, an agency, a court.
pub(crate) struct Organ(pub(crate) Arc<store::office::Organ>);

/// 机关。
///
/// An organ: a reconsideration organ, an agency, a court.
#[Object]
impl Organ {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Organ(self.0.id).into()
    }

    /// 指令中填写的标识。Id as the inputs of commands take it.
    async fn key(&self) -> Uuid {
        self.0.id.0
    }

    /// 名称。Full name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 机关代字、简称。Short name, as numbers of documents have it.
    async fn short_name(&self) -> &str {
        &self.0.short_name
    }

    /// 种类。Kind.
    async fn kind(&self) -> OrganKind {
        self.0.kind.into()
    }
}

/// 用户。
///
/// A user of an office.
pub(crate) struct User(pub(crate) Arc<store::office::User>);

impl User {
    /// Whether who asks is told more than the name: the staff of its office, who keeps its users, and the user itself.
    fn is_known_to(&self, desk: Desk<'_>) -> bool {
        let organ = self.0.organ;
        let is_own = desk.person().is_some_and(|person| person.user == self.0.id);
        is_own || desk.is_staff_of(organ) || desk.administers(organ)
    }
}

/// 用户。
///
/// A user of an office.
#[Object]
impl User {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::User(self.0.id).into()
    }

    /// 指令中填写的标识。Id as the inputs of commands take it.
    async fn key(&self) -> Uuid {
        self.0.id.0
    }

    /// 登录名，仅本机关工作人员和本人可见。Name to sign in with, for staff of the same office and oneself.
    async fn login(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let shown = self.is_known_to(Desk::of(ctx)?);
        Ok(Some(self.0.login.as_str()).filter(|_| shown))
    }

    /// 姓名。Name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 接收提醒的邮箱，仅本机关工作人员可见。Address for alerts, for staff of the same office only.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let shown = self.is_known_to(Desk::of(ctx)?);
        Ok(self.0.email.as_deref().filter(|_| shown))
    }

    /// 今天的休假；仅本机关工作人员可见。Leave of today, for staff of the same office only.
    async fn leave(&self, ctx: &Context<'_>) -> Result<Option<Leave>> {
        let today = Desk::of(ctx)?.session.moment.today;
        let known = self.known_leaves(ctx).await?;
        let mut standing = known.iter().filter(|leave| leave.stands_on(today));
        Ok(standing.next().cloned().map(Leave))
    }

    /// 今天和以后的休假；仅本机关工作人员可见。Leaves of today and to come, for staff of the same office only.
    async fn leaves(&self, ctx: &Context<'_>) -> Result<Vec<Leave>> {
        let known = self.known_leaves(ctx).await?;
        Ok(known.iter().cloned().map(Leave).collect())
    }

    /// 角色。Roles held.
    async fn roles(&self) -> Vec<Role> {
        self.0.roles.iter().copied().collect()
    }

    /// 所在机关；被申请人经办人为办理案件的机关。
    ///
    /// Organ in whose office the user works; for a respondent's clerk the organ that handles the cases.
    async fn organ(&self, ctx: &Context<'_>) -> Result<Option<Organ>> {
        organ(ctx, self.0.organ).await
    }

    /// 被申请人经办人所代表的机关。For a respondent's clerk, the agency.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Organ>> {
        match self.0.agency {
            Some(agency) => organ(ctx, agency).await,
            None => Ok(None),
        }
    }

    /// 提示语的语言。Language of messages: `zh` or `en`.
    async fn language(&self) -> &str {
        &self.0.language
    }

    /// 是否在用。Whether the user may sign in and be given work.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// 是否为服务账号：只有令牌，不能登录。Whether it is a service account: a program with tokens that cannot sign in.
    async fn service(&self) -> bool {
        self.0.service
    }
}

impl User {
    /// What the store shows of the user's leaves, with those of others.
    async fn known_leaves(&self, ctx: &Context<'_>) -> Result<Arc<Vec<store::office::Leave>>> {
        let loader = Desk::of(ctx)?.loader;
        let known = loader.load_one(LeavesOf(self.0.id)).await?;
        Ok(known.unwrap_or_default())
    }
}

/// An organ by id, with the others of the request.
pub(crate) async fn organ(ctx: &Context<'_>, id: OrganId) -> Result<Option<Organ>> {
    let found = Desk::of(ctx)?.loader.load_one(id).await?;
    Ok(found.map(Organ))
}

/// A user by id, with the others of the request.
pub(crate) async fn user(ctx: &Context<'_>, id: workflow::id::UserId) -> Result<Option<User>> {
    let found = Desk::of(ctx)?.loader.load_one(id).await?;
    Ok(found.map(User))
}
