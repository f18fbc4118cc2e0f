//! Holidays against a table from outside, and their history.

use super::*;

#[test]
fn holidays_as_the_table_from_outside_has_them() {
    let table = include_str!("../data/nl-holidays-2015-2050.csv");
    let mut listed = std::collections::BTreeMap::new();
    for line in table.lines().skip_while(|line| *line != "date,name").skip(1) {
        let (day, names) = line.split_once(',').unwrap();
        let names: Vec<&str> =
            names.split("; ").filter(|n| !["Easter Sunday", "Pentecost"].contains(n)).collect();
        if !names.is_empty() {
            listed.insert(date(day), names);
        }
    }
    let mut day = date("2015-01-01");
    let mut seen = 0;
    while day.year() <= 2050 {
        let here = Holiday::ALL.into_iter().filter(|holiday| holiday.date(day.year()) == Some(day));
        let mut ours: Vec<&str> = here
            .map(|holiday| match holiday {
                Holiday::WhitMonday => "Pentecost Monday",
                _ => holiday.name(day.year(), Language::English),
            })
            .collect();
        ours.sort_unstable();
        assert_eq!(ours, listed.get(&day).cloned().unwrap_or_default(), "{day}");
        assert_eq!(Holiday::on(day).is_some(), !ours.is_empty(), "{day}");
        seen += ours.len();
        day = day.tomorrow().unwrap();
    }
    assert_eq!(seen, 36 * 9);
}

#[test]
fn birthdays_of_kings_and_queens() {
    let cases = [
        (2025, "2025-04-26"),
        (2024, "2024-04-27"),
        (2014, "2014-04-26"),
        (2013, "2013-04-30"),
        (2006, "2006-04-29"),
        (1980, "1980-04-30"),
        (1978, "1978-05-01"),
        (1949, "1949-04-30"),
        (1948, "1948-08-31"),
        (1930, "1930-09-01"),
    ];
    for (year, day) in cases {
        assert_eq!(Holiday::KingsDay.date(year), Some(date(day)));
    }
    assert_eq!(Holiday::KingsDay.date(1890), None);
    assert_eq!(Holiday::LiberationDay.date(1991), Some(date("1991-05-05")));
    assert_eq!(Holiday::LiberationDay.date(1989), None);
    assert_eq!(Holiday::NewYear.date(0), None);
    assert_eq!(Holiday::NewYear.date(10_000), None);
}
