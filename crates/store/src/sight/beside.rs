//! What runs beside the proceeding, as those outside the office see it: a closed list of what is open to them.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, IdenStatic, QueryTrait};
use workflow::actor::Actor;
use workflow::command::Capacity;
use workflow::file::{CaseFile, Details, Matter, Paper, PartyRole, Term};
use workflow::id::PartyNo;

use super::policy::{Part, Relation, Share, Standing, cases_of_agency, relations};
use super::{agency, party_of_term, whole};
use crate::entity::{case_file, party, term};
use crate::rows;

/// To whom outside the office a matter is open 事项的公开范围.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Openness {
    /// Whoever takes part, and who was let in.
    Parties,
    /// Of the respondents, the one it concerns.
    Concerned,
    /// Those who are shown the letter, once it is issued.
    Letter,
    /// That it is so, and where it was published; why it was not is for the office.
    Published,
    /// Who is shown [inquiries](Part::Inquiries).
    Inquiry,
    /// Who is shown [consultations](Part::Consultations).
    Consultation,
    /// Nobody.
    Office,
}

/// To whom a matter on a track is open; on one that is not named here, to nobody.
///
/// # Law
///
/// ARL 47 opens the file to applicants and third parties, and says nothing of the respondent, for inquiries and access to the
/// file. ARL 52, 61(3): the committee advises the organ. ARL 76: a letter is made for its addressee. Regs 59, ARL 79(2): what is
/// filed with, or copied to, a superior organ is between the two.
pub(super) fn openness(track: &str) -> Openness {
    match track {
        "hearing" | "mediation" | "stay" | "appraisal" | "inspection" | "norm_review"
        | "enforcement" => Openness::Parties,
        "supplement" | "performance" => Openness::Concerned,
        "opinion" | "recommendation" => Openness::Letter,
        "publication" => Openness::Published,
        "investigation" | "file_access" => Openness::Inquiry,
        "consultation" => Openness::Consultation,
        // `superior_copy`, `major_filing`, `follow_up`, and what nobody has thought of.
        _ => Openness::Office,
    }
}

/// Periods that show a consultation 咨询.
pub(super) const OF_CONSULTATIONS: [&str; 1] = ["consultation_cut_off"];
/// Periods of what is for the office alone.
pub(super) const OF_OFFICE: [&str; 1] = ["copy_to_superior"];
/// Periods that run for one party, and show to no other that it owes something.
pub(super) const OF_CONCERNED: [&str; 4] = [
    "opinion_feedback",
    "perform_fixed",
    "perform_ordered",
    "redo_default_60d",
];

/// A matter as somebody sees it who does not see the whole case; none where it is closed to the actor. `own` are the
/// parties for whom that one speaks, `papers` those that are shown.
pub(super) fn matter(
    standing: &Standing,
    mut matter: Matter,
    decided: bool,
    own: &[PartyNo],
    papers: &[Paper],
) -> Option<Matter> {
    let shown = |no: &u32| papers.iter().any(|paper| paper.no == *no);
    let open = match openness(&matter.track) {
        Openness::Parties | Openness::Published => true,
        Openness::Concerned => match standing.shows(Part::Papers) {
            Share::Own => matter.party.is_none_or(|no| own.contains(&no)),
            _ => true,
        },
        Openness::Letter => matter.papers.iter().any(shown),
        Openness::Inquiry => standing.shows(Part::Inquiries) == Share::All,
        Openness::Consultation => standing.shows(Part::Consultations) == Share::All,
        Openness::Office => false,
    };
    if !open {
        return None;
    }
    matter.papers.retain(shown);
    match (&mut matter.details, openness(&matter.track)) {
        // What came of a letter is judged by the office.
        (Details::Letter { judgement, .. }, _) => {
            *judgement = None;
            matter.result = None;
        }
        // ARL 59: what is found lawful is told in the decision.
        (Details::NormReview(review), _) if !decided => {
            review.findings.clear();
            matter.result = None;
        }
        (_, Openness::Published) if matter.stage != "published" => matter.result = None,
        _ => {}
    }
    Some(matter)
}

