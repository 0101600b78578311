//! From texts to typed settings, all faults at once.

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use tracing_subscriber::EnvFilter;

mod files;

mod door;

use super::key::key;
use super::layer::{Given, Origin, Values};
use super::{Fault, LogFormat, Mail, MailTransport, Privacy, Security, Settings, Smtp};

/// Reads every setting; says everything that is wrong with them.
pub(super) fn read(values: &Values, faults: &mut Vec<Fault>) -> Option<Settings> {
    let mut reader = Reader { values, faults };
    let listen = reader.parsed("listen", "an address and port, such as `127.0.0.1:8080`");
    let database = reader.database();
    let max_connections = reader.number("database_max_connections", 1, 1000);
    let public_url = reader.public_url();
    let reconcile_every_seconds = reader.number("reconcile_every_seconds", 1, 3600);
    let points_per_hour = reader.number("points_per_hour", 0, 1_000_000_000);
    let log = reader.log();
    let log_format = reader.word("log_format", &LogFormat::WORDS);
    let trusted_proxies = reader.trusted_proxies();
    let sign_in = reader.sign_in();
    let operations = reader.operations();
    let documents = reader.documents();
    let sockets = reader.sockets();
    let mail = reader.mail();
    let seal = reader.seal();
    let syslog = reader.syslog();
    let files = reader.files();
    let listen: std::net::SocketAddr = listen?;
    Some(Settings {
        listen,
        database: database?,
        database_max_connections: max_connections?,
        public_url: public_url.unwrap_or_else(|| format!("http://{listen}")),
        reconcile_every_seconds: reconcile_every_seconds?.into(),
        points_per_hour: points_per_hour.filter(|points| *points > 0),
        log: log?,
        log_format: log_format?,
        trusted_proxies,
        sign_in: sign_in?,
        operations: operations?,
        documents: documents?,
        sockets: sockets?,
        mail: mail?,
        seal: seal?,
        syslog: syslog?,
        files: files?,
    })
}

