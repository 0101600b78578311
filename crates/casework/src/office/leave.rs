//! Leave 请假 and deputies 代办人: noted and ended. What follows of a leave follows from its days and the day of who asks;
//! nothing waits for a job.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use store::WriteTx;
use store::office::{Leave, OfficeEffect, User};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::deputy::Instrument;
use workflow::id::{OrganId, UserId};

use super::{bad, named, record};
use crate::asked::Asked;
use crate::{Denied, Desk};

/// Longest leave, in days after its first.
const LONGEST: Days = Days::new(366);
/// Longest number of an instrument, in characters.
const LONGEST_NUMBER: usize = 100;

/// A leave to be noted 请假登记.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewLeave {
    /// Who is on leave.
    pub user: UserId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Who stands in, if anybody.
    pub deputy: Option<UserId>,
    /// The instrument by which a head delegates; a head's deputy signs by it.
    pub instrument: Option<Instrument>,
}

impl Desk {
    /// Notes a leave of somebody who works on cases: the user does, or a head of the institution. The same key answers the
    /// same for 24 hours.
    ///
    /// # Law
    ///
    /// A head delegates the authority to sign by an instrument with number and day 授权签发; without it nobody stands in for
    /// a head.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`] where the office has no such user, [`Denied::BadField`] for days that are
    /// past or taken, and for a deputy who cannot stand in; [`Denied::KeyReused`].
    pub async fn note_leave(
        &self,
        actor: &Actor,
        organ: OrganId,
        new: NewLeave,
        key: Option<&str>,
        moment: Moment,
    ) -> Result<Leave, Denied> {
        may(actor, organ, new.user)?;
        let asked = Asked::new(None, &("note_leave", &new), key);
        let tx = self.begin().await?;
        let user = tx.load_user(organ, new.user).await?;
        let user = user.ok_or(Denied::NotFound)?;
        if let Some(noted) = asked.known(&tx, actor, moment).await? {
            return Ok(noted);
        }
        days(&new, moment.today)?;
        let roles = working(&user)?;
        let leaves = tx.leaves(organ, moment.today).await?;
        let meets = |leave: &&Leave| leave.overlaps(new.from, new.until);
        if let Some(taken) = leaves
            .iter()
            .filter(meets)
            .find(|leave| leave.user == new.user)
        {
            let (from, until) = (taken.from, taken.until);
            return Err(bad(
                "from",
                &new.from.to_string(),
                &format!(
                    "与已登记的休假（{from} 至 {until}）不相重叠的日期 / days beside the leave from {from} until {until}"
                ),
            ));
        }
        if let Some(chain) = leaves
            .iter()
            .filter(meets)
            .find(|leave| leave.deputy == Some(new.user))
        {
            let absent = tx.load_user(organ, chain.user).await?;
            let absent = absent.map(|absent| absent.name).unwrap_or_default();
            return Err(bad(
                "user",
                &user.login,
                &format!(
                    "此间不为他人代办的人：正在代办 {absent} 的工作，请先结束该休假，另定代办人再登记 / nobody who stands in for another in those days: end the leave of {absent} and note it again with another deputy first"
                ),
            ));
        }
        deputy(&tx, &new, &user, &roles, &leaves).await?;
        instrument(&new, &roles)?;
        let leave = Leave {
            id: Uuid::new_v4(),
            organ,
            user: new.user,
            from: new.from,
            until: new.until,
            deputy: new.deputy,
            instrument: new.instrument,
            ended_on: None,
        };
        let effects = vec![OfficeEffect::LeaveNoted(leave.clone())];
        record(&tx, actor, organ, "note_leave", effects, moment).await?;
        asked.keep(&tx, actor, &leave, moment).await?;
        tx.commit().await?;
        Ok(leave)
    }

    /// Ends a leave early, from today on, or calls it off before its first day: the user does, or a head of the institution.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`], [`Denied::BadField`] where it is over.
    pub async fn end_leave(
        &self,
        actor: &Actor,
        organ: OrganId,
        leave: Uuid,
        moment: Moment,
    ) -> Result<Leave, Denied> {
        let tx = self.begin().await?;
        let known = tx.load_leave(organ, leave).await?;
        // Who may end none but its own is not told whether there is another's.
        let own = known
            .as_ref()
            .map_or(UserId(Uuid::nil()), |known| known.user);
        may(actor, organ, own)?;
        let mut known = known.ok_or(Denied::NotFound)?;
        if known.until < moment.today || known.ended_on.is_some() {
            let over = known.ended_on.unwrap_or(known.until);
            return Err(bad(
                "leave",
                &over.to_string(),
                "尚未结束的休假 / a leave that is not over",
            ));
        }
        let on = moment.today;
        known.ended_on = Some(on);
        let effects = vec![OfficeEffect::LeaveEnded { leave, on }];
        record(&tx, actor, organ, "end_leave", effects, moment).await?;
        tx.commit().await?;
        Ok(known)
    }
}

