//! Decision tables of derived types. What a cell says is held against the check itself.

use crossfield::explain::{Cell, Explanation, Presence, VariantExplanation, Verdict};
use crossfield::{Code, Open, Validate, check_json};

#[derive(serde::Deserialize, Validate)]
enum Kind {
    A,
    B,
    C,
}

fn explained<T: Validate>() -> Explanation {
    crossfield::explain::<T>().expect("the type is an object")
}

/// A table as `field: cell cell …`, below a line with the cases.
fn shown(explanation: &Explanation, discriminant: &str) -> Vec<String> {
    let mut tables = explanation.tables().iter();
    let table = tables
        .find(|table| table.discriminant() == discriminant)
        .expect("a condition names the field");
    let cases = table.cases().iter().map(ToString::to_string);
    let mut lines = vec![cases.collect::<Vec<_>>().join(", ")];
    for row in table.rows() {
        let cells = row.cells().iter().map(verdict);
        let cells = cells.collect::<Vec<_>>().join(", ");
        lines.push(format!("{}: {cells}", row.field()));
    }
    for (field, cell) in table.constant() {
        lines.push(format!("always {field}: {}", verdict(cell)));
    }
    lines
}

fn verdict(cell: &Cell) -> String {
    match cell.verdict() {
        Verdict::Depends(words) => format!("({words})"),
        decided => decided.as_str().to_owned(),
    }
}

#[test]
fn every_effect_has_its_cell() {
    #[derive(Validate)]
    struct S {
        kind: Kind,
        #[validate(required_if(kind = A))]
        required_if: Option<u8>,
        #[validate(required_unless(kind = A))]
        required_unless: Option<u8>,
        #[validate(forbidden_if(kind = A))]
        forbidden_if: Option<u8>,
        #[validate(forbidden_unless(kind = A))]
        forbidden_unless: Option<u8>,
        #[validate(required_iff(kind = A))]
        required_iff: Option<u8>,
        free: Option<u8>,
        always: u8,
    }
    let explanation = explained::<S>();
    assert_eq!(
        shown(&explanation, "kind"),
        [
            "`A`, `B`, `C`",
            "required_if: required, allowed, allowed",
            "required_unless: allowed, required, required",
            "forbidden_if: forbidden, allowed, allowed",
            "forbidden_unless: allowed, forbidden, forbidden",
            "required_iff: required, forbidden, forbidden",
            "always free: allowed",
            "always always: required",
        ]
    );
    let presence = explanation
        .fields()
        .iter()
        .map(|field| (field.name(), field.presence()));
    assert_eq!(
        presence.collect::<Vec<_>>(),
        [
            ("kind", Presence::Required),
            ("required_if", Presence::Conditional),
            ("required_unless", Presence::Conditional),
            ("forbidden_if", Presence::Optional),
            ("forbidden_unless", Presence::Optional),
            ("required_iff", Presence::Conditional),
            ("free", Presence::Optional),
            ("always", Presence::Required),
        ]
    );
}

#[test]
fn cells_have_the_messages_of_violations() {
    #[derive(Validate)]
    struct S {
        kind: Kind,
        #[validate(required_iff(kind = A))]
        x: Option<u8>,
    }
    let explanation = explained::<S>();
    let cells = explanation.tables()[0].rows()[0].cells();
    assert_eq!(cells[0].messages(), ["required when `kind` is `A`"]);
    assert_eq!(
        cells[1].messages(),
        ["must be absent or null when `kind` is not `A`"]
    );
    assert_eq!(
        explanation.sentences(),
        ["`x`: required when `kind` is `A`; must be absent or null when `kind` is not `A`."]
    );
}

