// Paper: a report is set as GB/T 9704 has it, nothing of it is cut off, and nothing of the site around it is printed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { browser, files, folder } from "./sites.mjs";
import { inTabs, kinds, open, tab } from "./kinds.mjs";
import { furniture, headings, printed, squeezed } from "./paper.mjs";

const MM = 72 / 25.4;
const PITCH = 28.95;
// A page is set for paper as for a window as wide as its type area: 156 mm, or 257 mm where it lies on its side.

let opened, made;
before(async () => {
  opened = await browser();
  made = await mkdtemp(join(tmpdir(), "huibian-print-"));
});
after(async () => {
  await opened.close();
  await rm(made, { recursive: true, force: true });
});

const run = async (program, ...options) => (await promisify(execFile)(program, options, { maxBuffer: 1 << 28 })).stdout;
const unescaped = (text) => text.replace(/&(lt|gt|quot|amp);/g, (entity) => ({ "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&amp;": "&" })[entity]);

/** The sheets that a page is printed on, each with its size and its words, and the text of all of them without blanks. */
async function sheets(page, name) {
  const path = join(made, `${name.replace(/[^a-z0-9]+/gi, "-")}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true });
  const boxes = await run("pdftotext", "-bbox", path, "-");
  const number = (text, key) => Number(text.match(new RegExp(`${key}="([-\\d.]+)"`))[1]);
  const found = boxes.split("<page ").slice(1).map((sheet) => ({
    width: number(sheet, "width"),
    height: number(sheet, "height"),
    words: [...sheet.matchAll(/<word ([^>]*)>(.*?)<\/word>/g)].map(([, at, text]) => ({
      text: unescaped(text), left: number(at, "xMin"), right: number(at, "xMax"), top: number(at, "yMin"), bottom: number(at, "yMax"),
    })),
  }));
  const text = (await run("pdftotext", "-raw", path, "-")).replace(/\s+/g, "").replace(/—\d+—/g, "");
  return { found, text };
}

/** The words of a sheet that are not its number, as lines from the top. */
function lines({ words, height }) {
  const text = words.filter(({ top }) => top < height - 35 * MM);
  const lines = [];
  for (const word of text.sort((a, b) => a.top - b.top || a.left - b.left)) {
    const line = lines.find(({ top }) => Math.abs(top - word.top) < 3);
    if (line) Object.assign(line, { text: line.text + word.text, left: Math.min(line.left, word.left), right: Math.max(line.right, word.right) });
    else lines.push({ ...word });
  }
  return lines;
}

const near = (a, b, by, what) => assert.ok(Math.abs(a - b) <= by, `${what}: ${a}, not ${b}`);
const paper = (file) => pathToFileURL(join(folder("paper-zh-CN"), "reports/2023", file)).href;

test("a full page of Han holds 22 lines of 28 characters, where the standard has them", async () => {
  const { page } = await tab(opened.context);
  await page.goto(paper("pure.html"));
  const { found } = await sheets(page, "pure");
  assert.ok(found.length >= 3, `${found.length} sheets`);
  for (const { width, height } of found) [near(width, 210 * MM, 1, "width"), near(height, 297 * MM, 1, "height")];
  // On the first one the title stands too, and the last one is not full.
  for (const sheet of found.slice(1, -1)) {
    const rows = lines(sheet);
    assert.equal(rows.length, 22);
    // Lines are put on whole pixels of the screen, of which one is 0.75 pt.
    rows.slice(1).forEach((row, at) => near(row.top - rows[at].top, PITCH, 0.5, "the pitch of two lines"));
    near((rows[21].top - rows[0].top) / 21, PITCH, 0.1, "the pitch of lines");
    near(Math.min(...rows.map(({ left }) => left)), 28 * MM, 0.5 * MM, "the left edge");
    near(Math.max(...rows.map(({ right }) => right)), 184.2 * MM, 0.5 * MM, "the right edge");
  }
  // The last line of a paragraph is followed by one that begins two characters further right.
  const all = found.flatMap(lines).filter(({ text }) => /^\p{Script=Han}+$/u.test(text)).slice(1);
  let full = 0;
  all.forEach((row, at) => {
    const count = [...row.text].length;
    const begins = row.left > 30 * MM, ends = at === all.length - 1 || all[at + 1].left > 30 * MM;
    if (!ends) assert.equal(count, begins ? 26 : 28, row.text);
    if (count === 28) full++;
  });
  assert.ok(full > 50, `${full}`);
});

const middle = ({ top, bottom }) => (top + bottom) / 2;

/** What stands outside of the type area, the numbers of the sheets aside. */
function outside({ words, width, height }, { left, right, top, bottom }) {
  return words.filter((word) => !/^(—|\d+)$/.test(word.text) || word.top < height - bottom).filter((word) =>
    // A word is as high here as its font is at most; where it stands, its middle tells.
    word.left < left - 1 || word.right > width - right + 1 || middle(word) < top || middle(word) > height - bottom)
    .map(({ text, left: x, top: y }) => `“${text}” is printed at ${x}, ${y}`);
}

/** What of `parts` the text lacks, when they are looked for one after the other. */
function lacking(text, parts) {
  let at = 0;
  return parts.filter((part) => {
    const next = text.indexOf(part, at);
    if (next >= 0) at = next + part.length;
    return next < 0;
  }).map((part) => `“${part}” is not printed in its place`);
}

test("of each form of report everything is printed, in order, and nothing of the site", async () => {
  const forms = (await files("paper-zh-CN", ".html")).filter((file) => file.startsWith("reports/"));
  assert.ok(forms.length >= 10, `${forms}`);
  const list = [...forms.map((file) => ["paper-zh-CN", file]), ["full-zh-CN", "reports/2022/long.html"], ["full-zh-CN", "reports/2022/imported.html"]];
  const wrong = await inTabs(opened.context, list, async (page, [site, file]) => {
    await page.goto(pathToFileURL(join(folder(site), file)).href);
    const { found, text } = await sheets(page, `${site}-${file}`);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 590, height: 900 });
    const parts = await page.evaluate(printed, ".title, .subtitle, .letterhead-number, .body");
    const area = { left: 28 * MM, right: 26 * MM, top: 37 * MM, bottom: 35 * MM };
    const faults = [
      ...lacking(text, parts), ...found.flatMap((sheet) => outside(sheet, area)), ...await page.evaluate(furniture),
      ...["¶", "↩", "跳到正文", "大字", "登记事项", "本文提纲", "上一篇", "出处", "sha256", "推定", "（略）"].filter((word) => text.includes(word)).map((word) => `“${word}” is printed`),
    ];
    await page.emulateMedia({ media: null });
    assert.ok(parts.length > 3, file);
    return faults.map((fault) => `${file}: ${fault}`);
  });
  assert.deepEqual(wrong, []);
});

/** The headings that are the last thing on a sheet. */
function alone(found, names) {
  const last = found.slice(0, -1).map((sheet) => lines(sheet).pop().text);
  return last.filter((text) => names.includes(text)).map((text) => `“${text}” is the last thing on its sheet`);
}

test("of every other kind of page everything is printed on the sheet", async () => {
  const others = kinds("zh-CN").filter(({ template }) => template !== "report");
  const wrong = await inTabs(opened.context, others, async (page, kind) => {
    await open(page, kind);
    const { found, text } = await sheets(page, kind.kind);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: kind.template === "matrix" ? 971 : 590, height: 900 });
    const parts = await page.evaluate(printed, "main");
    const faults = [...await page.evaluate(furniture), ...await page.evaluate(squeezed), ...alone(found, await page.evaluate(headings)), ...parts.filter((part) => !text.includes(part)).map((part) => `“${part}” is not printed`)];
    await page.emulateMedia({ media: null });
    const [{ width, height }] = found;
    if ((kind.template === "matrix") !== width > height) faults.push(`it is printed ${width} wide and ${height} high`);
    faults.push(...found.flatMap((sheet) => outside(sheet, { left: 0, right: 0, top: 0, bottom: 0 })));
    return faults.slice(0, 5).map((fault) => `${kind.kind}: ${fault}`);
  });
  assert.deepEqual(wrong, []);
});

test("a long table has its head on every sheet", async () => {
  const { page } = await tab(opened.context);
  await page.goto(paper("long-table.html"));
  const report = await sheets(page, "long");
  await open(page, kinds("zh-CN").find(({ kind }) => kind === "matrix, narrow"));
  const matrix = await sheets(page, "matrix");
  for (const [{ found }, head, row] of [[report, "主管单位", /^第\d+批$/], [matrix, "2018", /^市.+(局|会|院)$/]]) {
    const rows = found.filter(({ words }) => words.some(({ text }) => row.test(text)));
    assert.ok(rows.length > 1, head);
    for (const { words } of rows) assert.ok(words.some(({ text }) => text === head), `a sheet lacks ${head}`);
  }
});
