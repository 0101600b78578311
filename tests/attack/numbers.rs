//! A thousand identity numbers, planted wherever a request can hold one: no error, no refusal and no line of the
//! program's log says any of them again.

use serde_json::{Value, json};

use super::dice::Dice;
use super::forge::Forge;
use super::wire::Wire;
use super::{House, codes, fault};

/// How many are planted.
const PLANTED: usize = 1_000;

/// An identity number with its check digit, as GB 11643 has it.
fn identity(dice: &mut Dice) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (year, month, day) = (
        1950 + dice.below(50),
        1 + dice.below(12),
        1 + dice.below(28),
    );
    let digits = format!("440310{year}{month:02}{day:02}{:03}", dice.below(1_000));
    let sum: usize = digits
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[sum % 11];
    format!("{digits}{}", char::from(check))
}

#[test]
fn an_identity_number_has_its_check_digit() {
    let dice = &mut Dice::new(1);
    for _ in 0..100 {
        let number = identity(dice);
        assert_eq!(number.len(), 18, "{number}");
    }
}

/// A request with a number in the place of its turn.
fn planted(forge: &Forge, token: &str, case: &str, number: &str, at: usize) -> Vec<u8> {
    let target = &forge.targets[at / 12 * 7 % forge.targets.len()];
    let in_a_field = |value: Value| forge.request(target, &value, case);
    let query = |text: String| json!({ "query": text });
    let me = || query("{ me { name } }".to_owned());
    let mut path = "/graphql".to_owned();
    let mut headers = format!("authorization: Bearer {token}\r\n");
    let body = match at % 12 {
        0 => in_a_field(json!(number)),
        1 => in_a_field(json!(format!("身份证{number}，陈小明"))),
        2 => in_a_field(json!([number])),
        3 => in_a_field(json!({ number: number })),
        // As a number; an X cannot end one.
        4 => in_a_field(json!(number.trim_end_matches('X').parse::<u64>().unwrap())),
        5 => query(format!(
            "{{ case(by: {{ number: \"{number}\", id: \"{number}\" }}) {{ id n{number} }} }}"
        )),
        6 => query(match at / 12 % 4 {
            0 => format!("{{ calendarDay(day: \"{number}\") {{ kind }} }}"),
            1 => format!("{{ cases(first: 1, after: \"{number}\") {{ totalCount }} }}"),
            2 => format!(
                "{{ cases(first: {}) {{ totalCount }} }}",
                number.trim_end_matches('X')
            ),
            _ => format!("{{ me {{ name }} \n \"{number}\" {number} }}"),
        }),
        7 => {
            json!({ "query": "query A { me { name } }", "operationName": number, "variables": { number: number } })
        }
        8 => {
            headers = format!("authorization: Bearer fyi_{number}\r\n");
            me()
        }
        9 => {
            headers.push_str(&format!(
                "x-request-id: {number}\r\naccept: text/{number}\r\naccept-language: {number}\r\ncookie: id={number}\r\nidempotency-key: {number}\r\n"
            ));
            me()
        }
        10 => {
            path = match at / 12 % 3 {
                0 => format!("/graphql/{number}"),
                1 => format!("/graphql?query=%7B{number}&variables={number}"),
                _ => format!("/graphiql/{number}"),
            };
            me()
        }
        _ => Value::String(format!("{{\"query\": {number}")),
    };
    let body = match body {
        // No JSON at all.
        Value::String(text) => text,
        body => body.to_string(),
    };
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn identity_numbers_are_never_said_again() {
    // More is logged than anybody would let it.
    let house = House::open(&["--set", "log=debug"]).await;
    let (forge, codes) = (Forge::new(), codes());
    let token = house.token("officer");
    let case = api::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::from_u128(7))).to_string();
    let dice = &mut Dice::new(18);
    let mut wire = Wire::to(house.server.address);
    let (mut numbers, mut refused) = (Vec::new(), 0);
    for at in 0..PLANTED {
        let number = identity(dice);
        // As it is, and as it is without its last sign.
        let digits: String = number.chars().take(17).collect();
        let sent = planted(&forge, token, &case, &number, at);
        let answer = wire.send(&sent, false, false).await.expect("an answer");
        let told = format!("{}{}", answer.head, String::from_utf8_lossy(&answer.body));
        assert!(
            !told.contains(&digits),
            "{told}\nto: {}",
            String::from_utf8_lossy(&sent)
        );
        assert_eq!(fault(&answer, &codes), None, "{told}");
        refused += usize::from(told.contains("\"errors\"") || told.contains("\"refusal\":{"));
        numbers.push(digits);
    }
    assert!(refused > PLANTED / 2, "only {refused} were refused");
    let log = house.server.log();
    let said = numbers.iter().find(|digits| log.contains(digits.as_str()));
    let line = said.and_then(|digits| log.lines().find(|line| line.contains(digits.as_str())));
    assert_eq!(line, None);
    println!(
        "{PLANTED} identity numbers planted, {refused} requests refused, {} lines logged, none says one",
        log.lines().count()
    );
    house.server.kill();
}
