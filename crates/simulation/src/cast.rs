//! Who applies, against whom, about what: openings of cases, invented from chance.

use calendar::Calendar;
use chrono::{Days, NaiveDate};
use rand::Rng;
use rand::rngs::StdRng;
use workflow::command::{
    AgencyInput, Channel, DisputedActInput, Opening, OpeningSubmission, PersonInput, ProofInput,
    ReceiptForm, Receive,
};
use workflow::scalar::{Date, Instant, shanghai_instant};

use crate::Office;
use crate::data::{ActWords, DISTRICTS, FIRMS, GIVEN, SURNAMES};
use crate::office::Agency;

/// Invents people, acts and words for one office.
#[derive(Debug)]
pub(crate) struct Teller<'a> {
    pub(crate) office: &'a Office,
    pub(crate) calendar: &'a Calendar,
    pub(crate) chance: StdRng,
    /// Cases told so far: officers take turns.
    pub(crate) turn: usize,
}

/// What an opening must be like; everything else is left to chance.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    pub(crate) applicants: usize,
    pub(crate) respondents: usize,
    pub(crate) third_party: bool,
    pub(crate) form: ReceiptForm,
    pub(crate) channel: Channel,
    pub(crate) mandatory_first: bool,
    pub(crate) about: About,
    /// Day it came in, where that lies before the day it is registered.
    pub(crate) came_on: Option<NaiveDate>,
}

/// What the case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// An act of any agency.
    Act,
    /// An agency that did nothing 不履行职责.
    Silence,
    /// An administrative agreement 行政协议.
    Agreement,
}

impl Default for Cast {
    fn default() -> Self {
        Self {
            applicants: 1,
            respondents: 1,
            third_party: false,
            form: ReceiptForm::Written,
            channel: Channel::Counter,
            mandatory_first: false,
            about: About::Act,
            came_on: None,
        }
    }
}

/// One of a list by chance.
pub(crate) fn pick<'t, T>(chance: &mut StdRng, list: &'t [T]) -> Option<&'t T> {
    if list.is_empty() {
        return None;
    }
    list.get(chance.random_range(0..list.len()))
}

