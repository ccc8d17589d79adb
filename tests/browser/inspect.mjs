// What is wrong with the page that is open, as the browser sees it. Runs inside the page and uses nothing of this module.
// Start at `faults`.

/** What is wrong, a line each. */
export function faults() {
  const wrong = [];
  if (window.hacked !== undefined || document.body?.hasAttribute("data-hacked")) wrong.push("a text ran");

  // What the browser understood, not what was written.
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    for (const { name: key } of element.attributes) {
      if (key.startsWith("on") || key === "srcdoc" || key === "style") wrong.push(`<${name}> has ${key}`);
    }
    if (["iframe", "object", "embed", "base", "form", "style"].includes(name)) wrong.push(`there is a <${name}>`);
    if (name === "script" && !/(^|\/)static\/[a-z.-]+\.js$/.test(element.getAttribute("src") ?? "")) wrong.push("a script is not ours");
    if (name === "a" && element.hasAttribute("href") && !["http:", "https:", "file:", "mailto:", "tel:", "ftp:"].includes(element.protocol)) {
      wrong.push(`a link has the scheme ${element.protocol}`);
    }
    if (name === "a" && element.protocol === "file:" && location.protocol !== "file:") wrong.push("a link leads to the disk");
  }

  // Words without signs of direction are read from left to right, in the order in which they stand.
  const turned = /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFEFC]/;
  const block = (node) => {
    let element = node.parentElement;
    while (getComputedStyle(element).display.startsWith("inline") && getComputedStyle(element).display === "inline") element = element.parentElement;
    return element;
  };
  const range = document.createRange();
  const box = (node, from, to) => { range.setStart(node, from); range.setEnd(node, to); return range.getBoundingClientRect(); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let last;
  const hostile = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (turned.test(node.data)) hostile.add(block(node));
  walker.currentNode = document.body;
  for (let node = hostile.size ? walker.nextNode() : null; node; node = walker.nextNode()) {
    const within = block(node);
    // An author's own words may stand as their author turned them.
    if (!hostile.has(within) || turned.test(node.data) || !node.data.trim() || node.parentElement.closest(".vh, .body")) continue;
    const start = node.data.search(/\S/), end = node.data.trimEnd().length;
    const first = box(node, start, start + 1), final = box(node, end - 1, end);
    if (!first.width || !final.width) continue;
    const level = (a, b) => Math.abs(a.top - b.top) < 3;
    if (level(first, final) && final.left < first.left) wrong.push(`“${node.data.trim()}” is turned round`);
    if (last?.within === within && level(last.final, first) && first.left < last.final.left) {
      wrong.push(`“${node.data.trim()}” stands before “${last.data}”`);
    }
    last = { within, final, data: node.data.trim() };
  }
  return wrong;
}
