//! Items: a kind with facts, roles and holdings, a handover and a process for each of it, and what
//! the case does with them. The shape is fixed, so that it leads somewhere; what is in it varies.

use super::Items;
use super::book::Book;
use super::words::pick;

impl Book<'_> {
    pub(super) fn item_kind(&mut self) {
        let Some(items) = self.plan.items.clone() else { return };
        let on = |bit: usize| items.on(bit);
        self.add_line(0, "item jj/jjs \"Ding\" {");
        self.add_line(1, if on(0) { "gegeven jf : ja/nee is nee" } else { "gegeven jf : ja/nee" });
        let personal = if on(23) { " persoonlijk, zichtbaar voor jw" } else { "" };
        self.add_line(1, &format!("gegeven jd : datum{personal}"));
        self.add_line(1, "gegeven jk : aantal is 1");
        self.add_line(1, "rol jw zorgplicht op grond van wet");
        self.add_line(1, "rol jo uit jc/jcs");
        let first = if on(1) { "aa" } else { "bb" };
        let net = if on(2) { "jw" } else { "ee" };
        self.add_line(1, &format!("zorg bij {first}, vangnet {net}"));
        if on(3) {
            self.add_line(1, "houder dos bij bb, vangnet jw");
        }
        if on(4) {
            self.add_line(1, "register door bb of aa");
        }
        if on(23) || on(24) {
            let fact = if on(25) { "jf" } else { "jk" };
            self.add_line(1, &format!("samen per {fact}"));
        }
        if on(28) {
            items.promises().iter().for_each(|line| self.add_line(1, line));
        }
        self.add_line(0, "}");
    }

    /// What the root does with items.
    pub(super) fn item_rules(&mut self) {
        let Some(items) = self.plan.items.clone() else { return };
        let on = |bit: usize| items.on(bit);
        let of = |at: usize| items.about_item(at);
        let only = if on(5) { format!(" waar {}", of(0)) } else { String::new() };
        let first = if on(6) { format!(", eerst waar {}", of(1)) } else { String::new() };
        let start = format!("start ho voor elke jj{only}{first}");
        self.add_line(0, &if on(22) { start } else { format!("bij m0 {{ {start} }}") });
        self.add_line(0, &format!("bij m1 {{ start tr voor elke jj waar {} }}", of(2)));
        if on(7) {
            let only = if on(8) { format!(" voor elke jj waar {}", of(3)) } else { String::new() };
            self.add_line(0, &format!("bij m2 {{ stop ho{only} }}"));
        }
        if on(9) {
            self.add_line(0, &format!("bij m1 {{ stuur js naar elke jj waar {} }}", of(4)));
        }
        if on(10) {
            let said = format!("\"{{aantal jjs waar ({})}} van {{aantal jjs}}\"", of(5));
            self.add_line(0, &format!("zodra een jj: {} {{ meld aa {said} }}", of(6)));
        }
        if on(11) {
            self.add_line(0, &format!("zodra alle jjs: {} {{ leg vast \"Alle\" }}", of(7)));
        }
        if on(12) {
            self.add_line(0, &format!("zodra geen jj: {} {{ leg vast \"Geen\" }}", of(8)));
        }
        if on(13) {
            let dos = if on(3) { "zorg, dos" } else { "zorg" };
            self.add_line(0, &format!("bij m2 {{ ee vervangt aa voor {dos} }}"));
        }
    }

    /// The handover and the process.
    pub(super) fn item_charts(&mut self) {
        let Some(items) = self.plan.items.clone() else { return };
        let charts = [
            items.handover(),
            items.asking(),
            items.without_place(),
            items.moving(),
            items.rounding_off(),
            items.process(),
        ];
        charts.iter().flatten().for_each(|line| self.add_line(0, line));
    }
}

impl Items {
    pub(super) fn on(&self, bit: usize) -> bool {
        self.bits & (1 << bit) > 0
    }

