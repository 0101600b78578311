//! `fuyi mail`, and the post as it is configured.

use alerts::letter::Privacy as LetterPrivacy;
use alerts::{Post, PostOptions, Smtp, SmtpOptions, Tls, Transport};
use store::Store;
use store::outbox::{OutboxRow, PostState};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::scalar::Instant;

use crate::cli::At;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::settings::{Mail, MailTransport, Privacy, Security, Settings, Smtp as MailServer};
use crate::{open, print, run};

/// The post as it is configured; none where mail does not go out.
pub(crate) fn post(store: Store, settings: &Settings) -> Result<Option<Post>, Failure> {
    let Some(transport) = transport(&settings.mail)? else {
        return Ok(None);
    };
    let chance = Uuid::new_v4();
    let options = PostOptions {
        privacy: match settings.mail.privacy {
            Privacy::Minimal => LetterPrivacy::Bare,
            Privacy::Number => LetterPrivacy::Case,
        },
        public_url: Some(settings.public_url.clone()),
        auditor: settings.seal.as_ref().and_then(|seal| seal.mail_to.clone()),
        owner: format!("fuyi-{}-{}", std::process::id(), chance.simple()),
        seed: chance.as_u64_pair().0,
        ..PostOptions::new(settings.mail.from.clone())
    };
    Post::new(store, transport, options)
        .map(Some)
        .map_err(Failure::while_doing("set up the mail"))
}

fn transport(mail: &Mail) -> Result<Option<Transport>, Failure> {
    Ok(match &mail.transport {
        MailTransport::None => None,
        MailTransport::File { dir } => {
            let attempt = format!("make the folder of mail `{}`", dir.display());
            std::fs::create_dir_all(dir).map_err(Failure::while_doing(&attempt))?;
            Some(Transport::File(dir.clone()))
        }
        MailTransport::Smtp(server) => {
            let smtp =
                Smtp::new(&options(server)).map_err(Failure::while_doing("set up the mail"))?;
            Some(Transport::Smtp(Box::new(smtp)))
        }
    })
}

fn options(server: &MailServer) -> SmtpOptions {
    let (user, password) = server.login.clone().unzip();
    SmtpOptions {
        tls: match server.security {
            Security::StartTls => Tls::Starttls,
            Security::Tls => Tls::Tls,
            Security::None => Tls::None,
        },
        user,
        password,
        root_certificate: server.root_certificate.clone(),
        ..SmtpOptions::new(server.host.clone(), server.port)
    }
}

/// Lists letters and what became of them.
pub(crate) async fn outbox(at: At, state: Option<PostState>, limit: u64) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    let store = open::current(&settings).await?;
    let rows = store
        .outbox(&Actor::System, state, limit)
        .await
        .map_err(Failure::while_doing("list the letters"))?;
    print::answer(&rows.iter().map(row).collect::<String>())
}

fn row(row: &OutboxRow) -> String {
    let when = match (row.state, row.sent_at) {
        (PostState::Sent, Some(sent_at)) => sent_at,
        _ => row.next_at,
    };
    let error = row
        .last_error
        .as_ref()
        .map(|error| format!("\t{}", error.replace('\n', " ")));
    format!(
        "{}\t{}\t{}\t{}\t{}{}\n",
        row.state.code(),
        Instant::new(when),
        row.attempts,
        row.email,
        row.subject,
        error.unwrap_or_default(),
    )
}

/// Sends one mail by the configured transport, past the outbox: no database is needed.
pub(crate) async fn test(at: At, to: String) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    let Some(transport) = transport(&settings.mail)? else {
        let message = "no mail goes out: set `mail.transport` to `smtp` or `file`";
        return Err(Failure::no(message));
    };
    match alerts::send_trial(&transport, &settings.mail.from, &to, Clock::System.now()).await {
        Ok(message_id) => print::line(&format!("已发出 / sent: {to} {message_id}")),
        Err(error) => Err(Failure::no(format!("cannot send mail to `{to}`: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_taken_as_configured() {
        let server = MailServer {
            host: "mail.example".to_owned(),
            port: 465,
            security: Security::Tls,
            login: Some(("fuyi".to_owned(), "geheim".to_owned())),
            root_certificate: None,
        };
        let options = options(&server);
        assert_eq!((options.port, options.tls), (465, Tls::Tls));
        assert_eq!(options.user.as_deref(), Some("fuyi"));
        assert_eq!(options.password.as_deref(), Some("geheim"));
    }
}
