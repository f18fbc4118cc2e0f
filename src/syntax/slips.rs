//! Slips that come naturally to authors: what is seen where reading stops, and what to say.

mod seen;

use super::build::Context;
use crate::diagnostic::{Language, Text};

pub(super) use seen::Around;

/// A slip. `seen` are tokens, with `|` where reading stops: a word or mark stands for itself,
/// `a/b` for either; `^` is the start of the stretch and `…` anything. `NAME` is a name, `WORD`
/// any word, `COUNT` digits, `NUMBERED` a word that begins with a digit; `DATE` is a date, and
/// `DAY`, `MONTH` and `YEAR` are parts of one in words. `{1}` is the first of the tokens.
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
    "de/het/aan/the/to | NAME": "{2}", "{2}",
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
