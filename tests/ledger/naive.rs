//! The ledger as anybody would keep it: for every minute of three days, who holds.

use draaiboek::engine::ledger::{Cancelled, Cover, Ending, Why};

/// How many minutes the three days have: the clocks go back on the second.
pub(crate) const MINUTES: usize = 73 * 60;

/// A role and a party, by number; party 0 has no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Who(pub(crate) usize, pub(crate) usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) made: u64,
    pub(crate) to: usize,
    pub(crate) follows: u32,
    pub(crate) at: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    Move(Who, Cover),
    Succeed(usize),
    Bind(usize),
    TakeOver(Who),
    Plan(usize, u32, Option<i64>),
    Follow(Option<i64>),
    Cancel(Cancelled),
    TakeEffect(usize, Cover),
    Overlap(Who, i64, i64),
    Hear(usize, Option<usize>, i64, Option<i64>),
    End(Ending),
}

/// What an operation should have changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Changed {
    pub(crate) moved: Option<(Who, Who, Why)>,
    pub(crate) planned: Option<Planned>,
    pub(crate) cancelled: Option<(Planned, Cancelled)>,
    pub(crate) contradicts: bool,
}

/// All that was known after an entry.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) minute: usize,
    pub(crate) seq: u64,
    pub(crate) held: Vec<Option<(Who, Cover)>>,
    pub(crate) plan: Option<Planned>,
    pub(crate) ended: bool,
}

pub(crate) struct Naive {
    pub(crate) enrolled: usize,
    pub(crate) last: (Who, Cover),
    pub(crate) overlaps: Vec<(Who, usize, usize)>,
    pub(crate) contradictions: usize,
    /// After each entry that changed something, in order.
    pub(crate) pages: Vec<Page>,
}

/// A minute so much later or earlier, within the three days.
pub(crate) fn shifted(minute: usize, by: i64) -> usize {
    let minute = i64::try_from(minute).unwrap() + by;
    usize::try_from(minute.max(0)).unwrap().min(MINUTES)
}

impl Naive {
    pub(crate) fn enrol(minute: usize, seq: u64, who: Who) -> Self {
        let last = (who, Cover::Place);
        let mut held = vec![None; MINUTES];
        held[minute..].fill(Some(last));
        let page = Page { minute, seq, held, plan: None, ended: false };
        Self { enrolled: minute, last, overlaps: vec![], contradictions: 0, pages: vec![page] }
    }

    pub(crate) fn page(&self) -> &Page {
        self.pages.last().unwrap()
    }

    /// What the operation changes; `None`: it is refused.
    pub(crate) fn apply(&mut self, now: usize, seq: u64, op: &Op) -> Option<Changed> {
        let page = self.page().clone();
        if now < page.minute || seq < page.seq {
            return None;
        }
        let mut new = Page { minute: now, seq, ..page.clone() };
        let mut changed = Changed::default();
        let (present, cover) = self.last;
        match *op {
            Op::Hear(role, party, from, until) => {
                let (from, until) = (shifted(now, from), until.map(|by| shifted(now, by)));
                if from > now || until.is_some_and(|until| until <= from) {
                    return None;
                }
                let span = from.max(self.enrolled)..until.unwrap_or(now + 1);
                let said = |who: Who| who.0 == role && party.is_none_or(|party| party == who.1);
                let mut during = span.map(|minute| page.held.get(minute).copied().flatten());
                changed.contradicts = during.any(|held| !held.is_some_and(|(who, _)| said(who)));
                self.contradictions += usize::from(changed.contradicts);
            }
            _ if page.ended => return None,
            Op::Move(who, to_cover) => {
                changed.cancelled = new.plan.take().map(|plan| (plan, Cancelled::Superseded));
                self.turn(&mut new, &mut changed, who, to_cover, Why::Moved)?;
            }
            Op::Succeed(party) | Op::Bind(party) => {
                let succession = matches!(op, Op::Succeed(_));
                let why = if succession { Why::Succession } else { Why::Binding };
                self.turn(&mut new, &mut changed, Who(present.0, party), cover, why)?;
            }
            Op::TakeOver(who) => {
                let cover = if who == present { cover } else { Cover::DutyOnly };
                self.turn(&mut new, &mut changed, who, cover, Why::SafetyNet)?;
            }
            Op::Plan(to, follows, at) => {
                let plan = Planned { made: seq, to, follows, at: at.map(|by| shifted(now, by)) };
                let alike = |old: Planned| Planned { made: seq, ..old } == plan;
                // Within one entry, the same move with another date is the same plan.
                let again = |old: Planned| Planned { at: plan.at, ..old } == plan;
                if !new.plan.is_some_and(alike) {
                    let old = new.plan.replace(plan).filter(|old| !again(*old));
                    changed.cancelled = old.map(|old| (old, Cancelled::Replaced));
                    changed.planned = Some(plan);
                }
            }
            Op::Follow(at) => {
                let plan = Planned { at: at.map(|by| shifted(now, by)), ..new.plan? };
                changed.planned = (new.plan != Some(plan)).then_some(plan);
                new.plan = Some(plan);
            }
            Op::Cancel(why) => {
                let own = matches!(why, Cancelled::Replaced | Cancelled::Ended);
                if new
                    .plan
                    .is_some_and(|plan| own || why == Cancelled::Held && !self.held(plan, now))
                {
                    return None;
                }
                changed.cancelled = new.plan.take().map(|plan| (plan, why));
            }
            Op::TakeEffect(party, to_cover) => {
                let plan = new.plan.take()?;
                let at = plan.at.filter(|at| *at <= now)?;
                let why = if at < now { Why::PlannedLate } else { Why::Planned };
                self.turn(&mut new, &mut changed, Who(plan.to, party), to_cover, why)?;
                let stayed = changed.moved.is_none();
                changed.cancelled = stayed.then_some((plan, Cancelled::Held));
            }
            Op::Overlap(who, from, until) => {
                let (from, until) = (shifted(now, from), shifted(now, until));
                if until <= from || from < self.enrolled || who.1 == 0 {
                    return None;
                }
                self.overlaps.push((who, from, until));
            }
            Op::End(_) => {
                changed.cancelled = new.plan.take().map(|plan| (plan, Cancelled::Ended));
                new.held[now.min(MINUTES)..].fill(None);
                new.ended = true;
            }
        }
        let recorded = matches!(op, Op::Overlap(..) | Op::End(_)) || changed != Changed::default();
        if recorded {
            if let Some((_, who, _)) = changed.moved {
                self.last = new.held.get(now).copied().flatten().unwrap_or((who, cover));
            }
            self.pages.push(new);
        }
        Some(changed)
    }

    /// Whether the role of a plan that has come due holds already.
    fn held(&self, plan: Planned, now: usize) -> bool {
        plan.at.is_some_and(|at| at <= now) && plan.to == self.last.0.0
    }

    /// Another holds from now on, unless it is the same and no duty becomes a place.
    fn turn(
        &self,
        new: &mut Page,
        changed: &mut Changed,
        who: Who,
        cover: Cover,
        why: Why,
    ) -> Option<()> {
        let better = self.last.1 == Cover::DutyOnly && cover == Cover::Place;
        if who == self.last.0 && !better {
            return Some(());
        }
        if who.1 == 0 {
            return None;
        }
        new.held[new.minute..].fill(Some((who, cover)));
        changed.moved = Some((self.last.0, who, why));
        Some(())
    }
}
