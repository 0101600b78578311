//! Who must hear of an alert, found when it goes out: cover and leave are respected, nobody is asked beforehand.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::id::{OrganId, UserId};

use super::{DueAlert, Recipient};
use crate::entity::{case_person, user, user_role};
use crate::{StoreError, WriteTx, rows};

/// An active user with one of the roles held, or none.
#[derive(Debug, Clone, FromQueryResult)]
struct Held {
    organ_id: Uuid,
    id: Uuid,
    email: Option<String>,
    agency_id: Option<Uuid>,
    language: String,
    role: Option<String>,
}

impl WriteTx {
    /// Who must hear of each alert, in the order of the alerts: two statements, however many.
    ///
    /// Officers are those of the case, heads and registrars those of the organ, a respondent's clerks those of
    /// the agency whose term it is. Where nobody can be reached, the heads of the institution stand in, then
    /// those of the organ; the list is empty where there is none of these either. Never an administrator, who may
    /// see no case, not even one who was its officer before; nor who is recused from it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn recipients(&self, alerts: &[DueAlert]) -> Result<Vec<Vec<Recipient>>, StoreError> {
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
                    user::Column::Email,
                    user::Column::AgencyId,
                    user::Column::Language,
                ]
                .map(|column| (user::Entity, column)),
            )
            .column((user_role::Entity, user_role::Column::Role))
            .from(user::Entity)
            .left_join(user_role::Entity, of_user)
            .and_where(user::Column::OrganId.is_in(organs))
            .and_where(user::Column::Active.eq(true))
            .order_by((user::Entity, user::Column::Id), sea_orm::Order::Asc)
            .take();
        let rows = self.connection().query_all(&query).await?;
        let people: Vec<Held> = rows
            .iter()
            .map(|row| Held::from_query_result(row, ""))
            .collect::<Result<_, _>>()?;
        let recused = self.recused(alerts).await?;
        let resolved = alerts.iter().map(|alert| {
            let open = |one: &&Held| !recused.contains(&(alert.case.0, one.id));
            let people: Vec<Held> = people.iter().filter(open).cloned().collect();
            resolve(alert, &people)
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
fn resolve(alert: &DueAlert, people: &[Held]) -> Vec<Recipient> {
    let meant = match alert.role {
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
    if !meant.is_empty() {
        return meant;
    }
    let mut stand_ins = [Role::InstitutionHead, Role::OrganHead]
        .into_iter()
        .map(|role| holders(alert, people, role, None))
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    for recipient in &mut stand_ins {
        recipient.stand_in = true;
    }
    stand_ins
}

/// One user, whatever the roles held, if it is not administration alone.
fn person(alert: &DueAlert, people: &[Held], wanted: Option<UserId>) -> Vec<Recipient> {
    people
        .iter()
        .filter(|one| one.organ_id == alert.organ.0 && Some(UserId(one.id)) == wanted)
        .filter(|one| {
            let role = one.role.as_deref().and_then(Role::from_code);
            !role.is_some_and(Role::is_administrator)
        })
        .find_map(|one| recipient(one, alert.role))
        .into_iter()
        .collect()
}

/// Users of the organ who hold a role, and speak for an agency where one is given.
fn holders(
    alert: &DueAlert,
    people: &[Held],
    role: Role,
    agency: Option<OrganId>,
) -> Vec<Recipient> {
    people
        .iter()
        .filter(|one| one.organ_id == alert.organ.0 && one.role.as_deref() == Some(role.code()))
        .filter(|one| agency.is_none() || one.agency_id.map(OrganId) == agency)
        .filter_map(|one| recipient(one, role))
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
        resolve(alert, people)
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
