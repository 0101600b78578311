//! Turns what was read into the types of the rulebook, resolving every name.

use chrono::NaiveDate;

use super::names::{Kind, Names};
use crate::actor::Role;
use crate::command::{CommandName, ProcedureKind};
use crate::file::{DefinitionVersion, PartyRole};
use crate::guard::Guard;
use crate::period::PauseKind;
use crate::raw::{
    RawGround, RawMatterOpening, RawMove, RawPaper, RawSet, RawStage, RawTrack, Sourced, Word,
};
use crate::review::Source;
use crate::rulebook::{
    Addressees, Awaited, DayOf, Ground, GroundCondition, GroundOf, Label, Mark, MatterOpening,
    Move, OpensFor, PaperKind, ServiceStart, Stage, Track,
};

const MARKS: [(&str, Mark); 5] = [
    ("right", Mark::Right),
    ("duty", Mark::Duty),
    ("discretion", Mark::Discretion),
    ("effect", Mark::Effect),
    ("policy", Mark::Policy),
];
const DAYS_OF: [(&str, DayOf); 2] = [("act", DayOf::Act), ("fact", DayOf::Fact)];
const ADDRESSEES: [(&str, Addressees); 7] = [
    ("applicants", Addressees::Applicants),
    ("respondents", Addressees::Respondents),
    ("third_parties", Addressees::ThirdParties),
    ("all", Addressees::All),
    ("matter", Addressees::Matter),
    ("corrected", Addressees::Corrected),
    ("file", Addressees::File),
];
const PARTIES: [(&str, PartyRole); 4] = [
    ("applicant", PartyRole::Applicant),
    ("respondent", PartyRole::Respondent),
    ("third_party", PartyRole::ThirdParty),
    ("other_organ", PartyRole::OtherOrgan),
];
const PROCEDURES: [(&str, ProcedureKind); 2] = [
    ("ordinary", ProcedureKind::Ordinary),
    ("simplified", ProcedureKind::Simplified),
];
const OPENS_FOR: [(&str, OpensFor); 5] = [
    ("own_department", OpensFor::OwnDepartment),
    ("effective", OpensFor::Effective),
    ("redo_ordered", OpensFor::RedoOrdered),
    ("performance_ordered", OpensFor::PerformanceOrdered),
    ("mediated", OpensFor::Mediated),
];
const GROUNDS_OF: [(&str, GroundOf); 2] = [
    ("suspension", GroundOf::Suspension),
    ("termination", GroundOf::Termination),
];
const CONDITIONS: [(&str, GroundCondition); 3] = [
    ("none", GroundCondition::None),
    ("withdrawal", GroundCondition::Withdrawal),
    ("sixty_days", GroundCondition::SixtyDays),
];
const AWAITED: [(&str, Awaited); 2] = [
    ("authority", Awaited::Authority),
    ("other_case", Awaited::OtherCase),
];

/// Something built, with what it was built from.
pub(crate) struct Built<'a, R, T> {
    pub(crate) raw: &'a Sourced<R>,
    pub(crate) made: T,
}

/// Everything built from a set of files, periods aside.
pub(crate) struct Parts<'a> {
    pub(crate) tracks: Vec<Built<'a, RawTrack, Track>>,
    pub(crate) stages: Vec<Built<'a, RawStage, Stage>>,
    pub(crate) moves: Vec<Built<'a, RawMove, Move>>,
    pub(crate) papers: Vec<Built<'a, RawPaper, PaperKind>>,
    pub(crate) grounds: Vec<Built<'a, RawGround, Ground>>,
}

