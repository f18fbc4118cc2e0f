//! A machine of five steps put together by hand, for what must work without the language.
//!
//! ```text
//! draaiboek vijf_stappen
//! versie "1"
//! tijdzone "Europe/Amsterdam"
//! rol aanbieder  rol gemeente  rol toezichthouder  rol deelnemer/deelnemers
//! gegeven kasweken : aantal
//! signaal cijfers door aanbieder vermeldt kasweken
//! taak jaarbericht door elke deelnemer binnen 10 jaar { desgewenst }
//! stap volgen begin {
//!     regie toezichthouder
//!     zonder termijn "zolang er niets aan de hand is"
//!     bij cijfers als kasweken < 13 -> plan
//! }
//! stap plan {
//!     regie aanbieder
//!     informeer gemeente
//!     taak herstelplan door aanbieder binnen 20 werkdagen {
//!         herinner na 10 werkdagen
//!         escaleer te laat naar toezichthouder
//!     }
//!     klaar -> oordeel
//!     te laat { meld gemeente "Geen plan" } -> overdracht
//! }
//! stap oordeel {
//!     regie toezichthouder
//!     besluit haalbaar door toezichthouder binnen 5 werkdagen {
//!         ja -> uitvoering
//!         nee -> plan
//!         geen antwoord -> overdracht
//!     }
//! }
//! stap uitvoering {
//!     regie aanbieder
//!     taak prognose door aanbieder binnen 4 weken
//!     bij cijfers als kasweken >= 13 -> volgen
//!     te laat -> overdracht
//! }
//! stap overdracht {
//!     regie gemeente
//!     taak overdragen door gemeente binnen 13 weken
//!     klaar -> gesloten
//! }
//! einde gesloten
//! ```

use draaiboek::calendar::{Calendar, Duration, Timestamp, Unit};
use draaiboek::diagnostic::Language;
use draaiboek::engine::{Actor, Binding, Field, Input, InputKind};
use draaiboek::machine::Machine;
use draaiboek::machine::expr::{Atom, Comparison, Exprs, Formula, Lowered, Operand};
use draaiboek::machine::id::{
    ChartId, DutyId, ExprId, FactId, HandlerId, Id, RoleId, SignalId, StateId, Table,
};
use draaiboek::machine::playbook::{
    Action, Chart, Deadline, Decider, Decision, Due, Duty, DutyKind, Fact, Handler, Header,
    Outcome, OutcomeName, Piece, Playbook, Quorum, Reminder, Role, Rung, Scaled, Signal, State,
    StateKind, Target, TargetKind, Task, Template, Term, TermPart, Trigger, Validity, Who,
};
use draaiboek::sources::Sources;
use draaiboek::span::Span;
use draaiboek::value::{Type, Value};

const AT: Span = Span { start: 0, end: 0 };

const ROLES: [(&str, Option<&str>); 4] = [
    ("aanbieder", None),
    ("gemeente", None),
    ("toezichthouder", None),
    ("deelnemer", Some("deelnemers")),
];
const STATES: [&str; 7] =
    ["vijf_stappen", "volgen", "plan", "oordeel", "uitvoering", "overdracht", "gesloten"];
const DUTIES: [&str; 5] = ["jaarbericht", "herstelplan", "haalbaar", "prognose", "overdragen"];

fn role(name: &str) -> RoleId {
    RoleId::new(ROLES.iter().position(|role| role.0 == name).unwrap())
}

fn state(name: &str) -> StateId {
    StateId::new(STATES.iter().position(|state| *state == name).unwrap())
}

fn duty(name: &str) -> DutyId {
    DutyId::new(DUTIES.iter().position(|duty| *duty == name).unwrap())
}

/// The machine.
pub fn machine() -> Machine {
    built(duties())
}

/// The same without the yearly reports: nothing opens that task.
pub fn quiet() -> Machine {
    let [reports, plan, feasible, forecast, handover] = duties();
    built([Duty { by_action: true, ..reports }, plan, feasible, forecast, handover])
}

