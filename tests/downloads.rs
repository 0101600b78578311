//! Files out: whoever sees a material gets its bytes once, as they came; whoever does not, nothing that tells them apart from
//! what never was.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Value, json};
use store::audit::verify;
use store::office::OfficeEffect;
use tower::ServiceExt;
use workflow::actor::Actor;

use crate::files::kept;
use crate::materials::filed;
use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::{Ground, case_id};
use crate::support::program::{run, said};

const TODAY: &str = "2026-03-18";

const START: &str = "mutation ($id: ID!) { startDownload(input: { materialId: $id }) { \
    download { url expiresAt } refusal { code message } } }";

/// The global id of a material of a case.
fn material(case: &str, no: u32) -> String {
    api::GlobalId::Material(case_id(case), no).to_string()
}

async fn start(ground: &Ground, by: &str, id: &str) -> Value {
    let answer = ground.ask(by, START, json!({ "id": id })).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["startDownload"].clone()
}

/// The address for a material.
async fn url(ground: &Ground, by: &str, case: &str, no: u32) -> String {
    let started = start(ground, by, &material(case, no)).await;
    let url = started["download"]["url"].as_str();
    url.unwrap_or_else(|| panic!("{started}")).to_owned()
}

/// What an address answers: status, headers, and the bytes unless they break off.
async fn fetch(
    ground: &Ground,
    method: Method,
    url: &str,
) -> (StatusCode, HeaderMap, Option<Vec<u8>>) {
    let request = Request::builder().method(method).uri(url);
    let request = request.body(Body::empty()).unwrap();
    let response = ground.router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    (status, headers, bytes.ok().map(|bytes| bytes.to_vec()))
}

/// The address answers as one that never was.
async fn does_not_work(ground: &Ground, url: &str, why: &str) {
    let told = |bytes: Option<Vec<u8>>| {
        let mut answer: Value = serde_json::from_slice(&bytes.unwrap()).unwrap();
        answer["errors"][0]["extensions"]["requestId"] = Value::Null;
        answer
    };
    let (status, _, bytes) = fetch(ground, Method::GET, url).await;
    let unknown = format!("/files/{}", "0".repeat(64));
    let (no_such, _, nothing) = fetch(ground, Method::GET, &unknown).await;
    assert_eq!(
        (status, no_such),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        "{why}"
    );
    assert_eq!(told(bytes), told(nothing), "{why}");
}

/// Who downloaded which materials, as the organ's log has it.
async fn downloads(ground: &Ground) -> Vec<(String, u32)> {
    let organ = ground.office.people["officer"]
        .actor
        .person()
        .unwrap()
        .organ;
    let log = ground.store.office_entries(&Actor::System, organ, 0, 500);
    let taken = log.await.unwrap().into_iter().flat_map(|entry| {
        let name = entry.actor_name.clone();
        entry
            .effects
            .into_iter()
            .filter_map(move |effect| match effect {
                OfficeEffect::MaterialDownloaded { material, .. } => Some((name.clone(), material)),
                _ => None,
            })
    });
    taken.collect()
}

