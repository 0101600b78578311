//! Queries of one's own sessions and saved filters, and of tokens.

use async_graphql::{Context, Object, Result};

use crate::error;
use crate::session::Desk;
use crate::types::account::{AccessToken, Session};
use crate::types::saved::{self, SavedFilter};

/// What can be asked about coming in.
#[derive(Default)]
pub(crate) struct AccountQueries;

/// What can be asked about coming in.
#[Object]
impl AccountQueries {
    /// 我的会话，最近登录的在先。Viewer's sessions, newest first.
    async fn my_sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let desk = Desk::of(ctx)?;
        let (now, idle) = (desk.session.moment.now, desk.rooms.desk.rules().idle);
        let found = desk.rooms.store.sessions(desk.actor(), now, idle).await;
        let found = found.map_err(|fault| error::of_store(&fault))?;
        Ok(found
            .into_iter()
            .map(|(session, seen_at)| Session { session, seen_at })
            .collect())
    }

    /// 我的常用筛选，按名称排列，至多五十项。Viewer's saved filters, by name, at most fifty.
    async fn my_saved_filters(&self, ctx: &Context<'_>) -> Result<Vec<SavedFilter>> {
        saved::mine(Desk::of(ctx)?).await
    }

    /// 有效的令牌，最近签发的在先：本人的；安全管理员为本机关的。
    ///
    /// Tokens that work, newest first: the viewer's own; the security administrator's whole office.
    async fn tokens(&self, ctx: &Context<'_>) -> Result<Vec<AccessToken>> {
        let desk = Desk::of(ctx)?;
        let found = desk
            .rooms
            .store
            .tokens(desk.actor(), desk.session.moment.now);
        let found = found.await.map_err(|fault| error::of_store(&fault))?;
        Ok(found
            .into_iter()
            .map(|(token, used_at)| AccessToken { token, used_at })
            .collect())
    }
}
