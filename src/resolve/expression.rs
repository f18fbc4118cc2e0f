//! Expressions: names, literals, functions and predicates, each with its type.

use super::Resolver;
use super::fault::value_out_of_type;
use super::fault::{long_calculation, today_watched, type_mismatch, unknown_option};
use super::fit::{found, missing, type_words, words};
use super::header::date;
use super::kind::Kind;
use super::target::outcome_name;
use crate::calendar::Unit;
use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::expr::{DutyIs, OfParty};
use crate::machine::id::{DutyId, FactId, Id, LevelId, SignalId, StateId};
use crate::machine::playbook::OutcomeName;
use crate::span::Span;
use crate::syntax::ast::{self, NumberUnit, TaskState};
use crate::value::{Document, Number, Type, Value};

/// How deep a resolved expression may be: whoever recurses on one stays within a small stack.
pub(super) const DEPTH: u32 = 128;

/// What the other side of a comparison, or the place of a value, says about a bare name.
#[derive(Clone, Copy)]
pub(super) struct Hint<'h> {
    /// Its type.
    pub(super) ty: &'h Ty,
    /// Where that comes from.
    pub(super) of: Span,
}

/// A kind with its type; the pair of which an expression is made.
pub(super) type Typed = (ExprKind, Option<Ty>);

/// After an error.
pub(super) const WRONG: Typed = (ExprKind::Missing, None);

pub(super) fn typed(kind: ExprKind, ty: Type) -> Typed {
    (kind, Some(Ty::Value(ty)))
}

pub(super) fn predicate(kind: Option<ExprKind>) -> Typed {
    kind.map_or(WRONG, |kind| typed(kind, Type::Truth))
}

