//! What a process uses, as Linux tells it under `/proc`; nothing elsewhere.

use std::fs;
use std::time::Duration;

/// Ticks a second in which `/proc` counts time: fixed by the kernel's interface.
const TICKS: u64 = 100;

/// Processor time that a process has used 已用处理器时间.
pub(super) fn processor_time(pid: u32) -> Option<Duration> {
    ticks(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?).map(of_ticks)
}

/// Processor time that every PostgreSQL process of this machine has used.
pub(super) fn postgres_time() -> Option<Duration> {
    let mut sum = 0;
    let mut seen = false;
    for entry in fs::read_dir("/proc").ok()?.flatten() {
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        if stat.contains("(postgres)") {
            sum += ticks(&stat).unwrap_or(0);
            seen = true;
        }
    }
    seen.then(|| of_ticks(sum))
}

fn of_ticks(ticks: u64) -> Duration {
    Duration::from_millis(ticks * 1000 / TICKS)
}

/// User and system time of a line of `stat`: the 14th and 15th field, the second being a name in parentheses.
fn ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// Memory of a process in MiB 内存: now, and the most it ever had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Memory {
    /// Now.
    pub(super) now_mib: u64,
    /// The most.
    pub(super) most_mib: u64,
}

/// Resident memory of a process.
pub(super) fn memory(pid: u32) -> Option<Memory> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    Some(Memory {
        now_mib: kib(&status, "VmRSS:")? / 1024,
        most_mib: kib(&status, "VmHWM:")? / 1024,
    })
}

fn kib(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The machine in a line 机器: processor, number of cores, memory, kernel.
pub(super) fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .and_then(|rest| rest.split_once(':'))
        .map_or("unknown processor", |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = kib(&read("/proc/meminfo"), "MemTotal:").unwrap_or(0) / 1024 / 1024;
    let kernel = read("/proc/sys/kernel/osrelease");
    format!(
        "{model}, {cores} cores, {memory} GiB, Linux {}",
        kernel.trim()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_does_not_shift_the_fields() {
        let stat = "12 (a) b) S 1 2 3 4 5 6 7 8 9 10 30 12 0 0 20 0";
        assert_eq!(ticks(stat), Some(42));
        assert_eq!(of_ticks(42), Duration::from_millis(420));
    }

    #[test]
    fn memory_is_read_in_mib() {
        assert_eq!(
            kib("VmPeak:\t1 kB\nVmRSS:\t  2048 kB\n", "VmRSS:"),
            Some(2048)
        );
    }
}
