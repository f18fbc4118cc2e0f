//! The stable codes of the refusals, their pages, and the names by which scenarios call them.

use super::Fault;
use crate::diagnostic::{Code, Language, Level};

/// A kind of refusal.
#[derive(Debug)]
pub struct Reason {
    /// Its code, with its page.
    pub code: &'static Code,
    nl: &'static str,
    en: &'static str,
}

macro_rules! reasons {
    ($($id:ident $name:literal $nl:literal $en:literal,)*) => {
        $(static $id: Code = Code {
            id: stringify!($id),
            name: $name,
            level: Level::Error,
            page: include_str!(concat!(stringify!($id), ".md")),
        };)*
        /// The codes of all refusals.
        pub static CODES: &[&Code] = &[$(&$id),*];
        /// Every kind of refusal, in the order of the codes.
        pub static REASONS: [Reason; 64] = [$(Reason { code: &$id, nl: $nl, en: $en }),*];
    };
}

reasons! {
    R01 "no-id" "geen_kenmerk" "no_id",
    R02 "id-reused" "kenmerk_hergebruikt" "id_reused",
    R03 "past" "verleden" "past",
    R04 "future" "toekomst" "future",
    R05 "out-of-range" "buiten_bereik" "out_of_range",
    R06 "not-open" "niet_geopend" "not_open",
    R07 "already-open" "al_geopend" "already_open",
    R08 "closed" "gesloten" "closed",
    R09 "not-valid" "niet_geldig" "not_valid",
    R10 "unknown-role" "onbekende_rol" "unknown_role",
    R11 "unknown-signal" "onbekend_signaal" "unknown_signal",
    R12 "unknown-task" "onbekende_taak" "unknown_task",
    R13 "unknown-decision" "onbekend_besluit" "unknown_decision",
    R14 "unknown-outcome" "onbekende_uitkomst" "unknown_outcome",
    R15 "unknown-level" "onbekend_niveau" "unknown_level",
    R16 "unknown-fact" "onbekend_gegeven" "unknown_fact",
    R17 "unexpected-field" "onverwacht_gegeven" "unexpected_field",
    R18 "duplicate-field" "dubbel_gegeven" "duplicate_field",
    R19 "missing-field" "ontbrekend_gegeven" "missing_field",
    R20 "wrong-type" "verkeerd_type" "wrong_type",
    R21 "no-actor" "geen_afzender" "no_actor",
    R22 "not-held" "rol_niet_bekleed" "not_held",
    R23 "no-authority" "geen_bevoegdheid" "no_authority",
    R24 "task-not-open" "taak_niet_open" "task_not_open",
    R25 "decision-not-open" "besluit_niet_open" "decision_not_open",
    R26 "already-voted" "al_gestemd" "already_voted",
    R27 "no-reason" "geen_reden" "no_reason",
    R28 "may-not-lower" "mag_niet_verlagen" "may_not_lower",
    R29 "below-floor" "onder_de_ondergrens" "below_floor",
    R30 "too-many-levels" "te_veel_tegelijk" "too_many_levels",
    R31 "role-unchanged" "rol_ongewijzigd" "role_unchanged",
    R32 "one-party" "een_partij" "one_party",
    R33 "other-playbook" "ander_draaiboek" "other_playbook",
    R34 "not-a-sender" "niet_de_afzender" "not_a_sender",
    R35 "not-now" "nu_niet_toegestaan" "not_allowed_now",
    R36 "not-another" "geen_ander" "not_another",
    R37 "nothing-stated" "niets_vermeld" "nothing_stated",
    R38 "unknown-action" "onbekende_actie" "unknown_action",
    R39 "not-called" "niet_gevraagd" "not_called",
    R40 "already-answered" "al_beantwoord" "already_answered",
    R41 "not-an-answer" "geen_antwoord_hierop" "not_an_answer",
    R42 "earlier-version" "eerdere_versie" "earlier_version",
    R43 "suspended" "termijnen_opgeschort" "suspended",
    R44 "not-suspended" "termijnen_lopen" "not_suspended",
    R45 "not-closed" "niet_gesloten" "not_closed",
    R46 "already-overdue" "al_te_laat" "already_overdue",
    R47 "no-due" "zonder_uiterste_datum" "no_due",
    R48 "postponed-too-far" "te_ver_uitgesteld" "postponed_too_far",
    R49 "due-in-past" "termijn_voorbij" "due_in_past",
    R50 "item-taken" "item_bestaat_al" "item_taken",
    R51 "unknown-item" "onbekend_item" "unknown_item",
    R52 "unknown-kind" "onbekende_soort" "unknown_kind",
    R53 "item-gone" "item_uitgeschreven" "item_gone",
    R54 "needs-item" "zonder_item" "needs_item",
    R55 "other-item" "ander_item" "other_item",
    R56 "no-holder" "geen_houder" "no_holder",
    R57 "not-a-candidate" "geen_kandidaat" "not_a_candidate",
    R58 "not-accepted" "niet_aanvaard" "not_accepted",
    R59 "register-stands" "register_ongewijzigd" "register_unchanged",
    R60 "too-many-items" "te_veel_items" "too_many_items",
    R61 "no-groups" "gaan_niet_samen" "not_together",
    R62 "split-already" "al_afgesplitst" "split_already",
    R63 "no-salt" "zonder_zout" "no_salt",
    R64 "not-personal" "niet_persoonlijk" "not_personal",
}

impl Reason {
    /// The name by which a scenario calls it: `weiger … wegens geen_bevoegdheid`.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Dutch => self.nl,
            Language::English => self.en,
        }
    }

    /// The kind of refusal with this name, in either language.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        REASONS.iter().find(|reason| reason.nl == name || reason.en == name)
    }
}

impl Fault {
    /// Its kind.
    #[must_use]
    pub fn reason(&self) -> &'static Reason {
        let id = self.id();
        // INVARIANT: the table has a row for every id; a test goes through them.
        REASONS.iter().find(|reason| reason.code.id == id).unwrap_or(&REASONS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_page_in_both_languages() {
        for (number, reason) in (1..).zip(&REASONS) {
            let Code { id, name, page, .. } = reason.code;
            assert_eq!(*id, format!("R{number:02}"));
            assert!(page.starts_with(&format!("# {id} {name}\n")), "{id}");
            assert!(page.contains("## Nederlands") && page.contains("## English"), "{id}");
            assert!(page.contains(reason.nl) && page.contains(reason.en), "{id}");
        }
    }
}
