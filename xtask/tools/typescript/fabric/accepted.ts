// What a client may write. It must compile against the generated types as it stands.
import type { components, operations } from "./api.js";

type Request = operations["updateSipEndpoint"]["requestBody"]["content"]["application/json"];
type Answer = operations["updateSipEndpoint"]["responses"]["200"]["content"]["application/json"];
type Creation = operations["createSipEndpoint"]["requestBody"]["content"]["application/json"];
type Endpoint = components["schemas"]["SipEndpoint"];

export const nothing: Request = {};

export const toResource: Request = {
    username: "front-desk",
    call_handler: "resource",
    calling_handler_resource_id: "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
};

export const toNetwork: Request = { call_handler: "passthrough", calling_handler_resource_id: null };

/** From what the handler is known to be, the compiler knows that there is an id. */
export function resourceOf(request: Request): string | null | undefined {
    if (request.call_handler === "resource") {
        const id: string = request.calling_handler_resource_id;
        return id;
    }
    return request.calling_handler_resource_id;
}

export function describe(endpoint: Endpoint): string {
    return `${endpoint.username} (${endpoint.call_handler ?? "no handler"})`;
}

/** Whichever shape the answer has. */
export function userOf(answer: Answer): string {
    return answer.sip_endpoint ? answer.sip_endpoint.username : answer.username;
}

export const blocked: Creation = {
    id: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    username: "front-desk",
    caller_id: "Front desk",
    send_as: "random",
    ciphers: [],
    codecs: ["OPUS"],
    encryption: "default",
    call_handler: "block-pstn",
    calling_handler_resource_id: null,
};
