use workflow::actor::Role;
use workflow::effect::Effect;
use workflow::file::{CaseKind, DisputedAct, PartyRole};
use workflow::id::{OrganId, UserId};

use super::bed::on_each;
use super::life::{
    Life, actor, agency, clerk, day, definition, facts, found_office, head, id, number, organ,
    other_organ, party, record,
};
use crate::search::{SameActGround, SoughtAct};

/// A case of an organ against an act.
fn against(
    n: u128,
    of: OrganId,
    by: OrganId,
    act: DisputedAct,
    applicant: &str,
) -> workflow::plan::Plan {
    let mut facts = facts();
    facts.disputed_act = act;
    let mut effects = vec![Effect::CaseOpened {
        organ: of,
        kind: CaseKind::Reconsideration,
        number: number(u32::try_from(n).unwrap()),
        definition: definition(),
        stage: "received".to_owned(),
        facts: Box::new(facts),
    }];
    let parties = [
        party(1, PartyRole::Applicant, applicant, None),
        party(2, PartyRole::Respondent, "某局", Some(by)),
    ];
    effects.extend(parties.map(|party| Effect::PartyAdded { party }));
    Life::new(n).plan("receive", effects)
}

fn act(title: &str, number: Option<&str>, made: u32) -> DisputedAct {
    DisputedAct {
        title: title.to_owned(),
        document_number: number.map(str::to_owned),
        made_on: Some(day(made)),
        known_on: None,
    }
}

#[tokio::test]
async fn a_case_against_the_same_act_is_found_by_number_or_by_agency_day_and_title() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let other = OrganId(id(4));
        let fine = "行政处罚决定书";
        let same = Some("深市监罚字〔2026〕第012号");
        for plan in [
            against(1, organ(), agency(), act(fine, same, 3), "赵某"),
            against(
                2,
                organ(),
                other,
                act("别的名称", Some("深市监罚字(2026)12号"), 5),
                "钱某",
            ),
            against(
                3,
                organ(),
                agency(),
                act("深坪区行政处罚决定书", None, 3),
                "赵　某",
            ),
            against(
                4,
                organ(),
                agency(),
                act("房屋征收补偿决定", None, 3),
                "孙某",
            ),
            against(5, organ(), agency(), act(fine, None, 4), "李某"),
            against(6, organ(), other, act(fine, None, 3), "周某"),
            against(7, other_organ(), agency(), act(fine, same, 3), "赵某"),
        ] {
            record(&bed.store, &plan).await.unwrap();
        }
        let sought = SoughtAct {
            respondents: vec![agency()],
            number: Some("深市监罚字【２０２６】12".to_owned()),
            title: Some(fine.to_owned()),
            made_on: Some(day(3)),
            applicants: vec!["钱某".to_owned()],
        };
        let found = bed.store.same_act_cases(&head(), &sought).await.unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.case.id.0.as_u128(), one.ground, one.same_applicant))
            .collect();
        use SameActGround::{AgencyDayTitle, Number};
        assert_eq!(
            found,
            [
                (2, Number, true),
                (1, Number, false),
                (3, AgencyDayTitle, false)
            ]
        );
        let unnumbered = SoughtAct {
            number: None,
            ..sought.clone()
        };
        let found = bed
            .store
            .same_act_cases(&head(), &unnumbered)
            .await
            .unwrap();
        assert_eq!(found.len(), 2);
        assert!(
            found.iter().all(|one| one.title_likeness >= Some(50)),
            "{found:?}"
        );
        for nothing in [
            SoughtAct::default(),
            SoughtAct {
                title: Some(fine.to_owned()),
                ..SoughtAct::default()
            },
            SoughtAct {
                number: Some("〔〕".to_owned()),
                ..SoughtAct::default()
            },
        ] {
            assert_eq!(
                bed.store.same_act_cases(&head(), &nothing).await.unwrap(),
                vec![]
            );
        }
        // Neither an agency's clerk, nor an administrator, nor another office.
        let admin = actor(organ(), UserId(id(16)), &[Role::SystemAdmin], None);
        let far = actor(other_organ(), UserId(id(15)), &[Role::Officer], None);
        for who in [clerk(), admin] {
            assert_eq!(
                bed.store.same_act_cases(&who, &sought).await.unwrap(),
                vec![]
            );
        }
        let found = bed.store.same_act_cases(&far, &sought).await.unwrap();
        assert_eq!(found.len(), 1);
    })
    .await;
}
