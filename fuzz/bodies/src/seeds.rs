//! Inputs to begin with.

use std::io;
use std::path::Path;

use crossfield::{Validate, cases};
use signalwire_sip::{SipEndpoint, UpdateSipEndpointRequest};

use crate::verdicts::{Choices, Flat, Order};

/// Writes the seeds of all targets: one folder a target, one file a seed.
///
/// # Errors
/// A file cannot be written.
pub fn seeds(into: &Path) -> io::Result<()> {
    let texts: Vec<(u8, Vec<String>)> = vec![
        (b'0', payloads::<UpdateSipEndpointRequest>()),
        (b'1', payloads::<SipEndpoint>()),
        (b'2', payloads::<Order>()),
        (b'3', payloads::<Flat>()),
        (b'4', payloads::<Choices>()),
    ];
    let verdicts = texts.iter().flat_map(|(choice, texts)| {
        let texts = texts.iter().map(|text| prefixed(*choice, text));
        texts.collect::<Vec<_>>()
    });
    write(&into.join("verdicts"), verdicts)?;
    let lines = texts.iter().take(2).flat_map(|(choice, texts)| {
        let whole = texts.iter().map(|text| prefixed(*choice, text));
        let lines = texts
            .chunks(4)
            .map(|lines| prefixed(*choice, &lines.join("\r\n")));
        whole.chain(lines).collect::<Vec<_>>()
    });
    write(&into.join("reader"), lines)?;
    write(
        &into.join("condition"),
        CONDITIONS.iter().map(|text| text.as_bytes().to_vec()),
    )
}

/// Made from the rules: valid ones, and one for each way to break a rule.
fn payloads<T: Validate>() -> Vec<String> {
    let payloads = cases::valid::<T>().into_iter().chain(cases::invalid::<T>());
    payloads.map(|case| case.text().to_owned()).collect()
}

fn prefixed(choice: u8, text: &str) -> Vec<u8> {
    [&[choice], text.as_bytes()].concat()
}

fn write(folder: &Path, seeds: impl Iterator<Item = Vec<u8>>) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (number, seed) in seeds.enumerate() {
        std::fs::write(folder.join(format!("seed-{number:04}")), seed)?;
    }
    Ok(())
}

/// The attributes that the documentation shows, each kind once.
const CONDITIONS: &[&str] = &[
    "srequired_if(kind = A)",
    "srequired_unless(kind in [Kind::A, B]), length(min = 1, max = 64)",
    "sforbidden_if(small > 3), pattern = \"^[a-z]+(?:-[0-9]{1,3})*$\"",
    "srequired_iff(all(flag = true, any(present(list), not(absent(map)))))",
    "lforbidden_unless(starts_with(text, \"sip:\")), length(max = 3), unique_items, inner(length(min = 1), email)",
    "mrequired_if(length(list) >= 2), keys(ascii), values(range(max = 3)), does_not_contain = \"a\"",
    "urequired_if(share <= 0.5), range(min = -1, exclusive_max = 9), multiple_of = 5",
    "frange(exclusive_min = 0.5, max = MAX), forbidden_if(sip.call.retries < 2)",
    "nrequired_if(kind = A)\nkrequired_if(present(sip.handler))",
    "pempty_is_absent, length(equal = 3), uuid(message = \"an id\", code = \"id\")",
    "texactly_one_of(text, list)\nsrequired_if(small = -1)",
    "tat_least_one_of(text, list), at_most_one_of(kind, flag), all_or_none_of(share, small)",
    "twhen(kind = A, exactly_one_of(text, list)), allow(redundant)",
    "tcompare(small >= share), schema(function = \"f\", skip_on_field_errors = false), custom(function = path::g)",
    "tcontext = \"Known<'v_a>\", mutable\nscustom(function = f, use_context, message = \"no\")",
    "srequired, allow(contradictory, constant_condition)\ntexactly_one_of(text, flag)",
    "pmust_match(other = text), credit_card, regex(path = *WORD), native_only",
    "sipv4, ip, url(code = \"link\"), http_url, contains(pattern = \"a\"), ends_with(\"b\", code = \"b\")",
    "Trename_all = \"camelCase\", deny_unknown_fields\nSdefault, deserialize_with = \"crossfield::not_null\"",
    "Salias = \"other\", rename(deserialize = \"in\")\nLflatten\nPdefault = \"f\"\nMskip",
    "Etag = \"kind\", content = \"of\", rename_all_fields = \"kebab-case\"\nxat_most_one_of(first, second)",
    "Euntagged\nyrange(max = 3)\nzrequired_if(first = 3), length(min = 1)\nVskip\nXrename = \"x\"",
    "wlength(min = 1), pattern(\"^a\", code = \"a\", message = \"m\")",
    "grange(min = 1)\nhrange(max = 9), required\nicustom(function = f)\nGtransparent",
    "tcrate = \"my::crossfield\", nest_all_fields\nsopaque\nnnested\nlskip",
];
