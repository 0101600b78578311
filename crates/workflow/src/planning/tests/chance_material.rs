//! Commands of the materials of the file, made of chance.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::command::{
    CorrectMaterial, DecideExcision, FileMaterial, MaterialKind, ProposeExcision, ProvesInput,
    ReconsiderationCommand as C, Secrecy, Volume,
};

/// How many there are.
pub(super) const KINDS: u32 = 4;

/// The command of a kind; `n` chooses among its fields.
pub(super) fn command(kind: u32, n: u32, _day: NaiveDate) -> C {
    let text = || "说明".to_owned();
    let volume = Volume::ALL[n as usize % Volume::ALL.len()];
    let material = n % 4;
    match kind {
        0 => C::FileMaterial(FileMaterial {
            upload: Uuid::nil(),
            kind: MaterialKind::ALL[n as usize % MaterialKind::ALL.len()],
            volume,
            secrecy: n
                .is_multiple_of(3)
                .then_some(Secrecy::ALL[n as usize % Secrecy::ALL.len()]),
            title: text(),
            pages: n,
            visible_to: n.is_multiple_of(2).then(|| vec![n % 4]),
            proves: n.is_multiple_of(5).then_some(ProvesInput::Entry(n)),
        }),
        1 => C::CorrectMaterial(CorrectMaterial {
            material,
            volume: n.is_multiple_of(2).then_some(volume),
            title: n.is_multiple_of(3).then(text),
            pages: n.is_multiple_of(5).then_some(n),
            visible_to: None,
            kind: n
                .is_multiple_of(7)
                .then_some(MaterialKind::ALL[n as usize % MaterialKind::ALL.len()]),
            secrecy: n
                .is_multiple_of(4)
                .then_some(Secrecy::ALL[n as usize % Secrecy::ALL.len()]),
            proves: n.is_multiple_of(6).then_some(ProvesInput::Entry(n)),
            reason: text(),
        }),
        2 => C::ProposeExcision(ProposeExcision {
            material,
            reason: text(),
        }),
        _ => C::DecideExcision(DecideExcision {
            material,
            excise: n.is_multiple_of(2),
            reason: text(),
        }),
    }
}
