//! Declarations of grounds, roles, signals, items, handovers, host actions, imports.

use super::cursor::Cursor;
use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    Assignment, Candidates, CareClause, CareKind, DatedParty, Declaration, Ground, Handover,
    HandoverKind, HolderClause, Holding, HostAction, ItemType, Member, Name, Parameter, Register,
    Role, SenderMode, Senders, Signal, Together, Use,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `declaration`; none when the part is no declaration but a statement.
    pub(super) fn declaration(&mut self, part: &Part<'i>) -> Built<Option<Declaration>> {
        Ok(Some(match part.rule() {
            Rule::role => Declaration::Role(self.role(part)?),
            Rule::fact => Declaration::Fact(self.fact(part)?),
            Rule::ground => Declaration::Ground(self.ground(part)?),
            Rule::derived => Declaration::Derived(self.derived(part)?),
            Rule::table => Declaration::Table(self.table(part)?),
            Rule::severity => Declaration::Severity(self.severity(part)?),
            Rule::item_type => Declaration::Item(self.item_type(part)?),
            Rule::handover => Declaration::Handover(self.handover(part)?),
            Rule::host_action => Declaration::Action(self.host_action(part)?),
            Rule::calendar => Declaration::Calendar(self.calendar(part)?),
            Rule::use_file => {
                let path = self.need_text(&mut part.cursor())?;
                Declaration::Use(Use { path, span: self.span(part) })
            }
            _ => return Ok(None),
        }))
    }

    fn ground(&mut self, part: &Part<'i>) -> Built<Ground> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let span = self.span(part);
        let valid = self.period(&mut cursor, span)?;
        Ok(Ground { docs, name, title, valid, span })
    }

    /// `plural`
    fn plural(&mut self, cursor: &mut Cursor<'i>) -> Built<Option<Name>> {
        self.take_name(cursor, Rule::plural)
    }

    pub(super) fn role(&mut self, part: &Part<'i>) -> Built<Role> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let plural = self.plural(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let (mut duty, mut candidates, mut calendar) = (None, None, None);
        let mut parties = vec![];
        for clause in cursor {
            match clause.rule() {
                Rule::duty => {
                    let grounds = self.grounds(&clause.only()?)?;
                    self.once(&mut duty, grounds, &clause);
                }
                Rule::candidates => {
                    let mut inner = clause.cursor();
                    let name = self.need_name(&mut inner)?;
                    let plural = self.plural(&mut inner)?;
                    let chosen = Candidates { name, plural, span: self.span(&clause) };
                    self.once(&mut candidates, chosen, &clause);
                }
                Rule::role_calendar => {
                    let name = self.only_name(&clause)?;
                    self.once(&mut calendar, name, &clause);
                }
                Rule::parties => parties = self.parties(&clause)?,
                _ => return Err(Drift),
            }
        }
        let span = self.span(part);
        Ok(Role { docs, name, plural, title, duty, candidates, calendar, parties, span })
    }

    fn parties(&mut self, part: &Part<'i>) -> Built<Vec<DatedParty>> {
        let mut cursor = part.cursor();
        let mut parties = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::dated_party {
                let mut inner = line.cursor();
                let party = self.need_text(&mut inner)?;
                let span = self.span(&line);
                let period = self.period(&mut inner, span)?;
                parties.push(DatedParty { party, period, span });
            } else {
                let kept = self.recover(&line, Context::Party, before.as_ref());
                kept.drop_from(&mut parties);
            }
            before = Some(line);
        }
        Ok(parties)
    }

    pub(super) fn signal(&mut self, part: &Part<'i>) -> Built<Signal> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let senders = self.senders(&cursor.need(Rule::senders)?)?;
        let (mut carries, mut optional, mut unique_per) = (None, None, None);
        let (mut care, mut allowed) = (None, None);
        let mut sets = vec![];
        for clause in cursor {
            let mut inner = clause.cursor();
            match clause.rule() {
                Rule::carries => self.named_once(&mut carries, &clause)?,
                Rule::optionally => self.named_once(&mut optional, &clause)?,
                Rule::unique_per => self.named_once(&mut unique_per, &clause)?,
                Rule::accepts | Rule::withdraws => {
                    let kind = if clause.rule() == Rule::accepts {
                        CareKind::Accepts
                    } else {
                        CareKind::Withdraws
                    };
                    let span = self.span(&clause);
                    self.once(&mut care, CareClause { kind, span }, &clause);
                }
                Rule::allowed => {
                    let condition = self.expression(&inner.need(Rule::expression)?)?;
                    self.once(&mut allowed, condition, &clause);
                }
                Rule::assignments => sets = self.assignments(&clause)?,
                _ => return Err(Drift),
            }
        }
        Ok(Signal {
            docs,
            name,
            title,
            senders,
            carries: carries.unwrap_or_default(),
            optional: optional.unwrap_or_default(),
            unique_per: unique_per.unwrap_or_default(),
            care,
            allowed,
            sets,
            span: self.span(part),
        })
    }

    fn senders(&mut self, part: &Part<'i>) -> Built<Senders> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        if cursor.accept(Rule::anyone).is_some() {
            return Ok(Senders { mode: SenderMode::Anyone, roles: vec![], span });
        }
        let each = cursor.accept(Rule::each_of).is_some();
        let mode = if each { SenderMode::Each } else { SenderMode::Any };
        Ok(Senders { mode, roles: self.need_names(&mut cursor)?, span })
    }

    /// `assignments`
    pub(super) fn assignments(&mut self, part: &Part<'i>) -> Built<Vec<Assignment>> {
        let mut cursor = part.cursor();
        let mut sets = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::assignment {
                let mut inner = line.cursor();
                let fact = self.need_name(&mut inner)?;
                let value = self.expression(&inner.need(Rule::expression)?)?;
                sets.push(Assignment { fact, value, span: self.span(&line) });
            } else {
                let kept = self.recover(&line, Context::Assignment, before.as_ref());
                kept.drop_from(&mut sets);
            }
            before = Some(line);
        }
        Ok(sets)
    }

    fn item_type(&mut self, part: &Part<'i>) -> Built<ItemType> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let plural = self.plural(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let members = self.members(&cursor.need(Rule::members)?);
        Ok(ItemType { docs, name, plural, title, members, span: self.span(part) })
    }

    pub(super) fn members(&mut self, part: &Part<'i>) -> Vec<Member> {
        let mut cursor = part.cursor();
        let mut members = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::member_fault {
                let kept = self.recover(&line, Context::Member, before.as_ref());
                kept.put_fault(&mut members, Member::Fault);
            } else {
                let built = self.member(&line);
                members.push(built.unwrap_or_else(|Drift| Member::Fault(self.drift(&line))));
            }
            before = Some(line);
        }
        members
    }

    fn member(&mut self, part: &Part<'i>) -> Built<Member> {
        let mut cursor = part.cursor();
        Ok(match part.rule() {
            Rule::fact => Member::Fact(self.fact(part)?),
            Rule::derived => Member::Derived(self.derived(part)?),
            Rule::table => Member::Table(self.table(part)?),
            Rule::role => Member::Role(self.role(part)?),
            Rule::guarantee => Member::Guarantee(self.guarantee(part)?),
            Rule::holder_clause => {
                let holding = self.holding(&cursor.need(Rule::holding)?)?;
                let holder = self.need_name(&mut cursor)?;
                let safety_net = self.take_name(&mut cursor, Rule::safety_net)?;
                let span = self.span(part);
                Member::Holder(HolderClause { holding, holder, safety_net, span })
            }
            Rule::register => {
                let by = self.need_names(&mut cursor)?;
                Member::Register(Register { by, span: self.span(part) })
            }
            Rule::together => {
                let fact = self.need_name(&mut cursor)?;
                Member::Together(Together { fact, span: self.span(part) })
            }
            _ => return Err(Drift),
        })
    }

    /// `holding`, `moved`: care, or something with a name.
    pub(super) fn holding(&mut self, part: &Part<'i>) -> Built<Holding> {
        let name = part.cursor().accept(Rule::name).map(|part| self.name(&part));
        Ok(Holding { name, span: self.span(part) })
    }

    fn host_action(&mut self, part: &Part<'i>) -> Built<HostAction> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let mut parameters = vec![];
        for line in cursor.need(Rule::parameters)?.cursor() {
            let mut inner = line.cursor();
            let name = self.need_name(&mut inner)?;
            let kind = inner.accept(Rule::fact_type);
            let kind = kind.map(|part| self.fact_type(&part)).transpose()?;
            parameters.push(Parameter { name, kind, span: self.span(&line) });
        }
        let title = self.take_text(&mut cursor);
        let answers = self.need_names(&mut cursor)?;
        let within = self.length(&cursor.need(Rule::length)?)?;
        let span = self.span(part);
        Ok(HostAction { docs, name, parameters, title, answers, within, span })
    }

    fn handover(&mut self, part: &Part<'i>) -> Built<Handover> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let kind = match cursor.need(Rule::handover_kind)?.keyword()? {
            Rule::kw_process => HandoverKind::Process,
            _ => HandoverKind::Handover,
        };
        let name = self.need_name(&mut cursor)?;
        let item = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let body = self.body(&cursor.need(Rule::body)?);
        Ok(Handover { docs, kind, name, item, title, body, span: self.span(part) })
    }
}
