//! Who must hear of an alert, found when it goes out: cover and leave are respected, nobody is asked beforehand.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::id::{OrganId, UserId};

use super::{DueAlert, Recipient};
use crate::entity::{case_person, leave, user, user_role};
use crate::office::Leave;
use crate::office::leave::standing;
use crate::{StoreError, WriteTx, rows};

/// An active user with one of the roles held, or none.
#[derive(Debug, Clone, FromQueryResult)]
struct Held {
    organ_id: Uuid,
    id: Uuid,
    name: String,
    email: Option<String>,
    agency_id: Option<Uuid>,
    language: String,
    role: Option<String>,
}

impl WriteTx {
    /// Who must hear of each alert on a day, in the order of the alerts: three statements, however many.
    ///
    /// Officers are those of the case, heads and registrars those of the organ, a respondent's clerks those of
    /// the agency whose term it is. For who is on leave the deputy hears of it too 代收. Where nobody can be reached, the heads of the institution stand in, then
    /// those of the organ; the list is empty where there is none of these either. Never an administrator, who may
    /// see no case, not even one who was its officer before; nor who is recused from it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn recipients(
        &self,
        alerts: &[DueAlert],
        on: NaiveDate,
    ) -> Result<Vec<Vec<Recipient>>, StoreError> {
        let organs: BTreeSet<Uuid> = alerts.iter().map(|alert| alert.organ.0).collect();
        if organs.is_empty() {
            return Ok(Vec::new());
        }
        let of_user = Condition::all()
            .add(
                Expr::col((user::Entity, user::Column::OrganId))
                    .equals((user_role::Entity, user_role::Column::OrganId)),
            )
            .add(
                Expr::col((user::Entity, user::Column::Id))
                    .equals((user_role::Entity, user_role::Column::UserId)),
            );
        let query = Query::select()
            .columns(
                [
                    user::Column::OrganId,
                    user::Column::Id,
                    user::Column::Name,
                    user::Column::Email,
                    user::Column::AgencyId,
                    user::Column::Language,
                ]
                .map(|column| (user::Entity, column)),
            )
            .column((user_role::Entity, user_role::Column::Role))
            .from(user::Entity)
            .left_join(user_role::Entity, of_user)
            .and_where(user::Column::OrganId.is_in(organs.iter().copied()))
            .and_where(user::Column::Active.eq(true))
            .order_by((user::Entity, user::Column::Id), sea_orm::Order::Asc)
            .take();
        let rows = self.connection().query_all(&query).await?;
        let people: Vec<Held> = rows
            .iter()
            .map(|row| Held::from_query_result(row, ""))
            .collect::<Result<_, _>>()?;
        let recused = self.recused(alerts).await?;
        let leaves = leave::Entity::find()
            .filter(leave::Column::OrganId.is_in(organs))
            .filter(standing(on))
            .all(self.connection())
            .await?;
        let leaves: Vec<Leave> = leaves.into_iter().map(rows::office::leave).collect();
        let resolved = alerts.iter().map(|alert| {
            let open = |one: &&Held| !recused.contains(&(alert.case.0, one.id));
            let people: Vec<Held> = people.iter().filter(open).cloned().collect();
            resolve(alert, &people, &leaves)
        });
        Ok(resolved.collect())
    }

    /// Who is recused from which of the cases: nothing is told to them.
    async fn recused(&self, alerts: &[DueAlert]) -> Result<BTreeSet<(Uuid, Uuid)>, StoreError> {
        use case_person::Column;
        let organs: BTreeSet<Uuid> = alerts.iter().map(|alert| alert.organ.0).collect();
        let cases: BTreeSet<Uuid> = alerts.iter().map(|alert| alert.case.0).collect();
        let found = case_person::Entity::find()
            .filter(Column::OrganId.is_in(organs))
            .filter(Column::CaseId.is_in(cases))
            .filter(Column::Relation.eq(rows::participation::RECUSED))
            .all(self.connection())
            .await?;
        let found = found.into_iter().map(|row| (row.case_id, row.user_id));
        Ok(found.collect())
    }
}

