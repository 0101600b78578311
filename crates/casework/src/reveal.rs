//! Reading the number of a document 查看证件号码: one at a time, by who handles the case, for a reason, and noted in the log of the
//! organ.

use store::office::OfficeEffect;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::{CaseId, PartyNo};

use crate::office::{named, record};
use crate::{Denied, Desk};

/// Roles that read numbers of the cases they see; officers do of their own.
const READERS: [Role; 3] = [Role::Registrar, Role::InstitutionHead, Role::OrganHead];

impl Desk {
    /// Reads the number of the document that proves who a party is, and notes in the organ's log who read it and why.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the actor may not see the case, or no number is recorded for the party;
    /// [`Denied::Forbidden`] where the actor does not handle it; [`Denied::BadField`] where the reason is blank.
    pub async fn reveal_identity(
        &self,
        actor: &Actor,
        case: CaseId,
        party: PartyNo,
        reason: &str,
        moment: Moment,
    ) -> Result<String, Denied> {
        let person = actor.person().ok_or(Denied::NotFound)?;
        named("reason", reason)?;
        let tx = self.begin().await?;
        // Asked after the wait for whoever wrote before.
        let file = self.store.case_file(actor, case).await?;
        let file = file.filter(|_| store::works_on_cases(person));
        let file = file.ok_or(Denied::NotFound)?;
        let officers = [file.officer, file.co_officer];
        if !officers.contains(&Some(person.user)) && !READERS.iter().any(|role| actor.holds(*role))
        {
            let roles =
                "本案承办人、登记人员、负责人 / the officers of the case, a registrar or a head";
            return Err(Denied::Forbidden {
                roles: roles.to_owned(),
            });
        }
        let mut known = file.facts.people.identities.iter();
        let identity = known.find(|known| known.party == party);
        let identity = identity.ok_or(Denied::NotFound)?;
        let number = tx.identity_number(actor, case, identity.entry).await?;
        let number = number.ok_or(Denied::NotFound)?;
        let effects = vec![OfficeEffect::IdentityRevealed {
            case,
            party,
            reason: reason.trim().to_owned(),
        }];
        record(&tx, actor, person.organ, "reveal_identity", effects, moment).await?;
        tx.commit().await?;
        Ok(number)
    }
}
