//! Texts around a type's valid ones, from a seed.

use crossfield::rule::{Check, Field, Shape};
use serde_json::Value;

/// xorshift64* of Marsaglia and Vigna: the same texts on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).expect("a small number");
        usize::try_from(self.next() % bound).expect("less than the bound")
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const UUIDS: &[&str] = &[
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
    "9B2C3D4E-5F60-4718-8293-A4B5C6D7E8F9",
    "00000000-0000-0000-0000-000000000000",
];

const URLS: &[&str] = &[
    "https://example.com/laml?a=b#c",
    "HTTP://u:p@example.com:99999/%20",
    "http://[2001:db8::1]:80",
    "http://192.0.2.1",
];

/// Strings that are something to a lenient reader, or to one field and not to another.
const STRINGS: &[&str] = &[
    "",
    " ",
    "a",
    "random",
    "+12025550134",
    "front desk",
    "a@b",
    "a\n",
    "a\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{9f}",
    "\u{a0}",
    "\u{1680}",
    "\u{200b}",
    "\u{2028}",
    "\u{2029}",
    "\u{202f}",
    "\u{205f}",
    "\u{3000}",
    "\u{feff}",
    "é",
    "日本",
    "🎉",
    "\u{10ffff}",
    "e\u{301}",
    "\"\\/",
    "null",
    "GET",
    "POST",
    "get",
    "PATCH",
    "resource",
    "{9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9}",
    "urn:uuid:9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
    "9b2c3d4e5f6047188293a4b5c6d7e8f9",
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9\n",
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8fé",
    "gb2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
    "9b2c3d4e_5f60-4718-8293-a4b5c6d7e8f9",
    "https://example.com/a b",
    "https://example.com/\t",
    "https://example.com\n",
    "https:\\\\example.com",
    "https:/example.com",
    "https:example.com",
    "https://",
    "https:///path",
    "https://user@",
    "https://:80",
    "https://example.com:",
    "https://example.com:port",
    "https://[::1",
    "https://[::g]",
    "https://[v1.a]",
    "https://[fe80::1%25en0]",
    "https://1.2.3.4.5",
    "https://256.1.1.1",
    "https://ex%41mple.com",
    "https://example.com/%zz",
    "https://example.com/^",
    "https://exämple.com",
    "//example.com",
    "ftp://example.com",
    "sip:alice@example.com",
];

/// JSON values of every type, and texts that look like some.
const JUNK: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1.0",
    "1e2",
    "18446744073709551616",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    r#"["OPUS"]"#,
    r#"{"resource": null}"#,
    r#"{"a": {"b": [1, {"c": null}]}}"#,
    r#"{"a": 1, "a": 2}"#,
    r#""\u0061""#,
    r#""\ud83c\udf89""#,
];

/// What is no JSON although a reader that skips it may not notice.
const BROKEN: &[&str] = &[
    "",
    "01",
    "+1",
    "1.",
    "1e999",
    "-1e999",
    "NaN",
    "tru",
    "'a'",
    "[1,]",
    r#"{"a": 1,}"#,
    r#"{"a" 1}"#,
    r#""\ud800""#,
    r#"{"\udc00": 1}"#,
    r#""\x""#,
    "\"\t\"",
    "\"a",
    "1 2",
    "/**/1",
];

const OTHER_KEYS: &[&str] = &[
    "password",
    "",
    "Username",
    "username ",
    "call-handler",
    "é",
    "statusCode",
    "__proto__",
];

/// The members of an object, each value as JSON text.
type Members = Vec<(String, String)>;

pub(crate) struct Generator {
    random: Random,
    fields: &'static [Field],
    bases: Vec<Members>,
}

impl Generator {
    pub(crate) fn new(shape: &Shape, bases: &[&str], seed: u64) -> Self {
        let Shape::Object(rules) = shape else {
            panic!("texts are generated around objects");
        };
        Self {
            random: Random(seed),
            fields: rules().fields,
            bases: bases.iter().map(|base| members(base)).collect(),
        }
    }

    /// A valid text with up to four things done to it, most of which leave it valid or break one rule.
    pub(crate) fn text(&mut self) -> String {
        let mut object = self.bases[self.random.below(self.bases.len())].clone();
        for _ in 0..self.random.below(5) {
            self.change(&mut object);
        }
        let text = self.written(&object);
        match self.random.below(100) {
            0 => self.damaged(text),
            1 => format!(
                "[{}]",
                object
                    .into_iter()
                    .map(|(_, value)| value)
                    .collect::<Vec<_>>()
                    .join(",")
            ),
            2 => self.random.pick(JUNK).to_owned(),
            _ => text,
        }
    }

