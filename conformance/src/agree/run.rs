//! The run: threads for native code and the validators in Rust, and beside them one for each process.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};
use std::time::Instant;

use crossfield::Violations;
use serde_json::{Value, json};

use super::closed::{Entry, Known};
use super::compare::{Comparison, compare};
use super::payloads::Payloads;
use super::report::{NoLonger, Report, Row};
use super::shrink::Examples;
use super::subject::Subject;
use super::tally::{Seat, Tally};
use crate::native::Split;
use crate::peers::{Answers, Detail, Dialect, Formats, Peer};

/// Makes a validator; each thread has its own.
pub type Maker = fn() -> Box<dyn Peer>;

/// What is to be done.
pub struct Plan<'a> {
    /// What is compared.
    pub subjects: &'a [Subject],
    /// The differences that are allowed.
    pub list: &'a [Entry],
    /// Validators that are asked about every payload.
    pub fast: &'a [Maker],
    /// Validators that are asked about the first payloads of each subject.
    pub slow: Vec<Box<dyn Peer>>,
    /// How many payloads there are, over all subjects. Those that are made from the rules are always there.
    pub cases: usize,
    /// How many of them the slow validators get.
    pub slow_cases: usize,
    /// Where the random payloads begin.
    pub seed: u64,
    /// Threads for the native judges and the fast validators.
    pub threads: NonZeroUsize,
}

/// How far a run is: payloads judged by a thread or a process, and how many these are.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Judged.
    pub done: u64,
    /// To be judged.
    pub of: u64,
}

/// Runs the plan.
///
/// # Panics
/// Never: a thread that panics does so for a bug, which is passed on.
#[must_use]
pub fn run(plan: Plan<'_>, progress: &(dyn Fn(Progress) + Sync)) -> Report {
    let Plan {
        subjects,
        list,
        fast,
        slow,
        cases,
        slow_cases,
        seed,
        threads,
    } = plan;
    let sources = sources(subjects, list, seed, (cases, slow_cases));
    let table = Table {
        subjects,
        list,
        tasks: tasks(&sources),
        to_do: sources
            .iter()
            .map(|source| source.cases + slow.len() * source.slow_cases)
            .sum(),
        sources,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        progress,
    };
    let (tally, slow) = table.judged(fast, slow, threads);
    table.report(tally, fast, slow)
}

/// The payloads of a subject, and how many are to be judged.
struct Source {
    payloads: Mutex<Payloads>,
    cases: usize,
    slow_cases: usize,
}

fn sources(
    subjects: &[Subject],
    list: &[Entry],
    seed: u64,
    (cases, slow_cases): (usize, usize),
) -> Vec<Source> {
    let share = |cases: usize| cases.div_ceil(subjects.len().max(1));
    let source = |subject: &Subject| {
        let payloads = Payloads::of(subject, list, seed);
        let slow_cases = share(slow_cases).max(payloads.made());
        Source {
            cases: share(cases).max(slow_cases),
            slow_cases,
            payloads: payloads.into(),
        }
    };
    subjects.iter().map(source).collect()
}

/// Pieces of work: a subject, and how many of its payloads. The first of all subjects come first, since they are those
/// that the processes are asked about too.
fn tasks(sources: &[Source]) -> Vec<(usize, usize)> {
    const PIECE: usize = 400;
    let most = sources.iter().map(|source| source.cases).max().unwrap_or(0);
    let pieces = (0..most).step_by(PIECE).flat_map(|start| {
        let subjects = sources.iter().enumerate();
        subjects
            .map(move |(subject, source)| (subject, source.cases.saturating_sub(start).min(PIECE)))
    });
    pieces.filter(|(_, count)| *count > 0).collect()
}

/// Payloads with the native verdict on each.
struct Chunk {
    subject: usize,
    /// The position of the first payload.
    start: usize,
    texts: Vec<String>,
    verdicts: Vec<Result<Result<(), Violations>, Split>>,
}

impl Chunk {
    /// The payloads that the native judges agree on, each with its position and their verdict.
    fn agreed(&self) -> impl Iterator<Item = (usize, &str, &Result<(), Violations>)> {
        let payloads = self.texts.iter().zip(&self.verdicts).enumerate();
        payloads.filter_map(|(index, (text, verdict))| {
            Some((self.start + index, text.as_str(), verdict.as_ref().ok()?))
        })
    }
}

