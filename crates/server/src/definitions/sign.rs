//! `fuyi workflow review`: counsel's signature of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use workflow::check::{SourceFile, check, load_dir};
use workflow::render;
use workflow::review::{Review, RowId, append};
use workflow::rulebook::Rulebook;
use workflow::table::Row;

use super::file::Pending;
use crate::cli;
use crate::failure::Failure;

/// Rows to be signed in one file.
struct Batch<'a> {
    path: String,
    signed: Vec<(&'a Row, Review)>,
}

/// Signs rows of a folder of definitions, all of them or none, and says what was done.
///
/// # Errors
///
/// What is wrong with the rows, the name, the day or the definitions; nothing is written then.
pub(super) fn sign(given: &cli::Review, today: NaiveDate) -> Result<String, Failure> {
    let Some(dir) = given.dir.as_deref() else {
        return Err(Failure::no(
            "内置规则不能就地签署：用 --dir 指明规则目录，如 --dir workflows，重新编译后内置规则即带此签署\n\
             the embedded definitions cannot be signed in place: name their folder, such as `--dir workflows`; the \
             program carries the signatures once it is built anew",
        ));
    };
    let sources = load_dir(dir).map_err(Failure::while_doing("read the definitions"))?;
    let rulebook =
        check(&sources).map_err(|faults| Failure::no(render::to_text(&faults, &sources)))?;
    let rows = rulebook.rows();
    let chosen = chosen(given, &rulebook, &rows, today)?;
    let batches = batches(given, &rulebook, chosen);
    let texts = texts(&batches, &sources);
    proved(&texts, &batches, sources.clone())?;
    write(dir, &texts, &sources)?;
    Ok(said(dir, &batches))
}

/// The rows to sign, or everything that stands against it.
fn chosen<'a>(
    given: &cli::Review,
    rulebook: &Rulebook,
    rows: &'a [Row],
    today: NaiveDate,
) -> Result<Vec<&'a Row>, Failure> {
    let mut refusals = refused_whole(given, today);
    let (mut chosen, mut named) = (Vec::new(), BTreeSet::new());
    for name in &given.rows {
        if !named.insert(name) {
            refusals.push(format!(
                "`{name}` 写了两次 / `{name}` is given twice: take one away"
            ));
            continue;
        }
        match row(name, rulebook, rows) {
            Ok(row) => chosen.push(row),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() {
        return Ok(chosen);
    }
    refusals.push("未写入任何内容 / nothing was written".to_owned());
    Err(Failure::no(refusals.join("\n")))
}

/// What is wrong whatever the rows are.
fn refused_whole(given: &cli::Review, today: NaiveDate) -> Vec<String> {
    let mut refusals = Vec::new();
    let by = given.by.as_deref().unwrap_or_default();
    if by.trim().is_empty() || by.chars().any(char::is_control) {
        refusals.push(
            "审核人姓名为空或含控制字符 / the name of the signer is empty or holds control characters: give it \
             like `--by 王律师`"
                .to_owned(),
        );
    }
    if let Some(on) = given.on.filter(|on| *on > today) {
        refusals.push(format!(
            "{on} 尚未到来，今天是 {today} / {on} is yet to come: give today, {today}, or an earlier day"
        ));
    }
    refusals
}

/// The row of this name, if it is still to be signed.
fn row<'a>(name: &str, rulebook: &Rulebook, rows: &'a [Row]) -> Result<&'a Row, String> {
    let unknown =
        |help: String| format!("没有名为`{name}`的规则 / no row is named `{name}`: {help}");
    let id = rulebook.reviews.find(name).map_err(unknown)?;
    let row = rows
        .iter()
        .find(|row| row.id == id)
        .ok_or_else(|| unknown(String::new()))?;
    let status = rulebook.review_of(row);
    match status.review().filter(|_| status.is_signed()) {
        Some(review) => Err(format!(
            "`{name}` 已由 {by} 于 {on} 签署，此后没有变更 / `{name}` was signed by {by} on {on} and has not changed \
             since: leave it out",
            by = review.by,
            on = review.on,
        )),
        None => Ok(row),
    }
}