    fn change(&mut self, object: &mut Members) {
        let field = &self.fields[self.random.below(self.fields.len())];
        match self.random.below(100) {
            0..12 => object.retain(|(key, _)| key != field.name),
            12..20 => set(object, field.name, "null".to_owned()),
            20..55 => set(object, field.name, self.fitting(&field.shape)),
            55..65 => set(object, field.name, self.string()),
            65..72 => set(object, field.name, self.near_miss(&field.shape)),
            72..77 => set(object, field.name, self.random.pick(JUNK).to_owned()),
            77..84 => set(object, "call_handler", self.call_handler()),
            84..88 => set(object, field.name, "\"\"".to_owned()),
            88..91 => object.push((field.name.to_owned(), self.fitting(&field.shape))),
            91..97 => object.push((
                self.random.pick(OTHER_KEYS).to_owned(),
                self.random.pick(JUNK).to_owned(),
            )),
            97 => object.push((self.random.pick(OTHER_KEYS).to_owned(), self.nested())),
            98 => object.push((
                self.random.pick(OTHER_KEYS).to_owned(),
                self.random.pick(BROKEN).to_owned(),
            )),
            _ => set(object, field.name, self.random.pick(BROKEN).to_owned()),
        }
    }

    fn call_handler(&mut self) -> String {
        let field = self
            .fields
            .iter()
            .find(|field| field.name == "call_handler");
        self.fitting(&field.expect("both types have it").shape)
    }

    /// A value of the shape, without regard to the field's own rules.
    fn fitting(&mut self, shape: &Shape) -> String {
        match shape {
            Shape::Nullable(_) if self.random.percent(15) => "null".to_owned(),
            Shape::Nullable(inner) | Shape::Open(inner) | Shape::Lenient(inner) => {
                self.fitting(inner)
            }
            Shape::Enumeration(set) => {
                quoted(set.variants[self.random.below(set.variants.len())].name)
            }
            Shape::Refined(_, [Check::Uuid]) => quoted(self.random.pick(UUIDS)),
            Shape::Refined(_, [Check::HttpUrl]) => quoted(self.random.pick(URLS)),
            Shape::List(item) => {
                let items: Vec<String> = (0..self.random.below(4))
                    .map(|_| self.fitting(item))
                    .collect();
                format!("[{}]", items.join(", "))
            }
            _ => quoted(self.random.pick(&STRINGS[2..6])),
        }
    }

    fn string(&mut self) -> String {
        let one = self.random.pick(STRINGS);
        match self.random.below(6) {
            0 => quoted(&format!("{one}{}", self.random.pick(STRINGS))),
            1 => escaped(one),
            _ => quoted(one),
        }
    }

    /// A value of the shape with one character changed, or one item added to it.
    fn near_miss(&mut self, shape: &Shape) -> String {
        let value = self.fitting(shape);
        match serde_json::from_str(&value) {
            Ok(Value::String(text)) => quoted(&self.misspelt(&text)),
            Ok(Value::Array(mut items)) => {
                let item = items
                    .first()
                    .and_then(Value::as_str)
                    .unwrap_or("OPUS")
                    .to_owned();
                items.push(
                    if self.random.percent(50) {
                        item
                    } else {
                        self.misspelt(&item)
                    }
                    .into(),
                );
                Value::Array(items).to_string()
            }
            _ => self.random.pick(JUNK).to_owned(),
        }
    }

    fn misspelt(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let place = self.random.below(characters.len());
        let other = self.random.pick(STRINGS).chars().next().unwrap_or('-');
        match self.random.below(5) {
            0 => characters.truncate(place),
            1 => characters.insert(place, other),
            2 => characters.push(other),
            3 => return text.to_uppercase(),
            _ => characters
                .iter_mut()
                .skip(place)
                .take(1)
                .for_each(|character| *character = other),
        }
        characters.into_iter().collect()
    }

    /// Arrays in one another, around the depth at which readers stop.
    fn nested(&mut self) -> String {
        let depth = 120 + self.random.below(12);
        "[".repeat(depth) + &"]".repeat(depth)
    }

    fn written(&mut self, object: &Members) -> String {
        let mut written: Vec<String> = Vec::new();
        for (key, value) in object {
            let key = if self.random.percent(3) {
                escaped(key)
            } else {
                quoted(key)
            };
            let space = self.random.pick(&["", " ", "\r\n\t"]);
            let place = if self.random.percent(20) {
                self.random.below(written.len())
            } else {
                written.len()
            };
            written.insert(place, format!("{space}{key}:{space}{value}"));
        }
        format!("{{{}}}", written.join(","))
    }

    /// A text with a character taken out, put in or swapped, or cut short.
    fn damaged(&mut self, mut text: String) -> String {
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let place = places[self.random.below(places.len())];
        match self.random.below(4) {
            0 => text.truncate(place),
            1 => text.insert_str(
                place,
                self.random
                    .pick(&["\"", "{", "}", ",", ":", "\\", "\u{feff}", "\0", "0"]),
            ),
            2 => drop(text.remove(place)),
            _ => text.push_str(self.random.pick(&[" ", "\n", "x", "{}", "\u{a0}"])),
        }
        text
    }
}

fn members(base: &str) -> Members {
    match serde_json::from_str(base) {
        Ok(Value::Object(object)) => object
            .into_iter()
            .map(|(key, value)| (key, value.to_string()))
            .collect(),
        _ => panic!("not an object: {base}"),
    }
}

fn set(object: &mut Members, key: &str, value: String) {
    match object.iter_mut().find(|(there, _)| there == key) {
        Some((_, there)) => *there = value,
        None => object.push((key.to_owned(), value)),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Every character as an escape.
fn escaped(text: &str) -> String {
    let units: Vec<String> = text
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    format!("\"{}\"", units.concat())
}
