//! The states and transitions of a machine as a petgraph graph.

use petgraph::graph::DiGraph;

use super::id::{ExprId, HandlerId, StateId};
use super::playbook::Playbook;

/// States and the transitions between them.
pub type Graph = DiGraph<StateId, HandlerId>;

pub(super) fn build(playbook: &Playbook<ExprId>) -> Graph {
    let mut graph = Graph::new();
    for (state, _) in playbook.states.iter() {
        graph.add_node(state);
    }
    graph
}