impl Resolver<'_> {
    /// Resolves an expression and finds its type.
    pub(super) fn expr(&mut self, written: &ast::Expr, hint: Option<Hint<'_>>) -> Expr {
        let span = written.span;
        if self.depth >= DEPTH {
            self.report(long_calculation::fault(span));
            return missing(span);
        }
        self.depth += 1;
        let (kind, ty) = self.kind(written, hint);
        self.depth -= 1;
        Expr { kind, ty, span }
    }

    fn kind(&mut self, written: &ast::Expr, hint: Option<Hint<'_>>) -> Typed {
        use ast::ExprKind as Written;
        let at = written.span;
        match &written.kind {
            Written::Or(parts) => self.logic(parts, ExprKind::Or),
            Written::And(parts) => self.logic(parts, ExprKind::And),
            Written::Not(inner) => {
                let inner = self.expr(inner, None);
                let inner = self.truth(inner);
                let ty = inner.ty.clone();
                (ExprKind::Not(Box::new(inner)), ty)
            }
            Written::Compare(it) => self.compare(it),
            Written::OneOf(it) => self.one_of(it),
            Written::Between(it) => self.between(it),
            Written::Sum(chain) | Written::Product(chain) => self.chain(chain, at),
            Written::Negative(inner) => self.negative(inner),
            Written::Name(name) => self.name(name, hint),
            Written::Yes(_) => typed(ExprKind::Literal(Value::Truth(true)), Type::Truth),
            Written::No(_) => typed(ExprKind::Literal(Value::Truth(false)), Type::Truth),
            Written::Number(number) => self.number(number),
            Written::Date(it) => match date(it) {
                Some(date) => typed(ExprKind::Literal(Value::Date(date)), Type::Date),
                None => WRONG,
            },
            Written::Instant(it) => self.instant(it),
            Written::Duration(it) => {
                let ty = Type::Duration(Some(unit(it.unit).smallest()));
                typed(ExprKind::Literal(Value::Duration(it.length())), ty)
            }
            Written::Text(text) => {
                typed(ExprKind::Literal(Value::Text(text.text.clone())), Type::Text)
            }
            Written::Document(it) => {
                typed(ExprKind::Literal(Value::Document(document(it))), Type::Document)
            }
            Written::Today(_) => {
                if self.read_today(at) {
                    typed(ExprKind::Today, Type::Date)
                } else {
                    WRONG
                }
            }
            Written::Known(inner) => {
                let inner = self.expr(inner, None);
                let ty = inner.ty.as_ref().map(|_| Ty::Value(Type::Truth));
                (ExprKind::Known(Box::new(inner)), ty)
            }
            Written::Age(it) => self.age(it, at),
            Written::Earliest(list) => self.extreme(list, ExprKind::Earliest),
            Written::Latest(list) => self.extreme(list, ExprKind::Latest),
            other => self.observation(other, at),
        }
    }

    /// What a condition observes of the case: states, obligations, signals, items.
    fn observation(&mut self, written: &ast::ExprKind, at: Span) -> Typed {
        use ast::ExprKind as Written;
        match written {
            Written::In(state) => {
                let state: StateId = self.id(Kind::State, state);
                predicate(found(state).map(ExprKind::In))
            }
            Written::Task(it) => self.task_is(it),
            Written::Action(it) => self.action_is(it, at),
            Written::Decision(it) => self.decision_is(it),
            Written::Received(signal) => {
                let id: SignalId = self.id(Kind::Signal, signal);
                let Some(id) = found(id) else { return WRONG };
                let of_party = self.of_party(OfParty::Sent(id), signal.span);
                of_party.unwrap_or_else(|| predicate(Some(ExprKind::Received(id))))
            }
            Written::Quantified(it) => self.quantified(it),
            Written::Count(it) => self.count(it),
            Written::InARow(it) => self.in_a_row(it),
            Written::HeldBy(it) => self.held_by(it),
            Written::Done(_) => self.ended(at),
            Written::Accepted(_) => self.accepted(at),
            _ => WRONG,
        }
    }

    fn name(&mut self, name: &ast::Name, hint: Option<Hint<'_>>) -> Typed {
        let text = name.text.as_str();
        if let Some(Hint { ty: ty @ Ty::Value(Type::Choice(options)), .. }) = hint
            && options.iter().any(|option| option == text)
        {
            return (ExprKind::Literal(Value::Choice(text.to_owned())), Some(ty.clone()));
        }
        let wants_level = matches!(hint, Some(Hint { ty: Ty::Level, .. }));
        if wants_level && let Some(symbol) = self.names.find(Kind::Level, text) {
            let level = symbol.index.map(|index| ExprKind::Level(LevelId::new(index)));
            return level.map_or(WRONG, |level| (level, Some(Ty::Level)));
        }
        if let Some(symbol) = self.names.find(Kind::Fact, text) {
            let Some(index) = symbol.index else { return WRONG };
            let fact = FactId::new(index);
            if !self.is_about(Kind::Fact, index, name) || !self.is_plain_fact(fact, name.span) {
                return WRONG;
            }
            let ty = self.fact_ty(fact).cloned().map(Ty::Value);
            return (ExprKind::Fact(fact), ty);
        }
        if self.names.find(Kind::Role, text).is_some() {
            return self.holder(name);
        }
        if self.names.find(Kind::Scale, text).is_some() {
            let plain = self.is_plain(("de ernst", "the severity"), name.span);
            return if plain { (ExprKind::Severity, Some(Ty::Level)) } else { WRONG };
        }
        if let Some(symbol) = self.names.find(Kind::Level, text) {
            let level = symbol.index.map(|index| ExprKind::Level(LevelId::new(index)));
            return level.map_or(WRONG, |level| (level, Some(Ty::Level)));
        }
        if self.names.get(Kind::Item, text).is_some() {
            return self.item_name(name);
        }
        self.unknown_value(name, hint);
        WRONG
    }

    fn unknown_value(&mut self, name: &ast::Name, hint: Option<Hint<'_>>) {
        match hint {
            Some(Hint { ty: Ty::Value(Type::Choice(options)), of }) => {
                if !self.names.is_lost(&name.text) {
                    let of = self.text(of);
                    let fault = unknown_option::fault(of, &name.text, name.span, options);
                    self.report(fault);
                }
            }
            Some(Hint { ty: Ty::Level, .. }) => self.unknown(Kind::Level, &[Kind::Level], name),
            _ => self.unknown(Kind::Fact, &[Kind::Fact, Kind::Scale, Kind::Level], name),
        }
    }

    fn number(&mut self, written: &ast::Number) -> Typed {
        let number = written.value().map(Number::from).filter(|number| number.is_within_limits());
        let Some(number) = number else {
            let range = (
                "een getal heeft hoogstens 15 cijfers voor en 9 na de punt",
                "a number has at most 15 digits before and 9 after the point",
            );
            let ty = type_words(&Type::Number);
            self.report(value_out_of_type::fault(ty, written.span, range));
            return WRONG;
        };
        let (value, ty) = match (written.unit, number.to_whole()) {
            (NumberUnit::Euro, _) => (Value::Amount(number), Type::Amount),
            (NumberUnit::Percent, _) => (Value::Percentage(number), Type::Percentage),
            (NumberUnit::None, Some(count)) => (Value::Count(count), Type::Count),
            (NumberUnit::None, None) => (Value::Number(number), Type::Number),
        };
        typed(ExprKind::Literal(value), ty)
    }

    pub(super) fn instant(&mut self, written: &ast::DateTime) -> Typed {
        let (Some(zone), Some(day)) = (&self.zone, date(&written.date)) else { return WRONG };
        let at = match &written.time {
            Some(time) => zone.instant(day, time.hour, time.minute),
            None => zone.first_instant(day),
        };
        typed(ExprKind::Literal(Value::Instant(at)), Type::Instant)
    }

    /// Whether today's date may be read here; reported when not.
    fn read_today(&mut self, at: Span) -> bool {
        let plain = self.is_plain(("vandaag", "today"), at);
        if plain && self.watched {
            self.report(today_watched::fault(at));
        }
        plain && !self.watched
    }

    fn age(&mut self, written: &ast::Age, at: Span) -> Typed {
        let of = self.dated(&written.born);
        let on = written.on.as_ref().map(|on| self.dated(on));
        let may = on.is_some() || self.read_today(at);
        let known = of.ty.is_some() && on.as_ref().is_none_or(|on| on.ty.is_some()) && may;
        let kind = ExprKind::Age { of: Box::new(of), on: on.map(Box::new) };
        (kind, known.then_some(Ty::Value(Type::Count)))
    }

    /// An expression that must be a date.
    fn dated(&mut self, written: &ast::Expr) -> Expr {
        let mut expr = self.expr(written, None);
        if let Some(ty) = &expr.ty
            && *ty != Ty::Value(Type::Date)
        {
            let expected = type_words(&Type::Date);
            self.report(type_mismatch::fault(expected, words(ty), expr.span));
            expr.ty = None;
        }
        expr
    }

    /// `vroegste(…)`, `laatste(…)`: dates, or instants.
    fn extreme(&mut self, list: &[ast::Expr], make: fn(Vec<Expr>) -> ExprKind) -> Typed {
        let mut ty: Option<Ty> = None;
        let mut known = true;
        let mut resolved = Vec::with_capacity(list.len());
        for written in list {
            let expr = self.expr(written, None);
            match (&expr.ty, &ty) {
                (None, _) => known = false,
                (Some(have), None) => match have {
                    Ty::Value(Type::Date | Type::Instant) => ty = Some(have.clone()),
                    other => {
                        let expected = type_words(&Type::Date);
                        self.report(type_mismatch::fault(expected, words(other), expr.span));
                        known = false;
                    }
                },
                (Some(have), Some(first)) => {
                    if have != first {
                        let fault = type_mismatch::fault(words(first), words(have), expr.span);
                        self.report(fault);
                        known = false;
                    }
                }
            }
            resolved.push(expr);
        }
        (make(resolved), ty.filter(|_| known))
    }

    fn task_is(&mut self, it: &ast::TaskIs) -> Typed {
        let duty: DutyId = self.id(Kind::Task, &it.task);
        let is = duty_is(it.state);
        let Some(duty) = found(duty) else { return WRONG };
        let of_party = self.of_party(OfParty::Task(duty, is), it.task.span);
        of_party.unwrap_or_else(|| predicate(Some(ExprKind::Duty(duty, is))))
    }

    fn decision_is(&mut self, it: &ast::DecisionIs) -> Typed {
        let duty: DutyId = self.id(Kind::Decision, &it.decision);
        let Some(Some(decision)) = self.plan.duties.get(duty).map(|it| it.1) else { return WRONG };
        let (wanted, at) = outcome_name(&it.outcome);
        if wanted == OutcomeName::NoAnswer {
            return predicate(Some(ExprKind::Unanswered(duty)));
        }
        let names = decision.outcomes.iter().map(|outcome| outcome_name(&outcome.name).0);
        let answers: Vec<_> = names.filter(|name| *name != OutcomeName::NoAnswer).collect();
        if let Some(index) = answers.iter().position(|name| *name == wanted) {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let of_party = self.of_party(OfParty::Voted(duty, index), it.decision.span);
            return of_party.unwrap_or_else(|| predicate(Some(ExprKind::Decided(duty, index))));
        }
        let named = decision.outcomes.iter().map(|it| self.text(outcome_name(&it.name).1));
        let options: Vec<String> = named.map(str::to_owned).collect();
        let name = self.text(at);
        self.report(unknown_option::fault(&it.decision.text, name, at, &options));
        WRONG
    }
}

/// What is asked of a task, or of what the host must do.
pub(super) fn duty_is(state: TaskState) -> DutyIs {
    match state {
        TaskState::Done => DutyIs::Done,
        TaskState::Open => DutyIs::Open,
        TaskState::Overdue => DutyIs::Overdue,
        TaskState::Withdrawn => DutyIs::Withdrawn,
        TaskState::Excused => DutyIs::Excused,
    }
}

/// A version of a document as written.
pub(crate) fn document(written: &ast::DocumentExpr) -> Document {
    Document {
        reference: written.reference.text.clone(),
        version: written.version.text.clone(),
        hash: written.hash.as_ref().map(|hash| hash.text.clone()).unwrap_or_default(),
    }
}

pub(super) fn unit(written: ast::Unit) -> Unit {
    match written {
        ast::Unit::Minute => Unit::Minute,
        ast::Unit::Hour => Unit::Hour,
        ast::Unit::BusinessHour => Unit::BusinessHour,
        ast::Unit::Day => Unit::Day,
        ast::Unit::WorkingDay => Unit::WorkingDay,
        ast::Unit::Week => Unit::Week,
        ast::Unit::Month => Unit::Month,
        ast::Unit::Year => Unit::Year,
    }
}
