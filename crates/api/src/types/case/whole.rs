//! What lies behind the fields of a case: its summary, its file, its terms.

use std::sync::Arc;

use async_graphql::{Context, Result};
use store::CaseRow;
use workflow::file::CaseFile;

use super::Case;
use crate::error;
use crate::loaders::{FileOf, LeaversOf, PapersOf, RowOf, TermsOf};
use crate::page;
use crate::session::Desk;
use crate::types::leave::Leaver;
use crate::types::material::{self, CaseVolume, Material};
use crate::types::paper::Paper;
use crate::types::party::{Parties, Party};
use crate::types::refusal::{Availability, Refusal};
use crate::types::request::PendingRequest;
use crate::types::term::Term;

impl Case {
    /// A case by its summary; what lies deeper is loaded when it is asked for.
    pub(crate) fn of(row: CaseRow) -> Self {
        let parties = Parties::of_case(row.id, row.organ);
        Self { row, parties }
    }

    /// A case whose parties are known already.
    pub(crate) fn with_parties(row: CaseRow, parties: Vec<workflow::file::Party>) -> Self {
        let parties = Parties::known(row.id, row.organ, parties);
        Self { row, parties }
    }

    /// The parties, for the terms and papers of the same page.
    pub(crate) fn known_parties(&self) -> Parties {
        self.parties.clone()
    }

    /// Who has left the case; nobody but the staff of the office is told.
    pub(super) async fn known_leavers(&self, ctx: &Context<'_>) -> Result<Vec<Leaver>> {
        let loader = Desk::of(ctx)?.loader;
        let known = loader.load_one(LeaversOf(self.row.id)).await?;
        let known = known.unwrap_or_default();
        Ok(known.iter().copied().map(Leaver).collect())
    }

    /// Requests that wait for a signature; nobody but the staff of the office sees any.
    pub(super) async fn pending(&self, ctx: &Context<'_>) -> Result<Vec<PendingRequest>> {
        if self.row.pending == 0 || !Desk::of(ctx)?.is_staff_of(self.row.organ) {
            return Ok(Vec::new());
        }
        let file = self.file(ctx).await?;
        let pending = file
            .map(|file| file.facts.pending.clone())
            .unwrap_or_default();
        let of = |request| PendingRequest::of(self.row.id, request);
        Ok(pending.into_iter().map(of).collect())
    }

    /// Each command, and whether the viewer could give it now.
    pub(super) async fn available(&self, ctx: &Context<'_>) -> Result<Vec<Availability>> {
        let desk = Desk::of(ctx)?;
        let moment = desk.session.moment;
        match desk
            .rooms
            .desk
            .available(desk.actor(), self.row.id, moment)
            .await
        {
            Ok(possible) => Ok(possible
                .iter()
                .map(|one| Availability::of(desk, one))
                .collect()),
            Err(denied) => {
                Refusal::of_denied(&denied, desk.session.lang)?;
                Ok(Vec::new())
            }
        }
    }

    /// The volumes of the file that the viewer may see.
    pub(super) async fn volumes_of_file(&self, ctx: &Context<'_>) -> Result<Vec<CaseVolume>> {
        match self.file(ctx).await? {
            Some(file) => material::volumes(ctx, &file, &self.parties).await,
            None => Ok(Vec::new()),
        }
    }

    /// A material of the file, if it may be seen.
    pub(crate) async fn material(&self, ctx: &Context<'_>, no: u32) -> Result<Option<Material>> {
        match self.file(ctx).await? {
            Some(file) => material::find(ctx, &file, no, &self.parties).await,
            None => Ok(None),
        }
    }

    /// The request with a number.
    pub(crate) async fn request(
        &self,
        ctx: &Context<'_>,
        no: u32,
    ) -> Result<Option<PendingRequest>> {
        let pending = self.pending(ctx).await?;
        Ok(pending.into_iter().find(|request| request.number() == no))
    }

