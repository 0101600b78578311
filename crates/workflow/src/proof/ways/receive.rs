//! How a case opens.

use chrono::NaiveDate;

use super::word;
use crate::command::{
    AgencyInput, Channel, DisputedActInput, ForwardedInput, ForwardedPenalty, InterventionActInput,
    InterventionReporter, OpenIntervention, Opening, OpeningSubmission, PersonInput, ReceiptForm,
    Receive,
};
use crate::proof::cast::AGENCIES;
use crate::scalar::{Date, Instant, shanghai_instant};

/// Who is in a case when it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::proof) enum World {
    /// One applicant, one respondent.
    Small,
    /// Two applicants, two respondents, a third party.
    Wide,
    /// More applicants than may all take part: they choose representatives.
    Many,
    /// One person and one agency, before any application.
    Reported,
}

impl World {
    /// How many applicants, respondents and third parties.
    fn size(self) -> (usize, usize, usize) {
        match self {
            Self::Small | Self::Reported => (1, 1, 0),
            Self::Wide => (2, 2, 1),
            Self::Many => (6, 1, 0),
        }
    }
}

/// The ways to open a case on a day.
///
/// In the small world each way there is: with and without a duty to apply before suing, against a department of the
/// organ's own government or not, in each form, through the penalising agency. In the others the first two.
pub(in crate::proof) fn openings(world: World, today: NaiveDate) -> Vec<OpeningSubmission> {
    if world == World::Reported {
        return vec![reported(today)];
    }
    let plain = receive(world, today, false);
    let first = receive(world, today, true);
    let mut all = vec![plain.clone(), first.clone()];
    if world == World::Small {
        all.push(Receive {
            form: ReceiptForm::Oral,
            oral_record_signed: Some(true),
            ..plain.clone()
        });
        all.push(Receive {
            form: ReceiptForm::Online,
            channel: Channel::Online,
            ..plain.clone()
        });
        let forwarded = |penalty| {
            Some(ForwardedInput {
                penalty,
                agency_received_on: Date(today),
            })
        };
        all.push(Receive {
            channel: Channel::PenalisingAgency,
            forwarded: forwarded(ForwardedPenalty::OnTheSpot),
            ..first
        });
        all.push(Receive {
            channel: Channel::PenalisingAgency,
            forwarded: forwarded(ForwardedPenalty::ElectronicMonitoring),
            ..plain
        });
    }
    let all = all.into_iter();
    all.map(|receive| OpeningSubmission {
        opening: Opening::Reconsideration(receive),
        proof: None,
    })
    .collect()
}

/// A dispute over an act that became known on the day it is reported.
fn reported(today: NaiveDate) -> OpeningSubmission {
    let Receive {
        applicants,
        respondents,
        ..
    } = application(World::Reported, today);
    OpeningSubmission {
        opening: Opening::Intervention(OpenIntervention {
            reported_on: None,
            reporter: InterventionReporter::Person,
            persons: applicants,
            agencies: respondents,
            about: word(),
            act: Some(InterventionActInput {
                title: word(),
                document_number: None,
                made_on: Some(Date(today)),
                known_on: Some(Date(today)),
                rights_known_on: None,
                real_property: false,
            }),
            note: None,
        }),
        proof: None,
    }
}

/// An application where nothing comes before a suit.
pub(super) fn application(world: World, today: NaiveDate) -> Receive {
    receive(world, today, false)
}

/// Where it comes before a suit, the first respondent is a department of the organ's own government.
fn receive(world: World, today: NaiveDate, mandatory_first: bool) -> Receive {
    let (applicants, respondents, third_parties) = world.size();
    let people = |role: &str, many: usize| {
        let numbers = 1..=many;
        let person = |number| PersonInput {
            name: format!("{role}{number}"),
            address: None,
            phone: None,
        };
        numbers.map(person).collect()
    };
    let agencies = AGENCIES.into_iter().take(respondents).enumerate();
    let agency = |(at, organ): (usize, crate::id::OrganId)| AgencyInput {
        organ: organ.0,
        name: format!("被申请人{}", at + 1),
        own_department: mandatory_first && at == 0,
    };
    Receive {
        received_at: Instant::new(shanghai_instant(today, 9, 30)),
        filed_on: None,
        form: ReceiptForm::Written,
        channel: Channel::Counter,
        forwarded: None,
        split_from: None,
        oral_record_signed: None,
        applicants: people("申请人", applicants),
        respondents: agencies.map(agency).collect(),
        third_parties: people("第三人", third_parties),
        disputed_act: DisputedActInput {
            title: word(),
            document_number: None,
            made_on: None,
            known_on: None,
        },
        requests: vec![word()],
        mandatory_first,
    }
}