/// Around which all judges sit.
struct Table<'a> {
    subjects: &'a [Subject],
    list: &'a [Entry],
    sources: Vec<Source>,
    tasks: Vec<(usize, usize)>,
    next: AtomicUsize,
    done: AtomicUsize,
    to_do: usize,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl Table<'_> {
    /// Lets all judge, and gives the slow ones back.
    fn judged(
        &self,
        fast: &[Maker],
        slow: Vec<Box<dyn Peer>>,
        threads: NonZeroUsize,
    ) -> (Tally, Vec<Box<dyn Peer>>) {
        thread::scope(|scope| {
            let (queues, slow): (Vec<_>, Vec<_>) = slow
                .into_iter()
                .enumerate()
                .map(|(index, peer)| {
                    let (queue, chunks) = mpsc::channel();
                    let work = move || self.slow(fast.len() + index, peer, &chunks);
                    (queue, scope.spawn(work))
                })
                .unzip();
            let fast =
                |queues: Vec<Sender<Arc<Chunk>>>| scope.spawn(move || self.fast(fast, &queues));
            let workers: Vec<_> = (0..threads.get()).map(|_| fast(queues.clone())).collect();
            // A process's thread ends when no queue to it is left.
            drop(queues);
            let mut tally = Tally::default();
            for worker in workers {
                tally.add(joined(worker));
            }
            let slow = slow.into_iter().map(|thread| {
                let (found, peer) = joined(thread);
                tally.add(found);
                peer
            });
            let slow = slow.collect();
            (tally, slow)
        })
    }

    /// A thread that has the native judges and the validators in Rust.
    fn fast(&self, makers: &[Maker], queues: &[Sender<Arc<Chunk>>]) -> Tally {
        let mut tally = Tally::default();
        let mut peers: Vec<Box<dyn Peer>> = makers.iter().map(|make| make()).collect();
        self.learned(&mut peers, &mut tally);
        while let Some((subject, count)) = self.tasks.get(self.next.fetch_add(1, Ordering::Relaxed))
        {
            let chunk = Arc::new(self.by_native(*subject, *count, &mut tally));
            for queue in queues {
                // A validator that died takes no more.
                let _: Result<(), mpsc::SendError<_>> = queue.send(Arc::clone(&chunk));
            }
            for (index, peer) in peers.iter_mut().enumerate() {
                self.by_peer(index, peer.as_mut(), &chunk, usize::MAX, &mut tally);
            }
            self.advance(*count);
        }
        tally
    }

    /// The schemas of the subjects in a dialect. Where there is none stands an empty one, about which nobody is asked.
    fn schemas(&self, dialect: Dialect) -> Vec<Value> {
        let subjects = self.subjects.iter();
        let schemas = subjects.map(|subject| subject.schema_in(dialect).cloned());
        schemas
            .map(|schema| schema.unwrap_or_else(|| json!({})))
            .collect()
    }

    fn has(&self, subject: usize, dialect: Dialect) -> bool {
        let subject = self.subjects.get(subject);
        subject.is_some_and(|subject| subject.schema_in(dialect).is_some())
    }

    fn learned(&self, peers: &mut [Box<dyn Peer>], tally: &mut Tally) {
        for (index, peer) in peers.iter_mut().enumerate() {
            let trouble = peer.learn(&self.schemas(peer.dialect())).err();
            tally
                .troubles
                .extend(trouble.map(|trouble| (index, trouble)));
        }
    }

    /// A thread for a validator in a process.
    fn slow(
        &self,
        index: usize,
        mut peer: Box<dyn Peer>,
        chunks: &Receiver<Arc<Chunk>>,
    ) -> (Tally, Box<dyn Peer>) {
        let mut tally = Tally::default();
        let trouble = peer.learn(&self.schemas(peer.dialect())).err();
        tally
            .troubles
            .extend(trouble.map(|trouble| (index, trouble)));
        for chunk in chunks {
            let end = self
                .sources
                .get(chunk.subject)
                .map_or(0, |source| source.slow_cases);
            let count = end.saturating_sub(chunk.start).min(chunk.texts.len());
            self.by_peer(index, peer.as_mut(), &chunk, end, &mut tally);
            self.advance(count);
        }
        (tally, peer)
    }

    fn by_native(&self, subject: usize, count: usize, tally: &mut Tally) -> Chunk {
        let (Some(source), Some(judged)) = (self.sources.get(subject), self.subjects.get(subject))
        else {
            return Chunk {
                subject,
                start: 0,
                texts: Vec::new(),
                verdicts: Vec::new(),
            };
        };
        let mut payloads = source
            .payloads
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (start, texts) = payloads.take(count);
        drop(payloads);
        let begun = Instant::now();
        let verdicts: Vec<_> = texts
            .iter()
            .map(|text| judged.native().judge(text))
            .collect();
        tally.took(None, begun.elapsed());
        let cell = tally.cell(subject, Seat::Native);
        for (index, (text, verdict)) in texts.iter().zip(&verdicts).enumerate() {
            cell.verdict(matches!(verdict, Ok(Ok(()))));
            if verdict.is_err() {
                cell.differs(start + index, text);
            }
        }
        Chunk {
            subject,
            start,
            texts,
            verdicts,
        }
    }

    /// Asks a validator about the payloads before a position. One that is in trouble is asked no more.
    fn by_peer(
        &self,
        index: usize,
        peer: &mut dyn Peer,
        chunk: &Chunk,
        end: usize,
        tally: &mut Tally,
    ) {
        if tally.troubles.contains_key(&index) || !self.has(chunk.subject, peer.dialect()) {
            return;
        }
        let asked: Vec<_> = chunk
            .agreed()
            .filter(|(position, ..)| *position < end)
            .collect();
        let texts: Vec<&str> = asked.iter().map(|(_, text, _)| *text).collect();
        let begun = Instant::now();
        let detail = self
            .subjects
            .get(chunk.subject)
            .map_or(Detail::Verdict, Subject::detail);
        let answers = peer.judge(chunk.subject, &texts, detail);
        tally.took(Some(index), begun.elapsed());
        match answers {
            Ok(answers) => {
                let known = Known::of(self.list, peer.name());
                for ((position, text, verdict), answers) in asked.into_iter().zip(&answers) {
                    self.one(
                        index,
                        (chunk.subject, position, text),
                        verdict,
                        answers,
                        &known,
                        tally,
                    );
                }
            }
            Err(trouble) => drop(tally.troubles.insert(index, trouble)),
        }
    }

    /// One payload and what a validator says of it.
    fn one(
        &self,
        index: usize,
        (subject, position, text): (usize, usize, &str),
        verdict: &Result<(), Violations>,
        answers: &Answers,
        known: &Known<'_>,
        tally: &mut Tally,
    ) {
        let Some(judged) = self.subjects.get(subject) else {
            return;
        };
        for formats in Formats::ALL {
            let answer = answers.with(formats);
            let mut held = false;
            let entries = match compare(text, judged, verdict, answer) {
                Comparison::Same(is_held) => {
                    held = is_held;
                    None
                }
                Comparison::Open => Some(Vec::new()),
                Comparison::OtherReasons(reasons) => Some(known.unsaid(&reasons)),
                Comparison::Refused(refused) => Some(known.refused(&refused)),
                Comparison::Unread(unread) => Some(known.unread(&unread)),
            };
            let cell = tally.cell(subject, Seat::Peer(index, formats));
            cell.verdict(answer.verdict() == Some(true));
            cell.sets += u64::from(held);
            match entries {
                None => {}
                Some(entries) if entries.is_empty() => cell.differs(position, text),
                Some(entries) => {
                    cell.fail_closed += 1;
                    let seen = entries.into_iter().map(|entry| (entry, index));
                    tally.seen.extend(seen);
                }
            }
        }
    }

    fn advance(&self, count: usize) {
        let done = self.done.fetch_add(count, Ordering::Relaxed) + count;
        (self.progress)(Progress {
            done: done as u64,
            of: self.to_do as u64,
        });
    }

    fn report(&self, mut tally: Tally, fast: &[Maker], slow: Vec<Box<dyn Peer>>) -> Report {
        let mut peers: Vec<Box<dyn Peer>> = fast.iter().map(|make| make()).collect();
        self.learned(&mut peers, &mut tally);
        peers.extend(slow);
        let names: Vec<String> = peers.iter().map(|peer| peer.name().to_owned()).collect();
        let mut examples = Examples::new(self.subjects, self.list, &mut peers);
        let disagreements = examples.shrunken(&mut tally);
        let name = |index: usize| names.get(index).cloned().unwrap_or_default();
        let rows = tally.cells.iter().map(|((subject, seat), cell)| Row {
            subject: self
                .subjects
                .get(*subject)
                .map_or("", Subject::name)
                .to_owned(),
            peer: match seat {
                Seat::Native => None,
                Seat::Peer(index, formats) => Some((name(*index), *formats)),
            },
            valid: cell.valid,
            invalid: cell.invalid,
            sets: cell.sets,
            disagreements: cell.disagreements,
            fail_closed: cell.fail_closed,
        });
        let times = tally.times.iter();
        Report {
            rows: rows.collect(),
            disagreements,
            no_longer: no_longer(self.list, &names, &tally),
            times: times
                .map(|(judge, time)| (judge.map(name), *time))
                .collect(),
            troubles: tally.troubles.into_values().collect(),
        }
    }
}

/// Entries that no payload showed for one of their validators that was asked to the end.
fn no_longer(list: &[Entry], peers: &[String], tally: &Tally) -> Vec<NoLonger> {
    let entries = list.iter().enumerate();
    let pairs = entries.flat_map(|(position, entry)| {
        let peers = peers.iter().enumerate();
        peers.map(move |(index, peer)| (position, entry, index, peer))
    });
    let unseen = pairs.filter(|(position, entry, index, peer)| {
        entry.peers.contains(&peer.as_str())
            && !tally.troubles.contains_key(index)
            && !tally.seen.contains(&(*position, *index))
    });
    let unseen = unseen.map(|(_, entry, _, peer)| NoLonger {
        entry: entry.name,
        peer: peer.clone(),
    });
    unseen.collect()
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
