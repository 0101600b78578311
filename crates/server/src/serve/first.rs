//! The first set-up 首次设置: a token for whoever runs the program, while the database is empty.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use casework::{Desk, Secret};
use workflow::actor::Moment;

use crate::failure::Failure;
use crate::print;

/// Shows a fresh token and writes it beside the database, or takes an old one away where everything is set up.
pub(super) async fn set_up(
    desk: &Desk,
    database: &str,
    url: &str,
    moment: Moment,
) -> Result<(), Failure> {
    let token = desk.set_up_token(moment).await;
    let token = token.map_err(Failure::while_doing("prepare the first set-up"))?;
    let file = beside(database);
    let Some(token) = token else {
        return file.map_or(Ok(()), |file| taken_away(&file));
    };
    if let Some(file) = &file {
        let attempt = format!("write the set-up token to `{}`", file.display());
        taken_away(file)?;
        written(file, token.expose()).map_err(Failure::while_doing(&attempt))?;
    }
    // What is no terminal may be gathered as a log.
    let seen = file.is_none() || std::io::stdout().is_terminal();
    print::line(&announced(url, seen.then_some(&token), file.as_deref()))
}

/// What is said of the token; the token itself where it can be seen by nobody else, or lies in no file.
fn announced(url: &str, token: Option<&Secret>, file: Option<&Path>) -> String {
    let mut text = format!(
        "数据库为空：请在 24 小时内凭令牌以 `setUp` 设置首个机关和两名管理员。\n\
         The database is empty: make the first organ and its two administrators with `setUp` and a token at {url}/graphql within 24 hours.\n"
    );
    if let Some(file) = file {
        text.push_str(&format!(
            "令牌在文件中。The token lies in `{}`.\n",
            file.display()
        ));
    }
    if let Some(token) = token {
        text.push_str(&format!("令牌。Token: {}\n", token.expose()));
    }
    text.truncate(text.trim_end().len());
    text
}

/// The file beside a database that is a file.
fn beside(database: &str) -> Option<PathBuf> {
    let path = database.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().filter(|path| !path.is_empty())?;
    (!path.starts_with(':')).then(|| PathBuf::from(format!("{path}.set-up-token")))
}

/// Writes a new file that nobody else may read.
fn written(file: &Path, token: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    writeln!(file, "{token}")?;
    file.sync_all()
}

fn taken_away(file: &Path) -> Result<(), Failure> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            let attempt = format!("remove the old set-up token `{}`", file.display());
            Err(Failure::while_doing(&attempt)(error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_lies_beside_a_database_that_is_a_file() {
        let of = |url: &str| beside(url).map(|path| path.display().to_string());
        assert_eq!(
            of("sqlite:fuyi.db").as_deref(),
            Some("fuyi.db.set-up-token")
        );
        assert_eq!(
            of("sqlite:///srv/a.db?mode=rwc").as_deref(),
            Some("/srv/a.db.set-up-token")
        );
        assert_eq!(of("sqlite::memory:"), None);
        assert_eq!(of("postgres://fuyi@localhost/fuyi"), None);
    }

    #[test]
    fn what_is_gathered_as_a_log_has_the_place_of_the_token_and_not_the_token() {
        let (token, file) = (Secret::new("fyu_1"), Path::new("fuyi.db.set-up-token"));
        let gathered = announced("http://[::1]:8090", None, Some(file));
        assert!(gathered.ends_with("`fuyi.db.set-up-token`."), "{gathered}");
        let seen = announced("http://[::1]:8090", Some(&token), None);
        assert!(
            seen.ends_with("Token: fyu_1") && !seen.contains("lies in"),
            "{seen}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;

        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("token");
        written(&file, "fyu_1").unwrap();
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&file).unwrap(), "fyu_1\n");
        assert!(written(&file, "fyu_2").is_err());
    }
}
