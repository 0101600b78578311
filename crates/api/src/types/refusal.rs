//! Refusals and availability: the reasoned no, before and after the question.

use std::collections::BTreeMap;

use async_graphql::{Error, SimpleObject};
use casework::Denied;
use workflow::messages::{self, Lang};
use workflow::plan::Availability as Possible;

use crate::error;
use crate::limits;
use crate::session::Desk;

/// Values of refusals that clients wrote, so that they are given back cut.
const OF_CLIENTS: [&str; 2] = ["value", "ground"];

/// 拒绝。说明理由、依据和现在可以办理的事项。
///
/// Reasoned no: code, article, what is possible now. `code` is the contract, `message` is for people.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// 代码，供程序判断。Stable code, such as `WRONG_STAGE`, `NOT_FOUND`, `STALE_REVISION`, `IDEMPOTENCY_KEY_REUSED`.
    code: String,
    /// 说明，供人阅读。What it means and what would work, in the language of the request.
    message: String,
    /// 法律依据。Article it rests on, where it is law.
    basis: Option<String>,
    /// 现在可以办理的指令。Names of commands that the viewer could give now.
    allowed: Vec<String>,
    /// 说明中的数值。Values in the message.
    args: Vec<RefusalArg>,
}

/// 拒绝说明中的一个数值。
///
/// One value in the message of a refusal.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefusalArg {
    /// 名称。Name.
    name: String,
    /// 值。Value.
    value: String,
}

impl Refusal {
    /// A refusal by law or by the office.
    pub(crate) fn of(refusal: &workflow::refusal::Refusal, lang: Lang) -> Self {
        let mut refusal = refusal.clone();
        for (name, value) in &mut refusal.args {
            *value = match OF_CLIENTS.contains(&name.as_str()) {
                true => limits::short(value),
                false => limits::hidden(value),
            };
        }
        Self {
            code: refusal.code.code().to_owned(),
            message: messages::render(&refusal, lang),
            basis: refusal.basis.clone(),
            allowed: refusal
                .allowed
                .iter()
                .map(|name| name.code().to_owned())
                .collect(),
            args: args_of(&refusal.args),
        }
    }

    /// What is expected is data; what is a fault of the machinery stays an error.
    pub(crate) fn of_denied(denied: &Denied, lang: Lang) -> Result<Self, Error> {
        match denied {
            Denied::Refused(refusal) => Ok(Self::of(refusal, lang)),
            Denied::Store(fault) => Err(error::of_store(fault)),
            Denied::TooMany { retry_after } => Err(error::rate_limited(*retry_after)),
            other => Ok(Self {
                code: other.code().to_owned(),
                message: limits::hidden(&other.message(lang)),
                basis: None,
                allowed: Vec::new(),
                args: args_of(&other.args()),
            }),
        }
    }
}

fn args_of(args: &BTreeMap<String, String>) -> Vec<RefusalArg> {
    args.iter()
        .map(|(name, value)| RefusalArg {
            name: name.clone(),
            value: limits::hidden(value),
        })
        .collect()
}

/// 指令是否可以办理。
///
/// Whether the viewer could give a command now: the tooltip of a disabled button.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct Availability {
    /// 指令名称。Name of the command, as in definitions and in the log.
    command: String,
    /// 指令在 `command` 输入中的字段名。Name of its field in the input of `submitCommand`.
    field: String,
    /// 指令的名目。Label of the command.
    label: String,
    /// 现在是否可以办理。Whether it could be given now.
    allowed: bool,
    /// 是否须由他人签批。Whether somebody else would have to sign it.
    needs_signature: bool,
    /// 不能办理的理由。Why not, for people.
    reason: Option<String>,
    /// 不能办理的代码。Why not, for programs.
    code: Option<String>,
    /// 不能办理的法律依据。Article of the reason, where it is law.
    basis: Option<String>,
}

impl Availability {
    /// What the rulebook says of a command.
    pub(crate) fn of(desk: Desk<'_>, possible: &Possible) -> Self {
        let (zh, en) = desk.rooms.rulebook.command_label(possible.command);
        let refusal = possible.refusal.as_ref();
        Self {
            command: possible.command.code().to_owned(),
            field: field_of(possible.command.code()),
            label: desk.pick(&zh, &en),
            allowed: possible.allowed,
            needs_signature: possible.needs_signature,
            reason: refusal.map(|refusal| messages::render(refusal, desk.session.lang)),
            code: refusal.map(|refusal| refusal.code.code().to_owned()),
            basis: refusal.and_then(|refusal| refusal.basis.clone()),
        }
    }
}

/// The field of the input that carries a command: `request_correction` is `requestCorrection`.
fn field_of(code: &str) -> String {
    let mut words = code.split('_');
    let mut field = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        field.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        field.push_str(letters.as_str());
    }
    field
}

#[cfg(test)]
mod tests {
    use workflow::command::CommandName;

    use super::*;

    #[test]
    fn fields_of_the_input_are_named_after_their_commands() {
        let sdl = crate::schema();
        for name in CommandName::ALL {
            if name.is_given_to_a_case() {
                let field = format!("\t{}: ", field_of(name.code()));
                assert!(sdl.contains(&field), "{name:?} has no field `{field}`");
            }
        }
    }
}
