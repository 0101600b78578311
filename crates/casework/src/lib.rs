//! The one door 唯一入口: everything that happens to a case is one command through [`Desk::execute`].
//!
//! Load the case file, plan, record, commit: one transaction, nothing slow inside. What is not about a case goes
//! through the office commands of the same desk, with the organ's own log. What time alone brings about is found
//! by [`Desk::reconcile`] and acts through the same door as [`Actor::System`](workflow::actor::Actor).

mod asked;
mod denied;
mod desk;
mod downloads;
mod failed;
mod files;
mod filters;
mod office;
mod password;
mod receipt;
mod reception;
mod reconcile;
mod reveal;
mod rules;
mod seal;
mod secret;
mod session;
mod set_up;
mod sign_in;
mod throttle;
mod together;

pub use denied::Denied;
pub use desk::{Desk, Precondition};
pub use downloads::{DownloadTicket, HandedOut};
pub use files::{FileBounds, NewUpload, UploadTicket};
pub use office::{NewLeave, NewOrgan, NewToken, NewUser};
pub use password::Unfit;
pub use receipt::Receipt;
pub use reception::NewReception;
pub use reconcile::Reconciled;
pub use rules::{Cost, Profile, SignInRules};
pub use seal::SealSchedule;
pub use secret::{Secret, token_digest};
pub use set_up::{FirstUser, SetUp};
pub use sign_in::{Entered, SignIn, Visitor};
pub use store::files::{Discard, Upload};
pub use store::office::OrganKind;
