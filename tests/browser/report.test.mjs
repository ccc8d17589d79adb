// The page of a report: it is light and stands still, and what is taken from it is what was written.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { browser, files, folder, served } from "./sites.mjs";
import { tab } from "./kinds.mjs";

const LONG = "reports/2022/long.html";
let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

const reports = async (site) => (await files(site, ".html")).filter((file) => file.startsWith("reports/"));

test("a report of the sample weighs at most 60 KB with its style sheet, as it is sent", async () => {
  for (const site of ["sample-zh-CN", "sample-en"]) {
    const sheet = gzipSync(await readFile(join(folder(site), "static/site.css"))).length;
    for (const file of await reports(site)) {
      const page = gzipSync(await readFile(join(folder(site), file))).length;
      assert.ok(page + sheet <= 60 * 1024, `${site}, ${file}: ${page} + ${sheet} bytes`);
    }
  }
});

/** How far things moved that were shown already; runs in the page. */
const shifts = () => new Promise((seen) => {
  let sum = 0;
  const observer = new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; });
  observer.observe({ type: "layout-shift", buffered: true });
  // Two frames later whatever has moved has been told.
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => seen(sum))));
});

/** Two frames have been shown. */
const shown = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

for (const width of [1440, 360]) {
  test(`a report stands still while it is loaded, ${width} wide`, async (t) => {
    const { page } = await tab(opened.context);
    // High enough for all of a page to be in the window, so that all of it is watched.
    await page.setViewportSize({ width, height: 6000 });
    const moved = [];
    for (const [site, some] of [["sample-zh-CN", await reports("sample-zh-CN")], ["full-zh-CN", [LONG, "reports/2022/imported.html"]]]) {
      const server = await served(site);
      t.after(server.close);
      for (const file of some) {
        // Pictures come after the words, as they do over a slow line.
        let come;
        const words = new Promise((done) => { come = done; });
        await page.unrouteAll();
        await page.route("**/*.png", async (route) => { await words; await route.continue(); });
        await page.goto(server.address + file, { waitUntil: "domcontentloaded" });
        await page.evaluate(shown);
        come();
        await page.waitForLoadState("load");
        const sum = await page.evaluate(shifts);
        if (sum !== 0) moved.push(`${site}, ${file}: ${sum}`);
      }
    }
    assert.deepEqual(moved, []);
  });
}

/** The paragraphs of a text in Markdown, as they were written: a run-in heading and its paragraph are one. */
function written(markdown) {
  const body = markdown.slice(markdown.indexOf("\n---\n", 4) + 5).replace(/```[^]*?```/g, "");
  const blocks = body.split(/\n{2,}/).map((block) => block.trim()).filter(Boolean);
  const plain = (text) => text.replace(/^#+ /, "").replace(/ \{\.run-in\}$/, "").replace(/\[\^\d\]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\\/g, "");
  const paragraphs = [];
  let runIn = "";
  for (const block of blocks) {
    if (/^(\||- |\d+\. |> |!\[|\[\^)/.test(block)) continue;
    if (block.startsWith("#")) runIn = block.endsWith("{.run-in}") ? plain(block) : "";
    else paragraphs.push(runIn + plain(block)), runIn = "";
  }
  return paragraphs;
}

/** What is copied of each paragraph that is not in a list or a quotation. */
function copied() {
  const selection = getSelection();
  return [...document.querySelectorAll(".body > .para, .body > .addressee, .body > .signature, .body > .closing")].filter((e) => !e.querySelector("img")).map((paragraph) => {
    selection.selectAllChildren(paragraph);
    return selection.toString();
  });
}

test("what is copied of a paragraph is its text", async () => {
  const { page } = await tab(opened.context);
  const texts = new URL("../look_sites/full/content/reports/2022/long.md", import.meta.url);
  await page.goto(pathToFileURL(join(folder("full-zh-CN"), LONG)).href);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await page.evaluate(copied), written(await readFile(texts, "utf8")));
  }
});

/** Clicks the permalink of a run-in paragraph and the button that it offers; gives how the paragraph is to be cited. */
async function cite(page) {
  const anchor = page.locator(".body .para .anchor").nth(4);
  await anchor.focus();
  await page.keyboard.press("Enter");
  const expected = await anchor.evaluate((e) => ({ label: e.dataset.cite, href: e.href }));
  const button = page.locator(".cite-copy");
  await button.click();
  await page.waitForFunction(() => document.querySelector("[data-said]").textContent.trim());
  return expected;
}

/** A citation is a line that names the report and the place, and one that leads there. */
function assertCitation(text, { label, href }) {
  const [line, address, ...rest] = text.split("\n");
  assert.ok(line.includes("《关于双溪水库除险加固工程建设和安全度汛情况的工作报告》") && line.startsWith("市水利局") && line.includes("2022"), line);
  assert.ok(label.includes("段") && line.endsWith(label), line);
  assert.deepEqual([address, rest], [href, []]);
  assert.match(href, /long\.html#p-[0-9a-f]{8}$/);
}

test("the citation of a paragraph is put on the clipboard as plain text", async (t) => {
  const server = await served("full-zh-CN");
  t.after(server.close);
  const { page, said } = await tab(opened.context);
  await opened.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(server.address).origin });
  await page.goto(server.address + LONG);
  const expected = await cite(page);
  assertCitation(await page.evaluate(() => navigator.clipboard.readText()), expected);
  assert.deepEqual(said, []);
});

test("where a page has no clipboard the citation is copied by a second way", async () => {
  const { page, said } = await tab(opened.context);
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
    document.addEventListener("copy", () => { window.taken = document.activeElement.value ?? String(getSelection()); });
  });
  await page.goto(pathToFileURL(join(folder("full-zh-CN"), LONG)).href);
  const expected = await cite(page);
  assertCitation(await page.evaluate(() => window.taken), expected);
  assert.equal(await page.evaluate(() => document.querySelectorAll("textarea").length), 0);
  assert.deepEqual(said, []);
});
