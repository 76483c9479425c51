use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Kind, MAX_DEPTH, Number, Position, Problem, Reader, SyntaxError, position};

/// Goes down `levels` levels and skips what is further down. Skipped values come
/// out as null.
fn walk(reader: &mut Reader<'_>, levels: usize) -> Result<Value, SyntaxError> {
    let kind = reader.peek()?;
    if levels == 0 {
        reader.skip_value()?;
        return Ok(Value::Null);
    }
    match kind {
        Kind::Null => reader.null().map(|()| Value::Null),
        Kind::Boolean => reader.boolean().map(Value::Bool),
        Kind::Number => reader.number().map(number_value),
        Kind::String => Ok(Value::String(reader.string()?.into_owned())),
        Kind::Array => walk_array(reader, levels - 1),
        Kind::Object => walk_object(reader, levels - 1),
    }
}

fn walk_array(reader: &mut Reader<'_>, levels: usize) -> Result<Value, SyntaxError> {
    let mut items = Vec::new();
    reader.begin_array()?;
    while reader.next_item()? {
        items.push(walk(reader, levels)?);
    }
    Ok(Value::Array(items))
}

fn walk_object(reader: &mut Reader<'_>, levels: usize) -> Result<Value, SyntaxError> {
    let mut members = Map::new();
    reader.begin_object()?;
    while let Some(key) = reader.next_key()? {
        members.insert(key.text.into_owned(), walk(reader, levels)?);
    }
    Ok(Value::Object(members))
}

fn number_value(number: Number<'_>) -> Value {
    if !number.text.contains(['.', 'e', 'E']) && number.text != "-0" {
        let value = number.as_i128();
        if let Some(value) = value.and_then(|value| u64::try_from(value).ok()) {
            return value.into();
        }
        if let Some(value) = value.and_then(|value| i64::try_from(value).ok()) {
            return value.into();
        }
    }
    number.as_f64().into()
}

fn read(text: &[u8], levels: usize) -> Result<Value, SyntaxError> {
    let mut reader = Reader::new(text);
    let value = walk(&mut reader, levels)?;
    reader.finish()?;
    assert_eq!(reader.offset(), text.len());
    Ok(value)
}

fn problem(text: impl AsRef<[u8]>) -> (usize, Problem) {
    let error = read(text.as_ref(), usize::MAX).unwrap_err();
    assert_eq!(read(text.as_ref(), 0).unwrap_err(), error);
    (error.offset, error.problem)
}

/// Reads the text in full, in part and not at all, and compares the verdict, and
/// the value, with `serde_json`'s. Says whether the text is JSON.
fn agrees(text: &[u8]) -> bool {
    let shown = String::from_utf8_lossy(text);
    let expected = serde_json::from_slice::<Value>(text);
    let full = read(text, usize::MAX);
    match (&full, &expected) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs, "{shown}");
            assert_eq!(ours.to_string(), theirs.to_string(), "{shown}");
        }
        (Err(error), Err(_)) => assert!(error.offset <= text.len(), "{shown}: {error}"),
        _ => panic!("{shown}: {full:?}, but {expected:?}"),
    }
    for levels in 0..4 {
        let partial = read(text, levels);
        assert_eq!(partial.err(), full.as_ref().err().copied(), "{shown}");
    }
    full.is_ok()
}

/// Documents that hold every construct of the grammar.
const DOCUMENTS: [&str; 5] = [
    r#"{"a": [1, -2.5e+3, 0.1E-2, true, false, null], "b\n": {}, "": []}"#,
    r#" [ "\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00" , {"é😀":{"k":[[]]}} ] "#,
    "\t{\r\n\"x\" : -0 , \"x\" : 10e9 ,\"€\":[0,0.0,{\"y\":\"\u{7f}\u{80}z\"}]}\n",
    r#"[[[{"a":[{}]}]],1e308,"\u0000","\udbff\udfff",12345678901234567890]"#,
    r"[-1,0e99999999999,1e-400,123456789012345678901234567890.5e3]",
];

