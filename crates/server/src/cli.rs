//! What the program takes on its command line. Each command's `--help` ends with an example.

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

mod audit;
mod definitions;
mod explain;
mod office;
mod simulate;

pub use audit::{Audit, AuditExport, AuditVerify, Seal, SealMake, TrailForm};
pub use definitions::{Language, Review, Table};
pub use explain::Explain;
pub use office::{Kind, Mail, Organ, OrganAdd, User, UserAdd, UserPassword, UserToken};
pub use simulate::Simulate;

/// 复议：行政复议案件引擎。Fuyi, a case engine for administrative reconsideration.
#[derive(Debug, Parser)]
#[command(
    name = "fuyi",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  fuyi demo
  fuyi serve --database sqlite:fuyi.db
  fuyi deadline compute --rule accept_review --from 2026-09-18T23:59:00+08:00"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动服务。Serves the API, and does what time brings about.
    Serve(Serve),
    /// 演示。Serves an invented district with a year of cases; nothing else is needed.
    Demo(Demo),
    /// 期限。Computes deadlines without a case.
    #[command(subcommand)]
    Deadline(Deadline),
    /// 流程定义。Checks, draws and prints the definitions of procedures, and records their review by counsel.
    #[command(subcommand)]
    Workflow(Workflow),
    /// 接口定义。Prints the GraphQL schema, exactly as `schema/fuyi.graphql` holds it.
    #[command(after_help = "Example:\n  fuyi schema")]
    Schema,
    /// 生效配置。Prints the configuration in effect and where each setting comes from, secrets masked.
    #[command(
        after_help = "Example:\n  fuyi config --config fuyi.toml --set mail.transport=file --set mail.dir=mail"
    )]
    Config(At),
    /// 数据库升级。Brings a database to the version of this program; `serve` does so too.
    #[command(after_help = "Example:\n  fuyi migrate --database postgres://fuyi@localhost/fuyi")]
    Migrate(At),
    /// 机关。Adds and lists organs.
    #[command(subcommand)]
    Organ(Organ),
    /// 用户。Adds and lists users, issues tokens, sets initial passwords.
    #[command(subcommand)]
    User(User),
    /// 邮件。Shows what is to be sent, sends a test.
    #[command(subcommand)]
    Mail(Mail),
    /// 日志核验与导出。Checks the logs against themselves, the tables and seals; exports them.
    #[command(subcommand)]
    Audit(Audit),
    /// 封签。Seals the logs with a key that the database does not hold, so that a log cut or written anew shows.
    #[command(subcommand)]
    Seal(Seal),
    /// 检索。Makes the index of the search anew from the cases.
    #[command(subcommand)]
    Search(Search),
    /// 性能测试。Measures, and prints a report in Markdown.
    Bench(Bench),
    /// 模拟。Plays the cases of an invented district in memory and looks at every state. Exit code 0 sound, 1 an invariant broken.
    Simulate(Simulate),
    /// 命令补全。Prints completions for a shell.
    #[command(after_help = "Example:\n  fuyi completions bash")]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Where the configuration and the database are.
#[derive(Debug, Clone, Default, Args)]
pub struct At {
    /// Configuration file; without it `fuyi.toml`, where it lies here.
    #[arg(long, env = "FUYI_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A setting, over file and environment; may be repeated. `fuyi config` lists all.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// The database: sqlite:PATH or postgres://USER@HOST/NAME.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
}

/// `fuyi serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi serve
  fuyi serve --listen 0.0.0.0:8080 --database postgres://fuyi@localhost/fuyi")]
pub struct Serve {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// Address and port to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Serve on a database that may lose acknowledged commands in a crash.
    #[arg(long)]
    pub force_unsafe_durability: bool,
}

/// `fuyi demo`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi demo
  fuyi demo --listen 127.0.0.1:0 --data-dir demo --today 2026-11-23")]
pub struct Demo {
    /// Address and port to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the demo; one that is there is opened again, never filled again.
    #[arg(long, value_name = "DIR", default_value = "demo")]
    pub data_dir: PathBuf,
    /// The day it is in the demo; without it, today in Shanghai.
    #[arg(long, value_name = "DAY")]
    pub today: Option<NaiveDate>,
}

