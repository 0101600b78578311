//! Files as people name them 文件: the types that are taken, and names that are safe to give back.

use serde::{Deserialize, Serialize};

/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 200;

/// How a file of a type begins: any of these, each at its place.
type Begins = &'static [(usize, &'static [u8])];

macro_rules! types {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $mime:literal, [$($extension:literal),+], $begins:expr;)+) => {
        /// A type of file 文件类型 that may be filed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum MediaType { $($(#[$doc])* $variant),+ }

        impl MediaType {
            /// Every type.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its short name, as settings write it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Its media type, as clients write it.
            #[must_use]
            pub fn mime(self) -> &'static str {
                match self { $(Self::$variant => $mime),+ }
            }

            /// How names of such files end.
            #[must_use]
            pub fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($extension),+]),+ }
            }

            fn begins(self) -> Begins {
                match self { $(Self::$variant => $begins),+ }
            }
        }
    };
}

/// How a ZIP archive with something in it begins. What is in it is not looked at.
const ZIP: Begins = &[(0, b"PK\x03\x04")];

types! {
    /// 便携式文档。
    Pdf = "pdf", "application/pdf", ["pdf"], &[(0, b"%PDF-")];
    /// 图像。
    Jpeg = "jpeg", "image/jpeg", ["jpg", "jpeg"], &[(0, b"\xFF\xD8\xFF")];
    /// 图像。
    Png = "png", "image/png", ["png"], &[(0, b"\x89PNG\r\n\x1A\n")];
    /// 扫描图像。
    Tiff = "tiff", "image/tiff", ["tif", "tiff"], &[(0, b"II*\0"), (0, b"MM\0*")];
    /// 版式文档，GB/T 33190。
    Ofd = "ofd", "application/ofd", ["ofd"], ZIP;
    /// 文字处理文档。
    Docx = "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"], ZIP;
    /// 电子表格。
    Xlsx = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"], ZIP;
    /// 录音。
    Mp3 = "mp3", "audio/mpeg", ["mp3"], &[(0, b"ID3"), (0, b"\xFF\xFB"), (0, b"\xFF\xFA"), (0, b"\xFF\xF3"), (0, b"\xFF\xF2")];
    /// 录像。
    Mp4 = "mp4", "video/mp4", ["mp4"], &[(4, b"ftyp")];
    /// 纯文本。
    Txt = "txt", "text/plain", ["txt"], &[];
}

impl MediaType {
    /// The type with this short name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.code() == code)
    }

    /// The type that a client names.
    #[must_use]
    pub fn from_mime(mime: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|known| known.mime().eq_ignore_ascii_case(mime))
    }

    /// Whether a file of this type may begin so. Plain text has no mark of its own: it holds no control characters, and
    /// does not begin like any other type.
    #[must_use]
    pub fn fits(self, head: &[u8]) -> bool {
        if self != Self::Txt {
            return begins(head, self.begins());
        }
        let text = |byte: &u8| *byte >= b' ' && *byte != 0x7F || b"\t\n\r\x0C".contains(byte);
        let marked = |known: &Self| begins(head, known.begins());
        head.iter().all(text) && !Self::ALL.iter().any(marked)
    }
}

fn begins(head: &[u8], marks: Begins) -> bool {
    let at = |place: usize| head.get(place..).unwrap_or_default();
    marks
        .iter()
        .any(|(place, mark)| at(*place).starts_with(mark))
}

/// Why a name cannot be that of a file: what would work.
///
/// # Errors
///
/// A name that could lead elsewhere, hide what it is, or does not end as its type does.
pub fn check_name(name: &str, media: MediaType) -> Result<(), String> {
    let hides = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("<= {LONGEST_NAME} 字 / characters"));
    }
    if name.contains(['/', '\\']) || name.contains(hides) || name.trim() != name {
        return Err(
            "不含路径、控制字符、不可见字符、首尾空格 / no path, no control or invisible characters, no blanks at the ends"
                .to_owned(),
        );
    }
    let wanted = || {
        let ends: Vec<String> = media
            .extensions()
            .iter()
            .map(|end| format!(".{end}"))
            .collect();
        ends.join(" / ")
    };
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.trim_matches('.').is_empty() => {
            let end = end.to_ascii_lowercase();
            let fits = media.extensions().contains(&end.as_str());
            if fits { Ok(()) } else { Err(wanted()) }
        }
        _ => Err(wanted()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_known_by_its_first_bytes() {
        let samples: [(MediaType, &[u8]); 10] = [
            (MediaType::Pdf, b"%PDF-1.7\n"),
            (MediaType::Jpeg, b"\xFF\xD8\xFF\xE0"),
            (MediaType::Png, b"\x89PNG\r\n\x1A\n\0"),
            (MediaType::Tiff, b"MM\0*\0"),
            (MediaType::Ofd, b"PK\x03\x04\x14"),
            (MediaType::Docx, b"PK\x03\x04\x14"),
            (MediaType::Xlsx, b"PK\x03\x04\x14"),
            (MediaType::Mp3, b"ID3\x04"),
            (MediaType::Mp4, b"\0\0\0\x20ftypisom"),
            (MediaType::Txt, "申请书\r\n".as_bytes()),
        ];
        for (media, head) in samples {
            assert!(media.fits(head), "{media:?}");
            assert!(!media.fits(b"MZ\x90\0\x03"), "{media:?}");
            assert!(media == MediaType::Txt || !media.fits(b""), "{media:?}");
            assert_eq!(MediaType::from_code(media.code()), Some(media));
            assert_eq!(
                MediaType::from_mime(&media.mime().to_uppercase()),
                Some(media)
            );
            if media != MediaType::Txt {
                assert!(!MediaType::Txt.fits(head), "{media:?} is no text");
            }
        }
        assert!(
            !MediaType::Pdf.fits(b"GIF89a%PDF-"),
            "the mark stands at its place"
        );
    }

    #[test]
    fn a_name_cannot_lead_elsewhere_or_hide_what_it_is() {
        let good = [
            "行政复议申请书.pdf",
            "a.PDF",
            "材料.2026.1.pdf",
            "…（一）.pdf",
        ];
        for name in good {
            assert_eq!(check_name(name, MediaType::Pdf), Ok(()), "{name}");
        }
        let long = format!("{}.pdf", "长".repeat(200));
        let bad = [
            "",
            "pdf",
            ".pdf",
            "..pdf",
            "../a.pdf",
            "/etc/a.pdf",
            "..\\a.pdf",
            "a\n.pdf",
            "a\0.pdf",
            "a.pdf\r\nx: y.pdf",
            "a.pdf.exe",
            "a.exe",
            "a",
            "a.pdf ",
            " a.pdf",
            "fdp.\u{202E}exe.pdf",
            "a\u{200B}.pdf",
            "\u{FEFF}a.pdf",
            &long,
        ];
        for name in bad {
            assert!(check_name(name, MediaType::Pdf).is_err(), "{name:?}");
        }
        assert_eq!(check_name("扫描.jpg", MediaType::Jpeg), Ok(()));
        assert!(
            check_name("扫描.jpg", MediaType::Pdf)
                .unwrap_err()
                .contains(".pdf")
        );
    }
}