on_both!(
    a_material_goes_out_once_as_it_came_and_the_log_says_to_whom,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let bytes = filed(&ground, &case, 700_000, json!({ "visibleTo": [2] })).await;
        let address = url(&ground, "respondent_clerk", &case, 1).await;
        assert_eq!(downloads(&ground).await, []);
        // Looking whether it works does not use it up.
        let (status, headers, _) = fetch(&ground, Method::HEAD, &address).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(headers["allow"], "GET, PUT");
        let (status, headers, came) = fetch(&ground, Method::GET, &address).await;
        assert_eq!(status, StatusCode::OK);
        assert!(came.is_some_and(|came| came == bytes), "as it came");
        let name = "%E8%A1%8C%E6%94%BF%E5%A4%8D%E8%AE%AE%E7%94%B3%E8%AF%B7%E4%B9%A6.pdf";
        for (header, value) in [
            ("content-type", "application/pdf".to_owned()),
            ("content-length", "700000".to_owned()),
            (
                "content-disposition",
                format!("attachment; filename=\"_______.pdf\"; filename*=UTF-8''{name}"),
            ),
            ("x-content-type-options", "nosniff".to_owned()),
            ("cache-control", "no-store, private".to_owned()),
            ("accept-ranges", "none".to_owned()),
            ("referrer-policy", "no-referrer".to_owned()),
            (
                "content-security-policy",
                "default-src 'none'; sandbox".to_owned(),
            ),
        ] {
            assert_eq!(headers[header], value, "{header}");
        }
        does_not_work(&ground, &address, "it was used").await;
        // Of two addresses for the same material the second works.
        let first = url(&ground, "officer", &case, 1).await;
        let second = url(&ground, "officer", &case, 1).await;
        does_not_work(&ground, &first, "another was asked for").await;
        assert_eq!(fetch(&ground, Method::GET, &second).await.0, StatusCode::OK);
        let taken = [("respondent_clerk 某", 1), ("officer 某", 1)];
        let taken = taken.map(|(who, no)| (who.to_owned(), no));
        assert_eq!(downloads(&ground).await, taken);
        // It works for five minutes.
        let address = url(&ground, "officer", &case, 1).await;
        ground.set(TODAY.parse().unwrap(), 23, 0);
        does_not_work(&ground, &address, "it expired").await;
        assert_eq!(downloads(&ground).await.len(), 2);
        assert_eq!(verify(&ground.store).await.unwrap().faults, []);
    }
);

on_both!(
    who_does_not_see_a_material_gets_no_address,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        filed(&ground, &case, 600, json!({ "visibleTo": [2] })).await;
        filed(&ground, &case, 700, json!({ "visibleTo": [1] })).await;
        filed(&ground, &case, 800, json!({ "volume": "SECONDARY" })).await;
        for (who, seen) in [
            ("officer", [true, true, true]),
            ("organ_head", [true, true, true]),
            ("registrar", [true, true, false]),
            ("supervisor", [true, true, false]),
            ("respondent_clerk", [true, false, false]),
            ("respondent_clerk_b", [false; 3]),
            ("mediator", [false; 3]),
            ("auditor", [false; 3]),
            ("system_admin", [false; 3]),
            ("stranger", [false; 3]),
        ] {
            let unknown = start(&ground, who, &material(&case, 99)).await;
            assert_eq!(unknown["refusal"]["code"], "NOT_FOUND", "{who}");
            for (no, seen) in (1..).zip(seen) {
                let started = start(&ground, who, &material(&case, no)).await;
                match seen {
                    true => assert!(started["download"]["url"].is_string(), "{who} {no}"),
                    false => assert_eq!(started, unknown, "{who} {no}"),
                }
            }
        }
        let answer = start(&ground, "officer", &case).await;
        assert_eq!(answer["refusal"]["code"], "NOT_FOUND", "no material");
    }
);

