//! What a table says of its type, and what no table takes. Tables are built while compiling, where what they do not take
//! is an error of the compiler's: `diagnostics` holds how it reads. Here they are built as any value is.

use core::panic::AssertUnwindSafe;
use std::collections::BTreeMap;
use std::panic::catch_unwind;

use super::{
    Alternatives, Table, alternative, beside_a_tag, checked, choice, conditional, custom, field,
    flattened, group, newtype, plain_field, rules, untagged, variant, with_flattened,
};
use crate::field::length::Length;
use crate::field::range::{Bound, Number, Range};
use crate::rule::{
    Check, Choice, Comparison, Condition, Effect, Enumeration, Field, Form, GroupKind, Literal,
    NativeKind, Read, Rules, Shape, Tagging, Variant, Worded,
};
use crate::validate::Validate;

struct Point;

impl Table for Point {
    fn rules() -> &'static Rules {
        const { &rules("Point", &[], &[], false) }
    }
}

impl Alternatives for Point {
    fn choice() -> &'static Choice {
        const { &choice("Point", Tagging::External, &[], false) }
    }
}

const TEXT: Shape = Shape::Text;
const LIST: Shape = Shape::List(&TEXT);
const OBJECT: Shape = Shape::Object(<Point as Table>::rules);
const TUPLE: Shape = Shape::Tuple(<Point as Table>::rules);
const CHOICE: Shape = Shape::Choice(<Point as Alternatives>::choice);
const MAP: Shape = Shape::Map(&TEXT);
const OPAQUE: Shape = Shape::Opaque(|_, _| Read::Value);
const COLOURS: Shape = Shape::Enumeration(&COLOUR);
const COLOUR: Enumeration = Enumeration::new("Colour", COLOUR_VARIANTS);
const COLOUR_VARIANTS: &[Variant] = &[
    Variant::new("Red", "red", ""),
    Variant::new("RedAndBlue", "red_and_blue", ""),
];

fn leak<T, const N: usize>(parts: [T; N]) -> &'static [T] {
    Vec::from(parts).leak()
}

fn held<T>(part: T) -> &'static T {
    Box::leak(Box::new(part))
}

/// What is said when something is not taken.
fn refusal<T>(made: impl FnOnce() -> T) -> Option<String> {
    let said = catch_unwind(AssertUnwindSafe(made)).err()?;
    let text = said.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| said.downcast_ref::<String>().cloned())
}

#[track_caller]
fn taken<T>(made: impl FnOnce() -> T) {
    assert_eq!(refusal(made), None);
}

#[track_caller]
fn refused<T>(with: &str, made: impl FnOnce() -> T) {
    let said = refusal(made).expect("it is not taken");
    assert!(said.contains(with), "{said}");
}

/// A type's rules, its second field being the one that tells.
fn table(second: Field) -> Rules {
    rules("T", leak([field("first", TEXT), second]), &[], false)
}

#[test]
fn a_name_that_json_writes_with_an_escape_is_seen_among_the_others() {
    let are_plain = |name| table(field(name, TEXT)).names_are_plain;
    for name in ["", " ", "b", "e\u{301}", "\u{7f}"] {
        assert!(are_plain(name), "{name:?}");
    }
    for name in ["\"", "\\", "b\"", "\"b", "b\n", "\u{0}", "\u{1f}"] {
        assert!(!are_plain(name), "{name:?}");
    }
}

#[test]
fn a_field_that_may_hold_an_object_is_seen_among_the_others() {
    let may = |shape| table(field("b", shape)).may_hold_objects;
    let bounds: &[Check] = leak([Check::Length(Length::new(Some(1), None))]);
    let set = leak([Check::UniqueItems]);
    for shape in [
        OBJECT,
        TUPLE,
        CHOICE,
        Shape::Nullable(&OBJECT),
        Shape::Map(&Shape::List(&OBJECT)),
        Shape::Refined(&LIST, set),
    ] {
        assert!(may(shape), "{shape:?}");
    }
    for shape in [TEXT, LIST, MAP, COLOURS, Shape::Refined(&LIST, bounds)] {
        assert!(!may(shape), "{shape:?}");
    }
    let flattened = leak([flattened(0, OBJECT)]);
    assert!(with_flattened(table(field("b", TEXT)), flattened).may_hold_objects);
}

