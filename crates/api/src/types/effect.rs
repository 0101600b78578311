//! Effects 效果 in words: what a command changed, or would change.

use async_graphql::SimpleObject;
use workflow::command::CaseClass;
use workflow::effect::Effect as Change;
use workflow::file::{
    CaseFile, CaseKind, Correction, DocumentNumber, Intervention, Material, Party, Suspension,
    Views, Withdrawal,
};

use crate::session::Desk;
use crate::types::joining;
use crate::types::named::Named;

/// 效果：指令改变了什么。
///
/// One thing that a command changed, or would change.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effect {
    /// 种类，供程序判断。Kind, stable, such as `TERM_SET`.
    kind: String,
    /// 文字说明。What changes, in words, in the language of the request.
    text: String,
}

impl Effect {
    /// An effect in the words of the request's language.
    pub(crate) fn of(desk: Desk<'_>, change: &Change) -> Self {
        let (zh, en) = words(desk, change);
        Self {
            kind: kind(change),
            text: desk.pick(&zh, &en),
        }
    }
}

/// The name of an effect as the log has it, in upper case.
fn kind(change: &Change) -> String {
    let value = serde_json::to_value(change).unwrap_or_default();
    let name = value.get("effect").and_then(|name| name.as_str());
    name.unwrap_or_default().to_uppercase()
}

fn label<'a>(found: Option<(&'a str, &'a str)>, id: &'a str) -> (&'a str, &'a str) {
    found.unwrap_or((id, id))
}

fn words(desk: Desk<'_>, change: &Change) -> (String, String) {
    match change {
        Change::CaseOpened { number, kind, .. } => opening_words(*kind, number),
        Change::ApplicationReceived { number, .. } => {
            opening_words(CaseKind::Reconsideration, number)
        }
        Change::PartyAdded { party: added } => {
            let (zh, en) = added.role.label();
            (
                format!("{zh}：{}", added.name),
                format!("{en}: {}", added.name),
            )
        }
        Change::PartySet { party: changed } => party_words(changed),
        Change::PeopleSet { .. } => (
            "代理人、代表人、送达地址变更".to_owned(),
            "agents, representatives or addresses change".to_owned(),
        ),
        Change::PaperReaddressed { paper, to, .. } => (
            format!("第{paper}号文书改送第{to}号当事人"),
            format!("paper {paper} goes to party {to} instead"),
        ),
        Change::Assigned { .. } => ("分案给承办人".to_owned(), "the case is assigned".to_owned()),
        Change::StageEntered { stage, on } => {
            let found = desk.rooms.rulebook.stages.get(stage);
            let found = found.map(|stage| (stage.label.zh.as_str(), stage.label.en.as_str()));
            let (zh, en) = label(found, stage);
            (
                format!("{on} 进入「{zh}」阶段"),
                format!("enters the stage `{en}` on {on}"),
            )
        }
        Change::Closed { on } => (format!("{on} 结案"), format!("closed on {on}")),
        Change::TermSet { term } => term_words(desk, term),
        Change::MatterSet { matter } => matter_words(desk, matter),
        Change::MaterialSet { material } => material_words(material),
        Change::PaperIssued { paper } => paper_words(desk, paper),
        Change::PaperWithdrawn { paper } => (
            format!("收回第{paper}号文书"),
            format!("paper {paper} is withdrawn"),
        ),
        Change::PaperServed { paper, service } => (
            format!(
                "第{paper}号文书于{}送达第{}号当事人",
                service.served_on, service.party
            ),
            format!(
                "paper {paper} is served on party {} on {}",
                service.party, service.served_on
            ),
        ),
        Change::ServiceReversed { paper, party } => (
            format!("第{paper}号文书没有送达第{party}号当事人，原送达记录冲销"),
            format!("paper {paper} was not served on party {party}: its service is reversed"),
        ),
        Change::DispatchSet { paper, dispatch } => dispatch_words(*paper, dispatch),
        Change::PaperCorrected { paper, correction } => pair(
            format!(
                "第{paper}号文书补正笔误{}处，见第{}号文书",
                correction.slips.len(),
                correction.notice
            ),
            format!(
                "{} slips in paper {paper} are corrected by paper {}",
                correction.slips.len(),
                correction.notice
            ),
        ),
        Change::ContentProtected { label, .. } => (
            format!("副卷材料：{label}"),
            format!("kept apart from the log: {label}"),
        ),
        _ => fact_words(desk, change),
    }
}

