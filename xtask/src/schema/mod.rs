//! `cargo xtask schema`: writes what the types say into `schema/`, or checks that it is there.

mod diff;
mod openapi;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use self::diff::Effort;
use self::openapi::Api;
use conformance::types::Type;
use crossfield::schema::{Profile, Unsayable};
use serde_json::Value;
use similar::TextDiff;

use crate::workspace::{self, at};

/// Where the `$id`s of the documents live. They are names only, in a domain that is reserved (RFC 2606).
const BASE: &str = "https://crossfield.example/schema/signalwire-sip/";

/// The methods that an operation of an OpenAPI document may have.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Write the JSON Schema and OpenAPI documents of the model crate.
///
/// The documents are generated from the Rust types; a rule is changed there and nowhere else.
#[derive(clap::Args, Debug)]
pub(crate) struct Arguments {
    /// Change nothing; fail with a diff if a document is not what the types say.
    ///
    /// For each document that differs, it also says what the difference means, as `--diff` does.
    #[arg(long, group = "compares")]
    check: bool,

    /// Change nothing; say what the change of each document since a git revision means
    #[arg(long, value_name = "REV", group = "compares", long_help = DIFF_HELP)]
    diff: Option<String>,

    /// How many payloads are tried to tell two versions of a schema apart.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10_000,
        requires = "compares"
    )]
    cases: usize,

    /// Where the random ones among them begin; the same number gives the same output.
    #[arg(long, value_name = "S", default_value_t = 1, requires = "compares")]
    seed: u64,

    /// The folder of the documents.
    #[arg(long, value_name = "DIR", default_value_os_t = default_folder())]
    folder: PathBuf,
}

const DIFF_HELP: &str = "\
Change nothing; say what the change of each document since a git revision means

The revision's documents are compared with what the types say now. A document is

    unchanged in meaning   it accepts the same payloads: proven
    widened                it accepts more
    narrowed               it accepts less
    narrowed and widened   it accepts some more and others no longer

Each direction is shown by payloads, as small as they go, with what the rules of the type say of
them; what is newly accepted, with what the old document said. A direction that is not named has
been proven not to be there. `no payload found among N, and no proof` says that neither was done.
Of an OpenAPI document every schema is compared, and it is said whom the change hurts: clients, if
a request accepts less or a response more.

The exit code is 0 whatever the change means, and 2 if the revision or a document in it cannot be
read.";

/// A document: the name of its file and its text.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) file: String,
    pub(crate) text: String,
}

/// Every profile that has documents, and what tells their names apart.
const PROFILES: [(Profile, &str); 3] = [
    (Profile::Validation, ""),
    (Profile::CodeGeneration, ".codegen"),
    (Profile::OpenApi30, "-3.0"),
];

/// Every document, in the order in which they are written.
///
/// # Errors
/// When a type has a part that a document's dialect cannot say.
pub(crate) fn documents() -> io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for (profile, mark) in PROFILES {
        // A type has no document of its own in OpenAPI.
        if profile != Profile::OpenApi30 {
            documents.extend(schemas_in(profile, mark)?);
        }
        documents.extend(openapi_in(profile, mark)?);
    }
    Ok(documents)
}

fn schemas_in(profile: Profile, mark: &str) -> io::Result<Vec<Document>> {
    let schemas = Type::with_documents().map(|(name, kind)| {
        let file = format!("{name}{mark}.schema.json");
        let value = (kind.emit)(profile, &format!("{BASE}{file}"));
        let value = value.map_err(|error| unsayable(&file, error))?;
        Ok(document(file, &value))
    });
    schemas.collect()
}

fn openapi_in(profile: Profile, mark: &str) -> io::Result<[Document; 2]> {
    let openapi = |name: &str, api| -> io::Result<Document> {
        let file = format!("{name}.openapi{mark}.json");
        let value = openapi::document(api, profile).map_err(|error| unsayable(&file, error))?;
        Ok(document(file, &value))
    };
    Ok([
        openapi("fabric", Api::Fabric)?,
        openapi("relay", Api::Relay)?,
    ])
}

/// The OpenAPI documents for validators.
///
/// # Errors
/// When a type has a part that they cannot say.
pub(crate) fn openapi_documents() -> io::Result<Vec<Value>> {
    let documents = [Api::Fabric, Api::Relay].into_iter();
    documents
        .map(|api| openapi::document(api, Profile::Validation).map_err(io::Error::other))
        .collect()
}

fn unsayable(file: &str, error: Unsayable) -> io::Error {
    at(Path::new(file), &io::Error::other(error))
}

fn document(file: String, value: &Value) -> Document {
    Document {
        file,
        text: format!("{value:#}\n"),
    }
}

