//! Cases whose officers have left.

use super::*;

const LEFT: &str = "{ orphanedCases(first: 9) { totalCount nodes { id leavers { \
    seat reason user { login } } } } }";

/// Who has left which place of the only case in the list, and why.
async fn left(ground: &Ground, who: &str) -> Vec<(String, String, String)> {
    let answer = ground.ask(who, LEFT, json!({})).await;
    let page = &answer["data"]["orphanedCases"];
    let nodes = page["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(page["totalCount"], nodes.len(), "{answer}");
    assert!(nodes.len() < 2, "{answer}");
    let leavers = nodes
        .iter()
        .flat_map(|node| node["leavers"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    leavers
        .map(|one| {
            (
                text(&one["seat"]),
                text(&one["user"]["login"]),
                text(&one["reason"]),
            )
        })
        .collect()
}

fn one(seat: &str, who: &str, reason: &str) -> Vec<(String, String, String)> {
    vec![(seat.to_owned(), who.to_owned(), reason.to_owned())]
}

on_both!(
    a_case_whose_officer_is_away_with_nobody_in_the_place_is_listed_with_the_reason,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.accepted().await;
        // Cases that nobody has been given, and closed ones, are none of them.
        ground.ordinary().await;
        assert_eq!(left(&ground, "registrar").await, []);
        let days = json!({ "from": TODAY, "until": "2026-03-19" });
        let leave = noted(&ground, "officer", days).await;
        let on_leave = one("OFFICER", "officer", "ON_LEAVE");
        for who in ["registrar", "institution_head", "organ_head"] {
            assert_eq!(left(&ground, who).await, on_leave, "{who}");
        }
        for who in [
            "officer",
            "supervisor",
            "system_admin",
            "respondent_clerk",
            "stranger",
        ] {
            assert_eq!(left(&ground, who).await, [], "{who}");
        }
        go(&ground, "2026-03-20");
        assert_eq!(left(&ground, "registrar").await, []);
        go(&ground, TODAY);
        end(&ground, "officer", &leave).await;
        assert_eq!(left(&ground, "registrar").await, []);
        // With a deputy it is looked after, until the deputy cannot.
        let input = with_deputy(&ground, TODAY, "2026-03-19", "officer_b");
        let leave = noted(&ground, "officer", input).await;
        assert_eq!(left(&ground, "registrar").await, []);
        let recuse = |who: &str| json!({ "user": ground.id_of(who), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground
            .give("institution_head", &case, "recuse", recuse("officer_b"))
            .await;
        assert_eq!(left(&ground, "registrar").await, on_leave);
        end(&ground, "officer", &leave).await;
        // A deputy who was recused had no place in the case; the co-officer had.
        assert_eq!(left(&ground, "registrar").await, []);
        ground
            .give("institution_head", &case, "recuse", recuse("co_officer"))
            .await;
        let recused = one("CO_OFFICER", "co_officer", "RECUSED");
        assert_eq!(left(&ground, "institution_head").await, recused);
        whole(&ground).await;
    }
);

on_both!(
    whoever_lost_the_role_or_is_out_of_service_has_left,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        ground.accepted().await;
        let (organ, now) = (ground.office.organ, ground.moment());
        let roles = |user, roles: &[workflow::actor::Role]| {
            let roles = roles.iter().copied().collect();
            ground
                .desk
                .set_roles(&Actor::System, organ, user, roles, now)
        };
        let officer = ground.office.people["officer"].user;
        let co_officer = ground.office.people["co_officer"].user;
        use workflow::actor::Role;
        // An officer can be a second officer, a co-officer no first one.
        roles(co_officer, &[Role::Officer]).await.unwrap();
        assert_eq!(left(&ground, "registrar").await, []);
        roles(officer, &[Role::CoOfficer, Role::Registrar])
            .await
            .unwrap();
        assert_eq!(
            left(&ground, "registrar").await,
            one("OFFICER", "officer", "ROLE_LOST")
        );
        let done = ground
            .desk
            .deactivate_user(&Actor::System, organ, officer, now);
        assert_eq!(done.await.unwrap(), 1);
        assert_eq!(
            left(&ground, "registrar").await,
            one("OFFICER", "officer", "DISABLED")
        );
        whole(&ground).await;
    }
);
