//! From an alert to letters, one a person.

use store::StoreError;
use store::outbox::{DueAlert, NewDelivery, Recipient};

use super::{Post, Watch};
use crate::letter::{Matter, Urgency};
use crate::tally::PostReport;

/// Most alerts of one transaction.
const BATCH: u64 = 100;

impl Post {
    /// Writes the letters of every alert whose time has come.
    pub(super) async fn expand(
        &self,
        watch: &Watch,
        report: &mut PostReport,
    ) -> Result<(), StoreError> {
        loop {
            let tx = self.begin().await?;
            let alerts = tx.due_alerts(watch.moment.now, BATCH).await?;
            if alerts.is_empty() {
                return Ok(());
            }
            let full = u64::try_from(alerts.len()).unwrap_or(BATCH) >= BATCH;
            let recipients = tx.recipients(&alerts, watch.moment.today).await?;
            let mut unaddressed = 0;
            let expanded: Vec<(DueAlert, Vec<NewDelivery>)> = alerts
                .into_iter()
                .zip(recipients)
                .map(|(alert, recipients)| {
                    let letters = self.letters(&alert, recipients, watch);
                    if letters.is_empty() {
                        unaddressed += 1;
                        tracing::error!(
                            case = %alert.case, term = alert.term, role = alert.role.code(),
                            "nobody can be told of this alert: give the organ a head of the institution with an address"
                        );
                    }
                    (alert, letters)
                })
                .collect();
            let queued = tx.queue(&expanded, watch.moment.now).await?;
            tx.commit().await?;
            report.expanded += u64::try_from(expanded.len()).unwrap_or(0);
            report.queued += queued;
            report.unaddressed += unaddressed;
            if !full {
                return Ok(());
            }
        }
    }

    /// The letters of one alert.
    fn letters(
        &self,
        alert: &DueAlert,
        recipients: Vec<Recipient>,
        watch: &Watch,
    ) -> Vec<NewDelivery> {
        let options = &self.options;
        let Some(period) = options.rulebook.period(&alert.period) else {
            tracing::error!(case = %alert.case, period = alert.period, "the definitions lack this period");
            return Vec::new();
        };
        let link = options
            .public_url
            .as_deref()
            .map(|base| format!("{}/c/{}", base.trim_end_matches('/'), alert.case));
        let write = |recipient: Recipient| {
            let matter = Matter {
                alert,
                recipient: &recipient,
                period,
                urgency: Urgency::of(alert, watch.moment.today, options.calendar),
                link: link.as_deref(),
                privacy: options.privacy,
            };
            let letter = matter.write();
            let composed =
                self.sender
                    .compose(&matter, &letter, &recipient.email, watch.moment.now);
            let (message, refused) = match composed {
                Ok(message) => (message, None),
                Err(reason) => {
                    tracing::warn!(user = %recipient.user, reason, "this person cannot be reached by mail");
                    (String::new(), Some(reason))
                }
            };
            NewDelivery {
                message_id: self.sender.message_id(alert, &recipient),
                subject: letter.subject,
                message,
                refused,
                recipient,
            }
        };
        recipients.into_iter().map(write).collect()
    }
}
