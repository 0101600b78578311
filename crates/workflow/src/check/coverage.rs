//! What the definitions as a whole must use: every guard, every command, every paper, both kinds of ground.

use super::build::Parts;
use super::names::Names;
use crate::command::CommandName;
use crate::guard::Guard;
use crate::raw::RawSet;
use crate::rulebook::GroundOf;

/// Judges coverage.
pub(crate) fn judge(set: &RawSet, parts: &Parts<'_>, names: &mut Names<'_>) {
    let home = set
        .moves
        .first()
        .map(|raw| raw.file.as_str())
        .or_else(|| set.stages.first().map(|raw| raw.file.as_str()))
        .unwrap_or_default();
    guards(home, parts, names);
    commands(home, parts, names);
    papers(parts, names);
    grounds(home, parts, names);
}

fn uses(parts: &Parts<'_>, guard: Guard) -> bool {
    parts
        .moves
        .iter()
        .any(|built| built.made.when.contains(&guard) || built.made.requires.contains(&guard))
}

fn guards(home: &str, parts: &Parts<'_>, names: &mut Names<'_>) {
    for guard in Guard::ALL.iter().filter(|guard| !uses(parts, **guard)) {
        let name = guard.code();
        names.fault(
            "FY0310",
            home,
            0..0,
            format!("没有步骤用到条件`{name}` / no move uses the guard `{name}`"),
            "写进某个步骤的 when 或 requires，或从程序中删去该条件 / name it in the when or requires of a \
             move, or take the guard out of the program"
                .to_owned(),
        );
    }
}

fn commands(home: &str, parts: &Parts<'_>, names: &mut Names<'_>) {
    let made = |name: CommandName| parts.moves.iter().any(|built| built.made.command == name);
    for command in CommandName::ALL.iter().filter(|name| !made(**name)) {
        let name = command.code();
        names.fault(
            "FY0311",
            home,
            0..0,
            format!("没有步骤对应指令`{name}` / no move is made by the command `{name}`"),
            format!("写一个 command = \"{name}\" 的步骤 / write a move with command = \"{name}\""),
        );
    }
}

fn papers(parts: &Parts<'_>, names: &mut Names<'_>) {
    for built in &parts.papers {
        let id = &built.made.id;
        if !parts
            .moves
            .iter()
            .any(|other| other.made.issues.contains(id))
        {
            names.fault(
                "FY0313",
                &built.raw.file,
                built.raw.item.id.span(),
                format!("没有步骤发出文书`{id}` / no move issues the paper `{id}`"),
                "写进某个步骤的 issues，或删去该文书 / name it in the issues of a move, or take the paper away"
                    .to_owned(),
            );
        }
    }
}

fn grounds(home: &str, parts: &Parts<'_>, names: &mut Names<'_>) {
    let kinds = [
        (
            Guard::SuspensionGround,
            GroundOf::Suspension,
            "suspension",
            "中止",
        ),
        (
            Guard::TerminationGround,
            GroundOf::Termination,
            "termination",
            "终止",
        ),
    ];
    for (guard, of, en, zh) in kinds {
        if uses(parts, guard) && !parts.grounds.iter().any(|built| built.made.of == of) {
            names.fault(
                "FY0314",
                home,
                0..0,
                format!("没有{zh}事由，{zh}永远不能成立 / there is no ground of {en}, so none can ever be made out"),
                format!("写一个 of = \"{en}\" 的`[[ground]]` / write a `[[ground]]` with of = \"{en}\""),
            );
        }
    }
}
