//! Programs of others: bounded in time, and kept from calling home.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{iter, thread};

/// How long a program may take over one document. The slowest takes seconds.
pub(crate) const LIMIT: Duration = Duration::from_secs(300);

/// How a program ended, and what it wrote.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// The output, or an error with the program's last words if it failed.
    ///
    /// # Errors
    /// The program failed.
    pub(crate) fn succeeded(self) -> io::Result<String> {
        if self.status.success() {
            return Ok(self.stdout);
        }
        Err(self.failure())
    }

    /// What the program did, as an error.
    pub(crate) fn failure(&self) -> io::Error {
        let said = last_lines(&self.stderr, 8).or_else(|| last_lines(&self.stdout, 8));
        let said = said.map_or_else(|| WITHOUT_A_WORD.to_owned(), |lines| lines.join("\n"));
        io::Error::other(format!("{}: {said}", self.status))
    }
}

/// What is said of a program that says nothing.
pub(crate) const WITHOUT_A_WORD: &str = "without a word";

/// The last lines that are not empty, which is where a program says why; `None` if there are none.
pub(crate) fn last_lines(text: &str, count: usize) -> Option<Vec<&str>> {
    let mut lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let last = lines.split_off(lines.len().saturating_sub(count));
    (!last.is_empty()).then_some(last)
}

/// A program that calls nobody: with the switches for telemetry and for the search for updates off.
///
/// Of the programs here Redocly alone calls home, and does not with these two; the rest is for those to come.
pub(crate) fn quiet(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .env("DO_NOT_TRACK", "1")
        .env("NO_UPDATE_NOTIFIER", "1")
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR");
    command
}

/// A script of an installed npm package, run by node itself, so that what is killed is the program and no shell.
pub(crate) fn node(packages: &Path, script: &str) -> Command {
    let mut command = quiet("node");
    command.arg(packages.join("node_modules").join(script));
    command
}

/// Runs a program to its end, or until its time is up.
///
/// # Errors
/// It could not be started, or did not end in time, or wrote what is not UTF-8.
pub(crate) fn run(command: &mut Command, input: &str, limit: Duration) -> io::Result<Ended> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    feed(&mut child, input.to_owned());
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    let status = wait(&mut child, limit)?.ok_or_else(|| {
        let seconds = limit.as_secs_f32();
        io::Error::other(format!("did not end within {seconds} seconds"))
    })?;
    Ok(Ended {
        status,
        stdout: read(&stdout)?,
        stderr: read(&stderr)?,
    })
}

/// A program need not read all of its input.
fn feed(child: &mut Child, input: String) {
    if let Some(mut stdin) = child.stdin.take() {
        thread::spawn(move || {
            let _: io::Result<()> = stdin.write_all(input.as_bytes());
        });
    }
}

/// Reads beside the program: one that fills a pipe which nobody reads stands still.
fn reader(pipe: Option<impl Read + Send + 'static>) -> Receiver<io::Result<String>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = String::new();
        let read = pipe.map_or(Ok(0), |mut pipe| pipe.read_to_string(&mut text));
        let _ = sender.send(read.map(|_| text));
    });
    receiver
}

/// The program has ended; what it started itself may hold the pipe still, and is not waited for.
fn read(receiver: &Receiver<io::Result<String>>) -> io::Result<String> {
    let ended = receiver.recv_timeout(Duration::from_secs(10));
    ended.map_err(|_| io::Error::other("the output did not end with the program"))?
}

/// Runs a program whose output nobody reads; `None` if it does not end in time, and is killed.
///
/// # Errors
/// It could not be started.
pub(crate) fn status(command: &mut Command, limit: Duration) -> io::Result<Option<ExitStatus>> {
    wait(&mut command.spawn()?, limit)
}

/// `None` if its time is up.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Works on as many items at a time as there are processors, until there are no more or one fails.
///
/// # Errors
/// That of the one that failed.
pub(crate) fn in_parallel<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let waiting = Mutex::new(items.iter());
    let until_one_fails = || iter::from_fn(|| locked(&waiting).next()).try_for_each(&work);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..processors)
            .map(|_| scope.spawn(until_one_fails))
            .collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(io::Error::other("a worker ended before its work")))
        })
    })
}

/// What others use too; one that panicked has left it whole.
pub(crate) fn locked<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn shell(script: &str) -> Command {
        let mut command = quiet("sh");
        command.args(["-c", script]);
        command
    }

    #[cfg(unix)]
    #[test]
    fn a_program_is_given_its_input_and_asked_for_its_output() {
        let ended = run(&mut shell("cat; echo said >&2"), "input", LIMIT).unwrap();
        assert_eq!(ended.stderr, "said\n");
        assert_eq!(ended.succeeded().unwrap(), "input");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_is_reported_with_its_last_words() {
        let ended = run(&mut shell("echo why >&2; exit 3"), "", LIMIT).unwrap();
        assert_eq!(
            ended.succeeded().unwrap_err().to_string(),
            "exit status: 3: why"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_does_not_end_is_killed() {
        let mut command = quiet("sleep");
        command.arg("60");
        let start = Instant::now();
        let error = run(&mut command, "", Duration::from_millis(50)).unwrap_err();
        assert_eq!(error.to_string(), "did not end within 0.05 seconds");
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_is_kept_from_calling_home() {
        let command = quiet("redocly");
        let set: Vec<_> = command.get_envs().collect();
        for (name, value) in [
            ("REDOCLY_TELEMETRY", "off"),
            ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
        ] {
            assert!(set.contains(&(OsStr::new(name), Some(OsStr::new(value)))));
        }
    }
}