fn built(duties: [Duty<ExprId>; 5]) -> Machine {
    let mut exprs = Exprs::default();
    let few = compare(&mut exprs, Comparison::Less);
    let enough = compare(&mut exprs, Comparison::AtLeast);
    let chart = Chart { root: StateId::new(0), item: None, moves_care: false };
    let playbook = Playbook {
        header: header(),
        calendars: Table::new(),
        grounds: Table::new(),
        roles: ROLES.iter().map(|role| declared_role(role.0, role.1)).collect(),
        facts: [fact()].into_iter().collect(),
        scale: None,
        signals: [signal()].into_iter().collect(),
        actions: Table::new(),
        items: Table::new(),
        holdings: Table::new(),
        charts: [chart].into_iter().collect(),
        states: STATES.iter().enumerate().map(|(at, name)| declared_state(at, name)).collect(),
        duties: duties.into_iter().collect(),
        handlers: handlers(few, enough).into_iter().collect(),
        guarantees: Table::new(),
        counters: Table::new(),
    };
    Machine::new(playbook, exprs, Sources::new("", "")).unwrap()
}

/// `kasweken <comparison> 13`
fn compare(exprs: &mut Exprs, comparison: Comparison) -> ExprId {
    let cash = exprs.operands.push(Operand::Fact(FactId::new(0)));
    let bound = exprs.operands.push(Operand::Literal(Value::Count(13)));
    let atom = exprs.atoms.push(Atom::Compare(comparison, cash, bound));
    let formula = exprs.formulas.push(Formula::Atom(atom));
    exprs.roots.push(Lowered::Guard(formula))
}

fn header() -> Header {
    Header {
        name: STATES[0].into(),
        title: None,
        version: "1".into(),
        valid: Validity::default(),
        zone: "Europe/Amsterdam".into(),
        calendar: Calendar::default(),
        language: Language::Dutch,
        at: AT,
    }
}

fn declared_role(name: &str, plural: Option<&str>) -> Role {
    Role {
        name: name.into(),
        plural: plural.map(Into::into),
        title: None,
        duty_of_care: None,
        calendar: None,
        parties: Vec::new(),
        item: None,
        chosen_from: None,
        at: AT,
    }
}

fn fact() -> Fact<ExprId> {
    Fact {
        name: "kasweken".into(),
        title: None,
        ty: Type::Count,
        default: None,
        derived: None,
        personal: false,
        visible: None,
        item: None,
        at: AT,
    }
}

fn signal() -> Signal<ExprId> {
    Signal {
        name: "cijfers".into(),
        title: None,
        senders: Some(vec![role("aanbieder")]),
        carries: vec![FactId::new(0)],
        optionally: Vec::new(),
        sets: Vec::new(),
        jointly: false,
        unique_per: vec![],
        allowed: None,
        chart: ChartId::new(0),
        says: None,
        at: AT,
    }
}

fn declared_state(at: usize, name: &str) -> State<ExprId> {
    let leads = |role| vec![Scaled { from: None, what: role, at: AT }];
    let all = |range: std::ops::Range<usize>| range.map(HandlerId::new).collect::<Vec<_>>();
    let (lead, duties, handlers) = match name {
        "vijf_stappen" => (Vec::new(), vec![duty("jaarbericht")], Vec::new()),
        "volgen" => (leads(role("toezichthouder")), Vec::new(), all(0..1)),
        "plan" => (leads(role("aanbieder")), vec![duty("herstelplan")], all(1..3)),
        "oordeel" => (leads(role("toezichthouder")), vec![duty("haalbaar")], Vec::new()),
        "uitvoering" => (leads(role("aanbieder")), vec![duty("prognose")], all(3..5)),
        "overdracht" => (leads(role("gemeente")), vec![duty("overdragen")], all(5..6)),
        _ => (Vec::new(), Vec::new(), Vec::new()),
    };
    State {
        name: name.into(),
        title: None,
        kind: match name {
            "vijf_stappen" => StateKind::Root,
            "gesloten" => StateKind::End,
            _ => StateKind::Step,
        },
        parent: (at > 0).then(|| StateId::new(0)),
        children: if at == 0 { (1..STATES.len()).map(StateId::new).collect() } else { Vec::new() },
        initial: (at == 0).then(|| state("volgen")),
        lead,
        inform: if name == "plan" { leads(role("gemeente")) } else { Vec::new() },
        consult: Vec::new(),
        grounds: Vec::new(),
        entry: Vec::new(),
        care: None,
        deadline: match name {
            "volgen" => Deadline::Never("zolang er niets aan de hand is".into()),
            _ => Deadline::Unstated,
        },
        duties,
        handlers,
        order: 10 * u32::try_from(at).unwrap(),
        at: AT,
    }
}

