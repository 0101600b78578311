//! A subscription from its opening to its end.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_graphql::{Response, ServerError};
use axum::http::{HeaderMap, StatusCode};
use store::News;
use tokio::sync::watch;

use super::feed::Hearer;
use super::guests::Standing;
use super::topic::{self, Over, Topic};
use super::{Happened, Turn};
use crate::error::{self, Code};
use crate::http::{Answered, Api, Prepared, Teller, answered, standing};
use crate::limits;
use crate::session::Session;

/// How long is waited where the database does not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// How long is told what was found before it is looked up again who asks, and what of it may be seen.
const STALE: Duration = Duration::from_millis(500);

/// How often something that happened is shown again where the database did not answer.
const TRIES: usize = 10;

/// How a subscription ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// There is no more to see.
    Complete,
    /// It was not opened, or cannot go on without a gap.
    Refused(Vec<ServerError>),
    /// Who asked may ask no more.
    SignedOut,
}

/// Opens a subscription and follows it to its end.
pub(crate) async fn run(
    api: &Arc<Api>,
    headers: &HeaderMap,
    request_id: &str,
    prepared: &Prepared,
    session: Session,
    teller: &Teller,
) -> Ended {
    let Some(organ) = session.actor.person().map(|person| person.organ) else {
        return Ended::SignedOut;
    };
    let guest = api.guests.greet(api, headers, &session.actor);
    let hearer = match api.feed.hear(&api.state.desk, organ).await {
        Ok(hearer) => hearer,
        Err(fault) => return refused(error::of_store(&fault)),
    };
    let place = Arc::new(Mutex::new(None));
    let opening = Turn::Opening(Arc::clone(&place));
    if let Some(answer) = prepared.show(api, session.clone(), opening).await
        && !answer.errors.is_empty()
    {
        return Ended::Refused(answer.errors);
    }
    let wanted = place.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(wanted) = wanted else {
        return refused(error::internal());
    };
    let following = Following {
        api,
        headers,
        request_id,
        prepared,
        teller,
        topic: Topic::of(wanted, &api.state.rooms(), &session),
        standing: guest.standing(),
        session,
        looked: Instant::now(),
    };
    match following.follow(hearer).await {
        Ok(never) => match never {},
        Err(ended) => ended,
    }
}

fn refused(fault: async_graphql::Error) -> Ended {
    Ended::Refused(vec![fault.into_server_error(Default::default())])
}

struct Following<'a> {
    api: &'a Arc<Api>,
    headers: &'a HeaderMap,
    request_id: &'a str,
    prepared: &'a Prepared,
    teller: &'a Teller,
    topic: Topic,
    standing: watch::Receiver<Standing>,
    session: Session,
    /// When it was looked up who asks.
    looked: Instant,
}

impl Following<'_> {
    /// Looks and tells, until there is an end to it.
    async fn follow(mut self, mut hearer: Hearer) -> Result<std::convert::Infallible, Ended> {
        let (mut news, mut opened) = (Vec::new(), false);
        loop {
            let store = &self.api.state.store;
            let look = self.topic.look(store, &self.session.actor, &news);
            let most = self.api.state.settings.max_time;
            let found = match tokio::time::timeout(most, store::abandonable(look)).await {
                Ok(Ok(found)) => found,
                Ok(Err(Over::Unseen)) if opened => return Err(Ended::Complete),
                Ok(Err(Over::Unseen)) => {
                    return Err(refused(error::error(
                        Code::NotFound,
                        "没有该案件，或者无权查看。there is no such thing, or you may not see it",
                    )));
                }
                Ok(Err(Over::Fault(fault))) if !opened => {
                    return Err(refused(error::of_store(&fault)));
                }
                Ok(Err(Over::Fault(fault))) => {
                    tracing::debug!(%fault, "a subscription cannot look; trying again");
                    self.rest().await?;
                    continue;
                }
                Err(_) => {
                    self.rest().await?;
                    continue;
                }
            };
            opened = true;
            for event in found.events {
                self.tell(event).await?;
            }
            if !found.more {
                news = self.heard(&mut hearer).await?;
            }
            self.refresh().await?;
        }
    }

    /// Waits for news that may concern it, or for another standing.
    async fn heard(&mut self, hearer: &mut Hearer) -> Result<Vec<News>, Ended> {
        loop {
            tokio::select! {
                heard = hearer.news() => match heard {
                    Some(news) if self.topic.concerns(&news) => return Ok(news),
                    Some(_) => {}
                    None if self.topic.remembers() => return Ok(Vec::new()),
                    None => return Err(refused(error::error(
                        Code::Unavailable,
                        "接收过慢，已有变化未能送达，请重新订阅。some changes could not be told, the client was too slow: subscribe again and read anew",
                    ))),
                },
                changed = self.standing.changed() => {
                    if changed.is_err() || *self.standing.borrow_and_update() == Standing::Gone {
                        return Err(Ended::SignedOut);
                    }
                    return Ok(Vec::new());
                }
            }
        }
    }

    /// Waits a moment, and looks who asks.
    async fn rest(&mut self) -> Result<(), Ended> {
        tokio::time::sleep(AGAIN).await;
        self.refresh().await
    }

    /// Looks up anew who asks, and when.
    async fn refresh(&mut self) -> Result<(), Ended> {
        loop {
            match standing(self.api, self.headers).await {
                Ok(session) => {
                    self.session = session;
                    self.looked = Instant::now();
                    return Ok(());
                }
                Err(fault) if fault.status == StatusCode::UNAUTHORIZED => {
                    return Err(Ended::SignedOut);
                }
                Err(_) => tokio::time::sleep(AGAIN).await,
            }
        }
    }

    /// Tells something that happened, as far as it may be seen when its turn has come.
    async fn tell(&mut self, event: Happened) -> Result<(), Ended> {
        let teller = self.teller;
        let _turn = teller.turn().await;
        let mut event = event;
        if self.standing.has_changed().unwrap_or(true) || self.looked.elapsed() >= STALE {
            if *self.standing.borrow_and_update() == Standing::Gone {
                return Err(Ended::SignedOut);
            }
            self.refresh().await?;
            let store = &self.api.state.store;
            match topic::seen(store, &self.session.actor, event).await {
                Ok(Some(seen)) => event = seen,
                // The next look says that it is over.
                Ok(None) | Err(_) => return Ok(()),
            }
        }
        let happened = Arc::new(event);
        for left in (0..TRIES).rev() {
            let turn = Turn::Event(Arc::clone(&happened));
            let shown = self.prepared.show(self.api, self.session.clone(), turn);
            let answer = shown.await.unwrap_or_else(|| {
                let internal = error::internal();
                Response::from_errors(vec![limits::coded(Code::Internal, internal.message)])
            });
            if left > 0 && is_unavailable(&answer) {
                self.rest().await?;
                continue;
            }
            let most = self.api.state.settings.max_response;
            let answer = match answered(answer, self.request_id, most) {
                Answered::Sound(answer) => answer,
                Answered::Unsound(faults) => format!("{{\"errors\":{faults}}}"),
            };
            teller.answer(answer).await;
            break;
        }
        self.topic.told(&happened);
        Ok(())
    }
}

/// Whether the database did not answer.
fn is_unavailable(answer: &Response) -> bool {
    let code = |fault: &ServerError| {
        let extensions = fault.extensions.as_ref();
        let code = extensions.and_then(|extensions| extensions.get("code"));
        code == Some(&Code::Unavailable.text().into())
    };
    answer.errors.iter().any(code)
}
