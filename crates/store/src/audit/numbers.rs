//! Numbers: those that the cases and papers of an organ have must be those that were drawn, each once.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;
use workflow::file::DocumentNumber;
use workflow::id::{CaseId, OrganId};

use super::{AuditFault, Verdict};
use crate::entity::{case_file, number_counter, paper};
use crate::{StoreError, rows};

/// Serials of each series and year, with the case of each.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<(String, i32), Vec<(u32, Uuid)>>);

impl Numbers {
    /// Takes the numbers of some cases and of their papers. One that cannot be read differs from the log.
    pub(super) fn take<'a>(
        &mut self,
        cases: &'a [case_file::Model],
        papers: impl Iterator<Item = &'a paper::Model>,
    ) {
        let kept = cases.iter().filter_map(|row| Some((row.id, kept(row)?)));
        for (case, number) in kept {
            self.note(case, number);
        }
        let of_cases = cases.iter().map(|row| (row.id, row.number.as_str()));
        let of_papers = papers.filter_map(|row| Some((row.case_id, row.number.as_deref()?)));
        for (case, text) in of_cases.chain(of_papers) {
            if let Ok(number) = rows::parse("", "", text) {
                self.note(case, number);
            }
        }
    }

    fn note(&mut self, case: Uuid, number: DocumentNumber) {
        if let DocumentNumber::Drawn {
            series,
            year,
            serial,
            ..
        } = number
        {
            let has = self.0.entry((series, year)).or_default();
            has.push((serial, case));
        }
    }

    /// Takes those of another.
    pub(super) fn append(&mut self, other: Self) {
        for (series, mut has) in other.0 {
            self.0.entry(series).or_default().append(&mut has);
        }
    }

    /// Compares them with the counters.
    pub(super) async fn verify(
        mut self,
        tx: &DatabaseTransaction,
        organ: Uuid,
        verdict: &mut Verdict,
    ) -> Result<(), StoreError> {
        let counters = number_counter::Entity::find()
            .filter(number_counter::Column::OrganId.eq(organ))
            .all(tx)
            .await?;
        let counters: BTreeMap<(String, i32), i32> = counters
            .into_iter()
            .map(|row| ((row.series, row.year), row.last))
            .collect();
        let series: BTreeSet<(String, i32)> =
            self.0.keys().chain(counters.keys()).cloned().collect();
        for key in series {
            let mut has = self.0.remove(&key).unwrap_or_default();
            has.sort_unstable();
            let last = counters.get(&key).copied().unwrap_or(0);
            for (case, what) in against(u32::try_from(last).unwrap_or(0), &has) {
                let (series, year) = &key;
                verdict.faults.push(AuditFault {
                    organ: OrganId(organ),
                    case: case.map(CaseId),
                    entry: None,
                    what: format!("series `{series}` of {year}: {what}"),
                });
            }
        }
        Ok(())
    }
}

/// The number that a case had before it was one: that of the early intervention 案前介入编号.
fn kept(row: &case_file::Model) -> Option<DocumentNumber> {
    #[derive(serde::Deserialize)]
    struct Before {
        intervention: Option<Numbered>,
    }
    #[derive(serde::Deserialize)]
    struct Numbered {
        number: Option<DocumentNumber>,
    }
    let before: Before = rows::parse("", "", &row.facts).ok()?;
    before.intervention?.number
}

/// What is wrong with the serials of a series, in order, whose counter stands at `last`.
fn against(last: u32, has: &[(u32, Uuid)]) -> Vec<(Option<Uuid>, String)> {
    let mut wrong = Vec::new();
    let gap = |from: u32, to: u32| {
        let (numbers, it) = if from == to {
            (format!("number {from} was drawn"), "it")
        } else {
            (format!("numbers {from} to {to} were drawn"), "them")
        };
        (None, format!("{numbers}, and no case or paper has {it}"))
    };
    let mut next: u32 = 1;
    for (serial, case) in has {
        if *serial == 0 {
            wrong.push((Some(*case), "number 0 cannot be".to_owned()));
            continue;
        }
        if *serial < next {
            wrong.push((Some(*case), format!("number {serial} is given twice")));
            continue;
        }
        if *serial > next {
            wrong.push(gap(next, *serial - 1));
        }
        next = serial.saturating_add(1);
    }
    if next <= last {
        wrong.push(gap(next, last));
    }
    if let Some((serial, case)) = has.last().filter(|(serial, _)| *serial > last) {
        let what = format!("number {serial} is given, and the counter stands at {last}");
        wrong.push((Some(*case), what));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(last: u32, serials: &[u32]) -> Vec<String> {
        let has: Vec<_> = serials
            .iter()
            .map(|serial| (*serial, Uuid::nil()))
            .collect();
        let wrong = against(last, &has).into_iter();
        wrong.map(|(_, what)| what).collect()
    }

    #[test]
    fn serials_run_from_1_to_the_counter_each_once() {
        assert_eq!(found(0, &[]), [""; 0]);
        assert_eq!(found(3, &[1, 2, 3]), [""; 0]);
        assert_eq!(
            found(5, &[2, 2, 5]),
            [
                "number 1 was drawn, and no case or paper has it",
                "number 2 is given twice",
                "numbers 3 to 4 were drawn, and no case or paper has them",
            ]
        );
        assert_eq!(
            found(4, &[1, 2]),
            ["numbers 3 to 4 were drawn, and no case or paper has them"]
        );
        assert_eq!(
            found(1, &[1, 2]),
            ["number 2 is given, and the counter stands at 1"]
        );
        assert_eq!(found(1, &[0, 1]), ["number 0 cannot be"]);
    }
}
