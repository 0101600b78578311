//! The tables of the manual, `docs/api.md`: each says what the program does. `WRITE_MANUAL=1` writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::error::Code;
use crate::state::Sockets;
use crate::{Settings, limits, page, query};

const EN: &str = include_str!("../../../workflow/messages/en.ftl");
const ZH: &str = include_str!("../../../workflow/messages/zh.ftl");
/// Where the codes of deadlines stand.
const ASKED: &str = include_str!("../../../workflow/src/deadline/error.rs");

fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md"))
}

/// Holds the table of a name against the manual.
fn hold(name: &str, table: &str) {
    let manual = std::fs::read_to_string(path()).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end {name} -->"));
    let (before, rest) = manual.split_once(&open).unwrap();
    let (found, after) = rest.split_once(&close).unwrap();
    if std::env::var_os("WRITE_MANUAL").is_some() {
        std::fs::write(path(), format!("{before}{open}{table}{close}{after}")).unwrap();
        return;
    }
    assert!(
        found == table,
        "the table `{name}` of docs/api.md is not what the program does: run this test with `WRITE_MANUAL=1`\n{table}"
    );
}

/// Codes and messages of a Fluent file, values left open.
fn messages(text: &str) -> Vec<(String, String)> {
    let lines = text
        .lines()
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
    let told = lines.map(|line| {
        let (key, message) = line.split_once(" = ").unwrap();
        let mut open = String::new();
        let mut rest = message;
        while let Some((before, after)) = rest.split_once("{$") {
            let (_, after) = after.split_once('}').unwrap();
            let _ = write!(open, "{before}…");
            rest = after;
        }
        open.push_str(rest);
        (
            key.to_uppercase().replace('-', "_"),
            open.replace('|', "\\|"),
        )
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

// One test, for the three tables are written to one file.
#[test]
fn the_tables_of_the_manual_are_what_the_program_does() {
    faults();
    refusals();
    deadlines();
    bounds();
}

fn faults() {
    let mut table = "| `extensions.code` | what it says |\n|---|---|\n".to_owned();
    for (code, about) in Code::ALL {
        let _ = writeln!(table, "| `{}` | {} |", code.text(), about.trim());
    }
    hold("faults", &table);
}

fn refusals() {
    let mut table = "| `code` | 说明 | what it says |\n|---|---|---|\n".to_owned();
    let (zh, en) = (messages(ZH), messages(EN));
    assert_eq!(zh.len(), en.len());
    assert!(en.len() > 80, "{en:?}");
    for ((code, en), (same, zh)) in en.iter().zip(&zh) {
        assert_eq!(code, same);
        let _ = writeln!(table, "| `{code}` | {zh} | {en} |");
    }
    hold("refusals", &table);
}

fn deadlines() {
    let codes = ASKED.split("=> \"").skip(1);
    let mut codes: Vec<&str> = codes
        .filter_map(|rest| rest.split('"').next())
        .filter(|code| {
            code.bytes()
                .all(|byte| byte == b'_' || byte.is_ascii_uppercase())
        })
        .collect();
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.contains(&"UNKNOWN_RULE"), "{codes:?}");
    let list: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    hold("deadlines", &format!("{}\n", list.join(" · ")));
}

fn bounds() {
    let Settings {
        graphiql: _,
        max_body,
        max_address,
        max_headers,
        max_tokens,
        max_depth,
        max_fields,
        max_aliases,
        max_root_fields,
        max_directives,
        max_cost,
        max_time,
        max_response,
        points_per_hour,
        files,
        max_upload_time,
        max_upload_idle,
        operations: _,
        documents: _,
        public_url: _,
        trusted_proxies: _,
        sockets,
    } = Settings::default();
    let points = points_per_hour.map_or("none".to_owned(), |points| points.to_string());
    let rows = [
        ("请求体 body of a request", format!("{max_body} bytes")),
        ("地址 address of a request", format!("{max_address} bytes")),
        ("请求头 headers together", format!("{max_headers} bytes")),
        ("词法单元 tokens of a query", max_tokens.to_string()),
        ("嵌套层数 levels of nesting", max_depth.to_string()),
        (
            "字段数 fields, fragments spread out",
            max_fields.to_string(),
        ),
        ("别名 aliases", max_aliases.to_string()),
        ("根字段 fields at the root", max_root_fields.to_string()),
        ("指示 directives", max_directives.to_string()),
        ("花费 points of cost", max_cost.to_string()),
        (
            "每小时的花费 points of a user in an hour (`points_per_hour`)",
            points,
        ),
        (
            "内省 introspection: levels, lists within lists, points of cost",
            format!(
                "{}, {}, {}",
                limits::INTROSPECTION_DEPTH,
                limits::INTROSPECTION_LISTS,
                limits::INTROSPECTION_COST
            ),
        ),
        ("执行时间 time to run", format!("{} s", max_time.as_secs())),
        ("回答 answer", format!("{max_response} bytes")),
        ("每页行数 rows of a page", format!("1 to {}", page::MOST)),
        ("标识数 ids of `nodes`", query::MOST_IDS.to_string()),
        (
            "幂等键 idempotency key",
            format!("{} bytes", limits::LONGEST_KEY),
        ),
        (
            "文字 a text in an input",
            format!("{} characters", limits::LONGEST),
        ),
        (
            "筛选的文字 a text to search by",
            format!("{} characters", limits::LONGEST_SEARCH),
        ),
        ("批量请求 requests in one body", "1".to_owned()),
        ("文件 a file", format!("{} bytes", files.max_size)),
        (
            "上传时间 time for a file to come, and for nothing of it to come",
            format!(
                "{} s, {} s",
                max_upload_time.as_secs(),
                max_upload_idle.as_secs()
            ),
        ),
    ];
    let mut table = "| what | at most |\n|---|---|\n".to_owned();
    for (what, most) in rows.into_iter().chain(of_sockets(&sockets)) {
        let _ = writeln!(table, "| {what} | {most} |");
    }
    hold("limits", &table);
}

/// Limits of sockets and streams.
fn of_sockets(sockets: &Sockets) -> [(&'static str, String); 6] {
    let Sockets {
        init,
        subscriptions,
        per_user,
        most,
        frame,
        ping,
        stall,
    } = sockets;
    [
        (
            "WebSocket：登录 time until `connection_init`",
            format!("{} s", init.as_secs()),
        ),
        (
            "WebSocket、事件流 operations at once on a socket, and streams of a user",
            subscriptions.to_string(),
        ),
        (
            "WebSocket：连接数 sockets of a user, and of all",
            format!("{per_user}, {most}"),
        ),
        (
            "WebSocket：消息 a message of a client",
            format!("{frame} bytes"),
        ),
        (
            "WebSocket：应答 time to answer a ping",
            format!("{} s", ping.as_secs()),
        ),
        (
            "WebSocket、事件流 time to take what is sent",
            format!("{} s", stall.as_secs()),
        ),
    ]
}
