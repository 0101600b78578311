//! The program `fuyi` itself, as another process.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use tempfile::TempDir;

use super::http::Client;

/// The binary: the one named in `FUYI_BIN`, else one built like this test.
pub(crate) fn path() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT
        .get_or_init(|| match std::env::var_os("FUYI_BIN") {
            Some(path) => PathBuf::from(path),
            None => build(),
        })
        .clone()
}

fn build() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let profile = own.parent().and_then(|deps| deps.parent()).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build
        .args([
            "build",
            "--quiet",
            "--workspace",
            "--bin",
            "fuyi",
            "--target-dir",
        ])
        .arg(profile.parent().unwrap())
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    if profile.ends_with("release") {
        build.arg("--release");
    }
    assert!(
        build.status().unwrap().success(),
        "the program does not build"
    );
    profile.join("fuyi")
}

/// Runs the program to its end, in an empty folder and with no settings but those given.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(path());
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FUYI_"))
    {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap()
}

/// What a run said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&file.path(), &target);
        } else {
            std::fs::copy(file.path(), target).unwrap();
        }
    }
}

/// A server that runs until it is killed.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    folder: TempDir,
}

impl Server {
    /// Starts `fuyi serve` on a free port and waits until it is ready.
    pub(crate) async fn start(database: &str) -> Self {
        Self::start_with(database, &[]).await
    }

    #[expect(
        clippy::zombie_processes,
        reason = "`kill` and `Drop` wait for it; where starting fails the test fails with it"
    )]
    /// Starts `fuyi serve` with some settings on a free port and waits until it is ready.
    pub(crate) async fn start_with(database: &str, settings: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(path());
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FUYI_"))
        {
            command.env_remove(name);
        }
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database])
            .args(settings)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next());
        let log = || std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        let address = address
            .and_then(|address| address.trim_end_matches('/').parse().ok())
            .unwrap_or_else(|| panic!("`{line}` names no address; {}", log()));
        for _ in 0..200 {
            if let Ok(mut client) = Client::connect(address).await
                && client
                    .get("/readyz")
                    .await
                    .is_ok_and(|status| status == 200)
            {
                return Self {
                    child,
                    address,
                    folder,
                };
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("not ready after five seconds; {}", log());
    }

    /// Memory that it holds, in KiB.
    pub(crate) fn resident(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let words = line.and_then(|line| line.split_whitespace().next());
        words.unwrap().parse().unwrap()
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Kills it where it stands: SIGKILL.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        drop(self.folder);
    }
}
