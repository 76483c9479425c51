//! Rules as they are written: the fields of the model crate's types, with their attributes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Field, Item, ItemStruct};

use crate::workspace::at;

/// How each struct is written, by its path in Rust.
#[derive(Debug, Default)]
pub(super) struct Sources(BTreeMap<String, Written>);

/// How a struct is written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Its rules and what serde is told of it.
    pub(super) attributes: String,
    /// Each field by its name, without its documentation.
    fields: BTreeMap<String, String>,
}

impl Sources {
    /// Reads every Rust file of a crate's `src`.
    ///
    /// # Errors
    /// A file cannot be read, or is not Rust.
    pub(super) fn read(name: &str, folder: &Path) -> io::Result<Self> {
        let mut sources = Self::default();
        for path in rust_files(folder)? {
            let text = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
            let module = module(name, path.strip_prefix(folder).unwrap_or(&path));
            sources
                .add(&module, &text)
                .map_err(|error| at(&path, &io::Error::other(error)))?;
        }
        Ok(sources)
    }

    /// The struct with that path.
    pub(super) fn of(&self, path: &str) -> Option<&Written> {
        self.0.get(path)
    }

    fn add(&mut self, module: &str, text: &str) -> syn::Result<()> {
        for item in syn::parse_file(text)?.items {
            if let Item::Struct(item) = item {
                let path = format!("{module}::{}", item.ident);
                self.0.insert(path, Written::new(text, &item));
            }
        }
        Ok(())
    }
}

impl Written {
    /// The field of that name in Rust.
    pub(super) fn field(&self, ident: &str) -> Option<&str> {
        self.fields.get(ident).map(String::as_str)
    }

    fn new(text: &str, item: &ItemStruct) -> Self {
        let named = item.fields.iter().filter_map(|field| {
            let ident = field.ident.as_ref()?.to_string();
            let ident = ident.strip_prefix("r#").map(str::to_owned).unwrap_or(ident);
            Some((ident, written(text, field)))
        });
        Self {
            attributes: lines(text, &item.attrs, None),
            fields: named.collect(),
        }
    }
}

/// A field with its attributes.
fn written(text: &str, field: &Field) -> String {
    let start = match field.vis {
        syn::Visibility::Inherited => field.ident.span(),
        _ => field.vis.span(),
    };
    let range = start.byte_range().start..field.ty.span().byte_range().end;
    let declared = text.get(range).unwrap_or_default();
    lines(text, &field.attrs, Some(declared))
}

/// The attributes that say what is read and what is valid, and what stands under them.
fn lines(text: &str, attributes: &[Attribute], last: Option<&str>) -> String {
    let told = attributes.iter().filter(|attribute| {
        ["serde", "validate"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
    });
    let told = told.map(|attribute| slice(text, attribute.span()));
    let told: Vec<String> = told.collect();
    let last = last.map(|last| format!("{last},"));
    told.into_iter().chain(last).collect::<Vec<_>>().join("\n")
}

/// What is written there, as far to the left as it goes.
fn slice(text: &str, span: Span) -> String {
    let column = span.start().column;
    let written = text.get(span.byte_range()).unwrap_or_default();
    let lines = written.lines().enumerate().map(|(number, line)| {
        let indent = line.len() - line.trim_start().len();
        let from = if number == 0 { 0 } else { column.min(indent) };
        line.get(from..).unwrap_or_default()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The module that a file is, by its place in `src`.
fn module(name: &str, file: &Path) -> String {
    let stem = file.with_extension("");
    let parts = stem
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .filter(|part| !["lib", "mod"].contains(&part.as_str()));
    let parts: Vec<String> = [name.to_owned()].into_iter().chain(parts).collect();
    parts.join("::")
}

fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
        let path = entry.map_err(|error| at(folder, &error))?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
/// A call.
#[derive(Validate)]
#[validate(at_least_one_of(to, r#type))]
struct Call {
    /// Where to.
    #[validate(
        length(min = 1),
        uuid
    )]
    #[serde(rename = "À")]
    pub to: Option<Vec<u8>>,
    r#type: String,
}
"#;

    #[test]
    fn a_field_stands_there_as_it_is_written_without_its_documentation() {
        let mut sources = Sources::default();
        sources.add("phone::calls", TEXT).unwrap();
        let call = sources.of("phone::calls::Call").unwrap();
        assert_eq!(call.attributes, "#[validate(at_least_one_of(to, r#type))]");
        assert_eq!(
            call.field("to").unwrap(),
            "#[validate(\n    length(min = 1),\n    uuid\n)]\n#[serde(rename = \"À\")]\npub to: Option<Vec<u8>>,"
        );
        assert_eq!(call.field("type").unwrap(), "r#type: String,");
        assert!(call.field("from").is_none() && sources.of("phone::Call").is_none());
    }

    #[test]
    fn a_module_is_named_by_its_file() {
        for (file, named) in [
            ("lib.rs", "phone"),
            ("calls.rs", "phone::calls"),
            ("calls/mod.rs", "phone::calls"),
            ("calls/open.rs", "phone::calls::open"),
        ] {
            assert_eq!(module("phone", Path::new(file)), named);
        }
    }
}
