import type { Context, Hono } from "hono";
import type { FC } from "hono/jsx";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import { drawSvg, FlowMask } from "../flow";
import { openTenant } from "../operations/call/tenant";
import { updateOf } from "./call-view";
import { Button } from "./agent-view";
import { DialForm, scenariosIn, scriptOf, SPEEDS, type Offered } from "./dial-form";
import { LiveCall } from "./live-call";
import { formOf, picture, Problem, show } from "./page";
import { query } from "./salesforce";
import type { SandboxTarget } from "./stack";
import { TEXTS } from "./texts";

const T = TEXTS.phone;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
/** The running call of each sandbox. It continues while pages are opened and closed. */
export type Calls = Map<string, LiveCall>;

const Pad: FC = () => (
  <form class="pad" method="post" action="/phone/keys" hx-post="/phone/keys" hx-swap="none" aria-label={T.pad}>
    {KEYS.map((key) => (
      <button name="keys" value={key} aria-label={T.key(key)}>
        {key}
      </button>
    ))}
  </form>
);

const Part: FC<{ readonly id: string; readonly title: string; readonly isLive?: boolean }> = ({
  id,
  title,
  isLive,
}) => (
  <section class="card">
    <h2>{title}</h2>
    <div class="scroll" id={id} tabindex={0} {...(isLive === true && { "aria-live": "polite" })}></div>
  </section>
);

/** Attributes of an element that receives the events of the running call. */
export const streaming = { "data-stream": "/phone/events", "data-lost": TEXTS.lost, "data-closed": TEXTS.closed };

const Running: FC<{ readonly call: LiveCall }> = ({ call }) => {
  const { line, script } = call.dialled;
  return (
    <div {...streaming}>
      <p>{T.line(script.from, line.number, line.entryPoint.name, line.flowName, line.version)}</p>
      <div class="picture" id="picture" tabindex={0}>
        {picture(drawSvg(new FlowMask(line.flow).flow(line.flow)))}
      </div>
      <div class="cards">
        <Part id="call-heard" title={T.heard} isLive={true} />
        <Part id="call-path" title={T.path} />
        <Part id="call-asked" title={T.asked} />
        <Part id="call-variables" title={T.variables} />
        <Part id="agent-after" title={TEXTS.agent.after} />
      </div>
    </div>
  );
};

/** How often the time on the page is updated. */
const TICK_MS = 1_000;
/** Sends the state of the call to a page. Ends when the page closes or a new call starts; the page then opens another stream. */
async function follow(stream: SSEStreamingApi, current: () => LiveCall | undefined): Promise<void> {
  const call = current();
  let isChanged = true;
  let wake = (): void => undefined;
  const change = (): void => {
    isChanged = true;
    wake();
  };
  const unwatch = call?.watch(change) ?? (() => false);
  stream.onAbort(() => wake());
  while (!stream.aborted && current() === call) {
    if (isChanged || call?.isOver === false) {
      isChanged = false;
      await stream.writeSSE({ event: "call", data: JSON.stringify(await updateOf(call)) });
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TICK_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  unwatch();
}

const folderOf = (target: SandboxTarget): string => target.stack?.folder ?? process.cwd();

async function offeredBy(target: SandboxTarget): Promise<Offered> {
  const tenant = await openTenant(target.url);
  const rows = await tenant.rows("dial-number");
  const found = await query(target.url, "SELECT Name, Phone, MobilePhone FROM Contact ORDER BY Name LIMIT 100");
  const callers = "rows" in found ? found.rows : [];
  return {
    numbers: rows.map((row) => String(row.dialledNumber)),
    callers: callers.flatMap(({ Name = "", Phone = "", MobilePhone = "" }) =>
      [Phone, MobilePhone].filter((number) => number !== "").map((number) => [number, Name] as const),
    ),
    choices: scenariosIn(folderOf(target)),
  };
}

async function phonePage(c: Context, target: SandboxTarget, call: LiveCall | undefined, problem?: string) {
  const offered = await offeredBy(target);
  return show(
    c,
    target,
    "phone",
    <>
      {problem !== undefined && <Problem text={problem} />}
      <div class="halves">
        <div>
          {call !== undefined && (
            <section class="card">
              <h2>{T.call}</h2>
              <div id="call-state" aria-live="polite"></div>
              <Pad />
              <div class="bar">
                <Button action="/phone/hang-up" text={T.hangUp} look="stop" />
                <a href="/agent">{T.toAgent}</a>
              </div>
            </section>
          )}
          {offered.numbers.length === 0 ? <p>{T.noNumber}</p> : <DialForm {...offered} />}
        </div>
        {call === undefined ? <p>{T.noCall}</p> : <Running call={call} />}
      </div>
    </>,
    problem === undefined ? 200 : 400,
  );
}

/** A telephone to call the environment on the sandbox. */
export function mountPhone(app: Hono, target: SandboxTarget, calls: Calls): void {
  const current = (): LiveCall | undefined => calls.get(target.url);
  app.get("/phone", (c) => phonePage(c, target, current()));
  app.post("/phone/dial", async (c) => {
    const field = await formOf(c);
    const choice = scenariosIn(folderOf(target)).find(({ title }) => title === field("scenario"));
    const speed = SPEEDS.find((one) => one === field("speed")) ?? "1";
    try {
      const call = await LiveCall.dial(target.url, scriptOf(field, choice), Number(speed), choice === undefined);
      current()?.hangUp();
      calls.set(target.url, call);
      void call.run();
    } catch (error) {
      return phonePage(c, target, current(), error instanceof Error ? error.message : String(error));
    }
    return c.redirect("/phone", 303);
  });
  const act = (path: string, back: string, work: (call: LiveCall, c: Context) => void | Promise<void>): void => {
    app.post(path, async (c) => {
      const call = current();
      if (call !== undefined) await work(call, c);
      return c.req.header("hx-request") === "true" ? c.body(null, 204) : c.redirect(back, 303);
    });
  };
  act("/phone/keys", "/phone", async (call, c) => call.press((await formOf(c))("keys").replace(/[^0-9*#A-D]/g, "")));
  act("/phone/hang-up", "/phone", (call) => call.hangUp());
  act("/agent/answer", "/agent", (call) => call.answer());
  act("/agent/let-ring", "/agent", (call) => call.letRing());
  act("/agent/wrap-up", "/agent", async (call, c) => {
    const body = await c.req.parseBody();
    call.wrapUp(
      Object.fromEntries(Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === "string")),
    );
  });
  app.get("/phone/events", (c) => streamSSE(c, (stream) => follow(stream, current)));
}

/** The desktop of the agent who takes the call: the screen pops on answer, and the changes of the case afterwards. */
export function mountAgent(app: Hono, target: SandboxTarget): void {
  app.get("/agent", (c) =>
    show(
      c,
      target,
      "agent",
      <div class="cards" {...streaming}>
        <section class="card">
          <h2>{TEXTS.agent.desktop}</h2>
          <div id="agent-card" aria-live="polite"></div>
        </section>
        <section class="card">
          <h2>{TEXTS.agent.after}</h2>
          <div id="agent-after" aria-live="polite"></div>
        </section>
      </div>,
    ),
  );
}