/// Builds everything.
pub(crate) fn build<'a>(set: &'a RawSet, names: &mut Names<'_>) -> Parts<'a> {
    let tracks: Vec<_> = set.tracks.iter().map(|raw| track(raw, names)).collect();
    let mut moves: Vec<_> = set.moves.iter().map(|raw| movement(raw, names)).collect();
    for built in &mut moves {
        // A move of a side track that names no stages of the proceeding can be made wherever its track runs.
        let own = tracks
            .iter()
            .find(|track| Some(&track.made.id) == built.made.track.as_ref());
        if let Some(own) = own
            && built.raw.item.during.is_empty()
        {
            built.made.during.clone_from(&own.made.during);
        }
    }
    Parts {
        tracks,
        stages: set.stages.iter().map(|raw| stage(raw, names)).collect(),
        moves,
        papers: set.papers.iter().map(|raw| paper(raw, names)).collect(),
        grounds: set.grounds.iter().map(|raw| ground(raw, names)).collect(),
    }
}

fn label(file: &str, zh: &Word, en: &Word, names: &mut Names<'_>) -> Label {
    for (word, in_zh, in_en) in [(zh, "中文", "Chinese"), (en, "英文", "English")] {
        if word.get_ref().trim().is_empty() {
            names.fault(
                "FY0211",
                file,
                word.span(),
                "名称为空 / the label is empty".to_owned(),
                format!("写上{in_zh}名称 / write the {in_en} label"),
            );
        }
    }
    Label {
        zh: zh.get_ref().clone(),
        en: en.get_ref().clone(),
    }
}

fn text(word: Option<&Word>) -> String {
    word.map(|word| word.get_ref().trim().to_owned())
        .unwrap_or_default()
}

fn track<'a>(raw: &'a Sourced<RawTrack>, names: &mut Names<'_>) -> Built<'a, RawTrack, Track> {
    let (file, item) = (raw.file.as_str(), &raw.item);
    let made = Track {
        id: item.id.get_ref().clone(),
        label: label(file, &item.label, &item.label_en, names),
        many: item.many,
        during: names.ids(Kind::Stage, file, &item.during),
        ends_in: item
            .ends_in
            .as_ref()
            .and_then(|word| names.id(Kind::Stage, file, word)),
        basis: text(item.article.as_ref()),
    };
    Built { raw, made }
}

fn source(file: &str, word: Option<&Word>, names: &mut Names<'_>) -> Option<Source> {
    names.choice(Kind::Choice, file, word?, Source::WORDS)
}

fn stage<'a>(raw: &'a Sourced<RawStage>, names: &mut Names<'_>) -> Built<'a, RawStage, Stage> {
    let item = &raw.item;
    let made = Stage {
        id: item.id.get_ref().clone(),
        label: label(&raw.file, &item.label, &item.label_en, names),
        track: item
            .track
            .as_ref()
            .and_then(|word| names.id(Kind::Track, &raw.file, word)),
        is_final: item.is_final,
        untimed: item.untimed.as_ref().map(|word| word.get_ref().clone()),
        pauses: item
            .pauses
            .as_ref()
            .and_then(|word| names.choice(Kind::Choice, &raw.file, word, PauseKind::WORDS)),
    };
    Built { raw, made }
}

