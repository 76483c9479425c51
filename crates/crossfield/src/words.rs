//! Whether a text is of ASCII characters of one class only, eight bytes at a time.

use core::ops::BitOr;

const ASCII: usize = 128;

/// How many ranges a class may leave out for a look at eight bytes at once to be worth it.
const MOST_RANGES: usize = 6;

/// A class of ASCII characters, as what it leaves out.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    ranges: [Range; MOST_RANGES],
    /// How many ranges there are; none, if there are too many or the class is empty.
    count: Option<usize>,
    /// One that is in the class, to fill up short texts with.
    filler: u8,
}

/// Of ASCII characters. What is added to eight of them at once takes a byte over 127 if it is `low` or above,
/// and if it is above `high`. Neither carries into the next byte as long as all are ASCII.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    from_low: u64,
    above_high: u64,
}

/// A byte in all eight places.
#[inline]
pub(crate) const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

pub(crate) const HIGH_BITS: u64 = all(0x80);

impl Range {
    const NONE: Self = Self {
        from_low: 0,
        above_high: 0,
    };

    pub(crate) const fn new(low: u8, high: u8) -> Self {
        Self {
            from_low: all(0x80 - low),
            above_high: all(0x7F - high),
        }
    }

    /// A word with the high bit set where an ASCII character is in the range.
    #[inline]
    pub(crate) const fn marks(self, word: u64) -> u64 {
        word.wrapping_add(self.from_low) & !word.wrapping_add(self.above_high)
    }
}

impl Words {
    /// The class of the characters for which the table says so.
    pub(crate) const fn new(class: [bool; ASCII]) -> Self {
        let mut words = Self {
            ranges: [Range::NONE; MOST_RANGES],
            count: None,
            filler: 0,
        };
        let mut count = 0;
        let mut is_empty = true;
        let mut low = 0;
        while low < ASCII {
            if class[low] {
                is_empty = false;
                words.filler = to_byte(low);
                low += 1;
                continue;
            }
            let mut high = low;
            while high + 1 < ASCII && !class[high + 1] {
                high += 1;
            }
            if count == MOST_RANGES {
                return words;
            }
            words.ranges[count] = Range::new(to_byte(low), to_byte(high));
            count += 1;
            low = high + 1;
        }
        if !is_empty {
            words.count = Some(count);
        }
        words
    }

    /// Whether all bytes are characters of the class. It may say no where that takes too long to find out.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "the ranges are known where a pattern is"
    )]
    pub(crate) fn hold(&self, bytes: &[u8]) -> bool {
        let Some(ranges) = self.count.and_then(|count| self.ranges.get(..count)) else {
            return false;
        };
        let out = |word: u64| marks(ranges, word);
        let Some(last) = bytes.last_chunk::<8>() else {
            return out(self.short(bytes)) == 0;
        };
        let (words, _) = bytes.as_chunks::<8>();
        words.iter().all(|word| out(u64::from_ne_bytes(*word)) == 0)
            && out(u64::from_ne_bytes(*last)) == 0
    }

    /// How many bytes at the beginning are characters of the class, at least: the last seven are not looked at.
    pub(crate) fn leading(&self, bytes: &[u8]) -> usize {
        let Some(ranges) = self.count.and_then(|count| self.ranges.get(..count)) else {
            return 0;
        };
        let (words, _) = bytes.as_chunks::<8>();
        for (index, word) in words.iter().enumerate() {
            // The first byte stands lowest, and what is carried goes up: the lowest mark is right.
            let marks = marks(ranges, u64::from_le_bytes(*word));
            if marks != 0 {
                return 8 * index + marks.trailing_zeros() as usize / 8;
            }
        }
        8 * words.len()
    }

    /// Less than eight bytes, filled up. Which of them stands where does not matter, nor that some stand there twice.
    #[inline]
    fn short(&self, bytes: &[u8]) -> u64 {
        if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            let [first, last] = [*first, *last].map(|four| u64::from(u32::from_ne_bytes(four)));
            return first + (last << 32);
        }
        let at = |index| bytes.get(index).copied().unwrap_or(self.filler);
        let filler = self.filler;
        u64::from_ne_bytes([at(0), at(1), at(2), filler, filler, filler, filler, filler])
    }
}

