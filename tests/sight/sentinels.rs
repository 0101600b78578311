//! A word of its own stands in every protected part of some cases; no answer holds one that its reader may not read: no field
//! of the schema, no list, no count, no filter, no search, no preview and no refusal.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{TODAY, commands};
use crate::authorization::schema::Schema;
use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use cases::{decided_case, let_guests_in, let_in, open_case};

mod cases;

/// A word, what it stands in, and who outside the office may read it: C the respondent, M a mediator, K a committee member, L a
/// legal adviser, T a street office, all let in.
const OPEN: [(&str, &str, &str); 25] = [
    ("zqquestion", "what the committee is asked", "K"),
    ("zqopinion", "what it says", ""),
    ("zqholder", "who is asked for evidence", "L"),
    ("zqwanted", "what it is asked for", "L"),
    ("zqsource", "who is asked in an investigation", "L"),
    ("zqplace", "where", "L"),
    ("zqfound", "what is recorded", "L"),
    ("zqproblem", "a letter that is drafted", ""),
    ("zqadvice", "its advice", ""),
    ("zqelsewhere", "to whom another letter goes", ""),
    ("zqtheirs", "what it says", ""),
    ("zqdropped", "a letter that is not issued after all", ""),
    ("zqasked", "why a recusal is asked for", ""),
    ("zqrecused", "why somebody is recused", ""),
    ("zqwitness", "who was there when a paper was left", ""),
    ("zqslip", "the slip of a service", ""),
    ("zqprison", "the unit that passed a paper on", ""),
    ("zqaddress", "where a party is reached", ""),
    ("zqevidence", "what the applicant's evidence shows", "MKLT"),
    ("zqpending", "why the officer asks to extend", ""),
    ("zqreader", "who read the file", "L"),
    ("zqclass", "why the case is classed", ""),
    (
        "zqmissing",
        "what the applicant was asked to correct",
        "MKLT",
    ),
    (
        "zqsplit",
        "what it was asked to apply against separately",
        "MKLT",
    ),
    ("zqunheard", "why somebody could not be heard", ""),
];

/// What stands in a decided case.
const DECIDED: [(&str, &str, &str); 7] = [
    ("zqvisit", "what the applicant says when it is visited", ""),
    ("zqsuperior", "to whom the decision is reported", ""),
    ("zqmajor", "why", ""),
    ("zqwithheld", "why the decision is not published", ""),
    (
        "zqissued",
        "a letter to the respondent that is issued",
        "CMLT",
    ),
    ("zqjudged", "what the office holds of what came of it", ""),
    ("zqjudgment", "why the day of a judgment is chosen", ""),
];

/// Who stands outside, by letter.
const OUTSIDE: [(char, &str); 5] = [
    ('C', "respondent_clerk"),
    ('M', "mediator"),
    ('K', "committee_member"),
    ('L', "legal_adviser"),
    ('T', "street_office"),
];

/// What each of them may command, at whatever stage.
fn commands_of(letter: char) -> &'static [&'static str] {
    match letter {
        'C' => &["recordReply", "askSupplement", "handInEvidence"],
        _ => &["recuse"],
    }
}

/// Everything that the schema leads to from two cases, as somebody is answered.
async fn everything(ground: &Ground, who: &str, cases: [&str; 2]) -> String {
    let schema = Schema::committed();
    let mut all = String::new();
    for query in schema.of_cases() {
        let variables = json!({ "a": cases[0], "b": cases[1] });
        let answer = ground.ask(who, &query, variables).await;
        assert!(answer["errors"].is_null(), "{who}: {query}: {answer}");
        all += &answer.to_string();
    }
    all
}

/// Which of the words stand where somebody may not read them, and which do not stand where it may.
fn faults(letter: char, text: &str, words: &[(&str, &str, &str)]) -> Vec<String> {
    let wrong = words.iter().filter_map(|(word, what, open)| {
        match (text.contains(word), open.contains(letter)) {
            (true, false) => Some(format!("{letter} reads {word}: {what}")),
            (false, true) => Some(format!("{letter} does not read {word}: {what}")),
            _ => None,
        }
    });
    wrong.collect()
}

/// How many cases are found by a word, in the search and by the name of a party.
async fn counts(ground: &Ground, who: &str, word: &str) -> [Value; 2] {
    let query = "query ($text: String!, $filter: CaseFilter) { search(first: 5, text: $text) { totalCount } \
        cases(first: 5, filter: $filter) { totalCount } }";
    let variables = json!({ "text": word, "filter": { "partyContains": word } });
    let answer = ground.ask(who, query, variables).await;
    assert!(answer["errors"].is_null(), "{who}: {word}: {answer}");
    let data = &answer["data"];
    [
        data["search"]["totalCount"].clone(),
        data["cases"]["totalCount"].clone(),
    ]
}

