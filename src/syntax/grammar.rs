//! The generated parser; pest is known to no other module outside `syntax`.

/// Parser of playbooks and scenarios, by the grammars in `grammar/`.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexis.pest"]
#[grammar = "grammar/playbook.pest"]
#[grammar = "grammar/scenario.pest"]
pub(crate) struct Grammar;
