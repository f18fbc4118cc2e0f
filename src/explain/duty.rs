//! What a playbook says of one task or decision: who, when, by when, and what follows.

mod follows;
mod term;

use serde::Serialize;

use crate::case::Because;
use crate::diagnostic::Text;
use crate::machine::Machine;
use crate::machine::id::{DutyId, ExprId, FactId, StateId};
use crate::machine::playbook::{Duty, DutyKind, State, Task, Who};
use crate::playbook::Playbook;
use crate::sources::Place;
use crate::span::Span;
use crate::text;
use crate::words::{Words, say};

/// Everything that a playbook says of a task or decision, by topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DutyPage {
    /// What it is.
    pub kind: PageKind,
    /// Its name.
    pub name: String,
    /// Its title or question.
    pub title: Option<String>,
    /// The file in which it stands; `None` for the main file.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: u32,
    /// What is said of it, in the order in which a reader asks; no topic without anything said.
    pub topics: Vec<Topic>,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// A task.
    Task,
    /// A decision.
    Decision,
    /// Something that the host does.
    Call,
}

/// What is said about one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The question.
    pub about: About,
    /// Its heading.
    pub heading: Text,
    /// What the playbook says, each with its line.
    pub said: Vec<Because>,
}

/// The questions that a page answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// In which step, phase and track.
    Place,
    /// Who does or decides it.
    Who,
    /// Who answers for it.
    Accountable,
    /// Who is informed of or consulted on its step.
    Informed,
    /// When it opens, and what becomes of it when its step is left.
    Opens,
    /// By when, per level of severity.
    Term,
    /// When somebody is reminded.
    Reminders,
    /// Who is called in when it is overdue.
    Ladder,
    /// What must come with it.
    Delivers,
    /// What its outcomes or its completion lead to.
    Leads,
    /// What its lateness leads to.
    Overdue,
    /// What else reads it: conditions, terms, guarantees.
    ReadBy,
    /// Legal bases.
    Grounds,
}

impl About {
    /// The heading above the answer.
    #[must_use]
    pub fn heading(self) -> Text {
        match self {
            Self::Place => text!(nl: "Waar", en: "Where"),
            Self::Who => text!(nl: "Wie", en: "Who"),
            Self::Accountable => text!(nl: "Verantwoordelijk", en: "Accountable"),
            Self::Informed => text!(nl: "Wie hoort ervan", en: "Who hears of it"),
            Self::Opens => text!(nl: "Begint", en: "Opens"),
            Self::Term => text!(nl: "Termijn", en: "Term"),
            Self::Reminders => text!(nl: "Herinnering", en: "Reminder"),
            Self::Ladder => text!(nl: "Escalatie", en: "Escalation"),
            Self::Delivers => text!(nl: "Levert", en: "Delivers"),
            Self::Leads => text!(nl: "Leidt tot", en: "Leads to"),
            Self::Overdue => text!(nl: "Te laat", en: "Overdue"),
            Self::ReadBy => text!(nl: "Telt mee in", en: "Counts in"),
            Self::Grounds => text!(nl: "Op grond van", en: "Legal basis"),
        }
    }
}

impl Playbook {
    /// What the playbook says of the task or decision of this name; of both where both have it.
    #[must_use]
    pub fn explain(&self, name: &str) -> Vec<DutyPage> {
        let machine = self.machine();
        let found = machine.task(name).into_iter().chain(machine.decision(name));
        found.filter_map(|duty| Some(Page::new(self, duty)?.write())).collect()
    }
}

impl DutyPage {
    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place<'_> {
        Place { file: self.file.as_deref(), line: self.line }
    }
}

/// A page being written.
struct Page<'a> {
    playbook: &'a Playbook,
    id: DutyId,
    duty: &'a Duty<ExprId>,
    topics: Vec<Topic>,
}

impl<'a> Page<'a> {
    fn new(playbook: &'a Playbook, id: DutyId) -> Option<Self> {
        let duty = playbook.machine().playbook().duties.get(id)?;
        Some(Self { playbook, id, duty, topics: vec![] })
    }

    fn write(mut self) -> DutyPage {
        let (duty, machine) = (self.duty, self.machine());
        self.topic(About::Place, Self::place);
        self.topic(About::Who, Self::who);
        self.topic(About::Accountable, Self::accountable);
        self.topic(About::Informed, Self::informed);
        self.topic(About::Opens, Self::opens);
        self.topic(About::Term, Self::term);
        if let DutyKind::Task(task) = &duty.kind {
            self.topic(About::Reminders, |page| page.reminders(task));
            self.topic(About::Ladder, |page| page.ladder(task));
        }
        self.topic(About::Delivers, Self::delivers);
        self.topic(About::Leads, Self::leads);
        self.topic(About::Overdue, Self::overdue);
        self.topic(About::ReadBy, Self::read_by);
        self.topic(About::Grounds, Self::grounds);
        let kind = match duty.kind {
            DutyKind::Task(_) => PageKind::Task,
            DutyKind::Decision(_) => PageKind::Decision,
            DutyKind::Call(_) => PageKind::Call,
        };
        let (name, title) = (duty.name.clone(), duty.title.clone());
        let Place { file, line } = machine.place(duty.at);
        let file = file.map(str::to_owned);
        DutyPage { kind, name, title, file, line, topics: self.topics }
    }

