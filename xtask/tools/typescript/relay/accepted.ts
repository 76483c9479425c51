// What a client may write. It must compile against the generated types as it stands.
import type { operations } from "./api.js";

type Creation = operations["createRelaySipEndpoint"]["requestBody"]["content"]["application/json"];
type Change = operations["updateRelaySipEndpoint"]["requestBody"]["content"]["application/json"];
type List = operations["listRelaySipEndpoints"]["responses"]["200"]["content"]["application/json"];

export const least: Creation = { username: "front-desk", password: "correct horse battery staple" };

export const toTopic: Creation = {
    username: "front-desk",
    password: "correct horse battery staple",
    call_handler: "relay_topic",
    call_relay_topic: "office",
    call_relay_topic_status_callback_url: "https://example.com/status",
};

export const nothing: Change = {};

/** The handler stays as it is, and so do its other fields. */
export const anotherTopic: Change = { call_relay_topic: "office" };

/** From what the handler is known to be, the compiler knows which of its fields are there. */
export function topicOf(request: Creation): string | undefined {
    if (request.call_handler === "relay_topic") {
        const topic: string = request.call_relay_topic;
        return topic;
    }
    return undefined;
}

export function users(list: List): string[] {
    return list.data.map((endpoint) => endpoint.username);
}

export function next(list: List): string | null | undefined {
    return list.links.next;
}
