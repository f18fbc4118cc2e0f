//! Values as a scenario writes them.

use super::Planner;
use super::time;
use crate::calendar::Zone;
use crate::resolve::{document, nearest};
use crate::scenario::fault::unknown_in_scenario::{Thing, unknown_name};
use crate::scenario::fault::wrong_value_in_scenario::wrong_value;
use crate::syntax::ast::{Expr, ExprKind, NumberUnit};
use crate::value::{Number, Type, Value};

impl Planner<'_> {
    /// A value of type `ty`; a diagnostic for anything else.
    pub(super) fn value(&mut self, written: &Expr, fact: &str, ty: &Type) -> Option<Value> {
        if let (ExprKind::Name(name), Type::Choice(options)) = (&written.kind, ty) {
            if !options.contains(&name.text) {
                let near = nearest(&name.text, options.iter().map(String::as_str));
                self.found.push(unknown_name(name.span, Thing::Option, &name.text, near));
                return None;
            }
            return Some(Value::Choice(name.text.clone()));
        }
        let value = literal(written, ty, self.machine.zone()).filter(|value| value.ty_matches(ty));
        if value.is_none() {
            self.found.push(wrong_value(written.span, fact, ty));
        }
        value
    }
}

fn literal(written: &Expr, ty: &Type, zone: &Zone) -> Option<Value> {
    match (&written.kind, ty) {
        (ExprKind::Yes(_), _) => Some(Value::Truth(true)),
        (ExprKind::No(_), _) => Some(Value::Truth(false)),
        (ExprKind::Number(number), _) => numeric(Number::from(number.value()?), number.unit, ty),
        (ExprKind::Negative(inner), _) => match &inner.kind {
            ExprKind::Number(number) => {
                let value = number.value()?.checked_mul((-1).into())?;
                numeric(Number::from(value), number.unit, ty)
            }
            _ => None,
        },
        (ExprKind::Date(date), Type::Instant) => {
            time::date(date).map(|date| Value::Instant(zone.first_instant(date)))
        }
        (ExprKind::Date(date), _) => time::date(date).map(Value::Date),
        (ExprKind::Duration(duration), _) => Some(Value::Duration(duration.length())),
        (ExprKind::Instant(at), _) => time::instant(at, zone).map(Value::Instant),
        (ExprKind::Document(it), _) => Some(Value::Document(document(it))),
        (ExprKind::Text(text), _) => Some(Value::Text(text.text.clone())),
        _ => None,
    }
}

fn numeric(number: Number, unit: NumberUnit, ty: &Type) -> Option<Value> {
    match (unit, ty) {
        (NumberUnit::None, Type::Count) => number.to_whole().map(Value::Count),
        (NumberUnit::None, _) => Some(Value::Number(number)),
        (NumberUnit::Euro, _) => Some(Value::Amount(number)),
        (NumberUnit::Percent, _) => Some(Value::Percentage(number)),
    }
}
