//! What must be reached: ratios between candidates of one run, and what other measurements add to them.

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
    target(PLAIN_REQUEST, ONE, "validate", "hand", 1.2),
    target(PLAIN_RESPONSE, ONE, "validate", "hand", 1.2),
    target(PLAIN_REQUEST, THREE, "validate", "hand", 1.4),
    target(PLAIN_RESPONSE, THREE, "validate", "hand", 1.4),
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
    target(
        REQUEST_TEXT,
        "valid",
        "from_str::<Valid<T>>, borrowed",
        "from_str::<T>",
        0.85,
    ),
    target(
        REQUEST_TEXT,
        "valid",
        "from_str::<Valid<T>>, borrowed",
        "from_slice::<T>",
        0.85,
    ),
    target("rules on one field", "valid", "256 rules", "4 rules", 1.15),
];

/// How often a check may ask for memory: when all is well, and when not.
const MOST_ALLOCATIONS: [u32; 2] = [0, 2];

/// What a target asks of a figure.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

/// A target, and what was measured.
pub(super) struct Reached {
    what: String,
    bound: Bound,
    pub(super) measured: Option<f64>,
    by_instructions: Option<f64>,
}

/// Those of the candidates.
pub(super) fn of(figures: &Figures) -> Vec<Reached> {
    let ratios = TARGETS.iter().map(|target| target.reached(figures));
    let [valid, not_valid] = MOST_ALLOCATIONS;
    let allocations = [
        allocations("valid", valid, figures, |payload| payload == "valid"),
        allocations("not valid", not_valid, figures, |payload| {
            payload != "valid"
        }),
    ];
    ratios.chain(allocations).collect()
}

/// The most that `validate` asks for, of all payloads of a kind.
fn allocations(
    kind: &str,
    most: u32,
    figures: &Figures,
    is_meant: impl Fn(&str) -> bool,
) -> Reached {
    let of = figures
        .0
        .iter()
        .filter(|figure| figure.candidate == "validate" && is_meant(&figure.payload));
    let counted = of.filter_map(|figure| figure.allocations).max();
    Reached::new(
        format!("allocations of `validate`, {kind}"),
        Bound::AtMost(most.into()),
        counted.map(|count| u32::try_from(count).unwrap_or(u32::MAX).into()),
    )
}

/// The targets as a table.
pub(super) fn write(reached: &[Reached], out: &mut impl Write) -> io::Result<()> {
    let heading = ["target", "bound", "measured", "by instructions", ""];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(reached.iter().map(|target| target.row().to_vec()));
    aligned(&rows, out)
}

/// Those that are not reached, as a list.
pub(super) fn missed(reached: &[Reached], out: &mut impl Write) -> io::Result<()> {
    let missed = reached.iter().filter(|target| !target.holds());
    let missed: Vec<&Reached> = missed.collect();
    let hold = reached.len() - missed.len();
    let end = if missed.is_empty() { "." } else { "; not:\n" };
    writeln!(out, "Of {} targets {hold} are reached{end}", reached.len())?;
    for target in missed {
        let [what, bound, measured, ..] = target.row();
        writeln!(out, "- {what}: {measured} (target {bound})")?;
    }
    Ok(())
}

impl Target {
    fn reached(&self, figures: &Figures) -> Reached {
        let Self {
            subject,
            payload,
            candidate,
            against,
            at_most,
        } = self;
        Reached {
            what: format!("{subject}, {payload}: {candidate} / {against}"),
            bound: Bound::AtMost(*at_most),
            measured: self.ratio(figures, |figure| figure.nanoseconds),
            by_instructions: self.ratio(figures, |figure| figure.instructions),
        }
    }

    fn ratio(&self, figures: &Figures, of: impl Fn(&Figure) -> Option<f64>) -> Option<f64> {
        let figure = |candidate| figures.get(self.subject, self.payload, candidate);
        Some(of(figure(self.candidate)?)? / of(figure(self.against)?)?)
    }
}

impl Reached {
    pub(super) fn new(
        what: impl Into<String>,
        bound: Bound,
        measured: impl Into<Option<f64>>,
    ) -> Self {
        Self {
            what: what.into(),
            bound,
            measured: measured.into(),
            by_instructions: None,
        }
    }

    pub(super) fn holds(&self) -> bool {
        self.measured.is_some_and(|measured| match self.bound {
            Bound::AtMost(most) => measured <= most,
            Bound::AtLeast(least) => measured >= least,
        })
    }

    fn row(&self) -> [String; 5] {
        let (sign, bound) = match self.bound {
            Bound::AtMost(most) => ('≤', most),
            Bound::AtLeast(least) => ('≥', least),
        };
        let shown = |figure: Option<f64>| figure.map(number).unwrap_or_default();
        [
            self.what.clone(),
            format!("{sign} {}", number(bound)),
            shown(self.measured),
            shown(self.by_instructions),
            (if self.holds() { "reached" } else { "missed" }).to_owned(),
        ]
    }
}

/// A count as it is, and a ratio to the hundredth.
fn number(figure: f64) -> String {
    let ratio = format!("{figure:.2}");
    ratio.strip_suffix(".00").unwrap_or(&ratio).to_owned()
}
