//! Files on their way in 上传 and out 下载.

use async_graphql::{Result, SimpleObject};
use casework::{Denied, DownloadTicket, UploadTicket};
use uuid::Uuid;
use workflow::scalar::Instant;

use crate::session::Desk;
use crate::types::refusal::Refusal;

/// 一个准予上传的文件。
///
/// A file that may be sent.
#[derive(SimpleObject)]
pub(crate) struct Upload {
    /// 上传编号，材料入卷时填写。Id of the upload, to file it by.
    id: Uuid,
    /// 以 PUT 发送文件内容的地址，相对于本服务；已经用过的为空。Address on this server to which the bytes go with PUT; null once it was used.
    url: Option<String>,
    /// 地址失效的时刻。When the address stops working.
    expires_at: Instant,
}

/// 申请上传的回答：地址或者拒绝。
///
/// Answer to an announced file: the address, or the refusal.
#[derive(SimpleObject)]
pub(crate) struct StartUploadPayload {
    /// 上传；被拒绝时为空。Upload; null when refused.
    upload: Option<Upload>,
    /// 拒绝；准予上传时为空。Refusal; null when it may be sent.
    refusal: Option<Refusal>,
}

impl StartUploadPayload {
    /// What the door said.
    pub(crate) fn of(desk: Desk<'_>, answer: Result<UploadTicket, Denied>) -> Result<Self> {
        Ok(match answer {
            Ok(ticket) => Self {
                upload: Some(Upload {
                    id: ticket.upload,
                    url: {
                        let secret = ticket.secret.as_ref();
                        secret.map(|secret| format!("/files/{}", secret.expose()))
                    },
                    expires_at: Instant::new(ticket.expires_at),
                }),
                refusal: None,
            },
            Err(denied) => Self {
                upload: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }
}

/// 一份准予下载的材料。
///
/// A material that may be downloaded.
#[derive(SimpleObject)]
pub(crate) struct Download {
    /// 以 GET 取得文件内容的地址，相对于本服务，只能使用一次。Address on this server from which the bytes come with GET, once.
    url: String,
    /// 地址失效的时刻。When the address stops working.
    expires_at: Instant,
}

/// 申请下载的回答：地址或者拒绝。
///
/// Answer to who asks for a download: the address, or the refusal.
#[derive(SimpleObject)]
pub(crate) struct StartDownloadPayload {
    /// 下载；被拒绝时为空。Download; null when refused.
    download: Option<Download>,
    /// 拒绝；准予下载时为空。Refusal; null when it may be downloaded.
    refusal: Option<Refusal>,
}

impl StartDownloadPayload {
    /// What the door said.
    pub(crate) fn of(desk: Desk<'_>, answer: Result<DownloadTicket, Denied>) -> Result<Self> {
        Ok(match answer {
            Ok(ticket) => Self {
                download: Some(Download {
                    url: format!("/files/{}", ticket.secret.expose()),
                    expires_at: Instant::new(ticket.expires_at),
                }),
                refusal: None,
            },
            Err(denied) => Self {
                download: None,
                refusal: Some(Refusal::of_denied(&denied, desk.session.lang)?),
            },
        })
    }
}
