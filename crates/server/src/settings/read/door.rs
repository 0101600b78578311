//! What is set of the door of the API.

use std::time::Duration;

use api::{Documents, Operations, Sockets};

use super::Reader;

impl Reader<'_> {
    /// Which documents are answered; only trusted ones where there are some.
    pub(super) fn operations(&mut self) -> Option<Operations> {
        let words = [
            ("open", Operations::Open),
            ("trusted-only", Operations::TrustedOnly),
        ];
        let operations = self.word("operations", &words)?;
        if operations == Operations::TrustedOnly && self.given("trusted_documents").is_none() {
            let given = self.given("operations")?;
            let message = "`operations` cannot be `trusted-only` without `trusted_documents`: name the file that holds them";
            self.fault(&given.origin, message.to_owned());
        }
        Some(operations)
    }

    /// The trusted documents.
    pub(super) fn documents(&mut self) -> Option<Documents> {
        let Some(given) = self.given("trusted_documents") else {
            return Some(Documents::default());
        };
        let read = std::fs::read_to_string(&given.text)
            .map_err(|error| format!("it cannot be read: {error}"));
        match read.and_then(|text| Documents::read(&text)) {
            Ok(documents) => Some(documents),
            Err(fault) => {
                let message = format!("`trusted_documents` cannot be `{}`: {fault}", given.text);
                self.fault(&given.origin, message);
                None
            }
        }
    }

    /// Limits of sockets and streams.
    pub(super) fn sockets(&mut self) -> Option<Sockets> {
        let init = self.number("sockets.init_seconds", 1, 60);
        let subscriptions = self.number("sockets.subscriptions", 1, 1000);
        let per_user = self.number("sockets.per_user", 1, 1000);
        let most = self.number("sockets.most", 1, 100_000);
        let frame = self.number("sockets.frame_bytes", 1024, 16 * 1024 * 1024);
        let ping = self.number("sockets.ping_seconds", 1, 3600);
        let stall = self.number("sockets.stall_seconds", 1, 600);
        let seconds = |number: u32| Duration::from_secs(number.into());
        Some(Sockets {
            init: seconds(init?),
            subscriptions: count(subscriptions?),
            per_user: count(per_user?),
            most: count(most?),
            frame: count(frame?),
            ping: seconds(ping?),
            stall: seconds(stall?),
        })
    }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
