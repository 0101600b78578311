//! Letters as files, for trying things out without a mail server.

use std::path::Path;

use super::{Failure, Parcel};

/// Makes the folder if it is missing.
pub(super) async fn probe(folder: &Path) -> Result<(), Failure> {
    tokio::fs::create_dir_all(folder).await.map_err(|error| {
        Failure::Transient(format!(
            "cannot make the folder `{}`: {error}",
            folder.display()
        ))
    })
}

/// Writes the letter beside its place and moves it there. A second copy replaces the first by the same bytes.
pub(super) async fn write(folder: &Path, parcel: &Parcel) -> Result<(), Failure> {
    probe(folder).await?;
    let name = file_name(&parcel.message_id);
    let part = folder.join(format!(".{name}.part"));
    let place = folder.join(&name);
    let written = async {
        tokio::fs::write(&part, parcel.message.as_bytes()).await?;
        tokio::fs::rename(&part, &place).await
    };
    written
        .await
        .map_err(|error| Failure::Transient(format!("cannot write `{}`: {error}", place.display())))
}

/// The Message-ID without its brackets, and without anything that means something to a file system.
fn file_name(message_id: &str) -> String {
    let kept = |one: char| {
        if one.is_ascii_alphanumeric() || "-_.@".contains(one) {
            one
        } else {
            '_'
        }
    };
    let name: String = message_id
        .trim_matches(['<', '>'])
        .chars()
        .map(kept)
        .collect();
    format!("{}.eml", name.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_letter_is_one_file_however_often_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let parcel = Parcel {
            from: "a@b".to_owned(),
            to: "c@d".to_owned(),
            message_id: "<../x/1@b>".to_owned(),
            message: "Subject: x\r\n\r\ny\r\n".to_owned(),
        };
        write(folder.path(), &parcel).await.unwrap();
        write(folder.path(), &parcel).await.unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        assert_eq!(files.len(), 1, "{files:?}");
        assert_eq!(files[0].file_name().unwrap(), "_x_1@b.eml");
        assert_eq!(std::fs::read_to_string(&files[0]).unwrap(), parcel.message);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_a_failure_that_may_pass() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let failure = probe(&file.path().join("mail")).await.unwrap_err();
        assert!(matches!(failure, Failure::Transient(_)), "{failure:?}");
    }
}
