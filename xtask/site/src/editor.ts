// The live check: an editor, filled with an example, and what is wrong with what stands in it.

import { type Violation, checker } from "./check.js";
import type { Example, Type } from "./data.js";
import { element, inline } from "./dom.js";

export interface Editor {
  made: HTMLElement;
  // Fills the editor with the example of that name, and goes there.
  take(name: string): void;
}

export function editor(type: Type): Editor | null {
  if (!type.live) return null;
  const check = checker(type.live);
  const field = element("textarea", {
    id: "payload",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
    "aria-describedby": "verdict",
  });
  const marks = element("pre", { class: "marks", "aria-hidden": "true" });
  const verdict = element("output", { id: "verdict", for: "payload" });
  const list = element("ol", { id: "violations", "aria-label": "Violations" });
  const judge = (): void => {
    const violations = check(field.value);
    verdict.className = violations.length === 0 ? "valid" : "invalid";
    verdict.textContent = summary(violations.length);
    list.replaceChildren(...violations.map((violation) => shown(violation, field)));
    marks.replaceChildren(...marked(field.value, violations));
    field.setAttribute("aria-invalid", String(violations.length > 0));
    follow();
  };
  const follow = (): void => {
    marks.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
  };
  const select = choice(type.examples);
  const fill = (index: number): void => {
    field.value = type.examples[index]?.text ?? "";
    field.rows = Math.min(Math.max(field.value.split("\n").length + 1, 6), 24);
    field.scrollTo(0, 0);
    judge();
  };
  select.addEventListener("change", () => fill(Number(select.value)));
  field.addEventListener("input", judge);
  field.addEventListener("scroll", follow);
  fill(0);
  const labelled = (text: string, control: HTMLElement): HTMLElement =>
    element("p", { class: "labelled" }, element("label", { for: control.id }, text), control);
  return {
    made: element(
      "div",
      { class: "live" },
      element(
        "div",
        {},
        labelled("Start from", select),
        element("label", { for: "payload" }, "Payload"),
        element("div", { class: "editor" }, marks, field),
      ),
      element("div", { class: "report" }, verdict, list),
    ),
    take(name) {
      const index = type.examples.findIndex((example) => example.name === name);
      if (index < 0) return;
      select.value = String(index);
      fill(index);
      field.scrollIntoView({ block: "center" });
      field.focus({ preventScroll: true });
    },
  };
}

const summary = (count: number): string => {
  if (count === 0) return "✓ Valid";
  return `✕ ${count} ${count === 1 ? "violation" : "violations"}`;
};

function choice(examples: Example[]): HTMLSelectElement {
  const options = (valid: boolean): HTMLElement[] =>
    examples.flatMap(({ name, valid: is }, index) => {
      const words = name.replaceAll("`", "");
      return is === valid ? [element("option", { value: index }, words)] : [];
    });
  return element(
    "select",
    { id: "example" },
    element("optgroup", { label: "Valid" }, ...options(true)),
    element("optgroup", { label: "A rule broken" }, ...options(false)),
  );
}

function shown(violation: Violation, field: HTMLTextAreaElement): HTMLElement {
  const { pointer, code, message, line, column, keyword } = violation;
  const place = element("button", { type: "button", class: "place" }, `line ${line}, column ${column}`);
  place.addEventListener("click", () => {
    field.focus();
    field.setSelectionRange(violation.span.start, violation.span.end);
  });
  const item = element(
    "li",
    {},
    element("span", { class: "code" }, code),
    " ",
    element("code", { class: "pointer" }, pointer === "" ? "(the whole payload)" : pointer),
    element("p", { class: "message" }, ...inline(message)),
    element("p", { class: "where" }, place, ...(keyword === null ? [] : [" in the schema: ", element("code", {}, keyword)])),
  );
  Object.assign(item.dataset, { pointer, code, message, line, column });
  return item;
}

// The text once more, behind the editor, with the places of the violations marked.
function marked(text: string, violations: Violation[]): Node[] {
  const spans = violations.map(({ span }) => narrowed(text, span.start, span.end));
  const edges = [...new Set([0, text.length, ...spans.flat()])].sort((one, other) => one - other);
  const parts = edges.map((start, index) => {
    const part = text.slice(start, edges[index + 1] ?? text.length);
    const isMarked = spans.some(([from, to]) => from <= start && start < to);
    return isMarked ? element("mark", {}, part) : document.createTextNode(part);
  });
  return [...parts, document.createTextNode("\n")];
}

// Of an object or array its opening bracket is enough, and of the end of the text the last character.
function narrowed(text: string, start: number, end: number): [number, number] {
  if ("{[".includes(text[start] ?? "-")) return [start, start + 1];
  if (start < end) return [start, end];
  return start < text.length ? [start, start + 1] : [Math.max(start - 1, 0), start];
}
