//! Texts that a pattern takes, and others that differ from them by a character.

use regex_syntax::hir::{Class, Hir, HirKind};

/// No more than these for one pattern.
const MOST: usize = 24;

/// Texts around a pattern; none where it cannot be read.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Texts that match, as far as anchors inside the pattern let them.
    pub(super) words: Vec<String>,
    /// Characters at the edges of the pattern's classes, inside and outside.
    pub(super) edges: Vec<char>,
}

pub(super) fn texts(pattern: &str) -> Texts {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Texts::default();
    };
    let mut edges = Vec::new();
    find_edges(&hir, &mut edges);
    edges.sort_unstable();
    edges.dedup();
    Texts {
        words: words(&hir),
        edges,
    }
}

fn words(hir: &Hir) -> Vec<String> {
    let mut words = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![String::new()],
        HirKind::Literal(literal) => vec![String::from_utf8_lossy(&literal.0).into_owned()],
        HirKind::Class(class) => ends(class).into_iter().map(String::from).collect(),
        HirKind::Capture(capture) => self::words(&capture.sub),
        HirKind::Repetition(repetition) => repeated(
            &self::words(&repetition.sub),
            repetition.min,
            repetition.max,
        ),
        HirKind::Concat(parts) => in_a_row(&parts.iter().map(self::words).collect::<Vec<_>>()),
        HirKind::Alternation(branches) => branches.iter().flat_map(self::words).collect(),
    };
    words.truncate(MOST);
    words
}

/// The least number of times and one more.
fn repeated(words: &[String], least: u32, most: Option<u32>) -> Vec<String> {
    let Some(first) = words.first() else {
        return if least == 0 {
            vec![String::new()]
        } else {
            Vec::new()
        };
    };
    let least = usize::try_from(least).unwrap_or(0).min(256);
    let one_more = most.is_none_or(|most| usize::try_from(most).unwrap_or(0) > least);
    let before = first.repeat(least.saturating_sub(usize::from(!one_more)));
    let longer = words.iter().map(|word| format!("{before}{word}"));
    let least = one_more.then(|| first.repeat(least));
    least.into_iter().chain(longer).collect()
}

/// The first word of each, and those that differ from that in one place.
fn in_a_row(parts: &[Vec<String>]) -> Vec<String> {
    let firsts: Option<Vec<&str>> = parts
        .iter()
        .map(|words| words.first().map(String::as_str))
        .collect();
    let Some(firsts) = firsts else {
        return Vec::new();
    };
    let others = parts.iter().enumerate().flat_map(|(place, words)| {
        let (before, after) = firsts.split_at(place);
        let (before, after) = (before.concat(), after.get(1..).unwrap_or_default().concat());
        words
            .iter()
            .skip(1)
            .map(move |word| format!("{before}{word}{after}"))
    });
    std::iter::once(firsts.concat()).chain(others).collect()
}

/// Letters and digits first: they are what people read best.
fn ends(class: &Class) -> Vec<char> {
    let ranges = ranges(class);
    let is_in = |letter: &char| {
        ranges
            .iter()
            .any(|(start, end)| start <= letter && letter <= end)
    };
    let readable = ['a', 'A', '0', '1'].into_iter().filter(is_in);
    let ends = ranges
        .iter()
        .take(8)
        .flat_map(|(start, end)| [*start, *end]);
    readable.chain(ends).collect()
}

fn ranges(class: &Class) -> Vec<(char, char)> {
    match class {
        Class::Unicode(class) => class
            .iter()
            .map(|range| (range.start(), range.end()))
            .collect(),
        Class::Bytes(class) => {
            let ranges = class.iter();
            ranges
                .map(|range| (char::from(range.start()), char::from(range.end())))
                .collect()
        }
    }
}

fn find_edges(hir: &Hir, edges: &mut Vec<char>) {
    match hir.kind() {
        HirKind::Class(class) => edges.extend(ranges(class).into_iter().take(32).flat_map(around)),
        HirKind::Capture(capture) => find_edges(&capture.sub, edges),
        HirKind::Repetition(repetition) => find_edges(&repetition.sub, edges),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            for part in parts {
                find_edges(part, edges);
            }
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) => {}
    }
}

fn around((start, end): (char, char)) -> impl Iterator<Item = char> {
    let (first, last) = (u32::from(start), u32::from(end));
    let places = [
        first.checked_sub(1),
        Some(first),
        Some(last),
        last.checked_add(1),
    ];
    places.into_iter().flatten().filter_map(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_their_pattern() {
        for pattern in [
            "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}$",
            r"^\+[0-9]{8,15}$",
            "^(?:get|put|[a-c]+)$",
            "^[^\\u0000-\\u001F]*$",
            "x{2}",
        ] {
            let validator =
                jsonschema::validator_for(&serde_json::json!({ "pattern": pattern })).unwrap();
            let words = texts(pattern).words;
            assert!(!words.is_empty());
            for word in words {
                assert!(
                    validator.is_valid(&serde_json::json!(word)),
                    "{pattern}: {word:?}"
                );
            }
        }
    }

    #[test]
    fn edges_stand_on_both_sides() {
        assert_eq!(texts("[b-d]").edges, ['a', 'b', 'd', 'e']);
    }
}
