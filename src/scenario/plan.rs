//! A scenario with every name looked up and every time known, before it runs.

mod cases;
mod duties;
mod expect;
mod inputs;
mod items;
mod names;
mod of;
mod outside;
mod people;
mod time;
mod value;

use std::collections::HashSet;

use crate::calendar::Timestamp;
use crate::diagnostic::Diagnostic;
use crate::engine::{InputKind, Reason};
use crate::machine::Machine;
use crate::machine::id::{
    DutyId, FactId, GroundId, GuaranteeId, HoldingId, ItemId, LevelId, RoleId, StateId,
};
use crate::playbook::Playbook;
use crate::span::Span;
use crate::syntax::ast::TaskState;
use crate::syntax::ast::scenario::{Command, CommandKind, Scenario as Tree};
use crate::value::Value;

use super::{Scenarios, fault};

/// A scenario that can run.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) title: String,
    /// The case that the scenario is about.
    pub(super) case: PlannedCase,
    /// Further ones; the positions of lines count on from it.
    pub(super) others: Vec<PlannedCase>,
    pub(super) lines: Vec<Line>,
}

/// A case of a plan.
#[derive(Clone, Debug)]
pub(super) struct PlannedCase {
    /// Its name; of the first the scenario's title.
    pub(super) name: String,
    pub(super) playbook: Playbook,
    /// Who holds which role from the start.
    pub(super) parties: Vec<(RoleId, String)>,
    /// The reason for opening outside the playbook's validity.
    pub(super) forced: Option<String>,
}

/// A line of a plan.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The position of the case that it is about.
    pub(super) case: usize,
    pub(super) span: Span,
    /// From 1.
    pub(super) number: u32,
    /// As written, white space joined.
    pub(super) source: String,
    pub(super) what: What,
}

/// What a line does.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// From here on it is then.
    Time { at: Timestamp, opens: bool },
    /// These are done, one after the other.
    Do(Vec<Deed>),
    /// This must be refused.
    Refuse { what: Box<What>, reason: Option<&'static Reason> },
    /// This must be so, or with `negated` none of it.
    Expect { negated: bool, what: Vec<(Span, Expected)> },
    /// Said before the case opened, and already part of the opening.
    Known,
}

/// Something that is done to a case.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// Somebody says something.
    Say(Said),
    /// From now on exactly these parties hold the role, of the item or of the case.
    Hold { item: Option<String>, role: RoleId, parties: Vec<String> },
    /// A party, or every party, gives the role up.
    Free { item: Option<String>, role: RoleId, party: Option<String> },
}

/// Something that somebody says.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The role's name, under `refuse` perhaps none of the playbook's, and its party; `None`
    /// where nobody needs to say it.
    pub(super) by: Option<(String, Option<String>)>,
    pub(super) at: Option<Timestamp>,
    /// The id of the item that it is about.
    pub(super) item: Option<String>,
    pub(super) kind: InputKind,
}

impl Said {
    /// What needs nobody to say it.
    fn by_nobody(item: Option<String>, at: Option<Timestamp>, kind: InputKind) -> Self {
        Self { by: None, at, item, kind }
    }
}

/// Something expected.
#[derive(Clone, Debug)]
pub(super) enum Expected {
    In(OfItem, StateId),
    /// So many items of the kind, in the state or at all.
    Count(ItemId, Option<StateId>, u32),
    Duty(ExpectedDuty),
    /// `None`: no answer.
    Outcome(OfItem, DutyId, Option<u32>),
    Level(LevelId),
    /// `None`: unknown.
    Value(OfItem, FactId, Option<Value>),
    Erased(OfItem, FactId),
    Held(ExpectedHolder),
    /// A due move of care of the first item waits for the second.
    Waits(String, String),
    Notice {
        to: RoleId,
        contains: Option<String>,
    },
    Violation(GuaranteeId, OfItem),
    /// Something with this text was put on record.
    Recorded(OfItem, String),
    /// What was started for the first item began before it did for the second.
    Started(String, String),
    /// A case under another playbook was asked for.
    OpenPlaybook(String),
    /// A claim to a role stands against another.
    Claim(RoleId, String),
    Closed,
}

/// The id of the item that something is about; `None`: the case itself.
pub(super) type OfItem = Option<String>;

/// Who holds care of an item, or something else of it, as expected.
#[derive(Clone, Debug)]
pub(super) struct ExpectedHolder {
    pub(super) item: String,
    pub(super) holding: HoldingId,
    /// Whether beside the holder.
    pub(super) beside: bool,
    pub(super) role: RoleId,
    pub(super) party: Option<String>,
    /// On a day, at an instant, or now.
    pub(super) on: Option<Day>,
}

/// A task, decision or action of the host as expected.
#[derive(Clone, Debug)]
pub(super) struct ExpectedDuty {
    /// As written.
    pub(super) name: String,
    pub(super) item: OfItem,
    /// More than one, or none, of an action of the host: every place where it is called.
    pub(super) duties: Vec<DutyId>,
    pub(super) state: TaskState,
    pub(super) owed_by: Option<(RoleId, Option<String>)>,
    pub(super) due: Option<time::Day>,
    pub(super) rests_on: Option<GroundId>,
}

