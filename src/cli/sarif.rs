//! Findings in the Static Analysis Results Interchange Format (SARIF, OASIS, version 2.1.0).

use std::io::{self, Write};
use std::path::Path;

use draaiboek::Findings;
use draaiboek::diagnostic::{Code, Diagnostic, Level, Text};
use draaiboek::span::{LineIndex, Span};
use serde_json::{Value, json};

use super::check::Checked;
use super::language::Lang;
use super::{explain, render};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run. `whole` says whether every file could be read.
pub(crate) fn write(
    checked: &[Checked],
    whole: bool,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut rules: Vec<&'static Code> = Vec::new();
    for finding in checked.iter().flat_map(|file| file.findings.diagnostics()) {
        if !rules.contains(&finding.code) {
            rules.push(finding.code);
        }
    }
    rules.sort_by_key(|code| code.id);
    let results = checked.iter().flat_map(|file| {
        let (findings, lines) = (&file.findings, render::indexes(&file.findings));
        let about = About { findings, lines, rules: &rules, lang };
        findings.diagnostics().iter().map(|it| about.result(it)).collect::<Vec<_>>()
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": lang.pick("nl", "en"),
                "rules": rules.iter().map(|code| rule(code, lang)).collect::<Vec<_>>(),
            }},
            "language": lang.pick("nl", "en"),
            "columnKind": "utf16CodeUnits",
            "invocations": [{ "executionSuccessful": whole }],
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: &Code, lang: Lang) -> Value {
    let page = explain::page(code.page, lang);
    let page = page.trim_end();
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": code.name.replace('-', " ") },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(code.level) },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Style => "note",
    }
}

/// What findings are about.
struct About<'a> {
    findings: &'a Findings,
    // By file.
    lines: Vec<LineIndex>,
    rules: &'a [&'static Code],
    lang: Lang,
}

impl About<'_> {
    fn result(&self, finding: &Diagnostic) -> Value {
        let rule = self.rules.iter().position(|code| *code == finding.code);
        let mut result = json!({
            "ruleId": finding.code.id,
            "ruleIndex": rule,
            "level": level(finding.level()),
            "message": { "text": self.message(finding) },
            "locations": [self.location(finding.span, None)],
        });
        let others = finding.labels.iter().filter(|label| label.span != finding.span);
        let others: Vec<Value> =
            others.map(|label| self.location(label.span, Some(&label.text))).collect();
        if let Some(result) = result.as_object_mut() {
            if !others.is_empty() {
                result.insert("relatedLocations".to_owned(), Value::Array(others));
            }
            if let Some(fix) = self.fix(finding) {
                result.insert("fixes".to_owned(), json!([fix]));
            }
        }
        result
    }

    /// What is wrong, what else is good to know, and what to do: a line each.
    fn message(&self, finding: &Diagnostic) -> String {
        let rest = finding.notes.iter().chain(&finding.help);
        let texts = std::iter::once(&finding.message).chain(rest);
        texts.map(|text| self.lang.text(text)).collect::<Vec<_>>().join("\n")
    }

    fn location(&self, span: Span, message: Option<&Text>) -> Value {
        let mut location = json!({
            "physicalLocation": {
                "artifactLocation": self.artifact(span),
                "region": self.region(span),
            },
        });
        if let (Some(location), Some(message)) = (location.as_object_mut(), message) {
            location.insert("message".to_owned(), json!({ "text": self.lang.text(message) }));
        }
        location
    }

    fn fix(&self, finding: &Diagnostic) -> Option<Value> {
        let fix = finding.fix.as_ref()?;
        let mut replacement = json!({ "deletedRegion": self.region(fix.span) });
        if !fix.replacement.is_empty() {
            let inserted = json!({ "text": fix.replacement });
            replacement.as_object_mut()?.insert("insertedContent".to_owned(), inserted);
        }
        let change =
            json!({ "artifactLocation": self.artifact(fix.span), "replacements": [replacement] });
        let help = finding.help.as_ref().unwrap_or(&finding.message);
        Some(json!({
            "description": { "text": self.lang.text(help) },
            "artifactChanges": [change],
        }))
    }

    /// Lines and columns from 1; the end is the column behind the last.
    fn region(&self, span: Span) -> Value {
        let at = self.findings.locate(span);
        let lines = self.lines.get(at.file);
        let place = |offset| lines.map_or((1, 1), |lines| lines.line_column_utf16(at.text, offset));
        let ((start_line, start_column), (end_line, end_column)) =
            (place(at.span.start), place(at.span.end));
        json!({
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
        })
    }

    fn artifact(&self, span: Span) -> Value {
        json!({ "uri": uri(Path::new(self.findings.locate(span).name)) })
    }
}

/// A path as the reference of a URI (RFC 3986): relative paths stay relative.
fn uri(path: &Path) -> String {
    let shown = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let mut uri = String::from(match (path.is_absolute(), shown.starts_with('/')) {
        (true, true) => "file://",
        (true, false) => "file:///",
        (false, _) => "",
    });
    for byte in shown.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::uri;

    #[test]
    fn a_path_becomes_the_reference_of_a_uri() {
        assert_eq!(uri(Path::new("map/een é.draaiboek")), "map/een%20%C3%A9.draaiboek");
        assert_eq!(uri(Path::new("/a/b%.draaiboek")), "file:///a/b%25.draaiboek");
    }
}