on_both!(
    an_address_whose_right_is_gone_does_not_work,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let visible = json!({ "visibleTo": [2] });
        for length in [600, 700, 800] {
            filed(&ground, &case, length, visible.clone()).await;
        }
        // It is moved into the secondary volume.
        let address = url(&ground, "respondent_clerk", &case, 1).await;
        let of_office = url(&ground, "officer", &case, 1).await;
        let moved = json!({ "material": 1, "volume": "SECONDARY", "reason": "内部材料" });
        ground
            .give("officer", &case, "correctMaterial", moved)
            .await;
        does_not_work(&ground, &address, "in the secondary volume").await;
        assert_eq!(
            fetch(&ground, Method::GET, &of_office).await.0,
            StatusCode::OK
        );
        // It is taken out.
        let address = url(&ground, "respondent_clerk", &case, 2).await;
        let of_office = url(&ground, "officer", &case, 2).await;
        let body = json!({ "material": 2, "reason": "误录" });
        ground.give("officer", &case, "proposeExcision", body).await;
        let body = json!({ "material": 2, "excise": true, "reason": "误录" });
        ground
            .give("institution_head", &case, "decideExcision", body)
            .await;
        does_not_work(&ground, &address, "taken out").await;
        does_not_work(&ground, &of_office, "taken out").await;
        let gone = start(&ground, "officer", &material(&case, 2)).await;
        assert_eq!(gone["refusal"]["code"], "NOT_FOUND");
        // Whoever was let in is so no more.
        let admit = json!({ "user": ground.id_of("mediator"), "capacity": "MEDIATOR", "purpose": "调解", "until": "2026-12-31" });
        ground.give("institution_head", &case, "admit", admit).await;
        let address = url(&ground, "mediator", &case, 3).await;
        let end = json!({ "user": ground.id_of("mediator"), "reason": "调解结束" });
        ground
            .give("institution_head", &case, "endAdmission", end)
            .await;
        does_not_work(&ground, &address, "not let in any more").await;
        // Somebody is recused.
        let address = url(&ground, "supervisor", &case, 3).await;
        let body = json!({ "user": ground.id_of("supervisor"), "ground": "OTHER", "recusalNote": "利害关系的具体情况" });
        ground.give("supervisor", &case, "recuse", body).await;
        does_not_work(&ground, &address, "recused").await;
        // Somebody is no user any more.
        let address = url(&ground, "respondent_clerk", &case, 3).await;
        let clerk = ground.office.people["respondent_clerk"].actor.clone();
        let person = clerk.person().unwrap();
        ground
            .desk
            .deactivate_user(&Actor::System, person.organ, person.user, ground.moment())
            .await
            .unwrap();
        does_not_work(&ground, &address, "no user any more").await;
        let taken = downloads(&ground).await;
        assert_eq!(
            taken,
            [("officer 某".to_owned(), 1)],
            "what was handed out and no more"
        );
    }
);

on_both!(
    bytes_that_were_changed_never_go_out_whole_and_the_check_names_them,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        for length in [600_000, 700, 800] {
            filed(&ground, &case, length, json!({})).await;
        }
        let folder = ground.folder.path().to_str().unwrap().to_owned();
        let dir = format!("files.dir={folder}");
        let url_of = &ground.database.url;
        let check = || {
            run(&[
                "audit",
                "verify",
                "--files",
                "--database",
                url_of,
                "--set",
                &dir,
            ])
        };
        let output = check();
        assert!(output.status.success(), "{}", said(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("files 3"), "{text}");
        let of_length = |length: u64| {
            let mut all = kept(ground.folder.path()).into_iter();
            all.find(|path| path.metadata().unwrap().len() == length)
                .unwrap()
        };
        let altered = of_length(600_000);
        let mut bytes = std::fs::read(&altered).unwrap();
        bytes[300_000] ^= 1;
        std::fs::write(&altered, &bytes).unwrap();
        std::fs::write(of_length(700), b"%PDF-").unwrap();
        std::fs::remove_file(of_length(800)).unwrap();
        let address = url(&ground, "officer", &case, 1).await;
        let (status, _, came) = fetch(&ground, Method::GET, &address).await;
        assert_eq!((status, came), (StatusCode::OK, None), "it breaks off");
        for no in [2, 3] {
            let address = url(&ground, "officer", &case, no).await;
            let (status, ..) = fetch(&ground, Method::GET, &address).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{no}");
        }
        let output = check();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let said = said(&output);
        assert_eq!(said.matches("were changed").count(), 2, "{said}");
        assert_eq!(said.matches("are missing").count(), 1, "{said}");
        assert!(
            said.contains(&case_id(&case).to_string()) && said.contains("files 3"),
            "{said}"
        );
        // Without being asked the files are not read, and a folder that is not there is no store without faults.
        let output = run(&["audit", "verify", "--database", url_of]);
        assert!(output.status.success(), "{output:?}");
        let output = run(&["audit", "verify", "--files", "--database", url_of]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
    }
);
