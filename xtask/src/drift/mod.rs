//! `cargo xtask drift`: our OpenAPI documents beside another description of the same API.

mod facts;
mod listed;

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use self::facts::{Fact, Facts};
use self::listed::Entry;
use crate::schema;
use crate::workspace::{self, at};

/// Compares the OpenAPI documents with the vendor's description of the same API
///
/// Operations, parameters, answers, and the fields of bodies with their types, values and whether they are required.
/// What holds only under a condition is left aside: another description need not say it. Differences that are meant
/// are listed with their reasons; every other one is shown, and so is an entry of the list that no longer differs.
#[derive(Args)]
#[command(verbatim_doc_comment, after_long_help = MORE_HELP)]
pub(crate) struct Arguments {
    /// The other description: OpenAPI 3.1, as JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The differences that are meant: a JSON array of `at`, `differs` and `reason`
    #[arg(long, value_name = "FILE", default_value_os_t = workspace::own(listed::FILE), hide_default_value = true)]
    list: PathBuf,
}

const MORE_HELP: &str = "\
`here` are the documents that the types say now, and `there` is FILE. A line reads

    PLACE: WHAT DIFFERS

and an entry of the list (xtask/drift.json) takes both as they are; `*` in its place stands for any
text. Remove an entry when what it says is mended.

Exit codes:
    0  nothing differs that is not listed
    1  something does, or an entry of the list no longer differs
    2  wrong usage, or a file could not be read

Example:
    cargo xtask drift ../vendor/openapi.json";

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Difference {
    place: String,
    what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Runs the command.
///
/// # Errors
/// A file that cannot be read, or an output that cannot be written to.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let theirs = facts::of(&workspace::json(&arguments.file)?);
    if theirs.is_empty() {
        let message = "no OpenAPI document: it has no operation".to_owned();
        let error = io::Error::new(io::ErrorKind::InvalidData, message);
        return Err(at(&arguments.file, &error));
    }
    let list = workspace::json(&arguments.list)?;
    let list: Vec<Entry> =
        serde_json::from_value(list).map_err(|error| at(&arguments.list, &error.into()))?;
    let mut ours = Facts::new();
    for document in schema::openapi_documents()? {
        ours.extend(facts::of(&document));
    }
    report(&differences(&ours, &theirs), &list, out)
}

