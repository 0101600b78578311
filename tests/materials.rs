//! Materials of the file: the catalogue, who sees what of it, and what is left of a material that was taken out.

use api::{GlobalId, Settings};
use axum::body::Body;
use serde_json::{Value, json};

use crate::files::{announced, kept, pdf, put};
use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::{Ground, case_id};
use crate::support::seen::Answer;
use crate::support::served::Served;
use crate::support::socket::Socket;

const TODAY: &str = "2026-03-18";

const VOLUMES: &str = "query ($by: CaseBy!) { case(by: $by) { volumes { volume pageCount catalogue(first: 50) { totalCount nodes { \
    place on firstPage lastPage paper { kind { id } } material { id no kind title fileName mediaType size sha256 excisedOn \
    visibleTo { no } provesEntry provesServiceOf provesServiceOn { no } } } } } } }";

/// Sends a file in and files it; gives its bytes.
pub(crate) async fn filed(ground: &Ground, case: &str, length: usize, given: Value) -> Vec<u8> {
    let bytes = pdf(length);
    let start =
        "mutation ($file: StartUploadInput!) { startUpload(input: $file) { upload { id url } } }";
    let file = json!({ "file": announced(&bytes) });
    let answer = ground.ask("officer", start, file).await;
    let upload = &answer["data"]["startUpload"]["upload"];
    let (status, said) = put(
        ground,
        upload["url"].as_str().unwrap(),
        Body::from(bytes.clone()),
    )
    .await;
    assert_eq!(status.as_u16(), 201, "{said}");
    let mut body = json!({
        "upload": upload["id"], "kind": "REPLY", "volume": "MAIN", "title": "行政复议答复书", "pages": 3,
    });
    for (field, value) in given.as_object().unwrap() {
        body[field] = value.clone();
    }
    ground.give("officer", case, "fileMaterial", body).await;
    bytes
}

async fn volumes(ground: &Ground, by: &str, case: &str) -> Value {
    let answer = ground
        .ask(by, VOLUMES, json!({ "by": { "id": case } }))
        .await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["case"]["volumes"].clone()
}

/// The lines of a volume that are materials: title and pages.
fn lines(volume: &Value) -> Vec<(Value, Value, Value)> {
    let nodes = volume["catalogue"]["nodes"].as_array().unwrap();
    let materials = nodes.iter().filter(|node| !node["material"].is_null());
    materials
        .map(|node| {
            (
                node["material"]["title"].clone(),
                node["firstPage"].clone(),
                node["lastPage"].clone(),
            )
        })
        .collect()
}