const ACCEPTED: &[&[u8]] = &[
    b"null",
    b"true",
    b"false",
    b"0",
    b"-0",
    b"-0.0",
    b"1",
    b"-1",
    b"10",
    b"1.5",
    b"0.5",
    b"-0.5",
    b"1e5",
    b"1E5",
    b"1e+5",
    b"1E-5",
    b"1e05",
    b"1e00",
    b"1.0e10",
    b"0e0",
    b"0e999999999",
    b"0e99999999999999999999",
    b"0.0e+99999999999999999999",
    b"1e-400",
    b"1e-99999999999999999999",
    b"1e308",
    b"1.7976931348623157e308",
    b"-1.7976931348623157e308",
    b"0.00001e313",
    b"18446744073709551615",
    b"18446744073709551616",
    b"-9223372036854775808",
    b"-9223372036854775809",
    b"123456789012345678901234567890",
    b"0.1234567890123456789012345678901234567890",
    b"18446744073709551615.18446744073709551615e18",
    b"\"\"",
    b"\"a\"",
    b"\"\\\"\"",
    b"\"\\\\\"",
    b"\"\\/\"",
    b"\"/\"",
    b"\"\\b\\f\\n\\r\\t\"",
    b"\"\\u0000\"",
    b"\"\\u000a\"",
    b"\"\\u00E9\\u00e9\"",
    b"\"\\uD7FF\\uE000\\uFFFF\"",
    b"\"\\uD83D\\uDE00\"",
    b"\"\\ud800\\udc00\"",
    b"\"\\uDBFF\\uDFFF\"",
    b"\"\x7F\"",
    b"\"'\"",
    "\"é€😀\"".as_bytes(),
    "\"\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"".as_bytes(),
    "\"\u{FEFF}\"".as_bytes(),
    "\"\u{2028}\u{2029}\"".as_bytes(),
    "\"\u{D7FF}\u{E000}\"".as_bytes(),
    b"\"/* no comment */\"",
    b"\"\\u002F\\u0022\\u005C\"",
    b"[]",
    b"[ ]",
    b"[\n]",
    b"[1]",
    b"[1,2]",
    b"[ 1 , 2 ]",
    b"[[]]",
    b"[[],[]]",
    b"[{}]",
    b"[null,true,false,0,\"\",[],{}]",
    b"{}",
    b"{ }",
    b"{\"a\":1}",
    b"{\"a\":1,\"b\":2}",
    b"{\"a\":1,\"a\":2}",
    b"{\"a\":1,\"\\u0061\":2}",
    b"{\"\":0}",
    b"{\"\\u0000\":0}",
    b"{\"\\n\":{\"\\n\":[]}}",
    b"{ \"a\" : 1 , \"b\" : [ ] }",
    b"{\"a\":{},\"b\":[]}",
    b" 1",
    b"1 ",
    b" \t\r\n1 \t\r\n",
    b"\r\"\"\r",
];

