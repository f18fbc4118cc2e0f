//! Something is spelled as in another language of machines or of offices.

use crate::diagnostic::{Code, Diagnostic, Language, Level};
use crate::span::Span;
use crate::syntax::fault::thousands::Readings;
use crate::syntax::grammar::Rule;
use crate::syntax::keyword;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0108",
    name: "foreign-spelling",
    level: Level::Error,
    page: include_str!("foreign_spelling.md"),
};

/// `written` means `right`.
pub(in crate::syntax) fn at(span: Span, written: &str, right: &str) -> Diagnostic {
    let shown = right.trim();
    let message = text!(
        nl: "`{written}` wordt hier als `{shown}` geschreven",
        en: "`{written}` is spelled `{shown}` here",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "schrijf `{shown}`", en: "write `{shown}`"))
        .fix(span, right)
}

/// `written` may mean either: only its author knows.
pub(in crate::syntax) fn either(span: Span, written: &str, readings: &Readings) -> Diagnostic {
    let Readings { decimal, thousands } = readings;
    let message = text!(
        nl: "`{written}` is op twee manieren te lezen",
        en: "`{written}` may be read in two ways",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "schrijf `{decimal}`, of `{thousands}` als dat is bedoeld",
        en: "write `{decimal}`, or `{thousands}` if that is meant",
    ))
}

/// What the foreign spelling `written`, of grammar rule `rule`, is here.
pub(in crate::syntax) fn right(rule: Rule, written: &str, language: Language) -> Option<String> {
    let word = |rule| Some(keyword::word(rule, language).to_owned());
    match rule {
        Rule::foreign_arrow => Some("->".to_owned()),
        Rule::foreign_and => word(Rule::kw_and),
        Rule::foreign_or => word(Rule::kw_or),
        Rule::foreign_not => Some(format!("{} ", keyword::word(Rule::kw_not, language))),
        Rule::foreign_is => word(Rule::kw_is),
        Rule::foreign_is_not => word(Rule::kw_is_not),
        Rule::foreign_at_most => Some("<=".to_owned()),
        Rule::foreign_at_least => Some(">=".to_owned()),
        Rule::foreign_yes => word(Rule::kw_yes),
        Rule::foreign_no => word(Rule::kw_no),
        Rule::foreign_otherwise => word(Rule::kw_otherwise),
        Rule::foreign_decimal => Some(written.replace('.', "").replace(',', ".")),
        Rule::foreign_thousands => Some(written.replace('.', "_")),
        Rule::foreign_text => {
            let mut inside = written.chars();
            inside.next();
            inside.next_back();
            Some(format!("\"{}\"", inside.as_str()))
        }
        Rule::foreign_date => {
            let fields: Vec<&str> = written.split(['-', '/']).collect();
            let [day, month, year] = fields.as_slice() else { return None };
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}
