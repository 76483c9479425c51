//! Text from outside on a terminal: nothing in it may move the cursor, change colours or reorder the line.

use std::fmt::{self, Write as _};

/// Shows a text with every character taking its own column.
pub(super) struct Printable<'a>(pub(super) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return f.write_str(self.0);
        }
        self.0.chars().try_for_each(|c| f.write_char(printable(c)))
    }
}

/// A character that is safe to print, in place of one that may not be.
pub(super) fn printable(character: char) -> char {
    match character {
        '\0'..='\x1F' => control_picture(character),
        '\x7F' => '\u{2421}',
        '\u{80}'..='\u{9F}' => char::REPLACEMENT_CHARACTER,
        _ if is_invisible(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// The block Control Pictures has the C0 controls in their order.
fn control_picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Line separators, and the characters that steer the direction of text (Unicode Standard Annex 9) or have no width.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    )
}