on_both!(
    nobody_outside_the_office_reads_a_word_that_is_not_for_it,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (open, decided) = (open_case(&ground).await, decided_case(&ground).await);
        let words = [&OPEN[..], &DECIDED[..]].concat();
        let mut wrong = Vec::new();
        for (letter, who) in OUTSIDE {
            // The committee is not asked about the second case: its member is not let in.
            let cases = match letter {
                'K' => [open.as_str(), open.as_str()],
                _ => [open.as_str(), decided.as_str()],
            };
            let text = everything(&ground, who, cases).await;
            wrong.extend(faults(letter, &text, &words));
            for (word, what, may) in &words {
                let [found, named] = counts(&ground, who, word).await;
                if found != 0 && !may.contains(letter) {
                    wrong.push(format!("{letter} finds {word}: {what}"));
                }
                if named != 0 {
                    wrong.push(format!("{letter} finds a party {word}: {what}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // The words are there: the office finds what is not kept apart, and by the names of those concerned.
        for word in [
            "zqquestion",
            "zqfound",
            "zqproblem",
            "zqvisit",
            "zqjudgment",
        ] {
            let [found, _] = counts(&ground, "officer", word).await;
            assert_eq!(found, 1, "{word}");
        }
        for word in ["zqholder", "zqelsewhere", "zqsuperior"] {
            assert_eq!(counts(&ground, "officer", word).await, [1, 1], "{word}");
        }
        assert_eq!(counts(&ground, "legal_adviser", "zqfound").await[0], 1);
        assert_eq!(
            counts(&ground, "committee_member", "zqquestion").await[0],
            1
        );
        assert_eq!(counts(&ground, "respondent_clerk", "zqissued").await[0], 1);
        let verdict = store::audit::verify(&ground.store).await.unwrap();
        assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
    }
);

on_both!(
    a_consultation_does_not_show_through_its_day,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        open_case(&ground).await;
        let query = "query ($by: CaseBy!, $soon: Date) { case(by: $by) { nextDueOn nextTerm { period { id } } terms { period { id } } } \
            cases(first: 5, filter: { dueUntil: $soon }) { totalCount nodes { nextDueOn } } \
            search(first: 5, text: \"陈小明\") { nodes { case { nextDueOn } } } }";
        // The opinion is given: that term is met. It is asked again in another case.
        let again = ground.in_trial().await;
        let classify = json!({ "grounds": ["OTHER"], "reason": "疑难" });
        ground
            .give("institution_head", &again, "classify", classify)
            .await;
        let ask = json!({ "question": "问题", "cutOff": "2026-03-19" });
        ground
            .give("institution_head", &again, "requestConsultation", ask)
            .await;
        let_guests_in(&ground, &again).await;
        let_in(&ground, &again, "committee_member", "COMMITTEE_MEMBER").await;
        for (letter, who) in OUTSIDE {
            let advises = letter == 'K';
            let variables = json!({ "by": { "id": again }, "soon": "2026-03-19" });
            let seen = ground.ask(who, query, variables).await;
            let text = seen["data"].to_string();
            assert_eq!(
                text.contains("consultation_cut_off"),
                advises,
                "{who}: {text}"
            );
            assert_eq!(text.contains("2026-03-19"), advises, "{who}: {text}");
            let total = &seen["data"]["cases"]["totalCount"];
            assert_eq!(total, &json!(u32::from(advises)), "{who}");
            let next = &seen["data"]["case"]["nextDueOn"];
            assert!(next.is_string(), "{who}: another term is next: {text}");
        }
    }
);

on_both!(
    a_command_that_is_not_ones_own_is_refused_for_the_role_and_for_nothing_else,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let open = open_case(&ground).await;
        let decided = decided_case(&ground).await;
        let available =
            "query ($by: CaseBy!) { case(by: $by) { availableCommands { field allowed code } } }";
        let preview = "query ($input: SubmitCommandInput!) { previewCommand(input: $input) { plan { fromRevision } refusal { code message } } }";
        let named = |name: &str, body: Value| reconsideration(name, body);
        let mut asked = commands(&ground);
        asked.extend([
            // Each of these told something: that there is a ninth matter, that nobody asked for a second recusal, who is recused.
            named("recordPerformance", json!({ "matter": 9, "note": "x" })),
            named("refuseRecusal", json!({ "application": 1, "reason": "x" })),
            named("refuseRecusal", json!({ "application": 2, "reason": "x" })),
            named("assign", json!({ "officer": ground.id_of("officer_b") })),
            named("recuse", json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "x" })),
            named("recuse", json!({ "user": ground.id_of("co_officer"), "ground": "OTHER", "recusalNote": "x" })),
        ]);
        for (letter, who) in OUTSIDE {
            let cases = match letter {
                'K' => vec![&open],
                _ => vec![&open, &decided],
            };
            for case in cases {
                let answer = ground
                    .ask(who, available, json!({ "by": { "id": case } }))
                    .await;
                let offers = answer["data"]["case"]["availableCommands"]
                    .as_array()
                    .unwrap();
                for offer in offers {
                    let field = offer["field"].as_str().unwrap();
                    if !commands_of(letter).contains(&field) {
                        assert_eq!(offer["code"], "WRONG_ROLE", "{who} {field}");
                    }
                }
                for command in &asked {
                    let name = command["reconsideration"]
                        .as_object()
                        .unwrap()
                        .keys()
                        .next();
                    let own = commands_of(letter).contains(&name.unwrap().as_str());
                    let input = json!({ "caseId": case, "expectedRevision": 1, "idempotencyKey": "x", "command": command });
                    let answer = ground.ask(who, preview, json!({ "input": input })).await;
                    let code = &answer["data"]["previewCommand"]["refusal"]["code"];
                    assert!(own || code == "WRONG_ROLE", "{who} {command}: {answer}");
                }
            }
        }
        // Of guests only oneself is there to be recused, whoever else is.
        let recuse = |who: &str| {
            let body = json!({ "user": ground.id_of(who), "ground": "OTHER", "recusalNote": "x" });
            json!({ "caseId": open, "expectedRevision": 1, "idempotencyKey": "x", "command": named("recuse", body) })
        };
        for who in ["officer_b", "co_officer"] {
            let input = json!({ "input": recuse(who) });
            let answer = ground.ask("mediator", preview, input).await;
            let code = &answer["data"]["previewCommand"]["refusal"]["code"];
            assert_eq!(code, "WRONG_ROLE", "{who}: {answer}");
        }
        // A matter on a track of which the clerk sees nothing is one that is not there.
        let mut refusals = BTreeSet::new();
        for no in 1..=12 {
            let body = json!({ "party": 2, "items": [], "matter": no, "note": "x" });
            let input = json!({ "caseId": open, "expectedRevision": 1, "idempotencyKey": "x", "command": named("handInEvidence", body) });
            let answer = ground
                .ask("respondent_clerk", preview, json!({ "input": input }))
                .await;
            let code = &answer["data"]["previewCommand"]["refusal"]["code"];
            refusals.insert(code.to_string());
        }
        assert_eq!(refusals, BTreeSet::from(["\"NO_SUCH_THING\"".to_owned()]));
    }
);