fn duties() -> [Duty<ExprId>; 5] {
    let after = Duration::new(10, Unit::WorkingDay);
    let plan = Task {
        reminders: vec![Reminder { after, order: 23, at: AT }],
        ladder: vec![Rung {
            after: None,
            from: None,
            to: role("toezichthouder"),
            takes_over: false,
            order: 24,
            at: AT,
        }],
        ..task(Who::Role(role("aanbieder")))
    };
    let each = Task { optional: true, ..task(Who::Every(role("deelnemer"))) };
    let forecast = task(Who::Role(role("aanbieder")));
    let handover = task(Who::Role(role("gemeente")));
    [
        declared_duty("jaarbericht", STATES[0], 10, Unit::Year, DutyKind::Task(each), 5),
        declared_duty("herstelplan", "plan", 20, Unit::WorkingDay, DutyKind::Task(plan), 22),
        declared_duty("haalbaar", "oordeel", 5, Unit::WorkingDay, feasible(), 31),
        declared_duty("prognose", "uitvoering", 4, Unit::Week, DutyKind::Task(forecast), 41),
        declared_duty("overdragen", "overdracht", 13, Unit::Week, DutyKind::Task(handover), 51),
    ]
}

fn declared_duty(
    name: &str,
    scope: &str,
    amount: u32,
    unit: Unit,
    kind: DutyKind<ExprId>,
    order: u32,
) -> Duty<ExprId> {
    let due = Due::Within { duration: Duration::new(amount, unit), after: None };
    Duty {
        name: name.into(),
        title: None,
        scope: state(scope),
        from: None,
        when: None,
        by_action: false,
        term: Term { parts: vec![TermPart { from: None, when: None, due, at: AT }], at: AT },
        grounds: Vec::new(),
        kind,
        order,
        at: AT,
    }
}

fn task(who: Who<ExprId>) -> Task<ExprId> {
    Task {
        who,
        on_behalf: None,
        with: Vec::new(),
        every: None,
        reminders: Vec::new(),
        ladder: Vec::new(),
        delivers: Vec::new(),
        checklist: Vec::new(),
        postponement: None,
        stays_open: false,
        once: false,
        optional: false,
        agenda: false,
    }
}

fn feasible() -> DutyKind<ExprId> {
    let outcome = |name, to, order| Outcome {
        name,
        actions: Vec::new(),
        target: Some(target(to)),
        order,
        at: AT,
    };
    DutyKind::Decision(Decision {
        about: None,
        quorum: Quorum::One,
        deciders: vec![Decider { role: role("toezichthouder"), when: None }],
        outcomes: vec![
            outcome(OutcomeName::Yes, "uitvoering", 32),
            outcome(OutcomeName::No, "plan", 33),
        ],
        chooses: None,
        carries: vec![],
        optionally: vec![],
        no_answer: Some(outcome(OutcomeName::NoAnswer, "overdracht", 34)),
    })
}

fn target(to: &str) -> Target {
    Target { kind: TargetKind::Enter, state: state(to), limit: None, at: AT }
}

