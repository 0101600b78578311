//! Messages as they go over the wire: headers, encoding, and bytes that never change once written.

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use store::outbox::{DueAlert, Recipient};
use store::seal::Unsent;

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
        } else if recipient.absent.is_some() {
            format!("deputy-for-{}", recipient.role.code())
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

    /// Message-ID of a seal: the same for every copy, whoever sends it.
    pub(crate) fn seal_id(&self, seal: &Unsent) -> String {
        format!("<seal.{}.{}@{}>", seal.organ, seal.number, self.domain())
    }

    /// The message that carries a seal to the auditor. Written at any time, it is the same.
    pub(crate) fn seal(&self, seal: &Unsent, message_id: &str, to: &str) -> Result<String, String> {
        let number = seal.number;
        let (file, whole) = if seal.text.len() > LARGEST {
            (store::seal::bare(&seal.text)?, false)
        } else {
            (seal.text.clone(), true)
        };
        let subject = format!("〔封签〕第 {number} 号 / seal {number}");
        let headers = vec![
            ("Message-ID", message_id.to_owned()),
            ("X-Fuyi-Kind", "seal".to_owned()),
        ];
        let text = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .body(base64(&seal_text(seal, whole))?);
        let json = ContentType::parse("application/json").map_err(|error| error.to_string())?;
        let file = Body::new_with_encoding(file.into_bytes(), ContentTransferEncoding::Base64)
            .map_err(|_| "the seal cannot be encoded".to_owned())?;
        let file = Attachment::new(seal.file_name()).body(file, json);
        // A boundary of its own would be drawn by chance, and the copies would differ.
        let digest = seal.digest.get(..32).unwrap_or(&seal.digest);
        let parts = MultiPart::mixed()
            .boundary(format!("seal-{digest}"))
            .singlepart(text)
            .singlepart(file);
        let message = self
            .builder(to, &subject, seal.made_at, headers)?
            .multipart(parts);
        written(message)
    }

    fn message(
        &self,
        to: &str,
        subject: &str,
        body: &str,
        at: DateTime<Utc>,
        headers: Vec<(&'static str, String)>,
    ) -> Result<String, String> {
        let message = self
            .builder(to, subject, at, headers)?
            .header(lettre::message::header::MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .body(base64(body)?);
        written(message)
    }

    /// A message with its headers and no body yet.
    fn builder(
        &self,
        to: &str,
        subject: &str,
        at: DateTime<Utc>,
        headers: Vec<(&'static str, String)>,
    ) -> Result<MessageBuilder, String> {
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
        Ok(builder)
    }
}

/// Largest file of a seal that is attached, in bytes; most mail servers take twice that.
const LARGEST: usize = 8 * 1024 * 1024;

/// What the letter with a seal says.
fn seal_text(seal: &Unsent, whole: bool) -> String {
    let number = seal.number;
    let list = if whole {
        ""
    } else {
        "\n案件清单过长,未随信附上:清单在封签文件夹的同名文件中,受附件中的签名约束。\n\
         The list of cases is too long for a letter: it lies in the folder of seals under the same name, and the signature \
         attached covers it.\n"
    };
    format!(
        "随信附上机关日志第 {number} 号封签,请保存在管理数据库的人无法触及之处。\n\
         摘要:{digest}\n\
         核验:fuyi audit verify --seal 文件 --key 公钥\n\
         \n\
         Attached is seal {number} of the logs. Keep it where whoever holds the database cannot reach it.\n\
         Digest: {digest}\n\
         To check: fuyi audit verify --seal FILE --key PUBLIC\n{list}",
        digest = seal.digest,
    )
}

/// A text as a body.
fn base64(text: &str) -> Result<Body, String> {
    Body::new_with_encoding(text.replace('\n', "\r\n"), ContentTransferEncoding::Base64)
        .map_err(|_| "the body cannot be encoded".to_owned())
}

/// The bytes of a message.
fn written(message: Result<Message, lettre::error::Error>) -> Result<String, String> {
    let message = message.map_err(|error| format!("cannot write the message: {error}"))?;
    String::from_utf8(message.formatted())
        .map_err(|error| format!("cannot write the message: {error}"))
}

/// A test message and its Message-ID.
#[derive(Debug)]
pub(crate) struct Trial {
    pub(crate) message_id: String,
    pub(crate) message: String,
}
