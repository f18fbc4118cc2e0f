//! Terms as the author wrote them.

use super::{Words, say};
use crate::machine::id::{ExprId, LevelId};
use crate::machine::playbook::{Due, Moment, TermPart};

impl Words<'_> {
    /// `binnen 20 werkdagen`; `vanaf trede ernstig 10 werkdagen`
    pub(crate) fn term_part(self, part: &TermPart<ExprId>) -> String {
        let bound = self.bound(&part.due);
        let bound = match part.when {
            Some(_) => say!(self, nl: "{bound} (onder voorwaarde)", en: "{bound} (on a condition)"),
            None => bound,
        };
        self.scaled(part.from, bound)
    }

    /// `vanaf trede ernstig …`
    fn scaled(self, from: Option<LevelId>, what: String) -> String {
        let Some(from) = from else { return what };
        let (scale, level) = (self.scale(), self.level(from));
        say!(self, nl: "vanaf {scale} {level} {what}", en: "from {scale} {level} {what}")
    }

    /// `binnen 20 werkdagen`
    pub(crate) fn bound(self, due: &Due) -> String {
        match due {
            Due::Within { duration, after } => {
                let duration = duration.words(self.language);
                let Some(moment) = after else {
                    return say!(self, nl: "binnen {duration}", en: "within {duration}");
                };
                let moment = self.moment(*moment);
                say!(
                    self,
                    nl: "binnen {duration} na {moment}",
                    en: "within {duration} after {moment}",
                )
            }
            Due::By(date) => {
                let date = self.date_ref(*date);
                say!(self, nl: "uiterlijk {date}", en: "no later than {date}")
            }
            Due::Before(duration, date) => {
                let (duration, date) = (duration.words(self.language), self.date_ref(*date));
                say!(
                    self,
                    nl: "uiterlijk {duration} voor {date}",
                    en: "no later than {duration} before {date}",
                )
            }
            Due::After(duration, date) => {
                let (duration, date) = (duration.words(self.language), self.date_ref(*date));
                say!(
                    self,
                    nl: "uiterlijk {duration} na {date}",
                    en: "no later than {duration} after {date}",
                )
            }
            Due::SameDay => self.pick("dezelfde dag", "same day").to_owned(),
        }
    }

    pub(crate) fn moment(self, moment: Moment) -> String {
        match moment {
            Moment::Fact(fact) => self.fact(fact).to_owned(),
            Moment::Signal(signal) => {
                let signal = self.signal(signal);
                say!(self, nl: "signaal {signal}", en: "signal {signal}")
            }
            Moment::Done(duty) => {
                let duty = self.machine.playbook().duties.get(duty);
                let duty = duty.map_or("?", |duty| &duty.name);
                say!(self, nl: "taak {duty} klaar", en: "task {duty} done")
            }
        }
    }
}
