//! What the derive writes means the same whatever the names around it mean.

#![deny(warnings)]

/// Every name of the prelude that a type's own definition can do without, and the names of the runtime crate.
mod names_that_mean_something_else {
    #![allow(dead_code, non_camel_case_types)]

    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Result;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct Default;
    pub(super) struct Clone;
    pub(super) struct Into;
    pub(super) struct From;
    pub(super) struct AsRef;
    pub(super) struct Fn;
    pub(super) struct FnOnce;
    pub(super) struct Iterator;
    pub(super) struct ToOwned;
    pub(super) struct usize;
    pub(super) struct u8;
    pub(super) struct bool;
    pub(super) struct str;
    pub(super) struct ControlFlow;
    pub(super) struct Path;
    pub(super) struct Report;
    pub(super) struct Shape;
    pub(super) struct Rules;
    pub(super) struct Check;
    pub(super) struct Length;
    pub(super) struct Pattern;
    pub(super) struct Condition;
    pub(super) struct Effect;
    pub(super) struct Literal;
    pub(super) struct Variant;
    pub(super) struct Enumeration;
    pub(super) struct Known;
    pub(super) struct Table;
    pub(super) struct Alternatives;
    pub(super) struct Tagging;
    pub(super) struct Form;
    pub(super) struct EmptyText;

    #[allow(unused_macros)]
    macro_rules! matches {
        ($($any:tt)*) => {
            compile_error!("a macro of the user's")
        };
    }
    #[allow(unused_imports)]
    pub(super) use matches;

    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod alloc {}
    pub(super) mod crossfield {}
    pub(super) mod private {}
}

/// As far as serde's derive bears it.
mod filled {
    #[allow(unused_imports)]
    use super::names_that_mean_something_else::{
        AsRef, Box, Clone, ControlFlow, Default, Err, Fn, FnOnce, From, Into, Iterator, None, Ok,
        Path, Report, Result, Rules, Some, String, Table, ToOwned, Vec, alloc, core, crossfield,
        matches, private, std,
    };

    type Text = ::std::string::String;

    const fn one() -> u8 {
        1
    }

    #[derive(::serde::Deserialize, ::crossfield::Validate)]
    pub(super) struct Fields {
        #[serde(default)]
        #[validate(length(min = 1))]
        pub(super) text: Text,
        #[serde(default = "one")]
        #[validate(range(max = 0))]
        pub(super) one: u8,
        #[serde(default)]
        pub(super) inner: Object,
    }

    #[derive(::std::default::Default, ::serde::Deserialize, ::crossfield::Validate)]
    #[serde(default)]
    pub(super) struct Object {
        #[validate(required, length(min = 1))]
        pub(super) text: ::std::option::Option<Text>,
    }
}

#[test]
fn defaults_are_made_whatever_names_mean() {
    let violations = crossfield::check_json::<filled::Fields>(b"{}").unwrap_err();
    let expected = [
        "`/text`: must have 1 or more characters",
        "`/one`: must be at most 0",
        "`/inner/text`: required",
    ];
    assert_eq!(violations.to_string(), expected.join("\n"));
    let value: filled::Fields = serde_json::from_str("{}").unwrap();
    assert_eq!(places(&value), expected);
    assert!(value.text.is_empty() && value.one == 1 && value.inner.text.is_none());
}

mod shadowed {
    #[allow(unused_imports)]
    use super::names_that_mean_something_else::*;

    /// The type that the derive knows by its name must keep it.
    type Text = ::std::string::String;

    #[derive(::crossfield::Validate)]
    pub(super) enum Kind {
        Some,
        None,
    }

