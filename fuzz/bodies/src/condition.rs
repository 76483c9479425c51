//! The derive, from tokens to code.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::expand::expand;

/// Derives an item on which the input has written its attributes: no panic, and what comes out is Rust.
///
/// Each line is an attribute: its first character names the place where it stands, in upper case for serde's and
/// otherwise for ours; the rest are its tokens. A line whose rest is no row of tokens is left out, since no compiler
/// would hand it to a macro.
///
/// # Panics
/// What comes out is no Rust.
pub fn condition(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let lines: Vec<Line> = text.lines().filter_map(Line::read).collect();
    for item in [fields(&lines), variants(&lines), positions(&lines)] {
        // Attributes cannot make the item another one.
        let item: DeriveInput = syn::parse2(item).expect("an item with attributes is one");
        let code = expand(&item);
        if let Err(error) = syn::parse2::<syn::File>(code.clone()) {
            panic!("{error} in {code}");
        }
    }
}

struct Line {
    place: char,
    attribute: TokenStream,
}

impl Line {
    fn read(line: &str) -> Option<Self> {
        let place = line.chars().next()?;
        let tokens: TokenStream = line.get(place.len_utf8()..)?.parse().ok()?;
        let attribute = if place.is_ascii_uppercase() {
            quote!(#[serde(#tokens)])
        } else {
            quote!(#[validate(#tokens)])
        };
        Some(Self {
            place: place.to_ascii_lowercase(),
            attribute,
        })
    }
}

/// The attributes at one place.
fn at(place: char, lines: &[Line]) -> TokenStream {
    let there = lines.iter().filter(|line| line.place == place);
    there.map(|line| &line.attribute).cloned().collect()
}

/// A struct with a field of each kind that conditions and rules tell apart.
fn fields(lines: &[Line]) -> TokenStream {
    let [
        item,
        kind,
        text,
        list,
        map,
        small,
        share,
        flag,
        nested,
        plain,
    ] = ['t', 'k', 's', 'l', 'm', 'u', 'f', 'b', 'n', 'p'].map(|place| at(place, lines));
    quote! {
        #item
        struct S {
            #kind kind: Option<Kind>,
            #text text: Option<String>,
            #list list: Option<Vec<String>>,
            #map map: Option<HashMap<String, u8>>,
            #small small: Option<i8>,
            #share share: Option<f64>,
            #flag flag: Option<bool>,
            #nested sip: Option<Sip>,
            #plain plain: String,
        }
    }
}

/// An enum with a variant of each kind.
fn variants(lines: &[Line]) -> TokenStream {
    let [item, unit, newtype, fields, first, second] =
        ['e', 'v', 'w', 'x', 'y', 'z'].map(|place| at(place, lines));
    quote! {
        #item
        enum E {
            #unit Unit,
            Newtype(#newtype Option<String>),
            #fields
            Fields { #first first: Option<u8>, #second second: Option<String> },
        }
    }
}

/// A tuple struct.
fn positions(lines: &[Line]) -> TokenStream {
    let [item, first, second] = ['g', 'h', 'i'].map(|place| at(place, lines));
    quote! {
        #item
        struct P(#first Option<u8>, #second String);
    }
}
