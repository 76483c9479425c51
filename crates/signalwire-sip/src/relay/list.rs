//! `GET /api/relay/rest/endpoints/sip`

use crossfield::{Valid, Validate, Violations};
use serde::{Deserialize, Serialize};

use crate::endpoint::record::SipEndpoint;
use crate::operation::{Method, Operation};
use crate::page::{Link, Page, Paged};
use crate::query::Query;

/// Lists the SIP endpoints of a space, page by page.
#[derive(Clone, Debug)]
pub struct ListSipEndpoints {
    query: Valid<ListQuery>,
    link: Option<Link>,
}

impl ListSipEndpoints {
    /// The page that the query asks for.
    #[must_use]
    pub const fn new(query: Valid<ListQuery>) -> Self {
        Self { query, link: None }
    }
}

impl Operation for ListSipEndpoints {
    const NAME: &'static str = "listRelaySipEndpoints";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/relay/rest/endpoints/sip";
    const REFUSALS: &'static [u16] = &[401, 422, 500];

    type Id = ();
    type Query = ListQuery;
    type Request = ();
    type Response = Page<SipEndpoint>;

    fn path(&self) -> String {
        let path = self.link.as_ref().map_or(Self::PATH, Link::path);
        path.to_owned()
    }

    fn query(&self) -> String {
        match &self.link {
            Some(link) => link.query().to_owned(),
            None => self.query.encoded(),
        }
    }
}

impl Paged for ListSipEndpoints {
    fn at(&self, link: Link) -> Self {
        Self {
            query: self.query.clone(),
            link: Some(link),
        }
    }
}

/// Which endpoints are listed, and from where on.
///
/// ```
/// use signalwire_sip::relay::ListQuery;
///
/// let query = ListQuery { page_size: Some(1001), ..ListQuery::default() };
/// assert_eq!(query.validated().unwrap_err().to_string(), "`/page_size`: must be from 1 to 1000");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(transform = crossfield::schema::with_rules::<Self>)
)]
pub struct ListQuery {
    /// Only endpoints whose user name has this text in it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub filter_username: Option<String>,

    /// Only endpoints whose caller id has this text in it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub filter_caller_id: Option<String>,

    /// Which page, from 0 on.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(range(max = 2_147_483_647))]
    pub page_number: Option<u32>,

    /// How many endpoints a page has: 50 unless it is said.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    #[validate(range(min = 1, max = 1000))]
    pub page_size: Option<u16>,

    /// Where the page starts, from a link of another page.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crossfield::not_null"
    )]
    pub page_token: Option<String>,
}

impl ListQuery {
    /// The query, if it breaks no rule.
    ///
    /// # Errors
    /// Every rule that it breaks.
    pub fn validated(self) -> Result<Valid<Self>, Violations> {
        Ok(Valid::new(self)?)
    }

    fn encoded(&self) -> String {
        let Self {
            filter_username,
            filter_caller_id,
            page_number,
            page_size,
            page_token,
        } = self;
        let (page_number, page_size) = (
            page_number.map(|number| number.to_string()),
            page_size.map(|size| size.to_string()),
        );
        Query::default()
            .with("filter_username", filter_username.as_deref())
            .with("filter_caller_id", filter_caller_id.as_deref())
            .with("page_number", page_number.as_deref())
            .with("page_size", page_size.as_deref())
            .with("page_token", page_token.as_deref())
            .into_string()
    }
}
