//! Loaders 批量读取: what many resolvers of one request ask for is read in one statement.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::{Error, async_trait};
use store::office::{Leave, Organ, User};
use store::{CaseRow, Leaver, MaterialText, Store, StoreError};
use workflow::actor::Actor;
use workflow::file::{CaseFile, Paper, Party, Term};
use workflow::id::{CaseId, OrganId, UserId};

use crate::error;

/// Reads as one actor.
pub(crate) struct Loader {
    pub(crate) store: Store,
    pub(crate) actor: Actor,
}

/// Why a batch could not be read; shared by everybody who waited for it.
#[derive(Clone)]
pub(crate) struct LoadFault(Arc<StoreError>);

impl From<StoreError> for LoadFault {
    fn from(fault: StoreError) -> Self {
        Self(Arc::new(fault))
    }
}

impl From<LoadFault> for Error {
    fn from(fault: LoadFault) -> Self {
        error::of_store(&fault.0)
    }
}

/// Key of a case's summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RowOf(pub(crate) CaseId);

/// Key of a case's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FileOf(pub(crate) CaseId);

/// Key of a case's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TermsOf(pub(crate) CaseId);

/// Key of a case's parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PartiesOf(pub(crate) CaseId);

/// Key of a case's papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PapersOf(pub(crate) CaseId);

/// Key of what is kept apart of a case's materials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MaterialTextsOf(pub(crate) CaseId);

/// Key of a user's leaves that are not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LeavesOf(pub(crate) UserId);

/// Key of those who have left a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LeaversOf(pub(crate) CaseId);

fn answer<I: Copy + Ord, K: Eq + Hash, V, W>(
    found: BTreeMap<I, V>,
    key: impl Fn(I) -> K,
    value: impl Fn(V) -> W,
) -> HashMap<K, W> {
    found
        .into_iter()
        .map(|(id, row)| (key(id), value(row)))
        .collect()
}

/// Declares a loader over a function of `store` that takes many ids.
macro_rules! loads {
    ($key:ty, $wrap:path, $unwrap:expr, $value:ty, $read:ident, $make:expr) => {
        #[async_trait::async_trait]
        impl async_graphql::dataloader::Loader<$key> for Loader {
            type Value = $value;
            type Error = LoadFault;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, $value>, LoadFault> {
                let ids: Vec<_> = keys.iter().map($unwrap).collect();
                let found = self.store.$read(&self.actor, &ids).await?;
                Ok(answer(found, $wrap, $make))
            }
        }
    };
}

loads!(RowOf, RowOf, |key| key.0, CaseRow, case_rows, |row| row);
loads!(
    FileOf,
    FileOf,
    |key| key.0,
    Arc<CaseFile>,
    case_files,
    Arc::new
);
loads!(
    TermsOf,
    TermsOf,
    |key| key.0,
    Arc<Vec<Term>>,
    terms_of,
    Arc::new
);
loads!(
    PartiesOf,
    PartiesOf,
    |key| key.0,
    Arc<Vec<Party>>,
    parties_of,
    Arc::new
);
loads!(
    PapersOf,
    PapersOf,
    |key| key.0,
    Arc<Vec<Paper>>,
    papers_of,
    Arc::new
);
loads!(
    MaterialTextsOf,
    MaterialTextsOf,
    |key| key.0,
    Arc<BTreeMap<u32, MaterialText>>,
    material_texts,
    Arc::new
);
loads!(
    LeavesOf,
    LeavesOf,
    |key| key.0,
    Arc<Vec<Leave>>,
    leaves_of,
    Arc::new
);
loads!(
    LeaversOf,
    LeaversOf,
    |key| key.0,
    Arc<Vec<Leaver>>,
    leavers,
    Arc::new
);
loads!(
    UserId,
    std::convert::identity,
    |id| *id,
    Arc<User>,
    users_by_id,
    Arc::new
);

#[async_trait::async_trait]
impl async_graphql::dataloader::Loader<OrganId> for Loader {
    type Value = Arc<Organ>;
    type Error = LoadFault;

    async fn load(&self, keys: &[OrganId]) -> Result<HashMap<OrganId, Arc<Organ>>, LoadFault> {
        if let [one] = keys {
            let found = self.store.organ(&self.actor, *one).await?;
            return Ok(found
                .into_iter()
                .map(|organ| (*one, Arc::new(organ)))
                .collect());
        }
        let all = self.store.organs(&self.actor).await?;
        Ok(all
            .into_iter()
            .filter(|organ| keys.contains(&organ.id))
            .map(|organ| (organ.id, Arc::new(organ)))
            .collect())
    }
}
