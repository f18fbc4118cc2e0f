//! The whole file: what there is to refer to, declarations, states.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use draaiboek::diagnostic::Language;
use draaiboek::syntax::{parse, print};

use super::words::translate;
use super::{Duty, Guarantee, Node, Plan, Scope};

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
    /// The outermost state of its chart.
    pub(super) root: usize,
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

/// A playbook being written.
pub(super) struct Book<'a> {
    pub(super) plan: &'a Plan,
    pub(super) places: Vec<Place<'a>>,
    /// The outermost state of the chart that is being written.
    pub(super) root: usize,
    /// That of the handover or process of any shape.
    pub(super) child: Option<usize>,
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
        root: 0,
        child: None,
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
    if plan.items.is_none() {
        return translate(&book.out, plan.english);
    }
    // What is written of items is Dutch.
    let dutch = translate(&book.out, false);
    if plan.english { print(&parse(&dutch).file, Language::English) } else { dutch }
}

impl<'a> Book<'a> {
    fn text(&mut self) {
        self.out.clear();
        self.head();
        self.tables();
        self.severity();
        self.signals();
        self.host_actions();
        self.item_kind();
        self.other_kind();
        self.item_rules();
        self.child_rules();
        self.body(0, 0);
        self.silence_of_the_host(0, 0);
        self.item_charts();
        self.any_child();
        self.guarantees(&self.plan.guarantees, 0);
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
        self.build_child();
        self.name_duties();
    }

    pub(super) fn place(
        &mut self,
        name: &str,
        kind: Kind,
        parent: usize,
        scope: Option<&'a Scope>,
    ) -> usize {
        let position = self.places.len();
        let outermost = kind == Kind::Root;
        let name = if outermost { name.to_owned() } else { format!("{name}{position}") };
        let parent = if outermost { position } else { parent };
        let root = if outermost { position } else { self.places[parent].root };
        self.places.push(Place {
            name,
            kind,
            parent,
            children: Vec::new(),
            rotate: false,
            scope,
            root,
            next: 0,
            last: position,
        });
        if !outermost {
            self.places[parent].children.push(position);
        }
        position
    }

    pub(super) fn add(&mut self, node: &'a Node, parent: usize) {
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

    pub(super) fn close(&mut self, composite: usize) {
        self.places[composite].last = self.places.len() - 1;
        if self.places[composite].kind == Kind::Root {
            self.chain(composite);
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

    pub(super) fn role(&self, of: u8) -> &'static str {
        let (name, plural) = self.role_names(usize::from(of));
        plural.unwrap_or(name)
    }

    /// Different roles, as a list.
    pub(super) fn roles(&self, of: u8, most: usize, and: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        for step in 0..=(usize::from(of) / ROLES.len()) % most {
            let name = self.role(of.wrapping_add(u8::try_from(step * 5).unwrap_or(0)));
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

    /// What stands in a scope, and the states in it.
    pub(super) fn body(&mut self, at: usize, depth: usize) {
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
                let care = self.care_at_end(child);
                self.add_line(depth, &format!("{word} {name}{care}"));
                continue;
            }
            let title = if child % 3 == 0 { " \"Titel\"" } else { "" };
            self.add_line(depth, &format!("{word} {name}{title}{begin} {{"));
            self.body(child, depth + 1);
            self.add_line(depth, "}");
        }
    }

    /// What is made of what the host is asked in a chart, of which the text starts here.
    pub(super) fn silence_of_the_host(&mut self, start: usize, depth: usize) {
        let (action, late) = ("‹actie|action›", "‹te laat|overdue›");
        for name in ["h0", "h1", "h2"] {
            if !self.out[start..].contains(&format!("‹doe|do› {name}(")) {
                continue;
            }
            let what = format!("{{ ‹leg vast|record› \"{name} {{k0}}\" }}");
            self.add_line(depth, &format!("{action} {name} {late} {what}"));
            let done = format!("{action} {name} ‹klaar|done› ‹of|or› {action} {name} {late}");
            self.add_line(depth, &format!("‹zodra|as soon as› {done} {what}"));
        }
    }

    pub(super) fn guarantees(&mut self, list: &[Guarantee], depth: usize) {
        let prefix = if self.root == 0 { "q" } else { "qc" };
        for (position, (kind, a, b, c)) in list.iter().enumerate() {
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
            let line = format!("‹waarborg|guarantee› {prefix}{position} \"Belofte\" {property}");
            self.add_line(depth, &line);
        }
    }
}
