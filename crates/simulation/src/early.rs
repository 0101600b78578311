//! Disputes reported before anybody applies 案前介入: resolved, still talked over, or applied for after all.

use chrono::NaiveDate;
use workflow::command::{
    DecisionKind as K, EndIntervention, InterventionActInput, InterventionReporter,
    InterventionResult, NoteIntervention, OpenIntervention, Opening, OpeningSubmission, Receive,
    ReconsiderationCommand as C, ViewsMode,
};

use crate::cast::{Cast, Teller};
use crate::edges::{Shows, mark};
use crate::plots::{accepting, beat, give};
use crate::story::{Story, What, When};
use crate::year::Window;

impl Teller<'_> {
    /// One dispute of each sort in the year.
    pub(crate) fn early(&mut self, window: Window) -> Vec<Story> {
        let [now, resolved, applied] = [4, 66, 118].map(|ago| self.ago(window, ago));
        let (standing, _) = self.dispute(now);
        let standing = self.talked_over(standing);
        vec![
            standing,
            self.resolved_early(resolved),
            self.applied_after_all(applied),
        ]
    }

    /// A dispute of a sort that chance picks.
    pub(crate) fn any_early(&mut self, day: NaiveDate) -> Story {
        if self.between(0, 1) == 0 {
            self.resolved_early(day)
        } else {
            self.applied_after_all(day)
        }
    }

    /// A dispute reported on a day, and the application that may follow.
    fn dispute(&mut self, day: NaiveDate) -> (Story, Receive) {
        let application = self.application(day, &Cast::default());
        (Story::new(day, reported(&application)), application)
    }

    /// Assigned, its notice served, talked over once.
    fn talked_over(&mut self, story: Story) -> Story {
        let note = C::NoteIntervention(NoteIntervention {
            parties: vec![1, 2],
            mode: ViewsMode::InPerson,
            record: "双方到场沟通，行政机关说明事实、理由和依据。".to_owned(),
        });
        let assign = self.assign(When::After(0));
        let notice = self.serve("intervention_notice", 0, 1);
        story.with([assign, notice, give(When::After(1), note)])
    }

    /// The agency puts it right, and nobody applies.
    fn resolved_early(&mut self, day: NaiveDate) -> Story {
        let (story, _) = self.dispute(day);
        let end = C::EndIntervention(EndIntervention {
            result: InterventionResult::Resolved,
            reason: "行政机关已自行更正，当事人表示满意。".to_owned(),
        });
        let story = self.talked_over(story);
        story.with([give(When::After(2), end)]).mark(mark(
            "dispute_resolved_early",
            "申请以前反映的争议已化解，申请期限照常计算 / a dispute resolved before any application, the limit to apply running on",
            Shows::ResolvedEarly,
        ))
    }

    /// It is not resolved, and the person applies: from there on a case like any other.
    fn applied_after_all(&mut self, day: NaiveDate) -> Story {
        let (story, application) = self.dispute(day);
        let story = self.talked_over(story).with([
            beat(When::After(2), What::Apply(Box::new(application))),
            give(When::After(1), accepting("符合受理条件。")),
            self.serve("acceptance_notice", 1, 1),
        ]);
        let story = story.mark(mark(
            "application_after_intervention",
            "案前介入后提出申请，自收到之日起受理审查 / applied for after an early intervention, reviewed from receipt",
            Shows::AppliedAfter,
        ));
        self.through(story, &Cast::default(), &[K::Maintain])
    }
}

/// What is told of a dispute that an application would be about.
fn reported(application: &Receive) -> OpeningSubmission {
    let act = &application.disputed_act;
    OpeningSubmission {
        opening: Opening::Intervention(OpenIntervention {
            reported_on: None,
            reporter: InterventionReporter::Person,
            persons: application.applicants.clone(),
            agencies: application.respondents.clone(),
            about: application.requests.join("；"),
            act: Some(InterventionActInput {
                title: act.title.clone(),
                document_number: act.document_number.clone(),
                made_on: act.made_on,
                known_on: act.known_on,
                rights_known_on: None,
                real_property: false,
            }),
            note: None,
        }),
        proof: None,
        reception: None,
    }
}