on_both!(
    the_catalogue_counts_pages_and_each_sees_its_part_of_it,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        filed(
            &ground,
            &case,
            600,
            json!({ "visibleTo": [2], "proves": { "service": { "paper": 3, "party": 2 } } }),
        )
        .await;
        filed(
            &ground,
            &case,
            700,
            json!({ "title": "申请书", "pages": 2, "visibleTo": [1], "proves": { "entry": 1 } }),
        )
        .await;
        filed(
            &ground,
            &case,
            800,
            json!({ "title": "合议笔录", "volume": "SECONDARY", "pages": 5 }),
        )
        .await;
        let office = volumes(&ground, "officer", &case).await;
        let [main, secondary] = &office.as_array().unwrap()[..] else {
            panic!("{office}")
        };
        assert_eq!(
            (&main["volume"], &main["pageCount"]),
            (&json!("MAIN"), &json!(5))
        );
        assert_eq!(
            lines(main),
            [
                (json!("行政复议答复书"), json!(1), json!(3)),
                (json!("申请书"), json!(4), json!(5)),
            ]
        );
        assert_eq!(
            (&secondary["volume"], &secondary["pageCount"]),
            (&json!("SECONDARY"), &json!(5))
        );
        assert_eq!(lines(secondary), [(json!("合议笔录"), json!(1), json!(5))]);
        // What the office issued stands in it too, in the order of the days.
        let nodes = main["catalogue"]["nodes"].as_array().unwrap();
        let places: Vec<u64> = nodes
            .iter()
            .map(|node| node["place"].as_u64().unwrap())
            .collect();
        assert_eq!(places, (1..=nodes.len() as u64).collect::<Vec<_>>());
        assert!(
            nodes
                .iter()
                .any(|node| node["paper"]["kind"]["id"] == "acceptance_notice"),
            "{main}"
        );
        // The secondary volume is for the officers of the case and the heads, like whatever lies in it.
        for (who, many) in [
            ("co_officer", 2),
            ("organ_head", 2),
            ("officer_b", 1),
            ("registrar", 1),
            ("supervisor", 1),
        ] {
            let seen = volumes(&ground, who, &case).await;
            assert_eq!(seen.as_array().unwrap().len(), many, "{who}: {seen}");
            assert_eq!(seen.to_string().contains("合议笔录"), many == 2, "{who}");
        }
        // A clerk sees what is open to its agency, and that there is no more.
        let clerk = volumes(&ground, "respondent_clerk", &case).await;
        let [main] = &clerk.as_array().unwrap()[..] else {
            panic!("{clerk}")
        };
        assert_eq!(lines(main), [(json!("行政复议答复书"), json!(1), json!(3))]);
        let text = clerk.to_string();
        assert!(
            !text.contains("\"申请书\"") && !text.contains("合议笔录"),
            "{text}"
        );
        let known = main["catalogue"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|node| !node["material"].is_null())
            .unwrap();
        let known = &known["material"];
        assert_eq!(
            (&known["fileName"], &known["provesServiceOn"]["no"]),
            (&json!("行政复议申请书.pdf"), &json!(2))
        );
        // By its id it is found by whoever may see it, and is not there for others.
        let node = "query ($id: ID!) { node(id: $id) { id ... on Material { title } } }";
        for (who, seen) in [
            ("officer", true),
            ("respondent_clerk", true),
            ("stranger", false),
            ("respondent_clerk_b", false),
        ] {
            let answer = ground.ask(who, node, json!({ "id": known["id"] })).await;
            assert_eq!(!answer["data"]["node"].is_null(), seen, "{who}: {answer}");
        }
        let hidden = secondary["catalogue"]["nodes"][0]["material"]["id"].clone();
        let answer = ground
            .ask("respondent_clerk", node, json!({ "id": hidden }))
            .await;
        assert_eq!(answer["data"]["node"], Value::Null);
        assert_eq!(
            store::audit::verify(&ground.store).await.unwrap().faults,
            []
        );
    }
);

on_both!(
    what_is_taken_out_is_gone_for_good_and_the_log_still_verifies,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let bytes = filed(
            &ground,
            &case,
            600,
            json!({ "title": "绝密名单", "visibleTo": [2] }),
        )
        .await;
        filed(
            &ground,
            &case,
            700,
            json!({ "title": "答复书", "pages": 1 }),
        )
        .await;
        let corrected = json!({ "material": 1, "title": "绝密名单（改）", "reason": "名称有误" });
        ground
            .give("officer", &case, "correctMaterial", corrected)
            .await;
        assert_eq!(kept(ground.folder.path()).len(), 2);
        let propose = json!({ "material": 1, "reason": "误录" });
        ground
            .give("officer", &case, "proposeExcision", propose)
            .await;
        // Who proposes it and why is for the office to see.
        let waits = "query ($id: ID!) { node(id: $id) { ... on Material { excisionProposed { on reason by { login } } } } }";
        let id = api::GlobalId::Material(case_id(&case), 1).to_string();
        let answer = ground.ask("organ_head", waits, json!({ "id": id })).await;
        assert_eq!(
            answer["data"]["node"]["excisionProposed"],
            json!({ "on": TODAY, "reason": "误录", "by": { "login": "officer" } })
        );
        let answer = ground
            .ask("respondent_clerk", waits, json!({ "id": id }))
            .await;
        assert_eq!(answer["data"]["node"], json!({ "excisionProposed": null }));
        let excise = json!({ "material": 1, "excise": true, "reason": "误录" });
        ground
            .give("organ_head", &case, "decideExcision", excise)
            .await;
        assert_eq!(
            fuyi::sweep(&ground.desk, &ground.files, ground.moment())
                .await
                .unwrap(),
            1
        );
        let [left] = &kept(ground.folder.path())[..] else {
            panic!()
        };
        assert!(std::fs::read(left).unwrap() != bytes);
        // The catalogue shows that something was taken out, and not what; the pages count on without it.
        let office = volumes(&ground, "officer", &case).await;
        let main = &office[0];
        assert_eq!(
            lines(main),
            [
                (Value::Null, Value::Null, Value::Null),
                (json!("答复书"), json!(1), json!(1))
            ]
        );
        let nodes = main["catalogue"]["nodes"].as_array().unwrap();
        let gone = nodes
            .iter()
            .find(|node| node["material"]["no"] == 1)
            .unwrap();
        assert_eq!(
            (&gone["material"]["excisedOn"], &gone["material"]["sha256"]),
            (&json!(TODAY), &Value::Null)
        );
        // Neither the log nor any table knows its title, its name or its digest any more.
        let log = ground
            .store
            .entries(&workflow::actor::Actor::System, case_id(&case), 0, 500)
            .await
            .unwrap();
        let text = format!("{log:?}");
        assert!(
            !text.contains("绝密") && !text.contains(&crate::files::sha256(&bytes)),
            "{text}"
        );
        assert_eq!(ground.store.discards(9).await.unwrap(), []);
        assert_eq!(
            store::audit::verify(&ground.store).await.unwrap().faults,
            []
        );
    }
);

