//! What is said to wrong rules: each file in `derive` is named after a mistake, and the text beside it is what its author
//! reads.

use diagnostics::on_another_toolchain;
use trybuild::TestCases;

#[test]
fn mistakes_are_explained_where_they_are() {
    if !on_another_toolchain().unwrap() {
        TestCases::new().compile_fail("tests/derive/*.rs");
    }
}

/// Some mistakes are found when constants are evaluated, which only a build does. One fixture that compiles makes
/// trybuild build them all.
#[test]
fn mistakes_in_constants_are_explained_when_they_are_built() {
    if !on_another_toolchain().unwrap() {
        let fixtures = TestCases::new();
        fixtures.pass("tests/derive/built/accepted/*.rs");
        fixtures.compile_fail("tests/derive/built/*.rs");
    }
}

#[test]
fn schemas_without_rules_are_refused() {
    if !on_another_toolchain().unwrap() {
        TestCases::new().compile_fail("tests/derive/schemars/*.rs");
    }
}
