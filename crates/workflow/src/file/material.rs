//! Materials 案卷材料: what came, filed with its bytes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::actor::{Actor, Role};
use crate::command::{MaterialKind, ProvesInput, Secrecy, Volume};
use crate::file::CaseFile;
use crate::id::{EntryNo, PartyNo, UserId};
use crate::media::MediaType;

/// Label of content kept apart from the log: which file a material is.
pub const MATERIAL_FILE: &str = "material_file";
/// Label of content kept apart from the log: the title of a material.
pub const MATERIAL_TITLE: &str = "material_title";

/// A material 材料 of the file. What would tell a secret entered by mistake, its title, its name and its digest, lies
/// apart from the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Material {
    /// Number within the case, from 1.
    pub no: u32,
    /// What it is.
    pub kind: MaterialKind,
    /// The volume.
    pub volume: Volume,
    /// Why it is to be kept from others.
    pub secrecy: Secrecy,
    /// Pages.
    pub pages: u32,
    /// Parties that may see it.
    pub visible_to: Vec<PartyNo>,
    /// What it proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proves: Option<ProvesInput>,
    /// Day filed.
    pub filed_on: NaiveDate,
    /// Entries whose content kept apart says what it is and how it is titled: the first both, the others a title.
    pub entries: Vec<EntryNo>,
    /// Who proposes to take it out, and when 提请剔除.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excision: Option<Excision>,
    /// Day on which it was taken out for good 剔除.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excised_on: Option<NaiveDate>,
}

/// A proposal to take a material out 提请剔除.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excision {
    /// Who proposes it.
    pub by: UserId,
    /// Day proposed.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl Material {
    /// The parties to whom it is open: those that may see it, where it lies in the main volume and its secrecy allows so
    /// many. The secondary volume is for the office only.
    #[must_use]
    pub fn open_to(&self) -> &[PartyNo] {
        let most = self.secrecy.most_parties().unwrap_or(usize::MAX);
        match self.volume == Volume::Main && self.visible_to.len() <= most {
            true => &self.visible_to,
            false => &[],
        }
    }

    /// Whether it is open to one of the parties.
    #[must_use]
    pub fn is_open_to(&self, parties: &[PartyNo]) -> bool {
        self.open_to().iter().any(|no| parties.contains(no))
    }

    /// Whether it is open to people who were let into the case: where it is open to a party, and nobody's secret.
    ///
    /// # Law
    ///
    /// ARL 36(2): who takes part learns no more than it needs.
    #[must_use]
    pub fn is_open_to_guests(&self) -> bool {
        self.secrecy == Secrecy::Ordinary && !self.open_to().is_empty()
    }
}

/// Which file a material is 原件: kept apart from the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialFile {
    /// Id of the file: that of its upload.
    pub file: Uuid,
    /// Name of the file.
    pub file_name: String,
    /// Its type.
    pub media_type: MediaType,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

impl CaseFile {
    /// Whether the secondary volume 副卷 is open to somebody who may see the case: to its officers and the heads.
    #[must_use]
    pub fn opens_secondary_volume(&self, actor: &Actor) -> bool {
        let Some(person) = actor.person() else {
            return true;
        };
        let mut heads = [Role::InstitutionHead, Role::OrganHead].iter();
        [self.officer, self.co_officer].contains(&Some(person.user))
            || heads.any(|role| actor.holds(*role))
            || self.opens_secondary_volume_for(person)
    }
}
