// Every page of every site, opened in a browser from the disk, and some of each kind from a server: it is silent, it loads
// nothing from elsewhere, nothing in it runs, and what an author wrote stays in its place.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { browser, files, folder, served, sites } from "./sites.mjs";
import { faults } from "./inspect.mjs";
import { wider } from "./looks.mjs";

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

/** Opens pages in some tabs at once, and gives what was wrong, a line each. */
async function open(addresses, home) {
  const tabs = 4;
  const share = (tab) => addresses.filter((address, n) => n % tabs === tab);
  const wrong = await Promise.all([...Array(tabs).keys()].map((tab) => openInTab(share(tab), home)));
  return wrong.flat();
}

async function openInTab(addresses, home) {
  const wrong = [];
  const page = await opened.context.newPage();
  let here = "";
  const note = (what) => wrong.push(`${here}: ${what}`);
  page.on("dialog", (dialog) => { note(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("console", (message) => note(`console: ${message.text()}`));
  page.on("pageerror", (error) => note(`error: ${error.message}`));
  page.on("popup", () => note("it opened a window"));
  page.on("download", () => note("it started a download"));
  page.on("requestfailed", (request) => note(`not loaded: ${request.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && url !== "data:,") note(`it asked for ${url}`);
  });
  for (const address of addresses) {
    here = address;
    const url = home + address;
    await page.goto(url, { waitUntil: "load" });
    for (const fault of [...await page.evaluate(faults), ...await page.evaluate(wider)]) note(fault);
    if (page.url() !== url) note(`it went to ${page.url()}`);
  }
  await page.close();
  return wrong;
}

/** Where a part is enough, one page in so many: in English the same texts stand in the same places, and large sites repeat themselves. */
const SPARSE = { "hostile-en": 4, "full-zh-CN": 6, "full-en": 12, "large-zh-CN": 24 };

for (const site of await sites()) {
  test(`${site}: every page from the disk`, async () => {
    const home = pathToFileURL(folder(site)).href + "/";
    // The page for lost addresses is shown at any address, so it leads to where the site says that it stands.
    const pages = (await files(site, ".html")).filter((file) => file !== "404.html");
    const some = pages.filter((page, n) => n % (SPARSE[site] ?? 1) === 0);
    assert.deepEqual(await open(some, home), []);
  });

  test(`${site}: its feeds and maps are XML`, async () => {
    const page = await opened.context.newPage();
    for (const file of await files(site, ".xml")) {
      const text = await readFile(join(folder(site), file), "utf8");
      const fault = await page.evaluate((xml) => {
        const read = new DOMParser().parseFromString(xml, "application/xml");
        return read.querySelector("parsererror")?.textContent;
      }, text);
      assert.equal(fault, undefined, file);
    }
    await page.close();
  });
}

for (const site of ["hostile-zh-CN", "sample-zh-CN"]) {
  test(`${site}: pages from a server`, async () => {
    const server = await served(site);
    // One page in eight: what differs from the disk is the frame, and that is the same on all.
    const pages = (await files(site, ".html")).filter((file, n) => n % 8 === 0 && file !== "404.html");
    const wrong = await open(pages, server.address);
    await server.close();
    assert.deepEqual(wrong, []);
  });
}
