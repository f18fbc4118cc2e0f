//! Words in either keyword language, and lengths of time.

/// Text with `‹nl|en›` in it, in one of the two languages.
pub(super) fn translate(text: &str, english: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('‹') {
        out.push_str(&rest[..start]);
        let after = &rest[start + '‹'.len_utf8()..];
        let end = after.find('›').expect("a closing mark");
        let (dutch, other) = after[..end].split_once('|').expect("two languages");
        out.push_str(if english { other } else { dutch });
        rest = &after[end + '›'.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// A length of time in days or longer, or in hours.
pub(super) fn length((amount, unit): (u8, u8)) -> String {
    let amount = u32::from(amount);
    let (amount, one, many) = match unit % 12 {
        0..=2 => (amount % 20 + 1, "‹dag|day›", "‹dagen|days›"),
        3..=6 => (amount % 20 + 1, "‹werkdag|working day›", "‹werkdagen|working days›"),
        7 | 8 => (amount % 8 + 1, "week", "‹weken|weeks›"),
        9 => ((amount % 16 + 1) * 6, "‹uur|hour›", "‹uur|hours›"),
        10 if amount % 4 == 0 => (amount % 2 + 1, "‹jaar|year›", "‹jaar|years›"),
        10 => (amount % 5 + 1, "‹maand|month›", "‹maanden|months›"),
        _ if amount % 4 == 1 => {
            (amount / 4 % 16 + 1, "‹kantooruur|business hour›", "‹kantooruren|business hours›")
        }
        _ => ((amount % 12 + 1) * 15, "‹minuut|minute›", "‹minuten|minutes›"),
    };
    format!("{amount} {}", if amount == 1 { one } else { many })
}

/// A period of a day or longer.
pub(super) fn period((amount, unit): (u8, u8)) -> String {
    length((amount % 12, [0, 3, 7, 10][usize::from(unit % 4)]))
}

/// Every day or every week at a time of the clock, often one that is skipped or comes twice.
pub(super) fn clock_time((day, clock): (u8, u8)) -> String {
    let at = format!("{:02}:{:02}", [0, 2, 2, 3, 9, 23][usize::from(clock % 6)], clock % 60);
    let days = [
        "‹maandag|monday›",
        "‹woensdag|wednesday›",
        "‹vrijdag|friday›",
        "‹zaterdag|saturday›",
        "‹zondag|sunday›",
    ];
    match (pick(&days, day), day % 16) {
        (_, 0..=3) | (None, _) => format!("‹om|at› {at}"),
        (Some(day), 4 | 5) => format!("‹elke|every› {day}"),
        (Some(day), _) => format!("‹elke|every› {day} ‹om|at› {at}"),
    }
}

/// A date of the years in which cases run.
pub(super) fn date(of: u8) -> String {
    let of = u32::from(of);
    format!("{}-{:02}-{:02}", 2025 + of % 4, of % 12 + 1, of % 28 + 1)
}

/// A date or instant that a timer can follow.
pub(super) fn followed(of: u8) -> String {
    match of % 9 {
        0 | 1 => "d0".to_owned(),
        2 => "d1".to_owned(),
        3 => "gd".to_owned(),
        4 => "i0".to_owned(),
        5 => format!("{} {:02}:30", date(of), of % 24),
        6 => format!("‹laatste|latest›(d0, {})", date(of)),
        7 => "‹vroegste|earliest›(gd, ‹laatste|latest›(d0, d1))".to_owned(),
        _ => format!("‹vroegste|earliest›(i0, {} 12:00)", date(of)),
    }
}

/// A text for people.
pub(super) fn quoted(of: u8) -> &'static str {
    ["\"Één\"", "\"Twee woorden\"", "\"Met, teken\""][usize::from(of % 3)]
}

/// The element of a list that a number stands for.
pub(super) fn pick<T: Copy>(list: &[T], of: u8) -> Option<T> {
    (!list.is_empty()).then(|| list[usize::from(of) % list.len()])
}
