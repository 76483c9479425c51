//! What handles the calls that an endpoint gets, with the data of that handler and of no other.

use crossfield::{Lenient, Open, Validate, Violations};

use crate::endpoint::record::SipEndpoint;
use crate::scalar::{HttpMethod, HttpUrl, InboundCallHandler, ResourceId, VideoRoomId};

/// Where something is fetched or sent, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Webhook {
    /// Where.
    pub url: HttpUrl,
    /// How. Without one the server decides.
    pub method: Option<HttpMethod>,
}

impl Webhook {
    /// A webhook for which the server chooses the method.
    #[must_use]
    pub const fn new(url: HttpUrl) -> Self {
        Self { url, method: None }
    }

    /// The same, with a method.
    #[must_use]
    pub fn with_method(self, method: HttpMethod) -> Self {
        Self {
            method: Some(method),
            ..self
        }
    }
}

/// What handles the calls that a fetched endpoint gets, as [`SipEndpoint::handler`] reads it from the flat record.
///
/// What other handlers left behind in the record is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Handler {
    /// LaML (XML instructions), fetched when a call comes in.
    LamlWebhooks {
        /// What is fetched.
        request: Webhook,
        /// What is fetched when that fails.
        fallback: Webhook,
        /// Where changes of a call's status are sent.
        status_callback: Webhook,
    },
    /// A LaML application.
    LamlApplication {
        /// Its id.
        application_id: String,
    },
    /// A Dialogflow agent.
    Dialogflow {
        /// Its id.
        agent_id: String,
    },
    /// The Relay clients that listen to a topic.
    RelayTopic {
        /// The topic.
        topic: String,
        /// Where changes of a call's status are sent.
        status_callback_url: HttpUrl,
    },
    /// The Relay clients that listen to a context.
    RelayContext {
        /// The context.
        context: String,
        /// Where changes of a call's status are sent.
        status_callback_url: HttpUrl,
    },
    /// A Relay application.
    RelayApplication {
        /// Its name.
        application: String,
    },
    /// A Relay connector, of which the record says no more.
    RelayConnector,
    /// A SWML script.
    RelayScript {
        /// Where it is fetched.
        url: HttpUrl,
    },
    /// A video room.
    VideoRoom {
        /// Its id.
        room_id: VideoRoomId,
    },
    /// A call flow. The record does not say which.
    CallFlow,
    /// An AI agent. The record does not say which.
    AiAgent,
    /// What the SIP profile says.
    Default,
    /// The calls are passed through.
    Passthrough,
    /// The calls are kept from the public telephone network.
    BlockPstn,
    /// Another resource.
    Resource {
        /// Its id, where the record has it.
        resource_id: Option<ResourceId>,
    },
    /// One that is newer than this library.
    Other {
        /// Its name in JSON.
        name: String,
    },
}

impl SipEndpoint {
    /// What handles the calls that the endpoint gets, with the data of that handler; `None` where the record has no
    /// call handler.
    ///
    /// ```
    /// use signalwire_sip::{Handler, SipEndpoint};
    ///
    /// let Some(Handler::LamlWebhooks { request, .. }) = SipEndpoint::example().handler()? else {
    ///     panic!("the example has webhooks");
    /// };
    /// assert_eq!(request.url.as_str(), "https://example.com/laml/answer");
    /// # Ok::<(), signalwire_sip::Violations>(())
    /// ```
    ///
    /// # Errors
    /// Every violation in the record, when the handler's own data are among what is wrong.
    pub fn handler(&self) -> Result<Option<Handler>, Violations> {
        let name = match &self.call_handler {
            None => return Ok(None),
            Some(Open::Unknown(name)) => name.as_str(),
            Some(Open::Known(known)) => {
                if let Some(handler) = self.handler_of(*known) {
                    return Ok(Some(handler));
                }
                // Data that cannot be had break a rule, so this is where it ends.
                self.validate()?;
                known.as_str()
            }
        };
        let name = name.to_owned();
        Ok(Some(Handler::Other { name }))
    }

    /// The handler with its data, unless some that it needs are missing or unreadable.
    fn handler_of(&self, handler: InboundCallHandler) -> Option<Handler> {
        Some(match handler {
            InboundCallHandler::LamlWebhooks => Handler::LamlWebhooks {
                request: webhook(&self.call_request_url, &self.call_request_method)?,
                fallback: webhook(&self.call_fallback_url, &self.call_fallback_method)?,
                status_callback: webhook(
                    &self.call_status_callback_url,
                    &self.call_status_callback_method,
                )?,
            },
            InboundCallHandler::LamlApplication => Handler::LamlApplication {
                application_id: text(&self.call_laml_application_id)?,
            },
            InboundCallHandler::Dialogflow => Handler::Dialogflow {
                agent_id: text(&self.call_dialogflow_agent_id)?,
            },
            InboundCallHandler::RelayTopic => Handler::RelayTopic {
                topic: text(&self.call_relay_topic)?,
                status_callback_url: known(&self.call_relay_topic_status_callback_url)?,
            },
            InboundCallHandler::RelayContext => Handler::RelayContext {
                context: text(&self.call_relay_context)?,
                status_callback_url: known(&self.call_relay_context_status_callback_url)?,
            },
            InboundCallHandler::RelayApplication => Handler::RelayApplication {
                application: text(&self.call_relay_application)?,
            },
            InboundCallHandler::RelayConnector => Handler::RelayConnector,
            InboundCallHandler::RelayScript => Handler::RelayScript {
                url: known(&self.call_relay_script_url)?,
            },
            InboundCallHandler::VideoRoom => Handler::VideoRoom {
                room_id: known(&self.call_video_room_id)?,
            },
            InboundCallHandler::CallFlow => Handler::CallFlow,
            InboundCallHandler::AiAgent => Handler::AiAgent,
            InboundCallHandler::Default => Handler::Default,
            InboundCallHandler::Passthrough => Handler::Passthrough,
            InboundCallHandler::BlockPstn => Handler::BlockPstn,
            InboundCallHandler::Resource => Handler::Resource {
                resource_id: readable(&self.calling_handler_resource_id)?,
            },
        })
    }
}

#[expect(clippy::ref_option, reason = "fields are handed over as they are")]
fn webhook(
    url: &Option<Lenient<HttpUrl>>,
    method: &Option<Lenient<HttpMethod>>,
) -> Option<Webhook> {
    Some(Webhook {
        url: known(url)?,
        method: readable(method)?,
    })
}

/// A text that is there. An empty one is none.
#[expect(clippy::ref_option, reason = "fields are handed over as they are")]
fn text(field: &Option<String>) -> Option<String> {
    field.clone().filter(|text| !text.is_empty())
}

/// A value that is there and readable.
#[expect(clippy::ref_option, reason = "fields are handed over as they are")]
fn known<T: Clone>(field: &Option<Lenient<T>>) -> Option<T> {
    field.as_ref()?.known().cloned()
}

/// A value that need not be there. `None` if what is there is unreadable.
#[expect(clippy::ref_option, reason = "fields are handed over as they are")]
#[expect(
    clippy::option_option,
    reason = "the outer is about reading, the inner about being there"
)]
fn readable<T: Clone>(field: &Option<Lenient<T>>) -> Option<Option<T>> {
    match field {
        None => Some(None),
        Some(value) => value.known().cloned().map(Some),
    }
}
