/* The preview in a tab: keeps it at the last state of the site, and shows what is wrong and what came in. The page itself may
   connect to nothing, so a worker does. Whatever is shown goes in as text. */
(() => {
  "use strict";
  const root = document.documentElement, script = document.currentScript, own = script.getAttribute("data-page"), loaded = +script.getAttribute("data-edition");
  const named = (url) => url.pathname.replace(/&/g, "%26"), path = named(location);
  let english = /^en/.test(root.lang), port, told, edition, lost;

  const recall = (name) => { try { return sessionStorage.getItem("huibian-" + name); } catch (e) { return null; } };
  const keep = (name, value) => { try { sessionStorage.setItem("huibian-" + name, value); } catch (e) { /* it is forgotten */ } };
  const say = (zh, en) => english ? en : zh;
  const count = (n, zh, en) => say(`${n} ${zh}`, `${n} ${en}${n === 1 ? "" : "s"}`);

  function make(name, kind, ...inner) {
    const element = document.createElement(name);
    element.className = kind;
    element.append(...inner.filter(Boolean));
    return element;
  }

  /* ---- The page and what it shows */

  const shown = [...document.querySelectorAll("link[rel~=stylesheet][href], script[src], img[src]")].map((element) => {
    const url = new URL(element.href || element.src, location.href);
    return { element, url, path: named(url) };
  }).filter(({ url }) => url.origin === location.origin && url.pathname.indexOf("/__huibian/"));

  function leave(to, digest) {
    /* A page whose bytes are never twice the same would else be loaded for ever. */
    const once = `${to} ${digest}`;
    if (recall("left") === once) { return; }
    keep("left", once);
    keep("place " + to, place());
    if (to === path) { location.reload(); } else { location.replace(to + location.search + location.hash); }
  }

  const top = (element) => element.getBoundingClientRect().top;

  /* Where the reader is: how far down, and which passages are in the window at which height. */
  function place() {
    const passages = [...document.querySelectorAll("[id^=p-], [id^=h-]")].map((one) => [one.id, top(one)]);
    return JSON.stringify([scrollY, passages.filter(([, at]) => at > 0 && at < innerHeight)]);
  }

  /* Back to where the reader was, once everything has its height; by the first passage that is still there. */
  function back() {
    const [down, passages] = JSON.parse(recall("place " + path) || "[0]"), find = (id) => document.getElementById(id);
    keep("place " + path, "");
    if (down) {
      requestAnimationFrame(() => {
        const still = passages.find(([id]) => find(id));
        scrollTo(scrollX, still ? scrollY + top(find(still[0])) - still[1] : down);
      });
    }
  }

  function renew(one, digest) {
    const { element, url } = one;
    url.search = "?v=" + digest.slice(0, 16);
    if (element.localName === "img") { element.src = url.href; return; }
    const fresh = element.cloneNode(), old = one.old = [...one.old || [], element];
    /* The old sheets go when the new one is there: the page never stands without. */
    fresh.onload = () => old.forEach((sheet) => sheet.remove());
    fresh.href = url.href;
    element.after(fresh);
    one.element = fresh;
  }

  function compare(digests) {
    const page = digests[path];
    if (page && page.moved) { leave(page.moved, ""); return; }
    if ((page || "") !== own) { leave(path, page); return; }
    keep("left", "");
    shown.forEach((one) => {
      const now = digests[one.path], before = one.digest, isScript = one.element.localName === "script";
      if (!now || now.moved || before === now) { return; }
      one.digest = now;
      /* When the site is another by now, it may have changed while the page was loaded. */
      if (!before && (isScript || edition === loaded)) { return; }
      if (isScript) { leave(path, now); } else { renew(one, now); }
    });
  }

  /* ---- In a tree of its own, so that the style of the theme and ours do not mix */

  const bar = make("p", "bar"), overlay = make("section", "overlay"), alert = make("p", "unseen");
  const panel = make("section", "panel"), list = make("ol", ""), box = make("div", "live", panel, overlay, bar, alert);
  bar.setAttribute("role", "status");
  alert.setAttribute("role", "alert");
  list.setAttribute("aria-live", "polite");
  box.hidden = bar.hidden = overlay.hidden = panel.hidden = true;

  function build() {
    const host = make("huibian-live", ""), show = () => { box.hidden = false; };
    const sheet = Object.assign(make("link", ""), { rel: "stylesheet", href: "/__huibian/live.css", onload: show, onerror: show });
    host.attachShadow({ mode: "open" }).append(sheet, box);
    root.append(host);
    /* The reader's own choice of light and dark, where the theme offers one. */
    const follow = () => box.setAttribute("data-theme", root.getAttribute("data-theme") || "");
    new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    follow();
    furnish();
  }

  function furnish() {
    const title = say("收到的文件", "Files that came in");
    box.lang = say("zh-Hans", "en");
    panel.setAttribute("aria-label", title);
    panel.textContent = "";
    panel.append(make("header", "", make("h2", "", title), button(say("全部关闭", "dismiss all"), "", () => dismiss([...list.children]))), list);
  }

  const button = (words, title, onclick) => Object.assign(make("button", "button", words), { type: "button", title, onclick });

  /* ---- What is wrong */

  function excerpt({ excerpt, line, marked }) {
    const letters = [...excerpt], [from, to] = marked || [0, 0], part = (a, b) => letters.slice(a, b).join("");
    /* The mark lies below the letters themselves, so it fits whatever their width is. */
    const mark = marked && make("mark", "", part(from, to));
    return make("pre", "excerpt", make("span", "line", `${line || ""} │ `), make("span", "", part(0, from), mark, part(to)));
  }

  function finding(one) {
    const kind = { error: say("错误", "error"), warning: say("警告", "warning"), note: say("提示", "note") }[one.severity];
    const where = [one.file, one.line, one.column].filter(Boolean).join(":");
    return make("li", "finding " + one.severity, make("p", "kind", kind + " ", make("span", "code", one.code)), make("p", "what", one.message),
      where && make("p", "where", where), one.excerpt && excerpt(one), one.help && make("p", "", one.help));
  }

  function complain({ counts, findings }) {
    const title = say(`有 ${counts.error} 个错误，${edition ? "页面仍是上次正确的样子；" : ""}改好保存后自动更新`,
      count(counts.error, "", "error") + (edition ? "; the pages are as they last were right, and follow when it is mended and saved" : "; the site appears when it is mended and saved"));
    const others = [counts.warning && count(counts.warning, "个警告", "warning"), counts.note && count(counts.note, "个提示", "note")];
    const of = (severity) => findings.filter((one) => one.severity === severity);
    const details = make("details", "", make("summary", "", make("h2", "", title), make("span", "quiet", others.filter(Boolean).join(say("，", ", "))),
      make("span", "button fold", say("收起", "fold")), make("span", "button unfold", say("展开", "unfold"))),
      make("ol", "", ...[...of("error"), ...of("warning"), ...of("note")].map(finding)));
    details.open = !recall("folded");
    details.addEventListener("toggle", () => keep("folded", details.open ? "" : 1));
    const at = overlay.scrollTop, focus = overlay.querySelector(":focus");
    overlay.textContent = "";
    overlay.append(details);
    overlay.scrollTop = at;
    if (focus) { details.firstChild.focus(); }
    overlay.setAttribute("aria-label", title);
    if (recall("warned") !== title) { keep("warned", alert.textContent = title); } /* read out once, not on every page */
  }

  /* ---- What came in */

  const dismissed = () => (recall("dismissed") || "").split(" ");

  function dismiss(items) {
    keep("dismissed", dismissed().concat(items.map(({ id }) => id)).slice(-60).join(" "));
    const next = items[0].nextSibling || items[0].previousSibling;
    items.forEach((item) => item.remove());
    if (next && next.parentNode) { next.querySelector("button").focus(); }
    panel.hidden = !list.firstChild;
  }

  function receive(id, old, { name, ok, lines, href, title }) {
    if (dismissed().includes(id) || box.querySelector(`[id="${id}"]`)) { return; }
    const link = href && Object.assign(make("a", "", title), { href });
    const fate = title ? say("已收进来", "taken in") : say("没有收进来", "not taken in");
    const item = make("li", ok ? "" : "refused",
      make("p", "name", name + " ", make("span", "quiet", fate), button(say("关闭", "dismiss"), name, () => dismiss([item]))),
      link && make("p", "", link), ...lines.map((line) => make("p", "", line)));
    item.id = id;
    if (old) { item.setAttribute("aria-live", "off"); } /* it was read out when it came */
    list.prepend(item);
    if (list.children.length > 20) { list.lastChild.remove(); }
    panel.hidden = false;
  }

  /* ---- What the worker tells */

  const heard = {
    up({ up }) {
      clearTimeout(lost);
      bar.hidden = bar.hidden || up;
      lost = up ? 0 : setTimeout(() => {
        bar.textContent = say("预览已断开，正在重连", "preview is disconnected, reconnecting");
        bar.hidden = false;
      }, 3000);
    },
    state({ state }) {
      if (told === state) { return; }
      const now = JSON.parse(told = state);
      edition = now.edition;
      if (english !== (now.lang === "en")) { english = !english; furnish(); }
      overlay.hidden = !now.broken;
      if (now.broken) { complain(now); } else { overlay.textContent = alert.textContent = ""; keep("warned", ""); }
    },
    receipt({ id, old, receipt }) { receive(id, old, JSON.parse(receipt)); },
    digests({ digests }) { compare(digests); }
  };

  function connect() {
    try { port = new SharedWorker("/__huibian/worker.js", "huibian-1").port; } catch (e) { port = new Worker("/__huibian/worker.js"); }
    const hello = () => port.postMessage({ say: "hello", paths: [path, ...shown.map((one) => one.path)] });
    port.onmessage = ({ data }) => heard[data.tell](data);
    addEventListener("pagehide", () => port.postMessage({ say: "bye" }));
    addEventListener("pageshow", ({ persisted }) => { if (persisted) { hello(); } });
    hello();
  }

  build();
  connect();
  if (document.readyState === "complete") { back(); } else { addEventListener("load", back); }
})();
