//! Lists that come in pages.

use core::fmt;

use crossfield::{Validate, field};
use serde::{Deserialize, Serialize};

use crate::operation::{Operation, object, objects};
use crate::space::Space;

/// A page of a list.
///
/// It states no rules of its own: those of [`Links`] and of what stands on the page can be asked for one by one, so that an
/// item that breaks one costs nothing but itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(rename = "{T}Page", description = "A page of a list.")
)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Page<T> {
    /// Where this page and others are.
    #[serde(deserialize_with = "object")]
    pub links: Links,

    /// What stands on the page.
    #[serde(deserialize_with = "objects")]
    pub data: Vec<T>,
}

/// The schema says what the links and what stands on the page must keep, as their types do.
#[cfg(feature = "schemars")]
impl<T: crossfield::schema::CarriesRules> crossfield::schema::CarriesRules for Page<T> {}

/// Where the pages of a list are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct Links {
    /// This page.
    #[serde(rename = "self", default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub this: Option<String>,

    /// The first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(required)]
    pub first: Option<String>,

    /// The page behind this one. The last has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,

    /// The page before this one. The first has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
}

/// An operation that lists in pages.
pub trait Paged: Operation + Sized {
    /// The same operation for another page, where a link that was checked leads to.
    #[must_use]
    fn at(&self, link: Link) -> Self;
}

/// The target of a link of which it is known that it leads to the space: a path, and a query if need be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// Checks where a link leads to.
    ///
    /// A link may be a full URL of the space's origin, or a path in it. (What starts with `//` is a host, and no path.)
    ///
    /// # Errors
    /// It leads elsewhere, or is no link at all.
    pub fn within(link: &str, space: &Space) -> Result<Self, LinkError> {
        let url = if link.starts_with("//") {
            format!("{}:{link}", space.scheme())
        } else if link.starts_with('/') {
            format!("{}{link}", space.origin())
        } else {
            link.to_owned()
        };
        let url = url.split('#').next().unwrap_or_default();
        if !field::http_url::is_http_url(url) {
            return Err(LinkError::Malformed);
        }
        let (scheme, rest) = url.split_once("://").ok_or(LinkError::Malformed)?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        if !scheme.eq_ignore_ascii_case(space.scheme()) || !space.is_at(authority) {
            return Err(LinkError::Elsewhere);
        }
        let root = if target.starts_with('/') { "" } else { "/" };
        Ok(Self(format!("{root}{target}")))
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.split('?').next().unwrap_or_default()
    }

    /// The query; empty where there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.0.split_once('?').map_or("", |(_, query)| query)
    }
}

/// Why a link is not followed. The link itself is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// It is neither an http or https URL nor a path.
    Malformed,
    /// It leads to another host, port or scheme than the space's, where the credentials must not go.
    Elsewhere,
    /// It leads to the page that it stands on.
    Loop,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the link to the next page is neither a URL nor a path",
            Self::Elsewhere => {
                "the link to the next page leads out of the space, and the credentials do not"
            }
            Self::Loop => "the link to the next page leads to the same page again",
        })
    }
}

impl core::error::Error for LinkError {}

/// The requests for a list, page by page.
///
/// [`next`](Iterator::next) gives the operation to send. When its answer is there, [`follow`](Self::follow) says where the
/// next page is; without it there is none.
///
/// ```
/// use signalwire_sip::fabric::ListSipEndpoints;
/// use signalwire_sip::{LinkError, Links, Operation, Pages, Space};
///
/// let space = Space::new("example")?;
/// let mut pages = Pages::of(ListSipEndpoints::new());
/// assert_eq!(pages.next().map(|list| list.target()).as_deref(), Some("/api/fabric/resources/sip_endpoints"));
///
/// let next = Some("https://other.example/api/fabric/resources/sip_endpoints?page=2".to_owned());
/// assert_eq!(pages.follow(&Links { next, ..Links::default() }, &space), Err(LinkError::Elsewhere));
/// assert!(pages.next().is_none());
/// # Ok::<(), signalwire_sip::SpaceError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "pages do nothing until they are asked for the next"]
pub struct Pages<O> {
    next: Option<O>,
    sent: Option<O>,
}

impl<O: Paged + Clone> Pages<O> {
    /// The pages from this one on.
    pub fn of(first: O) -> Self {
        Self {
            next: Some(first),
            sent: None,
        }
    }

    /// Goes on to the page behind the one with these links, if there is one.
    ///
    /// # Errors
    /// The link to it must not be followed. There is no next page then.
    pub fn follow(&mut self, links: &Links, space: &Space) -> Result<(), LinkError> {
        self.next = None;
        let (Some(link), Some(sent)) = (&links.next, &self.sent) else {
            return Ok(());
        };
        let next = sent.at(Link::within(link, space)?);
        if next.target() == sent.target() {
            return Err(LinkError::Loop);
        }
        self.next = Some(next);
        Ok(())
    }
}

impl<O: Clone> Iterator for Pages<O> {
    type Item = O;

    fn next(&mut self) -> Option<O> {
        let next = self.next.take()?;
        self.sent = Some(next.clone());
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_why_a_link_is_not_followed() {
        assert_eq!(
            [LinkError::Malformed, LinkError::Elsewhere, LinkError::Loop]
                .map(|error| error.to_string()),
            [
                "the link to the next page is neither a URL nor a path",
                "the link to the next page leads out of the space, and the credentials do not",
                "the link to the next page leads to the same page again",
            ]
        );
    }

    fn space() -> Space {
        Space::new("example").unwrap()
    }

    #[test]
    fn a_link_may_be_a_url_of_the_space_or_a_path() {
        for (link, path, query) in [
            ("/a/b?c=d", "/a/b", "c=d"),
            ("/a/b", "/a/b", ""),
            ("https://example.signalwire.com/a?b=%20", "/a", "b=%20"),
            ("HTTPS://Example.SignalWire.com:443/a#f", "/a", ""),
            ("https://example.signalwire.com?b", "/", "b"),
            ("https://example.signalwire.com", "/", ""),
        ] {
            let found = Link::within(link, &space()).unwrap();
            assert_eq!((found.path(), found.query()), (path, query), "{link}");
        }
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_refused() {
        for link in [
            "https://other.signalwire.com/a",
            "https://example.signalwire.com.evil.example/a",
            "https://example.signalwire.com@evil.example/a",
            "https://evil.example#@example.signalwire.com/a",
            "https://evil.example?@example.signalwire.com/a",
            "https://user@example.signalwire.com/a",
            "https://user:password@example.signalwire.com/a",
            "http://example.signalwire.com/a",
            "https://example.signalwire.com:444/a",
            "https://evil.example:443/a",
            "//evil.example/a",
        ] {
            assert_eq!(
                Link::within(link, &space()),
                Err(LinkError::Elsewhere),
                "{link}"
            );
        }
    }

    #[test]
    fn what_is_no_link_is_refused() {
        for link in [
            "",
            "a",
            "?a",
            "#a",
            "/\\evil.example/a",
            "https:/example.signalwire.com/a",
            "https:\\\\example.signalwire.com/a",
            "https://example.signalwire.com\\@evil.example/a",
            "ftp://example.signalwire.com/a",
            "javascript:alert(1)",
            "/a b",
            "/a\r\nHost: evil.example",
            " https://example.signalwire.com/a",
        ] {
            assert_eq!(
                Link::within(link, &space()),
                Err(LinkError::Malformed),
                "{link:?}"
            );
        }
    }
}
