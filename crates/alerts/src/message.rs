//! Messages as they go over the wire: headers, encoding, and bytes that never change once written.

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message};
use store::outbox::{DueAlert, Recipient};

use crate::letter::{Letter, Matter, Privacy};

/// Who letters come from, read once.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    mailbox: Mailbox,
}

impl Sender {
    /// Reads `名称 <name@domain>` or `name@domain`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mailbox = text.parse::<Mailbox>().map_err(|error| {
            format!(
                "`{text}` is not a sender ({error}): write it like `复议提醒 <fuyi@example.gov.cn>`"
            )
        })?;
        Ok(Self { mailbox })
    }

    /// The bare address, for the envelope.
    pub(crate) fn address(&self) -> &str {
        self.mailbox.email.as_ref()
    }

    fn domain(&self) -> &str {
        self.mailbox.email.domain()
    }

    /// Message-ID of an alert to a person: the same for every copy, whoever sends it.
    pub(crate) fn message_id(&self, alert: &DueAlert, recipient: &Recipient) -> String {
        format!(
            "<{}.{}.{}.{}.{}.{}@{}>",
            alert.case,
            alert.term,
            alert.term_version,
            alert.rung,
            alert.role.code(),
            recipient.user,
            self.domain()
        )
    }

    /// Root of the thread of a term: one term is one thread.
    fn root(&self, alert: &DueAlert) -> String {
        format!("<term.{}.{}@{}>", alert.case, alert.term, self.domain())
    }

    /// The whole message of a letter.
    pub(crate) fn compose(
        &self,
        matter: &Matter<'_>,
        letter: &Letter,
        to: &str,
        at: DateTime<Utc>,
    ) -> Result<String, String> {
        let (alert, recipient) = (matter.alert, matter.recipient);
        let root = self.root(alert);
        let reason = if recipient.stand_in {
            format!("stand-in-for-{}", alert.role.code())
        } else {
            recipient.role.code().to_owned()
        };
        let mut headers = vec![
            ("Message-ID", self.message_id(alert, recipient)),
            ("In-Reply-To", root.clone()),
            ("References", root),
            (
                "List-Id",
                format!("<{}.case.{}>", alert.case, self.domain()),
            ),
            ("X-Fuyi-Reason", reason),
        ];
        if matter.privacy != Privacy::Bare {
            headers.push(("X-Fuyi-Kind", format!("term.{}", matter.period.id)));
            headers.push(("X-Fuyi-Severity", matter.urgency.severity().to_owned()));
        }
        self.message(to, &letter.subject, &letter.body, at, headers)
    }

    /// A message that tests the way there.
    pub(crate) fn trial(&self, to: &str, at: DateTime<Utc>) -> Result<Trial, String> {
        let message_id = format!("<test.{}@{}>", at.timestamp_micros(), self.domain());
        let body = "这是一封测试邮件:收到即说明提醒邮件可以送到您的邮箱。\n\
                    This is a test: that it came shows that reminders can reach you.\n";
        let headers = vec![
            ("Message-ID", message_id.clone()),
            ("X-Fuyi-Kind", "test".to_owned()),
        ];
        let message = self.message(
            to,
            "〔测试〕提醒邮件 / test of reminders",
            body,
            at,
            headers,
        )?;
        Ok(Trial {
            message_id,
            message,
        })
    }

    fn message(
        &self,
        to: &str,
        subject: &str,
        body: &str,
        at: DateTime<Utc>,
        headers: Vec<(&'static str, String)>,
    ) -> Result<String, String> {
        let to: Mailbox = to.parse().map_err(|error| {
            format!("`{to}` is not an address ({error}): write it like `name@example.gov.cn`")
        })?;
        let mut builder = Message::builder()
            .date(at.into())
            .from(self.mailbox.clone())
            .to(to)
            .subject(subject);
        let always = [
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "All"),
        ];
        let always = always.map(|(name, value)| (name, value.to_owned()));
        for (name, value) in headers.into_iter().chain(always) {
            // Every value is ASCII without line ends, so it is written as it stands, not encoded or folded.
            let raw = HeaderValue::dangerous_new_pre_encoded(
                HeaderName::new_from_ascii(name.to_owned()).map_err(|error| error.to_string())?,
                value.clone(),
                value,
            );
            builder = builder.raw_header(raw);
        }
        let body =
            Body::new_with_encoding(body.replace('\n', "\r\n"), ContentTransferEncoding::Base64)
                .map_err(|_| "the body cannot be encoded".to_owned())?;
        let message = builder
            .header(lettre::message::header::MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .map_err(|error| format!("cannot write the message: {error}"))?;
        String::from_utf8(message.formatted())
            .map_err(|error| format!("cannot write the message: {error}"))
    }
}

/// A test message and its Message-ID.
#[derive(Debug)]
pub(crate) struct Trial {
    pub(crate) message_id: String,
    pub(crate) message: String,
}
