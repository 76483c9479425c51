use std::borrow::Cow;

use super::number::{self, Number};
use super::{Key, Kind, MAX_DEPTH, Problem, SyntaxError};

/// Reads a JSON text from front to back.
///
/// [`peek`](Self::peek) says what kind of value comes next; then either the
/// method for that kind reads it or [`skip_value`](Self::skip_value) passes over
/// it. An array or object is begun, and then asked for its next item or key
/// until there is none. After the outermost value, [`finish`](Self::finish)
/// checks that the text ends.
///
/// ```text
/// reader.begin_object()?;
/// while let Some(key) = reader.next_key()? {
///     match &*key.text {
///         "name" => name(reader)?,
///         _ => reader.skip_value()?,
///     }
/// }
/// ```
///
/// A clone is cheap and reads on from the same place, for looking ahead. After
/// an error there is nothing more to read.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    text: &'a [u8],
    /// The next unread byte; never beyond the end of the text.
    offset: usize,
    /// How many arrays and objects are open.
    depth: u8,
    /// Whether the last thing read was an opening bracket or brace: what comes
    /// next in there needs no comma before it.
    just_opened: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            offset: 0,
            depth: 0,
            just_opened: false,
        }
    }

    /// A reader that reads on at the start of a value, with so many arrays and objects open.
    pub(crate) fn at(text: &'a [u8], offset: usize, depth: u8) -> Self {
        Self {
            offset,
            depth,
            ..Self::new(text)
        }
    }

    /// The offset of the next unread byte.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Skips white space and says, from its first byte, what value starts here.
    /// [`offset`](Self::offset) is then the offset of that byte.
    pub(crate) fn peek(&mut self) -> Result<Kind, SyntaxError> {
        self.skip_white_space();
        match self.byte() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'"') => Ok(Kind::String),
            Some(b'[') => Ok(Kind::Array),
            Some(b'{') => Ok(Kind::Object),
            Some(_) if self.has_byte_order_mark() => Err(self.error(Problem::ByteOrderMark)),
            _ => Err(self.unexpected(Problem::ExpectedValue)),
        }
    }

    pub(crate) fn null(&mut self) -> Result<(), SyntaxError> {
        self.literal(b"null")
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, SyntaxError> {
        let value = self.byte() == Some(b't');
        self.literal(if value { b"true" } else { b"false" })?;
        Ok(value)
    }

    /// Reads a string; it is borrowed from the text unless it holds escapes.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        self.expect(b'"', Problem::ExpectedValue)?;
        let start = self.unescaped()?;
        if self.eat(b'"') {
            return Ok(Cow::Borrowed(start));
        }
        let mut decoded = String::from(start);
        while !self.eat(b'"') {
            decoded.push(self.escape()?);
            decoded.push_str(self.unescaped()?);
        }
        Ok(Cow::Owned(decoded))
    }

    pub(crate) fn number(&mut self) -> Result<Number<'a>, SyntaxError> {
        let start = self.offset;
        self.eat(b'-');
        let whole_digits = self.whole_part()?;
        if self.eat(b'.') {
            self.digits()?;
        }
        let exponent = self.exponent()?;
        let text = self.utf8_from(start)?;
        if surely_in_range(whole_digits, exponent) || number::to_f64(text).is_some() {
            Ok(Number { text })
        } else {
            Err(SyntaxError {
                offset: start,
                problem: Problem::NumberTooLarge,
            })
        }
    }

    pub(crate) fn begin_array(&mut self) -> Result<(), SyntaxError> {
        self.begin(b'[')
    }

    /// Whether another item follows, rather than the closing bracket, which is
    /// read then. A comma between items is read.
    pub(crate) fn next_item(&mut self) -> Result<bool, SyntaxError> {
        self.another(b']', Problem::ExpectedCommaOrBracket)
    }

    pub(crate) fn begin_object(&mut self) -> Result<(), SyntaxError> {
        self.begin(b'{')
    }

    /// Reads the next key and the colon after it, or the closing brace: then
    /// there is no next key. Keys are reported as they come, repeated or not.
    pub(crate) fn next_key(&mut self) -> Result<Option<Key<'a>>, SyntaxError> {
        if !self.key_follows()? {
            return Ok(None);
        }
        let start = self.offset;
        let text = self.string()?;
        let end = self.offset;
        self.colon()?;
        Ok(Some(Key { text, start, end }))
    }

    /// Reads a value of any kind. It is checked in full, but without recursion:
    /// [`MAX_DEPTH`] levels fit into the bits of [`Containers`].
    pub(crate) fn skip_value(&mut self) -> Result<(), SyntaxError> {
        let outside = self.depth;
        let mut containers = Containers::default();
        self.skip_start(&mut containers)?;
        while self.depth > outside {
            let more = if containers.innermost_is_object() {
                self.skip_key()?
            } else {
                self.next_item()?
            };
            if more {
                self.skip_start(&mut containers)?;
            } else {
                containers.leave();
            }
        }
        Ok(())
    }

    /// Checks that only white space follows.
    pub(crate) fn finish(&mut self) -> Result<(), SyntaxError> {
        self.skip_white_space();
        match self.byte() {
            None => Ok(()),
            Some(_) => Err(self.error(Problem::TextAfterValue)),
        }
    }
}