    fn machine(&self) -> &'a Machine {
        self.playbook.machine()
    }

    fn topic(&mut self, about: About, write: impl FnOnce(&Self) -> Vec<Because>) {
        let said = write(self);
        if !said.is_empty() {
            self.topics.push(Topic { about, heading: about.heading(), said });
        }
    }

    fn say(&self, at: Span, sentence: impl Fn(Words<'_>) -> String) -> Because {
        Because::new(self.playbook, at, sentence)
    }

    /// The scopes around it, inner first, without the root.
    fn scopes(&self) -> impl Iterator<Item = (StateId, &'a State<ExprId>)> + use<'a> {
        let states = &self.machine().playbook().states;
        let mut next = Some(self.duty.scope);
        std::iter::from_fn(move || {
            let id = next?;
            let state = states.get(id)?;
            next = state.parent;
            Some((id, state))
        })
    }

    fn place(&self) -> Vec<Because> {
        let within = self.scopes().filter(|(_, state)| state.parent.is_some());
        let mut said: Vec<Because> =
            within.map(|(id, state)| self.say(state.at, |words| words.state(id))).collect();
        if said.is_empty() {
            said.push(self.say(self.duty.at, |words| {
                words.pick("in de hele casus", "in the whole case").to_owned()
            }));
        }
        said
    }

    fn who(&self) -> Vec<Because> {
        vec![self.say(self.duty.at, |words| match &self.duty.kind {
            DutyKind::Task(task) => words.doers(task),
            DutyKind::Decision(decision) => words.deciders(decision),
            DutyKind::Call(_) => words.pick("de host", "the host").to_owned(),
        })]
    }

    fn accountable(&self) -> Vec<Because> {
        if let DutyKind::Task(task) = &self.duty.kind {
            let behalf = |words: Words<'_>| match (&task.on_behalf, &task.who) {
                (Some(role), _) | (None, Who::Role(role)) => words.whom(*role).to_owned(),
                _ => words.pick("wie het doet", "whoever does it").to_owned(),
            };
            return vec![self.say(self.duty.at, behalf)];
        }
        let leads = self.scopes().map(|(_, state)| &state.lead).find(|lead| !lead.is_empty());
        let leads = leads.into_iter().flatten();
        leads
            .map(|lead| {
                self.say(lead.at, |words| {
                    let role = words.whom(lead.what);
                    let leads = say!(words, nl: "{role} (regie)", en: "{role} (lead)");
                    words.per_level(lead.from, &leads)
                })
            })
            .collect()
    }

    fn informed(&self) -> Vec<Because> {
        let Some((_, state)) = self.scopes().next().filter(|(_, it)| it.parent.is_some()) else {
            return vec![];
        };
        let kinds =
            [(&state.inform, ("informeer", "inform")), (&state.consult, ("raadpleeg", "consult"))];
        let mut said = Vec::new();
        for (roles, (nl, en)) in kinds {
            said.extend(roles.iter().map(|it| {
                self.say(it.at, |words| {
                    let role = words.whom(it.what);
                    let told = say!(words, nl: "{nl} {role}", en: "{en} {role}");
                    words.per_level(it.from, &told)
                })
            }));
        }
        said
    }

    fn reminders(&self, task: &Task<ExprId>) -> Vec<Because> {
        let reminder = |it: &crate::machine::playbook::Reminder| {
            self.say(it.at, |words| {
                let after = it.after.words(words.language);
                say!(words, nl: "{after} na het begin", en: "{after} after it opens")
            })
        };
        task.reminders.iter().map(reminder).collect()
    }

    fn ladder(&self, task: &Task<ExprId>) -> Vec<Because> {
        task.ladder.iter().map(|rung| self.say(rung.at, |words| words.rung(rung))).collect()
    }

    fn delivers(&self) -> Vec<Because> {
        let playbook = self.machine().playbook();
        let (checklist, may): (&[String], &[FactId]) = match &self.duty.kind {
            DutyKind::Task(task) => (&task.checklist, &[]),
            DutyKind::Decision(decision) => (&[], &decision.optionally),
            DutyKind::Call(_) => (&[], &[]),
        };
        let fact = |id: FactId| {
            let fact = playbook.facts.get(id)?;
            Some(self.say(self.duty.at, |words| {
                let name = match &fact.title {
                    Some(title) => format!("{} ({title})", fact.name),
                    None => fact.name.clone(),
                };
                match may.contains(&id) {
                    true => say!(words, nl: "eventueel {name}", en: "optionally {name}"),
                    false => name,
                }
            }))
        };
        let points = checklist.iter().map(|point| {
            self.say(self.duty.at, |words| say!(words, nl: "punt: {point}", en: "check: {point}"))
        });
        self.duty.kind.states().filter_map(fact).chain(points).collect()
    }

    /// Its own legal bases, and those of the scopes around it.
    fn grounds(&self) -> Vec<Because> {
        let around = self.scopes().flat_map(|(_, state)| &state.grounds);
        let mut grounds: Vec<_> = self.duty.grounds.iter().chain(around).copied().collect();
        let mut seen = Vec::new();
        grounds.retain(|ground| {
            !seen.contains(ground) && {
                seen.push(*ground);
                true
            }
        });
        let grounds =
            grounds.into_iter().filter_map(|id| self.machine().playbook().grounds.get(id));
        grounds.map(|ground| self.say(ground.at, |words| words.ground(ground))).collect()
    }
}
