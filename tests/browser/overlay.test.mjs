// What the preview shows over a page, with the program itself: what is wrong, what came into the inbox, and nothing of it where it
// does not belong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser } from "./sites.mjs";
import { violations, wider } from "./looks.mjs";
import { LONG, OTHER, REPORT, isMarked, mark, shown, shows, until } from "./preview.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

const overlay = (page) => page.locator("huibian-live .overlay");
const receipts = (page) => page.locator("huibian-live .panel li");
const texts = async (locator) => (await locator.allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());

/** Breaks both reports: Han stands before each place on its line. */
async function broken(site) {
  await site.edit(REPORT, "year: 2023", "year: 2023\n主送单位: 市政府");
  await site.edit(OTHER, "unit: 市教育局", "{unit: 市教育局, 成文日期: 昨天，, date: 昨天}: x");
}

/** Where the mark of an excerpt begins and ends, and where the words do that it is to mark, wherever they stand in it. */
function boxes(excerpt, words) {
  const walker = document.createTreeWalker(excerpt, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at++) letters.push([node, at]);
  }
  const from = excerpt.textContent.indexOf(words), range = document.createRange();
  range.setStart(...letters[from]);
  const [node, at] = letters[from + words.length - 1];
  range.setEnd(node, at + 1);
  return [excerpt.querySelector("mark"), range].map((one) => { const { left, right } = one.getBoundingClientRect(); return [left, right]; });
}

test("a mistake is shown where it stands, over the page as it last was; folded by keyboard, gone when mended", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const { page, said } = await open(LONG);
  await mark(page);
  await site.edit(REPORT, "unit: 市民政局\nyear: 2023", "unit: 市民政局\n年度说明: 𠮷祥如意\nperiod: 二〇二三年，上上半年\nyear: 2023");
  await overlay(page).waitFor();
  assert.match((await texts(overlay(page).locator("h2")))[0], /^有 2 个错误，页面仍是上次正确的样子/);
  const findings = overlay(page).locator(".finding");
  const marked = ["年度说明", "二〇二三年，上上半年"];
  assert.deepEqual((await texts(findings.locator(".where"))).sort(), [`${REPORT}:4:1`, `${REPORT}:5:9`]);
  for (const [words, code, message] of [[marked[0], "key-unknown", /年度说明/], [marked[1], "period-bad", /上上半年/]]) {
    const one = findings.filter({ has: page.locator(".code", { hasText: code }) });
    assert.match(await one.locator(".what").textContent(), message);
    const excerpt = one.locator(".excerpt");
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const [[left, right], [from, to]] = await excerpt.evaluate(boxes, words);
      assert.ok(right > left && Math.abs(left - from) <= 2 && Math.abs(right - to) <= 2, `${words}, ${width}: ${[left, right, from, to]}`);
    }
  }
  assert.ok(await isMarked(page), "the page was loaded again");

  await overlay(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  await findings.first().waitFor({ state: "hidden" });
  await page.reload();
  await overlay(page).waitFor();
  assert.ok(await findings.first().isHidden(), "it does not stay folded");
  await overlay(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  await findings.first().waitFor();
  await shows(page, "第1段");

  await site.edit(REPORT, "年度说明: 𠮷祥如意\nperiod: 二〇二三年，上上半年\n", "");
  await overlay(page).waitFor({ state: "hidden" });
  assert.deepEqual(said, []);
});

test("who reads the mistakes is not disturbed by an edit that leaves them, and keeps their place when one is mended", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const { page } = await open(LONG);
  await site.edit(REPORT, "year: 2023", "year: 明年\n甲: 1\n乙: 2\n丙: 3\n丁: 4\n戊: 5");
  const summary = overlay(page).locator("summary"), height = () => overlay(page).evaluate((section) => section.scrollTop);
  await summary.focus();
  await overlay(page).evaluate((section) => { section.scrollTop = 200; });
  await site.edit(REPORT, "第1段", "第1段（改过）");
  await site.edit(REPORT, "戊: 5\n", "");
  await until("one is mended", async () => /^有 5 个错误/.test(await overlay(page).locator("h2").textContent()));
  assert.deepEqual([await height(), await summary.evaluate((element) => element.matches(":focus"))], [200, true]);
  const before = await overlay(page).locator("details").evaluateHandle((details) => details);
  await site.edit(REPORT, "第2段", "第2段（改过）");
  await site.edit(OTHER, "留样", "另一处留样");
  await site.write("收件/空的.docx", "%PDF-1.7\n");
  await receipts(page).first().waitFor();
  assert.ok(await before.evaluate((details) => details.isConnected), "it was written anew");
});

test("a long line is shown whole, with its mark in the window", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const { page } = await open(LONG);
  await page.setViewportSize({ width: 360, height: 780 });
  await site.edit(REPORT, "unit: 市民政局", `number: ${"云民报".repeat(40)}\ndate: ${"很久很久以前，".repeat(12)}`);
  await overlay(page).waitFor();
  const wide = await overlay(page).locator(".excerpt").first().evaluate((pre) => {
    const { left, right } = pre.querySelector("mark").getBoundingClientRect();
    return left < 0 || right > innerWidth || pre.scrollWidth > pre.clientWidth;
  });
  assert.ok(!wide);
});

