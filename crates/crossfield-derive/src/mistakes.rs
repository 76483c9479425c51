//! What the derive says to the sources of this repository: to fixtures with mistakes what is written beside them, and to
//! types in use nothing. `diagnostics` holds the fixtures against rustc, which shows what each message points at; here they
//! take no compiler, so that each change of the derive can be held against all of them in a moment.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{DeriveInput, Item, Stmt};

/// A path of the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// The files of Rust in these folders and the folders in them, in the order of their names.
fn sources(folders: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = folders.iter().copied().map(repository).collect();
    let mut place = 0;
    while let Some(path) = found.get(place) {
        assert!(path.exists(), "{}", path.display());
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap();
            found.extend(entries.map(|entry| entry.unwrap().path()));
        }
        place += 1;
    }
    found.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    found.sort();
    found
}

/// A message, and what it points at: the place of the derive's name is not known without a compiler.
type Said = (Option<String>, String);

/// What the derive says to the items of a file that derive our trait, in their order.
fn said_to(path: &Path) -> Vec<Said> {
    let text = fs::read_to_string(path).unwrap();
    // Most files derive nothing of ours, and reading them takes longer than all the rest.
    if !text.contains("Validate") {
        return Vec::new();
    }
    let file = syn::parse_file(&text).unwrap();
    let inputs = deriving(file.items);
    let expansions = inputs.iter().map(crate::expand);
    expansions
        .flat_map(|expansion| errors(syn::parse2(expansion).unwrap()))
        .collect()
}

fn deriving(items: Vec<Item>) -> Vec<DeriveInput> {
    items.into_iter().flat_map(inputs).collect()
}

/// The inputs of the derive in an item: itself, or those within.
fn inputs(item: Item) -> Vec<DeriveInput> {
    match item {
        Item::Mod(module) => deriving(module.content.map(|(_, items)| items).unwrap_or_default()),
        Item::Fn(function) => {
            let statements = function.block.stmts.into_iter();
            let items = statements.filter_map(|statement| match statement {
                Stmt::Item(item) => Some(item),
                _ => None,
            });
            deriving(items.collect())
        }
        Item::Struct(_) | Item::Enum(_) | Item::Union(_) => {
            let input: DeriveInput = syn::parse2(item.into_token_stream()).unwrap();
            Some(input).filter(derives_validate).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn derives_validate(input: &DeriveInput) -> bool {
    let mut derives = input
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"));
    derives.any(|attr| {
        let tokens = attr.meta.to_token_stream().to_string();
        tokens
            .split(['(', ',', ')'])
            .any(|name| matches!(name.trim(), "Validate" | "crossfield :: Validate"))
    })
}

/// The errors in an expansion.
fn errors(expansion: syn::File) -> Vec<Said> {
    let invocations = expansion.items.into_iter().filter_map(|item| match item {
        Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
            Some(item.mac)
        }
        _ => None,
    });
    invocations
        .map(|invocation| {
            let message = invocation.parse_body::<syn::LitStr>().unwrap().value();
            let last = invocation.delimiter.span().join();
            (place(invocation.path.span(), last), message)
        })
        .collect()
}

/// The line and column, as a compiler counts, from 1; and how many columns are pointed at, if they are of one line. What
/// stands nowhere in the text is shown at the derive's name.
fn place(first: Span, last: Span) -> Option<String> {
    let (start, end) = (first.start(), last.end());
    let is_in_text = first.byte_range() != Span::call_site().byte_range();
    let columns = (start.line == end.line).then(|| end.column - start.column);
    is_in_text.then(|| pointed(&format!("{}:{}", start.line, start.column + 1), columns))
}

fn pointed(at: &str, columns: Option<usize>) -> String {
    columns.map_or_else(
        || at.to_owned(),
        |columns| format!("{at}, {columns} columns"),
    )
}

/// The errors that are shown for a text, without those of rustc, which have a code, and of serde's derive.
fn shown(stderr: &str, text: &str) -> Vec<Said> {
    let of_others = |(_, message): &Said| message.starts_with("#[serde(");
    let errors = stderr.split("\n\n").filter_map(|shown| error(shown, text));
    errors.filter(|error| !of_others(error)).collect()
}

fn error(shown: &str, text: &str) -> Option<Said> {
    let (message, rest) = shown.strip_prefix("error: ")?.split_once("-->")?;
    let lines: Vec<&str> = message.trim().lines().map(str::trim).collect();
    let (_, place) = rest.lines().next()?.split_once(".rs:")?;
    let line: usize = place.split(':').next()?.parse().ok()?;
    let is_of_derive = text.lines().nth(line - 1)?.contains("derive(");
    // Several lines are pointed at by a frame.
    let mut beside = rest
        .lines()
        .filter(|line| line.trim_start().starts_with('|'));
    let carets = beside.find(|line| line.contains('^'))?;
    let columns = (!carets.contains('_')).then(|| carets.matches('^').count());
    let place = (!is_of_derive).then(|| pointed(place, columns));
    Some((place, lines.join("\n")))
}

#[test]
fn mistakes_are_explained_as_it_is_written_beside_them() {
    for path in sources(&["diagnostics/tests/derive"]) {
        let beside = path.with_extension("stderr");
        let Ok(stderr) = fs::read_to_string(beside) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(said_to(&path), shown(&stderr, &text), "{}", path.display());
    }
}

#[test]
fn nothing_is_said_to_types_that_are_in_use() {
    for path in sources(&[
        "conformance",
        "crates/crossfield",
        "crates/signalwire-sip",
        "diagnostics/tests/derive/built/accepted",
        "examples",
    ]) {
        assert_eq!(said_to(&path), [], "{}", path.display());
    }
}