/// The arrays and objects that are open within a skipped value, one bit each,
/// the innermost lowest: 1 for an object, 0 for an array.
#[derive(Default)]
struct Containers(u128);

const _: () = assert!((MAX_DEPTH as u32) <= u128::BITS);

impl Containers {
    fn enter(&mut self, object: bool) {
        self.0 = (self.0 << 1) + u128::from(object);
    }

    fn leave(&mut self) {
        self.0 >>= 1;
    }

    fn innermost_is_object(&self) -> bool {
        self.0 & 1 == 1
    }
}

/// Skipping.
impl Reader<'_> {
    /// Reads a scalar value, or the start of an array or object.
    fn skip_start(&mut self, containers: &mut Containers) -> Result<(), SyntaxError> {
        match self.peek()? {
            Kind::Null => self.null(),
            Kind::Boolean => self.boolean().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String => self.skip_string(),
            Kind::Array => {
                containers.enter(false);
                self.begin_array()
            }
            Kind::Object => {
                containers.enter(true);
                self.begin_object()
            }
        }
    }

    fn skip_key(&mut self) -> Result<bool, SyntaxError> {
        if !self.key_follows()? {
            return Ok(false);
        }
        self.skip_string()?;
        self.colon()?;
        Ok(true)
    }

    pub(crate) fn skip_string(&mut self) -> Result<(), SyntaxError> {
        self.expect(b'"', Problem::ExpectedValue)?;
        self.unescaped()?;
        while !self.eat(b'"') {
            self.escape()?;
            self.unescaped()?;
        }
        Ok(())
    }
}

/// Arrays and objects.
impl Reader<'_> {
    fn begin(&mut self, opening: u8) -> Result<(), SyntaxError> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error(Problem::TooDeep));
        }
        self.expect(opening, Problem::ExpectedValue)?;
        self.depth += 1;
        self.just_opened = true;
        Ok(())
    }

    /// Reads the closing bracket or brace, or else the comma that must come
    /// before all but the first item or key.
    fn another(&mut self, closing: u8, no_comma: Problem) -> Result<bool, SyntaxError> {
        let first = std::mem::take(&mut self.just_opened);
        self.skip_white_space();
        if self.eat(closing) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if first {
            return Ok(true);
        }
        let comma = self.offset;
        self.expect(b',', no_comma)?;
        self.skip_white_space();
        if self.byte() == Some(closing) {
            return Err(SyntaxError {
                offset: comma,
                problem: Problem::TrailingComma,
            });
        }
        Ok(true)
    }

    /// As [`another`](Self::another); if so, the next byte is the quotation mark
    /// that opens the key.
    fn key_follows(&mut self) -> Result<bool, SyntaxError> {
        if !self.another(b'}', Problem::ExpectedCommaOrBrace)? {
            return Ok(false);
        }
        match self.byte() {
            Some(b'"') => Ok(true),
            _ => Err(self.unexpected(Problem::ExpectedKey)),
        }
    }

    fn colon(&mut self) -> Result<(), SyntaxError> {
        self.skip_white_space();
        self.expect(b':', Problem::ExpectedColon)
    }
}

