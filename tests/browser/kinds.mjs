// Every kind of page there is and where to see it, and how a page is opened to be looked at.
// Never says what a page has to be. Start at `KINDS`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { folder } from "./sites.mjs";

const full = (kind, template, address) => ({ kind, template, site: "full", address });

/** A kind of page: its template, the site that shows it and its address there. */
export const KINDS = [
  full("home", "index", "index.html"),
  full("report, long", "report", "reports/2022/long.html"),
  full("report, imported", "report", "reports/2022/imported.html"),
  full("report, untitled", "report", "reports/unknown/untitled.html"),
  full("report, joint", "report", "reports/2022/joint.html"),
  full("unit", "unit", "units/shuili.html"),
  full("unit, page 2", "unit", "units/shuili/page-2.html"),
  full("unit, merged", "unit", "units/yunshu.html"),
  full("unit, of a group", "unit", "units/zhengfu.html"),
  full("unit, unknown", "unit", "units/unknown.html"),
  full("unit and year", "unit-year", "units/shuili/2022.html"),
  full("units", "units", "units/index.html"),
  full("units by letter", "alphabet", "units/a-z.html"),
  full("years", "years", "years/index.html"),
  full("year", "year", "years/2022.html"),
  full("year, page 2", "year", "years/2022/page-2.html"),
  full("year, unknown", "year", "years/unknown.html"),
  full("topics", "topics", "topics/index.html"),
  full("topic", "topic", "topics/fangxun.html"),
  full("topic, of a group", "topic", "topics/nong.html"),
  full("matrix, wide", "matrix", "matrix.html"),
  { kind: "matrix, narrow", template: "matrix", site: "sample", address: "matrix.html" },
  { kind: "matrix, of a unit", template: "matrix", site: "large", address: "units/s3/matrix.html", only: "zh-CN" },
  full("data", "data", "data/index.html"),
  full("plain page", "page", "about.html"),
  full("lost", "404", "404.html"),
  { kind: "register of imports", template: "imports", site: "insiders", address: "imports/index.html" },
  { kind: "receipt, much to decide", template: "import", site: "insiders", address: "imports/shuiwu-huibao-c113ccad.html" },
  { kind: "receipt, much left out", template: "import", site: "insiders", address: "imports/wenhuaguan-zongjie-cf48fea2.html" },
  full("alias", "alias", "old/2022/31.html"),
  { kind: "home, empty", template: "index", site: "empty", address: "index.html" },
  { kind: "matrix, empty", template: "matrix", site: "empty", address: "matrix.html" },
];

/** Where the sites say that they stand (see tests/look_sites.rs); the page for lost addresses leads there. */
const BASE = "https://intranet.example/a/";

/** The kinds as they stand in a language, each with the site that is built for it. */
export function kinds(language) {
  const spoken = KINDS.filter(({ only }) => !only || only === language);
  return spoken.map((kind) => ({ ...kind, built: `${kind.site}-${language}` }));
}

/** Where a page is opened: from the disk, the page for lost addresses where the site stands. */
export function addressOf({ built, template, address }) {
  return template === "404" ? BASE + address : pathToFileURL(join(folder(built), address)).href;
}

/** A tab that notes in `said` whatever its page says, and stays on the page of an old address. */
export async function tab(context) {
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => said.push(`not loaded: ${request.url()}`));
  return { page, said };
}

/** Opens a page of a kind in a tab. */
export async function open(page, kind) {
  const url = addressOf(kind);
  await page.unrouteAll();
  if (kind.template === "404") {
    await page.route(`${BASE}**`, async (route) => {
      const path = join(folder(kind.built), route.request().url().slice(BASE.length));
      await route.fulfill({ path });
    });
  }
  if (kind.template === "alias") {
    const html = await readFile(join(folder(kind.built), kind.address), "utf8");
    await page.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html.replace(/<meta http-equiv="refresh"[^>]*>/, "") }));
  }
  await page.goto(url, { waitUntil: "load" });
}

/** Does something with each of a list in some tabs at once; what it gives is put together in the order of the list. */
export async function inTabs(context, list, act) {
  const given = [];
  let next = 0;
  const work = async () => {
    const { page, said } = await tab(context);
    while (next < list.length) {
      const at = next++;
      said.length = 0;
      given[at] = await act(page, list[at], said);
    }
    await page.close();
  };
  await Promise.all([...Array(3)].map(work));
  return given.flat();
}
