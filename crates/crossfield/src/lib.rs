//! Rules across fields.

#[cfg_attr(
    not(test),
    expect(
        dead_code,
        unused_imports,
        reason = "the text checker that drives the reader comes later"
    )
)]
mod json;
