// Takes the pictures of the READMEs from a built site. Never looks at what is on them. Start at `PICTURES`.
//     node docs/pictures/take.mjs SITE FOLDER    where FOLDER gets the pictures
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { browser } from "../../tests/browser/sites.mjs";

/** A report with an outline, a table and provenance; every picture is of a page that a reader would open first. */
const REPORT = "reports/2022/minzheng-diaoyan-shegongzhan.html";

const PICTURES = [
  { name: "light", page: REPORT, scheme: "light", width: 1440, height: 900, scale: 1 },
  { name: "dark", page: REPORT, scheme: "dark", width: 1440, height: 900, scale: 1 },
  { name: "matrix", page: "matrix.html", scheme: "light", width: 1440, height: 900, scale: 1 },
  { name: "phone", page: REPORT, scheme: "light", width: 360, height: 780, scale: 2 },
];

const [site, folder] = process.argv.slice(2);
const { context, close } = await browser();
for (const { name, page, scheme, width, height, scale } of PICTURES) {
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await tab.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await session.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: width < 500 });
  await tab.goto(pathToFileURL(resolve(site, page)).href);
  await tab.evaluate(() => document.fonts.ready);
  const { data } = await session.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: false });
  await writeFile(join(folder, `${name}.png`), Buffer.from(data, "base64"));
  await tab.close();
}
await close();