fn dispatch_words(paper: u32, sent: &workflow::file::Dispatch) -> (String, String) {
    let (party, on) = (sent.party, sent.sent_on);
    match &sent.returned {
        Some(back) => {
            let (zh, en) = back.cause.label();
            pair(
                format!(
                    "第{paper}号文书寄第{party}号当事人的邮件于{}退回：{zh}",
                    back.on
                ),
                format!(
                    "paper {paper}, sent to party {party}, came back on {}: {en}",
                    back.on
                ),
            )
        }
        None => {
            let (zh, en) = sent.method.label();
            pair(
                format!("第{paper}号文书于{on}送出给第{party}号当事人：{zh}"),
                format!("paper {paper} was sent to party {party} on {on}: {en}"),
            )
        }
    }
}

fn opening_words(kind: CaseKind, number: &DocumentNumber) -> (String, String) {
    let number = number.text().unwrap_or("…");
    match kind {
        CaseKind::Reconsideration => pair(
            format!("收件登记，案号{number}"),
            format!("case {number} is opened"),
        ),
        CaseKind::Intervention => pair(
            format!("案前介入登记，编号{number}"),
            format!("early intervention {number} is opened"),
        ),
    }
}

fn party_words(changed: &Party) -> (String, String) {
    let name = &changed.name;
    match changed.left_on {
        Some(day) => pair(
            format!("{name}于{day}退出"),
            format!("{name} leaves on {day}"),
        ),
        None => pair(
            format!("核实当事人信息：{name}"),
            format!("the particulars of {name} are confirmed"),
        ),
    }
}

fn material_words(material: &Material) -> (String, String) {
    let (no, (zh, en)) = (material.no, material.kind.label());
    if let Some(day) = material.excised_on {
        return pair(
            format!("第{no}号材料（{zh}）于{day}剔除"),
            format!("material {no} ({en}) is taken out on {day}"),
        );
    }
    let (in_zh, in_en) = material.volume.label();
    pair(
        format!("第{no}号材料：{zh}，{in_zh}，{}页", material.pages),
        format!("material {no}: {en}, {in_en}, {} pages", material.pages),
    )
}

fn fact_words(desk: Desk<'_>, change: &Change) -> (String, String) {
    match change {
        Change::InterventionSet { intervention } => intervention_words(intervention),
        Change::CorrectionSet { correction } => correction_words(correction),
        Change::AcceptanceSet { acceptance } => match acceptance {
            None => pair("受理被撤销", "the acceptance is taken back"),
            Some(known) if known.deemed => pair(
                format!("{} 视为受理", known.on),
                format!("deemed accepted on {}", known.on),
            ),
            Some(known) => pair(
                format!("{} 受理", known.on),
                format!("accepted on {}", known.on),
            ),
        },
        Change::SeparateActsSet { acts } => pair(
            format!("告知对{}个行政行为分别申请", acts.len()),
            format!("asked to apply separately against {} acts", acts.len()),
        ),
        Change::OwnDepartmentsSet { parties } => pair(
            format!("本级政府工作部门的被申请人：{parties:?}"),
            format!("respondents that are departments of the same government: {parties:?}"),
        ),
        Change::ProcedureSet { procedure } => {
            let (zh, en) = procedure.kind().label();
            pair(format!("适用{zh}"), format!("the {en} applies"))
        }
        Change::ViewsSet { views } => match views {
            Views::Heard { on, .. } => {
                pair(format!("{on} 听取意见"), format!("views heard on {on}"))
            }
            Views::Waived { on, .. } => pair(
                format!("{on} 记录未能听取意见"),
                format!("views excused on {on}"),
            ),
        },
        Change::ClassesSet { classes } => class_words(classes),
        Change::SuspensionSet { suspension } => match suspension {
            None => pair("恢复审理", "resumed"),
            Some(known) => suspension_words(desk, known),
        },
        Change::WithdrawalSet { withdrawal } => withdrawal_words(withdrawal.as_ref()),
        Change::SettlementSet { settlement } => match settlement {
            None => pair("和解不再成立", "the settlement does not stand"),
            Some(known) => pair(
                format!("{} 达成和解", known.on),
                format!("settled on {}", known.on),
            ),
        },
        Change::EvidenceHandedIn { evidence } => pair(
            format!(
                "第{}号当事人提交证据{}件",
                evidence.party,
                evidence.items.len()
            ),
            format!(
                "party {} hands in {} pieces of evidence",
                evidence.party,
                evidence.items.len()
            ),
        ),
        Change::SupplementFiled { supplement: more } => pair(
            format!("{} 收到第{}号当事人的补充材料", more.on, more.party),
            format!("party {} hands in more on {}", more.party, more.on),
        ),
        Change::JoinedSet { .. } | Change::MembersSet { .. } => joining::words(change),
        Change::Reported { report } => {
            let (zh, en) = report.what.label();
            pair(
                format!("{} 登记上报{zh}：{}", report.on, report.number),
                format!("{en} reported on {}: {}", report.on, report.number),
            )
        }
        Change::NoReplyConfirmed { party } => pair(
            format!("确认第{party}号当事人逾期未答复"),
            format!("party {party} is confirmed to have given no reply in time"),
        ),
        _ => decision_words(change),
    }
}

