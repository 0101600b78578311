//! What of a case is found 可检索的内容: its numbers, who takes part, the act, the requests, what was established.
//!
//! Never: addresses, telephones, numbers of identity cards, and content kept apart from the log.

use workflow::file::{CaseFile, Intervention, Matter, Outcome, PartyRole, Views};

/// Where in a case something was found 命中位置.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 案号。Number of the case, or that which it had as an early intervention.
    Number,
    /// 文号。Number of a paper, of the disputed act, of a court's or a superior organ's document.
    DocumentNumber,
    /// 当事人。An applicant, a third party, another organ.
    Party,
    /// 被申请人。A respondent agency.
    Agency,
    /// 代理人。An agent.
    Agent,
    /// 行政行为。The disputed act, and acts against which the applicant was asked to apply separately.
    Act,
    /// 复议请求。What was asked for.
    Request,
    /// 案件情况。What was established, said or decided.
    Fact,
}

/// How near to what is asked a finding is 相关程度, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relevance {
    /// Everything asked for is in numbers.
    Numbers,
    /// It is in names.
    Names,
    /// It is in what the case is about: the act and the requests.
    Subject,
    /// It is elsewhere in the case, or here and there.
    Text,
}

impl Relevance {
    /// Every class, nearest first.
    pub(crate) const ALL: [Self; 4] = [Self::Numbers, Self::Names, Self::Subject, Self::Text];

    /// Place in the order, from 1.
    pub(crate) fn rank(self) -> i32 {
        match self {
            Self::Numbers => 1,
            Self::Names => 2,
            Self::Subject => 3,
            Self::Text => 4,
        }
    }
}

impl Field {
    /// The class to which a finding in this field belongs.
    pub(crate) fn relevance(self) -> Relevance {
        match self {
            Self::Number | Self::DocumentNumber => Relevance::Numbers,
            Self::Party | Self::Agency | Self::Agent => Relevance::Names,
            Self::Act | Self::Request => Relevance::Subject,
            Self::Fact => Relevance::Text,
        }
    }
}

/// A text of a case with its field, as it was written.
pub(crate) type Entry<'a> = (Field, std::borrow::Cow<'a, str>);

/// The texts of a case as somebody reads it, in the order of relevance. What the reader may not see has been
/// [taken out](crate::sight::redact) of the file before.
pub(crate) fn entries(file: &CaseFile) -> Vec<Entry<'_>> {
    let mut all = List::default();
    numbers(file, &mut all);
    names(file, &mut all);
    let facts = &file.facts;
    all.add(Field::Act, [&facts.disputed_act.title]);
    all.add(Field::Act, &facts.separate_acts);
    all.add(Field::Request, &facts.requests);
    established(file, &mut all);
    for matter in &facts.matters {
        of_matter(matter, &mut all);
    }
    if let Some(known) = &facts.intervention {
        of_intervention(known, &mut all);
    }
    all.0.retain(|(_, text)| !text.trim().is_empty());
    all.0.sort_by_key(|(field, _)| field.relevance());
    all.0
}

#[derive(Default)]
struct List<'a>(Vec<Entry<'a>>);

impl<'a> List<'a> {
    fn add<T: AsRef<str> + ?Sized + 'a>(
        &mut self,
        field: Field,
        texts: impl IntoIterator<Item = &'a T>,
    ) {
        let texts = texts.into_iter();
        self.0
            .extend(texts.map(|text| (field, text.as_ref().into())));
    }
}

fn numbers<'a>(file: &'a CaseFile, all: &mut List<'a>) {
    let facts = &file.facts;
    all.add(Field::Number, file.number.text());
    let before = facts.intervention.as_ref();
    let before = before.and_then(|known| known.number.as_ref());
    all.add(Field::Number, before.and_then(|number| number.text()));
    let papers = file.papers.iter();
    let papers = papers.filter_map(|paper| paper.number.as_ref()?.text());
    all.add(Field::DocumentNumber, papers);
    all.add(Field::DocumentNumber, &facts.disputed_act.document_number);
    let courts = facts.court_case.iter().map(|known| &known.number);
    all.add(Field::DocumentNumber, courts);
    let judgments = facts.judgments.iter().map(|known| &known.number);
    all.add(Field::DocumentNumber, judgments);
    let orders = facts.orders.iter().map(|known| &known.number);
    all.add(Field::DocumentNumber, orders);
}

fn names<'a>(file: &'a CaseFile, all: &mut List<'a>) {
    for party in &file.parties {
        let field = match party.role {
            PartyRole::Respondent => Field::Agency,
            PartyRole::Applicant | PartyRole::ThirdParty | PartyRole::OtherOrgan => Field::Party,
        };
        all.add(field, [&party.name]);
    }
    let agents = file.facts.people.agents.iter();
    all.add(Field::Agent, agents.map(|agent| &agent.name));
}

/// What the proceeding has established.
fn established<'a>(file: &'a CaseFile, all: &mut List<'a>) {
    let facts = &file.facts;
    if let Some(correction) = &facts.correction {
        all.add(Field::Fact, &correction.items);
    }
    if let Some(Views::Waived { reason, .. }) = &facts.views {
        all.add(Field::Fact, [reason]);
    }
    let settled = facts.settlement.iter();
    all.add(Field::Fact, settled.map(|known| &known.content));
    for known in &facts.evidence {
        all.add(Field::Fact, known.items.iter().map(|item| &item.title));
        all.add(Field::Fact, [&known.note]);
        all.add(Field::Fact, &known.excuse);
    }
    // Until it is issued a draft lies in the secondary volume, which is searched for nobody.
    let decided = matches!(facts.outcome, Some(Outcome::Decided { .. }));
    if let Some(draft) = facts.draft.as_ref().filter(|_| decided) {
        all.add(Field::Fact, draft.items.iter().map(|item| &item.subject));
        all.add(Field::Fact, [&draft.findings, &draft.reasons]);
    }
    let courts = facts.court_case.iter().map(|known| &known.court);
    all.add(Field::Fact, courts);
    for known in &facts.judgments {
        all.add(Field::Fact, [&known.court, &known.reason]);
    }
    for known in &facts.orders {
        all.add(Field::Fact, [&known.organ, &known.reason]);
    }
    all.add(Field::Fact, &facts.people.unchosen);
}

fn of_matter<'a>(matter: &'a Matter, all: &mut List<'a>) {
    all.add(Field::Fact, [&matter.about]);
    all.add(Field::Fact, &matter.result);
    let lines = matter.details.lines().into_iter();
    all.0
        .extend(lines.map(|line| (Field::Fact, line.value.into())));
}

fn of_intervention<'a>(known: &'a Intervention, all: &mut List<'a>) {
    all.add(Field::Fact, [&known.about]);
    all.add(Field::Fact, &known.note);
    all.add(Field::Fact, known.records.iter().map(|one| &one.record));
    all.add(Field::Fact, &known.conclusion);
}
