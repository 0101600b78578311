//! `fuyi demo`: an invented district, filled once and served.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use workflow::actor::Role;

use crate::cli::Demo;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::serve::{self, Door};
use crate::settings::{FilePlace, Layers, MailTransport, Settings};
use crate::{open, print};

mod fill;
mod hints;

/// Where the demo says how to reach it, within its folder.
const ANNOUNCEMENT: &str = "demo.json";
/// Where it keeps who can sign in and what it shows, within its folder; written when it is filled, never again.
const FILLED: &str = "filled.json";
/// How long the demo may take to be ready once it listens.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How often it is asked whether it is ready.
const ASKED_EVERY: Duration = Duration::from_millis(50);

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DemoUser {
    /// Name.
    pub(crate) login: String,
    /// Role.
    pub(crate) role: Role,
    /// Short name of the organ.
    pub(crate) organ: String,
    /// Bearer token.
    pub(crate) token: String,
}

/// A case that shows something in particular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// Name of what it shows.
    pub(crate) name: String,
    /// Number of the case.
    pub(crate) case: String,
    /// In words.
    pub(crate) what: String,
}

/// What a demo was filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filled {
    /// The day it was then.
    pub(crate) today: NaiveDate,
    /// Who can sign in.
    pub(crate) users: Vec<DemoUser>,
    /// Cases that show something in particular.
    pub(crate) edges: Vec<Shown>,
}

/// How to reach the demo.
#[derive(Debug, Serialize)]
struct Announcement<'a> {
    graphql: String,
    subscriptions: String,
    users: &'a [DemoUser],
    mail_dir: &'a Path,
    database: &'a str,
}

/// Fills a folder with an invented district, or opens it again, and serves it.
pub(crate) async fn demo(given: Demo) -> Result<(), Failure> {
    let place = Place::at(&given.data_dir)?;
    let settings = place.settings(&given)?;
    serve::log(&settings)?;
    place.withdraw_announcement()?;
    let filled = place.filled()?;
    let clock = clock(given.today, filled.as_ref());
    // Before the folder is filled: a port that is taken must not leave half a demo.
    let door = Door::open(given.listen).await?;
    let desk = open::desk(open::migrated(&settings).await?);
    let house = door.house(desk.clone(), settings.clone(), clock);
    let filled = match filled {
        Some(filled) => filled,
        None => {
            let today: NaiveDate = clock.moment().today;
            print::complain(&format!(
                "正在生成演示数据 / making the demo of {today} in `{}` …",
                place.dir.display()
            ));
            let filled = fill::filled(&desk, today).await?;
            write_whole(&place.dir.join(FILLED), &filled)?;
            filled
        }
    };
    let address = house.reachable();
    let url = house.url();
    let announced = async {
        ready(address).await?;
        let announcement = Announcement {
            graphql: format!("{url}/graphql"),
            subscriptions: format!("{}/graphql", url.replacen("http", "ws", 1)),
            users: &filled.users,
            mail_dir: &place.mail,
            database: &settings.database,
        };
        write_whole(&place.dir.join(ANNOUNCEMENT), &announcement)?;
        print::answer(&hints::hints(&url, &filled, &place))
    };
    let until_it_fails = async {
        match announced.await {
            Ok(()) => std::future::pending().await,
            Err(failure) => failure,
        }
    };
    tokio::select! {
        ended = house.run() => ended,
        failure = until_it_fails => Err(failure),
    }
}

/// What the demo goes by: the day that was given; else the system's clock, unless the demo is ahead of it.
fn clock(today: Option<NaiveDate>, filled: Option<&Filled>) -> Clock {
    let ahead = filled
        .map(|filled| filled.today)
        .filter(|day| *day > Clock::System.moment().today);
    today.or(ahead).map_or(Clock::System, Clock::set_to)
}

/// The folder of a demo.
#[derive(Debug)]
pub(crate) struct Place {
    /// The folder.
    pub(crate) dir: PathBuf,
    /// The folder of its mail.
    pub(crate) mail: PathBuf,
    /// Its database's file.
    database: PathBuf,
}

impl Place {
    /// Makes the folder where it is missing.
    fn at(dir: &Path) -> Result<Self, Failure> {
        let attempt = format!("make the folder `{}`", dir.display());
        let mail = dir.join("mail");
        std::fs::create_dir_all(&mail).map_err(Failure::while_doing(&attempt))?;
        let dir = dir.canonicalize().map_err(Failure::while_doing(&attempt))?;
        Ok(Self {
            mail: dir.join("mail"),
            database: dir.join("fuyi.db"),
            dir,
        })
    }

    fn settings(&self, given: &Demo) -> Result<Settings, Failure> {
        let loaded = Layers::default().load().map_err(|faults| {
            Failure::unable(
                faults
                    .iter()
                    .map(|fault| format!("{fault}\n"))
                    .collect::<String>(),
            )
        })?;
        let mut settings = loaded.settings;
        settings.listen = given.listen;
        settings.public_url = format!("http://{}", given.listen);
        settings.database = sqlite_url(&self.database);
        settings.reconcile_every_seconds = 10;
        settings.log = "warn".to_owned();
        settings.mail.transport = MailTransport::File {
            dir: self.mail.clone(),
        };
        settings.files.place = FilePlace::Folder(self.dir.join("files"));
        Ok(settings)
    }

