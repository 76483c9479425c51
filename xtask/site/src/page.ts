// The page: what there is to see of each type, and the way to it.

import { type Check, type Violation, checker } from "./check.js";
import type { Broken, Explanation, Form, Live, Operation, Site, Type } from "./data.js";
import { breakable, code, element, find, inline, prose } from "./dom.js";
import { type Editor, editor } from "./editor.js";
import { decisionTable, tips } from "./table.js";
import { themeSwitch } from "./theme.js";

// What data.js has set, and what scripts may ask.
interface Page {
  site: Site;
  check?: (of: string | Live, text: string) => Violation[];
}

const page = (globalThis as unknown as { crossfield: Page }).crossfield;
const { site } = page;
const DOCUMENTS = "documents";

const typeOf = (name: string): Type | undefined => site.types.find((type) => type.name === name);

const link = (name: string, words = name): HTMLElement =>
  typeOf(name) ? element("a", { href: `#${encodeURIComponent(name)}` }, words) : element("span", {}, words);

const operations = site.documents.flatMap(({ operations }) => operations);

// The operations of each document by their tags; under the document's title where there are several.
function groups(): HTMLElement[] {
  return site.documents.flatMap((document) => {
    const tags = [...new Set(document.operations.map(({ tag }) => tag))];
    return tags.map((tag) => {
      const title = site.documents.length > 1 ? `${document.title}${tags.length > 1 ? `: ${tag}` : ""}` : tag;
      const entries = document.operations.filter((operation) => operation.tag === tag).map(entry);
      return element("section", { class: "operations" }, element("h2", {}, title), element("ul", {}, ...entries));
    });
  });
}

function navigation(): HTMLElement[] {
  const types = element("ul", {}, ...site.types.map(({ name }) => element("li", {}, link(name))));
  const documents = element("a", { href: `#${DOCUMENTS}` }, "Documents to read and download");
  return [
    ...groups(),
    element("section", {}, element("h2", {}, "Types"), types),
    element("section", {}, element("h2", {}, "Documents"), element("ul", {}, element("li", {}, documents))),
  ];
}

function entry(operation: Operation): HTMLElement {
  const request = operation.request.map((name) => link(name, "request"));
  const answers = operation.answers
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ status, types }) => types.map((name) => link(name, `answer ${status}`)));
  return element(
    "li",
    {},
    element("span", { class: "method" }, operation.method),
    " ",
    element("span", { class: "summary" }, operation.summary),
    element("span", { class: "path" }, breakable(operation.path)),
    element("span", { class: "bodies" }, ...separated([...request, ...answers])),
  );
}

const separated = (links: HTMLElement[]): (HTMLElement | string)[] =>
  links.flatMap((link, index) => (index === 0 ? [link] : [" · ", link]));

function typeView(type: Type): HTMLElement[] {
  const live = editor(type);
  const top = [
    element("h1", { tabindex: -1 }, type.name),
    element("div", { class: "description" }, ...prose(type.description), used(type), partsOf(type)),
  ];
  if (type.schema !== null) return [...top, section("In the schema", code(JSON.stringify(type.schema, null, 2), "Schema"))];
  return [
    ...top,
    section("Which fields go together", ...together(type.explanation)),
    section("Check a payload", ...checked(type, live)),
    section("Each rule in all its forms", ...type.forms.map((form) => formView(type, form, live))),
  ];
}

function partsOf(type: Type): HTMLElement | null {
  const parts = type.parts.filter((name) => typeOf(name)).map((name) => link(name));
  return parts.length === 0 ? null : element("p", {}, "It holds: ", ...separated(parts), ".");
}