const REFUSED: &[&[u8]] = &[
    b"",
    b" ",
    b"\n",
    b"\xEF\xBB\xBF",
    b"\xEF\xBB\xBF1",
    b"\xEF\xBB\xBF{}",
    b" \xEF\xBB\xBF1",
    b"\xEF\xBB",
    b"\xFF\xFE1\0",
    b"\xFE\xFF\x001",
    b"\x00",
    b"1\x00",
    b"\x001",
    b"\x0B1",
    b"\x0C1",
    b"1\x0C",
    b"\xC2\xA01",
    b"\xE2\x80\xA81",
    b"n",
    b"nul",
    b"nulL",
    b"Null",
    b"nullx",
    b"null null",
    b"tru",
    b"True",
    b"truefalse",
    b"fals",
    b"falsy",
    b"undefined",
    b"NaN",
    b"nan",
    b"Infinity",
    b"-Infinity",
    b"-",
    b"--1",
    b"+1",
    b"-a",
    b"- 1",
    b".5",
    b"-.5",
    b"1.",
    b"1.e5",
    b"1..5",
    b"1.5.5",
    b"00",
    b"01",
    b"-01",
    b"00.5",
    b"0x10",
    b"1e",
    b"1E",
    b"1e+",
    b"1e-",
    b"1e++1",
    b"1e1.5",
    b"1ee1",
    b"0e",
    b"0e+",
    b"0.e1",
    b"1_000",
    b"1,5",
    b"1 2",
    b"1f",
    b"1e400",
    b"-1e400",
    b"1E309",
    b"1.8e308",
    b"1e99999999999999999999",
    b"0.1e99999999999999999999",
    b"\xD9\xA1",
    b"\"",
    b"\"a",
    b"\"\\",
    b"\"\\\"",
    b"\"\\x41\"",
    b"\"\\a\"",
    b"\"\\'\"",
    b"\"\\0\"",
    b"\"\\U0041\"",
    b"\"\\\n\"",
    b"\"\\\xC3\xA9\"",
    b"\"\\u\"",
    b"\"\\u0\"",
    b"\"\\u004\"",
    b"\"\\u004",
    b"\"\\u004g\"",
    b"\"\\u+041\"",
    b"\"\\u 041\"",
    b"\"\\ud800\"",
    b"\"\\ud800",
    b"\"\\ud800\\",
    b"\"\\ud800\\u",
    b"\"\\ud800x\"",
    b"\"\\ud800\\n\"",
    b"\"\\ud800\\u0041\"",
    b"\"\\ud800\\ud800\"",
    b"\"\\ud800\\ud800\\udc00\"",
    b"\"\\ud800\\uZZZZ\"",
    b"\"\\udc00\"",
    b"\"\\udc00\\ud800\"",
    b"\"\x00\"",
    b"\"\x1F\"",
    b"\"\n\"",
    b"\"\t\"",
    b"\"\x80\"",
    b"\"\xC3\"",
    b"\"\xC3\\u00A9\"",
    b"\"\\u00C3\xA9\"",
    b"\"\xC0\x80\"",
    b"\"\xE0\x80\x80\"",
    b"\"\xED\xA0\x80\"",
    b"\"\xF4\x90\x80\x80\"",
    b"\"\xF8\x88\x80\x80\x80\"",
    b"\"\xFF\"",
    b"'a'",
    b"a",
    b"[",
    b"]",
    b"[1",
    b"[1,",
    b"[1,]",
    b"[,1]",
    b"[1 2]",
    b"[1,,2]",
    b"[1:2]",
    b"[1}",
    b"[]]",
    b"[][]",
    b"{",
    b"{\"a\"}",
    b"{\"a\":}",
    b"{\"a\":1,}",
    b"{1:1}",
    b"{\"a\":1 \"b\":2}",
    b"{\"a\" 1}",
    b"}",
    b"{}}",
    b"{]",
    b"{,}",
    b"{\"a\"",
    b"{\"a\":",
    b"{\"a\":1",
    b"{\"a\":1,",
    b"{\"a\":1]",
    b"{\"a\":1,,\"b\":2}",
    b"{\"a\"::1}",
    b"{\"a\",1}",
    b"{a:1}",
    b"{'a':1}",
    b"{null:1}",
    b"{[]:1}",
    b"{\"a\":1,2}",
    b"{\"\\ud800\":1}",
    b"{\"\xFF\":1}",
    b"{\"\n\":1}",
    b"1 // comment",
    b"/* comment */ 1",
    b"[1] x",
    b"[1]\xEF\xBB\xBF",
    b"# 1",
    b"[\"a\x00\"]",
];

