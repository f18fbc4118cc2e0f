//! What is declared before the states: calendars, roles, facts, tables, severity, signals.

use std::fmt::Write as _;

use draaiboek::calendar::Date;

use super::book::Book;
use super::words::{pick, quoted};

/// Days that the calendar equates with holidays: every other Monday.
fn equated() -> impl Iterator<Item = Date> {
    let first = Date::new(2025, 4, 7).expect("a date");
    (0..60).map(move |at| first.add_days(at * 14).expect("a date"))
}

impl Book<'_> {
    pub(super) fn head(&mut self) {
        let plan = self.plan;
        let until = if plan.defaults & 64 > 0 { " ‹tot|until› 2027-01-01" } else { "" };
        self.out.push_str("‹draaiboek|playbook› w \"Proef\"\n‹versie|version› \"1\"\n");
        let _ = writeln!(self.out, "‹geldig vanaf|valid from› 2025-01-01{until}");
        self.out.push_str("‹tijdzone|time zone› \"Europe/Amsterdam\"\n");
        self.calendar();
        self.roles_declared();
        self.facts_declared();
        for (position, derived) in plan.derived.iter().enumerate() {
            let condition = self.condition(derived, super::condition::Reads::Facts);
            let line = format!("‹afgeleid|derived› g{position} is {condition}");
            self.add_line(0, &line);
        }
    }

    fn calendar(&mut self) {
        let plan = self.plan;
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
    }

    fn roles_declared(&mut self) {
        let plan = self.plan;
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
    }

    fn facts_declared(&mut self) {
        let plan = self.plan;
        let default = |bit: u8, value: &'static str| {
            if plan.defaults & bit > 0 { value } else { "" }
        };
        let personal = " ‹persoonlijk|personal›, ‹zichtbaar voor|visible to› aa";
        let facts = format!(
            "‹gegeven|fact› f0 : ‹ja/nee|yes/no› is ‹nee|no›\n‹gegeven|fact› f1 : ‹ja/nee|yes/no› \"Vraag\"\n\
             ‹gegeven|fact› n0 : ‹getal|number›{}\n‹gegeven|fact› k0 : ‹aantal|count›\n\
             ‹gegeven|fact› k1 : ‹aantal|count› is 3\n‹gegeven|fact› a0 : ‹bedrag|amount›{}\n\
             ‹gegeven|fact› p0 : percentage{}\n‹gegeven|fact› d0 : ‹datum|date›{}\n\
             ‹gegeven|fact› d1 : ‹datum|date›{}\n‹gegeven|fact› i0 : ‹tijdstip|instant› ‹persoonlijk|personal›, ‹zichtbaar voor|visible to› aa ‹en|and› ccs\n\
             ‹gegeven|fact› v0 : ‹duur in weken|duration in weeks›{}\n‹gegeven|fact› t0 : ‹tekst|text› ‹persoonlijk|personal›, ‹zichtbaar voor|visible to› aa\n\
             ‹gegeven|fact› c0 : ‹keuze|choice› rood, groen, blauw is groen\n‹gegeven|fact› o0 : document{}\n\
             ‹afgeleid|derived› gd is d0 + 7 ‹dagen|days›\n‹afgeleid|derived› gn is n0 * 2 + k0\n",
            default(1, " is 1.5"),
            default(2, " is 2 ‹duizend|thousand› euro"),
            default(4, " is 5%"),
            default(8, " is 2026-05-04"),
            personal,
            default(16, " is 3 ‹dagen|days›"),
            if plan.defaults & 32 > 0 { personal } else { "" },
        );
        self.out.push_str(&facts);
    }

    /// Tables, of each policy. Rows of which only one may apply are told apart by what the checks
    /// do not look into, so that at times two do.
    pub(super) fn tables(&mut self) {
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

    pub(super) fn severity(&mut self) {
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
        let determined = self.roles(severity.determined, 3, "‹of|or›");
        self.add_line(1, &format!("‹bepaald door|determined by› {determined}"));
        let lowered = self.roles(severity.determined.wrapping_mul(7), 2, "‹of|or›");
        let most = match severity.at_a_time {
            0 => String::new(),
            most => format!(", ‹hoogstens|at most› {most} ‹tegelijk|at a time›"),
        };
        self.add_line(1, &format!("‹verlaagd alleen door|lowered only by› {lowered}{most}"));
        self.add_line(0, "}");
    }

    pub(super) fn signals(&mut self) {
        let plan = self.plan;
        for (position, signal) in plan.signals.iter().enumerate() {
            let senders = self.senders(signal.senders);
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
    pub(super) fn host_actions(&mut self) {
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
        if self.plan.items.is_some() {
            self.add_line(0, "actie hj(jj, jk) antwoordt jp of m1 binnen 2 werkdagen");
        }
    }

    /// Who may send a signal.
    pub(super) fn senders(&self, of: u8) -> String {
        match of % 4 {
            0 => "‹iedereen|anyone›".to_owned(),
            1 => {
                let pairs = [("aa", "ccs"), ("bb", "ffs"), ("aa", "bb"), ("ee", "ccs")];
                let (a, b) = pairs[usize::from(of / 4) % 4];
                format!("‹elk van|all of› {a} ‹en|and› {b}")
            }
            _ => self.roles(of, 3, "‹of|or›"),
        }
    }
}
