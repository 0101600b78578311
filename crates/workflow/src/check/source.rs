//! Where definition files come from: a folder, or the ones embedded when the crate was built.

use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::raw::SourceFile;

/// The definitions under `workflows/law` as of the build.
static LAW: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../workflows/law");

/// The definition files embedded in the program, by path.
#[must_use]
pub fn embedded_sources() -> Vec<SourceFile> {
    let mut sources = Vec::new();
    gather(&LAW, &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn gather(dir: &Dir<'_>, sources: &mut Vec<SourceFile>) {
    for file in dir.files() {
        let path = file.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && let Some(text) = file.contents_utf8()
        {
            sources.push(SourceFile {
                path: format!("law/{}", slashed(path)),
                text: text.to_owned(),
            });
        }
    }
    for below in dir.dirs() {
        gather(below, sources);
    }
}

/// Reads the definition files of a folder 规则目录: every `*.toml` under its `law` folder, by path.
///
/// A folder without `law` is read whole, so that a single instrument can be checked.
///
/// # Errors
///
/// The first file or folder that cannot be read, named; a folder that holds no definition file.
pub fn load_dir(dir: &Path) -> io::Result<Vec<SourceFile>> {
    let law = dir.join("law");
    let start = if law.is_dir() { &law } else { dir };
    let mut sources = Vec::new();
    walk(start, dir, &mut sources)?;
    if sources.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!(
                "`{}` holds no definition file: give a folder with `law/INSTRUMENT/DAY/*.toml`",
                dir.display()
            ),
        ));
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn walk(dir: &Path, root: &Path, sources: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in std::fs::read_dir(dir).map_err(|error| named(dir, &error))? {
        let path = entry.map_err(|error| named(dir, &error))?.path();
        if path.is_dir() {
            walk(&path, root, sources)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = std::fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
            sources.push(SourceFile {
                path: slashed(path.strip_prefix(root).unwrap_or(&path)),
                text,
            });
        }
    }
    Ok(())
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("read `{}`: {error}", path.display()))
}

fn slashed(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
