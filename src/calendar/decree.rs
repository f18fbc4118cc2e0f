//! Days equated with holidays by decree (Algemene termijnenwet, article 3(3)), as dated data.

use super::date::Date;

/// The years of which the decrees are in [`DECREES`]: in any other there may be more days.
pub(super) const KNOWN: (u16, u16) = (2022, 2028);

/// Year, month, day, and which decree; the decrees are published in the Staatscourant and named
/// after their days.
const DECREES: [(u16, u8, u8, &str); 11] = [
    (2022, 5, 27, TO_2022),
    (2023, 4, 28, TO_2025),
    (2023, 5, 19, TO_2025),
    (2024, 5, 10, TO_2025),
    (2024, 12, 27, TO_2025),
    (2025, 5, 30, TO_2025),
    (2026, 1, 2, TO_2028),
    (2026, 5, 15, TO_2028),
    (2027, 5, 7, TO_2028),
    (2028, 4, 28, TO_2028),
    (2028, 5, 26, TO_2028),
];
const TO_2022: &str = "besluit gelijkstelling 2022";
const TO_2025: &str = "besluit gelijkstelling 2023–2025";
const TO_2028: &str = "besluit gelijkstelling 2026–2028";

/// Whether it was never held against the Staatscourant on which days a decree of this name equates;
/// 27 May 2022 was.
pub(super) fn is_unverified(name: &str) -> bool {
    [TO_2025, TO_2028].contains(&name)
}

/// The days that are known, with their decrees.
pub(super) fn decrees() -> impl Iterator<Item = (Date, &'static str)> {
    DECREES.into_iter().filter_map(|(year, month, day, name)| {
        Date::new(year, month, day).ok().map(|date| (date, name))
    })
}
