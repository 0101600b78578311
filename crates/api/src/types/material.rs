//! The catalogue 卷内目录 of a case, and its materials 案卷材料.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use store::MaterialText;
use workflow::command::{MaterialKind, ProvesInput, Secrecy, Volume};
use workflow::file::{self, CaseFile};
use workflow::id::{CaseId, UserId};
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::loaders::MaterialTextsOf;
use crate::page::{Slice, connection};
use crate::session::Desk;
use crate::types::paper::Paper;
use crate::types::party::{Parties, Party};
use crate::types::people::{self, User};

/// 案卷材料。
///
/// A material of the file, as the viewer may see it.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Material {
    /// 在本案的序号。Number within the case.
    no: u32,
    /// 材料种类。What it is.
    kind: MaterialKind,
    /// 卷别。Volume.
    volume: Volume,
    /// 保密情况。Why it is to be kept from others.
    secrecy: Secrecy,
    /// 页数。Pages.
    pages: u32,
    /// 入卷之日。Day filed.
    filed_on: Date,
    /// 剔除之日；未剔除的为空。Day on which it was taken out for good; null while it is in the file.
    excised_on: Option<Date>,
    /// 材料名称；已经剔除的为空。Title; null where it was taken out.
    title: Option<String>,
    /// 文件名；已经剔除的为空。Name of the file; null where it was taken out.
    file_name: Option<String>,
    /// 媒体类型；已经剔除的为空。Media type; null where it was taken out.
    media_type: Option<String>,
    /// 字节数；已经剔除的为空。Length in bytes; null where it was taken out.
    size: Option<u32>,
    /// 文件内容的 SHA-256；已经剔除的为空。SHA-256 of the bytes; null where it was taken out.
    sha256: Option<String>,
    /// 剔除的提请，待决定；仅办案机关可见。Proposal to take it out that waits to be decided, for the office only.
    excision_proposed: Option<ExcisionProposal>,
    /// 所证明的日志条目的序号。Number of the entry whose fact it proves.
    proves_entry: Option<u32>,
    /// 所证明的证据的序号。Number of the evidence that it is.
    proves_evidence: Option<u32>,
    #[graphql(skip)]
    served: Option<(u32, u32)>,
    #[graphql(skip)]
    visible: Vec<u32>,
    #[graphql(skip)]
    case: CaseId,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Material {
    /// 全局标识。Global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Material(self.case, self.no).to_string().into()
    }

    /// 材料种类的名目。Label of what it is.
    async fn kind_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 可以查看的当事人。Parties that may see it.
    async fn visible_to(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.visible).await
    }

    /// 所证明的送达，文书在本案的序号。Number of the paper whose service it proves.
    async fn proves_service_of(&self) -> Option<u32> {
        self.served.map(|(paper, _)| paper)
    }

    /// 所证明的送达，受送达的当事人。Party whose service it proves.
    async fn proves_service_on(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        match self.served {
            Some((_, party)) => self.parties.one(ctx, party).await,
            None => Ok(None),
        }
    }
}

impl Material {
    pub(crate) fn of(
        case: CaseId,
        known: &file::Material,
        text: Option<&MaterialText>,
        parties: &Parties,
    ) -> Self {
        let (mut entry, mut evidence, mut served) = (None, None, None);
        match &known.proves {
            None => {}
            Some(ProvesInput::Entry(no)) => entry = Some(*no),
            Some(ProvesInput::Evidence(no)) => evidence = Some(*no),
            Some(ProvesInput::Service(service)) => served = Some((service.paper, service.party)),
        }
        let waits = known.excision.as_ref();
        let waits = waits.filter(|_| known.excised_on.is_none());
        Self {
            no: known.no,
            kind: known.kind,
            volume: known.volume,
            secrecy: known.secrecy,
            pages: known.pages,
            filed_on: known.filed_on.into(),
            excised_on: known.excised_on.map(Into::into),
            title: text.map(|text| text.title.clone()),
            file_name: text.map(|text| text.file.file_name.clone()),
            media_type: text.map(|text| text.file.media_type.mime().to_owned()),
            size: text.and_then(|text| u32::try_from(text.file.size).ok()),
            sha256: text.map(|text| text.file.sha256.clone()),
            excision_proposed: waits.map(ExcisionProposal::of),
            proves_entry: entry,
            proves_evidence: evidence,
            served,
            visible: known.visible_to.clone(),
            case,
            parties: parties.clone(),
        }
    }
}

/// 剔除材料的提请。
///
/// A proposal to take a material out.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct ExcisionProposal {
    /// 提请之日。Day proposed.
    on: Date,
    /// 理由。Why.
    reason: String,
    #[graphql(skip)]
    user: UserId,
}

#[ComplexObject]
impl ExcisionProposal {
    /// 提请人。Who proposes it.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.user).await
    }
}

impl ExcisionProposal {
    fn of(known: &file::Excision) -> Self {
        Self {
            on: known.on.into(),
            reason: known.reason.clone(),
            user: known.by,
        }
    }
}

