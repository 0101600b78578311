//! Stretches of a case 情节: intake, copy, reply, views, decision, service. Whole stories are put together of them.

use workflow::actor::{Person, Role};
use workflow::command::{
    Accept, Assign, Close, DecisionKind, Extend, HearViews, IssueDecision,
    ReconsiderationCommand as C, RefusalGround, RefuseAcceptance, RequestCorrection, Resume,
    SendCopy, ServiceMethod, SignDecision, SigningBasis, Suspend, Terminate, ViewsMode, Withdraw,
};

use crate::cast::{Cast, Teller};
use crate::data::{HEARD, MISSING};
use crate::story::{Beat, What, When, Who};

/// What a draft will say.
#[derive(Debug, Clone)]
pub(crate) struct DraftPlot {
    pub(crate) kinds: Vec<DecisionKind>,
    pub(crate) subject: String,
    /// Whether a new act is ordered with a revocation.
    pub(crate) redo: bool,
    pub(crate) findings: String,
    pub(crate) reasons: String,
    pub(crate) deliberation: Option<String>,
}

pub(crate) fn beat(when: When, what: What) -> Beat {
    Beat { when, what }
}

pub(crate) fn give(when: When, command: C) -> Beat {
    beat(when, What::Give(Who::Officer, Box::new(command)))
}

