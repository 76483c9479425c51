//! The known name that a mistyped one was meant to be.

/// The closest of the known names, if it is close: up to a third of the letters may differ, and at least one.
pub(crate) fn closest(
    mistyped: &str,
    known: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let length = mistyped.chars().count();
    let tolerance = (length / 3).max(1);
    // Names of another length cannot be close; a key of a payload can be of any length.
    let known = known.filter(|name| name.chars().count().abs_diff(length) <= tolerance);
    let (distance, name) = known.map(|name| (distance(mistyped, name), name)).min()?;
    (distance <= tolerance).then_some(name)
}

/// The Levenshtein distance, by rows.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (line, a) in left.chars().enumerate() {
        let mut diagonal = line;
        // From the edge no way is shorter than the one across.
        let mut before = line;
        for (above, b) in row.iter_mut().skip(1).zip(right.chars()) {
            let cost = (diagonal + usize::from(a != b))
                .min(*above + 1)
                .min(before + 1);
            diagonal = core::mem::replace(above, cost);
            before = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{closest, distance};

    #[test]
    fn a_close_name_is_found_and_a_distant_one_is_not() {
        let known = || ["codecs", "ciphers", "caller_id"].into_iter();
        assert_eq!(closest("codec", known()), Some("codecs"));
        assert_eq!(closest("callerid", known()), Some("caller_id"));
        assert_eq!(closest("cihpers", known()), Some("ciphers"));
        assert_eq!(closest("username", known()), None);
        assert_eq!(closest("", known()), None);
        assert_eq!(closest(&"c".repeat(1_000_000), known()), None);
    }

    /// By its definition.
    fn changes(left: &[char], right: &[char]) -> usize {
        match (left, right) {
            ([], other) | (other, []) => other.len(),
            ([a, rest @ ..], [b, others @ ..]) => {
                let replaced = changes(rest, others) + usize::from(a != b);
                let added = changes(left, others) + 1;
                let removed = changes(rest, right) + 1;
                replaced.min(added).min(removed)
            }
        }
    }

    #[test]
    fn the_distance_is_how_many_letters_have_to_be_changed_added_or_removed() {
        let mut words = vec![String::new()];
        for length in 0..4 {
            let longest = words.iter().filter(|word| word.len() == length);
            let longer =
                longest.flat_map(|word| ['a', 'b', 'é'].map(|letter| format!("{word}{letter}")));
            words.extend(longer.collect::<Vec<_>>());
        }
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        for left in &words {
            for right in &words {
                let expected = changes(&letters(left), &letters(right));
                assert_eq!(distance(left, right), expected, "{left} {right}");
            }
        }
    }
}
