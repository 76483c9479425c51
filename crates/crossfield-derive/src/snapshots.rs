//! What the derive writes, one snapshot for each construct.

use insta::assert_snapshot;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;

/// The expansion of an item, formatted.
fn expansion(item: TokenStream) -> String {
    let input = syn::parse2(item).unwrap();
    let file = syn::parse2(crate::expand(&input)).unwrap();
    prettyplease::unparse(&file)
}

/// The expansion of a struct `S` with these fields.
fn of_fields(fields: &TokenStream) -> String {
    expansion(quote! { struct S { #fields } })
}

macro_rules! snapshots_of_fields {
    ($($name:ident { $($fields:tt)* })*) => {$(
        #[test]
        fn $name() {
            assert_snapshot!(of_fields(&quote! { $($fields)* }));
        }
    )*};
}

macro_rules! snapshots_of_items {
    ($($name:ident { $($item:tt)* })*) => {$(
        #[test]
        fn $name() {
            assert_snapshot!(expansion(quote! { $($item)* }));
        }
    )*};
}

snapshots_of_fields! {
    no_rules { name: String, nick: Option<String> }
    rule_required { #[validate(required)] name: Option<String> }
    rule_length { #[validate(length(min = 1, max = MAX))] name: String }
    rule_length_equal { #[validate(length(equal = 3))] name: Option<String> }
    rule_pattern { #[validate(pattern = "^a$")] name: String }
    rule_pattern_of_several_classes { #[validate(pattern = "^([a-z]|_)[a-z0-9_-]{1,3}(é|\\.[A-Z]+)?$")] name: String }
    rule_pattern_whose_most_common_class_is_not_the_first { #[validate(pattern = "^(?:\\u0000|[acegi]+)$")] name: String }
    rule_pattern_of_texts_that_are_few_enough_to_compare_with { #[validate(pattern = "^[a-h]$")] a: String, #[validate(pattern = "^[a-i]$")] b: String, #[validate(pattern = "^a{32}$")] c: String, #[validate(pattern = "^a{33}$")] d: String }
    rule_http_url { #[validate(http_url)] link: String }
    rules_of_text_in_rust_only { #[validate(credit_card)] card: String, #[validate(regex(path = *WORD, code = "word"), credit_card(message = "a card"))] word: Option<String> }
    names_of_regular_expressions { #[validate(regex(path = &words::WORD))] a: String, #[validate(regex(path = (words::WORD)))] b: String, #[validate(regex(path = *words::r#WORD))] c: String }
    rules_email_and_url { #[validate(email)] mail: String, #[validate(url(code = "link"))] link: Option<String> }
    rule_uuid { #[validate(uuid)] id: String }
    rule_unique_items { #[validate(unique_items)] tags: Vec<String> }
    rule_empty_is_absent { #[validate(empty_is_absent, length(min = 2))] name: String }
    rule_empty_is_absent_in_an_option { #[validate(empty_is_absent, required_if(kind = A))] name: Option<String>, kind: Kind }
    rule_opaque { #[validate(opaque)] when: foreign::Time, #[validate(opaque)] until: Option<foreign::Time> }
    read_by_a_function { #[serde(with = "hex")] #[validate(length(min = 1))] key: Vec<u8>, #[serde(default, deserialize_with = "f")] note: Option<Note<'a>> }
    three_states { #[serde(default)] #[validate(length(min = 1), required_if(kind = "a"))] note: Maybe<String>, #[serde(default)] kind: Maybe<String>, #[validate(forbidden_if(present(note)))] twice: Option<Option<u8>> }
    rules_through_pointers { #[validate(pattern = "^a", length(min = 1))] text: Arc<Box<String>>, #[validate(ascii)] plain: Box<str>, #[validate(range(max = 0.1))] single: Option<f32> }
    types_that_may_have_no_description { when: foreign::Time<'a>, #[validate(length(min = 1), opaque)] until: Option<foreign::Text>, #[validate(length(max = 2))] all: Vec<foreign::Time>, #[validate(nested)] nested: Inner }
    rule_with_a_message { #[validate(length(min = 1, message = "say something"))] name: String }
    rule_with_a_code { #[validate(uuid(message = "an id", code = "id"), pattern("^a", code = "a"))] id: String }
    rule_range { #[validate(range(min = -1, exclusive_max = MAX))] count: i8, #[validate(range(exclusive_min = 0.5))] share: Option<f64> }
    rule_multiple_of { #[validate(multiple_of = 5)] count: i8, #[validate(multiple_of(STEP, code = "step"))] width: Option<u64> }
    rules_of_characters { #[validate(ascii, non_control_character(code = "control"))] name: String }
    rules_of_parts { #[validate(starts_with = "a", ends_with("b", code = "b"), contains(pattern = "c"), does_not_contain = "d")] name: String }
    rules_of_addresses { #[validate(ipv4)] four: String, #[validate(ipv6(code = "six"))] six: Option<String>, #[validate(ip)] any: String }
    rule_range_of_a_negative_fraction { #[validate(range(min = -0.5))] share: f64 }
    rules_of_addresses_of_a_version { #[validate(ip(v4))] four: String, #[validate(ip(v4 = false, v6 = true))] six: String, #[validate(ip(v4, v6))] any: String }
    rules_inside_arrays_and_slices { #[validate(inner(length(min = 1)))] three: [String; 3], #[validate(inner(length(min = 2)))] some: &'a [String], #[validate(inner(custom(function = f)))] numbers: [u8; 3], #[validate(inner(custom(function = f)))] more: &'a [u8], #[validate(values(inner(range(max = 3))))] lists: HashMap<String, Box<[u8]>> }
    rules_inside_what_is_inside_a_type_that_may_have_no_description { #[validate(inner(length(max = 3), inner(ascii)))] lists: Vec<foreign::List>, #[validate(values(length(max = 4), inner(ascii)))] named: BTreeMap<String, foreign::List> }
    rules_inside_types_in_parentheses { #[validate(length(min = 1))] name: (String), #[validate(inner(uuid))] ids: (Option<(Vec<(String)>)>) }
    rules_inside_types_with_a_description { #[validate(nested, inner(custom(function = f)))] all: Vec<Inner>, #[validate(values(custom(function = g)))] named: BTreeMap<String, Inner> }
    rules_inside_keys_of_other_types { #[validate(length(max = 2))] counts: HashMap<u8, String>, #[validate(keys(length(max = 2)))] names: HashMap<Arc<str>, u8> }
    rules_inside { #[validate(length(min = 1), inner(length(max = 3, code = "long"), inner(pattern = "^a")))] tags: Option<Vec<Vec<Option<String>>>>, #[validate(keys(ascii), values(range(max = 3)))] counts: BTreeMap<String, Option<u8>> }
    rules_by_function { #[validate(custom(function = path::to::f), custom(function = "g", message = "choose another", code = "taken"))] name: Option<String>, #[validate(custom(function = is_even))] count: u8 }
    rule_nested { #[validate(nested)] address: Address }
    serde_not_null { #[serde(deserialize_with = "crossfield::not_null")] name: Option<String>, #[serde(default, deserialize_with = "crossfield::not_null")] nick: Option<String> }
    serde_alias { #[serde(alias = "recipient", alias = "callee", alias = "to")] to: String, #[serde(rename = "callTarget", alias = "target")] #[validate(length(min = 1))] target: Option<String> }
    serde_default_with_rules { #[serde(default)] #[validate(range(max = 3), custom(function = f))] count: u8, #[serde(default = "path::to::f")] inner: Inner, #[serde(default = "g")] #[validate(empty_is_absent, length(min = 2))] name: String }
    serde_default_and_skip { #[serde(default)] count: u8, #[serde(skip)] cache: Cache }

    effect_required_if { kind: Option<Kind>, #[validate(required_if(kind = A))] a: Option<u8> }
    effect_required_unless { kind: Option<Kind>, #[validate(required_unless(kind = A))] a: Option<u8> }
    effect_forbidden_if { kind: Option<Kind>, #[validate(forbidden_if(kind = A))] a: Option<u8> }
    effect_forbidden_unless { kind: Option<Kind>, #[validate(forbidden_unless(kind = A))] a: Option<u8> }
    effect_required_iff { kind: Option<Kind>, #[validate(required_iff(kind = A))] a: Option<u8> }
    effects_in_order { kind: Option<Kind>, #[validate(required_if(kind = A), required_unless(kind in [A, B]), forbidden_if(kind = B))] a: Option<u8> }

    condition_on_a_variant_of_a_field_that_is_always_there { kind: Kind, #[validate(required_if(kind = A))] a: Option<u8> }
    condition_on_a_variant_in_full { kind: Option<Kind>, #[validate(required_if(kind = other::Kind::A))] a: Option<u8> }
    condition_on_an_open_enum { kind: Option<Open<Kind>>, #[validate(required_if(kind = A))] a: Option<u8>, then: Lenient<Kind>, #[validate(required_if(then in [A, B]))] b: Option<u8> }
    conditions_that_one_field_decides { kind: Option<Kind>, #[validate(required_if(kind = A))] a: Option<u8>, #[validate(required_if(kind in [A, B]))] b: Option<u8>, #[validate(required_if(kind = other::Kind::B))] c: Option<u8>, then: Kind, #[validate(required_if(then = A))] d: Option<u8>, #[validate(required_if(then = B))] e: Option<u8>, #[validate(empty_is_absent, required_if(then = C))] f: Option<String> }
    condition_on_a_text { kind: Option<String>, #[validate(required_if(kind = "a"))] a: Option<u8>, then: String, #[validate(required_if(then in ["a", "b"]))] b: Option<u8> }
    condition_on_an_integer { count: Option<i8>, #[validate(required_if(count = -1))] a: Option<u8>, then: u8, #[validate(required_if(then in [1, 2]))] b: Option<u8> }
    condition_on_a_truth_value { flag: Option<bool>, #[validate(required_if(flag = true))] a: Option<u8>, then: bool, #[validate(required_if(then = false))] b: Option<u8> }
    condition_on_presence { #[validate(required_if(present(b)))] a: Option<u8>, #[validate(required_if(absent(a)))] b: Option<u8> }
    conditions_nested { kind: Kind, then: Kind, x: Option<u8>, #[validate(required_if(all(kind = A, any(present(x), not(then in [A, B])))))] a: Option<u8> }
    condition_on_a_nested_field { sip: Option<Sip>, #[validate(required_if(sip.handler in [Handler::A, Handler::B]))] a: Option<u8>, #[validate(forbidden_if(all(present(sip.more.r#type), sip.retries > 1)))] b: Option<u8> }
    names_for_nested_conditions { #[serde(rename = "callHandler")] handler: Handler, #[serde(skip)] cached: u8, #[serde(default)] retries: u8, #[validate(empty_is_absent)] nick: String }
    condition_on_a_number_with_a_fraction { share: f64, part: Option<f64>, #[validate(required_if(share > 1))] a: Option<u8>, #[validate(required_if(any(share <= -2.5, part < -3)))] b: Option<u8> }
    conditions_on_fields_that_may_have_no_description { kind: foreign::Kind, then: foreign::Kind, other: foreign::Kind, list: Vec<foreign::Item>, #[validate(required_if(kind = A))] a: Option<u8>, #[validate(required_if(then in [A, B]))] b: Option<u8>, #[validate(required_if(length(list) > 1))] c: Option<u8> }
    conditions_beside_those_that_one_field_decides { kind: Kind, #[validate(required_if(kind = A))] a: Option<u8>, #[validate(required_if(kind = B))] b: Option<u8>, #[validate(forbidden_if(kind = A))] c: Option<u8>, #[validate(required_if(present(a)))] d: Option<u8>, #[validate(required_if(kind = C))] e: Option<u8>, #[validate(required_if(kind in [A, C]))] f: Option<u8> }
    conditions_that_texts_decide { kind: String, #[validate(required_if(kind in ["a", "b"]))] a: Option<u8>, #[validate(required_if(kind = "b"))] b: Option<u8>, count: u8, #[validate(required_if(count in [1, 2]))] c: Option<u8>, #[validate(required_if(count = 2))] d: Option<u8>, flag: bool, #[validate(required_if(flag = true))] e: Option<u8>, #[validate(required_if(flag = false))] f: Option<u8> }
    condition_all_of_one { x: Option<u8>, #[validate(required_if(all(present(x))))] a: Option<u8> }
}

snapshots_of_items! {
    newtype { struct Id(String); }
    natives {
        #[validate(compare(end >= start, message = "after the start"), schema(function = "f"), custom(function = path::g, code = "g", skip_on_field_errors = false), compare(name != nick))]
        struct S { start: u8, end: Option<u8>, #[validate(empty_is_absent)] name: String, #[validate(must_match(other = "name", code = "same"))] nick: String }
    }
    functions_on_a_tuple_struct {
        #[validate(custom(function = f, skip_on_field_errors = false))]
        struct Pair(u8, u8);
    }
    context {
        #[validate(context = "Known<'v_a>", schema(function = "f", use_context))]
        struct S { #[validate(custom(function = g, use_context))] name: String }
    }
    truths_in_quotation_marks {
        #[validate(context = (Known, &'static str), mutable = "true", custom(function = f, skip_on_field_errors = "false"))]
        struct S { #[validate(custom(function = g, use_context = "true"), custom(function = h, use_context = "false"))] name: String }
    }
    truth_in_quotation_marks_that_says_no {
        #[validate(context = Known, mutable = "false")]
        struct S { #[validate(custom(function = g, use_context))] name: String }
    }
    context_that_is_changed {
        #[validate(context = Known, mutable)]
        struct S<T>(#[validate(custom(function = g, use_context))] T);
    }
    defaults_without_the_context_inside {
        #[validate(context = Known)]
        struct S { #[serde(default)] #[validate(inner(custom(function = g, use_context)))] names: Vec<String> }
    }
    newtype_of_a_type_that_may_have_no_description { struct When(foreign::Time); }
    newtype_with_a_function { struct Id(#[validate(custom(function = f))] String); }
    newtype_with_rules { struct Id(#[validate(length(min = 1), uuid)] String); }
    newtype_of_an_option { struct Id(#[validate(length(min = 1))] Option<String>); }
    tuple_struct { struct Point(f64, #[validate(range(min = 0))] u8, #[serde(skip)] Cache, #[serde(default)] Option<String>); }
    default_without_the_context {
        #[validate(context = Known)]
        struct S { #[serde(default)] #[validate(custom(function = g, use_context), length(max = 1))] name: String }
    }
    default_of_the_type {
        #[serde(default)]
        struct S<T> { #[validate(required, length(min = 1))] items: Option<Vec<T>>, plain: String, held: T }
    }
    default_of_the_type_by_a_function {
        #[serde(default = "made")]
        struct S(#[validate(range(max = 3))] u8, String);
    }
    defaults_of_a_variant {
        enum E<T> { A { #[serde(default)] held: T, #[serde(default = "f")] #[validate(length(min = 1))] name: String } }
    }
    tuple_struct_with_a_default {
        #[serde(default)]
        struct Point(#[serde(default = "f")] u8, Option<u8>);
    }
    tuple_struct_with_an_option_that_is_not_left_out { struct Pair(u8, Option<u8>); }
    variant_of_one_value_that_nothing_fills { enum E { A(#[serde(default = "f")] u8) } }
    tuple_struct_of_nothing { struct Nothing(); }
    unit_struct { struct Nothing; }
    transparent_struct {
        #[serde(transparent)]
        struct Id<T> { #[validate(length(min = 1))] id: String, of: PhantomData<T>, #[serde(skip)] cache: Cache }
    }
    newtype_with_rules_inside { struct Ids(#[validate(inner(uuid))] Vec<String>); }
    enumeration {
        #[serde(rename_all = "kebab-case")]
        enum Kind {
            /// What it means.
            ///
            /// And more.
            FirstOne,
            #[serde(rename = "2nd")]
            Second,
            #[serde(skip)]
            Third,
        }
    }
    documentation_beside_other_attributes {
        enum Kind {
            /// What it means.
            #[deprecated = "soon"]
            A,
        }
    }
    enum_with_data {
        #[serde(rename_all_fields = "camelCase", deny_unknown_fields)]
        enum Target<T> {
            /// Nothing.
            Unit,
            #[serde(rename = "id", alias = "ID")]
            Newtype(#[validate(length(min = 1), pattern = "^a")] String),
            Tuple(#[validate(range(max = 9))] u8, T),
            #[validate(at_most_one_of(first_name, last_name))]
            Fields {
                first_name: Option<String>,
                #[validate(required_if(first_name = "a"), pattern = "^b")]
                last_name: Option<String>,
                #[serde(skip)]
                cache: u8,
            },
            #[serde(skip)]
            Skipped(u8),
        }
    }
    variants_without_data_under_a_tag {
        #[serde(tag = "kind")]
        enum Kind { A, B }
    }
    variants_without_data_or_tag {
        #[serde(untagged)]
        enum Kind { A }
    }
    variant_with_names_of_its_own {
        enum E { #[serde(rename_all = "camelCase")] A { first_name: String } }
    }
    variants_with_patterns_inside {
        enum E { A { #[validate(inner(pattern = "^a"))] names: Vec<String> }, B { #[validate(inner(pattern = "^b"))] names: Vec<String> } }
    }
    enum_with_a_tag {
        #[serde(tag = "kind")]
        enum Target { Unit, Plain(Plain), Fields { id: u8 } }
    }
    flatten {
        struct S { a: u8, #[serde(flatten)] inner: Inner, b: Option<u8>, #[serde(flatten)] rest: HashMap<String, u8> }
    }
    flatten_in_a_variant {
        enum E { A { a: u8, #[serde(flatten)] inner: Inner }, B { #[serde(flatten)] inner: Inner } }
    }
    enum_without_a_tag {
        #[serde(untagged)]
        enum Target { Many(Vec<Plain>), One(Plain) }
    }
    enum_with_a_tag_and_content {
        #[serde(tag = "kind", content = "of")]
        enum Target { Unit, Plain(#[validate(opaque)] Plain) }
    }
    generics {
        struct Page<'a, T: Clone, const N: usize> where T: 'a {
            items: Vec<T>,
            title: Cow<'a, str>,
        }
    }
    generics_that_need_no_description {
        struct S<'a, T, U, V, W, X> { #[serde(skip)] cache: T, #[validate(opaque)] when: U, of: PhantomData<V>, pairs: Vec<(W, u8)>, held: X, f: Box<for<'b> fn(&'b str, &'a str)>, g: (for<'c> fn(&'c str), &'a str) }
    }
    renames {
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct S {
            first_name: String,
            #[serde(rename(serialize = "out", deserialize = "in"))]
            last_name: String,
            r#type: String,
        }
    }
    schema_with_rules {
        #[schemars(transform = crossfield::schema::with_rules::<Self>)]
        struct S { address: Address, #[validate(opaque)] when: foreign::Time }
    }
    schema_with_rules_of_a_newtype {
        #[schemars(transform = crossfield::schema::with_rules::<Self>)]
        struct When(Inner);
    }
    schema_with_rules_of_an_opaque_newtype {
        #[schemars(transform = crossfield::schema::with_rules::<Self>)]
        struct When(#[validate(opaque)] foreign::Time);
    }
    crate_path {
        #[validate(crate = "my::crossfield")]
        struct S { name: String }
    }
    documented_rules {
        #[serde(deny_unknown_fields, rename_all = "camelCase")]
        #[validate(exactly_one_of(first_one, second), when(kind = Kind::A, at_most_one_of(second, third)))]
        struct S {
            kind: Kind,
            #[serde(rename = "the`|first")]
            #[validate(required_unless(any(kind in [A, B], length(list) > 1, not(sip.uri = "a|b`c\n"))))]
            first_one: Option<u8>,
            #[validate(forbidden_if(all(share <= 0.5, starts_with(text, "[link]: <b>"))), range(min = -1, exclusive_max = a::MAX))]
            second: Option<i8>,
            #[serde(rename = "`third")]
            #[validate(required_iff(present(sip.inner.id)))]
            third: Option<u8>,
            #[validate(empty_is_absent, pattern = r"^[a-z|`]+\|(?:x)$", does_not_contain = "</td>", length(min = 3))]
            text: String,
            list: Vec<String>,
            share: f64,
            sip: Sip,
        }
    }
    documented_variants {
        enum E {
            A { #[validate(length(min = 1))] name: String },
            B(#[validate(range(max = 1 + 2))] u8),
            C,
        }
    }
    empty { struct S {} }
    fallback { struct S<T> { #[validate(lenght(min = 1))] items: Vec<T> } }
    fallback_of_an_enum {
        #[validate(crate = "my::crossfield")]
        enum Kind { #[validate(required)] A, B }
    }
}

/// What a macro's `$ty:ty` is to the derive: the type in a group that is not written.
#[test]
fn types_and_regular_expressions_from_a_macro() {
    let grouped = |tokens| Group::new(Delimiter::None, tokens);
    let text = grouped(quote!(String));
    let ids = grouped(quote!(Vec<#text>));
    let word = grouped(quote!(words::WORD));
    let said = grouped(quote!("a word"));
    assert_snapshot!(of_fields(&quote! {
        #[validate(length(min = 1), regex(path = #word, message = #said))] name: #text,
        #[validate(inner(uuid))] ids: Option<#ids>
    }));
}
