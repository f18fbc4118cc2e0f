//! What could not be read: its precise fault, and everything else that stands within it.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::stretch::{top_blocks, words};
use super::{Builder, Part};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::syntax::ast::{Name, Scope, ScopeKind, Statement};
use crate::syntax::fault;
use crate::syntax::fault::misspelled_keyword;
use crate::syntax::fault::reserved_name::is_reserved;
use crate::syntax::fault::unexpected_text::Place;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::limits::MAX_DEPTH;

/// How many earlier findings are looked at for each new one.
const MAX_TOLD: usize = 100;

/// Where something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Context {
    /// Among the lines of the header.
    Header,
    /// At the top level.
    Item,
    /// In an item.
    Member,
    /// In a scope.
    Statement,
    /// In a task's block.
    TaskClause,
    /// Among actions.
    Action,
    /// Among outcomes.
    Outcome,
    /// In a severity scale.
    Level,
    /// In a table.
    Row,
    /// Among the parties of a role.
    Party,
    /// In a calendar.
    Day,
    /// Among facts with values.
    Assignment,
    /// In a scenario.
    Command,
    /// Outside scenarios.
    Scenario,
    /// In a text.
    Expression,
}

impl Context {
    /// The rule that reads one thing of this context, and nothing behind it.
    fn rule(self) -> Rule {
        match self {
            Self::Header => Rule::only_clause,
            Self::Item => Rule::only_item,
            Self::Member => Rule::only_member,
            Self::Statement => Rule::only_statement,
            Self::TaskClause => Rule::only_task_line,
            Self::Action => Rule::only_action,
            Self::Outcome => Rule::only_outcome,
            Self::Level => Rule::only_level,
            Self::Row => Rule::only_row,
            Self::Party => Rule::only_party,
            Self::Day => Rule::only_day,
            Self::Assignment => Rule::only_assignment,
            Self::Command => Rule::only_command,
            Self::Scenario => Rule::only_scenario,
            Self::Expression => Rule::only_expression,
        }
    }
}

/// What is kept of a stretch that could not be read.
pub(super) struct Kept {
    /// A scope of which only the first line is faulty, or the place of it all.
    statement: Statement,
    /// Whether the stretch goes on with what stands before it, which is incomplete then.
    joins: bool,
}

impl Kept {
    /// Where it is.
    pub(super) fn span(&self) -> Span {
        match &self.statement {
            Statement::Scope(scope) => scope.span,
            Statement::Fault(span) => *span,
            _ => Span::default(),
        }
    }

    /// Puts it behind `list`, in the place of the last where it goes on with that.
    pub(super) fn put<T>(self, list: &mut Vec<T>, node: impl Fn(Statement) -> T) {
        if self.joins {
            list.pop();
        }
        list.push(node(self.statement));
    }

    /// Puts its place behind `list`, in the place of the last where it goes on with that.
    pub(super) fn put_fault<T>(self, list: &mut Vec<T>, node: impl Fn(Span) -> T) {
        let span = self.span();
        self.put(list, |_| node(span));
    }

    /// Takes away the last of `list` where it goes on with that.
    pub(super) fn drop_from<T>(&self, list: &mut Vec<T>) {
        if self.joins {
            list.pop();
        }
    }
}

/// Where reading failed, and what could have stood there.
pub(super) struct Failure {
    pub(super) at: usize,
    expected: Vec<Rule>,
}

impl<'i> Builder<'i> {
    /// Tells what is wrong in a stretch that could not be read, reads the blocks within, and
    /// keeps what can be kept. `before` is what stands before it in the same block.
    pub(super) fn recover(
        &mut self,
        part: &Part<'i>,
        context: Context,
        before: Option<&Part<'i>>,
    ) -> Kept {
        let span = self.span(part);
        let before = before.filter(|before| !is_fault(before.rule()));
        self.docs(part);
        let mut leader = span;
        let mut failed = span.start as usize;
        let told = self.told.partition_point(|&at| at < span.start);
        if self.told.get(told).is_none_or(|&at| at >= span.end) {
            (leader, failed) = self.explain_after(span, context, before);
        }
        let kept = self.blocks(span, context, leader, failed);
        if let Some((scope, header)) = kept {
            self.hide(header);
            return Kept { statement: Statement::Scope(scope), joins: false };
        }
        let joins = leader != span && !self.slice(leader).ends_with('}');
        let span = if joins { leader.to(span) } else { span };
        self.hide(span);
        Kept { statement: Statement::Fault(span), joins }
    }

    /// Tells what is wrong in a stretch that could not be read.
    pub(super) fn explain(&mut self, span: Span, context: Context) {
        self.explain_after(span, context, None);
    }

