// The site in headless Chromium. The question comes as JSON on standard input; each claim with what speaks against it
// goes to standard output, a line each.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const question = JSON.parse(readFileSync(0, "utf8"));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const live = question.types.filter((type) => type.live);

// The type that the page shows first: one of which a field decides others.
let first = live[0];
const complaints = [];
const strangers = [];

const claim = (words, against) => process.stdout.write(`${JSON.stringify({ claim: words, against })}\n`);
const unless = (holds, reason) => (holds ? [] : [reason]);

// A page that notes what it complains of, and that may load nothing but the site.
async function open(browser, base, settings = {}) {
  const context = await browser.newContext({ viewport: DESK, ...settings });
  await context.route(
    (url) => !isOwn(url.href, base),
    (route) => {
      strangers.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => {
    // Redoc warns of its own way to merge schemas.
    const isOfRedoc = message.type() === "warning" && message.location().url.endsWith("/redoc.js");
    if (["error", "warning"].includes(message.type()) && !isOfRedoc) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} was not loaded`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
  });
  return page;
}

const isOwn = (url, base) => ["data:", "blob:"].some((scheme) => url.startsWith(scheme)) || url.startsWith(base);

// What the page shows of every example, one after the other.
const shown = (page) =>
  page.evaluate(() => {
    const select = document.querySelector("#example");
    return [...select.options].map((option) => {
      select.value = option.value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      const items = [...document.querySelectorAll("#violations > li")];
      const verdict = document.querySelector("#verdict").textContent;
      return { index: Number(option.value), verdict, violations: items.map(({ dataset }) => ({ ...dataset })) };
    });
  });

const now = (page) =>
  page.evaluate(() => [...document.querySelectorAll("#violations > li")].map(({ dataset }) => ({ ...dataset })));

const plain = ({ pointer, code, message, line, column }) => `${line}:${column} ${code} \`${pointer}\`: ${message}`;

const differs = (name, text, native, page) => {
  const [expected, found] = [native, page].map((list) => list.map(plain).join(" | "));
  return unless(expected === found, `${name}: ${JSON.stringify(text)}: native [${expected}], page [${found}]`);
};

async function visit(page, base, name) {
  await page.goto(`${base}/index.html#${encodeURIComponent(name)}`);
  await page.locator("h1", { hasText: name }).waitFor();
}

async function examples(page, base) {
  let count = 0;
  const against = [];
  for (const { name, examples } of live) {
    await visit(page, base, name);
    for (const { index, verdict, violations } of await shown(page)) {
      const { text, native } = examples[index];
      count += 1;
      against.push(...differs(name, text, native, violations));
      const isValid = native.length === 0;
      against.push(...unless(verdict.includes("Valid") === isValid, `${name}: the verdict on ${text} is ${verdict}`));
    }
  }
  against.push(...unless(count >= live.length * 3, `there are only ${count} examples`));
  claim(`of each of the ${count} examples of ${live.length} types, the page shows what native code finds`, against);
}

// What the page's check says of payloads that nobody sees.
async function payloads(page, words, types) {
  const against = [];
  let count = 0;
  for (const { name, live, others } of types) {
    const found = await page.evaluate(
      ({ of, texts }) => texts.map((text) => globalThis.crossfield.check(of, text)),
      { of: typeof live === "object" ? live : name, texts: others.map(({ text }) => text) },
    );
    count += others.length;
    against.push(...others.flatMap(({ text, native }, index) => differs(name, text, native, found[index])));
  }
  against.push(...unless(count > 0, "there are none"));
  claim(`of each of ${count} ${words}, its check says what native code says`, against);
}

async function typing(page, base) {
  const { name, examples } = first;
  const compact = (text) => JSON.stringify(JSON.parse(text));
  const broken = examples.find(({ native }) => native.length > 0);
  const valid = examples.find(({ native }) => native.length === 0);
  await visit(page, base, name);
  await page.locator("#payload").press("ControlOrMeta+a");
  await page.keyboard.type(compact(broken.text));
  const withBroken = await now(page);
  const marks = await page.locator(".marks mark").count();
  await page.locator("#payload").press("ControlOrMeta+a");
  await page.keyboard.type(compact(valid.text));
  const mended = await page.locator("#verdict").textContent();
  const told = ({ code, pointer, message }) => `${code} ${pointer} ${message}`;
  const [expected, found] = [broken.native, withBroken].map((list) => list.map(told).join());
  claim("typing a broken payload shows and marks what is wrong, and typing a valid one that nothing is", [
    ...unless(expected === found, `expected ${expected}, found ${found}`),
    ...unless(marks > 0, "nothing is marked in the text"),
    ...unless(mended.includes("Valid"), `the valid payload is called ${mended}`),
  ]);
}

async function keyboard(page, base) {
  await page.goto("about:blank");
  await visit(page, base, first.name);
  await page.keyboard.press("Tab");
  const stop = await page.evaluate(() => document.activeElement.className);
  const cell = page.locator("td.told").first();
  const words = await cell.getAttribute("data-tip");
  await page.locator("[role=grid] td[tabindex='0']").first().focus();
  const reached = await walkTo(page);
  const tip = await page.locator("#tip").textContent();
  const described = await page.evaluate(() => document.activeElement.getAttribute("aria-describedby"));
  await page.keyboard.press("Escape");
  const gone = await page.locator("#tip").isHidden();
  await cell.hover();
  const hovered = await page.locator("#tip").isVisible();
  await page.locator(".broken button").first().focus();
  await page.keyboard.press("Enter");
  const focused = await page.evaluate(() => document.activeElement.id);
  const verdict = await page.locator("#verdict").textContent();
  claim("it can be used by keyboard: skip link, cells by arrows with their messages, examples from the rules", [
    ...unless(stop === "skip", `the first stop is ${stop}`),
    ...unless(reached, "arrows lead to no cell with a message"),
    ...unless(reached === words && described === "tip" && tip.length > 0, `the message is ${tip}, described by ${described}`),
    ...unless(gone, "Escape does not hide the message"),
    ...unless(hovered, "the message does not show on hover"),
    ...unless(focused === "payload" && verdict.includes("1 violation"), `"Try it" leads to ${focused}: ${verdict}`),
  ]);
}

// By arrows from cell to cell, until one has a message.
async function walkTo(page) {
  for (let step = 0; step < 40; step += 1) {
    const tip = await page.evaluate(() => document.activeElement.dataset.tip ?? null);
    if (tip) return tip;
    await page.keyboard.press("ArrowRight");
  }
  return null;
}

async function theme(page, base) {
  await visit(page, base, first.name);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.selectOption("#theme", "light");
  const light = await ground();
  await page.selectOption("#theme", "dark");
  const dark = await ground();
  await page.reload();
  const kept = await ground();
  await page.selectOption("#theme", "system");
  claim("the colours can be switched, and stay so", [
    ...unless(light !== dark, `light and dark are both ${light}`),
    ...unless(kept === dark, `after a reload it is ${kept}`),
  ]);
}

async function rendered(page, base) {
  const { pages } = question;
  await page.goto(`${base}/index.html#documents`);
  const links = await page.locator("main section li a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const against = unless(pages.length > 0 && links.join() === pages.join(), `the links lead to ${links.join()}`);
  for (const href of pages) {
    await page.goto(`${base}/${href}`);
    await page.locator("main h2").first().waitFor();
    const document = await page.evaluate(() => globalThis.crossfield.openapi);
    const text = await page.locator("main").textContent();
    const tabs = await page.locator("main button").evaluateAll((all) => all.map(({ textContent }) => textContent));
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    for (const operation of operations.filter(({ operationId }) => operationId)) {
      const { summary } = operation;
      against.push(...unless(text.includes(summary), `${href} does not show "${summary}"`));
      // Of several conditions Redoc shows one.
      const titles = conditions(document, operation);
      const isShown = titles.length === 0 || titles.some((title) => tabs.includes(title));
      against.push(...unless(isShown, `${href} has no tab for a condition of "${summary}"`));
    }
  }
  claim(`Redoc renders ${pages.length} OpenAPI document(s) with every operation, a condition of each request as tabs`, against);
}

// The titles of the conditions in the body that an operation takes.
function conditions(document, { requestBody }) {
  const name = requestBody?.content["application/json"].schema.$ref?.split("/").at(-1);
  const entries = document.components.schemas[name]?.allOf ?? [];
  return entries.flatMap((entry) => (entry.if?.title ? [entry.if.title] : []));
}

async function downloads(page, base) {
  await page.goto(`${base}/index.html#documents`);
  const links = await page.locator("a[download]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const files = (await readdir(join(question.site, "schema"))).sort();
  const named = links.map((link) => basename(link)).sort();
  const against = unless(named.join() === files.join(), `links: ${named.join()}; files: ${files.join()}`);
  for (const file of files) {
    const parsed = JSON.parse(await readFile(join(question.site, "schema", file), "utf8"));
    against.push(...unless(parsed.$schema || parsed.openapi, `${file} is no document`));
  }
  claim(`each of the ${files.length} documents is there to download`, against);
}

// What axe-core finds in a page; of Redoc's page, what Redoc makes is its own matter.
async function accessible(page, where, options = "document") {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(`axe.run(${options}, { preload: false, resultTypes: ['violations'] })`);
  return violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target.join(" ")).slice(0, 3)}`);
}

async function accessibleAs(browser, base, name, setting) {
  const page = await open(browser, base, setting);
  const against = [];
  for (const type of [...question.types.map(({ name }) => name), "documents"]) {
    await page.goto(`${base}/index.html#${encodeURIComponent(type)}`);
    await page.locator("h1").waitFor();
    against.push(...(await accessible(page, type)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    against.push(...unless(wide <= 0, `${type}: the page is ${wide} pixels too wide`));
  }
  claim(`axe-core finds nothing, and nothing is cut off at the side: ${name}`, against);
  await picture(page, base, name);
  await page.context().close();
}

async function accessibility(browser, base) {
  const settings = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    phone: { colorScheme: "light", viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  };
  await Promise.all(Object.entries(settings).map(([name, setting]) => accessibleAs(browser, base, name, setting)));
  const page = await open(browser, base);
  await page.goto(`${base}/${question.pages[0]}`);
  await page.locator("main h2").first().waitFor();
  claim("axe-core finds nothing around what Redoc renders", await accessible(page, "openapi", "{ exclude: ['main'] }"));
  await page.screenshot({ path: join(question.screenshots, "openapi.png") });
  await page.context().close();
}

async function picture(page, base, name) {
  const view = (type) => page.goto(`${base}/index.html#${encodeURIComponent(type)}`);
  await view(first.name);
  await breakRule(page);
  await page.screenshot({ path: join(question.screenshots, `${name}.png`), fullPage: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(question.screenshots, `${name}-first.png`) });
  const widest = live.toSorted((one, other) => other.examples.length - one.examples.length)[0];
  await view(widest.name);
  await page.screenshot({ path: join(question.screenshots, `${name}-${widest.name}.png`) });
}

// Shows what a rule across fields says: that of the first cell with a message.
async function breakRule(page) {
  await page.evaluate(() => {
    const message = document.querySelector("td.told")?.dataset.tip;
    const select = document.querySelector("#example");
    const option = [...select.options].find(({ text }) => message && text.endsWith(message.replaceAll("`", "")));
    if (!option) return;
    select.value = option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// For the README: what there is to see of a rule, small.
async function postcard(browser, base) {
  const page = await open(browser, base, { viewport: { width: 1240, height: 900 }, colorScheme: "light" });
  await visit(page, base, await smallest(page, base));
  await breakRule(page);
  const path = join(question.screenshots, "readme.png");
  const [table, check] = await Promise.all([0, 1].map((part) => page.locator("main > section").nth(part).boundingBox()));
  const [x, y, width] = [table.x - 16, table.y - 12, table.width + 32];
  await page.screenshot({ path, fullPage: true, clip: { x, y, width, height: check.y + check.height + 16 - y } });
  const { size } = await stat(path);
  claim("the picture for the README is smaller than 150 kB", unless(size < 150_000, `it has ${size} bytes`));
  await page.context().close();
}

// The type with the smallest table in which a rule speaks.
async function smallest(page, base) {
  const sizes = [];
  for (const { name } of live) {
    await visit(page, base, name);
    const [cells, told] = await Promise.all([page.locator("td").count(), page.locator("td.told").count()]);
    if (told > 0) sizes.push({ name, cells });
  }
  return sizes.toSorted((one, other) => one.cells - other.cells)[0].name;
}

// The site as a static host has it.
async function hosted(browser) {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const body = await readFile(join(question.site, path)).catch(() => null);
    response.writeHead(body ? 200 : 404, { "content-type": types[extname(path)] ?? "application/octet-stream" });
    response.end(body ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  const page = await open(browser, base);
  await visit(page, base, first.name);
  const [example] = await shown(page);
  await page.goto(`${base}/${question.pages[0]}`);
  await page.locator("main h2").first().waitFor();
  claim("it works from a static host too", unless(example.verdict.includes("Valid"), `the first example is ${example.verdict}`));
  await page.context().close();
  server.close();
}

const browser = await chromium.launch({
  executablePath: question.chromium,
  // Root has no sandbox.
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const base = pathToFileURL(question.site).href;
  const page = await open(browser, base);
  await page.goto(`${base}/index.html`);
  const shownFirst = await page.locator("h1").textContent();
  first = live.find(({ name }) => name === shownFirst) ?? first;
  await examples(page, base);
  await payloads(page, "random, cut and damaged payloads", live);
  const { specimens } = question;
  await payloads(page, `payloads of ${specimens.length} types with other rules`, specimens);
  await typing(page, base);
  await keyboard(page, base);
  await theme(page, base);
  await rendered(page, base);
  await downloads(page, base);
  await page.context().close();
  await accessibility(browser, base);
  await postcard(browser, base);
  await hosted(browser);
  claim("there is nothing on the console, and everything loads", [...new Set(complaints)]);
  claim("no request leaves the page", [...new Set(strangers)]);
} finally {
  await browser.close();
}
