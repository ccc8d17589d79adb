// Charts: what is written below a drawing stands where the drawing means it, at every width.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser } from "./sites.mjs";
import { kinds, open, tab } from "./kinds.mjs";

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

/** How far each year stands from its point, in pixels, sideways. */
function distances() {
  const plot = document.querySelector(".plot");
  const box = plot.getBoundingClientRect();
  const points = plot.querySelector(".plot-line").getAttribute("d").split(/[ML]/).slice(1).map((point) => Number(point.split(" ")[0]));
  const years = [...document.querySelectorAll(".plot-years li")].map((year) => year.getBoundingClientRect());
  return points.map((at, n) => (years[n].left + years[n].right) / 2 - (box.left + (at / 1000) * box.width));
}

test("each year stands below its point", async () => {
  const { page } = await tab(opened.context);
  const many = kinds("zh-CN").find(({ kind }) => kind === "topic");
  // Few years have more room than they take elsewhere.
  const few = { built: "sample-zh-CN", template: "topic", address: "topics/zl-minsheng.html" };
  for (const kind of [many, few]) {
    for (const width of [1440, 1024, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await open(page, kind);
      const found = await page.evaluate(distances);
      assert.ok(found.length > 2, `${found.length} years`);
      for (const distance of found) assert.ok(Math.abs(distance) <= 2, `${width} wide: ${found.map(Math.round)}`);
    }
  }
  await page.close();
});
