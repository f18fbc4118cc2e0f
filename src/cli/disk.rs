//! The files that playbooks use, found on disk beside them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use draaiboek::diagnostic::Text;
use draaiboek::import::Loader;
use draaiboek::syntax::MAX_BYTES;

use super::trouble::trouble;

/// Finds files by paths relative to the file that uses them. A file is called as it was first
/// reached, from the folder in which the command runs.
pub(crate) struct Disk {
    // By place on the disk, whatever links lead there: what it is called.
    names: RefCell<BTreeMap<PathBuf, String>>,
    main: Option<PathBuf>,
}

impl Disk {
    /// For a playbook in the file at `main`.
    pub(crate) fn new(main: &Path) -> Self {
        let place = fs::canonicalize(main).ok();
        let names = place.clone().into_iter().map(|place| (place, main.display().to_string()));
        Self { names: RefCell::new(names.collect()), main: place }
    }

    /// The places of the files that were used, the playbook's own excluded.
    pub(crate) fn used(self) -> Vec<PathBuf> {
        let places = self.names.into_inner().into_keys();
        places.filter(|place| Some(place) != self.main.as_ref()).collect()
    }
}

impl Loader for Disk {
    fn resolve(&self, from: &str, path: &str) -> Result<String, Text> {
        let file = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let place = fs::canonicalize(&file).map_err(|error| trouble(&error))?;
        if !place.is_file() {
            return Err(text("dit is geen bestand", "this is no file"));
        }
        let name = || file.components().collect::<PathBuf>().display().to_string();
        Ok(self.names.borrow_mut().entry(place).or_insert_with(name).clone())
    }

    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, Text> {
        let mut bytes = vec![];
        // One byte more than is allowed is enough to be refused.
        File::open(name)
            .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(|error| trouble(&error))?;
        Ok(Cow::Owned(bytes))
    }
}

fn text(nl: &str, en: &str) -> Text {
    Text { nl: nl.to_owned(), en: en.to_owned() }
}
