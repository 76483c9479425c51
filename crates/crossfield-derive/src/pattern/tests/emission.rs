//! What becomes of a compiled pattern: its portable text and its constant.

use quote::quote;

use super::{compile, compiled};

#[test]
fn the_portable_text_is_ascii_but_for_astral_characters() {
    let portable = |source| compiled(source).portable_source;
    assert_eq!(portable("é+[\u{2028}-\u{FFFF}]"), r"\u00E9+[\u2028-\uFFFF]");
    assert_eq!(portable("^[\t\u{7f}]"), r"^[\u0009\u007F]");
    assert_eq!(portable("[😀-😎]x"), "[😀-😎]x");
    assert_eq!(portable(r"\u00e9\x4a\\u00e9\n"), r"\u00E9\x4A\\u00e9\n");
    assert_eq!(portable(r"^\\é$"), r"^\\\u00E9$");
}

#[test]
fn the_guard_names_the_line_breaks_that_an_end_anchor_could_let_through() {
    let all = r"[\n\r\u0085\u2028\u2029]";
    assert_eq!(compiled("^a$").guard, all);
    assert_eq!(compiled("^a$|^b$").guard, all);
    assert_eq!(compiled("^a").guard, "");
    assert_eq!(compiled(r"a\$").guard, "");
    assert_eq!(compiled("[$]").guard, "");
}

#[test]
fn a_line_break_that_any_matching_text_may_end_with_needs_no_guard() {
    assert_eq!(
        compiled(r"^[^\u0000-\u001F\u007F-\u009F]*$").guard,
        r"[\n\r\u0085]"
    );
    assert_eq!(compiled(r"^a[\n\u2028]*$").guard, r"[\r\u0085\u2029]");
    assert_eq!(compiled(r"^a[^b]*$").guard, "");
}

#[test]
fn a_constant_names_its_parts() {
    let tokens = compiled("^[0-9]+(?:é|è)$").to_tokens(&quote!(::crossfield));
    let expected = quote! {
        ::crossfield::pattern::Pattern::from_parts(::crossfield::pattern::Parts {
            source: "^[0-9]+(?:\\u00E9|\\u00E8)$",
            guard: "[\\n\\r\\u0085\\u2028\\u2029]",
            classes: &[('0', '9', 1), ('\u{e8}', '\u{e9}', 2)],
            class_count: 3,
            transitions: b"\0\0\0\x03\0\0\0\0\0\x03\0\x04\0\0\0\0\0\0",
            start: 2,
            accepting_from: 4,
        })
    };
    assert_eq!(without_commas(&tokens), without_commas(&expected));
}

fn without_commas(tokens: &proc_macro2::TokenStream) -> String {
    tokens.to_string().replace(" ,", ",").replace(", }", " }")
}

#[test]
fn the_constant_of_a_uuid_pattern_is_short() {
    let hex = "[0-9A-Fa-f]";
    let uuid = format!("^{hex}{{8}}-{hex}{{4}}-{hex}{{4}}-{hex}{{4}}-{hex}{{12}}$");
    let text = compiled(&uuid).to_tokens(&quote!(crossfield)).to_string();
    assert!(text.len() < 1200, "{} characters: {text}", text.len());
}

#[test]
fn few_texts_are_told_one_by_one() {
    let texts = |source| compiled(source).texts();
    let owned = |texts: &[&str]| {
        Some(
            texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(texts("^(?:GET|POST)$"), owned(&["GET", "POST"]));
    assert_eq!(texts("^(?:|é|ab?)$"), owned(&["", "a", "ab", "é"]));
    assert_eq!(texts("^[ab]{2}$"), owned(&["aa", "ab", "ba", "bb"]));
    assert_eq!(texts("^[ab]{4}$"), None);
    assert_eq!(texts("^a{2,3}$"), owned(&["aa", "aaa"]));
    // Anything may stand before or behind; a class of many; without end; too many; too long.
    for source in [
        "a",
        "^a",
        "^[a-z]$",
        "^a*$",
        "^[^a\\n\\r\\u0085\\u2028\\u2029]$",
        "^a{0,8}$",
        "^a{33}$",
    ] {
        assert_eq!(texts(source), None, "{source}");
    }
}

#[test]
fn the_texts_are_those_that_match() {
    let alphabet = [
        "", "a", "b", "ab", "ba", "aa", "bb", "aab", "abb", "é", "aé",
    ];
    for source in [
        "^(?:a|b)$",
        "^a?b?$",
        "^(?:aa|aab|é)$",
        "^aé?$",
        "^(?:ab){1,2}$",
        "^$",
    ] {
        let dfa = compiled(source);
        let texts = dfa.texts().unwrap();
        for text in alphabet {
            let is_told = texts.iter().any(|told| told == text);
            assert_eq!(is_told, dfa.is_match(text), "{source} {text:?}");
        }
        assert!(texts.iter().all(|text| dfa.is_match(text)), "{source}");
    }
}

#[test]
fn counting_up_to_the_limits_is_accepted() {
    assert_eq!(
        compiled("^[^@\n\r\u{85}\u{2028}\u{2029}]{1,1000}$").state_count(),
        1001
    );
    assert!(compile("^(?:[a-z]{1,20}-){10}[0-9]{500}$").is_ok());
}
