//! The header and the declarations.

use super::Printer;
use crate::syntax::ast::{
    Assignment, Calendar, CalendarEntry, CareKind, DatedParty, Declaration, Guarantee, Header,
    Holiday, Period, Property, Role, SenderMode, Signal,
};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn header(&mut self, header: &Header) {
        self.line(header.span, &header.docs);
        self.k(Rule::kw_playbook);
        self.name(&header.name);
        self.title(header.title.as_ref());
        for (rule, text) in [
            (Rule::kw_version, &header.version),
            (Rule::kw_zone, &header.zone),
            (Rule::kw_language_version, &header.language_version),
        ] {
            if let Some(text) = text {
                self.line(text.span, &[]);
                self.k(rule);
                self.text(text);
            }
            if rule == Rule::kw_version {
                self.validity(header);
            }
        }
    }

    fn validity(&mut self, header: &Header) {
        let Some(valid) = &header.valid else { return };
        self.line(valid.span, &[]);
        self.k(Rule::kw_valid_from);
        if let Some(from) = &valid.from {
            self.date(from);
        }
        if let Some(until) = &valid.until {
            self.k(Rule::kw_until);
            self.date(until);
        }
    }

    pub(super) fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Use(import) => {
                self.line(import.span, &[]);
                self.k(Rule::kw_use);
                self.text(&import.path);
            }
            Declaration::Calendar(calendar) => self.calendar(calendar),
            Declaration::Ground(ground) => {
                self.line(ground.span, &ground.docs);
                self.k(Rule::kw_ground);
                self.name(&ground.name);
                self.title(ground.title.as_ref());
                self.period(&ground.valid);
            }
            Declaration::Role(role) => self.role(role),
            Declaration::Fact(fact) => self.fact(fact),
            Declaration::Derived(derived) => self.derived(derived),
            Declaration::Table(table) => self.table(table),
            Declaration::Severity(severity) => self.severity(severity),
            Declaration::Item(item) => self.item(item),
            Declaration::Action(action) => self.host_action(action),
            Declaration::Handover(handover) => self.handover(handover),
        }
    }

    fn calendar(&mut self, calendar: &Calendar) {
        self.line(calendar.span, &calendar.docs);
        self.k(Rule::kw_calendar);
        if let Some(name) = &calendar.name {
            self.name(name);
        }
        self.title(calendar.title.as_ref());
        self.block(&calendar.entries, calendar.span.end, |p, entry| match entry {
            CalendarEntry::Closed(closed) => {
                p.line(closed.span, &[]);
                p.k(Rule::kw_day_off);
                p.date(&closed.from);
                if let Some(until) = &closed.until {
                    p.k(Rule::kw_until);
                    p.date(until);
                }
                p.title(closed.why.as_ref());
            }
            CalendarEntry::Works(works) => {
                p.line(works.span, &[]);
                p.k(Rule::kw_works);
                p.k(match works.holiday {
                    Holiday::NewYear => Rule::kw_new_year,
                    Holiday::GoodFriday => Rule::kw_good_friday,
                    Holiday::EasterMonday => Rule::kw_easter_monday,
                    Holiday::KingsDay => Rule::kw_kings_day,
                    Holiday::LiberationDay => Rule::kw_liberation_day,
                    Holiday::Ascension => Rule::kw_ascension,
                    Holiday::WhitMonday => Rule::kw_whit_monday,
                    Holiday::Christmas => Rule::kw_christmas,
                    Holiday::BoxingDay => Rule::kw_boxing_day,
                });
            }
        });
    }

    fn period(&mut self, period: &Period) {
        if let Some(from) = &period.from {
            self.k(Rule::kw_from);
            self.date(from);
        }
        if let Some(until) = &period.until {
            self.k(Rule::kw_until);
            self.date(until);
        }
    }

    pub(super) fn role(&mut self, role: &Role) {
        self.line(role.span, &role.docs);
        self.k(Rule::kw_role);
        self.name(&role.name);
        if let Some(plural) = &role.plural {
            self.p("/");
            self.p(&plural.text);
        }
        self.title(role.title.as_ref());
        if let Some(duty) = &role.duty {
            self.k(Rule::kw_duty);
            self.grounds(duty);
        }
        if let Some(candidates) = &role.candidates {
            self.k(Rule::kw_chosen_from);
            self.name(&candidates.name);
            if let Some(plural) = &candidates.plural {
                self.p("/");
                self.p(&plural.text);
            }
        }
        if let Some(calendar) = &role.calendar {
            self.ck(Rule::kw_calendar);
            self.name(calendar);
        }
        if !role.parties.is_empty() {
            self.block(&role.parties, role.span.end, Self::dated_party);
        }
    }

    fn dated_party(&mut self, party: &DatedParty) {
        self.line(party.span, &[]);
        self.text(&party.party);
        self.period(&party.period);
    }

    pub(super) fn signal(&mut self, signal: &Signal) {
        self.line(signal.span, &signal.docs);
        self.k(Rule::kw_signal);
        self.name(&signal.name);
        self.title(signal.title.as_ref());
        self.k(Rule::kw_by);
        match signal.senders.mode {
            SenderMode::Anyone => self.k(Rule::kw_anyone),
            SenderMode::Any => self.names(&signal.senders.roles, Rule::kw_or),
            SenderMode::Each => {
                self.k(Rule::kw_all_of);
                self.names(&signal.senders.roles, Rule::kw_and);
            }
        }
        for (rule, facts) in [
            (Rule::kw_carries, &signal.carries),
            (Rule::kw_optionally, &signal.optional),
            (Rule::kw_unique_per, &signal.unique_per),
        ] {
            if !facts.is_empty() {
                self.ck(rule);
                self.names(facts, Rule::kw_and);
            }
        }
        if let Some(care) = &signal.care {
            self.ck(match care.kind {
                CareKind::Accepts => Rule::kw_accepts_care,
                CareKind::Withdraws => Rule::kw_withdraws_acceptance,
            });
        }
        if let Some(allowed) = &signal.allowed {
            self.ck(Rule::kw_allowed_if);
            self.expr(allowed);
        }
        self.assignments(&signal.sets);
    }

    /// `{ F is V ; G is W }`; nothing for none.
    pub(super) fn assignments(&mut self, sets: &[Assignment]) {
        if sets.is_empty() {
            return;
        }
        self.t("{");
        for (position, set) in sets.iter().enumerate() {
            if position > 0 {
                self.t(";");
            }
            self.name(&set.fact);
            self.k(Rule::kw_is);
            self.expr(&set.value);
        }
        self.t("}");
    }

    pub(super) fn guarantee(&mut self, guarantee: &Guarantee) {
        self.line(guarantee.span, &guarantee.docs);
        self.k(Rule::kw_guarantee);
        self.name(&guarantee.name);
        self.title(guarantee.title.as_ref());
        match &guarantee.property {
            Property::Always(always) => {
                self.k(Rule::kw_always);
                self.braced(always);
            }
            Property::Never(never) => {
                self.k(Rule::kw_never);
                self.braced(never);
            }
            Property::Before(before) => {
                self.k(Rule::kw_never);
                self.braced(&before.never);
                self.k(Rule::kw_before_that);
                self.braced(&before.before);
            }
            Property::Eventually(eventually) => {
                self.k(Rule::kw_after);
                self.braced(&eventually.after);
                self.k(Rule::kw_eventually);
                self.braced(&eventually.holds);
            }
            Property::Within(within) => {
                self.k(Rule::kw_after);
                self.braced(&within.after);
                self.k(Rule::kw_within);
                self.length(&within.within);
                self.braced(&within.holds);
            }
            Property::Between(between) => {
                self.k(Rule::kw_from);
                self.braced(&between.from);
                self.k(Rule::kw_until);
                self.braced(&between.until);
                self.k(Rule::kw_never);
                self.braced(&between.never);
            }
        }
    }
}
