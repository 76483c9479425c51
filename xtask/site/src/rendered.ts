// A page on which Redoc renders an OpenAPI document.

export {};

interface Redoc {
  init(document: unknown, options: Record<string, unknown>, at: Element): void;
}

declare global {
  var Redoc: Redoc;
  var crossfield: { openapi: unknown };
}

const at = document.querySelector("main");
const { openapi } = globalThis.crossfield;
// Its search would start a worker, which a page from the file system may not.
if (at) globalThis.Redoc.init(openapi, { disableSearch: true, hideDownloadButton: true, nativeScrollbars: true }, at);
