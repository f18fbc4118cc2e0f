//! The kinds of things that have names, and their words.

/// What a name stands for. Each kind is a name space of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A legal basis.
    Ground,
    /// A role, by its singular or its plural.
    Role,
    /// A fact, stated, derived or tabled.
    Fact,
    /// The severity scale.
    Scale,
    /// A level of the scale.
    Level,
    /// A signal.
    Signal,
    /// A phase, track, step or end.
    State,
    /// A task.
    Task,
    /// A decision.
    Decision,
    /// A guarantee.
    Guarantee,
    /// A kind of item.
    Item,
    /// A handover or process per item.
    Handover,
    /// What of an item must always have one holder, by its name.
    Holding,
    /// An action of the host.
    HostAction,
    /// A calendar of a role's own.
    Calendar,
    /// An option of a choice.
    Choice,
    /// An outcome of a decision.
    Outcome,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 17] = [
        Self::Ground,
        Self::Role,
        Self::Fact,
        Self::Scale,
        Self::Level,
        Self::Signal,
        Self::State,
        Self::Task,
        Self::Decision,
        Self::Guarantee,
        Self::Item,
        Self::Handover,
        Self::Holding,
        Self::HostAction,
        Self::Calendar,
        Self::Choice,
        Self::Outcome,
    ];

    /// With the article, without it, and the declaring keyword.
    fn dutch(self) -> [&'static str; 3] {
        match self {
            Self::Ground => ["een grondslag", "grondslag", "grondslag"],
            Self::Role => ["een rol", "rol", "rol"],
            Self::Fact => ["een gegeven", "gegeven", "gegeven"],
            Self::Scale => ["een ernstschaal", "ernstschaal", "ernst"],
            Self::Level => ["een trede", "trede", "ernst"],
            Self::Signal => ["een signaal", "signaal", "signaal"],
            Self::State => ["een fase, stap of einde", "fase, stap of einde", "stap"],
            Self::Task => ["een taak", "taak", "taak"],
            Self::Decision => ["een besluit", "besluit", "besluit"],
            Self::Guarantee => ["een waarborg", "waarborg", "waarborg"],
            Self::Item => ["een item", "item", "item"],
            Self::Handover => ["een overdracht of traject", "overdracht", "overdracht"],
            Self::Holding => ["iets met een houder", "houder", "houder"],
            Self::HostAction => ["een actie", "actie", "actie"],
            Self::Calendar => ["een kalender", "kalender", "kalender"],
            Self::Choice => ["een mogelijkheid", "mogelijkheid", "keuze"],
            Self::Outcome => ["een uitkomst", "uitkomst", "besluit"],
        }
    }

    /// With the article, without it, and the declaring keyword.
    fn english(self) -> [&'static str; 3] {
        match self {
            Self::Ground => ["a legal basis", "legal basis", "legal basis"],
            Self::Role => ["a role", "role", "role"],
            Self::Fact => ["a fact", "fact", "fact"],
            Self::Scale => ["a severity scale", "severity scale", "severity"],
            Self::Level => ["a severity level", "severity level", "severity"],
            Self::Signal => ["a signal", "signal", "signal"],
            Self::State => ["a phase, step or end", "phase, step or end", "step"],
            Self::Task => ["a task", "task", "task"],
            Self::Decision => ["a decision", "decision", "decision"],
            Self::Guarantee => ["a guarantee", "guarantee", "guarantee"],
            Self::Item => ["an item", "item", "item"],
            Self::Handover => ["a handover or process", "handover", "handover"],
            Self::Holding => ["something with a holder", "holder", "holder"],
            Self::HostAction => ["an action", "action", "action"],
            Self::Calendar => ["a calendar", "calendar", "calendar"],
            Self::Choice => ["an option", "option", "choice"],
            Self::Outcome => ["an outcome", "outcome", "decision"],
        }
    }

    /// Its word in Dutch and in English.
    pub(crate) fn word(self) -> (&'static str, &'static str) {
        let ([_, nl, _], [_, en, _]) = (self.dutch(), self.english());
        (nl, en)
    }

    /// Its word with the indefinite article, in Dutch and in English.
    pub(crate) fn with_article(self) -> (&'static str, &'static str) {
        let ([nl, ..], [en, ..]) = (self.dutch(), self.english());
        (nl, en)
    }

    /// The keyword that declares one, in Dutch and in English.
    pub(crate) fn keyword(self) -> (&'static str, &'static str) {
        let ([.., nl], [.., en]) = (self.dutch(), self.english());
        (nl, en)
    }
}