fn movement<'a>(raw: &'a Sourced<RawMove>, names: &mut Names<'_>) -> Built<'a, RawMove, Move> {
    let (file, item) = (raw.file.as_str(), &raw.item);
    let commands = CommandName::ALL.iter().map(|name| (name.code(), *name));
    let commands: Vec<_> = commands.collect();
    let guards: Vec<_> = Guard::ALL
        .iter()
        .map(|guard| (guard.code(), *guard))
        .collect();
    let roles = Role::ALL.map(|role| (role.code(), role));
    let (everything, named): (Vec<Word>, Vec<Word>) = item
        .cancels
        .iter()
        .cloned()
        .partition(|word| word.get_ref() == "*");
    let mut cancels = names.ids(Kind::Period, file, &named);
    names.repeats(file, &everything);
    cancels.extend(everything.iter().take(1).map(|word| word.get_ref().clone()));
    let made = Move {
        id: item.id.get_ref().clone(),
        command: names
            .choice(Kind::Command, file, &item.command, &commands)
            .unwrap_or(CommandName::Receive),
        label: label(file, &item.label, &item.label_en, names),
        mark: names
            .choice(Kind::Choice, file, &item.mark, &MARKS)
            .unwrap_or(Mark::Policy),
        day_of: names
            .choice(Kind::Choice, file, &item.day_of, &DAYS_OF)
            .unwrap_or(DayOf::Act),
        track: item
            .track
            .as_ref()
            .and_then(|word| names.id(Kind::Track, file, word)),
        during: names.ids(Kind::Stage, file, &item.during),
        settled: names.ids(Kind::Track, file, &item.settled),
        from: names.ids(Kind::Stage, file, &item.from),
        to: item
            .to
            .as_ref()
            .and_then(|word| names.id(Kind::Stage, file, word)),
        proposed_by: names.choices(Kind::Role, file, &item.proposed_by, &roles),
        decided_by: names.choices(Kind::Role, file, &item.decided_by, &roles),
        before: item
            .before
            .iter()
            .map(|word| word.get_ref().clone())
            .collect(),
        when: names.choices(Kind::Guard, file, &item.when, &guards),
        requires: names.choices(Kind::Guard, file, &item.requires, &guards),
        starts: names.ids(Kind::Period, file, &item.starts),
        fixes: names.ids(Kind::Period, file, &item.fixes),
        reopens: item.reopens,
        meets: names.ids(Kind::Period, file, &item.meets),
        cancels,
        issues: names.ids(Kind::Paper, file, &item.issues),
        basis: text(item.article.as_ref()),
        words: item.words.clone().unwrap_or_default(),
        source: source(file, item.source.as_ref(), names),
    };
    Built { raw, made }
}

fn paper<'a>(raw: &'a Sourced<RawPaper>, names: &mut Names<'_>) -> Built<'a, RawPaper, PaperKind> {
    let (file, item) = (raw.file.as_str(), &raw.item);
    let mut starts_on_service = Vec::new();
    for start in &item.on_service {
        let party = names.choices(Kind::Choice, file, &start.party, &PARTIES);
        if let Some(period) = names.id(Kind::Period, file, &start.period) {
            let procedure = start.procedure.as_ref();
            starts_on_service.push(ServiceStart {
                procedure: procedure
                    .and_then(|word| names.choice(Kind::Choice, file, word, &PROCEDURES)),
                period,
                party,
                mandatory_first: start.mandatory_first,
            });
        }
    }
    let opens_on_service = item
        .opens
        .iter()
        .filter_map(|raw| opening(file, raw, names))
        .collect();
    let made = PaperKind {
        id: item.id.get_ref().clone(),
        label: label(file, &item.label, &item.label_en, names),
        to: names
            .choice(Kind::Choice, file, &item.to, &ADDRESSEES)
            .unwrap_or(Addressees::File),
        numbered: item.numbered,
        must_be_served: item.must_be_served,
        unless_suspended: item.unless_suspended,
        starts_on_service,
        opens_on_service,
        basis: text(item.article.as_ref()),
        source: source(file, item.source.as_ref(), names),
    };
    Built { raw, made }
}

fn opening(file: &str, raw: &RawMatterOpening, names: &mut Names<'_>) -> Option<MatterOpening> {
    let each = names.choice(Kind::Choice, file, &raw.each, &OPENS_FOR);
    let track = names.id(Kind::Track, file, &raw.track);
    let stage = names.id(Kind::Stage, file, &raw.stage);
    let starts = raw.starts.as_ref();
    Some(MatterOpening {
        each: each?,
        track: track?,
        stage: stage?,
        starts: starts.and_then(|word| names.id(Kind::Period, file, word)),
    })
}

