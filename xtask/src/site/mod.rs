//! `cargo xtask site`: a page of decision tables with a live check, and a test of it in a browser.

mod browser;
mod data;
mod downloads;
mod front;
mod operations;
mod source;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use self::data::Site;
use crate::workspace::{self, at};

/// Writes a site that shows the rules, and checks payloads as one types
///
/// For each type it has the decision tables, each rule in all its forms, and a check that runs the emitted schema in
/// the page and says what the native check says. The OpenAPI documents are rendered, and every document is there to
/// download. It opens from the file system and from any static host, and loads nothing from elsewhere.
#[derive(Args)]
#[command(verbatim_doc_comment, after_long_help = MORE_HELP)]
pub(crate) struct Arguments {
    /// Tests the site in a browser, and makes screenshots of it
    ///
    /// Chromium must be there: `apt-get install chromium` on Debian. It may be named by the environment variable
    /// CHROMIUM.
    #[arg(long, verbatim_doc_comment)]
    check: bool,

    /// Where the site is written
    #[arg(long, value_name = "DIR", default_value_os_t = workspace::root().join("target/site"), hide_default_value = true)]
    into: PathBuf,

    /// How many random payloads of each type the page is asked about beside the examples
    #[arg(long, value_name = "N", default_value_t = 300, requires = "check")]
    cases: usize,

    /// Where they begin; the same number gives the same payloads
    #[arg(long, value_name = "S", default_value_t = 1, requires = "check")]
    seed: u64,
}

const MORE_HELP: &str = "\
Without --into the site is in target/site; open index.html there. Node.js must be there: what the
site is made of is installed under target/ at the first run, in the versions that xtask/site pins.

With --check, in headless Chromium:
    - of every example and random payload, the page shows the violations that native code finds,
      with the same pointers, codes, messages, lines and columns, in the same order; and so does
      its check of types that have the rules and shapes which the documents do not use
    - typing a broken payload shows what is wrong, and mending it that nothing is
    - everything can be done by keyboard, and opens from file:// and from a static host
    - no error on the console, and no request leaves the page
    - axe-core finds nothing in light, dark, and on a phone
Screenshots are in target/site-screenshots.

Exit codes:
    0  the site is written, and what is claimed of it holds
    1  a claim does not hold
    2  wrong usage; or Node.js, a package or the browser could not be had, or something could not
       be read or written

Examples:
    cargo xtask site
    cargo xtask site --check";

/// Runs the command.
///
/// # Errors
/// What the site is made of cannot be had, or the site cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<ExitCode> {
    let site = Site::of_the_types()?;
    let packages = front::install()?;
    write(&site, &packages, &arguments.into)?;
    let page = arguments.into.join("index.html");
    writeln!(out, "wrote {}", page.display())?;
    if !arguments.check {
        return Ok(ExitCode::SUCCESS);
    }
    let test = browser::Test {
        site: &site,
        packages: &packages,
        folder: &arguments.into,
        cases: arguments.cases,
        seed: arguments.seed,
    };
    test.run(out)
}

/// Writes the site anew, so that nothing of an earlier one is left.
fn write(site: &Site, packages: &Path, into: &Path) -> io::Result<()> {
    empty(into)?;
    front::build(packages, into)?;
    put(&into.join("data.js"), &site.script())?;
    let schemas = into.join("schema");
    fs::create_dir_all(&schemas).map_err(|error| at(&schemas, &error))?;
    for document in &site.documents {
        put(&schemas.join(&document.file), &document.text)?;
    }
    for rendered in site.rendered() {
        put(
            &into.join(rendered.page()),
            &front::rendered_page(rendered)?,
        )?;
        put(&into.join(rendered.script_name()), &rendered.script())?;
    }
    Ok(())
}

/// A folder with something else in it is not emptied: the mark is a page that this command wrote.
fn empty(folder: &Path) -> io::Result<()> {
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(at(folder, &error)),
    };
    if !is_empty && !folder.join(MARK).is_file() {
        let why = "there is something in the folder that `cargo xtask site` did not write; name another with --into";
        return Err(at(folder, &io::Error::other(why)));
    }
    if !is_empty {
        fs::remove_dir_all(folder).map_err(|error| at(folder, &error))?;
    }
    fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
    put(&folder.join(MARK), "written by `cargo xtask site`\n")
}

const MARK: &str = ".crossfield-site";

fn put(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text).map_err(|error| at(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
        let error = empty(folder.path()).unwrap_err().to_string();
        assert!(error.contains("name another with --into"), "{error}");
        assert!(folder.path().join("thesis.txt").is_file());
    }

    #[test]
    fn a_site_takes_the_place_of_an_earlier_one() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        empty(&site).unwrap();
        fs::write(site.join("old.html"), "old").unwrap();
        empty(&site).unwrap();
        assert!(!site.join("old.html").exists());
    }
}
