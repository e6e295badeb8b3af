import { join } from "node:path";
import type { Context, Hono } from "hono";
import type { FC } from "hono/jsx";
import { z } from "zod";
import { connectRequestOf } from "../sandbox";
import { openTenant, wordsOf } from "../operations/call/tenant";
import { formOf as connectorForm, handoversIn, pending } from "../operations/connector";
import { answerLater } from "../operations/pulumi-cli";
import { CALL_LOG, type LoggedCall, loggedCalls } from "../providers/core/telemetry/call-log";
import { CallCount } from "../providers/core/telemetry/request-metrics";
import { CALLS_PER_MINUTE } from "../providers/webex/limits";
import { formOf, Problem, show, Table } from "./page";
import { OPERATIONS, type Operation, Run } from "./run";
import type { Stack, StackPlace, Target } from "./stack";
import { TEXTS } from "./texts";

const T = TEXTS.runs;
const MINUTE_MS = 60_000;
/** Calls of one engine have smaller gaps than this. A later engine may have the same address. */
const GAP_MS = 600_000;
const SHOWN = 10;

/** Runs started on the page, by the folder and name of their stack. */
export type Runs = Map<string, Run>;

const history = z.array(
  z.looseObject({
    kind: z.string(),
    startTime: z.string(),
    result: z.string(),
    resourceChanges: z.record(z.string(), z.number()).default({}),
  }),
);

interface Counted {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly calls: readonly LoggedCall[];
}

/** The calls of the log by run, newest first. */
function byRun(calls: readonly LoggedCall[]): readonly Counted[] {
  const runs: { run: string; calls: LoggedCall[] }[] = [];
  for (const call of calls) {
    const mine = runs.findLast(({ run }) => run === call.run);
    const isMine = mine !== undefined && call.at - (mine.calls.at(-1)?.at ?? 0) < GAP_MS;
    if (isMine) mine.calls.push(call);
    else runs.push({ run: call.run, calls: [call] });
  }
  return runs.reverse().map(({ calls: own }) => ({
    fromMs: own[0]?.at ?? 0,
    untilMs: Math.max(...own.map(({ at, tookMs }) => at + tookMs)),
    calls: own,
  }));
}

function countOf(calls: readonly LoggedCall[]): string {
  const count = new CallCount();
  for (const call of calls) count.add(call);
  return count.toString();
}

const timeOf = (ms: number): string => new Date(ms).toISOString().replace("T", " ").slice(0, 19);

const Progress: FC<{ readonly folder: string; readonly run: Run | undefined }> = ({ folder, run }) => {
  const calls = loggedCalls(join(folder, CALL_LOG));
  const recent = calls.filter(({ service, at }) => service === "Webex" && at > Date.now() - MINUTE_MS);
  return (
    <>
      {run !== undefined && (
        <>
          <p aria-live="polite">
            <strong>{run.code === undefined ? T.goesOn(run.operation) : T.ended(run.operation, run.code)}</strong>
          </p>
          <pre tabindex={0}>{run.text}</pre>
        </>
      )}
      <p>{T.quota(Math.max(0, CALLS_PER_MINUTE - recent.length), CALLS_PER_MINUTE)}</p>
      <Table
        columns={T.callColumns}
        rows={byRun(calls)
          .slice(0, SHOWN)
          .map(({ fromMs, untilMs, calls: own }) => [
            timeOf(fromMs),
            T.seconds((untilMs - fromMs) / 1_000),
            countOf(own),
            own.filter(({ status }) => status === 0 || status >= 400).length,
          ])}
      />
    </>
  );
};

const History: FC<{ readonly rows: z.output<typeof history> }> = ({ rows }) => (
  <Table
    columns={T.historyColumns}
    rows={rows.map(({ kind, startTime, result, resourceChanges }) => [
      startTime,
      kind,
      result,
      Object.entries(resourceChanges)
        .map(([what, count]) => `${what} ${count}`)
        .join(", "),
    ])}
  />
);

const Buttons: FC<{ readonly isRunning: boolean; readonly name: string }> = ({ isRunning, name }) => (
  <section class="card">
    <h2>{T.start}</h2>
    {isRunning ? (
      <form method="post" action="/runs/stop">
        <button class="stop">{T.stop}</button>
      </form>
    ) : (
      <>
        <form class="bar" method="post" action="/runs/start">
          <label>
            <input type="checkbox" name="sure" value="yes" required /> {T.sure(name)}
          </label>
          {(Object.keys(OPERATIONS) as readonly Operation[]).map((operation) => (
            <button name="operation" value={operation} class={operation === "destroy" ? "stop" : "go"}>
              {operation}
            </button>
          ))}
        </form>
        <form method="post" action="/runs/connect">
          <p>
            {T.connectHelp} <button>{T.connect}</button>
          </p>
        </form>
      </>
    )}
  </section>
);

/** Calls of past and current runs, and the rest of the quota. On the sandbox, runs can be started here. */
export function mountRuns(app: Hono, target: Target, place: StackPlace, stack: Stack, runs: Runs): void {
  const key = JSON.stringify(place);
  const page = async (c: Context, problem?: string) => {
    const args = ["stack", "history", "--json", "--page-size", String(SHOWN), "--stack", place.name];
    const rows = history.parse(JSON.parse(await answerLater(T.noHistory, args)));
    const run = runs.get(key);
    return show(
      c,
      target,
      "runs",
      <>
        {problem !== undefined && <Problem text={problem} />}
        {target.kind === "sandbox" ? (
          <Buttons isRunning={run !== undefined && run.code === undefined} name={place.name} />
        ) : (
          <p>{T.terminalOnly}</p>
        )}
        <section class="card">
          <h2>{T.calls}</h2>
          <div id="progress" hx-get="/runs/progress" hx-trigger="every 2s">
            <Progress folder={place.folder} run={run} />
          </div>
        </section>
        <section class="card">
          <h2>{T.history}</h2>
          <History rows={rows} />
        </section>
      </>,
      problem === undefined ? 200 : 400,
    );
  };
  app.get("/runs", (c) => page(c));
  app.get("/runs/progress", (c) => c.html(<Progress folder={place.folder} run={runs.get(key)} />));
  if (target.kind === "live") return;
  app.post("/runs/start", async (c) => {
    const field = await formOf(c);
    const operation = (Object.keys(OPERATIONS) as readonly Operation[]).find((one) => one === field("operation"));
    const last = runs.get(key);
    if (operation === undefined || field("sure") !== "yes") return page(c, T.notSure);
    if (last !== undefined && last.code === undefined) return page(c, T.busy);
    runs.set(key, new Run(operation, place));
    return c.redirect("/runs", 303);
  });
  app.post("/runs/stop", (c) => {
    runs.get(key)?.stop();
    return c.redirect("/runs", 303);
  });
  app.post("/runs/connect", async (c) => {
    const handover = pending(handoversIn((await stack.state(true)).resources));
    if (handover === undefined) return page(c, T.noConnector);
    const { admin } = await openTenant(target.url);
    const { status, body } = await admin("POST", "connect", connectRequestOf(connectorForm(handover)));
    return status < 300 ? c.redirect("/runs", 303) : page(c, wordsOf(body));
  });
}
