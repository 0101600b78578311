//! Guards of cases heard together.
//!
//! The Act knows no joinder; the courts' is looked to by analogy (ALL 27). Nothing merges but the hearing: each case keeps
//! its number, its parties, its terms and its outcome.

use super::{Code, Refusal, Verdict, bad};
use crate::command::{JoinCases, JoiningGround, ReconsiderationCommand as C};
use crate::file::PartyRole;
use crate::guard::Guard;
use crate::id::{OrganId, PartyNo};
use crate::plan::KnownCase;
use crate::planning::Ask;

/// Stages at which a case is still to be heard: others have nothing to be heard together.
const HEARD: [&str; 3] = ["accepted", "awaiting_reply", "in_trial"];

/// What a guard of joining says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    let facts = &ask.file.facts;
    Some(match (guard, ask.command()) {
        (Guard::Joinable, _) if facts.joined.is_some() => {
            unfit("本案已与主案合并审理 / the case is joined already; part it first")
        }
        (Guard::Joinable, _) if !facts.members.is_empty() => {
            unfit("本案是其他案件的主案 / the case leads others")
        }
        (Guard::Joinable, Some(C::JoinCases(join))) => joinable(ask, join),
        (Guard::Joinable, _) => Ok(()),
        (Guard::IsJoined, _) => match &facts.joined {
            Some(_) => Ok(()),
            None => Err(Refusal::new(Code::NotJoined)),
        },
        _ => return None,
    })
}

fn unfit(why: &str) -> Verdict {
    Err(Refusal::new(Code::NotJoinable).with("why", why))
}

fn joinable(ask: &Ask<'_>, join: &JoinCases) -> Verdict {
    let number = join.lead.trim();
    let known = ask.around.cases.get(number);
    let Some(lead) = known.filter(|known| known.id != ask.file.id) else {
        let refusal = Refusal::new(Code::BadField);
        let expected = "本机关另一案件的案号 / the number of another case of this office";
        return Err(bad(refusal, "lead", number, expected));
    };
    if !HEARD.contains(&lead.stage.as_str()) {
        return unfit("主案不在审理阶段 / the lead case is not at a stage in which it is heard");
    }
    if lead.joined {
        return unfit("主案本身已并入另一案件 / the lead case is itself joined to another");
    }
    match join.basis {
        JoiningGround::SameAct if !same_act(ask, lead) => unfit(
            "两案的被申请人或者行政行为不同；同类行政行为请以 LIKE_ACTS 合并 / respondent or act differ; join acts that are \
             only alike as `LIKE_ACTS`",
        ),
        JoiningGround::SameAct => Ok(()),
        JoiningGround::LikeActs => consented(ask, join),
    }
}

/// Against the same act: of a common respondent, with the same number of its document, or where one has none, of the same
/// title.
fn same_act(ask: &Ask<'_>, lead: &KnownCase) -> bool {
    let organs: Vec<OrganId> = ask
        .file
        .parties_with(PartyRole::Respondent)
        .filter_map(|party| party.organ)
        .collect();
    let (own, other) = (&ask.file.facts.disputed_act, &lead.act);
    let same = match (&own.document_number, &other.document_number) {
        (Some(own), Some(other)) => own == other,
        _ => own.title == other.title,
    };
    same && lead.respondents.iter().any(|organ| organs.contains(organ))
}

/// # Law
///
/// ALL 27, by analogy: acts that are only alike are heard together with the consent of the parties.
fn consented(ask: &Ask<'_>, join: &JoinCases) -> Verdict {
    let given: &[PartyNo] = join.consents.as_deref().unwrap_or_default();
    let applicants = ask.file.parties_with(PartyRole::Applicant);
    let silent = applicants.map(|party| party.no);
    let silent: Vec<String> = silent
        .filter(|no| !given.contains(no))
        .map(|no| no.to_string())
        .collect();
    if silent.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(Code::ConsentMissing).with("missing", silent.join("、")))
}
