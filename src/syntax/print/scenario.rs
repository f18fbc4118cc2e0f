//! Scenarios.

use super::{Printer, expression, quoted};
use crate::syntax::ast::scenario::{
    Claim, Command, CommandKind, Expect, ExpectDuty, ExpectHeld, ExpectOutcome, ExpectUnknown,
    Expectation, ExpectationKind, RoleRef, Scenario,
};
use crate::syntax::ast::{Assignment, DateTime, Name, Str};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn scenario(&mut self, scenario: &Scenario, apart: bool) {
        self.before(scenario.span, apart);
        self.docs(&scenario.docs);
        let head = self.after(Rule::kw_scenario, &quoted(&scenario.title));
        self.words(&[head, self.after(Rule::kw_for, &scenario.playbook.text)]);
        self.indent += 2;
        self.commands(&scenario.commands);
        self.indent -= 2;
    }

    fn commands(&mut self, commands: &[Command]) {
        let mut first = true;
        for command in commands {
            let apart = is_clock(command) && !first;
            first = false;
            self.before(command.span, apart);
            match &command.kind {
                CommandKind::Fault(_) => {}
                CommandKind::Case(case) => {
                    let name = self.after(Rule::kw_case, &case.name.text);
                    self.open(vec![name, self.after(Rule::kw_for, &case.playbook.text)]);
                    self.indent -= 2;
                    self.commands(&case.commands);
                    self.indent += 2;
                    self.close(command.span, "");
                }
                _ => {
                    let words = self.command(command);
                    self.words(&words);
                }
            }
        }
    }

    fn command(&self, command: &Command) -> Vec<String> {
        let word = |rule| self.word(rule).to_owned();
        match &command.kind {
            CommandKind::On(at) => vec![self.after(Rule::kw_on, &expression::date_time(at))],
            CommandKind::After(delay) => vec![self.after(Rule::kw_after, &self.duration(delay))],
            CommandKind::Open(at) => {
                vec![self.after(Rule::kw_open_on, &expression::date_time(at))]
            }
            CommandKind::ForceOpen(reason) => {
                vec![self.after(Rule::kw_force_open, &quoted(reason))]
            }
            CommandKind::Suspend(reason) => vec![self.after(Rule::kw_suspend, &quoted(reason))],
            CommandKind::Resume(_) => vec![word(Rule::kw_resume_deadlines)],
            CommandKind::Reopen(reason) => vec![self.after(Rule::kw_reopen, &quoted(reason))],
            CommandKind::Migrate(playbook) => vec![self.after(Rule::kw_migrate, &playbook.text)],
            CommandKind::Expect(expect) => self.expect(expect),
            CommandKind::Refuse(refuse) => {
                let mut words = vec![word(Rule::kw_refuse)];
                words.extend(self.command(&refuse.input));
                if let Some(reason) = &refuse.reason {
                    words.push(self.after(Rule::kw_because, &reason.text));
                }
                words
            }
            CommandKind::Party(bindings) => {
                let bindings: Vec<String> = bindings
                    .iter()
                    .map(|binding| {
                        let is = self.word(Rule::kw_is);
                        format!("{} {is} {}", binding.role.text, texts(&binding.parties))
                    })
                    .collect();
                vec![self.after(Rule::kw_party, &bindings.join(" ; "))]
            }
            CommandKind::Report(_)
            | CommandKind::Complete(_)
            | CommandKind::Decide(_)
            | CommandKind::Determine(_) => self.said(command),
            _ => self.about(command),
        }
    }

    fn said(&self, command: &Command) -> Vec<String> {
        match &command.kind {
            CommandKind::Report(report) => vec![
                role_ref(&report.by),
                self.after(Rule::kw_reports, &report.signal.text),
                self.optional(Rule::kw_about, report.item.as_ref()),
                self.assignments(&report.facts),
                self.at(report.at.as_ref()),
            ],
            CommandKind::Complete(done) => vec![
                role_ref(&done.by),
                self.word(Rule::kw_completes).to_owned(),
                self.of_task(&done.task, done.item.as_ref()),
                self.assignments(&done.facts),
                self.at(done.at.as_ref()),
            ],
            CommandKind::Decide(decided) => vec![
                role_ref(&decided.by),
                self.after(Rule::kw_decides, &decided.decision.text),
                self.after(Rule::kw_is, &self.outcome_name(&decided.outcome)),
                self.optional(Rule::kw_of, decided.item.as_ref()),
                self.assignments(&decided.facts),
                self.at(decided.at.as_ref()),
            ],
            CommandKind::Determine(determined) => vec![
                role_ref(&determined.by),
                self.after(Rule::kw_determines, &determined.scale.text),
                determined.level.text.clone(),
                super::title(determined.reason.as_ref()),
                self.at(determined.at.as_ref()),
            ],
            _ => vec![],
        }
    }

    fn about(&self, command: &Command) -> Vec<String> {
        let word = |rule| self.word(rule).to_owned();
        match &command.kind {
            CommandKind::ItemParty(party) => vec![
                party.role.text.clone(),
                self.after(Rule::kw_of, &party.item.text),
                self.after(Rule::kw_is, &texts(&party.parties)),
            ],
            CommandKind::Release(freed) => vec![
                self.after(Rule::kw_release, &role_ref(&freed.role)),
                self.optional(Rule::kw_of, freed.item.as_ref()),
                word(Rule::kw_release_free),
            ],
            CommandKind::Claim(claim) => self.claim(claim),
            CommandKind::WithdrawCandidate(gone) => vec![
                self.after(Rule::kw_withdraw, &role_ref(&gone.candidate)),
                self.after(Rule::kw_of, &gone.item.text),
                word(Rule::kw_withdraw_in),
            ],
            CommandKind::Enrol(enrol) => vec![
                word(Rule::kw_enrol),
                enrol.count.as_ref().map_or(String::new(), |count| count.value.to_string()),
                format!("{} {}", enrol.item.text, enrol.id.text),
                self.assignments(&enrol.facts),
            ],
            CommandKind::Update(update) => {
                vec![self.after(Rule::kw_update, &update.item.text), self.block_of(&update.facts)]
            }
            CommandKind::WithdrawItem(gone) => {
                let item = self.after(Rule::kw_withdraw_item, &gone.item.text);
                vec![item, quoted(&gone.ground)]
            }
            CommandKind::SplitOff(gone) => {
                let item = self.after(Rule::kw_split_off, &gone.item.text);
                vec![item, quoted(&gone.ground)]
            }
            CommandKind::DeclareComplete(complete) => vec![
                role_ref(&complete.by),
                self.after(Rule::kw_declares, self.word(Rule::kw_register)),
                self.after(Rule::kw_of, &complete.items.text),
                word(Rule::kw_complete),
            ],
            CommandKind::Held(held) => vec![
                role_ref(&held.by),
                self.after(Rule::kw_had, &self.moved(&held.holding)),
                self.after(Rule::kw_of, &held.item.text),
                self.after(Rule::kw_from, &expression::date_time(&held.from)),
                held.until.as_ref().map_or(String::new(), |at| {
                    self.after(Rule::kw_until, &expression::date_time(at))
                }),
            ],
            _ => self.about_task(command),
        }
    }

    fn about_task(&self, command: &Command) -> Vec<String> {
        let word = |rule| self.word(rule).to_owned();
        let reason = |reason: &Option<Str>| super::title(reason.as_ref());
        match &command.kind {
            CommandKind::Answer(answer) => vec![
                self.after(Rule::kw_action, &answer.action.text),
                self.after(Rule::kw_answers, &answer.signal.text),
                self.optional(Rule::kw_of, answer.item.as_ref()),
                self.assignments(&answer.facts),
                self.at(answer.at.as_ref()),
            ],
            CommandKind::Extend(extend) => vec![
                match &extend.who {
                    Some(role) => format!("{} {}", role_ref(role), self.word(Rule::kw_extends)),
                    None => word(Rule::kw_extend),
                },
                self.of_task(&extend.task, extend.item.as_ref()),
                self.after(Rule::kw_extend_by, &self.duration(&extend.by)),
                reason(&extend.reason),
            ],
            CommandKind::Excuse(excuse) => vec![
                word(Rule::kw_excuse),
                self.of_task(&excuse.task, excuse.item.as_ref()),
                reason(&excuse.reason),
            ],
            CommandKind::SetDue(set) => vec![
                self.after(Rule::kw_set, self.word(Rule::kw_due_of)),
                self.of_task(&set.task, set.item.as_ref()),
                self.after(Rule::kw_set_to, &expression::date_time(&set.due)),
                reason(&set.reason),
            ],
            CommandKind::Erase(erase) => vec![
                word(Rule::kw_erase),
                match erase.facts.as_slice() {
                    [] => word(Rule::kw_personal_facts),
                    facts => self.list(facts, Rule::kw_and),
                },
                self.optional(Rule::kw_of, erase.item.as_ref()),
                quoted(&erase.ground),
            ],
            CommandKind::Correct(correct) => vec![
                word(Rule::kw_correct),
                correct.item.as_ref().map_or(String::new(), |item| item.text.clone()),
                self.block_of(&correct.facts),
                self.at(correct.at.as_ref()),
                reason(&correct.reason),
            ],
            _ => vec![],
        }
    }

    /// `{ a is b }`, also when there is nothing in it.
    fn block_of(&self, facts: &[Assignment]) -> String {
        if facts.is_empty() { "{ }".to_owned() } else { self.assignments(facts) }
    }

    pub(super) fn optional(&self, rule: Rule, name: Option<&Name>) -> String {
        name.map_or(String::new(), |name| self.after(rule, &name.text))
    }

    fn at(&self, at: Option<&DateTime>) -> String {
        at.map_or(String::new(), |at| self.after(Rule::kw_at_instant, &expression::date_time(at)))
    }

    /// `taak T [van ITEM]`
    fn of_task(&self, task: &Name, item: Option<&Name>) -> String {
        let task = self.after(Rule::kw_task, &task.text);
        format!("{task} {}", self.optional(Rule::kw_of, item)).trim_end().to_owned()
    }

    fn expect(&self, expect: &Expect) -> Vec<String> {
        let mut head = self.word(Rule::kw_expect).to_owned();
        if expect.negated {
            head = format!("{head} {}", self.word(Rule::kw_not));
        }
        let what: Vec<String> = expect.what.iter().map(|one| self.expectation(one)).collect();
        let glue = format!(" {} ", self.word(Rule::kw_and));
        vec![head, what.join(&glue)]
    }

    fn expectation(&self, expectation: &Expectation) -> String {
        let of = |item: &Option<Name>| self.optional(Rule::kw_of, item.as_ref());
        let words = match &expectation.kind {
            ExpectationKind::In(place) => vec![
                place.item.as_ref().map_or(String::new(), |item| item.text.clone()),
                self.after(Rule::kw_in, &place.scope.text),
            ],
            ExpectationKind::Task(duty) => self.expect_duty(Rule::kw_task, duty),
            ExpectationKind::Decision(duty) => self.expect_duty(Rule::kw_decision, duty),
            ExpectationKind::Action(duty) => self.expect_duty(Rule::kw_action, duty),
            ExpectationKind::Outcome(outcome) => self.expect_outcome(outcome),
            ExpectationKind::Value(value) => vec![
                value.name.text.clone(),
                of(&value.item),
                self.after(Rule::kw_is, &self.sum(&value.value)),
            ],
            ExpectationKind::Unknown(it) => self.expect_unknown(Rule::kw_unknown, it),
            ExpectationKind::Erased(it) => self.expect_unknown(Rule::kw_erased, it),
            ExpectationKind::Held(held) => self.expect_held(held),
            ExpectationKind::Waits(waits) => vec![
                self.word(Rule::kw_care).to_owned(),
                self.after(Rule::kw_of, &waits.item.text),
                self.after(Rule::kw_waits_for, &waits.on.text),
            ],
            ExpectationKind::Notice(notice) => {
                let text = notice.contains.as_ref();
                let text = text.map(|text| self.after(Rule::kw_contains, &quoted(text)));
                vec![
                    self.after(Rule::kw_notice_to, &role_ref(&notice.to)),
                    text.unwrap_or_default(),
                ]
            }
            ExpectationKind::Violation(violation) => {
                vec![self.after(Rule::kw_violation, &violation.guarantee.text), of(&violation.item)]
            }
            ExpectationKind::Count(expected) => vec![
                self.after(Rule::kw_number_of, &expected.items.text),
                self.optional(Rule::kw_in, expected.scope.as_ref()),
                self.after(Rule::kw_is, &expected.count.value.to_string()),
            ],
            ExpectationKind::Recorded(recorded) => vec![
                self.word(Rule::kw_recorded).to_owned(),
                of(&recorded.item),
                quoted(&recorded.contains),
            ],
            ExpectationKind::Started(started) => vec![
                started.first.text.clone(),
                self.after(Rule::kw_started_before, &started.then.text),
            ],
            ExpectationKind::OpenPlaybook(name) => {
                vec![self.word(Rule::kw_open).to_owned(), self.after(Rule::kw_playbook, &name.text)]
            }
            ExpectationKind::Claim(claim) => self.claim(claim),
            ExpectationKind::Closed(_) => vec![self.word(Rule::kw_closed).to_owned()],
        };
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    /// `besluit D [van ITEM] is OUTCOME`
    fn expect_outcome(&self, outcome: &ExpectOutcome) -> Vec<String> {
        vec![
            self.after(Rule::kw_decision, &outcome.decision.text),
            self.optional(Rule::kw_of, outcome.item.as_ref()),
            self.after(Rule::kw_is, &self.outcome_name(&outcome.outcome)),
        ]
    }

    /// `FACT [van ITEM] onbekend`
    fn expect_unknown(&self, rule: Rule, of: &ExpectUnknown) -> Vec<String> {
        let item = self.optional(Rule::kw_of, of.item.as_ref());
        vec![of.name.text.clone(), item, self.word(rule).to_owned()]
    }

    /// `zorg van ITEM bij R[, op DATE]`
    fn expect_held(&self, held: &ExpectHeld) -> Vec<String> {
        let on = held
            .on
            .as_ref()
            .map(|at| format!(", {}", self.after(Rule::kw_on, &expression::date_time(at))));
        let with = if held.beside { Rule::kw_also_with } else { Rule::kw_held_by };
        let by = self.after(with, &role_ref(&held.by));
        vec![
            self.moved(&held.holding),
            self.after(Rule::kw_of, &held.item.text),
            by + &on.unwrap_or_default(),
        ]
    }

    fn expect_duty(&self, rule: Rule, duty: &ExpectDuty) -> Vec<String> {
        vec![
            self.after(rule, &duty.name.text),
            self.optional(Rule::kw_of, duty.item.as_ref()),
            self.task_state(duty.state).to_owned(),
            duty.owed_by
                .as_ref()
                .map_or(String::new(), |role| self.after(Rule::kw_for, &role_ref(role))),
            duty.due.as_ref().map_or(String::new(), |at| {
                self.after(Rule::kw_no_later, &expression::date_time(at))
            }),
            self.optional(Rule::kw_under, duty.rests_on.as_ref()),
        ]
    }

    /// `"party" claimt R`
    fn claim(&self, claim: &Claim) -> Vec<String> {
        vec![quoted(&claim.party), self.after(Rule::kw_claims, &claim.role.text)]
    }
}

fn is_clock(command: &Command) -> bool {
    matches!(command.kind, CommandKind::On(_) | CommandKind::After(_))
}

fn role_ref(role: &RoleRef) -> String {
    match &role.party {
        Some(party) => format!("{} {}", role.role.text, quoted(party)),
        None => role.role.text.clone(),
    }
}

fn texts(texts: &[Str]) -> String {
    texts.iter().map(quoted).collect::<Vec<_>>().join(", ")
}
