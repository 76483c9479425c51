//! Arrays with a shape for each position, and null.

use std::marker::PhantomData;

use conformance::Judge;
use crossfield::Validate;
use crossfield::schema::with_rules;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Tag(#[validate(length(min = 1))] String);

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Point(
    f64,
    #[validate(range(min = 1, max = 9))] u8,
    #[serde(skip)] (),
    #[validate(required, length(min = 2))] Option<String>,
);

#[test]
fn a_tuple_struct_is_an_array_with_rules_for_each_position() {
    let point = Judge::of::<Point>();
    point.accepts(&[r#"[1, 2, "ab"]"#, r#"[1.5, 9.0, "ab"]"#]);
    point.refuses(
        "[1, 10, null]",
        &["/1 range: must be from 1 to 9", "/2 required: required"],
    );
    point.refuses(
        r#"[1, 0, "a"]"#,
        &[
            "/1 range: must be from 1 to 9",
            "/2 length: must have 2 or more characters",
        ],
    );
    let length = " length: must have 3 items";
    for text in [
        "[]",
        "[1]",
        "[1, 2]",
        r#"[1, 2, "ab", 4]"#,
        r#"[1, 2, "ab", null]"#,
    ] {
        point.refuses(text, &[length]);
    }
    point.refuses(
        r#"[1, 0, "a", 4]"#,
        &[
            length,
            "/1 range: must be from 1 to 9",
            "/2 length: must have 2 or more characters",
        ],
    );
    for (text, found) in [
        ("{}", "an object"),
        ("null", "null"),
        ("1", "a number"),
        (r#""a""#, "a string"),
    ] {
        point.refuses(text, &[&format!(" type: must be an array, not {found}")]);
    }
    point.refuses(
        r#"["1", 256, 3]"#,
        &[
            "/0 type: must be a number, not a string",
            "/1 range: must be from 1 to 9",
            "/1 range: must be from 0 to 255",
            "/2 type: must be a string, not a number",
        ],
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Trailing(
    u8,
    #[serde(default)] Option<Tag>,
    #[serde(default)]
    #[validate(length(max = 1))]
    Vec<Tag>,
);

#[test]
fn positions_with_a_default_may_be_left_out_from_the_end() {
    let trailing = Judge::of::<Trailing>();
    trailing.accepts(&["[1]", "[1, null]", r#"[1, "a"]"#, r#"[1, "a", ["b"]]"#]);
    for text in ["[]", "[1, null, [], 3]"] {
        trailing.refuses(text, &[" length: must have 1 to 3 items"]);
    }
    trailing.refuses(
        r#"[1, "", ["", ""]]"#,
        &[
            "/1 length: must have 1 or more characters",
            "/2 length: must have at most 1 item",
            "/2/0 length: must have 1 or more characters",
            "/2/1 length: must have 1 or more characters",
        ],
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct RequiredAfterDefault(
    #[serde(default)] u8,
    #[serde(default)]
    #[validate(required)]
    Option<u8>,
);

#[test]
fn a_position_that_is_required_by_a_rule_is_one_that_the_array_must_have() {
    let pair = Judge::of::<RequiredAfterDefault>();
    pair.accepts(&["[1, 2]"]);
    for text in ["[]", "[1]", "[1, null]"] {
        pair.refuses(text, &["/1 required: required"]);
    }
}

#[derive(Default, Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(default)]
struct AllDefault(u8, Option<u8>);

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct NoPositions();

#[test]
fn an_array_may_be_empty() {
    Judge::of::<AllDefault>().accepts(&["[]", "[1]", "[1, null]"]);
    let none = Judge::of::<NoPositions>();
    none.accepts(&["[]"]);
    none.refuses("[1]", &[" length: must have 0 items"]);
    none.refuses("null", &[" type: must be an array, not null"]);
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
struct Empty(#[validate(empty_is_absent, length(min = 2))] String, u8);

#[test]
fn an_empty_text_may_be_no_value_in_an_array_too() {
    let empty = Judge::of::<Empty>();
    empty.accepts(&[r#"["", 1]"#, r#"["ab", 1]"#]);
    empty.refuses(
        r#"["a", 1]"#,
        &["/0 length: must have 2 or more characters"],
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
struct Nothing;

type Nested = (Vec<Tag>, (u8, Tag));

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = with_rules::<Self>)]
#[serde(deny_unknown_fields)]
struct Holder {
    point: Point,
    maybe: Option<Point>,
    pair: (Tag, Option<u8>),
    nested: Option<Vec<Nested>>,
    array: [Tag; 2],
    #[validate(length(min = 1))]
    none: [u8; 0],
    nothing: Nothing,
    unit: (),
    maybe_unit: Option<()>,
    phantom: PhantomData<u8>,
    one: (bool,),
}

fn holder(changed: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("point", r#"[1, 2, "ab"]"#),
        ("pair", r#"["a", null]"#),
        ("array", r#"["a", "b"]"#),
        ("none", "[]"),
        ("nothing", "null"),
        ("unit", "null"),
        ("phantom", "null"),
        ("one", "[true]"),
    ];
    for (name, value) in changed {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!(r#""{name}": {value}"#))
        .collect();
    format!("{{{}}}", fields.join(", "))
}

#[test]
fn arrays_stand_in_fields_lists_and_one_another() {
    let judge = Judge::of::<Holder>();
    let none = "/none length: must have 1 or more items";
    judge.refuses(&holder(&[]), &[none]);
    let cases = [
        ("point", "[1, 2]", "/point length: must have 3 items"),
        (
            "point",
            r#"[1, 2, ""]"#,
            "/point/2 length: must have 2 or more characters",
        ),
        ("point", "[1, 2, null]", "/point/2 required: required"),
        ("maybe", "[1, 2]", "/maybe length: must have 3 items"),
        (
            "maybe",
            "{}",
            "/maybe type: must be an array or null, not an object",
        ),
        ("pair", "[]", "/pair length: must have 2 items"),
        ("pair", r#"["a"]"#, "/pair length: must have 2 items"),
        ("pair", r#"["a", 1, 2]"#, "/pair length: must have 2 items"),
        (
            "pair",
            r#"["", 1]"#,
            "/pair/0 length: must have 1 or more characters",
        ),
        (
            "pair",
            r#"["a", "b"]"#,
            "/pair/1 type: must be an integer or null, not a string",
        ),
        ("pair", "null", "/pair type: must be an array, not null"),
        (
            "nested",
            r#"[[["a"], [1, ""]]]"#,
            "/nested/0/1/1 length: must have 1 or more characters",
        ),
        (
            "nested",
            r#"[[["a", ""], [1, "b"]]]"#,
            "/nested/0/0/1 length: must have 1 or more characters",
        ),
        (
            "nested",
            r#"[[["a"], [1]]]"#,
            "/nested/0/1 length: must have 2 items",
        ),
        ("array", r#"["a"]"#, "/array length: must have 2 items"),
        (
            "array",
            r#"["a", "b", "c"]"#,
            "/array length: must have 2 items",
        ),
        (
            "array",
            r#"["a", ""]"#,
            "/array/1 length: must have 1 or more characters",
        ),
        ("nothing", "1", "/nothing type: must be null, not a number"),
        ("unit", "[]", "/unit type: must be null, not an array"),
        ("unit", "{}", "/unit type: must be null, not an object"),
        (
            "maybe_unit",
            "0",
            "/maybe_unit type: must be null, not a number",
        ),
        ("phantom", "0", "/phantom type: must be null, not a number"),
        ("one", "true", "/one type: must be an array, not a boolean"),
        (
            "one",
            "[1]",
            "/one/0 type: must be true or false, not a number",
        ),
    ];
    for (name, value, violation) in cases {
        let mut expected = vec![none, violation];
        // `none` stands after the arrays, and before the rest.
        if ["point", "maybe", "pair", "nested", "array"].contains(&name) {
            expected.reverse();
        }
        judge.refuses(&holder(&[(name, value)]), &expected);
    }
    judge.refuses(
        &holder(&[("maybe_unit", "null"), ("nested", "[]"), ("maybe", "null")]),
        &[none],
    );
    judge.refuses(
        &holder(&[]).replace(r#""unit": null, "#, ""),
        &[none, "/unit required: required"],
    );
}

#[test]
fn a_tuple_stands_for_itself() {
    let judge = Judge::of::<(u8, Option<Tag>, (Point, ()))>();
    judge.accepts(&[r#"[1, null, [[1, 2, "ab"], null]]"#]);
    judge.refuses(
        r#"[1, "", [[1, 2, "a"], 0]]"#,
        &[
            "/1 length: must have 1 or more characters",
            "/2/0/2 length: must have 2 or more characters",
            "/2/1 type: must be null, not a number",
        ],
    );
    Judge::of::<Nothing>().accepts(&["null"]);
    Judge::of::<Nothing>().refuses("[]", &[" type: must be null, not an array"]);
    Judge::of::<[u8; 3]>().accepts(&["[1, 2, 3]"]);
    Judge::of::<[u8; 3]>().refuses("[1, 2]", &[" length: must have 3 items"]);
}