#[test]
fn each_text_of_the_table_is_judged_as_serde_json_judges_it() {
    for text in ACCEPTED {
        assert!(agrees(text), "{}", String::from_utf8_lossy(text));
    }
    for text in REFUSED {
        assert!(!agrees(text), "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn every_truncation_is_judged_alike() {
    for document in DOCUMENTS {
        assert!(agrees(document.as_bytes()));
        for end in 0..document.trim_end().len() {
            assert!(!agrees(&document.as_bytes()[..end]));
        }
    }
}

#[test]
fn every_replacement_of_a_byte_is_judged_alike() {
    let mut verdicts = [0; 2];
    for document in DOCUMENTS {
        for index in 0..document.len() {
            let mut text = document.as_bytes().to_vec();
            for byte in 0..=u8::MAX {
                text[index] = byte;
                verdicts[usize::from(agrees(&text))] += 1;
            }
        }
    }
    assert!(verdicts.iter().all(|&count| count > 3_000), "{verdicts:?}");
}

#[test]
fn every_insertion_and_removal_of_a_byte_is_judged_alike() {
    for document in DOCUMENTS {
        for index in 0..document.len() {
            let mut text = document.as_bytes().to_vec();
            let removed = text.remove(index);
            agrees(&text);
            text.insert(index, removed);
            for inserted in *b" 0e-.,:[]{}\"\\\n\x80" {
                text.insert(index, inserted);
                agrees(&text);
                text.remove(index);
            }
            assert_eq!(text, document.as_bytes());
        }
    }
}

/// Pseudorandom numbers, the same in each run (a 64-bit xorshift generator).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Appends a value that is mostly JSON.
fn generate(random: &mut Random, levels: usize, text: &mut Vec<u8>) {
    const SCALARS: [&str; 12] = [
        "null",
        "true",
        "false",
        "0",
        "-12.50e-2",
        "1e308",
        "98765432109876543210",
        r#""""#,
        r#""plain text""#,
        r#""\u0041\ud83d\ude00\\""#,
        r#""häß😀lich""#,
        " 7 ",
    ];
    let count = random.below(5);
    match random.below(4) {
        0 | 1 if levels > 0 => list(random, text, *b"[]", count, |random, text| {
            generate(random, levels - 1, text);
        }),
        2 if levels > 0 => list(random, text, *b"{}", count, |random, text| {
            let key = random.choose(&[r#""k""#, r#" "" "#, r#""\u0000""#, r#""é""#]);
            text.extend_from_slice(key.as_bytes());
            text.push(b':');
            generate(random, levels - 1, text);
        }),
        _ => text.extend_from_slice(random.choose(&SCALARS).as_bytes()),
    }
}

fn list(
    random: &mut Random,
    text: &mut Vec<u8>,
    [open, close]: [u8; 2],
    count: usize,
    mut item: impl FnMut(&mut Random, &mut Vec<u8>),
) {
    text.push(open);
    for index in 0..count {
        if index > 0 {
            text.extend_from_slice(random.choose(&[",", ", ", "\n,"]).as_bytes());
        }
        item(random, text);
    }
    text.push(close);
}

/// Overwrites, removes, inserts or copies a little.
fn mutate(random: &mut Random, text: &mut Vec<u8>) {
    let start = random.below(text.len());
    let end = text.len().min(start + 1 + random.below(4));
    match random.below(4) {
        0 => text[start] = random.choose(b"\"\\u{}[],:0123456789.eE+-ntf \x00\xC3\xA9\xFF"),
        1 => drop(text.drain(start..end)),
        2 => text.insert(start, u8::try_from(random.below(256)).unwrap()),
        _ => {
            let piece = text[start..end].to_vec();
            let place = random.below(text.len());
            text.splice(place..place, piece);
        }
    }
}

#[test]
fn mutations_of_generated_documents_are_judged_alike() {
    let mut random = Random(0x5EED_0001);
    let mut verdicts = [0; 2];
    let mut longest = 0;
    for _ in 0..3_000 {
        let mut text = Vec::new();
        generate(&mut random, 7, &mut text);
        assert!(agrees(&text));
        longest = longest.max(text.len());
        for _ in 0..4 {
            if !text.is_empty() {
                mutate(&mut random, &mut text);
            }
            verdicts[usize::from(agrees(&text))] += 1;
        }
    }
    assert!(verdicts.iter().all(|&count| count > 500), "{verdicts:?}");
    assert!(longest > 1_000, "{longest}");
}

#[test]
fn random_sequences_of_tokens_are_judged_alike() {
    const TOKENS: [&str; 14] = [
        "[", "]", "{", "}", ",", ":", "1", "\"a\"", "[]", "{\"a\":", "[1,", " ", "null", "\"",
    ];
    let mut random = Random(0x5EED_0002);
    let mut verdicts = [0; 2];
    for _ in 0..60_000 {
        let count = 1 + random.below(8);
        let text: String = (0..count).map(|_| random.choose(&TOKENS)).collect();
        verdicts[usize::from(agrees(text.as_bytes()))] += 1;
    }
    assert!(verdicts.iter().all(|&count| count > 1_000), "{verdicts:?}");
}

#[test]
fn random_spellings_of_numbers_are_judged_alike() {
    let mut random = Random(0x5EED_0003);
    let mut verdicts = [0; 2];
    for _ in 0..60_000 {
        let length = 1 + random.below(12);
        let text: Vec<u8> = (0..length)
            .map(|_| random.choose(b"00012345679...eeE+--"))
            .collect();
        verdicts[usize::from(agrees(&text))] += 1;
    }
    assert!(verdicts.iter().all(|&count| count > 1_000), "{verdicts:?}");
}

/// The largest `f64` lies near 1.797e308. The point is put anywhere, and the
/// exponent makes up for it.
#[test]
fn numbers_near_the_end_of_the_range_are_judged_alike() {
    let mut random = Random(0x5EED_0004);
    let mut verdicts = [0; 2];
    for _ in 0..20_000 {
        let known = &"17976931348623157"[..=random.below(17)];
        let length = random.below(30);
        let digits: String = (0..length)
            .map(|_| random.choose(&['0', '8', '9']))
            .collect();
        let zeros = "0".repeat(random.below(320));
        let (whole, digits) = if random.below(2) == 0 {
            ("0", format!("{zeros}{known}{digits}"))
        } else {
            (known, format!("{digits}{zeros}"))
        };
        let shift = if whole == "0" { zeros.len() + 1 } else { 0 };
        let exponent = 309 - if whole == "0" { 0 } else { whole.len() } + shift - random.below(2);
        let text = format!("{whole}.{digits}0e{exponent}");
        verdicts[usize::from(agrees(text.as_bytes()))] += 1;
    }
    assert!(verdicts.iter().all(|&count| count > 1_000), "{verdicts:?}");
}

#[test]
fn whole_numbers_without_an_exponent_can_be_too_large_as_well() {
    for length in [199, 200, 201, 307, 308] {
        assert!(agrees("9".repeat(length).as_bytes()), "{length}");
    }
    let zeros = "0".repeat(307);
    assert!(agrees(format!("17{zeros}").as_bytes()));
    assert!(!agrees(format!("18{zeros}").as_bytes()));
    assert!(agrees(format!("17{zeros}00e-2").as_bytes()));
    assert!(!agrees(format!("18{zeros}00e-2").as_bytes()));
    // The largest `f64` in full: `serde_json` refuses it unless its feature
    // `float_roundtrip` is on.
    agrees(format!("17976931348623157{}", "0".repeat(292)).as_bytes());
    assert!(!agrees("9".repeat(309).as_bytes()));
}

fn nested(levels: usize, open: &[&str], core: &str, close: &[&str]) -> String {
    let mut text = String::new();
    text.extend((0..levels).map(|level| open[level % open.len()]));
    text.push_str(core);
    text.extend((0..levels).rev().map(|level| close[level % close.len()]));
    text
}

fn nestings(levels: usize) -> [String; 4] {
    [
        nested(levels, &["["], "1", &["]"]),
        nested(levels, &["{\"k\":"], "null", &["}"]),
        nested(levels, &["[", "{\"k\": "], "\"\"", &["]", "}"]),
        nested(
            levels,
            &["[0, {}, ", "{\"a\":[],\"b\":"],
            "1",
            &[", []]", "}"],
        ),
    ]
}

#[test]
fn nesting_is_allowed_as_deep_as_in_serde_json() {
    let limit = usize::from(MAX_DEPTH);
    for text in nestings(limit - 1).iter().chain(&nestings(limit)[..3]) {
        assert!(agrees(text.as_bytes()), "{text}");
    }
    for text in nestings(limit + 1) {
        assert!(!agrees(text.as_bytes()), "{text}");
        assert_eq!(problem(&text).1, Problem::TooDeep, "{text}");
    }
}

#[test]
fn depth_counts_the_levels_that_were_walked_and_those_that_were_skipped() {
    let limit = usize::from(MAX_DEPTH);
    for walked in [1, 2, 64, limit - 1, limit, limit + 1] {
        for text in &nestings(limit)[..3] {
            assert!(read(text.as_bytes(), walked).is_ok(), "{text}");
        }
        for text in nestings(limit + 1) {
            let error = read(text.as_bytes(), walked).unwrap_err();
            assert_eq!(error.problem, Problem::TooDeep, "{text}");
        }
    }
}

#[test]
fn closed_levels_do_not_count() {
    let inner = nested(100, &["[", "{\"k\":"], "1", &["]", "}"]);
    let text = format!("[{inner},{inner},{inner},[{inner}]]");
    assert!(agrees(text.as_bytes()));
}

#[test]
fn twenty_thousand_levels_are_refused_at_the_limit() {
    let limit = usize::from(MAX_DEPTH);
    for text in nestings(20_000) {
        assert!(!agrees(text.as_bytes()));
        assert_eq!(problem(&text).1, Problem::TooDeep);
    }
    assert_eq!(problem("[".repeat(20_000)), (limit, Problem::TooDeep));
}

#[test]
fn strings_are_decoded_as_serde_json_decodes_them() {
    for text in [
        r#""""#,
        r#""\u0000""#,
        r#""a\u0000b""#,
        r#""\uD83D\uDE00\ud83d\ude00""#,
        r#""\ud800\udc00\udbff\udfff""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""x\"y\\z\/ä\bß\f€\n😀\r.\t""#,
        r#""\u00e9é\u20AC€\uFFFF""#,
        r#""\\u0041\\\u0041""#,
        "\"häßlich €😀 \u{7f}\"",
    ] {
        let expected: String = serde_json::from_str(text).unwrap();
        let string = Reader::new(text.as_bytes()).string().unwrap();
        assert_eq!(string, expected, "{text}");

        let object = format!("{{{text} :0}}");
        let mut reader = Reader::new(object.as_bytes());
        reader.begin_object().unwrap();
        let key = reader.next_key().unwrap().unwrap();
        assert_eq!(key.text, expected, "{text}");
        assert_eq!(&object[key.start..key.end], text);
    }
}

#[test]
fn every_code_unit_escape_is_judged_and_decoded_alike() {
    for unit in 0..=0xFFFF_u16 {
        let text = format!("\"\\u{unit:04x}\"");
        let expected = serde_json::from_str::<String>(&text).ok();
        let ours = Reader::new(text.as_bytes()).string().ok();
        assert_eq!(ours.as_deref(), expected.as_deref(), "{text}");
    }
}

#[test]
fn strings_without_escapes_are_borrowed() {
    let string = Reader::new("\"häß😀\"".as_bytes()).string().unwrap();
    assert!(matches!(string, Cow::Borrowed("häß😀")));
}

#[test]
fn offsets_are_those_of_the_first_byte_and_the_byte_after_the_last() {
    let text = br#" { "k\n" : [ 12 ,"s"] } "#;
    let mut reader = Reader::new(text);
    assert_eq!(reader.offset(), 0);
    assert_eq!(reader.peek(), Ok(Kind::Object));
    assert_eq!(reader.peek(), Ok(Kind::Object));
    assert_eq!(reader.offset(), 1);
    reader.begin_object().unwrap();
    let key = reader.next_key().unwrap().unwrap();
    assert_eq!((&*key.text, key.start, key.end), ("k\n", 3, 8));
    assert_eq!(reader.peek(), Ok(Kind::Array));
    assert_eq!(reader.offset(), 11);
    reader.begin_array().unwrap();
    assert_eq!(reader.next_item(), Ok(true));
    assert_eq!(reader.peek(), Ok(Kind::Number));
    assert_eq!(reader.offset(), 13);
    assert_eq!(reader.number().unwrap().text, "12");
    assert_eq!(reader.offset(), 15);
    assert_eq!(reader.next_item(), Ok(true));
    reader.skip_value().unwrap();
    assert_eq!(reader.offset(), 20);
    assert_eq!(reader.next_item(), Ok(false));
    assert_eq!(reader.next_key(), Ok(None));
    assert_eq!(reader.finish(), Ok(()));
    assert_eq!(reader.offset(), text.len());
}

#[test]
fn repeated_keys_are_reported_as_they_come() {
    let mut reader = Reader::new(br#"{"a":1,"b":2,"a":3}"#);
    let mut keys = Vec::new();
    reader.begin_object().unwrap();
    while let Some(key) = reader.next_key().unwrap() {
        keys.push(key.text);
        reader.skip_value().unwrap();
    }
    assert_eq!(keys, ["a", "b", "a"]);
}

#[test]
fn errors_say_what_is_wrong_and_where() {
    let table: &[(&[u8], usize, Problem)] = &[
        (b"", 0, Problem::UnexpectedEnd),
        (b" [1, ", 5, Problem::UnexpectedEnd),
        (b"tru", 3, Problem::UnexpectedEnd),
        (b"\"\\ud800\\", 8, Problem::UnexpectedEnd),
        (b"1.", 2, Problem::UnexpectedEnd),
        (b"\xEF\xBB\xBF{}", 0, Problem::ByteOrderMark),
        (b" \xEF\xBB\xBF{}", 1, Problem::ExpectedValue),
        (b"[,]", 1, Problem::ExpectedValue),
        (b"[nil]", 1, Problem::UnknownLiteral),
        (b"{1:2}", 1, Problem::ExpectedKey),
        (b"{\"a\" 1}", 5, Problem::ExpectedColon),
        (b"[1 2]", 3, Problem::ExpectedCommaOrBracket),
        (b"{\"a\":1]", 6, Problem::ExpectedCommaOrBrace),
        (b"[1 , ]", 3, Problem::TrailingComma),
        (b"{\"a\":1,}", 6, Problem::TrailingComma),
        (b"\"a\nb\"", 2, Problem::ControlCharacter),
        (b"\"a\\xb\"", 3, Problem::UnknownEscape),
        (b"\"\\u00g0\"", 5, Problem::ExpectedHexDigit),
        (b"\"a\\udc00\"", 2, Problem::LoneSurrogate),
        (b"\"\\ud800\\u0041\"", 1, Problem::LoneSurrogate),
        (b"\"ab\xFF\n\"", 3, Problem::NotUtf8),
        (b"-x", 1, Problem::ExpectedDigit),
        (b"[-012]", 3, Problem::LeadingZero),
        (b"[1, 2e999]", 4, Problem::NumberTooLarge),
        (b"{} {}", 3, Problem::TextAfterValue),
    ];
    for &(text, offset, expected) in table {
        let shown = String::from_utf8_lossy(text);
        assert_eq!(problem(text), (offset, expected), "{shown}");
    }
}

#[test]
fn errors_have_a_line_and_a_column() {
    let text = "{\r\n  \"é\": [1,\r\n  \"€\", tru]\r\n}";
    let (offset, _) = problem(text);
    let place = Position { line: 3, column: 8 };
    assert_eq!(position(text.as_bytes(), offset), place);
}

#[test]
fn errors_read_as_sentences() {
    let error = |text: &str| read(text.as_bytes(), 0).unwrap_err().to_string();
    assert_eq!(error("{\"a\":1]"), "expected `,` or `}` at byte 6");
    let deep = error(&"[".repeat(200));
    assert_eq!(deep, "nested deeper than 127 levels at byte 127");
}

/// A caller that asks for the wrong thing gets errors or nonsense, but no panic
/// and no place beyond the text.
#[test]
fn calls_in_any_order_do_not_panic() {
    let mut random = Random(0x5EED_0005);
    for document in DOCUMENTS {
        for _ in 0..2_000 {
            let mut reader = Reader::new(document.as_bytes());
            for _ in 0..20 {
                call_any(&mut random, &mut reader);
                assert!(reader.offset() <= document.len());
            }
        }
    }
}

fn call_any(random: &mut Random, reader: &mut Reader<'_>) {
    match random.below(11) {
        0 => drop(reader.peek()),
        1 => drop(reader.null()),
        2 => drop(reader.boolean()),
        3 => drop(reader.number()),
        4 => drop(reader.string()),
        5 => drop(reader.begin_array()),
        6 => drop(reader.next_item()),
        7 => drop(reader.begin_object()),
        8 => drop(reader.next_key()),
        9 => drop(reader.skip_value()),
        _ => drop(reader.finish()),
    }
}
