//! From a period as written to a period whose every word is known; all faults at once.

use std::ops::Range;

use calendar::Length;
use serde_spanned::Spanned;

use super::raw::{RawExtension, RawFirst, RawParam};
use super::{
    Bound, ExtendedBy, Extension, First, OnEnd, Param, ParamEffect, PauseKind, Period, PeriodKind,
    Prevails, RawPeriod,
};
use crate::actor::Role;
use crate::check::suggest::suggest;
use crate::fault::Fault;
use crate::review::{ReviewStatus, Source};

/// Checks one period of `file`, whose header stands at `header`, adding what is wrong to `faults`.
///
/// Gives nothing where something was wrong. That ids differ is for the caller to see.
pub fn check(
    file: &str,
    header: Range<usize>,
    raw: &RawPeriod,
    faults: &mut Vec<Fault>,
) -> Option<Period> {
    let mut found = Vec::new();
    let mut check = Check {
        file,
        header,
        faults: &mut found,
    };
    let period = check.period(raw);
    check.backward(raw);
    check.article(raw);
    found.sort_by_key(|fault| fault.span.start);
    let sound = found.is_empty();
    faults.append(&mut found);
    sound.then_some(period)
}

/// One period being checked.
struct Check<'a> {
    file: &'a str,
    header: Range<usize>,
    faults: &'a mut Vec<Fault>,
}

