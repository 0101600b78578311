//! What every resolver needs of its request: who asks, in which language, at what moment.

use std::collections::BTreeSet;

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Error};
use casework::Visitor;
use store::office::Scope;
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Person};
use workflow::messages::Lang;

use crate::error;
use crate::loaders::Loader;
use crate::state::Rooms;

/// One signed-in request.
#[derive(Clone)]
pub(crate) struct Session {
    /// Who asks.
    pub(crate) actor: Actor,
    /// The same as a user.
    pub(crate) user: store::office::User,
    /// Language of labels and messages.
    pub(crate) lang: Lang,
    /// When it is asked.
    pub(crate) moment: Moment,
    /// What proved who asks.
    pub(crate) by: By,
}

/// What proved who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum By {
    /// A token.
    Token {
        /// What it may be used for; `None` for everything that its user may do.
        scopes: Option<BTreeSet<Scope>>,
    },
    /// A session.
    Session {
        /// Which.
        id: Uuid,
        /// Begun with an initial password, which is to be changed first.
        initial: bool,
    },
}

impl By {
    /// Whether cases may be read by it. Who may only write gets the receipt of what was done, and no case.
    pub(crate) fn reads_cases(&self) -> bool {
        match self {
            Self::Token {
                scopes: Some(scopes),
            } => scopes.contains(&Scope::CasesRead),
            Self::Token { scopes: None } | Self::Session { .. } => true,
        }
    }
}

/// Where a request stands before anybody is known: what signing in needs.
pub(crate) struct Doorstep {
    /// Where it comes from.
    pub(crate) visitor: Visitor,
    /// Language of messages.
    pub(crate) lang: Lang,
    /// When it is asked.
    pub(crate) moment: Moment,
}

impl Doorstep {
    /// What the context holds, with the rooms behind the door.
    pub(crate) fn of<'a>(ctx: &Context<'a>) -> Result<(&'a Self, &'a Rooms), Error> {
        let found = ctx
            .data::<Self>()
            .and_then(|own| Ok((own, ctx.data::<Rooms>()?)));
        found.map_err(|fault| {
            tracing::error!(fault = %fault.message, "the request lacks its doorstep");
            error::internal()
        })
    }
}

/// Everything of a request at hand: the rooms of the house, the session, the loaders.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    /// Store, casework, rulebook, calendar.
    pub(crate) rooms: &'a Rooms,
    /// Who asks.
    pub(crate) session: &'a Session,
    /// Loaders of this request: what one actor may see is never given to another.
    pub(crate) loader: &'a DataLoader<Loader>,
}

impl<'a> Desk<'a> {
    /// What the context holds.
    pub(crate) fn of(ctx: &Context<'a>) -> Result<Self, Error> {
        let missing = |fault: Error| {
            tracing::error!(fault = %fault.message, "the request lacks its session");
            error::internal()
        };
        Ok(Self {
            rooms: ctx.data::<Rooms>().map_err(missing)?,
            session: ctx.data::<Session>().map_err(missing)?,
            loader: ctx.data::<DataLoader<Loader>>().map_err(missing)?,
        })
    }

    /// Who asks.
    pub(crate) fn actor(self) -> &'a Actor {
        &self.session.actor
    }

    /// The person who asks, if it is one.
    pub(crate) fn person(self) -> Option<&'a Person> {
        self.session.actor.person()
    }

    /// One of two wordings, by the language of the request.
    pub(crate) fn pick(self, zh: &str, en: &str) -> String {
        self.session.lang.pick(zh, en).to_owned()
    }

    /// Whether who asks works on the cases of the organ, or oversees them, and so sees how its office works on each.
    pub(crate) fn is_staff_of(self, organ: workflow::id::OrganId) -> bool {
        self.person()
            .is_some_and(|person| person.organ == organ && store::works_on_cases(person))
    }

    /// Whether who asks is an administrator of the organ, who keeps its users.
    pub(crate) fn administers(self, organ: workflow::id::OrganId) -> bool {
        self.person().is_some_and(|person| {
            person.organ == organ && person.roles.iter().any(|role| role.is_administrator())
        })
    }
}