fn withdrawal_words(withdrawal: Option<&Withdrawal>) -> (String, String) {
    match withdrawal {
        None => pair("不准予撤回", "the withdrawal is not permitted"),
        Some(known) => match &known.permitted {
            None => pair(
                format!("{} 申请人撤回", known.on),
                format!("withdrawn on {}", known.on),
            ),
            Some(permission) => {
                let (zh, en) = permission.cause.label();
                pair(
                    format!("{} 准予撤回：{zh}", permission.on),
                    format!("the withdrawal is permitted on {}: {en}", permission.on),
                )
            }
        },
    }
}

fn intervention_words(intervention: &Intervention) -> (String, String) {
    let records = intervention.records.len();
    match intervention.conclusion {
        Some(_) => pair(
            "记明案前介入如何结束",
            "how the intervention ended is noted",
        ),
        None => pair(
            format!("案前化解记录共{records}次"),
            format!("{records} records of the early intervention"),
        ),
    }
}

fn correction_words(correction: &Correction) -> (String, String) {
    let (asked, items) = (correction.asked_on, correction.items.len());
    match correction.received_on {
        None => pair(
            format!("{asked} 通知补正{items}项"),
            format!("correction of {items} items asked for on {asked}"),
        ),
        Some(day) => pair(
            format!("{day} 收到补正材料"),
            format!("corrected papers came on {day}"),
        ),
    }
}

fn class_words(classes: &[CaseClass]) -> (String, String) {
    let (zh, en): (Vec<&str>, Vec<&str>) = classes.iter().map(|class| class.label()).unzip();
    if classes.is_empty() {
        return pair("撤销案件分类", "the classes of the case are taken back");
    }
    pair(
        format!("案件类别：{}", zh.join("；")),
        format!("the case is classed as: {}", en.join("; ")),
    )
}

fn suspension_words(desk: Desk<'_>, suspension: &Suspension) -> (String, String) {
    let found = desk.rooms.rulebook.grounds.get(&suspension.ground);
    let found = found.map(|ground| (ground.label.zh.as_str(), ground.label.en.as_str()));
    let (zh, en) = label(found, &suspension.ground);
    pair(
        format!("{} 起中止：{zh}", suspension.since),
        format!("suspended from {}: {en}", suspension.since),
    )
}

fn decision_words(change: &Change) -> (String, String) {
    match change {
        Change::DraftSet { draft: Some(_) } => pair("报批决定草案", "a draft is submitted"),
        Change::DraftSet { draft: None } => pair("退回决定草案", "the draft is returned"),
        Change::SignatureSet { signature: Some(_) } => pair("签批", "the draft is signed"),
        Change::SignatureSet { signature: None } => pair("签批失效", "the signature is void"),
        Change::OutcomeSet { outcome, .. } => {
            let (zh, en) = outcome.label();
            pair(format!("结果：{zh}"), format!("outcome: {en}"))
        }
        Change::OutcomeWithdrawn => pair("撤回原结果", "the outcome is taken back"),
        Change::Reopened => pair("重新办理", "the case is open again"),
        Change::JudgmentRecorded { judgment } => {
            let (zh, en) = judgment.effect.label();
            pair(
                format!("{}{}：{zh}", judgment.court, judgment.number),
                format!("{} {}: {en}", judgment.court, judgment.number),
            )
        }
        Change::OrderRecorded { order } => pair(
            format!("{}{}", order.organ, order.number),
            format!("{} {}", order.organ, order.number),
        ),
        Change::CourtCaseSet { court_case } => pair(
            format!("{} 法院受理：{}", court_case.accepted_on, court_case.number),
            format!(
                "accepted by a court on {}: {}",
                court_case.accepted_on, court_case.number
            ),
        ),
        Change::RequestOpened { request } => pair(
            format!("第{}号请求待签", request.no),
            format!("request {} waits for a signature", request.no),
        ),
        Change::RequestSettled {
            request, granted, ..
        } => {
            let (zh, en) = if *granted {
                ("签批", "granted")
            } else {
                ("退回", "returned")
            };
            pair(
                format!("第{request}号请求已{zh}"),
                format!("request {request} is {en}"),
            )
        }
        _ => participation_words(change),
    }
}

