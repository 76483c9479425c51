// What a client must not write. Each line that starts with `export` must be an error, and no other.
import type { operations } from "./api.js";

type Request = operations["updateSipEndpoint"]["requestBody"]["content"]["application/json"];

export const resourceWithoutId: Request = { call_handler: "resource" };
export const resourceWithNull: Request = { call_handler: "resource", calling_handler_resource_id: null };
export const idWithoutHandler: Request = { calling_handler_resource_id: "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9" };
export const idOfAnotherHandler: Request = { call_handler: "default", calling_handler_resource_id: "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9" };
export const unknownHandler: Request = { call_handler: "voicemail" };
export const unknownKey: Request = { user_name: "front-desk" };
export const wrongType: Request = { username: 7 };
