//! Steps 计算步骤 of a count of days.

use async_graphql::{Enum, Result, SimpleObject};
use chrono::NaiveDate;
use serde_json::Value;
use workflow::deadline::AnswerStep;
use workflow::messages::Lang;
use workflow::scalar::Date;

use crate::page::{self, Slice};

/// Declares the kinds of step with their names in answers of the rules.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal),+ $(,)?) => {
        /// 计算步骤的种类。
        ///
        /// Kind of a step of the count.
        #[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum StepKind { $($(#[$doc])* $kind),+ }

        impl StepKind {
            /// The kind with this name.
            fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$kind),)+ _ => None }
            }
        }
    };
}

kinds! {
    /// 起算日不计入。Start is not counted.
    StartNotCounted = "start_not_counted",
    /// 期间长度。What is to be counted.
    Length = "length",
    /// 对应日。Where months or years end.
    CorrespondingDay = "corresponding_day",
    /// 延长。An extension.
    Extended = "extended",
    /// 计入。Days counted.
    Counted = "counted",
    /// 调休上班日计入。Make-up days counted.
    MakeUpCounted = "make_up_counted",
    /// 周末不计入。Weekend skipped.
    SkippedWeekend = "skipped_weekend",
    /// 法定休假日不计入。Holiday skipped.
    SkippedHoliday = "skipped_holiday",
    /// 中止等期间不计入。Days paused.
    Paused = "paused",
    /// 不影响的中止期间。A pause that changes nothing.
    PauseWithoutEffect = "pause_without_effect",
    /// 顺延前的最后一日。Last day before the roll.
    LastDay = "last_day",
    /// 顺延。Roll to the first working day.
    Rolled = "rolled",
    /// 稳妥日。Day to plan for.
    SafeBy = "safe_by",
    /// 暂定。Rests on a year whose notice is not loaded.
    Provisional = "provisional",
    /// 届满日。Period ends.
    End = "end",
    /// 给出的不计入期间。A pause that was given.
    PauseGiven = "pause_given",
    /// 批准的延长。An extension that was given.
    ExtensionGiven = "extension_given",
    /// 前段期间。Stretch that runs first.
    FirstStretch = "first_stretch",
    /// 前段期间届满。First stretch ends on a day that was given.
    FirstEndsOn = "first_ends_on",
    /// 本期间起算。Period itself starts.
    PeriodStarts = "period_starts",
    /// 另计的期间。Another length, of which the earlier end stands.
    OtherLength = "other_length",
    /// 以先届满者为准。Earlier end stands.
    EarlierEnd = "earlier_end",
    /// 因参数改变的长度。Another length because of a param.
    OtherLengthBecause = "other_length_because",
    /// 程序转换。Converted to the ordinary procedure.
    Converted = "converted",
    /// 选用的解释。A reading that was chosen.
    ReadingChosen = "reading_chosen",
    /// 指定的末日。Last day was fixed, nothing is counted.
    LastDayFixed = "last_day_fixed",
}

/// 计算步骤。
///
/// One step of the arithmetic behind a deadline.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// 种类。Kind.
    kind: Option<StepKind>,
    /// 首日。First day that the step speaks of.
    from: Option<Date>,
    /// 末日。Last day that the step speaks of.
    through: Option<Date>,
    /// 首日的计数。Number of the first day.
    first: Option<i64>,
    /// 末日的计数。Number of the last day.
    last: Option<i64>,
    /// 天数。How many days.
    days: Option<i64>,
    /// 依据的放假通知。Notice it rests on.
    notice: Option<String>,
    /// 法律依据。Article that the step carries out.
    basis: Option<String>,
    /// 文字说明。Step in words, in the language of the request.
    text: String,
}

impl Step {
    /// A step of an answer.
    fn of(step: &AnswerStep, lang: Lang) -> Self {
        let fields = serde_json::to_value(&step.step).unwrap_or_default();
        let day = |name: &str| day_in(&fields, name);
        let number = |name: &str| fields.get(name).and_then(Value::as_i64);
        let text_in = |name: &str| fields.get(name).and_then(Value::as_str);
        let alone = day("day").or_else(|| day("on")).or_else(|| day("start"));
        Self {
            kind: text_in("step").and_then(StepKind::from_code),
            from: day("from").or_else(|| day("instead_of")).or(alone),
            through: day("through").or_else(|| day("to")).or(alone),
            first: number("first"),
            last: number("last"),
            days: number("days"),
            notice: text_in("notice").map(str::to_owned),
            basis: step.basis.map(str::to_owned),
            text: lang.pick(&step.text, &step.text_en).to_owned(),
        }
    }
}

fn day_in(fields: &Value, name: &str) -> Option<Date> {
    let day: NaiveDate = fields.get(name)?.as_str()?.parse().ok()?;
    Some(day.into())
}

page::connection! {
    /// 一页计算步骤。
    ///
    /// A page of steps, in order.
    StepConnection,
    /// 计算步骤页中的一行。
    ///
    /// One row of a page of steps.
    StepEdge, Step
}

impl StepConnection {
    /// A page of the steps of a count, in the words of a language; what is not counted has none.
    pub(crate) fn page(
        steps: Option<Vec<AnswerStep>>,
        lang: Lang,
        first: i32,
        after: Option<&str>,
    ) -> Result<Self> {
        let steps = steps.unwrap_or_default();
        let steps = steps.iter().map(|step| Step::of(step, lang)).collect();
        Ok(Self(Slice::of_list(steps, first, after)?))
    }
}
