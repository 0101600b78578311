//! A file replaced whole: written beside the old one, then renamed over it.
//!
//! The new file is created only where none lies there yet, so that two programs at once do not lose each other's
//! words; what is in the old one is compared again while it is held.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file written and not yet put in place; taken away again when it is dropped.
pub(super) struct Pending {
    target: PathBuf,
    beside: PathBuf,
    /// Whether it has been put in place: then the name beside may be another writer's.
    placed: bool,
}

impl Pending {
    /// Writes `text` beside `target`, which must still hold what was read: `before`, or nothing at all.
    ///
    /// # Errors
    ///
    /// Another writer is at work, the file has changed, or it cannot be written; nothing has been.
    pub(super) fn write(target: &Path, before: Option<&str>, text: &str) -> io::Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let beside = target.with_file_name(name);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)
            .map_err(|error| in_use(&beside, &error))?;
        // From here on the file beside is this one's own, and goes with it.
        let pending = Self {
            target: target.to_owned(),
            beside,
            placed: false,
        };
        if now(target)?.as_deref() != before {
            return Err(io::Error::other(format!(
                "`{}` has been changed meanwhile: sign again",
                target.display()
            )));
        }
        if before.is_some() {
            file.set_permissions(fs::metadata(target)?.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(pending)
    }

    /// Puts the file in place.
    ///
    /// # Errors
    ///
    /// It cannot be renamed; the old one stands.
    pub(super) fn put(mut self) -> io::Result<()> {
        fs::rename(&self.beside, &self.target)?;
        self.placed = true;
        if let Some(folder) = self.target.parent() {
            // The file is in place; where the folder cannot be synchronised, the system does so in its own time.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.placed {
            // What cannot be taken away is named to the next writer.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// What the file holds now.
fn now(target: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(target) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn in_use(beside: &Path, error: &io::Error) -> io::Error {
    let text = if error.kind() == ErrorKind::AlreadyExists {
        format!(
            "`{}` is there: another signature is being written; if none is, delete that file",
            beside.display()
        )
    } else {
        format!("write `{}`: {error}", beside.display())
    };
    io::Error::new(error.kind(), text)
}
