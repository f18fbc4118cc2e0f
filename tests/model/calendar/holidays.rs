//! The national holidays, by another computus for Easter.

use draaiboek::calendar::{Date, Weekday};

/// The names, as on the wire, of the national holidays on a date.
pub(super) fn holidays(day: Date) -> Vec<&'static str> {
    let (year, fixed) = (day.year(), (day.month(), day.day()));
    let from_easter = easter(year).map(|easter| day.days_since(easter));
    let celebrated = |month, date| {
        let birthday = Date::new(year, month, date).ok();
        let sunday = birthday.is_some_and(|birthday| birthday.weekday() == Weekday::Sunday);
        let moved = if year < 1980 { 1 } else { -1 };
        birthday.and_then(|birthday| birthday.add_days(if sunday { moved } else { 0 }))
    };
    let kings = match year {
        2014.. => celebrated(4, 27),
        1949..2014 => celebrated(4, 30),
        1891..1949 => celebrated(8, 31),
        _ => None,
    };
    let liberation = year >= 1990 || (year >= 1950 && year % 5 == 0);
    let table = [
        ("new-year", fixed == (1, 1)),
        ("good-friday", from_easter == Some(-2)),
        ("easter-monday", from_easter == Some(1)),
        ("kings-day", kings == Some(day)),
        ("liberation-day", fixed == (5, 5) && liberation),
        ("ascension", from_easter == Some(39)),
        ("whit-monday", from_easter == Some(50)),
        ("christmas-day", fixed == (12, 25)),
        ("second-christmas-day", fixed == (12, 26)),
    ];
    table.into_iter().filter(|(_, today)| *today).map(|(name, _)| name).collect()
}

/// Easter Sunday after Knuth, The Art of Computer Programming 1, 1.3.2, exercise 14.
fn easter(year: u16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y % 19 + 1;
    let century = y / 100 + 1;
    let x = 3 * century / 4 - 12;
    let z = (8 * century + 5) / 25 - 5;
    let sunday = 5 * y / 4 - x - 10;
    let mut epact = (11 * golden + 20 + z - x).rem_euclid(30);
    if (epact == 25 && golden > 11) || epact == 24 {
        epact += 1;
    }
    let mut day = 44 - epact;
    if day < 21 {
        day += 30;
    }
    day += 7 - (sunday + day) % 7;
    let (month, day) = if day > 31 { (4, day - 31) } else { (3, day) };
    Date::new(year, month, u8::try_from(day).ok()?).ok()
}
