//! Cases against the same act 同一行政行为查重: known by the number of its document, else by agency, day and title.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, FromQueryResult};
use workflow::actor::Actor;
use workflow::file::{CaseFile, PartyRole};
use workflow::id::{CaseId, OrganId};

use super::read::indexed;
use super::text::{act_by_day, act_by_number, prefix};
use super::words::{key, likeness};
use crate::entity::{case_file, search_text};
use crate::read::case::CaseRow;
use crate::{Store, StoreError, rows, sight};

/// Most cases looked at; the newest received.
const MOST: u64 = 100;

/// From so many hundredths on two titles are similar.
const SIMILAR: u32 = 50;

/// An act of which cases are sought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SoughtAct {
    /// Agencies that made it.
    pub respondents: Vec<OrganId>,
    /// Number of its document.
    pub number: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// Day it was made.
    pub made_on: Option<NaiveDate>,
    /// Names of those who apply.
    pub applicants: Vec<String>,
}

/// Why an act is taken for the same 依据, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SameActGround {
    /// 文号相同。Number of the document is the same.
    Number,
    /// 被申请人、作出日相同，名称相同或者相近。Agency and day are the same, the title the same or similar.
    AgencyDayTitle,
}

/// A case against the same act, or what seems so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameAct {
    /// The case.
    pub case: CaseRow,
    /// Why.
    pub ground: SameActGround,
    /// How alike the titles are, in hundredths; none where one of them is unknown.
    pub title_likeness: Option<u32>,
    /// Whether somebody of the same name applies in it: then it is the same application, or a second one.
    pub same_applicant: bool,
}

impl Store {
    /// Cases of the organ against the same act, for those who see the whole of a case: nobody else finds any. The strongest
    /// ground first, in it the case of the same applicant, then the newest received.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn same_act_cases(
        &self,
        actor: &Actor,
        sought: &SoughtAct,
    ) -> Result<Vec<SameAct>, StoreError> {
        let (Some(person), true) = (actor.person(), sight::whole(actor)) else {
            return Ok(Vec::new());
        };
        let prefix = prefix(person.organ, sight::OFFICE_VIEW);
        let number = sought.number.as_deref().and_then(act_by_number);
        let by_day = sought.respondents.iter();
        let by_day = by_day.filter_map(|agency| Some(act_by_day(*agency, sought.made_on?)));
        let words = number.into_iter().chain(by_day);
        let words: BTreeSet<String> = words.map(|word| format!("{prefix}{word}")).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.of_words(actor, person.organ, words).await?;
        let ids: Vec<CaseId> = found.iter().map(|row| row.id).collect();
        let mut files = self.case_files(actor, &ids).await?;
        let mut same: Vec<SameAct> = found
            .into_iter()
            .filter_map(|row| sought.same(files.remove(&row.id)?, row))
            .collect();
        // Stable: the newest received stay first.
        same.sort_by_key(|one| (one.ground, !one.same_applicant));
        Ok(same)
    }

    /// Cases whose whole text has one of these words in the index, the newest received first.
    async fn of_words(
        &self,
        actor: &Actor,
        organ: OrganId,
        words: BTreeSet<String>,
    ) -> Result<Vec<CaseRow>, StoreError> {
        use search_text::Column;
        let any: Vec<Vec<String>> = words.into_iter().map(|word| vec![word]).collect();
        let texts = Query::select()
            .column(Column::CaseId)
            .from(search_text::Entity)
            .and_where(sea_orm::ColumnTrait::eq(&Column::OrganId, organ.0))
            .and_where(sea_orm::ColumnTrait::eq(
                &Column::ViewId,
                sight::OFFICE_VIEW,
            ))
            .and_where(indexed(self.dialect(), &any))
            .take();
        let mut query = Query::select();
        for column in rows::case::SUMMARY {
            query.column((case_file::Entity, column));
        }
        let id = (case_file::Entity, case_file::Column::Id);
        query
            .from(case_file::Entity)
            .cond_where(sight::cases(actor))
            .and_where(sea_orm::sea_query::Expr::col(id).in_subquery(texts))
            .order_by(
                (case_file::Entity, case_file::Column::ReceivedOn),
                Order::Desc,
            )
            .order_by(id, Order::Desc)
            .limit(MOST);
        let found = self.connection().query_all(&query).await?;
        let of = |row| rows::case::summary(rows::case::Summary::from_query_result(row, "")?);
        found.iter().map(of).collect()
    }
}

impl SoughtAct {
    /// What a case has to do with the act; nothing where the words of the index agreed by chance.
    fn same(&self, file: CaseFile, case: CaseRow) -> Option<SameAct> {
        let act = &file.facts.disputed_act;
        let keys = |one: &Option<String>| one.as_deref().and_then(key);
        let by_number =
            keys(&self.number).is_some() && keys(&self.number) == keys(&act.document_number);
        let title = self.title.as_deref().filter(|title| key(title).is_some());
        let title_likeness = title
            .filter(|_| key(&act.title).is_some())
            .map(|title| likeness(title, &act.title));
        let of_agency = file.parties.iter().any(|party| {
            let respondent = party.role == PartyRole::Respondent;
            let organ = party.organ.filter(|_| respondent);
            organ.is_some_and(|organ| self.respondents.contains(&organ))
        });
        let by_day = of_agency && self.made_on.is_some() && self.made_on == act.made_on;
        let ground = if by_number {
            SameActGround::Number
        } else if by_day && title_likeness.is_some_and(|likeness| likeness >= SIMILAR) {
            SameActGround::AgencyDayTitle
        } else {
            return None;
        };
        let applicants = file.parties.iter();
        let mut applicants = applicants.filter(|party| party.role == PartyRole::Applicant);
        let same_applicant = applicants.any(|party| {
            let name = key(&party.name);
            name.is_some() && self.applicants.iter().any(|asked| key(asked) == name)
        });
        Some(SameAct {
            case,
            ground,
            title_likeness,
            same_applicant,
        })
    }
}
