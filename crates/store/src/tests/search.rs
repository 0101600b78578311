use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use workflow::actor::Actor;
use workflow::command::InterventionReporter;
use workflow::effect::Effect;
use workflow::file::{
    CaseFile, CaseKind, DisputedAct, DocumentNumber, Facts, Intervention, PartyRole,
};
use workflow::id::{CaseId, OrganId};
use workflow::plan::Plan;

use super::bed::{Bed, on_each};
use super::life::{
    Life, agency, clerk, day, definition, facts, found_office, head, id, live, number, organ,
    paper, party, record,
};
use super::read::page;
use crate::search::{Field, Found, Relevance, Sought};
use crate::{Backend, CaseFilter, Page, StoreError, sight};

/// Texts of a form, the same every time.
fn samples(form: &str, many: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let strategy = string_regex(form).unwrap();
    let mut next = || strategy.new_tree(&mut runner).unwrap().current();
    std::iter::repeat_with(&mut next).take(many).collect()
}

/// Everything found, page by page, with the classes.
async fn found(bed: &Bed, actor: &Actor, text: &str) -> Vec<(CaseId, Relevance)> {
    let sought = Sought::read(text).unwrap();
    let filter = CaseFilter::default();
    let (mut all, mut after): (Vec<Found>, _) = (Vec::new(), None);
    loop {
        let page = Page { first: 3, after };
        let read = bed.store.search(actor, &sought, &filter, &page);
        let got = read.await.unwrap();
        after = got.rows.last().map(Found::cursor);
        let (more, total) = (got.has_next, got.total);
        all.extend(got.rows);
        assert_eq!(more, (all.len() as u64) < total, "{text}");
        if !more {
            assert_eq!(all.len() as u64, total, "{text}");
            break;
        }
    }
    let order = |one: &Found| {
        (
            one.relevance,
            std::cmp::Reverse((one.case.received_on, one.case.id)),
        )
    };
    assert!(all.is_sorted_by_key(order), "{text}");
    all.into_iter()
        .map(|one| (one.case.id, one.relevance))
        .collect()
}

async fn ids(bed: &Bed, actor: &Actor, text: &str) -> Vec<u128> {
    let found = found(bed, actor, text).await;
    found
        .into_iter()
        .map(|(case, _)| case.0.as_u128())
        .collect()
}

/// A case opened with these facts and effects.
fn opened(n: u128, facts: Facts, more: Vec<Effect>) -> Plan {
    let mut effects = vec![Effect::CaseOpened {
        organ: organ(),
        kind: CaseKind::Reconsideration,
        number: number(u32::try_from(n).unwrap()),
        definition: definition(),
        stage: "received".to_owned(),
        facts: Box::new(facts),
    }];
    effects.extend(more);
    Life::new(n).plan("receive", effects)
}

fn added(no: u32, role: PartyRole, name: &str, of: Option<OrganId>) -> Effect {
    let party = party(no, role, name, of);
    Effect::PartyAdded { party }
}

fn issued(no: u32, kind: &str, text: &str, to: Vec<u32>) -> Effect {
    let number = DocumentNumber::Drawn {
        series: format!("{kind}/{text}"),
        year: 2026,
        serial: 1,
        text: text.to_owned(),
    };
    Effect::PaperIssued {
        paper: paper(no, kind, Some(number), to),
    }
}

#[tokio::test]
async fn both_databases_find_what_the_texts_contain_and_nothing_else() {
    // Few characters, so that what is asked for is there as often as not.
    let words = "([罚款拘留]{1,5}|acme|[12]{1,2}|20262|第2号|〔2026〕1号)";
    let texts = samples(&format!("{words}( {words})?"), 120);
    let asked = samples(&format!("{words}( {words})?"), 80);
    on_each(async |bed| {
        found_office(&bed.store).await;
        let plans: Vec<Plan> = (0..40)
            .map(|n: usize| {
                let mut facts = facts();
                facts.requests = vec![texts[n].clone()];
                facts.disputed_act.title = texts[40 + n].clone();
                if let Some(receipt) = &mut facts.receipt {
                    receipt.received_on = day(1 + (n % 7) as u32);
                }
                let more = vec![
                    added(1, PartyRole::Applicant, &texts[80 + n], None),
                    added(2, PartyRole::Respondent, "某局", Some(agency())),
                    issued(1, "reply_notice", &format!("答〔2026〕{n}号"), vec![2]),
                ];
                opened(1_000 + n as u128, facts, more)
            })
            .collect();
        let tx = bed.store.begin().await.unwrap();
        tx.record_many(&plans).await.unwrap();
        tx.commit().await.unwrap();
        let mut many = 0;
        for who in [head(), clerk(), Actor::System] {
            let files: Vec<CaseFile> = plans
                .iter()
                .map(|plan| sight::redact(&who, plan.after.clone()))
                .collect();
            for text in &asked {
                let holds = |file: &&CaseFile| {
                    let mut words = text.split(' ');
                    words.all(|word| !Sought::read(word).unwrap().hits(file, 1).is_empty())
                };
                let must: BTreeSet<CaseId> =
                    files.iter().filter(holds).map(|file| file.id).collect();
                let is = found(bed, &who, text).await;
                many += is.len();
                let is: BTreeSet<CaseId> = is.into_iter().map(|(case, _)| case).collect();
                assert_eq!(is, must, "{text}");
            }
        }
        assert!(many > 500, "only {many} were found at all");
    })
    .await;
}

