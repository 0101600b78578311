//! Stories of acceptance and correction, each showing one thing the law provides for.

use chrono::NaiveDate;
use workflow::command::{
    DecisionKind as K, ExtendCorrection, ReceiveCorrection, ReconsiderationCommand as C,
    RefusalGround,
};

use crate::cast::{Cast, Teller};
use crate::edges::{Shows, mark};
use crate::plots::{accepting, beat, give, refusing};
use crate::story::{Story, What, When};
use crate::year::Window;

impl Teller<'_> {
    pub(crate) fn particular(&mut self, window: Window) -> Vec<Story> {
        let mut stories = self.of_acceptance(window);
        stories.extend(self.of_correction(window));
        stories.extend(self.particular_trials(window));
        stories
    }

    /// A story with its opening, a number of days before today.
    pub(crate) fn begin(&mut self, window: Window, ago: u32, cast: &Cast) -> Story {
        let day = self.ago(window, ago);
        self.begin_on(day, cast)
    }

    pub(crate) fn begin_on(&mut self, day: NaiveDate, cast: &Cast) -> Story {
        let opening = self.opening(day, cast);
        Story::new(day, opening)
    }

    /// From acceptance to closing, with a decision.
    pub(crate) fn through(&mut self, story: Story, cast: &Cast, kinds: &[K]) -> Story {
        let story = story.with(self.trial(cast)).with(self.decide(kinds));
        story.with(self.finish_deciding(kinds))
    }

    fn of_acceptance(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let deemed = self.begin(window, 152, &one);
        let deemed = self.deemed(deemed);
        let late = self.begin(window, 131, &one);
        let reversed = self.refused_late(late);
        let mandatory = Cast {
            mandatory_first: true,
            ..Cast::default()
        };
        let refused = self.begin(window, 13, &mandatory);
        let refused = refused.with(self.refuse(RefusalGround::OutOfTime)).mark(mark(
            "mandatory_first_refused",
            "复议前置的不予受理，十五日起诉期限 / refusal where reconsideration comes first, with its window to sue",
            Shows::SuitWindow,
        ));
        let refused_long_ago = self.begin(window, 240, &mandatory);
        let refused_long_ago = refused_long_ago
            .with(self.refuse(RefusalGround::NoJurisdiction))
            .with([self.close(2, 4)]);
        vec![deemed, reversed, refused, refused_long_ago]
    }

    /// Nothing is done within the review; the notice follows.
    pub(crate) fn deemed(&mut self, story: Story) -> Story {
        let one = Cast::default();
        let assign = self.assign(When::After(1));
        let notify = give(
            When::Past("accept_review", 1),
            accepting("审查期限届满，视为受理。"),
        );
        let notice = self.serve("acceptance_notice", 1, 1);
        let story = story.with([assign, notify, notice]).mark(mark(
            "deemed_acceptance",
            "审查期限届满视为受理 / deemed accepted at the end of the review",
            Shows::Deemed,
        ));
        self.through(story, &one, &[K::RevokePart])
    }

    fn refused_late(&mut self, story: Story) -> Story {
        let refusal = Box::new(refusing(RefusalGround::NoInterest));
        let assign = self.assign(When::After(1));
        let late = beat(When::Past("accept_review", 2), What::RecordLate(refusal));
        let serve = self.serve("refusal_decision", 1, 1);
        story.with([assign, late, serve, self.close(1, 2)]).mark(mark(
            "deemed_acceptance_reversed",
            "补录期限内作出的不予受理，视为受理随之撤销 / a refusal made within the review and recorded later reverses the deemed acceptance",
            Shows::DeemedReversed,
        ))
    }

    fn of_correction(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let corrected = self.begin(window, 205, &one);
        let corrected = self.corrected(corrected, "补正后材料齐全。").mark(mark(
            "corrected",
            "补正后受理，受理审查期限重新计算 / corrected, then accepted within a fresh review",
            Shows::Corrected,
        ));
        let still = self.begin(window, 168, &one);
        let still = self
            .corrected(still, "补正后仍缺一项，不再要求补正，由承办人依职权调取。")
            .mark(mark(
                "second_correction_avoided",
                "补正只有一次：仍有欠缺的，不再要求补正 / correction is asked for once: what is still missing is not asked for again",
                Shows::Corrected,
            ));
        let extended = self.begin(window, 140, &one);
        let extended = self.correction_extended(extended);
        let abandoned = self.begin(window, 180, &one);
        let abandoned = self.abandoned(abandoned);
        let aside = self.begin(window, 118, &one);
        let aside = self.lapse_set_aside(aside);
        vec![corrected, still, extended, abandoned, aside]
    }

    /// Asked for correction, corrected in time, accepted, decided.
    pub(crate) fn corrected(&mut self, story: Story, accepted: &str) -> Story {
        let received = received(self.between(3, 7));
        let story = story
            .with(self.ask_correction())
            .with([received, give(When::After(2), accepting(accepted))])
            .with([self.serve("acceptance_notice", 1, 1)]);
        self.through(story, &Cast::default(), &[K::Maintain])
    }

    fn correction_extended(&mut self, story: Story) -> Story {
        let more = C::ExtendCorrection(ExtendCorrection {
            days: 5,
            reason: "申请人在外地就医。".to_owned(),
        });
        let story = story
            .with(self.ask_correction())
            .with([give(When::After(4), more), received(7)])
            .with([give(When::After(1), accepting("补正后材料齐全。"))])
            .with([self.serve("acceptance_notice", 1, 1)])
            .mark(mark(
                "correction_extended",
                "补正期限延长 / more time given to correct",
                Shows::CorrectionExtended,
            ));
        self.through(story, &Cast::default(), &[K::IllegalKeep])
    }

    pub(crate) fn abandoned(&mut self, story: Story) -> Story {
        let checked = "补正通知已于当日签收，没有在途邮件，申请人无正当理由。";
        let confirm = What::Confirm("correction_response", checked);
        story
            .with(self.ask_correction())
            .with([beat(When::Past("correction_response", 3), confirm), self.close(1, 3)])
            .mark(mark(
                "abandoned",
                "逾期未补正，经核实视为放弃 / not corrected in time, deemed abandoned after verification",
                Shows::Abandoned,
            ))
    }

    fn lapse_set_aside(&mut self, story: Story) -> Story {
        let reason = "期满登记后收到邮件，在途时间不计入期间，另给五个工作日补齐。";
        let aside = What::SetAside("correction_response", reason);
        let story = story
            .with(self.ask_correction())
            .with([beat(When::Past("correction_response", 2), aside), received(1)])
            .with([give(When::After(1), accepting("补正后材料齐全。"))])
            .with([self.serve("acceptance_notice", 1, 1)])
            .mark(mark(
                "lapse_set_aside",
                "期满登记后发现在途邮件，撤销期满 / the recorded lapse is set aside for mail in transit",
                Shows::LapseSetAside,
            ));
        self.through(story, &Cast::default(), &[K::Maintain])
    }
}

/// The corrected papers come by post, so many working days later.
fn received(days: u32) -> crate::story::Beat {
    let command = C::ReceiveCorrection(ReceiveCorrection {
        posted_on: None,
        note: "收到补正材料。".to_owned(),
    });
    give(When::After(days), command)
}
