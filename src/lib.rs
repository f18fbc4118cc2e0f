//! Readable playbooks, compiled into state machines that services embed.
//!
//! A playbook says which role does what, when, scaled to the severity of a case. It is plain text
//! with Dutch or English keywords; `Playbook::compile` turns it into a checked state machine, or
//! reports every fault at once. A [`Case`] runs under it: tell it what happens and what time it
//! is, and it says what is owed by whom and when, who must be told, and why.
//!
#![cfg_attr(feature = "language", doc = "```")]
#![cfg_attr(not(feature = "language"), doc = "```ignore")]
//! use draaiboek::value::Number;
//! use draaiboek::{Event, Playbook};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let source = include_str!("../tests/corpus/example/kern.draaiboek");
//! let playbook = Playbook::compile(source)?; // every finding at once, or a playbook
//! let monday = "2026-11-23T09:00:00+01:00".parse()?; // time is an input
//! let (mut case, _) = playbook
//!     .opening("casus-2026-017")
//!     .party("aanbieder", "Stichting A")
//!     .party("coordinator", "Gemeente B")
//!     .open(monday)?;
//!
//! let ratio: Number = "0.9".parse()?; // exact: no floats
//! let figures = Event::signal("kwartaalcijfers")
//!     .id("ews-2026-q3-17") // delivered twice, it counts once
//!     .by("toezichthouder", "Nederlandse Zorgautoriteit")
//!     .with("current_ratio", ratio)
//!     .with("kasweken", 10)
//!     .with("omzet_jeugd", 14_000_000);
//! let step = case.apply(monday, figures)?;
//!
//! let told: Vec<String> = step.effects().map(|effect| effect.to_string()).collect();
//! assert!(told.contains(&"trede omhoog: van regulier naar zorgelijk".to_owned()));
//! let plan = "taak herstelplan (Lever een herstelplan aan) geopend voor aanbieder, \
//!     uiterlijk ma 21-12-2026";
//! assert!(told.contains(&plan.to_owned()));
//!
//! let deadline = case.next_deadline().ok_or("nothing is due")?; // what to sleep until
//! let step = case.advance(deadline.at())?; // the reminder
//! assert_eq!(step.effects().len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! * **One verb, one value.** [`Case::apply`] and [`Case::advance`] give a [`Step`]: journal
//!   entries to keep, [effects](Step::effects) to carry out (each with an id that is an idempotency
//!   key), and [why](Step::trace). `Err` means that nothing has changed.
//! * **Questions.** [`Case::allowed`]: what may this role do now, with which facts;
//!   [`Case::preview`]: what if; [`Case::why`]: why is this task owed, down to the line of the
//!   playbook; [`Case::why_not`]: why not yet, who must act, and what happens otherwise;
//!   [`Case::owed`]; [`Case::next_deadline`]; [`Case::value_as_of`]: what was a fact
//!   then, as far as was known; [`Case::facts_for`] and [`Step::effects_for`]: what does a role
//!   see; [`Case::conflicts`]: which claims to a role must be settled.
//! * **Keeping a case.** [`Case::snapshot`] and [`Playbook::restore`], or the
//!   [journal](journal::Journal), or both.
//! * **Several files.** `Playbook::compile_with` also reads the files that a playbook uses, through
//!   an `import::Loader` of the host; findings and explanations name file and line.
//! * **Without the front end.** With `default-features = false` there is no parser and no checker:
//!   [`Playbook::from_wire`] loads what [`Playbook::to_wire`] wrote.
//! * **Tests for people.** `scenario` reads scenario files and holds them against the engine.
//!
//! Below the front page lies the engine itself: [`engine::step`], a pure function of a
//! [`machine::Machine`], a state, an instant and an input. Names here are English, playbooks are
//! Dutch or English, and every message has both languages.

mod case;
mod error;
mod findings;
mod playbook;
mod words;

pub mod calendar;
pub mod canon;
#[cfg(feature = "language")]
mod check;
pub mod diagnostic;
pub mod engine;
pub mod explain;
#[cfg(feature = "language")]
pub mod hir;
#[cfg(feature = "language")]
pub mod import;
pub mod journal;
#[cfg(feature = "language")]
mod lower;
pub mod machine;
#[cfg(feature = "language")]
pub mod resolve;
#[cfg(feature = "language")]
pub mod scenario;
pub mod sources;
pub mod span;
#[cfg(feature = "language")]
pub mod syntax;
pub mod value;

pub use case::{
    Act, Aim, Allowed, Because, Beside, Carried, Case, Conflict, Deadline, Effect, Event,
    Explanation, HeldBy, ItemView, Missing, Moment, Need, Otherwise, Owed, Promised, Remark, Seen,
    Step, Waits, Way, What, Who, WhyNot,
};
pub use error::{Error, ErrorKind};
pub use findings::{Findings, Located};
pub use playbook::{Opening, Playbook};

/// The examples of the README, run as tests.
#[cfg(all(doctest, feature = "language"))]
#[doc = include_str!("../README.md")]
struct Readme;
