//! What a subscription is about, and what of it is new.

use std::collections::BTreeSet;

use store::{CaseBy, DocketMarks, DocketOf, News, Store, StoreError};
use workflow::actor::Actor;
use workflow::id::{CaseId, EntryNo};

use super::{Happened, Wanted};
use crate::session::Session;
use crate::state::Rooms;
use crate::types::docket;

/// Entries that are read at once.
const PAGE: u64 = 50;

/// What a docket holds, and the requests that wait.
type Marks = (DocketMarks, u64);

/// What a subscription is about, and how much of it was told.
#[derive(Debug)]
pub(super) enum Topic {
    /// The entries of a case after the last one told.
    Entries { case: CaseId, last: EntryNo },
    /// A docket, as it was told last.
    Docket { of: DocketOf, told: Option<Marks> },
    /// Terms of cases.
    Deadlines { cases: Option<BTreeSet<CaseId>> },
}

/// Why there is no more to tell.
#[derive(Debug)]
pub(super) enum Over {
    /// There is no such thing, or it may not be seen.
    Unseen,
    /// The database could not be read.
    Fault(StoreError),
}

impl From<StoreError> for Over {
    fn from(fault: StoreError) -> Self {
        Self::Fault(fault)
    }
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) events: Vec<Happened>,
    /// Whether there is more to find at once.
    pub(super) more: bool,
}

impl Topic {
    pub(super) fn of(wanted: Wanted, rooms: &Rooms, session: &Session) -> Self {
        match wanted {
            Wanted::Entries(case, last) => Self::Entries { case, last },
            Wanted::Docket => Self::Docket {
                of: docket::of(rooms, session),
                told: None,
            },
            Wanted::Deadlines(cases) => Self::Deadlines { cases },
        }
    }

    /// Whether news may concern it.
    pub(super) fn concerns(&self, news: &[News]) -> bool {
        match self {
            Self::Entries { case, .. } => news.iter().any(|news| news.case == *case),
            Self::Docket { .. } => true,
            Self::Deadlines { cases } => {
                let named = |news: &News| {
                    cases
                        .as_ref()
                        .is_none_or(|known| known.contains(&news.case))
                };
                news.iter().any(named)
            }
        }
    }

    /// Whether all that is new can be found without having heard of it.
    pub(super) fn remembers(&self) -> bool {
        !matches!(self, Self::Deadlines { .. })
    }

    /// What is new, as far as the actor may see it.
    pub(super) async fn look(
        &mut self,
        store: &Store,
        actor: &Actor,
        news: &[News],
    ) -> Result<Found, Over> {
        match self {
            Self::Entries { case, last } => entries(store, actor, *case, *last).await,
            Self::Docket { of, told } => {
                with_cases(store, actor).await?;
                let now = store.docket_marks(actor, of).await?;
                let before = told.replace(now.clone());
                match before {
                    Some(before) => Ok(changes(store, actor, &before, &now).await?),
                    None => Ok(Found::default()),
                }
            }
            Self::Deadlines { cases } => deadlines(store, actor, cases.as_ref(), news).await,
        }
    }

    /// That something was told.
    pub(super) fn told(&mut self, happened: &Happened) {
        if let (Self::Entries { last, .. }, Happened::Entry(_, logged)) = (self, happened) {
            *last = logged.entry.no;
        }
    }
}

/// Fails unless the actor sees the log of a case: there is none without its first entry.
async fn with_log(store: &Store, actor: &Actor, case: CaseId) -> Result<(), Over> {
    match store.entries(actor, case, 0, 1).await?.is_empty() {
        false => Ok(()),
        true => Err(Over::Unseen),
    }
}

/// Fails where there is no case that the actor may see, nor can be by its roles.
async fn with_cases(store: &Store, actor: &Actor) -> Result<(), Over> {
    match store.sees_cases(actor).await? {
        true => Ok(()),
        false => Err(Over::Unseen),
    }
}

async fn entries(store: &Store, actor: &Actor, case: CaseId, last: EntryNo) -> Result<Found, Over> {
    with_log(store, actor, case).await?;
    let found = store.entries(actor, case, last, PAGE).await?;
    let more = found.len() as u64 == PAGE;
    let events = found
        .into_iter()
        .map(|logged| Happened::Entry(case, logged));
    Ok(Found {
        events: events.collect(),
        more,
    })
}

/// What differs between a docket and what it was.
async fn changes(
    store: &Store,
    actor: &Actor,
    before: &Marks,
    now: &Marks,
) -> Result<Found, StoreError> {
    if before == now {
        return Ok(Found::default());
    }
    let cases: BTreeSet<CaseId> = before.0.keys().chain(now.0.keys()).copied().collect();
    let changed = cases
        .into_iter()
        .filter(|case| before.0.get(case) != now.0.get(case));
    let changed: Vec<CaseId> = changed.collect();
    let rows = store.case_rows(actor, &changed).await?;
    let total = now.0.values().map(Vec::len).sum::<usize>();
    Ok(Found {
        events: vec![Happened::Docket {
            cases: rows.into_values().collect(),
            total: u64::try_from(total).unwrap_or(u64::MAX),
            pending: now.1,
        }],
        more: false,
    })
}

async fn deadlines(
    store: &Store,
    actor: &Actor,
    cases: Option<&BTreeSet<CaseId>>,
    news: &[News],
) -> Result<Found, Over> {
    match cases {
        None => with_cases(store, actor).await?,
        Some(cases) => {
            let cases: Vec<CaseId> = cases.iter().copied().collect();
            if store.case_rows(actor, &cases).await?.is_empty() {
                return Err(Over::Unseen);
            }
        }
    }
    let named = |news: &&News| cases.is_none_or(|cases| cases.contains(&news.case));
    let written = news.iter().filter(named);
    let written: Vec<(CaseId, EntryNo)> = written.map(|news| (news.case, news.no)).collect();
    let set = store.terms_set_by(actor, &written).await?;
    let of: BTreeSet<CaseId> = set.iter().map(|(case, _)| *case).collect();
    let of: Vec<CaseId> = of.into_iter().collect();
    let rows = store.case_rows(actor, &of).await?;
    let events = set.into_iter().filter_map(|(case, term)| {
        let row = rows.get(&case)?.clone();
        Some(Happened::Deadline(row, term))
    });
    Ok(Found {
        events: events.collect(),
        more: false,
    })
}

/// What of something that happened the actor may see now.
pub(super) async fn seen(
    store: &Store,
    actor: &Actor,
    happened: Happened,
) -> Result<Option<Happened>, StoreError> {
    let seen = match &happened {
        // Read anew: less of it may be open than was.
        Happened::Entry(case, logged) => {
            let before = logged.entry.no.saturating_sub(1);
            let found = store.entries(actor, *case, before, 1).await?;
            return Ok(found
                .into_iter()
                .next()
                .map(|logged| Happened::Entry(*case, logged)));
        }
        Happened::Deadline(row, _) => store.case_row(actor, &CaseBy::Id(row.id)).await?.is_some(),
        Happened::Docket { .. } => store.sees_cases(actor).await?,
    };
    Ok(seen.then_some(happened))
}
