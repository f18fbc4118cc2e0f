//! What a host tells a case.

use crate::calendar::{Date, Duration, Timestamp};
use crate::engine::{
    self, Actor, Binding, Fault, Field, Input, InputKind, NewDue, ObligationNo, Refusal, Salt,
    State,
};
use crate::machine::Machine;
use crate::value::Value;

/// Something that is said to a case, put together piece by piece.
///
/// Names are the playbook's. Every event needs an [id](Event::id) of the host's, so that it can be
/// delivered twice and count once; every event but a binding, a release, a claim and a correction
/// needs [who](Event::by) says it.
///
/// ```
/// use draaiboek::{Event, value::Value};
///
/// let event = Event::signal("kwartaalcijfers")
///     .id("ews-2026-q3-17")
///     .by("toezichthouder", "Nederlandse Zorgautoriteit")
///     .with("kasweken", 10);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Event {
    id: String,
    by: Option<Actor>,
    at: Option<Timestamp>,
    item: Option<String>,
    kind: InputKind,
    fields: Vec<Field>,
    evidence: Vec<String>,
}

impl Event {
    fn new(kind: InputKind) -> Self {
        let (by, at, item, fields, evidence) = (None, None, None, vec![], vec![]);
        Self { id: String::new(), by, at, item, kind, fields, evidence }
    }

    /// A signal comes in.
    pub fn signal(name: impl Into<String>) -> Self {
        Self::new(InputKind::Signal { name: name.into(), fields: vec![] })
    }

    /// A task is done.
    pub fn complete(task: impl Into<String>) -> Self {
        let task = task.into();
        Self::new(InputKind::Complete { task, fields: vec![], evidence: vec![] })
    }

    /// A decider answers: `ja`, `nee` or the author's name of an outcome.
    pub fn answer(decision: impl Into<String>, outcome: impl Into<String>) -> Self {
        let (decision, outcome) = (decision.into(), outcome.into());
        Self::new(InputKind::Answer { decision, outcome, chosen: None, fields: vec![] })
    }

    /// Of an answer to a decision that chooses: the candidate. Not needed where only one accepted.
    pub fn choosing(mut self, party: impl Into<String>) -> Self {
        if let InputKind::Answer { chosen, .. } = &mut self.kind {
            *chosen = Some(party.into());
        }
        self
    }

    /// An item belongs to the case from now on, under the host's id for it: an opaque one. What is
    /// known of it is given [with](Event::with), who holds its roles by [`Event::held_by`].
    pub fn enrol(kind: impl Into<String>, item: impl Into<String>) -> Self {
        let (kind, fields, parties) = (kind.into(), vec![], vec![]);
        Self::new(InputKind::Enrol { kind, fields, parties }).about(item)
    }

    /// Facts of an item, given [with](Event::with).
    pub fn update(item: impl Into<String>) -> Self {
        Self::new(InputKind::Update { fields: vec![] }).about(item)
    }

    /// An item belongs to the case no longer.
    pub fn withdraw(item: impl Into<String>, ground: impl Into<String>) -> Self {
        Self::new(InputKind::WithdrawItem { ground: ground.into() }).about(item)
    }

    /// An item goes its own way from now on, whoever goes together with it.
    pub fn split(item: impl Into<String>, ground: impl Into<String>) -> Self {
        Self::new(InputKind::Split { ground: ground.into() }).about(item)
    }

    /// Every item of a kind has been enrolled.
    pub fn complete_register(kind: impl Into<String>) -> Self {
        Self::new(InputKind::CompleteRegister { kind: kind.into() })
    }

    /// A party becomes a candidate for an item.
    pub fn offer(
        item: impl Into<String>,
        role: impl Into<String>,
        party: impl Into<String>,
    ) -> Self {
        let (role, party) = (role.into(), party.into());
        Self::new(InputKind::Offer { role, party }).about(item)
    }

    /// A candidate for an item is one no longer.
    pub fn retract(
        item: impl Into<String>,
        role: impl Into<String>,
        party: impl Into<String>,
    ) -> Self {
        let (role, party) = (role.into(), party.into());
        Self::new(InputKind::Retract { role, party }).about(item)
    }

    /// What somebody says of who held care of an item in the past; what the ledger contradicts is
    /// kept beside it.
    pub fn held(
        item: impl Into<String>,
        role: impl Into<String>,
        from: Timestamp,
        until: Option<Timestamp>,
    ) -> Self {
        let (holding, role, party) = (None, role.into(), None);
        Self::new(InputKind::Held { holding, role, party, from, until }).about(item)
    }

