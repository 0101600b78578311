//! The closed vocabularies of a period.

/// Declares an enum whose values have a name in the files and labels in both languages.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $word,)+
        }

        impl $name {
            /// Every value with its name in the files.
            pub const WORDS: &[(&str, Self)] = &[$(($code, Self::$word),)+];

            /// Its name in the files.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$word => $code,)+
                }
            }

            /// Chinese and English label.
            #[must_use]
            pub fn label(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$word => ($zh, $en),)+
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What kind of period it is 期间种类.
    PeriodKind {
        /// 义务：an act is owed before its end; past its day it stays owed.
        Duty = "duty", "义务", "duty";
        /// 权利期间：a right that ends with it.
        Window = "window", "权利期间", "window";
        /// 等待：a minimum before something may happen.
        Wait = "wait", "等待", "wait";
        /// 法定效果：its end brings something about.
        Effect = "effect", "法定效果", "effect";
    }
}

words! {
    /// Who is bound 受约束者; decides how a year without its notice is read.
    Bound {
        /// 行政机关、人民法院：the earliest reading.
        Organ = "organ", "机关", "organ";
        /// 当事人：the latest reading.
        Party = "party", "当事人", "party";
    }
}

words! {
    /// What its end brings about 届满的效果.
    OnEnd {
        /// Nothing by itself.
        None = "none", "无自动效果", "nothing by itself";
        /// 视为受理：the one lapse that works by itself (ARL 30(3)).
        DeemAccepted = "deem_accepted", "视为受理", "deemed acceptance";
        /// 期满待核：a person verifies and confirms, or sets aside.
        Verify = "verify", "期满待核", "to be verified";
    }
}

words! {
    /// What is not counted 不计入的期间.
    PauseKind {
        /// 中止（ARL 39；ALL 中止诉讼）。
        Suspension = "suspension", "中止", "suspension";
        /// 鉴定（Regs 37；XJ 50）。
        Appraisal = "appraisal", "鉴定", "appraisal";
        /// 现场勘验（Regs 34）。
        Inspection = "inspection", "现场勘验", "on-site inspection";
        /// 协商、指定管辖，管辖异议和争议（Regs 30；XJ 50）。
        Jurisdiction = "jurisdiction", "管辖", "jurisdiction";
        /// 不可抗力或者其他正当理由（ARL 20(2)；ALL 48(1)）。
        Obstacle = "obstacle", "障碍", "obstacle";
        /// 公告（XJ 50）。
        PublicNotice = "public_notice", "公告", "public notice";
        /// 调解（XJ 50）。
        Mediation = "mediation", "调解", "mediation";
        /// 被羁押等限制人身自由（SCL 39）。
        Custody = "custody", "限制人身自由", "custody";
    }
}

words! {
    /// Who grants an extension 批准延长者.
    ExtendedBy {
        /// 复议机构负责人（ARL 62(1)）。
        InstitutionHead = "institution_head", "复议机构负责人", "head of the reconsideration institution";
        /// 复议机关（ARL 31(2)）。
        ReconsiderationOrgan = "reconsideration_organ", "复议机关", "reconsideration organ";
        /// 高级人民法院（ALL 81, 88）。
        HighCourt = "high_court", "高级人民法院", "high court";
        /// 人民法院（ALL 36, 48(2)）。
        Court = "court", "人民法院", "court";
        /// 本院院长（XJ 112）。
        CourtPresident = "court_president", "本院院长", "president of the court";
    }
}

words! {
    /// Which number of days stands 从其规定, where another law or a court gives one too.
    Prevails {
        /// 较长者（ARL 20(1)）。
        Longer = "longer", "较长者", "the longer";
        /// 较短者（ARL 62(1)；XJ 104）。
        Shorter = "shorter", "较短者", "the shorter";
        /// 另行规定者（Regs 49(1)）。
        Given = "given", "另行规定者", "the one given";
    }
}
