// Every kind of page in every width and scheme: nothing that axe finds, nothing wider than the window, nothing said in the
// console, and a tree in which a screen reader finds its way.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser } from "./sites.mjs";
import { KINDS, inTabs, kinds, open } from "./kinds.mjs";
import { cut, overlaps } from "./layout.mjs";
import { violations, wider, wordless } from "./looks.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let opened;
before(async () => { opened = await browser(); });
after(() => opened.close());

test("each template of the theme has a page that is looked at", async () => {
  const files = await readdir(new URL("../../themes/default/templates", import.meta.url));
  const templates = files.map((file) => file.replace(".html", "")).filter((name) => !["base", "parts"].includes(name));
  assert.deepEqual([...new Set(KINDS.map(({ template }) => template))].sort(), templates.sort());
});

async function look(page, kind, said, widths, schemes) {
  const wrong = [];
  await open(page, kind);
  await page.evaluate(axe);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    // Whatever the colours, the words stand where they stand.
    const lying = [...await page.evaluate(wider), ...await page.evaluate(overlaps), ...await page.evaluate(cut)];
    wrong.push(...lying.map((fault) => `${kind.kind}, ${width}: ${fault}`));
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(violations);
      wrong.push(...found.map((fault) => `${kind.kind}, ${width}, ${colorScheme}: ${fault}`));
    }
  }
  const found = [...said, ...await page.evaluate(wordless)];
  return [...wrong, ...found.map((fault) => `${kind.kind}: ${fault}`)];
}

for (const [language, widths, schemes] of [
  ["zh-CN", [1440, 1024, 360], ["light", "dark"]],
  // English words are longer, and that is the same by day and by night.
  ["en", [1440, 360], ["light"]],
]) {
  test(`${language}: every kind of page in every width and scheme`, async () => {
    const wrong = await inTabs(opened.context, kinds(language), (page, kind, said) => look(page, kind, said, widths, schemes));
    assert.deepEqual(wrong, []);
  });
}