#[test]
fn several_discriminants_have_a_table_each_and_say_what_depends() {
    #[derive(Validate)]
    struct S {
        kind: Option<Open<Kind>>,
        on: bool,
        count: Option<u8>,
        #[validate(required_if(all(kind = A, any(on = true, count in [1, 2]))))]
        x: Option<u8>,
        #[validate(required_iff(on = true))]
        y: Option<u8>,
        #[validate(forbidden_if(not(present(y))))]
        z: Option<u8>,
    }
    let explanation = explained::<S>();
    let discriminants = explanation
        .tables()
        .iter()
        .map(crossfield::explain::Table::discriminant);
    assert_eq!(
        discriminants.collect::<Vec<_>>(),
        ["kind", "on", "count", "y"]
    );
    assert_eq!(
        shown(&explanation, "kind"),
        [
            "`A`, `B`, `C`, another value, absent",
            "x: (required when `on` is `true` or `count` is one of `1`, `2`), allowed, allowed, allowed, allowed",
            "always on: required",
            "always count: allowed",
            "always y: (required when `on` is `true`; forbidden when `on` is not `true`)",
            "always z: (forbidden when `y` is not given)",
        ]
    );
    assert_eq!(
        shown(&explanation, "on"),
        [
            "`true`, `false`",
            "x: (required when `kind` is `A`), (required when `kind` is `A` and `count` is one of `1`, `2`)",
            "y: required, forbidden",
            "always kind: allowed",
            "always count: allowed",
            "always z: (forbidden when `y` is not given)",
        ]
    );
    assert_eq!(
        shown(&explanation, "count")[..2],
        [
            "`1`, `2`, another value, absent",
            "x: (required when `kind` is `A`), (required when `kind` is `A`), \
             (required when `kind` is `A` and `on` is `true`), (required when `kind` is `A` and `on` is `true`)",
        ]
    );
    assert_eq!(
        shown(&explanation, "y")[..2],
        ["given, absent", "z: allowed, forbidden"]
    );
}

#[test]
fn rules_that_ask_for_a_value_and_for_none_leave_nothing_valid() {
    #[derive(Validate)]
    struct S {
        kind: Kind,
        #[validate(required_if(kind in [A, B]), forbidden_if(kind in [B, C]))]
        x: Option<u8>,
    }
    assert_eq!(
        shown(&explained::<S>(), "kind"),
        ["`A`, `B`, `C`", "x: required, contradictory, forbidden"]
    );
}

#[test]
fn an_empty_text_that_is_no_value_is_no_case_of_its_own() {
    #[derive(Validate)]
    struct S {
        #[validate(empty_is_absent)]
        name: String,
        #[validate(required_if(name in ["", "a"]))]
        x: Option<u8>,
    }
    let explanation = explained::<S>();
    assert_eq!(
        shown(&explanation, "name"),
        [
            "`a`, another value, absent",
            "x: required, allowed, allowed"
        ]
    );
    let name = &explanation.fields()[0];
    assert!(name.key_required() && name.presence() == Presence::Optional);
    assert_eq!(name.sentences(), ["an empty text is no value"]);
}

#[test]
fn without_rules_across_fields_there_is_no_table_and_both_formats_say_so() {
    #[derive(Validate)]
    struct S {
        #[validate(length(min = 1), unique_items)]
        ids: Vec<String>,
        free: Option<u8>,
    }
    let explanation = explained::<S>();
    assert!(explanation.tables().is_empty() && explanation.sentences().is_empty());
    assert_eq!(
        explanation.to_string(),
        "S\n\
         \n  Always required: `ids`.\
         \n  Never required: `free`.\
         \n  No field decides about another.\n\
         \nRules on single fields:\n\
         \n  `ids`: must have 1 or more items; each item may stand once.\n"
    );
    assert_eq!(
        explanation.to_markdown(),
        "## S\n\
         \n- Always required: `ids`.\
         \n- Never required: `free`.\
         \n- No field decides about another.\n\
         \n### Rules on single fields\n\
         \n- `ids`: must have 1 or more items; each item may stand once.\n"
    );
}

