//! The reasons for refusing a construct: what it is, why it is refused, what to write instead.

pub(super) const TOO_LARGE: &str = "this pattern is too large: it needs more than 2,000 states, \
    or too much work to find them; use shorter counted repetitions, or check the length with a \
    rule of its own";
pub(super) const TOO_MANY_CLASSES: &str = "this pattern is too large: it tells more than 256 \
    kinds of characters apart; use ranges, or fewer different characters";
pub(super) const MATCHES_EVERYTHING: &str = "this pattern matches every text, so the rule says \
    nothing; to check the whole text, start it with `^` and end it with `$`";

pub(super) const ANY_CHARACTER: &str = "`.` leaves out other line breaks in each engine (only \
    `\\n` in Python, Rust and Go, also `\\u2028` in ECMAScript, also `\\u0085` in Java); write \
    the class you mean, such as `[^\\n\\r\\u0085\\u2028\\u2029]`";
pub(super) const MISPLACED_START: &str = "`^` is only accepted at the very start of the pattern \
    or of an alternative outside all groups; write `^(?:a|b)` rather than `(?:^a|^b)`, and `\\^` \
    for the character itself";
pub(super) const MISPLACED_END: &str = "`$` is only accepted at the very end of the pattern or \
    of an alternative outside all groups; write `(?:a|b)$` rather than `(?:a$|b$)`, and `\\$` \
    for the character itself";
pub(super) const END_WITHOUT_START: &str = "`$` needs `^` at the start of the same alternative: \
    Python and Java let `$` match before a final line break, which can only be ruled out for the \
    whole text; write `^...$` and spell out what may come first";
pub(super) const MIXED_ENDS: &str = "`$` ends this alternative but not all of them: Python and \
    Java let `$` match before a final line break, which can only be ruled out for the pattern as \
    a whole; anchor all alternatives together, as in `^(?:a|b)$`";
pub(super) const UNOPENED_GROUP: &str = "`)` closes no group; for the character itself write `\\)`";
pub(super) const UNCLOSED_GROUP: &str =
    "`(` is not closed by a `)`; for the character itself write `\\(`";
pub(super) const TOO_DEEP: &str = "groups are nested more than 50 deep; flatten the pattern";
pub(super) const UNOPENED_CLASS: &str = "`]` closes no class; for the character itself write `\\]`, since ECMAScript refuses a bare one";
pub(super) const UNCLOSED_CLASS: &str =
    "`[` is not closed by a `]`; for the character itself write `\\[`";
pub(super) const EMPTY_CLASS: &str = "an empty class matches nothing in ECMAScript, while the \
    other engines take its `]` for a character; list the characters, writing `\\]` for the \
    bracket itself";
pub(super) const EMPTY_NEGATED_CLASS: &str = "`[^]` matches every character in ECMAScript, while \
    the other engines take its `]` for a character; list the characters to leave out, writing \
    `\\]` for the bracket itself";
pub(super) const CLASS_WITHOUT_CHARACTERS: &str =
    "this class leaves out every character, so the pattern can match no text through it";
pub(super) const NESTED_CLASS: &str = "`[` inside a class opens a nested class in Rust and Java; \
    for the character itself write `\\[`";
pub(super) const POSIX_CLASS: &str = "POSIX classes such as `[:alpha:]` are read by Rust and Go \
    but not by ECMAScript, Python and Java; write the ranges, such as `A-Za-z`";
pub(super) const DASH_IN_CLASS: &str = "`-` between other members of a class is easily misread as \
    a range; for the character itself write `\\-`";
pub(super) const BRACE: &str = "`{` is only accepted in a counted repetition: `{n}`, `{n,}` or \
    `{n,m}` with plain numbers; for the character itself write `\\{`";
pub(super) const UNOPENED_BRACE: &str = "`}` closes no repetition; for the character itself write `\\}`, since ECMAScript refuses a bare one";
pub(super) const NO_LOWER_BOUND: &str = "a repetition without lower bound counts from 0 in Python \
    but is an error or plain text elsewhere; write the bound, as in `{0,3}`";
pub(super) const LEADING_ZERO: &str =
    "a repetition bound with a leading zero is plain text in Go; write it without the zero";
pub(super) const BOUND_TOO_LARGE: &str =
    "a repetition bound over 1000 is refused by Go; use 1000 or less";
pub(super) const NESTED_BOUNDS_TOO_LARGE: &str = "nested repetitions that multiply to more than \
    1000 are refused by Go; use smaller bounds";
pub(super) const REVERSED_BOUNDS: &str =
    "the lower bound of this repetition is above its upper bound; swap them";
pub(super) const LAZY: &str = "a lazy quantifier only changes which match is found first, never \
    whether there is one; leave the second `?` out";
pub(super) const POSSESSIVE: &str = "possessive quantifiers are read by Java and newer Pythons \
    but not by ECMAScript and Go, and Rust reads something else; leave the second `+` out";
pub(super) const DOUBLE_QUANTIFIER: &str = "a quantifier on a quantifier is refused by ECMAScript \
    and Python; put the inner one into a group, as in `(?:a{2})*`";
pub(super) const LONE_BACKSLASH: &str =
    "`\\` at the end escapes nothing; for the character itself write `\\\\`";
pub(super) const SURROGATE: &str = "surrogates are halves of a UTF-16 pair, not characters, and \
    Python and Rust never pair them up; write the character itself";
pub(super) const BRACED_ESCAPE: &str = "escapes with braces are not read by Python (`\\u{...}` \
    nor `\\x{...}`); write four hexadecimal digits, as in `\\u00E9`, or the character itself";

