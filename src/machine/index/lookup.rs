//! How a decision table finds its rows: by column, from the interval in which a value lies to the
//! rows that may still apply.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::machine::expr::{Atom, Comparison, Exprs, Formula, Lowered, Operand, Reality};
use crate::machine::id::{AtomId, ExprId, FactId, FormulaId, Id, LevelId, OperandId, Table};
use crate::machine::playbook::{DecisionTable, Derivation, MAX_ROWS, Playbook};
use crate::value::{Truth, Value};

/// So many words hold a bit for each row of any table.
const WORDS: usize = MAX_ROWS / 64;

/// All columns of one table take at most so many words; conditions beyond it are read row by row.
const MAX_WORDS: usize = 1 << 20;

/// A set of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rows([u64; WORDS]);

/// What a column compares with constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A fact.
    Fact(FactId),
    /// Something computed.
    Operand(OperandId),
    /// The level, by its position.
    Severity,
}

/// The conditions of the rows on one subject.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// What is compared.
    pub(crate) of: Subject,
    /// The constants, ascending.
    breaks: Vec<Value>,
    /// Words of one set of rows.
    words: usize,
    /// Rows by interval: below the first constant, on it, between it and the second, and so on.
    rows: Vec<u64>,
    /// Rows that are true, and rows that are not false, while the subject is unknown.
    unknown: (Vec<u64>, Vec<u64>),
}

/// How one table finds its rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    /// What is looked up.
    pub(crate) columns: Vec<Column>,
    /// By row: the parts of its condition that no column holds.
    pub(crate) rest: Vec<Vec<FormulaId>>,
}

impl Rows {
    /// The first `count` rows.
    pub(crate) fn first(count: usize) -> Self {
        let mut rows = Self([0; WORDS]);
        for (word, bits) in rows.0.iter_mut().enumerate() {
            let left = count.saturating_sub(word * 64);
            *bits = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
        }
        rows
    }

    /// Whether a row is among them.
    pub(crate) fn contains(&self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }

    /// The rows in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(word, &bits)| {
            let bits = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            let bits = bits.take_while(|bits| *bits != 0);
            bits.map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        })
    }

    fn keep(&mut self, others: &[u64]) {
        for (bits, other) in self.0.iter_mut().zip(others) {
            *bits &= other;
        }
    }
}

impl Column {
    /// Keeps of `sure` the rows that are true, and of `may` those that are not false, when the
    /// subject has this value.
    pub(crate) fn narrow(&self, value: Option<&Value>, sure: &mut Rows, may: &mut Rows) {
        match value.and_then(|value| self.interval(value)) {
            Some(interval) => {
                let start = interval * self.words;
                let rows = &self.rows[start..start + self.words];
                sure.keep(rows);
                may.keep(rows);
            }
            None => {
                sure.keep(&self.unknown.0);
                may.keep(&self.unknown.1);
            }
        }
    }

    /// The interval in which a value lies; `None` for one that does not compare.
    fn interval(&self, value: &Value) -> Option<usize> {
        let order = |at: &Value| at.compare(value);
        order(self.breaks.first()?)?;
        let found = self.breaks.binary_search_by(|at| order(at).unwrap_or(Ordering::Less));
        Some(match found {
            Ok(on) => 2 * on + 1,
            Err(before) => 2 * before,
        })
    }
}

/// By derived fact: how its table finds its rows.
pub(super) fn all(playbook: &Playbook<ExprId>, exprs: &Exprs) -> Table<FactId, Option<Lookup>> {
    let facts = playbook.facts.as_slice().iter();
    facts
        .map(|fact| match &fact.derived {
            Some(Derivation::Table(table)) => Some(lookup(exprs, table)),
            _ => None,
        })
        .collect()
}

fn lookup(exprs: &Exprs, table: &DecisionTable<ExprId>) -> Lookup {
    let mut found: BTreeMap<Subject, Vec<(usize, FormulaId)>> = BTreeMap::new();
    let mut rest = vec![Vec::new(); table.rows.len()];
    for (row, written) in table.rows.iter().enumerate() {
        let Lowered::Guard(condition) = exprs.roots[written.when] else { continue };
        for part in conjuncts(exprs, condition) {
            match subject_of(exprs, part) {
                Some(subject) => found.entry(subject).or_default().push((row, part)),
                None => rest[row].push(part),
            }
        }
    }
    let (mut columns, mut left) = (Vec::new(), MAX_WORDS);
    let words = table.rows.len().div_ceil(64);
    for (of, parts) in found {
        match breaks(exprs, &parts).filter(|breaks| (2 * breaks.len() + 3) * words <= left) {
            Some(breaks) => {
                left -= (2 * breaks.len() + 3) * words;
                columns.push(column(exprs, of, &parts, breaks, table.rows.len()));
            }
            None => parts.into_iter().for_each(|(row, part)| rest[row].push(part)),
        }
    }
    Lookup { columns, rest }
}

/// The parts that must all hold.
fn conjuncts(exprs: &Exprs, condition: FormulaId) -> Vec<FormulaId> {
    let (mut parts, mut stack) = (Vec::new(), vec![condition]);
    while let Some(formula) = stack.pop() {
        match &exprs.formulas[formula] {
            Formula::And(inner) => stack.extend(inner.iter().rev()),
            _ => parts.push(formula),
        }
    }
    parts
}

/// The one subject that a condition compares with constants, if that is all it does.
fn subject_of(exprs: &Exprs, condition: FormulaId) -> Option<Subject> {
    let mut found = None;
    for atom in atoms(exprs, condition) {
        let subject = subject(exprs, atom)?;
        if *found.get_or_insert(subject) != subject {
            return None;
        }
    }
    found
}

