//! `/files/{secret}`: bytes in and out, without GraphQL. The secret says what may be done, once.

mod coming;
mod get;
mod put;

pub use coming::FileComing;
pub(crate) use get::{get, head};
pub(crate) use put::put;

use axum::http::StatusCode;
use store::StoreError;

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

fn fault(status: StatusCode, code: Code, message: impl Into<String>) -> Fault {
    Fault {
        status,
        code,
        message: message.into().into(),
    }
}

fn internal() -> Fault {
    let internal = crate::error::internal();
    fault(
        StatusCode::INTERNAL_SERVER_ERROR,
        Code::Internal,
        internal.message,
    )
}

fn of_store(fault: StoreError) -> Fault {
    let told = crate::error::of_store(&fault);
    match fault.is_transient() {
        true => self::fault(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            told.message,
        ),
        false => self::fault(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            told.message,
        ),
    }
}
