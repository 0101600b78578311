//! A case lived through the API, day by day.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::day;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use crate::support::seen::{Answer, Done, Refused, Seen};

/// A case, its office, and the day up to which it was lived.
pub(super) struct Lived {
    pub(super) ground: Ground,
    pub(super) case: String,
    today: NaiveDate,
}

impl Lived {
    /// An application received and assigned on a day.
    pub(super) async fn received(on: &str) -> Self {
        let ground = Ground::on(Database::sqlite(), on).await;
        let case = ground.assigned().await;
        Self::of(ground, case, on)
    }

    /// A case that the office has brought to some stage on a day.
    pub(super) fn of(ground: Ground, case: String, on: &str) -> Self {
        let today = day(on);
        Self {
            ground,
            case,
            today,
        }
    }

    /// Every morning up to a day, then ten o'clock of it.
    pub(super) async fn until(&mut self, on: &str) -> &mut Self {
        while self.today < day(on) {
            self.today = self.today + Days::new(1);
            self.ground.morning(self.today).await;
        }
        self.ground.set(self.today, 10, 0);
        self
    }

    /// What somebody does today.
    pub(super) async fn does(&self, by: &str, name: &str, body: Value) -> Answer {
        self.entered(by, name, body, None, None).await
    }

    /// What somebody enters, effective on another day.
    pub(super) async fn entered(
        &self,
        by: &str,
        name: &str,
        body: Value,
        on: Option<&str>,
        proof: Option<Value>,
    ) -> Answer {
        let revision = self.seen().await.revision;
        let command = reconsideration(name, body);
        self.ground
            .submit(by, &self.case, revision, command, on, proof)
            .await
    }

    pub(super) async fn done(&self, by: &str, name: &str, body: Value) -> Done {
        self.does(by, name, body).await.done()
    }

    pub(super) async fn refused(&self, by: &str, name: &str, body: Value) -> Refused {
        self.does(by, name, body).await.refused()
    }

    /// Serves a paper by hand on a party.
    pub(super) async fn served(&self, paper: &str, party: u32) {
        let no = self.seen().await.paper(paper).unwrap().no;
        let service = json!({ "paper": no, "party": party, "method": "DIRECT", "slip": "回证" });
        self.done("registrar", "recordService", service).await;
    }

    pub(super) async fn seen(&self) -> Seen {
        self.ground.see(&self.case).await
    }

    /// The last day of the newest term of a period; none where there is no such term.
    pub(super) async fn due(&self, period: &str) -> Option<NaiveDate> {
        let seen = self.seen().await;
        seen.term(period).map(|term| day(&term.due))
    }

    /// The state of the newest term of a period.
    pub(super) async fn state(&self, period: &str) -> String {
        let seen = self.seen().await;
        let term = seen
            .term(period)
            .unwrap_or_else(|| panic!("no {period} in {seen:?}"));
        term.state.clone()
    }
}
