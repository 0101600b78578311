//! Stories of the trial, the decision and service, each showing one thing the law provides for.

use workflow::actor::Role;
use workflow::command::{
    Channel, DecisionKind as K, PermitWithdrawal, ReceiptForm, ReconsiderationCommand as C,
    ServiceMethod, WithdrawalCause,
};
use workflow::file::PartyRole;

use crate::cast::{About, Cast, Teller};
use crate::edges::{Shows, TerminatedFor, mark, of_decision};
use crate::plots::{beat, extending, give, signed, withdrawing};
use crate::story::{Story, What, When};
use crate::year::Window;

impl Teller<'_> {
    /// Replies, suspensions, withdrawals, services and decisions.
    pub(crate) fn particular_trials(&mut self, window: Window) -> Vec<Story> {
        let mut stories = self.of_the_reply(window);
        stories.extend(self.of_suspension(window));
        stories.extend(self.of_withdrawal(window));
        stories.extend(self.of_service(window));
        stories.extend(self.of_decisions(window));
        stories
    }

    fn of_the_reply(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let missed = self.begin(window, 126, &one);
        let missed = self.reply_missed(missed).mark(mark(
            "missed_reply_confirmed",
            "逾期未答复，经核实视为没有证据 / reply missed and confirmed: the act is deemed without evidence",
            Shows::ReplyMissed,
        ));
        let waiting = self.begin(window, 34, &one);
        let waiting = waiting.with(self.intake()).with(self.copy()).mark(mark(
            "missed_reply_waiting",
            "答复期满待核 / the reply is overdue and waits for an officer to verify",
            Shows::ReplyWaiting,
        ));
        let several = Cast {
            respondents: 2,
            third_party: true,
            ..Cast::default()
        };
        let both = self.begin(window, 214, &several);
        let both = both.with(self.intake()).mark(mark(
            "several_respondents",
            "两个被申请人，答复期限分别计算 / two respondents, each with its own term to reply",
            Shows::SeveralRespondents,
        ));
        let both = self.through(both, &several, &[K::Revoke]);
        vec![missed, waiting, both]
    }

    pub(crate) fn reply_missed(&mut self, story: Story) -> Story {
        let reason = "送达回证无误，没有在途邮件，被申请人未申请延期。";
        let confirm = beat(
            When::Past("reply_ordinary", 2),
            What::Confirm("reply_ordinary", reason),
        );
        let story = story.with(self.intake()).with(self.copy()).with([confirm]);
        let story = story.with(self.hear(&Cast::default()));
        let story = story.with(self.decide(&[K::Revoke]));
        story.with(self.finish("decision"))
    }

    fn of_suspension(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let across = self.begin(window, 260, &one);
        let across = self.suspended_across(across);
        let sixty = self.begin(window, 230, &one);
        let sixty = self.sixty_days(sixty);
        let extended = self.begin(window, 190, &one);
        let extended = self.extended(extended);
        let waiting = self.begin(window, 60, &one);
        let ask = give(When::Before("decide_ordinary", 14), extending(30));
        let waiting = waiting.with(self.up_to_views(&one)).with([ask]).mark(mark(
            "request_waiting",
            "延期审理待机构负责人签批 / an extension waits for the head of the institution",
            Shows::RequestWaiting,
        ));
        vec![across, sixty, extended, waiting]
    }

    /// Suspended before the last day and resumed after it: what was left then runs on.
    pub(crate) fn suspended_across(&mut self, story: Story) -> Story {
        let one = Cast::default();
        let story = story
            .with(self.up_to_views(&one))
            .with(self.suspend(
                When::Before("decide_ordinary", 9),
                "force_majeure",
                "申请人因山体滑坡受困，不能参加行政复议。",
            ))
            .with(self.resume(When::Later(40)));
        let times = [When::After(1), When::After(1), When::After(1)];
        let story = story.with(self.decide_at(&[K::Change], times));
        story.with(self.finish("decision")).mark(mark(
            "suspension_across_due_day",
            "中止跨过原届满日，恢复后期限顺延 / suspended across the original last day",
            Shows::SuspendedAcross,
        ))
    }

    fn sixty_days(&mut self, story: Story) -> Story {
        story
            .with(self.intake())
            .with(self.copy())
            .with(self.reply())
            .with(self.suspend(
                When::After(3),
                "applicant_died",
                "申请人病故，近亲属尚未表明是否参加。",
            ))
            .with(self.terminate(
                When::Past("suspend_terminate_60d", 2),
                "sixty_days_suspended",
                "中止满六十日，近亲属仍未表明是否参加。",
            ))
            .mark(mark(
                "terminated_after_sixty_days",
                "中止满六十日终止 / terminated after sixty days of suspension",
                Shows::Terminated(TerminatedFor::SixtyDays),
            ))
    }

    pub(crate) fn extended(&mut self, story: Story) -> Story {
        let story = story.with(self.up_to_views(&Cast::default())).with([
            give(When::Before("decide_ordinary", 10), extending(30)),
            signed(When::After(2), Role::InstitutionHead),
            self.serve("extension_notice", 1, 1),
        ]);
        let times = [8, 5, 2].map(|days| When::Before("decide_ordinary", days));
        let story = story.with(self.decide_at(&[K::Revoke], times));
        story.with(self.finish("decision")).mark(mark(
            "extended",
            "延长审理期限三十日 / the term to decide extended by thirty days",
            Shows::Extended,
        ))
    }

    fn of_withdrawal(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let early = self.begin(window, 110, &one);
        let early = early
            .with([self.assign(When::After(0))])
            .with([give(When::After(2), withdrawing(1)), self.close(1, 2)])
            .mark(mark(
                "withdrawn_before_acceptance",
                "受理前撤回 / withdrawn before acceptance",
                Shows::WithdrawnEarly,
            ));
        let two = Cast {
            applicants: 2,
            ..Cast::default()
        };
        let late = self.begin(window, 95, &two);
        let late = self.withdrawn(late, &two).mark(mark(
            "withdrawn",
            "申请人全部撤回，准予撤回并终止 / every applicant withdraws: permitted and terminated",
            Shows::Terminated(TerminatedFor::Withdrawal),
        ));
        let other = self.begin(window, 148, &one);
        let other = other
            .with(self.up_to_views(&one))
            .with(self.terminate(
                When::After(3),
                "criminal_coercion",
                "申请人因同一违法行为涉嫌犯罪，已被采取刑事强制措施。",
            ))
            .mark(mark(
                "terminated_other",
                "依法终止 / terminated on another ground",
                Shows::Terminated(TerminatedFor::Other),
            ));
        vec![early, late, other]
    }

    pub(crate) fn withdrawn(&mut self, story: Story, cast: &Cast) -> Story {
        let applicants = u32::try_from(cast.applicants).unwrap_or(1);
        let mut story = story.with(self.up_to_views(cast));
        for party in 1..=applicants {
            story = story.with([give(When::After(2), withdrawing(party))]);
        }
        let permit = C::PermitWithdrawal(PermitWithdrawal {
            cause: WithdrawalCause::RespondentCorrected,
            reason: "撤回出于真实意愿。".to_owned(),
        });
        let story = story.with([
            give(When::After(1), permit),
            signed(When::After(0), Role::InstitutionHead),
        ]);
        story.with(self.terminate(When::After(1), "withdrawn", "撤回出于自愿，准予撤回。"))
    }

    fn of_service(&mut self, window: Window) -> Vec<Story> {
        let one = Cast::default();
        let noticed = self.begin(window, 172, &one);
        let noticed = noticed
            .with(self.up_to_views(&one))
            .with(self.decide(&[K::RejectApplication]))
            .then(
                When::After(1),
                What::Serve("rejection_decision", Some(PartyRole::Respondent), ServiceMethod::Direct),
            )
            .then(When::After(2), What::Copy)
            .then(When::Later(40), What::Notice("rejection_decision", PartyRole::Applicant))
            .with([self.close(1, 3)])
            .mark(mark(
                "public_notice",
                "公告送达，满三十日视为送达 / served by public notice, thirty days after publication",
                Shows::PublicNotice,
            ));
        let oral = Cast {
            form: ReceiptForm::Oral,
            channel: Channel::Counter,
            ..Cast::default()
        };
        let spoken = self.begin(window, 135, &oral);
        let spoken = spoken.with(self.intake()).mark(mark(
            "oral",
            "口头申请，笔录经申请人核对签名 / oral application, its record signed",
            Shows::Form(ReceiptForm::Oral),
        ));
        let spoken = self.through(spoken, &oral, &[K::Illegal]);
        vec![noticed, spoken]
    }

    /// A case for each kind of decision item.
    fn of_decisions(&mut self, window: Window) -> Vec<Story> {
        const DECISIONS: [(&[K], About); 12] = [
            (&[K::Change], About::Act),
            (&[K::Revoke], About::Act),
            (&[K::RevokePart], About::Act),
            (&[K::IllegalKeep], About::Act),
            (&[K::Illegal, K::Compensate], About::Act),
            (&[K::Perform], About::Silence),
            (&[K::Invalid], About::Act),
            (&[K::Maintain], About::Act),
            (&[K::RejectRequest], About::Silence),
            (&[K::RejectApplication], About::Act),
            (&[K::Agreement], About::Agreement),
            (&[K::Maintain, K::CompensateReject], About::Act),
        ];
        let mut stories = Vec::new();
        for (ago, (kinds, about)) in (0..).map(|nth| 320 - 17 * nth).zip(DECISIONS) {
            let cast = Cast {
                about,
                ..Cast::default()
            };
            let mut story = self.begin(window, ago, &cast).with(self.intake());
            for kind in kinds {
                let (zh, en) = kind.label();
                let shows = Shows::Decided(*kind);
                let what = format!("决定：{zh} / decided: {en}");
                story = story.mark(mark(of_decision(*kind), &what, shows));
            }
            stories.push(self.through(story, &cast, kinds));
        }
        stories
    }
}
