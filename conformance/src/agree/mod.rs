//! Holds the native verdict against that of every validator, over payloads made from the rules, random ones and
//! mutations of real ones.
//!
//! [`run`] takes what is compared ([`Subject`]) and by whom, and gives a [`Report`]. What may differ is in one list
//! ([`closed`]), which can say of no validator that it refuses what native code accepts.

pub mod closed;
mod compare;
mod payloads;
mod report;
mod run;
mod shrink;
mod specimens;
mod subject;
mod tally;
mod witness;

pub use self::compare::{Refused, Unread, Unsaid};
pub use self::report::{Disagreement, NoLonger, Report, Row, Sides};
pub use self::run::{Maker, Plan, Progress, run};
pub use self::specimens::specimens;
pub use self::subject::{Committed, Subject, all_committed, committed, component};
pub use self::witness::repeats_a_key;