    /// What is done with the file, if the items have one.
    fn file(&self, text: &'static str) -> &'static str {
        if self.on(3) { text } else { "leg vast \"Geen dossier\"" }
    }

    fn handover(&self) -> Vec<String> {
        let carries = if self.on(14) { ", vermeldt jd" } else { "" };
        vec![
            "overdracht ho per jj \"Overdracht\" {".to_owned(),
            format!("    signaal ja0 door jc aanvaardt zorg{carries}"),
            "    signaal ji door jc trekt aanvaarding in".to_owned(),
            "    signaal js door jo of aa vermeldt jk".to_owned(),
            "    signaal jx door jw".to_owned(),
            "    signaal jp door jw vermeldt jk".to_owned(),
            format!(
                "    signaal jg door elk van {} aanvaardt zorg",
                if self.on(27) { "jc en jw" } else { "jw en bb" }
            ),
            "    bij jp { leg vast \"Plek voor {jj}\" }".to_owned(),
            "    bij js { leg vast \"Gehoord van {jj}: {jk}\" }".to_owned(),
            "    bij jx { zorg blijft } -> hx".to_owned(),
        ]
    }

    /// What must hold of each item, whatever runs for it.
    fn promises(&self) -> Vec<String> {
        let of = |at: usize| self.about_item(at);
        let all = [
            format!("altijd {{ {} }}", of(0)),
            format!("nooit {{ {} }}", of(1)),
            format!("na {{ {} }} uiteindelijk {{ {} }}", of(2), of(3)),
            format!("na {{ {} }} binnen 2 weken {{ {} }}", of(4), of(5)),
            format!("nooit {{ {} }} voordat {{ {} }}", of(6), of(7)),
            format!("vanaf {{ {} }} tot {{ {} }} nooit {{ {} }}", of(8), of(9), of(10)),
        ];
        let few = all.into_iter().enumerate().filter(|(at, _)| self.of[*at] % 4 < 2);
        few.map(|(at, promise)| format!("waarborg qj{at} {promise}")).collect()
    }

    /// The host is asked for something, of the item only or as of the case too.
    fn call(&self, trigger: &str) -> String {
        let call = if self.on(26) { "hj(jj, jk)" } else { "h2()" };
        format!("{trigger} {{ doe {call} }}")
    }

    fn asking(&self) -> Vec<String> {
        let task = if self.on(15) {
            "        taak jt0 door elke jc binnen 5 werkdagen".to_owned()
        } else {
            let whether = self.here(9);
            format!("        taak jt0 door jw als {whether}, anders bb binnen 3 werkdagen")
        };
        let when = match (self.on(16), self.on(27)) {
            (true, true) if self.on(15) => " als een jc: taak jt0 klaar",
            (true, true) => " als een jc: signaal ja0 ontvangen en aanvaard",
            (true, false) => " als een jc: aanvaard",
            (false, _) => "",
        };
        let states = match (self.on(25), self.on(26)) {
            (true, true) => ", vermeldt jd, eventueel jk",
            (true, false) => ", vermeldt jd",
            (false, true) => ", eventueel jd",
            (false, false) => "",
        };
        vec![
            "    stap h0 begin {".to_owned(),
            "        regie jw".to_owned(),
            "        termijn 4 weken".to_owned(),
            self.call("        na 1 dag"),
            task,
            format!("        besluit jb{when} door jw kiest jo binnen 2 weken{states} {{"),
            "            gekozen       -> h2".to_owned(),
            "            geen_plek     -> h1".to_owned(),
            "            geen antwoord -> h1".to_owned(),
            "        }".to_owned(),
            "        te laat -> h1".to_owned(),
            "    }".to_owned(),
        ]
    }

    fn without_place(&self) -> Vec<String> {
        let entry = if self.on(17) { "zorg naar jw" } else { "zorg naar ee per jd" };
        let file = self.file("dos naar ee");
        let back = if self.of[9].is_multiple_of(2) { "hervat " } else { "" };
        vec![
            "    stap h1 {".to_owned(),
            "        regie jw".to_owned(),
            "        termijn 3 weken".to_owned(),
            format!("        {entry}"),
            format!("        bij ja0 -> {back}h0, hoogstens 3 keer, daarna -> h2"),
            format!("        zodra {} {{ {file} }}", self.here(10)),
            "        te laat { verleng met 2 weken, hoogstens 2 keer, daarna -> h2 }".to_owned(),
            "    }".to_owned(),
        ]
    }

    /// What an acceptance more does is at odds with what was planned.
    fn moving(&self) -> Vec<String> {
        let again = if self.on(21) { "zorg naar jo" } else { "zorg naar jw per 2027-03-01" };
        let file = self.file("dos naar jo per jd");
        let beside = match (self.on(26), self.on(27)) {
            (true, true) if self.on(1) => "aa tot 2027-06-01",
            (true, true) => "bb tot 2027-06-01",
            (true, false) => "jw tot jd",
            (false, true) => "jo tot jd",
            (false, false) => "jo tot 2027-03-01",
        };
        vec![
            "    stap h2 {".to_owned(),
            "        regie jw".to_owned(),
            "        termijn 5 weken".to_owned(),
            format!(
                "        taak jt1 door {} binnen 2 weken",
                if self.on(18) { "jo" } else { "aa" }
            ),
            format!("        klaar {{ zorg naar jo{} }}", if self.on(19) { " per jd" } else { "" }),
            format!("        bij ja0 {{ {again} ; zorg ook bij {beside} }}"),
            "        bij ji { zorg blijft }".to_owned(),
            self.call("        bij jp"),
            format!("        na 3 dagen {{ {file} }}"),
            "        zodra zorg bij jo -> h3".to_owned(),
            "        te laat { zorg naar jo } -> h3".to_owned(),
            "    }".to_owned(),
        ]
    }

    fn rounding_off(&self) -> Vec<String> {
        vec![
            "    stap h3 {".to_owned(),
            "        regie jw".to_owned(),
            "        termijn 6 weken".to_owned(),
            "        taak jt2 door jw binnen 2 weken na jd { escaleer te laat naar bb }".to_owned(),
            "        klaar -> hz".to_owned(),
            "        te laat -> hz".to_owned(),
            "        bij ji -> h0, hoogstens 5 keer, daarna -> hz".to_owned(),
            "    }".to_owned(),
            "    einde hz, zorg bij jo".to_owned(),
            format!("    einde hx, {}", if self.on(20) { "zorg eindigt" } else { "zorg bij aa" }),
            "}".to_owned(),
        ]
    }

    fn process(&self) -> Vec<String> {
        vec![
            "traject tr per jj {".to_owned(),
            "    signaal jr door jw vermeldt jf".to_owned(),
            "    stap r0 begin {".to_owned(),
            "        regie jw".to_owned(),
            "        termijn 3 weken".to_owned(),
            "        taak jt3 door jw binnen 1 week".to_owned(),
            format!("        bij jr als {} {{ geef m1 }}", self.here(11)),
            "        klaar -> re".to_owned(),
            "        te laat -> re".to_owned(),
            "    }".to_owned(),
            "    einde re".to_owned(),
            "}".to_owned(),
        ]
    }

    /// A condition about an item, where that is in question.
    pub(super) fn about_item(&self, at: usize) -> String {
        let of = self.of[at % self.of.len()];
        let atoms = [
            "jf",
            "jk > 1",
            "klaar",
            "niet jf",
            "zorg bij jw",
            "in h0",
            "zorg bij jo",
            "taak jt1 klaar",
            "bekend(jd)",
            "f0",
            "in r0",
            "jd < 2026-09-01",
            "(een jc: aanvaard)",
        ];
        let one = pick(&atoms, of).expect("some");
        match pick(&atoms, of.wrapping_mul(7)).filter(|_| of > 160) {
            Some(other) if of.is_multiple_of(2) => format!("({one} en {other})"),
            Some(other) => format!("({one} of {other})"),
            None => one.to_owned(),
        }
    }

    /// A condition in the handover itself.
    fn here(&self, at: usize) -> String {
        let atoms = ["jf", "jk > 1", "zorg bij jw", "f0", "bekend(jd)", "k0 > 2"];
        pick(&atoms, self.of[at % self.of.len()]).expect("some").to_owned()
    }
}
