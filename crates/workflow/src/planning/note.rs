//! Notes 附记: what a move of one case brings onto the log of another, in the same transaction.
//!
//! A note cannot be refused: it asks nothing of the other case, changes none of its stages, terms or papers, and says only
//! that the other case now leads this one, or no longer does.

use calendar::Calendar;

use super::build::{Head, Making, complete};
use crate::actor::{Actor, Moment};
use crate::effect::Effect;
use crate::file::{CaseFile, Member};
use crate::plan::Plan;
use crate::rulebook::Rulebook;

impl Rulebook {
    /// The note that a plan leaves on another case; none where it leaves none there.
    ///
    /// `before` is the file that the plan was made from, `lead` the other case.
    #[must_use]
    pub fn note(
        &self,
        calendar: &Calendar,
        (before, plan): (&CaseFile, &Plan),
        lead: &CaseFile,
        actor: &Actor,
        moment: Moment,
    ) -> Option<Plan> {
        let mut steps = self.moves.iter();
        let step = steps.find(|step| step.id == plan.entry.move_id)?;
        plan.noted_on(before).filter(|noted| *noted == lead.id)?;
        let number = before.number.text().unwrap_or_default().to_owned();
        let mut making = Making::of(lead);
        let others = lead.facts.members.iter();
        let mut members: Vec<Member> = others
            .filter(|known| known.case != before.id)
            .cloned()
            .collect();
        if let Some(joined) = &plan.after.facts.joined {
            members.push(Member {
                case: before.id,
                number: number.clone(),
                since: joined.since,
            });
        }
        making.push(Effect::MembersSet { members });
        let head = Head {
            on_behalf: plan.entry.on_behalf.clone(),
            step,
            actor,
            on: plan.entry.effective_on,
            definition: &lead.definition,
            from_revision: lead.revision,
            payload: serde_json::json!({ "notedBy": { "case": number, "entry": plan.entry.no } }),
            calendar: calendar.version(),
        };
        Some(complete(head, making, Vec::new(), Vec::new(), moment))
    }
}