    #[derive(::crossfield::Validate)]
    pub(super) struct Id(#[validate(length(min = 1), pattern = "^[a-z]+$")] pub(super) Text);

    #[derive(::crossfield::Validate)]
    pub(super) struct Pair(
        #[validate(length(min = 1))] pub(super) Text,
        #[validate(required, length(min = 1))] pub(super) ::std::option::Option<Text>,
    );

    #[derive(::crossfield::Validate)]
    pub(super) struct Nothing;

    #[derive(::crossfield::Validate)]
    pub(super) struct Maybe(#[validate(length(min = 1))] pub(super) ::std::option::Option<Text>);

    #[derive(::crossfield::Validate)]
    #[allow(clippy::option_option)]
    #[validate(context = Kind, custom(function = "super::refuses_with", use_context))]
    pub(super) struct WithContext {
        #[validate(custom(function = super::refuses_with, use_context))]
        pub(super) text: ::std::option::Option<::std::option::Option<Text>>,
    }

    #[derive(::crossfield::Validate)]
    pub(super) enum Choice {
        Some(#[validate(length(min = 1), pattern = "^[a-z]+$")] Text),
        None,
        Pair(
            #[validate(required, length(min = 1))] ::std::option::Option<Text>,
            Kind,
        ),
        #[validate(exactly_one_of(first, second))]
        Fields {
            #[validate(empty_is_absent, uuid)]
            first: Text,
            #[validate(required_if(all(absent(first), kind = None)))]
            second: ::std::option::Option<Text>,
            kind: Kind,
        },
        Itself(::std::boxed::Box<Choice>),
    }

    #[derive(::crossfield::Validate)]
    #[validate(custom(function = "super::refuses_all"), compare(count = limit))]
    pub(super) struct Everything {
        #[validate(must_match(other = count))]
        pub(super) limit: ::std::option::Option<::std::primitive::u8>,
        pub(super) kind: ::std::option::Option<Kind>,
        pub(super) open: ::crossfield::Open<Kind>,
        pub(super) count: ::std::option::Option<::std::primitive::u8>,
        pub(super) flag: ::std::primitive::bool,
        #[validate(http_url)]
        pub(super) link: Text,
        #[validate(email, url, credit_card, regex(path = crate::NOTHING))]
        pub(super) mail: Text,
        #[validate(empty_is_absent, uuid)]
        pub(super) uuid: Text,
        #[validate(unique_items, length(max = 3))]
        pub(super) list: ::std::vec::Vec<Text>,
        #[validate(opaque)]
        pub(super) opaque: ::std::net::IpAddr,
        #[validate(inner(length(max = 1), inner(ascii)))]
        pub(super) lists: ::std::vec::Vec<::std::option::Option<::std::vec::Vec<Text>>>,
        #[validate(keys(ascii), values(range(max = 3)))]
        pub(super) map: ::std::collections::BTreeMap<Text, ::std::primitive::u8>,
        #[validate(custom(function = super::refuses, code = "refused"))]
        pub(super) refused: ::std::option::Option<Text>,
        pub(super) id: ::std::boxed::Box<Id>,
        #[validate(
            required_if(any(kind = None, all(count = 1, flag = true))),
            forbidden_if(all(absent(kind), open = self::Kind::Some)),
            required_unless(any(present(uuid), link in ["http://a", "http://b"]))
        )]
        pub(super) target: ::std::option::Option<Text>,
    }

    #[derive(::crossfield::Validate)]
    pub(super) struct Outer {
        pub(super) inner: ::std::option::Option<::std::boxed::Box<Everything>>,
        #[validate(required_if(any(
            all(inner.kind = Kind::None, inner.link in ["a", "b"], absent(inner.uuid)),
            all(inner.count > 1, inner.flag = true, starts_with(inner.link, "c")),
            length(inner.list) > 1
        )))]
        pub(super) target: ::std::option::Option<Text>,
    }
}

mod names_of_locals {
    //! Fields that are called like what the derive binds.

    #[derive(crossfield::Validate)]
    pub(super) struct Names {
        pub(super) report: Option<u8>,
        pub(super) at: Option<u8>,
        pub(super) rules: Option<u8>,
        #[validate(empty_is_absent, length(min = 2))]
        pub(super) value: String,
        #[validate(empty_is_absent, length(min = 2))]
        pub(super) _value: String,
        #[validate(empty_is_absent, required_if(_value = "right"))]
        pub(super) __value: String,
        pub(super) _report: Option<u8>,
        pub(super) __report: Option<u8>,
        pub(super) _at: Option<u8>,
        pub(super) __at: Option<u8>,
        pub(super) _rules: Option<u8>,
        pub(super) __rules: Option<u8>,
        pub(super) __p: Option<u8>,
        pub(super) self_: Option<u8>,
        #[validate(required_if(all(
            r#match = 1,
            present(report),
            absent(at),
            absent(__at),
            absent(__report),
            absent(__p)
        )))]
        pub(super) r#type: Option<u8>,
        pub(super) r#match: u8,
        #[validate(inner(length(max = 1)))]
        pub(super) __checks: Vec<String>,
        #[validate(values(length(max = 1)))]
        pub(super) __index: std::collections::BTreeMap<String, String>,
        #[validate(keys(length(max = 1)))]
        pub(super) __key: std::collections::BTreeMap<String, String>,
    }
}

