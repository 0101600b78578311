//! Materials of the file: who may put them right, and who takes them out.

use super::commands::accepted;
use super::life::{Life, user};
use crate::actor::Role;
use crate::command::{
    CorrectMaterial, DecideExcision, FileMaterial, MaterialKind, ProposeExcision,
    ReconsiderationCommand as C, RecusalGround, Recuse, Volume,
};
use crate::refusal::RefusalCode as Code;

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

fn to_main() -> C {
    C::CorrectMaterial(CorrectMaterial {
        material: 1,
        title: None,
        pages: None,
        volume: Some(Volume::Main),
        visible_to: Some(vec![2]),
        reason: "归卷有误".to_owned(),
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
