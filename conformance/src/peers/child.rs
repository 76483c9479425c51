//! A validator in a process of its own.
//!
//! It reads a JSON value a line and answers each with one. First come the schemas, `{"schemas": [{"schema": …,
//! "formats": true}, …]}` (`formats` says whether the keyword is in it), answered by `{}`. Then batches,
//! `{"schema": 0, "failures": false, "texts": ["…", …]}`, answered by `{"answers": […]}`: for each text a list of two, with
//! `format` as an annotation and as an assertion, or of one that stands for both. Each is `true`, or the failing keywords
//! as `[[keyword, instance], …]` (empty unless `failures` asks for them), or a string that says why the text could not be
//! read. What goes wrong is answered by `{"error": "…"}`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{self, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Answer, Answers, Detail, Dialect, Failure, Peer, Trouble, has_formats, where_exact};

/// What a validator does with numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// It keeps all of them as doubles, so it is not asked about others.
    Doubles,
    /// It keeps integers as they are.
    Exact,
}

/// A validator in a process of its own.
#[derive(Debug)]
pub struct Child {
    name: String,
    dialect: Dialect,
    numbers: Numbers,
    timeout: Duration,
    process: process::Child,
    /// Lines for its standard input. They are written by a thread, since a process that does not read would block.
    lines: Option<Sender<String>>,
    answers: Receiver<io::Result<String>>,
    /// The last of what it said.
    said: Arc<Mutex<Vec<u8>>>,
}

impl Child {
    /// Starts the process. Each of its answers must come within the time.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn start(
        name: &str,
        mut command: Command,
        numbers: Numbers,
        timeout: Duration,
    ) -> Result<Self, Trouble> {
        let started = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut process = started.map_err(|error| Trouble {
            peer: name.to_owned(),
            what: format!("cannot be started: {error}"),
            stderr: String::new(),
        })?;
        let said = Arc::default();
        if let Some(stderr) = process.stderr.take() {
            listen(stderr, Arc::clone(&said));
        }
        Ok(Self {
            name: name.to_owned(),
            dialect: Dialect::JsonSchema,
            numbers,
            timeout,
            said,
            lines: process.stdin.take().map(writer),
            answers: reader(process.stdout.take()),
            process,
        })
    }

    /// The same, with schemas of another dialect.
    #[must_use]
    pub fn reading(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    fn ask(&mut self, question: &Value) -> Result<Value, Trouble> {
        let sent = self
            .lines
            .as_ref()
            .map(|lines| lines.send(format!("{question}\n")));
        if !matches!(sent, Some(Ok(()))) {
            return Err(self.died());
        }
        let line = match self.answers.recv_timeout(self.timeout) {
            Ok(Ok(line)) => line,
            Ok(Err(error)) => return Err(self.gives_up(&format!("cannot be read from: {error}"))),
            Err(RecvTimeoutError::Disconnected) => return Err(self.died()),
            Err(RecvTimeoutError::Timeout) => {
                let what = format!("gave no answer within {} s", self.timeout.as_secs_f32());
                return Err(self.gives_up(&what));
            }
        };
        let answer: Value = match serde_json::from_str(&line) {
            Ok(answer) => answer,
            Err(error) => return Err(self.gives_up(&format!("answered no JSON: {error}"))),
        };
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(self.gives_up(&format!("failed: {error}"))),
            None => Ok(answer),
        }
    }

    /// The process ended before it answered.
    fn died(&mut self) -> Trouble {
        // It has closed its output, and may not have ended yet.
        match self.ended() {
            Some(status) => self.gives_up(&format!("died: {status}")),
            None => self.gives_up("closed its output without an answer"),
        }
    }

    fn ended(&mut self) -> Option<process::ExitStatus> {
        const PATIENCE: Duration = Duration::from_secs(1);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.process.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                Err(_) => return None,
            }
        }
        None
    }

    fn gives_up(&mut self, what: &str) -> Trouble {
        // What it said last is on its way.
        std::thread::sleep(Duration::from_millis(50));
        self.end();
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        Trouble {
            peer: self.name.clone(),
            what: what.to_owned(),
            stderr: String::from_utf8_lossy(&said).into_owned(),
        }
    }

    /// Ends the process, which ends the threads.
    fn end(&mut self) {
        self.lines = None;
        // Either fails only if the process has ended.
        let _: io::Result<()> = self.process.kill();
        let _: io::Result<_> = self.process.wait();
    }

    /// The answers to the texts that it is asked about.
    fn answers(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let failures = detail == Detail::Failures;
        let question = json!({ "schema": schema, "failures": failures, "texts": texts });
        let answer = self.ask(&question)?;
        let answers = answer.get("answers").and_then(Value::as_array);
        let answers = answers.and_then(|answers| {
            answers
                .iter()
                .map(self::answers)
                .collect::<Option<Vec<_>>>()
        });
        match answers {
            Some(answers) if answers.len() == texts.len() => Ok(answers),
            Some(answers) => {
                let what = format!("gave {} answers to {} texts", answers.len(), texts.len());
                Err(self.gives_up(&what))
            }
            None => Err(self.gives_up("gave an answer in another form")),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.end();
    }
}

