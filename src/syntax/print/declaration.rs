//! Declarations.

use super::handler::weekday;
use super::{Printer, expression, quoted, slashed, title};
use crate::syntax::ast::{
    Assignment, Calendar, CalendarEntry, CareKind, Declaration, Derived, Fact, FactType, Ground,
    Handover, HandoverKind, HitPolicy, Holiday, HostAction, Item, ItemType, Member, Name, Role,
    SenderMode, Senders, Severity, Signal, Statement, Table, TypeKind, Visible,
};
use crate::syntax::grammar::Rule;

/// Whether an empty line stands between two items.
pub(super) fn stands_apart(before: &Item, item: &Item) -> bool {
    let tall = |item: &Item| match item {
        Item::Declaration(declaration) => matches!(
            declaration,
            Declaration::Severity(_)
                | Declaration::Table(_)
                | Declaration::Item(_)
                | Declaration::Handover(_)
                | Declaration::Calendar(_)
        ),
        Item::Statement(statement) => matches!(
            statement,
            Statement::Scope(_) | Statement::Guarantee(_) | Statement::Scaled(_)
        ),
    };
    let kind = |item: &Item| match item {
        Item::Declaration(declaration) => (0, Some(std::mem::discriminant(declaration)), None),
        Item::Statement(statement) => (1, None, Some(std::mem::discriminant(statement))),
    };
    tall(before) || tall(item) || kind(before) != kind(item)
}

