//! The derive macro of `crossfield`.

#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the derive macro is to compile the patterns of its rules"
    )
)]
mod pattern;
