//! What people say in a scenario, as inputs of the engine.

use super::{Deed, Planner, Said, What, fault};
use crate::calendar::Timestamp;
use crate::engine::{Field, InputKind, REASONS, Reason, Salt};
use crate::machine::playbook::{DutyKind, OutcomeName as Declared};
use crate::resolve::nearest;
use crate::scenario::fault::unknown_in_scenario::{Thing, unknown_name};
use crate::syntax::ast::scenario::{
    Answer, Claim, Command, CommandKind, Complete, Correct, Decide, DeclareComplete, Determine,
    Erase, Refuse, Report, RoleRef,
};
use crate::syntax::ast::{Assignment, DateTime, Name, OutcomeName};

impl Planner<'_> {
    /// What a line does, one after the other; a diagnostic for what this version does not run.
    pub(super) fn deeds(&mut self, command: &Command) -> Option<Vec<Deed>> {
        match &command.kind {
            CommandKind::Enrol(enrol) => self.enrol(enrol),
            CommandKind::Update(update) => self.update(update),
            CommandKind::ItemParty(party) => self.item_party(party),
            _ => self.said(command).map(|said| vec![Deed::Say(said)]),
        }
    }

    fn said(&mut self, command: &Command) -> Option<Said> {
        match &command.kind {
            CommandKind::Report(report) => self.report(report),
            CommandKind::Complete(complete) => self.complete(complete),
            CommandKind::Decide(decide) => self.decide(decide),
            CommandKind::Determine(determine) => self.determine(determine),
            CommandKind::Claim(claim) => self.claim(claim),
            CommandKind::Correct(correct) => self.correct(correct),
            CommandKind::Erase(erase) => self.erase(erase),
            CommandKind::Answer(answer) => self.reply(answer),
            CommandKind::Held(held) => self.held(held),
            CommandKind::WithdrawItem(gone) => self.withdraw_item(gone),
            CommandKind::SplitOff(gone) => self.split_off(gone),
            CommandKind::WithdrawCandidate(gone) => self.withdraw_candidate(gone),
            CommandKind::DeclareComplete(complete) => self.declare(complete),
            CommandKind::Migrate(_) => {
                let at = command.span;
                self.found.push(fault::not_in_this_version::not_built(at, "migreren", "migrating"));
                None
            }
            kind => self.outside(kind),
        }
    }

    fn report(&mut self, report: &Report) -> Option<Said> {
        let item = self.about(report.item.as_ref())?;
        let known = self.signal(&report.signal);
        self.of_signal(&report.signal, item.as_ref());
        let fields = self.fields(&report.facts);
        let name = report.signal.text.clone();
        let kind = InputKind::Signal { name, fields };
        let said = self.say(&report.by, item, report.at.as_ref(), kind);
        said.filter(|_| known || self.lenient)
    }

    fn complete(&mut self, complete: &Complete) -> Option<Said> {
        let item = self.about(complete.item.as_ref())?;
        let known = self.task_of(&complete.task, item.as_ref()).is_some();
        let fields = self.fields(&complete.facts);
        let task = complete.task.text.clone();
        let kind = InputKind::Complete { task, fields, evidence: vec![] };
        let said = self.say(&complete.by, item, complete.at.as_ref(), kind);
        said.filter(|_| known || self.lenient)
    }

    fn decide(&mut self, decide: &Decide) -> Option<Said> {
        let item = self.about(decide.item.as_ref())?;
        let (chosen, fields) = self.said_with(decide);
        let known = self.decision(&decide.decision);
        if let Some(duty) = known {
            self.of_duty(duty, Thing::Answer, &decide.decision, item.as_ref());
            self.outcome(duty, &decide.outcome);
        }
        let outcome = match &decide.outcome {
            OutcomeName::Yes(_) => "ja".to_owned(),
            OutcomeName::No(_) => "nee".to_owned(),
            OutcomeName::NoAnswer(_) => "geen antwoord".to_owned(),
            OutcomeName::Named(name) => name.text.clone(),
        };
        let decision = decide.decision.text.clone();
        let kind = InputKind::Answer { decision, outcome, chosen, fields };
        let said = self.say(&decide.by, item, decide.at.as_ref(), kind);
        said.filter(|_| known.is_some() || self.lenient)
    }

    /// `{ ROLE is "X" ; FACT is VALUE }` with a decision: the candidate, of one that chooses, and
    /// what is stated.
    fn said_with(&mut self, decide: &Decide) -> (Option<String>, Vec<Field>) {
        let mut chosen = None;
        let mut facts = Vec::new();
        for said in &decide.facts {
            match self.party_of_role(said) {
                Some((_, party)) if chosen.is_none() => chosen = Some(party),
                _ => facts.push(said),
            }
        }
        (chosen, self.fields(facts))
    }

    /// `R verklaart register van ITEMS volledig`
    fn declare(&mut self, complete: &DeclareComplete) -> Option<Said> {
        let kind = self.kind_of_item(&complete.items);
        let known = kind.is_some() || self.lenient;
        let kind = InputKind::CompleteRegister { kind: complete.items.text.clone() };
        self.say(&complete.by, None, None, kind).filter(|_| known)
    }

    fn determine(&mut self, determine: &Determine) -> Option<Said> {
        self.scale(&determine.scale);
        let known = self.level(&determine.level).is_some();
        let level = determine.level.text.clone();
        let reason = determine.reason.as_ref().map(|reason| reason.text.clone());
        let kind = InputKind::Determine { level, reason: reason.unwrap_or_default() };
        let said = self.say(&determine.by, None, determine.at.as_ref(), kind);
        said.filter(|_| known || self.lenient)
    }

    fn claim(&mut self, claim: &Claim) -> Option<Said> {
        let role = self.role(&claim.role);
        if let Some(role) = role {
            self.of_role(role, &claim.role, None);
        }
        let known = role.is_some();
        let (role, party) = (claim.role.text.clone(), claim.party.text.clone());
        let said = Said::by_nobody(None, None, InputKind::Claim { role, party });
        Some(said).filter(|_| known || self.lenient)
    }

    fn correct(&mut self, correct: &Correct) -> Option<Said> {
        let item = self.about(correct.item.as_ref())?;
        self.of_facts(&correct.facts, item.as_ref());
        let fields = self.fields(&correct.facts);
        let at = correct.at.as_ref().and_then(|at| self.instant(at));
        let reason = correct.reason.as_ref().map(|reason| reason.text.clone());
        let kind = InputKind::Correct { fields, reason: reason.unwrap_or_default() };
        Some(Said::by_nobody(item, at, kind))
    }

    fn erase(&mut self, erase: &Erase) -> Option<Said> {
        let item = self.about(erase.item.as_ref())?;
        let mut known = true;
        for fact in &erase.facts {
            let found = self.fact(fact);
            if let Some(found) = found {
                self.of_fact(found, fact, item.as_ref());
            }
            known &= found.is_some();
        }
        let facts = erase.facts.iter().map(|fact| fact.text.clone()).collect();
        let ground = erase.ground.text.clone();
        // The salt comes with what is said, as those of facts.
        let kind = InputKind::Erase { facts, ground, salt: Salt([0; 16]) };
        Some(Said::by_nobody(item, None, kind)).filter(|_| known || self.lenient)
    }

    fn reply(&mut self, answer: &Answer) -> Option<Said> {
        let asked = self.action(&answer.action);
        let known = self.signal(&answer.signal) && asked.is_some();
        let fields = self.fields(&answer.facts);
        let (action, signal) = (answer.action.text.clone(), answer.signal.text.clone());
        let kind = InputKind::Reply { action, call: None, signal, fields };
        let item = self.about(answer.item.as_ref())?;
        if let Some(asked) = asked {
            self.of_action(asked, Thing::Reply, &answer.action, item.as_ref());
        }
        let at = answer.at.as_ref().and_then(|at| self.instant(at));
        Some(Said::by_nobody(item, at, kind)).filter(|_| known || self.lenient)
    }

    /// `weiger INPUT [wegens REASON]`
    pub(super) fn refuse(&mut self, refuse: &Refuse) -> Option<What> {
        let reason = match &refuse.reason {
            Some(name) => Some(self.reason(name)?),
            None => None,
        };
        let unknown = |reason: &Reason| reason.code.name.starts_with("unknown-");
        let of_another = |it: &Reason| ["needs-item", "other-item"].contains(&it.code.name);
        self.lenient = reason.is_some_and(unknown);
        self.of_any = reason.is_some_and(of_another);
        let enrolled = self.items.len();
        // The grammar lets nothing but inputs through.
        let what = match &refuse.input.kind {
            CommandKind::Open(at) => self.instant(at).map(|at| What::Time { at, opens: true }),
            CommandKind::Release(freed) => self.free(freed),
            _ => self.deeds(&refuse.input).map(What::Do),
        };
        self.lenient = false;
        self.of_any = false;
        self.items.truncate(enrolled);
        Some(What::Refuse { what: Box::new(what?), reason })
    }

    fn reason(&mut self, name: &Name) -> Option<&'static Reason> {
        let reason = Reason::named(&name.text);
        if reason.is_none() {
            use crate::diagnostic::Language::{Dutch, English};
            let names =
                REASONS.iter().flat_map(|reason| [reason.name(Dutch), reason.name(English)]);
            let near = nearest(&name.text, names);
            self.found.push(unknown_name(name.span, Thing::Reason, &name.text, near));
        }
        reason
    }

    /// The position of an outcome; `None` also for silence and after a diagnostic.
    pub(super) fn outcome(
        &mut self,
        duty: crate::machine::id::DutyId,
        outcome: &OutcomeName,
    ) -> Option<u32> {
        let DutyKind::Decision(decision) = &self.machine.playbook().duties.get(duty)?.kind else {
            return None;
        };
        let same = |declared: &Declared| match (declared, outcome) {
            (Declared::Yes, OutcomeName::Yes(_)) | (Declared::No, OutcomeName::No(_)) => true,
            (Declared::Named(declared), OutcomeName::Named(name)) => *declared == name.text,
            _ => false,
        };
        let position = decision.outcomes.iter().position(|outcome| same(&outcome.name));
        let (span, text) = match outcome {
            OutcomeName::NoAnswer(_) => return None,
            OutcomeName::Yes(span) => (*span, "ja"),
            OutcomeName::No(span) => (*span, "nee"),
            OutcomeName::Named(name) => (name.span, name.text.as_str()),
        };
        if position.is_none() {
            let named = decision.outcomes.iter().filter_map(|outcome| match &outcome.name {
                Declared::Named(name) => Some(name.as_str()),
                Declared::Yes => Some("ja"),
                Declared::No => Some("nee"),
                Declared::NoAnswer => None,
            });
            let name = Name { text: text.to_owned(), span };
            self.unknown(Thing::Outcome, &name, named);
        }
        position.and_then(|position| u32::try_from(position).ok())
    }

    pub(super) fn say(
        &mut self,
        by: &RoleRef,
        item: Option<String>,
        at: Option<&DateTime>,
        kind: InputKind,
    ) -> Option<Said> {
        let known = self.role(&by.role).is_some();
        let at: Option<Timestamp> = at.and_then(|at| self.instant(at));
        let party = by.party.as_ref().map(|party| party.text.clone());
        let said = Said { by: Some((by.role.text.clone(), party)), at, item, kind };
        Some(said).filter(|_| known || self.lenient)
    }

    pub(super) fn fields<'f>(
        &mut self,
        facts: impl IntoIterator<Item = &'f Assignment>,
    ) -> Vec<Field> {
        let mut fields = Vec::new();
        for stated in facts {
            let Some(fact) = self.fact(&stated.fact) else { continue };
            let Some(declared) = self.machine.playbook().facts.get(fact) else { continue };
            if let Some(value) = self.value(&stated.value, &stated.fact.text, &declared.ty) {
                fields.push(Field { fact: stated.fact.text.clone(), value, salt: None });
            }
        }
        fields
    }
}
