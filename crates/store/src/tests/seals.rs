//! Seals: what they show that the log by itself cannot, and what of a seal can be relied on.

mod attack;

use super::bed::{Bed, on_each};
use super::life::{at, id, live, office_entry, organ, user};
use crate::audit::{Sealed, verify, verify_against};
use crate::office::OfficeEffect;
use crate::seal::{PublicKey, Seal, SealFault, SealKey, Trust};
use attack::{district, faults, grow, key, other_name, seal, shows};
use workflow::actor::{Actor, Role};
use workflow::id::UserId;

#[tokio::test]
async fn a_log_that_only_grew_has_everything_that_was_sealed() {
    on_each(async |bed| {
        let [mut first, ..] = district(bed).await;
        let key = key();
        let one = seal(&bed.store, &key, at(5)).await;
        assert_eq!(
            (one.statement().cases, one.statement().entries),
            (3, 8),
            "two entries a case, two of the organ"
        );
        grow(&bed.store, &mut first, 6).await;
        let mut entry = office_entry(
            organ(),
            vec![OfficeEffect::UserAdded(user(UserId(id(55)), "wu"))],
        );
        entry.recorded_at = at(6);
        let tx = bed.store.begin().await.unwrap();
        tx.record_office(&entry).await.unwrap();
        tx.commit().await.unwrap();
        let two = seal(&bed.store, &key, at(29)).await;
        grow(&bed.store, &mut first, 30).await;
        assert_eq!(two.statement().previous, one.digest());
        for seals in [vec![&one], vec![&two], vec![&one, &two], vec![&two, &one]] {
            assert_eq!(faults(&bed.store, &seals).await, vec![]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_cut_tail_is_named() {
    on_each(async |bed| {
        district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        bed.rewrite(100, 1, |_| {}).await;
        let what = "the log ends with entry 1, and seal 1 has it up to entry 2";
        shows(&bed.store, &[&one], Some(100), Some(2), what).await;
    })
    .await;
}

#[tokio::test]
async fn a_tail_written_anew_is_named_to_the_entry_where_an_earlier_seal_bounds_it() {
    on_each(async |bed| {
        let [_, mut second, _] = district(bed).await;
        let key = key();
        // The same opening, and another second entry: salts are drawn anew.
        let one = seal(&bed.store, &key, at(5)).await;
        bed.rewrite(100, 2, |_| {}).await;
        let what = "written anew from one of the entries 1 to 2 on";
        shows(&bed.store, &[&one], Some(100), Some(2), what).await;
        // A seal that holds the first entry alone.
        bed.rewrite(100, 1, |_| {}).await;
        bed.cut_office_log(2).await;
        let one = seal(&bed.store, &key, at(5)).await;
        second.file = None;
        bed.rewrite(100, 2, |_| {}).await;
        let two = seal(&bed.store, &key, at(6)).await;
        bed.rewrite(100, 2, |_| {}).await;
        let what = "entry 2 is another than the one of seal 2: it was written anew";
        shows(&bed.store, &[&two, &one], Some(100), Some(2), what).await;
    })
    .await;
}

#[tokio::test]
async fn an_entry_edited_with_all_that_follows_from_it_is_named() {
    on_each(async |bed| {
        district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        bed.rewrite(101, 1, other_name).await;
        let what = "seal 1 has it up to entry 2";
        shows(&bed.store, &[&one], Some(101), Some(2), what).await;
        bed.rewrite(101, 2, other_name).await;
        let what = "from one of the entries 1 to 2 on";
        shows(&bed.store, &[&one], Some(101), Some(2), what).await;
    })
    .await;
}

#[tokio::test]
async fn a_deleted_case_is_named() {
    on_each(async |bed| {
        district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        bed.erase(99).await;
        let what = "the case is gone: seal 1 has it with 2 entries";
        shows(&bed.store, &[&one], Some(99), Some(1), what).await;
    })
    .await;
}

#[tokio::test]
async fn a_case_and_an_entry_slipped_in_are_named() {
    on_each(async |bed| {
        let [_, mut second, _] = district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        live(&bed.store, 98, organ()).await;
        let what = "recorded before seal 1 was made, which does not have it";
        shows(&bed.store, &[&one], Some(98), Some(1), what).await;
        bed.erase(98).await;
        assert_eq!(faults(&bed.store, &[&one]).await, vec![]);
        let plan = second.rich(1);
        super::life::record(&bed.store, &plan).await.unwrap();
        shows(&bed.store, &[&one], Some(100), Some(3), what).await;
    })
    .await;
}

#[tokio::test]
async fn cases_that_changed_places_and_an_edited_case_are_named_with_seals_too() {
    on_each(async |bed| {
        district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        let (this, that) = (bed.uuid(id(99)), bed.uuid(id(100)));
        bed.unguarded(&format!(
            "UPDATE entry SET no = no + 10 WHERE case_id = {this}; \
             UPDATE entry SET case_id = {this} WHERE case_id = {that}; \
             UPDATE entry SET case_id = {that}, no = no - 10 WHERE no > 10; \
             UPDATE case_file SET stage = 'closed' WHERE id = {}",
            bed.uuid(id(101))
        ))
        .await;
        let found = faults(&bed.store, &[&one]).await;
        for case in [99, 100] {
            let swapped = found.iter().any(|fault| {
                fault.case.map(|case| case.0) == Some(id(case))
                    && fault.entry == Some(2)
                    && fault.what.contains("another than the one of seal 1")
            });
            assert!(swapped, "{found:?}");
        }
        assert!(
            found
                .iter()
                .any(|fault| fault.case.map(|case| case.0) == Some(id(101))
                    && fault.what.contains("`stage`")),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_organs_log_that_was_cut_is_named_with_the_seal_it_lost() {
    on_each(async |bed| {
        district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        bed.cut_office_log(2).await;
        let what = "seal 1 is not in the organ's log";
        shows(&bed.store, &[&one], None, None, what).await;
        // A seal made afterwards takes its number, and cannot take its place.
        let other = seal(&bed.store, &key(), at(7)).await;
        assert_eq!(other.statement().number, 1);
        let what = "another than the one given";
        shows(&bed.store, &[&one], None, None, what).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_put_back_to_an_earlier_day_is_named() {
    for bed in super::bed::bare().await {
        bed.store.migrate().await.unwrap();
        let [mut first, ..] = district(&bed).await;
        let (bed, yesterday) = bed.copied().await;
        grow(&bed.store, &mut first, 28).await;
        live(&bed.store, 102, organ()).await;
        let one = seal(&bed.store, &key(), at(29)).await;
        assert_eq!(faults(&bed.store, &[&one]).await, vec![]);
        shows(
            &yesterday.store,
            &[&one],
            None,
            None,
            "the database was put back to an earlier day",
        )
        .await;
        let found = faults(&yesterday.store, &[&one]).await;
        for (case, entry) in [(99, 3), (102, 1)] {
            let named = found.iter().any(|fault| {
                fault.case.map(|case| case.0) == Some(id(case)) && fault.entry == Some(entry)
            });
            assert!(named, "{case}: {found:?}");
        }
    }
}

#[tokio::test]
async fn an_organ_without_a_trace_is_named() {
    on_each(async |bed| {
        district(bed).await;
        let one = seal(&bed.store, &key(), at(5)).await;
        let empty = super::bed::bare().await;
        let same = empty
            .iter()
            .find(|other| other.store.backend() == bed.store.backend());
        let other = &same.unwrap().store;
        other.migrate().await.unwrap();
        shows(other, &[&one], None, None, "the organ is gone").await;
    })
    .await;
}

#[tokio::test]
async fn a_missing_seal_and_a_changed_file_are_named() {
    on_each(async |bed| {
        district(bed).await;
        let key = key();
        let one = seal(&bed.store, &key, at(5)).await;
        let two = seal(&bed.store, &key, at(6)).await;
        let three = seal(&bed.store, &key, at(7)).await;
        let mut sealed = Sealed::default();
        for seal in [&one, &three] {
            assert_eq!(sealed.add(seal), vec![]);
        }
        assert_eq!(sealed.gaps(), [(organ(), vec![2])]);
        assert_eq!(sealed.add(&two), vec![]);
        assert_eq!(sealed.gaps(), []);
        bed.sql("DELETE FROM seal WHERE number = 2").await.unwrap();
        bed.sql("UPDATE seal SET text = replace(text, 'heads', 'haeds') WHERE number = 1")
            .await
            .unwrap();
        let found = verify_against(&bed.store, sealed).await.unwrap().faults;
        for what in [
            "seal 2 is not in the organ's log",
            "seal 2 is missing",
            "the file of seal 1 was changed",
        ] {
            let named = found.iter().any(|fault| fault.what.contains(what));
            assert!(named, "{what}: {found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_seal_that_follows_no_other_is_named() {
    on_each(async |bed| {
        district(bed).await;
        let key = key();
        let one = seal(&bed.store, &key, at(5)).await;
        let two = seal(&bed.store, &key, at(6)).await;
        // Whoever has the key too makes another first seal.
        bed.cut_office_log(2).await;
        let forged = seal(&bed.store, &key, at(7)).await;
        let mut sealed = Sealed::default();
        assert_eq!(sealed.add(&forged), vec![]);
        let found = sealed.add(&two);
        assert!(found[0].what.contains("does not follow"), "{found:?}");
        let found = sealed.add(&one);
        assert!(found[0].what.contains("two different seals"), "{found:?}");
        // The log itself shows a seal out of turn.
        bed.cut_office_log(2).await;
        let mut entry = office_entry(organ(), vec![OfficeEffect::SealMade(two.made())]);
        entry.recorded_at = at(8);
        let tx = bed.store.begin().await.unwrap();
        tx.record_office(&entry).await.unwrap();
        tx.commit().await.unwrap();
        let found = verify(&bed.store).await.unwrap().faults;
        assert!(
            found[0].what.contains("seal 2 comes where seal 1 must"),
            "{found:?}"
        );
    })
    .await;
}

/// A seal as its file says it.
async fn text(bed: &Bed, key: &SealKey) -> String {
    district(bed).await;
    seal(&bed.store, key, at(5)).await.text()
}

#[tokio::test]
async fn a_file_that_was_changed_or_signed_by_another_is_refused() {
    on_each(async |bed| {
        let key = key();
        let trust = Trust::Fingerprint(key.public().fingerprint());
        let text = text(bed, &key).await;
        let read = Seal::read(&text, &trust).unwrap();
        assert_eq!(read.text(), text, "a seal is written in one way only");
        assert_eq!(Seal::read(&text, &Trust::Any).unwrap(), read);
        let other = SealKey::read(&SealKey::draw().unwrap()).unwrap();
        assert_eq!(
            Seal::read(&text, &Trust::Fingerprint(other.public().fingerprint())),
            Err(SealFault::OtherKey {
                fingerprint: key.public().fingerprint()
            })
        );
        let hash = &read.heads()[1].head.hash;
        let changed = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            Seal::read(&text.replace(from, to), &Trust::Any).unwrap_err()
        };
        assert_eq!(changed(hash, &"0".repeat(64)), SealFault::Heads);
        assert_eq!(
            changed(&format!(" 2 {hash}"), &format!(" 02 {hash}")),
            SealFault::Heads
        );
        assert_eq!(
            changed(r#"\"cases\":3"#, r#"\"cases\":2"#),
            SealFault::Signature
        );
        // Another's key put into the file does not make it theirs.
        let pem = serde_json::to_string(&key.public().pem()).unwrap();
        let theirs = serde_json::to_string(&other.public().pem()).unwrap();
        assert_eq!(changed(&pem, &theirs), SealFault::Signature);
        assert!(matches!(
            changed("statement", "statment"),
            SealFault::Unreadable(_)
        ));
        assert!(matches!(
            Seal::read("", &Trust::Any),
            Err(SealFault::Unreadable(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn openssl_checks_a_seal_as_the_documentation_says() {
    let bed = super::bed::on_sqlite().await;
    let pem = SealKey::draw().unwrap();
    let key = SealKey::read(&pem).unwrap();
    let text = text(&bed, &key).await;
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).unwrap();
    let openssl = |words: &str| {
        let output = std::process::Command::new("openssl")
            .args(words.split(' '))
            .current_dir(dir.path())
            .output()
            .unwrap();
        (output.status.success(), output.stdout)
    };
    put("private.pem", pem.as_bytes());
    let (read, public) = openssl("pkey -in private.pem -pubout");
    assert!(read);
    assert_eq!(String::from_utf8(public).unwrap(), key.public().pem());
    put("public.pem", key.public().pem().as_bytes());
    put("statement", file["statement"].as_str().unwrap().as_bytes());
    put(
        "digits",
        format!("{}\n", file["signature"].as_str().unwrap()).as_bytes(),
    );
    assert!(openssl("base64 -d -A -in digits -out signature").0);
    let verify = "pkeyutl -verify -pubin -inkey public.pem -rawin -in statement -sigfile signature";
    assert!(openssl(verify).0);
    let lines: String = file["heads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| format!("{}\n", line.as_str().unwrap()))
        .collect();
    put("heads", lines.as_bytes());
    let digest = |name: &str| {
        let (_, out) = openssl(&format!("dgst -sha256 -r {name}"));
        let out = String::from_utf8(out).unwrap();
        out.split(' ').next().unwrap().to_owned()
    };
    let seal = Seal::read(&text, &Trust::Any).unwrap();
    assert_eq!(digest("heads"), seal.statement().heads);
    assert_eq!(digest("statement"), seal.digest());
    openssl("pkey -pubin -in public.pem -outform DER -out public.der");
    assert_eq!(digest("public.der"), seal.statement().key);
    put("statement", b"{}");
    assert!(!openssl(verify).0);
    // A key that OpenSSL drew seals too.
    let (drawn, theirs) = openssl("genpkey -algorithm ed25519");
    assert!(drawn);
    let theirs = SealKey::read(&String::from_utf8(theirs).unwrap()).unwrap();
    assert_ne!(theirs.public(), key.public());
    assert_eq!(PublicKey::read(&theirs.public().pem()), Ok(theirs.public()));
    assert!(SealKey::read(&theirs.public().pem()).is_err());
}

#[tokio::test]
async fn files_are_kept_until_a_later_one_lies_in_the_folder() {
    on_each(async |bed| {
        district(bed).await;
        let key = key();
        for day in [5, 6] {
            seal(&bed.store, &key, at(day)).await;
        }
        for number in [1, 2] {
            let next = bed.store.unexported_seal().await.unwrap().unwrap();
            assert_eq!(next.number, number);
            Seal::read(&next.text, &Trust::Any).unwrap();
            let tx = bed.store.begin().await.unwrap();
            tx.seal_exported(organ(), number, at(8)).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(bed.store.unexported_seal().await.unwrap(), None);
        let kept = bed
            .count("SELECT count(*) FROM seal WHERE text <> ''")
            .await;
        assert_eq!(kept, 1);
        let rows = bed.store.seals(&Actor::System).await.unwrap();
        assert!(rows.iter().all(|row| row.exported_at.is_some()));
        assert_eq!(rows.len(), 2);
        // They are the auditor's; whoever works on cases has no business with them.
        let who = |organ, role| super::life::actor(organ, UserId(id(60)), &[role], None);
        let auditor = who(organ(), Role::Auditor);
        assert_eq!(bed.store.seals(&auditor).await.unwrap(), rows);
        for blind in [
            super::life::head(),
            who(organ(), Role::SecurityAdmin),
            who(super::life::other_organ(), Role::Auditor),
        ] {
            assert_eq!(bed.store.seals(&blind).await.unwrap(), []);
            assert_eq!(bed.store.last_seal(&blind, organ()).await.unwrap(), None);
        }
        assert_eq!(verify(&bed.store).await.unwrap().faults, vec![]);
    })
    .await;
}
