// What of a page goes on paper. Runs inside the page while it is set for print; each function uses nothing of this module.
// Start at `printed`.

/** The texts that are shown inside of what `selector` finds, without blanks, in order: no words for reading aloud. */
export function printed(selector) {
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node;
    if (!parentElement.closest(selector) || parentElement.closest(".vh, svg") || !parentElement.checkVisibility({ opacityProperty: true })) continue;
    const text = node.data.replace(/\s+/g, "");
    if (text) texts.push(text);
  }
  return texts;
}

/** What belongs on a screen only and is printed all the same. */
export function furniture() {
  const screen = ".masthead, .crumbs, .rail, .report-more, .neighbours, .provenance, .colophon, .skip, .anchor, .cite-copy, .prefs, .pager, .letters, .byline, button";
  return [...document.querySelectorAll(screen)].filter((e) => e.checkVisibility()).map((e) => `it is printed: ${e.outerHTML.slice(0, 80)}`);
}

/** The headings of a page, without blanks. */
export function headings() {
  return [...document.querySelectorAll("main h2, main h3")].map((heading) => heading.innerText.replace(/\s+/g, ""));
}

/** Names that a wide table leaves less room than four characters. */
export function squeezed() {
  const narrow = [...document.querySelectorAll(".matrix tbody th")].filter((th) => th.clientWidth < 4 * parseFloat(getComputedStyle(th).fontSize));
  return narrow.slice(0, 3).map((th) => `“${th.innerText}” has ${th.clientWidth} pixels`);
}
