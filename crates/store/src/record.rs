//! Recording a plan: state, log, terms, papers, alerts, in as few statements as there are tables.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter};
use workflow::id::{CaseId, OrganId, PaperNo, PartyNo, UserId};
use workflow::plan::Plan;

use crate::entity::{alert, case_file, delivery, service};
use crate::write::Head;
use crate::{Remember, StoreError, WriteTx, chain, rows, search};

mod conflict;
pub(crate) mod log;
mod material;
mod round;

use round::Round;

/// Most values bound in one statement; both databases take more.
const VALUES: usize = 30_000;

impl WriteTx {
    /// Records a plan, and what to remember under an idempotency key, in at most 12 statements, two more where people are let in or recused,
    /// one for each service that is taken back.
    ///
    /// Numbers must have been drawn and filled in. Content kept apart from the log gets its salt here.
    ///
    /// # Errors
    ///
    /// [`StoreError::StaleRevision`] where the case moved on since the plan was made;
    /// [`StoreError::Conflict`] where the key was used at the same time elsewhere.
    pub async fn record(&self, plan: &Plan, remember: Option<&Remember>) -> Result<(), StoreError> {
        self.record_round(&[plan]).await?;
        match remember {
            Some(remember) => self.remember(remember).await,
            None => Ok(()),
        }
    }

    /// Records many plans in this transaction, many rows a statement; plans of one case in their order.
    ///
    /// For filling a database, where each plan was made from the `after` of the one before.
    ///
    /// # Errors
    ///
    /// As [`WriteTx::record`].
    pub async fn record_many(&self, plans: &[Plan]) -> Result<(), StoreError> {
        let mut turns: BTreeMap<workflow::id::CaseId, usize> = BTreeMap::new();
        let mut rounds: Vec<Vec<&Plan>> = Vec::new();
        for plan in plans {
            let turn = turns.entry(plan.case).or_default();
            match rounds.get_mut(*turn) {
                Some(round) => round.push(plan),
                None => rounds.push(vec![plan]),
            }
            *turn += 1;
        }
        for round in &rounds {
            self.record_round(round).await?;
        }
        Ok(())
    }

    /// Records plans of different cases.
    async fn record_round(&self, plans: &[&Plan]) -> Result<(), StoreError> {
        let mut round = Round::default();
        self.hold_heads(plans).await?;
        for plan in plans {
            let previous = self.previous(plan)?;
            let logged = log::line(plan, previous)?;
            let head = logged.entry.hash.clone();
            round
                .cases
                .push(rows::case::row(&plan.after, head.clone())?);
            round.entries.push(logged.entry);
            round.protected.extend(logged.protected);
            round.add(plan)?;
            self.hold(
                plan.case.0,
                Head {
                    revision: rows::int(plan.after.revision),
                    hash: head,
                },
            );
        }
        self.put(round, plans).await?;
        for plan in plans {
            self.record_materials(plan).await?;
        }
        Ok(())
    }

    /// Hash before the plan's entry; the case must be where the plan was made from.
    fn previous(&self, plan: &Plan) -> Result<String, StoreError> {
        let held = self.head(plan.case.0);
        if plan.from_revision == 0 && held.is_none() {
            return Ok(chain::case_root(plan.after.organ.0, plan.case.0));
        }
        match held {
            Some(head) if head.revision == rows::int(plan.from_revision) => Ok(head.hash),
            head => Err(StoreError::StaleRevision {
                expected: plan.from_revision,
                actual: head.map_or(0, |head| u32::try_from(head.revision).unwrap_or(0)),
            }),
        }
    }

    /// Reads the ends of the chains that this transaction has not loaded; none in the ordinary way.
    async fn hold_heads(&self, plans: &[&Plan]) -> Result<(), StoreError> {
        let unknown: Vec<&&Plan> = plans
            .iter()
            .filter(|plan| plan.from_revision > 0 && self.head(plan.case.0).is_none())
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let organs: BTreeSet<_> = unknown.iter().map(|plan| plan.after.organ.0).collect();
        let cases: BTreeSet<_> = unknown.iter().map(|plan| plan.case.0).collect();
        let found = case_file::Entity::find()
            .filter(case_file::Column::OrganId.is_in(organs))
            .filter(case_file::Column::Id.is_in(cases))
            .all(self.connection())
            .await?;
        for row in found {
            self.hold(
                row.id,
                Head {
                    revision: row.revision,
                    hash: row.head,
                },
            );
        }
        Ok(())
    }