on_both!(
    what_a_clerk_sends_for_its_case_is_filed_by_the_office,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let other = ground.in_trial().await;
        let bytes = pdf(900);
        let mut file = announced(&bytes);
        file["caseId"] = json!(case);
        let start = "mutation ($file: StartUploadInput!) { startUpload(input: $file) { upload { id url } } }";
        let answer = ground
            .ask("respondent_clerk", start, json!({ "file": file }))
            .await;
        let upload = &answer["data"]["startUpload"]["upload"];
        let url = upload["url"].as_str().unwrap();
        let (status, said) = put(&ground, url, Body::from(bytes)).await;
        assert_eq!(status.as_u16(), 201, "{said}");
        let body = json!({
            "upload": upload["id"], "kind": "REPLY", "volume": "MAIN", "title": "答复书", "pages": 1, "visibleTo": [2],
        });
        // It was sent for one case and is filed in no other; the clerk files nothing.
        let command = |case: &str| json!({ "caseId": case, "command": { "reconsideration": { "fileMaterial": body } } });
        for (who, case, code) in [
            ("officer", &other, "UPLOAD_MISSING"),
            ("respondent_clerk", &case, "WRONG_ROLE"),
        ] {
            match ground.command(who, command(case)).await {
                Answer::Refused(refused) => assert_eq!(refused.code, code, "{who}"),
                other => panic!("{who}: {other:?}"),
            }
        }
        ground
            .give("officer", &case, "fileMaterial", body.clone())
            .await;
        let clerk = volumes(&ground, "respondent_clerk", &case).await;
        assert_eq!(lines(&clerk[0]), [(json!("答复书"), json!(1), json!(1))]);
    }
);