impl Printer<'_> {
    pub(super) fn item(&mut self, item: &Item, apart: bool) {
        match item {
            Item::Statement(statement) => self.statement(statement, apart),
            Item::Declaration(declaration) => match declaration {
                Declaration::Use(import) => {
                    self.before(import.span, apart);
                    self.line(&self.after(Rule::kw_use, &quoted(&import.path)));
                }
                Declaration::Calendar(calendar) => self.calendar(calendar, apart),
                Declaration::Ground(ground) => self.ground(ground, apart),
                Declaration::Role(role) => self.role(role, apart),
                Declaration::Fact(fact) => self.fact(fact, apart),
                Declaration::Derived(derived) => self.derived(derived, apart),
                Declaration::Table(table) => self.table(table, apart),
                Declaration::Severity(severity) => self.severity(severity, apart),
                Declaration::Item(item) => self.item_type(item, apart),
                Declaration::Action(action) => self.host_action(action, apart),
                Declaration::Handover(handover) => self.handover(handover, apart),
            },
        }
    }

    fn calendar(&mut self, calendar: &Calendar, apart: bool) {
        self.before(calendar.span, apart);
        self.docs(&calendar.docs);
        let name = calendar.name.as_ref().map_or(String::new(), |name| name.text.clone());
        let title = title(calendar.title.as_ref());
        self.open(vec![self.word(Rule::kw_calendar).to_owned(), name, title]);
        for entry in &calendar.entries {
            match entry {
                CalendarEntry::Closed(closed) => {
                    self.before(closed.span, false);
                    let until = closed.until.as_ref().map_or(String::new(), |until| {
                        self.after(Rule::kw_until, &expression::date(until))
                    });
                    let why = super::title(closed.why.as_ref());
                    let from = expression::date(&closed.from);
                    self.words(&[self.after(Rule::kw_day_off, &from), until, why]);
                }
                CalendarEntry::Equated(equated) => {
                    self.before(equated.span, false);
                    let why = super::title(equated.why.as_ref());
                    let date = expression::date(&equated.date);
                    self.words(&[self.after(Rule::kw_equated, &date), why]);
                }
                CalendarEntry::Opening(opening) => {
                    self.before(opening.span, false);
                    let day = opening.day.map(|day| self.word(weekday(day)).to_owned());
                    let from = expression::time(&opening.from);
                    let until = self.after(Rule::kw_until, &expression::time(&opening.until));
                    let open = self.word(Rule::kw_opening).to_owned();
                    self.words(&[open, day.unwrap_or_default(), from, until]);
                }
                CalendarEntry::Works(works) => {
                    self.before(works.span, false);
                    let holiday = self.word(holiday(works.holiday));
                    self.line(&self.after(Rule::kw_works, holiday));
                }
            }
        }
        self.close(calendar.span, "");
    }

    fn ground(&mut self, ground: &Ground, apart: bool) {
        self.before(ground.span, apart);
        self.docs(&ground.docs);
        let head = self.after(Rule::kw_ground, &ground.name.text);
        self.words(&[head, title(ground.title.as_ref()), self.period(&ground.valid)]);
    }

    fn role(&mut self, role: &Role, apart: bool) {
        self.before(role.span, apart);
        self.docs(&role.docs);
        let name = slashed(&role.name, role.plural.as_ref());
        let mut words = vec![self.after(Rule::kw_role, &name), title(role.title.as_ref())];
        let duty = role.duty.as_ref().map(|duty| self.after(Rule::kw_duty, &self.grounds(duty)));
        let candidates = role.candidates.as_ref().map(|chosen| {
            self.after(Rule::kw_chosen_from, &slashed(&chosen.name, chosen.plural.as_ref()))
        });
        words.push(duty.into_iter().chain(candidates).collect::<Vec<_>>().join(", "));
        if let Some(calendar) = &role.calendar {
            words.push(format!(", {}", self.after(Rule::kw_calendar, &calendar.text)));
        }
        if role.parties.is_empty() {
            self.words(&words);
            return;
        }
        self.open(words);
        for party in &role.parties {
            self.before(party.span, false);
            self.words(&[quoted(&party.party), self.period(&party.period)]);
        }
        self.close(role.span, "");
    }

    fn fact(&mut self, fact: &Fact, apart: bool) {
        self.before(fact.span, apart);
        self.docs(&fact.docs);
        let head = self.after(Rule::kw_fact, &fact.name.text);
        let mut words = vec![format!("{head} : {}", self.fact_type(&fact.kind))];
        words.push(title(fact.title.as_ref()));
        if let Some(default) = &fact.default {
            words.push(self.after(Rule::kw_is, &self.expr(default)));
        }
        if fact.personal.is_some() {
            words.push(self.word(Rule::kw_personal).to_owned());
        }
        if let Some(visible) = &fact.visible {
            words.push(self.visible(visible));
        }
        self.words(&words);
    }

    fn visible(&self, visible: &Visible) -> String {
        let mut words = self.after(Rule::kw_visible_to, &self.all_of(&visible.roles));
        for more in &visible.more {
            let roles = self.all_of(&more.roles);
            words = format!("{words}, {} {roles}", self.level(&more.from));
        }
        words
    }

    fn fact_type(&self, kind: &FactType) -> String {
        let word = self.word(match kind.kind {
            TypeKind::YesNo => Rule::kw_type_yes_no,
            TypeKind::Number => Rule::kw_type_number,
            TypeKind::Count => Rule::kw_type_count,
            TypeKind::Amount => Rule::kw_type_amount,
            TypeKind::Percentage => Rule::kw_type_percentage,
            TypeKind::Date => Rule::kw_type_date,
            TypeKind::Instant => Rule::kw_type_instant,
            TypeKind::Duration => Rule::kw_type_duration,
            TypeKind::Text => Rule::kw_type_text,
            TypeKind::Choice => Rule::kw_type_choice,
            TypeKind::Document => Rule::kw_type_document,
        });
        if let Some(unit) = kind.unit.and_then(expression::unit) {
            let unit = unit.without_amount(self.language);
            return format!("{word} {}", self.after(Rule::kw_in, unit));
        }
        let choices: Vec<&str> = kind.choices.iter().map(|name| name.text.as_str()).collect();
        format!("{word} {}", choices.join(", ")).trim_end().to_owned()
    }

    fn derived(&mut self, derived: &Derived, apart: bool) {
        self.before(derived.span, apart);
        self.docs(&derived.docs);
        let head = self.after(Rule::kw_derived, &derived.name.text);
        let value = self.after(Rule::kw_is, &self.expr(&derived.value));
        self.words(&[head, title(derived.title.as_ref()), value]);
    }

    fn table(&mut self, table: &Table, apart: bool) {
        self.before(table.span, apart);
        self.docs(&table.docs);
        let kind = table.kind.as_ref().map(|kind| format!(": {}", self.fact_type(kind)));
        let policy = self.word(match table.policy {
            HitPolicy::First => Rule::kw_first,
            HitPolicy::Unique => Rule::kw_unique,
            HitPolicy::Highest => Rule::kw_highest,
        });
        self.open(vec![
            self.after(Rule::kw_table, &table.name.text),
            kind.unwrap_or_default(),
            title(table.title.as_ref()),
            policy.to_owned(),
        ]);
        for row in &table.rows {
            self.before(row.span, false);
            let condition = match &row.condition {
                Some(condition) => self.after(Rule::kw_if, &self.expr(condition)),
                None => self.word(Rule::kw_otherwise).to_owned(),
            };
            // A minus sign would go on with the row before.
            let value = self.sum(&row.value);
            let value = if value.starts_with('-') { format!("({value})") } else { value };
            self.words(&[value, condition]);
        }
        self.close(table.span, "");
    }

    fn severity(&mut self, severity: &Severity, apart: bool) {
        self.before(severity.span, apart);
        self.docs(&severity.docs);
        let head = self.after(Rule::kw_severity, &severity.name.text);
        self.open(vec![head, title(severity.title.as_ref())]);
        let levels: Vec<&str> = severity.levels.iter().map(|level| level.text.as_str()).collect();
        if let Some(first) = severity.levels.first() {
            self.before(first.span, false);
            self.line(&levels.join(" < "));
        }
        for rule in &severity.rules {
            self.before(rule.span, false);
            let condition = self.after(Rule::kw_if, &self.expr(&rule.condition));
            let grounds = rule.grounds.as_ref().map(|all| format!(", {}", self.grounds(all)));
            self.words(&[rule.level.text.clone(), condition, grounds.unwrap_or_default()]);
        }
        if let Some(first) = severity.determined_by.first() {
            self.before(first.span, false);
            let roles = self.any_of(&severity.determined_by);
            self.line(&self.after(Rule::kw_determined_by, &roles));
        }
        if let Some(lowered) = &severity.lowered {
            self.before(lowered.span, false);
            let by = self.after(Rule::kw_lowered_by, &self.any_of(&lowered.by));
            let at_most = lowered.at_most.as_ref().map(|count| {
                let (most, time) = (self.word(Rule::kw_at_most), self.word(Rule::kw_at_a_time));
                format!(", {most} {} {time}", count.value)
            });
            self.words(&[by, at_most.unwrap_or_default()]);
        }
        self.close(severity.span, "");
    }

    pub(super) fn signal(&mut self, signal: &Signal, apart: bool) {
        self.before(signal.span, apart);
        self.docs(&signal.docs);
        let mut clauses = self.stated_facts(&signal.carries, &signal.optional);
        if !signal.unique_per.is_empty() {
            clauses.push(self.after(Rule::kw_unique_per, &self.all_of(&signal.unique_per)));
        }
        if let Some(care) = &signal.care {
            clauses.push(match care.kind {
                CareKind::Accepts => self.word(Rule::kw_accepts_care).to_owned(),
                CareKind::Withdraws => self.word(Rule::kw_withdraws_acceptance).to_owned(),
            });
        }
        if let Some(allowed) = &signal.allowed {
            clauses.push(self.after(Rule::kw_allowed_if, &self.expr(allowed)));
        }
        let mut words = vec![
            self.after(Rule::kw_signal, &signal.name.text),
            title(signal.title.as_ref()),
            self.after(Rule::kw_by, &self.senders(&signal.senders)),
        ];
        for (index, clause) in clauses.into_iter().enumerate() {
            words.push(if index == 0 { clause } else { format!(", {clause}") });
        }
        words.push(self.assignments(&signal.sets));
        self.words(&words);
    }

    /// `vermeldt …` and `eventueel …`, where facts are named.
    pub(super) fn stated_facts(&self, carries: &[Name], optional: &[Name]) -> Vec<String> {
        let lists = [(Rule::kw_carries, carries), (Rule::kw_optionally, optional)];
        let named = lists.into_iter().filter(|(_, names)| !names.is_empty());
        named.map(|(rule, names)| self.after(rule, &self.all_of(names))).collect()
    }

    fn senders(&self, senders: &Senders) -> String {
        match senders.mode {
            SenderMode::Anyone => self.word(Rule::kw_anyone).to_owned(),
            SenderMode::Any => self.any_of(&senders.roles),
            SenderMode::Each => self.after(Rule::kw_all_of, &self.all_of(&senders.roles)),
        }
    }

    /// `{ a is b ; c is d }`, or nothing.
    pub(super) fn assignments(&self, sets: &[Assignment]) -> String {
        if sets.is_empty() {
            return String::new();
        }
        let is = self.word(Rule::kw_is);
        let sets: Vec<String> = sets
            .iter()
            .map(|set| format!("{} {is} {}", set.fact.text, self.expr(&set.value)))
            .collect();
        format!("{{ {} }}", sets.join(" ; "))
    }

    fn item_type(&mut self, item: &ItemType, apart: bool) {
        self.before(item.span, apart);
        self.docs(&item.docs);
        let name = slashed(&item.name, item.plural.as_ref());
        self.open(vec![self.after(Rule::kw_item, &name), title(item.title.as_ref())]);
        for member in &item.members {
            self.member(member);
        }
        self.close(item.span, "");
    }

    fn member(&mut self, member: &Member) {
        match member {
            Member::Fact(fact) => self.fact(fact, false),
            Member::Derived(derived) => self.derived(derived, false),
            Member::Table(table) => self.table(table, false),
            Member::Role(role) => self.role(role, false),
            Member::Guarantee(guarantee) => self.guarantee(guarantee, false),
            Member::Holder(clause) => {
                self.before(clause.span, false);
                let holder = self.after(Rule::kw_held_by, &clause.holder.text);
                let net = clause
                    .safety_net
                    .as_ref()
                    .map(|net| format!(", {}", self.after(Rule::kw_safety_net, &net.text)));
                self.words(&[self.holding(&clause.holding), holder, net.unwrap_or_default()]);
            }
            Member::Register(register) => {
                self.before(register.span, false);
                self.line(&self.after(Rule::kw_register_by, &self.all_of(&register.by)));
            }
            Member::Together(together) => {
                self.before(together.span, false);
                self.line(&self.after(Rule::kw_together_per, &together.fact.text));
            }
            Member::Fault(_) => {}
        }
    }

    fn host_action(&mut self, action: &HostAction, apart: bool) {
        self.before(action.span, apart);
        self.docs(&action.docs);
        let parameters: Vec<String> = action
            .parameters
            .iter()
            .map(|parameter| match &parameter.kind {
                Some(kind) => format!("{}: {}", parameter.name.text, self.fact_type(kind)),
                None => parameter.name.text.clone(),
            })
            .collect();
        let head = self.after(Rule::kw_action, &action.name.text);
        self.words(&[
            format!("{head}({})", parameters.join(", ")),
            title(action.title.as_ref()),
            self.after(Rule::kw_answers, &self.any_of(&action.answers)),
            self.after(Rule::kw_within, &self.length(&action.within)),
        ]);
    }

    fn handover(&mut self, handover: &Handover, apart: bool) {
        self.before(handover.span, apart);
        self.docs(&handover.docs);
        let kind = match handover.kind {
            HandoverKind::Handover => Rule::kw_handover,
            HandoverKind::Process => Rule::kw_process,
        };
        self.open(vec![
            self.after(kind, &handover.name.text),
            self.after(Rule::kw_per, &handover.item.text),
            title(handover.title.as_ref()),
        ]);
        self.body(&handover.body);
        self.close(handover.span, "");
    }
}

fn holiday(holiday: Holiday) -> Rule {
    match holiday {
        Holiday::NewYear => Rule::kw_new_year,
        Holiday::GoodFriday => Rule::kw_good_friday,
        Holiday::EasterMonday => Rule::kw_easter_monday,
        Holiday::KingsDay => Rule::kw_kings_day,
        Holiday::LiberationDay => Rule::kw_liberation_day,
        Holiday::Ascension => Rule::kw_ascension,
        Holiday::WhitMonday => Rule::kw_whit_monday,
        Holiday::ChristmasDay => Rule::kw_christmas,
        Holiday::SecondChristmasDay => Rule::kw_boxing_day,
    }
}
