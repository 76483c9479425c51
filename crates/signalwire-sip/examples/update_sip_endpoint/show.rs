//! What is printed.

use core::fmt::Display;

use signalwire_sip::{Fault, SipEndpoint, SipEndpointAnswer};

use crate::client::Failure;

/// One fault as either side tells it.
pub(crate) struct Finding {
    place: String,
    code: String,
    message: String,
}

impl Finding {
    /// The field of the request.
    pub(crate) fn field(&self) -> &str {
        let place = self.place.strip_prefix('/').unwrap_or(&self.place);
        place.split('/').next().unwrap_or_default()
    }
}

/// A violation and a refusal of the server's are one type by now.
impl From<&Fault> for Finding {
    fn from(fault: &Fault) -> Self {
        Self {
            place: fault.pointer().to_owned(),
            code: fault.code().to_owned(),
            message: fault.message().to_owned(),
        }
    }
}

/// What both sides say of a request.
pub(crate) fn comparison(
    number: usize,
    title: &str,
    agreed: bool,
    before: &[Finding],
    after: &[Finding],
) {
    let verdict = if agreed {
        "both refuse"
    } else {
        "THE TWO DISAGREE"
    };
    println!("{number:2}  {title}: {verdict}");
    side("library", before);
    let server = if after.is_empty() {
        "server"
    } else {
        "server 422"
    };
    side(server, after);
    println!();
}

fn side(name: &str, findings: &[Finding]) {
    if findings.is_empty() {
        println!("    {name:<11} accepts it");
    }
    for Finding {
        place,
        code,
        message,
    } in findings
    {
        let place = if place.is_empty() {
            "(the whole body)"
        } else {
            place
        };
        println!("    {name:<11} {place:<29} {code}");
        for line in wrapped(message, 80) {
            println!("    {:<11} {line}", "");
        }
    }
}

/// The decoded answer, and whether the record keeps the library's rules.
pub(crate) fn updated(answer: SipEndpointAnswer) {
    let verdict = answer.validate();
    println!("Accepted. The endpoint is now");
    line("resource id", answer.resource_id());
    let endpoint = SipEndpoint::from(answer);
    line("id", endpoint.id.as_ref());
    line("username", endpoint.username.as_ref());
    line("caller_id", endpoint.caller_id.as_ref());
    line("send_as", endpoint.send_as.as_ref());
    line("ciphers", endpoint.ciphers.as_deref().map(list));
    line("codecs", endpoint.codecs.as_deref().map(list));
    line("encryption", endpoint.encryption.as_ref());
    line("call_handler", endpoint.call_handler.as_ref());
    match verdict {
        Ok(()) => println!("and the record breaks no rule."),
        Err(violations) => println!(
            "and the record breaks these rules:\n{}",
            printable_lines(&violations)
        ),
    }
}

fn line(name: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        println!("    {name:<13} {}", printable(&value.to_string()));
    }
}

fn list(items: &[impl Display]) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    items.join(", ")
}

/// A refusal that has to do with the account or the endpoint.
pub(crate) fn refusal(title: &str, failure: Option<&Failure>) {
    match failure {
        Some(failure) => println!("    {title:<17} {failure}"),
        None => println!("    {title:<17} accepted, which it should not be"),
    }
}

fn printable_lines(lines: &impl Display) -> String {
    let lines = lines.to_string();
    let lines: Vec<String> = lines
        .lines()
        .map(|line| format!("    {}", printable(line)))
        .collect();
    lines.join("\n")
}

/// The text in lines of at most this many bytes, broken at spaces. A longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// A text from elsewhere, without what would steer the terminal.
fn printable(text: &str) -> String {
    let visible = |character: char| {
        if character.is_control() {
            '\u{FFFD}'
        } else {
            character
        }
    };
    text.chars().map(visible).collect()
}
