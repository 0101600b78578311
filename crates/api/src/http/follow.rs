//! An operation whose answers go out one by one, over a socket or as a stream.

use std::sync::Arc;

use async_graphql::ServerError;
use async_graphql::parser::types::OperationType;
use axum::http::{HeaderMap, StatusCode};
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};

use crate::http::answer::{self, Answered};
use crate::http::run::Prepared;
use crate::http::{Api, sign_in};
use crate::limits;
use crate::live::{self, Ended};

/// How many answers of a socket are made at the same time.
pub(crate) const TURNS: usize = 4;

/// What an operation has to say.
#[derive(Debug)]
pub(crate) enum News {
    /// An answer, in JSON.
    Answer(String),
    /// What was wrong with it, a list of errors in JSON. Nothing follows.
    Refused(String),
    /// Nothing follows.
    Complete,
    /// Who asked may ask no more.
    SignedOut,
}

/// Through whom an operation says it. It waits until what was said before is taken.
#[derive(Debug)]
pub(crate) struct Teller {
    number: u64,
    out: mpsc::Sender<(u64, News)>,
    /// Turns in making answers, so that those not taken yet are few.
    turns: Arc<Semaphore>,
}

impl Teller {
    /// The teller of an operation, which has a number among those that share `out` and `turns`.
    pub(crate) fn new(number: u64, out: mpsc::Sender<(u64, News)>, turns: Arc<Semaphore>) -> Self {
        Self { number, out, turns }
    }

    /// Waits for a turn to make an answer; it lasts until the answer is taken.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // They never end.
        self.turns.acquire().await.ok()
    }

    /// Tells an answer.
    pub(crate) async fn answer(&self, answer: String) {
        self.tell(News::Answer(answer)).await;
    }

    /// Tells anything.
    pub(crate) async fn tell(&self, news: News) {
        // Where nobody listens any more the task is about to end.
        let _ = self.out.send((self.number, news)).await;
    }
}

/// Carries an operation out. Who asks is looked up anew, and not before its turn has come: a socket may be older than a right,
/// and so may what waits in it.
pub(crate) async fn follow(
    api: Arc<Api>,
    headers: HeaderMap,
    request_id: String,
    prepared: Result<Prepared, ServerError>,
    teller: Teller,
) {
    let last = followed(&api, &headers, &request_id, prepared, &teller).await;
    teller.tell(last).await;
}

async fn followed(
    api: &Arc<Api>,
    headers: &HeaderMap,
    request_id: &str,
    prepared: Result<Prepared, ServerError>,
    teller: &Teller,
) -> News {
    let is_once = |prepared: &Prepared| prepared.kind != OperationType::Subscription;
    let _turn = match prepared.as_ref().is_ok_and(is_once) {
        true => teller.turn().await,
        false => None,
    };
    let session = match sign_in::session(api, headers).await {
        Ok(session) => session,
        Err(fault) if fault.status == StatusCode::UNAUTHORIZED => return News::SignedOut,
        Err(fault) => {
            let fault = limits::coded(fault.code, fault.message);
            return News::Refused(answer::faults(vec![fault], request_id));
        }
    };
    let prepared = prepared.and_then(|prepared| prepared.allowed_on_a_line(&session.by));
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(fault) => return News::Refused(answer::faults(vec![fault], request_id)),
    };
    if prepared.kind == OperationType::Subscription {
        return match live::run(api, headers, request_id, &prepared, session, teller).await {
            Ended::Complete => News::Complete,
            Ended::Refused(faults) => News::Refused(answer::faults(faults, request_id)),
            Ended::SignedOut => News::SignedOut,
        };
    }
    let answered = prepared.answer(api, session).await;
    match answer::answered(answered, request_id, api.state.settings.max_response) {
        Answered::Sound(answer) => {
            teller.answer(answer).await;
            News::Complete
        }
        Answered::Unsound(faults) => News::Refused(faults),
    }
}
