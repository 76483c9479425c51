// What a client must not write. Each line that starts with `export` must be an error, and no other.
import type { operations } from "./api.js";

type Creation = operations["createRelaySipEndpoint"]["requestBody"]["content"]["application/json"];
type Change = operations["updateRelaySipEndpoint"]["requestBody"]["content"]["application/json"];
type Query = NonNullable<operations["listRelaySipEndpoints"]["parameters"]["query"]>;

export const withoutPassword: Creation = { username: "front-desk" };
export const topicWithoutUrl: Creation = { username: "a", password: "b", call_handler: "relay_topic", call_relay_topic: "c" };
export const fieldWithoutHandler: Creation = { username: "a", password: "b", call_relay_context: "c" };
export const fieldOfAnotherHandler: Creation = { username: "a", password: "b", call_handler: "relay_connector", call_relay_context: "c" };
export const methodOfAnotherHandler: Change = { call_handler: "relay_connector", call_request_method: "GET" };
export const webhooksWithoutUrls: Change = { call_handler: "laml_webhooks" };
export const unknownHandler: Change = { call_handler: "passthrough" };
export const wrongType: Query = { page_size: "50" };
export const unknownParameter: Query = { page: 2 };
