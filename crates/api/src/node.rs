//! Global object identification 全局标识: any thing by its id.

use async_graphql::{Context, ID, Interface, Result};
use workflow::id::CaseId;

use crate::id::GlobalId;
use crate::loaders::{PapersOf, RowOf, TermsOf};
use crate::session::Desk;
use crate::types::case::Case;
use crate::types::entry::{self, Entry};
use crate::types::material::Material;
use crate::types::paper::Paper;
use crate::types::party::Party;
use crate::types::people::{self, Organ, User};
use crate::types::request::PendingRequest;
use crate::types::term::Term;

/// 有全局标识的对象。
///
/// Anything with a global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "全局标识，请勿解析。Opaque global id."))]
pub(crate) enum Node {
    /// 案件。A case.
    Case(Box<Case>),
    /// 期限。A term.
    Term(Box<Term>),
    /// 文书。A paper.
    Paper(Box<Paper>),
    /// 当事人。A party.
    Party(Box<Party>),
    /// 日志条目。An entry of a log.
    Entry(Box<Entry>),
    /// 待签请求。A pending request.
    PendingRequest(Box<PendingRequest>),
    /// 案卷材料。A material of a file.
    Material(Box<Material>),
    /// 机关。An organ.
    Organ(Organ),
    /// 用户。A user.
    User(User),
}

/// The thing with a global id, if it exists and may be seen.
pub(crate) async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let Some(id) = GlobalId::parse(id) else {
        return Ok(None);
    };
    Ok(match id {
        GlobalId::Case(case) => case_of(ctx, case)
            .await?
            .map(|case| Node::Case(Box::new(case))),
        GlobalId::Organ(organ) => people::organ(ctx, organ).await?.map(Node::Organ),
        GlobalId::User(user) => people::user(ctx, user).await?.map(Node::User),
        GlobalId::Party(case, no) => match case_of(ctx, case).await? {
            Some(case) => {
                let party = case.known_parties().one(ctx, no).await?;
                party.map(|party| Node::Party(Box::new(party)))
            }
            None => None,
        },
        GlobalId::Term(case, no) => term_of(ctx, case, no).await?,
        GlobalId::Paper(case, no) => paper_of(ctx, case, no).await?,
        GlobalId::Entry(case, no) => {
            let entry = entry::one(Desk::of(ctx)?, case, no).await?;
            entry.map(|entry| Node::Entry(Box::new(entry)))
        }
        // Not asked for by their ids: they are listed.
        GlobalId::Session(_)
        | GlobalId::Token(_)
        | GlobalId::Filter(_)
        | GlobalId::Leave(_)
        | GlobalId::Reception(_) => None,
        GlobalId::Material(case, no) => match case_of(ctx, case).await? {
            Some(case) => {
                let material = case.material(ctx, no).await?;
                material.map(|material| Node::Material(Box::new(material)))
            }
            None => None,
        },
        GlobalId::Request(case, no) => match case_of(ctx, case).await? {
            Some(case) => {
                let request = case.request(ctx, no).await?;
                request.map(|request| Node::PendingRequest(Box::new(request)))
            }
            None => None,
        },
    })
}

async fn case_of(ctx: &Context<'_>, case: CaseId) -> Result<Option<Case>> {
    let row = Desk::of(ctx)?.loader.load_one(RowOf(case)).await?;
    Ok(row.map(Case::of))
}

async fn term_of(ctx: &Context<'_>, case: CaseId, no: u32) -> Result<Option<Node>> {
    let Some(known) = case_of(ctx, case).await? else {
        return Ok(None);
    };
    let terms = Desk::of(ctx)?
        .loader
        .load_one(TermsOf(case))
        .await?
        .unwrap_or_default();
    let term = terms.iter().find(|term| term.no == no).cloned();
    Ok(term.map(|term| Node::Term(Box::new(Term::of(case, term, known.known_parties())))))
}

async fn paper_of(ctx: &Context<'_>, case: CaseId, no: u32) -> Result<Option<Node>> {
    let Some(known) = case_of(ctx, case).await? else {
        return Ok(None);
    };
    let papers = Desk::of(ctx)?
        .loader
        .load_one(PapersOf(case))
        .await?
        .unwrap_or_default();
    let paper = papers.iter().find(|paper| paper.no == no).cloned();
    Ok(paper.map(|paper| {
        Node::Paper(Box::new(Paper {
            case,
            paper,
            parties: known.known_parties(),
        }))
    }))
}
