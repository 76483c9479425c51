//! `allow(…)`: findings that are meant so.

use std::cell::Cell;
use std::slice;

use syn::Ident;

use super::Finding;
use crate::check::RawField;
use crate::ctxt::Ctxt;
use crate::model::Form;
use crate::names::{named, names, suggest};
use crate::syntax::{Raw, RawBody, RawRule, RawVariant};

/// What a finding is of. Its name is what `allow` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    ConstantCondition,
    Contradictory,
    Redundant,
}

impl Kind {
    const ALL: [(&'static str, Self); 3] = [
        ("constant_condition", Self::ConstantCondition),
        ("contradictory", Self::Contradictory),
        ("redundant", Self::Redundant),
    ];

    fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(name, _)| name)
    }

    /// An unknown name would silence nothing, and its author would believe that it does.
    fn named(ctxt: &Ctxt, ident: &Ident) -> Option<Self> {
        let name = ident.to_string();
        let kind = named(&Self::ALL, &name);
        if kind.is_none() {
            let suggestion = suggest(&name, &names(&Self::ALL), "findings that can be allowed");
            ctxt.error(ident, format!("unknown finding `{name}`{suggestion}"));
        }
        kind
    }
}

/// One name in an `allow`.
pub(super) struct Allowance<'a> {
    kind: Kind,
    /// The field that it stands on; all of the type, if none.
    field: Option<usize>,
    ident: &'a Ident,
    used: Cell<bool>,
}

impl<'a> Allowance<'a> {
    pub(super) fn all(ctxt: &Ctxt, of_type: &'a [Ident], fields: &[&'a RawField]) -> Vec<Self> {
        let mut all = Vec::new();
        let mut add = |field, ident| {
            all.extend(Kind::named(ctxt, ident).map(|kind| Self {
                kind,
                field,
                ident,
                used: Cell::new(false),
            }));
        };
        for ident in of_type {
            add(None, ident);
        }
        for (place, field) in fields.iter().enumerate() {
            for ident in field.allowed() {
                add(Some(place), ident);
            }
        }
        all
    }

    fn covers(&self, finding: &Finding) -> bool {
        let covers =
            self.kind == finding.kind && (self.field.is_none() || self.field == finding.field);
        self.used.set(self.used.get() || covers);
        covers
    }
}

impl RawField {
    fn allowed(&self) -> Vec<&Ident> {
        let mut allowed = Vec::new();
        for rule in &self.rules {
            if let RawRule::Allow(_, names) = rule {
                allowed.extend(names);
            }
        }
        allowed
    }
}

/// Reports what is not allowed, and what is allowed and not found: that would silence a later mistake unseen.
pub(super) fn report(ctxt: &Ctxt, findings: Vec<Finding>, allowances: &[Allowance<'_>]) {
    // What stands beside a mistake may not have been looked at.
    let complete = ctxt.count() == 0;
    for finding in findings {
        // All that cover it are used.
        let covering = allowances
            .iter()
            .filter(|allowance| allowance.covers(&finding));
        if covering.count() == 0 {
            let name = finding.kind.name();
            let message = format!("{} (or say `allow({name})`)", finding.message);
            ctxt.error(finding.at, message);
        }
    }
    for allowance in allowances
        .iter()
        .filter(|allowance| complete && !allowance.used.get())
    {
        ctxt.error(allowance.ident, nothing(allowance.kind.name()));
    }
}

fn nothing(name: &str) -> String {
    format!("there is nothing to allow here: no finding of the kind `{name}`")
}

/// Where there are no rules across fields there is nothing to find.
pub(in crate::check) fn check_allowances_have_rules(ctxt: &Ctxt, raw: &Raw<'_>) {
    let fields = match &raw.body {
        RawBody::Tuple(fields) => fields.as_slice(),
        RawBody::Newtype(field) => slice::from_ref(&**field),
        RawBody::Unit | RawBody::Enumeration(_) => &[],
        RawBody::Choice(variants) => {
            allowances_of_variants(ctxt, variants);
            &[]
        }
        RawBody::Object(_) | RawBody::Unsupported => return,
    };
    refuse(ctxt, &raw.allow, fields);
}

fn allowances_of_variants(ctxt: &Ctxt, variants: &[RawVariant]) {
    let without_names = variants
        .iter()
        .filter(|variant| variant.form != Form::Object || variant.serde.skip);
    for variant in without_names {
        refuse(ctxt, &variant.allow, &variant.fields);
    }
}

fn refuse(ctxt: &Ctxt, of_type: &[Ident], fields: &[RawField]) {
    let mut allowances: Vec<&Ident> = of_type.iter().collect();
    for field in fields {
        allowances.extend(field.allowed());
    }
    for ident in allowances {
        if let Some(kind) = Kind::named(ctxt, ident) {
            ctxt.error(ident, nothing(kind.name()));
        }
    }
}
