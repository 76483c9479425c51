//! What a keyword of JSON Schema 2020-12 holds, for everything that walks a schema.

/// What stands under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A schema.
    Schema,
    /// A list of schemas.
    List,
    /// Schemas under keys that are no keywords: names, patterns.
    Map,
    /// Something that judges and is no schema.
    Value,
    /// Something that judges nothing: words for people, names, places.
    Note,
}

/// A `format` judges nothing unless a validator is told so, and it stands beside a `pattern` that says the same.
pub(super) fn holds(keyword: &str) -> Holds {
    match keyword {
        "additionalProperties"
        | "propertyNames"
        | "items"
        | "contains"
        | "not"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Holds::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Holds::List,
        "properties" | "patternProperties" | "dependentSchemas" => Holds::Map,
        "$schema" | "$id" | "$anchor" | "$dynamicAnchor" | "$comment" | "$vocabulary" | "$defs"
        | "title" | "description" | "default" | "examples" | "example" | "deprecated"
        | "readOnly" | "writeOnly" | "format" | "contentEncoding" | "contentMediaType"
        | "contentSchema" | "discriminator" | "externalDocs" | "xml" => Holds::Note,
        other if other.starts_with("x-") => Holds::Note,
        _ => Holds::Value,
    }
}
