//! What an operation is to whoever sends it: a method, a target, a body, and a way to read the answer.

use core::fmt;
use core::marker::PhantomData;

use serde::Serialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};

#[cfg(feature = "http")]
use crate::credentials::Credentials;
use crate::failure::{Error, Refusal};
#[cfg(feature = "http")]
use crate::space::Space;

/// The method of an operation (RFC 9110, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes something new.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method as it is written in a request.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An operation of the API with all that one call of it needs but the space and the credentials.
///
/// It sends nothing: it says what to send, and reads what came back.
///
/// ```
/// use signalwire_sip::fabric::GetSipEndpoint;
/// use signalwire_sip::{Operation, SipEndpoint};
///
/// let get = GetSipEndpoint::new("3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?);
/// assert_eq!(get.target(), "/api/fabric/resources/sip_endpoints/3fa85f64-5717-4562-b3fc-2c963f66afa6");
/// assert!(get.body()?.is_none());
///
/// let error = GetSipEndpoint::answer(404, None, br#"{"error": "Not Found"}"#).unwrap_err();
/// assert_eq!((error.status(), error.to_string()), (Some(404), "404: Not Found".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Operation {
    /// The operation's name, unlike that of any other.
    const NAME: &'static str;

    /// The method.
    const METHOD: Method;

    /// The path. `{id}` stands for the id.
    const PATH: &'static str;

    /// The status of a success by the server's documentation. Any other from 200 to 299 is read as one too.
    const SUCCESS: u16 = 200;

    /// The statuses by which the server is documented to refuse.
    const REFUSALS: &'static [u16];

    /// The id in the path; `()` where there is none.
    type Id;

    /// The query parameters; `()` where there are none.
    type Query;

    /// What the request's body says; `()` where there is none.
    type Request;

    /// What the answer's body says; `()` where there is none.
    type Response: DeserializeOwned;

    /// The path for this call.
    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    /// The query for this call, without the question mark; empty where there is none.
    fn query(&self) -> String {
        String::new()
    }

    /// Path and query, as they stand in a request.
    fn target(&self) -> String {
        let (path, query) = (self.path(), self.query());
        let separator = if query.is_empty() { "" } else { "?" };
        format!("{path}{separator}{query}")
    }

    /// The body, which is JSON; `None` where there is none.
    ///
    /// It holds what the request holds, a password too: it is for the server alone.
    ///
    /// # Errors
    /// The request cannot be written as JSON. No request of this crate's is like that.
    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        Ok(None)
    }

    /// Reads the body of an answer of success: a JSON object, unless the operation says otherwise.
    ///
    /// # Errors
    /// The body is not what goes with a success.
    fn read(body: &[u8]) -> Result<Self::Response, serde_json::Error> {
        parse(body)
    }

    /// Reads an answer: its status, the value of its field `Retry-After` if it has one, and its body.
    ///
    /// # Errors
    /// The server refused, or its answer cannot be read. The status is always kept.
    fn answer(
        status: u16,
        retry_after: Option<&str>,
        body: &[u8],
    ) -> Result<Self::Response, Error> {
        if (200..=299).contains(&status) {
            Self::read(body).map_err(|error| Error::unreadable(status, error))
        } else {
            Err(Error::refused(Refusal::read(status, retry_after, body)))
        }
    }

    /// The request to send, with the credentials in it; of the header with them no `Debug` shows the value.
    ///
    /// ```
    /// use signalwire_sip::relay::GetSipEndpoint;
    /// use signalwire_sip::{Credentials, Operation, Space};
    ///
    /// let get = GetSipEndpoint::new("3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?);
    /// let request = get.request(&Space::new("example")?, &Credentials::new("project", "token")?)?;
    /// assert_eq!(request.uri().host(), Some("example.signalwire.com"));
    /// assert!(request.headers()["authorization"].is_sensitive());
    ///
    /// let response = http::Response::builder().status(429).header("retry-after", "7").body("")?;
    /// assert_eq!(
    ///     GetSipEndpoint::response(response).unwrap_err().to_string(),
    ///     "429: too many requests; try again after 7 s"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The target is too long for a URI (65,534 octets): a query can hold any text.
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    fn request(
        &self,
        space: &Space,
        credentials: &Credentials,
    ) -> Result<http::Request<Vec<u8>>, Error> {
        crate::http::request(self, space, credentials)
    }

    /// Reads the response.
    ///
    /// # Errors
    /// The server refused, or its answer cannot be read. The status is always kept.
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    fn response(response: http::Response<impl AsRef<[u8]>>) -> Result<Self::Response, Error>
    where
        Self: Sized,
    {
        crate::http::response::<Self>(response)
    }
}

/// A path with an id in it.
pub(crate) fn path_of(template: &str, id: &impl fmt::Display) -> String {
    template.replace("{id}", &id.to_string())
}

/// A body that says `request`.
pub(crate) fn json(request: &impl Serialize) -> Result<Option<Vec<u8>>, serde_json::Error> {
    serde_json::to_vec(request).map(Some)
}

/// Reads a body that must be a JSON object.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = object(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads an object and nothing else. An array would be read as the fields of a struct, in their order.
pub(crate) fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Fields<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(Fields(PhantomData))
}

/// Reads a list of objects.
pub(crate) fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Item<T>(T);

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Item<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(deserializer).map(Self)
        }
    }

    let items: Vec<Item<T>> = Deserialize::deserialize(deserializer)?;
    Ok(items.into_iter().map(|Item(item)| item).collect())
}
