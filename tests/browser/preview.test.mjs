// The preview with the program itself: a person edits files on disk, and the open pages follow without being asked.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { browser } from "./sites.mjs";
import { LONG, OTHER, REPORT, isMarked, mark, preview, shown, shows, text, until } from "./preview.mjs";

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

/** How far a paragraph stands below the top of the window. */
const top = (page, words) => page.evaluate((words) => {
  const paragraph = [...document.querySelectorAll("main p")].find(({ textContent }) => textContent.includes(words));
  return paragraph.getBoundingClientRect().top;
}, words);

for (const [what, from, to] of [
  ["before the window", "第2段说的是", "第2段（另起一段写在前面）\n\n第2段（再起一段）\n\n第2段改过的"],
  ["in the window", "第30段说的是", "第30段改过的，比原来长得多，长得要占好几行才放得下：老人们说，周末也要开门，菜单要贴在门外，价钱要写明白，味道要清淡一些，分量要足一些；"],
  ["after the window", "第58段说的是", "第58段改过的"],
]) {
  test(`an edit ${what} is shown, and the reader stays where they were`, async (t) => {
    const { site, open } = await shown(t, opened.context);
    const { page, said } = await open(LONG);
    // The paragraph that is edited in the window stands below the one that is looked at.
    await page.evaluate(() => {
      const paragraph = [...document.querySelectorAll("main p")].find(({ textContent }) => textContent.includes("第28段"));
      scrollTo(0, scrollY + paragraph.getBoundingClientRect().top - 7);
    });
    const before = await top(page, "第28段");
    assert.ok(Math.abs(before - 7) < 2, `${before}`);
    await site.edit(REPORT, from, to);
    await shows(page, "改过的");
    let now;
    await until("the reader is back", async () => {
      now = await top(page, "第28段");
      return Math.abs(now - before) <= 4;
    }).catch((error) => assert.fail(`${error.message}: from ${before} to ${now}`));
    assert.deepEqual(said, []);
  });
}

test("what is not shown reloads nothing; what is shown in a list does", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const [report, year, other] = await Promise.all([open(LONG), open("years/2023.html"), open("reports/2023/xiaoyuan.html")]);
  await Promise.all([mark(report.page), mark(year.page)]);
  await site.edit(OTHER, "留样都有标签", "留样都贴了标签");
  await shows(other.page, "留样都贴了标签");
  // What a page is told comes in order: when it has followed the next edit, it has let this one pass.
  const style = await readFile(new URL("../../themes/default/static/site.css", import.meta.url), "utf8");
  await site.write("static/site.css", `${style}\nmain { outline: 3px dotted }\n`);
  for (const { page } of [report, year]) {
    await until("the style is new", () => page.evaluate(() => getComputedStyle(document.querySelector("main")).outlineStyle === "dotted"));
    assert.ok(await isMarked(page), "it was loaded again");
  }
  await site.edit(OTHER, "关于校园食堂的报告", "关于校园食堂留样的报告");
  await shows(year.page, "关于校园食堂留样的报告");
  assert.ok(!await isMarked(year.page));
  assert.deepEqual([report, year, other].flatMap(({ said }) => said), []);
});

test("a style is swapped again and again, and never twice there", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const { page, said } = await open(LONG);
  await mark(page);
  const style = await readFile(new URL("../../themes/default/static/site.css", import.meta.url), "utf8");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const [colour, seen] of [["#010203", "rgb(1, 2, 3)"], ["#040506", "rgb(4, 5, 6)"], ["#070809", "rgb(7, 8, 9)"]]) {
    await site.write("static/site.css", `${style}\nbody { background: ${colour} !important }\n`);
    await until(`the ground is ${seen}`, async () => await ground() === seen);
  }
  await until("the old sheets are gone", async () => await page.locator("link[rel=stylesheet][href*='site.css']").count() === 1);
  assert.ok(await isMarked(page));
  assert.deepEqual(said, []);
});

test("a report that moves takes its reader along; one that is gone comes back", async (t) => {
  const { site, program, open } = await shown(t, opened.context);
  const { page, said } = await open(LONG);
  await site.edit(REPORT, "year: 2023", "year: 2022");
  await until("it is at its new address", async () => page.url() === `${program.url}reports/2022/yanglao.html`);
  await shows(page, "第1段");
  await site.move(REPORT, "away.md");
  await until("it is gone", async () => !(await text(page)).includes("第1段"));
  assert.equal(page.url(), `${program.url}reports/2022/yanglao.html`);
  await site.move("away.md", REPORT);
  await shows(page, "第1段");
  assert.deepEqual(said.filter((line) => !/404/.test(line)), []);
});

test("when the preview stops it is said quietly, and when it is there again the page is current", async (t) => {
  const { site, program, open } = await shown(t, opened.context);
  const { page } = await open(LONG);
  const bar = page.locator("huibian-live .bar");
  await page.locator("huibian-live").waitFor({ state: "attached" });
  assert.ok(await bar.isHidden());
  await program.stop();
  await bar.waitFor();
  assert.equal(await bar.textContent(), "预览已断开，正在重连");
  await site.edit(REPORT, "第1段说的是", "第1段趁断开时改过的是");
  const again = await preview(site, { port: program.port });
  t.after(again.stop);
  assert.equal(again.port, program.port);
  await shows(page, "趁断开时改过的是");
  await until("the bar is gone", () => bar.isHidden());
});

test("twelve tabs follow one edit", async (t) => {
  const { site, open } = await shown(t, opened.context);
  const tabs = [];
  for (let n = 0; n < 12; n++) tabs.push(await open(LONG));
  for (const words of ["改过一次的是", "改过两次的是"]) {
    await site.edit(REPORT, /第1段(\S+?是)/.exec(await site.read(REPORT))[1], words);
    await Promise.all(tabs.map(({ page }) => shows(page, words)));
  }
  assert.deepEqual(tabs.flatMap(({ said }) => said), []);
});