function used(type: Type): HTMLElement | null {
  const uses = operations.flatMap((operation) => [
    ...(operation.request.includes(type.name) ? [`the request of \`${operation.method} ${operation.path}\``] : []),
    ...operation.answers
      .filter(({ types }) => types.includes(type.name))
      .map(({ status }) => `answer ${status} of \`${operation.method} ${operation.path}\``),
  ]);
  if (uses.length === 0) return null;
  const items = uses.map((use) => element("li", {}, ...inline(use)));
  const words = uses.length === 1 ? "It is" : `It is the body of ${uses.length} messages:`;
  if (uses.length === 1) return element("p", {}, `${words} `, ...inline(uses[0] ?? ""), ".");
  return element("details", {}, element("summary", {}, words), element("ul", {}, ...items));
}

const section = (title: string, ...content: HTMLElement[]): HTMLElement =>
  element("section", {}, element("h2", {}, title), ...content);

function together(explanation: Explanation | null): HTMLElement[] {
  if (!explanation) return [element("p", {}, "It is no object, so there are no fields to go together.")];
  const variants = explanation.variants.flatMap(({ toldBy, explanation }) => [
    element("h3", {}, ...inline(toldBy)),
    ...together(explanation),
  ]);
  const sentences = explanation.sentences.map((sentence) => element("li", {}, ...inline(sentence)));
  const inWords = element("details", {}, element("summary", {}, "In words"), element("ul", {}, ...sentences));
  const tables = explanation.tables.map(decisionTable);
  if (tables.length === 0 && variants.length === 0) {
    const own = element("p", {}, "No field depends on another: each is required or optional whatever the others hold.");
    return [own, presence(explanation), ...(sentences.length > 0 ? [inWords] : [])];
  }
  return [...tables, ...variants, ...(sentences.length > 0 ? [inWords] : [])];
}

function presence(explanation: Explanation): HTMLElement {
  const kinds = { required: "●", conditional: "◐", optional: "○" } as const;
  const items = explanation.fields.map(({ name, presence, sentences }) =>
    element(
      "li",
      { class: presence === "optional" ? "allowed" : presence },
      element("span", { class: "mark", "aria-hidden": "true" }, kinds[presence]),
      " ",
      element("code", {}, name),
      ` ${presence}`,
      ...sentences.flatMap((sentence) => [", ", ...inline(sentence)]),
    ),
  );
  return element("ul", { class: "presence" }, ...items);
}

function checked(type: Type, live: Editor | null): HTMLElement[] {
  if (!live) {
    const why = `The page cannot say of a payload what the native check says: ${type.why ?? ""}.`;
    return [element("p", {}, ...inline(why))];
  }
  const words =
    "What you type is held against the emitted schema, here in the page, and stays here. The codes, places and messages " +
    "are those of the native check.";
  const others = type.rustOnly.map((sentence) => element("li", {}, ...inline(sentence)));
  const without = others.length === 0 ? [] : [element("p", {}, "Not checked here:"), element("ul", {}, ...others)];
  return [element("p", {}, words), ...without, live.made];
}

function formView(type: Type, form: Form, live: Editor | null): HTMLElement {
  const title = form.field === null ? "The object as a whole" : form.field;
  const sentences = form.sentences.map((sentence) => element("li", {}, ...inline(sentence)));
  const broken = form.broken.map((of) => brokenView(of, live));
  const written = [
    form.rust === null ? null : part("In Rust", code(form.rust, `${type.name}, ${title}, in Rust`)),
    sentences.length === 0 ? null : part("In words", element("ul", {}, ...sentences)),
  ];
  const parts = [
    written.some((form) => form !== null) ? element("div", { class: "part" }, ...written) : null,
    form.schema === null ? null : part("In the schema", code(JSON.stringify(form.schema, null, 2), `${title} in the schema`)),
    broken.length === 0 ? null : part("As violations", element("ul", { class: "broken" }, ...broken)),
  ];
  const heading = element("h3", {}, form.field === null ? title : breakable(title));
  return element("article", { class: "form" }, heading, element("div", { class: "parts" }, ...parts));
}

const part = (title: string, content: HTMLElement): HTMLElement =>
  element("div", { class: "part" }, element("h4", {}, title), content);

