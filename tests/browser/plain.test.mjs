// Every kind of page without its script, and from a server below a path: it says the same, nothing on it is dead, its links lead somewhere.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, served } from "./sites.mjs";
import { addressOf, inTabs, kinds, open, tab } from "./kinds.mjs";

let opened, plain;
before(async () => {
  opened = await browser();
  plain = await browser({ javaScriptEnabled: false });
});
after(() => Promise.all([opened.close(), plain.close()]));

/** What is read on a page. */
const read = () => document.querySelector("main").innerText + document.querySelector("footer").innerText;

const texts = (context) => inTabs(context, kinds("zh-CN"), async (page, kind) => {
  await open(page, kind);
  return [`${kind.kind}\n${await page.evaluate(read)}`];
});

test("without its script a page says the same", async () => {
  assert.deepEqual(await texts(plain.context), await texts(opened.context));
});

/** What looks as if it did something and does not, when scripts do not run. */
function dead() {
  const shown = [...document.querySelectorAll("button, input, select, textarea, [role=button], [onclick], a:not([href]), a[href='#'], a[href^='javascript:']")];
  return shown.filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => `it is dead: ${e.outerHTML.slice(0, 100)}`);
}

/** Where the links of a page lead. */
const links = () => [...document.querySelectorAll("a[href]")].map((a) => a.href);

/** The files that links led to, read once. */
const pages = new Map();

/** What is wrong with where a link leads: outside the site nothing is asked. */
async function lost(link) {
  if (!link.startsWith("file:")) return false;
  const [address, anchor] = link.split("#");
  const path = fileURLToPath(address);
  if (!pages.has(path)) pages.set(path, existsSync(path) ? await readFile(path, "utf8") : undefined);
  const html = pages.get(path);
  return html === undefined || (anchor && !html.includes(`id="${decodeURIComponent(anchor)}"`));
}

test("without its script a page shows nothing dead, and its links lead somewhere", async () => {
  let followed = 0;
  const wrong = await inTabs(plain.context, kinds("zh-CN"), async (page, kind) => {
    await open(page, kind);
    const found = await page.evaluate(dead);
    for (const link of await page.evaluate(links)) {
      followed++;
      if (await lost(link)) found.push(`it leads nowhere: ${link}`);
    }
    return found.map((fault) => `${kind.kind}: ${fault}`);
  });
  assert.deepEqual(wrong, []);
  assert.ok(followed > 1000, `${followed}`);
});

test("from a server below a path, under its policy, a page says the same", async (t) => {
  const { page, said } = await tab(opened.context);
  const { page: disk } = await tab(opened.context);
  // The page for lost addresses and that of an old one lead to where the site says that it stands.
  const here = kinds("zh-CN").filter(({ template }) => !["404", "alias"].includes(template));
  for (const built of new Set(here.map((kind) => kind.built))) {
    const server = await served(built);
    t.after(server.close);
    for (const kind of here.filter((one) => one.built === built)) {
      await page.goto(server.address + kind.address);
      await open(disk, kind);
      assert.equal(await page.evaluate(read), await disk.evaluate(read), kind.kind);
      assert.ok(await page.evaluate(() => document.documentElement.classList.contains("js")), `${kind.kind}: its script ran`);
    }
  }
  assert.deepEqual(said, []);
});

test("an old address leads to where the report is now", async () => {
  const kind = kinds("zh-CN").find(({ template }) => template === "alias");
  for (const { context } of [opened, plain]) {
    const { page } = await tab(context);
    await Promise.all([page.waitForURL(/reports\/2022\/long\.html$/), page.goto(addressOf(kind)).catch(() => {})]);
  }
});