    pub(super) async fn file(&self, ctx: &Context<'_>) -> Result<Option<Arc<CaseFile>>> {
        Ok(Desk::of(ctx)?.loader.load_one(FileOf(self.row.id)).await?)
    }

    /// What the whole file says, or what says nothing where it is not to be had.
    pub(super) async fn read<T: Default>(
        &self,
        ctx: &Context<'_>,
        said: impl FnOnce(&CaseFile) -> T,
    ) -> Result<T> {
        Ok(self
            .file(ctx)
            .await?
            .as_deref()
            .map(said)
            .unwrap_or_default())
    }

    /// The parties whose numbers stand somewhere in the file.
    pub(super) async fn named(
        &self,
        ctx: &Context<'_>,
        numbers: impl FnOnce(&CaseFile) -> Vec<u32>,
    ) -> Result<Vec<Party>> {
        let numbers = self.read(ctx, numbers).await?;
        self.parties.some(ctx, &numbers).await
    }

    /// What the whole file says to the staff of the office; to others what says nothing.
    pub(super) async fn read_by_staff<T: Default>(
        &self,
        ctx: &Context<'_>,
        said: impl FnOnce(&CaseFile) -> T,
    ) -> Result<T> {
        if !Desk::of(ctx)?.is_staff_of(self.row.organ) {
            return Ok(T::default());
        }
        self.read(ctx, said).await
    }

    pub(super) async fn all_terms(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<Vec<workflow::file::Term>>> {
        let terms = Desk::of(ctx)?.loader.load_one(TermsOf(self.row.id)).await?;
        Ok(terms.unwrap_or_default())
    }

    /// The open term that is due first; paused ones come last.
    pub(super) async fn next_open_term(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        let terms = self.all_terms(ctx).await?;
        let open = terms.iter().filter(|term| term.state.is_open());
        let next = open.min_by_key(|term| {
            let paused = term.state == workflow::file::TermState::Paused;
            (paused, term.due, term.no)
        });
        Ok(next.map(|term| self.term(term)))
    }

    pub(super) async fn all_papers(&self, ctx: &Context<'_>) -> Result<Vec<Paper>> {
        let loader = Desk::of(ctx)?.loader;
        let papers = loader.load_one(PapersOf(self.row.id)).await?;
        let papers = papers.unwrap_or_default();
        let of = |paper: &workflow::file::Paper| Paper {
            case: self.row.id,
            paper: paper.clone(),
            parties: self.parties.clone(),
        };
        Ok(papers.iter().map(of).collect())
    }

    /// The case out of whose application it was made separately; nobody but the staff of the office is told.
    pub(super) async fn origin(&self, ctx: &Context<'_>) -> Result<Option<Case>> {
        let from = |file: &CaseFile| file.facts.split_from.as_ref().map(|from| from.case);
        let Some(case) = self.read_by_staff(ctx, from).await? else {
            return Ok(None);
        };
        let row = Desk::of(ctx)?.loader.load_one(RowOf(case)).await?;
        Ok(row.map(Case::of))
    }

    /// The cases that were made separately out of its application; nobody but the staff of the office is told.
    pub(super) async fn separate(&self, ctx: &Context<'_>) -> Result<Vec<Case>> {
        let desk = Desk::of(ctx)?;
        if !desk.is_staff_of(self.row.organ) {
            return Ok(Vec::new());
        }
        let found = desk.rooms.store.split_from(desk.actor(), self.row.id).await;
        let found = found.map_err(|fault| error::of_store(&fault))?;
        Ok(found.into_iter().map(Case::of).collect())
    }

    pub(super) fn term(&self, term: &workflow::file::Term) -> Term {
        Term::of(self.row.id, term.clone(), self.parties.clone())
    }
}

page::connection! {
    /// 一页案件。
    ///
    /// A page of cases, newest received first.
    CaseConnection,
    /// 案件页中的一行。
    ///
    /// One row of a page of cases.
    CaseEdge, Case
}
