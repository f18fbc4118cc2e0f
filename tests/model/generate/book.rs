//! The whole file: what there is to refer to, declarations, states.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use draaiboek::calendar::Date;

use super::words::{pick, quoted, translate};
use super::{Duty, Node, Plan, Scope};

/// What a state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    Phase,
    Parallel,
    Track,
    Step,
    End,
}

/// A state. Its position is its place in the chain of moves that leads to the end.
pub(super) struct Place<'a> {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
    rotate: bool,
    pub(super) scope: Option<&'a Scope>,
    /// Where the move leads that there must be.
    pub(super) next: usize,
    /// The last state inside.
    pub(super) last: usize,
}

/// A task or decision.
pub(super) struct Named<'a> {
    pub(super) name: String,
    pub(super) scope: usize,
    pub(super) by_action: bool,
    pub(super) plan: &'a Duty,
}

/// Days that the calendar equates with holidays: every other Monday.
fn equated() -> impl Iterator<Item = Date> {
    let first = Date::new(2025, 4, 7).expect("a date");
    (0..60).map(move |at| first.add_days(at * 14).expect("a date"))
}

/// A playbook being written.
pub(super) struct Book<'a> {
    pub(super) plan: &'a Plan,
    pub(super) places: Vec<Place<'a>>,
    pub(super) duties: Vec<Named<'a>>,
    names: BTreeMap<*const Duty, String>,
    written: BTreeSet<String>,
    pub(super) out: String,
    steps: usize,
}

/// Roles; the plural ones have a second name.
pub(super) const ROLES: [(&str, Option<&str>); 6] = [
    ("aa", None),
    ("bb", None),
    ("cc", Some("ccs")),
    ("dd", None),
    ("ee", None),
    ("ff", Some("ffs")),
];

/// The text of a playbook.
pub fn write(plan: &Plan) -> String {
    let mut book = Book {
        plan,
        places: Vec::new(),
        duties: Vec::new(),
        names: BTreeMap::new(),
        written: BTreeSet::new(),
        out: String::new(),
        steps: 0,
    };
    book.build();
    // Once to see which tasks and decisions are written at all, once with only these to refer to.
    book.text();
    book.forget_unwritten();
    book.text();
    translate(&book.out, plan.english)
}

impl<'a> Book<'a> {
    fn text(&mut self) {
        self.out.clear();
        self.head();
        self.tables();
        self.severity();
        self.signals();
        self.host_actions();
        self.body(0, 0);
        self.guarantees();
    }

    fn forget_unwritten(&mut self) {
        let written = std::mem::take(&mut self.written);
        self.duties.retain(|duty| written.contains(&duty.name));
    }

    fn build(&mut self) {
        let root = self.place("w", Kind::Root, 0, Some(&self.plan.root));
        self.places[root].rotate = self.plan.rotate;
        for node in &self.plan.nodes {
            self.add(node, root);
        }
        self.place("einde", Kind::End, root, None);
        self.close(root);
        self.name_duties();
    }

    fn place(&mut self, name: &str, kind: Kind, parent: usize, scope: Option<&'a Scope>) -> usize {
        let position = self.places.len();
        let name = if position == 0 { name.to_owned() } else { format!("{name}{position}") };
        self.places.push(Place {
            name,
            kind,
            parent,
            children: Vec::new(),
            rotate: false,
            scope,
            next: 0,
            last: position,
        });
        if position > 0 {
            self.places[parent].children.push(position);
        }
        position
    }

    fn add(&mut self, node: &'a Node, parent: usize) {
        match node {
            Node::Step(scope) => {
                if self.steps < 60 {
                    self.steps += 1;
                    self.place("s", Kind::Step, parent, Some(scope));
                }
            }
            Node::Phase { scope, nodes, ends, rotate } => {
                let phase = self.place("p", Kind::Phase, parent, Some(scope));
                self.places[phase].rotate = *rotate;
                self.fill(phase, nodes, *ends);
            }
            Node::Parallel { scope, tracks } => {
                let phase = self.place("p", Kind::Parallel, parent, Some(scope));
                for nodes in tracks {
                    let track = self.place("t", Kind::Track, phase, None);
                    self.fill(track, nodes, true);
                }
                self.close(phase);
            }
        }
    }

