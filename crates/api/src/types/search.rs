//! The search 检索 and the search for cases against the same act 同一行政行为查重.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use store::search::{Field, Found, Hit, Relevance, SameAct, SameActGround, Sought, SoughtAct};
use store::{CaseFilter, Page};
use workflow::command::Opening;
use workflow::id::OrganId;
use workflow::scalar::Date;

use crate::error;
use crate::loaders::FileOf;
use crate::page::{self, Slice};
use crate::query::organ_id;
use crate::session::Desk;
use crate::types::case::Case;

/// Findings shown of one case.
const MOST_MATCHES: usize = 5;

/// Longest list of agencies that made an act.
const MOST_RESPONDENTS: usize = 20;

/// 命中的位置。
///
/// Where in a case something was found.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SearchField {
    /// 案号，或者其作为案前介入时的编号。Number of the case, or that which it had as an early intervention.
    Number,
    /// 文书、行政行为、法院和上级文书的文号。Number of a paper, of the disputed act, of a court's or superior organ's document.
    DocumentNumber,
    /// 申请人、第三人、相关机关。An applicant, a third party, another organ.
    Party,
    /// 被申请人。A respondent agency.
    Agency,
    /// 代理人。An agent.
    Agent,
    /// 行政行为。Disputed act, and others against which the applicant was asked to apply separately.
    Act,
    /// 复议请求。What was asked for.
    Request,
    /// 案件情况。What was established, said or decided.
    Fact,
}

impl SearchField {
    fn of(field: Field) -> Self {
        match field {
            Field::Number => Self::Number,
            Field::DocumentNumber => Self::DocumentNumber,
            Field::Party => Self::Party,
            Field::Agency => Self::Agency,
            Field::Agent => Self::Agent,
            Field::Act => Self::Act,
            Field::Request => Self::Request,
            Field::Fact => Self::Fact,
        }
    }

    fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("案号", "number"),
            Self::DocumentNumber => ("文号", "document number"),
            Self::Party => ("当事人", "party"),
            Self::Agency => ("被申请人", "respondent agency"),
            Self::Agent => ("代理人", "agent"),
            Self::Act => ("行政行为", "disputed act"),
            Self::Request => ("复议请求", "request"),
            Self::Fact => ("案件情况", "facts"),
        }
    }
}

/// 相关程度，由近及远。
///
/// How near a case is to what is asked for, nearest first.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SearchRelevance {
    /// 所查全部见于案号、文号。All of it is in numbers.
    Numbers,
    /// 全部见于姓名、名称。All of it is in names.
    Names,
    /// 全部见于行政行为、复议请求。All of it is in the act and the requests.
    Subject,
    /// 见于其他内容，或者分见各处。It is elsewhere, or here and there.
    Text,
}

impl SearchRelevance {
    fn of(relevance: Relevance) -> Self {
        match relevance {
            Relevance::Numbers => Self::Numbers,
            Relevance::Names => Self::Names,
            Relevance::Subject => Self::Subject,
            Relevance::Text => Self::Text,
        }
    }
}

/// 一处命中。
///
/// One place in a case where something asked for stands; only what the viewer may see.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct SearchMatch {
    /// 位置。Where.
    field: SearchField,
    /// 命中以前的文字，前面还有的以省略号开头。What stands before; begins with an ellipsis where more does.
    before: String,
    /// 命中的文字，照原样。What was found, as it is written.
    found: String,
    /// 命中以后的文字，后面还有的以省略号结尾。What stands after; ends with an ellipsis where more does.
    after: String,
}

impl SearchMatch {
    fn of(hit: Hit) -> Self {
        Self {
            field: SearchField::of(hit.field),
            before: hit.snippet.before,
            found: hit.snippet.found,
            after: hit.snippet.after,
        }
    }
}

#[ComplexObject]
impl SearchMatch {
    /// 位置的名目。Label of where.
    async fn field_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.field.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }
}

/// 检索到的案件。
///
/// A case that was found.
pub(crate) struct SearchHit {
    found: Found,
    sought: Sought,
}

/// 检索到的案件。
///
/// A case that was found.
#[Object]
impl SearchHit {
    /// 案件。Case.
    async fn case(&self) -> Case {
        Case::of(self.found.case.clone())
    }

    /// 相关程度。How near it is to what was asked for.
    async fn relevance(&self) -> SearchRelevance {
        SearchRelevance::of(self.found.relevance)
    }

    /// 命中之处，由近及远，至多五处。Where it was found, nearest first, at most five places.
    async fn matches(&self, ctx: &Context<'_>) -> Result<Vec<SearchMatch>> {
        let file = FileOf(self.found.case.id);
        let file = Desk::of(ctx)?.loader.load_one(file).await?;
        let hits = file.map(|file| self.sought.hits(&file, MOST_MATCHES));
        Ok(hits.into_iter().flatten().map(SearchMatch::of).collect())
    }
}

page::connection! {
    /// 检索结果，相关的在先，其次为最近收到的。
    ///
    /// What was found: the nearest first, then the newest received.
    SearchConnection,
    /// 检索结果的一行。
    ///
    /// A row of what was found.
    SearchEdge,
    SearchHit
}

