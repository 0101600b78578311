//! The search 检索: what of a case is found, by words of any length, on either database alike.
//!
//! Of each case a row of text is kept for its office and one for each agency that sees it, each made of the file as that
//! reader reads it; so what somebody may not see is in no text that is searched for them. Words of one or two Chinese
//! characters and whole words of other letters and digits are indexed; what is longer is found by its words and verified
//! against the text. The rows are written in the transaction of what they tell of, and can be made anew from the cases.

mod entries;
mod fold;
mod hits;
mod read;
mod rebuild;
mod same_act;
#[cfg(test)]
mod tests;
mod text;
mod words;
mod write;

pub use entries::{Field, Relevance};
pub use hits::{Hit, Snippet};
pub use read::{Found, FoundPage, Sought};
pub(crate) use rebuild::fill_missing;
pub use same_act::{SameAct, SameActGround, SoughtAct};
pub(crate) use text::{Text, texts};
pub(crate) use write::{Write, drop_views, put};