fn report(differences: &[Difference], list: &[Entry], out: &mut dyn Write) -> io::Result<ExitCode> {
    let is_listed = |difference: &&Difference| list.iter().any(|entry| entry.is_for(difference));
    let (listed, open): (Vec<&Difference>, Vec<_>) = differences.iter().partition(is_listed);
    for difference in &open {
        writeln!(out, "{difference}")?;
    }
    let mut faults = 0;
    for entry in list {
        let is_needed = listed.iter().any(|difference| entry.is_for(difference));
        let fault = entry.fault();
        let fault = fault.or_else(|| (!is_needed).then_some("no longer differs; remove the entry"));
        if let Some(fault) = fault {
            faults += 1;
            writeln!(out, "listed, {}: {fault}", entry.shown())?;
        }
    }
    if open.is_empty() && faults == 0 {
        let (listed, entries) = (listed.len(), list.len());
        writeln!(
            out,
            "{listed} differences, all meant: {entries} entries with their reasons"
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(
        out,
        "\nerror: {} differences that are not listed, and {faults} faults in the list",
        open.len()
    )?;
    Ok(ExitCode::FAILURE)
}

/// Every difference, by its place. Of what only one side has, the inside is not told.
fn differences(ours: &Facts, theirs: &Facts) -> Vec<Difference> {
    let places: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let mut found: Vec<Difference> = Vec::new();
    let mut one_sided: Vec<&str> = Vec::new();
    for place in places {
        if one_sided.iter().any(|outer| is_inside(outer, place)) {
            continue;
        }
        let mut say = |what: String| {
            found.push(Difference {
                place: place.clone(),
                what,
            });
        };
        match (ours.get(place), theirs.get(place)) {
            (Some(here), Some(there)) => compare(here, there, &mut say),
            (here, _) => {
                one_sided.push(place);
                say(format!(
                    "only {}",
                    if here.is_some() { "here" } else { "there" }
                ));
            }
        }
    }
    found
}

fn is_inside(outer: &str, place: &str) -> bool {
    let rest = place.strip_prefix(outer);
    rest.is_some_and(|rest| {
        rest.starts_with(' ') || (rest.starts_with('/') && outer.matches(" /").count() > 1)
    })
}

fn compare(here: &Fact, there: &Fact, say: &mut dyn FnMut(String)) {
    // In full, so that a new fact is compared.
    let Fact {
        required,
        types,
        values,
    } = here;
    if *required != there.required {
        say(format!("required {}", side(*required)));
    }
    if types != &there.types {
        say(format!(
            "type {} here, {} there",
            shown(types.as_ref()),
            shown(there.types.as_ref())
        ));
    }
    match (values, &there.values) {
        (None, None) => {}
        (Some(here), Some(there)) => {
            for (one, other, side) in [(here, there, "here"), (there, here, "there")] {
                let more: Vec<&str> = one.difference(other).map(String::as_str).collect();
                if !more.is_empty() {
                    say(format!("values only {side}: {}", more.join(", ")));
                }
            }
        }
        (here, _) => say(format!("values listed {}", side(here.is_some()))),
    }
}

fn side(here: bool) -> &'static str {
    if here { "only here" } else { "only there" }
}

fn shown(types: Option<&BTreeSet<String>>) -> String {
    let Some(types) = types else {
        return "any".to_owned();
    };
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    types.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Another description of the same API: ours, changed.
    fn other(change: impl FnOnce(&mut Value)) -> Value {
        let documents = schema::openapi_documents().unwrap();
        let [mut fabric, relay] = <[Value; 2]>::try_from(documents).unwrap();
        for (from, place) in [
            ("/paths", "paths"),
            ("/components/schemas", "schemas"),
            ("/components/responses", "responses"),
        ] {
            let more = relay.pointer(from).and_then(Value::as_object).unwrap();
            let all = fabric
                .pointer_mut(from)
                .and_then(Value::as_object_mut)
                .unwrap();
            for (name, value) in more {
                // The refusals of relay have other bodies under the same names.
                let value = if place == "responses" && all.contains_key(name) {
                    continue;
                } else {
                    value
                };
                all.insert(name.clone(), value.clone());
            }
        }
        change(&mut fabric);
        fabric
    }

    fn shown(other: &Value, list: &Value) -> (bool, String) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, value: &Value| {
            let path = folder.path().join(name);
            std::fs::write(&path, value.to_string()).unwrap();
            path
        };
        let arguments = Arguments {
            file: write("other.json", other),
            list: write("list.json", list),
        };
        let mut out = Vec::new();
        let code = run(&arguments, &mut out).unwrap();
        let is_well = format!("{code:?}") == format!("{:?}", ExitCode::SUCCESS);
        (is_well, String::from_utf8(out).unwrap())
    }

    /// Under relay's paths the refusal 422 is Fabric's in [`other`].
    fn of_refusals() -> Value {
        json!([
            { "at": "* /api/relay/* 422 /errors/*/*", "differs": "required only there", "reason": "a test" },
            { "at": "* /api/relay/* 422 /errors/*/*", "differs": "required only here", "reason": "a test" },
            { "at": "* /api/relay/* 422 /errors/*/*", "differs": "only here", "reason": "a test" },
            { "at": "* /api/relay/* 422 /errors/*/*", "differs": "only there", "reason": "a test" },
        ])
    }

    fn with(entry: &Value) -> Value {
        let mut list = of_refusals();
        list.as_array_mut().unwrap().push(entry.clone());
        list
    }

    /// Those that are needed of the entries for the refusals.
    fn needed() -> Value {
        let (_, said) = shown(&other(|_| {}), &of_refusals());
        let mut list = of_refusals();
        list.as_array_mut().unwrap().retain(|entry| {
            let line = format!(
                "listed, {}: {}: no longer",
                entry["at"].as_str().unwrap(),
                entry["differs"].as_str().unwrap()
            );
            !said.contains(&line)
        });
        list
    }

    const PUT: &str = "PUT /api/relay/rest/endpoints/sip/{id}";

    #[test]
    fn the_same_description_does_not_differ() {
        let (is_well, said) = shown(&other(|_| {}), &needed());
        assert!(is_well, "{said}");
    }

    #[test]
    fn each_kind_of_difference_is_shown_with_its_place() {
        let changed = other(|document| {
            let request = &mut document["components"]["schemas"]["RelayUpdateSipEndpointRequest"];
            request["required"] = json!(["username"]);
            request["properties"]["newer"] =
                json!({ "type": "object", "properties": { "inside": {} } });
            request["properties"]["password"] = json!({ "type": "integer" });
            request["properties"]["encryption"] =
                json!({ "type": "string", "enum": ["default", "always"] });
            request["properties"]["send_as"]["enum"] = json!(["random"]);
            let paths = document["paths"].as_object_mut().unwrap();
            let get = &mut paths["/api/relay/rest/endpoints/sip"]["get"];
            get["parameters"].as_array_mut().unwrap().remove(0);
            paths["/api/fabric/resources/sip_endpoints/{id}"]
                .as_object_mut()
                .unwrap()
                .remove("delete");
        });
        let (is_well, said) = shown(&changed, &needed());
        assert!(!is_well);
        let lines: Vec<&str> = said.lines().collect();
        let expected = [
            "DELETE /api/fabric/resources/sip_endpoints/{id}: only here".to_owned(),
            "GET /api/relay/rest/endpoints/sip query filter_username: only here".to_owned(),
            format!("{PUT} request /encryption: values only here: optional, required"),
            format!("{PUT} request /encryption: values only there: always"),
            format!("{PUT} request /newer: only there"),
            format!("{PUT} request /password: type string here, integer there"),
            format!("{PUT} request /send_as: values listed only there"),
            format!("{PUT} request /username: required only there"),
            String::new(),
            "error: 8 differences that are not listed, and 0 faults in the list".to_owned(),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_listed_difference_is_meant_until_it_no_longer_differs() {
        let entry = json!({ "at": "* request /username", "differs": "required only there", "reason": "a test" });
        let mut list = needed();
        list.as_array_mut().unwrap().push(entry.clone());
        let changed = other(|document| {
            document["components"]["schemas"]["RelayUpdateSipEndpointRequest"]["required"] =
                json!(["username"]);
        });
        assert!(shown(&changed, &list).0);
        let (is_well, said) = shown(&other(|_| {}), &list);
        let words =
            "listed, * request /username: required only there: no longer differs; remove the entry";
        assert!(!is_well && said.contains(words), "{said}");

        let silent =
            json!({ "at": "* request /username", "differs": "required only there", "reason": " " });
        let (is_well, said) = shown(&changed, &with(&silent));
        assert!(!is_well && said.contains(": has no reason"), "{said}");
    }

    #[test]
    fn what_cannot_be_compared_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("other.json");
        let arguments = Arguments {
            file: file.clone(),
            list: workspace::own(listed::FILE),
        };
        let error = |text: Option<&str>| {
            if let Some(text) = text {
                std::fs::write(&file, text).unwrap();
            }
            run(&arguments, &mut Vec::new()).unwrap_err().to_string()
        };
        assert!(error(None).contains("other.json: "));
        assert!(error(Some("{")).contains("other.json: "));
        assert!(error(Some("{}")).ends_with("no OpenAPI document: it has no operation"));
    }

    /// Every entry can be read, and has a reason.
    #[test]
    fn the_committed_list_is_whole() {
        let list = workspace::json(&workspace::own(listed::FILE)).unwrap();
        let list: Vec<Entry> = serde_json::from_value(list).unwrap();
        assert!(!list.is_empty() && list.iter().all(|entry| entry.fault().is_none()));
    }
}
