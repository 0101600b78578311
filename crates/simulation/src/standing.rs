//! Cases that stand at every stage today, and ordinary cases of every sort.

use chrono::NaiveDate;
use workflow::command::{DecisionKind as K, RefusalGround};

use crate::cast::{Cast, Teller};
use crate::edges::{EdgeMark, Shows};
use crate::plots::give;
use crate::plots::withdrawing;
use crate::story::{Story, When};
use crate::year::Window;

impl Teller<'_> {
    /// One case at each stage.
    pub(crate) fn standing(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let received = self.begin(window, 2, &one);
        let new = self.begin(window, 1, &one);
        let received = received.with([self.assign(When::After(0))]);
        let correcting = self.begin(window, 9, &one);
        let correcting = correcting.with(self.ask_correction());
        let accepted = self.begin(window, 8, &one);
        let accepted = accepted.with(self.intake()).mark(EdgeMark {
            name: "year_without_notice",
            what: "审理期限届满于放假安排尚未公布的年份，暂定 / the term to decide ends in a year without its notice: provisional".to_owned(),
            shows: Shows::Provisional,
        });
        let awaiting = self.begin(window, 18, &one);
        let awaiting = awaiting.with(self.intake()).with(self.copy());
        let trial = self.begin(window, 42, &one);
        let trial = trial.with(self.up_to_views(&one));
        let suspended = self.begin(window, 48, &one);
        let suspended = suspended.with(self.up_to_views(&one)).with(self.suspend(
            When::After(2),
            "settlement_by_consent",
            "双方同意在街道主持下协商，申请中止。",
        ));
        let suspended = suspended.mark(EdgeMark {
            name: "suspended_now",
            what: "现正中止审理 / suspended now".to_owned(),
            shows: Shows::SuspendedNow,
        });
        let overdue = self.begin(window, 84, &one);
        let overdue = overdue.with(self.up_to_views(&one)).mark(EdgeMark {
            name: "decision_overdue",
            what: "审理期限已过，仍应作出决定 / the term to decide is over and the decision still owed".to_owned(),
            shows: Shows::DecisionOverdue,
        });
        let mut stories = vec![
            received, new, correcting, accepted, awaiting, trial, suspended, overdue,
        ];
        stories.extend(self.near_the_end(window));
        stories
    }

    /// Drafted, signed, and concluded with some services outstanding.
    fn near_the_end(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let mut stories = Vec::new();
        for (ago, beats) in [(58, 1), (59, 2), (60, 3)] {
            let story = self.begin(window, ago, &one).with(self.up_to_views(&one));
            let decision = self.decide(&[K::Maintain]);
            stories.push(story.with(decision.into_iter().take(beats)));
        }
        stories
    }

    /// An ordinary case, of a sort that chance picks.
    pub(crate) fn any(&mut self, day: NaiveDate) -> Story {
        let cast = self.usual_cast();
        let story = self.begin_on(day, &cast);
        match self.between(0, 29) {
            0..=15 => {
                let kinds = self.verdict();
                let story = story.with(self.intake());
                self.through(story, &cast, kinds)
            }
            16..=18 => self.withdrawn(story, &cast),
            19..=20 => {
                let plain = self.begin_on(day, &Cast::default());
                self.corrected(plain, "补正后材料齐全。")
            }
            21 => self.abandoned(story),
            22..=23 => story
                .with(self.refuse(RefusalGround::OutOfScope))
                .with([self.close(1, 3)]),
            24 => {
                let plain = self.begin_on(day, &Cast::default());
                self.extended(plain)
            }
            25 => {
                let plain = self.begin_on(day, &Cast::default());
                self.deemed(plain)
            }
            26 => {
                let plain = self.begin_on(day, &Cast::default());
                self.reply_missed(plain)
            }
            27 => {
                let story = story
                    .with(self.intake())
                    .with([self.hand_over(When::After(2))]);
                self.through(story, &cast, &[K::Maintain])
            }
            28 => {
                let plain = self.begin_on(day, &Cast::default());
                self.suspended_across(plain)
            }
            _ => self.withdrawn_early(story, &cast),
        }
    }

    fn withdrawn_early(&mut self, story: Story, cast: &Cast) -> Story {
        let applicants = u32::try_from(cast.applicants).unwrap_or(1);
        let mut story = story.with([self.assign(When::After(0))]);
        for party in 1..=applicants {
            story = story.with([give(When::After(1), withdrawing(party))]);
        }
        story.with([self.close(1, 2)])
    }

    /// Kinds of decision by their weight in practice: more than half maintain.
    fn verdict(&mut self) -> &'static [K] {
        match self.between(0, 19) {
            0..=10 => &[K::Maintain],
            11..=12 => &[K::Revoke],
            13 => &[K::RevokePart],
            14 => &[K::Change],
            15 => &[K::Illegal],
            16 => &[K::IllegalKeep],
            17..=18 => &[K::RejectApplication],
            _ => &[K::Maintain, K::CompensateReject],
        }
    }
}
