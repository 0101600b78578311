use workflow::media::MediaType;

use super::*;

fn layers(text: &str) -> Layers {
    Layers {
        file: Some(("fuyi.toml".to_owned(), text.to_owned())),
        ..Layers::default()
    }
}

fn faults(layers: &Layers) -> Vec<String> {
    layers
        .load()
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn nothing_said_is_a_sound_configuration() {
    let settings = Layers::default().load().unwrap().settings;
    assert_eq!(settings.database, "sqlite:fuyi.db");
    assert_eq!(settings.public_url, "http://127.0.0.1:8080");
    assert_eq!(settings.mail.transport, MailTransport::None);
}

#[test]
fn all_faults_are_listed_at_once_with_their_places() {
    let mut layers = layers(concat!(
        "listn = \"127.0.0.1:1\"\n",
        "database = \"mysql://root:secret@db/fuyi\"\n",
        "database_max_connections = 0\n",
        "log_format = 3\n",
        "[mail]\n",
        "transport = \"smtp\"\n",
        "port = \"587\"\n",
        "user = \"fuyi\"\n",
    ));
    layers.environment = vec![
        ("FUYI_LOG".to_owned(), "noise=loud".to_owned()),
        ("FUYI_LISTEM".to_owned(), "x".to_owned()),
        ("FUYI_TEST_PG_URL".to_owned(), "not ours".to_owned()),
        ("HOME".to_owned(), "/root".to_owned()),
    ];
    layers.flags = vec![("public_url".to_owned(), "fuyi.example".to_owned())];
    let faults = faults(&layers);
    let expected = [
        "fuyi.toml:1:1: there is no setting `listn`: did you mean `listen`?",
        "fuyi.toml:4:1: `log_format` is a text",
        "fuyi.toml:7:1: `mail.port` is a whole number",
        "FUYI_LISTEM: there is no variable of the program `FUYI_LISTEM`: did you mean `FUYI_LISTEN`?",
        "fuyi.toml:2:1: `database` cannot be `mysql://root:***@db/fuyi`",
        "fuyi.toml:3:1: `database_max_connections` cannot be `0`",
        "command line: `public_url` cannot be `fuyi.example`",
        "FUYI_LOG: `log` cannot be `noise=loud`",
        "fuyi.toml:8:1: `mail.user` and a password belong together",
        "fuyi.toml:6:1: `mail.host` is missing",
    ];
    for start in expected {
        assert!(
            faults.iter().any(|fault| fault.starts_with(start)),
            "{start} not in {faults:#?}"
        );
    }
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
}

#[test]
fn trusted_documents_are_read_with_the_settings() {
    let dir = tempfile::tempdir().unwrap();
    let manifest = dir.path().join("documents.json");
    let text = "operations = \"trusted-only\"\n";
    let faults_of = |text: &str| faults(&layers(text)).join("\n");
    assert!(
        faults_of(text).contains("fuyi.toml:1:1: `operations` cannot be `trusted-only` without")
    );
    let text = format!("{text}trusted_documents = \"{}\"\n", manifest.display());
    assert!(faults_of(&text).contains("fuyi.toml:2:1: `trusted_documents` cannot be"));
    std::fs::write(&manifest, "{\"sha256:0\": \"{ me { name } }\"}").unwrap();
    assert!(faults_of(&text).contains("has the id `sha256:"));
    std::fs::write(&manifest, "{}").unwrap();
    let settings = layers(&text).load().unwrap().settings;
    assert_eq!(settings.api().operations, api::Operations::TrustedOnly);
}

#[test]
fn every_slip_of_syntax_is_a_fault_with_its_line() {
    let faults = faults(&layers("listen = \ndatabase = \"sqlite:a.db\"\nlog = \n"));
    assert!(
        faults.iter().any(|fault| fault.starts_with("fuyi.toml:1:")),
        "{faults:#?}"
    );
    assert!(
        faults.iter().any(|fault| fault.starts_with("fuyi.toml:3:")),
        "{faults:#?}"
    );
}

#[test]
fn flags_stand_over_the_environment_and_that_over_the_file() {
    let mut layers =
        layers("listen = \"127.0.0.1:1\"\ndatabase = \"sqlite:file.db\"\nlog = \"warn\"\n");
    layers.environment = vec![
        ("FUYI_LISTEN".to_owned(), "127.0.0.1:2".to_owned()),
        ("FUYI_DATABASE".to_owned(), "sqlite:env.db".to_owned()),
    ];
    layers.flags = vec![("listen".to_owned(), "127.0.0.1:3".to_owned())];
    let settings = layers.load().unwrap().settings;
    assert_eq!(settings.listen.port(), 3);
    assert_eq!(settings.database, "sqlite:env.db");
    assert_eq!(settings.log, "warn");
}

#[test]
fn people_come_in_by_the_rules_of_the_profile_and_by_stricter_ones() {
    let settings = |text: &str| layers(text).load().map(|loaded| loaded.settings);
    let modern = settings("").unwrap();
    assert_eq!(modern.sign_in, casework::SignInRules::default());
    let strict = settings("[sign_in]\nprofile = \"mlps3\"\nidle_minutes = 10\n").unwrap();
    assert_eq!(strict.sign_in.idle, chrono::Duration::minutes(10));
    let lax = faults(&layers(
        "trusted_proxies = \"10.0.0.0/8, nobody\"\n[sign_in]\nprofile = \"mlps3\"\nidle_minutes = 16\nhash_memory_kib = 8\n",
    ));
    for start in [
        "fuyi.toml:1:1: `trusted_proxies`: `nobody` is no address",
        "fuyi.toml:4:1: `sign_in.idle_minutes` cannot be `16`: give a whole number from 1 to 15",
        "fuyi.toml:5:1: `sign_in.hash_memory_kib` cannot be `8`",
    ] {
        assert!(
            lax.iter().any(|fault| fault.starts_with(start)),
            "{start} not in {lax:#?}"
        );
    }
}

#[test]
fn a_password_never_travels_in_the_clear() {
    let text = "[mail]\ntransport = \"smtp\"\nhost = \"m\"\nuser = \"u\"\npassword = \"p\"\nsecurity = \"none\"\n";
    let faults = faults(&layers(text));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].contains("in the clear"), "{faults:#?}");
}

