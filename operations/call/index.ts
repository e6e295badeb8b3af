import type { z } from "zod";
import {
  callScriptSchema,
  epochOf,
  simulateCallAsync,
  type AsyncAnswering,
  type CallResult,
  type Environment,
  type Queues,
} from "../../flow/simulate";
import { changesBetween, orgState, type Change } from "./changes";
import { openConnectors } from "./connectors";
import { faultsFor, salesforceFaults } from "./faults";
import { type Functions, withFunctions } from "../functions";
import { lineOf, type Line } from "./line";
import { problemsOf } from "./problems";
import { salesforceOf } from "./salesforce";
import { queuesOf } from "./queue-agents";
import { schedulesOf } from "./schedules";
import { openTenant, type Tenant } from "./tenant";
import type { EnvironmentCall } from "./call-format";

export { CallError } from "./call-error";
export { environmentCallData, environmentCallText } from "./call-format";

/** What caller, agent and Salesforce do during a call through an environment. */
export const environmentScriptSchema = callScriptSchema.extend({
  /** Faults of Salesforce during this call. */
  salesforce: salesforceFaults,
});
export type EnvironmentScript = z.output<typeof environmentScriptSchema>;

/**
 * Calls a number of the environment on a sandbox: the published flow behind it, with real requests to the sandbox's Salesforce.
 * Faults of the script are always removed afterwards.
 * @param url address of the sandbox, without a trailing slash.
 * @throws CallError where the number leads to no flow that can answer; SimulationError for a script that does not fit the flow.
 */
export async function callEnvironment(
  url: string,
  script: EnvironmentScript,
  functions: Functions = {},
): Promise<EnvironmentCall> {
  const dialled = await dial(url, script, functions);
  const { line, environment } = dialled;
  let result: CallResult;
  try {
    result = await simulateCallAsync(line.flow, dialled.script, dialled.answer, line.flows, environment);
  } finally {
    await dialled.restore();
  }
  const changes = await dialled.changes();
  const pops = await Promise.all(result.screenPops.map((pop) => dialled.popped(pop.url)));
  return { url, line, queues: environment.queues, result, pops, changes, problems: dialled.problems(result) };
}

/** A dialled number: the line behind it, and access to Salesforce during the call. */
export interface Dialled {
  readonly line: Line;
  readonly environment: Environment & { readonly queues: Queues };
  /** The given script with the values that the entry point sets. */
  readonly script: EnvironmentScript;
  readonly answer: AsyncAnswering;
  /** Removes the records that faults made in the org. */
  readonly restore: () => Promise<void>;
  /** Changes in Salesforce since the number was dialled. */
  readonly changes: () => Promise<readonly Change[]>;
  /** What a screen pop opens, in words. */
  readonly popped: (url: string) => Promise<string>;
  readonly problems: (result: CallResult) => readonly string[];
}

/**
 * Finds the line behind a number, before the call.
 * @param url address of the sandbox, without a trailing slash.
 * @throws CallError where the number leads to no flow that can answer.
 */
export async function dial(url: string, script: EnvironmentScript, functions: Functions = {}): Promise<Dialled> {
  const tenant = await openTenant(url);
  const line = await lineOf(tenant, script.to);
  const flows = [line.flow, ...Object.values(line.flows)];
  const connectors = await openConnectors(tenant, flows);
  const staffed = await queuesOf(tenant, flows);
  const queues = hasOwnAgent(script) ? withoutAgents(staffed) : staffed;
  const before = await orgState(tenant);
  const schedules = await schedulesOf(tenant, flows);
  const salesforce = salesforceOf(tenant, connectors, script.salesforce);
  const answer = withFunctions(functions, salesforce.answer);
  return {
    line,
    environment: { queues, schedules },
    script: {
      ...script,
      // Opening hours are in local time.
      at: new Date(epochOf(script.at, Object.values(schedules)[0]?.timeZone ?? script.timeZone)).toISOString(),
      to: line.number,
      entry: entryOf(line, script),
      variables: variablesOf(line, script),
    },
    answer: async (request, earlier) => answer(request, earlier),
    restore: salesforce.restore,
    changes: async () => changesBetween(before, await orgState(tenant)),
    popped: (address) => poppedRecord(tenant, address),
    problems: (result) =>
      problemsOf(result, staffed, hasOwnAgent(script), (activity) =>
        faultsFor(script.salesforce, activity).some(({ down, status }) => down === true || status !== undefined),
      ),
  };
}

const entryOf = (line: Line, { entry }: EnvironmentScript): Readonly<Record<string, string>> => ({
  EntryPointId: line.entryPoint.id,
  FlowVersionLabel: line.tag,
  ...entry,
});

const variablesOf = (line: Line, { variables }: EnvironmentScript): Readonly<Record<string, string>> => ({
  ...line.variables,
  ...variables,
});

const STAND_IN = callScriptSchema.parse({}).agent;

/** Whether the script itself names the agent who answers. */
const hasOwnAgent = ({ agent }: EnvironmentScript): boolean =>
  agent.id !== STAND_IN.id || agent.name !== STAND_IN.name || agent.email !== STAND_IN.email;

const withoutAgents = (queues: Queues): Queues =>
  Object.fromEntries(Object.entries(queues).map(([id, { name }]) => [id, { name }]));

/** A screen pop in words: the record's name where the address is a Lightning record page. */
export async function poppedRecord(tenant: Tenant, address: string): Promise<string> {
  if (!URL.canParse(address)) return `no page: ${address} is not an address`;
  const { pathname, hash } = new URL(address);
  const path = /\/lightning\/.*/.exec(pathname)?.[0];
  if (path === undefined) {
    const term = searchTerm(hash);
    return term === undefined ? "a page outside Lightning" : `Salesforce's search for "${term}"`;
  }
  const answer = await fetch(`${tenant.url}/salesforce${path}`);
  const title = unescaped(/<title>(.*?)<\/title>/.exec(await answer.text())?.[1] ?? "");
  const [object = "", ...name] = title.split(" | ").slice(0, -1).reverse();
  return answer.ok ? [object, ...name.reverse()].join(" ") : `no record: ${pathname} leads nowhere in this org`;
}

/** The term of Lightning's search page, which is in base64 after the #. */
function searchTerm(hash: string): string | undefined {
  const page = Buffer.from(decodeURIComponent(hash.slice(1)), "base64").toString("utf8");
  return /"term":"([^"]*)"/.exec(page)?.[1];
}

const unescaped = (html: string): string =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
