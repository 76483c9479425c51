//! The engine of `cargo xtask agree`: what differs is found and shown, and nobody who judges can be lost unseen.

use std::num::NonZeroUsize;
use std::process::Command;
use std::time::{Duration, Instant};

use conformance::agree::closed::{Difference, Entry, LIST};
use conformance::agree::{Maker, Plan, Report, Row, Sides, Subject, all_committed, run, specimens};
use conformance::peers::child::{Child, Numbers};
use conformance::peers::{Answer, Answers, Boon, Detail, Dialect, Jsonschema, Peer, Trouble};
use serde_json::{Value, json};
use signalwire_sip::UpdateSipEndpointRequest;

const IN_RUST: [Maker; 2] = [|| Box::<Jsonschema>::default(), || Box::<Boon>::default()];

fn request() -> Subject {
    Subject::emitted::<UpdateSipEndpointRequest>("request")
}

fn judged(subjects: &[Subject], list: &[Entry], slow: Vec<Box<dyn Peer>>) -> Report {
    let plan = Plan {
        subjects,
        list,
        fast: &IN_RUST,
        slow,
        cases: 2_000 * subjects.len(),
        slow_cases: 100,
        seed: 7,
        threads: NonZeroUsize::new(2).unwrap(),
    };
    run(plan, &|_| {})
}

/// The entries on validators that need no process, for these.
fn in_rust() -> Vec<Entry> {
    let entries = LIST.iter().filter_map(|entry| {
        let peers: &[&str] = match ["jsonschema", "boon"].map(|peer| entry.peers.contains(&peer)) {
            [true, true] => &["jsonschema", "boon"],
            [true, false] => &["jsonschema"],
            [false, true] => &["boon"],
            [false, false] => return None,
        };
        Some(Entry { peers, ..*entry })
    });
    entries.collect()
}

#[test]
fn specimens_and_documents_agree() {
    let schema_folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/");
    let document = |file: &str| -> Value {
        let text = std::fs::read_to_string(format!("{schema_folder}{file}")).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let committed = all_committed()
        .into_iter()
        .map(|committed| committed.subject(&document(&committed.file)).unwrap());
    let subjects: Vec<Subject> = committed.chain(specimens()).collect();
    let report = judged(&subjects, &in_rust(), Vec::new());
    assert!(
        report.is_well(),
        "{:#?}\n{:#?}",
        report.disagreements,
        report.no_longer
    );
    for row in &report.rows {
        assert!(row.valid > 0 && row.invalid > 0, "{row:?}");
        assert!(row.payloads() >= 2_000 || row.peer.is_some(), "{row:?}");
    }
}

/// No table of rules says these: `tests/answers.rs` judges them by what reads them.
const READ_BY_HAND: [&str; 4] = [
    "SipEndpointAnswer",
    "SipEndpointAnswerPage",
    "SipEndpointPage",
    "AddressPage",
];

/// Each document in `schema/` and each schema in the `OpenAPI` ones has a type that it is held against. What both
/// generations of the API have, the document of Fabric stands for.
#[test]
fn no_schema_is_left_out() {
    let committed = all_committed();
    let is_held = |file: &str, at: &str| {
        committed
            .iter()
            .any(|committed| committed.file == file && committed.at == at)
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let document: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let schemas = document["components"]["schemas"].as_object();
        let wanted: Vec<String> = match schemas {
            Some(schemas) => schemas
                .keys()
                .map(|name| format!("/components/schemas/{name}"))
                .collect(),
            None => vec![String::new()],
        };
        for at in wanted {
            let name = at.rsplit('/').next().unwrap_or_default();
            let is_there = is_held(file, &at)
                || is_held(&file.replace("relay.", "fabric."), &at)
                || READ_BY_HAND.contains(&name);
            assert!(is_there, "{file} {at}");
        }
    }
}

#[test]
fn a_rule_that_is_missing_in_the_schema_is_found_and_shown_small() {
    let mut schema = request().schema().clone();
    schema["allOf"] = json!([{}]);
    let report = judged(&[request().against(schema)], &[], Vec::new());
    assert!(!report.is_well());
    let payloads: Vec<&str> = report
        .disagreements
        .iter()
        .map(|found| found.payload.as_str())
        .collect();
    assert!(
        payloads.contains(&r#"{"call_handler":"resource"}"#),
        "{payloads:#?}"
    );
    let sides = report.disagreements.iter().map(|found| &found.sides);
    let said: Vec<_> = sides
        .filter_map(|sides| match sides {
            Sides::Peer {
                peer, native, says, ..
            } => Some((peer.as_str(), native.as_str(), says.as_str())),
            Sides::Native(_) => None,
        })
        .collect();
    let native =
        "/calling_handler_resource_id required: required when `call_handler` is `resource`";
    assert!(said.contains(&("jsonschema", native, "valid")), "{said:#?}");
    assert!(said.contains(&("boon", native, "valid")), "{said:#?}");
}

#[test]
fn what_the_schema_alone_refuses_is_found_whatever_the_list_says() {
    let mut schema = request().schema().clone();
    schema["properties"]["encryption"]["enum"] = json!(["default", "required"]);
    let everything = [
        Entry {
            name: "everything that native code refuses",
            reason: "",
            peers: &["jsonschema", "boon"],
            difference: Difference::TakenForAnother(|_| Some("{}".to_owned())),
            witness: |_| None,
        },
        Entry {
            name: "everything that is not read",
            reason: "",
            peers: &["jsonschema", "boon"],
            difference: Difference::NotRead(|_| true),
            witness: |_| None,
        },
    ];
    let report = judged(&[request().against(schema)], &everything, Vec::new());
    let payloads: Vec<&str> = report
        .disagreements
        .iter()
        .map(|found| found.payload.as_str())
        .collect();
    assert!(
        payloads.contains(&r#"{"encryption":"optional"}"#),
        "{payloads:#?}"
    );
}

#[test]
fn an_entry_that_no_longer_differs_fails_the_run() {
    let entry = Entry {
        name: "texts that begin with white space",
        reason: "",
        peers: &["boon"],
        difference: Difference::NotRead(|unread| unread.text().starts_with(' ')),
        witness: |payload| Some(format!(" {payload}")),
    };
    let mut list = list_of("repeated key");
    list.push(entry);
    let report = judged(&[request()], &list, Vec::new());
    assert!(!report.is_well());
    let said: Vec<String> = report.no_longer.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "the list of differences has `texts that begin with white space` for boon, and no payload shows it"
        ]
    );
}

/// A validator that accepts everything.
struct Liar;

impl Peer for Liar {
    fn name(&self) -> &'static str {
        "liar"
    }

    fn learn(&mut self, _: &[Value]) -> Result<(), Trouble> {
        Ok(())
    }

    fn judge(&mut self, _: usize, texts: &[&str], _: Detail) -> Result<Vec<Answers>, Trouble> {
        Ok(texts.iter().map(|_| Answers::both(Answer::Valid)).collect())
    }
}

