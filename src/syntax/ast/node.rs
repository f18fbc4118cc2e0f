//! The walk over all places in a tree, and the macro that gives it to every node.

use crate::calendar::{Holiday, Unit, Weekday};
use crate::diagnostic::Language;
use crate::span::Span;

/// A part of a tree whose places can be visited and changed.
pub trait Node {
    /// Calls `visit` with every span in the node, outermost last.
    fn spans(&mut self, visit: &mut dyn FnMut(&mut Span));

    /// The same tree with every place set to nothing, to compare trees of different texts.
    #[must_use]
    fn without_spans(mut self) -> Self
    where
        Self: Sized,
    {
        self.spans(&mut |span| *span = Span::default());
        self
    }
}

impl Node for Span {
    fn spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        visit(self);
    }
}

impl<T: Node> Node for Vec<T> {
    fn spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for node in self {
            node.spans(visit);
        }
    }
}

impl<T: Node> Node for Option<T> {
    fn spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        if let Some(node) = self {
            node.spans(visit);
        }
    }
}

impl<T: Node> Node for Box<T> {
    fn spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.as_mut().spans(visit);
    }
}

macro_rules! without_places {
    ($($leaf:ty),*) => {
        $(impl Node for $leaf {
            fn spans(&mut self, _: &mut dyn FnMut(&mut Span)) {}
        })*
    };
}

without_places!(String, bool, u8, u16, u32, Language, Holiday, Unit, Weekday);

/// Declares nodes: plain data that compares by every field, with a walk over its places.
macro_rules! node {
    () => {};
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* pub $field:ident : $type:ty),* $(,)?
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$doc])* pub $field: $type),* }
        impl $crate::syntax::ast::Node for $name {
            fn spans(&mut self, visit: &mut dyn FnMut(&mut $crate::span::Span)) {
                $($crate::syntax::ast::Node::spans(&mut self.$field, visit);)*
            }
        }
        $crate::syntax::ast::node::node! { $($rest)* }
    };
    ($(#[$meta:meta])* pub choice $name:ident {
        $($(#[$doc:meta])* $variant:ident),* $(,)?
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),* }
        impl $crate::syntax::ast::Node for $name {
            fn spans(&mut self, _: &mut dyn FnMut(&mut $crate::span::Span)) {}
        }
        $crate::syntax::ast::node::node! { $($rest)* }
    };
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$doc:meta])* $variant:ident ( $type:ty )),* $(,)?
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant($type)),* }
        impl $crate::syntax::ast::Node for $name {
            fn spans(&mut self, visit: &mut dyn FnMut(&mut $crate::span::Span)) {
                match self {
                    $(Self::$variant(node) => $crate::syntax::ast::Node::spans(node, visit)),*
                }
            }
        }
        $crate::syntax::ast::node::node! { $($rest)* }
    };
}
pub(crate) use node;
