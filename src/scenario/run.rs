//! Runs a plan with the real engine.

mod actual;
mod expect;
mod may;
mod say;

use std::iter::once;

use super::plan::{Expected, Line, Plan, PlannedCase, What};
use super::report::{Failure, LineKind, LineReport, Report, Verdict};
use crate::calendar::Timestamp;
use crate::case::{Case, Step};
use crate::diagnostic::Text;
use crate::engine::{EffectKind, Field, ItemNo, MAX_INSTANTS, Phase, Reason, Refusal};
use crate::machine::id::GuaranteeId;
use crate::span::Span;
use crate::text;
use crate::words::{Words, say};

/// Runs a plan to its end, whatever does not go as written.
pub(super) fn run(plan: Plan) -> Report {
    let Plan { title, case, others, lines } = plan;
    let (mut first, others) = (Runner::new(case), others.into_iter().map(Runner::new));
    let mut others: Vec<Runner> = others.collect();
    let mut asked = Asked::default();
    let mut reports: Vec<LineReport> = Vec::with_capacity(lines.len());
    for line in lines {
        let mut runners: Vec<&mut Runner> = once(&mut first).chain(&mut others).collect();
        let (steps, verdict) = go(&mut runners, &mut asked, &line, reports.len());
        let about = runners.get(line.case);
        reports.push(LineReport {
            case: about.filter(|_| line.case > 0).map(|it| it.actor.case.state().case().to_owned()),
            number: line.number,
            span: line.span,
            source: line.source,
            kind: kind(&line.what),
            at: about.and_then(|it| it.actor.now),
            steps,
            verdict,
        });
    }
    for runner in once(&mut first).chain(&mut others) {
        for (line, guarantee, item) in std::mem::take(&mut runner.violated) {
            if let Some(report) = reports.get_mut(line) {
                report.fail(runner.unexpected(guarantee, item, report.span));
            }
        }
    }
    let others = others.into_iter().map(|runner| runner.actor.case).collect();
    Report { title, lines: reports, case: first.actor.case, others }
}

/// Carries a line out: what somebody says to one case, time for all of them.
fn go(
    runners: &mut [&mut Runner],
    asked: &mut Asked,
    line: &Line,
    number: usize,
) -> (Vec<Step>, Verdict) {
    let mut steps = Vec::new();
    let mut verdict = Verdict::Done;
    for (position, runner) in runners.iter_mut().enumerate() {
        let passes;
        let what = match &line.what {
            what if position == line.case => what,
            What::Time { at, .. } if runner.actor.now != Some(*at) => {
                passes = What::Time { at: *at, opens: false };
                &passes
            }
            _ => continue,
        };
        if let What::Time { opens: true, .. } = what {
            runner.actor.facts = asked.answer(&runner.actor.case);
        }
        let (more, went) = runner.line(what, line.span);
        runner.note_violations(number, &more);
        more.iter().for_each(|step| asked.note(step));
        steps.extend(more);
        if position == line.case || matches!(went, Verdict::Failed(_)) {
            verdict = went;
        }
    }
    (steps, verdict)
}

/// Cases that were asked for under a playbook, and that no case of the scenario is yet.
#[derive(Default)]
struct Asked(Vec<(String, Vec<Field>)>);

impl Asked {
    fn note(&mut self, step: &Step) {
        for effect in &step.data.effects {
            if let EffectKind::OpenPlaybook { playbook, with } = &effect.kind {
                let facts = with.iter().filter_map(|(fact, value)| {
                    let fact = step.machine().playbook().facts.get(*fact)?.name.clone();
                    Some(Field { fact, value: value.clone()?, salt: None })
                });
                self.0.push((playbook.clone(), facts.collect()));
            }
        }
    }

    /// The facts with which a case opens: those that went along with the first request.
    fn answer(&mut self, case: &Case) -> Vec<Field> {
        let name = &case.machine().playbook().header.name;
        match self.0.iter().position(|(playbook, _)| playbook == name) {
            Some(request) => self.0.remove(request).1,
            None => Vec::new(),
        }
    }
}

fn kind(what: &What) -> LineKind {
    match what {
        What::Known => LineKind::Setting,
        What::Time { opens: true, .. } => LineKind::Opening,
        What::Time { opens: false, .. } => LineKind::Time,
        What::Do(_) => LineKind::Input,
        What::Refuse { .. } | What::Expect { .. } => LineKind::Expectation,
    }
}

struct Runner {
    actor: Actor,
    /// What happened since the last expectations.
    recent: Vec<Step>,
    /// Whether the line before was an expectation.
    judged: bool,
    /// Violations that no expectation has named yet, with the position of their line.
    violated: Vec<(usize, GuaranteeId, Option<ItemNo>)>,
}

/// The case, and what is needed to speak to it.
#[derive(Clone)]
struct Actor {
    case: Case,
    now: Option<Timestamp>,
    /// How many inputs there were; gives each its id.
    said: u32,
    parties: Vec<(crate::machine::id::RoleId, String)>,
    forced: Option<String>,
    /// With what it opens.
    facts: Vec<Field>,
}

/// Why a line could not be carried out.
enum Stopped {
    /// The case refused it.
    Refused(Refusal),
    /// The scenario does not say which of several parties speaks.
    Unclear(Text),
}

impl Runner {
    fn new(planned: PlannedCase) -> Self {
        let PlannedCase { name, playbook, parties, forced } = planned;
        let case = Case::unopened(playbook, name);
        let actor = Actor { case, now: None, said: 0, parties, forced, facts: Vec::new() };
        Self { actor, recent: Vec::new(), judged: false, violated: Vec::new() }
    }

