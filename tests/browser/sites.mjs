// The sites that were built for the browser, the browser, and a server on loopback that serves one under a path of its own.
// Never looks at a page. Start at `sites`.
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const root = process.env.SITES;

/** The names of the sites. */
export async function sites() {
  return (await readdir(root)).sort();
}

/** The folder of a site. */
export function folder(site) {
  return join(root, site);
}

/** The files of a site that end so, named from its folder. */
export async function files(site, ending) {
  const all = await readdir(folder(site), { recursive: true });
  return all.filter((file) => file.endsWith(ending)).sort();
}

/** A browser with a profile of its own, which asks nobody but the pages it is given. */
export async function browser(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), "huibian-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    viewport: { width: 1280, height: 900 },
    ...options,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { context, close };
}

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8",
};

/** What a careful server says itself of what a page may do; no less than the pages say. */
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves a site at `http://127.0.0.1:PORT/one/two/`, as a department below an intranet would. */
export async function served(site) {
  const base = "/one/two/";
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    try {
      if (!path.startsWith(base)) throw new Error("outside");
      const bytes = await readFile(join(folder(site), path.slice(base.length)));
      response.writeHead(200, { "content-security-policy": POLICY, "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}${base}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { address, close };
}
