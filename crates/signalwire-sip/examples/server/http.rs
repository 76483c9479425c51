//! As much of HTTP/1.1 (RFC 9112) as a server for one client needs: a request with `Content-Length` on each connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// No request is longer than this.
const MOST_BYTES: u64 = 1 << 16;

/// What of a request matters here.
#[derive(Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Reads a request to its end.
    pub(crate) fn read(stream: &TcpStream) -> io::Result<Self> {
        let mut reader = BufReader::new(stream.take(MOST_BYTES));
        let start = line(&mut reader)?;
        let mut words = start.split(' ').map(str::to_owned);
        let mut request = Self {
            method: words.next().unwrap_or_default(),
            target: words.next().unwrap_or_default(),
            ..Self::default()
        };
        let length = request.read_fields(&mut reader)?;
        request.body.resize(length, 0);
        reader.read_exact(&mut request.body)?;
        Ok(request)
    }

    /// Reads the header and gives the body's length.
    fn read_fields(&mut self, reader: &mut impl BufRead) -> io::Result<usize> {
        let mut length: u16 = 0;
        loop {
            let line = line(reader)?;
            if line.is_empty() {
                return Ok(length.into());
            }
            let (name, value) = line.split_once(':').ok_or(io::ErrorKind::InvalidData)?;
            match name.to_ascii_lowercase().as_str() {
                "authorization" => self.authorization = Some(value.trim().to_owned()),
                "content-length" => {
                    length = value
                        .trim()
                        .parse()
                        .map_err(|_| io::ErrorKind::InvalidData)?;
                }
                _ => {}
            }
        }
    }
}

/// A line without its end.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    match line.strip_suffix("\r\n") {
        Some(line) => Ok(line.to_owned()),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Lines of the header beside those that every answer has.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// The body, which is not there if it is empty.
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &serde_json::Value) -> Self {
        Self {
            status,
            fields: vec![("Content-Type", "application/json".to_owned())],
            body: body.to_string(),
        }
    }

    /// Success without a body.
    pub(crate) fn nothing() -> Self {
        Self {
            status: 204,
            fields: Vec::new(),
            body: String::new(),
        }
    }
}

/// Answers, after which the connection ends.
pub(crate) fn respond(mut stream: &TcpStream, answer: &Answer) -> io::Result<()> {
    let Answer {
        status,
        fields,
        body,
    } = answer;
    let fields = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    // An answer 204 has no length (RFC 9110, section 8.6).
    let length = (*status != 204).then(|| format!("Content-Length: {}\r\n", body.len()));
    let fields: String = fields.chain(length).collect();
    let text = format!("HTTP/1.1 {status} \r\nConnection: close\r\n{fields}\r\n{body}");
    stream.write_all(text.as_bytes())
}
