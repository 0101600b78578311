//! Who asks, by token or session; what is needed to sign somebody in; one's own sessions and tokens.

use chrono::{DateTime, Duration, Utc};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter,
    QueryOrder, QueryResult,
};
use sha2::Digest;
use uuid::Uuid;
use workflow::actor::{Actor, Person, Role};
use workflow::id::{OrganId, UserId};
use workflow::scalar::shanghai_day;

use super::leave::stands_in;
use crate::entity::{device, organ, password, session, set_up_token, token, user};
use crate::office::{KeptPassword, Session, Token, User};
use crate::{Store, StoreError, rows};

/// The column that says whether somebody on leave has who asks as deputy.
const STANDS_IN: &str = "stands_in";

/// Somebody who asks, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub person: Person,
    /// The same as a user.
    pub user: User,
    /// What proved it.
    pub by: Proof,
}

/// What proved who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A token.
    Token {
        /// The token.
        token: Token,
        /// When it was last used, to the minute.
        used_at: Option<DateTime<Utc>>,
    },
    /// A session.
    Session {
        /// The session.
        session: Session,
        /// When it was last in use, to the minute.
        seen_at: DateTime<Utc>,
    },
}

/// Somebody who may want to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The user.
    pub user: User,
    /// The passwords kept, newest first.
    pub passwords: Vec<KeptPassword>,
}

/// The active user whose token has this digest: the token by its index, the user by its key.
pub(crate) fn holder(digest: &str, now: DateTime<Utc>) -> SelectStatement {
    let column = |column: token::Column| Expr::col((token::Entity, column));
    let mut query = with_user::<token::Entity>((token::Column::OrganId, token::Column::UserId));
    query
        .expr_as(stands_in(shanghai_day(now)), STANDS_IN)
        .and_where(column(token::Column::Digest).eq(digest))
        .and_where(column(token::Column::RevokedAt).is_null())
        .and_where(column(token::Column::ExpiresAt).gt(now));
    query
}

/// The active user whose session has this digest, where it was in use after `since`.
fn sitter(digest: &str, now: DateTime<Utc>, since: DateTime<Utc>) -> SelectStatement {
    let column = |column: session::Column| Expr::col((session::Entity, column));
    let mut query =
        with_user::<session::Entity>((session::Column::OrganId, session::Column::UserId));
    query
        .expr_as(stands_in(shanghai_day(now)), STANDS_IN)
        .and_where(column(session::Column::Digest).eq(digest))
        .and_where(column(session::Column::EndedAt).is_null())
        .and_where(column(session::Column::ExpiresAt).gt(now))
        .and_where(column(session::Column::SeenAt).gt(since));
    query
}

/// Rows of a table, `t_…`, each with its user, `u_…`, who is active.
fn with_user<E: EntityTrait>(key: (E::Column, E::Column)) -> SelectStatement {
    let of_user = |column: user::Column| Expr::col((user::Entity, column));
    let same = Condition::all()
        .add(of_user(user::Column::OrganId).equals((E::default(), key.0)))
        .add(of_user(user::Column::Id).equals((E::default(), key.1)));
    let mut query = Query::select();
    for column in E::Column::iter() {
        query.expr_as(
            Expr::col((E::default(), column)),
            format!("t_{}", column.as_str()),
        );
    }
    for column in user::Column::iter() {
        query.expr_as(
            Expr::col((user::Entity, column)),
            format!("u_{}", column.as_str()),
        );
    }
    query
        .from(E::default())
        .inner_join(user::Entity, same)
        .and_where(of_user(user::Column::Active).eq(true));
    query
}

/// A user as somebody who acts now.
pub(super) fn person(user: &User, now: DateTime<Utc>) -> Person {
    Person {
        user: user.id,
        organ: user.organ,
        name: user.name.clone(),
        roles: user.roles.clone(),
        agency: user.agency,
        on: shanghai_day(now),
        stands_for: Vec::new(),
    }
}

impl Store {
    /// Who holds the token with this digest, if it works now and its user is active.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn user_by_token(
        &self,
        digest: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<SignedIn>, StoreError> {
        let found = self.connection().query_one(&holder(digest, now)).await?;
        let Some(row) = found else { return Ok(None) };
        let kept = token::Model::from_query_result(&row, "t_")?;
        let by = Proof::Token {
            used_at: kept.used_at,
            token: rows::office::token(kept)?,
        };
        self.signed_in(&row, by, now).await
    }

