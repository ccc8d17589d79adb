// Takes the pictures of the READMEs and the guide from a built site, and one of the preview, which HUIBIAN shows. Never looks at
// what is on them. Start at `PICTURES`.
//     node docs/pictures/take.mjs SITE FOLDER    where FOLDER gets the pictures
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { browser } from "../../tests/browser/sites.mjs";
import { preview } from "../../tests/browser/preview.mjs";

/** A report with an outline, a table and provenance; every picture is of a page that a reader would open first. */
const REPORT = "reports/2022/minzheng-diaoyan-shegongzhan.html";

const PICTURES = [
  { name: "light", page: REPORT, scheme: "light", width: 1440, height: 900, scale: 1 },
  { name: "dark", page: REPORT, scheme: "dark", width: 1440, height: 900, scale: 1 },
  { name: "matrix", page: "matrix.html", scheme: "light", width: 1440, height: 900, scale: 1 },
  { name: "phone", page: REPORT, scheme: "light", width: 360, height: 780, scale: 2 },
];

/** A mistake over the page, as the preview shows it. */
const MISTAKE = { name: "mistake", scheme: "light", width: 1440, height: 780, scale: 1 };

const [site, folder] = process.argv.slice(2);
const { context, close } = await browser();

/** Takes a picture of an address once it shows what is waited for. */
async function take(url, { name, scheme, width, height, scale }, ready = async () => {}) {
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await tab.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await session.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: width < 500 });
  await tab.goto(url);
  await ready(tab);
  await tab.evaluate(() => document.fonts.ready);
  const { data } = await session.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: false });
  await writeFile(join(folder, `${name}.png`), Buffer.from(data, "base64"));
  await tab.close();
}

for (const picture of PICTURES) await take(pathToFileURL(resolve(site, picture.page)).href, picture);

const office = await mkdtemp(join(tmpdir(), "huibian-office-"));
for (const part of ["huibian.yaml", "content"]) await cp(part, join(office, part), { recursive: true });
const shown = await preview({ folder: office });
const file = join(office, "content", REPORT.replace(/html$/, "md"));
await take(shown.url + REPORT, MISTAKE, async (tab) => {
  await writeFile(file, (await readFile(file, "utf8")).replace(/^date: .*$/m, "date: 2022年13月9日"));
  await tab.locator("huibian-live .overlay .finding").first().waitFor();
});
await shown.stop();
await rm(office, { recursive: true });
await close();