function brokenView(of: Broken, live: Editor | null): HTMLElement {
  const pointer = of.pointer === "" ? "(the whole payload)" : of.pointer;
  const stated = of.stated === null ? "" : `: ${short(JSON.stringify(of.stated))}`;
  const keyword = of.keyword === null ? null : element("code", { class: "keyword" }, `${of.keyword}${stated}`);
  const attempt = element("button", { type: "button", "aria-label": `Try it: ${of.example.replaceAll("`", "")}` }, "Try it");
  attempt.addEventListener("click", () => live?.take(of.example));
  return element(
    "li",
    {},
    element("span", { class: "code" }, of.code),
    " ",
    element("code", { class: "pointer" }, pointer),
    element("p", { class: "message" }, ...inline(of.message)),
    keyword,
    live ? attempt : null,
  );
}

const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 88)}…` : text);

const OF_REDOC =
  "Redoc shows a condition between fields as tabs, and of several in one body only one. The decision tables here show all.";

function documentsView(): HTMLElement[] {
  const pages = site.pages.map(({ page, title, file }) =>
    element("li", {}, element("a", { href: page }, title), ` (${file}), rendered by Redoc`),
  );
  const rows = site.downloads.map(({ file, dialect, describes, audience, bytes }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: `schema/${file}`, download: true }, file)),
      element("td", {}, describes),
      element("td", {}, dialect),
      element("td", {}, audience),
      element("td", { class: "number" }, `${(bytes / 1000).toFixed(1)} kB`),
    ),
  );
  const head = ["file", "describes", "dialect", "for", "size"].map((name) => element("th", { scope: "col" }, name));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Files, to scroll" };
  return [
    element("h1", { tabindex: -1 }, "Documents"),
    section("To read", element("ul", {}, ...pages), element("p", {}, OF_REDOC)),
    section("To download", element("div", scroll, table)),
    element("p", {}, element("a", { href: "licences.txt" }, "Licences of what this page is made of")),
  ];
}

// Most come for a request in which a field decides others.
function first(): string {
  const requests = operations.flatMap(({ request }) => request).map(typeOf);
  const decides = (type: Type | undefined): boolean => (type?.explanation?.tables.length ?? 0) > 0;
  return (requests.find(decides) ?? site.types.find(decides) ?? site.types[0])?.name ?? DOCUMENTS;
}

function show(): void {
  const asked = decodeURIComponent(location.hash.slice(1));
  const type = typeOf(asked) ?? (asked === DOCUMENTS ? undefined : typeOf(first()));
  const main = find("main", HTMLElement);
  main.replaceChildren(...(type ? typeView(type) : documentsView()));
  document.title = `${type ? type.name : "Documents"} · crossfield`;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav a")) {
    const isHere = link.hash === `#${encodeURIComponent(type ? type.name : DOCUMENTS)}`;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Whoever follows a link is taken to the top of what it leads to.
function follow(): void {
  if (location.hash === "#main") return;
  show();
  find("#way", HTMLDetailsElement).open = isWide();
  scrollTo(0, 0);
  document.querySelector("h1")?.focus({ preventScroll: true });
}

const isWide = (): boolean => matchMedia("(min-width: 60rem)").matches;

const checks = new Map<Live, Check>();

// What is wrong with a payload, for scripts: of a type by its name, or by what its keywords mean.
page.check = (of, text) => {
  const live = typeof of === "string" ? typeOf(of)?.live : of;
  if (!live) throw new Error(`no payload of ${String(of)} can be checked here`);
  const check = checks.get(live) ?? checker(live);
  checks.set(live, check);
  return check(text);
};

find("nav", HTMLElement).append(...navigation());
find("#way", HTMLDetailsElement).open = isWide();
find("#version", HTMLElement).textContent = site.version;
themeSwitch(find("#theme", HTMLSelectElement));
tips(find("main", HTMLElement));
addEventListener("hashchange", follow);
show();
