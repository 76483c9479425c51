//! What must be reached: ratios between candidates of one run.

use std::io::{self, Write};

use super::figures::{Figure, Figures};
use super::table::aligned;

/// A ratio that must not be exceeded.
struct Target {
    subject: &'static str,
    payload: &'static str,
    candidate: &'static str,
    against: &'static str,
    at_most: f64,
}

const fn target(
    subject: &'static str,
    payload: &'static str,
    candidate: &'static str,
    against: &'static str,
    at_most: f64,
) -> Target {
    Target {
        subject,
        payload,
        candidate,
        against,
        at_most,
    }
}

const REQUEST: &str = "request";
const RESPONSE: &str = "response";
const PLAIN_REQUEST: &str = "request of plain fields";
const PLAIN_RESPONSE: &str = "response of plain fields";
const REQUEST_TEXT: &str = "request from JSON text";
const RESPONSE_TEXT: &str = "response from JSON text";
const ONE: &str = "1 violation";
const THREE: &str = "3 violations";
const FIFTEENTH: f64 = 1.0 / 15.0;

const TARGETS: &[Target] = &[
    target(REQUEST, "valid", "validate", "limit", 1.15),
    target(RESPONSE, "valid", "validate", "limit", 1.15),
    target(PLAIN_REQUEST, "valid", "validate", "limit", 1.15),
    target(PLAIN_RESPONSE, "valid", "validate", "limit", 1.15),
    target(PLAIN_REQUEST, "valid", "validate", "validator", FIFTEENTH),
    target(PLAIN_REQUEST, "valid", "validate", "garde", FIFTEENTH),
    target(PLAIN_RESPONSE, "valid", "validate", "validator", FIFTEENTH),
    target(PLAIN_RESPONSE, "valid", "validate", "garde", FIFTEENTH),
    target(REQUEST, ONE, "validate", "hand", 1.2),
    target(RESPONSE, ONE, "validate", "hand", 1.2),
    target(REQUEST, THREE, "validate", "hand", 1.4),
    target(RESPONSE, THREE, "validate", "hand", 1.4),
    target(REQUEST, ONE, "validate, rendered", "hand, rendered", 1.5),
    target(RESPONSE, ONE, "validate, rendered", "hand, rendered", 1.5),
    target(REQUEST, THREE, "validate, rendered", "hand, rendered", 1.5),
    target(RESPONSE, THREE, "validate, rendered", "hand, rendered", 1.5),
    target(
        REQUEST_TEXT,
        "valid",
        "from_slice::<Valid<T>>",
        "from_slice::<T>",
        1.05,
    ),
    target(
        RESPONSE_TEXT,
        "valid",
        "from_slice::<Valid<T>>",
        "from_slice::<T>",
        1.05,
    ),
    target(
        REQUEST_TEXT,
        "valid",
        "from_slice::<Valid<T>>, borrowed",
        "from_slice::<T>",
        0.85,
    ),
    target(
        REQUEST_TEXT,
        "valid",
        "check_json::<T>",
        "from_slice::<T>",
        0.6,
    ),
    target(
        RESPONSE_TEXT,
        "valid",
        "check_json::<T>",
        "from_slice::<T>",
        0.6,
    ),
    target("rules on one field", "valid", "256 rules", "4 rules", 1.15),
];

/// How often a check may ask for memory: when all is well, and when not.
const MOST_ALLOCATIONS: [u64; 2] = [0, 2];

pub(super) fn write(figures: &Figures, out: &mut impl Write) -> io::Result<()> {
    let heading = ["target", "at most", "by time", "by instructions", ""];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(TARGETS.iter().map(|target| target.row(figures)));
    for (name, most, is_meant) in [
        (
            "allocations of `validate`, valid",
            MOST_ALLOCATIONS[0],
            true,
        ),
        (
            "allocations of `validate`, not valid",
            MOST_ALLOCATIONS[1],
            false,
        ),
    ] {
        let of = figures.0.iter().filter(|figure| {
            figure.candidate == "validate" && (figure.payload == "valid") == is_meant
        });
        let figure = of
            .filter_map(|figure| figure.allocations)
            .max()
            .unwrap_or(0);
        let (most_shown, shown) = (most.to_string(), figure.to_string());
        rows.push(vec![
            name.to_owned(),
            most_shown,
            shown,
            String::new(),
            word(figure <= most),
        ]);
    }
    aligned(&rows, out)
}

impl Target {
    fn row(&self, figures: &Figures) -> Vec<String> {
        let Self {
            subject,
            payload,
            candidate,
            against,
            at_most,
        } = self;
        let time = self.ratio(figures, |figure| figure.nanoseconds);
        let instructions = self.ratio(figures, |figure| figure.instructions);
        vec![
            format!("{subject}, {payload}: {candidate} / {against}"),
            format!("{at_most:.2}"),
            time.map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
            instructions
                .map(|ratio| format!("{ratio:.2}"))
                .unwrap_or_default(),
            word(time.is_some_and(|ratio| ratio <= *at_most)),
        ]
    }

    fn ratio(&self, figures: &Figures, of: impl Fn(&Figure) -> Option<f64>) -> Option<f64> {
        let figure = |candidate| figures.get(self.subject, self.payload, candidate);
        Some(of(figure(self.candidate)?)? / of(figure(self.against)?)?)
    }
}

fn word(reached: bool) -> String {
    (if reached { "reached" } else { "missed" }).to_owned()
}
