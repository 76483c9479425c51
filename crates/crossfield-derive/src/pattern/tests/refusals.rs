//! Every construct outside the subset is refused, at its place and with its reason.

use super::compile;

/// Asserts that the pattern is refused, that `construct` is what is blamed, and that the message
/// holds all of the given parts.
fn refuses(source: &str, construct: &str, parts: &[&str]) {
    let error = compile(source).expect_err(source);
    let message = &error.message;
    assert_eq!(
        source.get(error.range),
        Some(construct),
        "{source:?}: {message}"
    );
    for part in parts {
        assert!(
            message.contains(part),
            "{source:?}: {part:?} is not in: {message}"
        );
    }
}

#[test]
fn shorthand_classes_are_refused_with_the_class_to_write() {
    refuses(
        r"^\d+$",
        r"\d",
        &[
            "`\\d` means ASCII digits in ECMAScript but any Unicode digit in Python and Rust; write `[0-9]`",
        ],
    );
    refuses(r"\D", r"\D", &["`\\D`", "`[^0-9]`"]);
    refuses(r"a\w", r"\w", &["`\\w`", "`[0-9A-Za-z_]`"]);
    refuses(r"\W", r"\W", &["`\\W`", "`[^0-9A-Za-z_]`"]);
    refuses(r"[\s]", r"\s", &["`\\s`", r"`[ \t\n\r\f]`"]);
    refuses(r"\S", r"\S", &["`\\S`", r"`[^ \t\n\r\f]`"]);
    refuses(r"[a-\d]", r"\d", &["ASCII digits"]);
    refuses("a.b", ".", &["line breaks", r"`[^\n\r\u0085\u2028\u2029]`"]);
    refuses(r"\p{L}", r"\p", &["Unicode property", "not read by Python"]);
    refuses(r"\PL", r"\P", &["Unicode property"]);
}

#[test]
fn word_boundaries_and_foreign_anchors_are_refused() {
    refuses(r"\ba", r"\b", &["word boundary"]);
    refuses(r"a\B", r"\B", &["word boundary"]);
    refuses(r"[\b]", r"\b", &["backspace", r"`\u0008`"]);
    for anchor in [r"\A", r"\z", r"\Z", r"\G"] {
        refuses(anchor, anchor, &["ECMAScript does not read", "`^`", "`$`"]);
    }
}

#[test]
fn groups_other_than_plain_ones_are_refused() {
    for opener in ["(?=", "(?!", "(?<=", "(?<!"] {
        refuses(&format!("{opener}a)"), "(?", &["lookaround", "Rust and Go"]);
    }
    for opener in ["(?<n>", "(?P<n>", "(?'n'"] {
        refuses(
            &format!("x{opener}a)"),
            "(?",
            &["named groups", "`(?:...)`"],
        );
    }
    refuses("(?P=n)", "(?", &["named groups"]);
    refuses("(?i)a", "(?", &["inline flags", "`[Aa]`"]);
    refuses("(?i:a)", "(?", &["inline flags"]);
    refuses("(?-i:a)", "(?", &["inline flags"]);
    refuses("(?>a)", "(?", &["atomic groups"]);
    refuses("(?#a)", "(?", &["comments"]);
    refuses("(?(1)a)", "(?", &["conditional groups"]);
    refuses("a(b", "(", &["not closed", r"`\(`"]);
    refuses("(?:a", "(", &["not closed"]);
    refuses("a)b", ")", &["closes no group", r"`\)`"]);
    refuses(&"(".repeat(100_000), "(", &["50 deep"]);
}

#[test]
fn back_references_are_refused() {
    refuses(r"(a)\1", r"\1", &["back-reference"]);
    refuses(r"\k<n>", r"\k", &["back-reference"]);
}

