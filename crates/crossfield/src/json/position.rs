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
    let before = text.get(..offset).unwrap_or(text);
    let lines = before.split(|&byte| byte == b'\n');
    let in_line = lines.clone().next_back().map_or(0, <[u8]>::len);
    let line_start = before.len() - in_line;
    // A character takes four bytes at most. Cut short at the offset, it would
    // look like invalid UTF-8.
    let context = text.len().min(before.len() + 3);
    let line_text = text.get(line_start..context).unwrap_or_default();
    Position {
        line: lines.count(),
        column: 1 + characters_before(line_text, in_line),
    }
}

/// How many characters of `text` end at or before `limit`.
fn characters_before(text: &[u8], limit: usize) -> usize {
    let mut end = 0;
    let mut count = 0;
    for chunk in text.utf8_chunks() {
        let widths = chunk.valid().chars().map(char::len_utf8);
        let bytes = chunk.invalid().iter().map(|_| 1);
        for width in widths.chain(bytes) {
            end += width;
            if end > limit {
                return count;
            }
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::position;

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
}
