//! Things that the definitions name.

use async_graphql::SimpleObject;

use crate::session::Desk;

/// 规则中的名目：标识供程序使用，名称供人阅读。
///
/// Something that the definitions name: the id is for programs, the label is for people.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// 标识。Id, stable.
    id: String,
    /// 名称。Label, in the language of the request.
    label: String,
}

impl Named {
    /// A thing with its Chinese and English label; the id stands in for a label that the definitions lack.
    pub(crate) fn of(desk: Desk<'_>, id: &str, label: Option<(&str, &str)>) -> Self {
        let label = label.map_or_else(|| id.to_owned(), |(zh, en)| desk.pick(zh, en));
        Self {
            id: id.to_owned(),
            label,
        }
    }
}