#[test]
fn escapes_that_engines_read_differently_are_refused() {
    refuses(r"\v", r"\v", &["Java", r"`\u000B`"]);
    refuses(r"\0", r"\0", &["octal", r"`\u0000`"]);
    refuses(r"\a", r"\a", &["ECMAScript", r"`\u0007`"]);
    refuses(r"\e", r"\e", &[r"`\u001B`"]);
    refuses(r"\cA", r"\c", &["control character"]);
    refuses(r"\U0001F600", r"\U", &["write the character itself"]);
    refuses(
        r"\Qa\E",
        r"\Q",
        &["not an escape that all engines read alike"],
    );
    refuses(r"\@", r"\@", &["ECMAScript refuses", "write `@` alone"]);
    refuses(r"a\-b", r"\-", &["write `-` alone"]);
    refuses(r"\é", r"\é", &["write `é` alone"]);
    refuses(r"a\", r"\", &["escapes nothing", r"`\\`"]);
    refuses(r"[a\", r"\", &["escapes nothing"]);
}

#[test]
fn hexadecimal_escapes_need_exactly_their_digits() {
    refuses(r"\x4", r"\x4", &["exactly 2 hexadecimal digits"]);
    refuses(r"\u00Eg", r"\u00E", &["exactly 4 hexadecimal digits"]);
    refuses(r"\u{1F600}", r"\u", &["not read by Python"]);
    refuses(r"\x{41}", r"\x", &["not read by Python"]);
    refuses(
        r"\uD83D\uDE00",
        r"\uD83D",
        &["surrogates", "the character itself"],
    );
    refuses(r"[\udfff]", r"\udfff", &["surrogates"]);
}

#[test]
fn set_operations_and_nested_classes_are_refused() {
    refuses("[a&&b]", "&&", &["set operation"]);
    refuses("[a--b]", "--", &["set operation"]);
    refuses("[+--]", "--", &["set operation"]);
    refuses("[a~~b]", "~~", &["set operation"]);
    refuses("[a||b]", "||", &["set operation"]);
    refuses("[!-&&]", "&&", &["set operation"]);
    refuses("[a[b]]", "[", &["nested class", r"`\[`"]);
    refuses("[[:alpha:]]", "[", &["POSIX", "`A-Za-z`"]);
    refuses("[a-c-e]", "-", &[r"`\-`"]);
    refuses("[a-[b]", "[", &["nested class"]);
}

#[test]
fn classes_that_are_empty_reversed_or_unclosed_are_refused() {
    refuses("[]a]", "[]", &["empty class", r"`\]`"]);
    refuses("[^]", "[^]", &["every character in ECMAScript"]);
    refuses("[^\0-\u{10FFFF}]", "[^\0-\u{10FFFF}]", &["no text"]);
    refuses("a[z-b]", "z-b", &["`z-b` runs backwards"]);
    refuses("a[b", "[", &["not closed", r"`\[`"]);
    refuses("[", "[", &["not closed"]);
    refuses("[a-", "[", &["not closed"]);
    refuses("[^", "[", &["not closed"]);
    refuses("a]", "]", &["closes no class", r"`\]`"]);
}

#[test]
fn quantifiers_need_something_to_repeat() {
    for source in ["*a", "+", "?", "{2}", "(*a)", "a|+"] {
        let error = compile(source).expect_err(source);
        assert!(
            error.message.contains("has nothing to repeat"),
            "{source}: {}",
            error.message
        );
    }
    refuses("^*a", "*", &["anchors cannot be repeated"]);
    refuses("^a$+", "+", &["anchors cannot be repeated"]);
    refuses("a**", "*", &["quantifier on a quantifier"]);
    refuses("a{2}{3}", "{", &["quantifier on a quantifier"]);
    refuses("a*?", "?", &["lazy", "never whether there is one"]);
    refuses("a{2}?", "?", &["lazy"]);
    refuses("a++", "+", &["possessive"]);
}

#[test]
fn repetition_bounds_are_plain_ascending_numbers_up_to_1000() {
    refuses("a{3,2}", "{3,2}", &["above its upper bound"]);
    refuses("a{1001}", "{1001}", &["over 1000"]);
    refuses(
        "a{1,99999999999999999999}",
        "{1,99999999999999999999}",
        &["over 1000"],
    );
    refuses("(?:a{100}){100}", "{100}", &["multiply to more than 1000"]);
    refuses("a{,2}", "{,2}", &["from 0 in Python", "`{0,3}`"]);
    refuses("a{02}", "{02}", &["leading zero"]);
    refuses("a{", "{", &[r"`\{`"]);
    refuses("a{x}", "{x}", &[r"`\{`"]);
    refuses("a{}", "{}", &[r"`\{`"]);
    refuses("a{,}", "{,}", &[r"`\{`"]);
    refuses("a{1 }", "{1 }", &[r"`\{`"]);
    refuses("a}", "}", &[r"`\}`"]);
}

#[test]
fn anchors_belong_to_the_ends_of_top_level_alternatives() {
    refuses("a^b", "^", &["`^(?:a|b)`"]);
    refuses("(?:^a|b)", "^", &["outside all groups"]);
    refuses("^^a", "^", &["very start"]);
    refuses("^a$b", "$", &["very end"]);
    refuses("^(?:a$|b$)", "$", &["`(?:a|b)$`"]);
}

#[test]
fn an_end_anchor_is_only_accepted_where_line_breaks_are_ruled_out() {
    refuses("a$", "$", &["needs `^`", "Python and Java"]);
    refuses("^a$|b$", "$", &["needs `^`"]);
    refuses("^a|^b$", "$", &["not all of them", "`^(?:a|b)$`"]);
    refuses("^a$||b", "$", &["not all of them"]);
    refuses(
        r"^a\n$",
        r"\n",
        &["matches a line break", "before a final one"],
    );
    refuses(
        "^a\u{85}$",
        "\u{85}",
        &["matches a line break", r"(`\u0085`)"],
    );
    refuses(
        r"^[\t-\r]$",
        r"[\t-\r]",
        &[r"(`\n\r`)", "leave the line breaks out"],
    );
}

#[test]
fn a_negated_class_before_an_end_anchor_is_refused_with_the_class_to_write() {
    refuses(
        "^[^@]{2}$",
        "[^@]",
        &[
            "`[^@]` matches a line break",
            r"write `[^@\n\r\u0085\u2028\u2029]`",
        ],
    );
    refuses(
        r"^[^@\n\r]$",
        r"[^@\n\r]",
        &[r"write `[^@\n\r\u0085\u2028\u2029]`"],
    );
    for class in ["[^a-]", r"[^a\-]", r"[^\\-]", "[^-]", "[^-a]", "[^a-c]"] {
        let message = compile(&format!("^{class}$")).unwrap_err().message;
        let advice = message.split("write `").last().unwrap();
        let advised = format!("^{}$", advice.trim_end_matches('`'));
        let dfa = compile(&advised).expect(&advised);
        let original = regex::Regex::new(&format!("^{class}$")).unwrap();
        for text in ["a", "b", "-", "\\", "é", "z", "\u{1FFF}"] {
            assert_eq!(
                dfa.is_match(text),
                original.is_match(text),
                "{advised} on {text:?}"
            );
        }
    }
}

#[test]
fn a_pattern_that_matches_every_text_is_refused() {
    for source in ["", "^", "a*", "a|", "(?:)", "^(?:a|)", "b|a{0,3}"] {
        refuses(source, source, &["matches every text", "says nothing"]);
    }
}

#[test]
fn a_pattern_that_grows_too_large_is_refused_early() {
    let doubling = "^(?:a|b)*a[ab]{30}$";
    let wide = format!("^(?:{}){{500}}$", "[a-z]?".repeat(40));
    let long = format!("^{}$", "[a-z0-9]?".repeat(20_000));
    let literals: String = ('\u{4E00}'..='\u{9FFF}').collect();
    for source in [doubling, &wide, &long, &literals] {
        let error = compile(source).expect_err("a large pattern");
        assert!(error.message.contains("too large"), "{}", error.message);
        assert_eq!(error.range, 0..source.len());
    }
    refuses(
        "^a{900}b{900}c{900}$",
        "^a{900}b{900}c{900}$",
        &["2,000 states"],
    );
}

#[test]
fn groups_may_stand_in_one_another_fifty_deep() {
    let nested = |depth: usize| format!("^{}a{}$", "(?:".repeat(depth), ")".repeat(depth));
    assert!(compile(&nested(50)).is_ok());
    assert!(compile(&nested(51)).is_err());
}

#[test]
fn a_pattern_may_have_two_thousand_states() {
    // One before each character, and one behind the last.
    assert!(compile("^a{1000}b{999}$").is_ok());
    assert!(compile("^a{1000}b{1000}$").is_err());
}

#[test]
fn a_pattern_with_too_many_kinds_of_characters_is_refused() {
    let kinds = |last: char| ('\u{4E00}'..=last).collect::<String>();
    assert!(
        compile(&kinds('\u{4EFE}')).is_ok(),
        "255 kinds and all others"
    );
    let error = compile(&kinds('\u{4EFF}')).unwrap_err();
    assert!(
        error.message.contains("more than 256 kinds"),
        "{}",
        error.message
    );
}