/// Who must hear of one alert.
fn resolve(alert: &DueAlert, people: &[Held], leaves: &[Leave]) -> Vec<Recipient> {
    let meant: Vec<&Held> = match alert.role {
        Role::Officer => person(alert, people, alert.officer),
        Role::CoOfficer => person(alert, people, alert.co_officer),
        Role::RespondentClerk => match alert.agency {
            None => Vec::new(),
            agency => holders(alert, people, Role::RespondentClerk, agency),
        },
        Role::System => Vec::new(),
        role if role.is_administrator() => Vec::new(),
        role => holders(alert, people, role, None),
    };
    let found = reached(&meant, alert.role, people, leaves);
    if !found.is_empty() {
        return found;
    }
    let mut stand_ins = [Role::InstitutionHead, Role::OrganHead]
        .into_iter()
        .map(|role| {
            let heads = holders(alert, people, role, None);
            reached(&heads, role, people, leaves)
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    for recipient in &mut stand_ins {
        recipient.stand_in = true;
    }
    stand_ins
}

/// Those meant whom mail can reach, and the deputies of those among them who are on leave. Who gets it in its own right
/// gets it once.
fn reached(meant: &[&Held], role: Role, people: &[Held], leaves: &[Leave]) -> Vec<Recipient> {
    let own = meant.iter().filter_map(|one| recipient(one, role));
    let mut found: Vec<Recipient> = own.collect();
    for one in meant {
        let deputy = deputy(one, role, people, leaves).and_then(|held| recipient(held, role));
        let Some(deputy) = deputy else { continue };
        if found.iter().all(|known| known.user != deputy.user) {
            found.push(Recipient {
                absent: Some(one.name.clone()),
                ..deputy
            });
        }
    }
    found
}

/// The deputy of somebody on leave who can do the work of the role, a head's by an instrument only.
fn deputy<'a>(absent: &Held, role: Role, people: &'a [Held], leaves: &[Leave]) -> Option<&'a Held> {
    let organ = absent.organ_id;
    let mut leaves = leaves.iter();
    let leave = leaves.find(|leave| leave.organ.0 == organ && leave.user.0 == absent.id)?;
    let deputy = leave.deputy?;
    let rows = people.iter();
    let held: Vec<&Held> = rows
        .filter(|one| one.organ_id == organ && one.id == deputy.0)
        .collect();
    let roles = held.iter().filter_map(|one| one.role.as_deref());
    let roles: BTreeSet<Role> = roles.filter_map(Role::from_code).collect();
    let stood_in = leave.stood_in(&BTreeSet::from([role]), &roles);
    held.first().copied().filter(|_| stood_in.contains(&role))
}

/// One user, whatever the roles held, if it is not administration alone.
fn person<'a>(alert: &DueAlert, people: &'a [Held], wanted: Option<UserId>) -> Vec<&'a Held> {
    people
        .iter()
        .filter(|one| one.organ_id == alert.organ.0 && Some(UserId(one.id)) == wanted)
        .filter(|one| {
            let role = one.role.as_deref().and_then(Role::from_code);
            !role.is_some_and(Role::is_administrator)
        })
        .take(1)
        .collect()
}

/// Users of the organ who hold a role, and speak for an agency where one is given.
fn holders<'a>(
    alert: &DueAlert,
    people: &'a [Held],
    role: Role,
    agency: Option<OrganId>,
) -> Vec<&'a Held> {
    people
        .iter()
        .filter(|one| one.organ_id == alert.organ.0 && one.role.as_deref() == Some(role.code()))
        .filter(|one| agency.is_none() || one.agency_id.map(OrganId) == agency)
        .collect()
}

/// The user as a recipient, where mail can reach it.
fn recipient(one: &Held, role: Role) -> Option<Recipient> {
    let email = one
        .email
        .as_deref()
        .map(str::trim)
        .filter(|email| !email.is_empty())?;
    Some(Recipient {
        user: UserId(one.id),
        email: email.to_owned(),
        language: one.language.clone(),
        role,
        stand_in: false,
        absent: None,
    })
}

#[cfg(test)]
mod tests {
    use workflow::file::TermState;
    use workflow::id::CaseId;

    use super::*;

    const ORGAN: Uuid = Uuid::from_u128(1);
    const AGENCY: Uuid = Uuid::from_u128(2);

    fn held(id: u128, role: Role) -> Held {
        Held {
            organ_id: ORGAN,
            id: Uuid::from_u128(id),
            name: format!("甲{id}"),
            email: Some(format!("u{id}@example.gov.cn")),
            agency_id: None,
            language: "zh".to_owned(),
            role: Some(role.code().to_owned()),
        }
    }

