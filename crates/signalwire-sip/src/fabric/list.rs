//! `GET /api/fabric/resources/sip_endpoints`

use crate::endpoint::answer::SipEndpointAnswer;
use crate::operation::{Method, Operation, parse};
use crate::page::{Link, Links, Page, Paged};

/// Lists the SIP endpoints of a space, page by page.
#[derive(Clone, Debug, Default)]
pub struct ListSipEndpoints {
    link: Option<Link>,
}

impl ListSipEndpoints {
    /// The first page.
    #[must_use]
    pub const fn new() -> Self {
        Self { link: None }
    }
}

impl Operation for ListSipEndpoints {
    const NAME: &'static str = "listSipEndpoints";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/fabric/resources/sip_endpoints";
    const REFUSALS: &'static [u16] = &[401, 404, 500];

    type Id = ();
    type Query = ();
    type Request = ();
    type Response = Page<SipEndpointAnswer>;

    fn path(&self) -> String {
        let path = self.link.as_ref().map_or(Self::PATH, Link::path);
        path.to_owned()
    }

    fn query(&self) -> String {
        let query = self.link.as_ref().map_or("", Link::query);
        query.to_owned()
    }

    /// The server's own description has a list of pages here, so that is read too: as one page, with the links of the last.
    fn read(body: &[u8]) -> Result<Self::Response, serde_json::Error> {
        let is_list = body.trim_ascii_start().starts_with(b"[");
        if !is_list {
            return parse(body);
        }
        let pages: Vec<Self::Response> = serde_json::from_slice(body)?;
        let joined = pages.into_iter().reduce(|mut joined, page| {
            joined.data.extend(page.data);
            joined.links = page.links;
            joined
        });
        Ok(joined.unwrap_or_else(|| Page {
            links: Links::default(),
            data: Vec::new(),
        }))
    }
}

impl Paged for ListSipEndpoints {
    fn at(&self, link: Link) -> Self {
        Self { link: Some(link) }
    }
}
