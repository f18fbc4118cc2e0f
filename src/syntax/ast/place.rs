//! Places of nodes that come in kinds.

use super::{Action, Statement, TaskClause};
use crate::span::Span;

impl Action {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Notify(node) => node.span,
            Self::Task(node) => node.span,
            Self::Decision(node) => node.span,
            Self::WithdrawTask(node) | Self::Restore(node) | Self::Emit(node) => node.span,
            Self::Set(node) => node.span,
            Self::AtLeast(node) => node.span,
            Self::Extend(node) => node.span,
            Self::Suspend(node) => node.span,
            Self::Replace(node) => node.span,
            Self::Start(node) => node.span,
            Self::Stop(node) => node.span,
            Self::Move(node) => node.span,
            Self::Beside(node) => node.span,
            Self::Stays(node) => node.span,
            Self::Send(node) => node.span,
            Self::Record(node) => node.span,
            Self::Do(node) => node.span,
            Self::OpenPlaybook(node) => node.span,
            Self::ResumeDeadlines(span) | Self::Fault(span) => *span,
        }
    }
}

impl Statement {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Lead(node) => node.span,
            Self::Inform(node) | Self::Consult(node) => node.span,
            Self::NoDeadline(node) => node.span,
            Self::Deadline(node) => node.span,
            Self::Grounds(node) => node.span,
            Self::Task(node) => node.span,
            Self::Decision(node) => node.span,
            Self::Signal(node) => node.span,
            Self::Handler(node) => node.span,
            Self::Scaled(node) => node.span,
            Self::Scope(node) => node.span,
            Self::End(node) => node.span,
            Self::Guarantee(node) => node.span,
            Self::Waiver(node) => node.span,
            Self::Entry(action) => action.span(),
            Self::Fault(span) => *span,
        }
    }
}

impl TaskClause {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Remind(node) => node.span,
            Self::Escalate(node) => node.span,
            Self::Delivers(node) => node.span,
            Self::Grounds(node) => node.span,
            Self::Check(node) => node.span,
            Self::Postponement(node) => node.span,
            Self::StaysOpen(span)
            | Self::Once(span)
            | Self::Optional(span)
            | Self::Agenda(span)
            | Self::Fault(span) => *span,
        }
    }
}
