//! Tests only: what `crossfield` decides against what validators decide that read its schemas. They stand apart from
//! the crate, whose diagnostics are tested by builds that would otherwise build the validators too.
