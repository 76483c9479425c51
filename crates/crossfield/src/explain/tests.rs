//! Conditions of which one field is known.

use super::*;
use crate::private;
use crate::rule::{Condition, Literal};

const FIELDS: &[Field] = &[
    private::field("kind", Shape::Text).optional(),
    private::field("x", Shape::Text).optional(),
    private::field("y", Shape::Boolean).optional(),
];

const KIND: usize = 0;

const A: Literal = Literal::Text("a");
const B: Literal = Literal::Text("b");
const KIND_IS_A: Condition = Condition::Is(KIND, A);
const X_IS_GIVEN: Condition = Condition::Present(1);
const Y_IS_TRUE: Condition = Condition::Is(2, Literal::Boolean(true));

/// What is left of the condition, and of its opposite.
fn left(condition: &'static Condition, case: Case) -> [String; 2] {
    let fixed = Fixed { field: KIND, case };
    [true, false].map(|wanted| fixed.residue(condition, wanted).words(FIELDS))
}

#[test]
fn a_condition_on_the_known_field_is_decided() {
    const ONE_OF: Condition = Condition::In(KIND, &[A, B]);
    for (case, is_a, is_one_of, is_given) in [
        (Case::Value(A), true, true, true),
        (Case::Value(B), false, true, true),
        (Case::Another, false, false, true),
        (Case::Given, false, false, true),
        (Case::Absent, false, false, false),
    ] {
        let decided = |truth| {
            if truth {
                ["always", "never"]
            } else {
                ["never", "always"]
            }
        };
        assert_eq!(left(&KIND_IS_A, case), decided(is_a), "{case}");
        assert_eq!(left(&ONE_OF, case), decided(is_one_of), "{case}");
        assert_eq!(
            left(&Condition::Present(KIND), case),
            decided(is_given),
            "{case}"
        );
        assert_eq!(
            left(&Condition::Absent(KIND), case),
            decided(!is_given),
            "{case}"
        );
    }
}

#[test]
fn a_condition_on_another_field_is_open() {
    assert_eq!(
        left(&X_IS_GIVEN, Case::Absent),
        ["`x` is given", "`x` is not given"]
    );
    assert_eq!(
        left(&Y_IS_TRUE, Case::Value(A)),
        ["`y` is `true`", "`y` is not `true`"]
    );
}

#[test]
fn one_part_that_fails_decides_all_and_one_that_holds_adds_nothing() {
    const ALL: Condition = Condition::All(&[X_IS_GIVEN, KIND_IS_A]);
    assert_eq!(
        left(&ALL, Case::Value(A)),
        ["`x` is given", "`x` is not given"]
    );
    assert_eq!(left(&ALL, Case::Value(B)), ["never", "always"]);
}

#[test]
fn one_part_that_holds_decides_any_and_one_that_fails_adds_nothing() {
    const ANY: Condition = Condition::Any(&[X_IS_GIVEN, KIND_IS_A]);
    assert_eq!(left(&ANY, Case::Value(A)), ["always", "never"]);
    assert_eq!(
        left(&ANY, Case::Value(B)),
        ["`x` is given", "`x` is not given"]
    );
}

#[test]
fn groups_without_parts_are_decided() {
    assert_eq!(
        left(&Condition::All(&[]), Case::Absent),
        ["always", "never"]
    );
    assert_eq!(
        left(&Condition::Any(&[]), Case::Absent),
        ["never", "always"]
    );
}

#[test]
fn nested_groups_shrink_to_what_is_open_and_keep_their_brackets() {
    const NEITHER: Condition = Condition::Not(&Condition::Any(&[X_IS_GIVEN, Y_IS_TRUE]));
    const NESTED: Condition = Condition::Any(&[
        Condition::All(&[KIND_IS_A, NEITHER]),
        Condition::All(&[Condition::Not(&KIND_IS_A), Y_IS_TRUE]),
        Condition::Is(1, B),
    ]);
    assert_eq!(
        left(&NESTED, Case::Value(A)),
        [
            "(`x` is not given and `y` is not `true`) or `x` is `b`",
            "(`x` is given or `y` is `true`) and `x` is not `b`"
        ]
    );
    assert_eq!(
        left(&NESTED, Case::Absent),
        [
            "`y` is `true` or `x` is `b`",
            "`y` is not `true` and `x` is not `b`"
        ]
    );
}

#[test]
fn parts_are_not_weighed_against_each_other() {
    const EITHER: Condition = Condition::Any(&[X_IS_GIVEN, Condition::Absent(1)]);
    assert_eq!(
        left(&EITHER, Case::Absent)[0],
        "`x` is given or `x` is not given"
    );
}

#[test]
fn integers_that_fill_their_range_leave_no_other_value() {
    const BIT: Shape = Shape::Integer { min: 0, max: 1 };
    const ANY_I128: Shape = Shape::Integer {
        min: i128::MIN,
        max: i128::MAX,
    };
    let fields: fn(Shape) -> &'static Rules = |shape| {
        let fields = vec![private::field("n", shape), private::field("x", Shape::Text)];
        let equals = Condition::In(0, &[Literal::Integer(1), Literal::Integer(0)]);
        let rule = private::conditional(1, crate::rule::Effect::RequiredIf, equals);
        Box::leak(Box::new(private::rules(
            "T",
            fields.leak(),
            vec![rule].leak(),
            false,
        )))
    };
    let shown = |shape| {
        let cases = cases(fields(shape), 0).unwrap();
        cases.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(shown(BIT), ["`1`", "`0`"]);
    assert_eq!(shown(ANY_I128), ["`1`", "`0`", "another value"]);
    assert_eq!(shown(Shape::Nullable(&BIT)), ["`1`", "`0`", "absent"]);
}

#[test]
fn a_place_that_is_no_field_has_no_cases() {
    static RULES: Rules = private::rules("T", &[], &[], false);
    assert!(cases(&RULES, 7).is_none());
}
