//! Reading types of which serde keeps what it reads for later, or drops a part: from no more and no less than the schema says,
//! whatever the format hands out, and wherever in the type that stands.

use std::collections::{BTreeSet, HashMap};

use crossfield::{Valid, Validate, check_json};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{BytesDeserializer, Error, MapDeserializer};
use serde_json::json;

#[derive(Debug, PartialEq, Deserialize, Validate)]
struct Point {
    x: u8,
    y: u8,
}

#[derive(Debug, PartialEq, Deserialize, Validate)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Figure {
    Circle { at: Point, radius: u8 },
    Named { name: String },
}

#[derive(Debug, PartialEq, Deserialize, Validate)]
struct Layer {
    figure: Figure,
}

/// Holds itself, so that not every type on the way is a new one.
#[derive(Debug, PartialEq, Deserialize, Validate)]
struct Drawing {
    inside: Option<Box<Self>>,
    layer: Option<Layer>,
}

const CIRCLE: &str = r#"{"kind": "circle", "radius": 1.0, "at": {"x": 1, "y": 2}}"#;

/// The point as an array, from which serde would read it too.
const BY_ARRAY: &str = r#"{"kind": "circle", "radius": 1, "at": [1, 2]}"#;

/// From text, through serde.
fn read<T: Validate + DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_str::<Valid<T>>(text).map(Valid::into_inner)
}

fn drawing(figure: &str) -> String {
    format!(r#"{{"inside": {{"inside": null, "layer": {{"figure": {figure}}}}}, "layer": null}}"#)
}

#[test]
fn what_is_kept_deep_inside_is_read_as_its_schema_says() {
    let circle = Figure::Circle {
        at: Point { x: 1, y: 2 },
        radius: 1,
    };
    let drawn = read::<Drawing>(&drawing(CIRCLE)).unwrap();
    let inside = drawn.inside.and_then(|inside| inside.layer);
    assert_eq!(inside, Some(Layer { figure: circle }));
    let error = read::<Drawing>(&drawing(BY_ARRAY)).unwrap_err().to_string();
    assert_eq!(
        error,
        "`/inside/layer/figure/at`: must be an object, not an array"
    );
}

#[test]
fn what_is_kept_is_read_the_same_in_lists_pointers_and_variants() {
    #[derive(Debug, Deserialize, Validate)]
    enum One {
        Layer { layer: Layer },
    }

    let list = |figure| read::<Vec<Option<Layer>>>(&format!(r#"[null, {{"figure": {figure}}}]"#));
    assert!(list(CIRCLE).is_ok() && list(BY_ARRAY).is_err());
    let one = |figure| {
        read::<One>(&format!(
            r#"{{"Layer": {{"layer": {{"figure": {figure}}}}}}}"#
        ))
    };
    assert!(one(CIRCLE).is_ok() && one(BY_ARRAY).is_err());
}

#[test]
fn of_what_is_not_kept_an_error_says_where_in_the_text_it_is() {
    for text in ["[\n{}]", "[\n{\"x\": 1, \"y\": 1.5}]", "[\n7]"] {
        let error = read::<Vec<Point>>(text).unwrap_err();
        assert_eq!(error.line(), 2, "{error}");
    }
    let error = read::<Point>("\n{}").unwrap_err();
    assert_eq!(error.line(), 2, "{error}");
}

#[test]
fn keys_and_texts_may_be_handed_out_by_value() {
    let named = |name: &str| Figure::Named { name: name.into() };
    let value = json!({ "kind": "named", "name": "a" });
    let read = Valid::<Figure>::deserialize(value).unwrap();
    assert_eq!(read.into_inner(), named("a"));
    let entries = [("kind", "named"), ("name", "b")];
    let entries = entries.map(|(key, text)| (key.to_owned(), text.to_owned()));
    let entries = MapDeserializer::<_, Error>::new(entries.into_iter());
    assert_eq!(
        Valid::<Figure>::deserialize(entries).unwrap().into_inner(),
        named("b")
    );
}

#[test]
fn what_json_does_not_have_is_refused_in_words() {
    let bytes = BytesDeserializer::<Error>::new(&[1]);
    assert_eq!(
        Valid::<Figure>::deserialize(bytes).unwrap_err().to_string(),
        "invalid type: byte array, expected a value that JSON has"
    );
    let entries = HashMap::from([(1_u8, 2_u8)]);
    let entries = MapDeserializer::<_, Error>::new(entries.into_iter());
    assert_eq!(
        Valid::<Figure>::deserialize(entries)
            .unwrap_err()
            .to_string(),
        "invalid type: integer `1`, expected a key that is a string"
    );
}

#[test]
fn a_zero_keeps_its_sign() {
    #[derive(Debug, Deserialize, Validate)]
    struct Measured {
        tags: BTreeSet<u8>,
        ratio: f64,
    }

    let measured: Measured = read(r#"{"tags": [], "ratio": -0.0}"#).unwrap();
    assert!(measured.tags.is_empty() && measured.ratio.is_sign_negative());
}

#[derive(Debug, Deserialize, Validate)]
struct Holder {
    #[allow(dead_code, reason = "only whether it is read is asked")]
    any: serde_json::Value,
}

#[test]
fn what_is_open_around_a_value_counts_for_how_deep_it_may_be_as_it_does_in_serde_json() {
    let held =
        |arrays: usize| format!(r#"{{"any": {}{}}}"#, "[".repeat(arrays), "]".repeat(arrays));
    for (text, is_read) in [(held(126), true), (held(127), false)] {
        assert_eq!(serde_json::from_str::<Holder>(&text).is_ok(), is_read);
        assert_eq!(check_json::<Holder>(text.as_bytes()).is_ok(), is_read);
    }
}
