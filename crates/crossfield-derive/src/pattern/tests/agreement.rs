//! A table of patterns, decided as the `regex` crate decides them.

use regex::Regex;

use super::compiled;

const UUID: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";
const USER_PART: &str =
    r"^[^@\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+$";
const NO_CONTROLS: &str = r"^[^\u0000-\u001F\u007F-\u009F\u2028\u2029]+$";

/// Asserts that the pattern matches these texts and not those, and that `regex` agrees.
fn decides(source: &str, matching: &[&str], others: &[&str]) {
    let dfa = compiled(source);
    let expected = Regex::new(source).unwrap();
    let portable = Regex::new(&dfa.portable_source).unwrap();
    for (texts, matches) in [(matching, true), (others, false)] {
        for text in texts {
            assert_eq!(dfa.is_match(text), matches, "{source:?} on {text:?}");
            assert_eq!(expected.is_match(text), matches, "{source:?} on {text:?}");
            assert_eq!(portable.is_match(text), matches, "{source:?} on {text:?}");
        }
    }
}

#[test]
fn a_uuid_is_five_groups_of_hexadecimal_digits() {
    decides(
        UUID,
        &[
            "00000000-0000-0000-0000-000000000000",
            "123e4567-E89B-12d3-a456-426614174000",
        ],
        &[
            "",
            "123e4567e89b12d3a456426614174000",
            "123e4567-e89b-12d3-a456-42661417400",
            "123e4567-e89b-12d3-a456-4266141740000",
            "g23e4567-e89b-12d3-a456-426614174000",
            "123e4567-e89b-12d3-a456-426614174000\n",
            " 123e4567-e89b-12d3-a456-426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
        ],
    );
    // One state per digit or dash already read, from none to all 36.
    assert_eq!(compiled(UUID).state_count(), 37);
}

#[test]
fn a_user_part_has_no_at_sign_space_or_control() {
    decides(
        USER_PART,
        &[
            "a",
            "alice",
            "~!#$%^&*",
            "é",
            "中文",
            "😀",
            "\u{A1}",
            "\u{FFFF}",
            "\u{10FFFF}",
        ],
        &[
            "",
            "a@b",
            "a b",
            "a\n",
            "\na",
            "\u{A0}",
            "\u{7F}",
            "\u{85}",
            "a\u{2003}",
            "\u{2028}",
            "\u{2029}",
            "\u{3000}",
            "\u{1680}",
            "\0",
        ],
    );
}

#[test]
fn a_display_text_has_no_controls() {
    decides(
        NO_CONTROLS,
        &["a b", " ", "\u{A0}", "é😀", "\u{D7FF}\u{E000}"],
        &[
            "",
            "\t",
            "a\u{1F}",
            "\u{7F}",
            "\u{9F}",
            "a\u{2028}b",
            "a\r\n",
        ],
    );
}

#[test]
fn alternatives_share_the_anchors_around_their_group() {
    decides("^(?:a|bc|)$", &["", "a", "bc"], &["b", "abc", "a|bc"]);
    decides("^a$|^bc$", &["a", "bc"], &["", "b", "abc"]);
    decides(
        "^(a|b(c|d)e)+$",
        &["a", "bcebde", "abdea"],
        &["", "be", "bc"],
    );
}

#[test]
fn an_unanchored_pattern_matches_anywhere() {
    decides(
        "abc",
        &["abc", "xabcx", "ababc", "\nabc\n"],
        &["", "ab", "ab c"],
    );
    decides("aab|ab{2}c", &["aaab", "xabbc"], &["abc", "aacb"]);
    decides("^a|b", &["a", "ax", "xb", "x\nb"], &["", "xa", "\na"]);
    decides("[^a]", &["b", "ab", "\n", "😀", "é"], &["", "aaa"]);
    decides("^(?:ab)+", &["ab", "abx", "aba\n"], &["", "a", "xab"]);
}

#[test]
fn repetitions_count_exactly() {
    decides("^a{3}$", &["aaa"], &["aa", "aaaa"]);
    decides("^a{2,}$", &["aa", "aaaaaa"], &["", "a"]);
    decides("^a{0,2}$", &["", "a", "aa"], &["aaa"]);
    decides(
        "^(?:ab?){2,3}c{0}$",
        &["aa", "abab", "aaba"],
        &["a", "aaaa", "aac"],
    );
    decides("^(?:a?|b)*$", &["", "ab", "bba"], &["c"]);
}

#[test]
fn escapes_stand_for_one_character_each() {
    let syntax = r"^\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/$";
    decides(syntax, &[r"^$\.*+?()[]{}|/"], &["", r"\^"]);
    decides(r"\t\n\r\f", &["\t\n\r\u{C}"], &["tnrf"]);
    decides(r"^\x41\u00e9\u4E2D$", &["Aé中"], &["A", "x41"]);
    decides(r"^[\]\-\[\\^]+$", &["]-[\\^"], &["a", ""]);
    decides("^[b-b]$", &["b"], &["a", "c", "-"]);
}

#[test]
fn punctuation_without_a_role_stands_for_itself() {
    decides(
        "a-b/c,d:e=f!g<h>i#j k~l&m@n%o;p'q\"r`s_t",
        &["a-b/c,d:e=f!g<h>i#j k~l&m@n%o;p'q\"r`s_t"],
        &["ab"],
    );
    decides(
        "^[-a]$|^[b^&~-]$",
        &["-", "a", "b", "^", "&", "~"],
        &["", "c", "--"],
    );
}

#[test]
fn ranges_reach_across_the_surrogates_to_the_astral_characters() {
    let range = "^[\u{D000}-\u{1F600}]$";
    decides(
        range,
        &["\u{D7FF}", "\u{E000}", "😀"],
        &["\u{CFFF}", "\u{1F601}"],
    );
    decides(
        "^[^\0-\u{D7FF}]$",
        &["\u{E000}", "\u{10FFFF}"],
        &["\u{D7FF}", "a"],
    );
    decides("^[\u{1F600}é]😀$", &["😀😀", "é😀"], &["😀", "é"]);
}