mod names_of_bindings {
    //! Fields of a variant that are called like what the derive binds.

    #[derive(crossfield::Validate)]
    pub(super) enum Names {
        Fields {
            choice: Option<u8>,
            rules: Option<u8>,
            at: Option<u8>,
            report: Option<u8>,
            #[validate(length(min = 2), required_if(all(absent(rules), r#type = 1)))]
            value: Option<String>,
            _value: Option<u8>,
            __value: Option<u8>,
            p: Option<u8>,
            r#type: u8,
        },
        r#Match(#[validate(range(max = 3))] u8),
    }
}

mod names_of_types {
    //! Types that are called like those of the runtime crate, and parameters with short names.

    #[derive(crossfield::Validate)]
    pub(super) struct Report<T, R> {
        pub(super) field: Field<T>,
        #[validate(required_if(present(path)))]
        pub(super) value: Option<R>,
        pub(super) path: Option<Path>,
    }

    #[derive(crossfield::Validate)]
    pub(super) struct Path(#[validate(length(max = 2))] pub(super) String);

    #[derive(crossfield::Validate)]
    pub(super) struct Field<__P> {
        #[validate(length(min = 1))]
        pub(super) items: Vec<__P>,
    }

    #[derive(crossfield::Validate)]
    #[allow(dead_code)]
    pub(super) enum Shape {
        Any,
        Text,
    }
}

mod written_by_a_macro {
    //! Names and literals that come from a macro's arguments, and such that come from the macro.

    macro_rules! record {
        ($name:ident { $field:ident: $ty:ty = $literal:literal, $other:ident } says $said:expr) => {
            #[derive(crossfield::Validate)]
            pub(super) struct $name {
                pub(super) $field: $ty,
                pub(super) fixed: Option<u8>,
                #[validate(
                                            required_if(any($field = $literal, fixed = 1)),
                                            length(min = 2, max = $crate::MAX, message = $said),
                                            pattern = "^[a-z]*$"
                                        )]
                pub(super) $other: Option<String>,
                #[validate(empty_is_absent, length(min = 2))]
                pub(super) last: String,
            }
        };
    }

    record!(Numbers { number: Option<u8> = 7, name } says "two letters");
    record!(Texts {
        text: String = "seven",
        last_name
    } says "two letters");
    record!(Flags {
        flag: bool = true,
        value
    } says "two letters");

    macro_rules! kinds {
        ($name:ident { $($variant:ident),* } on $on:ident) => {
            #[derive(crossfield::Validate)]
            pub(super) enum $name { $($variant),* }

            #[derive(crossfield::Validate)]
            pub(super) struct Kinds {
                pub(super) kind: Option<$name>,
                #[validate(required_if(kind in [$($variant),*]), forbidden_unless(kind = $on))]
                pub(super) target: Option<String>,
            }
        };
    }

    kinds!(Kind { First, Second } on First);
}

const MAX: usize = 3;

/// A regular expression, as far as a rule asks.
struct Matching(bool);

const NOTHING: Matching = Matching(false);

impl Matching {
    const fn is_match(&self, _: &str) -> bool {
        self.0
    }
}

fn refuses_all<T>(_: &T) -> Result<(), crossfield::RuleError> {
    Err(crossfield::RuleError::new("of_the_function"))
}

fn refuses_with<T>(_: &T, _: &shadowed::Kind) -> Result<(), crossfield::RuleError> {
    Err(crossfield::RuleError::new("of_the_function"))
}

