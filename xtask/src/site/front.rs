//! What the page is made of beside its data: TypeScript and styles, and the packages that they need.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::data::Rendered;
use super::put;
use crate::install;
use crate::process::{self, LIMIT};
use crate::workspace::{self, at};

/// The sources of the page.
fn source(file: &str) -> PathBuf {
    workspace::own("site").join(file)
}

/// Installs what the lock file pins; gives the folder that has `node_modules` in it.
pub(super) fn install() -> io::Result<PathBuf> {
    let into = workspace::root().join("target/tools/site");
    install::npm(&source(""), &into).map_err(io::Error::other)
}

/// Bundles the scripts and styles, and copies the pages.
pub(super) fn build(packages: &Path, into: &Path) -> io::Result<()> {
    let sources = copied(packages)?;
    put(&into.join("index.html"), &read(&source("index.html"))?)?;
    let mut command = process::node(packages, "esbuild/bin/esbuild");
    command
        .args(["--bundle", "--minify", "--format=iife", "--target=es2022"])
        .args([
            "--legal-comments=eof",
            "--charset=utf8",
            "--log-level=warning",
        ])
        .arg(format!("--outdir={}", std::path::absolute(into)?.display()))
        .arg(format!("--metafile={METAFILE}"))
        .args(["page.ts", "rendered.ts", "style.css"])
        .current_dir(sources.join("src"));
    said_nothing(&mut command)?;
    put(&into.join("redoc.js"), &redoc(packages)?)?;
    let bundled = workspace::json(&sources.join("src").join(METAFILE))?;
    put(&into.join("licences.txt"), &licences(packages, &bundled)?)
}

/// What esbuild says of a bundle.
const METAFILE: &str = "bundled.json";

/// The licences of the packages that are in the bundle, and of Redoc.
fn licences(packages: &Path, bundled: &Value) -> io::Result<String> {
    let inputs = bundled.get("inputs").and_then(Value::as_object);
    let inputs = inputs.into_iter().flat_map(serde_json::Map::keys);
    let mut names: BTreeSet<&str> = inputs.filter_map(|file| package(file)).collect();
    names.insert("redoc");
    let texts = names.into_iter().map(|name| {
        let folder = packages.join("node_modules").join(name);
        Ok(format!(
            "{name}\n\n{}\n",
            read(&licence(&folder)?)?.trim_end()
        ))
    });
    Ok(texts.collect::<io::Result<Vec<String>>>()?.join("\n\n"))
}

/// The package that a file is of.
fn package(file: &str) -> Option<&str> {
    let (_, inside) = file.rsplit_once("node_modules/")?;
    let parts = if inside.starts_with('@') { 2 } else { 1 };
    let (end, _) = inside.match_indices('/').nth(parts - 1)?;
    inside.get(..end)
}

fn licence(folder: &Path) -> io::Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|error| at(folder, &error))?;
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.to_uppercase().starts_with("LICEN")
        })
        .ok_or_else(|| at(folder, &io::Error::other("no licence is in the package")))
}

/// Checks the types of the sources.
pub(super) fn check_types(packages: &Path) -> io::Result<()> {
    let sources = copied(packages)?;
    let mut command = process::node(packages, "typescript/bin/tsc");
    said_nothing(command.arg("--project").arg(sources))
}

/// Copies the sources to where their packages are found, from the folder that they are in upwards.
fn copied(packages: &Path) -> io::Result<PathBuf> {
    let into = packages.join("source");
    match fs::remove_dir_all(&into) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&into, &error)),
        _ => {}
    }
    for folder in ["", "src", "test"] {
        let to = into.join(folder);
        fs::create_dir_all(&to).map_err(|error| at(&to, &error))?;
        let from = source(folder);
        for entry in fs::read_dir(&from).map_err(|error| at(&from, &error))? {
            let path = entry.map_err(|error| at(&from, &error))?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                fs::copy(&path, to.join(name)).map_err(|error| at(&path, &error))?;
            }
        }
    }
    Ok(into)
}

fn said_nothing(command: &mut Command) -> io::Result<()> {
    let ended = process::run(command, "", LIMIT).map_err(without_node)?;
    ended.succeeded().map(drop)
}

/// Says what to do where Node.js is not there.
fn without_node(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::NotFound => io::Error::new(
            io::ErrorKind::NotFound,
            format!("node: {error}; {}", install::NODE),
        ),
        _ => error,
    }
}

fn read(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map_err(|error| at(path, &error))
}

/// The only thing that Redoc would load from elsewhere: its maker's mark.
const LOGO: &str = "https://cdn.redoc.ly/redoc/logo-mini.svg";
/// In its place: an image with nothing in it.
const NO_LOGO: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

/// Redoc, with its licences before it, as it is published but for the mark.
fn redoc(packages: &Path) -> io::Result<String> {
    let bundle = packages.join("node_modules/redoc/bundles/redoc.standalone.js");
    let text = read(&bundle)?;
    if !text.contains(LOGO) {
        let why = format!(
            "`{LOGO}` is not in it; look what this version loads instead, and mend `LOGO` in {}",
            file!()
        );
        return Err(at(&bundle, &io::Error::other(why)));
    }
    let licences = read(&bundle.with_extension("js.LICENSE.txt"))?;
    let text = text.replace(LOGO, NO_LOGO);
    Ok(format!("{licences}\n{text}"))
}

/// The page on which Redoc renders a document.
pub(super) fn rendered_page(of: &Rendered) -> io::Result<String> {
    let title = of.title().replace('&', "&amp;").replace('<', "&lt;");
    let page = read(&source("rendered.html"))?;
    Ok(page
        .replace("{{title}}", &title)
        .replace("{{script}}", &of.script_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_told_from_the_path_of_its_file() {
        for (file, name) in [
            ("../../node_modules/ajv/dist/2020.js", Some("ajv")),
            ("node_modules/@scope/name/a/b.js", Some("@scope/name")),
            ("node_modules/a/node_modules/b/index.js", Some("b")),
            ("page.ts", None),
        ] {
            assert_eq!(package(file), name);
        }
    }

    #[test]
    fn a_package_without_a_licence_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = licence(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("no licence is in the package"), "{error}");
        fs::write(folder.path().join("License.md"), "").unwrap();
        assert!(licence(folder.path()).is_ok());
    }
}