#[test]
fn a_rule_that_only_code_judges_is_seen_among_the_others() {
    let need = |check| table(field("b", LIST).checks(leak([Check::Required, check]))).needs_value;
    let inside = |check| Check::Inner(leak([Check::Uuid, check]));
    for check in [custom("f"), Check::Regex("WORD"), inside(custom("f"))] {
        assert!(need(check), "{check:?}");
        let judged = table(field("b", LIST).checks(leak([check])));
        assert!(judged.natives(&[]).needs_value, "{check:?}");
    }
    for check in [Check::Uuid, Check::CreditCard, inside(Check::Uuid)] {
        assert!(!need(check), "{check:?}");
    }
    let rules = || table(field("b", TEXT));
    assert!(!rules().natives(&[]).needs_value);
    let native = super::native(NativeKind::MustMatch(0, 1), None, None);
    assert!(rules().natives(leak([native])).needs_value);
}

#[test]
fn a_key_may_be_left_out_where_serde_reads_that_there_is_none() {
    let option = Shape::Nullable(&TEXT);
    let required = |field: Field| field.key_required;
    assert!(required(field("a", TEXT)));
    assert!(!required(field("a", option)));
    assert!(required(field("a", option).key_required()));
    assert!(!required(field("a", TEXT).optional()));
    assert!(required(field("a", newtype(held(option)))));
    assert!(matches!(newtype(held(TEXT)), Shape::Text));
}

#[test]
fn null_is_taken_off_a_field_that_refuses_it() {
    let shape = |shape| field("a", shape).not_null().shape;
    assert!(matches!(shape(Shape::Nullable(&LIST)), Shape::List(_)));
    assert!(matches!(shape(TEXT), Shape::Text));
}

#[test]
fn only_structs_and_maps_are_flattened_and_a_map_is_the_last() {
    for shape in [OBJECT, MAP] {
        taken(|| flattened(0, shape));
    }
    for shape in [TEXT, Shape::Nullable(&OBJECT), TUPLE] {
        refused("can be flattened", || flattened(0, shape));
    }
    let all = |shapes: &[Shape]| {
        let shapes = shapes.iter().map(|shape| flattened(0, *shape));
        let shapes = shapes.collect::<Vec<_>>().leak();
        refusal(|| with_flattened(table(field("b", TEXT)), shapes)).is_none()
    };
    assert!(all(&[]) && all(&[MAP]) && all(&[OBJECT, OBJECT]) && all(&[OBJECT, OBJECT, MAP]));
    assert!(!all(&[MAP, OBJECT]) && !all(&[OBJECT, MAP, MAP]) && !all(&[MAP, OBJECT, OBJECT]));
}

/// A type with rules that has the name of one without.
struct Impostor;

impl Validate for Impostor {
    const SHAPE: Shape = Shape::Checked(&Shape::Text, &[Check::Uuid]);
}

#[test]
fn a_type_that_is_known_by_its_name_has_no_rules() {
    taken(|| plain_field::<String>("a"));
    taken(|| plain_field::<Vec<Option<BTreeMap<String, [u8; 2]>>>>("a"));
    taken(|| plain_field::<serde_json::Value>("a"));
    for field in [
        plain_field::<Impostor>,
        plain_field::<Vec<Option<Impostor>>>,
    ] {
        refused("bears a name of the standard library's", || field("a"));
    }
}

#[test]
fn an_empty_text_stands_for_no_value_where_the_type_reads_one() {
    for shape in [TEXT, Shape::Open(&COLOURS), Shape::Lenient(&COLOURS)] {
        for shape in [shape, Shape::Nullable(held(shape))] {
            assert!(field("a", shape).empty_is_absent().empty_is_absent);
        }
    }
    for shape in [COLOURS, LIST, Shape::Boolean] {
        refused("reads an empty string", || {
            field("a", shape).empty_is_absent()
        });
    }
}

#[test]
fn a_condition_finds_a_variant_by_its_name_in_rust() {
    assert_eq!(variant(&COLOURS, "Red"), "red");
    assert_eq!(
        variant(&Shape::Nullable(&COLOURS), "RedAndBlue"),
        "red_and_blue"
    );
    for ident in ["", "R", "Rad", "RedAnd", "RedAndBlues", "red"] {
        refused("not read from JSON", || variant(&COLOURS, ident));
    }
    refused("no enum of unit variants", || variant(&TEXT, "Red"));
}