    /// Also gives what the stretch belongs to (itself or what stands before), and where reading
    /// failed.
    fn explain_after(
        &mut self,
        span: Span,
        context: Context,
        before: Option<&Part<'i>>,
    ) -> (Span, usize) {
        let rule = context.rule();
        let mut failure = self.failure(rule, span);
        if matches!(context, Context::Item | Context::Statement) && self.capitals(span) {
            return (span, failure.at);
        }
        let mut meant = self.misspelled(rule, span, &failure);
        let mut leader = span;
        if let Some(before) = before.map(|before| self.span(before)) {
            if let Some(finding) = self.missing_comma(before, span, context) {
                self.diagnostics.push(finding);
                return (before, span.start as usize);
            }
            if failure.at == span.start as usize {
                let both = before.to(span);
                let joined = self.failure(rule, both);
                let between = Span { start: before.end, end: span.start };
                let near = !self.slice(between).contains('\n');
                let reaches = joined.at >= span.start as usize;
                let other = reaches.then(|| self.misspelled(rule, both, &joined)).flatten();
                if meant.is_none() && reaches && (near || other.is_some()) {
                    failure = joined;
                    leader = before;
                }
                meant = misspelled_keyword::either(meant, other);
            }
        }
        if meant.is_none()
            && let Some(line) = self.behind_article(span)
        {
            let leader = before.map_or(line, |before| self.span(before));
            let place = Place::new(self.parsed, self.language, span.start as usize, &[], span);
            self.diagnostics.push(place.finding(leader.to(span), context, false));
            return (leader, span.start as usize);
        }
        let place = Place::new(self.parsed, self.language, failure.at, &failure.expected, span);
        let finding = meant.unwrap_or_else(|| {
            let reserved = self.is_told_reserved(place.word());
            place.finding(leader.to(span), context, reserved)
        });
        self.diagnostics.push(finding);
        (leader, failure.at)
    }

    /// The line up to the end of a stretch before which an article stands, read as a name.
    fn behind_article(&self, span: Span) -> Option<Span> {
        let line = self.parsed.get(..span.start as usize)?.rsplit('\n').next()?;
        let is_article = ["de", "het", "the"].contains(&line.split_whitespace().next_back()?);
        let start = span.start as usize - line.len();
        is_article.then(|| Span::new(start, span.end as usize))
    }

    /// Whether it was told before that a word cannot be a name, where it was made one.
    fn is_told_reserved(&self, word: &str) -> bool {
        let reserved = |finding: &&Diagnostic| finding.code == &fault::reserved_name::CODE;
        let mut told = self.diagnostics.iter().take(MAX_TOLD).filter(reserved);
        told.any(|finding| self.slice(finding.span) == word)
    }

    /// The finding that a comma is missing before the stretch, if one would mend it.
    fn missing_comma(&self, before: Span, span: Span, context: Context) -> Option<Diagnostic> {
        let (at, word) = words(self.slice(span)).next()?;
        if at > 0 || !is_reserved(word) || self.slice(before).len() > 10_000 {
            return None;
        }
        let (head, tail) = (self.parsed.get(before.range())?, self.parsed.get(span.range())?);
        let joined = format!("{head}, {tail}");
        Grammar::parse(context.rule(), &joined).ok()?;
        let start = span.start as usize;
        let place = Span::new(start, start + word.len());
        Some(fault::missing_comma::at(before.end, place, word))
    }

    /// Tells what is wrong in a header that has no name.
    pub(super) fn explain_header(&mut self, part: &Part<'i>) {
        let span = self.span(part);
        let line = self.slice(span).split('\n').next().unwrap_or("").trim_end();
        let start = span.start as usize;
        let line = Span::new(start, start + line.len());
        let told = self.told.partition_point(|&at| at < line.start);
        if self.told.get(told).is_some_and(|&at| at < line.end) {
            return;
        }
        let failure = self.failure(Rule::only_header, line);
        let place = Place::new(self.parsed, self.language, failure.at, &failure.expected, line);
        let meant = self.misspelled(Rule::only_header, line, &failure);
        self.diagnostics.push(meant.unwrap_or_else(|| place.finding(line, Context::Header, false)));
    }

