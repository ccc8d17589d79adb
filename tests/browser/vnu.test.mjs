// Every page and every style sheet of every site, judged by the validator of the W3C (the package vnu-jar): no errors.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { promisify } from "node:util";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

const allowed = [
  // HTML has no room for these, but a text is shown as its author wrote it.
  /\/hostile-.*(Forbidden code point|Astral non-character)/,
  // A property of SVG 2 that browsers know and the validator does not.
  /“vector-effect”: Property “vector-effect” doesn't exist/,
];

test("pages and style sheets are valid", async () => {
  // Its JSON breaks off at the first style sheet; the lines in the style of GNU do not.
  const options = ["-jar", jar, "--stdout", "--exit-zero-always", "--errors-only", "--format", "gnu", "--also-check-css", "--skip-non-html"];
  const { stdout } = await promisify(execFile)("java", ["-Xss8m", ...options, process.env.SITES], { maxBuffer: 1 << 28 });
  const errors = stdout.split("\n").filter((line) => line && !allowed.some((known) => known.test(line)));
  assert.equal(errors.join("\n"), "");
});
