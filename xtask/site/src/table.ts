// Decision tables: fields down, what the discriminant holds across.

import type { Cell, Table, Verdict } from "./data.js";
import { breakable, element, inline } from "./dom.js";

// Told by a mark and a word, so that no colour is needed.
const MARKS: Record<Verdict, string> = {
  required: "●",
  allowed: "○",
  forbidden: "✕",
  depends: "◐",
  contradictory: "⚠",
};

export function decisionTable(table: Table): HTMLElement {
  const name = element("h3", {}, "By ", element("code", {}, table.discriminant));
  const parts: HTMLElement[] = [name];
  if (table.rows.length > 0) parts.push(grid(table));
  if (table.constant.length > 0) parts.push(constant(table));
  return element("div", { class: "decision" }, ...parts);
}

function grid(table: Table): HTMLElement {
  const label = `What ${table.discriminant} decides`;
  const cases = table.cases.map((of) => element("th", { scope: "col" }, ...inline(of)));
  const rows = table.rows.map(({ field, cells }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, breakable(field)),
      ...cells.map((cell) => tableCell(cell)),
    ),
  );
  const head = element("tr", {}, element("th", { scope: "col" }, "field"), ...cases);
  const body = element("tbody", {}, ...rows);
  const made = element("table", { role: "grid", "aria-label": label }, element("thead", {}, head), body);
  arrows(body);
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${label}, to scroll` }, made);
}

function tableCell(cell: Cell): HTMLElement {
  const words = cell.words === null ? null : element("small", {}, ...inline(cell.words));
  const made = element("td", { class: cell.verdict, tabindex: -1 }, ...verdict(cell.verdict), words);
  if (cell.messages.length > 0) {
    made.classList.add("told");
    made.dataset["tip"] = cell.messages.join("\n");
  }
  return made;
}

const verdict = (of: Verdict): HTMLElement[] => [
  element("span", { class: "mark", "aria-hidden": "true" }, MARKS[of]),
  element("span", { class: "word" }, of),
];

// One cell takes part in the order of the Tab key; arrows go on from there.
function arrows(body: HTMLElement): void {
  const cells = (): HTMLElement[][] =>
    [...body.querySelectorAll("tr")].map((row) => [...row.querySelectorAll<HTMLElement>("td")]);
  const first = body.querySelector<HTMLElement>("td");
  if (first) first.tabIndex = 0;
  body.addEventListener("keydown", (event) => {
    const rows = cells();
    const row = rows.findIndex((row) => row.includes(event.target as HTMLElement));
    const column = rows[row]?.indexOf(event.target as HTMLElement) ?? -1;
    const [down, right] = STEPS[event.key] ?? [0, 0];
    const next = rows[row + down]?.[column + right];
    if (column < 0 || !next || next === event.target) return;
    event.preventDefault();
    next.focus();
  });
  body.addEventListener("focusin", (event) => {
    for (const cell of cells().flat()) cell.tabIndex = cell === event.target ? 0 : -1;
  });
}

const STEPS: Record<string, [number, number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

// The fields on which the discriminant has no say, by what they are.
function constant(table: Table): HTMLElement {
  const items = table.constant.map(({ field, cell }) => {
    const told = cell.words === null ? [] : [" ", ...inline(cell.words)];
    return { verdict: cell.verdict, item: element("li", {}, breakable(field), ...told) };
  });
  const verdicts = [...new Set(items.map((item) => item.verdict))];
  const lists = verdicts.map((of) =>
    element(
      "div",
      { class: `constant ${of}` },
      element("span", {}, ...verdict(of)),
      element("ul", {}, ...items.filter((item) => item.verdict === of).map(({ item }) => item)),
    ),
  );
  const words = table.rows.length > 0 ? "Whatever it holds:" : "It decides nothing alone. Whatever it holds:";
  return element("div", {}, element("p", {}, words), ...lists);
}

// The messages of the rules behind a cell, on hover and focus.
export function tips(within: HTMLElement): void {
  const tip = element("div", { id: "tip", role: "tooltip", hidden: true });
  document.body.append(tip);
  let shownFor: HTMLElement | null = null;
  const hide = (): void => {
    tip.hidden = true;
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
  };
  const show = (event: Event): void => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-tip]");
    hide();
    if (!cell) return;
    const lines = (cell.dataset["tip"] ?? "").split("\n");
    tip.replaceChildren(...lines.map((line) => element("p", {}, ...inline(line))));
    tip.hidden = false;
    cell.setAttribute("aria-describedby", "tip");
    shownFor = cell;
    place(tip, cell);
  };
  within.addEventListener("focusin", show);
  within.addEventListener("mouseover", show);
  within.addEventListener("focusout", hide);
  within.addEventListener("mouseleave", hide);
  window.addEventListener("scroll", () => shownFor && place(tip, shownFor), true);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

function place(tip: HTMLElement, cell: HTMLElement): void {
  const box = cell.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
  const below = box.bottom + 6;
  const fits = below + tip.offsetHeight < document.documentElement.clientHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${fits ? below : box.top - tip.offsetHeight - 6}px`;
}