/// Whether somebody who does not see the whole case sees a term of it: the same as [`open_terms`], told from the file.
pub(super) fn term(standing: &Standing, file: &CaseFile, own: &[PartyNo], term: &Term) -> bool {
    let party = term.party.and_then(|no| file.party(no));
    if party.is_some_and(|party| party.stayed_out) {
        return false;
    }
    let period = term.period.as_str();
    if closed(standing).any(|closed| closed == period) {
        return false;
    }
    if !OF_CONCERNED.contains(&period) {
        return true;
    }
    match standing.shows(Part::Papers) {
        Share::Own => term.party.is_some_and(|no| own.contains(&no)),
        _ => party.is_none_or(|party| party.role != PartyRole::OtherOrgan),
    }
}

/// Periods that are closed to somebody who does not see the whole case, whomever they run for.
fn closed(standing: &Standing) -> impl Iterator<Item = &'static str> {
    let consultations = OF_CONSULTATIONS.into_iter();
    let hidden = standing.shows(Part::Consultations) != Share::All;
    OF_OFFICE
        .into_iter()
        .chain(consultations.filter(move |_| hidden))
}

/// Condition on `term`, for a case that the actor sees: the term is open to it.
pub(crate) fn open_terms(actor: &Actor) -> Condition {
    let person = match actor.person() {
        Some(person) if !whole(actor) => person,
        _ => return Condition::all(),
    };
    let of_party_column = |column: party::Column| Expr::col((party::Entity, column));
    let stayed_out = of_party(of_party_column(party::Column::StayedOut).eq(true));
    let other = of_party_column(party::Column::Role).eq(rows::party::role(PartyRole::OtherOrgan));
    let concerned = Expr::not_exists(of_party(other));
    let concerned = match agency(actor) {
        None => Condition::all().add(concerned),
        Some(agency) => {
            let own = cases_of_agency(person.organ, agency).into_query();
            let elsewhere = of_term(term::Column::CaseId).not_in_subquery(own);
            Condition::any()
                .add(Expr::exists(party_of_term(actor)))
                .add(Condition::all().add(elsewhere).add(concerned))
        }
    };
    // Where a member of the committee was let in as one.
    let committee = Relation::Admitted(Capacity::CommitteeMember);
    let consulted = relations(person).contains(&committee).then(|| {
        let cases = Query::select()
            .column(case_file::Column::Id)
            .from(case_file::Entity)
            .cond_where(committee.condition(person))
            .take();
        of_term(term::Column::CaseId).in_subquery(cases)
    });
    let period = || of_term(term::Column::Period);
    Condition::all()
        .add(Expr::not_exists(stayed_out))
        .add(period().is_not_in(OF_OFFICE))
        .add(
            Condition::any()
                .add(period().is_not_in(OF_CONSULTATIONS))
                .add_option(consulted),
        )
        .add(
            Condition::any()
                .add(period().is_not_in(OF_CONCERNED))
                .add(concerned),
        )
}

/// The party of a term of the outer query, if something holds of it.
fn of_party(holds: Expr) -> SelectStatement {
    let of_party = |column: party::Column| Expr::col((party::Entity, column));
    Query::select()
        .expr(Expr::cust("1"))
        .from(party::Entity)
        .and_where(of_party(party::Column::OrganId).equals((term::Entity, term::Column::OrganId)))
        .and_where(of_party(party::Column::CaseId).equals((term::Entity, term::Column::CaseId)))
        .and_where(of_party(party::Column::No).equals((term::Entity, term::Column::PartyNo)))
        .and_where(holds)
        .take()
}

fn of_term(column: term::Column) -> Expr {
    Expr::col((term::Entity, column))
}

/// A column of a case of the outer query, as the actor may know it: the next due day is that of the terms open to it.
pub(crate) fn summary(actor: &Actor, column: case_file::Column) -> (Expr, &'static str) {
    let shown = match column {
        case_file::Column::NextDue if !whole(actor) => next_due(actor),
        _ => Expr::col((case_file::Entity, column)),
    };
    (shown, column.as_str())
}

/// The next due day of a case of the outer query, as far as the actor may know of it.
pub(crate) fn next_due(actor: &Actor) -> Expr {
    if whole(actor) {
        return Expr::col((case_file::Entity, case_file::Column::NextDue));
    }
    let of_case = |column: term::Column, case: case_file::Column| {
        of_term(column).equals((case_file::Entity, case))
    };
    let first = Query::select()
        .expr(Func::min(of_term(term::Column::Due)))
        .from(term::Entity)
        .and_where(of_case(term::Column::OrganId, case_file::Column::OrganId))
        .and_where(of_case(term::Column::CaseId, case_file::Column::Id))
        .and_where(Expr::cust(
            "term.state IN ('running', 'overdue', 'lapsed_unverified')",
        ))
        .cond_where(open_terms(actor))
        .take();
    Expr::SubQuery(None, Box::new(first.into()))
}

