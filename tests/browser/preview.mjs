// A small site in a folder of its own, the program that shows it, and patience: what is awaited comes, or the test says what did
// not. Never says what a page has to be. Start at `shown`.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** How long anything may take, in milliseconds: two slow processors are shared by many. */
const PATIENCE = 30_000;

/** A report that is several windows long. */
const long = Array.from({ length: 60 }, (_, n) => `第${n + 1}段说的是社区助餐点：老人走得到、吃得起、吃得好，周末也开门。\n`).join("\n");

/** The files of the site before anything is done to them. */
const FILES = {
  "huibian.yaml": "format: 1\ntitle: 云州市工作报告汇编\ninbox: 收件\n",
  "content/units.yaml": "units:\n  - {id: minzheng, name: 云州市民政局, short: 市民政局, level: city}\n  - {id: jiaoyu, name: 云州市教育局, short: 市教育局, level: city}\n",
  "content/reports/2023/yanglao.md": `---\ntitle: 关于社区助餐点运行情况的报告\nunit: 市民政局\nyear: 2023\n---\n\n## 一、基本情况\n\n${long}\n## 二、几点建议\n\n周末轮流开。\n`,
  "content/reports/2023/xiaoyuan.md": "---\ntitle: 关于校园食堂的报告\nunit: 市教育局\nyear: 2023\n---\n\n留样都有标签。\n",
  "收件/.gitkeep": "",
};

/** The address of the long report, its file, and that of the other one. */
export const LONG = "reports/2023/yanglao.html";
export const REPORT = "content/reports/2023/yanglao.md";
export const OTHER = "content/reports/2023/xiaoyuan.md";

/** A site in a folder of its own. */
export async function office() {
  const folder = await mkdtemp(join(tmpdir(), "huibian-office-"));
  const at = (path) => join(folder, path);
  const read = (path) => readFile(at(path), "utf8");
  // As careful editors save: nobody sees half a file.
  const write = async (path, text) => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at("half"), text);
    await rename(at("half"), at(path));
  };
  for (const [path, text] of Object.entries(FILES)) await write(path, text);
  return {
    folder, at, read, write,
    /** Writes a file again with one text in the place of another, as a person does in an editor. */
    edit: async (path, from, to) => {
      const text = await read(path);
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      await write(path, text.replace(from, to));
    },
    remove: (path) => rm(at(path)),
    move: (from, to) => rename(at(from), at(to)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A site that is shown, and what opens its pages in tabs that note what the console says. `prepare` changes the site before. */
export async function shown(t, context, { prepare = async () => {}, lang } = {}) {
  const site = await office();
  t.after(site.close);
  await prepare(site);
  const program = await preview(site, { lang });
  t.after(program.stop);
  const open = async (address) => {
    const page = await context.newPage();
    t.after(() => page.close());
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    await page.goto(program.url + address);
    return { page, said };
  };
  return { site, program, open };
}

/** The words of a page, and the wait for some. */
export const text = (page) => page.evaluate(() => document.querySelector("main")?.textContent ?? "");
export const shows = (page, words) => until(`the page shows ${words}`, async () => (await text(page)).includes(words));

/** A mark that a page bears until it is loaded again. */
export const mark = (page) => page.evaluate(() => { window.x = 1; });
export const isMarked = (page) => page.evaluate(() => window.x === 1);

/** The program as it shows a site. */
export async function preview({ folder }, { port = 0, lang = "zh-CN" } = {}) {
  const options = ["serve", "--root", folder, "--port", `${port}`, "--lang", lang, "--format", "json"];
  const program = spawn(process.env.HUIBIAN, options, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  program.stderr.on("data", (bytes) => { said += bytes; });
  const ended = new Promise((done) => program.on("exit", done));
  const lines = createInterface(program.stdout);
  const first = new Promise((heard) => lines.once("line", heard));
  const line = await Promise.race([first, ended.then(() => undefined)]);
  if (line === undefined) throw new Error(`the preview ended: ${said}`);
  const { url, taken } = JSON.parse(line);
  const stop = async () => {
    program.kill("SIGKILL");
    await ended;
  };
  return { url, taken, port: Number(new URL(url).port), stop };
}

/** Asks until the answer is true; then gives it. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    // A page that is just being left cannot be asked.
    const answer = await ask().catch((error) => {
      if (/context was destroyed|navigat|Cannot find context/i.test(error.message)) return undefined;
      throw error;
    });
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${PATIENCE / 1000} s: ${what}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}