    fn alert(role: Role) -> DueAlert {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 20).unwrap();
        DueAlert {
            organ: OrganId(ORGAN),
            case: CaseId(Uuid::from_u128(9)),
            case_number: "深坪府复〔2026〕1号".to_owned(),
            term: 1,
            term_version: 1,
            rung: 0,
            role,
            at: chrono::DateTime::UNIX_EPOCH,
            due: day,
            late: false,
            period: "accept_review".to_owned(),
            term_state: TermState::Running,
            started_on: day,
            provisional: false,
            officer: Some(UserId(Uuid::from_u128(10))),
            co_officer: None,
            agency: Some(OrganId(AGENCY)),
        }
    }

    fn who(alert: &DueAlert, people: &[Held]) -> Vec<(u128, bool)> {
        resolve(alert, people, &[])
            .iter()
            .map(|one| (one.user.0.as_u128(), one.stand_in))
            .collect()
    }

    #[test]
    fn the_officer_of_the_case_is_told_once_and_no_other_officer() {
        let people = [
            held(10, Role::Officer),
            held(10, Role::Registrar),
            held(11, Role::Officer),
        ];
        assert_eq!(who(&alert(Role::Officer), &people), [(10, false)]);
        assert_eq!(who(&alert(Role::Registrar), &people), [(10, false)]);
    }

    #[test]
    fn clerks_are_those_of_the_agency_whose_term_it_is() {
        let mut own = held(20, Role::RespondentClerk);
        own.agency_id = Some(AGENCY);
        let mut other = held(21, Role::RespondentClerk);
        other.agency_id = Some(Uuid::from_u128(3));
        let people = [own, other, held(30, Role::InstitutionHead)];
        assert_eq!(who(&alert(Role::RespondentClerk), &people), [(20, false)]);
        let mut nobodys = alert(Role::RespondentClerk);
        nobodys.agency = None;
        assert_eq!(who(&nobodys, &people), [(30, true)]);
    }

    #[test]
    fn where_nobody_can_be_reached_the_heads_stand_in() {
        let mut unreachable = held(10, Role::Officer);
        unreachable.email = Some(" ".to_owned());
        let mut elsewhere = held(40, Role::InstitutionHead);
        elsewhere.organ_id = AGENCY;
        let mut people = vec![
            unreachable,
            elsewhere,
            held(30, Role::InstitutionHead),
            held(31, Role::InstitutionHead),
        ];
        assert_eq!(
            who(&alert(Role::Officer), &people),
            [(30, true), (31, true)]
        );
        people.truncate(2);
        people.push(held(32, Role::OrganHead));
        assert_eq!(who(&alert(Role::CoOfficer), &people), [(32, true)]);
        people.pop();
        assert_eq!(who(&alert(Role::Officer), &people), []);
    }

    fn leave(user: u128, deputy: u128) -> Leave {
        let day = NaiveDate::from_ymd_opt(2026, 3, 20).unwrap();
        Leave {
            id: Uuid::from_u128(user),
            organ: OrganId(ORGAN),
            user: UserId(Uuid::from_u128(user)),
            from: day,
            until: day,
            deputy: Some(UserId(Uuid::from_u128(deputy))),
            instrument: None,
            ended_on: None,
        }
    }

    fn for_whom(alert: &DueAlert, people: &[Held], leaves: &[Leave]) -> Vec<(u128, String)> {
        let name = |one: &Recipient| one.absent.clone().unwrap_or_default();
        resolve(alert, people, leaves)
            .iter()
            .map(|one| (one.user.0.as_u128(), name(one)))
            .collect()
    }

    #[test]
    fn the_deputy_of_who_is_on_leave_is_told_too_and_for_whom() {
        let mut people = vec![
            held(10, Role::Officer),
            held(11, Role::CoOfficer),
            held(12, Role::Registrar),
            held(30, Role::InstitutionHead),
            held(31, Role::OrganHead),
        ];
        let alert_of = alert;
        let officer = alert_of(Role::Officer);
        let told = [(10, String::new()), (11, "甲10".to_owned())];
        assert_eq!(for_whom(&officer, &people, &[leave(10, 11)]), told);
        // Somebody who cannot do the work, or is not there, stands in for nobody.
        let alone = [(10, String::new())];
        for other in [12, 13] {
            assert_eq!(for_whom(&officer, &people, &[leave(10, other)]), alone);
        }
        // Who gets it in its own right gets it once.
        people.push(held(32, Role::InstitutionHead));
        let heads = alert_of(Role::InstitutionHead);
        let mut by_instrument = leave(30, 32);
        by_instrument.instrument = Some(workflow::deputy::Instrument {
            number: "授〔2026〕1号".to_owned(),
            on: by_instrument.from,
        });
        let both = [(30, String::new()), (32, String::new())];
        let given = [by_instrument.clone()];
        assert_eq!(for_whom(&heads, &people, &given), both);
        by_instrument.deputy = Some(UserId(Uuid::from_u128(31)));
        let with_deputy = for_whom(&heads, &people, &[by_instrument.clone()]);
        assert_eq!(with_deputy[2], (31, "甲30".to_owned()));
        by_instrument.instrument = None;
        assert_eq!(for_whom(&heads, &people, &[by_instrument]), both);
        // The deputy is reached where the one on leave is not.
        people[0].email = None;
        let deputy = [(11, "甲10".to_owned())];
        assert_eq!(for_whom(&officer, &people, &[leave(10, 11)]), deputy);
    }

    #[test]
    fn an_administrator_is_never_told_of_a_case() {
        for admin in Role::ADMINISTRATORS {
            let alone = [held(50, admin)];
            for role in Role::ALL {
                assert_eq!(who(&alert(role), &alone), [], "{role:?}");
            }
            let once_officer = [held(10, admin), held(30, Role::InstitutionHead)];
            assert_eq!(who(&alert(Role::Officer), &once_officer), [(30, true)]);
        }
    }
}
