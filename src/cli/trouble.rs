//! What the operating system refuses, in the language of the command.

use std::io::{self, ErrorKind};

use draaiboek::diagnostic::Text;

use super::language::Lang;

/// Why a file cannot be read or written.
pub(crate) fn trouble(error: &io::Error) -> Text {
    let (nl, en) = match error.kind() {
        ErrorKind::NotFound => ("er is geen bestand op dit pad", "there is no file at this path"),
        ErrorKind::PermissionDenied => {
            ("dit bestand mag niet worden gelezen of geschreven", "this file may not be accessed")
        }
        ErrorKind::IsADirectory => ("dit is een map, geen bestand", "this is a folder, not a file"),
        ErrorKind::NotADirectory => {
            ("een deel van dit pad is geen map", "the path has no such folder")
        }
        ErrorKind::AlreadyExists => ("dit bestaat al", "this is there already"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("er is geen ruimte meer op de schijf", "the disk is full")
        }
        ErrorKind::ReadOnlyFilesystem => {
            ("deze schijf is alleen te lezen", "the disk is read-only")
        }
        ErrorKind::FileTooLarge => ("het bestand is te groot", "the file is too large"),
        ErrorKind::InvalidFilename => ("dit is geen bestandsnaam", "this is no name of a file"),
        ErrorKind::BrokenPipe => ("de lezer is gestopt", "the reader has stopped"),
        // Said by this program, in the language asked for.
        ErrorKind::Other if error.raw_os_error().is_none() => {
            return Text { nl: error.to_string(), en: error.to_string() };
        }
        _ => return unnamed(error),
    };
    Text { nl: nl.to_owned(), en: en.to_owned() }
}

/// The same in one language.
pub(crate) fn told(error: &io::Error, lang: Lang) -> String {
    lang.text(&trouble(error)).to_owned()
}

/// What has no words of its own: by the number under which the system knows it.
fn unnamed(error: &io::Error) -> Text {
    match error.raw_os_error() {
        Some(code) => Text {
            nl: format!("het systeem meldt fout {code}"),
            en: format!("the system reports error {code}"),
        },
        None => Text {
            nl: format!("lezen of schrijven mislukt ({:?})", error.kind()),
            en: format!("reading or writing failed ({:?})", error.kind()),
        },
    }
}