impl Check<'_> {
    /// Reads every field; what stands in for a word that is not known is never given out.
    fn period(&mut self, raw: &RawPeriod) -> Period {
        let text = |word: &Spanned<String>| word.get_ref().clone();
        let length = self.length(raw);
        Period {
            id: text(&raw.id),
            label: text(&raw.label),
            label_en: text(&raw.label_en),
            kind: self
                .word("期间种类", "kind of period", &raw.kind, PeriodKind::WORDS)
                .unwrap_or(PeriodKind::Duty),
            bound: self
                .word("受约束者", "bound", &raw.bound, Bound::WORDS)
                .unwrap_or(Bound::Organ),
            trigger: text(&raw.trigger),
            trigger_en: text(&raw.trigger_en),
            length,
            not_counted: raw.not_counted.as_ref().map(text),
            not_counted_en: raw.not_counted_en.as_ref().map(text),
            first: raw.first.as_ref().map(|first| self.first(first)),
            backward: raw.backward,
            roll: raw.roll.as_ref().is_some_and(|roll| *roll.get_ref()),
            pauses: self.words("中止种类", "kind of pause", &raw.pauses, PauseKind::WORDS),
            extension: raw
                .extension
                .as_ref()
                .and_then(|rule| self.extension(rule, length)),
            params: raw
                .params
                .iter()
                .filter_map(|param| self.param(param, raw))
                .collect(),
            on_end: self.on_end(raw),
            consequence: raw.consequence.as_ref().map(text),
            consequence_en: raw.consequence_en.as_ref().map(text),
            basis: text(&raw.basis),
            words: raw.words.as_ref().map(text),
            // Signatures are read when every row is known.
            review: ReviewStatus::Unsigned,
            source: self.source(raw),
            ladder: self.ladder(&raw.ladder),
            overdue_daily: raw.overdue_daily,
            duty_role: self
                .roles(raw.duty_role.as_slice())
                .pop()
                .unwrap_or(Role::Officer),
            cc: self.roles(&raw.cc),
        }
    }

    fn source(&mut self, raw: &RawPeriod) -> Option<Source> {
        let word = raw.source.as_ref()?;
        self.word("来源", "source", word, Source::WORDS)
    }

    fn on_end(&mut self, raw: &RawPeriod) -> OnEnd {
        let word = raw.on_end.as_ref();
        word.and_then(|word| self.word("届满的效果", "effect of the end", word, OnEnd::WORDS))
            .unwrap_or(OnEnd::None)
    }

    /// The values that words of a closed list stand for.
    fn words<T: Copy>(
        &mut self,
        zh: &str,
        en: &str,
        given: &[Spanned<String>],
        words: &[(&str, T)],
    ) -> Vec<T> {
        given
            .iter()
            .filter_map(|word| self.word(zh, en, word, words))
            .collect()
    }

    fn fault(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: &str,
        help: impl Into<String>,
    ) {
        self.faults.push(Fault {
            code,
            message: message.to_owned(),
            file: self.file.to_owned(),
            span,
            help: Some(help.into()),
        });
    }

    /// The value that a word of a closed list stands for.
    fn word<T: Copy>(
        &mut self,
        zh: &str,
        en: &str,
        word: &Spanned<String>,
        words: &[(&str, T)],
    ) -> Option<T> {
        let name = word.get_ref();
        let found = words
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| *value);
        if found.is_none() {
            let message = format!("没有名为`{name}`的{zh} / no {en} is named `{name}`");
            self.fault(
                "FY0401",
                word.span(),
                &message,
                suggest(name, words.iter().map(|(known, _)| *known)),
            );
        }
        found
    }

    fn roles(&mut self, given: &[Spanned<String>]) -> Vec<Role> {
        self.words(
            "角色",
            "role",
            given,
            &Role::ALL.map(|role| (role.code(), role)),
        )
    }

    /// A length of at least one, or the reason why there is none.
    fn length(&mut self, raw: &RawPeriod) -> Option<Length> {
        match (&raw.length, &raw.not_counted) {
            (Some(length), None) => {
                self.not_zero(*length.get_ref(), length.span());
                return Some(*length.get_ref());
            }
            (None, Some(reason)) => {
                self.both_languages(raw, reason.span());
                // A last day that somebody fixes may still roll.
                let counted = raw.first.is_some() || raw.extension.is_some() || raw.backward;
                if counted || !(raw.pauses.is_empty() && raw.params.is_empty()) {
                    let header = self.header.clone();
                    self.fault(
                        "FY0403",
                        header,
                        "不计算的期间不能有前段、延长、中止、参数或倒算 / a period that is not counted takes no \
                         first stretch, extension, pause, param or direction",
                        "给出 length，或删去这些字段 / give `length`, or take those fields away",
                    );
                }
            }
            (None, None) | (Some(_), Some(_)) => {
                let header = self.header.clone();
                self.fault(
                    "FY0402",
                    header,
                    "期间须有 length 或 not_counted 之一 / a period has either `length` or `not_counted`",
                    "写`length = { working_days = 5 }`，或写`not_counted = \"理由\"` / write \
                     `length = { working_days = 5 }`, or `not_counted = \"why\"`",
                );
            }
        }
        None
    }

    /// The reason why there is nothing to count stands in both languages.
    fn both_languages(&mut self, raw: &RawPeriod, span: Range<usize>) {
        let blank = |word: &Option<Spanned<String>>| {
            word.as_ref()
                .is_none_or(|word| word.get_ref().trim().is_empty())
        };
        if blank(&raw.not_counted) || blank(&raw.not_counted_en) {
            self.fault(
                "FY0410",
                span,
                "不计算的理由须有中文和英文 / the reason for not counting stands in Chinese and in English",
                "写上 not_counted 和 not_counted_en / give `not_counted` and `not_counted_en`",
            );
        }
    }

    fn not_zero(&mut self, length: Length, span: Range<usize>) {
        let (Length::WorkingDays(number)
        | Length::Days(number)
        | Length::Months(number)
        | Length::Years(number)) = length;
        if number == 0 {
            self.fault(
                "FY0404",
                span,
                "期间长度不能为零 / a length is at least one",
                "写 1 以上的数 / write 1 or more",
            );
        }
    }

    fn extension(
        &mut self,
        rule: &Spanned<RawExtension>,
        length: Option<Length>,
    ) -> Option<Extension> {
        let rule = rule.get_ref();
        let by = self.word(
            "批准延长者",
            "grantor of extensions",
            &rule.by,
            ExtendedBy::WORDS,
        );
        let working = self.word(
            "单位",
            "unit",
            &rule.unit,
            &[("working_days", true), ("days", false)],
        );
        let counted = matches!(length, Some(Length::WorkingDays(_)));
        if working.is_some_and(|working| working != counted) {
            let unit = if counted { "working_days" } else { "days" };
            self.fault(
                "FY0405",
                rule.unit.span(),
                "延长的单位与期间不同 / the extension has another unit than the period",
                format!("写`unit = \"{unit}\"` / write `unit = \"{unit}\"`"),
            );
        }
        if let Some(max) = rule.max_days.as_ref().filter(|max| *max.get_ref() == 0) {
            self.fault(
                "FY0404",
                max.span(),
                "最长延长不能为零 / the longest extension is at least one day",
                "写 1 以上的数，或删去 max_days / write 1 or more, or take `max_days` away",
            );
        }
        Some(Extension {
            max_days: rule.max_days.as_ref().map(|max| *max.get_ref()),
            by: by?,
            once_only: rule.once_only,
        })
    }

    fn first(&mut self, first: &Spanned<RawFirst>) -> First {
        let first = first.get_ref();
        self.not_zero(*first.length.get_ref(), first.length.span());
        First {
            length: *first.length.get_ref(),
            roll: first.roll,
            label: first.label.clone(),
            label_en: first.label_en.clone(),
        }
    }

    fn param(&mut self, param: &Spanned<RawParam>, raw: &RawPeriod) -> Option<Param> {
        let span = param.span();
        let param = param.get_ref();
        let prevails = match &param.prevails {
            None => None,
            Some(word) => Some(self.prevails(word, raw)?),
        };
        let effects = [
            param.earlier_of.map(ParamEffect::EarlierOf),
            param.ends_first.then_some(ParamEffect::EndsFirst),
            param
                .converts_within_days
                .map(|within_days| ParamEffect::Converts { within_days }),
            param.length_if_true.map(ParamEffect::LengthIfTrue),
            prevails.map(ParamEffect::OtherDays),
        ];
        let mut given = effects.into_iter().flatten();
        let (Some(effect), None) = (given.next(), given.next()) else {
            self.fault(
                "FY0406",
                span,
                "参数须有且只有一个作用 / a param does exactly one thing",
                "写 earlier_of、ends_first、converts_within_days、length_if_true、prevails 之一 / give one of \
                 `earlier_of`, `ends_first`, `converts_within_days`, `length_if_true`, `prevails`",
            );
            return None;
        };
        if effect == ParamEffect::EndsFirst && raw.first.is_none() {
            self.fault(
                "FY0406",
                span,
                "没有前段期间可以结束 / there is no first stretch to end",
                "加上`first = { … }` / add `first = { … }`",
            );
        }
        Some(Param {
            name: param.name.get_ref().clone(),
            required: param.required,
            effect,
            label: param.label.clone(),
            label_en: param.label_en.clone(),
        })
    }

    /// Which of two numbers of days stands; only days compare with days.
    fn prevails(&mut self, word: &Spanned<String>, raw: &RawPeriod) -> Option<Prevails> {
        let prevails = self.word("从其规定", "choice of days", word, Prevails::WORDS)?;
        let own = raw.length.as_ref().map(|length| *length.get_ref());
        if prevails != Prevails::Given && !matches!(own, Some(Length::Days(_))) {
            self.fault(
                "FY0406",
                word.span(),
                "期间不以日计，无从比较 / the period is not in days, there is nothing to compare",
                "写`prevails = \"given\"` / write `prevails = \"given\"`",
            );
            return None;
        }
        Some(prevails)
    }

    /// Counting back from a hearing takes neither pause nor extension nor roll (ARL 51).
    fn backward(&mut self, raw: &RawPeriod) {
        let rolls = raw.roll.as_ref().is_some_and(|roll| *roll.get_ref());
        let forward = rolls || raw.first.is_some() || raw.extension.is_some();
        if raw.backward && (forward || !raw.pauses.is_empty() || !raw.params.is_empty()) {
            let header = self.header.clone();
            self.fault(
                "FY0407",
                header,
                "倒算的期间不顺延，也没有前段、中止、延长和参数 / a period counted backwards neither rolls nor takes a \
                 first stretch, pauses, an extension or params",
                "删去`backward`或这些字段 / take `backward` away, or those fields",
            );
        }
    }

    fn ladder(&mut self, ladder: &[Spanned<i32>]) -> Vec<i32> {
        let mut last = None;
        for rung in ladder {
            let day = *rung.get_ref();
            if day > 0 || last.is_some_and(|last| day <= last) {
                self.fault(
                    "FY0408",
                    rung.span(),
                    "提醒档须由早到晚，且不晚于届满日 / rungs come before the due day or on it, earliest first",
                    "写成如 [-3, -1, 0]；届满后用 overdue_daily / write like [-3, -1, 0]; after the due day use \
                     `overdue_daily`",
                );
            }
            last = Some(day);
        }
        ladder.iter().map(|rung| *rung.get_ref()).collect()
    }

    /// A rule of law quotes its article, so that a wrong article is seen.
    fn article(&mut self, raw: &RawPeriod) {
        let source = raw.source.as_ref().map(|word| word.get_ref().as_str());
        let statutory = source.is_none_or(|word| word == Source::Unverified.code());
        if statutory
            && raw
                .words
                .as_ref()
                .is_none_or(|words| words.get_ref().trim().is_empty())
        {
            let header = self.header.clone();
            self.fault(
                "FY0409",
                header,
                "法定期间须引条文的几个字 / a period of law quotes a few words of its article",
                "加上`words = \"…\"`；内部时限写`source = \"policy\"` / add `words = \"…\"`, or \
                 `source = \"policy\"` for the office's own clock",
            );
        }
    }
}
