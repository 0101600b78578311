//! Commands about organs, users and mail.

use clap::{Args, Subcommand, ValueEnum};
use store::office::Scope;
use store::outbox::PostState;

use super::{At, pair};

/// `fuyi organ`.
#[derive(Debug, Subcommand)]
pub enum Organ {
    /// 新增机关。Adds an organ and prints its id.
    Add(OrganAdd),
    /// 机关列表。Lists organs: id, kind, short name, name.
    #[command(after_help = "Example:\n  fuyi organ list --database sqlite:fuyi.db")]
    List(At),
}

/// `fuyi organ add`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi organ add 深坪区人民政府 --short-name 深坪府 --kind reconsideration --number-form case=深坪府复〔{year}〕{serial}号
  fuyi organ add 深坪区市场监督管理局 --short-name 深坪市监 --kind agency --recorded-by 深坪府")]
pub struct OrganAdd {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// Full name.
    pub name: String,
    /// Short name 机关代字.
    #[arg(long)]
    pub short_name: String,
    /// Kind.
    #[arg(long, value_enum)]
    pub kind: Kind,
    /// Form of the numbers of a series, with `{year}` and `{serial}`; may be repeated.
    #[arg(long, value_name = "SERIES=FORM", value_parser = pair)]
    pub number_form: Vec<(String, String)>,
    /// Reconsideration organ (id or short name) in whose log an agency or a court is recorded.
    #[arg(long, value_name = "ORGAN", required_if_eq_any([("kind", "agency"), ("kind", "court")]))]
    pub recorded_by: Option<String>,
}

/// Kind of organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// 复议机关。
    Reconsideration,
    /// 行政机关。
    Agency,
    /// 人民法院。
    Court,
}

/// `fuyi user`.
#[derive(Debug, Subcommand)]
pub enum User {
    /// 新增用户。Adds a user and prints the id.
    Add(UserAdd),
    /// 令牌。Issues a token and prints it, this once.
    Token(UserToken),
    /// 初始口令。Gives a user an initial password and prints it, this once; it is to be changed at the first sign-in.
    Password(UserPassword),
    /// 用户列表。Lists users: id, organ, login, name, roles, e-mail.
    #[command(after_help = "Example:\n  fuyi user list --database sqlite:fuyi.db")]
    List(At),
}

/// `fuyi user add`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi user add wang.li --organ 深坪府 --name 王丽 --role officer --role co_officer --email wang.li@example.gov.cn
  fuyi user add shijian --organ 深坪府 --name 陈敏 --role respondent_clerk --agency 深坪市监")]
pub struct UserAdd {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// Name to sign in with.
    pub login: String,
    /// Organ in whose office the user works: id or short name.
    #[arg(long)]
    pub organ: String,
    /// Name.
    #[arg(long)]
    pub name: String,
    /// Role: registrar, officer, co_officer, institution_head, organ_head, respondent_clerk, supervisor, committee_member, committee_secretary, mediator, legal_adviser, street_office, auditor, system_admin, security_admin; may be repeated.
    #[arg(long, required = true, value_parser = role)]
    pub role: Vec<workflow::actor::Role>,
    /// Address for alerts.
    #[arg(long)]
    pub email: Option<String>,
    /// For a respondent's clerk, the agency: id or short name.
    #[arg(long, value_name = "ORGAN")]
    pub agency: Option<String>,
    /// Language of messages.
    #[arg(long, default_value = "zh", value_parser = ["zh", "en"])]
    pub language: String,
    /// A service account: it has tokens, no password, and cannot sign in.
    #[arg(long)]
    pub service: bool,
}

/// `fuyi user password`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fuyi user password wang.li --organ 深坪府")]
pub struct UserPassword {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// Name the user signs in with.
    pub login: String,
    /// Organ in whose office the user works: id or short name; needed where two offices have the login.
    #[arg(long)]
    pub organ: Option<String>,
}

/// `fuyi user token`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fuyi user token wang.li --organ 深坪府 --days 90\n  fuyi user token screen --scope cases_read --scope deadlines_read"
)]
pub struct UserToken {
    /// Where things are.
    #[command(flatten)]
    pub at: At,
    /// Name the user signs in with.
    pub login: String,
    /// Organ in whose office the user works: id or short name; needed where two offices have the login.
    #[arg(long)]
    pub organ: Option<String>,
    /// What the token is for.
    #[arg(long, default_value = "cli")]
    pub label: String,
    /// Days until it stops working, at most 366.
    #[arg(long, default_value_t = 90)]
    pub days: u32,
    /// What it may be used for, may be given again: cases_read, cases_write, deadlines_read, office_read, office_write; for
    /// everything that its user may do if absent.
    #[arg(long, value_parser = scope)]
    pub scope: Vec<Scope>,
}

/// `fuyi mail`.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// 发件箱。Lists letters and what became of them, newest first.
    #[command(
        after_help = "Examples:\n  fuyi mail outbox\n  fuyi mail outbox --database sqlite:fuyi.db --state dead"
    )]
    Outbox {
        /// Where things are.
        #[command(flatten)]
        at: At,
        /// Only those in this state: queued, sending, sent, failed, dead, withdrawn.
        #[arg(long, value_parser = post_state)]
        state: Option<PostState>,
        /// At most so many.
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    /// 测试邮件。Sends one mail by the configured transport and says how it went.
    #[command(
        after_help = "Example:\n  fuyi mail test --to wang.li@example.gov.cn --config fuyi.toml"
    )]
    Test {
        /// Where things are.
        #[command(flatten)]
        at: At,
        /// To whom.
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::from_code(text).ok_or_else(|| {
        let known = Scope::ALL.map(Scope::code).join(", ");
        format!("there is no scope `{text}`: give one of {known}")
    })
}

fn post_state(text: &str) -> Result<PostState, String> {
    PostState::from_code(text).ok_or_else(|| {
        let known = PostState::ALL.map(PostState::code).join(", ");
        format!("there is no state `{text}`: give one of {known}")
    })
}

pub(super) fn role(text: &str) -> Result<workflow::actor::Role, String> {
    use workflow::actor::Role;
    match Role::from_code(text) {
        Some(role) if role != Role::System => Ok(role),
        _ => {
            let known: Vec<&str> = Role::ALL
                .iter()
                .filter(|role| **role != Role::System)
                .map(|role| role.code())
                .collect();
            Err(format!(
                "there is no role `{text}`: give one of {}",
                known.join(", ")
            ))
        }
    }
}