fn refuses(_: &str) -> Result<(), crossfield::RuleError> {
    Err(crossfield::RuleError::new("of_the_function"))
}

fn places(value: &impl crossfield::Validate) -> Vec<String> {
    match value.validate() {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn names_of_the_prelude_may_mean_something_else() {
    let value = shadowed::Everything {
        limit: None,
        kind: None,
        open: crossfield::Open::Known(shadowed::Kind::Some),
        count: Some(1),
        flag: true,
        link: "ftp://a".to_owned(),
        mail: "a".to_owned(),
        uuid: "?".to_owned(),
        list: vec!["a".to_owned(), "a".to_owned()],
        opaque: [127, 0, 0, 1].into(),
        lists: vec![Some(vec!["é".to_owned()])],
        map: [("é".to_owned(), 4)].into(),
        refused: Some(String::new()),
        id: Box::new(shadowed::Id("?".to_owned())),
        target: None,
    };
    let found = places(&value);
    assert_eq!(
        found
            .iter()
            .map(|found| found.split(':').next().unwrap())
            .collect::<Vec<_>>(),
        [
            "`/link`",
            "`/mail`",
            "`/mail`",
            "`/mail`",
            "`/mail`",
            "`/uuid`",
            "`/list`",
            "`/lists/0/0`",
            "`/map/é`",
            "`/map/é`",
            "`/refused`",
            "`/id`",
            "`/target`"
        ],
        "{found:#?}"
    );
    assert!(value.opaque.is_ipv4());
    let forbidden = shadowed::Everything {
        target: Some(String::new()),
        ..value
    };
    assert_eq!(
        places(&forbidden).last().unwrap(),
        "`/target`: must be absent or null when `kind` is not given and `open` is `Some`"
    );
    let required = shadowed::Everything {
        kind: Some(shadowed::Kind::None),
        target: None,
        ..forbidden
    };
    assert!(
        places(&required)
            .last()
            .unwrap()
            .starts_with("`/target`: required when `kind` is `None` or")
    );
    let outer = shadowed::Outer {
        inner: Some(Box::new(shadowed::Everything {
            list: Vec::new(),
            link: "cd".to_owned(),
            count: Some(2),
            ..required
        })),
        target: None,
    };
    assert_eq!(
        places(&outer).first().unwrap(),
        "`/inner/link`: must be an http or https URL (RFC 3986)"
    );
    let last = places(&outer).pop().unwrap();
    assert!(last.starts_with("`/target`: required when "), "{last}");
}

#[test]
fn variants_are_free_of_the_prelude_and_of_the_names_of_bindings() {
    let shown = |value: shadowed::Choice| places(&value);
    assert_eq!(
        shown(shadowed::Choice::Some(String::new())),
        [
            "`/Some`: must have 1 or more characters",
            "`/Some`: must match the pattern `^[a-z]+$`"
        ]
    );
    assert_eq!(shown(shadowed::Choice::None), [""; 0]);
    assert_eq!(
        shown(shadowed::Choice::Pair(None, shadowed::Kind::Some)),
        ["`/Pair/0`: required"]
    );
    let fields = shadowed::Choice::Fields {
        first: String::new(),
        second: None,
        kind: shadowed::Kind::None,
    };
    assert_eq!(
        shown(shadowed::Choice::Itself(Box::new(fields))),
        [
            "`/Itself/Fields/second`: required when `first` is not given and `kind` is `None`",
            "`/Itself/Fields`: exactly one of `first`, `second` must be given",
        ]
    );
    let names = names_of_bindings::Names::Fields {
        choice: None,
        rules: None,
        at: None,
        report: Some(1),
        value: None,
        _value: None,
        __value: None,
        p: None,
        r#type: 1,
    };
    assert_eq!(
        places(&names),
        ["`/Fields/value`: required when `rules` is not given and `type` is `1`"]
    );
    assert_eq!(
        places(&names_of_bindings::Names::Match(4)),
        ["`/Match`: must be at most 3"]
    );
}

#[test]
fn shapes_other_than_objects_are_free_of_the_prelude_too() {
    let pair = shadowed::Pair(String::new(), None);
    assert_eq!(
        places(&pair),
        ["`/0`: must have 1 or more characters", "`/1`: required",]
    );
    assert_eq!(places(&shadowed::Nothing), [""; 0]);
    let maybe = shadowed::Maybe(Some(String::new()));
    assert_eq!(places(&maybe), ["must have 1 or more characters"]);
}

#[test]
fn a_context_may_stand_among_such_names() {
    use crossfield::ValidateWith;
    let value = |text| shadowed::WithContext { text: Some(text) };
    let some = value(Some(String::new()));
    let violations = some.validate_with(&shadowed::Kind::None).unwrap_err();
    assert_eq!(violations.len(), 1);
    assert!(!value(None).is_valid_with(&shadowed::Kind::None));
}

#[test]
fn fields_may_be_called_like_the_locals_of_the_check() {
    let value = names_of_locals::Names {
        report: Some(1),
        at: None,
        rules: None,
        value: "a".to_owned(),
        _value: "right".to_owned(),
        __value: String::new(),
        _report: None,
        __report: None,
        _at: None,
        __at: None,
        _rules: None,
        __rules: None,
        __p: None,
        self_: None,
        r#type: None,
        r#match: 1,
        __checks: Vec::new(),
        __index: [].into(),
        __key: [].into(),
    };
    let found = places(&value);
    assert_eq!(found[0], "`/value`: must have 2 or more characters");
    assert_eq!(found[1], "`/__value`: required when `_value` is `right`");
    assert!(
        found[2].starts_with("`/type`: required when `match` is `1` and `report` is given"),
        "{found:#?}"
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn types_may_be_called_like_those_of_the_runtime() {
    let value = names_of_types::Report::<u8, names_of_types::Shape> {
        field: names_of_types::Field { items: Vec::new() },
        value: None,
        path: Some(names_of_types::Path("long".to_owned())),
    };
    assert_eq!(
        places(&value),
        [
            "`/field/items`: must have 1 or more items",
            "`/value`: required when `path` is given",
            "`/path`: must have at most 2 characters",
        ]
    );
}

#[test]
fn a_macro_may_write_the_type() {
    use written_by_a_macro::{Flags, Kind, Kinds, Numbers, Texts};
    let numbers = Numbers {
        number: Some(7),
        fixed: None,
        name: None,
        last: "a".to_owned(),
    };
    assert_eq!(
        places(&numbers),
        [
            "`/name`: required when `number` is `7` or `fixed` is `1`",
            "`/last`: must have 2 or more characters",
        ]
    );
    let texts = Texts {
        text: "seven".to_owned(),
        fixed: None,
        last_name: None,
        last: String::new(),
    };
    assert_eq!(
        places(&texts),
        ["`/last_name`: required when `text` is `seven` or `fixed` is `1`"]
    );
    let flags = Flags {
        flag: true,
        fixed: None,
        value: Some("?".to_owned()),
        last: String::new(),
    };
    assert_eq!(places(&flags).len(), 2);
    for (kind, target, expected) in [
        (Some(Kind::First), None, 1),
        (Some(Kind::Second), None, 1),
        (Some(Kind::Second), Some(String::new()), 1),
        (Some(Kind::First), Some(String::new()), 0),
        (None, None, 0),
    ] {
        assert_eq!(places(&Kinds { kind, target }).len(), expected);
    }
}

#[test]
fn a_function_may_hold_the_type() {
    const LEAST: usize = 2;

    #[derive(crossfield::Validate)]
    enum Kind {
        A,
    }

    #[derive(crossfield::Validate)]
    struct Local<'a, T: Copy = u8, const N: usize = 3>
    where
        T: PartialEq,
    {
        kind: Option<Kind>,
        #[validate(length(min = LEAST, max = N))]
        name: &'a str,
        #[validate(required_if(kind = A))]
        value: Option<T>,
    }

    let value = Local::<u8, 4> {
        kind: Some(Kind::A),
        name: "a",
        value: None,
    };
    assert_eq!(
        places(&value),
        [
            "`/name`: must have 2 to 4 characters",
            "`/value`: required when `kind` is `A`",
        ]
    );
}
