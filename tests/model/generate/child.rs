//! A handover or process of any shape, of the first kind of items or of another, and what the case
//! does with it.

use super::action::Where;
use super::book::{Book, Kind, ROLES};
use super::condition::Reads;
use super::words::{date, followed, pick};
use super::{Items, Signal};

impl Items {
    /// Whether the handover or process of any shape is of a kind of its own.
    fn is_apart(&self) -> bool {
        self.on(24)
    }

    /// Whether it is a handover, so that it may move care.
    fn is_handover(&self) -> bool {
        self.on(25)
    }

    /// Whether its items are in care.
    fn in_care(&self) -> bool {
        !self.is_apart() || self.is_handover()
    }

    /// The first letter of what is of the kind.
    fn kind(&self) -> char {
        if self.is_apart() { 'l' } else { 'j' }
    }
}

impl<'a> Book<'a> {
    pub(super) fn build_child(&mut self) {
        let Some(items) = &self.plan.items else { return };
        let root = self.place("hb", Kind::Root, 0, Some(&items.root));
        for node in &items.nodes {
            self.add(node, root);
        }
        self.place("e", Kind::End, root, None);
        self.close(root);
        self.child = Some(root);
    }

    /// The other kind of item.
    pub(super) fn other_kind(&mut self) {
        let Some(items) = &self.plan.items else { return };
        self.add_line(0, "item ll/lls \"Plek\" {");
        self.add_line(1, "gegeven lf : ja/nee is nee");
        self.add_line(1, "gegeven ld : datum");
        self.add_line(1, "gegeven lk : aantal is 2");
        self.add_line(1, "rol lw zorgplicht op grond van wet");
        self.add_line(1, "rol lc/lcs");
        if items.is_apart() && items.in_care() {
            self.add_line(1, "zorg bij bb, vangnet lw");
        }
        self.add_line(0, "}");
    }

    pub(super) fn any_child(&mut self) {
        let (Some(root), Some(items)) = (self.child, &self.plan.items) else { return };
        let word = if items.is_handover() { "overdracht" } else { "traject" };
        self.add_line(0, &format!("{word} hb per {0}{0} {{", items.kind()));
        self.root = root;
        let start = self.out.len();
        for (position, signal) in items.signals.iter().enumerate() {
            self.signal_of_item(position, signal);
        }
        self.body(root, 1);
        self.silence_of_the_host(start, 1);
        self.guarantees(&items.guarantees, 1);
        self.root = 0;
        self.add_line(0, "}");
    }

    fn signal_of_item(&mut self, position: usize, signal: &Signal) {
        let p = self.letter();
        let senders = match signal.senders % 4 {
            0 => "iedereen".to_owned(),
            1 => format!("elk van aa en {p}w"),
            2 => format!("{p}w of bb"),
            _ => self.roles(signal.senders, 2, "of"),
        };
        let mut line = format!("signaal sg{position} door {senders}");
        let facts = ["·f", "·k", "·d", "·k en ·d"][usize::from(signal.carries % 4)];
        if signal.optionally & 1 > 0 {
            line.push_str(&self.own(&format!(" vermeldt {facts}")));
            if signal.unique.is_multiple_of(3) {
                let key = facts.split(' ').next().unwrap_or_default();
                line.push_str(&self.own(&format!(" uniek per {key}")));
            }
        }
        if let Some(allowed) = &signal.allowed {
            let allowed = self.condition(allowed, Reads::Watched);
            line.push_str(&format!(" toegestaan als {allowed}"));
        }
        self.add_line(1, &line);
    }

    /// What the root does with it.
    pub(super) fn child_rules(&mut self) {
        let Some(items) = &self.plan.items else { return };
        let p = items.kind();
        let only = if items.on(26) { format!(" waar {}", self.of_child(1)) } else { String::new() };
        self.add_line(0, &format!("bij m0 {{ start hb voor elke {p}{p}{only} }}"));
        if items.on(27) {
            let only = self.of_child(2);
            self.add_line(0, &format!("bij m1 {{ stuur sg1 naar elke {p}{p} waar {only} }}"));
        }
        if items.on(28) {
            let (first, second) = (self.of_child(3), self.of_child(4));
            let said = format!("\"{{aantal {p}{p}s waar ({first})}} van {{aantal {p}{p}s}}\"");
            self.add_line(0, &format!("zodra een {p}{p}: {second} {{ meld aa {said} }}"));
        }
        if items.on(29) {
            let only = self.of_child(5);
            self.add_line(0, &format!("bij m2 {{ stop hb voor elke {p}{p} waar {only} }}"));
        }
    }

