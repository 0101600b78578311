//! Words of the reception log 接待登记. A reception is no command to a case: the office keeps it in its own log.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;

vocabulary! {
    /// 接待的方式。How somebody came to the office.
    ReceptionWay {
        /// 来访。In person.
        WalkIn = "来访" / "in person",
        /// 来电。By telephone.
        Telephone = "来电" / "by telephone",
        /// 来信。By letter.
        Letter = "来信" / "by letter",
        /// 网上咨询。Online.
        Online = "网上咨询" / "online",
    }
}

vocabulary! {
    /// 接待的结果。What came of a reception.
    ReceptionResult {
        /// 已答复。Answered; nothing more is to be done.
        Answered = "已答复" / "answered",
        /// 已提出申请。They applied.
        Applied = "已提出申请" / "applied",
        /// 已化解。Settled by mediation.
        Mediated = "已化解" / "mediated",
        /// 已引导至其他机关。They were shown to another organ.
        SentElsewhere = "已引导至其他机关" / "sent elsewhere",
    }
}