fn atoms(exprs: &Exprs, condition: FormulaId) -> Vec<AtomId> {
    let (mut atoms, mut stack) = (Vec::new(), vec![condition]);
    while let Some(formula) = stack.pop() {
        match &exprs.formulas[formula] {
            Formula::Constant(_) => {}
            Formula::Atom(atom) => atoms.push(*atom),
            Formula::Not(inner) => stack.push(*inner),
            Formula::And(parts) | Formula::Or(parts) => stack.extend(parts),
        }
    }
    atoms
}

fn subject(exprs: &Exprs, atom: AtomId) -> Option<Subject> {
    let of = |operand: OperandId| match &exprs.operands[operand] {
        Operand::Fact(fact) => Subject::Fact(*fact),
        _ => Subject::Operand(operand),
    };
    match &exprs.atoms[atom] {
        Atom::Fact(fact) => Some(Subject::Fact(*fact)),
        Atom::Known(operand) => Some(of(*operand)),
        Atom::Severity(..) => Some(Subject::Severity),
        Atom::Compare(_, left, right) => match (&exprs.operands[*left], &exprs.operands[*right]) {
            (Operand::Literal(_), Operand::Literal(_)) => None,
            (_, Operand::Literal(_)) => Some(of(*left)),
            (Operand::Literal(_), _) => Some(of(*right)),
            _ => None,
        },
        _ => None,
    }
}

/// What an atom asks of its subject: how it compares with a constant, or whether it is known.
enum Asks {
    Known,
    Compares(Comparison, Value),
}

fn asks(exprs: &Exprs, atom: AtomId) -> Option<Asks> {
    Some(match &exprs.atoms[atom] {
        Atom::Fact(_) => Asks::Compares(Comparison::Equal, Value::Truth(true)),
        Atom::Known(_) => Asks::Known,
        Atom::Severity(comparison, level) => Asks::Compares(*comparison, position(*level)),
        Atom::Compare(comparison, left, right) => {
            match (&exprs.operands[*left], &exprs.operands[*right]) {
                (_, Operand::Literal(value)) => Asks::Compares(*comparison, value.clone()),
                (Operand::Literal(value), _) => Asks::Compares(comparison.flipped(), value.clone()),
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// A level as a column holds it.
pub(crate) fn position(level: LevelId) -> Value {
    Value::Count(i64::try_from(level.index()).unwrap_or(i64::MAX))
}

/// The constants of a column, ascending; `None` when they are not in one order.
fn breaks(exprs: &Exprs, parts: &[(usize, FormulaId)]) -> Option<Vec<Value>> {
    let mut constants: Vec<Value> = Vec::new();
    for atom in parts.iter().flat_map(|(_, part)| atoms(exprs, *part)) {
        if let Asks::Compares(_, value) = asks(exprs, atom)? {
            // Lengths of time are in no order that holds on every calendar.
            if matches!(value, Value::Duration(_)) {
                return None;
            }
            constants.first().is_none_or(|first| first.compare(&value).is_some()).then_some(())?;
            constants.push(value);
        }
    }
    constants.sort_by(|a, b| a.compare(b).unwrap_or(Ordering::Equal));
    constants.dedup_by(|a, b| a.compare(b) == Some(Ordering::Equal));
    (!constants.is_empty()).then_some(constants)
}

fn column(
    exprs: &Exprs,
    of: Subject,
    parts: &[(usize, FormulaId)],
    breaks: Vec<Value>,
    count: usize,
) -> Column {
    let words = count.div_ceil(64);
    let all = &Rows::first(count).0[..words];
    let rows = all.repeat(2 * breaks.len() + 1);
    let mut column = Column { of, breaks, words, rows, unknown: (all.to_vec(), all.to_vec()) };
    for &(row, part) in parts {
        column.add(exprs, row, part);
    }
    column
}

impl Column {
    /// Takes a row out where its condition does not hold. That is the same for all intervals
    /// between two constants that it mentions itself.
    fn add(&mut self, exprs: &Exprs, row: usize, part: FormulaId) {
        let (word, bit) = (row / 64, 1_u64 << (row % 64));
        let own: BTreeMap<AtomId, Option<usize>> = atoms(exprs, part)
            .into_iter()
            .map(|atom| match asks(exprs, atom) {
                Some(Asks::Compares(_, value)) => (atom, self.interval(&value)),
                _ => (atom, None),
            })
            .collect();
        let ends = own.values().flatten().flat_map(|&on| [on, on + 1]);
        let intervals = self.rows.len() / self.words;
        let mut ends: Vec<usize> = ends.chain([intervals]).collect();
        ends.sort_unstable();
        let mut start = 0;
        for end in ends {
            let truth = |atom: AtomId| match (asks(exprs, atom), own.get(&atom)) {
                (Some(Asks::Compares(comparison, _)), Some(Some(on))) => {
                    comparison.accepts(start.cmp(on)).into()
                }
                _ => Truth::True,
            };
            if start < end && !exprs.holds(part, &Given(&truth)).is_true() {
                for interval in start..end {
                    self.rows[interval * self.words + word] &= !bit;
                }
            }
            start = end;
        }
        let truth = |atom: AtomId| match asks(exprs, atom) {
            Some(Asks::Known) => Truth::False,
            _ => Truth::Unknown,
        };
        let truth = exprs.holds(part, &Given(&truth));
        if !truth.is_true() {
            self.unknown.0[word] &= !bit;
        }
        if truth.is_false() {
            self.unknown.1[word] &= !bit;
        }
    }
}

/// Atoms whose truth is given.
struct Given<'a>(&'a dyn Fn(AtomId) -> Truth);

impl Reality for Given<'_> {
    fn atom(&self, atom: AtomId) -> Truth {
        (self.0)(atom)
    }
}