/// 卷内目录的一行：一份材料，或者机关制发的一份文书。
///
/// A line of the catalogue: a material, or a paper that the office issued.
#[derive(SimpleObject, Clone)]
pub(crate) struct CatalogueLine {
    /// 顺序号。Place in the catalogue, from 1.
    place: u32,
    /// 日期。Day filed or issued.
    on: Date,
    /// 首页页码；文书未入卷扫描件、材料已剔除的为空。First page; null for a paper, whose pages are not counted, and for what was taken out.
    first_page: Option<u32>,
    /// 末页页码。Last page.
    last_page: Option<u32>,
    /// 材料；该行为文书的为空。Material; null where the line is a paper.
    material: Option<Material>,
    /// 文书；该行为材料的为空。Paper; null where the line is a material.
    paper: Option<Paper>,
}

connection!(
    /// 卷内目录的分页。
    ///
    /// A page of a catalogue.
    CatalogueConnection,
    /// 卷内目录的一行及其游标。
    ///
    /// A line of a catalogue with its cursor.
    CatalogueEdge,
    CatalogueLine
);

/// 一卷：正卷，或者副卷。
///
/// One volume of the file.
pub(crate) struct CaseVolume {
    volume: Volume,
    lines: Vec<CatalogueLine>,
    pages: u32,
}

/// 一卷：正卷，或者副卷。
///
/// One volume of the file.
#[Object]
impl CaseVolume {
    /// 卷别。Volume.
    async fn volume(&self) -> Volume {
        self.volume
    }

    /// 卷别的名目。Label of the volume.
    async fn label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.volume.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 卷内目录，按日期排列。Catalogue, by day.
    async fn catalogue(
        &self,
        #[graphql(desc = "本页的行数，1 至 100。Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "上一页末行的游标。Cursor of the last row of the page before.")]
        after: Option<String>,
    ) -> Result<CatalogueConnection> {
        Slice::of_list(self.lines.clone(), first, after.as_deref()).map(CatalogueConnection)
    }

    /// 已编页码的总页数。Pages that are numbered.
    async fn page_count(&self) -> u32 {
        self.pages
    }
}

/// The volumes of a case that the viewer may see: the main one, and for the officers of the case and the heads the
/// secondary one.
pub(crate) async fn volumes(
    ctx: &Context<'_>,
    file: &CaseFile,
    parties: &Parties,
) -> Result<Vec<CaseVolume>> {
    let desk = Desk::of(ctx)?;
    let texts = desk.loader.load_one(MaterialTextsOf(file.id)).await?;
    let texts = texts.unwrap_or_else(|| Arc::new(Default::default()));
    let of = |known: &file::Material| Material::of(file.id, known, texts.get(&known.no), parties);
    let secondary = store::reads_secondary_volume(desk.actor(), file);
    let wanted = [Volume::Main, Volume::Secondary].into_iter();
    let wanted = wanted.filter(|volume| *volume == Volume::Main || secondary);
    Ok(wanted
        .map(|volume| one(file, volume, of, parties))
        .collect())
}

fn one(
    file: &CaseFile,
    volume: Volume,
    of: impl Fn(&file::Material) -> Material,
    parties: &Parties,
) -> CaseVolume {
    let materials = file
        .facts
        .materials
        .iter()
        .filter(|known| known.volume == volume);
    let mut lines: Vec<(CatalogueLine, Option<u32>)> = Vec::new();
    let line = |on, material, paper| CatalogueLine {
        place: 0,
        on,
        first_page: None,
        last_page: None,
        material,
        paper,
    };
    if volume == Volume::Main {
        for paper in &file.papers {
            let shown = Paper {
                case: file.id,
                paper: paper.clone(),
                parties: parties.clone(),
            };
            lines.push((line(paper.issued_on.into(), None, Some(shown)), None));
        }
    }
    for known in materials {
        let counted = known.excised_on.is_none().then_some(known.pages);
        lines.push((line(known.filed_on.into(), Some(of(known)), None), counted));
    }
    // Stable: papers before materials of the same day, each in the order of their numbers.
    lines.sort_by_key(|(line, _)| line.on);
    let (mut pages, mut place) = (0_u32, 0_u32);
    let lines = lines.into_iter().map(|(mut line, counted)| {
        place = place.saturating_add(1);
        line.place = place;
        if let Some(count) = counted {
            line.first_page = Some(pages.saturating_add(1));
            pages = pages.saturating_add(count);
            line.last_page = Some(pages);
        }
        line
    });
    let lines = lines.collect();
    CaseVolume {
        volume,
        lines,
        pages,
    }
}

/// A material by its number, if it may be seen.
pub(crate) async fn find(
    ctx: &Context<'_>,
    file: &CaseFile,
    no: u32,
    parties: &Parties,
) -> Result<Option<Material>> {
    let Some(known) = file.facts.materials.iter().find(|known| known.no == no) else {
        return Ok(None);
    };
    let texts = Desk::of(ctx)?
        .loader
        .load_one(MaterialTextsOf(file.id))
        .await?;
    let text = texts.as_ref().and_then(|texts| texts.get(&no));
    Ok(Some(Material::of(file.id, known, text, parties)))
}
