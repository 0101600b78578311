//! The post 邮递: writes letters, sends them, marks what became of them.

mod expand;
mod round;
mod seals;
#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests prepare cases and play other posts"
)]
mod tests;

use std::time::Duration;

use calendar::Calendar;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use store::{Store, StoreError, WriteTx};
use workflow::actor::Moment;
use workflow::rulebook::Rulebook;

use crate::letter::Privacy;
use crate::message::Sender;
use crate::tally::PostReport;
use crate::transport::{Failure, Parcel, Transport};

/// How the post works.
#[derive(Debug, Clone)]
pub struct PostOptions {
    /// Sender 发件人, such as `复议提醒 <fuyi@example.gov.cn>`.
    pub from: String,
    /// Where people open cases, such as `https://fuyi.example.gov.cn`; letters bear no link without it.
    pub public_url: Option<String>,
    /// How much letters may say.
    pub privacy: Privacy,
    /// Address of the auditor to whom each seal of the logs goes; without it none is sent.
    pub auditor: Option<String>,
    /// Names this post among others that work on the same database, for whoever looks into it.
    pub owner: String,
    /// How long a claimed letter is this post's own. Much longer than the time one letter may take.
    pub lease: Duration,
    /// Most letters on their way at once.
    pub concurrency: usize,
    /// Seed of the shifts of back-off.
    pub seed: u64,
    /// Labels and articles of periods.
    pub rulebook: &'static Rulebook,
    /// Days, to say how many are left.
    pub calendar: &'static Calendar,
}

impl PostOptions {
    /// A lease of five minutes, eight letters at once, no link, privacy level 1, the definitions and the calendar
    /// shipped with the program.
    #[must_use]
    pub fn new(from: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            public_url: None,
            privacy: Privacy::default(),
            auditor: None,
            owner: format!("post {}", std::process::id()),
            lease: Duration::from_secs(300),
            concurrency: 8,
            seed: std::process::id().into(),
            rulebook: Rulebook::embedded(),
            calendar: Calendar::embedded(),
        }
    }
}

/// Why the post cannot work.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The database could not do what was asked; letters that were on their way are tried again when their lease
    /// ends.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The sender cannot be read.
    #[error("{0}")]
    Sender(String),
}

/// The post 邮递. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Post {
    store: Store,
    transport: Transport,
    options: PostOptions,
    sender: Sender,
}

impl Post {
    /// A post that takes letters out of a store and sends them by a transport.
    ///
    /// # Errors
    ///
    /// [`PostError::Sender`] says how a sender is written.
    pub fn new(
        store: Store,
        transport: Transport,
        options: PostOptions,
    ) -> Result<Self, PostError> {
        let sender = Sender::parse(&options.from).map_err(PostError::Sender)?;
        Ok(Self {
            store,
            transport,
            options,
            sender,
        })
    }

    /// One round 投递一轮: writes the letters of alerts whose time has come and of seals that were made, withdraws those
    /// that are no longer true, sends what is ready. Several posts may work on one database.
    ///
    /// Where the mail server cannot be reached, the letters stay as they are and the report says so. Let a round
    /// come to its end: a letter cut off on its way goes out a second time, with the same Message-ID and bytes.
    ///
    /// # Errors
    ///
    /// [`PostError::Store`] where the database could not; nothing is lost.
    pub async fn run_once(&self, moment: Moment) -> Result<PostReport, PostError> {
        let watch = Watch::start(moment);
        let mut report = PostReport::default();
        self.expand(&watch, &mut report).await?;
        self.write_seals(&watch, &mut report).await?;
        let tx = self.begin().await?;
        report.withdrawn = tx.withdraw_stale().await?;
        tx.commit().await?;
        if !self.store.post_waits(moment.now).await? {
            return Ok(report);
        }
        if let Err(failure) = self.transport.probe().await {
            tracing::error!(%failure, "no mail can leave: letters wait in the outbox");
            report.unreachable = Some(failure.to_string());
            return Ok(report);
        }
        self.deliver(&watch, &mut report).await?;
        Ok(report)
    }

    /// Begins to write. The post's own rows only: deliveries, and the state of alerts.
    #[expect(
        clippy::disallowed_methods,
        reason = "the post writes its outbox, never a case"
    )]
    async fn begin(&self) -> Result<WriteTx, StoreError> {
        self.store.begin_write().await
    }
}

/// Sends a test letter 测试邮件 to an address at once, past the outbox. Gives its Message-ID.
///
/// # Errors
///
/// [`Failure`] says what is in the way.
pub async fn send_trial(
    transport: &Transport,
    from: &str,
    to: &str,
    at: DateTime<Utc>,
) -> Result<String, Failure> {
    let sender = Sender::parse(from).map_err(Failure::Permanent)?;
    let trial = sender.trial(to, at).map_err(Failure::Permanent)?;
    let parcel = Parcel {
        from: sender.address().to_owned(),
        to: to.to_owned(),
        message_id: trial.message_id.clone(),
        message: trial.message,
    };
    transport.send(&parcel).await?;
    Ok(trial.message_id)
}

/// The moment a round began, and how long it has lasted: leases must not end while a long round goes on.
#[derive(Debug, Clone, Copy)]
struct Watch {
    moment: Moment,
    began: tokio::time::Instant,
}

impl Watch {
    fn start(moment: Moment) -> Self {
        Self {
            moment,
            began: tokio::time::Instant::now(),
        }
    }

    fn now(&self) -> DateTime<Utc> {
        let lasted = TimeDelta::from_std(self.began.elapsed()).unwrap_or_default();
        (self.moment.now + lasted).trunc_subsecs(6)
    }
}
