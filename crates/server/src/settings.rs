//! The configuration 配置: one TOML file, variables `FUYI_*`, flags; each over the one before, validated whole.

use std::collections::BTreeSet;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use casework::SealSchedule;

use workflow::media::MediaType;

use api::{Documents, Operations, Sockets};

mod key;
mod layer;
mod read;
mod seal;
mod show;
mod sign_in;
#[cfg(test)]
mod tests;

use layer::Values;

/// Name of the file that is read where it lies and none was named.
pub const DEFAULT_FILE: &str = "fuyi.toml";

/// Everything the program is set to 全部设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The database.
    pub database: String,
    /// Most connections held at once.
    pub database_max_connections: u32,
    /// Where people open the program, without a slash at the end.
    pub public_url: String,
    /// How often ended terms are looked for, in seconds.
    pub reconcile_every_seconds: u64,
    /// Points of cost that a user may ask of the API within an hour, where there is a limit.
    pub points_per_hour: Option<u32>,
    /// What is logged, by level and module.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Proxies that are believed when they say where a request comes from.
    pub trusted_proxies: Vec<api::Network>,
    /// How people come in.
    pub sign_in: casework::SignInRules,
    /// Which documents of GraphQL are answered.
    pub operations: Operations,
    /// Documents that clients may name by id.
    pub documents: Documents,
    /// Limits of sockets and streams.
    pub sockets: Sockets,
    /// Mail.
    pub mail: Mail,
    /// Sealing of the logs, where they are sealed.
    pub seal: Option<Sealing>,
    /// The syslog server that the logs are shipped to, where they are.
    pub syslog: Option<SyslogServer>,
    /// Files.
    pub files: FileSettings,
}

/// A syslog server 日志服务器.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyslogServer {
    /// The way to it.
    pub way: SyslogWay,
    /// Its name or address, with the port.
    pub address: String,
}

impl fmt::Display for SyslogServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.way {
            SyslogWay::Tcp => "tcp",
            SyslogWay::Udp => "udp",
        };
        write!(f, "{way}://{}", self.address)
    }
}

/// The way to a syslog server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyslogWay {
    /// A connection.
    Tcp,
    /// Datagrams.
    Udp,
}

/// How logs are sealed 封签设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// File of the key.
    pub key_file: PathBuf,
    /// Folder that takes the seals.
    pub dir: PathBuf,
    /// When.
    pub schedule: SealSchedule,
    /// Address of the auditor to whom they go too.
    pub mail_to: Option<String>,
}

impl Settings {
    /// What the API is set to.
    pub(crate) fn api(&self) -> api::Settings {
        api::Settings {
            operations: self.operations,
            documents: self.documents.clone(),
            public_url: self.public_url.clone(),
            sockets: self.sockets.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            points_per_hour: self.points_per_hour,
            files: casework::FileBounds {
                max_size: self.files.max_size,
                types: self.files.types.clone(),
            },
            ..api::Settings::default()
        }
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// An object of JSON a line.
    Json,
}

impl LogFormat {
    const WORDS: [(&'static str, Self); 2] = [("text", Self::Text), ("json", Self::Json)];
}

/// Where the bytes of files are kept, and what files are taken 文件设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSettings {
    /// Where.
    pub place: FilePlace,
    /// Longest file, in bytes.
    pub max_size: u64,
    /// Types that are taken.
    pub types: BTreeSet<MediaType>,
}

/// Where the bytes of files are kept.
#[derive(Clone, PartialEq, Eq)]
pub enum FilePlace {
    /// In a folder.
    Folder(PathBuf),
    /// In an S3-compatible store.
    S3 {
        /// The bucket.
        bucket: String,
        /// Its region.
        region: String,
        /// Its address, where it is not that of Amazon.
        endpoint: Option<String>,
        /// Id of the key.
        access_key: String,
        /// The key.
        secret_key: String,
    },
}

impl fmt::Debug for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(dir) => f.debug_tuple("Folder").field(dir).finish(),
            Self::S3 { bucket, .. } => f
                .debug_struct("S3")
                .field("bucket", bucket)
                .finish_non_exhaustive(),
        }
    }
}

