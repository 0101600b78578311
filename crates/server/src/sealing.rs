//! `fuyi seal`, and sealing beside the API: the key, the folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use casework::{Denied, Desk, SealSchedule};
use store::StoreError;
use store::seal::{SealKey, SealRow, Unsent};
use workflow::actor::{Actor, Moment};
use workflow::scalar::Instant;

use crate::cli::{At, Seal, SealMake};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::settings::{Sealing, Settings};
use crate::{admin, open, print, run};

/// The sealer as it is configured.
#[derive(Debug)]
pub(crate) struct Sealer {
    key: SealKey,
    dir: PathBuf,
    schedule: SealSchedule,
}

impl Sealer {
    /// Reads the key and makes the folder; none where logs are not sealed.
    pub(crate) fn configured(settings: &Settings) -> Result<Option<Self>, Failure> {
        let Some(sealing) = &settings.seal else {
            return Ok(None);
        };
        let Sealing {
            key_file,
            dir,
            schedule,
            ..
        } = sealing;
        let attempt = format!("make the folder of seals `{}`", dir.display());
        fs::create_dir_all(dir).map_err(Failure::while_doing(&attempt))?;
        Ok(Some(Self {
            key: read_key(key_file)?,
            dir: dir.clone(),
            schedule: *schedule,
        }))
    }

    /// Seals what is due and lays the files of all seals into the folder. Gives how many were made.
    pub(crate) async fn run_once(&self, desk: &Desk, moment: Moment) -> Result<usize, Failure> {
        let attempt = "seal the logs";
        let made = desk
            .seal_due(&self.key, self.schedule, moment)
            .await
            .map_err(Failure::while_doing(attempt))?;
        for (organ, seal) in &made {
            tracing::info!(%organ, number = seal.number, cases = seal.cases, entries = seal.entries, digest = seal.digest, "logs sealed");
        }
        self.lay(desk, moment).await?;
        Ok(made.len())
    }

    /// Lays the files of all seals that are not in the folder yet into it.
    async fn lay(&self, desk: &Desk, moment: Moment) -> Result<Vec<PathBuf>, Failure> {
        let mut laid = Vec::new();
        while let Some(seal) = desk
            .store()
            .unexported_seal()
            .await
            .map_err(Failure::while_doing("read the seals"))?
        {
            let (organ, number) = (seal.organ, seal.number);
            let (dir, attempt) = (self.dir.clone(), "write the seal into its folder");
            let path = tokio::task::spawn_blocking(move || laid_into(&dir, &seal))
                .await
                .map_err(Failure::while_doing(attempt))?
                .map_err(Failure::while_doing(&format!(
                    "{attempt} `{}`",
                    self.dir.display()
                )))?;
            desk.seal_laid(organ, number, moment)
                .await
                .map_err(Failure::while_doing("note that a seal is in its folder"))?;
            laid.push(path);
        }
        Ok(laid)
    }
}

/// Writes the file of a seal whole, or not at all.
fn laid_into(dir: &Path, seal: &Unsent) -> io::Result<PathBuf> {
    let name = seal.file_name();
    let (part, path) = (dir.join(format!(".{name}.part")), dir.join(name));
    let mut file = File::create(&part)?;
    file.write_all(seal.text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, &path)?;
    // The name too must survive a crash.
    File::open(dir)?.sync_all()?;
    Ok(path)
}

/// Reads the key, which nobody but its owner may read.
fn read_key(path: &Path) -> Result<SealKey, Failure> {
    let attempt = format!("read the key `{}`", path.display());
    let text = fs::read_to_string(path).map_err(Failure::while_doing(&attempt))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path)
            .map_err(Failure::while_doing(&attempt))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(Failure::unable(format!(
                "cannot {attempt}: others may read or change it (mode {:o}): `chmod 600` it",
                mode & 0o777
            )));
        }
    }
    SealKey::read(&text).map_err(Failure::while_doing(&attempt))
}

/// `fuyi seal`.
pub(crate) async fn seal(given: Seal) -> Result<(), Failure> {
    match given {
        Seal::Key { file } => make_key(&file),
        Seal::Make(given) => make(given).await,
        Seal::List(at) => list(at).await,
    }
}

fn make_key(path: &Path) -> Result<(), Failure> {
    let attempt = format!("make the key `{}`", path.display());
    let pem = SealKey::draw().map_err(Failure::while_doing(&attempt))?;
    let public = SealKey::read(&pem)
        .map_err(Failure::while_doing(&attempt))?
        .public();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).map_err(Failure::while_doing(&attempt))?;
    file.write_all(pem.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(Failure::while_doing(&attempt))?;
    print::complain(&format!("指纹 / fingerprint: {}", public.fingerprint()));
    print::answer(&public.pem())
}

async fn make(given: SealMake) -> Result<(), Failure> {
    let settings = run::load(&given.at, Vec::new())?.settings;
    let Some(sealer) = Sealer::configured(&settings)? else {
        return Err(Failure::no(
            "logs are not sealed: set `seal.key_file` (`fuyi seal key` makes one) and `seal.dir`",
        ));
    };
    let desk = open::desk(open::current(&settings).await?);
    let organs = match &given.organ {
        Some(name) => vec![admin::found(&admin::organs(desk.store()).await?, name)?.id],
        None => desk
            .store()
            .logged_organs()
            .await
            .map_err(Failure::while_doing("list the organs"))?,
    };
    let moment = Clock::System.moment();
    for organ in organs {
        let made = desk
            .make_seal(&Actor::System, organ, &sealer.key, moment)
            .await;
        if let Err(error) = made {
            let attempt = format!("seal the logs of organ `{organ}`");
            return Err(match error {
                Denied::NotFound => {
                    Failure::no(format!("cannot {attempt}: there is no such organ"))
                }
                Denied::Store(StoreError::Conflict { .. }) => Failure::no(format!(
                    "cannot {attempt}: another seal was made at the same time, and holds"
                )),
                error => Failure::while_doing(&attempt)(error),
            });
        }
    }
    let laid = sealer.lay(&desk, moment).await?;
    let lines = laid.iter().map(|path| format!("{}\n", path.display()));
    print::answer(&lines.collect::<String>())
}

