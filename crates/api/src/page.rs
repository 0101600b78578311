//! Pages 分页: Relay connections with `nodes` and `totalCount`.

use async_graphql::{Error, SimpleObject};

use crate::error::bad_input;
use crate::id;

/// Largest page.
pub(crate) const MOST: u32 = 100;

/// The size of a page: 1 to 100.
pub(crate) fn size(first: i32) -> Result<u32, Error> {
    u32::try_from(first)
        .ok()
        .filter(|first| (1..=MOST).contains(first))
        .ok_or_else(|| {
            bad_input(format!(
                "`first` 为 `{first}`，须为 1 至 100。`first` is `{first}`: give 1 to 100"
            ))
        })
}

/// The place that a cursor names.
pub(crate) fn after(cursor: Option<&str>) -> Result<Option<String>, Error> {
    cursor
        .map(|text| {
            id::place(text).ok_or_else(|| {
                bad_input(format!(
                    "`after` 的游标 `{text}` 无法识别。`{text}` is not a cursor: use one that a page of the same list gave"
                ))
            })
        })
        .transpose()
}

/// 分页信息。
///
/// Where a page stands in its list.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageInfo {
    /// 之后是否还有。Whether rows follow.
    has_next_page: bool,
    /// 之前是否还有。Whether rows come before.
    has_previous_page: bool,
    /// 本页首行的游标；空页为空。Cursor of the first row; null on an empty page.
    start_cursor: Option<String>,
    /// 本页末行的游标；空页为空。Cursor of the last row; null on an empty page.
    end_cursor: Option<String>,
}

/// One page of a list.
pub(crate) struct Slice<T> {
    pub(crate) rows: Vec<(String, T)>,
    pub(crate) total: u64,
    pub(crate) has_next: bool,
    pub(crate) has_previous: bool,
}

impl<T> Slice<T> {
    /// A page whose rows come with the places that `store` gave them.
    pub(crate) fn new(
        rows: impl IntoIterator<Item = (String, T)>,
        total: u64,
        has_next: bool,
        has_previous: bool,
    ) -> Self {
        let rows = rows
            .into_iter()
            .map(|(place, row)| (id::cursor(&place), row))
            .collect();
        Self {
            rows,
            total,
            has_next,
            has_previous,
        }
    }

    /// A page of a whole list in memory, with the place in the list as cursor.
    pub(crate) fn of_list(list: Vec<T>, first: i32, cursor: Option<&str>) -> Result<Self, Error> {
        let first = usize::try_from(size(first)?).unwrap_or(usize::MAX);
        let start = match after(cursor)? {
            None => 0,
            Some(place) => place
                .parse::<usize>()
                .map_err(|_| bad_input("`after` is not a cursor of this list"))?
                .saturating_add(1),
        };
        let total = list.len();
        let rows: Vec<(String, T)> = list
            .into_iter()
            .enumerate()
            .skip(start)
            .take(first)
            .map(|(index, row)| (index.to_string(), row))
            .collect();
        let has_next = start.saturating_add(rows.len()) < total;
        Ok(Self::new(rows, total as u64, has_next, start > 0))
    }

    pub(crate) fn info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.rows.first().map(|(cursor, _)| cursor.clone()),
            end_cursor: self.rows.last().map(|(cursor, _)| cursor.clone()),
        }
    }
}

/// Declares a connection and its edge over a node.
macro_rules! connection {
    ($(#[$doc:meta])* $connection:ident, $(#[$edge_doc:meta])* $edge:ident, $node:ty) => {
        $(#[$doc])*
        pub(crate) struct $connection(pub(crate) crate::page::Slice<$node>);

        $(#[$edge_doc])*
        pub(crate) struct $edge<'a>(&'a (String, $node));

        $(#[$edge_doc])*
        #[async_graphql::Object]
        impl $edge<'_> {
            /// 游标。Cursor of the row, for `after`.
            async fn cursor(&self) -> &str {
                &self.0.0
            }

            /// 该行的内容。What the row holds.
            async fn node(&self) -> &$node {
                &self.0.1
            }
        }

        $(#[$doc])*
        #[async_graphql::Object]
        impl $connection {
            /// 各行及其游标。Rows with their cursors.
            async fn edges(&self) -> Vec<$edge<'_>> {
                self.0.rows.iter().map($edge).collect()
            }

            /// 各行，不带游标。Rows without their cursors.
            async fn nodes(&self) -> Vec<&$node> {
                self.0.rows.iter().map(|(_, node)| node).collect()
            }

            /// 分页信息。Where the page stands.
            async fn page_info(&self) -> crate::page::PageInfo {
                self.0.info()
            }

            /// 可见的总数。How many there are on all pages that the viewer may see.
            async fn total_count(&self) -> u64 {
                self.0.total
            }
        }
    };
}
pub(crate) use connection;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_one_to_a_hundred_rows() {
        assert!(size(0).is_err());
        assert!(size(101).is_err());
        assert!(size(-1).is_err());
        assert_eq!(size(100).unwrap(), 100);
    }

    #[test]
    fn pages_of_a_list_join_without_gap_or_double() {
        let list: Vec<u32> = (0..7).collect();
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = Slice::of_list(list.clone(), 3, cursor.as_deref()).unwrap();
            assert_eq!(page.total, 7);
            seen.extend(page.rows.iter().map(|(_, row)| *row));
            cursor = page.info().end_cursor;
            if !page.has_next {
                break;
            }
        }
        assert_eq!(seen, list);
        let empty = Slice::of_list(list, 3, cursor.as_deref()).unwrap();
        assert!(empty.rows.is_empty() && !empty.has_next && empty.has_previous);
        assert_eq!(empty.info().start_cursor, None);
    }

    #[test]
    fn a_forged_cursor_is_refused() {
        assert!(after(Some("§")).is_err());
        assert!(Slice::of_list(vec![1], 1, Some(&id::cursor("x"))).is_err());
    }
}
