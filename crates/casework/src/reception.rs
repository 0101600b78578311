//! The reception and call log 接待登记: an office record, in the organ's own log. Most receptions never become a case; one that
//! turns out to be about a case is linked to it, then or later.

use chrono::NaiveDate;
use serde::Serialize;
use store::CaseBy;
use store::office::OfficeEffect;
use store::reception::{Reception, ReceptionContent};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Person};
use workflow::command::{ReceptionResult, ReceptionWay};
use workflow::id::{CaseId, OrganId};
use workflow::identity;

use crate::asked::Asked;
use crate::office::{bad, record};
use crate::{Denied, Desk};

/// Longest name or number, in characters.
const SHORT: usize = 100;
/// Longest account of what was said, in characters.
const LONG: usize = 4_000;

/// A reception to be recorded 接待登记.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewReception {
    /// Day; today where none is given.
    pub on: Option<NaiveDate>,
    /// How they came.
    pub way: ReceptionWay,
    /// What came of it.
    pub result: ReceptionResult,
    /// The agency it was about, where the office knows it.
    pub agency: Option<OrganId>,
    /// The case it was about, where it was about one.
    pub case: Option<CaseId>,
    /// What is personal.
    pub content: ReceptionContent,
}

impl Desk {
    /// Records a reception and gives its id. With the same key it is recorded once.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::BadField`], [`Denied::NotFound`] where the actor may not see the case that it
    /// names, [`Denied::KeyReused`], and a refusal where a text holds an identity number: a reception is no place for one.
    pub async fn record_reception(
        &self,
        actor: &Actor,
        new: &NewReception,
        key: &str,
        moment: Moment,
    ) -> Result<Uuid, Denied> {
        let person = who_receives(actor)?;
        check(new, moment)?;
        let asked = Asked::new(None, &("reception", new), Some(key));
        let tx = self.begin().await?;
        // After the organ's log is locked, so that a repeated request sees what the first one recorded.
        tx.load_organ(person.organ).await?;
        if let Some(known) = asked.known(&tx, actor, moment).await? {
            return Ok(known);
        }
        if let Some(case) = new.case {
            self.about(actor, case).await?;
        }
        if let Some(agency) = new.agency
            && self.store.organ(actor, agency).await?.is_none()
        {
            let expected = "已登记的机关 / an organ that the office knows";
            return Err(bad("agency", &agency.to_string(), expected));
        }
        let reception = Reception {
            id: Uuid::new_v4(),
            organ: person.organ,
            on: new.on.unwrap_or(moment.today),
            way: new.way,
            result: new.result,
            agency: new.agency,
            case: new.case,
            by: person.user,
            digest: String::new(),
        };
        let id = reception.id;
        let kept = tx.keep_reception(reception, &new.content).await?;
        let effects = vec![OfficeEffect::ReceptionRecorded(kept)];
        let organ = person.organ;
        record(&tx, actor, organ, "record_reception", effects, moment).await?;
        asked.keep(&tx, actor, &id, moment).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Says which case a reception was about. Said again of another case, the last one stands; the log keeps both. Nothing is
    /// recorded where it is linked to the case already.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`]; [`Denied::NotFound`] where the actor may not see the reception or the case.
    pub async fn link_reception(
        &self,
        actor: &Actor,
        reception: Uuid,
        case: CaseId,
        moment: Moment,
    ) -> Result<(), Denied> {
        let organ = who_receives(actor)?.organ;
        let tx = self.begin().await?;
        let known = tx.load_reception(actor, organ, reception).await?;
        let known = known.ok_or(Denied::NotFound)?;
        self.about(actor, case).await?;
        if known.case == Some(case) {
            return Ok(());
        }
        let effects = vec![OfficeEffect::ReceptionLinked { reception, case }];
        record(&tx, actor, organ, "link_reception", effects, moment).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Looks whether there is a case that a reception can be about.
    async fn about(&self, actor: &Actor, case: CaseId) -> Result<(), Denied> {
        let seen = self.store.case_row(actor, &CaseBy::Id(case)).await?;
        seen.map(|_| ()).ok_or(Denied::NotFound)
    }
}

fn who_receives(actor: &Actor) -> Result<&Person, Denied> {
    let receives = actor.person().filter(|person| store::receives(person));
    receives.ok_or_else(|| Denied::Forbidden {
        roles: store::RECEIVE.map(|role| role.label().0).join("、"),
    })
}

fn check(new: &NewReception, moment: Moment) -> Result<(), Denied> {
    let said = &new.content;
    let texts = [
        ("who", Some(&said.who), SHORT),
        ("phone", said.phone.as_ref(), SHORT),
        ("agencyName", said.agency_name.as_ref(), SHORT),
        ("what", Some(&said.what), LONG),
        ("said", Some(&said.said), LONG),
    ];
    for (field, text, most) in texts {
        let Some(text) = text else {
            continue;
        };
        let long = text.chars().count();
        if text.trim().is_empty() || long > most {
            // Not the text itself: refusals hold nothing personal.
            let value = format!("{long} 字 / {long} characters");
            let expected =
                format!("1 至 {most} 字 / 1 to {most} characters that are not all blank");
            return Err(bad(field, &value, &expected));
        }
    }
    if let Some(on) = new.on.filter(|on| *on > moment.today) {
        let today = moment.today;
        let expected = format!("{today} 或者以前 / {today} or earlier");
        return Err(bad("on", &on.to_string(), &expected));
    }
    identity::refuse(said, || serde_json::to_value(said).unwrap_or_default())?;
    Ok(())
}
