use workflow::actor::{Actor, Role};
use workflow::command::DecisionKind;
use workflow::effect::Effect;
use workflow::file::{DecisionItem, Draft, HearingRecord, Outcome};
use workflow::id::CaseId;

use super::bed::on_each;
use super::life::{
    Life, actor, clerk, day, found_office, head, id, live, number, officer, organ, other_organ,
    record,
};

#[tokio::test]
async fn many_files_take_4_statements_and_are_each_as_if_read_alone() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        for n in 0..12 {
            live(&bed.store, 100 + n, organ()).await;
        }
        live(&bed.store, 200, other_organ()).await;
        let mut early = Life::new(300);
        record(&bed.store, &early.open(organ(), number(300)))
            .await
            .unwrap();
        let asked: Vec<CaseId> = (100..301).rev().map(|n| CaseId(id(n))).collect();
        let stranger = actor(other_organ(), officer(), &[Role::Officer], None);
        let admin = actor(organ(), officer(), &[Role::SystemAdmin], None);
        for (actor, many) in [
            (head(), 13),
            (clerk(), 12),
            (stranger, 1),
            (admin, 0),
            (Actor::System, 14),
        ] {
            let before = bed.store.statements();
            let files = bed.store.case_files(&actor, &asked).await.unwrap();
            let sent = bed.store.statements() - before;
            assert!(sent <= 4, "{sent} statements");
            assert_eq!(files.len(), many, "{actor:?}");
            for case in &asked {
                let alone = bed.store.case_file(&actor, *case).await.unwrap();
                assert_eq!(files.get(case), alone.as_ref());
            }
        }
        let files = bed.store.case_files(&head(), &asked).await.unwrap();
        let loaded = &files[&CaseId(id(105))];
        assert_eq!((loaded.parties.len(), loaded.terms.len()), (3, 4));
        assert_eq!(loaded.papers[0].services.len(), 2);
        assert!(bed.store.case_files(&head(), &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_a_draft_a_clerk_sees_the_items_once_the_case_is_decided() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut life = live(&bed.store, 100, organ()).await;
        let items = vec![DecisionItem {
            kind: DecisionKind::ALL[0],
            subject: "罚款决定".to_owned(),
            perform_by: None,
            redo: false,
            procedural: false,
            result_changed: false,
            worse: false,
        }];
        let draft = Draft {
            items: items.clone(),
            findings: "查明".to_owned(),
            reasons: "认为".to_owned(),
            hearing_records: vec![HearingRecord {
                on: day(2),
                record: "听证笔录".to_owned(),
            }],
            submitted_on: day(3),
            from_stage: "awaiting_reply".to_owned(),
            digest: "d".to_owned(),
            by: None,
        };
        let set = Effect::DraftSet {
            draft: Some(Box::new(draft.clone())),
        };
        let plan = life.plan("submit_draft", vec![set]);
        record(&bed.store, &plan).await.unwrap();
        let seen_by_clerk = async |case: CaseId| {
            let file = bed.store.case_file(&clerk(), case).await.unwrap();
            file.unwrap().facts.draft
        };
        assert_eq!(seen_by_clerk(life.id).await, None);
        let outcome = Outcome::Decided {
            on: day(9),
            kinds: vec![DecisionKind::ALL[0]],
        };
        let plan = life.plan("decide", vec![Effect::OutcomeSet { outcome, entry: 2 }]);
        record(&bed.store, &plan).await.unwrap();
        let left = Draft {
            items,
            findings: String::new(),
            reasons: String::new(),
            hearing_records: Vec::new(),
            submitted_on: day(9),
            from_stage: String::new(),
            digest: String::new(),
            by: None,
        };
        assert_eq!(seen_by_clerk(life.id).await, Some(left));
        let file = bed.store.case_file(&head(), life.id).await.unwrap();
        assert_eq!(file.unwrap().facts.draft, Some(draft));
    })
    .await;
}