impl Teller<'_> {
    fn after(&mut self, low: u32, high: u32) -> When {
        When::After(self.between(low, high))
    }

    fn method(&mut self) -> ServiceMethod {
        match self.between(0, 9) {
            0..=3 => ServiceMethod::Direct,
            4..=8 => ServiceMethod::Post,
            _ => ServiceMethod::Leave,
        }
    }

    /// Service of the newest paper of a kind on everybody.
    pub(crate) fn serve(&mut self, kind: &'static str, low: u32, high: u32) -> Beat {
        let method = self.method();
        beat(self.after(low, high), What::Serve(kind, None, method))
    }

    /// 分案: officers take turns.
    pub(crate) fn assign(&mut self, when: When) -> Beat {
        let officers: Vec<&Person> = self.office.holding(Role::Officer).collect();
        let turn = self.turn;
        self.turn += 1;
        let count = officers.len().max(1);
        let officer = officers.get(turn % count).map(|person| person.user.0);
        let next = officers
            .get((turn + 1) % count)
            .filter(|_| turn.is_multiple_of(3) && count > 1);
        let co_officer = next
            .copied()
            .or_else(|| self.office.who(Role::CoOfficer))
            .map(|person| person.user.0);
        let assign = Assign {
            officer: officer.unwrap_or_default(),
            co_officer,
            handover_note: None,
        };
        beat(when, What::Assign(Box::new(C::Assign(assign))))
    }

    /// 改派: the case changes hands, with a note.
    pub(crate) fn hand_over(&mut self, when: When) -> Beat {
        let mut beat = self.assign(when);
        if let What::Assign(command) = &mut beat.what
            && let C::Assign(assign) = &mut **command
        {
            assign.handover_note = Some("原承办人调训，卷宗和未办事项已当面移交。".to_owned());
        }
        beat
    }

    /// From receipt to the notice of acceptance, within the review.
    pub(crate) fn intake(&mut self) -> Vec<Beat> {
        let assign = When::After(self.between(0, 1));
        let accept = self.after(1, 3);
        vec![
            self.assign(assign),
            give(accept, accepting("符合受理条件。")),
            self.serve("acceptance_notice", 1, 1),
        ]
    }

    /// 补正: asked for once, served.
    pub(crate) fn ask_correction(&mut self) -> Vec<Beat> {
        let items = vec![
            self.word(&MISSING).to_owned(),
            self.word(&MISSING).to_owned(),
        ];
        let command = C::RequestCorrection(RequestCorrection { items });
        vec![
            self.assign(When::After(1)),
            give(When::After(2), command),
            self.serve("correction_notice", 1, 1),
        ]
    }

    /// The copy to the respondents, served, within seven working days of acceptance.
    pub(crate) fn copy(&mut self) -> Vec<Beat> {
        let note = "随答复通知书发送申请书副本".to_owned();
        vec![
            give(self.after(1, 3), C::SendCopy(SendCopy { note })),
            self.serve("reply_notice", 1, 1),
        ]
    }

    /// Replies within their ten working days.
    pub(crate) fn reply(&mut self) -> Vec<Beat> {
        let posted = self.between(0, 3) == 0;
        vec![beat(self.after(3, 8), What::Reply { posted })]
    }

    /// 听取意见, of the applicants and the third party.
    pub(crate) fn hear(&mut self, cast: &Cast) -> Vec<Beat> {
        let applicants = u32::try_from(cast.applicants).unwrap_or(1);
        let respondents = u32::try_from(cast.respondents).unwrap_or(1);
        let third = cast.third_party.then_some(applicants + respondents + 1);
        let mode = match self.between(0, 2) {
            0 => ViewsMode::InPerson,
            1 => ViewsMode::Telephone,
            _ => ViewsMode::Online,
        };
        let heard = C::HearViews(HearViews {
            parties: (1..=applicants).chain(third).collect(),
            mode,
            record: self.word(&HEARD).to_owned(),
            mediation_willing: Some(self.between(0, 3) == 0),
        });
        vec![give(self.after(2, 5), heard)]
    }

    /// Draft, signature and issue, at given times.
    pub(crate) fn decide_at(&mut self, kinds: &[DecisionKind], times: [When; 3]) -> Vec<Beat> {
        let [draft, sign, issue] = times;
        let register = format!("印{:04}", self.between(1, 9999));
        let collective = self.between(0, 3) == 0;
        let signing = C::SignDecision(SignDecision {
            basis: if collective {
                SigningBasis::CollectiveDiscussion
            } else {
                SigningBasis::HeadConsent
            },
            minutes: collective.then(|| "会议讨论一致同意承办意见。".to_owned()),
        });
        let seal_register = C::IssueDecision(IssueDecision {
            seal_register: register,
        });
        let plot = Box::new(self.draft(kinds));
        vec![
            beat(draft, What::Draft(plot)),
            by(sign, Role::OrganHead, signing),
            by(issue, Role::Registrar, seal_register),
        ]
    }

    /// Draft, signature and issue, at an ordinary pace.
    pub(crate) fn decide(&mut self, kinds: &[DecisionKind]) -> Vec<Beat> {
        let times = [self.after(3, 8), self.after(1, 3), When::After(1)];
        self.decide_at(kinds, times)
    }

    fn draft(&mut self, kinds: &[DecisionKind]) -> DraftPlot {
        let merits = kinds.iter().find(|kind| !kind.is_rider()).copied();
        let (findings, reasons) = wording(merits.unwrap_or(DecisionKind::Maintain));
        DraftPlot {
            kinds: kinds.to_vec(),
            subject: "申请人请求复议的行政行为".to_owned(),
            redo: self.between(0, 2) == 0,
            findings: findings.to_owned(),
            reasons: reasons.to_owned(),
            deliberation: Some("承办人、协办人意见一致，详见审理报告。".to_owned()),
        }
    }

    /// Service of what was decided, each kind in its own paper, and closing.
    pub(crate) fn finish_deciding(&mut self, kinds: &[DecisionKind]) -> Vec<Beat> {
        self.finish(if kinds.contains(&DecisionKind::RejectApplication) {
            "rejection_decision"
        } else {
            "decision"
        })
    }

    /// Service of the decision, and closing.
    pub(crate) fn finish(&mut self, paper: &'static str) -> Vec<Beat> {
        let performed = beat(self.after(1, 15), What::Perform);
        let copied = beat(self.after(0, 2), What::Copy);
        vec![self.serve(paper, 1, 3), copied, performed, self.close(1, 4)]
    }

    pub(crate) fn close(&mut self, low: u32, high: u32) -> Beat {
        let note = "文书已全部送达，卷宗已整理。".to_owned();
        give(self.after(low, high), C::Close(Close { note }))
    }

    /// From acceptance to views, at an ordinary pace.
    pub(crate) fn trial(&mut self, cast: &Cast) -> Vec<Beat> {
        let mut beats = self.copy();
        beats.extend(self.reply());
        beats.extend(self.hear(cast));
        beats
    }

    /// Everything from receipt to views.
    pub(crate) fn up_to_views(&mut self, cast: &Cast) -> Vec<Beat> {
        let mut beats = self.intake();
        beats.extend(self.trial(cast));
        beats
    }

    /// 不予受理: proposed, signed by the head of the institution.
    pub(crate) fn refuse(&mut self, ground: RefusalGround) -> Vec<Beat> {
        let command = refusing(ground);
        vec![
            self.assign(When::After(0)),
            give(When::After(2), command),
            signed(When::After(1), Role::InstitutionHead),
            self.serve("refusal_decision", 1, 1),
        ]
    }

    /// 中止: proposed at a time, signed two working days later, served.
    pub(crate) fn suspend(&mut self, when: When, ground: &str, reason: &str) -> Vec<Beat> {
        let command = C::Suspend(Suspend {
            ground: ground.to_owned(),
            reason: reason.to_owned(),
            consents: vec![1, 2],
            reference: None,
            until: None,
        });
        vec![
            give(when, command),
            signed(When::After(2), Role::InstitutionHead),
            self.serve("suspension_notice", 1, 2),
        ]
    }

    /// 恢复审理.
    pub(crate) fn resume(&mut self, when: When) -> Vec<Beat> {
        let reason = "中止的原因已经消除。".to_owned();
        vec![
            give(when, C::Resume(Resume { reason })),
            signed(When::After(1), Role::InstitutionHead),
            self.serve("resumption_notice", 1, 1),
        ]
    }

    /// 终止: proposed, signed by the head of the organ, served, closed.
    pub(crate) fn terminate(&mut self, when: When, ground: &str, reason: &str) -> Vec<Beat> {
        let command = C::Terminate(Terminate {
            ground: ground.to_owned(),
            reason: reason.to_owned(),
        });
        let mut beats = vec![give(when, command), signed(When::After(1), Role::OrganHead)];
        beats.extend(self.finish("termination_decision"));
        beats
    }
}