/// Who notes and ends leave: the user itself, or a head of the institution.
fn may(actor: &Actor, organ: OrganId, user: UserId) -> Result<(), Denied> {
    let allowed = match actor.person() {
        None => true,
        Some(person) => {
            let head = person.roles.contains(&Role::InstitutionHead);
            person.organ == organ && (person.user == user || head)
        }
    };
    if allowed {
        return Ok(());
    }
    let (zh, en) = Role::InstitutionHead.label();
    Err(Denied::Forbidden {
        roles: format!("本人、{zh} / the user, the {en}"),
    })
}

fn days(new: &NewLeave, today: NaiveDate) -> Result<(), Denied> {
    if new.from < today {
        let expected = format!("{today} 或者以后的日期 / {today} or a later day");
        return Err(bad("from", &new.from.to_string(), &expected));
    }
    if new.until < new.from {
        let expected = format!("{0} 或者以后的日期 / {0} or a later day", new.from);
        return Err(bad("until", &new.until.to_string(), &expected));
    }
    let last = new.from.checked_add_days(LONGEST).unwrap_or(new.from);
    if new.until > last {
        let expected = format!("不晚于 {last} 的日期 / a day not later than {last}");
        return Err(bad("until", &new.until.to_string(), &expected));
    }
    Ok(())
}

/// The roles of a user in which somebody can stand in.
fn working(user: &User) -> Result<Vec<Role>, Denied> {
    let roles = user.roles.iter().copied();
    let roles: Vec<Role> = roles.filter(|role| !role.deputies().is_empty()).collect();
    if !user.active || user.service || roles.is_empty() {
        return Err(bad(
            "user",
            &user.login,
            "在用的登记人员、承办人、协办人或者负责人 / a registrar, an officer, a co-officer or a head who is in service",
        ));
    }
    Ok(roles)
}

/// Whether the deputy can stand in: another, of the same office, in service, there on those days, with the roles for it.
async fn deputy(
    tx: &WriteTx,
    new: &NewLeave,
    user: &User,
    roles: &[Role],
    leaves: &[Leave],
) -> Result<(), Denied> {
    let Some(id) = new.deputy else {
        return Ok(());
    };
    if id == new.user {
        return Err(bad("deputy", &user.login, "本人以外的人 / somebody else"));
    }
    let Some(deputy) = tx.load_user(user.organ, id).await? else {
        return Err(bad(
            "deputy",
            &id.to_string(),
            "本机关的用户 / a user of the same office",
        ));
    };
    if !deputy.active || deputy.service {
        return Err(bad(
            "deputy",
            &deputy.login,
            "在用的用户，且不是服务账号 / a user in service, and no service account",
        ));
    }
    if let Some(lacking) = roles
        .iter()
        .find(|role| !role.can_be_done_by(&deputy.roles))
    {
        let can: Vec<_> = lacking.deputies().iter().map(|role| role.label()).collect();
        let zh: Vec<&str> = can.iter().map(|(zh, _)| *zh).collect();
        let en: Vec<&str> = can.iter().map(|(_, en)| *en).collect();
        let (whose, of) = lacking.label();
        return Err(bad(
            "deputy",
            &deputy.login,
            &format!(
                "能够办理{whose}工作的人：{} / somebody who can do the work of the {of}: {}",
                zh.join("、"),
                en.join(", ")
            ),
        ));
    }
    let mut leaves = leaves.iter();
    let away = leaves.find(|leave| leave.user == id && leave.overlaps(new.from, new.until));
    match away {
        None => Ok(()),
        Some(leave) => {
            let (from, until) = (leave.from, leave.until);
            Err(bad(
                "deputy",
                &deputy.login,
                &format!(
                    "此间在岗的人：其 {from} 至 {until} 休假 / somebody who is there: this one is on leave from {from} until {until}"
                ),
            ))
        }
    }
}

/// A head's deputy needs the instrument.
fn instrument(new: &NewLeave, roles: &[Role]) -> Result<(), Denied> {
    match (&new.instrument, new.deputy) {
        (None, Some(_)) if roles.iter().any(|role| role.is_head()) => Err(bad(
            "instrument",
            "",
            "授权签发文书的文号和日期 / number and day of the instrument that delegates the authority to sign",
        )),
        (None, _) => Ok(()),
        (Some(given), None) => Err(bad(
            "instrument",
            &given.number,
            "有代办人时才填写 / nothing where there is no deputy",
        )),
        (Some(given), Some(_)) => {
            named("instrument.number", &given.number)?;
            if given.number.chars().count() > LONGEST_NUMBER {
                return Err(bad(
                    "instrument.number",
                    &given.number,
                    "至多 100 字 / at most 100 characters",
                ));
            }
            if given.on > new.from {
                let expected = format!("不晚于 {0} 的日期 / a day not later than {0}", new.from);
                return Err(bad("instrument.on", &given.on.to_string(), &expected));
            }
            Ok(())
        }
    }
}