impl Teller<'_> {
    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        self.chance.random_range(low..=high)
    }

    pub(crate) fn word<'t>(&mut self, list: &[&'t str]) -> &'t str {
        pick(&mut self.chance, list).copied().unwrap_or_default()
    }

    /// A cast such as most cases have.
    pub(crate) fn usual_cast(&mut self) -> Cast {
        let (form, channel) = match self.between(0, 9) {
            0..=3 => (ReceiptForm::Written, Channel::Counter),
            4..=6 => (ReceiptForm::Written, Channel::Post),
            7..=8 => (ReceiptForm::Online, Channel::Online),
            _ => (ReceiptForm::Oral, Channel::Counter),
        };
        Cast {
            applicants: if self.between(0, 9) == 0 { 2 } else { 1 },
            respondents: if self.between(0, 11) == 0 { 2 } else { 1 },
            third_party: self.between(0, 4) == 0,
            form,
            channel,
            ..Cast::default()
        }
    }

    /// The opening of a case that is registered on a day at ten in the morning.
    pub(crate) fn opening(&mut self, on: NaiveDate, cast: &Cast) -> OpeningSubmission {
        let receive = self.application(on, cast);
        let proof = (receive.received_at.day() < on).then(|| ProofInput {
            reference: "网上申请平台提交回执".to_owned(),
            confirmed_by: None,
            materials: None,
        });
        OpeningSubmission {
            opening: Opening::Reconsideration(receive),
            proof,
        }
    }

    /// An application that is registered on a day.
    pub(crate) fn application(&mut self, on: NaiveDate, cast: &Cast) -> Receive {
        let (agency, words) = self.act(cast.about);
        let came = cast.came_on.unwrap_or(on);
        let received_at = Instant::new(if came == on {
            shanghai_instant(on, 8, self.between(30, 59))
        } else {
            shanghai_instant(came, 20, self.between(0, 59))
        });
        let back = |days: u32| {
            came.checked_sub_days(Days::new(days.into()))
                .unwrap_or(came)
        };
        let filed_on = (cast.channel == Channel::Post).then(|| Date(back(2)));
        let made_on = back(self.between(12, 50));
        let known = u64::from(self.between(0, 6));
        let known_on = made_on
            .checked_add_days(Days::new(known))
            .unwrap_or(made_on);
        Receive {
            received_at,
            filed_on,
            form: cast.form,
            channel: cast.channel,
            forwarded: None,
            split_from: None,
            oral_record_signed: (cast.form == ReceiptForm::Oral).then_some(true),
            applicants: (0..cast.applicants).map(|_| self.applicant()).collect(),
            respondents: self.respondents(&agency, cast.respondents),
            third_parties: (0..usize::from(cast.third_party))
                .map(|_| self.citizen())
                .collect(),
            disputed_act: DisputedActInput {
                title: format!("{}{}", agency.name, words.title),
                document_number: self.document_number(&agency, words, made_on),
                made_on: Some(Date(made_on)),
                known_on: Some(Date(known_on)),
            },
            requests: vec![format!("{}。理由：{}。", words.request, words.cause)],
            mandatory_first: cast.mandatory_first,
        }
    }

    fn document_number(
        &mut self,
        agency: &Agency,
        words: &ActWords,
        made_on: NaiveDate,
    ) -> Option<String> {
        let year = chrono::Datelike::year(&made_on);
        let number = self.between(3, 980);
        let (sign, kind) = (&agency.sign, words.kind);
        (!kind.is_empty()).then(|| format!("{sign}{kind}〔{year}〕{number}号"))
    }

    /// An agency and an act of it that fits.
    fn act(&mut self, about: About) -> (Agency, &'static ActWords) {
        let fits = |words: &ActWords| match about {
            About::Silence => words.title.starts_with('未'),
            About::Agreement => words.title.contains("协议"),
            About::Act => !words.kind.is_empty() && !words.title.contains("协议"),
        };
        let office = self.office;
        let known: Vec<(&Agency, &'static ActWords)> = office
            .agencies
            .iter()
            .flat_map(|agency| {
                let acts = office.words(agency).map_or(&[][..], |words| words.acts);
                acts.iter().map(move |words| (agency, words))
            })
            .filter(|(_, words)| fits(words))
            .collect();
        match pick(&mut self.chance, &known) {
            Some((agency, words)) => ((*agency).clone(), words),
            None => (Agency::nowhere(), &NO_ACT),
        }
    }

    fn respondents(&mut self, first: &Agency, number: usize) -> Vec<AgencyInput> {
        let others = self
            .office
            .agencies
            .iter()
            .filter(|agency| agency.organ != first.organ);
        std::iter::once(first)
            .chain(others)
            .take(number.max(1))
            .map(|agency| AgencyInput {
                organ: agency.organ.0,
                name: agency.name.clone(),
                own_department: true,
            })
            .collect()
    }

    fn applicant(&mut self) -> PersonInput {
        if self.between(0, 4) > 0 {
            return self.citizen();
        }
        let firm = self.word(&FIRMS);
        let place = self.place();
        PersonInput {
            name: format!("{place}{firm}"),
            ..self.citizen()
        }
    }

    fn citizen(&mut self) -> PersonInput {
        let (surname, given) = (self.word(&SURNAMES), self.word(&GIVEN));
        let streets = DISTRICTS
            .get(self.office.district)
            .map_or(&[][..], |district| district.streets);
        let street = self.word(streets);
        let place = self.place();
        let (house, flat) = (self.between(1, 260), self.between(101, 2304));
        PersonInput {
            name: format!("{surname}{given}"),
            address: Some(format!("{place}区{street}{house}号{flat}室")),
            phone: Some(format!("190{:08}", self.between(1, 99_999_999))),
        }
    }

    fn place(&self) -> &'static str {
        DISTRICTS
            .get(self.office.district)
            .map_or("", |district| district.place)
    }
}

const NO_ACT: ActWords = ActWords {
    title: "行政行为",
    kind: "",
    request: "撤销该行政行为",
    cause: "认定事实不清",
};

impl Agency {
    /// Stands in where an office has no agency.
    fn nowhere() -> Self {
        Self {
            organ: workflow::id::OrganId(uuid::Uuid::nil()),
            name: "被申请人".to_owned(),
            sign: String::new(),
            index: 0,
        }
    }
}