pub(super) struct Reader<'a> {
    values: &'a Values,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    /// What was given, or else the default.
    pub(super) fn given(&self, name: &str) -> Option<Given> {
        self.values.get(name).cloned().or_else(|| {
            Some(Given {
                text: key(name)?.default?.to_owned(),
                origin: Origin::Default,
            })
        })
    }

    pub(super) fn fault(&mut self, origin: &impl Display, message: String) {
        self.faults.push(Fault {
            place: origin.to_string(),
            message,
        });
    }

    pub(super) fn parsed<T: FromStr>(&mut self, name: &str, wanted: &str) -> Option<T> {
        let given = self.given(name)?;
        let value = given.text.parse().ok();
        if value.is_none() {
            self.fault(
                &given.origin,
                format!("`{name}` cannot be `{}`: give {wanted}", given.text),
            );
        }
        value
    }

    pub(super) fn number(&mut self, name: &str, least: u32, most: u32) -> Option<u32> {
        let given = self.given(name)?;
        match given.text.parse() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let message = format!(
                    "`{name}` cannot be `{}`: give a whole number from {least} to {most}",
                    given.text
                );
                self.fault(&given.origin, message);
                None
            }
        }
    }

    pub(super) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let given = self.given(name)?;
        let found = words
            .iter()
            .find(|(word, _)| *word == given.text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let message = format!(
                "`{name}` cannot be `{}`: give one of {}",
                given.text,
                known.join(", ")
            );
            self.fault(&given.origin, message);
        }
        found
    }

    fn database(&mut self) -> Option<String> {
        let given = self.given("database")?;
        let schemes = ["sqlite:", "postgres://", "postgresql://"];
        let named = schemes.iter().any(|scheme| {
            given
                .text
                .strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty())
        });
        if !named {
            let shown = super::masked_url(&given.text);
            let message = format!(
                "`database` cannot be `{shown}`: give `sqlite:PATH` or `postgres://USER@HOST/NAME`"
            );
            self.fault(&given.origin, message);
        }
        named.then_some(given.text)
    }

    fn public_url(&mut self) -> Option<String> {
        let given = self.given("public_url")?;
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| given.text.strip_prefix(scheme));
        if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
            let message = format!(
                "`public_url` cannot be `{}`: give one like `https://fuyi.example.gov.cn`",
                given.text
            );
            self.fault(&given.origin, message);
        }
        Some(given.text.trim_end_matches('/').to_owned())
    }

    fn log(&mut self) -> Option<String> {
        let given = self.given("log")?;
        if let Err(error) = EnvFilter::try_new(&given.text) {
            let message = format!(
                "`log` cannot be `{}` ({error}): give levels like `info` or `info,store=debug`",
                given.text
            );
            self.fault(&given.origin, message);
        }
        Some(given.text)
    }

    fn mail(&mut self) -> Option<Mail> {
        let words = [
            ("none", Kind::None),
            ("file", Kind::File),
            ("smtp", Kind::Smtp),
        ];
        let kind = self.word("mail.transport", &words);
        let privacy = self.word("mail.privacy", &Privacy::WORDS);
        let from = self.given("mail.from").map(|given| {
            let given_address = given.text.trim_end_matches('>');
            let (user, host) = given_address.rsplit_once('@').unwrap_or_default();
            if user.is_empty() || host.is_empty() {
                let message = format!(
                    "`mail.from` cannot be `{}`: give one like `复议提醒 <fuyi@example.gov.cn>`",
                    given.text
                );
                self.fault(&given.origin, message);
            }
            given.text
        });
        let smtp = self.smtp(kind == Some(Kind::Smtp));
        let transport = match kind? {
            Kind::None => MailTransport::None,
            Kind::File => MailTransport::File {
                dir: PathBuf::from(self.needed(
                    "mail.dir",
                    "transport `file` needs a folder, such as `mail`",
                )?),
            },
            Kind::Smtp => MailTransport::Smtp(Box::new(smtp?)),
        };
        Some(Mail {
            transport,
            from: from?,
            privacy: privacy?,
        })
    }

    /// The settings of the mail server; they must be sound even where another transport is chosen.
    fn smtp(&mut self, chosen: bool) -> Option<Smtp> {
        let security = self.word("mail.security", &Security::WORDS);
        let port = match self.given("mail.port") {
            None => security.map(Security::port),
            Some(_) => self
                .number("mail.port", 1, 65_535)
                .and_then(|port| u16::try_from(port).ok()),
        };
        let password = self.password();
        let user = self.given("mail.user").map(|given| given.text);
        let inherits = self
            .given("mail.user")
            .or_else(|| self.given("mail.password"));
        let by = inherits.map_or(Origin::Default, |given| given.origin);
        if user.is_some() != password.is_some() {
            let message = "`mail.user` and a password belong together: give both or neither (`mail.password` or \
                           `mail.password_file`)";
            self.fault(&by, message.to_owned());
        }
        if password.is_some() && security == Some(Security::None) {
            let message = "`mail.security` cannot be `none` with a password, which would travel in the clear: \
                           give `starttls` or `tls`";
            self.fault(&by, message.to_owned());
        }
        let host = if chosen {
            self.needed(
                "mail.host",
                "transport `smtp` needs a server, such as `mail.example.gov.cn`",
            )
        } else {
            None
        };
        let root_certificate = self.pem();
        Some(Smtp {
            host: host?,
            port: port?,
            security: security?,
            login: user.zip(password),
            root_certificate,
        })
    }

    fn needed(&mut self, name: &str, why: &str) -> Option<String> {
        self.needed_for("mail.transport", name, why)
    }

    /// A setting that another one makes necessary.
    fn needed_for(&mut self, other: &str, name: &str, why: &str) -> Option<String> {
        let given = self
            .given(name)
            .filter(|given| !given.text.trim().is_empty());
        if given.is_none() {
            let chosen = self.given(other);
            let chosen = chosen.map_or(Origin::Default, |given| given.origin);
            self.fault(&chosen, format!("`{name}` is missing: {why}"));
        }
        given.map(|given| given.text)
    }

    fn password(&mut self) -> Option<String> {
        self.secret("mail.password", "mail.password_file")
    }

    /// A secret that is given itself, or as the name of a file that holds it.
    fn secret(&mut self, itself: &str, in_file: &str) -> Option<String> {
        match (self.given(itself), self.given(in_file)) {
            (None, None) => None,
            (Some(given), None) => Some(given.text),
            (None, Some(file)) => match std::fs::read_to_string(&file.text) {
                Ok(text) => Some(text.trim_end_matches(['\r', '\n']).to_owned()),
                Err(error) => {
                    let message = format!("cannot read `{in_file}` `{}`: {error}", file.text);
                    self.fault(&file.origin, message);
                    // Not to be reported as missing too.
                    Some(String::new())
                }
            },
            (Some(given), Some(_)) => {
                let message = format!("`{itself}` and `{in_file}` are both given: keep one");
                self.fault(&given.origin, message);
                Some(given.text)
            }
        }
    }

    fn pem(&mut self) -> Option<PathBuf> {
        let given = self.given("mail.root_certificate")?;
        match std::fs::read(&given.text) {
            Ok(bytes) if bytes.windows(10).any(|window| window == b"-----BEGIN") => {
                Some(PathBuf::from(given.text))
            }
            Ok(_) => {
                let message = format!("`mail.root_certificate` `{}` is no PEM file", given.text);
                self.fault(&given.origin, message);
                None
            }
            Err(error) => {
                let message = format!(
                    "cannot read `mail.root_certificate` `{}`: {error}",
                    given.text
                );
                self.fault(&given.origin, message);
                None
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    File,
    Smtp,
}
