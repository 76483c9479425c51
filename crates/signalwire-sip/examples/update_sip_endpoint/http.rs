//! As much of HTTP/1.1 (RFC 9112) as a server for one client needs: a request with `Content-Length` on each connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// No request is longer than this.
const MOST_BYTES: u64 = 1 << 16;

/// What of a request matters here.
#[derive(Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
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
            path: words.next().unwrap_or_default(),
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

/// Answers with JSON, after which the connection ends.
pub(crate) fn respond(
    mut stream: &TcpStream,
    status: u16,
    body: &serde_json::Value,
) -> io::Result<()> {
    let body = body.to_string();
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status} \r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: \
         close\r\n\r\n{body}"
    );
    stream.write_all(answer.as_bytes())
}
