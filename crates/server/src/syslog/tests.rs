use casework::{NewOrgan, NewUser, OrganKind};
use store::Options;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use workflow::actor::{Actor, Role};
use workflow::scalar::shanghai_instant;

use super::*;
use crate::open;

fn moment(hour: u32) -> Moment {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 17).unwrap();
    Moment::at(shanghai_instant(day, hour, 0))
}

async fn office(dir: &std::path::Path) -> (Desk, OrganId) {
    let options = Options {
        url: format!("sqlite:{}", dir.join("fuyi.db").display()),
        max_connections: 4,
        create_if_missing: true,
        read_only: false,
    };
    let store = open::store_at(&options).await.unwrap();
    open::migrate(&store).await.unwrap();
    let desk = open::desk(store);
    let organ = NewOrgan {
        id: None,
        recorded_by: None,
        name: "深坪区人民政府".to_owned(),
        short_name: "深坪府".to_owned(),
        kind: OrganKind::Reconsideration,
        number_forms: BTreeMap::new(),
    };
    let organ = desk
        .add_organ(&Actor::System, organ, moment(8))
        .await
        .unwrap();
    (desk, organ)
}

async fn hire(desk: &Desk, organ: OrganId, login: &str) {
    let user = NewUser {
        organ,
        login: login.to_owned(),
        name: "王丽".to_owned(),
        email: None,
        roles: [Role::Officer].into(),
        agency: None,
        language: "zh".to_owned(),
        service: false,
    };
    desk.add_user(&Actor::System, user, moment(9))
        .await
        .unwrap();
}

fn server(way: SyslogWay, port: u16) -> SyslogServer {
    SyslogServer {
        way,
        address: format!("127.0.0.1:{port}"),
    }
}

/// Numbers of the entries in what arrived, each line after its length.
fn numbers(mut bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let space = bytes.iter().position(|byte| *byte == b' ').unwrap();
        let length: usize = std::str::from_utf8(&bytes[..space])
            .unwrap()
            .parse()
            .unwrap();
        let line = std::str::from_utf8(&bytes[space + 1..space + 1 + length]).unwrap();
        assert!(line.starts_with("<110>1 "), "{line}");
        assert!(!line.contains("王丽"), "{line}");
        let (_, rest) = line.split_once(" no=\"").unwrap();
        found.push(rest.split('"').next().unwrap().to_owned());
        bytes = &bytes[space + 1 + length..];
    }
    found
}

/// What arrives over one connection, until it is closed.
async fn taken(listener: &TcpListener) -> Vec<u8> {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn nothing_is_lost_nor_sent_twice_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, organ) = office(dir.path()).await;
    hire(&desk, organ, "wang").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = server(SyslogWay::Tcp, listener.local_addr().unwrap().port());

    let mut first = Shipper::new(to.clone());
    assert_eq!(first.run_once(&desk, moment(10)).await.unwrap(), 2);
    hire(&desk, organ, "li").await;
    assert_eq!(first.run_once(&desk, moment(10)).await.unwrap(), 1);
    assert_eq!(first.run_once(&desk, moment(10)).await.unwrap(), 0);
    drop(first);
    assert_eq!(numbers(&taken(&listener).await), ["1", "2", "3"]);

    hire(&desk, organ, "zhao").await;
    let mut second = Shipper::new(to);
    assert_eq!(second.run_once(&desk, moment(11)).await.unwrap(), 1);
    drop(second);
    assert_eq!(numbers(&taken(&listener).await), ["4"]);
}

#[tokio::test]
async fn what_the_server_did_not_take_goes_out_again() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, _) = office(dir.path()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let mut shipper = Shipper::new(server(SyslogWay::Tcp, address.port()));
    let failure = shipper.run_once(&desk, moment(10)).await.unwrap_err();
    assert!(
        failure.message.contains("tcp://127.0.0.1"),
        "{}",
        failure.message
    );
    let listener = TcpListener::bind(address).await.unwrap();
    assert_eq!(shipper.run_once(&desk, moment(10)).await.unwrap(), 1);
    drop(shipper);
    assert_eq!(numbers(&taken(&listener).await), ["1"]);
}

#[tokio::test]
async fn over_udp_each_entry_is_a_datagram() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, organ) = office(dir.path()).await;
    hire(&desk, organ, "wang").await;
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let to = server(SyslogWay::Udp, socket.local_addr().unwrap().port());
    let mut shipper = Shipper::new(to);
    assert_eq!(shipper.run_once(&desk, moment(10)).await.unwrap(), 2);
    for no in ["1", "2"] {
        let mut bytes = [0; 2048];
        let length = socket.recv(&mut bytes).await.unwrap();
        let line = std::str::from_utf8(&bytes[..length]).unwrap();
        assert!(line.contains(&format!(" no=\"{no}\" ")), "{line}");
    }
}
