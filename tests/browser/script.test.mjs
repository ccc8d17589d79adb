// The scripts of the pages and of the preview in the words and the syntax of Chromium 80: what they do on a page is for the other
// tests. The table of words is that of tests/look.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { parse } from "acorn";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");
const table = await read("../look/chromium80.txt");
const known = new Set(table.split("## script names\n")[1].split(/\s+/));

/** Of Chromium 80 the newest syntax (`?.`, `??`) is left out too: an office's browser that calls itself 80 may be older within. */
const EDITION = 2019;

/** Every node of a program, and those below it. */
function* nodes(value) {
  if (Array.isArray(value)) for (const each of value) yield* nodes(each);
  else if (value && typeof value.type === "string") {
    yield value;
    for (const each of Object.values(value)) yield* nodes(each);
  }
}

/** Names that a program gives to its own things: variables, functions, parameters. */
function own(program) {
  const names = (pattern) => [...nodes(pattern)].filter((node) => node.type === "Identifier").map((node) => node.name);
  return new Set([...nodes(program)].flatMap((node) => {
    if (node.type === "VariableDeclarator") return names(node.id);
    if (node.type === "CatchClause") return node.param ? names(node.param) : [];
    return /Function/.test(node.type) ? [...(node.id ? [node.id.name] : []), ...node.params.flatMap(names)] : [];
  }));
}

/** The words of others that a program says: properties, and names that it does not define. */
function strange(text) {
  const program = parse(text, { ecmaVersion: EDITION });
  const defined = own(program);
  const properties = [], names = new Set();
  for (const node of nodes(program)) {
    if (node.type === "MemberExpression" && !node.computed) properties.push(node.property);
    if (node.type === "Property" && !node.computed) properties.push(node.key);
  }
  for (const node of nodes(program)) {
    if (node.type === "Identifier" && (properties.includes(node) || !defined.has(node.name))) names.add(node.name);
  }
  return [...names].filter((name) => !known.has(name));
}

/** Each script, and keys of our own in it: `data-…` of the pages, what an option is called, what is told over a wire. */
const SCRIPTS = {
  "themes/default/static/site.js": ["copy", "copied", "comma", "passive"],
  "src/serve/client/live.js": ["attributeFilter", "broken", "column", "counts", "digest", "digests", "edition", "element", "excerpt", "file", "findings", "help", "line",
    "lines", "marked", "moved", "note", "old", "path", "paths", "receipt", "say", "severity", "tell", "up", "warning"],
  "src/serve/client/worker.js": ["broken", "digests", "old", "paths", "receipt", "say", "tell", "turn", "up"],
};

for (const [path, ours] of Object.entries(SCRIPTS)) {
  test(`${path} says nothing that Chromium 80 does not know`, async () => {
    assert.deepEqual(strange(await read(`../../${path}`)).sort(), [...ours].sort());
  });
}

test("the scripts of the preview are small", async () => {
  const [live, worker, style] = await Promise.all(["live.js", "worker.js", "live.css"].map((name) => read(`../../src/serve/client/${name}`)));
  assert.ok(Buffer.byteLength(live + worker) <= 14 * 1024 && Buffer.byteLength(style) <= 5 * 1024);
});

test("newer scripts are refused", () => {
  for (const text of ["a?.b", "a ?? b", "a ||= b", "class A { #x = 1 }", "1_000", "import('x')"]) {
    assert.throws(() => strange(text), SyntaxError, text);
  }
  for (const text of ["''.replaceAll('a', 'b')", "[].at(-1)", "Object.hasOwn({}, 'a')", "structuredClone(1)", "document.body.replaceChildren()", "new WeakRef({})"]) {
    assert.notDeepEqual(strange(text), [], text);
  }
  assert.deepEqual(strange("var a = document.querySelector('x'); a.classList.add('y'); fetch('z').then(function (b) { return b.json(); });"), []);
});
