//! What may not be missing.

/// Everything that must happen in a run.
#[rustfmt::skip]
pub(super) const WANTED: &[(&str, &[&str])] = &[
    ("input", &["accepted", "refused"]),
    ("outcome", &["Applied", "TooLate", "Duplicate", "Repeated", "Advanced"]),
    ("fault", &[
        "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13",
        "R14", "R15", "R16", "R17", "R18", "R19", "R20", "R21", "R22", "R23", "R24", "R25", "R26",
        "R27", "R28", "R29", "R30", "R31", "R32", "R34", "R35", "R36",
        "R37", "R38", "R39", "R40", "R41", "R42", "R43", "R44", "R45", "R46", "R47", "R48", "R49",
        "R50", "R51", "R52", "R53", "R54", "R55", "R56", "R57", "R58", "R59",
        "R61", "R62",
    ]),
    ("effect", &[
        "Entered", "Left", "Inform", "Consult", "Opened", "DueChanged", "Rebound", "Reminder",
        "Overdue", "Escalated", "Completed", "Voted", "Decided", "Withdrawn", "DeadlineChanged",
        "DeadlinePassed", "Notice", "Note", "Severity", "Replaced", "Restored", "Violated",
        "Unheld", "Closed", "Sent", "Contested", "Settled", "Corrected",
        "Reopened", "Call", "OpenPlaybook",
        "Suspended", "Resumed", "Reinstated", "Excused", "CaseReopened", "Grounds", "Item",
    ]),
    ("item", &[
        "Enrolled", "ItemWithdrawn", "RegisterComplete", "Started", "Stopped", "Ended", "Offered",
        "Lapsed", "Chosen", "Accepted", "AcceptanceWithdrawn", "Moved", "Planned", "MoveOff",
        "Barred", "Waits", "Split", "HoldingEnded", "Stays", "NobodyHolds", "Misplaced", "Contradicted",
    ]),
    ("turn", &[
        "Enrolled", "Moved", "Planned", "PlannedLate", "Succession", "Binding", "SafetyNet",
        "Place", "DutyOnly",
    ]),
    ("move off", &[
        "AcceptanceWithdrawn", "Stays", "Superseded", "Replaced", "Ended",
    ]),
    ("holding ended", &["Ceased", "Withdrawn"]),
    ("waits for", &["NotAsked"]),
    ("together", &["moved"]),
    ("withdrawn", &["Left", "Condition", "Superseded", "ByName", "Closed", "PartyLeft", "Version"]),
    ("settled", &["Granted", "Denied", "Dropped"]),
    ("sent", &["waits", "counts"]),
    ("notice", &["shows"]),
    ("trace", &[
        "Fired", "HeldBack", "NotEnabled", "Preempted", "Outcome", "Unawaited", "Raised", "Fact",
        "Dropped", "Passed", "TooLate", "SignalTooLate", "Repeated", "Clash",
    ]),
    ("fired", &["Rule", "Move", "Stayed"]),
    ("trigger", &[
        "Signal", "When", "Done", "Overdue", "DutyOverdue", "After", "On", "AfterEnd", "Before",
        "Every", "At",
    ]),
    ("handler", &["guard", "level", "instead of"]),
    ("target", &["Enter", "Again", "Resume", "limit"]),
    ("action", &[
        "Notify", "Open", "Withdraw", "Set", "AtLeast", "Extend", "extend task", "extend limit",
        "extend then", "Replace", "replace Named", "replace Rest", "replace All", "Restore",
        "Raise", "Record", "OpenPlaybook", "Suspend", "ResumeTerms",
        "Start", "Stop", "Move", "Stays", "Send",
    ]),
    ("entered", &["Phase", "Parallel", "Track", "Step", "End"]),
    ("opened", &[
        "task", "decision", "role", "every", "either", "on behalf", "with", "recurring",
        "condition", "by action", "level", "once", "stays open", "optional", "delivers", "checklist",
        "reminder", "ladder", "call", "document", "agenda", "named calendar",
    ]),
    ("term", &[
        "within", "after fact", "after signal", "after task", "by", "before date", "after date",
        "earliest", "latest", "instant", "instant fact", "same day", "same day after", "level",
        "condition", "equated", "business hours",
    ]),
    ("quorum", &["All", "One", "Count", "OtherThan"]),
    ("decided", &["answer", "silence", "undeclared silence", "conditional seat"]),
    ("rung", &["at once", "after", "level", "taking over"]),
    ("violated", &["Always", "Never", "Eventually", "Within", "NotBefore", "Between"]),
    ("expression", &[
        "Literal", "Fact", "Severity", "Level", "Today", "Known", "Not", "And", "Or", "Compare",
        "Between", "OneOf", "Arithmetic", "Age", "Earliest", "Latest", "In", "Duty", "Decided",
        "Unanswered", "Received", "InARow", "Quantified", "Count", "HeldBy", "Ended", "Accepted",
        "ItemName",
    ]),
    ("table", &["First", "Unique", "Highest", "otherwise"]),
    ("call of", &["nothing", "facts"]),
    ("reply", &["to any", "to one", "too late", "joint"]),
    ("why not", &["hidden", "any of", "fact stated", "task completed"]),
    ("language", &["Dutch", "English"]),
    ("journal", &["replayed", "split", "refused without a trace"]),
];