pub(super) use cases::playbooks;
pub(super) use time::Day;

/// Plans one scenario; without an error among the diagnostics the plan can run.
///
/// `others` are the playbooks that its further cases may be under.
pub(super) fn plan(
    tree: &Tree,
    file: &Scenarios,
    playbook: &Playbook,
    others: &[Playbook],
) -> (Plan, Vec<Diagnostic>) {
    let Scenarios { source, lines, tree: read } = file;
    let told = cases::told(tree, playbook, others);
    let unread = read.faults.iter().flat_map(|fault| &fault.names);
    let mut planner = Planner {
        machine: playbook.machine(),
        found: told.found.clone(),
        now: None,
        case: 0,
        opening: told.first.opening(),
        openings: told.all().map(cases::Told::opening).collect(),
        items: Vec::new(),
        unread: unread.map(|name| name.text.as_str()).collect(),
        lenient: false,
        of_any: false,
    };
    let name = &playbook.machine().playbook().header.name;
    if tree.playbook.text != *name {
        let wrong = fault::for_another_playbook::for_another_playbook;
        planner.found.push(wrong(tree.playbook.span, &tree.playbook.text, name));
    }
    let others = told.others.iter().map(cases::Told::planned).collect();
    let plan =
        Plan { title: tree.title.text.clone(), case: told.first.planned(), others, lines: vec![] };
    let mut planned = Vec::with_capacity(told.lines.len());
    let mut waiting = Vec::new();
    for &(case, command) in &told.lines {
        planner.turn_to(case, &told);
        let line = |source, what| {
            let span = command.span;
            Line { case, span, number: lines.line(span.start), source, what }
        };
        if let Some(opening) = planner.opens_now(command) {
            planned.push(line(String::new(), opening));
        }
        let waits = planner.waits(command);
        let Some(what) = planner.command(command) else { continue };
        let line = line(joined(source, cases::head(command)), what);
        if waits {
            waiting.push(line);
        } else {
            planned.push(line);
            if planner.opening.opened.is_some() {
                planned.append(&mut waiting);
            }
        }
    }
    if planner.now.is_none() && planner.found.is_empty() {
        planner.found.push(fault::line_before_date::no_date(tree.title.span));
    }
    (Plan { lines: planned, ..plan }, planner.found)
}

/// The source of a line, white space joined and without remarks.
fn joined(source: &str, span: Span) -> String {
    let text = source.get(span.range()).unwrap_or("");
    let code = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    code.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

struct Planner<'a> {
    machine: &'a Machine,
    found: Vec<Diagnostic>,
    now: Option<Timestamp>,
    /// The position of the case that the line is about.
    case: usize,
    /// How that case opens.
    opening: cases::Opening,
    /// How each opens, as it was when the lines turned to another.
    openings: Vec<cases::Opening>,
    /// The items that were enrolled: the position of their case, their id and kind.
    items: Vec<(usize, String, ItemId)>,
    /// The words of what could not be read.
    unread: HashSet<&'a str>,
    /// Under `refuse` with an unknown name as the reason, unknown names are let through.
    lenient: bool,
    /// Under `refuse` because of the item, what is of another item is let through.
    of_any: bool,
}

impl Planner<'_> {
    /// Whether a line about items stands before its case opens: it is done right after.
    fn waits(&self, command: &Command) -> bool {
        let of_items = matches!(
            command.kind,
            CommandKind::Enrol(_) | CommandKind::Update(_) | CommandKind::ItemParty(_)
        );
        of_items && self.case == 0 && self.opening.opened.is_none()
    }

    fn command(&mut self, command: &Command) -> Option<What> {
        let what = match &command.kind {
            CommandKind::On(at) => return self.on(at, false),
            CommandKind::Open(at) => return self.on(at, true),
            CommandKind::After(after) => return self.after(after),
            CommandKind::Party(bindings) => return self.hold(bindings),
            CommandKind::Release(freed) => return self.free(freed),
            CommandKind::ForceOpen(_) | CommandKind::Case(_) => return Some(What::Known),
            CommandKind::Expect(expect) => self.expect(expect),
            CommandKind::Refuse(refuse) => self.refuse(refuse),
            CommandKind::Fault(_) => return None,
            _ => self.deeds(command).map(What::Do),
        };
        let early = self.now.is_none() && !self.waits(command);
        if early && what.as_ref().is_some_and(|what| !opens(what)) {
            self.found.push(fault::line_before_date::before_date(command.span));
        }
        what
    }
}

/// Whether the line opens the case, or says that opening it must be refused.
fn opens(what: &What) -> bool {
    match what {
        What::Refuse { what, .. } => matches!(**what, What::Time { .. }),
        _ => false,
    }
}