fn by(when: When, role: Role, command: C) -> Beat {
    beat(when, What::Give(Who::Holder(role), Box::new(command)))
}

/// The signature of a head under the pending request.
pub(crate) fn signed(when: When, role: Role) -> Beat {
    beat(when, What::Settle(role, true))
}

pub(crate) fn accepting(note: &str) -> C {
    C::Accept(Accept {
        simplified: None,
        note: note.to_owned(),
    })
}

pub(crate) fn refusing(ground: RefusalGround) -> C {
    C::RefuseAcceptance(RefuseAcceptance {
        ground,
        reason: ground.label().0.to_owned(),
        competent_organ: (ground == RefusalGround::NoJurisdiction)
            .then(|| "作出行政行为的机关的上一级主管部门".to_owned()),
    })
}

pub(crate) fn extending(days: u32) -> C {
    C::Extend(Extend {
        days,
        reason: "案情复杂，需要进一步调查取证。".to_owned(),
    })
}

pub(crate) fn withdrawing(party: u32) -> C {
    C::Withdraw(Withdraw {
        party,
        reason: "被申请人已经更正，申请人自愿撤回。".to_owned(),
    })
}

/// Facts found and reasons, by the kind of the decision.
fn wording(kind: DecisionKind) -> (&'static str, &'static str) {
    use DecisionKind as K;
    match kind {
        K::Maintain => (
            "被申请人立案、调查、告知后作出行政行为，证据相互印证。",
            "认定事实清楚，证据确凿，适用依据正确，程序合法，内容适当，依照行政复议法第六十八条维持。",
        ),
        K::Change => (
            "事实清楚，证据确凿，但被申请人未考虑初次违法且及时改正的情节。",
            "内容不适当，依照行政复议法第六十三条变更。",
        ),
        K::Revoke | K::RevokePart => (
            "被申请人未能证明其认定的主要事实。",
            "主要事实不清、证据不足，依照行政复议法第六十四条撤销。",
        ),
        K::IllegalKeep | K::Illegal => (
            "被申请人作出行政行为未遵守法定程序。",
            "依照行政复议法第六十五条确认违法。",
        ),
        K::Perform => (
            "申请人依法提出申请，被申请人逾期没有答复。",
            "不履行法定职责，依照行政复议法第六十六条责令限期履行。",
        ),
        K::Invalid => (
            "作出行政行为的主体没有相应的行政主体资格。",
            "重大且明显违法，依照行政复议法第六十七条确认无效。",
        ),
        K::RejectRequest => (
            "被申请人在受理复议申请之前已经履行了职责。",
            "依照行政复议法第六十九条驳回复议请求。",
        ),
        K::RejectApplication => (
            "受理后查明，申请人在申请之前已就同一行为提起诉讼并被受理。",
            "不符合受理条件，依照行政复议法第三十三条驳回复议申请。",
        ),
        K::Agreement => (
            "被申请人未按行政协议约定的期限付款。",
            "依照行政复议法第七十一条责令继续履行协议。",
        ),
        K::Compensate | K::CompensateReject => (
            "申请人一并提出行政赔偿请求。",
            "依照行政复议法第七十二条一并决定。",
        ),
    }
}