on_both!(
    a_draft_lies_in_the_secondary_volume_until_it_is_issued,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let views = json!({ "parties": [1], "mode": "IN_PERSON", "record": "听取申请人意见" });
        ground.give("officer", &case, "hearViews", views).await;
        let mut draft = crate::support::drive::draft();
        draft["findings"] = json!("zqfindings");
        draft["reasons"] = json!("zqreasons");
        draft["items"][0]["subject"] = json!("zqsubject");
        ground.give("officer", &case, "submitDraft", draft).await;
        let_guests_in(&ground, &case).await;
        let words = ["zqfindings", "zqreasons", "zqsubject"];
        // Who reads it in the file, and who finds it: nobody, while it is in the secondary volume.
        let readers = async || {
            let mut reads = String::new();
            let stands = [
                ('O', "officer"),
                ('D', "co_officer"),
                ('I', "institution_head"),
                ('H', "organ_head"),
                ('G', "registrar"),
                ('S', "supervisor"),
                ('X', "officer_b"),
            ];
            for (letter, who) in stands.into_iter().chain(OUTSIDE) {
                if letter == 'K' {
                    continue;
                }
                let text = everything(&ground, who, [&case, &case]).await;
                if words.iter().take(2).any(|word| text.contains(word)) {
                    reads.push(letter);
                }
            }
            let [found, _] = counts(&ground, "institution_head", "zqfindings").await;
            (reads, found)
        };
        assert_eq!(readers().await, ("ODIH".to_owned(), json!(0)));
        let consent = json!({ "basis": "HEAD_CONSENT" });
        ground
            .give("organ_head", &case, "signDecision", consent)
            .await;
        assert_eq!(readers().await, ("ODIHG".to_owned(), json!(0)));
        let seal = json!({ "sealRegister": "印1" });
        ground.give("registrar", &case, "issueDecision", seal).await;
        assert_eq!(readers().await, ("ODIHGSX".to_owned(), json!(1)));
        // Outside the office the items are told, and only then.
        for (letter, who) in OUTSIDE.iter().filter(|(letter, _)| *letter != 'K') {
            let text = everything(&ground, who, [&case, &case]).await;
            assert!(text.contains("zqsubject"), "{letter}");
        }
    }
);

