//! The one `step`: machine, state, instant and input in; entries, effects, trace and outcome out.

use super::command::{Command, Opening};
use super::effect::{Effect, EffectKind, Remark, Withdrawal};
use super::entry::{Entry, Recorded, content};
use super::input::{Input, InputKind};
use super::refusal::{Fault, Refusal};
use super::run::Run;
use super::state::{Focus, Obligation, Phase, Processed, State, Status, Vote};
use super::world::{Actual, World};
use crate::calendar::Timestamp;
use crate::canon::Hash;
use crate::machine::Machine;
use crate::machine::id::{Id, StateId};
use crate::machine::playbook::StateKind;

/// At most so many instants fall due in one call.
pub const MAX_INSTANTS: usize = 100_000;

/// What a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the journal records.
    pub entries: Vec<Entry>,
    /// What the host must know or do.
    pub effects: Vec<Effect>,
    /// Why.
    pub trace: Vec<Remark>,
    /// What became of the input.
    pub outcome: Outcome,
}

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was applied.
    Applied,
    /// It was recorded without effect: what fell due before it took away what it refers to.
    TooLate,
    /// It was recorded without effect: the signal came before with the same natural key.
    Repeated {
        /// By this entry.
        seq: u64,
    },
    /// It was applied before; nothing changed.
    Duplicate {
        /// By this entry.
        seq: u64,
    },
    /// [`MAX_INSTANTS`] instants fell due and the input was neither applied nor recorded: call
    /// again with the same input.
    More,
    /// Time passed; nothing was said.
    Advanced,
}

/// Runs one input, after everything that falls due up to `now`.
///
/// # Errors
/// A [`Refusal`] with every fault of the input; then nothing has changed.
pub fn step(
    machine: &Machine,
    state: &mut State,
    now: Timestamp,
    input: Input,
) -> Result<Step, Refusal> {
    step_in(&Actual, machine, state, now, input)
}

/// [`step`] in a world that may supply atoms and the order of timers.
///
/// # Errors
/// As [`step`].
pub fn step_in(
    world: &dyn World,
    machine: &Machine,
    state: &mut State,
    now: Timestamp,
    input: Input,
) -> Result<Step, Refusal> {
    let mut step = Step {
        entries: Vec::new(),
        effects: Vec::new(),
        trace: Vec::new(),
        outcome: Outcome::Applied,
    };
    if state.machine != machine.hash() {
        return Err(Refusal { item: input.item, faults: vec![Fault::OtherMachine] });
    }
    let content = content(&input);
    let key = key(&input.id);
    let advance = matches!(input.kind, InputKind::Advance);
    if !advance && let Some(before) = state.processed.get(&key) {
        if before.content != content.short() {
            return Err(Refusal { item: input.item, faults: vec![Fault::IdReused] });
        }
        step.outcome = Outcome::Duplicate { seq: before.seq };
        return Ok(step);
    }
    let before = state.seq;
    let command = super::refuse::check(machine, state, now, &input)?;
    if !pass_time(world, machine, state, now, &mut step) {
        step.outcome = Outcome::More;
        return Ok(step);
    }
    let Some(command) = command else {
        step.outcome = Outcome::Advanced;
        return Ok(step);
    };
    if !super::refuse::stands(machine, state, (now, input.at), &command) {
        step.outcome = Outcome::TooLate;
    }
    let again = || super::refuse::check(machine, state, now, &input);
    let same = state.seq == before || again().is_ok_and(|again| again.as_ref() == Some(&command));
    let seen = if same { state.seq } else { before };
    let mut run = Run::new(world, machine, state, now);
    match step.outcome {
        Outcome::TooLate => command.passed().into_iter().for_each(|what| run.note(what)),
        _ => step.outcome = apply(&mut run, command, input.at),
    }
    let seq = run.seq;
    finish(run, &mut step);
    state.processed.insert(key, Processed { seq, content: content.short(), at: input.at });
    let event = Recorded::of(input, state);
    let entry = Entry::after(state, seen, now, event, content);
    record(state, entry, &mut step);
    Ok(step)
}

/// Runs everything that falls due up to `now`; false when there is more than one call may do.
fn pass_time(
    world: &dyn World,
    machine: &Machine,
    state: &mut State,
    now: Timestamp,
    step: &mut Step,
) -> bool {
    for _ in 0..MAX_INSTANTS {
        match world.next(state) {
            Some(at) if at <= now => {
                let mut run = Run::new(world, machine, state, at);
                run.run_due();
                finish(run, step);
                let entry = Entry::after(state, state.seq, at, Recorded::Due, Hash::ZERO);
                record(state, entry, step);
            }
            _ => return true,
        }
    }
    world.next(state).is_none_or(|at| at > now)
}

