//! The rows of moves, grounds and papers. Each is taken apart whole, so that a field new to it must be given its
//! place here.

use super::fields::{Fields, labelled, owned, role};
use super::vocabulary::{self, Said};
use super::{Column, Row};
use crate::command::ProcedureKind;
use crate::review::{RowId, RowKind};
use crate::rulebook::{
    Ground, MatterOpening, Move, PaperKind, Rulebook, ServiceStart, Stage, Track,
};

/// The row of a move.
pub(super) fn movement(made: &Move, rulebook: &Rulebook) -> Row {
    let Move {
        id,
        command,
        label,
        mark,
        day_of,
        track,
        during,
        settled,
        from,
        to,
        proposed_by,
        decided_by,
        before,
        when,
        requires,
        starts,
        fixes,
        reopens,
        meets,
        cancels,
        issues,
        basis,
        words,
        source,
    } = made;
    let mut fields = Fields::default();
    let code = command.code();
    let said = (format!("指令 {code}"), format!("command {code}"));
    fields.put(Column::Name, "command", vec![code.to_owned()], said);
    let proposed = proposed_by.iter().copied().map(role);
    fields.list(
        Column::Who,
        "proposed_by",
        ("提出：", "proposed by: "),
        proposed,
    );
    let decided = decided_by.iter().copied().map(role);
    fields.list(
        Column::Who,
        "decided_by",
        ("决定：", "decided by: "),
        decided,
    );
    fields.word(Column::Nature, "mark", vocabulary::mark(*mark));
    fields.word(Column::Nature, "day_of", vocabulary::day_of(*day_of));
    if let Some(track) = track {
        let named = [track_name(track, rulebook)];
        fields.list(Column::From, "track", ("轨道：", "track: "), named);
        let stages = during.iter().map(|id| stage(id, rulebook));
        fields.list(Column::From, "during", ("期间：", "during: "), stages);
    }
    let stages = from.iter().map(|id| stage(id, rulebook));
    fields.list(Column::From, "from", ("自：", "from: "), stages);
    match to {
        Some(to) => {
            let to = [stage(to, rulebook)];
            fields.list(Column::From, "to", ("至：", "to: "), to);
        }
        None => fields.word(
            Column::From,
            "to",
            ("-", "阶段不变", "the stage does not change"),
        ),
    }
    let tracks = settled.iter().map(|id| track_name(id, rulebook));
    let caption = ("须先了结：", "first to be settled: ");
    fields.list(Column::Terms, "settled", caption, tracks);
    let others = before.iter().map(|id| move_name(id, rulebook));
    fields.list(
        Column::Terms,
        "before",
        ("优先于：", "goes before: "),
        others,
    );
    fields.conditions("when", ("适用于：", "applies where: "), when);
    fields.conditions("requires", ("须：", "requires: "), requires);
    let list = |ids: &[String]| -> Vec<_> { ids.iter().map(|id| term(id, rulebook)).collect() };
    fields.list(
        Column::Effect,
        "starts",
        ("起算：", "starts: "),
        list(starts),
    );
    let caption = ("起算并指定最后一日：", "starts, last day fixed: ");
    fields.list(Column::Effect, "fixes", caption, list(fixes));
    let again = (
        "撤回结果，重新办理",
        "takes the outcome back and reopens the case",
    );
    fields.flag(Column::Effect, "reopens", *reopens, again.0, again.1);
    fields.list(Column::Effect, "meets", ("办结：", "meets: "), list(meets));
    fields.list(
        Column::Effect,
        "cancels",
        ("取消：", "cancels: "),
        list(cancels),
    );
    let papers = issues.iter().map(|id| paper_name(id, rulebook));
    fields.list(Column::Effect, "issues", ("制发：", "issues: "), papers);
    Row {
        id: RowId::new(RowKind::Move, id),
        label: label.clone(),
        article: basis.clone(),
        words: words.clone(),
        source: *source,
        fields: fields.0,
    }
}

