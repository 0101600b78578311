//! Who holds several roles sees a case in the capacity in which it stands to that case.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use store::Backend;
use workflow::actor::{Actor, Role};

use super::TODAY;
use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::Ground;

const SEEN: &str = "query ($by: CaseBy!) { case(by: $by) { matters { facts { value } } papers { kind { id } } log(first: 1) { totalCount } } }";

/// What somebody sees of a case; null where there is none.
async fn seen(ground: &Ground, who: &str, case: &str) -> Value {
    let answer = ground.ask(who, SEEN, json!({ "by": { "id": case } })).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["case"].clone()
}

/// How many cases somebody finds by words of an investigation.
async fn found(ground: &Ground, who: &str) -> Value {
    let query = "{ search(first: 9, text: \"黄某称系门卫\") { totalCount nodes { case { id } } } }";
    let answer = ground.ask(who, query, json!({})).await;
    let found = &answer["data"]["search"];
    let rows = found["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(found["totalCount"], json!(rows.len()));
    found["totalCount"].clone()
}

/// Gives somebody roles, as long as the door does.
async fn set(ground: &Ground, who: &str, roles: &[Role]) -> Result<(), casework::Denied> {
    let (organ, user) = (ground.office.organ, ground.office.people[who].user);
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    ground
        .desk
        .set_roles(&Actor::System, organ, user, roles, ground.moment())
        .await
}

async fn let_in(ground: &Ground, who: &str, capacity: &str, case: &str) {
    let body = json!({ "user": ground.id_of(who), "capacity": capacity, "purpose": "参与办案", "until": "2026-03-20" });
    ground.give("institution_head", case, "admit", body).await;
}

async fn investigated(ground: &Ground, case: &str) {
    let record = json!({
        "officers": [ground.id_of("officer"), ground.id_of("co_officer")], "cardsShown": true,
        "source": "代收人黄某", "place": "坪山大道1号", "record": "黄某称系门卫",
    });
    ground
        .give("officer", case, "recordInvestigation", record)
        .await;
}

on_both!(
    a_role_shows_nothing_of_a_case_into_which_one_was_let_in_as_something_else,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (case, other) = (ground.in_trial().await, ground.in_trial().await);
        for case in [&case, &other] {
            investigated(&ground, case).await;
        }
        let both = [Role::CommitteeMember, Role::LegalAdviser];
        set(&ground, "committee_member", &both).await.unwrap();
        // Let in as a member of the committee, an adviser of other cases is shown the consultation, and learns nothing of what was
        // inquired.
        ground.consult(&case).await;
        let_in(&ground, "committee_member", "COMMITTEE_MEMBER", &case).await;
        let own = seen(&ground, "committee_member", &case).await;
        assert_eq!(
            (
                own["matters"].as_array().map(Vec::len),
                found(&ground, "committee_member").await
            ),
            (Some(1), json!(0))
        );
        assert!(own["papers"].to_string().contains("reply_notice"), "{own}");
        // As an adviser of the other one, it does there and not here.
        let_in(&ground, "committee_member", "LEGAL_ADVISER", &other).await;
        let there = seen(&ground, "committee_member", &other).await;
        assert_eq!(
            there["matters"].as_array().map(Vec::len),
            Some(1),
            "{there}"
        );
        assert_eq!(seen(&ground, "committee_member", &case).await, own);
        assert_eq!(found(&ground, "committee_member").await, json!(1));
        // Let in here as both, it sees as both.
        let_in(&ground, "committee_member", "LEGAL_ADVISER", &case).await;
        let here = seen(&ground, "committee_member", &case).await;
        assert_eq!(here["matters"].as_array().map(Vec::len), Some(2), "{here}");
        assert_eq!(found(&ground, "committee_member").await, json!(2));
    }
);

on_both!(
    where_the_own_agency_is_a_party_its_clerk_sees_as_the_agency,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let own = ground.in_trial().await;
        let fresh = ground.assigned().await;
        let mut application = ground.application();
        application["respondents"] = json!([{ "organ": ground.id_of("agency_b"), "name": "坪山区城市管理局", "ownDepartment": false }]);
        let opened = ground.open("registrar", application, None).await;
        let other = opened.done().case;
        let who =
            json!({ "officer": ground.id_of("officer"), "coOfficer": ground.id_of("co_officer") });
        ground.give("registrar", &other, "assign", who).await;
        let accept = json!({ "note": "符合受理条件" });
        ground.give("officer", &other, "accept", accept).await;
        investigated(&ground, &own).await;
        let alone = seen(&ground, "respondent_clerk", &own).await;
        assert!(
            alone["papers"].to_string().contains("reply_notice"),
            "{alone}"
        );
        assert!(
            !alone["papers"].to_string().contains("acceptance_notice"),
            "{alone}"
        );
        // Also a mediator and an adviser, and let in.
        let roles = [Role::RespondentClerk, Role::Mediator, Role::LegalAdviser];
        set(&ground, "respondent_clerk", &roles).await.unwrap();
        for case in [&own, &fresh, &other] {
            for capacity in ["MEDIATOR", "LEGAL_ADVISER"] {
                let_in(&ground, "respondent_clerk", capacity, case).await;
            }
        }
        // In a case of the own agency nothing more is seen for that, and nothing before it is called on.
        assert_eq!(seen(&ground, "respondent_clerk", &own).await, alone);
        assert_eq!(seen(&ground, "respondent_clerk", &fresh).await, Value::Null);
        assert_eq!(found(&ground, "respondent_clerk").await, json!(0));
        // In a case between others it is a mediator and an adviser like any other.
        let there = seen(&ground, "respondent_clerk", &other).await;
        assert!(
            there["papers"].to_string().contains("acceptance_notice"),
            "{there}"
        );
        investigated(&ground, &other).await;
        assert_eq!(found(&ground, "respondent_clerk").await, json!(1));
    }
);

on_both!(
    nobody_works_in_the_office_and_speaks_for_an_agency,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let alone = seen(&ground, "respondent_clerk", &case).await;
        for role in [
            Role::Registrar,
            Role::Officer,
            Role::CoOfficer,
            Role::InstitutionHead,
            Role::OrganHead,
            Role::Supervisor,
        ] {
            let roles = [Role::RespondentClerk, role];
            let refused = set(&ground, "respondent_clerk", &roles).await.unwrap_err();
            assert_eq!(refused.code(), "BAD_FIELD", "{role:?}");
            // Where somebody has both all the same, the office is closed, and does nothing for it.
            let database = ground.database.raw().await;
            let user = ground.office.people["respondent_clerk"].user.0;
            let id = |id: uuid::Uuid| match ground.database.backend {
                Backend::Sqlite => format!("X'{}'", id.simple()),
                Backend::Postgres => format!("'{id}'"),
            };
            let add = format!(
                "INSERT INTO user_role (organ_id, user_id, role) VALUES ({}, {}, '{}')",
                id(ground.office.organ.0),
                id(user),
                role.code()
            );
            database.execute_unprepared(&add).await.unwrap();
            assert_eq!(
                seen(&ground, "respondent_clerk", &case).await,
                alone,
                "{role:?}"
            );
        }
        let command = json!({ "caseId": case, "command": { "reconsideration": { "extend": { "days": 30, "reason": "情况复杂" } } } });
        match ground.command("respondent_clerk", command).await {
            crate::support::seen::Answer::Refused(refused) => {
                assert_eq!(refused.code, "WRONG_ROLE");
            }
            other => panic!("{other:?}"),
        }
    }
);
