//! What is said to who holds the API's types wrong: each file in `model` is a way to go wrong, and the text beside it is
//! what its author reads.

use diagnostics::on_another_toolchain;
use trybuild::TestCases;

#[test]
fn misuse_does_not_compile() {
    if !on_another_toolchain().unwrap() {
        TestCases::new().compile_fail("tests/model/*.rs");
    }
}