impl Peer for Child {
    fn name(&self) -> &str {
        &self.name
    }

    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn learn(&mut self, schemas: &[Value]) -> Result<(), Trouble> {
        let schemas = schemas.iter();
        let schemas: Vec<Value> = schemas
            .map(|schema| json!({ "schema": schema, "formats": has_formats(schema) }))
            .collect();
        self.ask(&json!({ "schemas": schemas })).map(drop)
    }

    fn judge(
        &mut self,
        schema: usize,
        texts: &[&str],
        detail: Detail,
    ) -> Result<Vec<Answers>, Trouble> {
        match self.numbers {
            Numbers::Exact => self.answers(schema, texts, detail),
            Numbers::Doubles => where_exact(texts, |texts| self.answers(schema, texts, detail)),
        }
    }
}

fn writer(mut stdin: process::ChildStdin) -> Sender<String> {
    let (lines, queue) = mpsc::channel::<String>();
    std::thread::spawn(move || {
        for line in queue {
            // Whoever waits for the answer learns that the process is gone.
            if stdin
                .write_all(line.as_bytes())
                .and_then(|()| stdin.flush())
                .is_err()
            {
                break;
            }
        }
    });
    lines
}

fn reader(stdout: Option<process::ChildStdout>) -> Receiver<io::Result<String>> {
    let (answers, queue) = mpsc::channel();
    std::thread::spawn(move || {
        for line in stdout
            .into_iter()
            .flat_map(|stdout| BufReader::new(stdout).lines())
        {
            if answers.send(line).is_err() {
                break;
            }
        }
    });
    queue
}

/// Keeps the last of what the process says. Nobody waits for its end: what the process has started may outlive it.
fn listen(mut stderr: process::ChildStderr, said: Arc<Mutex<Vec<u8>>>) {
    const KEPT: usize = 4096;
    std::thread::spawn(move || {
        let mut piece = [0; 1024];
        while let Ok(length @ 1..) = stderr.read(&mut piece) {
            let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
            said.extend(piece.iter().take(length));
            let surplus = said.len().saturating_sub(KEPT);
            said.drain(..surplus);
        }
    });
}

fn answers(answer: &Value) -> Option<Answers> {
    match answer {
        Value::Array(pair) => match pair.as_slice() {
            [annotated, asserted] => Some(Answers {
                annotated: self::answer(annotated)?,
                asserted: self::answer(asserted)?,
            }),
            [both] => Some(Answers::both(self::answer(both)?)),
            _ => None,
        },
        _ => None,
    }
}

fn answer(answer: &Value) -> Option<Answer> {
    match answer {
        Value::Bool(true) => Some(Answer::Valid),
        Value::String(why) => Some(Answer::Unread(why.clone())),
        Value::Array(failures) => {
            let failures = failures.iter().map(failure).collect::<Option<_>>();
            Some(Answer::Invalid(failures?))
        }
        _ => None,
    }
}

fn failure(failure: &Value) -> Option<Failure> {
    match failure.as_array()?.as_slice() {
        [keyword, instance] => Some(Failure {
            keyword: keyword.as_str()?.to_owned(),
            instance: instance.as_str()?.to_owned(),
        }),
        _ => None,
    }
}
