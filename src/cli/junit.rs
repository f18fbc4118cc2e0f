//! Results of scenarios as JUnit XML, which build servers read.

use std::io::{self, Write};

use draaiboek::scenario::{Report, Verdict};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::language::Lang;

/// The scenarios of one file.
pub(crate) struct Suite {
    /// The file.
    pub(crate) path: String,
    /// Its scenarios in order of writing.
    pub(crate) cases: Vec<Case>,
}

/// A scenario.
pub(crate) struct Case {
    /// What it shows.
    pub(crate) title: String,
    /// The line on which it begins.
    pub(crate) line: u32,
    /// How it went.
    pub(crate) went: Went,
}

/// How a scenario went.
pub(crate) enum Went {
    /// As written.
    Passed,
    /// Not as written.
    Failed(Box<Report>),
    /// It could not run.
    Broken(String),
}

/// Writes the results of `suites`.
pub(crate) fn write(suites: &[Suite], lang: Lang, out: impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = counts(suites.iter().flat_map(|suite| &suite.cases));
    xml.create_element("testsuites")
        .with_attribute(("name", "draaiboek"))
        .with_attributes(attributes(&counts))
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| suite.write(lang, xml)))?;
    writeln!(xml.into_inner())
}

/// How many scenarios, failures and errors there are.
fn counts<'c>(cases: impl Iterator<Item = &'c Case> + Clone) -> [(&'static str, String); 3] {
    let failed = cases.clone().filter(|case| matches!(case.went, Went::Failed(_))).count();
    let broken = cases.clone().filter(|case| matches!(case.went, Went::Broken(_))).count();
    [
        ("tests", cases.count().to_string()),
        ("failures", failed.to_string()),
        ("errors", broken.to_string()),
    ]
}

fn attributes<'a>(pairs: &'a [(&'static str, String)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    pairs.iter().map(|(name, value)| (*name, value.as_str()))
}

impl Suite {
    fn write(&self, lang: Lang, xml: &mut Writer<impl Write>) -> io::Result<()> {
        let path = visible(&self.path);
        let counts = counts(self.cases.iter());
        xml.create_element("testsuite")
            .with_attribute(("name", path.as_str()))
            .with_attributes(attributes(&counts))
            .write_inner_content(|xml| {
                self.cases.iter().try_for_each(|case| case.write(&path, lang, xml))
            })?;
        Ok(())
    }
}

impl Case {
    fn write(&self, path: &str, lang: Lang, xml: &mut Writer<impl Write>) -> io::Result<()> {
        let element = xml
            .create_element("testcase")
            .with_attribute(("name", visible(&self.title).as_str()))
            .with_attribute(("classname", path))
            .with_attribute(("file", path))
            .with_attribute(("line", self.line.to_string().as_str()));
        match &self.went {
            Went::Passed => element.write_empty()?,
            Went::Failed(report) => {
                element.write_inner_content(|xml| failures(report, lang, xml))?
            }
            Went::Broken(why) => element.write_inner_content(|xml| {
                let why = visible(why);
                let first = why.lines().next().unwrap_or_default();
                xml.create_element("error")
                    .with_attribute(("message", first))
                    .write_text_content(BytesText::new(&why))?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// One failure per line of the scenario that did not go as written.
fn failures(report: &Report, lang: Lang, xml: &mut Writer<impl Write>) -> io::Result<()> {
    let (at, expected, found) =
        lang.pick(("regel", "verwacht", "gevonden"), ("line", "expected", "found"));
    for line in report.failed() {
        let Verdict::Failed(failures) = &line.verdict else { continue };
        let mut text = format!("{at} {}: {}", line.number, line.source);
        for failure in failures {
            text += &format!("\n{expected}: {}", lang.text(&failure.expected));
            text += &format!("\n{found}: {}", lang.text(&failure.actual));
        }
        let message = format!("{at} {}: {}", line.number, line.source);
        xml.create_element("failure")
            .with_attribute(("type", "expectation"))
            .with_attribute(("message", visible(&message).as_str()))
            .write_text_content(BytesText::new(&visible(&text)))?;
    }
    Ok(())
}

/// A text without the characters that XML 1.0 cannot hold, escaped or not: each is spelled out.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let holds = matches!(
            c,
            '\t' | '\n' | '\r' | '\u{20}'..='\u{7E}' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..
        );
        if holds {
            shown.push(c);
        } else {
            shown.extend(c.escape_unicode());
        }
    }
    shown
}