async fn list(at: At) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    let store = open::current(&settings).await?;
    let rows = store
        .seals(&Actor::System)
        .await
        .map_err(Failure::while_doing("list the seals"))?;
    print::answer(&rows.iter().map(row).collect::<String>())
}

fn row(row: &SealRow) -> String {
    let made = &row.made;
    let file = row.exported_at.map_or("pending", |_| "laid");
    let letter = row.letter.map_or("-", |state| state.code());
    let error = row.last_error.as_deref().unwrap_or_default();
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{file}\t{letter}\t{}\n",
        row.organ,
        made.number,
        Instant::new(made.made_at),
        made.cases,
        made.entries,
        made.digest,
        error.replace('\n', " "),
    )
}

#[cfg(test)]
mod tests {
    use casework::{NewOrgan, OrganKind};
    use store::Options;
    use store::seal::{Seal as Sealed, Trust};
    use workflow::scalar::shanghai_instant;

    use super::*;

    /// A desk over an organ, and a sealer that seals at half past two or after three entries.
    async fn office(dir: &Path) -> (Desk, Sealer) {
        let options = Options {
            url: format!("sqlite:{}", dir.join("fuyi.db").display()),
            max_connections: 4,
            create_if_missing: true,
            read_only: false,
        };
        let store = open::store_at(&options).await.unwrap();
        open::migrate(&store).await.unwrap();
        let desk = open::desk(store);
        add(&desk, "甲府", at(1, 9)).await;
        let key_file = dir.join("seal.pem");
        make_key(&key_file).unwrap();
        let mut settings = crate::settings::Layers::default().load().unwrap().settings;
        settings.seal = Some(Sealing {
            key_file,
            dir: dir.join("seals"),
            schedule: SealSchedule {
                hour: 2,
                minute: 30,
                entries: 3,
            },
            mail_to: None,
        });
        (desk, Sealer::configured(&settings).unwrap().unwrap())
    }

    fn at(day: u32, hour: u32) -> Moment {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        Moment::at(shanghai_instant(day, hour, 0))
    }

    /// Adds an organ, which is an entry of a log: its own, or the first organ's.
    async fn add(desk: &Desk, name: &str, moment: Moment) {
        let logged = desk.store().logged_organs().await.unwrap();
        let recorded_by = logged.first().copied();
        let organ = NewOrgan {
            id: None,
            kind: match recorded_by {
                None => OrganKind::Reconsideration,
                Some(_) => OrganKind::Agency,
            },
            recorded_by,
            name: name.to_owned(),
            short_name: name.to_owned(),
            number_forms: std::collections::BTreeMap::new(),
        };
        desk.add_organ(&Actor::System, organ, moment).await.unwrap();
    }

    fn files(dir: &Path) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(dir.join("seals"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        files
    }

    #[tokio::test]
    async fn logs_are_sealed_every_day_and_after_so_many_entries_and_each_file_lies_whole_in_the_folder()
     {
        let dir = tempfile::tempdir().unwrap();
        let (desk, sealer) = office(dir.path()).await;
        let run = async |moment| sealer.run_once(&desk, moment).await.unwrap();
        assert_eq!(run(at(1, 10)).await, 1, "the first at once");
        assert_eq!(run(at(1, 23)).await, 0);
        assert_eq!(run(at(2, 3)).await, 1, "the hour has come");
        assert_eq!(run(at(2, 4)).await, 0);
        for name in ["一局", "二局"] {
            add(&desk, name, at(2, 5)).await;
        }
        assert_eq!(run(at(2, 6)).await, 0);
        add(&desk, "三局", at(2, 6)).await;
        assert_eq!(run(at(2, 7)).await, 1, "three entries");
        let trust = Trust::Fingerprint(sealer.key.public().fingerprint());
        let read = files(dir.path())
            .iter()
            .map(|path| Sealed::read(&fs::read_to_string(path).unwrap(), &trust).unwrap())
            .map(|seal| seal.statement().number)
            .collect::<Vec<_>>();
        assert_eq!(read, [1, 2, 3]);
    }

    #[tokio::test]
    async fn a_file_that_did_not_reach_the_folder_is_laid_there_later() {
        let dir = tempfile::tempdir().unwrap();
        let (desk, sealer) = office(dir.path()).await;
        fs::remove_dir(dir.path().join("seals")).unwrap();
        let failure = sealer.run_once(&desk, at(1, 10)).await.unwrap_err();
        assert!(failure.message.contains("seals"), "{}", failure.message);
        fs::create_dir(dir.path().join("seals")).unwrap();
        assert_eq!(sealer.run_once(&desk, at(1, 11)).await.unwrap(), 0);
        assert_eq!(files(dir.path()).len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_is_its_owners_alone_and_is_never_written_over() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seal.pem");
        make_key(&path).unwrap();
        let before = fs::read_to_string(&path).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(make_key(&path).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), before);
        read_key(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let failure = read_key(&path).unwrap_err();
        assert!(failure.message.contains("chmod 600"), "{}", failure.message);
    }
}