    /// Whose session has this digest, if it has not ended, was in use within `idle`, and its user is active.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn user_by_session(
        &self,
        digest: &str,
        now: DateTime<Utc>,
        idle: Duration,
    ) -> Result<Option<SignedIn>, StoreError> {
        let query = sitter(digest, now, now - idle);
        let found = self.connection().query_one(&query).await?;
        let Some(row) = found else { return Ok(None) };
        let kept = session::Model::from_query_result(&row, "t_")?;
        let by = Proof::Session {
            seen_at: kept.seen_at,
            session: rows::office::session(kept)?,
        };
        self.signed_in(&row, by, now).await
    }

    async fn signed_in(
        &self,
        row: &QueryResult,
        by: Proof,
        now: DateTime<Utc>,
    ) -> Result<Option<SignedIn>, StoreError> {
        let user = user::Model::from_query_result(row, "u_")?;
        let stands_in: bool = row.try_get("", STANDS_IN)?;
        let Some(user) = self.with_roles(vec![user]).await?.pop() else {
            return Ok(None);
        };
        let mut person = person(&user, now);
        if stands_in {
            person.stands_for = self.stood_in_for_by(&person).await?;
        }
        Ok(Some(SignedIn { person, user, by }))
    }

    /// The user with this login in the organ named by its id, short name or name; without one, the user who alone has
    /// the login.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn candidate(
        &self,
        login: &str,
        of: Option<&str>,
    ) -> Result<Option<Candidate>, StoreError> {
        let mut query = user::Entity::find().filter(user::Column::Login.eq(login));
        if let Some(name) = of {
            let named = Condition::any()
                .add(organ::Column::ShortName.eq(name))
                .add(organ::Column::Name.eq(name))
                .add_option(
                    Uuid::parse_str(name)
                        .ok()
                        .map(|id| organ::Column::Id.eq(id)),
                );
            let organs = Query::select()
                .column(organ::Column::Id)
                .from(organ::Entity)
                .cond_where(named)
                .take();
            query = query.filter(user::Column::OrganId.in_subquery(organs));
        }
        let mut found = query.all(self.connection()).await?;
        let alone = found.len() == 1;
        let Some(row) = found.pop().filter(|_| alone) else {
            return Ok(None);
        };
        let passwords = self
            .passwords(OrganId(row.organ_id), UserId(row.id))
            .await?;
        let user = self.with_roles(vec![row]).await?.pop();
        Ok(user.map(|user| Candidate { user, passwords }))
    }

    /// The password of somebody or other, always the same for a login: of what it costs to compare with it, so much for a
    /// login that nobody has as for those of people. The people are gone through from where the login's digest falls
    /// among their ids.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn password_like(&self, login: &str) -> Result<Option<String>, StoreError> {
        let digest = sha2::Sha256::digest(login.to_lowercase().as_bytes());
        let mut bytes = [0_u8; 16];
        for (byte, of_digest) in bytes.iter_mut().zip(digest) {
            *byte = of_digest;
        }
        // As a user's id is made.
        let from = uuid::Builder::from_random_bytes(bytes).into_uuid();
        let next = |from: Option<Uuid>| {
            let mut query = password::Entity::find()
                .order_by_asc(password::Column::UserId)
                .order_by_desc(password::Column::No);
            if let Some(from) = from {
                query = query.filter(password::Column::UserId.gte(from));
            }
            query.one(self.connection())
        };
        let found = match next(Some(from)).await? {
            None => next(None).await?,
            found => found,
        };
        Ok(found.map(|row| row.phc))
    }

    /// The passwords kept of a user, newest first. For nobody but who checks one.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn passwords(
        &self,
        organ: OrganId,
        user: UserId,
    ) -> Result<Vec<KeptPassword>, StoreError> {
        let kept = password::Entity::find()
            .filter(password::Column::OrganId.eq(organ.0))
            .filter(password::Column::UserId.eq(user.0))
            .order_by_desc(password::Column::No)
            .all(self.connection())
            .await?;
        kept.into_iter().map(rows::office::password).collect()
    }

    /// Whether a user has signed in from the device with this digest after `since`.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn knows_device(
        &self,
        organ: OrganId,
        user: UserId,
        digest: &str,
        since: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let found = device::Entity::find_by_id((organ.0, digest.to_owned()))
            .filter(device::Column::UserId.eq(user.0))
            .filter(device::Column::SeenAt.gt(since))
            .one(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// Whether a token of the first set-up with this digest works.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn set_up_token_works(
        &self,
        digest: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let found = set_up_token::Entity::find_by_id(digest.to_owned())
            .filter(set_up_token::Column::ExpiresAt.gt(now))
            .one(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// The actor's own sessions that have not ended, newest first, each with when it was last in use.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn sessions(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        idle: Duration,
    ) -> Result<Vec<(Session, DateTime<Utc>)>, StoreError> {
        let Some(person) = actor.person() else {
            return Ok(Vec::new());
        };
        let open = session::Entity::find()
            .filter(session::Column::OrganId.eq(person.organ.0))
            .filter(session::Column::UserId.eq(person.user.0))
            .filter(session::Column::EndedAt.is_null())
            .filter(session::Column::ExpiresAt.gt(now))
            .filter(session::Column::SeenAt.gt(now - idle))
            .order_by_desc(session::Column::StartedAt)
            .order_by_desc(session::Column::Id)
            .all(self.connection())
            .await?;
        open.into_iter()
            .map(|row| {
                let seen_at = row.seen_at;
                Ok((rows::office::session(row)?, seen_at))
            })
            .collect()
    }

    /// Tokens that work, newest first, each with when it was last used: one's own; the security administrator's whole organ.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn tokens(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Token, Option<DateTime<Utc>>)>, StoreError> {
        let Some(person) = actor.person() else {
            return Ok(Vec::new());
        };
        let mut query = token::Entity::find()
            .filter(token::Column::OrganId.eq(person.organ.0))
            .filter(token::Column::RevokedAt.is_null())
            .filter(token::Column::ExpiresAt.gt(now));
        if !actor.holds(Role::SecurityAdmin) {
            query = query.filter(token::Column::UserId.eq(person.user.0));
        }
        let found = query
            .order_by_desc(token::Column::IssuedAt)
            .order_by_desc(token::Column::Id)
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| {
                let used_at = row.used_at;
                Ok((rows::office::token(row)?, used_at))
            })
            .collect()
    }
}
