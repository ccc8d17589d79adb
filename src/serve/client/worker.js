/* Behind the tabs: one connection to the preview for all of them, since a browser opens only six to a host. Where it knows no
   shared worker, each tab has its own. */
(() => {
  "use strict";
  let tabs = [], receipts = [], state = null, up = true;

  const tell = (what) => tabs.forEach((tab) => tab.port.postMessage(what));
  const link = (now) => { if (now !== up) { up = now; tell({ tell: "up", up }); } };

  /* Addresses in questions that stay well below the longest header section that is taken. */
  function questions(paths) {
    const all = [""];
    paths.forEach((path) => {
      if (all[all.length - 1].length + path.length > 6000) { all.push(""); }
      all[all.length - 1] += path + "&";
    });
    return all;
  }

  /* Is what the tab shows still so? An answer that a later question has overtaken is dropped. */
  function ask(tab) {
    const turn = tab.turn += 1;
    const answer = (query) => fetch("/__huibian/digests?" + query).then((got) => got.ok ? got.json() : Promise.reject());
    Promise.all(questions(tab.paths).map(answer)).then((parts) => {
      if (turn === tab.turn) { tab.port.postMessage({ tell: "digests", digests: Object.assign({}, ...parts) }); }
    }, () => { /* the next state asks again */ });
  }

  function connect() {
    const source = new EventSource("/__huibian/events");
    source.onopen = () => link(true);
    source.onerror = () => {
      link(false);
      if (source.readyState === 2) { setTimeout(connect, 2000); } /* closed: it does not try again by itself */
    };
    source.addEventListener("state", ({ data }) => {
      state = data;
      tell({ tell: "state", state });
      if (!JSON.parse(data).broken) { tabs.forEach(ask); }
    });
    source.addEventListener("receipt", ({ data, lastEventId }) => {
      /* Who connects again is told again. */
      if (receipts.some(({ id }) => id === lastEventId)) { return; }
      const receipt = { tell: "receipt", id: lastEventId, receipt: data };
      receipts = receipts.concat(receipt).slice(-20);
      tell(receipt);
    });
  }

  function listen(port) {
    const tab = { port, paths: [], turn: 0 };
    port.onmessage = ({ data }) => {
      tabs = tabs.filter((other) => other !== tab);
      if (data.say === "bye") { return; }
      tab.paths = data.paths;
      tabs.push(tab);
      port.postMessage({ tell: "up", up });
      if (state) { port.postMessage({ tell: "state", state }); }
      receipts.forEach((receipt) => port.postMessage(Object.assign({ old: true }, receipt)));
      ask(tab);
    };
  }

  if ("SharedWorkerGlobalScope" in self) { self.addEventListener("connect", ({ ports }) => listen(ports[0])); } else { listen(self); }
  connect();
})();