#[tokio::test]
async fn the_nearest_come_first_and_the_filter_holds() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let with = |n: u128, change: &dyn Fn(&mut Facts), name: &str| {
            let mut facts = facts();
            change(&mut facts);
            opened(n, facts, vec![added(1, PartyRole::Applicant, name, None)])
        };
        let plans = [
            with(
                1,
                &|facts| facts.requests = vec!["请求返还金牛".to_owned()],
                "赵某",
            ),
            with(2, &|_| {}, "金牛公司"),
            with(
                3,
                &|facts| facts.disputed_act.document_number = Some("金牛罚〔2026〕7号".to_owned()),
                "钱某",
            ),
            with(
                4,
                &|facts| facts.people.unchosen = Some("金牛".to_owned()),
                "孙某",
            ),
            with(
                5,
                &|facts| facts.requests = vec!["金".to_owned(), "牛".to_owned()],
                "李某",
            ),
        ];
        for plan in &plans {
            record(&bed.store, plan).await.unwrap();
        }
        use Relevance::{Names, Numbers, Subject, Text};
        let is = found(bed, &head(), "金牛").await;
        let is: Vec<_> = is
            .into_iter()
            .map(|(case, class)| (case.0.as_u128(), class))
            .collect();
        assert_eq!(is, [(3, Numbers), (2, Names), (1, Subject), (4, Text)]);
        // Here and there is farther than in one place.
        let is = found(bed, &head(), "金牛 钱某").await;
        assert_eq!(is, [(CaseId(id(3)), Text)]);
        let filter = CaseFilter {
            party_contains: Some("公司".to_owned()),
            ..CaseFilter::default()
        };
        let sought = Sought::read("金牛").unwrap();
        let got = bed
            .store
            .search(&head(), &sought, &filter, &page(9))
            .await
            .unwrap();
        assert_eq!((got.rows.len(), got.total), (1, 1));
        let hits = sought.hits(&plans[2].after, 9);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].field, Field::DocumentNumber);
        assert_eq!(hits[0].snippet.found, "金牛");
        assert_eq!(hits[0].snippet.after, "罚〔2026〕7号");
        let beyond = Page {
            first: 3,
            after: Some(format!("9/2026-03-01/{}", id(1))),
        };
        let got = bed
            .store
            .search(&head(), &sought, &CaseFilter::default(), &beyond)
            .await
            .unwrap();
        assert_eq!((got.rows.len(), got.total, got.has_next), (0, 4, false));
        for cursor in [
            "",
            "1",
            "1/2026-03-01",
            "1/2026-03-01/x",
            "x/2026-03-01/y",
            "1/9999-01-01/x",
        ] {
            let page = Page {
                first: 3,
                after: Some(cursor.to_owned()),
            };
            let bad = bed
                .store
                .search(&head(), &sought, &CaseFilter::default(), &page)
                .await;
            assert!(
                matches!(bad, Err(StoreError::BadCursor { .. })),
                "{cursor}: {bad:?}"
            );
        }
    })
    .await;
}

/// A case made of an early intervention, with two respondents of which one is called on.
fn sealed() -> Plan {
    let mut facts = facts();
    facts.disputed_act = DisputedAct {
        title: "责令停产".to_owned(),
        document_number: Some("深市监罚字（2026）第012号".to_owned()),
        made_on: Some(day(1)),
        known_on: None,
    };
    facts.intervention = Some(Intervention {
        number: Some(DocumentNumber::Drawn {
            series: "intervention".to_owned(),
            year: 2026,
            serial: 31,
            text: "深坪府前〔2026〕31号".to_owned(),
        }),
        reported_on: day(1),
        reporter: InterventionReporter::ALL[0],
        about: "秘密来访".to_owned(),
        note: None,
        records: Vec::new(),
        conclusion: None,
    });
    let more = vec![
        added(1, PartyRole::Applicant, "赵某", None),
        added(2, PartyRole::Respondent, "深坪市监", Some(agency())),
        added(3, PartyRole::Respondent, "青岚住建", Some(OrganId(id(4)))),
        issued(1, "reply_notice", "复答〔2026〕5号", vec![2]),
        issued(2, "receipt", "复收〔2026〕6号", vec![1]),
        issued(3, "suspension_notice", "复中〔2026〕8号", vec![3]),
    ];
    opened(77, facts, more)
}