/// For each byte, whether it stands for itself in a string (RFC 8259,
/// section 7). Bytes from 0x80 are left to the check for UTF-8.
static UNESCAPED: [bool; 256] = {
    let mut table = [true; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = false;
        control += 1;
    }
    table[b'"' as usize] = false;
    table[b'\\' as usize] = false;
    table
};

/// Strings.
impl<'a> Reader<'a> {
    /// Reads the characters up to the next quotation mark, reverse solidus or
    /// control character.
    fn unescaped(&mut self) -> Result<&'a str, SyntaxError> {
        let start = self.offset;
        let rest = self.rest();
        self.offset += rest
            .iter()
            .position(|&byte| !UNESCAPED[usize::from(byte)])
            .unwrap_or(rest.len());
        self.utf8_from(start)
    }

    /// Reads an escape; anything else that can follow
    /// [`unescaped`](Self::unescaped) characters, except a quotation mark, is an
    /// error.
    fn escape(&mut self) -> Result<char, SyntaxError> {
        let start = self.offset;
        self.expect(b'\\', Problem::ControlCharacter)?;
        let character = match self.byte() {
            Some(literal @ (b'"' | b'\\' | b'/')) => char::from(literal),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.offset += 1;
                return self.unicode_escape(start);
            }
            _ => return Err(self.unexpected(Problem::UnknownEscape)),
        };
        self.offset += 1;
        Ok(character)
    }

    /// Reads what follows `\u`. If that names the first half of a surrogate
    /// pair, the escape of the second half must come next. `start` is where the
    /// first escape starts.
    fn unicode_escape(&mut self, start: usize) -> Result<char, SyntaxError> {
        let lone = SyntaxError {
            offset: start,
            problem: Problem::LoneSurrogate,
        };
        let first = self.code_unit()?;
        let second = if matches!(first, 0xD800..=0xDBFF) {
            self.word(b"\\u", lone)?;
            Some(self.code_unit()?)
        } else {
            None
        };
        let units = std::iter::once(first).chain(second);
        let character = char::decode_utf16(units).next();
        character.and_then(Result::ok).ok_or(lone)
    }

    /// Reads the four hexadecimal digits of a UTF-16 code unit.
    fn code_unit(&mut self) -> Result<u16, SyntaxError> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 0x10 + u16::from(self.hex_digit()?);
        }
        Ok(unit)
    }

    fn hex_digit(&mut self) -> Result<u8, SyntaxError> {
        let value = match self.byte() {
            Some(digit @ b'0'..=b'9') => digit - b'0',
            Some(digit @ b'a'..=b'f') => digit - b'a' + 10,
            Some(digit @ b'A'..=b'F') => digit - b'A' + 10,
            _ => return Err(self.unexpected(Problem::ExpectedHexDigit)),
        };
        self.offset += 1;
        Ok(value)
    }
}

/// The exponent of a number, as far as the range check needs it.
#[derive(Clone, Copy)]
struct Exponent {
    negative: bool,
    digits: usize,
}

/// Whether a number is in the range of `f64` whatever its digits are. Otherwise
/// `serde_json` decides, for its own arithmetic draws the line.
///
/// With at most 200 digits before the point and an exponent of at most 99, the
/// value is below 1e300.
fn surely_in_range(whole_digits: usize, exponent: Exponent) -> bool {
    whole_digits <= 200 && (exponent.negative || exponent.digits <= 2)
}

