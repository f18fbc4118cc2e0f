//! The marks before what happens, and their colours.

use anstyle::{AnsiColor, Style};
use draaiboek::engine::{EffectKind, ItemEffect};

use super::{ALARM, BAD, FAINT, GOOD, PLAIN, STRONG};

const NEWS: Style = AnsiColor::Cyan.on_default();

/// The mark before an effect, and its colour.
pub(super) fn mark(kind: &EffectKind) -> (&'static str, Style) {
    match kind {
        EffectKind::Entered(_) => ("▸", STRONG),
        EffectKind::Left(_) => ("◂", FAINT),
        EffectKind::Inform { .. } | EffectKind::Consult { .. } => ("i", FAINT),
        EffectKind::Opened { .. } | EffectKind::Reopened { .. } | EffectKind::Reinstated { .. } => {
            ("+", NEWS)
        }
        EffectKind::Call { .. } | EffectKind::OpenPlaybook { .. } => ("»", NEWS),
        EffectKind::DueChanged { .. } | EffectKind::DeadlineChanged { .. } => ("~", NEWS),
        EffectKind::Rebound { .. } | EffectKind::Replaced { .. } | EffectKind::Restored(_) => {
            ("→", NEWS)
        }
        EffectKind::Reminder(_) => ("!", PLAIN),
        EffectKind::Overdue(_) | EffectKind::DeadlinePassed(_) => ("!", ALARM),
        EffectKind::Escalated { .. } => ("↑", ALARM),
        EffectKind::Completed { .. } | EffectKind::Decided { .. } => ("✓", GOOD),
        EffectKind::Voted { .. } => ("·", PLAIN),
        EffectKind::Withdrawn { .. } | EffectKind::Excused { .. } => ("−", FAINT),
        EffectKind::Notice { .. } => ("»", NEWS),
        EffectKind::Note(_) => ("»", PLAIN),
        EffectKind::Severity { from, to } if from < to => ("▲", ALARM),
        EffectKind::Severity { .. } => ("▼", GOOD),
        EffectKind::Sent { .. } => ("·", PLAIN),
        EffectKind::Contested { .. } => ("!", ALARM),
        EffectKind::HolderChanged { .. } | EffectKind::Settled { .. } => ("→", NEWS),
        EffectKind::Corrected { .. } | EffectKind::Erased { .. } => ("~", NEWS),
        EffectKind::Violated(_) | EffectKind::Unheld(_) => ("✗", BAD),
        EffectKind::Item(effect) => item_mark(effect),
        EffectKind::Grounds { in_force: false, .. } => ("§", ALARM),
        EffectKind::Grounds { .. } => ("§", NEWS),
        EffectKind::Suspended { .. } => ("‖", ALARM),
        EffectKind::Resumed => ("▹", GOOD),
        EffectKind::Closed(_) | EffectKind::CaseReopened { .. } => ("■", STRONG),
    }
}

/// The mark before an effect on an item, and its colour.
fn item_mark(effect: &ItemEffect) -> (&'static str, Style) {
    match effect {
        ItemEffect::Enrolled(_) | ItemEffect::Offered { .. } => ("+", NEWS),
        ItemEffect::ItemWithdrawn { .. } | ItemEffect::Lapsed { .. } => ("−", FAINT),
        ItemEffect::RegisterComplete(_) | ItemEffect::Accepted { .. } => ("✓", GOOD),
        ItemEffect::Started(_) | ItemEffect::RegisterOpen(_) => ("▸", STRONG),
        ItemEffect::Stopped(_) => ("◂", FAINT),
        ItemEffect::Ended { .. } | ItemEffect::HoldingEnded { .. } | ItemEffect::Stays(_) => {
            ("■", STRONG)
        }
        ItemEffect::Chosen { .. } | ItemEffect::Moved { .. } => ("→", NEWS),
        ItemEffect::Planned { .. } | ItemEffect::Split { .. } => ("~", NEWS),
        ItemEffect::Beside { .. } => ("+", NEWS),
        ItemEffect::MoveOff { .. } | ItemEffect::AcceptanceWithdrawn { .. } => ("−", ALARM),
        ItemEffect::Waits { .. } => ("…", ALARM),
        ItemEffect::Barred { .. }
        | ItemEffect::NotBeside { .. }
        | ItemEffect::NobodyHolds(_)
        | ItemEffect::Misplaced { .. }
        | ItemEffect::Contradicted(_) => ("✗", BAD),
    }
}