#[tokio::test]
async fn what_a_respondent_may_not_see_it_does_not_find() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        record(&bed.store, &sealed()).await.unwrap();
        let all = [
            "赵某",
            "市监",
            "停产",
            "深市监罚字〔2026〕12号",
            "复答〔2026〕5号",
            "77号",
        ];
        let closed = [
            "深坪府前〔2026〕31号",
            "秘密",
            "复收〔2026〕6号",
            "复中〔2026〕8号",
        ];
        let other = super::life::actor(
            organ(),
            workflow::id::UserId(id(17)),
            &[workflow::actor::Role::RespondentClerk],
            Some(OrganId(id(4))),
        );
        for text in all.iter().chain(&closed) {
            assert_eq!(ids(bed, &head(), text).await, [77], "{text}");
            // Told of a suspension and called on by nothing.
            assert!(ids(bed, &other, text).await.is_empty(), "{text}");
        }
        for text in all {
            assert_eq!(ids(bed, &clerk(), text).await, [77], "{text}");
        }
        for text in closed {
            assert!(ids(bed, &clerk(), text).await.is_empty(), "{text}");
            let sought = Sought::read(text).unwrap();
            let seen = bed
                .store
                .case_file(&clerk(), CaseId(id(77)))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(sought.hits(&seen, 9), vec![]);
        }
        // Taken back, the notice shows the agency nothing any more, and no text of its own is kept.
        let mut life = Life::new(77);
        life.file = Some(sealed().after);
        let back = life.plan("withdraw", vec![Effect::PaperWithdrawn { paper: 1 }]);
        record(&bed.store, &back).await.unwrap();
        assert!(ids(bed, &clerk(), "赵某").await.is_empty());
        assert_eq!(ids(bed, &head(), "赵某").await, [77]);
        assert_eq!(bed.count("SELECT count(*) FROM search_text").await, 1);
        // The number of the intervention was drawn by nobody; nothing else is wrong.
        let faults = crate::audit::verify(&bed.store).await.unwrap().faults;
        let others = faults
            .iter()
            .filter(|fault| !fault.what.starts_with("series"));
        assert_eq!(others.count(), 0, "{faults:?}");
    })
    .await;
}

#[tokio::test]
async fn a_database_from_before_the_index_is_given_one() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        for n in [99, 100, 101] {
            live(&bed.store, n, organ()).await;
        }
        let before = ids(bed, &head(), "罚款").await;
        assert_eq!(before.len(), 3);
        if bed.store.backend() == Backend::Sqlite {
            bed.sql("DROP TABLE search_words").await.unwrap();
        }
        bed.sql("DROP TABLE search_text").await.unwrap();
        bed.sql("DELETE FROM seaql_migrations WHERE version = 'm20261126_search'")
            .await
            .unwrap();
        bed.store.migrate().await.unwrap();
        assert_eq!(ids(bed, &head(), "罚款").await, before);
        assert_eq!(
            crate::audit::verify(&bed.store).await.unwrap().faults,
            vec![]
        );
        assert_eq!(bed.store.rebuild_search().await.unwrap(), 3);
        assert_eq!(ids(bed, &head(), "罚款").await, before);
    })
    .await;
}

#[tokio::test]
async fn what_an_older_program_wrote_of_closed_parts_is_made_anew() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 99, organ()).await;
        bed.sql("UPDATE search_text SET whole = 'what is closed now'")
            .await
            .unwrap();
        assert!(
            !crate::audit::verify(&bed.store)
                .await
                .unwrap()
                .faults
                .is_empty()
        );
        bed.sql("DELETE FROM seaql_migrations WHERE version = 'm20261128_closed'")
            .await
            .unwrap();
        bed.store.migrate().await.unwrap();
        assert_eq!(
            crate::audit::verify(&bed.store).await.unwrap().faults,
            vec![]
        );
        assert_eq!(ids(bed, &head(), "罚款").await, [99]);
    })
    .await;
}

#[tokio::test]
async fn texts_that_no_index_could_take_whole_are_recorded_all_the_same() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let mut facts = facts();
        let every = |from: u32| (from..from + 20_000).filter_map(char::from_u32);
        facts.requests = (0..6)
            .map(|n| {
                every(0x4E00)
                    .cycle()
                    .skip(n)
                    .step_by(n + 1)
                    .take(20_000)
                    .collect()
            })
            .chain(["x".repeat(20_000), "\u{1F600}'\"\\ & | ! <->:*".to_owned()])
            .collect();
        record(&bed.store, &opened(5, facts, Vec::new()))
            .await
            .unwrap();
        assert_eq!(ids(bed, &head(), "一丁丂七").await, [5]);
        assert_eq!(
            crate::audit::verify(&bed.store).await.unwrap().faults,
            vec![]
        );
    })
    .await;
}
