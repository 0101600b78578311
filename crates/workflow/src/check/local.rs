//! What can be judged of one move, one stage, one ground by itself.

use super::build::{Built, Parts};
use super::names::Names;
use super::suggest::suggest;
use crate::command::CommandName;
use crate::raw::{RawGround, RawMove, Word};
use crate::rulebook::{DayOf, Ground, GroundCondition, GroundOf, Mark, Move};

/// Judges every item by itself.
pub(crate) fn judge(parts: &Parts<'_>, names: &mut Names<'_>) {
    for built in &parts.moves {
        article(built, names);
        makers(built, names);
        fit(built, names);
        ends(built, names);
    }
    openings(&parts.moves, names);
    for built in &parts.tracks {
        let item = &built.raw.item;
        rests_on_article(&built.raw.file, &item.id, item.article.as_ref(), names);
    }
    for built in &parts.papers {
        let item = &built.raw.item;
        rests_on_article(&built.raw.file, &item.id, item.article.as_ref(), names);
    }
    for built in &parts.grounds {
        let item = &built.raw.item;
        rests_on_article(&built.raw.file, &item.id, item.article.as_ref(), names);
        ground(built, names);
    }
    ambiguous(&parts.moves, names);
    precedence(&parts.moves, names);
}

fn article(built: &Built<'_, RawMove, Move>, names: &mut Names<'_>) {
    if built.made.mark != Mark::Policy {
        let item = &built.raw.item;
        rests_on_article(&built.raw.file, &item.id, item.article.as_ref(), names);
    }
}

fn rests_on_article(file: &str, id: &Word, article: Option<&Word>, names: &mut Names<'_>) {
    if article.is_some_and(|word| !word.get_ref().trim().is_empty()) {
        return;
    }
    let name = id.get_ref();
    names.fault(
        "FY0308",
        file,
        article.unwrap_or(id).span(),
        format!("`{name}`没有法条依据 / `{name}` rests on no article"),
        "写 article = \"ARL 30(1)\" 之类；办公管理步骤用 mark = \"policy\" / write article = \
         \"ARL 30(1)\" or the like; a step of the office has mark = \"policy\""
            .to_owned(),
    );
}

fn makers(built: &Built<'_, RawMove, Move>, names: &mut Names<'_>) {
    let item = &built.raw.item;
    for (field, listed) in [
        ("proposed_by", &item.proposed_by),
        ("decided_by", &item.decided_by),
    ] {
        if listed.is_empty() {
            let name = item.id.get_ref();
            names.fault(
                "FY0309",
                &built.raw.file,
                item.id.span(),
                format!("无人可以作出`{name}`：{field} 为空 / nobody can make `{name}`: {field} is empty"),
                format!("写上角色，如 {field} = [\"officer\"] / name roles, such as {field} = [\"officer\"]"),
            );
        }
    }
}

/// Judges whether whoever makes a move is one who can: the program records the ends of terms and nothing else, and what the
/// respondent does is a fact to the office, never an act of the office.
fn fit(built: &Built<'_, RawMove, Move>, names: &mut Names<'_>) {
    let (item, made) = (&built.raw.item, &built.made);
    let unfit = |role: &str| match role {
        "system" => made.command != CommandName::RecordLapse,
        "respondent_clerk" => made.day_of == DayOf::Act,
        _ => false,
    };
    let listed = item.proposed_by.iter().chain(&item.decided_by);
    for word in listed.filter(|word| unfit(word.get_ref())) {
        let (id, role) = (&made.id, word.get_ref());
        names.fault(
            "FY0328",
            &built.raw.file,
            word.span(),
            format!("`{role}`不能办理`{id}` / `{role}` cannot make `{id}`"),
            "系统只登记期满；被申请人不作出行政复议机关的行为 / the program records the ends of terms only, and the \
             respondent makes no act of the office"
                .to_owned(),
        );
    }
}

/// Judges where a move leaves from and leads to.
fn ends(built: &Built<'_, RawMove, Move>, names: &mut Names<'_>) {
    let (raw, made) = (built.raw, &built.made);
    let name = raw.item.id.get_ref();
    let opens = opens(made);
    if opens && raw.item.to.is_none() {
        names.fault(
            "FY0317",
            &raw.file,
            raw.item.id.span(),
            format!("收件步骤`{name}`没有去向 / the opening `{name}` leads nowhere"),
            "写 to = 首个阶段 / write to = the first stage".to_owned(),
        );
    }
    if !opens && raw.item.from.is_empty() && raw.item.track.is_none() {
        names.fault(
            "FY0318",
            &raw.file,
            raw.item.id.span(),
            format!("`{name}`不从任何阶段出发 / `{name}` leaves no stage"),
            "在 from 中写上可以作出它的阶段 / list in from the stages in which it can be made"
                .to_owned(),
        );
    }
}

/// Whether a move opens a file: its command does, and it leaves no stage.
pub(super) fn opens(made: &Move) -> bool {
    made.command.opens() && made.track.is_none() && made.from.is_empty()
}

