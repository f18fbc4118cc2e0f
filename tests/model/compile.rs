//! From a description to a resolved playbook and a machine.

use draaiboek::Playbook;
use draaiboek::diagnostic::{Diagnostic, Level};
use draaiboek::hir::Hir;

/// A playbook in all its forms.
pub struct Compiled {
    pub hir: Hir,
    pub playbook: Playbook,
}

/// Compiles a text; gives its errors.
pub fn compile(text: &str) -> Result<Compiled, Vec<Diagnostic>> {
    let playbook = Playbook::compile(text).map_err(|error| error.diagnostics().to_vec())?;
    let parse = draaiboek::syntax::parse(text);
    let (hir, _) = draaiboek::resolve::resolve(&parse.file, text);
    Ok(Compiled { hir, playbook })
}

/// The errors among findings, on one line each.
pub fn errors(found: &[Diagnostic], text: &str) -> Vec<(String, String)> {
    let errors = found.iter().filter(|finding| finding.code.level == Level::Error);
    let line = |finding: &Diagnostic| {
        let start = finding.span.start as usize;
        let line = text[..start].matches('\n').count();
        let source = text.lines().nth(line).unwrap_or_default().trim();
        format!("{}: {} | {source}", finding.code.name, finding.message.en)
    };
    errors.map(|finding| (finding.code.id.to_owned(), line(finding))).collect()
}
