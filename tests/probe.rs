use draaiboek::diagnostic::Language;
use draaiboek::syntax::{parse, parse_scenario, print, print_scenario};
#[test]
fn probe() {
    let lang = if std::env::var("EN").is_ok() { Language::English } else { Language::Dutch };
    for arg in std::env::var("PROBE").unwrap().split_whitespace() {
        let text = std::fs::read_to_string(arg).unwrap();
        if std::env::var("PRINT").is_ok() {
            println!(
                "{}",
                if arg.ends_with("scenario") {
                    print_scenario(&parse_scenario(&text).file, lang)
                } else {
                    print(&parse(&text).file, lang)
                }
            );
        }
        let t = std::time::Instant::now();
        let diags = if arg.ends_with("scenario") {
            parse_scenario(&text).diagnostics
        } else {
            parse(&text).diagnostics
        };
        println!("{arg}: {} {:?}", diags.len(), t.elapsed());
        for d in diags.iter().take(60) {
            let (l, c) = draaiboek::span::LineIndex::new(&text).line_column(&text, d.span.start);
            println!(
                "  {l}:{c} {} {} | {} | {:?}",
                d.code.id,
                d.message.get(lang),
                d.help.as_ref().map_or("", |h| h.get(lang)),
                d.fix.as_ref().map(|f| &f.replacement)
            );
        }
    }
}