/// `fuyi deadline`.
#[derive(Debug, Subcommand)]
pub enum Deadline {
    /// 试算。Computes the day a period ends, with its steps.
    Compute(Compute),
    /// 说明。Prints why a period ends on its day: article, count, pauses, extension, effect, calendar; one sentence first.
    Explain(Explain),
    /// 规则。Lists every rule: its length, its article, its pauses, extensions and params.
    #[command(after_help = "Examples:\n  fuyi deadline rules\n  fuyi deadline rules --json")]
    Rules {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// `fuyi deadline compute`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi deadline compute --rule accept_review --from 2026-09-18T23:59:00+08:00
  fuyi deadline compute --rule decide_ordinary --from 2025-03-03T10:00:00+08:00 \
--pause 2025-04-20..2025-06-15:suspension --extend 30 --json
  fuyi deadline compute --rule decide_ordinary --from 2026-03-02T10:00:00+08:00 --param converted_on=2026-03-25
  fuyi deadline compute --rule decide_ordinary --from 2025-03-03T10:00:00+08:00 \
--pause 2025-04-20..2025-06-15:suspension --reading A5=conservative
  fuyi deadline compute --batch deadlines.jsonl --no-steps

Params, by rule (DAY like 2026-03-25, DAYS a whole number, FLAG true or false; * required):
  answer_15d              court_days=DAYS             简易程序中法院指定的期限，较短者为准
  apply_60d               law_days=DAYS               其他法律规定的期限，较长者为准
  apply_nonperf_start     performance_ends_on=DAY     法定履行期限届满之日
  apply_not_informed      law_days=DAYS               其他法律规定的期限，较长者为准
  apply_not_informed_min  knew_right=DAY *            知道权利、机关和期限之日，先届满者为准
  decide_ordinary         converted_on=DAY            简易程序转为普通程序之日
  decide_ordinary         law_days=DAYS               其他法律规定的期限，较短者为准
  redo_default_60d        law_days=DAYS               法律、法规、规章规定的期限
  sue_max_5y_20y          real_property=FLAG          因不动产提起诉讼
  sue_nonperf             performance_ends_on=DAY     法定履行期限届满之日
  sue_not_informed_1y     knew_limit=DAY              知道起诉期限之日，先届满者为准

A line of a batch is an object: id, rule, trigger, and where wanted tolls [{from, to, kind}],
extensions [{days, basis}], params {name: value}, readings {id: option}.")]
pub struct Compute {
    /// The rule; `fuyi deadline rules` lists them.
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    pub rule: Option<String>,
    /// What starts the period, RFC 3339 with its zone.
    #[arg(
        long,
        value_name = "INSTANT",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    pub from: Option<String>,
    /// What is not counted, TO being the day on which counting resumes; may be repeated.
    #[arg(long, value_name = "FROM..TO[:KIND]", conflicts_with = "batch")]
    pub pause: Vec<String>,
    /// An extension, in the unit of the rule.
    #[arg(long, value_name = "DAYS", conflicts_with = "batch", value_parser = clap::value_parser!(u32).range(1..))]
    pub extend: Option<u32>,
    /// A further fact that the rule takes, listed below; may be repeated.
    #[arg(long, value_name = "k=v", conflicts_with = "batch", value_parser = pair)]
    pub param: Vec<(String, String)>,
    /// A reading chosen otherwise than its default; may be repeated. `fuyi workflow readings` lists them.
    #[arg(long, value_name = "ID=OPTION", conflicts_with = "batch", value_parser = pair)]
    pub reading: Vec<(String, String)>,
    /// Answer as JSON, in the form of a batch.
    #[arg(long, conflicts_with = "batch")]
    pub json: bool,
    /// Compute one object a line from a file, or from standard input (`-`); one answer a line.
    #[arg(long, value_name = "FILE|-")]
    pub batch: Option<PathBuf>,
    /// Leave the steps out.
    #[arg(long)]
    pub no_steps: bool,
}

/// `fuyi workflow`.
#[derive(Debug, Subcommand)]
pub enum Workflow {
    /// 检查。Checks definitions and lists every fault; without DIR, the embedded ones. Exit code 0 sound, 1 faults, 2 unreadable or no such world.
    #[command(
        after_help = "Examples:\n  fuyi workflow check\n  fuyi workflow check workflows --json\n  fuyi workflow check workflows --world hearing"
    )]
    Check {
        /// Folder of definitions.
        dir: Option<PathBuf>,
        /// Prove in this world only; may be repeated. An id that is not there is answered with those that are. What
        /// never comes about is judged over all worlds only.
        #[arg(long, value_name = "ID")]
        world: Vec<String>,
        /// Faults as JSON, on standard output.
        #[arg(long)]
        json: bool,
    },
    /// 解释。Lists what the law leaves open, how it is read by default, and where an office may choose.
    #[command(after_help = "Examples:\n  fuyi workflow readings\n  fuyi workflow readings --json")]
    Readings {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// 流程图。Prints the proceeding as a Mermaid diagram.
    #[command(after_help = "Example:\n  fuyi workflow diagram")]
    Diagram,
    /// 规则表。Prints every period, move, ground and paper for counsel to review, in Markdown.
    Table(Table),
    /// 法制审核。Records counsel's signature of rows of the table, or lists where they stand.
    Review(Review),
}

/// `fuyi search`.
#[derive(Debug, Subcommand)]
pub enum Search {
    /// 重建索引。Makes the index anew, some cases at a time, beside a running server; `fuyi audit verify` says when it is needed.
    #[command(after_help = "Example:\n  fuyi search rebuild --database sqlite:fuyi.db")]
    Rebuild(At),
}

/// `fuyi bench`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  fuyi bench
  fuyi bench --postgres postgres://fuyi@localhost/bench --seconds 10"
)]
pub struct Bench {
    /// Something else than a full run.
    #[command(subcommand)]
    pub command: Option<BenchCommand>,
    /// Measure on this PostgreSQL database too; it is filled with invented cases.
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// Seconds each measurement runs.
    #[arg(long, default_value_t = 8)]
    pub seconds: u64,
}

/// What else the benchmark does.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// 批量生成。Fills a database with the simulated district, many cases a transaction.
    #[command(
        after_help = "Example:\n  fuyi bench fill --cases 100000 --database postgres://fuyi@localhost/bench"
    )]
    Fill {
        /// Where things are.
        #[command(flatten)]
        at: At,
        /// How many cases.
        #[arg(long)]
        cases: u32,
        /// Seed of the district.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is no pair: write it like `name=value`")),
    }
}

#[cfg(test)]
mod tests;