    /// Reads a stretch alone.
    fn failure(&self, rule: Rule, span: Span) -> Failure {
        let text = self.parsed.get(span.range()).unwrap_or("");
        let Err(error) = Grammar::parse(rule, text) else {
            return Failure { at: span.start as usize, expected: vec![] };
        };
        let at = place(&error);
        let expected = match error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => vec![],
        };
        Failure { at: span.start as usize + at, expected }
    }

    /// Reads the blocks in a stretch, for their own faults; keeps a scope of which only the
    /// line before its block is faulty, with the place of that line.
    fn blocks(
        &mut self,
        span: Span,
        context: Context,
        leader: Span,
        failed: usize,
    ) -> Option<(Scope, Span)> {
        let first = words(self.slice(leader)).next().map_or("", |(_, word)| word);
        let rule = block_rule(first, context)?;
        if usize::from(self.depth) >= MAX_DEPTH {
            return None;
        }
        let mut kept = None;
        for place in top_blocks(self.parsed.get(span.range()).unwrap_or("")) {
            let place = Span::new(span.start as usize + place.0, span.start as usize + place.1);
            if failed > place.start as usize && failed < place.end as usize {
                continue;
            }
            let text = self.parsed.get(place.range()).unwrap_or("");
            let Ok(mut pairs) = Grammar::parse(rule, text) else { continue };
            let Some(pair) = pairs.next() else { continue };
            let part = Part::new(pair, place.start as usize);
            self.audit(&part);
            let Ok(inner) = part.only() else { continue };
            self.depth += 1;
            if rule == Rule::only_body {
                let body = self.body(&inner);
                kept = kept.or_else(|| self.scope_of(span, place, body));
            } else {
                self.discard(rule, &inner);
            }
            self.depth -= 1;
        }
        kept
    }

    fn discard(&mut self, rule: Rule, part: &Part<'i>) {
        match rule {
            Rule::only_task_block => drop(self.task_block(part)),
            Rule::only_outcomes => drop(self.outcomes(part)),
            Rule::only_actions => drop(self.actions(part)),
            Rule::only_members => drop(self.members(part)),
            Rule::only_sets => drop(self.assignments(part)),
            Rule::only_case => drop(self.commands(part.cursor())),
            _ => {}
        }
    }

    /// A scope from its block and what can be read of its first line.
    fn scope_of(&self, span: Span, block: Span, body: Vec<Statement>) -> Option<(Scope, Span)> {
        let header = Span { start: span.start, end: block.start };
        let mut found = words(self.slice(header));
        let kind = match found.next()?.1 {
            "stap" | "step" => ScopeKind::Step,
            "fase" | "phase" => ScopeKind::Phase,
            "spoor" | "track" => ScopeKind::Track,
            _ => return None,
        };
        let (at, word) = found.next()?;
        let start = header.start as usize + at;
        let name = Name { text: word.to_owned(), span: Span::new(start, start + word.len()) };
        let begin = found
            .find(|(_, word)| *word == "begin")
            .map(|(at, word)| (header.start as usize + at, word.len()))
            .map(|(at, length)| Span::new(at, at + length));
        let scope = Scope { docs: vec![], kind, name, title: None, begin, body, span };
        Some((scope, header))
    }
}

/// Where `rule` cannot read `text` any further; none when it reads all of it.
pub(super) fn stop(rule: Rule, text: &str) -> Option<usize> {
    Grammar::parse(rule, text).err().map(|error| place(&error))
}

fn place(error: &Error<Rule>) -> usize {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    at
}

/// Whether a part could not be read.
fn is_fault(rule: Rule) -> bool {
    matches!(rule, Rule::item_fault | Rule::statement_fault | Rule::member_fault)
        || matches!(rule, Rule::task_fault | Rule::action_fault | Rule::outcome_fault)
        || matches!(rule, Rule::level_fault | Rule::row_fault | Rule::party_fault)
        || matches!(rule, Rule::day_fault | Rule::assignment_fault | Rule::command_fault)
        || matches!(rule, Rule::scenario_fault | Rule::header)
}

/// What reads the block of a statement that begins with `word`.
fn block_rule(word: &str, context: Context) -> Option<Rule> {
    Some(match (context, word) {
        (Context::Outcome, _) => Rule::only_actions,
        (Context::Command, "casus" | "case") => Rule::only_case,
        (Context::Command, _) => Rule::only_sets,
        (_, "taak" | "task") => Rule::only_task_block,
        (_, "besluit" | "decision") => Rule::only_outcomes,
        (_, "stap" | "step" | "fase" | "phase" | "spoor" | "track") => Rule::only_body,
        (_, "overdracht" | "handover" | "traject" | "process" | "vanaf" | "from") => {
            Rule::only_body
        }
        (_, "item") => Rule::only_members,
        (_, "signaal" | "signal") => Rule::only_sets,
        (Context::Statement | Context::Item, "bij" | "when" | "zodra" | "as" | "klaar")
        | (Context::Statement | Context::Item, "done" | "te" | "overdue" | "na" | "after")
        | (Context::Statement | Context::Item, "op" | "on" | "om" | "at" | "elke" | "every") => {
            Rule::only_actions
        }
        _ => return None,
    })
}