    /// The item that it is about.
    pub fn about(self, item: impl Into<String>) -> Self {
        Self { item: Some(item.into()), ..self }
    }

    /// Of an enrolment: who holds a role of the item.
    pub fn held_by(mut self, role: impl Into<String>, party: impl Into<String>) -> Self {
        if let InputKind::Enrol { parties, .. } = &mut self.kind {
            parties.push(binding(role, party));
        }
        self
    }

    /// The host answers an action that the case asked for, with one of the action's signals; see
    /// [`Event::to_call`].
    pub fn reply(action: impl Into<String>, signal: impl Into<String>) -> Self {
        let (action, signal) = (action.into(), signal.into());
        Self::new(InputKind::Reply { action, call: None, signal, fields: vec![] })
    }

    /// Of an answer of the host: which call it answers, where the same action was asked for more
    /// than once. Without it, the one that is owed longest.
    pub fn to_call(mut self, no: ObligationNo) -> Self {
        if let InputKind::Reply { call, .. } = &mut self.kind {
            *call = Some(no);
        }
        self
    }

    /// The severity is determined, up or down.
    pub fn determine(level: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(InputKind::Determine { level: level.into(), reason: reason.into() })
    }

    /// A party takes a role.
    pub fn bind(role: impl Into<String>, party: impl Into<String>) -> Self {
        Self::new(InputKind::Bind(binding(role, party)))
    }

    /// A party gives a role up.
    pub fn release(role: impl Into<String>, party: impl Into<String>) -> Self {
        Self::new(InputKind::Release(binding(role, party)))
    }

    /// A party says that a role is its own. If another holds it, both claims stand until
    /// somebody settles it: see [`Case::conflicts`](crate::Case::conflicts).
    pub fn claim(role: impl Into<String>, party: impl Into<String>) -> Self {
        Self::new(InputKind::Claim { role: role.into(), party: party.into() })
    }

    /// Facts were wrong: what they are given [with](Event::with) holds [from](Event::at) an
    /// instant on, until what was stated for later. Also in a closed case.
    pub fn correct(reason: impl Into<String>) -> Self {
        Self::new(InputKind::Correct { fields: vec![], reason: reason.into() })
    }

    /// What was stated of personal facts of the case, or of the item that it is
    /// [about](Event::about), is erased: it is unknown from now on. `salt` is that of the
    /// commitment that stands for the snapshot in the journal: 16 random bytes, not all zero.
    ///
    /// The values are gone from the state then. The host takes them out of the entries that it
    /// keeps with [`journal::redact`](crate::journal::redact), and sees to older snapshots, to
    /// what effects told it, to salts and to what it keeps itself.
    pub fn erase<F: Into<String>>(
        facts: impl IntoIterator<Item = F>,
        ground: impl Into<String>,
        salt: [u8; 16],
    ) -> Self {
        let (facts, ground) = (facts.into_iter().map(Into::into).collect(), ground.into());
        Self::new(InputKind::Erase { facts, ground, salt: Salt(salt) })
    }

    /// The same of every personal fact.
    pub fn erase_all(ground: impl Into<String>, salt: [u8; 16]) -> Self {
        Self::erase::<String>([], ground, salt)
    }

    /// The terms of the case stand still from now on.
    pub fn suspend(reason: impl Into<String>) -> Self {
        Self::new(InputKind::Suspend { reason: reason.into() })
    }

    /// The terms of the case run again, each with what was left of it.
    pub fn resume() -> Self {
        Self::new(InputKind::Resume { reason: None })
    }

    /// What is open of a task is due so much later; [said by](Event::by) a role, it is a
    /// postponement, which the playbook must allow.
    pub fn extend(task: impl Into<String>, by: Duration, reason: impl Into<String>) -> Self {
        let (task, reason) = (task.into(), reason.into());
        Self::new(InputKind::Extend { task, party: None, by, reason })
    }

    /// What is open of a task is due at another time.
    pub fn set_due(task: impl Into<String>, due: NewDue, reason: impl Into<String>) -> Self {
        let (task, reason) = (task.into(), reason.into());
        Self::new(InputKind::SetDue { task, party: None, due, reason })
    }

    /// What is owed of a task is owed no longer.
    pub fn excuse(task: impl Into<String>, reason: impl Into<String>) -> Self {
        let (task, reason) = (task.into(), reason.into());
        Self::new(InputKind::Excuse { task, party: None, reason })
    }

