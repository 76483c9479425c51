//! What handles the calls that an endpoint gets, as a request asks for it.

use crate::endpoint::handler::Webhook;
use crate::scalar::{AiAgentId, CallFlowId, HttpUrl, VideoRoomId};

/// What handles the calls that an endpoint gets, with the data that go with it and no others: a request that is built from
/// it has all that its call handler needs, and nothing that would be ignored.
///
/// It is the counterpart of [`Handler`](crate::Handler), which is what an answer says; of the two, this one names the call
/// flow and the AI agent.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A Relay connector.
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
    /// A call flow.
    CallFlow {
        /// Its id.
        flow_id: CallFlowId,
        /// Its version. Without one the server decides.
        version: Option<String>,
    },
    /// An AI agent.
    AiAgent {
        /// Its id.
        agent_id: AiAgentId,
    },
}

/// Sets the fields of a request for a handler, and takes those of every other away.
///
/// Both requests have the same fields, and no trait that says so.
macro_rules! set_handler {
    ($request:expr, $handler:expr) => {{
        let request = &mut $request;
        request.call_request_url = None;
        request.call_request_method = None;
        request.call_fallback_url = None;
        request.call_fallback_method = None;
        request.call_status_callback_url = None;
        request.call_status_callback_method = None;
        request.call_laml_application_id = None;
        request.call_dialogflow_agent_id = None;
        request.call_relay_topic = None;
        request.call_relay_topic_status_callback_url = None;
        request.call_relay_context = None;
        request.call_relay_context_status_callback_url = None;
        request.call_relay_application = None;
        request.call_video_room_id = None;
        request.call_flow_id = None;
        request.call_flow_version = None;
        request.call_ai_agent_id = None;
        request.call_relay_script_url = None;
        request.call_handler = Some(match $handler {
            Handler::LamlWebhooks {
                request: answer,
                fallback,
                status_callback,
            } => {
                request.call_request_url = Some(answer.url);
                request.call_request_method = answer.method;
                request.call_fallback_url = Some(fallback.url);
                request.call_fallback_method = fallback.method;
                request.call_status_callback_url = Some(status_callback.url);
                request.call_status_callback_method = status_callback.method;
                RelayCallHandler::LamlWebhooks
            }
            Handler::LamlApplication { application_id } => {
                request.call_laml_application_id = Some(application_id);
                RelayCallHandler::LamlApplication
            }
            Handler::Dialogflow { agent_id } => {
                request.call_dialogflow_agent_id = Some(agent_id);
                RelayCallHandler::Dialogflow
            }
            Handler::RelayTopic {
                topic,
                status_callback_url,
            } => {
                request.call_relay_topic = Some(topic);
                request.call_relay_topic_status_callback_url = Some(status_callback_url);
                RelayCallHandler::RelayTopic
            }
            Handler::RelayContext {
                context,
                status_callback_url,
            } => {
                request.call_relay_context = Some(context);
                request.call_relay_context_status_callback_url = Some(status_callback_url);
                RelayCallHandler::RelayContext
            }
            Handler::RelayApplication { application } => {
                request.call_relay_application = Some(application);
                RelayCallHandler::RelayApplication
            }
            Handler::RelayConnector => RelayCallHandler::RelayConnector,
            Handler::RelayScript { url } => {
                request.call_relay_script_url = Some(url);
                RelayCallHandler::RelayScript
            }
            Handler::VideoRoom { room_id } => {
                request.call_video_room_id = Some(room_id);
                RelayCallHandler::VideoRoom
            }
            Handler::CallFlow { flow_id, version } => {
                request.call_flow_id = Some(flow_id);
                request.call_flow_version = version;
                RelayCallHandler::CallFlow
            }
            Handler::AiAgent { agent_id } => {
                request.call_ai_agent_id = Some(agent_id);
                RelayCallHandler::AiAgent
            }
        });
    }};
}

pub(crate) use set_handler;