/// Runs the command.
///
/// # Errors
/// A file that cannot be read or written, or an output that cannot be written to.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let effort = Effort {
        cases: arguments.cases,
        seed: arguments.seed,
    };
    match &arguments.diff {
        Some(revision) => {
            diff::since(&arguments.folder, revision, &documents()?, effort, out)?;
            Ok(ExitCode::SUCCESS)
        }
        None if arguments.check => check(&arguments.folder, effort, out),
        None => write(&arguments.folder, out),
    }
}

fn write(folder: &Path, out: &mut dyn Write) -> io::Result<ExitCode> {
    fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
    for document in documents()? {
        let path = folder.join(&document.file);
        if read(&path)?.as_deref() == Some(&document.text) {
            writeln!(out, "unchanged {}", path.display())?;
        } else {
            fs::write(&path, &document.text).map_err(|error| at(&path, &error))?;
            writeln!(out, "wrote     {}", path.display())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares every document before it answers, so that one run shows all differences.
fn check(folder: &Path, effort: Effort, out: &mut dyn Write) -> io::Result<ExitCode> {
    // First, so that a folder that is not there is one error, and not a difference in every document.
    let strays = strays(folder)?;
    let mut differing = 0;
    for document in documents()? {
        let path = folder.join(&document.file);
        let committed = read(&path)?;
        if committed.as_deref() != Some(&document.text) {
            differing += 1;
            let before = committed.as_deref();
            show_difference(&path, before.unwrap_or_default(), &document.text, out)?;
            // What is no JSON is seen above, and the check fails anyhow.
            drop(diff::document(
                &document.file,
                before,
                &document.text,
                effort,
                out,
            )?);
        }
    }
    for stray in strays {
        differing += 1;
        writeln!(
            out,
            "{}: no type stands behind this document; remove it",
            stray.display()
        )?;
    }
    if differing == 0 {
        writeln!(
            out,
            "the documents in {} say what the types say",
            folder.display()
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(
        out,
        "\nerror: {differing} of the documents in {} do not say what the types say; run `cargo xtask schema`",
        folder.display()
    )?;
    Ok(ExitCode::FAILURE)
}

/// JSON files that no type stands behind: a client might still read them.
fn strays(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let known: Vec<String> = documents()?
        .into_iter()
        .map(|document| document.file)
        .collect();
    let entries = fs::read_dir(folder).map_err(|error| at(folder, &error))?;
    let mut strays = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| at(folder, &error))?.path();
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        let is_known = path
            .file_name()
            .is_some_and(|name| known.iter().any(|known| name == known.as_str()));
        if is_json && !is_known {
            strays.push(path);
        }
    }
    strays.sort();
    Ok(strays)
}

fn show_difference(
    path: &Path,
    committed: &str,
    generated: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = path.display().to_string();
    let diff = TextDiff::from_lines(committed, generated);
    write!(
        out,
        "{}",
        diff.unified_diff()
            .header(&name, &format!("{name} (generated)"))
    )
}

/// The text of a file, `None` if there is none.
fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path, &error)),
    }
}