/// A condition of each kind that compares, on the second field.
const COMPARED: [fn() -> Condition; 5] = [
    || Condition::Is(1, Literal::Text("a")),
    || Condition::In(1, &[Literal::Text("a")]),
    || Condition::Compare(1, Comparison::Below, Literal::Integer(1)),
    || Condition::Length(1, Comparison::Below, 1),
    || Condition::StartsWith(1, "a"),
];

/// A condition, and each that has it at the end of what it is made of.
const AROUND: [fn(Condition) -> Condition; 4] = [
    |condition| condition,
    |condition| Condition::All(leak([Condition::Present(0), condition])),
    |condition| Condition::Any(leak([Condition::Present(0), condition])),
    |condition| Condition::Not(held(condition)),
];

/// A table whose second field has the shape with a condition as that of its second rule, and one with it as that of its
/// second group.
fn conditioned(
    shape: Shape,
    condition: &dyn Fn() -> Condition,
) -> [Box<dyn Fn() -> Rules + '_>; 2] {
    let fields = move || leak([field("first", TEXT), field("second", shape)]);
    let rule = |condition| conditional(0, Effect::RequiredIf, condition);
    let kept = || group(GroupKind::AtLeastOne, leak([0]));
    [
        Box::new(move || {
            let all = leak([rule(Condition::Present(0)), rule(condition())]);
            rules("T", fields(), all, false)
        }),
        Box::new(move || {
            let all = leak([kept(), kept().when(condition())]);
            rules("T", fields(), &[], false).groups(all)
        }),
    ]
}

#[test]
fn a_condition_compares_no_value_that_only_its_type_reads() {
    const SAID: &str = "only its own `Deserialize` can read";
    for compared in COMPARED {
        for table in conditioned(OPAQUE, &compared) {
            refused(SAID, table);
        }
        for table in conditioned(TEXT, &compared) {
            taken(table);
        }
    }
    for around in AROUND {
        let condition = || around(Condition::StartsWith(1, "a"));
        for table in conditioned(Shape::Nullable(&OPAQUE), &condition) {
            refused(SAID, table);
        }
    }
    for table in conditioned(OPAQUE, &|| Condition::Present(1)) {
        taken(table);
    }
}

#[test]
fn a_condition_reaches_into_objects_only() {
    let inside = || Condition::Inside(1, &["x"], &Condition::Present(0));
    for table in conditioned(Shape::Nullable(&OBJECT), &inside) {
        taken(table);
    }
    for table in conditioned(MAP, &inside) {
        refused("holds no object with known fields", table);
    }
}

/// 2^53, from which on doubles have gaps.
const GAPS: f64 = 9_007_199_254_740_992.0;

/// What is said of numbers from there on.
const AMONG_GAPS: &str = "magnitude 2^53 or more";

/// A rule that has the number as its bound.
type Bounding = fn(f64) -> Check;

fn at_most(number: f64) -> Check {
    let bound = Bound::Included(Number::Float(number));
    Check::Range(Range::new(None, Some(bound)))
}

#[test]
fn a_schema_says_conditions_on_numbers_that_validators_compare_alike() {
    fn compared(number: f64) -> Condition {
        Condition::Compare(1, Comparison::AtMost, Literal::Number(number))
    }
    for around in AROUND {
        for table in conditioned(Shape::Number, &|| around(compared(GAPS))) {
            taken(&table);
            refused(AMONG_GAPS, || table().said_by_a_schema());
        }
        for table in conditioned(Shape::Number, &|| around(compared(GAPS - 1.0))) {
            taken(|| table().said_by_a_schema());
        }
    }
    let inside = || Condition::Inside(1, &["x"], held(compared(GAPS)));
    for table in conditioned(OBJECT, &inside) {
        refused(AMONG_GAPS, || table().said_by_a_schema());
    }
}

