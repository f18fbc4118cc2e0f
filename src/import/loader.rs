//! Where the text of a used file comes from: the host says.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::Text;
use crate::text;

/// How a host finds the files that a playbook uses. The library itself reads none.
pub trait Loader {
    /// The canonical name of the file that `path` means in the file called `from`: one file, one
    /// name, whatever path leads to it. Findings show the name to people.
    ///
    /// # Errors
    /// Why there is no such file, or why it may not be used.
    fn resolve(&self, from: &str, path: &str) -> Result<String, Text>;

    /// What the file with this canonical name says. Asked at most once for each name that is found.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, Text>;
}

/// Finds no files: for playbooks that stand alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Alone {
    fn reason() -> Text {
        text!(
            nl: "dit draaiboek wordt alleen gelezen, zonder andere bestanden",
            en: "this playbook is read alone, without other files",
        )
    }
}

impl Loader for Alone {
    fn resolve(&self, _: &str, _: &str) -> Result<String, Text> {
        Err(Self::reason())
    }

    fn read(&self, _: &str) -> Result<Cow<'_, [u8]>, Text> {
        Err(Self::reason())
    }
}

/// Files in memory, by name. Paths are relative to the folder of the file that uses them, with
/// `/` between folders, `.` for the same and `..` for the one above.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or replaces it.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), text.into());
        self
    }

    fn missing() -> Text {
        text!(nl: "er is geen bestand met deze naam", en: "there is no file of this name")
    }
}

impl Loader for Memory {
    fn resolve(&self, from: &str, path: &str) -> Result<String, Text> {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = vec![];
        for part in folder.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop().ok_or_else(Self::missing)?),
                part => parts.push(part),
            }
        }
        let name = parts.join("/");
        if self.files.contains_key(&name) { Ok(name) } else { Err(Self::missing()) }
    }

    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, Text> {
        let file = self.files.get(name).ok_or_else(Self::missing)?;
        Ok(Cow::Borrowed(file.as_slice()))
    }
}