fn handlers(few: ExprId, enough: ExprId) -> [Handler<ExprId>; 6] {
    let figures = || Trigger::Signal(SignalId::new(0));
    let handler = |scope, trigger, guard, to, order| Handler {
        scope: state(scope),
        from: None,
        trigger,
        guard,
        instead_of: None,
        actions: Vec::new(),
        target: Some(target(to)),
        order,
        at: AT,
    };
    let text = Template { pieces: vec![Piece::Text("Geen plan".into())] };
    let no_plan = Action::Notify { to: vec![role("gemeente")], text };
    let overdue = handler("plan", Trigger::Overdue, None, "overdracht", 26);
    [
        handler("volgen", figures(), Some(few), "plan", 11),
        handler("plan", Trigger::Done, None, "oordeel", 25),
        Handler { actions: vec![no_plan], ..overdue },
        handler("uitvoering", figures(), Some(enough), "volgen", 42),
        handler("uitvoering", Trigger::Overdue, None, "overdracht", 43),
        handler("overdracht", Trigger::Done, None, "gesloten", 52),
    ]
}

/// The opening of a case with a party in each role and so many in the plural one.
pub fn opening(at: Timestamp, participants: usize) -> Input {
    let bind = |role: &str, party: String| Binding { role: role.into(), party, until: None };
    let mut parties = vec![bind("aanbieder", "Zorg BV".into()), bind("gemeente", "Utrecht".into())];
    parties.push(bind("toezichthouder", "NZa".into()));
    parties.extend((0..participants).map(|n| bind("deelnemers", format!("deelnemer {n}"))));
    let kind = InputKind::Open { parties, facts: Vec::new(), forced: None };
    Input { id: "open".into(), by: None, at, item: None, kind }
}

/// Figures of the provider.
pub fn figures(id: impl Into<String>, at: Timestamp, weeks: i64) -> Input {
    let fields = vec![Field { fact: "kasweken".into(), value: weeks.into(), salt: None }];
    let kind = InputKind::Signal { name: "cijfers".into(), fields };
    Input { id: id.into(), by: actor("aanbieder", "Zorg BV"), at, item: None, kind }
}

/// A task done by the provider.
pub fn done(id: impl Into<String>, at: Timestamp, task: &str) -> Input {
    let kind = InputKind::Complete { task: task.into(), fields: vec![], evidence: vec![] };
    let role =
        if task == "overdragen" { ("gemeente", "Utrecht") } else { ("aanbieder", "Zorg BV") };
    Input { id: id.into(), by: actor(role.0, role.1), at, item: None, kind }
}

/// The answer of the supervisor.
pub fn answer(id: impl Into<String>, at: Timestamp, outcome: &str) -> Input {
    let kind = InputKind::Answer {
        decision: "haalbaar".into(),
        outcome: outcome.into(),
        chosen: None,
        fields: vec![],
    };
    Input { id: id.into(), by: actor("toezichthouder", "NZa"), at, item: None, kind }
}

/// Time passes.
pub fn advance(at: Timestamp) -> Input {
    Input { id: String::new(), by: None, at, item: None, kind: InputKind::Advance }
}

fn actor(role: &str, party: &str) -> Option<Actor> {
    Some(Actor { role: role.into(), party: party.into() })
}

/// An instant so many hours after 2026-01-05T09:00:00Z, a Monday.
pub fn hour(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
    start.add_seconds(hours * 3600).unwrap()
}

/// One round through the steps, 35 days long, with a reminder on the way: five inputs.
pub fn round(number: i64) -> [(Timestamp, Input); 5] {
    let at = |day: i64| hour(24 * (35 * number + day));
    let id = |what: &str| format!("{what}-{number}");
    [
        (at(0), figures(id("laag"), at(0), 9)),
        (at(16), done(id("plan"), at(16), "herstelplan")),
        (at(18), answer(id("oordeel"), at(18), "ja")),
        (at(30), done(id("prognose"), at(30), "prognose")),
        (at(33), figures(id("hoog"), at(33), 20)),
    ]
}
