//! Slips that come naturally to authors: what is seen where reading stops, and what to say.

mod seen;

use super::build::Context;
use crate::diagnostic::{Language, Text};

pub(super) use seen::Around;

/// A slip. `seen` are tokens, with `|` where reading stops: a word or mark stands for itself,
/// `a/b` for either; `^` is the start of the stretch and `…` anything. `NAME` is a name, `WORD`
/// any word, `TEXT` a text, `COUNT` digits, `NUMBERED` a word that begins with a digit; `DATE` is a
/// date, and `DAY`, `MONTH` and `YEAR` are parts of one in words; `END` is the end of the stretch,
/// and `~` says that a word stands somewhere before. `{1}` is the first of the tokens.
struct Slip {
    /// Where it is one; everywhere if empty.
    within: &'static [Context],
    seen: &'static str,
    /// What to write, in the words of the file: Dutch, English.
    write: [&'static str; 2],
    /// What to say; `{}` is what to write.
    nl: &'static str,
    en: &'static str,
}

/// What to say of the slip around a place, if one is seen there.
pub(super) fn advice(around: &Around<'_>, context: Context, language: Language) -> Option<Text> {
    SLIPS.iter().filter(|slip| slip.within.is_empty() || slip.within.contains(&context)).find_map(
        |slip| {
            let tokens = around.matched(slip.seen)?;
            let fill = |template: &str| {
                let numbered = tokens.iter().enumerate();
                numbered.fold(template.to_owned(), |text, (index, token)| {
                    text.replace(&format!("{{{}}}", index + 1), token)
                })
            };
            let [dutch, english] = slip.write;
            let write = fill(match language {
                Language::Dutch => dutch,
                Language::English => english,
            });
            let say = |template: &str| fill(template).replace("{}", &write);
            Some(Text { nl: say(slip.nl), en: say(slip.en) })
        },
    )
}

macro_rules! slips {
    ($($seen:literal $(in $($context:ident),+)? : $dutch:literal, $english:literal,
        $nl:literal, $en:literal;)*) => {
        &[$(Slip {
            within: &[$($(Context::$context),+)?],
            seen: $seen,
            write: [$dutch, $english],
            nl: $nl,
            en: $en,
        }),*]
    };
}

/// Of several that are seen, the first counts.
#[rustfmt::skip]
static SLIPS: &[Slip] = slips! {
    "^ taak/task … door/by NAME | en/and NAME": "{3} met {5}", "{3} with {5}",
        "een taak heeft één uitvoerder: schrijf `{}`, waarbij de tweede helpt, of maak er twee",
        "a task has one doer: write `{}`, where the second helps, or make it two";
    "^ taak/task … door/by NAME | of/or NAME":
        "{3} als VOORWAARDE, anders {5}", "{3} if CONDITION, otherwise {5}",
        "een taak heeft één uitvoerder: kies er een, of zeg wanneer wie, met `{}`",
        "a task has one doer: choose one, or say when who does it, with `{}`";
    "^ besluit/decision … door/by NAME | en/and NAME":
        "elk van {3} en {5}", "all of {3} and {5}",
        "wie samen besluiten, staan er zo: `{}`",
        "those who decide together are written `{}`";
    "^ besluit/decision … door/by NAME | of/or NAME":
        "een van {3} en {5}", "one of {3} and {5}",
        "van wie er één besluit, staat er zo: `{}`",
        "those of whom one decides are written `{}`";
    "regie/lead NAME | en/and NAME": "raadpleeg {4}", "consult {4}",
        "de regie heeft één rol; laat `{4}` meedoen met `{}`",
        "one role leads; let `{4}` take part with `{}`";
    "^ verwacht/expect dat/that | WORD": "{1} {3} in STAP", "{1} {3} in STEP",
        "laat `{2}` weg, zoals in `{}`",
        "leave out `{2}`, as in `{}`";
    "de/het/the | WORD": "{2}", "{2}",
        "laat `{1}` weg en schrijf alleen `{}`",
        "leave out `{1}` and write just `{}`";
    "aan/to | NAME": "{2}", "{2}",
        "laat `{1}` weg en schrijf alleen `{}`",
        "leave out `{1}` and write just `{}`";
    "door/by/informeer/inform/raadpleeg/consult/meld/notify/regie/lead | een NAME": "{3}", "{3}",
        "laat `een` weg en schrijf alleen `{}`",
        "leave out `een` and write just `{}`";
    "rol/role/stap/step/fase/phase/spoor/track/einde/end/taak/task/besluit/decision | NUMBERED":
        "", "",
        "een naam begint met een letter; een cijfer kan erachter",
        "a name begins with a letter; a digit may follow";
    "signaal/signal/gegeven/fact/afgeleid/derived/grondslag/item | NUMBERED": "", "",
        "een naam begint met een letter; een cijfer kan erachter",
        "a name begins with a letter; a digit may follow";
    "rol/role/stap/step/fase/phase/spoor/track/einde/end/taak/task NAME | '/’/-/&/. WORD":
        "{2}_{4}", "{2}_{4}",
        "een naam bestaat uit letters, cijfers en `_`: schrijf `{}`",
        "a name consists of letters, digits and `_`: write `{}`";
    "besluit/decision/signaal/signal/gegeven/fact/afgeleid/derived/item NAME | '/’/-/&/. WORD":
        "{2}_{4}", "{2}_{4}",
        "een naam bestaat uit letters, cijfers en `_`: schrijf `{}`",
        "a name consists of letters, digits and `_`: write `{}`";
    "rol/role/stap/step/fase/phase/spoor/track/einde/end/taak/task/regie/lead NAME | NAME":
        "{2}_{3}", "{2}_{3}",
        "een naam is één woord: schrijf `{}`",
        "a name is one word: write `{}`";
    "besluit/decision/signaal/signal/gegeven/fact/afgeleid/derived/item/-> NAME | NAME":
        "{2}_{3}", "{2}_{3}",
        "een naam is één woord: schrijf `{}`",
        "a name is one word: write `{}`";
    "^ schrijf | NAME uit TEXT" in Command: "schrijf uit {2} {4}", "withdraw {2} {4}",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ schrijf | NAME uit" in Command: "schrijf uit {2} \"REDEN\"", "withdraw {2} \"REASON\"",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ schrijf | NAME NAME in" in Command: "schrijf in {2} {3}", "enrol {2} {3}",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ schrijf | NAME in" in Command: "schrijf in ITEM {2}", "enrol ITEM {2}",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ splits | NAME af" in Command: "splits af {2} \"NAAM\"", "split off {2} \"NAME\"",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ geef vrij | NAME" in Command: "geef {3} vrij", "release {3}",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ trek | in NAME van NAME" in Command: "trek {3} van {5} in", "withdraw {3} of {5}",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ trek | in taak NAME" in Action: "trek taak {4} in", "withdraw task {4}",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ schort | op termijnen" in Command, Action: "schort termijnen op", "suspend deadlines",
        "schrijf het in deze volgorde: `{}`",
        "write it in this order: `{}`";
    "^ meldt | NAME TEXT" in Action: "meld {2} {3}", "notify {2} {3}",
        "in een draaiboek staat het zo: `{}`",
        "in a playbook it stands so: `{}`";
    "^ meldt | NAME" in Action: "meld {2}", "notify {2}",
        "in een draaiboek staat het zo: `{}`",
        "in a playbook it stands so: `{}`";
    "^ verlengt | met" in Action: "verleng met", "extend by",
        "in een draaiboek staat het zo: `{}`",
        "in a playbook it stands so: `{}`";
    "^ meld/notify | TEXT aan/to NAME" in Action: "{1} {4} {2}", "{1} {4} {2}",
        "wie het hoort, staat voor de tekst: `{}`",
        "who is told stands before the text: `{}`";
    "^ meld/notify | TEXT" in Action: "{1} ROL {2}", "{1} ROLE {2}",
        "wie het hoort, staat voor de tekst: `{}`",
        "who is told stands before the text: `{}`";
    "^ bij/when | te laat" in Statement, Item: "te laat", "overdue",
        "laat `{1}` weg: `{}`",
        "leave out `{1}`: `{}`";
    "^ bij/when | klaar/overdue/done" in Statement, Item: "{2}", "{2}",
        "laat `{1}` weg: `{}`",
        "leave out `{1}`: `{}`";
    "^ | geen/no NAME ->" in Outcome: "{1}_{2}", "{1}_{2}",
        "een naam is één woord: schrijf `{}`",
        "a name is one word: write `{}`";
    "^ besluit/decision … door/by | alle/all NAME": "elk van {4}", "all of {4}",
        "elk van hen besluit: schrijf `{}`",
        "each of them decides: write `{}`";
    "^ taak/task … door/by | alle/all NAME": "elke ROL", "every ROLE",
        "elk van hen doet de taak: schrijf `{}`, met het enkelvoud van de rol",
        "each of them does the task: write `{}`, with the singular of the role";
    "^ taak/task … ~als/if | END": "als VOORWAARDE door", "if CONDITION by",
        "wanneer een taak er is, staat voor wie hem doet: `{}`; achter een termijn hoort bij `als` \
         een andere termijn, zoals `als VOORWAARDE dan 2 dagen`",
        "whether there is a task stands before who does it: `{}`; behind a term, `if` is followed \
         by another term, such as `if CONDITION then 2 days`";
    "^ termijn/deadline | tot/until NAME NAME": "{1} uiterlijk DATUM", "{1} no later than DATE",
        "schrijf tot en met welke dag het duurt: `{}`, met een datum of een gegeven",
        "write up to which day it lasts: `{}`, with a date or a fact";
    "^ termijn/deadline | tot/until WORD": "{1} uiterlijk {3}", "{1} no later than {3}",
        "schrijf tot en met welke dag het duurt: `{}`",
        "write up to which day it lasts: `{}`";
    "per/na/after/voor/before/of/uiterlijk/than NAME | +/- COUNT WORD":
        "afgeleid NAAM is {2} {3} {4} {5}", "derived NAME is {2} {3} {4} {5}",
        "reken het uit in een eigen gegeven, `{}`, en schrijf hier die naam",
        "work it out in a fact of its own, `{}`, and write that name here";
    "| tot en met DATE": "tot DATUM", "until DATE",
        "`tot` noemt de eerste dag die er niet meer bij hoort: schrijf `{}` met de dag na {4}",
        "`until` names the first day that is not part of it: write `{}` with the day after {4}";
    "^ open WEEKDAY | tot/until WEEKDAY": "{1} {2} 09:00 tot 17:00", "{1} {2} 09:00 until 17:00",
        "schrijf voor elke dag een regel, zoals `{}`",
        "write one line for each day, such as `{}`";
    "gegeven/fact/afgeleid/derived NAME | WORD :": "{2}_{3}", "{2}_{3}",
        "een naam is één woord: schrijf `{}`",
        "a name is one word: write `{}`";
    "^ | binnen/within COUNT WORD" in Statement: "termijn {2} {3}", "deadline {2} {3}",
        "een stap heeft een termijn zo: `{}`",
        "a step has a deadline so: `{}`";
    "^ | meld/notify/zet/set/verleng/extend/trek/withdraw/stuur/send/leg/record/doe/do"
        in Statement, Item, TaskClause, Outcome: "zodra VOORWAARDE { {1} … }",
        "as soon as CONDITION { {1} … }",
        "een handeling staat tussen accolades achter een aanleiding, zoals `{}`",
        "an action stands in braces after a trigger, such as `{}`";
    "^ taak/task NAME | klaar/done" in Statement, Item:
        "zodra taak {2} klaar", "as soon as task {2} done",
        "zo begint de regel: `{}`",
        "the line begins so: `{}`";
    "^ | als/if" in Statement, Item: "zodra VOORWAARDE", "as soon as CONDITION",
        "een regel die op een voorwaarde wacht begint zo: `{}`",
        "a line that waits for a condition begins so: `{}`";
    "^ | als/if" in Row, Level: "WAARDE als VOORWAARDE", "VALUE if CONDITION",
        "wat eruit komt staat voorop: `{}`",
        "what comes out stands first: `{}`";
    "binnen/within COUNT WORD | voor/before":
        "uiterlijk {2} {3} voor", "no later than {2} {3} before",
        "een termijn die voor een datum eindigt begint zo: `{}`",
        "a term that ends before a date begins so: `{}`";
    "within COUNT WORD WORD | before": "uiterlijk", "no later than {2} {3} {4} before",
        "een termijn die voor een datum eindigt begint zo: `{}`",
        "a term that ends before a date begins so: `{}`";
    "| voor/before DATE": "uiterlijk {2}", "no later than {2}",
        "schrijf tot en met welke dag het kan: `{}`",
        "write up to which day it may be done: `{}`";
    "| geldig/valid vanaf/from DAY MONTH YEAR":
        "{1} {2} {5}-{4}-{3}", "{1} {2} {5}-{4}-{3}",
        "een datum wordt zo geschreven: `{}`",
        "a date is written so: `{}`";
    "DAY | MONTH YEAR": "{3}-{2}-{1}", "{3}-{2}-{1}",
        "een datum wordt zo geschreven: `{}`",
        "a date is written `{}`";
    "| DAY MONTH YEAR": "{3}-{2}-{1}", "{3}-{2}-{1}",
        "een datum wordt zo geschreven: `{}`",
        "a date is written `{}`";
    "vanaf/from trede/severity/level | {": "vanaf {2} TREDE", "from {2} LEVEL",
        "noem ook de trede, zoals in `{}`",
        "name the level too, as in `{}`";
    "vanaf/from NAME | {": "vanaf trede {2}", "from level {2}",
        "noem eerst de schaal en dan de trede, zoals in `{}`",
        "name the scale first and then its level, as in `{}`";
    "bij/when | signaal/signal NAME": "bij {3}", "when {3}",
        "laat `{2}` weg: `{}`",
        "leave out `{2}`: `{}`";
    "-> | {": "{ … } -> STAP", "{ … } -> STEP",
        "accolades staan voor de pijl: `{}`",
        "braces stand before the arrow: `{}`";
    "-> NAME , | WORD": "-> {2} ; {4}", "-> {2} ; {4}",
        "begin een nieuwe regel, of zet er `;` tussen: `{}`",
        "begin a new line, or put `;` in between: `{}`";
    "| DAY MONTH": "JJJJ-{2}-{1}", "YYYY-{2}-{1}",
        "een datum wordt zo geschreven, met het jaar: `{}`",
        "a date is written with its year: `{}`";
    "| de/het/the WORD": "{2}", "{2}",
        "laat `{1}` weg en schrijf alleen `{}`",
        "leave out `{1}` and write just `{}`";
    "| kleiner/minder/lager/less/fewer/lower/smaller of/or": "<=", "<=",
        "schrijf `{}`", "write `{}`";
    "| groter/meer/hoger/more/greater/higher/larger of/or": ">=", ">=",
        "schrijf `{}`", "write `{}`";
    "| kleiner/minder/lager/less/fewer/lower/smaller dan/than": "<", "<",
        "schrijf `{}`", "write `{}`";
    "| groter/meer/hoger/more/greater/higher/larger dan/than": ">", ">",
        "schrijf `{}`", "write `{}`";
    "| € COUNT duizend/miljoen/miljard/thousand/million/billion": "{2} {3} euro", "{2} {3} euro",
        "zet `euro` achter het bedrag: `{}`",
        "put `euro` after the amount: `{}`";
    "| € COUNT": "{2} euro", "{2} euro",
        "zet `euro` achter het bedrag: `{}`",
        "put `euro` after the amount: `{}`";
    "^ | #": "//", "//",
        "een toelichting begint met `{}`",
        "a comment begins with `{}`";
    "^ met/with | NAME" in Command: "{ {2} is … }", "{ {2} is … }",
        "wat erbij vermeld wordt staat tussen accolades: `{}`",
        "what is carried stands in braces: `{}`";
};