fn ground<'a>(raw: &'a Sourced<RawGround>, names: &mut Names<'_>) -> Built<'a, RawGround, Ground> {
    let (file, item) = (raw.file.as_str(), &raw.item);
    let made = Ground {
        id: item.id.get_ref().clone(),
        of: names
            .choice(Kind::Choice, file, &item.of, &GROUNDS_OF)
            .unwrap_or(GroundOf::Suspension),
        label: label(file, &item.label, &item.label_en, names),
        needs_consent: item.needs_consent.as_ref().is_some_and(|is| *is.get_ref()),
        starts: item
            .starts
            .as_ref()
            .and_then(|word| names.id(Kind::Period, file, word)),
        ends: item
            .ends
            .as_ref()
            .and_then(|word| names.id(Kind::Period, file, word)),
        awaits: item
            .awaits
            .as_ref()
            .and_then(|word| names.choice(Kind::Choice, file, word, &AWAITED)),
        track: item
            .track
            .as_ref()
            .and_then(|word| names.id(Kind::Track, file, word)),
        condition: item
            .condition
            .as_ref()
            .and_then(|word| names.choice(Kind::Choice, file, word, &CONDITIONS))
            .unwrap_or(GroundCondition::None),
        basis: text(item.article.as_ref()),
        source: source(file, item.source.as_ref(), names),
    };
    Built { raw, made }
}

/// The version of the definitions: the instrument in whose folder the stages stand.
pub(crate) fn version(set: &RawSet, names: &mut Names<'_>) -> DefinitionVersion {
    for raw in &set.instruments {
        instrument(raw, names);
    }
    let home = set
        .stages
        .first()
        .map(|stage| stage.file.as_str())
        .unwrap_or_default();
    let own = set
        .instruments
        .iter()
        .find(|raw| folder(&raw.file) == folder(home));
    let Some(own) = own else {
        if !set.incomplete && !set.stages.is_empty() {
            names.fault(
                "FY0319",
                home,
                0..0,
                "程序所在目录没有`[instrument]` / the folder of the proceeding has no `[instrument]`"
                    .to_owned(),
                "在同一目录写一份含`[instrument]`的 instrument.toml / put an instrument.toml with \
                 `[instrument]` into the same folder"
                    .to_owned(),
            );
        }
        return DefinitionVersion {
            instrument: String::new(),
            effective_on: NaiveDate::MIN,
            revision: 0,
        };
    };
    DefinitionVersion {
        instrument: own.item.id.get_ref().clone(),
        effective_on: own
            .item
            .effective_on
            .get_ref()
            .parse()
            .unwrap_or(NaiveDate::MIN),
        revision: *own.item.revision.get_ref(),
    }
}

fn instrument(raw: &Sourced<crate::raw::RawInstrument>, names: &mut Names<'_>) {
    let item = &raw.item;
    label(&raw.file, &item.title, &item.title_en, names);
    let mut parts = folder(&raw.file)
        .rsplit('/')
        .filter(|part| !part.is_empty());
    let (day, short) = (parts.next(), parts.next());
    let effective_on = item.effective_on.get_ref();
    let is_day = effective_on.parse::<NaiveDate>().is_ok();
    for (word, expected) in [
        (&item.id, short),
        (&item.effective_on, day.filter(|_| is_day)),
    ] {
        if expected.is_some_and(|part| part != word.get_ref()) {
            let given = word.get_ref();
            names.fault(
                "FY0320",
                &raw.file,
                word.span(),
                format!("`{given}`与所在目录不符 / `{given}` is not what the folder says"),
                "目录须为 law/法规标识/施行日 / the folder must be law/INSTRUMENT/DAY-OF-EFFECT"
                    .to_owned(),
            );
        }
    }
    if !is_day {
        names.fault(
            "FY0212",
            &raw.file,
            item.effective_on.span(),
            format!("`{effective_on}`不是日期 / `{effective_on}` is not a day"),
            "写如 2024-01-01 / write it like 2024-01-01".to_owned(),
        );
    }
    if *item.revision.get_ref() == 0 {
        names.fault(
            "FY0213",
            &raw.file,
            item.revision.span(),
            "修订号从 1 起 / revisions count from 1".to_owned(),
            "写 1 或更大的数 / write 1 or more".to_owned(),
        );
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
