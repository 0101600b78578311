//! The closed words of the definitions as the table says them: name in the files, Chinese, English.

use crate::command::ProcedureKind;
use crate::file::PartyRole;
use crate::rulebook::{Addressees, Awaited, DayOf, GroundCondition, GroundOf, Mark, OpensFor};

/// A word of a closed list: its name in the files, Chinese, English.
pub(super) type Said = (&'static str, &'static str, &'static str);

pub(super) fn mark(mark: Mark) -> Said {
    match mark {
        Mark::Right => ("right", "权利", "right"),
        Mark::Duty => ("duty", "义务", "duty"),
        Mark::Discretion => ("discretion", "裁量", "discretion"),
        Mark::Effect => ("effect", "效果", "effect"),
        Mark::Policy => ("policy", "管理", "policy"),
    }
}

pub(super) fn day_of(day: DayOf) -> Said {
    match day {
        DayOf::Act => ("act", "本机关的行为", "act of the organ"),
        DayOf::Fact => ("fact", "他人的事实", "fact of others"),
    }
}

pub(super) fn addressees(to: Addressees) -> Said {
    match to {
        Addressees::Applicants => ("applicants", "发申请人", "to the applicants"),
        Addressees::Respondents => ("respondents", "发被申请人", "to the respondents"),
        Addressees::ThirdParties => ("third_parties", "发第三人", "to the third parties"),
        Addressees::All => ("all", "发各当事人", "to every party"),
        Addressees::Matter => ("matter", "发事项所涉的人", "to whom the matter concerns"),
        Addressees::Corrected => (
            "corrected",
            "发所补正文书的受送达人",
            "to the addressees of the paper corrected",
        ),
        Addressees::File => ("file", "存卷", "stays in the file"),
    }
}

pub(super) fn party(role: PartyRole) -> Said {
    match role {
        PartyRole::Applicant => ("applicant", "申请人", "applicant"),
        PartyRole::Respondent => ("respondent", "被申请人", "respondent"),
        PartyRole::ThirdParty => ("third_party", "第三人", "third party"),
        PartyRole::OtherOrgan => ("other_organ", "相关机关", "other organ"),
    }
}

/// A procedure by its name in the files.
pub(super) fn procedure(kind: ProcedureKind) -> &'static str {
    match kind {
        ProcedureKind::Ordinary => "ordinary",
        ProcedureKind::Simplified => "simplified",
    }
}

pub(super) fn opens_for(each: OpensFor) -> Said {
    match each {
        OpensFor::RedoOrdered => (
            "redo_ordered",
            "每一项责令重作一件",
            "one for each new act ordered",
        ),
        OpensFor::PerformanceOrdered => (
            "performance_ordered",
            "每一项责令限期履行一件",
            "one for each performance ordered by a day",
        ),
        OpensFor::Mediated => (
            "mediated",
            "调解书确定被申请人限期履行的",
            "where the mediation letter has the respondent perform by a day",
        ),
        OpensFor::OwnDepartment => (
            "own_department",
            "受送达的被申请人为本级人民政府工作部门的",
            "where the respondent served is a department of the same government",
        ),
        OpensFor::Effective => (
            "effective",
            "全部送达时一件",
            "one when it is served on everybody",
        ),
    }
}

pub(super) fn ground_of(of: GroundOf) -> Said {
    match of {
        GroundOf::Suspension => ("suspension", "中止事由", "ground of suspension"),
        GroundOf::Termination => ("termination", "终止事由", "ground of termination"),
    }
}

/// What a ground of suspension waits for.
pub(super) fn awaited(awaited: Awaited) -> Said {
    match awaited {
        Awaited::Authority => ("authority", "写明有权机关", "names the authority asked"),
        Awaited::OtherCase => ("other_case", "写明所依据的其他案件", "names the other case"),
    }
}

/// What a ground of termination asks for; nothing where it asks for nothing.
pub(super) fn condition(condition: GroundCondition) -> Option<Said> {
    match condition {
        GroundCondition::None => None,
        GroundCondition::Withdrawal => Some((
            "withdrawal",
            "全部申请人均已撤回，并经准予",
            "every applicant has withdrawn, and it is permitted",
        )),
        GroundCondition::SixtyDays => Some((
            "sixty_days",
            "中止等待期已满",
            "the wait of the suspension is over",
        )),
    }
}