/// `schema/` at the top of the workspace, wherever the command is run.
pub(crate) fn default_folder() -> PathBuf {
    let folder = workspace::root().join("schema");
    // Shorter to read when it can be said from here.
    match std::env::current_dir()
        .ok()
        .and_then(|here| folder.strip_prefix(here).map(Path::to_path_buf).ok())
    {
        Some(relative) => relative,
        None => folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conformance::agree::component;
    use serde_json::json;

    fn schemas() -> Vec<Value> {
        let documents = documents().unwrap().into_iter();
        let schemas = documents.filter(|document| document.file.ends_with(".schema.json"));
        schemas
            .map(|document| serde_json::from_str(&document.text).unwrap())
            .collect()
    }

    #[test]
    fn the_documents_are_as_reviewed() {
        for document in documents().unwrap() {
            insta::assert_snapshot!(document.file, document.text);
        }
    }

    #[test]
    fn the_schemas_are_valid_by_the_meta_schema_of_their_dialect() {
        for schema in schemas() {
            jsonschema::draft202012::meta::validate(&schema).unwrap();
        }
    }

    #[test]
    fn the_examples_in_the_schemas_are_valid_by_them() {
        for schema in schemas() {
            let validator = jsonschema::draft202012::options()
                .should_validate_formats(true)
                .build(&schema)
                .unwrap();
            let examples = schema["examples"].as_array().unwrap();
            assert!(!examples.is_empty());
            for example in examples {
                assert!(validator.is_valid(example), "{example}");
            }
        }
    }

    #[test]
    fn the_examples_of_the_operations_are_valid_by_their_schemas() {
        for (profile, _) in PROFILES {
            // Bodies of requests, of successes and of refusals.
            assert_eq!(examples_that_are_valid(Api::Fabric, profile), 4 + 9 + 4);
            assert_eq!(examples_that_are_valid(Api::Relay, profile), 4 + 4 + 5);
        }
    }

    fn examples_that_are_valid(api: Api, profile: Profile) -> usize {
        let document = openapi::document(api, profile).unwrap();
        let mut checked = 0;
        for media in all_media(&document) {
            let name = &media["schema"]["$ref"];
            let name = name.as_str().unwrap().rsplit('/').next().unwrap();
            let schema = component(&document, name).unwrap();
            let validator = jsonschema::draft202012::new(&schema).unwrap();
            let several = media.get("examples").and_then(Value::as_object);
            let several = several
                .into_iter()
                .flatten()
                .map(|(_, said)| &said["value"]);
            for example in several.chain(media.get("example")) {
                assert!(validator.is_valid(example), "{name}: {example}");
                checked += 1;
            }
        }
        checked
    }

    /// Every object under `application/json`.
    fn all_media(value: &Value) -> Vec<&Value> {
        match value {
            Value::Object(entries) => {
                let own = entries.get("application/json");
                own.into_iter()
                    .chain(entries.values().flat_map(all_media))
                    .collect()
            }
            Value::Array(items) => items.iter().flat_map(all_media).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_both_documents_have_is_the_same() {
        for (profile, _) in PROFILES {
            let [fabric, relay] = [Api::Fabric, Api::Relay].map(|api| {
                let mut document = openapi::document(api, profile).unwrap();
                document["components"]["schemas"].take()
            });
            let mut shared = Vec::new();
            for (name, schema) in fabric.as_object().unwrap() {
                if let Some(other) = relay.get(name) {
                    assert_eq!(schema, other, "{name}");
                    shared.push(name.as_str());
                }
            }
            assert_eq!(shared, ["Links", "SipEndpoint", "ErrorMessage"]);
        }
    }

    /// Generators of code pass over these, or fail on them. A property may have such a name.
    #[test]
    fn the_documents_for_generators_have_no_condition_and_no_constant() {
        let documents = documents().unwrap().into_iter();
        let mut documents = documents.filter(|document| document.file.contains(".codegen."));
        assert!(documents.by_ref().take(9).all(|document| {
            ["\"if\":", "\"then\":", "\"else\":", "\"const\":", "note\":"]
                .iter()
                .all(|keyword| !document.text.contains(keyword))
        }));
        assert!(documents.next().is_none(), "nine of them");
    }

    /// Without `required` an `if` over `properties` holds when the key is missing, which no condition means.
    #[test]
    fn every_if_over_properties_requires_them() {
        fn walk(value: &Value, seen: &mut usize) {
            match value {
                Value::Array(items) => items.iter().for_each(|item| walk(item, seen)),
                Value::Object(keywords) => {
                    if let Some(properties) = keywords
                        .get("if")
                        .and_then(|condition| condition.get("properties"))
                    {
                        *seen += 1;
                        let names: Vec<&String> = properties.as_object().unwrap().keys().collect();
                        assert_eq!(keywords["if"]["required"], json!(names));
                    }
                    keywords.values().for_each(|inner| walk(inner, seen));
                }
                _ => {}
            }
        }
        let mut seen = 0;
        for schema in schemas() {
            walk(&schema, &mut seen);
        }
        assert_eq!(
            seen, 46,
            "one rule in each of Fabric's requests, twelve in the record, 32 in relay's requests"
        );
    }

    #[test]
    fn a_check_shows_what_differs_and_how_to_mend_it() {
        let folder = tempfile::tempdir().unwrap();
        let run = |check| {
            let mut out = Vec::new();
            let arguments = Arguments {
                check,
                diff: None,
                cases: 1_000,
                seed: 1,
                folder: folder.path().to_path_buf(),
            };
            let code = run(&arguments, &mut out).unwrap();
            (code, String::from_utf8(out).unwrap())
        };
        let failure = format!("{:?}", ExitCode::FAILURE);

        let (code, shown) = run(true);
        assert_eq!(format!("{code:?}"), failure, "nothing is there yet");
        assert!(shown.contains("20 of the documents"), "{shown}");

        run(false);
        let (code, shown) = run(true);
        assert_ne!(format!("{code:?}"), failure, "{shown}");

        let path = folder.path().join("sip-endpoint.schema.json");
        let text = fs::read_to_string(&path)
            .unwrap()
            .replace("\"maxLength\": 36", "\"maxLength\": 37");
        fs::write(&path, text).unwrap();
        fs::write(folder.path().join("forgotten.schema.json"), "{}").unwrap();
        let (code, shown) = run(true);
        assert_eq!(format!("{code:?}"), failure);
        assert!(
            shown.contains("-      \"maxLength\": 37")
                && shown.contains("+      \"maxLength\": 36"),
            "{shown}"
        );
        assert!(
            shown.contains("forgotten.schema.json: no type stands behind this document"),
            "{shown}"
        );
        assert!(shown.contains("run `cargo xtask schema`"), "{shown}");
    }
}
