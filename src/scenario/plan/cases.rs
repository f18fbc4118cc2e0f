//! Several cases in one scenario: which line is about which, and when each opens.

use super::{Planner, What};
use crate::diagnostic::Diagnostic;
use crate::playbook::Playbook;
use crate::scenario::fault::for_another_playbook::two_playbooks;
use crate::scenario::fault::playbook_not_given::playbook_not_given;
use crate::span::Span;
use crate::syntax::ast::scenario::{Case, Command, CommandKind, Scenario as Tree};

/// A case as a scenario tells of it.
pub(super) struct Told<'t> {
    /// Its name; of the first the scenario's title.
    pub(super) name: String,
    pub(super) playbook: Playbook,
    /// Every line about it, in order of writing.
    pub(super) commands: Vec<&'t Command>,
    /// Whether one of them says `open op`.
    pub(super) explicit: bool,
}

/// How a case opens.
#[derive(Clone, Copy, Default)]
pub(super) struct Opening {
    /// Where it does.
    pub(super) opened: Option<Span>,
    /// Whether some line says `open op`.
    pub(super) explicit: bool,
}

/// What a scenario tells of which case.
pub(super) struct Telling<'t> {
    pub(super) first: Told<'t>,
    pub(super) others: Vec<Told<'t>>,
    /// Every line with the position of its case, in order of writing.
    pub(super) lines: Vec<(usize, &'t Command)>,
    pub(super) found: Vec<Diagnostic>,
}

/// The playbooks that blocks of lines name, each once.
pub(in crate::scenario) fn playbooks<'t>(commands: &'t [Command], names: &mut Vec<&'t str>) {
    for command in commands {
        if let CommandKind::Case(case) = &command.kind {
            if !names.contains(&case.playbook.text.as_str()) {
                names.push(&case.playbook.text);
            }
            playbooks(&case.commands, names);
        }
    }
}

/// Sorts the lines of a scenario by case.
pub(super) fn told<'t>(tree: &'t Tree, playbook: &Playbook, others: &[Playbook]) -> Telling<'t> {
    let first = Told::new(tree.title.text.clone(), playbook.clone());
    let mut telling = Telling { first, others: vec![], lines: vec![], found: vec![] };
    let given: Vec<&Playbook> = std::iter::once(playbook).chain(others).collect();
    telling.tell(&tree.commands, 0, &given);
    telling
}

impl<'t> Told<'t> {
    fn new(name: String, playbook: Playbook) -> Self {
        Self { name, playbook, commands: Vec::new(), explicit: false }
    }

    pub(super) fn opening(&self) -> Opening {
        Opening { opened: None, explicit: self.explicit }
    }
}

impl<'t> Telling<'t> {
    /// Every case by position.
    pub(super) fn all(&self) -> impl Iterator<Item = &Told<'t>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    fn tell(&mut self, commands: &'t [Command], about: usize, given: &[&Playbook]) {
        for command in commands {
            let CommandKind::Case(case) = &command.kind else {
                self.line(command, about);
                continue;
            };
            if let Some(of) = self.find(case, given) {
                self.line(command, of);
                self.tell(&case.commands, of, given);
            }
        }
    }

    fn line(&mut self, command: &'t Command, about: usize) {
        self.lines.push((about, command));
        let case = match about.checked_sub(1).and_then(|further| self.others.get_mut(further)) {
            Some(case) => case,
            None => &mut self.first,
        };
        case.commands.push(command);
        case.explicit |= matches!(command.kind, CommandKind::Open(_));
    }

    /// The case of a block: the one of that name, or a new one.
    fn find(&mut self, case: &Case, given: &[&Playbook]) -> Option<usize> {
        let mut before = self.others.iter().enumerate();
        if let Some((further, told)) = before.find(|(_, told)| told.name == case.name.text) {
            let under = &told.playbook.machine().playbook().header.name;
            if *under != case.playbook.text {
                self.found.push(two_playbooks(case.playbook.span, &case.name.text, under));
                return None;
            }
            return Some(further + 1);
        }
        let wanted = |it: &&&Playbook| it.machine().playbook().header.name == case.playbook.text;
        let Some(playbook) = given.iter().find(wanted) else {
            self.found.push(playbook_not_given(case.playbook.span, &case.playbook.text));
            return None;
        };
        self.others.push(Told::new(case.name.text.clone(), (*playbook).clone()));
        Some(self.others.len())
    }
}

impl<'a> Planner<'a> {
    /// From here on the lines are about that case.
    pub(super) fn turn_to(&mut self, case: usize, told: &'a Telling<'_>) {
        if let Some(left) = self.openings.get_mut(self.case) {
            *left = self.opening;
        }
        if let (Some(told), Some(opening)) = (told.all().nth(case), self.openings.get(case)) {
            self.case = case;
            self.opening = *opening;
            self.machine = told.playbook.machine();
        }
    }

    /// A further case opens at the present instant when something is said of it and no line says
    /// when it opens.
    pub(super) fn opens_now(&mut self, command: &Command) -> Option<What> {
        let at = self.now.filter(|_| self.case > 0)?;
        let says_when = self.opening.explicit || matches!(command.kind, CommandKind::On(_));
        if says_when || self.opening.opened.is_some() || is_setting(command) {
            return None;
        }
        self.opening.opened = Some(command.span);
        Some(What::Time { at, opens: true })
    }
}

/// Whether a line prepares the opening of its case.
pub(super) fn is_setting(command: &Command) -> bool {
    matches!(
        command.kind,
        CommandKind::Party(_)
            | CommandKind::Release(_)
            | CommandKind::ForceOpen(_)
            | CommandKind::Case(_)
            | CommandKind::Fault(_)
    )
}

/// Where a line stands that is written on one line: of a block its head.
pub(super) fn head(command: &Command) -> Span {
    match &command.kind {
        CommandKind::Case(case) => Span { end: case.playbook.span.end, ..command.span },
        _ => command.span,
    }
}
