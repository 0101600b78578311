//! The row of a period. It is taken apart whole, so that a field new to it must be given its place here.

use super::fields::{Fields, owned, role};
use super::length::length;
use super::{Column, Row};
use crate::period::{Extension, First, Param, ParamEffect, Period};
use crate::review::{RowId, RowKind};
use crate::rulebook::Label;

/// The row of a period.
pub(crate) fn row(period: &Period) -> Row {
    let Period {
        id,
        label,
        label_en,
        kind,
        bound,
        trigger,
        trigger_en,
        length: _,
        not_counted: _,
        not_counted_en: _,
        first,
        backward,
        roll: _,
        pauses: _,
        extension: _,
        params,
        on_end,
        consequence,
        consequence_en,
        basis,
        words,
        review: _,
        source,
        // When reminders go out, and to whom copies, is for the office to say.
        ladder,
        overdue_daily: _,
        duty_role,
        cc: _,
    } = period;
    let mut fields = Fields::default();
    let (zh, en) = bound.label();
    fields.word(Column::Who, "bound", (bound.code(), zh, en));
    if !ladder.is_empty() {
        let caption = ("到期提醒：", "reminded: ");
        fields.list(Column::Who, "duty_role", caption, [role(*duty_role)]);
    }
    let (zh, en) = kind.label();
    fields.word(Column::Nature, "kind", (kind.code(), zh, en));
    fields.text(Column::From, "trigger", trigger, trigger_en);
    let back = (
        "自该日倒算，其间须隔足此数",
        "counted backwards from it, so many full days in between",
    );
    fields.flag(Column::From, "backward", *backward, back.0, back.1);
    if let Some(first) = first {
        first_stretch(first, &mut fields);
    }
    for given in params {
        param(given, &mut fields);
    }
    counted(period, &mut fields);
    let (zh, en) = on_end.label();
    fields.word(Column::Effect, "on_end", (on_end.code(), zh, en));
    if let Some(zh) = consequence {
        let en = consequence_en.as_deref().unwrap_or_default();
        fields.text(Column::Effect, "consequence", zh, en);
    }
    Row {
        id: RowId::new(RowKind::Period, id),
        label: Label {
            zh: label.clone(),
            en: label_en.clone(),
        },
        article: basis.clone(),
        words: words.clone().unwrap_or_default(),
        source: *source,
        fields: fields.0,
    }
}

/// How long it is, what moves its last day, what does not count, what may be added.
fn counted(period: &Period, fields: &mut Fields) {
    let Some(long) = period.length else {
        let why = period.not_counted.as_deref().unwrap_or_default();
        let why_en = period.not_counted_en.as_deref().unwrap_or_default();
        let said = (
            format!("不计算：{why}"),
            format!("nothing to count: {why_en}"),
        );
        let values = vec![why.to_owned(), why_en.to_owned()];
        fields.put(Column::Terms, "not_counted", values, said);
        if period.roll {
            let said = (
                "指定的最后一日为休假日的顺延".to_owned(),
                "a day that is fixed and is off moves to the next working day".to_owned(),
            );
            fields.put(Column::Terms, "roll", vec![period.roll.to_string()], said);
        }
        return;
    };
    let (code, zh, en) = length(long);
    fields.put(Column::Terms, "length", vec![code], (zh, en));
    let (zh, en) = match (period.roll, period.in_working_days() && !period.backward) {
        (true, _) => (
            "末日为休假日的顺延",
            "a last day that is off moves to the next working day",
        ),
        (false, true) => ("末日总是工作日", "the last day is always a working day"),
        (false, false) => ("末日不顺延", "the last day does not move"),
    };
    let said = (zh.to_owned(), en.to_owned());
    fields.put(Column::Terms, "roll", vec![period.roll.to_string()], said);
    let pauses = period.pauses.iter().map(|kind| {
        let (zh, en) = kind.label();
        owned((kind.code(), zh, en))
    });
    let caption = ("不计入：", "not counted: ");
    fields.list(Column::Terms, "pauses", caption, pauses);
    if let Some(extension) = period.extension {
        extended(extension, period.in_working_days(), fields);
    }
}