    fn fill(&mut self, composite: usize, nodes: &'a [Node], ends: bool) {
        for node in nodes {
            self.add(node, composite);
        }
        if self.places[composite].children.is_empty() {
            self.steps += 1;
            let scope: &'static Scope = Box::leak(Box::default());
            self.place("s", Kind::Step, composite, Some(scope));
        }
        if ends {
            self.place("e", Kind::End, composite, None);
        }
        self.close(composite);
    }

    fn close(&mut self, composite: usize) {
        self.places[composite].last = self.places.len() - 1;
        if composite == 0 {
            self.chain(0);
        }
    }

    /// Each state leads to the next of its siblings, the last to where what is around it leads.
    fn chain(&mut self, composite: usize) {
        let children = self.places[composite].children.clone();
        for (position, &child) in children.iter().enumerate() {
            let sibling = children.get(position + 1).copied();
            let next = match self.places[composite].kind {
                Kind::Parallel => self.places[composite].next,
                _ => sibling.unwrap_or(self.places[composite].next),
            };
            self.places[child].next = next;
            self.chain(child);
        }
    }

    fn name_duties(&mut self) {
        for at in 0..self.places.len() {
            let Some(scope) = self.places[at].scope else { continue };
            let scaled = scope.scaled.iter();
            let (duties, handlers): (Vec<_>, Vec<_>) =
                scaled.map(|(_, duties, handlers)| (duties, handlers)).unzip();
            for duty in scope.duties.iter().chain(duties.into_iter().flatten()) {
                self.name_duty(duty, at, false);
                let outcomes = duty.outcomes.iter().chain([&duty.silence]);
                for outcome in outcomes.filter(|_| duty.decision) {
                    self.name_actions(&outcome.actions, at);
                }
            }
            let handlers = scope.handlers.iter().chain(handlers.into_iter().flatten());
            for handler in handlers.chain(&scope.late) {
                self.name_actions(&handler.actions, at);
            }
        }
    }

    fn name_actions(&mut self, actions: &'a [super::Action], scope: usize) {
        for duty in actions.iter().filter_map(|action| action.duty.as_deref()) {
            self.name_duty(duty, scope, true);
        }
    }

    fn name_duty(&mut self, plan: &'a Duty, scope: usize, by_action: bool) {
        let kind = if plan.decision { 'b' } else { 'u' };
        let name = format!("{kind}{}", self.duties.len());
        self.names.insert(std::ptr::from_ref(plan), name.clone());
        self.duties.push(Named { name, scope, by_action, plan });
    }

    pub(super) fn duty_name(&mut self, plan: &Duty) -> String {
        let name = self.names[&std::ptr::from_ref(plan)].clone();
        self.written.insert(name.clone());
        name
    }

