//! From readings as written to readings whose every name is known; all faults at once.
//!
//! | code | what is at fault |
//! |---|---|
//! | FY0601, 0602 | an unknown period; an unknown move |
//! | FY0603 | a default that is none of the options |
//! | FY0604 | a reading, or an option of one, given twice |
//! | FY0605 | a word that is none of its closed list |
//! | FY0606 | a badly formed id, an empty text |
//! | FY0607 | a reading that the office may choose with an option that does nothing, or with nothing to choose |
//! | FY0608 | a fixed reading whose option claims to do something |
//! | FY0609 | an effect that a period it touches cannot take |

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::raw::{RawOption, RawReading};
use super::{NamedReading, ReadingBook, ReadingBound, ReadingEffect, ReadingOption};
use crate::check::suggest::suggest;
use crate::fault::Fault;
use crate::period::{Bound, PauseKind, Period};
use crate::raw::{RawSet, Sourced, Word};

/// Checks the readings of a set of files, adding what is wrong to `faults`.
pub(crate) fn check(
    set: &RawSet,
    periods: &BTreeMap<String, Period>,
    faults: &mut Vec<Fault>,
) -> ReadingBook {
    let mut check = Check {
        set,
        periods,
        faults,
    };
    let mut book = ReadingBook::default();
    for raw in &set.readings {
        let id = raw.item.id.get_ref();
        let reading = check.reading(raw);
        if book.readings.insert(id.clone(), reading).is_some() {
            check.twice(&raw.file, &raw.item.id, "解释", "reading");
        } else {
            book.order.push(id.clone());
        }
    }
    book
}

struct Check<'a> {
    set: &'a RawSet,
    periods: &'a BTreeMap<String, Period>,
    faults: &'a mut Vec<Fault>,
}

