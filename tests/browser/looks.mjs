// What an eye, a reader of speech and axe find wrong with the page that is open. Runs inside the page; each function uses
// nothing of this module. Start at `violations`.

/** What axe finds, a line each. It has to be there already. */
export async function violations() {
  // It is not to load style sheets again, which a page from the disk may not.
  const { violations } = await window.axe.run(document, { preload: false, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, any, all, none }) =>
    `${id}: ${target} ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`));
}

/** What is wider than the window without scrolling in a box of its own. */
export function wider() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
  return [`it is ${scrollWidth} wide, not ${clientWidth}: ${wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 200))}`];
}

/** What a reader of speech would miss: the landmarks, one name of the page, no level of headings left out, names of regions. */
export function wordless() {
  const wrong = [];
  const one = (selector) => {
    const found = document.querySelectorAll(selector).length;
    if (found !== 1) wrong.push(`it has ${found} of ${selector}`);
  };
  ["h1", "main", "body > header", "body > footer", "header nav[aria-label]", "a.skip[href='#main']"].forEach(one);
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.localName[1]);
    // The outline and the facts stand beside the text, each with a second level of its own.
    if (own > level + 1) wrong.push(`“${heading.textContent.trim()}” is of level ${own} after ${level}`);
    if (!heading.textContent.trim()) wrong.push("a heading has no words");
    level = own;
  }
  const names = new Map();
  for (const region of document.querySelectorAll("nav, aside, section[aria-labelledby], [role=region]")) {
    const by = region.getAttribute("aria-labelledby");
    const name = region.getAttribute("aria-label") ?? (by && document.getElementById(by)?.textContent);
    if (!name?.trim()) wrong.push(`a region has no name: ${region.outerHTML.slice(0, 80)}`);
    if (region.localName === "nav") {
      if (names.has(name)) wrong.push(`two ways are called “${name}”`);
      names.set(name, region);
    }
  }
  if (!document.documentElement.lang || !document.title.trim()) wrong.push("it has no language or no title");
  return wrong;
}
