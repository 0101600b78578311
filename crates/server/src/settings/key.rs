//! Every setting there is: its name, its default, what it is for.

/// What a setting's value looks like in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A text in quotes.
    Text,
    /// A whole number.
    Number,
}

/// A setting 设置项.
#[derive(Debug)]
pub(super) struct Key {
    /// Its name: a key of the file, `TABLE.KEY` within a table. The variable of the environment is `FUYI_` and the
    /// name in upper case, with `_` for the dot.
    pub(super) name: &'static str,
    /// What its value looks like.
    pub(super) form: Form,
    /// What it is when nothing is said.
    pub(super) default: Option<&'static str>,
    /// Whether its value is never shown.
    pub(super) secret: bool,
    /// What it is for.
    pub(super) about: &'static str,
}

impl Key {
    const fn text(name: &'static str, default: Option<&'static str>, about: &'static str) -> Self {
        let (form, secret) = (Form::Text, false);
        Self {
            name,
            form,
            default,
            secret,
            about,
        }
    }

    const fn number(name: &'static str, default: &'static str, about: &'static str) -> Self {
        Self {
            form: Form::Number,
            ..Self::text(name, Some(default), about)
        }
    }

    /// The name of its variable in the environment.
    pub(super) fn variable(&self) -> String {
        format!("FUYI_{}", self.name.replace('.', "_").to_uppercase())
    }
}

/// All settings, as `fuyi config` lists them.
pub(super) const KEYS: &[Key] = &[
    Key::text(
        "listen",
        Some("127.0.0.1:8080"),
        "address and port to listen on",
    ),
    Key::text(
        "database",
        Some("sqlite:fuyi.db"),
        "sqlite:PATH or postgres://USER@HOST/NAME",
    ),
    Key::number(
        "database_max_connections",
        "16",
        "most connections held at once",
    ),
    Key::text(
        "public_url",
        None,
        "where people open the program, for links in mail",
    ),
    Key::number(
        "reconcile_every_seconds",
        "60",
        "how often ended terms are looked for, beside every command",
    ),
    Key::number(
        "points_per_hour",
        "0",
        "points of cost that a user may ask of the API within an hour, counted by each process; 0 for no limit",
    ),
    Key::text(
        "log",
        Some("info,async_graphql=warn,sqlx=warn,sea_orm_migration=warn"),
        "what is logged, by level and module",
    ),
    Key::text("log_format", Some("text"), "text or json"),
    Key::text(
        "trusted_proxies",
        None,
        "proxies believed in `X-Forwarded-For`, such as 10.0.0.0/8, separated by commas",
    ),
    Key::text(
        "operations",
        Some("open"),
        "which documents of GraphQL are answered: open, or trusted-only",
    ),
    Key::text(
        "trusted_documents",
        None,
        "a JSON file with an object from `sha256:…` to the document, which clients name by `documentId`",
    ),
    Key::number(
        "sockets.init_seconds",
        "5",
        "how long a WebSocket may take to say who it is",
    ),
    Key::number(
        "sockets.subscriptions",
        "20",
        "most operations at once on a WebSocket, and most event streams of a user",
    ),
    Key::number("sockets.per_user", "5", "most WebSockets of a user"),
    Key::number("sockets.most", "1000", "most WebSockets in all"),
    Key::number(
        "sockets.frame_bytes",
        "262144",
        "largest message that a client may send",
    ),
    Key::number(
        "sockets.ping_seconds",
        "20",
        "how often a sign of life is asked for; who gives none by the next time is dropped",
    ),
    Key::number(
        "sockets.stall_seconds",
        "10",
        "how long a client may leave untaken what it is sent",
    ),
    Key::text(
        "sign_in.profile",
        Some("modern"),
        "rules of passwords and sessions: modern, or mlps3 (classes, no reuse, lock-out, 15 minutes idle)",
    ),
    Key {
        default: None,
        ..Key::number(
            "sign_in.idle_minutes",
            "",
            "after how long without use a session ends; 120 for modern, 15 for mlps3",
        )
    },
    Key::number(
        "sign_in.absolute_hours",
        "12",
        "after how long a session ends however much it is used",
    ),
    Key::number(
        "sign_in.hashes_at_once",
        "2",
        "most passwords hashed at once, each with the memory below",
    ),
    Key::number(
        "sign_in.hash_memory_kib",
        "19456",
        "memory of one hash; older hashes are made anew at the next sign-in",
    ),
    Key::number("sign_in.hash_passes", "2", "passes over that memory"),
    Key::text("mail.transport", Some("none"), "none, file or smtp"),
    Key::text(
        "mail.dir",
        None,
        "folder that takes the mail of transport `file`",
    ),
    Key::text("mail.host", None, "the mail server"),
    Key {
        default: None,
        ..Key::number(
            "mail.port",
            "",
            "its port; 587 for starttls, 465 for tls, 25 for none",
        )
    },
    Key::text("mail.security", Some("starttls"), "starttls, tls or none"),
    Key::text("mail.user", None, "name to sign in with at the mail server"),
    Key {
        secret: true,
        ..Key::text("mail.password", None, "the password")
    },
    Key::text("mail.password_file", None, "a file that holds the password"),
    Key::text("mail.from", Some("复议提醒 <fuyi@localhost>"), "sender"),
    Key::text(
        "mail.root_certificate",
        None,
        "a PEM file with a further root certificate",
    ),
    Key::text(
        "mail.privacy",
        Some("number"),
        "what a mail may tell: minimal, or number (the case number, the matter, the day)",
    ),
    Key::text(
        "seal.key_file",
        None,
        "the key that the logs are sealed with; `fuyi seal key` makes one. Not on the database's machine, if it can be",
    ),
    Key::text("seal.dir", None, "folder that takes the seals"),
    Key::text(
        "seal.at",
        Some("02:30"),
        "when the logs are sealed every day, in Shanghai",
    ),
    Key::number(
        "seal.every_entries",
        "1000",
        "entries of an organ after which its logs are sealed at once",
    ),
    Key::text(
        "seal.mail_to",
        None,
        "address of the auditor to whom each seal is sent",
    ),
    Key::text(
        "syslog.server",
        None,
        "where the logs are shipped to, tcp://HOST:PORT or udp://HOST:PORT; of processes beside each other, give it to one",
    ),
    Key::text(
        "files.store",
        Some("folder"),
        "where bytes of files are kept: folder or s3",
    ),
    Key::text("files.dir", Some("files"), "the folder of store `folder`"),
    Key::text("files.bucket", None, "the bucket of store `s3`"),
    Key::text("files.region", Some("us-east-1"), "its region"),
    Key::text(
        "files.endpoint",
        None,
        "its address, such as https://s3.example.gov.cn",
    ),
    Key::text("files.access_key", None, "id of the key to sign with"),
    Key {
        secret: true,
        ..Key::text("files.secret_key", None, "the key")
    },
    Key::text("files.secret_key_file", None, "a file that holds the key"),
    Key::number("files.max_mib", "200", "longest file that is taken, in MiB"),
    Key::text(
        "files.types",
        Some("pdf,jpeg,png,tiff,ofd,docx,xlsx,mp3,mp4,txt"),
        "types of file that are taken",
    ),
];

/// The setting with this name.
pub(super) fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The name nearest to one that is not known, if any is near.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}