/// The signatures of each file.
fn batches<'a>(given: &cli::Review, rulebook: &Rulebook, rows: Vec<&'a Row>) -> Vec<Batch<'a>> {
    let mut by_file: BTreeMap<String, Vec<(&Row, Review)>> = BTreeMap::new();
    for row in rows {
        let review = Review {
            by: given.by.as_deref().unwrap_or_default().trim().to_owned(),
            on: given.on.unwrap_or_default(),
            digest: row.digest(),
            note: given.note.clone().filter(|note| !note.trim().is_empty()),
        };
        let path = rulebook.reviews.file(&row.id).unwrap_or_default();
        by_file.entry(path).or_default().push((row, review));
    }
    by_file
        .into_iter()
        .map(|(path, signed)| Batch { path, signed })
        .collect()
}

/// Each file of signatures as it shall be.
fn texts(batches: &[Batch<'_>], sources: &[SourceFile]) -> Vec<SourceFile> {
    batches
        .iter()
        .map(|batch| {
            let signed = batch.signed.iter().map(|(row, review)| (&row.id, review));
            SourceFile {
                path: batch.path.clone(),
                text: append(before(&batch.path, sources).unwrap_or_default(), signed),
            }
        })
        .collect()
}

/// What a file held when it was read.
fn before<'a>(path: &str, sources: &'a [SourceFile]) -> Option<&'a str> {
    let source = sources.iter().find(|source| source.path == path)?;
    Some(&source.text)
}

/// Checks that the definitions are sound with the signatures and hold them, before anything is written.
fn proved(
    texts: &[SourceFile],
    batches: &[Batch<'_>],
    mut sources: Vec<SourceFile>,
) -> Result<(), Failure> {
    sources.retain(|source| texts.iter().all(|text| text.path != source.path));
    sources.extend_from_slice(texts);
    let rulebook =
        check(&sources).map_err(|faults| Failure::no(render::to_text(&faults, &sources)))?;
    let rows = rulebook.rows();
    let is_signed = |id: &RowId| {
        let row = rows.iter().find(|row| row.id == *id);
        row.is_some_and(|row| rulebook.review_of(row).is_signed())
    };
    let mut ids = batches
        .iter()
        .flat_map(|batch| batch.signed.iter().map(|(row, _)| &row.id));
    match ids.find(|id| !is_signed(id)) {
        None => Ok(()),
        Some(id) => Err(Failure::unable(format!(
            "cannot sign `{id}`: its signature would not hold; nothing was written"
        ))),
    }
}

/// Writes every file beside its old one, and only then puts them in place.
fn write(dir: &Path, texts: &[SourceFile], sources: &[SourceFile]) -> Result<(), Failure> {
    let unwritten = "write the signatures; nothing was written";
    let mut pending = Vec::new();
    for text in texts {
        let target = dir.join(&text.path);
        let written = Pending::write(&target, before(&text.path, sources), &text.text);
        pending.push((text, written.map_err(Failure::while_doing(unwritten))?));
    }
    let mut put: Vec<&str> = Vec::new();
    for (text, file) in pending {
        let attempt = format!("put `{}` in place; written so far: {put:?}", text.path);
        file.put().map_err(Failure::while_doing(&attempt))?;
        put.push(&text.path);
    }
    Ok(())
}

fn said(dir: &Path, batches: &[Batch<'_>]) -> String {
    let mut text = String::new();
    for batch in batches {
        let file = dir.join(&batch.path);
        text.push_str(&format!(
            "已签署 / signed: {} → {}\n",
            batch.signed.len(),
            file.display()
        ));
        for (row, review) in &batch.signed {
            text.push_str(&format!(
                "  {}  {} / {}  （{} {}）\n",
                row.id, row.label.zh, row.label.en, review.by, review.on
            ));
        }
    }
    text.push_str(
        "重新编译后，内置规则即带此签署；规则表须重新生成：fuyi workflow table > docs/rules.md\n\
         the embedded definitions carry it once the program is built anew; print the table anew: fuyi workflow table > \
         docs/rules.md\n",
    );
    text
}

#[cfg(test)]
mod tests;
