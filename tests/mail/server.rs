//! Starts and stops the mail server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;

/// A letter as the server took it.
#[derive(Debug, Deserialize)]
pub(super) struct Taken {
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) message: String,
    pub(super) encrypted: bool,
    pub(super) signed_in: bool,
}

/// A place for a mail server: its port, its certificate, its letters. The server itself runs between
/// [`MailServer::start`] and the drop of what that gives.
pub(super) struct MailServer {
    pub(super) port: u16,
    folder: tempfile::TempDir,
}

/// A running server.
pub(super) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl MailServer {
    /// Finds a free port and makes an authority with a certificate for `localhost`.
    pub(super) fn new() -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("letters")).unwrap();
        certify(folder.path());
        Self { port, folder }
    }

    /// Certificate of the authority.
    pub(super) fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// Starts the server and waits until it listens.
    pub(super) fn start(&self) -> Running {
        let at = |name: &str| self.folder.path().join(name);
        let mut child = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("mail/server.py"))
            .arg(self.port.to_string())
            .args([at("server.pem"), at("server.key"), at("letters")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(at("server.log")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let running = Running(child);
        let log = || std::fs::read_to_string(at("server.log")).unwrap_or_default();
        assert_eq!(
            line.trim(),
            "READY",
            "the mail server did not start: {}",
            log()
        );
        running
    }

    /// Letters taken so far, by Message-ID; each must have come once.
    pub(super) fn taken(&self) -> BTreeMap<String, Taken> {
        let mut letters = BTreeMap::new();
        for file in std::fs::read_dir(self.folder.path().join("letters")).unwrap() {
            let path = file.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let letter: Taken =
                    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
                let id = header(&letter.message, "Message-ID");
                assert!(
                    letters.insert(id.clone(), letter).is_none(),
                    "{id} came twice"
                );
            }
        }
        letters
    }
}

/// Value of a header.
pub(super) fn header(message: &str, name: &str) -> String {
    let line = message
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in\n{message}"))
        .to_owned()
}

/// A Python that has aiosmtpd. Its absence fails the test: mail that no foreign server took is not proved.
fn python() -> PathBuf {
    let named = std::env::var_os("FUYI_TEST_SMTP_PYTHON").map(PathBuf::from);
    let known = ["/usr/bin/python3", "python3"].map(PathBuf::from);
    let has_it = |python: &PathBuf| {
        let tried = Command::new(python)
            .args(["-c", "import aiosmtpd"])
            .stderr(Stdio::null())
            .status();
        tried.is_ok_and(|status| status.success())
    };
    named.into_iter().chain(known).find(has_it).unwrap_or_else(|| {
        panic!("no python3 with aiosmtpd: run `tests/run`, which installs python3-aiosmtpd, or name one in FUYI_TEST_SMTP_PYTHON")
    })
}

/// Makes `authority.pem`, `server.pem` and `server.key`.
fn certify(folder: &Path) {
    std::fs::write(
        folder.join("server.ext"),
        "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n",
    )
    .unwrap();
    openssl(
        folder,
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key -out authority.pem",
    );
    openssl(
        folder,
        "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr",
    );
    openssl(
        folder,
        "x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -extfile server.ext -out server.pem",
    );
}

fn openssl(folder: &Path, arguments: &str) {
    let done = Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "openssl {arguments}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}
