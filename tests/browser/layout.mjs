// Whether words lie over words, or are cut off, on the page that is open. Runs inside the page; each function uses nothing of
// this module. Start at `overlaps`.

/** Words that lie over other words. */
export function overlaps() {
  // What stays while the rest scrolls may lie over it; here everything lies where it would without that.
  const laid = [...document.querySelectorAll(".matrix-box, .matrix-box th, .matrix-box td, .dated > h3, .rail-in")];
  for (const { style } of laid) [style.position, style.maxHeight] = ["relative", "none"];
  const boxes = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const hidden = new Map();
  const isHidden = (element) => {
    if (!hidden.has(element)) {
      hidden.set(element, !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest(".vh, .skip") !== null);
    }
    return hidden.get(element);
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || isHidden(node.parentElement)) continue;
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    // What a box has scrolled out of sight lies over nothing.
    const edge = node.parentElement.closest(".scroll, .matrix-box, .tree, pre")?.getBoundingClientRect().right ?? Infinity;
    // A blank at the end of a line may hang over its edge, so each word is taken by itself.
    for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      for (const { left, right: whole, top, bottom } of range.getClientRects()) {
        const right = Math.min(whole, edge);
        // The box of a line of text is as high as its font wants; of that, the middle is what one sees.
        const middle = (top + bottom) / 2;
        if (right - left > 1) boxes.push({ node, left, right, top: middle - size * 0.35, bottom: middle + size * 0.35 });
      }
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const wrong = [];
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(at + 1)) {
      if (other.top >= one.bottom - 1) break;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (across <= 1 || one.node === other.node) continue;
      wrong.push(`“${one.node.data.trim().slice(0, 30)}” lies over “${other.node.data.trim().slice(0, 30)}”`);
    }
  });
  for (const { style } of laid) style.position = style.maxHeight = "";
  return wrong.slice(0, 5);
}

/** Words that are cut off: by a box that hides what does not fit, or by the edge of the window. */
export function cut() {
  const wrong = [];
  for (const element of document.body.querySelectorAll("*")) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    if (element.closest(".vh, svg") || textOverflow === "ellipsis") continue;
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    const wide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (wide || high) wrong.push(`cut off: ${element.outerHTML.slice(0, 100)}`);
    const { left, width } = element.getBoundingClientRect();
    if (width && left < -1 && !element.closest(".skip, .scroll, .matrix-box, .tree, pre")) wrong.push(`out at the left: ${element.outerHTML.slice(0, 100)}`);
  }
  return wrong.slice(0, 5);
}
