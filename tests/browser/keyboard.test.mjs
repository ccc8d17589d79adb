// Every kind of page by keyboard: everything is reached once, in order, and shows that it is; what scrolls can be scrolled.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser } from "./sites.mjs";
import { inTabs, kinds, open } from "./kinds.mjs";
import { disorder, focused, number } from "./keyboard.mjs";

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

/** Goes through a page by Tab, from the top to the bottom, or back by `Shift+Tab`. */
async function through(page, back) {
  const count = await page.evaluate(number);
  const wrong = await page.evaluate(disorder);
  if (back) await page.focus(`[data-order="${count - 1}"]`);
  for (let at = back ? 1 : 0; at < count; at++) {
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    const { order, wrong: found } = await page.evaluate(focused);
    wrong.push(...found);
    if (order !== (back ? count - 1 - at : at)) return [...wrong, `after ${at} of ${count} it went to ${order}`];
  }
  return wrong;
}

for (const { width, back, colorScheme } of [
  { width: 1440, back: false, colorScheme: "light" },
  { width: 360, back: false, colorScheme: "dark" },
  { width: 360, back: true, colorScheme: "light" },
]) {
  test(`every kind of page by ${back ? "Shift+Tab" : "Tab"}, ${width} wide`, async () => {
    // Going back differs where something stays in sight while the rest passes: years beside lists, heads of a matrix.
    const some = kinds("zh-CN").filter(({ template }) => !back || ["matrix", "topic", "unit", "year"].includes(template));
    const wrong = await inTabs(opened.context, some, async (page, kind) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, kind);
      return (await through(page, back)).map((fault) => `${kind.kind}: ${fault}`);
    });
    assert.deepEqual(wrong, []);
  });
}

test("the first Tab offers the way to the text, and it leads there", async () => {
  const wrong = await inTabs(opened.context, kinds("zh-CN"), async (page, kind) => {
    await open(page, kind);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => {
      const { left, top, height } = document.activeElement.getBoundingClientRect();
      return document.activeElement.classList.contains("skip") && left >= 0 && top >= 0 && height > 0;
    });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => {
      const main = document.getElementById("main"), { activeElement } = document;
      return main.contains(activeElement) || !main.querySelector("a[href], button, [tabindex='0']");
    });
    return [first ? [] : `${kind.kind}: it is not shown first`, inside ? [] : `${kind.kind}: it leads elsewhere`].flat();
  });
  assert.deepEqual(wrong, []);
});

/** Scrolls by the keys whatever is wider than its box; runs in the page, and gives what cannot even be focused. */
function focusWide(at) {
  const wide = [...document.querySelectorAll("main *")].filter((e) =>
    e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX));
  const box = wide[at];
  if (!box) return undefined;
  box.focus({ preventScroll: false });
  box.scrollLeft = 0;
  // New browsers focus any box that scrolls; older ones only what says so, or what stands in it.
  const says = box.hasAttribute("tabindex") || box.querySelector("a[href]") !== null;
  return { name: box.className || box.localName, focused: says && box === document.activeElement };
}

/** Waits for the box that has the focus to have been scrolled to the side. */
function scrolled() {
  const box = document.activeElement;
  return new Promise((moved) => (box.scrollLeft > 0 ? moved() : box.addEventListener("scroll", () => moved(), { once: true })));
}

test("what scrolls in itself is scrolled by the keys", async () => {
  let boxes = 0;
  const wrong = await inTabs(opened.context, kinds("zh-CN"), async (page, kind) => {
    await page.setViewportSize({ width: 360, height: 900 });
    await open(page, kind);
    const found = [];
    for (let at = 0; ; at++) {
      const box = await page.evaluate(focusWide, at);
      if (!box) return found;
      boxes++;
      if (!box.focused) {
        found.push(`${kind.kind}: ${box.name} cannot be focused`);
        continue;
      }
      await page.keyboard.press("ArrowRight");
      await page.evaluate(scrolled);
    }
  });
  assert.deepEqual(wrong, []);
  // A table and a block of code of the long report, and the matrices.
  assert.ok(boxes >= 5, `${boxes}`);
});
