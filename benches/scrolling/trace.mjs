// What a trace of Chromium says about a time of scrolling: frames and the tasks of the page's main thread. Knows nothing of
// pages. Start at `judged`.

/** A frame that takes longer is seen as a jerk. */
export const LONG = 50;

const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame", "benchmark", "blink.user_timing"];

/** Records while `during` runs, and gives the events. */
export async function recorded(session, during) {
  await session.send("Tracing.start", { transferMode: "ReturnAsStream", traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"], recordMode: "recordAsMuchAsPossible" } });
  await during();
  const ended = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  const { stream } = await ended;
  const parts = [];
  for (let eof = false; !eof;) {
    const part = await session.send("IO.read", { handle: stream, size: 1 << 22 });
    parts.push(Buffer.from(part.data, part.base64Encoded ? "base64" : "utf8"));
    eof = part.eof;
  }
  await session.send("IO.close", { handle: stream });
  return JSON.parse(Buffer.concat(parts).toString("utf8")).traceEvents;
}

/** The main thread that draws the page: the one that set the marks. */
function mainThread(events) {
  const { pid, tid } = marked(events, "begins");
  return events.filter((event) => event.pid === pid && event.tid === tid);
}

function marked(events, what) {
  return events.find((event) => event.cat.includes("user_timing") && event.name === `scrolling ${what}`);
}

/** Milliseconds from one drawn frame to the next. While nothing moves no frame is wanted, and that time is nobody's frame. */
function frames(events) {
  const intervals = [];
  let since;
  for (const event of events.sort((a, b) => a.ts - b.ts)) {
    const asked = event.name === "NeedsBeginFrameChanged" && event.args.data.needsBeginFrame;
    if (asked || state(event) === "STATE_NO_UPDATE_DESIRED") since = event.ts;
    if (event.name !== "DrawFrame") continue;
    if (since !== undefined) intervals.push((event.ts - since) / 1000);
    since = event.ts;
  }
  return intervals.sort((a, b) => b - a);
}

/** What became of a frame that was wanted. */
function state(event) {
  return event.name === "PipelineReporter" && event.ph === "b" ? event.args.frame_reporter.state : "";
}

/** What a time of scrolling was like, between two marks that the page set. */
export function judged(events) {
  const [from, to] = [marked(events, "begins").ts, marked(events, "ends").ts];
  const during = events.filter((event) => event.ts >= from && event.ts <= to);
  const main = mainThread(events).filter((event) => event.ph === "X" && event.ts >= from && event.ts <= to);
  const longest = (...names) => Math.max(0, ...main.filter((event) => names.includes(event.name)).map((event) => event.dur / 1000));
  const ours = during.filter((event) => event.pid === main[0].pid);
  const intervals = frames(ours);
  return {
    frames: intervals.length,
    longest: intervals[0],
    over: intervals.filter((ms) => ms > LONG).length,
    dropped: ours.filter((event) => state(event) === "STATE_DROPPED").length,
    task: longest("RunTask"),
    style: longest("UpdateLayoutTree"),
    layout: longest("Layout"),
    paint: longest("PrePaint", "Paint", "Layerize", "Commit"),
    // What the machine gave to others meanwhile is not in it.
    cpu: Math.max(0, ...main.filter((event) => event.name === "RunTask").map((event) => (event.tdur ?? 0) / 1000)),
  };
}