/// Condition on `party`, for a case that the actor sees: a party that it may look for by its name. Other organs are shown with
/// what they are asked, and looked for by nobody but the office and themselves.
pub(crate) fn open_parties(actor: &Actor) -> Condition {
    if whole(actor) {
        return Condition::all();
    }
    let role = Expr::col((party::Entity, party::Column::Role));
    let own = agency(actor).map(|organ| party::Column::AgencyId.eq(organ.0));
    Condition::all()
        .add(party::Column::StayedOut.eq(false))
        .add(
            Condition::any()
                .add(role.ne(rows::party::role(PartyRole::OtherOrgan)))
                .add_option(own),
        )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;
    use workflow::command::{Capacity, Judgement, NormFinding, NormLevel, NormRequest};
    use workflow::file::{Consultation, NormReview, ProvisionFinding};
    use workflow::id::OrganId;
    use workflow::rulebook::Rulebook;

    use super::*;

    /// Periods that the moves of a track, and the service of what they issue, start.
    fn started_on(book: &Rulebook, track: &str) -> BTreeSet<String> {
        let moves = book.moves.iter();
        let moves = moves.filter(|step| step.track.as_deref() == Some(track));
        let mut periods = BTreeSet::new();
        for step in moves {
            periods.extend(step.starts.iter().chain(&step.fixes).cloned());
            for paper in &step.issues {
                let kind = &book.papers[paper];
                periods.extend(kind.starts_on_service.iter().map(|one| one.period.clone()));
            }
        }
        for kind in book.papers.values() {
            let opens = kind.opens_on_service.iter();
            let opens = opens.filter(|opening| opening.track == track);
            periods.extend(opens.filter_map(|opening| opening.starts.clone()));
        }
        periods
    }

    #[test]
    fn what_a_closed_track_starts_is_a_closed_period() {
        let book = Rulebook::embedded();
        for track in book.tracks.keys() {
            let open = openness(track);
            let known: &[&str] = match open {
                Openness::Consultation => &OF_CONSULTATIONS,
                Openness::Office => &OF_OFFICE,
                Openness::Concerned | Openness::Letter => &OF_CONCERNED,
                Openness::Inquiry => &[],
                Openness::Parties | Openness::Published => continue,
            };
            for period in started_on(book, track) {
                assert!(
                    known.contains(&period.as_str()),
                    "{track} starts {period}, {open:?}"
                );
            }
        }
    }

    #[test]
    fn every_track_is_thought_of() {
        let closed = ["superior_copy", "major_filing", "follow_up"];
        for track in Rulebook::embedded().tracks.keys() {
            let office = openness(track) == Openness::Office;
            assert_eq!(office, closed.contains(&track.as_str()), "{track}");
        }
    }

    fn on(track: &str, details: Details) -> Matter {
        Matter {
            no: 1,
            track: track.to_owned(),
            stage: "somewhere".to_owned(),
            since: NaiveDate::default(),
            opened_on: NaiveDate::default(),
            party: Some(2),
            about: "about".to_owned(),
            result: Some("result".to_owned()),
            suspended_on: None,
            terms: Vec::new(),
            papers: vec![7],
            details,
        }
    }

    fn issued() -> Paper {
        Paper {
            no: 7,
            kind: "opinion_letter".to_owned(),
            number: None,
            issued_on: NaiveDate::default(),
            addressees: vec![2],
            facts: std::sync::Arc::default(),
            services: Vec::new(),
            withdrawn: false,
            dispatches: Vec::new(),
            corrections: Vec::new(),
        }
    }

    fn organ() -> OrganId {
        OrganId(uuid::Uuid::from_u128(1))
    }

    /// The matter as the agency of party 2 is shown it, and as that of another.
    fn to_agencies(known: &Matter, papers: &[Paper]) -> [Option<Matter>; 2] {
        let clerk = Standing::Agency(organ());
        [&[2][..], &[3]].map(|own| matter(&clerk, known.clone(), false, own, papers))
    }

    #[test]
    fn arl_59_what_is_found_of_a_norm_is_told_with_the_decision() {
        let review = NormReview {
            document: "规定".to_owned(),
            provisions: "第八条".to_owned(),
            level: NormLevel::ALL[0],
            maker: "某局".to_owned(),
            request: NormRequest::ALL[0],
            asked_by: None,
            basis_unknown: None,
            notified_on: None,
            replied_on: None,
            heard_on: None,
            transferred_to: None,
            findings: vec![ProvisionFinding {
                provision: "第八条".to_owned(),
                finding: NormFinding::Lawful,
                reason: "合法".to_owned(),
            }],
            discontinued: None,
        };
        let known = on("norm_review", Details::NormReview(Box::new(review)));
        let guest = Standing::Guest(vec![Capacity::Mediator]);
        let before = matter(&guest, known.clone(), false, &[], &[]).unwrap();
        assert!(
            matches!(&before.details, Details::NormReview(review) if review.findings.is_empty())
        );
        assert_eq!((before.result, before.papers), (None, Vec::new()));
        let after = matter(&guest, known.clone(), true, &[], &[]).unwrap();
        assert_eq!((after.details, after.result), (known.details, known.result));
    }

    #[test]
    fn arl_52_61_a_consultation_is_shown_to_the_committee_alone() {
        let asked = Consultation {
            question: "问题".to_owned(),
            cut_off: NaiveDate::default(),
            answered_on: None,
            followed: None,
        };
        let known = on("consultation", Details::Consultation(asked));
        assert_eq!(to_agencies(&known, &[]), [None, None]);
        for capacity in Capacity::ALL.iter().copied() {
            let guest = Standing::Guest(vec![capacity]);
            let shown = matter(&guest, known.clone(), true, &[], &[]);
            assert_eq!(
                shown.is_some(),
                capacity == Capacity::CommitteeMember,
                "{capacity:?}"
            );
        }
    }

    #[test]
    fn arl_76_a_letter_is_shown_once_it_is_issued_to_whom_its_paper_is() {
        let letter = Details::Letter {
            advice: "改正".to_owned(),
            signed_by: None,
            by: None,
            judgement: Some(Judgement::ALL[0]),
        };
        for track in ["opinion", "recommendation"] {
            let known = on(track, letter.clone());
            // Its paper is not among those that are shown: it is not issued, or goes to somebody else.
            assert_eq!(to_agencies(&known, &[]), [None, None]);
            let drafted = Matter {
                papers: Vec::new(),
                ..known.clone()
            };
            assert_eq!(to_agencies(&drafted, &[issued()]), [None, None]);
            let [shown, _] = to_agencies(&known, &[issued()]);
            let shown = shown.unwrap();
            // What came of it is judged by the office.
            assert_eq!(shown.result, None);
            assert!(matches!(
                shown.details,
                Details::Letter {
                    judgement: None,
                    ..
                }
            ));
        }
    }

    #[test]
    fn what_one_party_owes_is_shown_to_it_and_inquiries_and_copies_to_none() {
        let [own, other] = to_agencies(&on("performance", Details::Plain), &[]);
        assert!(own.is_some() && other.is_none());
        for track in [
            "investigation",
            "file_access",
            "superior_copy",
            "major_filing",
            "follow_up",
            "new",
        ] {
            assert_eq!(
                to_agencies(&on(track, Details::Plain), &[]),
                [None, None],
                "{track}"
            );
        }
        let adviser = Standing::Guest(vec![Capacity::LegalAdviser]);
        let shown = |track| matter(&adviser, on(track, Details::Plain), false, &[], &[]).is_some();
        assert!(shown("investigation") && shown("performance") && !shown("follow_up"));
    }

    #[test]
    fn why_a_decision_is_not_published_is_for_the_office() {
        let guest = Standing::Guest(vec![Capacity::Mediator]);
        for (stage, said) in [("published", true), ("not_published", false)] {
            let known = Matter {
                stage: stage.to_owned(),
                ..on("publication", Details::Plain)
            };
            let shown = matter(&guest, known, true, &[], &[]).unwrap();
            assert_eq!(shown.result.is_some(), said, "{stage}");
        }
    }
}
