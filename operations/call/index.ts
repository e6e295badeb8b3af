import type { z } from "zod";
import { callScriptSchema, simulateCallAsync, type CallResult, type Queues } from "../../flow/simulate";
import { changesBetween, orgState } from "./changes";
import type { EnvironmentCall } from "./environment-call";
import { openConnectors } from "./connectors";
import { faultsFor, salesforceFaults } from "./faults";
import { lineOf, type Line } from "./line";
import { problemsOf } from "./problems";
import { salesforceOf } from "./salesforce";
import { poppedRecord } from "./screen-pop";
import { queuesOf } from "./queue-agents";
import { openTenant } from "./tenant";

export { CallError } from "./call-error";
export { environmentCallData, environmentCallText } from "./call-format";

/** What caller, agent and Salesforce do during a call through an environment. */
export const environmentScriptSchema = callScriptSchema.extend({
  /** What is wrong with Salesforce during this call. */
  salesforce: salesforceFaults,
});
export type EnvironmentScript = z.output<typeof environmentScriptSchema>;

/**
 * Calls a number of the environment on a sandbox: the published flow behind it, with real requests to the sandbox's Salesforce.
 * Faults of the script are taken back afterwards, whatever happens.
 * @param url where the sandbox is served, without a trailing slash.
 * @throws CallError where the number leads to no flow that could answer; SimulationError for a script that does not fit the flow.
 */
export async function callEnvironment(url: string, script: EnvironmentScript): Promise<EnvironmentCall> {
  const tenant = await openTenant(url);
  const line = await lineOf(tenant, script.to);
  const flows = [line.flow, ...Object.values(line.flows)];
  const connectors = await openConnectors(tenant, flows);
  const queues = await queuesOf(tenant, flows);
  const before = await orgState(tenant);
  const salesforce = salesforceOf(tenant, connectors, script.salesforce);
  const call = { ...script, to: line.number, entry: entryOf(line, script), variables: variablesOf(line, script) };
  let result: CallResult;
  try {
    const known = hasOwnAgent(script) ? withoutAgents(queues) : queues;
    result = await simulateCallAsync(line.flow, call, salesforce.answer, line.flows, known);
  } finally {
    await salesforce.restore();
  }
  const changes = changesBetween(before, await orgState(tenant));
  const pops = await Promise.all(result.screenPops.map((pop) => poppedRecord(tenant, pop.url)));
  const problems = problemsOf(result, queues, hasOwnAgent(script), (activity) =>
    faultsFor(script.salesforce, activity).some(({ down, status }) => down === true || status !== undefined),
  );
  return { url, line, queues: hasOwnAgent(script) ? withoutAgents(queues) : queues, result, pops, changes, problems };
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

/** A script that says who answers means it. */
const hasOwnAgent = ({ agent }: EnvironmentScript): boolean =>
  agent.id !== STAND_IN.id || agent.name !== STAND_IN.name || agent.email !== STAND_IN.email;

const withoutAgents = (queues: Queues): Queues =>
  Object.fromEntries(Object.entries(queues).map(([id, { name }]) => [id, { name }]));