#[test]
fn a_schema_says_bounds_that_validators_compare_alike() {
    const NUMBERS: Shape = Shape::List(&Shape::Number);
    const BOUND: [(Shape, Bounding); 5] = [
        (Shape::Number, at_most),
        (Shape::Number, |number| {
            Check::Worded(held(Worded::new(at_most(number), Some("too many"), None)))
        }),
        (NUMBERS, |number| Check::Inner(leak([at_most(number)]))),
        (Shape::Map(&Shape::Number), |number| {
            Check::Values(leak([at_most(number)]))
        }),
        (Shape::Nullable(&NUMBERS), |number| {
            Check::Inner(leak([Check::Required, at_most(number)]))
        }),
    ];
    for (shape, check) in BOUND {
        let checks = |number| leak([Check::Required, check(number)]);
        let of_field = |number| table(field("b", shape).checks(checks(number)));
        let of_type = |number| Shape::Checked(held(shape), checks(number));
        taken(|| of_field(GAPS - 1.0).said_by_a_schema());
        taken(|| of_type(GAPS - 1.0).said_by_a_schema());
        refused(AMONG_GAPS, || of_field(GAPS).said_by_a_schema());
        refused(AMONG_GAPS, || of_type(GAPS).said_by_a_schema());
    }
    // The digits of an integer are kept.
    let integer = Shape::Integer {
        min: 0,
        max: i128::from(u64::MAX),
    };
    taken(|| table(field("b", integer).checks(leak([at_most(GAPS)]))).said_by_a_schema());
}

#[test]
fn unique_items_is_for_items_that_json_tells_apart() {
    const SAID: &str = "`unique_items` is for";
    let unique = || leak([Check::Required, Check::UniqueItems]);
    for item in [
        TEXT,
        COLOURS,
        MAP,
        Shape::List(&TEXT),
        Shape::Nullable(&TEXT),
    ] {
        let list = held(Shape::List(held(item)));
        taken(|| field("a", *list).checks(unique()));
        taken(|| checked(list, unique()));
    }
    let set = Shape::Refined(&LIST, leak([Check::UniqueItems]));
    for item in [
        OBJECT,
        TUPLE,
        CHOICE,
        set,
        Shape::Nullable(&OBJECT),
        Shape::List(&OBJECT),
    ] {
        let list = held(Shape::List(held(item)));
        refused(SAID, || field("a", *list).checks(unique()));
        refused(SAID, || checked(list, unique()));
    }
}

#[test]
fn beside_a_tag_stands_an_object() {
    let of = |field| beside_a_tag(rules("T", leak([field]), &[], false));
    let keys = leak([Check::Required]);
    for field in [
        field("0", Shape::Any),
        field("0", OBJECT),
        field("0", Shape::Nullable(&OBJECT)),
        field("0", MAP),
    ] {
        taken(|| of(field));
    }
    for field in [
        field("0", TEXT),
        field("0", LIST),
        field("0", MAP).checks(keys),
    ] {
        refused("beside a tag stands an object", || of(field));
    }
    taken(|| beside_a_tag(table(field("b", TEXT))));
}

#[test]
fn in_an_untagged_enum_arrays_stand_before_structs() {
    let of = |form, shape| {
        let fields = leak([field("0", shape)]);
        let of_variant =
            rules("", fields, &[], false).of_variant(<Point as Alternatives>::choice, 0, form);
        alternative("V", "V", "", of_variant)
    };
    let newtype = |shape| of(Form::Newtype, shape);
    let is_taken = |variants| {
        let choice = choice("T", Tagging::Untagged, variants, false);
        let said = refusal(|| untagged(choice));
        said.is_none_or(|said| {
            assert!(said.contains("before those that hold structs"), "{said}");
            false
        })
    };
    let text = || newtype(TEXT);
    let array = |index| match index {
        0 => of(Form::Tuple, TEXT),
        1 => newtype(LIST),
        _ => newtype(TUPLE),
    };
    for index in 0..3 {
        for object in [of(Form::Object, TEXT), newtype(OBJECT)] {
            assert!(!is_taken(leak([text(), object, text(), array(index)])));
        }
        for object in [of(Form::Object, TEXT), newtype(Shape::Nullable(&OBJECT))] {
            assert!(is_taken(leak([text(), array(index), object, text()])));
        }
        assert!(is_taken(leak([newtype(MAP), array(index), array(index)])));
    }
}
