/// A place in a text, for people: the first line and the first column are 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode scalar values, from 1.
    pub column: usize,
}

/// Where in `text` the byte at `offset` is; an offset beyond the end means the
/// end.
///
/// Lines end with `\n`. Columns count Unicode scalar values; bytes that are not
/// valid UTF-8 count one each. The bytes of one character are all at its
/// column.
pub(crate) fn position(text: &[u8], offset: usize) -> Position {
    Cursor::new(text).advance(offset)
}

/// The lines and columns of places in a text, in the order of `offsets`.
///
/// They are those of [`Span::position`](crate::Span::position), but the text is
/// passed over once, however many places there are and in whatever order.
///
/// ```
/// let positions = crossfield::positions(b"[1,\n 2]", &[5, 1]);
/// let places: Vec<_> = positions.iter().map(|place| (place.line, place.column)).collect();
/// assert_eq!(places, [(2, 2), (1, 2)]);
/// ```
#[must_use]
pub fn positions(text: &[u8], offsets: &[usize]) -> Vec<Position> {
    let mut ascending: Vec<(usize, usize)> = offsets.iter().copied().zip(0..).collect();
    ascending.sort_unstable();
    let mut cursor = Cursor::new(text);
    let mut found = vec![cursor.position; offsets.len()];
    for (offset, index) in ascending {
        if let Some(position) = found.get_mut(index) {
            *position = cursor.advance(offset);
        }
    }
    found
}

/// Finds positions from the front of a text to its back.
struct Cursor<'a> {
    text: &'a [u8],
    /// The start of the character that was asked for last.
    reached: usize,
    /// Its position.
    position: Position,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            reached: 0,
            position: Position { line: 1, column: 1 },
        }
    }

    /// The position of an offset; the offsets asked for must ascend.
    fn advance(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        self.pass_lines(offset);
        self.pass_characters(offset);
        self.position
    }

    fn pass_lines(&mut self, offset: usize) {
        let passed = self.text.get(self.reached..offset).unwrap_or_default();
        if let Some(last) = passed.iter().rposition(|&byte| byte == b'\n') {
            self.position.line += passed.split(|&byte| byte == b'\n').skip(1).count();
            self.position.column = 1;
            self.reached += last + 1;
        }
    }

    fn pass_characters(&mut self, offset: usize) {
        // A character takes four bytes at most. Cut short at the offset, it
        // would look like invalid UTF-8.
        let context = self.text.len().min(offset + 3);
        let ahead = self.text.get(self.reached..context).unwrap_or_default();
        for width in widths(ahead) {
            if self.reached + width > offset {
                break;
            }
            self.reached += width;
            self.position.column += 1;
        }
    }
}

/// How many bytes each character takes; an invalid byte counts as a character.
fn widths(text: &[u8]) -> impl Iterator<Item = usize> {
    text.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid().chars().map(char::len_utf8);
        valid.chain(chunk.invalid().iter().map(|_| 1))
    })
}

#[cfg(test)]
mod tests {
    use super::{position, positions};

    fn at(text: &[u8], offset: usize) -> (usize, usize) {
        let position = position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn counting_starts_at_one() {
        assert_eq!(at(b"", 0), (1, 1));
        assert_eq!(at(b"ab", 0), (1, 1));
        assert_eq!(at(b"ab", 1), (1, 2));
    }

    #[test]
    fn an_offset_beyond_the_end_means_the_end() {
        assert_eq!(at(b"", 7), (1, 1));
        assert_eq!(at(b"a\nbc", 4), (2, 3));
        assert_eq!(at(b"a\nbc", usize::MAX), (2, 3));
        assert_eq!(at(b"a\n", 2), (2, 1));
    }

    #[test]
    fn a_line_break_belongs_to_the_line_it_ends() {
        let text = b"ab\ncd\r\n\r\ne\rf";
        let expected = [
            (0, (1, 1)),
            (2, (1, 3)),
            (3, (2, 1)),
            (5, (2, 3)),
            (6, (2, 4)),
            (7, (3, 1)),
            (8, (3, 2)),
            (9, (4, 1)),
            (10, (4, 2)),
            (11, (4, 3)),
            (12, (4, 4)),
        ];
        for (offset, place) in expected {
            assert_eq!(at(text, offset), place, "{offset}");
        }
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "ä€😀z".as_bytes();
        let columns: Vec<usize> = (0..=text.len()).map(|i| at(text, i).1).collect();
        assert_eq!(columns, [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5]);
    }

    #[test]
    fn bytes_of_invalid_utf8_count_one_each() {
        // A stray continuation byte, a sequence cut short, bytes that never
        // occur in UTF-8, and a sequence cut short by the end of the text.
        let text = b"\x80\xE2\x82z\xFF\xFE\xE2\x82";
        let columns: Vec<usize> = (0..=text.len()).map(|i| at(text, i).1).collect();
        assert_eq!(columns, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    /// Every offset of texts with line breaks, characters of all widths and
    /// invalid bytes, up to beyond the end.
    #[test]
    fn one_pass_finds_what_single_searches_find() {
        let texts: [&[u8]; 4] = [
            b"",
            "ä\n€\r\n\n😀z".as_bytes(),
            b"a\x80\n\xF0\x9F\x98\n\xE2\x82",
            b"\n\n\n",
        ];
        for text in texts {
            let offsets: Vec<usize> = (0..text.len() + 6).collect();
            let one_by_one: Vec<_> = offsets.iter().map(|&at| position(text, at)).collect();
            assert_eq!(positions(text, &offsets), one_by_one, "{text:?}");
        }
    }

    #[test]
    fn one_pass_keeps_the_order_of_the_offsets() {
        let places = positions(b"a\nbc\nd", &[5, 0, 3, 3, 99, 1]);
        let places: Vec<_> = places.iter().map(|at| (at.line, at.column)).collect();
        assert_eq!(places, [(3, 1), (1, 1), (2, 2), (2, 2), (3, 2), (1, 2)]);
    }

    #[test]
    fn one_pass_over_one_long_line_does_not_start_over_for_each_place() {
        let text = "ä".repeat(200_000);
        let offsets: Vec<usize> = (0..200_000).rev().map(|index| 2 * index).collect();
        let columns = positions(text.as_bytes(), &offsets);
        let expected = (1..=200_000).rev();
        assert!(columns.iter().map(|at| at.column).eq(expected));
    }
}
