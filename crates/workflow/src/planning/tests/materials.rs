//! Materials of the file: who may put them right, and who takes them out.

use super::commands::accepted;
use super::life::{Life, around, moment, person, user};
use crate::actor::Role;
use crate::command::{
    CommandName as N, CorrectMaterial, DecideExcision, FileMaterial, MaterialKind, ProposeExcision,
    ProvesInput, ReconsiderationCommand as C, RecusalGround, Recuse, Secrecy, Volume,
};
use crate::refusal::RefusalCode as Code;
use crate::rulebook::Rulebook;

/// A case with one material, in a volume.
fn with(volume: Volume) -> Life {
    let mut life = accepted("2026-03-18");
    let filed = C::FileMaterial(FileMaterial {
        upload: uuid::Uuid::nil(),
        kind: MaterialKind::Other,
        title: "合议笔录".to_owned(),
        volume,
        secrecy: None,
        pages: 2,
        visible_to: None,
        proves: None,
    });
    life.give(Role::Officer, filed);
    life
}

/// A correction that corrects nothing.
fn nothing() -> CorrectMaterial {
    CorrectMaterial {
        material: 1,
        kind: None,
        volume: None,
        secrecy: None,
        title: None,
        pages: None,
        visible_to: None,
        proves: None,
        reason: "归卷有误".to_owned(),
    }
}

fn to_main() -> C {
    C::CorrectMaterial(CorrectMaterial {
        volume: Some(Volume::Main),
        visible_to: Some(vec![2]),
        ..nothing()
    })
}

fn propose() -> C {
    C::ProposeExcision(ProposeExcision {
        material: 1,
        reason: "误收".to_owned(),
    })
}

fn excise() -> C {
    C::DecideExcision(DecideExcision {
        material: 1,
        excise: true,
        reason: "同意剔除".to_owned(),
    })
}

#[test]
fn the_secondary_volume_is_put_right_by_those_to_whom_it_is_open() {
    let life = with(Volume::Secondary);
    for command in [to_main(), propose()] {
        let refused = life.refused(Role::Registrar, command.clone());
        assert_eq!(refused, Code::NoSuchThing);
        assert!(life.attempt(Role::Officer, command, None, None).is_ok());
    }
    assert!(
        with(Volume::Main)
            .attempt(Role::Registrar, propose(), None, None)
            .is_ok()
    );
}

#[test]
fn csl_76_what_somebody_proposed_who_is_recused_is_not_taken_out() {
    let mut life = with(Volume::Main);
    life.give(Role::Officer, propose());
    assert!(
        life.attempt(Role::InstitutionHead, excise(), None, None)
            .is_ok()
    );
    let recuse = C::Recuse(Recuse {
        user: user(Role::Officer).0,
        ground: RecusalGround::Other,
        recusal_note: "与被申请人负责人系近亲属".to_owned(),
        superior_order: None,
    });
    life.give(Role::InstitutionHead, recuse);
    assert_eq!(
        life.refused(Role::InstitutionHead, excise()),
        Code::ExcisionNotProposed
    );
    life.give(Role::Registrar, propose())
        .give(Role::InstitutionHead, excise());
    assert!(life.file.facts.materials[0].excised_on.is_some());
}

#[test]
fn arl_47_a_secret_is_open_to_the_party_whose_it_is_and_to_no_other() {
    let mut life = with(Volume::Main);
    let correct = |given: CorrectMaterial| C::CorrectMaterial(given);
    let open = |secrecy, parties: &[u32]| {
        correct(CorrectMaterial {
            secrecy: Some(secrecy),
            visible_to: Some(parties.to_vec()),
            ..nothing()
        })
    };
    for (secrecy, parties) in [
        (Secrecy::TradeSecret, &[1, 2][..]),
        (Secrecy::Privacy, &[1, 2]),
        (Secrecy::WorkSecret, &[2]),
    ] {
        assert_eq!(
            life.refused(Role::Officer, open(secrecy, parties)),
            Code::BadField,
            "{secrecy:?}"
        );
    }
    life.give(Role::Officer, open(Secrecy::Privacy, &[2]));
    assert_eq!(life.file.facts.materials[0].open_to(), [2]);
    assert!(!life.file.facts.materials[0].is_open_to_guests());
    // The other way round: parties that are added later are held against the secrecy that it has.
    let more = correct(CorrectMaterial {
        visible_to: Some(vec![1, 2]),
        ..nothing()
    });
    assert_eq!(life.refused(Role::Officer, more.clone()), Code::BadField);
    let plain = correct(CorrectMaterial {
        secrecy: Some(Secrecy::Ordinary),
        ..nothing()
    });
    life.give(Role::Officer, plain).give(Role::Officer, more);
    assert!(life.file.facts.materials[0].is_open_to_guests());
    // What was found to be a secret is closed to both until it is said whose it is.
    let secret = correct(CorrectMaterial {
        secrecy: Some(Secrecy::TradeSecret),
        ..nothing()
    });
    life.give(Role::Officer, secret);
    assert!(life.file.facts.materials[0].visible_to.is_empty());
}

#[test]
fn what_a_material_is_and_what_it_proves_are_put_right() {
    let mut life = with(Volume::Main);
    let proves = |entry| {
        C::CorrectMaterial(CorrectMaterial {
            kind: Some(MaterialKind::Minutes),
            proves: Some(ProvesInput::Entry(entry)),
            ..nothing()
        })
    };
    assert_eq!(life.refused(Role::Officer, proves(99)), Code::NoSuchThing);
    life.give(Role::Officer, proves(1));
    let material = &life.file.facts.materials[0];
    assert_eq!(
        (material.kind, &material.proves),
        (MaterialKind::Minutes, &Some(ProvesInput::Entry(1)))
    );
    let nothing = C::CorrectMaterial(nothing());
    assert_eq!(life.refused(Role::Officer, nothing), Code::MissingField);
}

#[test]
fn what_may_be_done_tells_nothing_of_a_material_that_is_closed_to_who_asks() {
    let offered = |life: &Life, role, name| {
        let (calendar, book) = (calendar::Calendar::embedded(), Rulebook::embedded());
        let all = book.available(
            calendar,
            &life.file,
            &person(role),
            &around(),
            moment(life.today),
        );
        let mut all = all.into_iter();
        all.find(|one| one.command == name).unwrap().allowed
    };
    let mut life = with(Volume::Secondary);
    for name in [N::CorrectMaterial, N::ProposeExcision] {
        assert!(offered(&life, Role::Officer, name));
        assert!(!offered(&life, Role::Registrar, name), "{name:?}");
    }
    life.give(Role::Officer, propose());
    assert!(offered(&life, Role::InstitutionHead, N::DecideExcision));
}