/// The row of a track, with its stages.
pub(super) fn track(track: &Track, rulebook: &Rulebook) -> Row {
    let Track {
        id,
        label,
        many,
        during,
        ends_in,
        basis,
    } = track;
    let mut fields = Fields::default();
    let several = ("可以同时进行数件", "several may run at once");
    fields.flag(Column::Nature, "many", *many, several.0, several.1);
    let stages = during.iter().map(|id| stage(id, rulebook));
    fields.list(Column::From, "during", ("期间：", "during: "), stages);
    for known in rulebook.stages.values() {
        if known.track.as_ref() == Some(id) {
            stage_of_track(known, &mut fields);
        }
    }
    let end = ends_in.iter().map(|id| stage(id, rulebook));
    let caption = (
        "程序离开上述阶段时：",
        "when the proceeding leaves these stages: ",
    );
    fields.list(Column::Effect, "ends_in", caption, end);
    Row {
        id: RowId::new(RowKind::Track, id),
        label: label.clone(),
        article: basis.clone(),
        words: String::new(),
        source: None,
        fields: fields.0,
    }
}

fn stage_of_track(stage: &Stage, fields: &mut Fields) {
    let Stage {
        id,
        label,
        track: _,
        is_final,
        untimed,
        pauses,
    } = stage;
    let (mut zh, mut en) = (label.zh.clone(), label.en.clone());
    if *is_final {
        zh.push_str("（终结）");
        en.push_str(" (final)");
    }
    if let Some(kind) = pauses {
        let (why, why_en) = kind.label();
        zh = format!("{zh}（{why}，期间不计入）");
        en = format!("{en} ({why_en}, the days do not count)");
    }
    let values = vec![
        id.clone(),
        label.zh.clone(),
        label.en.clone(),
        format!("final {is_final}"),
        format!("untimed {}", untimed.as_deref().unwrap_or_default()),
        format!("pauses {}", pauses.map_or("", |kind| kind.code())),
    ];
    fields.put(Column::Terms, "stage", values, (zh, en));
}

/// The row of a ground.
pub(super) fn ground(ground: &Ground, rulebook: &Rulebook) -> Row {
    let Ground {
        id,
        of,
        label,
        needs_consent,
        starts,
        ends,
        awaits,
        track,
        condition,
        basis,
        source,
    } = ground;
    let mut fields = Fields::default();
    fields.word(Column::Nature, "of", vocabulary::ground_of(*of));
    let consent = (
        "须申请人和被申请人同意",
        "applicant and respondent must consent",
    );
    fields.flag(
        Column::Terms,
        "needs_consent",
        *needs_consent,
        consent.0,
        consent.1,
    );
    if let Some(awaited) = awaits {
        fields.word(Column::Terms, "awaits", vocabulary::awaited(*awaited));
    }
    let brought = track.iter().map(|id| track_name(id, rulebook));
    let caption = ("只随事项成立：", "comes only with a matter of: ");
    fields.list(Column::Terms, "track", caption, brought);
    if let Some(asked) = vocabulary::condition(*condition) {
        fields.word(Column::Terms, "condition", asked);
    }
    let started = starts.iter().map(|id| term(id, rulebook));
    fields.list(Column::Effect, "starts", ("起算：", "starts: "), started);
    let ended = ends.iter().map(|id| term(id, rulebook));
    let caption = ("应当恢复审理的期限：", "to be resumed within: ");
    fields.list(Column::Effect, "ends", caption, ended);
    Row {
        id: RowId::new(RowKind::Ground, id),
        label: label.clone(),
        article: basis.clone(),
        words: String::new(),
        source: *source,
        fields: fields.0,
    }
}

/// The row of a kind of paper.
pub(super) fn paper(paper: &PaperKind, rulebook: &Rulebook) -> Row {
    let PaperKind {
        id,
        label,
        to,
        numbered,
        must_be_served,
        unless_suspended,
        starts_on_service,
        opens_on_service,
        basis,
        source,
    } = paper;
    let mut fields = Fields::default();
    fields.word(Column::Who, "to", vocabulary::addressees(*to));
    let number = ("单独编号", "has a number of its own");
    fields.flag(Column::Nature, "numbered", *numbered, number.0, number.1);
    let served = ("送达前不得结案", "the case closes only when it is served");
    fields.flag(
        Column::Nature,
        "must_be_served",
        *must_be_served,
        served.0,
        served.1,
    );
    let resumed = (
        "仍在中止的不制发",
        "not issued while the case is still suspended",
    );
    fields.flag(
        Column::Nature,
        "unless_suspended",
        *unless_suspended,
        resumed.0,
        resumed.1,
    );
    for start in starts_on_service {
        on_service(start, rulebook, &mut fields);
    }
    for opening in opens_on_service {
        opens(opening, rulebook, &mut fields);
    }
    Row {
        id: RowId::new(RowKind::Paper, id),
        label: label.clone(),
        article: basis.clone(),
        words: String::new(),
        source: *source,
        fields: fields.0,
    }
}