fn extended(extension: Extension, working: bool, fields: &mut Fields) {
    let Extension {
        max_days,
        by,
        once_only,
    } = extension;
    let (unit, unit_en) = if working {
        ("个工作日", "working days")
    } else {
        ("日", "days")
    };
    let (most, most_en) = max_days.map_or_else(
        || {
            (
                "法律未定上限".to_owned(),
                "the law sets no limit".to_owned(),
            )
        },
        |days| {
            (
                format!("最多{days}{unit}"),
                format!("at most {days} {unit_en}"),
            )
        },
    );
    let (once, once_en) = if once_only {
        ("，一次为限", ", once only")
    } else {
        ("", "")
    };
    let (who, who_en) = by.label();
    let values = vec![
        max_days.map_or_else(|| "no_limit".to_owned(), |days| days.to_string()),
        by.code().to_owned(),
        format!("once_only {once_only}"),
    ];
    let said = (
        format!("可以延长：{most}{once}，由{who}批准"),
        format!("may be extended: {most_en}{once_en}, by the {who_en}"),
    );
    fields.put(Column::Terms, "extension", values, said);
}

fn first_stretch(first: &First, fields: &mut Fields) {
    let First {
        length: long,
        roll,
        label,
        label_en,
    } = first;
    let (code, zh, en) = length(*long);
    let (rolls, rolls_en) = if *roll {
        ("末日顺延后", "its last day rolled")
    } else {
        ("末日不顺延，届满后", "its last day not rolled")
    };
    let said = (
        format!("先计{label}{zh}，{rolls}起算本期间"),
        format!("after the {label_en}, {en}, {rolls_en}"),
    );
    let values = vec![
        code,
        format!("roll {roll}"),
        label.clone(),
        label_en.clone(),
    ];
    fields.put(Column::From, "first", values, said);
}

fn param(param: &Param, fields: &mut Fields) {
    let Param {
        name,
        required,
        effect,
        label,
        label_en,
    } = param;
    let (code, zh, en) = match effect {
        ParamEffect::EarlierOf(other) => {
            let (code, zh, en) = length(*other);
            (
                format!("earlier_of {code}"),
                format!("另自该日起{zh}，以先届满者为准"),
                format!("also {en} from it, the earlier end stands"),
            )
        }
        ParamEffect::EndsFirst => (
            "ends_first".to_owned(),
            "前段期间以该日为末日".to_owned(),
            "the first stretch ends on it".to_owned(),
        ),
        ParamEffect::Converts { within_days } => (
            format!("converts_within_days {within_days}"),
            format!("须在第{within_days}日终了之前，届满日不变"),
            format!("before day {within_days} has ended; the last day stays"),
        ),
        ParamEffect::OtherDays(prevails) => {
            let (zh, en) = prevails.label();
            (
                format!("other_days {}", prevails.code()),
                format!("另有规定的日数，以{zh}为准"),
                format!("another number of days, {en} stands"),
            )
        }
        ParamEffect::LengthIfTrue(other) => {
            let (code, zh, en) = length(*other);
            (
                format!("length_if_true {code}"),
                format!("是的，期间为{zh}"),
                format!("if so, the period is {en}"),
            )
        }
    };
    let (needed, needed_en) = if *required {
        ("（必填）", " (required)")
    } else {
        ("", "")
    };
    let said = (
        format!("{label}{needed}：{zh}"),
        format!("{label_en}{needed_en}: {en}"),
    );
    let values = vec![
        name.clone(),
        format!("required {required}"),
        code,
        label.clone(),
        label_en.clone(),
    ];
    fields.put(Column::From, "param", values, said);
}
