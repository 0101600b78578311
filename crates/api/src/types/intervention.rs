//! Early intervention 案前介入: what was noted of a dispute before anybody applied.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::{InterventionReporter, InterventionResult, ViewsMode};
use workflow::file::{self, CaseFile, Outcome};
use workflow::scalar::Date;

use crate::types::party::{Parties, Party};
use crate::types::people::{self, User};

/// 案前介入。
///
/// An early intervention. It stops no limit to apply and is a condition of nothing.
#[derive(SimpleObject)]
pub(crate) struct Intervention {
    /// 编号，自成序列。Its number, in a series of its own.
    number: String,
    /// 反映之日。Day on which the dispute was reported.
    reported_on: Date,
    /// 由谁反映。Who reported it.
    reporter: InterventionReporter,
    /// 争议事项。What the dispute is about.
    about: String,
    /// 说明。Note.
    note: Option<String>,
    /// 案前化解记录，按登记先后。Sessions and contacts, oldest first.
    records: Vec<InterventionRecord>,
    /// 结束情况，没有申请而结束的。How it ended, where it ended without an application.
    result: Option<InterventionResult>,
    /// 结束的说明。How it ended, in words.
    conclusion: Option<String>,
}

impl Intervention {
    pub(crate) fn of(file: &CaseFile, parties: &Parties) -> Option<Self> {
        let known = file.facts.intervention.as_ref()?;
        let number = known.number.as_ref().unwrap_or(&file.number);
        let record = |record: &file::InterventionRecord| InterventionRecord {
            on: record.on.into(),
            mode: record.mode,
            record: record.record.clone(),
            made: record.clone(),
            parties: parties.clone(),
        };
        Some(Self {
            number: number.text().unwrap_or_default().to_owned(),
            reported_on: known.reported_on.into(),
            reporter: known.reporter,
            about: known.about.clone(),
            note: known.note.clone(),
            records: known.records.iter().map(record).collect(),
            result: match file.facts.outcome {
                Some(Outcome::InterventionEnded { result, .. }) => Some(result),
                _ => None,
            },
            conclusion: known.conclusion.clone(),
        })
    }
}

/// 案前化解记录。
///
/// A session or contact in which the dispute was talked over.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct InterventionRecord {
    /// 日期。Day.
    on: Date,
    /// 方式。How.
    mode: ViewsMode,
    /// 记录摘要。Summary of the record.
    record: String,
    #[graphql(skip)]
    made: file::InterventionRecord,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl InterventionRecord {
    /// 参加的各方。Parties who took part.
    async fn parties(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.made.parties).await
    }

    /// 主持的工作人员。Who of the office led it.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.made.by {
            Some(user) => people::user(ctx, user).await,
            None => Ok(None),
        }
    }
}
