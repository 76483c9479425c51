//! Sets of characters, as ranges over Unicode scalar values.

/// The characters that end a line in at least one of the engines that read a pattern, each with
/// the spelling that all of them read.
const LINE_BREAKS: [(char, &str); 5] = [
    ('\n', r"\n"),
    ('\r', r"\r"),
    ('\u{85}', r"\u0085"),
    ('\u{2028}', r"\u2028"),
    ('\u{2029}', r"\u2029"),
];

/// Characters as ranges that are sorted, disjoint and not adjacent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CharSet {
    ranges: Vec<(char, char)>,
}

impl CharSet {
    pub(super) fn single(character: char) -> Self {
        Self {
            ranges: vec![(character, character)],
        }
    }

    pub(super) fn from_ranges(mut ranges: Vec<(char, char)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if touches(last.1, low) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Self { ranges: merged }
    }

    pub(super) fn complement(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut open = Some('\0');
        for &(low, high) in &self.ranges {
            if let (Some(start), Some(end)) = (open, before(low))
                && start <= end
            {
                ranges.push((start, end));
            }
            open = after(high);
        }
        ranges.extend(open.map(|start| (start, char::MAX)));
        Self { ranges }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub(super) fn contains(&self, character: char) -> bool {
        let following = self.ranges.partition_point(|range| range.1 < character);
        self.ranges
            .get(following)
            .is_some_and(|range| range.0 <= character)
    }

    /// The spellings of the line breaks in this set, one after the other.
    pub(super) fn line_breaks(&self) -> String {
        LINE_BREAKS
            .iter()
            .filter(|(character, _)| self.contains(*character))
            .map(|(_, spelling)| *spelling)
            .collect()
    }
}

/// Cuts all characters into ranges none of which is partly inside and partly outside a set.
pub(super) fn partition<'s>(sets: impl Iterator<Item = &'s CharSet>) -> Vec<(char, char)> {
    let mut starts = vec!['\0'];
    for &(low, high) in sets.flat_map(|set| &set.ranges) {
        starts.push(low);
        starts.extend(after(high));
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).filter_map(|&start| before(start));
    let ends: Vec<char> = ends.chain([char::MAX]).collect();
    starts.into_iter().zip(ends).collect()
}

/// Whether no character lies between the end of one range and the start of a later one.
fn touches(end: char, start: char) -> bool {
    after(end).is_none_or(|next| start <= next)
}

// Ranges of `char` step over the surrogates, which plain arithmetic would not.
fn after(character: char) -> Option<char> {
    (character..=char::MAX).nth(1)
}

fn before(character: char) -> Option<char> {
    ('\0'..character).next_back()
}
