import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Hono } from "hono";
import { mountAgent, type Calls, mountPhone } from "./phone";
import { mountColleague } from "./colleague";
import { mountEnvironment } from "./environment";
import { guarded, withHeaders } from "./guard";
import { PANES, hrefOf, paneAt, Problem, refusalPage, show } from "./page";
import { mountRecords } from "./records";
import { mountRuns, type Runs } from "./runs";
import { CONSOLE_SCRIPT } from "./script";
import { type ReadSettings, Stack, type Target } from "./stack";
import { CONSOLE_STYLE } from "./style";
import { TEXTS } from "./texts";

export interface ConsoleOptions {
  /** 128 random bits in hexadecimal, new at each start. */
  readonly token: string;
  /** The current target, evaluated again at each request. */
  readonly target: () => Promise<Target>;
  readonly settings: ReadSettings;
}

const HTMX = createRequire(__filename).resolve("htmx.org/dist/htmx.min.js");

const ASSETS: Readonly<Record<string, readonly [type: string, text: () => string]>> = {
  "/console/style.css": ["text/css; charset=utf-8", () => CONSOLE_STYLE],
  "/console/console.js": ["text/javascript; charset=utf-8", () => CONSOLE_SCRIPT],
  "/console/htmx.js": ["text/javascript; charset=utf-8", () => readFileSync(HTMX, "utf8")],
};

/** Calls and runs, which continue while pages are opened and closed. */
interface Desk {
  readonly calls: Calls;
  readonly runs: Runs;
}

function panesOf(target: Target, { settings }: ConsoleOptions, { calls, runs }: Desk): Hono {
  const app = new Hono();
  const stack = target.stack === undefined ? undefined : new Stack(target, target.stack, settings);
  mountEnvironment(app, target, stack);
  if (target.kind === "sandbox") {
    mountPhone(app, target, calls);
    mountAgent(app, target);
    mountColleague(app, target);
    mountRecords(app, target);
  }
  if (stack !== undefined && target.stack !== undefined) mountRuns(app, target, target.stack, stack, runs);
  else app.get("/runs", (c) => show(c, target, "runs", <p>{TEXTS.runs.noStack}</p>));
  for (const pane of PANES) app.get(hrefOf(pane), (c) => show(c, target, pane, <Problem text={TEXTS.sandboxOnly} />));
  app.notFound((c) => show(c, target, "environment", <Problem text={TEXTS.nothingHere} />, 404));
  app.onError((error, c) => show(c, target, paneAt(c.req.path), <Problem text={error.message} />, 500));
  return app;
}

/** 128 random bits in hexadecimal, for one start of the console. */
export const newToken = (): string => randomBytes(16).toString("hex");

/** The pages of one environment as a function from request to answer. For a live target there are no routes that write. */
export function consoleOf(options: ConsoleOptions): (request: Request) => Promise<Response> {
  const { token, target } = options;
  const desk: Desk = { calls: new Map(), runs: new Map() };
  const app = new Hono();
  app.use("*", withHeaders);
  app.use(
    "*",
    guarded(token, (path) => path.endsWith("/events")),
  );
  for (const [path, [type, text]] of Object.entries(ASSETS))
    app.get(path, (c) => c.body(text(), 200, { "Content-Type": type }));
  app.all("*", async (c) => panesOf(await target(), options, desk).fetch(c.req.raw));
  app.onError((error, c) => c.html(refusalPage(error.message), 500));
  return async (request) => app.fetch(request);
}