    async fn put(&self, round: Round, plans: &[&Plan]) -> Result<(), StoreError> {
        let expected = round.cases.len();
        let written = insert(self, round.cases, Some(conflict::compare_and_set())).await?;
        if written != expected as u64 {
            return Err(self.stale(plans).await);
        }
        insert(self, round.entries, None).await?;
        insert(self, round.parties, Some(conflict::replace_party())).await?;
        insert(self, round.people, Some(conflict::replace_person())).await?;
        insert(self, round.terms, Some(conflict::replace_term())).await?;
        insert(self, round.papers, Some(conflict::replace_paper())).await?;
        for service in round.unserved {
            self.unserve(service).await?;
        }
        insert(self, round.services, Some(conflict::replace_service())).await?;
        for (case, terms) in round.silenced {
            alert::Entity::update_many()
                .col_expr(
                    alert::Column::State,
                    Expr::value(alert::AlertState::Withdrawn),
                )
                .filter(alert::Column::OrganId.eq(case.0.0))
                .filter(alert::Column::CaseId.eq(case.1.0))
                .filter(alert::Column::TermNo.is_in(terms.into_iter().map(rows::int)))
                .filter(alert::Column::State.eq(alert::AlertState::Planned))
                .exec(self.connection())
                .await?;
        }
        for (case, users) in round.recused {
            self.unsend(case, users).await?;
        }
        insert(self, round.alerts, Some(conflict::keep_alert())).await?;
        insert(self, round.protected, None).await?;
        search::drop_views(self.connection(), &round.readers).await?;
        search::put(self.connection(), &round.found, search::Write::Changed).await?;
        Ok(())
    }

    /// Removes a service that was taken back; the log keeps it.
    async fn unserve(
        &self,
        (organ, case, paper, party): (OrganId, CaseId, PaperNo, PartyNo),
    ) -> Result<(), StoreError> {
        service::Entity::delete_many()
            .filter(service::Column::OrganId.eq(organ.0))
            .filter(service::Column::CaseId.eq(case.0))
            .filter(service::Column::PaperNo.eq(rows::int(paper)))
            .filter(service::Column::PartyNo.eq(rows::int(party)))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Withdraws letters that wait for whoever the case is closed to.
    async fn unsend(
        &self,
        (organ, case): (OrganId, CaseId),
        users: Vec<UserId>,
    ) -> Result<(), StoreError> {
        use delivery::DeliveryState;
        delivery::Entity::update_many()
            .col_expr(
                delivery::Column::State,
                Expr::value(DeliveryState::Withdrawn),
            )
            .filter(delivery::Column::OrganId.eq(organ.0))
            .filter(delivery::Column::CaseId.eq(case.0))
            .filter(delivery::Column::UserId.is_in(users.into_iter().map(|user| user.0)))
            .filter(delivery::Column::State.is_in([DeliveryState::Queued, DeliveryState::Failed]))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Says which case moved on.
    async fn stale(&self, plans: &[&Plan]) -> StoreError {
        for plan in plans {
            let found = case_file::Entity::find_by_id((plan.after.organ.0, plan.case.0))
                .one(self.connection())
                .await;
            // A row that this statement wrote itself stands at the revision after.
            let actual = match found {
                Err(error) => return error.into(),
                Ok(row) => row.map_or(0, |row| u32::try_from(row.revision).unwrap_or(0)),
            };
            if actual != plan.after.revision || plans.len() == 1 {
                return StoreError::StaleRevision {
                    expected: plan.from_revision,
                    actual,
                };
            }
        }
        StoreError::Busy
    }
}

/// Inserts rows, many a statement; gives the number of rows written.
pub(crate) async fn insert<M, A>(
    tx: &WriteTx,
    models: Vec<M>,
    conflict: Option<OnConflict>,
) -> Result<u64, StoreError>
where
    A: ActiveModelTrait + Send,
    M: IntoActiveModel<A>,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
    let mut written = 0;
    let mut rest = models
        .into_iter()
        .map(IntoActiveModel::into_active_model)
        .peekable();
    while rest.peek().is_some() {
        let some: Vec<A> = rest.by_ref().take(VALUES / columns).collect();
        let mut statement = <A::Entity as EntityTrait>::insert_many(some);
        if let Some(conflict) = &conflict {
            statement = statement.on_conflict(conflict.clone());
        }
        written += statement.exec_without_returning(tx.connection()).await?;
    }
    Ok(written)
}
