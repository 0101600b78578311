//! What was reported to the national platform 上报.

use async_graphql::SimpleObject;
use workflow::command::ReportedThing;
use workflow::file::CaseFile;
use workflow::scalar::Date;

/// 上报全国平台的记录。上报由工作人员在平台上办理，本系统没有与平台的接口。
///
/// A report to the national platform that somebody made there; this program has no interface to it.
#[derive(SimpleObject, Clone)]
pub(crate) struct Report {
    /// 上报的事项。What was reported.
    what: ReportedThing,
    /// 上报之日。Day.
    on: Date,
    /// 平台的案件编号。Number that the platform gave.
    number: String,
}

impl Report {
    /// Those of a case, oldest first.
    pub(crate) fn made(file: &CaseFile) -> Vec<Self> {
        let reports = file.facts.reports.iter();
        reports
            .map(|report| Self {
                what: report.what,
                on: report.on.into(),
                number: report.number.clone(),
            })
            .collect()
    }
}
