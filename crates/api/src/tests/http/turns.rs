//! What waits on a line for its turn.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};
use workflow::actor::{Actor, Moment, Role};

use super::super::case::opening;
use super::{Office, now};
use crate::http::asked::Asked;
use crate::http::follow::{News, Teller, follow};
use crate::http::{Api, Prepared};

/// Follows an operation of somebody that waits for its turn while something happens; gives what it says.
async fn waited(api: Arc<Api>, token: &str, asked: Value, meanwhile: impl AsyncFn()) -> News {
    let turns = Arc::new(Semaphore::new(1));
    let taken = Arc::clone(&turns).acquire_owned().await.unwrap();
    let prepared = Prepared::of(&api, Asked::of_value(asked).ok().unwrap());
    let mut headers = HeaderMap::new();
    let bearer = format!("Bearer {token}");
    headers.insert("authorization", bearer.parse().unwrap());
    let (out, mut told) = mpsc::channel(4);
    let teller = Teller::new(1, out, turns);
    let following = tokio::spawn(follow(api, headers, "r".to_owned(), prepared, teller));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(told.try_recv().is_err(), "its turn has not come");
    meanwhile().await;
    drop(taken);
    let (_, first) = told.recv().await.unwrap();
    following.await.unwrap();
    first
}

#[tokio::test]
async fn a_mutation_is_done_by_the_rights_of_the_moment_in_which_its_turn_comes() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let (user, token) = office.user("lin", &[Role::Registrar]).await;
    let query = "mutation($input: OpenCaseInput!) { openCase(input: $input) { revision refusal { code } } }";
    let asked =
        |key: &str| json!({ "query": query, "variables": { "input": opening(agency, key) } });
    let answer = |news: News| match news {
        News::Answer(answer) => serde_json::from_str::<Value>(&answer).unwrap(),
        other => panic!("{other:?}"),
    };
    let nothing = async || {};
    let api = || Arc::new(Api::of(office.state.clone()));
    let opened = answer(waited(api(), &token, asked("k1"), nothing).await);
    assert_eq!(opened["data"]["openCase"]["revision"], 1, "{opened}");
    let lost = async || {
        let (roles, moment) = ([Role::Mediator].into(), Moment::at(now()));
        let desk = &office.desk;
        let set = desk.set_roles(&Actor::System, office.organ, user, roles, moment);
        set.await.unwrap();
    };
    let refused = answer(waited(api(), &token, asked("k2"), lost).await);
    let refusal = &refused["data"]["openCase"]["refusal"];
    assert_eq!(refusal["code"], "WRONG_ROLE", "{refused}");
}
