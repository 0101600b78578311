//! The demonstration as another process.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::program;

/// A demo that serves until it is dropped.
pub(crate) struct Demo {
    child: Child,
    pub(crate) address: SocketAddr,
    /// The first user of each role: login and token.
    pub(crate) users: BTreeMap<String, (String, String)>,
    _folder: TempDir,
}

impl Demo {
    /// Fills a demo of one day and waits until it can be asked.
    pub(crate) async fn of(today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("demo");
        let mut command = Command::new(program::path());
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FUYI_"))
        {
            command.env_remove(name);
        }
        let mut child = command
            .args(["demo", "--listen", "127.0.0.1:0", "--today", today])
            .arg("--data-dir")
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..1200 {
            if let Ok(text) = std::fs::read_to_string(data.join("demo.json")) {
                let told: Value = serde_json::from_str(&text).unwrap();
                let mut users = BTreeMap::new();
                for user in told["users"].as_array().unwrap() {
                    let text = |name: &str| user[name].as_str().unwrap().to_owned();
                    let who = (text("login"), text("token"));
                    users.entry(text("role")).or_insert(who);
                }
                let url = told["graphql"].as_str().unwrap();
                let address = url
                    .trim_start_matches("http://")
                    .trim_end_matches("/graphql");
                return Self {
                    child,
                    address: address.parse().unwrap(),
                    users,
                    _folder: folder,
                };
            }
            assert!(
                child.try_wait().unwrap().is_none(),
                "the demo ended by itself"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        panic!("the demo was not ready in two minutes");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // One that has ended already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