/// Numbers.
impl Reader<'_> {
    /// Reads the digits before the point and says how many there are.
    fn whole_part(&mut self) -> Result<usize, SyntaxError> {
        let zero = self.byte() == Some(b'0');
        let second = self.offset + 1;
        let count = self.digits()?;
        if zero && count > 1 {
            return Err(SyntaxError {
                offset: second,
                problem: Problem::LeadingZero,
            });
        }
        Ok(count)
    }

    /// Reads the exponent, if there is one.
    fn exponent(&mut self) -> Result<Exponent, SyntaxError> {
        let mut exponent = Exponent {
            negative: false,
            digits: 0,
        };
        if self.eat(b'e') || self.eat(b'E') {
            exponent.negative = self.eat(b'-');
            if !exponent.negative {
                self.eat(b'+');
            }
            exponent.digits = self.digits()?;
        }
        Ok(exponent)
    }

    /// Reads at least one digit and says how many there are.
    fn digits(&mut self) -> Result<usize, SyntaxError> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit());
        let count = digits.count();
        if count == 0 {
            return Err(self.unexpected(Problem::ExpectedDigit));
        }
        self.offset += count;
        Ok(count)
    }
}

/// Bytes.
impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.get(self.offset).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.byte() == Some(byte);
        self.offset += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, problem: Problem) -> Result<(), SyntaxError> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(self.unexpected(problem))
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), SyntaxError> {
        self.word(word, self.error(Problem::UnknownLiteral))
    }

    /// Reads exactly `word`; at anything else, `otherwise` is the error.
    fn word(&mut self, word: &[u8], otherwise: SyntaxError) -> Result<(), SyntaxError> {
        let rest = self.rest();
        if rest.starts_with(word) {
            self.offset += word.len();
            Ok(())
        } else if word.starts_with(rest) {
            self.offset = self.text.len();
            Err(self.error(Problem::UnexpectedEnd))
        } else {
            Err(otherwise)
        }
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.offset += 1;
        }
    }

    /// The text from `start` up to here.
    fn utf8_from(&self, start: usize) -> Result<&'a str, SyntaxError> {
        let bytes = self.text.get(start..self.offset).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|error| SyntaxError {
            offset: start + error.valid_up_to(),
            problem: Problem::NotUtf8,
        })
    }

    /// A mark at the start of the text is the first thing that
    /// [`peek`](Self::peek) meets; it never gets past it.
    fn has_byte_order_mark(&self) -> bool {
        self.text.starts_with("\u{FEFF}".as_bytes())
    }

    fn error(&self, problem: Problem) -> SyntaxError {
        SyntaxError {
            offset: self.offset,
            problem,
        }
    }

    /// The problem with the next byte, unless there is no next byte.
    fn unexpected(&self, problem: Problem) -> SyntaxError {
        self.error(match self.byte() {
            Some(_) => problem,
            None => Problem::UnexpectedEnd,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Exponent, surely_in_range};

    const fn exponent(negative: bool, digits: usize) -> Exponent {
        Exponent { negative, digits }
    }

    /// The way to `serde_json` and back takes longer than reading the digits.
    #[test]
    fn numbers_as_people_write_them_are_known_to_be_in_range_without_asking() {
        for (digits, exponent) in [
            (1, exponent(false, 0)),
            (200, exponent(false, 2)),
            (200, exponent(true, 3)),
        ] {
            assert!(surely_in_range(digits, exponent), "{digits}");
        }
    }

    #[test]
    fn of_numbers_with_many_digits_or_a_large_exponent_it_is_asked() {
        assert!(!surely_in_range(201, exponent(false, 0)));
        assert!(!surely_in_range(201, exponent(true, 1)));
        assert!(!surely_in_range(1, exponent(false, 3)));
    }
}