#[test]
fn a_bar_in_a_value_does_not_end_the_cell_of_a_markdown_table() {
    #[derive(Validate)]
    struct S {
        mode: String,
        #[validate(required_if(mode = "a|b"))]
        x: Option<u8>,
    }
    let markdown = explained::<S>().to_markdown();
    assert!(
        markdown.contains("|  | `a\\|b` | another value |\n|---|---|---|\n"),
        "{markdown}"
    );
}

#[test]
fn types_that_are_no_object_have_no_explanation() {
    assert!(crossfield::explain::<Kind>().is_none());
    assert!(crossfield::explain::<Vec<String>>().is_none());
    assert!(crossfield::explain::<str>().is_none());
}

mod against_the_check {
    use super::*;

    #[derive(serde::Deserialize, Validate)]
    struct S {
        kind: Option<Kind>,
        on: Option<bool>,
        count: Option<i8>,
        #[validate(required_iff(any(all(kind = A, not(on = true)), count in [1, 2])))]
        w: Option<u8>,
        #[validate(required_unless(all(present(on), kind in [A, B])), forbidden_if(all(kind = A, on = true)))]
        x: Option<u8>,
        #[validate(forbidden_unless(any(absent(count), not(any(kind = B, on = false)))))]
        y: Option<u8>,
    }

