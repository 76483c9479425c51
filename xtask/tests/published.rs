//! What the published crates promise to whoever builds them, over `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const PUBLISHED: [&str; 3] = ["crossfield", "crossfield-derive", "signalwire-sip"];

/// Major, minor and patch; what is left out is 0.
type Version = [u32; 3];

struct Metadata(Value);

impl Metadata {
    /// With every feature of every crate.
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let output = Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--format-version",
                "1",
                "--all-features",
                "--locked",
            ])
            .current_dir(root)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Self(serde_json::from_slice(&output.stdout).unwrap())
    }

    fn packages(&self) -> BTreeMap<&str, &Value> {
        let packages = self.0["packages"].as_array().unwrap().iter();
        packages
            .map(|package| (text(&package["id"]), package))
            .collect()
    }

    fn published(&self) -> Vec<&Value> {
        let packages = self.0["packages"].as_array().unwrap().iter();
        let own = packages.filter(|package| package["source"].is_null());
        own.filter(|package| PUBLISHED.contains(&text(&package["name"])))
            .collect()
    }

    /// All that a client compiles for a package, itself too: without what is for tests alone.
    fn tree(&self, root: &Value) -> BTreeSet<&str> {
        let nodes = self.0["resolve"]["nodes"].as_array().unwrap();
        let mut open = vec![text(&root["id"])];
        let mut tree = BTreeSet::new();
        while let Some(id) = open.pop() {
            let node = nodes.iter().find(|node| node["id"] == id).unwrap();
            let id = text(&node["id"]);
            if tree.insert(id) {
                open.extend(dependencies(node));
            }
        }
        tree
    }
}

fn dependencies(node: &Value) -> impl Iterator<Item = &str> {
    let deps = node["deps"].as_array().unwrap().iter();
    deps.filter(|dep| {
        dep["dep_kinds"]
            .as_array()
            .unwrap()
            .iter()
            .any(|kind| kind["kind"] != "dev")
    })
    .map(|dep| text(&dep["pkg"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn version(text: &str) -> Version {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

#[test]
fn the_rust_that_is_promised_builds_every_dependency() {
    let metadata = Metadata::read();
    let packages = metadata.packages();
    for root in metadata.published() {
        let promised = version(text(&root["rust_version"]));
        let tree = metadata.tree(root);
        for package in tree.iter().map(|id| packages[id]) {
            let Some(needed) = package["rust_version"].as_str() else {
                continue;
            };
            assert!(
                version(needed) <= promised,
                "{} promises Rust {}, and {} needs {needed}",
                root["name"],
                root["rust_version"],
                package["name"]
            );
        }
    }
}

#[test]
fn each_published_crate_says_what_it_is() {
    let metadata = Metadata::read();
    let published = metadata.published();
    assert_eq!(published.len(), PUBLISHED.len());
    for package in published {
        let name = &package["name"];
        for key in [
            "description",
            "license",
            "readme",
            "documentation",
            "rust_version",
        ] {
            assert!(package[key].is_string(), "{name} has no {key}");
        }
        for key in ["keywords", "categories"] {
            let values = package[key].as_array().unwrap();
            assert!(
                (1..=5).contains(&values.len()),
                "{name}: crates.io takes 1 to 5 {key}"
            );
        }
        let folder = Path::new(text(&package["manifest_path"])).parent().unwrap();
        for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(folder.join(file).is_file(), "{name} has no {file}");
        }
    }
}

/// A client of the derive without features compiles few crates; a new one must be meant.
#[test]
fn the_derive_brings_no_crate_beside_serdes() {
    let metadata = Metadata::read();
    let packages = metadata.packages();
    let derive = metadata
        .published()
        .into_iter()
        .find(|package| package["name"] == "crossfield-derive");
    let tree = metadata.tree(derive.unwrap());
    let names: BTreeSet<&str> = tree.iter().map(|id| text(&packages[id]["name"])).collect();
    assert_eq!(
        names,
        BTreeSet::from([
            "crossfield-derive",
            "proc-macro2",
            "quote",
            "syn",
            "unicode-ident"
        ])
    );
}
