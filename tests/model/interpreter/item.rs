//! Items.

use std::collections::BTreeMap;

use draaiboek::machine::id::ChartId;

/// How far a chart of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Runs,
    Ended,
    Stopped,
}

/// One item.
pub struct Item {
    pub progress: BTreeMap<ChartId, Progress>,
}

impl Item {
    pub(super) fn runs(&self, chart: ChartId) -> bool {
        self.progress.get(&chart) == Some(&Progress::Runs)
    }
}