/// A page of what is found.
pub(crate) async fn search(
    desk: Desk<'_>,
    text: &str,
    filter: &CaseFilter,
    page: Page,
) -> Result<SearchConnection> {
    let Some(sought) = Sought::read(text) else {
        return Err(error::bad_input(
            "`text` 中没有可以检索的字词：请给出至少一个汉字、字母或者数字；身份证号不供检索。\
             `text` holds nothing to search for: give at least one Chinese character, letter or digit; nobody is found by \
             the number of an identity card",
        ));
    };
    let read = desk
        .rooms
        .store
        .search(desk.actor(), &sought, filter, &page);
    let found = read.await.map_err(|fault| error::of_store(&fault))?;
    let rows = found.rows.into_iter().map(|found| {
        let sought = sought.clone();
        (found.cursor(), SearchHit { found, sought })
    });
    let has_previous = page.after.is_some();
    Ok(SearchConnection(Slice::new(
        rows,
        found.total,
        found.has_next,
        has_previous,
    )))
}

/// 待查的行政行为：文号，或者机关、作出日和名称。
///
/// Act of which cases are sought: its number, or else agency, day and title.
#[derive(InputObject)]
pub(crate) struct SameActInput {
    /// 被申请人，至多二十个。Respondent agencies, at most twenty.
    respondents: Vec<ID>,
    /// 文号；括号、全角、第…号和前导零不论。Number of the document, whatever its brackets, width and leading zeros.
    act_number: Option<String>,
    /// 名称。What it is called.
    act_title: Option<String>,
    /// 作出日。Day it was made.
    made_on: Option<Date>,
    /// 申请人姓名或名称。Name of who applies.
    applicant: Option<String>,
}

impl SameActInput {
    /// Cases against that act.
    pub(crate) async fn answer(self, desk: Desk<'_>) -> Result<Vec<SameActCase>> {
        if self.respondents.len() > MOST_RESPONDENTS {
            let many = self.respondents.len();
            return Err(error::bad_input(format!(
                "`respondents` 有 {many} 个，至多 {MOST_RESPONDENTS} 个。`respondents` holds {many}: give at most {MOST_RESPONDENTS}"
            )));
        }
        let respondents = self.respondents.iter();
        let respondents = respondents.map(|id| organ_id("respondents", id));
        let sought = SoughtAct {
            respondents: respondents.collect::<Result<_>>()?,
            number: self.act_number,
            title: self.act_title,
            made_on: self.made_on.map(|day| day.0),
            applicants: self.applicant.into_iter().collect(),
        };
        same_act(desk, &sought).await
    }
}

/// 认定为同一行政行为的依据，由强到弱。
///
/// Why two acts are taken for the same, the strongest first.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "SameActGround")]
pub(crate) enum Ground {
    /// 文号相同。Number of the document is the same.
    Number,
    /// 被申请人和作出日相同，名称相同或者相近。Agency and day are the same, the title the same or similar.
    AgencyDayTitle,
}

/// 针对同一行政行为的案件。仅供提示，不影响收案。
///
/// A case against the same act, or what seems so: a hint, never a refusal.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct SameActCase {
    #[graphql(skip)]
    same: SameAct,
    /// 依据。Why it is taken for the same.
    ground: Ground,
    /// 名称相近的程度，0 至 100；有一方不详的为空。How alike the titles are, 0 to 100; null where one is unknown.
    title_likeness: Option<u32>,
    /// 申请人姓名或者名称相同，可能为重复申请。Whether somebody of the same name applies in it: perhaps the same application again.
    same_applicant: bool,
}

#[ComplexObject]
impl SameActCase {
    /// 案件。Case.
    async fn case(&self) -> Case {
        Case::of(self.same.case.clone())
    }

    /// 依据的名目。Label of why.
    async fn ground_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = match self.ground {
            Ground::Number => ("文号相同", "the same number"),
            Ground::AgencyDayTitle => (
                "机关、作出日相同，名称相近",
                "the same agency and day, a similar title",
            ),
        };
        Ok(Desk::of(ctx)?.pick(zh, en))
    }
}

/// Cases against an act.
pub(crate) async fn same_act(desk: Desk<'_>, sought: &SoughtAct) -> Result<Vec<SameActCase>> {
    let found = desk.rooms.store.same_act_cases(desk.actor(), sought).await;
    let found = found.map_err(|fault| error::of_store(&fault))?;
    let of = |same: SameAct| SameActCase {
        ground: match same.ground {
            SameActGround::Number => Ground::Number,
            SameActGround::AgencyDayTitle => Ground::AgencyDayTitle,
        },
        title_likeness: same.title_likeness,
        same_applicant: same.same_applicant,
        same,
    };
    Ok(found.into_iter().map(of).collect())
}

/// The act that an opening is about.
pub(crate) fn act_of(opening: &Opening) -> SoughtAct {
    match opening {
        Opening::Reconsideration(receive) => {
            let act = &receive.disputed_act;
            let organs = receive.respondents.iter().map(|agency| agency.organ);
            SoughtAct {
                respondents: organs.map(OrganId).collect(),
                number: act.document_number.clone(),
                title: Some(act.title.clone()),
                made_on: act.made_on.map(|day| day.0),
                applicants: names(&receive.applicants),
            }
        }
        Opening::Intervention(reported) => {
            let act = reported.act.as_ref();
            let organs = reported.agencies.iter().map(|agency| agency.organ);
            SoughtAct {
                respondents: organs.map(OrganId).collect(),
                number: act.and_then(|act| act.document_number.clone()),
                title: act.map(|act| act.title.clone()),
                made_on: act.and_then(|act| act.made_on).map(|day| day.0),
                applicants: names(&reported.persons),
            }
        }
    }
}

fn names(persons: &[workflow::command::PersonInput]) -> Vec<String> {
    persons.iter().map(|person| person.name.clone()).collect()
}
