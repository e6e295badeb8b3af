import type { Flow } from "../../flow";
import {
  callScript,
  recordWords,
  simulateCallAsync,
  tableAnswers,
  traceOf,
  variableTexts,
  type AnswerTable,
  type AsyncAnswering,
  type CallResult,
  type CallScriptInput,
  type CallState,
} from "../../flow/simulate";
import { inventedAnswers, type Known } from "./answers";
import { EXAMPLE, idOf, STRANGER } from "./examples";
import { callersOf, type Records, type RecordsOrg } from "./records";

/** The overall rating of a call. */
export type Level = "error" | "warning" | "good";

/** A call that was played for the page. */
export interface PlayedCall {
  readonly title: string;
  readonly level: Level;
  /** One sentence about the call's result for the caller. */
  readonly verdict: string;
  readonly record: string;
  readonly result: CallResult;
  /** Variables that changed before each visit, by the visit's position in the path. */
  readonly changes: ReadonlyMap<number, Readonly<Record<string, string>>>;
}

interface Caller {
  readonly title: string;
  readonly known: Known;
  readonly script: CallScriptInput;
}

const NUMBER = "+15205550117";
const OTHER = "+15205550199";

const callers = ({ one = NUMBER, several = one }: ReturnType<typeof callersOf>): readonly Caller[] => [
  { title: "A caller who is known", known: "one", script: { from: one } },
  { title: "A caller whom nobody knows", known: "none", script: { from: OTHER } },
  { title: "A caller who withholds the number", known: "one", script: { from: "anonymous" } },
  { title: "A call without any number", known: "one", script: { from: "" } },
  { title: "A number that several people share", known: "several", script: { from: several } },
  { title: "Salesforce and other servers are down", known: "down", script: { from: one } },
  {
    title: "Nobody is free",
    known: "one",
    script: { from: one, agent: { offeredAfterSeconds: "never" }, caller: { patienceSeconds: 300 } },
  },
  {
    title: "The caller hangs up while waiting",
    known: "one",
    script: { from: one, agent: { offeredAfterSeconds: "never" }, caller: { hangsUpAfterSeconds: 25 } },
  },
];

export interface PlayOptions {
  readonly flows: Readonly<Record<string, Flow>>;
  /** Answers instead of invented ones. */
  readonly table?: AnswerTable;
  readonly org?: RecordsOrg;
  readonly records?: Records;
}

/** Plays every caller. A call that a broken template drops is played again as if Webex let the template through. */
export async function playCalls(flow: Flow, options: PlayOptions): Promise<readonly PlayedCall[]> {
  const asks = flow.processes.some(({ nodes }) => nodes.some(({ kind }) => kind === "http-request-v2"));
  const numbers: ReturnType<typeof callersOf> = options.records === undefined ? {} : callersOf(options.records);
  // Without a look-up all callers are equal; and a shared number is played only where the records have one.
  const isMeant = ({ known }: Caller): boolean =>
    (asks || known === "one") &&
    (known !== "several" || options.records === undefined || numbers.several !== undefined);
  const chosen = callers(numbers).filter(isMeant);
  const calls: PlayedCall[] = [];
  for (const caller of chosen) {
    const played = await play(flow, caller, options);
    calls.push(played);
    if (
      !played.result.failures.some(
        ({ outcome, message }) => outcome === "dropped" && /template|expression|unclosed|parse/i.test(message),
      )
    )
      continue;
    const title = `${caller.title}, if Webex lets the broken template through`;
    calls.push(
      await play(
        flow,
        { ...caller, title, script: { ...caller.script, options: { onExpressionError: "literal" } } },
        options,
      ),
    );
  }
  return calls;
}

async function play(flow: Flow, caller: Caller, options: PlayOptions): Promise<PlayedCall> {
  const changes = new Map<number, Readonly<Record<string, string>>>();
  let before: Readonly<Record<string, string>> = {};
  let isFirst = true;
  const watch = (state: CallState): void => {
    const now = variableTexts(flow, state);
    const changed = Object.fromEntries(Object.entries(now).filter(([name, value]) => before[name] !== value));
    before = now;
    if (isFirst) isFirst = false;
    else if (Object.keys(changed).length > 0) {
      const at = Math.max(0, traceOf(state).filter(({ kind }) => kind === "enter").length - 1);
      changes.set(at, { ...changes.get(at), ...changed });
    }
  };
  const result = await simulateCallAsync(
    flow,
    callScript(caller.script),
    answering(flow, caller, options),
    options.flows,
    {},
    watch,
  );
  const said = recordWords(flow, result);
  // A dropped call has its own verdict already.
  const record = result.failures.some(({ outcome }) => outcome === "dropped") ? "" : said;
  return { title: caller.title, ...judged(result, record), record, result, changes };
}

function answering(flow: Flow, { known }: Caller, { table, org }: PlayOptions): AsyncAnswering {
  if (known !== "down" && org !== undefined) return org.answer;
  const invented = inventedAnswers(flow, known);
  const answer = known === "down" || table === undefined ? invented : tableAnswers(table);
  return (request, earlier) => Promise.resolve(answer(request, earlier));
}

const LONG_SILENCE_MS = 5_000;

/** Rating and verdict by the gravest problem for the caller. */
function judged(result: CallResult, record: string): { readonly level: Level; readonly verdict: string } {
  const dropped = result.failures.find(({ outcome }) => outcome === "dropped");
  if (dropped !== undefined)
    return { level: "error", verdict: `The call is dropped at ${dropped.node}: ${dropped.message}` };
  const stranger = strangers(result);
  if (stranger !== undefined) return { level: "error", verdict: stranger };
  if (/is written into the flow, not looked up/.test(record))
    return {
      level: "error",
      verdict: "The agent gets a record that nobody looked up: its id is written into the flow.",
    };
  const silence = result.longestSilenceMs;
  if (silence > LONG_SILENCE_MS)
    return { level: "warning", verdict: `The caller hears nothing for ${(silence / 1000).toFixed(1)} s at a time.` };
  const failed = result.failures.find(({ outcome }) => outcome === "after the end");
  if (failed !== undefined)
    return { level: "warning", verdict: `Something fails unseen at ${failed.node}: ${failed.message}` };
  return {
    level: "good",
    verdict: result.agent.answeredMs === null ? `No agent answers: ${result.end.reason}.` : "An agent answers.",
  };
}

/** A stranger's record in what the caller hears, the agent sees or the flow sends to Salesforce; undefined without one. */
function strangers({ heard, screenPops, agentSees, requests }: CallResult): string | undefined {
  const marks = [
    STRANGER.person,
    STRANGER.company,
    ...["Account", "Contact", "Case"].map((object) => idOf(object, STRANGER.serial)),
  ];
  const has = (text: string): boolean => marks.some((mark) => text.includes(mark));
  if (screenPops.some(({ url }) => has(url))) return "The agent gets a stranger's record.";
  if (agentSees.some(({ value }) => has(value))) return "The agent sees a stranger's data.";
  if (heard.some(({ text }) => has(text))) return "The caller hears a stranger's name.";
  if (requests.some(({ request }) => request.method !== "GET" && has(`${request.url} ${request.body}`)))
    return "The call is written to a stranger's record.";
  return undefined;
}

/** Name of the invented caller. */
export const EXAMPLE_NAME = EXAMPLE.person;
