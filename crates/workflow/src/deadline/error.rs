//! Why an ask cannot be answered: stable codes, and messages that say what would work.

use chrono::NaiveDate;

/// Why a deadline cannot be computed. Chinese first, English second.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AskError {
    /// The line is not an object of JSON.
    #[error("此行不是 JSON 对象：{reason} / the line is not an object of JSON: {reason}")]
    Unreadable {
        /// What the reader says.
        reason: String,
    },
    /// No period has this name.
    #[error(
        "没有名为`{rule}`的期间{zh}；`fuyi deadline rules`列出全部 / no rule is named `{rule}`{en}; `fuyi deadline rules` lists all",
        zh = near.as_ref().map(|near| format!("，是否想写`{near}`？")).unwrap_or_default(),
        en = near.as_ref().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default(),
    )]
    UnknownRule {
        /// The name given.
        rule: String,
        /// The nearest one.
        near: Option<String>,
    },
    /// A field that is not known, is missing, or is of the wrong type.
    #[error("字段`{field}`：{zh} / field `{field}`: {en}")]
    BadField {
        /// The field.
        field: String,
        /// What is wrong, in Chinese.
        zh: String,
        /// What is wrong, in English.
        en: String,
    },
    /// The trigger is not an instant.
    #[error(
        "起算时刻`{text}`无法识别，写如`2026-11-23T09:30:00+08:00` / the trigger `{text}` is not an instant, write it like `2026-11-23T09:30:00+08:00`"
    )]
    BadTrigger {
        /// What was given.
        text: String,
    },
    /// The trigger has no zone.
    #[error(
        "起算时刻`{text}`没有时区，写如`2026-11-23T09:30:00+08:00` / the trigger `{text}` has no zone, write it like `2026-11-23T09:30:00+08:00`"
    )]
    NoZone {
        /// What was given.
        text: String,
    },
    /// A pause that is no interval.
    #[error(
        "中止期间`{text}`无法识别或者为空：写如`2025-04-20..2025-06-15`，后一日是恢复之日，须晚于前一日 / the pause `{text}` is no interval or is empty: write it like `2025-04-20..2025-06-15`, the second day is the one counting resumes and is later than the first"
    )]
    BadPause {
        /// What was given.
        text: String,
    },
    /// The period is not paused by this.
    #[error(
        "`{rule}`不因{zh}中止，{taken_zh} / `{rule}` is not paused by {en}, {taken_en}",
        zh = kind.as_ref().map_or("任何事由".to_owned(), |kind| format!("`{kind}`")),
        en = kind.as_ref().map_or("anything".to_owned(), |kind| format!("`{kind}`")),
        taken_zh = if taken.is_empty() { "去掉中止期间".to_owned() } else { format!("可用：{taken}") },
        taken_en = if taken.is_empty() { "take the pause away".to_owned() } else { format!("it takes: {taken}") },
    )]
    PauseNotTaken {
        /// The period.
        rule: String,
        /// The kind given.
        kind: Option<String>,
        /// The kinds it takes.
        taken: String,
    },
    /// An extension that is no number of days.
    #[error(
        "延长`{text}`不是天数，写 1 以上的整数 / the extension `{text}` is no number of days, write a whole number from 1"
    )]
    BadExtension {
        /// What was given.
        text: String,
    },
    /// The period is not extended.
    #[error("`{rule}`不能延长，去掉延长 / `{rule}` takes no extension, take it away")]
    ExtensionNotTaken {
        /// The period.
        rule: String,
    },
    /// The period is extended once only.
    #[error(
        "`{rule}`只能延长一次，合为一项，共不超过{max}日 / `{rule}` is extended once for all, give one extension of at most {max} days"
    )]
    ExtensionOnce {
        /// The period.
        rule: String,
        /// The most days.
        max: u32,
    },
    /// More days than the law allows.
    #[error(
        "`{rule}`最多延长{max}日，给出的是{days}日 / `{rule}` is extended by at most {max} days, not {days}"
    )]
    ExtensionTooLong {
        /// The period.
        rule: String,
        /// The most days.
        max: u32,
        /// The days given.
        days: u64,
    },
    /// The period does not take this param.
    #[error(
        "`{rule}`没有参数`{name}`，{taken_zh} / `{rule}` has no param `{name}`, {taken_en}",
        taken_zh = if taken.is_empty() { "去掉它".to_owned() } else { format!("可用：{taken}") },
        taken_en = if taken.is_empty() { "take it away".to_owned() } else { format!("it takes: {taken}") },
    )]
    ParamNotTaken {
        /// The period.
        rule: String,
        /// The param given.
        name: String,
        /// The params it takes.
        taken: String,
    },
    /// The period cannot be counted without this param.
    #[error("`{rule}`须有参数`{name}`（{label}） / `{rule}` needs the param `{name}` ({label_en})")]
    ParamMissing {
        /// The period.
        rule: String,
        /// The param.
        name: String,
        /// Its Chinese label.
        label: String,
        /// Its English label.
        label_en: String,
    },
    /// A param whose value does not fit.
    #[error(
        "参数`{name}`的值`{value}`不对：{zh} / the value `{value}` of the param `{name}` does not fit: {en}"
    )]
    BadParam {
        /// The param.
        name: String,
        /// The value.
        value: String,
        /// What would work, in Chinese.
        zh: String,
        /// What would work, in English.
        en: String,
    },
    /// No reading has this name.
    #[error(
        "没有名为`{reading}`的解释{zh}；`fuyi workflow readings`列出全部 / no reading is named `{reading}`{en}; `fuyi workflow readings` lists all",
        zh = near.as_ref().map(|near| format!("，是否想写`{near}`？")).unwrap_or_default(),
        en = near.as_ref().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default(),
    )]
    UnknownReading {
        /// The name given.
        reading: String,
        /// The nearest one.
        near: Option<String>,
    },
    /// The reading has no such option.
    #[error(
        "解释`{reading}`没有选项`{option}`，可用：{taken} / the reading `{reading}` has no option `{option}`, it takes: {taken}"
    )]
    UnknownOption {
        /// The reading.
        reading: String,
        /// The option given.
        option: String,
        /// The options it takes.
        taken: String,
    },
    /// The reading is fixed at its default.
    #[error(
        "解释`{reading}`固定为`{default}`：{why} / the reading `{reading}` is fixed at `{default}`: {why_en}"
    )]
    ReadingFixed {
        /// The reading.
        reading: String,
        /// Its default.
        default: String,
        /// Why, in Chinese.
        why: String,
        /// Why, in English.
        why_en: String,
    },
    /// There is nothing to count.
    #[error(
        "`{rule}`没有可计算的天数：{reason}（{basis}） / `{rule}` has no number of days to count: {reason_en} ({basis})"
    )]
    NotCounted {
        /// The period.
        rule: String,
        /// Why, in Chinese.
        reason: String,
        /// Why, in English.
        reason_en: String,
        /// Its articles.
        basis: String,
    },
    /// The answer rests on a day beyond the calendar.
    #[error(
        "日历没有`{day}`：只有`{first}`至`{last}` / the calendar does not reach `{day}`: it knows `{first}` to `{last}`"
    )]
    OutsideHorizon {
        /// A day whose kind was needed.
        day: NaiveDate,
        /// First day of the calendar.
        first: NaiveDate,
        /// Last day of the calendar.
        last: NaiveDate,
    },
}

