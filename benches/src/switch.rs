//! Types with 4, 16, 64 and 256 conditional rules that hang on one field. Under each of its values four rules are
//! active.

use std::fmt::Write as _;
use std::hint::black_box;

use crossfield::Validate;

use crate::{Candidate, Group, read};

include!(concat!(env!("OUT_DIR"), "/switch.rs"));

macro_rules! candidates {
    ($($name:literal $ty:ident $last:literal;)*) => {
        /// One for each type. The active rules are those that are declared last.
        pub(crate) fn candidates(all: &mut Vec<Candidate>) -> Result<(), String> {
            let mut group = Group { subject: "rules on one field", payload: "valid", all };
            $({
                let text = payload($last);
                let value: &$ty = read(&text)?;
                if !value.is_valid() || read::<$ty>(&text.replace("_", "_not_"))?.is_valid() {
                    return Err(format!("{} judges wrongly", stringify!($ty)));
                }
                group.add($name, move || black_box(value).validate());
            })*
            Ok(())
        }
    };
}

candidates! {
    "4 rules" Switch4 1;
    "16 rules" Switch16 4;
    "64 rules" Switch64 16;
    "256 rules" Switch256 64;
}

/// A valid value whose first field is the last of so many kinds.
fn payload(kinds: usize) -> String {
    let last = kinds - 1;
    let mut text = format!("{{\"kind\":\"K{last}\"");
    for field in last * 4..kinds * 4 {
        // Writing to a string does not fail.
        let _ = write!(text, ",\"field_{field}\":{field}");
    }
    text.push('}');
    text
}