/// How mail goes out 邮件设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// By which way.
    pub transport: MailTransport,
    /// Sender.
    pub from: String,
    /// What it may tell.
    pub privacy: Privacy,
}

/// The way mail goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTransport {
    /// It does not: alerts stay planned.
    None,
    /// Into a folder, one file a mail.
    File {
        /// The folder.
        dir: PathBuf,
    },
    /// To a mail server.
    Smtp(Box<Smtp>),
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line to it is kept secret.
    pub security: Security,
    /// Name and password to sign in with.
    pub login: Option<(String, String)>,
    /// PEM file of one more authority to trust.
    pub root_certificate: Option<PathBuf>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("user", &self.login.as_ref().map(|(user, _)| user))
            .finish_non_exhaustive()
    }
}

/// How the line to a mail server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Begun in the clear, then TLS or nothing.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all.
    None,
}

impl Security {
    const WORDS: [(&'static str, Self); 3] = [
        ("starttls", Self::StartTls),
        ("tls", Self::Tls),
        ("none", Self::None),
    ];

    fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// What a mail may tell 邮件中可写明的内容.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// That something is to be done.
    Minimal,
    /// The case number, the matter and the day.
    Number,
}

impl Privacy {
    const WORDS: [(&'static str, Self); 2] = [("minimal", Self::Minimal), ("number", Self::Number)];
}

/// Something wrong in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: a line of the file, a variable, the command line.
    pub place: String,
    /// What, and what would work.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// What the three layers say, as text.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// Name and text of the file.
    pub file: Option<(String, String)>,
    /// Variables of the environment; those that do not begin with `FUYI_` are not looked at.
    pub environment: Vec<(String, String)>,
    /// Flags, by name of the setting.
    pub flags: Vec<(String, String)>,
}

/// Settings, and where each comes from.
#[derive(Debug)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    values: Values,
}

impl Layers {
    /// Reads the layers.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with any of them.
    pub fn load(&self) -> Result<Loaded, Vec<Fault>> {
        let (mut values, mut faults) = (Values::new(), Vec::new());
        if let Some((name, text)) = &self.file {
            layer::file(name, text, &mut values, &mut faults);
        }
        layer::environment(self.environment.clone(), &mut values, &mut faults);
        layer::flags(self.flags.clone(), &mut values, &mut faults);
        match read::read(&values, &mut faults) {
            Some(settings) if faults.is_empty() => Ok(Loaded { settings, values }),
            _ => Err(faults),
        }
    }
}

impl Loaded {
    /// The settings as a configuration file, each with where it comes from; secrets masked.
    #[must_use]
    pub fn shown(&self) -> String {
        show::shown(&self.settings, &self.values)
    }
}

/// A database's URL without its password 数据库地址（隐去口令）.
#[must_use]
pub fn masked_url(url: &str) -> String {
    let (before_query, query) = match url.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (url, None),
    };
    let mut shown = match before_query.split_once("://") {
        Some((scheme, rest)) => {
            // The last `@` ends what identifies the user, whatever is in the password.
            match rest.rsplit_once('@') {
                Some((user, host)) => {
                    let name = user.split_once(':').map_or_else(
                        || user.to_owned(),
                        |(name, _)| format!("{name}:{}", show::MASK),
                    );
                    format!("{scheme}://{name}@{host}")
                }
                None => before_query.to_owned(),
            }
        }
        None => before_query.to_owned(),
    };
    if let Some(query) = query {
        let masked: Vec<String> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, _)) if name.contains("password") => format!("{name}={}", show::MASK),
                _ => pair.to_owned(),
            })
            .collect();
        shown.push('?');
        shown.push_str(&masked.join("&"));
    }
    shown
}
