//! Guards of letters and publication (ARL 76, 77, 79).

use super::performance::named;
use super::{Code, Refusal, Verdict, bad, ensure};
use crate::command::{LetterKind, ReconsiderationCommand as C};
use crate::file::{Matter, Outcome, PartyRole};
use crate::guard::Guard;
use crate::planning::Ask;

/// What a guard of letters says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::ConcernsRespondent => {
            Some(named(ask).map_or(Ok(()), |matter| concerns_respondent(ask, matter)))
        }
        Guard::LetterServed => Some(named(ask).map_or(Ok(()), |matter| letter_served(ask, matter))),
        Guard::LetterIsOpinion => Some(letter_is(ask, LetterKind::Opinion)),
        Guard::LetterIsRecommendation => Some(letter_is(ask, LetterKind::Recommendation)),
        Guard::Anonymised => Some(anonymised(ask)),
        Guard::IsDecided => {
            let outcome = ask.file.facts.outcome.as_ref();
            let decided = matches!(outcome, Some(Outcome::Decided { .. }));
            Some(ensure(decided, Code::WrongStage))
        }
        _ => None,
    }
}

/// # Law
///
/// ARL 77(2): the order, the interview and the bulletin reach the respondent.
fn concerns_respondent(ask: &Ask<'_>, matter: &Matter) -> Verdict {
    let party = matter.party.and_then(|no| ask.file.party(no));
    match party {
        Some(party) if party.role == PartyRole::Respondent => Ok(()),
        _ => Err(bad(
            Refusal::new(Code::BadField),
            "matter",
            matter.no,
            "涉及被申请人的事项 / a matter that concerns a respondent",
        )),
    }
}

/// # Law
///
/// ARL 76: the sixty days run from the receipt of the organ addressed.
fn letter_served(ask: &Ask<'_>, matter: &Matter) -> Verdict {
    let papers = matter.papers.iter().filter_map(|no| ask.file.paper(*no));
    let mut letters = papers.filter(|paper| paper.kind == "opinion_letter");
    if letters.any(|letter| !letter.services.is_empty()) {
        return Ok(());
    }
    Err(bad(
        Refusal::new(Code::BadField),
        "matter",
        matter.no,
        "意见书已送达 / the opinion letter is served",
    ))
}

fn letter_is(ask: &Ask<'_>, kind: LetterKind) -> Verdict {
    match ask.command() {
        Some(C::DraftLetter(draft)) => ensure(draft.kind == kind, Code::WrongStage),
        _ => Ok(()),
    }
}

fn anonymised(ask: &Ask<'_>) -> Verdict {
    match ask.command() {
        Some(C::PublishDecision(publish)) if !publish.anonymised => Err(bad(
            Refusal::new(Code::BadField),
            "anonymised",
            "false",
            "公开前先作匿名处理 / names are taken out first",
        )),
        _ => Ok(()),
    }
}