    /// A condition about one of its items, where it is counted.
    fn of_child(&self, at: usize) -> String {
        let Some(items) = &self.plan.items else { return String::new() };
        let of = items.of[at % items.of.len()];
        let p = items.kind();
        let places = self.places.iter().filter(|place| Some(place.root) == self.child);
        let places: Vec<_> = places.filter(|place| place.kind != Kind::Root).collect();
        let duties = self.duties.iter();
        let duties = duties.filter(|duty| Some(self.places[duty.scope].root) == self.child);
        let tasks: Vec<_> = duties.filter(|duty| !duty.plan.decision).collect();
        match (of % 8, pick(&places, of / 8), pick(&tasks, of / 8)) {
            (0 | 1, Some(place), _) => format!("in {}", place.name),
            (2, _, Some(task)) => format!("taak {} klaar", task.name),
            (3, _, Some(task)) => format!("taak {} te laat", task.name),
            (4, ..) => "signaal sg0 ontvangen".to_owned(),
            (5, ..) => "klaar".to_owned(),
            (6, ..) => format!("{p}k > 2"),
            _ => format!("niet {p}f"),
        }
    }

    /// What a step starts for items, so that it is done when they are.
    pub(super) fn starts_something(&self, at: usize) -> bool {
        let place = &self.places[at];
        let items = self.plan.items.as_ref().filter(|_| place.root == 0);
        let here = |items: &Items| items.of[at % items.of.len()].is_multiple_of(3);
        place.kind == Kind::Step && items.is_some_and(here)
    }

    pub(super) fn starts(&mut self, at: usize, depth: usize) {
        let Some(items) = self.plan.items.as_ref().filter(|_| self.starts_something(at)) else {
            return;
        };
        let of = items.of[(at + 5) % items.of.len()];
        let (chart, p) = if of.is_multiple_of(2) { ("tr", 'j') } else { ("hb", items.kind()) };
        let only = match (of / 2 % 3, p == 'j') {
            (0, true) => format!(" waar {}", items.about_item(at)),
            (0, false) => format!(" waar {}", self.of_child(at)),
            (1, _) => format!(" waar {p}k < 4, eerst waar {p}f"),
            _ => String::new(),
        };
        let start = format!("start {chart} voor elke {p}{p}{only}");
        let line = if of > 200 { format!("bij m0 {{ {start} }}") } else { start };
        self.add_line(depth, &line);
    }

    /// Who holds care at an end of a handover.
    pub(super) fn care_at_end(&self, at: usize) -> String {
        let place = &self.places[at];
        let items = self.plan.items.as_ref().filter(|items| items.is_handover());
        match items {
            Some(items) if place.root > 0 && place.parent == place.root => {
                let care = ["eindigt", "bij aa", "bij ·w"][(items.bits >> 30) as usize % 3];
                self.own(&format!(", zorg {care}"))
            }
            _ => String::new(),
        }
    }

    // In the chart that is being written.

    /// What is of the kind of item is named by its letter.
    fn own(&self, text: &str) -> String {
        text.replace('·', &self.letter().to_string())
    }

    pub(super) fn letter(&self) -> char {
        self.plan.items.as_ref().map_or('j', Items::kind)
    }

    /// Whether states, tasks and signals of a chart can be named: those of the case can anywhere.
    pub(super) fn is_known(&self, root: usize) -> bool {
        root == 0 || root == self.root
    }

    pub(super) fn role_names(&self, of: usize) -> (&'static str, Option<&'static str>) {
        match (self.root > 0, self.letter(), of % ROLES.len()) {
            (true, 'j', 3) => ("jw", None),
            (true, 'j', 5) => ("jc", Some("jcs")),
            (true, _, 3) => ("lw", None),
            (true, _, 5) => ("lc", Some("lcs")),
            (_, _, of) => ROLES[of],
        }
    }

