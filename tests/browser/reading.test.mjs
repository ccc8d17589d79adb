// How a reader sets a page for their own eyes: large type, a dark page, forced colours, no motion.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, served } from "./sites.mjs";
import { inTabs, kinds, open, tab } from "./kinds.mjs";
import { cut, overlaps } from "./layout.mjs";
import { wider } from "./looks.mjs";

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

const spread = async (page) => [...await page.evaluate(wider), ...await page.evaluate(overlaps), ...await page.evaluate(cut)];

test("with type of twice the size nothing is cut off and nothing lies over another", async () => {
  const wrong = await inTabs(opened.context, kinds("zh-CN"), async (page, kind, said) => {
    const cdp = await opened.context.newCDPSession(page);
    await cdp.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    await open(page, kind);
    const found = [];
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await spread(page)).map((fault) => `${width}: ${fault}`));
    }
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    if (size < 32) found.push(`the type is ${size}`);
    await cdp.detach();
    return [...found, ...said].map((fault) => `${kind.kind}: ${fault}`);
  });
  assert.deepEqual(wrong, []);
});

/** The size of what is read, and of what leads. */
const sizes = () => [...document.querySelectorAll("main p, h1, h2, .nav a, .body, td, .prefs button")].map((e) => parseFloat(getComputedStyle(e).fontSize));

test("the switches for large type and a dark page are kept from page to page", async (t) => {
  const server = await served("full-zh-CN");
  t.after(server.close);
  const { page, said } = await tab(opened.context);
  await page.emulateMedia({ colorScheme: "light" });
  const pressed = (name) => page.getAttribute(`[data-pref=${name}]`, "aria-pressed");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(`${server.address}reports/2022/long.html`);
  const [small, light] = [await page.evaluate(sizes), await ground()];
  assert.deepEqual([await pressed("type"), await pressed("theme")], ["false", "false"]);
  await page.click("[data-pref=type]");
  await page.click("[data-pref=theme]");
  assert.deepEqual([await pressed("type"), await pressed("theme")], ["true", "true"]);
  const [large, dark] = [await page.evaluate(sizes), await ground()];
  assert.ok(large.every((size, at) => size > small[at]), `${small} to ${large}`);
  assert.notEqual(dark, light);

  for (const { address } of kinds("zh-CN").filter(({ built, template }) => built === "full-zh-CN" && !["404", "alias"].includes(template))) {
    await page.goto(server.address + address);
    assert.deepEqual([await pressed("type"), await pressed("theme"), await ground()], ["true", "true", dark], address);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await spread(page), [], `${address}, ${width}`);
    }
  }
  await page.click("[data-pref=type]");
  await page.click("[data-pref=theme]");
  await page.goto(`${server.address}reports/2022/long.html`);
  assert.deepEqual([await page.evaluate(sizes), await ground()], [small, light]);
  assert.deepEqual(said, []);
});

/** The colours of the style sheet as they hold on the page. */
function colours() {
  const names = new Set();
  for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
    for (const name of rule.style ?? []) if (name.startsWith("--")) names.add(name);
  }
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...names, "color-scheme"].map((name) => [name, style.getPropertyValue(name)]));
}

test("the dark page of the switch is the dark page of the system", async (t) => {
  const server = await served("full-zh-CN");
  t.after(server.close);
  const { page } = await tab(opened.context);
  await page.goto(`${server.address}index.html`);
  const set = (theme) => page.evaluate((name) => { document.documentElement.dataset.theme = name; }, theme);
  const under = async (colorScheme, theme) => {
    await page.emulateMedia({ colorScheme });
    await set(theme);
    const found = await page.evaluate(colours);
    await page.evaluate(() => { delete document.documentElement.dataset.theme; });
    delete found["color-scheme"];
    return found;
  };
  const [light, dark] = [await under("light", "light"), await under("dark", "dark")];
  await page.emulateMedia({ colorScheme: "dark" });
  const { "color-scheme": scheme, ...system } = await page.evaluate(colours);
  assert.equal(scheme, "light dark");
  assert.notDeepEqual(light, dark);
  assert.deepEqual(await under("light", "dark"), system);
  assert.deepEqual(await under("dark", "light"), light);
});

/** What cannot be told apart when a reader's own colours take the place of ours. */
function alike() {
  const wrong = [];
  const style = (element) => getComputedStyle(element);
  const canvas = style(document.documentElement).backgroundColor === "rgba(0, 0, 0, 0)" ? style(document.body).backgroundColor : style(document.documentElement).backgroundColor;
  const framed = (element) => ["border", "outline"].some((line) => parseFloat(style(element)[`${line}TopWidth`] ?? style(element)[`${line}Width`]) > 0 && style(element)[`${line}Style`] !== "none");
  for (const cell of document.querySelectorAll(".is-in > a, .is-in > span")) {
    if (style(cell).backgroundColor === canvas && !framed(cell)) wrong.push(`a cell with reports looks empty: ${cell.outerHTML.slice(0, 80)}`);
  }
  for (const cell of document.querySelectorAll(".is-here > *")) if (!framed(cell)) wrong.push("the cell of this page has no frame");
  for (const link of document.querySelectorAll("main p a[href], main dd a[href], main li a[href]")) {
    const around = style(link.parentElement).color;
    const own = link.matches(".cell *, .bars *, .anchor, .outline *");
    if (!own && style(link).color === around && !style(link).textDecorationLine.includes("underline")) wrong.push(`a link looks like its text: ${link.outerHTML.slice(0, 80)}`);
  }
  const current = document.querySelector(".nav [aria-current]"), other = document.querySelector(".nav a:not([aria-current])");
  if (current && style(current).borderBottomColor === style(other).borderBottomColor) wrong.push("where one is looks like where one is not");
  const [on, off] = ["true", "false"].map((state) => document.querySelector(`.prefs [aria-pressed=${state}]`));
  if (on && off && style(on).backgroundColor === style(off).backgroundColor) wrong.push("a switch that is on looks like one that is off");
  return [...new Set(wrong)].slice(0, 5);
}

test("with forced colours everything can be told apart, and without motion nothing moves", async () => {
  const wrong = await inTabs(opened.context, kinds("zh-CN"), async (page, kind, said) => {
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce", colorScheme: "light" });
    await open(page, kind);
    // Not by a click: that would be kept, for the other tabs too.
    await page.evaluate(() => document.querySelector("[data-pref=type]").setAttribute("aria-pressed", "true"));
    const found = await page.evaluate(alike);
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((e) => {
      const { transitionDuration, animationName } = getComputedStyle(e);
      return transitionDuration.split(", ").some((time) => time !== "0s") || animationName !== "none";
    }).map((e) => e.outerHTML.slice(0, 80)).slice(0, 3));
    return [...found, ...said, ...moving.map((one) => `it moves: ${one}`)].map((fault) => `${kind.kind}: ${fault}`);
  });
  assert.deepEqual(wrong, []);
});