    const VALUES: [(&str, &[(&str, &str)]); 3] = [
        (
            "kind",
            &[
                ("`A`", r#""A""#),
                ("`B`", r#""B""#),
                ("`C`", r#""C""#),
                ("absent", "null"),
            ],
        ),
        (
            "on",
            &[("`true`", "true"), ("`false`", "false"), ("absent", "null")],
        ),
        (
            "count",
            &[
                ("`1`", "1"),
                ("`2`", "2"),
                ("another value", "7"),
                ("absent", "null"),
            ],
        ),
    ];

    /// Every object in which the discriminant has the value.
    fn texts(discriminant: &str, value: &str) -> Vec<String> {
        let mut texts = vec![String::new()];
        for (name, values) in VALUES {
            let values: Vec<&str> = if name == discriminant {
                vec![value]
            } else {
                values.iter().map(|(_, json)| *json).collect()
            };
            texts = texts
                .iter()
                .flat_map(|text| {
                    values
                        .iter()
                        .map(move |value| format!(r#"{text}"{name}": {value}, "#))
                })
                .collect();
        }
        texts
    }

    fn breaks(text: &str, field: &str, value: &str, code: &Code) -> bool {
        let text = format!(r#"{{{text}"{field}": {value}}}"#);
        let violations = check_json::<S>(text.as_bytes()).err();
        let mut violations = violations.iter().flatten();
        violations.any(|violation| {
            violation.pointer().to_string() == format!("/{field}") && violation.code() == *code
        })
    }

    /// Whether the field is required, and whether it is forbidden, in each of the texts.
    fn demands(texts: &[String], field: &str) -> (Vec<bool>, Vec<bool>) {
        let required = |text: &String| breaks(text, field, "null", &Code::Required);
        let forbidden = |text: &String| breaks(text, field, "1", &Code::Forbidden);
        (
            texts.iter().map(required).collect(),
            texts.iter().map(forbidden).collect(),
        )
    }

    fn assert_true(cell: &Cell, texts: &[String], field: &str) {
        let (required, forbidden) = demands(texts, field);
        let all = |of: &[bool]| of.iter().all(|truth| *truth);
        let none = |of: &[bool]| !of.contains(&true);
        let holds = match cell.verdict() {
            Verdict::Required => all(&required),
            Verdict::Forbidden => all(&forbidden),
            Verdict::Allowed => none(&required) && none(&forbidden),
            Verdict::Depends(_) => {
                let decided = all(&required) || all(&forbidden);
                !decided && (required.contains(&true) || forbidden.contains(&true))
            }
            _ => all(&required) && all(&forbidden),
        };
        assert!(holds, "{field} is not {cell:?} in {texts:?}");
    }

    /// Those on which there are rules.
    fn ruled<'a>(
        constant: &'a [(&'static str, Cell)],
    ) -> impl Iterator<Item = &'a (&'static str, Cell)> {
        let ruled = |field: &str| VALUES.iter().all(|(name, _)| *name != field);
        constant.iter().filter(move |(field, _)| ruled(field))
    }

    #[test]
    fn every_cell_says_what_the_check_does() {
        let explanation = explained::<S>();
        let mut cells = 0;
        for (table, (name, values)) in explanation.tables().iter().zip(VALUES) {
            assert_eq!(table.discriminant(), name);
            let cases = table.cases().iter().map(ToString::to_string);
            let expected = values.iter().map(|(case, _)| (*case).to_owned());
            assert_eq!(cases.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            for row in table.rows() {
                for (cell, (_, json)) in row.cells().iter().zip(values) {
                    assert_true(cell, &texts(name, json), row.field());
                    cells += 1;
                }
            }
            for (field, cell) in ruled(table.constant()) {
                for (_, json) in values {
                    assert_true(cell, &texts(name, json), field);
                    cells += 1;
                }
            }
        }
        assert_eq!(cells, 3 * (4 + 3 + 4));
    }
}

#[test]
fn a_condition_inside_a_field_is_open_where_the_field_is_given() {
    #[derive(serde::Deserialize, Validate)]
    #[serde(rename_all = "camelCase")]
    struct Leg {
        the_kind: Option<Kind>,
    }

    #[derive(serde::Deserialize, Validate)]
    struct Call {
        leg: Option<Leg>,
        #[validate(required_iff(leg.the_kind in [Kind::A, Kind::B]))]
        id: Option<u8>,
        #[validate(length(max = 9), inner(starts_with = "a"))]
        tags: Option<Vec<String>>,
    }

    let explanation = explained::<Call>();
    assert_eq!(
        shown(&explanation, "leg"),
        [
            "given, absent",
            "id: (required when `leg.theKind` is one of `A`, `B`; forbidden when `leg.theKind` is none of `A`, `B`), \
             forbidden",
            "always tags: allowed"
        ]
    );
    for text in [explanation.to_string(), explanation.to_markdown()] {
        assert!(
            text.contains("required when `leg.theKind` is one of `A`, `B`"),
            "{text}"
        );
    }
}

#[test]
fn an_enum_with_data_has_a_table_a_variant() {
    #[derive(serde::Deserialize, Validate)]
    #[serde(tag = "type", rename_all = "snake_case")]
    enum Target {
        Number {
            kind: Kind,
            #[validate(required_if(kind = A))]
            prefix: Option<String>,
        },
        Nobody,
    }

    #[derive(serde::Deserialize, Validate)]
    enum Id {
        Name(#[validate(length(min = 1))] String),
        None,
    }

    let explanation = explained::<Target>();
    assert!(explanation.fields().is_empty() && explanation.tables().is_empty());
    let told: Vec<&str> = explanation
        .variants()
        .iter()
        .map(VariantExplanation::told_by)
        .collect();
    assert_eq!(
        told,
        ["where `type` is `number`", "where `type` is `nobody`"]
    );
    let number = explanation.variants()[0].rules();
    assert_eq!(
        shown(number, "kind"),
        ["`A`, `B`, `C`", "prefix: required, allowed, allowed"]
    );
    assert_eq!(
        explanation
            .to_string()
            .lines()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>(),
        [
            "Target",
            "  One of: where `type` is `number`; where `type` is `nobody`.",
            "Target, where `type` is `number`",
            "  Always required: `kind`.",
            "  Required or not by other fields: `prefix`.",
            "  Absent is a field without a key, with null, or with an empty text where that is no value.",
            "By `kind`:",
            "            `A`       `B`      `C`",
            "  `prefix`  required  allowed  allowed",
            "Rules across fields:",
            "  `prefix`: required when `kind` is `A`.",
            "Target, where `type` is `nobody`",
            "  No rules.",
        ]
    );

    let markdown = explained::<Id>().to_markdown();
    for part in [
        "## Id, under the key `Name`\n\n- must have 1 or more characters",
        "## Id, the text `None`\n\n- No rules.",
    ] {
        assert!(markdown.contains(part), "{markdown}");
    }
}

#[test]
fn a_comparison_is_decided_under_the_values_that_others_ask_for() {
    #[derive(Validate)]
    struct S {
        count: Option<i32>,
        #[validate(required_if(count >= 3), forbidden_if(count in [2, 4]))]
        x: Option<u8>,
        code: Option<String>,
        #[validate(required_if(length(code) > 2))]
        long: Option<u8>,
        #[validate(required_if(starts_with(code, "a")))]
        of_a: Option<u8>,
        #[validate(required_if(code in ["ab", "bcd", "é€"]))]
        y: Option<u8>,
    }
    let explanation = explained::<S>();
    assert_eq!(
        shown(&explanation, "count")[..2],
        [
            "`2`, `4`, another value, absent",
            "x: forbidden, contradictory, (required when `count` is at least `3`), allowed",
        ]
    );
    assert_eq!(
        shown(&explanation, "code")[..4],
        [
            "`ab`, `bcd`, `é€`, another value, absent",
            "long: allowed, required, allowed, (required when the length of `code` is above 2), allowed",
            "of_a: required, allowed, allowed, (required when `code` starts with `a`), allowed",
            "y: required, required, required, allowed, allowed",
        ]
    );
}

#[test]
fn what_a_type_is_called_and_whether_it_refuses_other_keys_is_said() {
    #[derive(Validate)]
    #[allow(dead_code)]
    struct Open {
        x: u8,
    }

    #[derive(serde::Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Closed {
        x: u8,
    }

    #[derive(serde::Deserialize, Validate)]
    #[serde(tag = "tag", content = "content", deny_unknown_fields)]
    #[allow(dead_code)]
    enum ClosedBeside {
        X(u8),
    }

    let said = [
        explained::<Open>(),
        explained::<Closed>(),
        explained::<ClosedBeside>(),
    ];
    let said = said.map(|of| (of.type_name(), of.denies_unknown_fields()));
    assert_eq!(
        said,
        [("Open", false), ("Closed", true), ("ClosedBeside", true)]
    );
}

#[test]
fn a_key_may_have_to_be_there_though_its_value_may_be_none() {
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Foreign(String);

    #[derive(serde::Deserialize, Validate)]
    #[allow(dead_code)]
    struct S {
        #[serde(deserialize_with = "crossfield::nullable")]
        nullable: Option<u8>,
        #[validate(opaque)]
        foreign: Foreign,
        free: Option<u8>,
        always: u8,
    }

    let explanation = explained::<S>();
    let fields = explanation.fields().iter();
    let said = fields.map(|field| (field.name(), field.presence(), field.key_required()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            ("nullable", Presence::Optional, true),
            ("foreign", Presence::Optional, true),
            ("free", Presence::Optional, false),
            ("always", Presence::Required, true),
        ]
    );
}

#[test]
fn a_variant_that_holds_a_struct_has_the_rules_of_the_struct() {
    #[derive(serde::Deserialize, Validate)]
    #[allow(dead_code)]
    struct Number {
        kind: Kind,
        #[validate(required_if(kind = A))]
        prefix: Option<String>,
    }

    #[derive(serde::Deserialize, Validate)]
    #[serde(tag = "type", deny_unknown_fields)]
    #[allow(dead_code)]
    enum Target {
        Number(Box<Number>),
    }

    let target = explained::<Target>();
    assert_eq!(target.variants()[0].rules(), &explained::<Number>());
}

/// Other fields decide in several cells, in two of them alike; some fields are the same under every value.
#[derive(serde::Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(at_most_one_of(first, second))]
#[allow(dead_code)]
struct Whole {
    kind: Option<Open<Kind>>,
    on: bool,
    #[validate(required_if(all(kind = A, on = true)), forbidden_if(kind = C))]
    first: Option<u8>,
    #[validate(required_if(all(kind in [A, B], on = true)))]
    second: Option<u8>,
    #[validate(required_unless(all(kind = B, present(first))))]
    third: Option<u8>,
    #[validate(required_iff(on = true), length(max = 3))]
    note: Option<String>,
    #[validate(forbidden_unless(on = true))]
    hint: Option<String>,
    free: Option<u8>,
    also_free: Option<u8>,
    #[serde(deserialize_with = "crossfield::nullable")]
    key: Option<u8>,
}

#[test]
fn a_whole_explanation_as_text() {
    insta::assert_snapshot!(explained::<Whole>());
}

#[test]
fn a_whole_explanation_as_markdown() {
    insta::assert_snapshot!(explained::<Whole>().to_markdown());
}

#[test]
fn a_table_wider_than_a_hundred_columns_is_written_in_parts() {
    /// As wide as can be, since columns have two before them: 5 + 40 + 40 + 15.
    #[derive(Validate)]
    #[allow(dead_code)]
    struct Fits {
        mode: String,
        #[validate(required_if(mode in ["a23456789012345678901234567890123456", "b23456789012345678901234567890123456"]))]
        x: Option<u8>,
    }

    #[derive(Validate)]
    #[allow(dead_code)]
    struct TooWide {
        mode: String,
        #[validate(required_if(mode in ["a23456789012345678901234567890123456", "b234567890123456789012345678901234567"]))]
        x: Option<u8>,
    }

    let lines = |text: String| {
        let lines = text.lines().skip_while(|line| *line != "By `mode`:");
        let lines = lines.skip(2).take(5).map(str::to_owned);
        lines.collect::<Vec<_>>()
    };
    let width = |line: &String| line.chars().count();
    let fits = lines(explained::<Fits>().to_string());
    assert_eq!((width(&fits[0]), fits[2].as_str()), (100, ""));
    let parts = lines(explained::<TooWide>().to_string());
    assert_eq!((width(&parts[0]), parts[2].as_str()), (86, ""));
    assert_eq!(
        parts[3..],
        ["       another value", "  `x`  allowed"].map(str::to_owned)
    );
}

#[test]
fn rules_across_fields_and_what_is_flattened_are_said_in_sentences() {
    #[derive(serde::Deserialize, Validate)]
    struct Address {
        street: String,
    }

    #[derive(serde::Deserialize, Validate)]
    #[validate(at_least_one_of(a, b), when(a = 1, at_most_one_of(b, c)))]
    struct S {
        a: Option<u8>,
        b: Option<u8>,
        #[validate(required_if(a = 2))]
        c: Option<u8>,
        #[serde(flatten)]
        address: Address,
        #[serde(flatten)]
        others: std::collections::BTreeMap<String, u8>,
    }

    assert_eq!(
        explained::<S>().sentences(),
        [
            "`c`: required when `a` is `2`.",
            "at least one of `a`, `b` must be given.",
            "at most one of `b`, `c` may be given when `a` is `1`.",
            "The fields of `Address` stand here too, with its rules.",
            "Any other key may stand here too.",
        ]
    );
}

#[test]
fn what_stands_on_positions_is_said_where_the_tuple_has_no_name_of_its_own() {
    #[derive(serde::Deserialize, Validate)]
    struct Name(#[validate(length(min = 1))] String);

    #[derive(serde::Deserialize, Validate)]
    struct Named(u8, Name);

    #[derive(serde::Deserialize, Validate)]
    struct S {
        inline: (u8, Name),
        named: Named,
    }

    let explanation = explained::<S>();
    let [inline, named] = explanation.fields() else {
        panic!("{explanation}");
    };
    assert_eq!(
        inline.sentences(),
        ["position 1: must have 1 or more characters"]
    );
    assert_eq!(named.sentences(), [""; 0]);
}
