//! Examples of what differs, made small.

use crossfield::cases;

use super::closed::{Entry, Known};
use super::compare::{Comparison, compare};
use super::report::{Disagreement, Sides};
use super::subject::Subject;
use super::tally::{Seat, Tally};
use crate::native::shown;
use crate::peers::{Answer, Answers, Detail, Formats, Peer, Trouble};

/// Those who are asked once more.
pub(super) struct Examples<'a> {
    subjects: &'a [Subject],
    list: &'a [Entry],
    peers: &'a mut [Box<dyn Peer>],
}

impl<'a> Examples<'a> {
    pub(super) fn new(
        subjects: &'a [Subject],
        list: &'a [Entry],
        peers: &'a mut [Box<dyn Peer>],
    ) -> Self {
        Self {
            subjects,
            list,
            peers,
        }
    }

    /// Each kept example, shrunken. There is an end to their number: where all differs, a few show it.
    pub(super) fn shrunken(&mut self, tally: &mut Tally) -> Vec<Disagreement> {
        const MOST: usize = 40;
        let mut found: Vec<Disagreement> = Vec::new();
        let cells = std::mem::take(&mut tally.cells);
        let examples = cells.iter().flat_map(|((subject, seat), cell)| {
            cell.examples
                .values()
                .map(move |text| (*subject, *seat, text))
        });
        for (subject, seat, text) in examples {
            if found.len() == MOST {
                break;
            }
            let disagreement = match seat {
                Seat::Native => self.of_native(subject, text),
                Seat::Peer(index, _) if tally.troubles.contains_key(&index) => None,
                Seat::Peer(index, formats) => match self.of_peer(subject, index, formats, text) {
                    Ok(disagreement) => disagreement,
                    Err(trouble) => {
                        tally.troubles.insert(index, trouble);
                        None
                    }
                },
            };
            found.extend(disagreement.filter(|disagreement| !found.contains(disagreement)));
        }
        tally.cells = cells;
        found
    }

    fn of_native(&self, subject: usize, text: &str) -> Option<Disagreement> {
        let subject = self.subjects.get(subject)?;
        let payload = cases::shrink(text, |text| subject.native().judge(text).is_err());
        let split = subject.native().judge(&payload).err()?;
        Some(Disagreement {
            subject: subject.name().to_owned(),
            payload,
            sides: Sides::Native(split.to_string()),
        })
    }

    fn of_peer(
        &mut self,
        subject: usize,
        index: usize,
        formats: Formats,
        text: &str,
    ) -> Result<Option<Disagreement>, Trouble> {
        let (Some(judged), Some(peer)) = (self.subjects.get(subject), self.peers.get_mut(index))
        else {
            return Ok(None);
        };
        let name = peer.name().to_owned();
        let known = Known::of(self.list, &name);
        let mut trouble = None;
        let payload = cases::shrink(text, |text| {
            let answer = one(peer.as_mut(), subject, text, Detail::Failures);
            match answer {
                Ok(answers) => differs(judged, &known, text, answers.with(formats)),
                Err(error) => {
                    trouble.get_or_insert(error);
                    false
                }
            }
        });
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        let answers = one(peer.as_mut(), subject, &payload, Detail::Failures)?;
        let says = said(judged, &payload, answers.with(formats));
        let native = shown(&judged.native().on_text(&payload));
        Ok(Some(Disagreement {
            subject: judged.name().to_owned(),
            payload,
            sides: Sides::Peer {
                peer: name,
                formats,
                says,
                native: if native.is_empty() {
                    "valid".to_owned()
                } else {
                    native.join("; ")
                },
            },
        }))
    }
}

/// Whether native code has a verdict, and the answer differs from it in a way that is not known.
fn differs(subject: &Subject, known: &Known<'_>, text: &str, answer: &Answer) -> bool {
    let Ok(verdict) = subject.native().judge(text) else {
        return false;
    };
    match compare(text, subject, &verdict, answer) {
        Comparison::Same(_) => false,
        Comparison::Open => true,
        Comparison::OtherReasons(reasons) => known.unsaid(&reasons).is_empty(),
        Comparison::Refused(refused) => known.refused(&refused).is_empty(),
        Comparison::Unread(unread) => known.unread(&unread).is_empty(),
    }
}

fn one(peer: &mut dyn Peer, schema: usize, text: &str, detail: Detail) -> Result<Answers, Trouble> {
    let answers = peer.judge(schema, &[text], detail)?;
    answers.into_iter().next().ok_or_else(|| Trouble {
        peer: peer.name().to_owned(),
        what: "gave no answer".to_owned(),
        stderr: String::new(),
    })
}

/// The answer, and if both refuse, how what fails differs from what native code finds.
fn said(subject: &Subject, text: &str, answer: &Answer) -> String {
    let verdict = subject.native().on_text(text);
    if let Comparison::OtherReasons(difference) = compare(text, subject, &verdict, answer) {
        return format!("invalid, but {difference}");
    }
    match answer {
        Answer::Valid => "valid".to_owned(),
        Answer::Invalid(failures) => {
            let failures: Vec<String> = failures.iter().map(ToString::to_string).collect();
            format!("invalid: {}", failures.join("; "))
        }
        Answer::Unread(why) => format!("cannot read it: {why}"),
    }
}
