// What a person finds who has no mouse. Runs inside the page; each function uses nothing of this module. Start at `focused`.

/** Numbers everything that can be focused and is shown, in the order of the document; gives how many there are. */
export function number() {
  const can = "a[href], button, input, summary, [tabindex]:not([tabindex='-1'])";
  const shown = [...document.querySelectorAll(can)].filter((e) => e.checkVisibility({ visibilityProperty: true }));
  shown.forEach((element, at) => { element.dataset.order = at; });
  return shown.length;
}

/** The element that has the focus: its number and what is wrong with how it shows that. */
export function focused() {
  const element = document.activeElement;
  const order = Number(element.dataset.order ?? -1);
  const wrong = [];
  const name = element.outerHTML.slice(0, 100);
  const style = getComputedStyle(element);
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  let ground = element.parentElement;
  while (ground.parentElement && channels(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push(`no outline: ${name}`);
  else if (contrast(style.outlineColor, getComputedStyle(ground).backgroundColor) < 3) wrong.push(`a pale outline: ${name}`);

  // The outline and the element lie in the window, and nothing cuts them off.
  const boxes = [...element.getClientRects()];
  const box = boxes[0] ?? element.getBoundingClientRect();
  const around = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  if (!box.width || !box.height) wrong.push(`it has no size: ${name}`);
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push(`out of sight: ${name}`);
  for (let above = element.parentElement; above; above = above.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(above);
    if (overflowX === "visible" && overflowY === "visible") continue;
    if (above === document.documentElement || above === document.body) continue;
    const cut = above.getBoundingClientRect();
    // What is larger than the box cannot lie in it. A browser takes for shown what is cut at a side by less than a third.
    const fits = (size, room) => size <= room;
    const third = box.width / 3;
    const across = fits(box.width, cut.width) && (box.left < cut.left - third || box.right > cut.right + third);
    const along = fits(box.height, cut.height) && (box.top - around / 2 < cut.top - 1 || box.bottom + around / 2 > cut.bottom + 1);
    // Where there is nothing to scroll, an outline that is cut at a side stays so.
    const stays = above.scrollWidth <= above.clientWidth && (box.left - around / 2 < cut.left - 1 || box.right + around / 2 > cut.right + 1);
    if (across || along || stays) wrong.push(`its outline is cut by ${above.className}: ${name}`);
  }
  // Nothing lies over it: at the middle of its part in the window the topmost thing is the element itself.
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  if (top && !element.contains(top) && !top.contains(element)) wrong.push(`under ${top.outerHTML.slice(0, 60)}: ${name}`);
  return { order, wrong };
}

/** Where the elements in order stand: each part of the page comes after the one before it, and within one nothing comes before what is above. */
export function disorder() {
  const wrong = [];
  const parts = [".masthead", "main", ".colophon"];
  const found = parts.map((part) => document.querySelector(part)).filter(Boolean);
  found.slice(1).forEach((part, at) => {
    if (!(found[at].compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push(`${part.className} comes before ${found[at].className}`);
  });
  const crumbs = document.querySelector(".crumbs");
  if (crumbs && crumbs !== document.querySelector("main").firstElementChild) wrong.push("the way here is not the first thing of the text");
  // Within a column the next thing is lower, or beside on the same line.
  const columns = ".masthead-in > *, .crumbs, .report-head, .rail, .body, .more-block, .attachments, .neighbours > *, .section > *, .entry > *, .head, .colophon-in > *";
  for (const column of document.querySelectorAll(columns)) {
    let last;
    for (const element of column.querySelectorAll("[data-order]")) {
      // Columns of a list of names are read one after the other; a permalink stands beside its paragraph.
      if (element.closest(".index, .matrix, .bars, .outline") || element.classList.contains("anchor")) continue;
      const box = element.getBoundingClientRect();
      if (last && box.bottom < last.top - 1) wrong.push(`${element.outerHTML.slice(0, 80)} stands above what comes before it`);
      last = box;
    }
  }
  return wrong;
}
