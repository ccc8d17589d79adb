// Makes chromium80.txt: the words of CSS and of scripts that Chromium 80 knows, out of MDN's browser-compat-data (CC0).
// Says nothing of what a word means, or whether a syntax is known. Start at `sections`. By hand, when the table has to be
// made again (a newer edition of the data corrects itself; Chromium 80 does not change):
//     npm pack @mdn/browser-compat-data && tar xf mdn-browser-compat-data-*.tgz
//     node tests/look/chromium80.mjs package/data.json > tests/look/chromium80.txt
import { readFileSync } from "node:fs";

const FLOOR = 80;
const data = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** The names by which Chromium 80 knows a feature: its own, with a prefix, or an older one. */
function names(name, feature) {
  const support = [feature?.__compat?.support?.chrome ?? []].flat();
  return support
    .filter((s) => version(s.version_added) <= FLOOR && !(version(s.version_removed) <= FLOOR) && !s.flags)
    .map((s) => s.alternative_name ?? (s.prefix ?? "") + name);
}

function version(text) {
  return typeof text === "string" ? parseFloat(text.replace("≤", "")) : NaN;
}

/** The features that stand directly below. */
function below(feature) {
  return Object.entries(feature).filter(([name]) => !["__compat", "__meta"].includes(name));
}

/** All names below a feature that the floor knows. */
function known(feature) {
  return below(feature).flatMap(([name, value]) => names(name, value));
}

const css = data.css;
const atRules = below(css["at-rules"]);

/** Keywords that a property got later: those not in the table are as old as the property, or are none. */
function newerValues() {
  const of = ([property, feature]) => below(feature)
    .filter(([value, feature]) => /^[a-z-]+$/.test(value) && !names(value, feature).includes(value))
    .map(([value]) => `${property}:${value}`);
  const properties = below(css.properties).filter(([name, feature]) => /^[a-z]/.test(name) && names(name, feature).length);
  const everywhere = below(css.types.global_keywords).filter(([word, feature]) => !names(word, feature).length);
  return [...properties.flatMap(of), ...everywhere.map(([word]) => `*:${word}`)];
}

/** Functions stand among the types, however deep, and with the properties that alone have them. The data does not tell them
 *  from keywords, so both are here; but a name that is newer as a type is left out (`color` is a type, `color()` is new). */
function functions() {
  const deep = (feature) => below(feature).flatMap(([name, inner]) => [[name, names(name, inner)], ...deep(inner)]);
  const types = deep(css.types);
  const newer = new Set(types.filter(([, known]) => !known.length).map(([name]) => name));
  const all = [...types.flatMap(([, known]) => known), ...below(css.properties).flatMap(([, feature]) => known(feature))];
  return all.filter((name) => /^[a-z][a-z-]*$/i.test(name) && !newer.has(name));
}

/** What a script on a page of documents, or behind one, can meet; not graphics, sound, devices, payment. */
const INTERFACES = new RegExp("^(Abort.*|Blob|CSSStyleDeclaration|CharacterData|Clipboard|Crypto|CustomEvent|DOM(Parser|Rect.*|Token.*|String.*|Exception)|" +
  "Document.*|Element|Event(Source|Target)?|File|FocusEvent|FormData|HTML.*|HashChangeEvent|Headers|History|InputEvent|Intersection.*|KeyboardEvent|" +
  "Location|MediaQuery.*|Message.*|MouseEvent|Mutation.*|Navigator|Node.*|Page.*|ParentNode|PopStateEvent|Range|ReadableStream.*|Request|" +
  "Resize.*|Response|Selection|SharedWorker.*|Storage.*|Text.*|UIEvent|URL.*|Window|Worker|[a-z].*)$"); // what is global begins small

function scriptNames() {
  const api = below(data.api).filter(([name]) => INTERFACES.test(name));
  const builtins = below(data.javascript.builtins).filter(([name]) => !/^(Atomics|Intl|WebAssembly)$/.test(name));
  return [...api, ...builtins].flatMap(([name, feature]) => [...names(name, feature), ...known(feature)])
    .map((name) => name.replace(/_static$/, "").replace(/(.*)_event$/, "on$1")).filter((name) => /^[A-Za-z]+$/.test(name));
}

const sections = {
  "properties": known(css.properties),
  "newer values": newerValues(),
  "selectors": known(css.selectors),
  "at-rules": known(css["at-rules"]),
  "descriptors": atRules.filter(([name]) => ["font-face", "page"].includes(name)).flatMap(([, rule]) => known(rule)),
  "media features": known(css["at-rules"].media),
  "functions": functions(),
  "units": [...known(css.types.length), ...known(css.types.angle), ...known(css.types.resolution)],
  "script names": scriptNames(),
};

const lines = [`What Chromium ${FLOOR} knows, by browser-compat-data ${data.__meta.version} (CC0-1.0). Made by chromium80.mjs.`];
for (const [title, words] of Object.entries(sections)) {
  lines.push("", `## ${title}`);
  let line = "";
  for (const word of [...new Set(words)].sort()) {
    if (line.length + word.length > 118) { lines.push(line); line = ""; }
    line += (line && " ") + word;
  }
  lines.push(line);
}
console.log(lines.join("\n"));
