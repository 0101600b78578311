//! Settings of how people come in.

use api::Network;
use casework::{Cost, Profile, SignInRules};
use chrono::Duration;

use super::read::Reader;

/// Sets of rules by name.
const PROFILES: [(&str, Profile); 2] = [("modern", Profile::Modern), ("mlps3", Profile::Mlps3)];

/// Longest idle time under `mlps3`, in minutes.
const MLPS3_IDLE: u32 = 15;
/// Longest session under `mlps3`, in hours.
const MLPS3_ABSOLUTE: u32 = 12;

impl Reader<'_> {
    /// The rules by which people come in.
    pub(super) fn sign_in(&mut self) -> Option<SignInRules> {
        let profile = self.word("sign_in.profile", &PROFILES);
        let strict = profile == Some(Profile::Mlps3);
        let (idle, absolute) = match strict {
            true => (MLPS3_IDLE, MLPS3_ABSOLUTE),
            false => (1440, 168),
        };
        let idle = match self.given("sign_in.idle_minutes") {
            Some(_) => self.number("sign_in.idle_minutes", 1, idle),
            None => None,
        };
        let absolute = self.number("sign_in.absolute_hours", 1, absolute);
        let hashes_at_once = self.number("sign_in.hashes_at_once", 1, 64);
        let memory_kib = self.number("sign_in.hash_memory_kib", 19 * 1024, 1024 * 1024);
        let passes = self.number("sign_in.hash_passes", 1, 16);
        let rules = SignInRules::of(profile?);
        Some(SignInRules {
            cost: Cost {
                memory_kib: memory_kib?,
                passes: passes?,
            },
            hashes_at_once: hashes_at_once?,
            idle: idle.map_or(rules.idle, |minutes| Duration::minutes(minutes.into())),
            absolute: Duration::hours(absolute?.into()),
            ..rules
        })
    }

    /// Proxies that are believed, separated by commas.
    pub(super) fn trusted_proxies(&mut self) -> Vec<Network> {
        let Some(given) = self.given("trusted_proxies") else {
            return Vec::new();
        };
        let mut networks = Vec::new();
        let parts = given.text.split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            match part.parse() {
                Ok(network) => networks.push(network),
                Err(reason) => {
                    self.fault(&given.origin, format!("`trusted_proxies`: {reason}"));
                }
            }
        }
        networks
    }
}
