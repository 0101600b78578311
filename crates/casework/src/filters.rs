//! Saved filters 常用筛选: personal, so through this door and without a line in the log of the organ. They change no case, no right
//! and nothing that anybody else reads; a log of them would record what a person looks for, and nothing that was done.

use store::CaseFilter;
use store::saved::SavedFilter;
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Person};

use crate::office::bad;
use crate::{Denied, Desk};

/// Most filters of a user.
const MOST: usize = 50;
/// Longest name, in characters.
const LONGEST: usize = 50;

fn person(actor: &Actor) -> Result<&Person, Denied> {
    actor.person().ok_or_else(|| Denied::Forbidden {
        roles: "用户本人 / a user".to_owned(),
    })
}

impl Desk {
    /// Saves a filter for who asks, anew or in the place of one of its own. The same name with the same conditions is what was
    /// saved already.
    ///
    /// # Errors
    ///
    /// [`Denied::BadField`] says what of it cannot be taken; [`Denied::NotFound`] where it has none with that id;
    /// [`Denied::Forbidden`] for the program itself.
    pub async fn save_filter(
        &self,
        actor: &Actor,
        id: Option<Uuid>,
        name: &str,
        filter: CaseFilter,
        moment: Moment,
    ) -> Result<SavedFilter, Denied> {
        let person = person(actor)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(bad(
                "name",
                name,
                "1 至 50 字 / 1 to 50 characters that are not all blank",
            ));
        }
        if filter == CaseFilter::default() {
            return Err(bad("filter", "", "至少一项条件 / at least one condition"));
        }
        let tx = self.begin().await?;
        let known = tx.filters_of(person).await?;
        match id {
            Some(id) if !known.iter().any(|saved| saved.id == id) => return Err(Denied::NotFound),
            None if known.len() >= MOST && !known.iter().any(|saved| saved.name == name) => {
                let many = known.len().to_string();
                let expected = "至多 50 项，请先删除一项 / at most 50: delete one of them first";
                return Err(bad("filter", &many, expected));
            }
            _ => {}
        }
        let mut others = known.iter().filter(|saved| Some(saved.id) != id);
        if let Some(other) = others.find(|saved| saved.name == name) {
            // Asked again, as after a lost answer.
            if id.is_none() && other.filter == filter {
                return Ok(other.clone());
            }
            return Err(bad(
                "name",
                name,
                "尚未使用的名称 / a name that none of your other filters has",
            ));
        }
        let saved = SavedFilter {
            id: id.unwrap_or_else(Uuid::new_v4),
            name: name.to_owned(),
            filter,
            saved_at: moment.now,
        };
        tx.save_filter(person, &saved).await?;
        tx.commit().await?;
        Ok(saved)
    }

    /// Deletes a saved filter of who asks.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where it has none with that id; [`Denied::Forbidden`] for the program itself.
    pub async fn delete_filter(&self, actor: &Actor, id: Uuid) -> Result<(), Denied> {
        let person = person(actor)?;
        let tx = self.begin().await?;
        if !tx.delete_filter(person, id).await? {
            return Err(Denied::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }
}