fn on_service(start: &ServiceStart, rulebook: &Rulebook, fields: &mut Fields) {
    let ServiceStart {
        period,
        party,
        mandatory_first,
        procedure,
    } = start;
    let (code, label, label_en) = term(period, rulebook);
    let mut parties: Vec<Said> = party.iter().copied().map(vocabulary::party).collect();
    parties.sort_unstable();
    let zh: Vec<&str> = parties.iter().map(|(_, zh, _)| *zh).collect();
    let en: Vec<&str> = parties.iter().map(|(_, _, en)| *en).collect();
    let (only, only_en) = match mandatory_first {
        Some(true) => ("（仅限复议前置）", " (mandatory reconsideration only)"),
        Some(false) => (
            "（复议前置的除外）",
            " (not where reconsideration is mandatory)",
        ),
        None => ("", ""),
    };
    let (under, under_en) = match procedure.map(ProcedureKind::label) {
        Some((zh, en)) => (format!("（{zh}）"), format!(" ({en})")),
        None => (String::new(), String::new()),
    };
    let said = (
        format!("送达{}之日起算{label}{only}{under}", zh.join("、")),
        format!(
            "service on {} starts: {label_en}{only_en}{under_en}",
            en.join(", ")
        ),
    );
    let codes: Vec<&str> = parties.iter().map(|(code, _, _)| *code).collect();
    let mut value = format!("{code} party {}", codes.join(","));
    if let Some(first) = mandatory_first {
        value += &format!(" mandatory_first {first}");
    }
    if let Some(procedure) = procedure {
        value += &format!(" procedure {}", vocabulary::procedure(*procedure));
    }
    fields.put(Column::Effect, "on_service", vec![value], said);
}

fn opens(opening: &MatterOpening, rulebook: &Rulebook, fields: &mut Fields) {
    let MatterOpening {
        each,
        track,
        stage: at,
        starts,
    } = opening;
    let (each, each_zh, each_en) = vocabulary::opens_for(*each);
    let (track, track_zh, track_en) = track_name(track, rulebook);
    let (at, at_zh, at_en) = stage(at, rulebook);
    let started = starts.as_deref().map(|id| term(id, rulebook));
    let (code, starts_zh, starts_en) = match started {
        Some((code, zh, en)) => (code, format!("，起算{zh}"), format!(", starting: {en}")),
        None => (String::new(), String::new(), String::new()),
    };
    let said = (
        format!("送达之日开启「{track_zh}」（{at_zh}），{each_zh}{starts_zh}"),
        format!("service opens `{track_en}` ({at_en}), {each_en}{starts_en}"),
    );
    let value = format!("{track} at {at} each {each} starts {code}");
    fields.put(Column::Effect, "opens", vec![value], said);
}

fn stage(id: &str, rulebook: &Rulebook) -> (String, String, String) {
    let label = rulebook.stages.get(id).map(|stage| &stage.label);
    labelled(
        id,
        label.map(|label| (label.zh.as_str(), label.en.as_str())),
    )
}

fn track_name(id: &str, rulebook: &Rulebook) -> (String, String, String) {
    let label = rulebook.tracks.get(id).map(|track| &track.label);
    labelled(
        id,
        label.map(|label| (label.zh.as_str(), label.en.as_str())),
    )
}

fn move_name(id: &str, rulebook: &Rulebook) -> (String, String, String) {
    let step = rulebook.moves.iter().find(|step| step.id == id);
    let label = step.map(|step| (step.label.zh.as_str(), step.label.en.as_str()));
    labelled(id, label)
}

fn paper_name(id: &str, rulebook: &Rulebook) -> (String, String, String) {
    let label = rulebook.papers.get(id).map(|paper| &paper.label);
    labelled(
        id,
        label.map(|label| (label.zh.as_str(), label.en.as_str())),
    )
}

/// A period by its name; `*` is every open term that is no right of a party.
fn term(id: &str, rulebook: &Rulebook) -> (String, String, String) {
    if id == "*" {
        return owned((
            "*",
            "全部未结期限（权利期间除外）",
            "every open term that is not a window",
        ));
    }
    let label = rulebook.periods.get(id);
    labelled(
        id,
        label.map(|period| (period.label.as_str(), period.label_en.as_str())),
    )
}