    /// What the demo was filled with, if it was.
    fn filled(&self) -> Result<Option<Filled>, Failure> {
        let path = self.dir.join(FILLED);
        let attempt = format!("open the demo in `{}` again", self.dir.display());
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| {
                let path = path.display();
                Failure::unable(format!("cannot {attempt}: `{path}` cannot be read ({error}); delete the folder and start again"))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if self.database.exists() {
                    return Err(Failure::unable(format!(
                        "cannot {attempt}: it was cut off while it was being filled; delete the folder and start again"
                    )));
                }
                Ok(None)
            }
            Err(error) => Err(Failure::while_doing(&attempt)(error)),
        }
    }

    /// What an earlier run announced no longer holds.
    fn withdraw_announcement(&self) -> Result<(), Failure> {
        let path = self.dir.join(ANNOUNCEMENT);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(
                Failure::while_doing(&format!("remove `{}`", path.display()))(error),
            ),
            _ => Ok(()),
        }
    }
}

/// The URL of an SQLite file, whatever signs its path has.
fn sqlite_url(path: &Path) -> String {
    let mut url = "sqlite:".to_owned();
    for sign in path.to_string_lossy().chars() {
        match sign {
            '%' | '?' | '#' => url.push_str(&format!("%{:02X}", u32::from(sign))),
            sign => url.push(sign),
        }
    }
    url
}

/// Writes a file in one move: whoever reads it sees all of it or nothing. Only its owner may read it, since it holds
/// tokens.
fn write_whole(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    let attempt = format!("write `{}`", path.display());
    let text = serde_json::to_string_pretty(value).map_err(Failure::while_doing(&attempt))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    NamedTempFile::new_in(folder)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")?;
            file.persist(path).map_err(|failed| failed.error)
        })
        .map(|_| ())
        .map_err(Failure::while_doing(&attempt))
}

/// Waits until `/readyz` answers 200.
pub(crate) async fn ready(address: std::net::SocketAddr) -> Result<(), Failure> {
    let asking = async {
        loop {
            if matches!(asked(address).await, Ok(true)) {
                return;
            }
            tokio::time::sleep(ASKED_EVERY).await;
        }
    };
    tokio::time::timeout(READY_WITHIN, asking)
        .await
        .map_err(|_| {
            let seconds = READY_WITHIN.as_secs();
            Failure::unable(format!(
                "the demo was not ready within {seconds} s: `http://{address}/readyz` says why"
            ))
        })
}

async fn asked(address: std::net::SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_announcement_has_exactly_its_five_fields() {
        let users = [DemoUser {
            login: "wang.li".to_owned(),
            role: Role::InstitutionHead,
            organ: "深坪府".to_owned(),
            token: "fyi_x".to_owned(),
        }];
        let announcement = Announcement {
            graphql: "http://127.0.0.1:1/graphql".to_owned(),
            subscriptions: "ws://127.0.0.1:1/graphql".to_owned(),
            users: &users,
            mail_dir: Path::new("/demo/mail"),
            database: "sqlite:/demo/fuyi.db",
        };
        let expected = serde_json::json!({
            "graphql": "http://127.0.0.1:1/graphql",
            "subscriptions": "ws://127.0.0.1:1/graphql",
            "users": [{"login": "wang.li", "role": "institution_head", "organ": "深坪府", "token": "fyi_x"}],
            "mail_dir": "/demo/mail",
            "database": "sqlite:/demo/fuyi.db",
        });
        assert_eq!(serde_json::to_value(&announcement).unwrap(), expected);
    }

    #[test]
    fn a_demo_that_was_cut_off_is_never_filled_again() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::at(&dir.path().join("demo")).unwrap();
        assert_eq!(place.filled().unwrap(), None);
        std::fs::write(&place.database, b"").unwrap();
        let failure = place.filled().unwrap_err();
        assert!(
            failure.message.contains("delete the folder"),
            "{}",
            failure.message
        );
        let filled = Filled {
            today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            users: Vec::new(),
            edges: Vec::new(),
        };
        write_whole(&place.dir.join(FILLED), &filled).unwrap();
        assert_eq!(place.filled().unwrap(), Some(filled));
    }

    #[test]
    fn a_demo_of_a_later_day_does_not_fall_back() {
        let day = NaiveDate::from_ymd_opt(2049, 3, 1).unwrap();
        let filled = Filled {
            today: day,
            users: Vec::new(),
            edges: Vec::new(),
        };
        assert_eq!(clock(None, Some(&filled)).moment().today, day);
        assert!(matches!(clock(None, None), Clock::System));
        let given = day.succ_opt();
        assert_eq!(Some(clock(given, Some(&filled)).moment().today), given);
    }

    #[test]
    fn a_file_is_written_in_one_move() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(ANNOUNCEMENT);
        write_whole(&path, &"first").unwrap();
        write_whole(&path, &"second").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "\"second\"\n");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_path_of_a_database_keeps_its_signs() {
        assert_eq!(
            sqlite_url(Path::new("/a b/50%?/fuyi.db")),
            "sqlite:/a b/50%25%3F/fuyi.db"
        );
    }
}