#[test]
fn a_validator_that_lies_is_found_out() {
    let report = judged(&[request()], &list_of("repeated key"), vec![Box::new(Liar)]);
    let rows = report.rows.iter();
    let of_liar: Vec<&Row> = rows
        .filter(|row| row.peer.as_ref().is_some_and(|(peer, _)| peer == "liar"))
        .collect();
    assert_eq!(of_liar.len(), 2, "with formats and without");
    for row in of_liar {
        assert!(row.invalid == 0 && row.disagreements > 50, "{row:?}");
    }
    assert!(
        report
            .disagreements
            .iter()
            .all(|found| matches!(&found.sides, Sides::Peer { peer, .. } if peer == "liar"))
    );
    assert!(!report.disagreements.is_empty());
}

/// The same for schemas of `OpenAPI` 3.0.
struct LiarOf30(Liar);

impl Peer for LiarOf30 {
    fn name(&self) -> &'static str {
        "liar"
    }

    fn dialect(&self) -> Dialect {
        Dialect::OpenApi30
    }

    fn learn(&mut self, schemas: &[Value]) -> Result<(), Trouble> {
        assert_eq!(schemas, [json!({}), json!({ "type": "object" })]);
        self.0.learn(schemas)
    }

    fn judge(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble> {
        assert_eq!(schema, 1);
        self.0.judge(schema, texts, detail)
    }
}

#[test]
fn a_validator_of_openapi_30_is_asked_about_schemas_of_that_alone() {
    let of_30 = request().translated_from(json!({ "type": "object" }));
    let peer = Box::new(LiarOf30(Liar));
    let report = judged(&[request(), of_30], &list_of("repeated key"), vec![peer]);
    assert_eq!(report.troubles, []);
    let rows = report.rows.iter();
    let of_liar = rows.filter(|row| row.peer.as_ref().is_some_and(|(peer, _)| peer == "liar"));
    let disagreements: Vec<u64> = of_liar.map(|row| row.disagreements).collect();
    assert!(
        disagreements.len() == 2 && disagreements.iter().all(|count| *count > 50),
        "{disagreements:?}"
    );
}

type Judge<P> = fn(&mut P, usize, &[&str], Detail) -> Result<Vec<Answers>, Trouble>;

/// A validator under another name, with something done around its judging.
struct Around<P> {
    name: &'static str,
    inner: P,
    judge: Judge<P>,
}

impl<P: Peer> Peer for Around<P> {
    fn name(&self) -> &str {
        self.name
    }

    fn learn(&mut self, schemas: &[Value]) -> Result<(), Trouble> {
        self.inner.learn(schemas)
    }