    pub(super) fn add_line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.out, "{:1$}{line}", "", depth * 4);
    }

    /// Whether `inner` is `outer` or lies inside it.
    pub(super) fn within(&self, inner: usize, outer: usize) -> bool {
        outer <= inner && inner <= self.places[outer].last
    }

    pub(super) fn role(of: u8) -> &'static str {
        let (name, plural) = ROLES[usize::from(of) % ROLES.len()];
        plural.unwrap_or(name)
    }

    /// Different roles, as a list.
    pub(super) fn roles(of: u8, most: usize, and: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        for step in 0..=(usize::from(of) / ROLES.len()) % most {
            let name = Self::role(of.wrapping_add(u8::try_from(step * 5).unwrap_or(0)));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// A level above the lowest.
    pub(super) fn level(&self, of: u8) -> Option<String> {
        let levels = self.plan.severity.as_ref()?.levels;
        Some(format!("l{}", of % (levels - 1) + 1))
    }

    fn head(&mut self) {
        let plan = self.plan;
        let until = if plan.defaults & 64 > 0 { " ‹tot|until› 2027-01-01" } else { "" };
        self.out.push_str("‹draaiboek|playbook› w \"Proef\"\n‹versie|version› \"1\"\n");
        let _ = writeln!(self.out, "‹geldig vanaf|valid from› 2025-01-01{until}");
        self.out.push_str("‹tijdzone|time zone› \"Europe/Amsterdam\"\n");
        if plan.calendar {
            self.out.push_str(
                "‹kalender|calendar› {\n    ‹vrij|closed› 2026-12-27 ‹tot|until› 2027-01-04 \"Dicht\"\n    \
                 ‹werkdag|working day› ‹goede vrijdag|good friday›\n    \
                 ‹werkdag|working day› ‹bevrijdingsdag|liberation day›\n    \
                 open ‹vrijdag|friday› 09:00 ‹tot|until› 12:30 ; open 08:30 ‹tot|until› 17:00\n",
            );
            for day in equated() {
                let _ = writeln!(self.out, "    ‹gelijkgesteld|equated› {day} \"Besluit\"");
            }
            self.out.push_str("}\n");
        } else {
            self.out.push_str("‹kalender|calendar› { open 10:00 ‹tot|until› 16:00 }\n");
        }
        let own = if plan.defaults & 128 > 0 { ", ‹kalender|calendar› kk" } else { "" };
        if !own.is_empty() {
            self.out.push_str(
                "‹kalender|calendar› kk \"Kantoor\" {\n    \
                 open 09:00 ‹tot|until› 12:00 ; open 13:00 ‹tot|until› 17:00 ; \
                 open ‹zaterdag|saturday› 10:00 ‹tot|until› 14:00\n    ‹werkdag|working day› ‹koningsdag|kings day›\n    \
                 ‹vrij|closed› 2026-02-16 ‹tot|until› 2026-02-21 ; \
                 ‹vrij|closed› 2026-03-03 ‹tot|until› 2026-03-13 \"Griep\"\n    \
                 ‹vrij|closed› 2026-12-21 ‹tot|until› 2027-01-09\n}\n",
            );
        }
        let _ = write!(
            self.out,
            "‹grondslag|legal basis› wet \"Wet\" ‹vanaf|from› 2020-01-01 ‹tot|until› 2026-06-01\n\
             ‹rol|role› aa \"Eerste\"\n‹rol|role› bb{own}\n‹rol|role› cc/ccs \"Meer\"{own}\n\
             ‹rol|role› dd {{\n    \"Oud\" ‹tot|until› 2026-03-01\n    \"Nieuw\" ‹vanaf|from› 2026-04-01\n}}\n\
             ‹rol|role› ee ‹zorgplicht op grond van|duty of care under› wet\n\
             ‹rol|role› ff/ffs {{\n    \"Vast\"\n    \"Tijdelijk\" ‹vanaf|from› 2026-02-01 ‹tot|until› 2026-09-01\n}}\n",
        );
        let default = |bit: u8, value: &'static str| {
            if plan.defaults & bit > 0 { value } else { "" }
        };
        let facts = format!(
            "‹gegeven|fact› f0 : ‹ja/nee|yes/no› is ‹nee|no›\n‹gegeven|fact› f1 : ‹ja/nee|yes/no› \"Vraag\"\n\
             ‹gegeven|fact› n0 : ‹getal|number›{}\n‹gegeven|fact› k0 : ‹aantal|count›\n\
             ‹gegeven|fact› k1 : ‹aantal|count› is 3\n‹gegeven|fact› a0 : ‹bedrag|amount›{}\n\
             ‹gegeven|fact› p0 : percentage{}\n‹gegeven|fact› d0 : ‹datum|date›{}\n\
             ‹gegeven|fact› d1 : ‹datum|date›\n‹gegeven|fact› i0 : ‹tijdstip|instant› ‹zichtbaar voor|visible to› aa ‹en|and› ccs\n\
             ‹gegeven|fact› v0 : ‹duur|duration›{}\n‹gegeven|fact› t0 : ‹tekst|text› ‹persoonlijk|personal›, ‹zichtbaar voor|visible to› aa\n\
             ‹gegeven|fact› c0 : ‹keuze|choice› rood, groen, blauw is groen\n‹gegeven|fact› o0 : document\n\
             ‹afgeleid|derived› gd is d0 + 7 ‹dagen|days›\n‹afgeleid|derived› gn is n0 * 2 + k0\n",
            default(1, " is 1.5"),
            default(2, " is 2 ‹duizend|thousand› euro"),
            default(4, " is 5%"),
            default(8, " is 2026-05-04"),
            default(16, " is 3 ‹dagen|days›"),
        );
        self.out.push_str(&facts);
        for (position, derived) in plan.derived.iter().enumerate() {
            let condition = self.condition(derived, super::condition::Reads::Facts);
            let line = format!("‹afgeleid|derived› g{position} is {condition}");
            self.add_line(0, &line);
        }
    }

    /// Tables, of each policy. Rows of which only one may apply are told apart by what the checks
    /// do not look into, so that at times two do.
    fn tables(&mut self) {
        let plan = self.plan;
        for (position, table) in plan.tables.iter().enumerate() {
            let (ty, values) = match table.is_choice() {
                true => {
                    (" : ‹keuze|choice› laag, midden, hoog", ["laag", "hoog", "midden", "hoog"])
                }
                false => (" : ‹aantal|count›", ["4", "k0", "1 + k1", "6"]),
            };
            let policy = ["‹eerste|first›", "‹uniek|unique›", "‹hoogste|highest›"];
            let policy = policy[usize::from(table.kind % 3)];
            self.add_line(0, &format!("‹tabel|table› x{position}{ty} {policy} {{"));
            for (row, (value, condition)) in table.rows.iter().enumerate() {
                let mut condition = self.condition(condition, super::condition::Reads::Plain);
                if table.kind % 3 == 1 {
                    let apart = row * 10;
                    condition = format!("({condition}) ‹en|and› d0 + {apart} ‹dagen|days› < d1");
                }
                let value = values[usize::from(*value % 4)];
                self.add_line(1, &format!("{value} ‹als|if› {condition}"));
            }
            if table.kind & 16 > 0 {
                self.add_line(1, &format!("{} ‹anders|otherwise›", values[0]));
            }
            self.add_line(0, "}");
        }
    }

    fn severity(&mut self) {
        let Some(severity) = &self.plan.severity else { return };
        let levels: Vec<String> = (0..severity.levels).map(|level| format!("l{level}")).collect();
        self.add_line(0, "‹ernst|severity› trede {");
        self.add_line(1, &levels.join(" < "));
        let mut used = Vec::new();
        for (of, condition) in &severity.rules {
            let level = self.level(*of).expect("levels");
            if !used.contains(&level) {
                let condition = self.condition(condition, super::condition::Reads::Watched);
                self.add_line(1, &format!("{level} ‹als|if› {condition}"));
                used.push(level);
            }
        }
        let determined = Self::roles(severity.determined, 3, "‹of|or›");
        self.add_line(1, &format!("‹bepaald door|determined by› {determined}"));
        let lowered = Self::roles(severity.determined.wrapping_mul(7), 2, "‹of|or›");
        let most = match severity.at_a_time {
            0 => String::new(),
            most => format!(", ‹hoogstens|at most› {most} ‹tegelijk|at a time›"),
        };
        self.add_line(1, &format!("‹verlaagd alleen door|lowered only by› {lowered}{most}"));
        self.add_line(0, "}");
    }

    fn signals(&mut self) {
        let plan = self.plan;
        for (position, signal) in plan.signals.iter().enumerate() {
            let senders = match signal.senders % 4 {
                0 => "‹iedereen|anyone›".to_owned(),
                1 => {
                    let (a, b) = ([("aa", "ccs"), ("bb", "ffs"), ("aa", "bb"), ("ee", "ccs")])
                        [usize::from(signal.senders / 4) % 4];
                    format!("‹elk van|all of› {a} ‹en|and› {b}")
                }
                _ => Self::roles(signal.senders, 3, "‹of|or›"),
            };
            let mut line = format!("‹signaal|signal› m{position} ");
            if signal.senders & 128 > 0 {
                line.push_str(quoted(signal.senders));
            }
            let _ = write!(line, " ‹door|by› {senders}");
            let chosen = |bits: u8, facts: [&'static str; 8]| -> Vec<&'static str> {
                (0..8).filter(|bit| bits & (1 << bit) > 0).map(|bit| facts[bit]).collect()
            };
            let carries = chosen(signal.carries, ["f1", "n0", "k0", "d0", "a0", "i0", "v0", "c0"]);
            let optional = chosen(signal.optionally, ["o0", "p0", "", "", "k1", "d1", "", ""]);
            if !carries.is_empty() {
                let _ = write!(line, " ‹vermeldt|carries› {}", carries.join(", "));
            }
            let optional: Vec<_> = optional.into_iter().filter(|fact| !fact.is_empty()).collect();
            if !optional.is_empty() {
                let _ = write!(line, " ‹eventueel|optionally› {}", optional.join(", "));
            }
            if let Some(key) = pick(&carries, signal.unique).filter(|_| signal.unique % 3 == 0) {
                let _ = write!(line, " ‹uniek per|unique per› {key}");
            }
            if let Some(allowed) = &signal.allowed {
                let allowed = self.condition(allowed, super::condition::Reads::Watched);
                let _ = write!(line, " ‹toegestaan als|allowed if› {allowed}");
            }
            let sets = ["f0 is ‹ja|yes›", "f0 is ‹nee|no›"];
            if let Some(set) = pick(&sets, signal.sets).filter(|_| signal.sets % 3 == 0) {
                let _ = write!(line, " {{ {set} }}");
            }
            self.add_line(0, &line);
        }
    }

    /// What the host can be asked to do.
    fn host_actions(&mut self) {
        let (action, answers) = ("‹actie|action›", "‹antwoordt|answers›");
        let within = "‹binnen|within›";
        let lines = [
            format!(
                "{action} h0(k1, wie: ‹keuze|choice› rood, groen) \"Doe\" {answers} m0 ‹of|or› m1 {within} 2 ‹werkdagen|working days›"
            ),
            format!(
                "{action} h1(stuk: document, f1) {answers} m1 {within} ‹dezelfde dag|same day›"
            ),
            format!("{action} h2() {answers} m2 {within} 30 ‹uur|hours›"),
        ];
        lines.iter().for_each(|line| self.add_line(0, line));
    }

    /// What stands in a scope, and the states in it.
    fn body(&mut self, at: usize, depth: usize) {
        self.scope(at, depth);
        let mut children = self.places[at].children.clone();
        let rotate = self.places[at].rotate && children.len() > 2;
        let first = children[..children.len().min(1)].to_vec();
        if rotate {
            children.rotate_left(1);
        }
        for child in children {
            let place = &self.places[child];
            let begin = if rotate && first.contains(&child) { " begin" } else { "" };
            let word = match place.kind {
                Kind::Step => "‹stap|step›",
                Kind::Track => "‹spoor|track›",
                Kind::End => "‹einde|end›",
                Kind::Phase | Kind::Parallel | Kind::Root => "‹fase|phase›",
            };
            let name = place.name.clone();
            if place.kind == Kind::End {
                self.add_line(depth, &format!("{word} {name}"));
                continue;
            }
            let title = if child % 3 == 0 { " \"Titel\"" } else { "" };
            self.add_line(depth, &format!("{word} {name}{title}{begin} {{"));
            self.body(child, depth + 1);
            self.add_line(depth, "}");
        }
    }

    fn guarantees(&mut self) {
        let plan = self.plan;
        for (position, (kind, a, b, c)) in plan.guarantees.iter().enumerate() {
            let [a, b, c] =
                [a, b, c].map(|it| self.condition(it, super::condition::Reads::Watched));
            let property = match kind % 6 {
                0 => format!("‹altijd|always› {{ {a} }}"),
                1 => format!("‹nooit|never› {{ {a} }}"),
                2 => format!("‹na|after› {{ {a} }} ‹uiteindelijk|eventually› {{ {b} }}"),
                3 => {
                    let within = match kind / 6 % 4 {
                        0 => "‹dezelfde dag|same day›".to_owned(),
                        _ => super::words::length((kind / 6, kind / 3)),
                    };
                    format!("‹na|after› {{ {a} }} ‹binnen|within› {within} {{ {b} }}")
                }
                4 => format!("‹nooit|never› {{ {b} }} ‹voordat|before› {{ {a} }}"),
                _ => {
                    format!("‹vanaf|from› {{ {a} }} ‹tot|until› {{ {b} }} ‹nooit|never› {{ {c} }}")
                }
            };
            self.add_line(0, &format!("‹waarborg|guarantee› q{position} \"Belofte\" {property}"));
        }
    }
}