impl AskError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "UNREADABLE",
            Self::UnknownRule { .. } => "UNKNOWN_RULE",
            Self::BadField { .. } => "BAD_FIELD",
            Self::BadTrigger { .. } => "BAD_TRIGGER",
            Self::NoZone { .. } => "NO_ZONE",
            Self::BadPause { .. } => "BAD_PAUSE",
            Self::PauseNotTaken { .. } => "PAUSE_NOT_TAKEN",
            Self::BadExtension { .. } => "BAD_EXTENSION",
            Self::ExtensionNotTaken { .. } => "EXTENSION_NOT_TAKEN",
            Self::ExtensionOnce { .. } => "EXTENSION_ONCE",
            Self::ExtensionTooLong { .. } => "EXTENSION_TOO_LONG",
            Self::ParamNotTaken { .. } => "PARAM_NOT_TAKEN",
            Self::ParamMissing { .. } => "PARAM_MISSING",
            Self::BadParam { .. } => "BAD_PARAM",
            Self::UnknownReading { .. } => "UNKNOWN_READING",
            Self::UnknownOption { .. } => "UNKNOWN_OPTION",
            Self::ReadingFixed { .. } => "READING_FIXED",
            Self::NotCounted { .. } => "NOT_COUNTED",
            Self::OutsideHorizon { .. } => "OUTSIDE_HORIZON",
        }
    }
}