impl Check<'_> {
    fn fault(
        &mut self,
        code: &'static str,
        file: &str,
        span: Range<usize>,
        message: String,
        help: impl Into<String>,
    ) {
        self.faults.push(Fault {
            code,
            message,
            file: file.to_owned(),
            span,
            help: Some(help.into()),
        });
    }

    fn reading(&mut self, raw: &Sourced<RawReading>) -> NamedReading {
        let (file, item) = (raw.file.as_str(), &raw.item);
        self.id(file, &item.id);
        let texts = [
            &item.question,
            &item.question_en,
            &item.why,
            &item.why_en,
            &item.source,
        ];
        for text in texts {
            self.text(file, text);
        }
        let bound = self.word(file, "约束", "bound", &item.bound, ReadingBound::WORDS);
        let options = self.options(file, item);
        self.default(file, item);
        if let Some(bound) = bound {
            self.carried_out(file, item, bound, &options);
        }
        let periods = self.periods(file, item);
        let moves = self.moves(file, item);
        for (option, written) in options.iter().zip(&item.options) {
            self.taken(file, option, written, &periods);
        }
        let of_party = |id: &String| {
            let period = self.periods.get(id);
            period.is_some_and(|period| period.bound == Bound::Party)
        };
        let bound = bound.unwrap_or(ReadingBound::Law);
        NamedReading {
            id: item.id.get_ref().clone(),
            question: item.question.get_ref().clone(),
            question_en: item.question_en.get_ref().clone(),
            bound,
            options,
            default: item.default.get_ref().clone(),
            why: item.why.get_ref().clone(),
            why_en: item.why_en.get_ref().clone(),
            shortens_party: bound == ReadingBound::Office && periods.iter().any(of_party),
            periods,
            moves,
            source: item.source.get_ref().clone(),
        }
    }

    fn options(&mut self, file: &str, item: &RawReading) -> Vec<ReadingOption> {
        let mut seen = BTreeSet::new();
        let mut options = Vec::new();
        for option in &item.options {
            self.id(file, &option.id);
            self.text(file, &option.label);
            self.text(file, &option.label_en);
            if !seen.insert(option.id.get_ref().as_str()) {
                self.twice(file, &option.id, "选项", "option");
            }
            let does = option
                .does
                .as_ref()
                .and_then(|word| self.word(file, "作用", "effect", word, ReadingEffect::WORDS));
            options.push(ReadingOption {
                id: option.id.get_ref().clone(),
                label: option.label.get_ref().clone(),
                label_en: option.label_en.get_ref().clone(),
                does,
            });
        }
        options
    }

    fn default(&mut self, file: &str, item: &RawReading) {
        let name = item.default.get_ref();
        let known = || {
            item.options
                .iter()
                .map(|option| option.id.get_ref().as_str())
        };
        if !known().any(|id| id == name) {
            self.fault(
                "FY0603",
                file,
                item.default.span(),
                format!("默认`{name}`不在选项之中 / the default `{name}` is none of the options"),
                suggest(name, known()),
            );
        }
    }

    /// An office chooses among what is carried out; a fixed reading carries nothing out.
    fn carried_out(
        &mut self,
        file: &str,
        item: &RawReading,
        bound: ReadingBound,
        options: &[ReadingOption],
    ) {
        let id = item.id.get_ref();
        if bound == ReadingBound::Law {
            let claims = item
                .options
                .iter()
                .filter_map(|option| option.does.as_ref());
            for word in claims {
                self.fault(
                    "FY0608",
                    file,
                    word.span(),
                    format!("`{id}`固定取默认，选项不能有 does / `{id}` is fixed at its default: no option has `does`"),
                    "删去 does，或写 bound = \"office\" / take `does` away, or write `bound = \"office\"`",
                );
            }
            return;
        }
        let mut pairs = item.options.iter().zip(options);
        let slips = pairs.any(|(written, option)| written.does.is_some() && option.does.is_none());
        let by_default = options
            .iter()
            .filter(|option| option.does == Some(ReadingEffect::AsDefined))
            .map(|option| option.id.as_str());
        let sound = options.len() > 1
            && options.iter().all(|option| option.does.is_some())
            && by_default.eq([item.default.get_ref().as_str()]);
        if !slips && !sound {
            self.fault(
                "FY0607",
                file,
                item.bound.span(),
                format!(
                    "`{id}`机关可选，则至少有两个选项，默认为 as_defined，其余各有作用 / the office may choose `{id}`: it has \
                     two options at least, the default `as_defined` and every other with an effect"
                ),
                "给每个选项写 does，或写 bound = \"law\" / give each option `does`, or write `bound = \"law\"`",
            );
        }
    }

    fn periods(&mut self, file: &str, item: &RawReading) -> Vec<String> {
        let known: BTreeSet<&str> = self
            .set
            .periods
            .iter()
            .map(|period| period.item.id.get_ref().as_str())
            .collect();
        self.names(file, &item.periods, &known, "period", ("FY0601", "期间"))
    }

    fn moves(&mut self, file: &str, item: &RawReading) -> Vec<String> {
        let known: BTreeSet<&str> = self
            .set
            .moves
            .iter()
            .map(|step| step.item.id.get_ref().as_str())
            .collect();
        self.names(file, &item.moves, &known, "move", ("FY0602", "步骤"))
    }

    fn names(
        &mut self,
        file: &str,
        words: &[Word],
        known: &BTreeSet<&str>,
        section: &'static str,
        (code, zh): (&'static str, &str),
    ) -> Vec<String> {
        let lost = |id: &str| self.set.lost.contains(&(section, id.to_owned()));
        let lost_all = lost("");
        let unknown: Vec<&Word> = words
            .iter()
            .filter(|word| {
                let name = word.get_ref().as_str();
                !known.contains(name) && !lost(name) && !lost_all
            })
            .collect();
        for word in unknown {
            let name = word.get_ref();
            self.fault(
                code,
                file,
                word.span(),
                format!("没有名为`{name}`的{zh} / no {section} is named `{name}`"),
                suggest(name, known.iter().copied()),
            );
        }
        words.iter().map(|word| word.get_ref().clone()).collect()
    }

    /// Reports an effect that one of the periods cannot take.
    fn taken(
        &mut self,
        file: &str,
        option: &ReadingOption,
        written: &RawOption,
        touched: &[String],
    ) {
        let (Some(effect), Some(word)) = (option.does, &written.does) else {
            return;
        };
        let refuses = |id: &&String| {
            let period = self.periods.get(*id);
            period.is_some_and(|period| !takes(effect, period))
        };
        let refusing = touched.iter().find(refuses).cloned();
        if let Some(id) = refusing {
            let name = word.get_ref();
            self.fault(
                "FY0609",
                file,
                word.span(),
                format!("`{id}`不能`{name}` / the period `{id}` cannot take `{name}`"),
                "从 periods 中删去它，或换一个作用 / take it out of `periods`, or name another effect",
            );
        }
    }

    fn word<T: Copy>(
        &mut self,
        file: &str,
        zh: &str,
        en: &str,
        word: &Word,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let name = word.get_ref();
        let found = words.iter().find(|(known, _)| known == name);
        if found.is_none() {
            self.fault(
                "FY0605",
                file,
                word.span(),
                format!("没有名为`{name}`的{zh} / no {en} is named `{name}`"),
                suggest(name, words.iter().map(|(known, _)| *known)),
            );
        }
        found.map(|(_, value)| *value)
    }

    fn id(&mut self, file: &str, word: &Word) {
        let id = word.get_ref();
        let formed = id.starts_with(|first: char| first.is_ascii_alphabetic())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !formed {
            self.fault(
                "FY0606",
                file,
                word.span(),
                format!("`{id}`不能作标识 / `{id}` cannot be an id"),
                "用英文字母、数字和下划线，以字母开头 / use letters, digits and underscores, a letter first",
            );
        }
    }

    /// A text for people, which an answer may cut in two languages at ` / `.
    fn text(&mut self, file: &str, word: &Word) {
        if word.get_ref().trim().is_empty() {
            self.fault(
                "FY0606",
                file,
                word.span(),
                "文字为空 / the text is empty".to_owned(),
                "写上文字 / write it",
            );
        }
    }

    fn twice(&mut self, file: &str, word: &Word, zh: &str, en: &str) {
        let id = word.get_ref();
        self.fault(
            "FY0604",
            file,
            word.span(),
            format!("{zh}`{id}`重复 / the {en} `{id}` is given twice"),
            "改其中一个的标识 / give one of them another id",
        );
    }
}

/// Whether an effect has something to change in a period. A pause taken out in part shortens, which only an organ's
/// period may be by an office's choice.
fn takes(effect: ReadingEffect, period: &Period) -> bool {
    let organ = period.bound == Bound::Organ;
    match effect {
        ReadingEffect::AsDefined => true,
        ReadingEffect::PauseLessOne => organ && !period.pauses.is_empty(),
        ReadingEffect::CapUnrolled => period.roll && period.first.is_none(),
        ReadingEffect::NoticeUnrolled => match &period.first {
            Some(first) => first.roll,
            None => period.roll,
        },
        ReadingEffect::AppraisalAndInspectionCount => {
            organ
                && [PauseKind::Appraisal, PauseKind::Inspection]
                    .iter()
                    .any(|kind| period.pauses.contains(kind))
        }
    }
}