/// A word with the high bit set where a byte is in one of the ranges or no ASCII character. Behind such a byte others may
/// be marked as well, or not.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "the ranges are known where a pattern is"
)]
fn marks(ranges: &[Range], word: u64) -> u64 {
    let marks = ranges.iter().map(|range| range.marks(word));
    marks.fold(word, BitOr::bitor) & HIGH_BITS
}

/// The byte of an ASCII character.
#[expect(clippy::cast_possible_truncation, reason = "below 128")]
const fn to_byte(code: usize) -> u8 {
    assert!(code < ASCII, "not ASCII");
    code as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(of: impl Fn(u8) -> bool) -> [bool; ASCII] {
        let mut class = [false; ASCII];
        for (code, is_in) in (0..).zip(&mut class) {
            *is_in = of(code);
        }
        class
    }

    /// By the definition: each byte by itself.
    fn hold(class: &[bool; ASCII], bytes: &[u8]) -> bool {
        bytes
            .iter()
            .all(|byte| class.get(usize::from(*byte)) == Some(&true))
    }

    fn classes() -> Vec<[bool; ASCII]> {
        let mut classes = vec![
            class(|_| true),
            class(|code| code >= 0x20 && code != 0x7F),
            class(|code| code > 0x20 && code != 0x7F && code != b'@'),
            class(|code| code.is_ascii_digit()),
            class(|code| code.is_ascii_lowercase() || code == b'-'),
            class(|code| code.is_ascii_alphanumeric() || matches!(code, b'_' | b'-')),
            class(|code| code == 0),
            class(|code| code == 0x7F),
        ];
        // Every class of one range.
        for low in 0..128_u8 {
            for high in [low, low.saturating_add(7).min(127), 127] {
                classes.push(class(|code| (low..=high).contains(&code)));
                classes.push(class(|code| !(low..=high).contains(&code)));
            }
        }
        classes
    }

    #[test]
    fn every_byte_in_every_place_is_judged_as_by_itself() {
        for class in classes() {
            let words = Words::new(class);
            let Some(inside) = (0..128_u8).find(|code| class[usize::from(*code)]) else {
                continue;
            };
            for length in 1..=17_usize {
                for place in [0, 1, length / 2, length.saturating_sub(2), length - 1] {
                    let mut bytes = vec![inside; length];
                    for byte in 0..=u8::MAX {
                        bytes[place.min(length - 1)] = byte;
                        assert_eq!(
                            words.hold(&bytes),
                            hold(&class, &bytes),
                            "{class:?} {bytes:?}"
                        );
                    }
                }
            }
            assert!(words.hold(b""));
        }
    }

    #[test]
    fn bytes_beyond_ascii_hide_none_behind_them() {
        let class = class(|code| code > 0x20 && code != 0x7F);
        let words = Words::new(class);
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let bytes = [b'a', first, second, b'a', b'a', b'a', b'a', b'a', b'a'];
                assert_eq!(words.hold(&bytes), hold(&class, &bytes), "{bytes:?}");
            }
        }
    }

    #[test]
    fn of_a_beginning_no_more_is_known_than_there_is() {
        for class in classes() {
            let words = Words::new(class);
            let Some(inside) = (0..128_u8).find(|code| class[usize::from(*code)]) else {
                continue;
            };
            for place in 0..17 {
                for (byte, next) in (0..=u8::MAX).zip([inside, 0x7F, 0xFF].into_iter().cycle()) {
                    let mut bytes = [inside; 17];
                    bytes[place] = byte;
                    if let Some(behind) = bytes.get_mut(place + 1) {
                        *behind = next;
                    }
                    let expected = bytes[..16]
                        .iter()
                        .position(|byte| !hold(&class, &[*byte]))
                        .unwrap_or(16);
                    assert_eq!(words.leading(&bytes), expected, "{class:?} {bytes:?}");
                }
            }
        }
    }

    #[test]
    fn a_class_with_many_gaps_or_without_characters_is_left_to_others() {
        assert!(!Words::new(class(|code| code % 2 == 0)).hold(b"0"));
        assert!(!Words::new(class(|_| false)).hold(b""));
    }
}