fn apply(run: &mut Run<'_>, command: Command, at: Timestamp) -> Outcome {
    let mut outcome = Outcome::Applied;
    match command {
        Command::Open(opening) => open(run, opening, at),
        Command::Signal { signal, item, sender, fields } => {
            let focus = Focus::of(item, run.playbook.signals[signal].chart);
            outcome = run.about(focus, |run| run.hear(signal, sender, fields, at));
        }
        Command::Complete { obligation, fields, .. } => {
            run.about(run.focus_of(obligation), |run| {
                run.state_facts(fields, at);
                run.complete(obligation, at);
            });
        }
        Command::Vote { obligation, role, party, outcome, chosen, fields, .. } => {
            let vote = Vote { role, party, outcome, chosen };
            run.about(run.focus_of(obligation), |run| {
                run.state_facts(fields, at);
                run.about(Focus::case(), Run::raise_to_floor);
                run.vote(obligation, vote);
            });
        }
        Command::Reply { obligation, signal, fields, .. } => {
            run.about(run.focus_of(obligation), |run| {
                run.complete(obligation, at);
                let focus = run.raised_in(signal);
                run.about(focus, |run| run.take_signal(signal, fields, at));
            });
        }
        Command::Determine { role, level, .. } => run.determine(role, level),
        Command::Claim { role, party } => run.claim(role, party, at),
        Command::Suspend { reason } => run.suspend(reason),
        Command::ResumeTerms => run.resume_terms(),
        Command::Grant { obligations, change, reason, .. } => {
            run.grant(&obligations, change, &reason);
        }
        Command::Reopen { reason } => run.reopen_case(reason),
        about => apply_about(run, about, at),
    }
    if run.state.phase == Phase::Open {
        run.complete_run();
        run.run_due();
    }
    outcome
}

/// What is said of an item, or of the case in the same words.
fn apply_about(run: &mut Run<'_>, command: Command, at: Timestamp) {
    let focus = command.item().map_or_else(Focus::case, Focus::item);
    run.about(focus, |run| match command {
        Command::Enrol { kind, id, fields, parties } => run.enrol(kind, id, parties, fields, at),
        Command::Update { fields, .. } => run.state_facts(fields, at),
        Command::WithdrawItem { item, ground } => run.withdraw_item(item, ground),
        Command::Split { item, ground } => run.split(item, ground),
        Command::CompleteRegister { kind } => run.complete_register(kind),
        Command::Offer { role, party, .. } => run.offer(role, party, at),
        Command::Held { item, holding, said } => run.hear_held(item, holding, said),
        Command::Bind { role, party, until, .. } => {
            run.keep_holdings(role, &party);
            run.bind(role, party, at, until);
        }
        Command::Release { role, party, .. } => run.release(role, &party, at),
        Command::Correct { fields, reason, .. } => run.correct(fields, at, &reason),
        Command::Erase { facts, ground, .. } => run.erase(&facts, &ground),
        // These are not about an item: `apply` does them.
        Command::Open(_)
        | Command::Signal { .. }
        | Command::Complete { .. }
        | Command::Vote { .. }
        | Command::Reply { .. }
        | Command::Determine { .. }
        | Command::Claim { .. }
        | Command::Suspend { .. }
        | Command::ResumeTerms
        | Command::Grant { .. }
        | Command::Reopen { .. } => {}
    });
}

fn open(run: &mut Run<'_>, opening: Opening, at: Timestamp) {
    run.bind_dated();
    run.watch_grounds();
    for (role, party, until) in opening.parties {
        run.hold(role, party, at, until);
    }
    run.state.phase = Phase::Open;
    run.state_facts(opening.facts, at);
    run.raise_to_floor();
    run.enter_initially(StateId::new(0));
}

/// Ends an entry: guarantees, closing, effects.
fn finish(mut run: Run<'_>, step: &mut Step) {
    if run.state.phase == Phase::Open {
        run.watch();
    }
    close(&mut run);
    if run.state.phase == Phase::Open {
        run.tell_who_waits();
    }
    let (effects, trace) = run.finish();
    step.effects.extend(effects);
    step.trace.extend(trace);
}

/// Closes the case if the active child of the root is an end.
fn close(run: &mut Run<'_>) {
    let root = StateId::new(0);
    let Some(declared) = run.playbook.states.get(root) else { return };
    let is_end = |state: &&StateId| {
        run.playbook.states[**state].kind == StateKind::End && run.course().is_active(**state)
    };
    let Some(&end) = declared.children.iter().find(is_end) else { return };
    // The end may have been entered long before the last item has ended.
    run.state.reopens = run.left.or(run.state.reopens);
    if run.state.phase != Phase::Open || run.state.running > 0 {
        return;
    }
    let open = |(_, ob): &(_, &Obligation)| ob.status == Status::Open;
    let owed: Vec<_> = run.state.owed().filter(open).map(|(no, _)| no).collect();
    for no in owed {
        run.about(run.focus_of(no), |run| run.end(no, Status::Withdrawn(Withdrawal::Closed)));
    }
    run.close_guarantees();
    run.close_items();
    run.state.timers.clear();
    run.state.own.memories.clear();
    run.state.suspended = None;
    run.state.phase = Phase::Closed(end);
    run.emit(EffectKind::Closed(end));
}

/// Adds the entry to the chain.
fn record(state: &mut State, entry: Entry, step: &mut Step) {
    (state.seq, state.head, state.last) = (entry.seq, entry.hash, entry.at);
    step.entries.push(entry);
}

/// The effective time of the input with this id, if it was applied.
#[must_use]
pub fn effective_time(state: &State, id: &str) -> Option<Timestamp> {
    state.processed.get(&key(id)).map(|processed| processed.at)
}

fn key(id: &str) -> [u8; 16] {
    Hash::of(id.as_bytes()).short()
}