on_both!(
    why_a_superior_organ_takes_a_case_over_is_for_the_office,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let_guests_in(&ground, &case).await;
        let order = json!({ "organ": "深圳市人民政府", "number": "深府复〔2026〕7号", "referred": true, "reason": "zqorder" });
        ground
            .give("institution_head", &case, "recordTakeOver", order)
            .await;
        let query =
            "query ($by: CaseBy!) { case(by: $by) { superiorOrders { organ number reason } } }";
        for (letter, who) in OUTSIDE.iter().chain(&[('O', "officer")]) {
            if *letter == 'K' {
                continue;
            }
            let seen = ground
                .ask(who, query, json!({ "by": { "id": case } }))
                .await;
            let reason = match letter {
                'O' => json!("zqorder"),
                _ => Value::Null,
            };
            let order = &seen["data"]["case"]["superiorOrders"][0];
            assert_eq!(order["number"], "深府复〔2026〕7号", "{who}: {seen}");
            assert_eq!(order["reason"], reason, "{who}");
            let found = u32::from(*letter == 'O');
            assert_eq!(counts(&ground, who, "zqorder").await[0], found, "{who}");
        }
    }
);

on_both!(
    outside_the_office_the_staff_have_names_and_no_logins,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = open_case(&ground).await;
        let query = "query ($by: CaseBy!) { me { login } case(by: $by) { officer { name login email } coOfficer { login } } }";
        for (_, who) in OUTSIDE {
            let seen = ground
                .ask(who, query, json!({ "by": { "id": case } }))
                .await;
            let officer = &seen["data"]["case"]["officer"];
            assert_eq!(
                *officer,
                json!({ "name": officer["name"], "login": null, "email": null }),
                "{who}"
            );
            assert!(officer["name"].is_string(), "{who}");
            assert_eq!(
                seen["data"]["case"]["coOfficer"]["login"],
                Value::Null,
                "{who}"
            );
            assert_eq!(seen["data"]["me"]["login"], *who);
        }
    }
);

on_both!(
    a_committee_member_reads_materials_and_takes_none_away,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = open_case(&ground).await;
        crate::materials::filed(&ground, &case, 900, json!({ "visibleTo": [1, 2] })).await;
        let id = match api::GlobalId::parse(&case) {
            Some(api::GlobalId::Case(case)) => api::GlobalId::Material(case, 1).to_string(),
            other => panic!("{other:?}"),
        };
        let start = "mutation ($of: StartDownloadInput!) { startDownload(input: $of) { download { url } refusal { code } } }";
        for (letter, who) in OUTSIDE {
            let query = "query ($by: CaseBy!) { case(by: $by) { volumes { catalogue(first: 50) { nodes { material { title } } } } } }";
            let seen = ground
                .ask(who, query, json!({ "by": { "id": case } }))
                .await;
            assert!(seen.to_string().contains("行政复议答复书"), "{who}: {seen}");
            let answer = ground
                .ask(who, start, json!({ "of": { "materialId": id } }))
                .await;
            let started = &answer["data"]["startDownload"];
            let refused = match letter {
                'K' => json!("FORBIDDEN"),
                _ => Value::Null,
            };
            assert_eq!(started["refusal"]["code"], refused, "{who}: {answer}");
        }
        // What was not shown is not refused but unknown.
        let secret = json!({ "volume": "SECONDARY", "material": 1, "reason": "内部材料" });
        ground
            .give("officer", &case, "correctMaterial", secret)
            .await;
        let answer = ground
            .ask(
                "committee_member",
                start,
                json!({ "of": { "materialId": id } }),
            )
            .await;
        assert_eq!(
            answer["data"]["startDownload"]["refusal"]["code"],
            "NOT_FOUND"
        );
    }
);