fn participation_words(change: &Change) -> (String, String) {
    match change {
        Change::Admitted { admission } => {
            let (zh, en) = admission.capacity.label();
            pair(
                format!("准予{zh}参与办案，至{}", admission.until),
                format!("a {en} is let in until {}", admission.until),
            )
        }
        Change::AdmissionEnded { on, .. } => pair(
            format!("{on} 终止参与办案"),
            format!("somebody's admission ends on {on}"),
        ),
        Change::RecusalAsked { application } => pair(
            format!("第{}号当事人申请回避", application.party),
            format!("party {} asks for a recusal", application.party),
        ),
        Change::RecusalRefused { application } => pair(
            format!("驳回第{application}号回避申请"),
            format!("application {application} for recusal is refused"),
        ),
        Change::Recused { recusal } => pair(
            format!("{} 回避", recusal.on),
            format!("somebody is recused on {}", recusal.on),
        ),
        _ => pair(kind(change), kind(change)),
    }
}

fn pair(zh: impl Into<String>, en: impl Into<String>) -> (String, String) {
    (zh.into(), en.into())
}

fn term_words(desk: Desk<'_>, term: &workflow::file::Term) -> (String, String) {
    use workflow::file::TermState::{
        Cancelled, Lapsed, LapsedUnverified, Met, MetLate, Overdue, Paused, Running,
    };
    let period = desk.rooms.rulebook.period(&term.period);
    let found = period.map(|period| (period.label.as_str(), period.label_en.as_str()));
    let (zh, en) = label(found, &term.period);
    let due = term.due;
    match term.state {
        Running | Overdue => (format!("{zh}：{due} 届满"), format!("{en}: ends on {due}")),
        Paused => (format!("{zh}：中止"), format!("{en}: paused")),
        LapsedUnverified => (
            format!("{zh}：期满待核"),
            format!("{en}: ended, to be verified"),
        ),
        Met => (format!("{zh}：按期办结"), format!("{en}: met")),
        MetLate => (format!("{zh}：逾期办结"), format!("{en}: met late")),
        Lapsed => (format!("{zh}：期满"), format!("{en}: lapsed")),
        Cancelled => (format!("{zh}：取消"), format!("{en}: cancelled")),
    }
}

fn matter_words(desk: Desk<'_>, matter: &workflow::file::Matter) -> (String, String) {
    let book = desk.rooms.rulebook;
    let track = book.tracks.get(&matter.track);
    let track = track.map(|track| (track.label.zh.as_str(), track.label.en.as_str()));
    let stage = book.stages.get(&matter.stage);
    let stage = stage.map(|stage| (stage.label.zh.as_str(), stage.label.en.as_str()));
    let (track, stage) = (label(track, &matter.track), label(stage, &matter.stage));
    pair(
        format!("第{}号事项「{}」：{}", matter.no, track.0, stage.0),
        format!("matter {} ({}): {}", matter.no, track.1, stage.1),
    )
}

fn paper_words(desk: Desk<'_>, paper: &workflow::file::Paper) -> (String, String) {
    let kind = desk.rooms.rulebook.papers.get(&paper.kind);
    let found = kind.map(|kind| (kind.label.zh.as_str(), kind.label.en.as_str()));
    let (zh, en) = label(found, &paper.kind);
    let number = paper
        .number
        .as_ref()
        .and_then(|number| number.text())
        .unwrap_or_default();
    (
        format!("制发{zh} {number}").trim_end().to_owned(),
        format!("issues: {en} {number}").trim_end().to_owned(),
    )
}

/// Label of a command by its name in the log.
pub(crate) fn command_label(desk: Desk<'_>, code: &str) -> Named {
    let name = workflow::command::CommandName::from_code(code);
    let label = name.map(|name| desk.rooms.rulebook.command_label(name));
    let label = label.as_ref().map(|(zh, en)| (zh.as_str(), en.as_str()));
    Named::of(desk, code, label)
}

/// Stage of a file, with its label.
pub(crate) fn stage_of(desk: Desk<'_>, file: &CaseFile) -> Named {
    let stage = desk.rooms.rulebook.stages.get(&file.stage);
    let label = stage.map(|stage| (stage.label.zh.as_str(), stage.label.en.as_str()));
    Named::of(desk, &file.stage, label)
}
