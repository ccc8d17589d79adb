// Scrolls the largest pages by the wheel, from end to end, and says how long frames took. Judges no other page and no other
// speed. Start at `PAGES`.
//     node benches/scrolling/scroll.mjs FOLDER [ROUNDS]    where FOLDER is the output of the site of site.mjs
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { browser } from "../../tests/browser/sites.mjs";
import { LONGEST } from "./site.mjs";
import { LONG, judged, recorded } from "./trace.mjs";

const [folder, rounds = "3"] = process.argv.slice(2);

const PAGES = [
  { name: "matrix", file: "matrix.html", box: ".matrix-box" },
  { name: "unit", file: `units/${LONGEST}.html` },
  // What the machine and the browser cost in any case.
  { name: "lines of text" },
];
const WIDTHS = [1440, 360];

/** How fast the wheel is turned, in pixels a second: thirty notches. */
const SPEED = 3000;

/** Scrolls to one end, by turns of the wheel that the browser makes itself, so that none of them waits for this program. */
async function turn(session, at, axis, way) {
  const far = { x: 0, y: 0, [axis]: way * at.far[axis] };
  await session.send("Input.synthesizeScrollGesture", {
    x: at.x, y: at.y, xDistance: -far.x, yDistance: -far.y, speed: SPEED, gestureSourceType: "mouse", preventFling: true,
  });
}

/** How far a page scrolls, or the box in it: a turn of the wheel stays with what it began to scroll. */
function extent(box) {
  const scroller = box ? document.querySelector(box) : document.scrollingElement;
  return { x: scroller.scrollWidth - scroller.clientWidth, y: scroller.scrollHeight - scroller.clientHeight };
}

/** Down, to the right, to the left and up again, in a page that was just opened. */
async function scroll(context, { file, box }, width) {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
  if (file) await page.goto(pathToFileURL(resolve(folder, file)).href);
  else await page.setContent(`<!doctype html>${"<p>一行文字</p>".repeat(1000)}`);
  // The table stands below a list of names: first it is brought into sight.
  if (box) await page.locator(box).evaluate((element) => element.scrollIntoView());
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  const session = await context.newCDPSession(page);
  const events = await recorded(session, async () => {
    const at = { x: width / 2, y: 400, far: await page.evaluate(extent, box) };
    await page.evaluate(() => performance.mark("scrolling begins"));
    await turn(session, at, "y", 1);
    if (at.far.x) { await turn(session, at, "x", 1); await turn(session, at, "x", -1); }
    await turn(session, at, "y", -1);
    await page.evaluate(() => performance.mark("scrolling ends"));
  });
  await page.close();
  return judged(events);
}

console.log(`| page | width | frames | longest ms | over ${LONG} ms | dropped | longest task ms | its CPU | style | layout | paint |\n|${"---|".repeat(11)}`);
let over = 0;
for (let n = 0; n < Number(rounds); n++) {
  const { context, close } = await browser();
  for (const one of PAGES) {
    for (const width of WIDTHS) {
      const is = await scroll(context, one, width);
      if (one.file) over += is.over;
      const times = [is.task, is.cpu, is.style, is.layout, is.paint].map(Math.round).join(" | ");
      console.log(`| ${one.name} | ${width} | ${is.frames} | ${Math.round(is.longest)} | ${is.over} | ${is.dropped} | ${times} |`);
    }
  }
  await close();
}
process.exitCode = over ? 1 : 0;