#[test]
fn what_is_shown_masks_secrets_and_reads_back() {
    let text = concat!(
        "database = \"postgres://fuyi:geheim@db/fuyi?sslpassword=geheim&sslmode=require\"\n",
        "[mail]\ntransport = \"smtp\"\nhost = \"mail.example\"\nuser = \"fuyi\"\npassword = \"geheim\"\n",
    );
    let loaded = layers(text).load().unwrap();
    let shown = loaded.shown();
    assert!(!shown.contains("geheim"), "{shown}");
    assert!(
        shown.contains("postgres://fuyi:***@db/fuyi?sslpassword=***&sslmode=require"),
        "{shown}"
    );
    assert!(shown.contains("fuyi.toml:1:1"), "{shown}");
    assert!(!format!("{:?}", loaded.settings.mail).contains("geheim"));
    let again = layers(&shown).load().unwrap().settings;
    assert_eq!(again.listen, loaded.settings.listen);
    assert_eq!(again.mail.privacy, Privacy::Number);
}

#[test]
fn a_password_with_an_at_sign_is_masked_whole() {
    assert_eq!(
        masked_url("postgres://u:p@ss@host/db"),
        "postgres://u:***@host/db"
    );
    assert_eq!(masked_url("sqlite:fuyi.db"), "sqlite:fuyi.db");
}

#[test]
fn sealing_wants_a_key_and_a_folder_and_mail_for_an_auditor() {
    assert_eq!(Layers::default().load().unwrap().settings.seal, None);
    let found = faults(&layers(
        "[seal]\nkey_file = \"k.pem\"\nat = \"2:30\"\nmail_to = \"audit@example.gov.cn\"\n",
    ));
    for start in [
        "fuyi.toml:2:1: `seal.key_file` and `seal.dir` belong together",
        "fuyi.toml:3:1: `seal.at` cannot be `2:30`",
        "fuyi.toml:4:1: `seal.mail_to` needs mail",
    ] {
        assert!(
            found.iter().any(|fault| fault.starts_with(start)),
            "{start} not in {found:#?}"
        );
    }
    let settings = layers("[seal]\nkey_file = \"k.pem\"\ndir = \"seals\"\nat = \"23:05\"\n")
        .load()
        .unwrap()
        .settings;
    let schedule = settings.seal.unwrap().schedule;
    assert_eq!(
        (schedule.hour, schedule.minute, schedule.entries),
        (23, 5, 1000)
    );
}

#[test]
fn a_syslog_server_has_a_way_a_name_and_a_port() {
    let server = |text: &str| {
        layers(&format!("[syslog]\nserver = \"{text}\"\n"))
            .load()
            .map(|loaded| loaded.settings.syslog.unwrap().to_string())
    };
    for good in ["tcp://log.example:601", "udp://[::1]:514"] {
        assert_eq!(server(good).unwrap(), good);
    }
    for bad in [
        "log.example:601",
        "tcp://log.example",
        "tcp://:601",
        "udp://a:0",
    ] {
        let found = server(bad).unwrap_err();
        assert!(
            found[0].message.contains("`syslog.server` cannot be"),
            "{bad}"
        );
    }
}

#[test]
fn files_lie_in_a_folder_unless_said_otherwise() {
    let settings = Layers::default().load().unwrap().settings;
    assert_eq!(settings.files.place, FilePlace::Folder("files".into()));
    assert_eq!(settings.files.max_size, 200 * 1024 * 1024);
    assert_eq!(settings.files.types.len(), MediaType::ALL.len());
}

#[test]
fn what_is_wrong_with_the_settings_of_files_is_listed_with_its_place() {
    let text =
        "[files]\nstore = \"s3\"\nendpoint = \"s3.example\"\nmax_mib = 0\ntypes = \"pdf,exe\"\n";
    let faults = faults(&layers(text));
    for start in [
        "fuyi.toml:4:1: `files.max_mib` cannot be `0`",
        "fuyi.toml:5:1: `files.types` cannot be `pdf,exe`",
        "fuyi.toml:3:1: `files.endpoint` cannot be `s3.example`",
        "fuyi.toml:2:1: `files.bucket` is missing",
        "fuyi.toml:2:1: `files.access_key` is missing",
        "fuyi.toml:2:1: `files.secret_key` is missing",
    ] {
        assert!(
            faults.iter().any(|fault| fault.starts_with(start)),
            "{start}: {faults:#?}"
        );
    }
}

#[test]
fn the_key_of_a_bucket_is_never_shown() {
    let text = "[files]\nstore = \"s3\"\nbucket = \"fuyi\"\naccess_key = \"id\"\nsecret_key = \"geheim\"\ntypes = \"pdf, png\"\n";
    let loaded = layers(text).load().unwrap();
    assert_eq!(loaded.settings.files.types.len(), 2);
    let said = format!("{}{:?}", loaded.shown(), loaded.settings);
    assert!(said.contains("fuyi") && !said.contains("geheim"), "{said}");
}
