//! The derive macro of `crossfield`.
