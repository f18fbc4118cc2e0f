//! `draaiboek check --fix`: what was mended, as a difference, and files replaced whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use draaiboek::diagnostic::{Diagnostic, Mended};
use similar::{ChangeTag, TextDiff};

use super::check::Fixing;
use super::language::Lang;

const GONE: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// Replaces a file that still says `before` by one that says `after`, in one go: whoever reads
/// it meets either the one or the other. Its permissions stay.
///
/// # Errors
/// When the file says something else by now, may not be written, or writing fails; then it is
/// as it was.
pub(crate) fn replace(path: &Path, before: &str, after: &str, lang: Lang) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        let why = lang.pick("het bestand mag niet beschreven worden", "the file is read-only");
        return Err(io::Error::other(why));
    }
    whole(path, after.as_bytes(), |file| {
        file.set_permissions(permissions)?;
        if fs::read(path)? != before.as_bytes() {
            let why = lang.pick(
                "het bestand is intussen veranderd; er is niets geschreven",
                "the file has changed meanwhile; nothing was written",
            );
            return Err(io::Error::other(why));
        }
        Ok(())
    })
}

/// Writes a file in one go: all of it or, after an error, nothing. `last` is asked before it
/// takes its place.
pub(crate) fn whole(
    path: &Path,
    bytes: &[u8],
    last: impl FnOnce(&fs::File) -> io::Result<()>,
) -> io::Result<()> {
    // What a link points to is replaced, not the link.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    // What is no file, such as `/dev/stdout`, cannot be replaced.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return fs::write(path, bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    last(file.as_file())?;
    file.persist(path)?;
    Ok(())
}

/// Shows what was mended as a unified difference, and what was left out.
pub(crate) fn show(
    path: &Path,
    before: &str,
    mended: &Mended,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    for finding in &mended.refused {
        let word = lang.pick(
            "niet hersteld, want dan is er meer fout dan nu",
            "not mended, as more would be wrong than now",
        );
        writeln!(out, "{}: {word}: {}", path.display(), told(finding, lang))?;
    }
    if !mended.is_changed() {
        return Ok(());
    }
    writeln!(out, "--- {0}\n+++ {0}", path.display())?;
    let diff = TextDiff::from_lines(before, &mended.source);
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        writeln!(out, "{PLACE}{}{PLACE:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', GONE),
                ChangeTag::Insert => ('+', NEW),
                ChangeTag::Equal => (' ', Style::new()),
            };
            writeln!(out, "{style}{sign}{}{style:#}", change.value().trim_end_matches('\n'))?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    writeln!(out)
}

fn told(finding: &Diagnostic, lang: Lang) -> String {
    format!("{} {}", finding.code.id, lang.text(&finding.message))
}

/// `2 hersteld`
pub(crate) fn summary(count: usize, fixing: Fixing, lang: Lang) -> String {
    match fixing {
        Fixing::Written => lang.pick(format!("{count} hersteld"), format!("{count} mended")),
        _ => lang.pick(format!("{count} te herstellen"), format!("{count} can be mended")),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Lang, replace};

    #[test]
    fn a_file_that_changed_meanwhile_is_left_as_it_is() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("een.draaiboek");
        fs::write(&path, "van een ander")?;
        assert!(replace(&path, "gelezen", "hersteld", Lang::Nl).is_err());
        assert_eq!(fs::read_to_string(&path)?, "van een ander");
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        replace(&path, "van een ander", "hersteld", Lang::Nl)?;
        assert_eq!(fs::read_to_string(&path)?, "hersteld");
        Ok(())
    }
}