    fn judge(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble> {
        (self.judge)(&mut self.inner, schema, texts, detail)
    }
}

/// A validator that is to be asked for verdicts alone.
fn curt() -> Box<dyn Peer> {
    Box::new(Around {
        name: "curt",
        inner: Boon::default(),
        judge: |inner, schema, texts, detail| {
            assert_eq!(detail, Detail::Verdict);
            inner.judge(schema, texts, detail)
        },
    })
}

#[test]
fn reasons_are_asked_for_only_where_they_lead_back_to_rules() {
    let list: Vec<Entry> = in_rust()
        .into_iter()
        .filter(|entry| entry.peers.contains(&"boon"))
        .map(|entry| Entry {
            peers: &["jsonschema", "boon", "curt"],
            ..entry
        })
        .collect();
    let report = judged(&[request().by_verdict_only()], &list, vec![curt()]);
    assert_eq!(report.disagreements, []);
    assert_eq!(report.troubles, []);
}

/// A validator that tells no reason but the first.
fn terse() -> Box<dyn Peer> {
    Box::new(Around {
        name: "terse",
        inner: Jsonschema::default(),
        judge: |inner, schema, texts, detail| {
            let mut all = inner.judge(schema, texts, detail)?;
            for answers in &mut all {
                for answer in [&mut answers.annotated, &mut answers.asserted] {
                    if let Answer::Invalid(failures) = answer {
                        failures.truncate(1);
                    }
                }
            }
            Ok(all)
        },
    })
}

#[test]
fn a_validator_that_has_other_reasons_is_found_out() {
    let report = judged(&[request()], &list_of("repeated key"), vec![terse()]);
    let said = report.disagreements.iter().map(|found| match &found.sides {
        Sides::Peer { peer, says, .. } => (peer.as_str(), found.payload.as_str(), says.as_str()),
        Sides::Native(split) => ("native", found.payload.as_str(), split.as_str()),
    });
    let said: Vec<_> = said.collect();
    assert!(!said.is_empty());
    for (peer, payload, says) in &said {
        assert_eq!(*peer, "terse", "{payload}: {says}");
        assert!(
            says.starts_with("invalid, but the keywords that fail say "),
            "{says}"
        );
    }
    let of_others = report
        .rows
        .iter()
        .filter(|row| row.peer.as_ref().is_some_and(|(peer, _)| peer != "terse"));
    for row in of_others {
        assert!(row.sets > 1_000 && row.disagreements == 0, "{row:?}");
    }
}

fn list_of(name: &str) -> Vec<Entry> {
    let entries = in_rust().into_iter();
    entries.filter(|entry| entry.name == name).collect()
}

/// A process that is a script of the shell.
fn script(text: &str, timeout: Duration) -> Box<dyn Peer> {
    let mut command = Command::new("sh");
    command.args(["-c", text]);
    Box::new(Child::start("fake", command, Numbers::Exact, timeout).unwrap())
}

/// The only trouble of a run with the process.
fn trouble(text: &str) -> Trouble {
    let begun = Instant::now();
    let report = judged(
        &[request()],
        &[],
        vec![script(text, Duration::from_secs(1))],
    );
    assert!(begun.elapsed() < Duration::from_secs(60));
    assert!(!report.is_well());
    let [trouble] = report.troubles.try_into().unwrap();
    trouble
}

#[test]
fn a_process_that_dies_is_named_with_its_last_words() {
    let trouble = trouble("read schemas; echo '{}'; read batch; echo 'out of memory' >&2; exit 3");
    assert_eq!(
        trouble.to_string(),
        "fake died: exit status: 3; it said: out of memory"
    );
}

#[test]
fn a_process_that_hangs_is_ended() {
    let trouble = trouble("echo 'thinking' >&2; sleep 600");
    assert_eq!(
        trouble.to_string(),
        "fake gave no answer within 1 s; it said: thinking"
    );
}

#[test]
fn a_process_that_answers_something_else_is_named() {
    let said = |answer: &str| {
        trouble(&format!(
            "read schemas; echo '{{}}'; read batch; echo '{answer}'; sleep 600"
        ))
        .to_string()
    };
    assert!(said("what?").starts_with("fake answered no JSON: "));
    assert!(said(r#"{"answers": [[true]]}"#).starts_with("fake gave 1 answers to "));
    assert_eq!(
        said(r#"{"answers": [["a", 1]]}"#),
        "fake gave an answer in another form"
    );
    assert_eq!(
        said(r#"{"error": "no such schema"}"#),
        "fake failed: no such schema"
    );
}

#[test]
fn a_process_is_asked_in_batches_and_its_answers_are_told_apart() {
    let mut peer = script(
        r#"read schemas; echo '{}'; read batch
        echo '{"answers": [[true], [true, [["/a", ""]]], ["no JSON"]]}'"#,
        Duration::from_secs(10),
    );
    peer.learn(&[json!({})]).unwrap();
    let answers = peer.judge(0, &["1", "2", "3"], Detail::Failures).unwrap();
    assert_eq!(answers.first(), Some(&Answers::both(Answer::Valid)));
    let [_, second, third] = answers.try_into().unwrap();
    assert_eq!(second.annotated, Answer::Valid);
    assert_eq!(second.asserted.verdict(), Some(false));
    assert_eq!(third, Answers::both(Answer::Unread("no JSON".to_owned())));
}
