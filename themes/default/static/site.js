/* Comfort only: every page works without this file. No dependency, no storage but the two preferences. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function recall(name) { try { return localStorage.getItem("huibian-" + name); } catch (e) { return null; } }
  function keep(name, value) { try { value ? localStorage.setItem("huibian-" + name, value) : localStorage.removeItem("huibian-" + name); } catch (e) { /* file:// may refuse */ } }
  function set(name, value) { value ? root.setAttribute("data-" + name, value) : root.removeAttribute("data-" + name); }

  /* In the head, before the first paint: no flash of the other theme. */
  set("theme", recall("theme"));
  set("type", recall("type"));

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function preferences() {
    var theme = document.querySelector("[data-pref=theme]"), type = document.querySelector("[data-pref=type]");
    if (!theme || !type) { return; }
    function show() {
      theme.setAttribute("aria-pressed", String(isDark()));
      type.setAttribute("aria-pressed", String(root.getAttribute("data-type") === "large"));
    }
    theme.addEventListener("click", function () { var v = isDark() ? "light" : "dark"; set("theme", v); keep("theme", v); show(); });
    type.addEventListener("click", function () { var v = root.getAttribute("data-type") ? null : "large"; set("type", v); keep("type", v); show(); });
    show();
  }

  function named(hash) { return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null; }

  /* The outline shows where the reader is: the last heading that has passed the top of the window. */
  function position() {
    var links = [].slice.call(document.querySelectorAll(".outline a"));
    var marks = links.map(function (a) { return named(a.hash); });
    if (!links.length) { return; }
    var waiting = false;
    function update() {
      waiting = false;
      var line = 120, here = -1;
      marks.forEach(function (mark, i) { if (mark && mark.getBoundingClientRect().top < line) { here = i; } });
      links.forEach(function (a, i) { i === here ? a.setAttribute("aria-current", "location") : a.removeAttribute("aria-current"); });
    }
    addEventListener("scroll", function () { if (!waiting) { waiting = true; requestAnimationFrame(update); } }, { passive: true });
    update();
  }

  /* Citation as plain text. navigator.clipboard is missing on plain http and file://, so a field is the second way. */
  function copy(text, done) {
    function byField() {
      var field = document.createElement("textarea");
      field.value = text; field.className = "vh"; document.body.appendChild(field); field.select();
      try { document.execCommand("copy"); } finally { field.remove(); done(); }
    }
    if (navigator.clipboard && isSecureContext) { navigator.clipboard.writeText(text).then(done, byField); } else { byField(); }
  }

  function citations() {
    var title = document.querySelector(".title"), said = document.querySelector("[data-said]");
    if (!title || !said) { return; }
    var source = title.getAttribute("data-cite-source"), words = said.dataset; /* the theme's own, in the language of the page */
    var button = document.createElement("button");
    button.type = "button"; button.className = "cite-copy"; button.textContent = words.copy;
    function offer(anchor) {
      if (button.previousSibling === anchor) { return; }
      anchor.parentNode.appendChild(button);
      button.onclick = function () {
        copy(source + words.comma + anchor.getAttribute("data-cite") + "\n" + anchor.href, function () {
          said.textContent = button.textContent = words.copied;
          setTimeout(function () { button.textContent = words.copy; }, 1600);
        });
      };
    }
    document.addEventListener("click", function (e) { if (e.target.classList && e.target.classList.contains("anchor")) { offer(e.target); } });
    var target = named(location.hash), first = target && target.querySelector(".anchor");
    if (first) { offer(first); }
  }

  document.addEventListener("DOMContentLoaded", function () { preferences(); position(); citations(); });
})();