/// Whether the moves of a command that opens a file all leave a stage.
fn lacks(moves: &[Built<'_, RawMove, Move>], command: CommandName) -> bool {
    let mut own = moves
        .iter()
        .filter(|built| built.made.command == command)
        .peekable();
    own.peek().is_some() && !own.any(|built| opens(&built.made))
}

/// Whether a command that opens a file has only moves that leave a stage.
pub(super) fn lacks_an_opening(moves: &[Built<'_, RawMove, Move>]) -> bool {
    let mut commands = CommandName::OPENINGS.into_iter();
    commands.any(|command| lacks(moves, command))
}

/// Judges each command that opens a file: it has a move that leaves no stage, and no other move unless it is given to a
/// case too.
fn openings(moves: &[Built<'_, RawMove, Move>], names: &mut Names<'_>) {
    for command in CommandName::OPENINGS {
        let of = |built: &&Built<'_, RawMove, Move>| built.made.command == command;
        let opened = !lacks(moves, command);
        let wrong = moves.iter().filter(of).find_map(|built| {
            let from = built.raw.item.from.first()?;
            (!opened || !command.is_given_to_a_case()).then_some((built, from))
        });
        if let Some((built, from)) = wrong {
            let name = &built.made.id;
            names.fault(
                "FY0318",
                &built.raw.file,
                from.span(),
                format!("收件步骤`{name}`不能离开阶段 / the opening `{name}` leaves no stage"),
                "写 from = [] / write from = []".to_owned(),
            );
        }
    }
}

/// Judges the fields that only one kind of ground takes.
fn ground(built: &Built<'_, RawGround, Ground>, names: &mut Names<'_>) {
    let (raw, made) = (built.raw, &built.made);
    let item = &raw.item;
    let consents = item.needs_consent.as_ref().filter(|is| *is.get_ref());
    let wrong = match made.of {
        GroundOf::Suspension if made.condition != GroundCondition::None => item
            .condition
            .as_ref()
            .map(|word| (word.span(), "condition", "终止", "termination")),
        GroundOf::Suspension => None,
        GroundOf::Termination => item
            .starts
            .as_ref()
            .map(|word| (word.span(), "starts", "中止", "suspension"))
            .or_else(|| {
                let word = item.ends.as_ref()?;
                Some((word.span(), "ends", "中止", "suspension"))
            })
            .or_else(|| {
                let word = item.awaits.as_ref()?;
                Some((word.span(), "awaits", "中止", "suspension"))
            })
            .or_else(|| {
                let track = item.track.as_ref();
                track.map(|word| (word.span(), "track", "中止", "suspension"))
            })
            .or_else(|| consents.map(|is| (is.span(), "needs_consent", "中止", "suspension"))),
    };
    if let Some((span, field, zh, en)) = wrong {
        names.fault(
            "FY0315",
            &raw.file,
            span,
            format!("`{field}`只用于{zh}事由 / `{field}` belongs to grounds of {en}"),
            "删去此字段，或改 of / take the field away, or change of".to_owned(),
        );
    }
}

/// Reports a precedence over what is no later move of the same command.
fn precedence(moves: &[Built<'_, RawMove, Move>], names: &mut Names<'_>) {
    for (index, built) in moves.iter().enumerate() {
        let later: Vec<&str> = moves
            .iter()
            .skip(index.saturating_add(1))
            .filter(|other| other.made.command == built.made.command)
            .map(|other| other.made.id.as_str())
            .collect();
        for word in &built.raw.item.before {
            if later.contains(&word.get_ref().as_str()) {
                continue;
            }
            let (id, other) = (&built.made.id, word.get_ref());
            names.fault(
                "FY0327",
                &built.raw.file,
                word.span(),
                format!(
                    "`{id}`优先于`{other}`，而后者不是其后同一指令的步骤 / `{id}` goes before `{other}`, which is no later move of the same command"
                ),
                suggest(other, later.iter().copied()),
            );
        }
    }
}

/// Reports two moves of one command that leave one stage on the same conditions.
fn ambiguous(moves: &[Built<'_, RawMove, Move>], names: &mut Names<'_>) {
    for (index, built) in moves.iter().enumerate() {
        let when = sorted(&built.made);
        let clash = moves.iter().take(index).find(|other| {
            other.made.command == built.made.command
                && sorted(&other.made) == when
                && shares_a_stage(&other.made, &built.made)
        });
        if let Some(other) = clash {
            let (this, that) = (&built.made.id, &other.made.id);
            if this == that {
                continue;
            }
            names.fault(
                "FY0321",
                &built.raw.file,
                built.raw.item.id.span(),
                format!(
                    "`{this}`与`{that}`在同一阶段无从区分 / `{this}` and `{that}` cannot be told apart in one stage"
                ),
                "给其中一个写上 when 条件，或分开 from / give one of them a guard in when, or keep their \
                 from apart"
                    .to_owned(),
            );
        }
    }
}

fn sorted(made: &Move) -> Vec<crate::guard::Guard> {
    let mut when = made.when.clone();
    when.sort();
    when
}

fn shares_a_stage(one: &Move, other: &Move) -> bool {
    let together = one
        .stages()
        .iter()
        .any(|stage| other.stages().contains(stage));
    let opening = one.from.is_empty() && other.from.is_empty();
    let opened_together = opening && (one.track.is_none() || together);
    one.track == other.track
        && (opened_together || one.from.iter().any(|stage| other.from.contains(stage)))
}