/// Why a quantifier that follows nothing, or an anchor, is refused.
pub(super) fn nothing_to_repeat(quantifier: char) -> String {
    format!(
        "`{quantifier}` has nothing to repeat: it must follow a character, a class or a group, \
         and anchors cannot be repeated; for the character itself write `\\{quantifier}`"
    )
}

/// Why a doubled punctuation character inside a class is refused.
pub(super) fn set_operation(operator: &str) -> String {
    format!(
        "`{operator}` inside a class is a set operation in some engines (Rust and Java have \
         `&&`, Rust `--` and `~~`, and Python reserves all of them with `||`); list the \
         character once, and write a range with `\\-` where it ends in a dash"
    )
}

pub(super) fn reversed_range(range: &str) -> String {
    format!("the range `{range}` runs backwards, so it is an error everywhere; swap its ends")
}

pub(super) fn hex_digits(escape: char, digits: usize) -> String {
    format!("`\\{escape}` must be followed by exactly {digits} hexadecimal digits")
}

/// Why `(?` followed by `rest` is refused.
pub(super) fn group(rest: &str) -> &'static str {
    match rest.as_bytes() {
        [b'=' | b'!', ..] | [b'<', b'=' | b'!', ..] => {
            "lookaround is not read by Rust and Go; express the condition as a second rule"
        }
        [b'<' | b'P' | b'\'', ..] => {
            "named groups are written `(?<name>...)` in ECMAScript but `(?P<name>...)` in Python, \
             and a rule has no use for the name; write `(?:...)`"
        }
        [b'>', ..] => "atomic groups are not read by ECMAScript, Rust and Go; write `(?:...)`",
        [b'#', ..] => "comments in a pattern are only read by Python; leave the comment out",
        [b'(', ..] => "conditional groups are only read by Python; write out the alternatives",
        _ => {
            "inline flags are not read alike (older ECMAScript reads none of them); write the \
             pattern so that it needs no flags, as in `[Aa]`"
        }
    }
}

/// Why a line break that a pattern ending with `$` could match is refused. `instead` is what to
/// write for the construct, if that can be told.
pub(super) fn line_break(construct: &str, breaks: &str, instead: Option<&str>) -> String {
    let advice = match instead {
        Some(class) => format!("write `{class}`"),
        None => "leave the line breaks out, or the `$`".to_owned(),
    };
    format!(
        "`{construct}` matches a line break (`{breaks}`), and Python and Java let `$` match before a \
         final one, so they would take texts that the pattern does not; {advice}"
    )
}

/// Why an escaped character that is not in the subset is refused.
pub(super) fn escape(escaped: char, in_class: bool) -> String {
    let known = match escaped {
        'b' if in_class => Some(
            "is a backspace in ECMAScript and Python but an error in Rust and Java; write `\\u0008`",
        ),
        'd' | 'D' | 'w' | 'W' | 's' | 'S' => Some(shorthand(escaped)),
        'b' | 'B' | '<' | '>' => Some(
            "is a word boundary, and which characters make a word differs: ASCII ones in \
             ECMAScript, Unicode ones in Python and Rust; spell out the neighbours as a class",
        ),
        'p' | 'P' => Some(
            "(a Unicode property) is not read by Python, and the others follow different versions \
             of Unicode; write the ranges you mean",
        ),
        'A' | 'G' | 'z' | 'Z' => Some(
            "is an anchor that ECMAScript does not read; write `^` at the start or `$` at the end",
        ),
        '1'..='9' | 'k' | 'g' => Some(
            "is a back-reference, which Rust and Go do not read and no finite table can decide; \
             write the repeated part out",
        ),
        _ => control(escaped),
    };
    match known {
        Some(reason) => format!("`\\{escaped}` {reason}"),
        None if escaped.is_ascii_alphabetic() => format!(
            "`\\{escaped}` is not an escape that all engines read alike; write the characters you \
             mean"
        ),
        None => format!(
            "`\\{escaped}` escapes a character that has no special meaning here, which ECMAScript \
             refuses; write `{escaped}` alone"
        ),
    }
}

fn control(escaped: char) -> Option<&'static str> {
    Some(match escaped {
        '0' => {
            "is U+0000 in ECMAScript and starts an octal number in Python and Java, and Rust does \
             not read it; write `\\u0000`"
        }
        'v' => {
            "is U+000B in ECMAScript, Python and Rust but all vertical white space in Java; write \
             `\\u000B`"
        }
        'a' => "is not read by ECMAScript; write `\\u0007`",
        'e' => "is only read by Java; write `\\u001B`",
        'c' => {
            "(a control character) is only read by ECMAScript and Java; write it as `\\uXXXX`, \
             such as `\\u0001` for `\\cA`"
        }
        'U' => "is not read by ECMAScript; write the character itself",
        _ => return None,
    })
}

fn shorthand(escaped: char) -> &'static str {
    match escaped {
        'd' => {
            "means ASCII digits in ECMAScript but any Unicode digit in Python and Rust; write \
             `[0-9]`"
        }
        'D' => {
            "leaves out ASCII digits in ECMAScript but every Unicode digit in Python and Rust; \
             write `[^0-9]`"
        }
        'w' => {
            "means ASCII letters, digits and `_` in ECMAScript but Unicode ones in Python and \
             Rust; write `[0-9A-Za-z_]`"
        }
        'W' => {
            "leaves out ASCII letters, digits and `_` in ECMAScript but Unicode ones in Python \
             and Rust; write `[^0-9A-Za-z_]`"
        }
        's' => {
            "means Unicode white space in ECMAScript, Python and Rust (each with another list) \
             but ASCII white space in Java and Go; write `[ \\t\\n\\r\\f]`"
        }
        _ => {
            "leaves out Unicode white space in ECMAScript, Python and Rust (each with another \
             list) but ASCII white space in Java and Go; write `[^ \\t\\n\\r\\f]`"
        }
    }
}
