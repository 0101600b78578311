//! An application that is made separately 分案: out of one against several acts, once the applicant was asked to.

use chrono::NaiveDate;

use super::application::named;
use super::bad;
use crate::command::Receive;
use crate::file::{Outcome, SplitFrom};
use crate::plan::{KnownCase, Surroundings};
use crate::refusal::Refusal;
use crate::text::folded;

/// Where a separate application comes from, and the day on which that was filed; `None` where the application is none.
///
/// # Law
///
/// ARL 22(4): against two or more acts one applies separately. Who has done as told loses no day by it: the application is in
/// time where the one that it comes from was. The Act does not say so; a right would be lost by any other reading.
pub(super) fn from(
    receive: &Receive,
    around: &Surroundings,
) -> Result<Option<(SplitFrom, NaiveDate)>, Refusal> {
    let Some(number) = receive.split_from.as_deref().map(str::trim) else {
        return Ok(None);
    };
    let asked = |known: &&KnownCase| {
        let voided = |outcome: &Outcome| {
            matches!(
                outcome,
                Outcome::Voided {
                    stands_as: None,
                    ..
                }
            )
        };
        !known.separate_acts.is_empty() && !known.outcome.as_ref().is_some_and(voided)
    };
    let known = around.cases.get(number).filter(asked);
    let Some((known, filed)) = known.and_then(|known| Some((known, known.filed_on?))) else {
        let expected = "本机关已告知申请人分别申请的案件的案号 / the number of a case of this office whose applicants were asked \
                        to apply separately";
        return Err(bad("splitFrom", number, expected));
    };
    one_of_its_acts(receive, known)?;
    its_applicants(receive, known)?;
    if let Some(day) = receive.filed_on.filter(|day| day.0 < filed) {
        let expected =
            format!("不早于该案的申请日 {filed} / not before the day of that application, {filed}");
        return Err(bad("filedOn", day, &expected));
    }
    let from = SplitFrom {
        case: known.id,
        number: number.to_owned(),
    };
    Ok(Some((from, filed)))
}

fn one_of_its_acts(receive: &Receive, known: &KnownCase) -> Result<(), Refusal> {
    let title = &receive.disputed_act.title;
    let mut acts = known.separate_acts.iter();
    if acts.any(|act| folded(act) == folded(title)) {
        return Ok(());
    }
    let acts = known.separate_acts.join("、");
    let expected =
        format!("告知分别申请的行政行为之一：{acts} / one of the acts to apply against separately");
    Err(bad("disputedAct.title", title, &expected))
}

/// Who did not apply there has no day to keep; who did and has left that case since has.
fn its_applicants(receive: &Receive, known: &KnownCase) -> Result<(), Refusal> {
    let applicants: Vec<String> = known.applied.iter().map(|name| folded(name)).collect();
    let stranger =
        |input: &&crate::command::PersonInput| !applicants.contains(&folded(&input.name));
    let mut applying = receive.applicants.iter().filter(|input| named(input));
    match applying.find(stranger) {
        None => Ok(()),
        Some(other) => {
            let expected = "该案的申请人；他人的申请另行登记 / applicants of that case; register what others apply for on its own";
            Err(bad("applicants", &other.name, expected))
        }
    }
}
