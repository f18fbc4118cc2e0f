//! Did you mean: the nearest of the names that exist.

/// The candidate most like `name`, the first of equals; `None` when none is like it.
///
/// Like is: at most a third of the letters differ, and at least one edit is always allowed in a
/// name of three letters or more. A swap of two neighbours is one edit.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let length = name.chars().count();
    let allowed = if length < 3 { 0 } else { (length / 3).max(1) };
    let lower = name.to_lowercase();
    let distance = |candidate: &str| {
        // A cheap bound first: a table of distances is quadratic in the lengths.
        let other = candidate.chars().count();
        if other.abs_diff(length) > allowed {
            return usize::MAX;
        }
        strsim::damerau_levenshtein(&lower, &candidate.to_lowercase())
    };
    candidates
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(edits, candidate)| *edits <= allowed && *candidate != name)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_swapped_letter_is_near_and_another_word_is_not() {
        let names = ["gemeente", "aanbieder", "curator"];
        assert_eq!(nearest("gemeetne", names.into_iter()), Some("gemeente"));
        assert_eq!(nearest("Curator", names.into_iter()), Some("curator"));
        assert_eq!(nearest("toezichthouder", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
    }
}
