// Elements, made from text alone: nothing that is shown is read as HTML.

type Child = Node | string | null;
type Attributes = Record<string, string | boolean | number | null>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(attribute, "");
    else if (value !== false && value !== null) made.setAttribute(attribute, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function find<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${selector}`);
}

// Words with names in code marks.
export const inline = (words: string): Child[] =>
  words.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));

// A path that may go on in the next line behind a slash, or a name that may behind an underscore.
export function breakable(name: string): HTMLElement {
  const parts = name.split(name.includes("/") ? /(?<=\/)/ : /(?<=_)/);
  return element("code", {}, ...parts.flatMap((part, index) => (index === 0 ? [part] : [element("wbr"), part])));
}

// Paragraphs, and lists whose lines begin with a dash.
export const prose = (text: string): HTMLElement[] =>
  text
    .split("\n\n")
    .filter((block) => block !== "")
    .map((block) => {
      if (!block.startsWith("- ")) return element("p", {}, ...inline(block.replaceAll("\n", " ")));
      const items = block.split("\n").map((line) => element("li", {}, ...inline(line.replace(/^- /, ""))));
      return element("ul", {}, ...items);
    });

// A block that may be wider or higher than its place: the keyboard must reach it to scroll.
export const code = (text: string, label: string): HTMLElement =>
  element("pre", { tabindex: 0, role: "region", "aria-label": label }, element("code", {}, text));