/// What the log of a case tells somebody of materials: the kinds and texts of effects, by the number of the entry.
async fn log(ground: &Ground, by: &str, case: &str) -> Vec<(u64, Vec<String>)> {
    let query = "query ($id: ID!) { case(by: { id: $id }) { log(first: 100) { totalCount nodes { no effects { kind text } } } } }";
    let answer = ground.ask(by, query, json!({ "id": case })).await;
    let log = &answer["data"]["case"]["log"];
    let nodes = log["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(log["totalCount"], json!(nodes.len()), "no entry is missing");
    nodes.iter().map(told).collect()
}

fn told(entry: &Value) -> (u64, Vec<String>) {
    let effects = entry["effects"].as_array().unwrap();
    let of_material = |effect: &&Value| {
        let kind = effect["kind"].as_str().unwrap();
        kind == "MATERIAL_SET" || effect["text"].to_string().contains("material_")
    };
    let texts = effects.iter().filter(of_material);
    let texts = texts.map(|effect| effect["text"].as_str().unwrap().to_owned());
    (entry["no"].as_u64().unwrap(), texts.collect())
}

on_both!(
    what_one_may_not_see_of_a_material_is_in_no_entry,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        filed(&ground, &case, 600, json!({ "visibleTo": [2] })).await;
        let secret =
            json!({ "title": "合议笔录", "volume": "SECONDARY", "kind": "MINUTES", "pages": 5 });
        filed(&ground, &case, 700, secret).await;
        let last = u64::from(ground.see(&case).await.revision);
        let of = |log: &[(u64, Vec<String>)], no| {
            let found = log.iter().find(|(known, _)| *known == no);
            found.unwrap_or_else(|| panic!("no entry {no}")).1.clone()
        };
        let served = Served::over(&ground, Settings::default()).await;
        let entries = "subscription ($id: ID!, $after: Int!) { caseEntries(caseId: $id, after: $after) { no effects { kind text } } }";
        for (who, reads) in [
            ("officer", true),
            ("co_officer", true),
            ("institution_head", true),
            ("registrar", false),
            ("supervisor", false),
            ("officer_b", false),
        ] {
            let log = log(&ground, who, &case).await;
            assert_eq!(
                of(&log, last - 1).len(),
                3,
                "{who}: the main volume is open to all"
            );
            let own = of(&log, last);
            assert_eq!(!own.is_empty(), reads, "{who}: {own:?}");
            assert_eq!(
                own.iter().any(|text| text.contains("5页")),
                reads,
                "{who}: {own:?}"
            );
            let id = GlobalId::Entry(case_id(&case), u32::try_from(last).unwrap()).to_string();
            let node =
                "query ($id: ID!) { node(id: $id) { ... on Entry { no effects { kind text } } } }";
            let answer = ground.ask(who, node, json!({ "id": id })).await;
            assert_eq!(told(&answer["data"]["node"]), (last, own.clone()), "{who}");
            let mut socket = Socket::signed_in(served.address, ground.token(who)).await;
            let after = json!({ "id": case, "after": last - 1 });
            socket.subscribe("a", entries, after).await;
            let answer = socket.answer("a").await;
            assert_eq!(told(&answer["data"]["caseEntries"]), (last, own), "{who}");
        }
        // Who files it does not read it for that.
        let moved = json!({ "material": 1, "volume": "SECONDARY", "reason": "内部材料" });
        let command = json!({ "reconsideration": { "correctMaterial": moved } });
        let submit = "mutation ($input: SubmitCommandInput!) { submitCommand(input: $input) { entry { no effects { kind text } } } }";
        let input = ground
            .whole(json!({ "caseId": case, "command": command }))
            .await;
        let answer = ground
            .ask("registrar", submit, json!({ "input": input }))
            .await;
        let entry = told(&answer["data"]["submitCommand"]["entry"]);
        assert_eq!(entry, (last + 1, vec![]), "{answer}");
        // What was open is closed with it, in the entries before as well.
        let log = log(&ground, "supervisor", &case).await;
        assert!(log.iter().all(|(_, texts)| texts.is_empty()), "{log:?}");
        assert_eq!(
            store::audit::verify(&ground.store).await.unwrap().faults,
            []
        );
    }
);

on_both!(
    a_secret_is_shown_to_the_party_whose_it_is_and_to_no_other,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let admit = json!({ "user": ground.id_of("mediator"), "capacity": "MEDIATOR", "purpose": "调解", "until": "2026-12-31" });
        ground.give("institution_head", &case, "admit", admit).await;
        let open = json!({ "visibleTo": [1, 2] });
        filed(&ground, &case, 600, open).await;
        for (who, many) in [("officer", 1), ("mediator", 1), ("respondent_clerk", 1)] {
            let seen = volumes(&ground, who, &case).await;
            assert_eq!(lines(&seen[0]).len(), many, "{who}");
        }
        // It turns out to hold what is private of a party: closed to all of them until it is said of whom.
        let steps = [
            (json!({ "secrecy": "PRIVACY" }), [1, 0, 0]),
            (json!({ "visibleTo": [2] }), [1, 0, 1]),
            (json!({ "visibleTo": [1] }), [1, 0, 0]),
            (json!({ "secrecy": "WORK_SECRET" }), [1, 0, 0]),
            (json!({ "secrecy": "ORDINARY" }), [1, 0, 0]),
            (json!({ "visibleTo": [1, 2] }), [1, 1, 1]),
        ];
        for (given, wanted) in steps {
            let mut body = json!({ "material": 1, "reason": "著录有误" });
            for (field, value) in given.as_object().unwrap() {
                body[field] = value.clone();
            }
            ground.give("officer", &case, "correctMaterial", body).await;
            let mut seen = Vec::new();
            for who in ["officer", "mediator", "respondent_clerk"] {
                let volumes = volumes(&ground, who, &case).await;
                seen.push(lines(&volumes[0]).len());
            }
            assert_eq!(seen, wanted, "{given}");
        }
        let both = json!({ "material": 1, "secrecy": "TRADE_SECRET", "visibleTo": [1, 2], "reason": "著录有误" });
        let command = json!({ "caseId": case, "command": { "reconsideration": { "correctMaterial": both } } });
        match ground.command("officer", command).await {
            Answer::Refused(refused) => assert_eq!(
                (refused.code.as_str(), refused.basis.as_deref()),
                ("BAD_FIELD", Some("ARL 47"))
            ),
            other => panic!("{other:?}"),
        }
    }
);