    /// The closed case goes on.
    pub fn reopen(reason: impl Into<String>) -> Self {
        Self::new(InputKind::Reopen { reason: reason.into() })
    }

    /// Only what this party owes of the task, where each party owes its own.
    pub fn of_party(mut self, name: impl Into<String>) -> Self {
        if let InputKind::Extend { party, .. }
        | InputKind::SetDue { party, .. }
        | InputKind::Excuse { party, .. } = &mut self.kind
        {
            *party = Some(name.into());
        }
        self
    }

    /// The host's id of this event, unique within the case.
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// Who says it: a party in a role.
    pub fn by(self, role: impl Into<String>, party: impl Into<String>) -> Self {
        Self { by: Some(Actor { role: role.into(), party: party.into() }), ..self }
    }

    /// When it is effective, if before it is received. An event that is delivered again without
    /// one keeps the time of its first delivery.
    pub fn at(self, at: Timestamp) -> Self {
        Self { at: Some(at), ..self }
    }

    /// A fact that it states. Plain numbers and texts become amounts, percentages or options as
    /// the playbook declares the fact.
    pub fn with(self, fact: impl Into<String>, value: impl Into<Value>) -> Self {
        self.field(fact.into(), value.into(), None)
    }

    /// A personal fact that it states, with the salt of the commitment that stands for the value
    /// in the chain of the journal: 16 bytes that nobody can guess, not all zero, of its own for
    /// each value. Whoever knows the salt can tell a guessed value from a wrong one; so it is kept
    /// where the value is, and goes with it when that is [erased](Event::erase).
    ///
    /// The salt is part of what is said: delivered again under the same id with another one, the
    /// event is refused. So keep it with the event until that is delivered, or compute it from the
    /// id and the fact by a keyed hash under a secret of the host's.
    pub fn with_salted(
        self,
        fact: impl Into<String>,
        value: impl Into<Value>,
        salt: [u8; 16],
    ) -> Self {
        self.field(fact.into(), value.into(), Some(salt))
    }

    /// Gives each fact that it states so far and that has no salt one of its own, by the name of
    /// the fact; see [`Event::with_salted`]. Facts that are not personal may have one too.
    ///
    /// ```
    /// use draaiboek::Event;
    /// # fn random(_: &str) -> [u8; 16] { [7; 16] }
    ///
    /// let event = Event::update("j1").id("d-1").with("geboren", "2011-03-05").salted(random);
    /// ```
    pub fn salted(mut self, mut salt: impl FnMut(&str) -> [u8; 16]) -> Self {
        for field in &mut self.fields {
            if field.salt.is_none() {
                field.salt = Some(salt(&field.fact));
            }
        }
        self
    }

    /// A reference to evidence that a task was done.
    pub fn evidence(mut self, reference: impl Into<String>) -> Self {
        self.evidence.push(reference.into());
        self
    }

    /// Of a binding: the first day on which the party no longer holds the role.
    pub fn until(mut self, date: Date) -> Self {
        if let InputKind::Bind(binding) = &mut self.kind {
            binding.until = Some(date);
        }
        self
    }

    fn field(mut self, fact: String, value: Value, salt: Option<[u8; 16]>) -> Self {
        self.fields.push(Field { fact, value, salt });
        self
    }

    /// The input for the engine.
    ///
    /// # Errors
    /// When it states facts that this kind of input cannot carry.
    pub(crate) fn into_input(
        self,
        machine: &Machine,
        state: &State,
        now: Timestamp,
    ) -> Result<Input, Refusal> {
        let Self { id, by, at, item, mut kind, fields, evidence: references } = self;
        let mut stated = fields;
        if let Some(fields) = kind.fields_mut() {
            fields.append(&mut stated);
        }
        if let InputKind::Complete { evidence, .. } = &mut kind {
            *evidence = references;
        }
        let misplaced = |field: &Field| match machine.fact(&field.fact) {
            Some(fact) => Fault::UnexpectedField(fact),
            None => Fault::UnknownFact(field.fact.clone()),
        };
        let faults: Vec<Fault> = stated.iter().map(misplaced).collect();
        if faults.is_empty() {
            let at = at.or_else(|| engine::effective_time(state, &id)).unwrap_or(now);
            Ok(Input { id, by, at, item, kind })
        } else {
            Err(Refusal { item, faults })
        }
    }
}

fn binding(role: impl Into<String>, party: impl Into<String>) -> Binding {
    Binding { role: role.into(), party: party.into(), until: None }
}
