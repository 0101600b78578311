//! `/files/{secret}`: bytes in, without GraphQL. The secret says what may be done, once.

mod put;

pub(crate) use put::put;

use axum::http::StatusCode;

use crate::error::Code;
use crate::http::answer::Fault;

/// An answer about a URL that does not work, whatever the reason.
fn no_such_url() -> Fault {
    Fault {
        status: StatusCode::NOT_FOUND,
        code: Code::NotFound,
        message: "该地址不存在、已经使用或者已经过期，请重新申请。there is no such address, it was used or it has expired: ask for a new one".into(),
    }
}
