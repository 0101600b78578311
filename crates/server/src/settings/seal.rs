//! Settings of sealing, and of shipping the logs.

use std::path::PathBuf;

use casework::SealSchedule;

use super::read::Reader;
use super::{Sealing, SyslogServer, SyslogWay};

impl Reader<'_> {
    /// The settings of sealing; they must be sound even where logs are not sealed.
    pub(super) fn seal(&mut self) -> Option<Option<Sealing>> {
        let entries = self.number("seal.every_entries", 1, 1_000_000);
        let time = self.seal_time();
        let mail_to = self.auditor();
        let key = self.given("seal.key_file");
        let dir = self.given("seal.dir");
        let (key, dir) = match (key, dir) {
            (None, None) => return Some(None),
            (Some(key), Some(dir)) => (key, dir),
            (Some(one), None) | (None, Some(one)) => {
                let message = "`seal.key_file` and `seal.dir` belong together: give both, or neither \
                               and the logs are not sealed";
                self.fault(&one.origin, message.to_owned());
                return None;
            }
        };
        let (hour, minute) = time?;
        Some(Some(Sealing {
            key_file: PathBuf::from(key.text),
            dir: PathBuf::from(dir.text),
            schedule: SealSchedule {
                hour,
                minute,
                entries: entries?,
            },
            mail_to: mail_to?,
        }))
    }

    /// The syslog server, if there is one.
    pub(super) fn syslog(&mut self) -> Option<Option<SyslogServer>> {
        let Some(given) = self.given("syslog.server") else {
            return Some(None);
        };
        let ways = [("tcp://", SyslogWay::Tcp), ("udp://", SyslogWay::Udp)];
        let read = ways.into_iter().find_map(|(scheme, way)| {
            let address = given.text.strip_prefix(scheme)?;
            let (host, port) = address.rsplit_once(':')?;
            let port: u16 = port.parse().ok()?;
            (!host.is_empty() && port > 0).then(|| SyslogServer {
                way,
                address: address.to_owned(),
            })
        });
        if read.is_none() {
            let message = format!(
                "`syslog.server` cannot be `{}`: give one like `tcp://syslog.example.gov.cn:601`",
                given.text
            );
            self.fault(&given.origin, message);
        }
        read.map(Some)
    }

    fn seal_time(&mut self) -> Option<(u32, u32)> {
        let given = self.given("seal.at")?;
        let read = given.text.split_once(':').and_then(|(hour, minute)| {
            let two = |text: &str, below: u32| {
                let number: u32 = text.parse().ok()?;
                (text.len() == 2 && number < below).then_some(number)
            };
            Some((two(hour, 24)?, two(minute, 60)?))
        });
        if read.is_none() {
            let message = format!(
                "`seal.at` cannot be `{}`: give a time like `02:30`",
                given.text
            );
            self.fault(&given.origin, message);
        }
        read
    }

    fn auditor(&mut self) -> Option<Option<String>> {
        let Some(given) = self.given("seal.mail_to") else {
            return Some(None);
        };
        let (user, host) = given.text.rsplit_once('@').unwrap_or_default();
        if user.is_empty() || host.is_empty() {
            let message = format!(
                "`seal.mail_to` cannot be `{}`: give one address like `audit@example.gov.cn`",
                given.text
            );
            self.fault(&given.origin, message);
            return None;
        }
        if self
            .given("mail.transport")
            .is_some_and(|transport| transport.text == "none")
        {
            let message = "`seal.mail_to` needs mail: set `mail.transport` to `smtp` or `file`";
            self.fault(&given.origin, message.to_owned());
            return None;
        }
        Some(Some(given.text))
    }
}
