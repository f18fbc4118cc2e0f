//! Items: enrolled, started, moved.

use super::run::Run;
use crate::machine::handler::Action;
use crate::machine::id::ExprId;

impl Run<'_> {
    pub(super) fn item_action(&mut self, action: &Action<ExprId>) {
        let _ = action;
    }
}