test("a site that is broken from the start says why, and comes when it is mended", async (t) => {
  const { site, open } = await shown(t, opened.context, { prepare: (site) => site.edit(REPORT, "year: 2023", "year: 明年") });
  const { page } = await open(LONG);
  await shows(page, "这里还没有内容");
  await overlay(page).waitFor();
  assert.deepEqual(await texts(overlay(page).locator(".where")), [`${REPORT}:4:7`]);
  await site.edit(REPORT, "year: 明年", "year: 2023");
  await shows(page, "第1段");
  assert.ok(await overlay(page).isHidden());
});

test("what is put into the inbox comes with a receipt that leads to its page, or a reason", async (t) => {
  const { site, program, open } = await shown(t, opened.context);
  const { page, said } = await open("index.html");
  await site.write("收件/总结.txt", "云州市教育局2022年工作总结\n\n一、主要工作\n（一）先看后建。先看学校在哪里。\n\n云州市教育局\n2022年12月20日\n");
  await receipts(page).first().waitFor();
  await site.write("收件/坏的.docx", "%PDF-1.7\n");
  await receipts(page).nth(1).waitFor();
  assert.deepEqual((await texts(receipts(page).locator(".name"))), ["坏的.docx 没有收进来关闭", "总结.txt 已收进来关闭"]);
  assert.match((await texts(receipts(page)))[0], /这是 PDF 文件，还不能导入$/);
  assert.match((await texts(receipts(page)))[1], /单位 市教育局 年度 2022 文种 工作总结/);
  // It is said on every page until it is dismissed, and then on none.
  await receipts(page).nth(1).locator("a").click();
  await until("it leads to the report", async () => /\/reports\/2022\/.*\.html$/.test(page.url()));
  await shows(page, "先看学校在哪里");
  await receipts(page).nth(1).waitFor();
  await receipts(page).nth(1).getByRole("button").click();
  assert.equal(await receipts(page).count(), 1);
  assert.ok(await receipts(page).getByRole("button").evaluate((button) => button.matches(":focus")), "the focus is lost");
  await page.goto(`${program.url}years/index.html`);
  await receipts(page).first().waitFor();
  assert.equal(await receipts(page).count(), 1);
  await page.locator("huibian-live .panel header").getByRole("button").click();
  assert.ok(await page.locator("huibian-live .panel").isHidden());
  assert.deepEqual(said, []);
});

/** Everything that the theme decides about a page: where each element is and how it is set. */
const set = () => [...document.querySelectorAll("html, body, body *")].filter((e) => !e.closest("huibian-live")).map((e) => {
  const { left, top, width, height } = e.getBoundingClientRect(), style = getComputedStyle(e);
  return [e.localName, left, top, width, height, ...[...style].map((name) => style.getPropertyValue(name))].join(" ");
});

test("what is shown over a page is clean in every width and scheme, changes nothing of it and is not printed", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const { page, said } = await open("reports/2023/xiaoyuan.html");
  const plain = await page.evaluate(set);
  await site.write("收件/总结.txt", "云州市教育局2022年工作总结\n\n一、主要工作\n（一）先看后建。先看学校在哪里。\n\n云州市教育局\n2022年12月20日\n");
  await site.write("收件/坏的.docx", "%PDF-1.7\n");
  await receipts(page).nth(1).waitFor();
  await broken(site);
  await overlay(page).waitFor();
  // The report that came in stands beside this one, so the page is another; what is left of the difference is ours.
  await page.evaluate(() => document.querySelector("huibian-live").remove());
  const without = await page.evaluate(set);
  await page.reload();
  await overlay(page).waitFor();
  await receipts(page).nth(1).waitFor();
  assert.deepEqual(await page.evaluate(set), without);
  assert.ok(plain.length > 20);

  await page.evaluate(axe);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await page.evaluate(violations), [], `${width}, ${colorScheme}`);
    }
    assert.deepEqual(await page.evaluate(wider), [], `${width}`);
  }
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("huibian-live .live").isHidden() && await page.locator("huibian-live .panel").isHidden());
  assert.deepEqual(said, []);
});

test("the reader's choice of a dark page is followed", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const { page } = await open(LONG);
  await page.emulateMedia({ colorScheme: "light" });
  await broken(site);
  await overlay(page).waitFor();
  const grounds = () => page.evaluate(() => [document.body, document.querySelector("huibian-live").shadowRoot.querySelector(".overlay")].map((e) => getComputedStyle(e).backgroundColor));
  await page.click("[data-pref=theme]");
  await until("both are dark", async () => {
    const [ground, own] = await grounds();
    return ground === own && /^rgb\(\d\d, \d\d, \d\d\)$/.test(own);
  });
  await page.click("[data-pref=theme]");
});

test("in English", async (t) => {
  const { site, program, open } = await shown(t, opened.context, { lang: "en" });
  const { page } = await open(LONG);
  await site.write("收件/坏的.docx", "%PDF-1.7\n");
  await receipts(page).first().waitFor();
  assert.equal((await texts(receipts(page)))[0], "坏的.docx not taken indismissthis is a PDF file; these cannot be imported yet");
  await site.edit(REPORT, "year: 2023", "year: 明年");
  await overlay(page).waitFor();
  assert.match((await texts(overlay(page).locator("h2")))[0], /^1 error; the pages are as they last were right/);
  assert.equal((await texts(overlay(page).locator(".kind")))[0], "error year-bad");
  assert.equal(await page.locator("huibian-live .live").getAttribute("lang"), "en");
  await program.stop();
  const bar = page.locator("huibian-live .bar");
  await bar.waitFor();
  assert.equal(await bar.textContent(), "preview is disconnected, reconnecting");
});