    /// A role of the case.
    pub(super) fn common_role(of: u8) -> &'static str {
        let (name, plural) = ROLES[usize::from(of) % ROLES.len()];
        plural.unwrap_or(name)
    }

    /// A role of several, by its name for one.
    pub(super) fn plural(&self, of: u8) -> &'static str {
        self.role_names([2, 5][usize::from(of % 2)]).0
    }

    /// The signals of this chart.
    pub(super) fn signals_here(&self) -> &'a [Signal] {
        match &self.plan.items {
            Some(items) if self.root > 0 => &items.signals,
            _ => &self.plan.signals,
        }
    }

    pub(super) fn signal_name(&self, position: usize) -> String {
        format!("{}{position}", if self.root > 0 { "sg" } else { "m" })
    }

    /// A signal that can be named here: of this chart or of the case.
    pub(super) fn any_signal(&self, of: u8) -> String {
        let own = self.signals_here().len();
        match usize::from(of) {
            of if self.root > 0 && of.is_multiple_of(2) => self.signal_name(of / 2 % own),
            of => format!("m{}", of % self.plan.signals.len()),
        }
    }

    /// What a task delivers.
    pub(super) fn delivered(&self, of: u8) -> String {
        let facts = ["k0", "n0 ‹en|and› d1", "f1", "o0"];
        let own = ["·k", "·f en ·d", "·f", "·d"];
        let of = usize::from(of % 4);
        if self.root == 0 { facts[of].to_owned() } else { self.own(own[of]) }
    }

    /// What else a decision that states this much may state.
    pub(super) fn may_state(&self, of: u8) -> String {
        match of % 4 {
            _ if self.root == 0 => "d0".to_owned(),
            0 => self.own("·d"),
            _ => self.own("·k"),
        }
    }

    pub(super) fn day_to_count_from(&self, of: u8) -> String {
        match of % 6 {
            3.. if self.root > 0 => format!("{}d", self.letter()),
            of => ["d0", "i0", "gd"][usize::from(of % 3)].to_owned(),
        }
    }

    /// A date or instant that a timer can follow.
    pub(super) fn followed(&self, of: u8) -> String {
        let p = self.letter();
        match of % 4 {
            0 if self.root > 0 => format!("{p}d"),
            1 if self.root > 0 && of > 128 => format!("laatste({p}d, {})", date(of)),
            _ => followed(of),
        }
    }

    /// What can be asked of the item in whose chart this stands.
    pub(super) fn item_atom(&self, kind: u8, b: u8) -> String {
        match &self.plan.items {
            Some(items) if kind % 6 >= 4 && items.in_care() => {
                format!("zorg bij {}", ["aa", "bb", "ee"][usize::from(b % 3)])
            }
            _ => self.item_fact(kind, b),
        }
    }

    /// What the facts of the item are.
    pub(super) fn item_fact(&self, kind: u8, b: u8) -> String {
        let p = self.letter();
        match kind % 6 {
            0 => format!("{p}f"),
            1 => format!("{p}k > {}", b % 6),
            2 => format!("bekend({p}d)"),
            3 => format!("{p}d < {}", date(b)),
            _ => format!("{p}k + k1 > {}", b % 9),
        }
    }

    /// Sets a fact of the item; what is at once gives it a fixed value.
    pub(super) fn set_of_item(&self, a: u8, b: u8, place: Where) -> String {
        let fixed = ["·f is ja", "·k is 5", "·d is 2026-04-27", "·f is nee"];
        let moving = ["·k is ·k + 1", "·d is ·d + 10 dagen", "·f is niet ·f", "·d is vandaag"];
        let at_once = place == Where::AtOnce || b.is_multiple_of(2);
        let value = if at_once { fixed } else { moving }[usize::from(a % 4)];
        self.own(&format!("zet {value}"))
    }

    /// Whether care may be moved here; sometimes it is not.
    pub(super) fn moves_care(&self, of: u8) -> bool {
        let may = |items: &Items| items.is_handover() && items.in_care();
        self.root > 0 && of > 60 && self.plan.items.as_ref().is_some_and(may)
    }

    pub(super) fn care_move(&self, of: u8) -> String {
        let p = self.letter();
        match of % 4 {
            0 => format!("zorg naar {p}w"),
            1 => format!("zorg naar ee per {p}d"),
            2 => format!("zorg naar {p}w per {}", date(of)),
            _ => "zorg blijft".to_owned(),
        }
    }
}
