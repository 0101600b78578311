//! Cases heard together 合并审理.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::JoiningGround;
use workflow::effect::Effect;
use workflow::file::CaseFile;
use workflow::id::CaseId;
use workflow::scalar::Date;

use crate::loaders::RowOf;
use crate::session::Desk;
use crate::types::case::Case;

/// 合并审理。各案的案号、期限、结果各自独立。
///
/// That cases are heard together. Number, terms and outcome stay each case's own.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Joining {
    /// 合并之日。Day from which they are.
    since: Date,
    /// 合并的情形；对主案而言为空。Why they may be; null as the lead case has it.
    basis: Option<JoiningGround>,
    #[graphql(skip)]
    with: CaseId,
}

#[ComplexObject]
impl Joining {
    /// 另一案件；已回避该案的，不予显示。Other case; null for whoever is recused from it.
    async fn case(&self, ctx: &Context<'_>) -> Result<Option<Case>> {
        let row = Desk::of(ctx)?.loader.load_one(RowOf(self.with)).await?;
        Ok(row.map(Case::of))
    }
}

impl Joining {
    /// The lead of a case, or as the lead has it the others.
    pub(crate) fn of(file: &CaseFile) -> Vec<Self> {
        let lead = file.facts.joined.iter().map(|joined| Self {
            since: joined.since.into(),
            basis: Some(joined.basis),
            with: joined.lead,
        });
        let members = file.facts.members.iter().map(|member| Self {
            since: member.since.into(),
            basis: None,
            with: member.case,
        });
        lead.chain(members).collect()
    }
}

/// What the log says of a change of them, in Chinese and English. Which cases they are `heardWith` says, to who may see them.
pub(crate) fn words(change: &Effect) -> (String, String) {
    match change {
        Effect::JoinedSet {
            joined: Some(joined),
        } => (
            format!("{} 起与主案合并审理", joined.since),
            format!("heard together with a lead case from {}", joined.since),
        ),
        Effect::MembersSet { members } if !members.is_empty() => (
            format!("本案为主案，与{}件案件合并审理", members.len()),
            format!(
                "leads {} cases that are heard together with it",
                members.len()
            ),
        ),
        _ => (
            "不再与他案合并审理".to_owned(),
            "heard together with no other case any more".to_owned(),
        ),
    }
}