    fn line(&mut self, what: &What, span: Span) -> (Vec<Step>, Verdict) {
        match what {
            What::Known => (vec![], Verdict::Done),
            What::Refuse { what, reason } => {
                self.judged = true;
                (vec![], self.refuse(what, *reason, span))
            }
            What::Expect { negated, what } => {
                self.judged = true;
                let failures = what
                    .iter()
                    .filter_map(|(span, expected)| self.judge(expected, *negated, *span));
                let failures: Vec<Failure> = failures.collect();
                for (_, expected) in what.iter().filter(|_| !negated) {
                    if let Expected::Violation(named, item) = expected {
                        let item = item.as_deref().and_then(|id| self.actor.item(id));
                        let is_named = |guarantee: GuaranteeId, of: Option<ItemNo>| {
                            guarantee == *named && (item.is_none() || of == item)
                        };
                        self.violated.retain(|(_, guarantee, of)| !is_named(*guarantee, *of));
                    }
                }
                (vec![], if failures.is_empty() { Verdict::Met } else { Verdict::Failed(failures) })
            }
            acting => {
                if std::mem::take(&mut self.judged) {
                    self.recent.clear();
                }
                match self.actor.act(acting) {
                    Ok(steps) => {
                        self.recent.extend(steps.iter().cloned());
                        (steps, Verdict::Done)
                    }
                    Err(stopped) => {
                        let actual = self.stopped(acting, &stopped);
                        let expected = text!(nl: "aangenomen", en: "accepted");
                        (vec![], Verdict::Failed(vec![Failure { span, expected, actual }]))
                    }
                }
            }
        }
    }

    fn note_violations(&mut self, line: usize, steps: &[Step]) {
        let effects = steps.iter().flat_map(|step| &step.data.effects);
        self.violated.extend(effects.filter_map(|effect| match &effect.kind {
            EffectKind::Violated(guarantee) => Some((line, *guarantee, effect.item)),
            _ => None,
        }));
    }

    /// A violation that the scenario does not name.
    fn unexpected(&self, guarantee: GuaranteeId, item: Option<ItemNo>, span: Span) -> Failure {
        let machine = self.actor.case.machine();
        let of = item.and_then(|no| self.actor.case.state().item(no));
        let of = of.map_or(String::new(), |item| format!("{}: ", item.id));
        Failure {
            span,
            expected: text!(nl: "geen schending", en: "no violation"),
            actual: Words::both(machine, |words| {
                let guarantee = words.guarantee(guarantee);
                say!(words, nl: "{of}{guarantee} geschonden", en: "{of}{guarantee} violated")
            }),
        }
    }

    fn refuse(&self, what: &What, reason: Option<&'static Reason>, span: Span) -> Verdict {
        let asked = |fault: &crate::engine::Fault| {
            reason.is_none_or(|reason| reason.code == fault.reason().code)
        };
        let actual = match self.actor.clone().act(what) {
            Err(Stopped::Refused(refusal)) if refusal.faults.iter().any(asked) => {
                return Verdict::Met;
            }
            Err(stopped) => self.stopped(what, &stopped),
            Ok(_) => text!(nl: "aangenomen", en: "accepted"),
        };
        let expected = match reason {
            Some(reason) => {
                use crate::diagnostic::Language::{Dutch, English};
                let (nl, en) = (reason.name(Dutch), reason.name(English));
                text!(nl: "geweigerd wegens {nl}", en: "refused because of {en}")
            }
            None => text!(nl: "geweigerd", en: "refused"),
        };
        Verdict::Failed(vec![Failure { span, expected, actual }])
    }

    /// Why a line could not be carried out, in words.
    fn stopped(&self, what: &What, stopped: &Stopped) -> Text {
        let refusal = match stopped {
            Stopped::Unclear(text) => return text.clone(),
            Stopped::Refused(refusal) => refusal,
        };
        let reasons = |words: Words<'_>| {
            let faults = refusal.faults.iter();
            let names = faults.map(|fault| fault.reason().name(words.language));
            let why = refusal.text(self.actor.case.machine());
            let names = words.list(&names.collect::<Vec<_>>());
            let why = why.get(words.language);
            let may = self.who_may(words, what, refusal);
            say!(words, nl: "geweigerd wegens {names}: {why}{may}",
                en: "refused because of {names}: {why}{may}")
        };
        Words::both(self.actor.case.machine(), reasons)
    }
}

impl Actor {
    /// Lets time pass: one step for each instant at which something falls due, then the rest.
    fn pass(&mut self, until: Timestamp) -> Result<Vec<Step>, Refusal> {
        let mut steps = Vec::new();
        while steps.len() < MAX_INSTANTS
            && let Some(at) = self.case.state().next_deadline().filter(|at| *at < until)
        {
            steps.push(self.case.advance(at)?);
        }
        steps.push(self.case.advance(until)?);
        Ok(steps)
    }

    fn act(&mut self, what: &What) -> Result<Vec<Step>, Stopped> {
        match what {
            What::Time { at, opens } => {
                self.now = Some(*at);
                if *opens {
                    return self.open(*at).map(|step| vec![step]);
                }
                if self.case.state().phase() == Phase::Unopened {
                    return Ok(vec![]);
                }
                self.pass(*at).map_err(Stopped::Refused)
            }
            What::Do(deeds) => {
                let mut steps = Vec::new();
                for deed in deeds {
                    steps.extend(self.carry_out(deed)?);
                }
                Ok(steps)
            }
            What::Known | What::Refuse { .. } | What::Expect { .. } => Ok(vec![]),
        }
    }
}
